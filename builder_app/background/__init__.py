"""A worker thread that owns one asyncio loop."""
