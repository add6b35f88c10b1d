"""What colleagues write to each other and to the trainer: pseudonymous, read first, then gone."""
