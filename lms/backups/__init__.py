"""Copies of everything a site has written, and the way back from them."""
