"""Formats that differ from Django's own, per language."""
