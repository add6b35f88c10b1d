"""Pure rules of the report: which figures may leave, and how they are laid out."""
