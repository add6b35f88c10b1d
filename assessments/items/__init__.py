"""How each question of a test does: sums of many answers, counted once, shown without a name."""
