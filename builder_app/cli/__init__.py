"""The same use cases without a window. Never imports Qt."""
