"""Talks with the browser about courses and lessons."""
