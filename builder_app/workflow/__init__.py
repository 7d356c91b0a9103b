"""The document: blocks, edges, frames and notes, as values that change only by edits.

Pure Python: no Qt, no files, no network, no pydantic.
"""
