"""The inspector: what is selected, as a form made from its JSON Schema, and as JSON."""
