"""Checks over a built site, one concept per file. `check.py` lists and runs them."""
