"""The list of what would go wrong."""
