"""Everything a person sees. All Qt is here."""
