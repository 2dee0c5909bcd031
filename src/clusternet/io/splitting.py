"""Cells that hold several names: a row for each, with what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from clusternet.limits import CELL, admit
from clusternet.schema import coding, recognition
from clusternet.schema import columns as schema
from clusternet.schema.cells import clean
from clusternet.schema.columns import PLACE_SHARED
from clusternet.schema.findings import Action, Finding, done
from clusternet.schema.rows import TextTable
from clusternet.typing import Ints, Marks

OnePlace = Literal["", "each", "first", "none"]
"""Which of several names in a cell have the one place beside them; as the data show where it is not said."""

Marking = str | Sequence[str]
"""Characters, or words, that stand between names."""

_FIRST_NUMBER = re.compile(r"([(（]?)1([.．、)）])")
_PLACES = ("_province", "_city", "_region", "_country")
_ROLES = {"sample": ("sample_", "source_"), "partner": ("partner_", "target_")}


@dataclass(frozen=True)
class Ways:
    """How cells are split, beside the marks.

    Attributes
    ----------
    product
        Every name of one column that is split goes with every name of the others.
    one_place
        Which names have the one place beside them.
    whole
        Names that are not split.
    """

    product: bool = False
    one_place: OnePlace = ""
    whole: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Beside:
    """A column that tells something of the names in another."""

    header: str
    name: str
    cut: re.Pattern[str]
    strict: bool
    """Whether the user named its marks: another number of values than of names is a fault then."""


@dataclass(frozen=True)
class _Cells:
    """The cells of a column that is split."""

    header: str
    codes: Ints
    raw: list[list[str]]
    beside: list[_Beside] = field(default_factory=list)

    @property
    def parts(self) -> list[list[str]]:
        """The names of every distinct cell; one blank where it has none."""
        return [[part for part in names if part] or [""] for names in self.raw]

    @property
    def sizes(self) -> Ints:
        """How many names each row has, shape (rows,)."""
        return np.array([len(names) for names in self.parts], dtype=np.int64)[self.codes]


def split(
    table: TextTable,
    marks: Mapping[str, Marking],
    columns: Mapping[str, str],
    found: list[Finding],
    *,
    ways: Ways | None = None,
) -> TextTable:
    """Return a table with a row for each of the names in a cell.

    Columns that are split go together: the first name of one with the first of the other. A single name goes
    with each; otherwise rows with different numbers are refused. Of what stands beside names, one value alone
    goes to every name, with a warning (a place is given up by :mod:`clusternet.schema.joining` where such
    names mostly lie elsewhere); of another number of values nothing says whose they are: places are
    left out then, other values go to every name as they stand.

    Parameters
    ----------
    marks
        Header -> the characters, or words, that stand between its names; ``1.`` stands for every number so
        written, ① for every one in a circle.
    columns
        Column name -> header, from the descriptor.
    ways
        How, where more than the marks is said.
    """
    ways = ways or Ways()
    carried = {header: _carried_by(header, table, columns) for header in marks}
    followers = {follower for header in marks for follower in carried[header] if follower in marks}
    leaders = [header for header in marks if header not in followers]
    for together in [[header] for header in leaders] if ways.product else [leaders]:
        cut = [_cells(table, header, marks, carried[header], ways.whole) for header in together]
        table = _expanded(table, cut, found, ways.one_place)
    return table


def _carried_by(header: str, table: TextTable, columns: Mapping[str, str]) -> dict[str, str]:
    """Return header -> column of what rows carry about an end: with the partner, the partner's city."""
    names = recognition.edge_columns(map(str, table.frame.columns), dict(columns))
    end = names[header]
    prefixes = _ROLES.get(end, (f"{end}_",) if end in schema.END_WORDS else ())
    return {head: name for head, name in names.items() if prefixes and name.startswith(prefixes)}


