"""Flows on a map."""
