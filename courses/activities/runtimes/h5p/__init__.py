"""H5P packages: checked, stored, played in a frame that can reach nothing of this site."""
