"""The checks before and after a course, and what the same people knew at both. Never graded."""
