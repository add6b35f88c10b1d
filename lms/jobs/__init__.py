"""Durable jobs: a row in the same transaction as its cause, so no job is lost when something dies."""
