"""Opening, saving, and losing nothing."""
