"""Flows between places: where networks lie and what flows where."""
