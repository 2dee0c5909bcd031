"""The exceptions a caller can meet; the command line prints them as one line."""

from __future__ import annotations

__all__ = [
    "ClusternetError",
    "EmptyNetworkError",
    "FormatError",
    "MissingDependencyError",
    "SchemaError",
    "UndefinedError",
]


class ClusternetError(ValueError):
    """Base of every error this package raises on purpose."""


class SchemaError(ClusternetError):
    """A table was read, but its columns or values are not what an edge or node table holds."""


class FormatError(ClusternetError):
    """A file is missing, or is not what its suffix says."""


class EmptyNetworkError(ClusternetError):
    """Nothing is left to analyse: no valid row, or a selection that holds no edge."""


class MissingDependencyError(ClusternetError):
    """An optional library is needed for what was asked, and is not installed."""


class UndefinedError(ClusternetError):
    """A measure has no value on this graph; the message is the reason printed beside the empty cell."""
