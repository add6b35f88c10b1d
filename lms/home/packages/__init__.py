"""Course packages: folders of text that are read, checked and imported through the doors of the floors."""