def _cells(
    table: TextTable,
    header: str,
    marks: Mapping[str, Marking],
    carried: Mapping[str, str],
    whole: tuple[str, ...],
) -> _Cells:
    cut = _pattern(marks[header])
    codes, texts = coding.coded(table.frame[header])
    beside = [
        _Beside(other, name, _pattern(marks.get(other, marks[header])), other in marks)
        for other, name in carried.items()
    ]
    return _Cells(header, codes, [list(map(clean, pieces(text, cut, whole))) for text in texts], beside)


def pieces(text: str, cut: re.Pattern[str], whole: Collection[str] = ()) -> list[str]:
    """Return a text cut at each match of a pattern, save within names that are whole.

    >>> pieces("三和电气和甲", re.compile("和"), ["三和电气"])
    ['三和电气', '甲']
    """
    held = [name for name in whole if name in text]
    if not held:
        return cut.split(text)
    names = "|".join(re.escape(name) for name in sorted(held, key=len, reverse=True))
    found, start = [], 0
    for match in re.finditer(f"{names}|(?P<mark>{cut.pattern})", text):
        if match["mark"] is not None:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def _pattern(marks: Marking) -> re.Pattern[str]:
    """Return what matches the marks between names.

    >>> _pattern("、;").split("甲、乙;丙"), _pattern([" and ", "1."]).split("1.甲2.乙 and 丙")
    (['甲', '乙', '丙'], ['', '甲', '乙', '丙'])
    """
    words = sorted(filter(None, marks), key=len, reverse=True)
    return re.compile("|".join(map(_alternative, words)) if words else r"(?!)")


def _alternative(word: str) -> str:
    """Return the pattern of a mark: itself, or for the number 1 with a sign every number with it."""
    if word == "①":
        return "[①-⑳]"
    number = _FIRST_NUMBER.fullmatch(word)
    if number is None:
        return re.escape(word)
    before, behind = map(re.escape, number.groups())
    return rf"{before or '(?<![0-9.])'}[0-9]{{1,2}}{behind}(?![0-9])"


def _expanded(table: TextTable, cut: list[_Cells], found: list[Finding], one_place: OnePlace) -> TextTable:
    sizes = np.array([each.sizes for each in cut])
    number = sizes.max(axis=0)
    unequal = ((sizes != 1) & (sizes != number)).any(axis=0)
    _refuse(table, [each.header for each in cut], unequal, found)
    refused, shared = unequal, np.zeros((2, len(number)), dtype=bool)
    filled: dict[str, dict[int, list[str]]] = {}
    for each in cut:
        several = (each.sizes > 1) & ~unequal
        _note("split_cell", table, each.header, several, done("edge_each"), found)
        for beside in each.beside:
            values, alone, lost = _values(table, each, beside, several)
            place = beside.name.endswith(_PLACES)
            if beside.strict:
                _refuse(table, [each.header, beside.header], lost, found)
                refused = refused | lost
            elif not place:
                alone = alone | lost
            if place and one_place in ("first", "none"):
                _one_place(table, beside.header, alone, number, values, one_place, found)
                alone = np.zeros_like(alone)
            _note("ambiguous_split", table, beside.header, alone, done("same_for_each"), found)
            if place and not beside.strict:
                _note("ambiguous_split", table, beside.header, lost, done("left_empty"), found)
                values |= {row: [""] * int(number[row]) for row in np.flatnonzero(lost).tolist()}
            shared[int(place)] |= alone
            filled[beside.header] = values
    number[refused] = 0
    admit_edges(table, int(number.sum()), f"split of {', '.join(each.header for each in cut)}")
    later = 1 if one_place else 2
    return _laid_out(table, cut, number, filled, (shared, later))


def _one_place(
    table: TextTable,
    header: str,
    rows: Marks,
    number: Ints,
    values: dict[int, list[str]],
    which: OnePlace,
    found: list[Finding],
) -> None:
    """Give the one place beside several names to the first of them, or to none."""
    kept = which == "first"
    _note("ambiguous_split", table, header, rows, done("first_only" if kept else "left_empty"), found)
    cells = table.frame[header].to_numpy(dtype=object)
    for row in np.flatnonzero(rows).tolist():
        first = clean(cells[row]) if kept else ""
        values[row] = [first] + [""] * (int(number[row]) - 1)


