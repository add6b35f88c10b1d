"""The case library: documented cases of the region, browsed, compared, printed and cited."""
