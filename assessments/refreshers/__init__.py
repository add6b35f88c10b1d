"""Three questions on days 2, 7, 21 and 60 after a module. Never graded, never part of a certificate."""
