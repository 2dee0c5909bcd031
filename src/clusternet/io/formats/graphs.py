"""GEXF, GraphML and Pajek files as text tables, like any other input."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from clusternet.errors import FormatError
from clusternet.io.formats import files, pajek, xml
from clusternet.io.formats.graphfile import GraphFile, Row, merged_row, of_rows
from clusternet.io.formats.shape import suffix_of
from clusternet.limits import admit, admit_cells

SUFFIXES = (".gexf", ".graphml", ".net")

_PIECE = 1 << 20

_NO_COLUMNS = frozenset({"id", "type", "source", "target", "xmlns"})
"""Attributes of an edge of GEXF that are not about it."""

_PRECISION = re.compile(r"^\s*([+-]?\d+\.?\d*)`[\d.]*\s*$")
"""Numbers of Mathematica, with the mark of their precision."""

_ELEMENT = 24
"""Bytes of a file for which one element takes as much memory as short text does."""


def read_graph(path: Path) -> GraphFile:
    """Read a GEXF, GraphML or Pajek file.

    Raises
    ------
    FormatError
        If the file is not of its format, or declares XML entities.
    """
    files.require(path)
    suffix = suffix_of(path)
    if suffix == ".net":
        return pajek.read_pajek(path)
    root = _parse(path)
    graph = root.find("graph")
    if root.tag != suffix[1:] or graph is None:
        raise FormatError(f"{path.name}: not a {suffix[1:]} file (its root is <{root.tag}>)")
    nodes, edges, kinds = _gexf(path, graph) if suffix == ".gexf" else _graphml(path, root, graph)
    return of_rows(path.name, nodes, edges, kinds, size=path.stat().st_size)


def _parse(path: Path) -> Element:
    """Parse XML that declares no entities; names lose their prefixes."""
    data = files.content(path, "xml")
    admit(path.name, max(len(data), _ELEMENT * data.count(b"<")), "xml")
    parser, tree = xml.parser(), TreeBuilder()
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.data
    try:
        xml.feed(parser, (data[start : start + _PIECE] for start in range(0, len(data), _PIECE)))
    except ValueError as error:
        raise FormatError(f"{path.name}: {error}") from error
    root = tree.close()
    for element in root.iter():
        element.tag = str(element.tag).rpartition(":")[2]
    return root


def _admit_defaults(path: Path, graph: Element, kind: str, defaults: Row) -> None:
    """Refuse values that stand once in the file and in far too many rows of its table."""
    rows, where = sum(1 for _ in graph.iter(kind)), f"{path.name}, {kind}s"
    admit_cells(where, rows, len(defaults), path.stat().st_size)
    admit(where, rows * sum(map(len, defaults.values())), "texts")


# -- GEXF --------------------------------------------------------------------------------------------------
def _gexf(path: Path, graph: Element) -> tuple[list[Row], list[Row], list[str]]:
    """Return nodes, edges and the kinds of edges; any version, whatever its namespace."""
    nodes_of, edges_of = (_gexf_values(path, graph, kind) for kind in ("node", "edge"))
    nodes = []
    for node in graph.iter("node"):
        label = node.get("label", "")
        named = {"id": node.get("id", ""), "label": "" if label == node.get("id") else label}
        nodes.append(merged_row(named, nodes_of(node)))
    edges: list[Row] = []
    kinds: list[str] = []
    default = graph.get("defaultedgetype", "undirected")
    for edge in graph.iter("edge"):
        kind = edge.get("type", default)
        kinds.append("undirected" if kind == "undirected" else "directed")
        row = merged_row({"source": edge.get("source", ""), "target": edge.get("target", "")}, edges_of(edge))
        row |= {key: value for key, value in edge.items() if key.partition(":")[0] not in _NO_COLUMNS}
        edges.append(row)
        if kind == "mutual":
            edges.append({**row, "source": row["target"], "target": row["source"]})
            kinds.append("directed")
    return nodes, edges, kinds


def _gexf_values(path: Path, graph: Element, kind: str) -> Callable[[Element], Row]:
    titles: Row = {}
    defaults: Row = {}
    for group in graph.findall("attributes"):
        for each in group.findall("attribute") if group.get("class") == kind else []:
            titles[each.get("id", "")] = each.get("title", "") or each.get("id", "")
            if each.find("default") is not None:
                defaults[titles[each.get("id", "")]] = each.findtext("default", "")
    _admit_defaults(path, graph, kind, defaults)

    def values(element: Element) -> Row:
        found = dict(defaults)
        for value in element.findall("attvalues/attvalue"):
            key = value.get("for", "") or value.get("id", "")
            found[titles.get(key, key)] = value.get("value", "")
        return found

    return values


# -- GraphML -----------------------------------------------------------------------------------------------
def _graphml(path: Path, root: Element, graph: Element) -> tuple[list[Row], list[Row], list[str]]:
    nodes_of, edges_of = (_graphml_values(path, root, graph, kind) for kind in ("node", "edge"))
    nodes = [merged_row({"id": node.get("id", "")}, nodes_of(node)) for node in graph.iter("node")]
    edges: list[Row] = []
    kinds: list[str] = []
    default = "directed" if graph.get("edgedefault") != "undirected" else "undirected"
    declared = {"true": "directed", "false": "undirected"}
    for edge in graph.iter("edge"):
        kinds.append(declared.get(edge.get("directed", ""), default))
        ends = {"source": edge.get("source", ""), "target": edge.get("target", "")}
        edges.append(merged_row(ends, edges_of(edge)))
    return nodes, edges, kinds


def _graphml_values(path: Path, root: Element, graph: Element, kind: str) -> Callable[[Element], Row]:
    keys = [key for key in root.findall("key") if key.get("for", "all") in (kind, "all")]
    names = {key.get("id", ""): key.get("attr.name", "") or key.get("id", "") for key in keys}
    defaults = {
        names[key.get("id", "")]: key.findtext("default", "")
        for key in keys
        if key.find("default") is not None
    }
    _admit_defaults(path, graph, kind, defaults)

    def values(element: Element) -> Row:
        plain = [data for data in element.findall("data") if not len(data)]  # others hold drawings of yEd
        said = {
            names.get(data.get("key", ""), data.get("key", "")): _PRECISION.sub(r"\1", data.text or "")
            for data in plain
        }
        return {**defaults, **said}

    return values
