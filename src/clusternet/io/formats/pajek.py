"""Pajek network files: numbered vertices with labels, arcs and edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from clusternet.errors import FormatError
from clusternet.io.formats import files
from clusternet.io.formats.graphfile import GraphFile, Row, merged_row, of_rows
from clusternet.limits import admit
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.cells import clean

_SECTIONS = {
    "vertices": "vertices",
    "arcs": "arcs",
    "edges": "edges",
    "arcslist": "arcs list",
    "edgeslist": "edges list",
}
_UNLISTED = 1_000_000
"""Vertices that a file may declare beside those it lists."""
_WORD = 6
"""Bytes of a file for which one word takes as much memory as short text does."""
_VERTEX = re.compile(r'([0-9]+)(?:\s+(?:"([^"]*)"|(\S+)))?')
_RELATION = re.compile(r'\*\w+\s*:\s*\d+\s+"([^"]*)"')


def read_pajek(path: Path) -> GraphFile:
    """Read a Pajek file. Labels are the ids; where they repeat, the numbers are, and labels the names.

    Raises
    ------
    FormatError
        If there are no vertices, or a line cannot be read.
    """
    labels: dict[str, str] = {}
    ties: list[Row] = []
    lines: list[int] = []
    kinds: list[str] = []
    section, relation = "", ""
    for number, line in _lines(path):
        if line.startswith("*"):
            section, count = _section(path.name, line)
            relation = found[1] if (found := _RELATION.match(line)) else ""
            if section == "vertices":
                if count > _UNLISTED + path.stat().st_size:
                    raise FormatError(f"{path.name}: *Vertices {count} is more than the file can hold")
                labels = {str(place): "" for place in range(1, count + 1)}
        elif section == "vertices":
            vertex = _VERTEX.match(line)
            if vertex is None or vertex[1] not in labels:
                raise FormatError(f"{path.name}, line {number}: not a vertex: {line[:80]!r}")
            labels[vertex[1]] = clean(vertex[2] or vertex[3] or "")
        else:
            for tie in _ties(line, section):
                if not {tie["source"], tie["target"]} <= labels.keys():
                    raise FormatError(f"{path.name}, line {number}: no such vertices: {line[:80]!r}")
                ties.append(tie | ({"relation": relation} if relation else {}))
                lines.append(number)
                kinds.append("directed" if section.startswith("arcs") else "undirected")
    if not labels:
        raise FormatError(f"{path.name}: not a Pajek file (no *Vertices line)")
    names = {number: label or number for number, label in labels.items()}
    unique = len(set(names.values())) == len(names)
    nodes = [{"id": name} if unique else {"id": number, "name": name} for number, name in names.items()]
    if unique:
        ties = [tie | {end: names[tie[end]] for end in ("source", "target")} for tie in ties]
    return of_rows(path.name, nodes, ties, kinds, size=path.stat().st_size, edge_lines=lines)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    data = files.content(path, "pajek")
    admit(path.name, max(len(data), _WORD * sum(map(data.count, (b" ", b"\t", b"\n")))), "pajek")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FormatError(f"{path.name}: neither UTF-8 nor GB18030")
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        if line.strip() and not line.startswith("%"):
            yield number, line.strip()


def _section(name: str, line: str) -> tuple[str, int]:
    """Return the section a line opens, and the number of vertices where it says one."""
    word, *rest = line[1:].replace(":", " ").split() or [""]
    if word.lower() in ("network", "partition", "vector"):
        return "", 0
    if word.lower() not in _SECTIONS:
        raise FormatError(f"{name}: a *{word} section cannot be read; accepted: {', '.join(_SECTIONS)}")
    count = int(rest[0]) if rest and re.fullmatch("[0-9]{1,12}", rest[0]) else 0
    return _SECTIONS[word.lower()], count


def _ties(line: str, section: str) -> list[Row]:
    words = line.split()
    if section.endswith("list"):
        return [{"source": words[0], "target": other} for other in words[1:]]
    if section not in ("arcs", "edges") or len(words) < 2:
        return [{"source": line, "target": ""}] if section else []
    return [merged_row({"source": words[0], "target": words[1]}, {"weight": words[2]} if words[2:] else {})]


def write_pajek(network: ValueNetwork, path: Path) -> None:
    """Write the merged graph; a label cannot hold a quotation mark or a line break."""
    lines = [f"*Vertices {len(network.nodes)}"]
    lines += [f'{place} "{_label(node)}"' for place, node in enumerate(network.nodes.index, start=1)]
    lines.append("*Arcs" if network.directed else "*Edges")
    links = network.links()
    lines += [
        f"{a + 1} {b + 1} {weight:.17g}"
        for a, b, weight in zip(links.source, links.target, links.weight, strict=True)
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _label(text: str) -> str:
    return " ".join(text.replace('"', "'").splitlines())
