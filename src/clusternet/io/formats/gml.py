"""GML, read by networkx: nodes and edges with their attributes, lists of them aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from clusternet.errors import FormatError
from clusternet.io.formats import files, graphxml
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.graphfile import GraphFile, Row, merged_row, of_rows
from clusternet.io.formats.shape import Shape
from clusternet.limits import admit
from clusternet.schema.findings import Finding

_GRAPH = re.compile(r"\bgraph\s*\[")
_MULTIGRAPH = re.compile(r"\bmultigraph\s+[01]\b")
_DEEPEST = 20
"""Lists in one another; the parser calls itself for each."""


def read_gml(path: Path, shape: Shape, found: list[Finding]) -> GraphFile:
    """Read a GML file; labels are names, ids are ids.

    Raises
    ------
    FormatError
        If the file is no GML.
    """
    import networkx

    data = files.content(path, "gml")
    admit(path.name, len(data), "gml")
    text = decode(data, path.name, shape.encoding, found, western=True)
    _refuse_deep(text, path.name)
    text = _GRAPH.sub("graph [ multigraph 1 ", _MULTIGRAPH.sub("", text), count=1)
    comments = ("#", shape.comment) if shape.comment else ("#",)
    lines = (line.strip() for line in StringIO(text) if not line.lstrip().startswith(comments))
    try:
        graph = networkx.parse_gml(lines, label="id")
    except (networkx.NetworkXError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError.of("not_gml", name=path.name, why=str(error).splitlines()[0][:200]) from error
    left: Counter[str] = Counter()
    nodes = [merged_row({"id": str(node)}, _row(said, "node", left)) for node, said in graph.nodes(data=True)]
    edges = [
        merged_row({"source": str(one), "target": str(other)}, _row(said, "edge", left))
        for one, other, said in graph.edges(data=True)
    ]
    graphxml.report(path.name, left, found)
    kinds = ["directed" if graph.is_directed() else "undirected"] * len(edges)
    return of_rows(path.name, nodes, edges, kinds, size=path.stat().st_size)


def _row(said: dict[str, Any], kind: str, left: Counter[str]) -> Row:
    """Return the attributes of a node or edge as text; lists of lists, which hold drawings, are counted."""
    row = {}
    for name, value in said.items():
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value)):
            left[f"{kind}/{name}"] += 1
        else:
            row[name] = "; ".join(_texts(value))
    return row


def _texts(value: object) -> Iterable[str]:
    return map(str, value) if isinstance(value, list | tuple) else (str(value),)


def _refuse_deep(text: str, name: str) -> None:
    """Refuse lists that lie in one another as none of a graph do."""
    depth = 0
    for mark in _brackets(text):
        depth += 1 if mark == "[" else -1
        if depth > _DEEPEST:
            raise FormatError.of("gml_too_deep", name=name, most=_DEEPEST)


def _brackets(text: str) -> Iterator[str]:
    for match in re.finditer(r'"[^"]*"|[\[\]]', text):
        if match[0] in "[]":
            yield match[0]
