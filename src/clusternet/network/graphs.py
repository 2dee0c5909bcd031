"""Graphs of igraph and networkx as networks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.network.about import About
from clusternet.network.value_network import ValueNetwork, build
from clusternet.schema import conform
from clusternet.schema.columns import ORIGIN
from clusternet.schema.findings import Finding, refuse
from clusternet.words.text import language_of

if TYPE_CHECKING:
    import igraph
    import networkx

__all__ = ["from_igraph", "from_networkx"]

Row = dict[str, Any]
Rows = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


@dataclass(frozen=True)
class _Tables:
    """A graph as tables.

    Attributes
    ----------
    nodes, edges : DataFrame
        Columns ``id``, and ``source`` and ``target``, then the attributes as they are.
    directed
        Whether edges have a direction.
    facts
        Attributes of the graph itself.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    directed: bool
    facts: Mapping[str, Any]


def from_networkx(graph: networkx.Graph) -> ValueNetwork:
    """Build a network from a networkx graph: every edge a relation, with every attribute.

    Attributes are read as columns of :mod:`clusternet.schema.columns`, so ``weight`` and ``year`` count. The
    graph that a network's ``networkx`` returns gives the same network; after ``rollup`` the groups alone.

    Parameters
    ----------
    graph
        Directed or not, parallel edges or not; at least one edge.

    Returns
    -------
    ValueNetwork
        Every node under its key as text, every edge a row.

    Raises
    ------
    SchemaError
        If it is no graph of networkx or has no edges, two ids are the same text (1 and "1"), an attribute is
        no text, number or date, or a value is faulty, as a negative weight.

    Examples
    --------
    >>> import networkx
    >>> graph = networkx.MultiDiGraph([("a", "b", {"year": 2020}), ("a", "b", {"year": 2021})])
    >>> from_networkx(graph)
    <ValueNetwork: 2 nodes, 2 relations, 2020-2021>
    """
    return _from_tables(_of_networkx(graph))


def from_igraph(graph: igraph.Graph) -> ValueNetwork:
    """Build a network from an igraph graph: every edge a relation, with every attribute.

    A vertex is called by its attribute ``id``, else by ``name``, else by its number; for the rest see
    :func:`from_networkx`.

    Parameters
    ----------
    graph
        Directed or not, with several edges between the same vertices or without.

    Returns
    -------
    ValueNetwork
        Every vertex a node under its name, every edge a row.

    Raises
    ------
    SchemaError
        As :func:`from_networkx`.

    Examples
    --------
    >>> import igraph
    >>> from_igraph(igraph.Graph([(0, 1), (1, 2)], vertex_attrs={"name": ["a", "b", "c"]}))
    <ValueNetwork: 3 nodes, 2 relations, undirected>
    """
    return _from_tables(_of_igraph(graph))


def _from_tables(tables: _Tables) -> ValueNetwork:
    """Build the network of a graph: no row is a total, and nodes keep their order."""
    found: list[Finding] = []
    edges, origin = _split_origin(tables.edges)
    given = {"source": "source", "target": "target"}
    relations = conform.edge_rows(
        conform.from_frame(edges, "edges"), columns=given, found=found, written=conform.Written(totals="keep")
    )
    nodes = conform.node_rows(conform.from_frame(tables.nodes, "nodes"), columns={"id": "id"}, found=found)
    refuse(found)
    facts = tables.facts
    about = About(
        title=str(facts.get("title", "")),
        title_en=str(facts.get("title_en", "")),
        synthetic=bool(facts.get("synthetic", False)),
        language=language_of(facts.get("language")),
        poles=tuple(filter(None, str(facts.get("poles", "")).split("、"))),
        places="own" if facts.get("places") == "own" else "chinese",
    )
    net = build([relations], [nodes], about=about, directed=tables.directed, found=found)
    held = net.edges if origin is None else net.edges.assign(**origin)
    return replace(net, edges=held, as_of=facts.get("as_of", net.as_of))


