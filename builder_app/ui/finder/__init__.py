"""Finding by typing: quick-add, the command palette and the sheet of shortcuts."""
