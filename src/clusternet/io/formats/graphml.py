"""GraphML: several graphs, graphs in nodes, and the labels that yEd keeps in its drawings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

from clusternet.io.formats import graphxml
from clusternet.io.formats.graphfile import Row, merged_row
from clusternet.schema.cells import fold
from clusternet.schema.findings import Finding

_PRECISION = re.compile(r"^\s*([+-]?\d+\.?\d*)`[\d.]*\s*$")
"""Numbers of Mathematica, with the mark of their precision."""
_KNOWN = {
    "graphml": ("key", "graph", "desc"),
    "graph": ("node", "edge", "desc"),
    "node": ("data", "graph", "desc"),
    "edge": ("data", "desc"),
}
_DRAWN = {"node": "NodeLabel", "edge": "EdgeLabel"}
"""Where yEd writes the label of a node or an edge."""
_NAMES = frozenset(("label", "name"))


def tables(path: Path, root: Element, found: list[Finding]) -> tuple[list[Row], list[Row], list[str]]:
    """Return nodes, edges and the kinds of edges."""
    left: Counter[str] = Counter()
    node_values, edge_values = (_Values(path, root, kind, left) for kind in ("node", "edge"))
    inside = {
        node: outer.get("id", "")
        for outer in root.iter("node")
        for graph in outer.findall("graph")
        for node in graph.findall("node")
    }
    nodes = []
    for node in root.iter("node"):
        fixed = {"id": node.get("id", "")} | ({"pid": inside[node]} if node in inside else {})
        nodes.append(merged_row(fixed, node_values.of(node)))
    outer = root.findall("graph")
    names = [graph.get("id", "") or str(place) for place, graph in enumerate(outer, start=1)]
    edges: list[Row] = []
    kinds: list[str] = []
    for name, graph in zip(names, outer, strict=True):
        for each in graph.iter("graph"):
            default = "undirected" if each.get("edgedefault") == "undirected" else "directed"
            declared = {"true": "directed", "false": "undirected"}
            for edge in each.findall("edge"):
                kinds.append(declared.get(edge.get("directed", ""), default))
                ends = {"source": edge.get("source", ""), "target": edge.get("target", "")}
                row = merged_row(ends, edge_values.of(edge))
                edges.append(row | {"graph": name} if len(outer) > 1 else row)
    graphxml.several(path, names, found)
    graphxml.report(path.name, left, found)
    graphxml.unread(path, _KNOWN, root, found)
    return (graphxml.distinct(nodes) if len(outer) > 1 else nodes), edges, kinds


class _Values:
    """The attributes of nodes or edges."""

    def __init__(self, path: Path, root: Element, kind: str, left: Counter[str]) -> None:
        keys = [key for key in root.findall("key") if key.get("for", "all") in (kind, "all")]
        self.drawn, self.left = _DRAWN[kind], left
        self.names = {key.get("id", ""): key.get("attr.name", "") or key.get("id", "") for key in keys}
        self.defaults = {
            self.names[key.get("id", "")]: key.findtext("default", "")
            for key in keys
            if key.find("default") is not None
        }
        graphxml.admit_defaults(path, sum(1 for _ in root.iter(kind)), kind, self.defaults)

    def of(self, element: Element) -> Row:
        """Return the attributes of a node or an edge; what a drawing says is its label if it has no other."""
        said = dict(self.defaults)
        label = ""
        for data in element.findall("data"):
            key = data.get("key", "")
            if not len(data):
                said[self.names.get(key, key)] = _PRECISION.sub(r"\1", data.text or "")
            elif words := _label(data, self.drawn):
                label = label or words
            else:
                self.left[f"data/{data[0].tag}"] += 1
        if label and not any(fold(name) in _NAMES and value for name, value in said.items()):
            said["label"] = label
        return said


def _label(data: Element, drawn: str) -> str:
    """Return the first label of a drawing that has text, as one line."""
    for label in data.iter(drawn):
        if text := " ".join((label.text or "").split()):
            return text
    return ""
