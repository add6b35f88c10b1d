"""What an H5P package may be, and what its words mean. Pure: no Django."""
