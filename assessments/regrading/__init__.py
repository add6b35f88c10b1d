"""Finished attempts are graded anew by the corrected key of one question."""
