"""GEXF, any version: nodes and edges with their attributes, and their time as years."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

from clusternet.io.formats import graphxml
from clusternet.io.formats.graphfile import Row, merged_row
from clusternet.io.formats.times import Span, Times, spans_of
from clusternet.schema.findings import Finding, done

_NO_COLUMNS = frozenset(("id", "type", "source", "target", "xmlns", "for"))
"""Attributes of an edge that are its ends or its kind."""
_TIME = frozenset(
    ("start", "end", "startopen", "endopen", "datefrom", "dateto", "timestamp", "timestamps", "intervals")
)
"""Attributes that say when something exists."""
_KNOWN = {
    "gexf": ("meta", "graph"),
    "graph": ("attributes", "nodes", "edges"),
    "nodes": ("node",),
    "edges": ("edge",),
    "node": ("attvalues", "attvalue", "spells", "slices", "nodes", "edges"),
    "edge": ("attvalues", "attvalue", "spells", "slices"),
}


class Gexf:
    """A file on its way to rows.

    Parameters
    ----------
    path, root
        The file, and what was parsed of it.
    times
        Gives edges their years.
    found
        Findings are added here.
    """

    def __init__(self, path: Path, root: Element, times: Times, found: list[Finding]) -> None:
        self.path, self.root, self.times, self.found = path, root, times, found
        self.changing: Counter[str] = Counter()

    def tables(self) -> tuple[list[Row], list[Row], list[str]]:
        """Return nodes, edges and the kinds of edges."""
        graphs = self.root.findall("graph")
        names = [graph.get("id", "") or str(place) for place, graph in enumerate(graphs, start=1)]
        nodes: list[Row] = []
        edges: list[Row] = []
        kinds: list[str] = []
        for name, graph in zip(names, graphs, strict=True):
            nodes += self._nodes(graph)
            more, their = self._edges(graph)
            edges += [row | {"graph": name} for row in more] if len(graphs) > 1 else more
            kinds += their
        graphxml.several(self.path, names, self.found)
        graphxml.unread(self.path, _KNOWN, self.root, self.found)
        self.found += self.times.findings()
        for title, number in self.changing.items():
            action = done("value_of_end" if self.times.ranges == "last" else "value_of_start", number)
            self.found.append(Finding("changing_value", self.path.name, column=title, action=action))
        return (graphxml.distinct(nodes) if len(graphs) > 1 else nodes), edges, kinds

    def _nodes(self, graph: Element) -> list[Row]:
        values = _Values(self.path, graph, "node", self)
        inside = {
            child: node.get("id", "") for node in graph.iter("node") for child in node.findall("nodes/node")
        }
        rows = []
        for node in graph.iter("node"):
            label, above = node.get("label", ""), node.get("pid", "") or inside.get(node, "")
            named = {"id": node.get("id", ""), "label": "" if label == node.get("id") else label}
            if above:
                named["pid"] = above
            said, _ = values.of(node)
            rows.append(self.times.keep(merged_row(named, said), _time(node), edge=False))
        return rows

    def _edges(self, graph: Element) -> tuple[list[Row], list[str]]:
        values = _Values(self.path, graph, "edge", self)
        rows: list[Row] = []
        kinds: list[str] = []
        default = graph.get("defaultedgetype", "undirected")
        throughout = _time(graph) if graph.get("mode") == "slice" else []
        for edge in graph.iter("edge"):
            kind = edge.get("type", default)
            said, during = values.of(edge)
            row = merged_row({"source": edge.get("source", ""), "target": edge.get("target", "")}, said)
            weighs = next((header for header in said if during and header.casefold() == "weight"), "")
            for key, value in edge.items():
                if key.partition(":")[0] not in _NO_COLUMNS | _TIME and not (weighs and key == "weight"):
                    row[key] = value
            row = self.times.keep(row, _time(edge) or during or throughout, edge=True)
            rows.append(row)
            kinds.append("undirected" if kind == "undirected" else "directed")
            if kind == "mutual":
                rows.append({**row, "source": row["target"], "target": row["source"]})
                kinds.append("directed")
        return rows, kinds


class _Values:
    """The attributes of the nodes or edges of a graph."""

    def __init__(self, path: Path, graph: Element, kind: str, file: Gexf) -> None:
        self.file = file
        self.titles: Row = {}
        self.defaults: Row = {}
        for group in graph.findall("attributes"):
            for each in group.findall("attribute") if group.get("class") == kind else []:
                title = self.titles[each.get("id", "")] = each.get("title", "") or each.get("id", "")
                if each.find("default") is not None:
                    self.defaults[title] = each.findtext("default", "")
        graphxml.admit_defaults(path, sum(1 for _ in graph.iter(kind)), kind, self.defaults)

    def of(self, element: Element) -> tuple[Row, list[Span]]:
        """Return the attributes of a node or edge, and the time of those that have one."""
        given: dict[str, list[tuple[Span | None, str]]] = {}
        for value in [*element.findall("attvalue"), *element.findall("attvalues/attvalue")]:
            key = value.get("for", "") or value.get("id", "")
            spans = _own_time(value)
            given.setdefault(self.titles.get(key, key), []).append(
                (spans[0] if spans else None, value.get("value", ""))
            )
        last = self.file.times.ranges == "last"
        said = dict(self.defaults)
        during: list[Span] = []
        for title, several in given.items():
            timed = [span for span, _ in several if span is not None]
            during += timed
            if timed:
                self.file.changing[title] += len({value for _, value in several}) > 1
            said[title] = several[0 if timed and not last else -1][1]
        self.file.changing = +self.file.changing
        return said, during


def _time(element: Element) -> list[Span]:
    """Return when a node, an edge or a graph exists: its spells, else what it says itself."""
    spells = [
        span
        for each in (*element.findall("spells/spell"), *element.findall("slices/slice"))
        for span in _own_time(each)
    ]
    return spells or _own_time(element)


def _own_time(element: Element) -> list[Span]:
    for name in ("intervals", "timestamps"):
        if spans := spans_of(element.get(name, "")):
            return spans
    moment = element.get("timestamp", "")
    start = moment or element.get("start", "") or element.get("startopen", "") or element.get("datefrom", "")
    end = moment or element.get("end", "") or element.get("endopen", "") or element.get("dateto", "")
    return [Span(start, end)] if start or end else []
