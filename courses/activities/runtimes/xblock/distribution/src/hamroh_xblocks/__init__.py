"""Exercises for people who work with families, for any runtime of XBlocks."""
