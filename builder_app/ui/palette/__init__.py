"""The list of block kinds to drag from."""
