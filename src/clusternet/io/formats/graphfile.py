"""What a graph file holds: a table of nodes, a table of edges, and whether edges are directed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.formats import columns
from clusternet.limits import admit_cells
from clusternet.schema.conform import TextTable

Row = dict[str, str]


@dataclass(frozen=True)
class GraphFile:
    """The two tables of a graph file, and whether its edges are directed; where both, a column says which."""

    edges: TextTable
    nodes: TextTable
    directed: bool | None


def merged_row(fixed: Row, attributes: Mapping[str, str]) -> Row:
    """Return what the format fixes and the attributes; an attribute of a fixed name gets another.

    >>> merged_row({"id": "n1"}, {"id": "7", "city": "上海市"})
    {'id': 'n1', 'id (2)': '7', 'city': '上海市'}
    """
    return fixed | {(f"{key} (2)" if key in fixed else key): value for key, value in attributes.items()}


def of_rows(
    name: str,
    nodes: list[Row],
    edges: list[Row],
    kinds: Sequence[str],
    *,
    size: int,
    node_lines: Sequence[int] = (),
    edge_lines: Sequence[int] = (),
) -> GraphFile:
    """Return the rows as text tables; without lines, rows are numbered in the order of the file.

    ``kinds`` says of each edge whether it is ``directed`` or ``undirected``.

    Raises
    ------
    FormatError
        If there are no edges, or rows of a file of this size have so many attributes that nearly all cells
        would be blank.
    """
    if not edges:
        raise FormatError.of("no_edges", name=name)
    distinct = set(kinds)
    if len(distinct) > 1:
        edges = [row | {"edge_type": kind} for row, kind in zip(edges, kinds, strict=True)]
    for kind, rows in (("nodes", nodes), ("edges", edges)):
        width = len(set().union(*rows))
        admit_cells(f"{name}, {kind}", len(rows), width, size)
        columns.check(width, f"{name}, {kind}")
    directed = None if len(distinct) > 1 else distinct == {"directed"}
    return GraphFile(_table(name, edges, edge_lines), _table(name, nodes, node_lines), directed)


def _table(name: str, rows: list[Row], lines: Sequence[int]) -> TextTable:
    frame = pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame({"id": []}, dtype=object)
    frame = frame.where(frame.notna(), "")
    frame = frame.loc[
        :, [column in ("id", "source", "target") or frame[column].ne("").any() for column in frame]
    ]
    numbers = np.array(lines or range(1, len(frame) + 1), dtype=np.int64)
    return TextTable(frame, numbers, name)
