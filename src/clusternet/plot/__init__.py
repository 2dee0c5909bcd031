"""Figures: each is a function from a table to axes."""
