"""Bars, lines and points."""
