"""The service's language: what is sent, what comes back, and what can go wrong.

``records``, ``endpoint``, ``limits`` and ``errors`` are free of httpx, pydantic and asyncio: the
window may import them before its first paint; ``client`` is loaded with the loop.
"""
