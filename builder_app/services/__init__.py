"""Use cases: what a person can do with the service, each answering with an outcome value.

``target``, ``outcomes`` and ``plan`` are free of httpx, pydantic and asyncio, so that the window
may import them before its first paint; ``publishing``, ``checking`` and ``gateway`` are loaded with
the loop.
"""
