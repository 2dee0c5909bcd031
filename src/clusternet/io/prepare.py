"""What a descriptor asks of a table before its columns are read: constants, splits, missing words, pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import SchemaError
from clusternet.io.blocks import Pairs, Source
from clusternet.io.splitting import Ways, admit_edges, split
from clusternet.limits import admit
from clusternet.schema import coding, recognition, roles, totals
from clusternet.schema import columns as schema
from clusternet.schema.cells import clean, each, fold
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Action, Finding, done

Kept = TypeVar("Kept")


def prepare(
    table: TextTable, source: Source, found: list[Finding], *, edges: bool = True
) -> tuple[TextTable, dict[str, str]]:
    """Return the table as the descriptor wants it read, and its column name -> header map.

    Raises
    ------
    SchemaError
        If the descriptor names a header that the file does not have.
    """
    columns = {name: _header(header, name, table) for name, header in source.columns.items()}
    table, columns = _served_twice(table, columns)
    source = _without_absent(source, table, columns, edges=edges)
    for name in source.fill:
        table = _filled(table, _column(name, table, columns, edges=edges), found)
    missing = {name: words for name, words in source.missing.items() if words}
    table = _missing(table, missing, columns, edges=edges)
    for name, words in source.strip.items():
        table = _strip(table, _column(name, table, columns, edges=edges), words, found)
    if source.split:
        marks = {_column(name, table, columns, edges=edges): each for name, each in source.split.items()}
        table = split(table, marks, columns, found, ways=ways_of(source))
        for name, header in zip(source.split, marks, strict=True):
            if name in source.strip:
                table = _strip(table, header, source.strip[name], found)
        table = _missing(table, missing, columns, edges=edges)
    for name in source.blank:
        table = _without_blank(table, _column(name, table, columns, edges=edges), found)
    if source.pairs is not None:
        table = _pair(table, source.pairs, columns, found)
        columns = {name: name for name in columns if name in table.frame}
    for name, value in source.set.items():
        table = _set(table, name, _worded(value, table), columns, found)
    return (_places_served(table, columns) if edges else table), columns


def _places_served(table: TextTable, columns: dict[str, str]) -> TextTable:
    """Copy ends that are places by their headers (出口国, 进口国) into the columns of these places."""
    names = recognition.edge_columns(map(str, table.frame), columns)
    copies: dict[str, pd.Series] = {}
    for header, name in names.items():
        role = roles.role(header) if name in schema.FORMS[0] and name not in columns else None
        if role is not None and role.level and f"{name}_{role.level}" not in names.values():
            copies[f"{name}_{role.level}"] = table.frame[header]
    return replace(table, frame=table.frame.assign(**copies)) if copies else table


def ways_of(source: Source) -> Ways:
    """Return how the cells of a table are split."""
    return Ways(source.product, source.one_place, source.whole)


def _without_absent(source: Source, table: TextTable, columns: dict[str, str], *, edges: bool) -> Source:
    """Pass over what settings that several tables share say of columns that this one does not have."""
    recognise = recognition.edge_columns if edges else recognition.node_columns
    known = {*columns, *recognise(map(str, table.frame.columns), columns).values()}
    absent = {name for name in source.shared if name not in known and not schema.find(table.frame, name)}
    if not absent:
        return source

    def kept(named: Mapping[str, Kept]) -> dict[str, Kept]:
        return {name: each for name, each in named.items() if name not in absent}

    return replace(
        source,
        fill=tuple(name for name in source.fill if name not in absent),
        split=kept(source.split),
        strip=kept(source.strip),
        missing=kept(source.missing),
    )


def _served_twice(table: TextTable, columns: dict[str, str]) -> tuple[TextTable, dict[str, str]]:
    """Copy what one header gives to several columns, or to one beside the end that it names itself."""
    taken: set[str] = set()
    copies: dict[str, pd.Series] = {}
    served = dict(columns)
    ends = {end for form in schema.FORMS for end in form} - set(columns)
    for name, header in columns.items():
        if header in taken or recognition.EDGE_HEADERS.get(fold(header)) in ends:
            served[name] = f"{header} ({name})"
            copies[served[name]] = table.frame[header]
        taken.add(header)
    return (replace(table, frame=table.frame.assign(**copies)) if copies else table), served


def _header(header: str, what: str, table: TextTable) -> str:
    """Return the header as it stands in the file: spaces, line breaks and case make no difference."""
    if present := schema.find(table.frame, header):
        return present
    headers = ", ".join(map(str, table.frame))
    raise SchemaError.of("no_column_for", where=table.place, header=header, what=what, headers=headers)


def _column(name: str, table: TextTable, columns: dict[str, str], *, edges: bool) -> str:
    """Return the header behind a name in strip, split or missing: a column's name or a header."""
    if name in columns:
        return columns[name]
    recognise = recognition.edge_columns if edges else recognition.node_columns
    for header, known in recognise(map(str, table.frame.columns), columns).items():
        if known == name:
            return header
    return _header(name, name, table)


