"""Reflections and planners: prompts to write something down for oneself, on one's own device or on paper."""
