"""The upper rungs of a competency: by which rule they are earned, and how they are claimed."""