def _missing(
    table: TextTable, missing: dict[str, tuple[str, ...]], columns: dict[str, str], *, edges: bool
) -> TextTable:
    blanked: dict[str, pd.Series] = {}
    for name, words in missing.items():
        named = table.frame.columns if name == "*" else [_column(name, table, columns, edges=edges)]
        for header in map(str, named):
            cells = blanked.get(header, table.frame[header])
            codes, texts = coding.coded(cells)
            known = ["" if clean(text) in words else text for text in texts]
            blanked[header] = pd.Series(coding.column_of(codes, known), index=cells.index)
    return replace(table, frame=table.frame.assign(**blanked)) if blanked else table


def _strip(table: TextTable, column: str, words: tuple[str, ...], found: list[Finding]) -> TextTable:
    if not any(words):
        return table
    codes, texts = coding.coded(table.frame[column])
    first = tuple(word for word in words if word.strip().endswith((":", "：")))
    last = tuple(word for word in words if word not in first)
    bare = [_headless(text, first) for text in texts]
    cut = np.array([text[: _cut(text, last)] for text in bare], dtype=object)
    _note("stripped", table, column, (cut != texts)[codes], done("cut"), found)
    return replace(table, frame=table.frame.assign(**{column: coding.column_of(codes, cut)}))


def _headless(text: str, words: tuple[str, ...]) -> str:
    """Return a text without the words that it begins with.

    >>> _headless(" 领投：甲资本", ("领投：",))
    '甲资本'
    """
    while word := next((word for word in words if text.lstrip().startswith(word.strip())), ""):
        text = text.lstrip().removeprefix(word.strip())
    return text


def _cut(text: str, words: tuple[str, ...]) -> int:
    """Return where the words that a text ends in begin, however many and with whatever blanks between.

    Every place where a word may end is looked at once, so that no text takes long.

    >>> _cut("甲公司领投 等", ("领投", "等")), _cut("Zinc", (" inc",)), _cut("Foo inc ", (" inc",))
    (3, 4, 3)
    """
    cores = [(word.rstrip(), word[len(word.rstrip()) :]) for word in words if word.strip()]
    first, ends = len(text), [len(text.rstrip())]
    seen = set(ends)
    while ends:
        end = ends.pop()
        for core, blanks in cores:
            if text.endswith(core, 0, end) and text.startswith(blanks, end):
                start = end - len(core)
                while start and text[start - 1].isspace():
                    start -= 1
                first = min(first, start)
                if start not in seen:
                    seen.add(start)
                    ends.append(start)
    return first


def _filled(table: TextTable, header: str, found: list[Finding]) -> TextTable:
    """Give blank cells of a column the value above them, as in a list that names a firm once."""
    codes, texts = coding.coded(table.frame[header])
    blank = _blank(codes, texts)
    last = np.maximum.accumulate(np.where(blank, -1, np.arange(len(codes))))
    changed = blank & (last >= 0)
    for column in map(str, table.frame):  # a line that sums up others is nobody's
        numbers, distinct = coding.coded(table.frame[column])
        changed &= ~np.append(totals.named(distinct), False)[numbers]
    if not changed.any():
        return table
    found.append(_of_many("filled", table, header, changed, done("filled", int(changed.sum()))))
    cells = coding.column_of(np.where(changed, codes[last], codes), texts)
    return replace(table, frame=table.frame.assign(**{header: cells}))


def _worded(value: str, table: TextTable) -> str:
    """Return a value with the names of the sheet and the file where it asks for them."""
    if "{sheet}" in value and not table.sheet:
        raise SchemaError.of("set_sheet", where=table.place, text=value)
    return value.replace("{sheet}", table.sheet).replace("{file}", Path(table.file).stem)


