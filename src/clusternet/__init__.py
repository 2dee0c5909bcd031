"""Structure, centrality and flows of value networks, computed exactly as Gephi does.

Names below load on first use, so that ``import clusternet`` costs next to nothing.

>>> import clusternet
>>> net = clusternet.read(clusternet.shipped("nankai"))
>>> net.until(2022).edges.shape[0] > 0
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "ValueNetwork": "network.value_network",
    "read": "io",
    "write": "io",
    "shipped": "io",
    "Convention": "conventions",
    "GEPHI": "conventions",
    "NETWORKX": "conventions",
    "IGRAPH": "conventions",
    "ClusternetError": "errors",
    "SchemaError": "errors",
    "FormatError": "errors",
    "EmptyNetworkError": "errors",
    "MissingDependencyError": "errors",
}

__all__ = [
    "GEPHI",
    "IGRAPH",
    "NETWORKX",
    "ClusternetError",
    "Convention",
    "EmptyNetworkError",
    "FormatError",
    "MissingDependencyError",
    "SchemaError",
    "ValueNetwork",
    "__version__",
    "read",
    "shipped",
    "write",
]

if TYPE_CHECKING:
    from clusternet.conventions import GEPHI, IGRAPH, NETWORKX, Convention
    from clusternet.errors import (
        ClusternetError,
        EmptyNetworkError,
        FormatError,
        MissingDependencyError,
        SchemaError,
    )
    from clusternet.io import read, shipped, write
    from clusternet.network.value_network import ValueNetwork


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'clusternet' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"clusternet.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
