"""Figures of flows."""
