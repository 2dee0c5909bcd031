"""What a descriptor asks of a table before its columns are read: constants, splits, missing words, pairs."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet import schema
from clusternet.conform import TextTable
from clusternet.errors import SchemaError
from clusternet.findings import Finding
from clusternet.io.dataset import Pairs, Source


def prepare(table: TextTable, source: Source, found: list[Finding]) -> tuple[TextTable, dict[str, str]]:
    """Return the table as the descriptor wants it read, and its column name -> header map.

    Raises
    ------
    SchemaError
        If the descriptor names a header that the file does not have.
    """
    columns = {name: _header(header, name, table) for name, header in source.columns.items()}
    table = _missing(table, source)
    for name, words in source.strip.items():
        table = _strip(table, _column(name, table, columns), words, found)
    for name, marks in source.split.items():
        table = _split(table, _column(name, table, columns), marks, found)
    if source.pairs is not None:
        table = _pair(table, source.pairs, columns, found)
        columns = {name: name for name in columns if name in table.frame}
    for name, value in source.set.items():
        table = replace(table, frame=table.frame.assign(**{name: value}))
        columns[name] = name
    return table, columns


def _header(header: str, what: str, table: TextTable) -> str:
    if header not in table.frame:
        present = ", ".join(map(str, table.frame))
        raise SchemaError(f"{table.where}: no column {header!r} for {what}; its columns are: {present}")
    return header


def _column(name: str, table: TextTable, columns: dict[str, str]) -> str:
    """Return the header behind a column name that the descriptor uses in strip or split."""
    if name in columns:
        return columns[name]
    for header, known in schema.edge_columns(table.frame.columns, columns).items():
        if known == name:
            return header
    return _header(name, name, table)


def _missing(table: TextTable, source: Source) -> TextTable:
    frame = table.frame.copy()
    for header, words in source.missing.items():
        if not words:
            continue
        named = source.columns.get(header, header)
        for column in frame.columns if header == "*" else [_header(named, "missing", table)]:
            frame[column] = frame[column].mask(frame[column].str.strip().isin(words), "")
    return replace(table, frame=frame)


def _strip(table: TextTable, column: str, words: tuple[str, ...], found: list[Finding]) -> TextTable:
    ending = re.compile(rf"(?:\s*(?:{'|'.join(map(re.escape, words))}))+\s*$")
    before = table.frame[column]
    after = before.map(lambda cell: ending.sub("", cell))
    _note("stripped", table, column, after != before, "cut", found)
    return replace(table, frame=table.frame.assign(**{column: after}))


def _split(table: TextTable, column: str, marks: str, found: list[Finding]) -> TextTable:
    if not marks:
        return table
    parts = table.frame[column].map(
        lambda cell: (
            [part.strip() for part in re.split(f"[{re.escape(marks)}]", cell) if part.strip()] or [""]
        )
    )
    _note("split_cell", table, column, parts.map(len) > 1, "one edge for each", found)
    frame = (
        table.frame.assign(**{column: parts}).assign(**{"": table.line}).explode(column, ignore_index=True)
    )
    line = frame.pop("").to_numpy(dtype=np.int64)
    return replace(table, frame=frame, line=line)


def _note(
    problem: str, table: TextTable, column: str, mask: pd.Series, action: str, found: list[Finding]
) -> None:
    for place in np.flatnonzero(mask.to_numpy()).tolist():
        value = str(table.frame[column].iat[place])[:200]
        line = int(table.line[place])
        found.append(Finding(problem, table.file, table.sheet, line, column, value, action))


def _pair(table: TextTable, pairs: Pairs, columns: dict[str, str], found: list[Finding]) -> TextTable:
    """Expand memberships: every source member of a group to every target member of it.

    Columns mapped to ``source_...`` are taken from the source member's row, all others from the target's.
    """
    for header in (pairs.group, pairs.member, pairs.role):
        _header(header, "pairs", table)
    frame = table.frame.assign(row=np.arange(len(table.frame)))
    group, role = frame[pairs.group].str.strip(), frame[pairs.role].str.strip()
    known = role.isin([pairs.source, pairs.target]) & group.ne("")
    for value, number in role[~known].value_counts().items():
        action = f"{number} rows give no edge"
        found.append(Finding("unknown_role", table.file, table.sheet, None, pairs.role, str(value), action))
    left = frame.loc[role.eq(pairs.source) & known, [pairs.group, "row"]]
    right = frame.loc[role.eq(pairs.target) & known, [pairs.group, "row"]]
    both = left.merge(right, on=pairs.group, suffixes=("_source", "_target"))
    source, target = both["row_source"].to_numpy(), both["row_target"].to_numpy()
    cells = {
        "source": table.frame[pairs.member].to_numpy()[source],
        "target": table.frame[pairs.member].to_numpy()[target],
    }
    for name, header in columns.items():
        place = source if name.startswith("source_") else target
        cells[name] = table.frame[header].to_numpy()[place]
    rest = [header for header in table.frame if header not in {pairs.member, pairs.role, *columns.values()}]
    cells |= {str(header): table.frame[header].to_numpy()[target] for header in rest}
    return replace(table, frame=pd.DataFrame(cells, dtype=object), line=table.line[target])
