"""The pages of certificates: the holder's, and those of a stranger who checks."""
