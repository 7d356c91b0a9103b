"""A desktop workflow builder for Sixtyfour."""

__version__ = "0.1.0"