def _of_networkx(graph: networkx.Graph) -> _Tables:
    """Return the tables of a networkx graph; edges in the order of their keys where all keys differ.

    Raises
    ------
    SchemaError
        If it is no networkx graph, two ids are the same text, or an attribute is no plain value.
    """
    import networkx

    if not isinstance(graph, networkx.Graph):
        raise SchemaError.of("not_networkx", kind=type(graph).__name__)
    named = _texts(graph.nodes)
    rows = [(named[one], named[two], data) for one, two, data in graph.edges(data=True)]
    if graph.is_multigraph():
        keys = [key for *_, key in graph.edges(keys=True)]
        if len(set(keys)) == len(keys) and all(isinstance(key, int) for key in keys):
            rows = [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]
    nodes = [({"id": named[node]}, data) for node, data in graph.nodes(data=True)]
    edges = [({"source": one, "target": two}, data) for one, two, data in rows]
    return _tables(nodes, edges, graph.is_directed(), graph.graph)


def _of_igraph(graph: igraph.Graph) -> _Tables:
    """Return the tables of an igraph graph; a vertex is called by its ``id``, else ``name``, else number.

    Raises
    ------
    SchemaError
        As :func:`from_networkx`.
    """
    import igraph

    if not isinstance(graph, igraph.Graph):
        raise SchemaError.of("not_igraph", kind=type(graph).__name__)
    attributes = {name: graph.vs[name] for name in graph.vs.attributes()}
    naming = next((name for name in ("id", "name") if name in attributes), None)
    ids: Sequence[Hashable] = range(graph.vcount()) if naming is None else attributes.pop(naming)
    named = list(_texts(ids, what=f"vertex attribute {naming!r}: ").values())
    values = _rows(attributes, graph.vcount())
    nodes = [({"id": each}, data) for each, data in zip(named, values, strict=True)]
    data = _rows({name: graph.es[name] for name in graph.es.attributes()}, graph.ecount())
    edges = [
        ({"source": named[one], "target": named[two]}, row)
        for (one, two), row in zip(graph.get_edgelist(), data, strict=True)
    ]
    facts = {name: graph[name] for name in graph.attributes()}
    return _tables(nodes, edges, graph.is_directed(), facts)


def _texts(ids: Iterable[Hashable], what: str = "") -> dict[Hashable, str]:
    """Return each id as text; blank ones and two of one text are refused."""
    found: dict[Hashable, str] = {}
    seen: dict[str, Hashable] = {}
    for each in ids:
        text = "" if each is None else str(each).strip()
        if not text:
            raise SchemaError.of("node_without_id", what=what)
        if text in seen:
            raise SchemaError.of("same_id", what=what, first=seen[text], second=each, text=text)
        seen[text], found[each] = each, text
    return found


def _rows(columns: Mapping[str, Sequence[Any]], count: int) -> list[Row]:
    if not columns:
        return [{} for _ in range(count)]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _tables(
    nodes: Rows,
    edges: Rows,
    directed: bool,
    facts: Mapping[str, Any],
) -> _Tables:
    if not edges:
        raise SchemaError.of("graph_without_edges")
    return _Tables(_frame(nodes, "node"), _frame(edges, "edge"), directed, facts)


def _frame(rows: Rows, what: str) -> pd.DataFrame:
    """Return rows as a table; an attribute with the name of an end or id gets another."""
    merged = []
    for fixed, attributes in rows:
        own = {f"{name} (2)" if name in fixed else str(name): value for name, value in attributes.items()}
        for name, value in own.items():
            if not _is_plain(value):
                where = " to ".join(map(repr, fixed.values()))
                raise SchemaError.of(
                    "attribute_type", what=what, where=where, name=name, kind=type(value).__name__
                )
        merged.append({**fixed, **own})
    return pd.DataFrame(merged, dtype=object)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | np.generic | date) or value is pd.NA


def _split_origin(edges: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return edges without the columns of their origin, and those columns; None if a row lacks one."""
    columns = [name for name in ORIGIN if name in edges]
    if len(columns) < len(ORIGIN) or edges[columns].isna().any(axis=None):
        return edges, None
    origin = edges[columns].astype({"row_file": "category", "row_sheet": "category", "row_line": "int64"})
    return edges.drop(columns=columns), origin
