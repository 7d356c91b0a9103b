"""The words for what is dragged."""

BLOCK_KIND_MIME = "application/x-workflow-builder-block-kind"
"""A block kind dragged out of the palette: its name, UTF-8."""
