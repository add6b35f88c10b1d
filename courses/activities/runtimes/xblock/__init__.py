"""Plays XBlocks in lessons: which blocks may come in, what they may reach, what they leave behind.

The kind, the catalogue and the tables are light; what imports XBlock is itself imported on use only.
"""
