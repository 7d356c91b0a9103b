"""Copying blocks as text, and pasting whatever workflow a text holds."""
