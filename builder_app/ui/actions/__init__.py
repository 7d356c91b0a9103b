"""The one table of commands and keys."""
