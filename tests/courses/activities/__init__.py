"""Kinds of activity and their runtimes."""
