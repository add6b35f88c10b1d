"""The one gentle digest: who gets it, when, and how it is stopped."""
