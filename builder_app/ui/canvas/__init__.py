"""The canvas: the document as cards and wires, and every gesture on it."""
