"""Our own reusable widgets."""
