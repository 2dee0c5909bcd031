"""Directed and undirected edges in one data set: a network is one or the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import FormatError
from clusternet.schema import coding, recognition
from clusternet.schema import columns as schema
from clusternet.schema.cells import each, fold
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done
from clusternet.typing import Marks
from clusternet.words.text import Text
from clusternet.words.vocabulary import EDGE_TYPES

Mixed = Literal["", "arcs", "edges"]
"""What edges of both kinds become: an undirected one two arcs, or every one undirected; none is refused."""

_KINDS = set(EDGE_TYPES)
_HEADERS = frozenset(("typ", "tipo", "类型"))
"""Gephi's Type in other languages, folded: what stands below must be its words."""
_WAYS = Text(
    '网络只能是其中一种；在 dataset.toml 中写 mixed = "both" 将无向边计作两条弧，'
    'mixed = "edges"（或 --undirected）将所有边视为无向',
    'a network is one or the other; mixed = "both" in dataset.toml counts an undirected edge as two arcs, '
    'mixed = "edges" (or --undirected) takes every edge as undirected',
)


def settled(
    table: TextTable,
    columns: Mapping[str, str],
    mixed: Mixed,
    *,
    found: list[Finding],
    undirected: bool | None = None,
) -> tuple[TextTable, bool | None]:
    """Return a table whose edges are of one kind, and whether they are directed; None if it does not say.

    Parameters
    ----------
    table
        Its column of the edges' type (Gephi's Type) is heeded.
    columns
        Column name -> header, from the descriptor.
    mixed
        What edges of both kinds become.
    found
        Findings are added here.
    undirected
        Whether the file says so of all its edges.

    Raises
    ------
    FormatError
        If edges of both kinds stand in it, and ``mixed`` does not say what they become.
    """
    names = recognition.edge_columns(table.frame.columns, dict(columns))
    kinds = _kinds(table, names, found)
    said = set(kinds) - {""}
    marked = np.full(len(table.frame), bool(undirected))
    if said:
        marked = np.asarray(kinds == "undirected", dtype=bool)
    elif undirected is None:
        return table, None
    if said == _KINDS and not mixed:
        raise FormatError.of("mixed_file", where=table.place, ways=_WAYS)
    if mixed == "arcs" and marked.any():
        return _both_ways(table, names, marked), True
    return table, not marked.any()


def _kinds(table: TextTable, names: Mapping[str, str], found: list[Finding]) -> NDArray[np.object_]:
    """Return what the column of the edges' type says of each, blank where it has no word of Gephi."""
    likely = [header for header, name in names.items() if name == "edge_type"]
    likely += [header for header in map(str, table.frame) if fold(header) in _HEADERS]
    for header in likely:
        kinds = each(table.frame[header], _kind)
        unknown = np.flatnonzero((kinds == "") & (each(table.frame[header], str.strip) != ""))
        if not set(kinds) - {""} or (len(unknown) and fold(header) in _HEADERS):
            continue
        if len(unknown):
            cell, line = str(table.frame[header].iat[unknown[0]]), int(table.line[unknown[0]])
            action = done("rows_as_directed", len(unknown))
            found.append(Finding("unknown_value", table.file, table.sheet, line, header, cell, action))
        return kinds
    return np.array([], dtype=object)


def _kind(cell: str) -> str:
    term = EDGE_TYPES.find(cell)
    return term.key if term else ""


def of_all(directed: list[bool], mixed: Mixed) -> bool:
    """Return whether a network is directed, from what its files say.

    Raises
    ------
    FormatError
        If they differ, and ``mixed`` does not say what edges become.
    """
    if len(set(directed)) > 1 and not mixed:
        raise FormatError.of("mixed_data", ways=_WAYS)
    return all(directed)


def _both_ways(table: TextTable, names: Mapping[str, str], undirected: Marks) -> TextTable:
    """Add to each undirected edge, loops aside, one the other way; what an end carries goes along."""
    header_of = {name: header for header, name in names.items()}
    source, target = (header_of.get(end, "") for end in schema.FORMS[0])
    if not source or not target:  # sample and partner say their direction
        return table
    loops = np.asarray(table.frame[source].astype(object) == table.frame[target].astype(object), dtype=bool)
    rows = np.flatnonzero(undirected & ~loops)
    turned = table.frame.iloc[rows].astype(object)
    changed: dict[str, pd.Series | str] = {}
    for header, name in names.items():
        for one, other in (schema.FORMS[0], schema.FORMS[0][::-1]):
            if name == one or name.startswith(f"{one}_"):
                across = header_of.get(other + name[len(one) :])
                changed[header] = turned[across] if across else ""
    order = np.argsort(np.concatenate([np.arange(len(table.frame)), rows]), kind="stable")
    both = coding.stacked([table.frame, turned.assign(**changed)], ignore_index=True)
    frame = both.iloc[order].reset_index(drop=True)
    return replace(table, frame=frame, line=np.concatenate([table.line, table.line[rows]])[order])
