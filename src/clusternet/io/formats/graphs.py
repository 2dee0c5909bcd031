"""GEXF, GraphML, Pajek and GML files as text tables, like any other input."""

from __future__ import annotations

from pathlib import Path

from clusternet.errors import FormatError
from clusternet.io.formats import files, graphml, graphxml, pajek
from clusternet.io.formats.gexf import Gexf
from clusternet.io.formats.gml import read_gml
from clusternet.io.formats.graphfile import GraphFile, of_rows
from clusternet.io.formats.shape import Shape, suffix_of
from clusternet.io.formats.times import Times
from clusternet.schema.dates import Ranges
from clusternet.schema.findings import Finding

SETTINGS = {
    ".gexf": {"encoding"},
    ".graphml": {"encoding"},
    ".net": {"encoding", "comment"},
    ".paj": {"encoding", "comment"},
    ".gml": {"encoding", "comment"},
}
"""Suffix -> what of a :class:`Shape` can be said of such a file."""
SUFFIXES = tuple(SETTINGS)
OTHERS = {
    ".dot": "Graphviz",
    ".gv": "Graphviz",
    ".gdf": "GUESS",
    ".dl": "UCINET",
    ".vna": "NetDraw",
    ".tlp": "Tulip",
    ".tgf": "yEd",
    ".gephi": "Gephi",
    ".graphmlz": "yEd",
}
"""Suffix -> the program of a graph file that is not read."""


def refuse_others(path: Path) -> None:
    """Refuse a graph file of a format that is not read, and say which way leads on.

    Raises
    ------
    FormatError
        The message has the format and what to do.
    """
    suffix = suffix_of(path)
    if suffix in OTHERS:
        raise FormatError.of(
            "graph_format", name=path.name, program=OTHERS[suffix], suffix=suffix, suffixes=SUFFIXES
        )


def read_graph(path: Path, shape: Shape, found: list[Finding], *, years: Ranges | None = None) -> GraphFile:
    """Read a GEXF, GraphML, Pajek or GML file.

    Parameters
    ----------
    path
        The file.
    shape
        Its encoding and its sign of comments, where they are said.
    found
        Findings are added here.
    years
        Which year of a time from ... to ... an edge has: the first unless said otherwise.

    Raises
    ------
    FormatError
        If the file is not of its format, or declares XML entities.
    """
    files.require(path)
    suffix = suffix_of(path)
    times = Times(path.name, years)
    if suffix in (".net", ".paj"):
        return pajek.read_pajek(path, shape, times, found)
    if suffix == ".gml":
        return read_gml(path, shape, found)
    root = graphxml.parse(path, shape)
    if root.tag != suffix[1:] or root.find("graph") is None:
        raise FormatError.of("not_that_graph", name=path.name, kind=suffix[1:], tag=root.tag)
    if suffix == ".gexf":
        nodes, edges, kinds = Gexf(path, root, times, found).tables()
    else:
        nodes, edges, kinds = graphml.tables(path, root, found)
    return of_rows(path.name, nodes, edges, kinds, size=path.stat().st_size)
