"""Pajek network files and projects: numbered vertices with labels, arcs and edges, matrices, partitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from clusternet.errors import FormatError
from clusternet.io.formats import files, graphxml
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.graphfile import GraphFile, Row, merged_row, of_rows
from clusternet.io.formats.shape import Shape
from clusternet.io.formats.times import Span, Times
from clusternet.io.mark import is_titled, titled
from clusternet.limits import admit, admit_matrix
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.cells import clean
from clusternet.schema.findings import Finding, done

_UNLISTED = 1_000_000
"""Vertices that a file may declare beside those it lists."""
_WORD = 6
"""Bytes of a file for which one word takes as much memory as short text does."""
_COMMENTS = ("%", "#", "/*")
_VERTEX = re.compile(r'([0-9]+)(?:\s+(?:"([^"]*)"|(\S+)))?')
_NAMED = re.compile(r'\*\w+\s*:\s*(\d+)\s+"([^"]*)"')
_TIME = re.compile(r"\[\s*([\d\-,*\s]+)\]\s*$")
_NUMBERED = re.compile(r"([0-9]+)\s*:\s*(.*)")
_LABEL = re.compile(r'\bl\s+"([^"]*)"')
_VALUES = ("partition", "vector")
_TIES = ("arcs", "edges", "arcslist", "edgeslist", "matrix")


@dataclass
class _Network:
    """One network of a file."""

    name: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    nodes: dict[str, Row] = field(default_factory=dict)
    ties: list[Row] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    first: int = 0
    """Of two modes, the vertices of the first; 0 if there is one."""

    def tie(self, row: Row, kind: str, line: int) -> None:
        self.ties.append(row)
        self.kinds.append(kind)
        self.lines.append(line)


def read_pajek(path: Path, shape: Shape, times: Times, found: list[Finding]) -> GraphFile:
    """Read a Pajek file. Labels are the ids; where they repeat, the numbers are, and labels the names.

    Raises
    ------
    FormatError
        If there are no vertices, or a line cannot be read.
    """
    reader = _Reader(path, times, found)
    for number, line in _lines(path, shape, found):
        reader.read(number, line)
    reader.close()
    return _joined(path, [each for each in reader.networks if each.labels], found)


def _joined(path: Path, networks: list[_Network], found: list[Finding]) -> GraphFile:
    """Return the networks of a file as one; vertices of one label are one."""
    if not networks:
        raise FormatError.of("not_pajek", name=path.name)
    names = [each.name or str(place) for place, each in enumerate(networks, start=1)]
    graphxml.several(path, names, found)
    several = len(networks) > 1
    nodes: list[Row] = []
    ties: list[Row] = []
    for name, network in zip(names, networks, strict=True):
        labels = {number: label or number for number, label in network.labels.items()}
        repeated = [label for label, often in Counter(labels.values()).items() if often > 1]
        if repeated:
            value = ", ".join(repeated[:5]) + (", …" if len(repeated) > 5 else "")
            found.append(Finding("same_label", path.name, value=value, action=done("numbers_as_ids")))
            prefix = f"{name}/" if several else ""
            ids = {number: prefix + number for number in labels}
            nodes += [{"id": ids[at], "name": labels[at]} | network.nodes.get(at, {}) for at in labels]
        else:
            ids = labels
            nodes += [{"id": ids[at]} | network.nodes.get(at, {}) for at in labels]
        ends = [row | {end: ids[row[end]] for end in ("source", "target")} for row in network.ties]
        ties += [row | {"graph": name} for row in ends] if several else ends
    if all(is_titled(network.name) for network in networks):
        ties = [row | {"synthetic": "true"} for row in ties]
    kinds = [kind for each in networks for kind in each.kinds]
    lines = [line for each in networks for line in each.lines]
    nodes = graphxml.distinct(nodes) if several else nodes
    return of_rows(path.name, nodes, ties, kinds, size=path.stat().st_size, edge_lines=lines)


class _Reader:
    """Takes the lines of a file one by one."""

    def __init__(self, path: Path, times: Times, found: list[Finding]) -> None:
        self.path, self.times, self.found = path, times, found
        self.networks: list[_Network] = [_Network()]
        self.section = self.relation = ""
        self.relations: dict[str, str] = {}
        self.object: tuple[str, str] | None = None
        self.values: list[str] = []
        self.left: Counter[str] = Counter()
        self.rows = self.declared = 0

    @property
    def here(self) -> _Network:
        return self.networks[-1]

    def read(self, number: int, line: str) -> None:
        """Read a line."""
        if line.startswith("*"):
            self._open(number, line)
        elif self.object is not None:
            self.values.append(line)
        elif self.section == "vertices":
            self._vertex(number, line)
        elif self.section == "matrix":
            self._matrix(number, line)
        elif self.section:
            for row in self._ties(line):
                self._keep(number, line, row)

    def close(self) -> None:
        """Finish the file, and say what was not read."""
        self._finish()
        graphxml.report(self.path.name, self.left, self.found)
        self.found += self.times.findings()

    def _open(self, number: int, line: str) -> None:
        word = (re.split(r"[\s:]", line[1:], maxsplit=1) or [""])[0].lower()
        match = _NAMED.match(line)
        if word == "vertices":
            if self.object is None:
                self._vertices(number, line)
            return
        self._finish()
        if word in _TIES:
            self.section, self.rows = word, 0
            self.relation = match[2] if match else ""
            if match and match[1]:
                self.relations[match[1]] = self.relation
        elif word == "network":
            self.section = ""
            self.relations = {}
            if self.here.labels:
                self.networks.append(_Network())
            self.here.name = line[len("*network") :].strip().strip('"')
        else:
            self.section = ""
            self.object = (word, line[1 + len(word) :].strip().strip('"') or word)

    def _finish(self) -> None:
        """Give the vertices the values of a partition or vector; count what is no part of a network."""
        if self.object is None:
            return
        (word, name), values = self.object, self.values
        self.object, self.values = None, []
        if word in _VALUES and len(values) == len(self.here.labels):
            for number, value in zip(self.here.labels, values, strict=True):
                self.here.nodes.setdefault(number, {})[name] = value
        else:
            self.left[f"*{word}"] += 1

    def _vertices(self, number: int, line: str) -> None:
        counts = [int(each) for each in line.split()[1:3] if re.fullmatch("[0-9]{1,12}", each)]
        count = counts[0] if counts else 0
        self.declared += count
        if self.declared > _UNLISTED + self.path.stat().st_size:
            raise FormatError.of("too_many_vertices", name=self.path.name, count=self.declared)
        if self.here.labels:
            self.networks.append(_Network())
        self.section = "vertices"
        self.here.labels = {str(place): "" for place in range(1, count + 1)}
        self.here.first = counts[1] if len(counts) > 1 and counts[1] < count else 0
        if self.here.first:
            self.here.nodes = {
                at: {"mode": "1" if int(at) <= self.here.first else "2"} for at in self.here.labels
            }

    def _vertex(self, number: int, line: str) -> None:
        vertex = _VERTEX.match(line)
        if vertex is None or vertex[1] not in self.here.labels:
            raise FormatError.of("not_a_vertex", name=self.path.name, number=number, line=line[:80])
        label, at = clean(vertex[2] or vertex[3] or ""), vertex[1]
        if at in self.here.listed:
            action = done("kept_value", self.here.labels[at])
            self.found.append(Finding("duplicate_id", self.path.name, line=number, value=line, action=action))
            return
        self.here.labels[at] = label
        self.here.listed.add(at)
        rest = line[vertex.end() :]
        if spans := self._spans(rest):
            self.here.nodes[at] = self.times.keep(self.here.nodes.get(at, {}), spans, edge=False)
        if _TIME.sub("", rest).strip():
            self.left["*vertices/shape"] += 1

    def _ties(self, line: str) -> Iterator[Row]:
        relation = self.relation
        if numbered := _NUMBERED.match(line):
            relation, line = self.relations.get(numbered[1], numbered[1]), numbered[2]
        spans = self._spans(line)
        bare = _TIME.sub("", line)
        label = _LABEL.search(bare)
        words = (bare[: label.start()] + bare[label.end() :] if label else bare).split()
        more: Row = {"relation": relation} if relation else {}
        more |= {"label": label[1]} if label and label[1] else {}
        if self.section.endswith("list"):
            ends = [(words[0], other) for other in words[1:]] if words else []
        else:
            ends = [(words[0], words[1])] if len(words) > 1 else [(line, "")]
            more |= {"weight": words[2]} if words[2:] else {}
            if words[3:]:
                self.left[f"*{self.section}/shape"] += 1
        for source, target in ends:
            yield self.times.keep(merged_row({"source": source, "target": target}, more), spans, edge=True)

    def _matrix(self, number: int, line: str) -> None:
        """Read a row of a matrix: of all vertices, or in two modes of the first with the second."""
        at = list(self.here.labels)
        across = at[self.here.first :]
        self.rows += 1
        down = self.here.first or len(at)
        if self.rows == 1:
            admit_matrix(down, len(across), self.path.name)
        words = line.split()
        if self.rows > down or len(words) != len(across):
            raise FormatError.of(
                "matrix_row",
                name=self.path.name,
                at=number,
                rows=self.rows,
                number=len(words),
                down=down,
                across=len(across),
            )
        for target, weight in zip(across, words, strict=True):
            if weight.strip("0.+-"):
                more = {"weight": weight} | ({"relation": self.relation} if self.relation else {})
                self._keep(number, line, {"source": at[self.rows - 1], "target": target} | more)

    def _keep(self, number: int, line: str, row: Row) -> None:
        if not {row["source"], row["target"]} <= self.here.labels.keys():
            raise FormatError.of("no_such_vertices", name=self.path.name, number=number, line=line[:80])
        undirected = self.section.startswith("edges") or (self.section == "matrix" and self.here.first > 0)
        self.here.tie(row, "undirected" if undirected else "directed", number)

    def _spans(self, text: str) -> list[Span]:
        """Return the times at the end of a line: ``[2015]``, ``[2016-2019,2021-*]``."""
        match = _TIME.search(text)
        parts = [part.strip() for part in match[1].split(",")] if match else []
        cut = [part.partition("-") for part in parts if part]
        return [Span(start.strip(), end.strip() if dash else start.strip()) for start, dash, end in cut]


def _lines(path: Path, shape: Shape, found: list[Finding]) -> Iterator[tuple[int, str]]:
    data = files.content(path, "pajek")
    admit(path.name, max(len(data), _WORD * sum(map(data.count, (b" ", b"\t", b"\n")))), "pajek")
    text = decode(data, path.name, shape.encoding, found, western=True)
    comments = (*_COMMENTS, shape.comment) if shape.comment else _COMMENTS
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        if (bare := line.strip()) and not bare.startswith(comments):
            yield number, bare


def write_pajek(network: ValueNetwork, path: Path) -> None:
    """Write the merged graph; a label cannot hold a quotation mark or a line break."""
    lines = [f"*Network {_label(titled(network))}"] if network.about.synthetic else []
    lines.append(f"*Vertices {len(network.nodes)}")
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