def _set(table: TextTable, name: str, value: str, columns: dict[str, str], found: list[Finding]) -> TextTable:
    """Give a column one value: in every row, or where it has a header in its blank cells."""
    admit(f"{table.where}, set of {name}", len(table.frame) * len(value), "texts")
    if name not in columns:
        columns[name] = name
        return replace(table, frame=table.frame.assign(**{name: value}))
    header = columns[name]
    codes, texts = coding.coded(table.frame[header])
    blank = _blank(codes, texts)
    if not blank.any():
        return table
    found.append(_of_many("filled", table, header, blank, done("filled", int(blank.sum())), value))
    cells = coding.column_of(np.where(blank, len(texts), codes), [*texts, value])
    return replace(table, frame=table.frame.assign(**{header: cells}))


def _without_blank(table: TextTable, header: str, found: list[Finding]) -> TextTable:
    """Pass over the rows in which a column holds nothing, as the second of several columns of partners."""
    inked = ~_blank(*coding.coded(table.frame[header]))
    if inked.all():
        return table
    found.append(
        _of_many("blank_passed", table, header, ~inked, done("rows_passed_over", int((~inked).sum())))
    )
    shared = None if table.shared is None else table.shared[inked]
    frame = table.frame[inked].reset_index(drop=True)
    return replace(table, frame=frame, line=table.line[inked], shared=shared)


def _blank(codes: coding.Codes, texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that hold nothing, shape (rows,)."""
    return np.array([*(clean(text) == "" for text in texts), True], dtype=bool)[codes]


def _of_many(
    problem: str, table: TextTable, header: str, mask: NDArray[np.bool_], action: Action, value: str = ""
) -> Finding:
    """Return what is found of several cells of a column, at the first of them."""
    line = int(table.line[np.flatnonzero(mask)[0]])
    return Finding(problem, table.file, table.sheet, line, header, value, action)


def _note(
    problem: str,
    table: TextTable,
    column: str,
    mask: NDArray[np.bool_],
    action: Action,
    found: list[Finding],
) -> None:
    for place in np.flatnonzero(mask).tolist():
        value = str(table.frame[column].iat[place])[:200]
        line = int(table.line[place])
        found.append(Finding(problem, table.file, table.sheet, line, column, value, action))


def _pair(table: TextTable, pairs: Pairs, columns: dict[str, str], found: list[Finding]) -> TextTable:
    """Expand memberships: every source member of a group to every target member of it.

    Columns mapped to ``source_...`` are taken from the source member's row, all others from the target's.
    """
    group, member, role = (
        _header(header, "pairs", table) for header in (pairs.group, pairs.member, pairs.role)
    )
    table = _memberships(table, {"blank_group": group, "blank_end": member}, found)
    roles = _cleaned(table.frame[role])
    for value, number in roles[~roles.isin([pairs.source, pairs.target])].value_counts().items():
        action = done("no_edge", number)
        found.append(Finding("unknown_role", table.file, table.sheet, None, role, str(value), action))
    groups = _cleaned(table.frame[group])
    one, other = (groups[roles.eq(each)].value_counts() for each in (pairs.source, pairs.target))
    admit_edges(table, int(one.mul(other, fill_value=0).sum()), "pairs")
    rows = pd.DataFrame({"group": groups, "row": np.arange(len(table.frame))})
    both = rows[roles.eq(pairs.source)].merge(rows[roles.eq(pairs.target)], on="group")
    source, target = both["row_x"].to_numpy(), both["row_y"].to_numpy()
    cells = {"source": table.frame[member].to_numpy()[source]}
    cells["target"] = table.frame[member].to_numpy()[target]
    for name, header in columns.items():
        place = source if name.startswith("source_") else target
        cells[name] = table.frame[header].to_numpy()[place]
    rest = [header for header in table.frame if header not in {member, role, *columns.values()}]
    cells |= {str(header): table.frame[header].to_numpy()[target] for header in rest}
    return replace(table, frame=pd.DataFrame(cells, dtype=object), line=table.line[target])


def _memberships(table: TextTable, needed: dict[str, str], found: list[Finding]) -> TextTable:
    """Refuse memberships without a group or a member."""
    kept = np.ones(len(table.frame), dtype=bool)
    for problem, header in needed.items():
        blank = _cleaned(table.frame[header]).eq("").to_numpy()
        for line in table.line[blank & kept].tolist():
            found.append(Finding(problem, table.file, table.sheet, line, header, action=done("row_refused")))
        kept &= ~blank
    return (
        table
        if kept.all()
        else replace(table, frame=table.frame[kept].reset_index(drop=True), line=table.line[kept])
    )


def _cleaned(column: pd.Series) -> pd.Series:
    return pd.Series(each(column, clean), index=column.index, dtype=object)
