"""The sections, a file each; every one is a function of the `World`."""
