"""What GEXF and GraphML have in common: the parsed file, values by default, and what is not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from clusternet.errors import FormatError
from clusternet.io.formats import files, xml
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.graphfile import Row
from clusternet.io.formats.shape import Shape
from clusternet.limits import admit, admit_cells
from clusternet.schema.findings import Finding, done

_PIECE = 1 << 20
_ELEMENT = 24
"""Bytes of a file for which one element takes as much memory as short text does."""
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_OWN = frozenset(("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin-1"))
"""Encodings the parser knows itself."""
_SHOWN = 8
"""Kinds of elements that are named in a finding."""


def parse(path: Path, shape: Shape) -> Element:
    """Parse XML that declares no entities; names lose their prefixes.

    Raises
    ------
    FormatError
        If it is not well-formed, or declares entities.
    """
    data = files.content(path, "xml")
    admit(path.name, max(len(data), _ELEMENT * data.count(b"<")), "xml")
    declared = _DECLARED.match(data[:1024])
    encoding = shape.encoding or (declared[1].decode("ascii") if declared else "")
    parser, tree = xml.parser(), TreeBuilder()
    if shape.encoding or encoding.lower() not in ("", *_OWN):
        data = decode(data, path.name, encoding, []).encode("utf-8")
        parser = xml.parser("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.data
    try:
        xml.feed(parser, (data[start : start + _PIECE] for start in range(0, len(data), _PIECE)))
    except ValueError as error:
        raise FormatError.of("not_xml", name=path.name, why=error) from error
    root = tree.close()
    for element in root.iter():
        element.tag = str(element.tag).rpartition(":")[2]
    return root


def admit_defaults(path: Path, rows: int, kind: str, defaults: Row) -> None:
    """Refuse values that stand once in the file and in far too many rows of its table."""
    where = f"{path.name}, {kind}s"
    admit_cells(where, rows, len(defaults), path.stat().st_size)
    admit(where, rows * sum(map(len, defaults.values())), "texts")


def distinct(nodes: Iterable[Row]) -> list[Row]:
    """Return the nodes of several graphs: one that says no more than an earlier one of its id is left out.

    >>> distinct([{"id": "a", "name": "A"}, {"id": "a"}, {"id": "a", "name": "B"}])
    [{'id': 'a', 'name': 'A'}, {'id': 'a', 'name': 'B'}]
    """
    first: dict[str, Row] = {}
    kept = []
    for node in nodes:
        known = first.setdefault(node["id"], node)
        if known is node or not {key for key, value in node.items() if value} <= {
            key for key, value in known.items() if value == node.get(key)
        }:
            kept.append(node)
    return kept


def several(path: Path, names: list[str], found: list[Finding]) -> None:
    """Say that a file holds several graphs, which are read as one."""
    if len(names) > 1:
        said = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        found.append(Finding("several_graphs", path.name, column="graph", value=said, action=done("as_one")))


def unread(path: Path, known: dict[str, tuple[str, ...]], root: Element, found: list[Finding]) -> None:
    """Report the elements of a file that are not read.

    Parameters
    ----------
    known
        Element -> the elements in it that are read, or hold nothing that could be.
    """
    left = Counter(
        f"{element.tag}/{child.tag}"
        for element in root.iter()
        if element.tag in known
        for child in element
        if child.tag not in known[element.tag]
    )
    report(path.name, left, found)


def report(name: str, left: Counter[str], found: list[Finding]) -> None:
    """Report what is not read of a file, and how often it stands there."""
    if left:
        said = [f"{what[:80]} ({number})" for what, number in left.most_common(_SHOWN)]
        said += ["…"] if len(left) > _SHOWN else []
        found.append(Finding("not_read", name, value=", ".join(said), action=done("passed_over")))
