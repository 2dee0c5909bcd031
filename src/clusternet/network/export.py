"""Networks as graphs of igraph and networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.typing import Ints

if TYPE_CHECKING:
    import igraph
    import networkx

Row = dict[str, Any]


def to_igraph(
    nodes: pd.DataFrame, edges: pd.DataFrame, ends: tuple[Ints, Ints], directed: bool, facts: Row
) -> igraph.Graph:
    """Return every row as an edge of an ``igraph.Graph``, with every attribute; None where missing."""
    import igraph

    graph = igraph.Graph(n=len(nodes), edges=np.column_stack(ends), directed=directed)
    graph.vs["id"] = nodes.index.tolist()
    for column in nodes:
        graph.vs[str(column)] = _plain(nodes[column])
    for column in edges.columns.drop(["source", "target"]):
        graph.es[str(column)] = _plain(edges[column])
    for name, value in facts.items():
        graph[name] = value
    return graph


def to_networkx(nodes: pd.DataFrame, edges: pd.DataFrame, directed: bool, facts: Row) -> networkx.MultiGraph:
    """Return every row as an edge whose key is its number, with every attribute that is not missing."""
    import networkx

    graph = networkx.MultiDiGraph(**facts) if directed else networkx.MultiGraph(**facts)
    graph.add_nodes_from(zip(nodes.index.tolist(), _records(nodes), strict=True))
    ends = (edges[end].astype(object).tolist() for end in ("source", "target"))
    rest = edges.drop(columns=["source", "target"])
    graph.add_edges_from(zip(*ends, range(len(edges)), _records(rest), strict=True))
    return graph


def _plain(column: pd.Series) -> list[Any]:
    """Return Python values, None where missing."""
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def _records(frame: pd.DataFrame) -> list[Row]:
    names = [str(column) for column in frame]
    columns = [_plain(frame[column]) for column in frame]
    if not columns:
        return [{} for _ in range(len(frame))]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns, strict=True)
    ]
