"""Structure, centrality and flows of value networks, computed exactly as Gephi does.

Names below load on first use, so that ``import clusternet`` costs next to nothing.

>>> import clusternet
>>> net = clusternet.read(clusternet.shipped("nankai"))
>>> net.until(2022).edges.shape[0] > 0
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

_HOMES = {
    "ValueNetwork": "network.value_network",
    "from_frames": "network.value_network",
    "from_igraph": "network.graphs",
    "from_networkx": "network.graphs",
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

_MODULES = {
    "aliases": "network",
    "audit": "",
    "backbone": "nulls",
    "brokerage": "structure",
    "centrality": "structure",
    "clustering": "structure",
    "cohesion": "nulls",
    "collaboration": "records",
    "communities": "structure",
    "community": "structure",
    "comparison": "records",
    "constraint": "structure",
    "cooccurrence": "records",
    "counts": "records",
    "crosscheck": "structure",
    "crossed": "space",
    "degree": "structure",
    "dependence": "nulls",
    "distribution": "space",
    "ensemble": "nulls",
    "flows": "space",
    "formation": "change",
    "gravity": "space",
    "growth": "change",
    "indices": "",
    "inspection": "checks",
    "io": "",
    "lake": "",
    "layout": "structure",
    "location": "space",
    "metrics": "structure",
    "nullmodel": "nulls",
    "partitions": "nulls",
    "plot": "",
    "polarisation": "space",
    "positions": "records",
    "powerlaw": "structure",
    "profiles": "records",
    "proposals": "network",
    "rank_intervals": "structure",
    "regional": "space",
    "releases": "checks",
    "report": "",
    "robustness": "nulls",
    "sensitivity": "structure",
    "specialisation": "records",
    "synthetic": "",
    "topology": "nulls",
    "trends": "change",
    "triads": "structure",
}
"""Module of an analysis -> the room it stands in: ``clusternet.flows`` is ``clusternet.space.flows``."""

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
    "from_frames",
    "from_igraph",
    "from_networkx",
    "read",
    "shipped",
    "write",
]

if TYPE_CHECKING:
    from clusternet import (
        audit as audit,
        indices as indices,
        io as io,
        lake as lake,
        plot as plot,
        report as report,
        synthetic as synthetic,
    )
    from clusternet.change import formation as formation, growth as growth, trends as trends
    from clusternet.checks import inspection as inspection, releases as releases
    from clusternet.conventions import GEPHI, IGRAPH, NETWORKX, Convention
    from clusternet.errors import (
        ClusternetError,
        EmptyNetworkError,
        FormatError,
        MissingDependencyError,
        SchemaError,
    )
    from clusternet.io import read, shipped, write
    from clusternet.network import aliases as aliases
    from clusternet.network import proposals as proposals
    from clusternet.network.graphs import from_igraph, from_networkx
    from clusternet.network.value_network import ValueNetwork, from_frames
    from clusternet.nulls import (
        backbone as backbone,
        cohesion as cohesion,
        dependence as dependence,
        ensemble as ensemble,
        nullmodel as nullmodel,
        partitions as partitions,
        robustness as robustness,
        topology as topology,
    )
    from clusternet.records import (
        collaboration as collaboration,
        comparison as comparison,
        cooccurrence as cooccurrence,
        counts as counts,
        positions as positions,
        profiles as profiles,
        specialisation as specialisation,
    )
    from clusternet.space import (
        crossed as crossed,
        distribution as distribution,
        flows as flows,
        gravity as gravity,
        location as location,
        polarisation as polarisation,
        regional as regional,
    )
    from clusternet.structure import (
        brokerage as brokerage,
        centrality as centrality,
        clustering as clustering,
        communities as communities,
        community as community,
        constraint as constraint,
        crosscheck as crosscheck,
        degree as degree,
        layout as layout,
        metrics as metrics,
        powerlaw as powerlaw,
        rank_intervals as rank_intervals,
        sensitivity as sensitivity,
        triads as triads,
    )


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"clusternet.{_HOMES[name]}"), name)
    if name in _MODULES:
        return import_module(".".join(part for part in ("clusternet", _MODULES[name], name) if part))
    raise AttributeError(f"module 'clusternet' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES})
