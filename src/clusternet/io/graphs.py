"""GEXF, GraphML and Pajek files, read and written through networkx behind a guard against hostile XML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.cells import text_of
from clusternet.conform import TextTable
from clusternet.errors import FormatError
from clusternet.io.tables import suffix_of

if TYPE_CHECKING:
    import networkx

SUFFIXES = (".gexf", ".graphml", ".net")


@dataclass(frozen=True)
class GraphFile:
    """The two tables of a graph file, and whether its edges are directed."""

    edges: TextTable
    nodes: TextTable
    directed: bool


def read_graph(path: Path) -> GraphFile:
    """Read a GEXF, GraphML or Pajek file.

    Raises
    ------
    FormatError
        If the file is not of its format, mixes directed and undirected edges, or declares XML entities.
    """
    import networkx

    suffix = suffix_of(path)
    if not path.stat().st_size:
        raise FormatError(f"{path.name}: the file is empty")
    if suffix != ".net":
        _refuse_entities(path)
    readers = {".gexf": networkx.read_gexf, ".graphml": networkx.read_graphml, ".net": _read_pajek}
    try:
        graph = readers[suffix](path)
    except FormatError:
        raise
    except Exception as error:  # networkx raises whatever its parser meets; a broken file must be one line
        raise FormatError(f"{path.name}: not a readable {suffix[1:]} file ({error})") from error
    return _tables(graph, path.name)


def _refuse_entities(path: Path) -> None:
    """Parse once with a parser that refuses entities and external references."""
    from xml.etree.ElementTree import ParseError

    import defusedxml
    import defusedxml.ElementTree

    try:
        for _, element in defusedxml.ElementTree.iterparse(path, forbid_dtd=False):
            element.clear()
    except defusedxml.DefusedXmlException as error:
        raise FormatError(f"{path.name}: XML with entities or external references is refused") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FormatError(f"{path.name}: not well-formed XML ({error})") from error


def _read_pajek(path: Path) -> networkx.MultiDiGraph:
    """Read a Pajek file; networkx's own reader loses the ids of vertices that share a label."""
    import networkx

    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="strict")
    sections = {line.split()[0].lower() for line in text.splitlines() if line.startswith("*")}
    if "*vertices" not in sections:
        raise FormatError(f"{path.name}: not a Pajek file (no *Vertices line)")
    if {"*arcs", "*edges"} <= sections and _both_filled(text):
        raise FormatError(f"{path.name}: arcs and edges in one file: a network is directed or undirected")
    return networkx.parse_pajek(text.splitlines())


def _both_filled(text: str) -> bool:
    filled, section = set(), ""
    for line in text.splitlines():
        if line.startswith("*"):
            section = line.split()[0].lower()
        elif line.strip():
            filled.add(section)
    return {"*arcs", "*edges"} <= filled


def _tables(graph: Any, name: str) -> GraphFile:
    nodes = pd.DataFrame(
        [{"id": str(node), **_texts(data)} for node, data in graph.nodes(data=True)], dtype=object
    ).fillna("")
    edges = pd.DataFrame(
        [{"source": str(a), "target": str(b), **_texts(data)} for a, b, data in graph.edges(data=True)],
        dtype=object,
    ).fillna("")
    if edges.empty:
        raise FormatError(f"{name}: the file holds no edges")
    return GraphFile(
        TextTable(edges.drop(columns="id", errors="ignore"), np.arange(1, len(edges) + 1), name),
        TextTable(nodes, np.arange(1, len(nodes) + 1), name),
        graph.is_directed(),
    )


def _texts(data: dict[str, Any]) -> dict[str, str]:
    return {str(key): text_of(value) for key, value in data.items() if not isinstance(value, dict | list)}


def write_graph(graph: networkx.Graph, path: Path, suffix: str, lines: Iterable[str]) -> None:
    """Write a graph as GEXF or GraphML, or the prepared lines of a Pajek file."""
    import networkx

    if suffix == ".gexf":
        networkx.write_gexf(graph, path)
    elif suffix == ".graphml":
        networkx.write_graphml(graph, path)
    else:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
