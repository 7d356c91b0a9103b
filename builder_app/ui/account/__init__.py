"""Connections and their keys."""
