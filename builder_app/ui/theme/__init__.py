"""Colours, type and icons as named tokens, in one place."""
