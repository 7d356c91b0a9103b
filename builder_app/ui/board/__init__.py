"""The canvas: a view of the document, and the gestures that edit it."""
