"""Exercises as OLX, the XML in which course platforms exchange XBlocks: written, and read with suspicion."""