def _values(
    table: TextTable, cut: _Cells, beside: _Beside, several: Marks
) -> tuple[dict[int, list[str]], Marks, Marks]:
    """Return the values of a column by row, and the rows with one for all names, and with another number."""
    cells = table.frame[beside.header].to_numpy(dtype=object)
    values: dict[int, list[str]] = {}
    alone, lost = np.zeros((2, len(several)), dtype=bool)
    for row in np.flatnonzero(several).tolist():
        given = [clean(part) for part in beside.cut.split(cells[row])]
        fitting = _fitting(cut.raw[cut.codes[row]], given)
        if fitting is not None:
            values[row] = fitting
        else:
            lost[row] = sum(map(bool, given)) > 1
            alone[row] = not lost[row]
    return values, alone, lost


def _fitting(names: list[str], values: list[str]) -> list[str] | None:
    """Return the value of each name in a cell, None where the numbers differ; blank names have none.

    >>> _fitting(["甲", "乙"], ["上海", ""]), _fitting(["甲", "乙", ""], ["上海", "北京"])
    (['上海', ''], ['上海', '北京'])
    """
    if not any(values):
        return [""] * sum(map(bool, names))
    if len(values) == len(names):
        return [value for name, value in zip(names, values, strict=True) if name]
    inked = [value for value in values if value]
    return inked if len(inked) == sum(map(bool, names)) else None


def _laid_out(
    table: TextTable,
    cut: list[_Cells],
    number: Ints,
    filled: Mapping[str, Mapping[int, list[str]]],
    shared: tuple[Marks, int],
) -> TextTable:
    row = np.repeat(np.arange(len(number)), number)
    starts = np.cumsum(number) - number
    within = np.arange(len(row)) - starts[row]
    frame = table.frame.iloc[row].reset_index(drop=True)
    for each in cut:
        lengths = np.array([len(names) for names in each.parts], dtype=np.int64)
        first = (np.cumsum(lengths) - lengths)[each.codes][row]
        place = first + np.where(each.sizes[row] > 1, within, 0)
        frame[each.header] = coding.column_of(place, [name for names in each.parts for name in names])
    for header, values in filled.items():
        cells = frame[header].to_numpy(dtype=object, copy=True)
        for at in (at for at in values if number[at]):
            cells[starts[at] : starts[at] + number[at]] = values[at]
        frame[header] = pd.Series(cells, dtype=object)
    values_of_all, places_of_all = shared[0][:, row]
    order = np.where(within == 0, 1, shared[1])
    marks = np.where(places_of_all, PLACE_SHARED * order, 0) + values_of_all
    before = marks * 0 if table.shared is None else table.shared[row]
    return replace(table, frame=frame, line=table.line[row], shared=np.maximum(marks, before))


def admit_edges(table: TextTable, number: int, made_by: str) -> None:
    """Refuse more edges than the limit, or than fit into memory, before they are made."""
    if number > len(table.frame):
        cells = number * len(table.frame.columns)
        what = f"{table.where}, {number:,} edges out of {len(table.frame):,} rows by {made_by}"
        admit(what, cells * CELL, "cells")


def _refuse(table: TextTable, headers: list[str], rows: Marks, found: list[Finding]) -> None:
    for row in np.flatnonzero(rows).tolist():
        value = " | ".join(str(table.frame[header].iat[row]) for header in headers)[:200]
        where = table.file, table.sheet, int(table.line[row]), ", ".join(headers), value
        found.append(Finding("unequal_split", *where, done("row_refused_unequal")))


def _note(
    problem: str, table: TextTable, header: str, rows: Marks, action: Action, found: list[Finding]
) -> None:
    for row in np.flatnonzero(rows).tolist():
        value, line = str(table.frame[header].iat[row])[:200], int(table.line[row])
        found.append(Finding(problem, table.file, table.sheet, line, header, value, action))
