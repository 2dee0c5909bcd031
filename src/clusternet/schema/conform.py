"""Text tables to the node and edge tables of a network.

Every cell arrives as text. A row that cannot be used is refused and becomes a finding; nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import SchemaError
from clusternet.schema import cells, coding, dates, numbers, totals
from clusternet.schema import columns as schema
from clusternet.schema.columns import ORIGIN, REPORTER
from clusternet.schema.findings import Finding, done
from clusternet.schema.joining import assemble
from clusternet.words import vocabulary

__all__ = ["ORIGIN", "TextTable", "assemble", "edge_rows", "from_frame", "node_rows"]

Mask = NDArray[np.bool_]
Values = NDArray[Any] | pd.Series | pd.Categorical | pd.arrays.IntegerArray

Parser = Callable[[str], object]


def _key(words: vocabulary.Vocabulary) -> Callable[[str], str | None]:
    def key(text: str) -> str | None:
        term = words.find(text)
        return None if term is None else term.key

    return key


_WORDS: dict[str, Parser] = {"kind": _key(vocabulary.KINDS), "platform": vocabulary.yes_no}
_NODE_YEARS = {"founded", "left_year"}
_EDGE_WORDS: dict[str, Parser] = {"relation": _key(vocabulary.RELATIONS)} | {
    f"{end}_{name}": key for end in schema.END_WORDS for name, key in _WORDS.items()
}
_CARRIED = set(schema.edge_names()) - {column.name for column in schema.EDGES}
_CODES = {"id", "stock_code", "credit_code"}
_EDGE_CODES = {"source", "target", "sample", "partner"} | {
    f"{end}_{name}" for end in schema.END_WORDS for name in _CODES
}
_EDGE_YEARS = {"year"} | {f"{end}_{name}" for end in schema.END_WORDS for name in _NODE_YEARS}


@dataclass(frozen=True)
class Written:
    """How the cells of a table are written, where the user says so.

    Attributes
    ----------
    decimal
        The decimal sign of numbers; told from the cells where None.
    years
        Which year of a range counts; none where None.
    totals
        ``keep``: rows that sum up others are read like any other.
    """

    decimal: numbers.Sign | None = None
    years: dates.Ranges | None = None
    totals: str = ""


@dataclass(frozen=True)
class TextTable:
    """A table as read: text cells, and where each row stood.

    Attributes
    ----------
    frame : DataFrame
        Every cell a ``str``, blank where empty; columns of objects or coded
        (:mod:`clusternet.schema.coding`).
    line : ndarray of int64, shape (rows,)
        Line in the file, or row in the sheet, counted from 1.
    file, sheet : str
        As printed in messages.
    faulty : int
        Rows refused while reading, which are not in ``frame``.
    """

    frame: pd.DataFrame
    line: NDArray[np.int64]
    file: str = "table"
    sheet: str = ""
    faulty: int = 0

    @property
    def where(self) -> str:
        """File and sheet, for messages."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


def from_frame(frame: pd.DataFrame, label: str) -> TextTable:
    """Return a DataFrame as text cells; its index counts as a column where it has a name."""
    if frame.index.name is not None:
        frame = frame.reset_index()
    cells_of = {
        str(name): [cells.text_of(cell) for cell in column.tolist()] for name, column in frame.items()
    }
    texts = pd.DataFrame(cells_of, dtype=object)
    return TextTable(texts, np.arange(1, len(texts) + 1, dtype=np.int64), label)


@dataclass
class _Rows:
    """The rows of one table on their way to becoming relations; every column is coded."""

    frame: pd.DataFrame
    table: TextTable
    found: list[Finding]
    headers: dict[str, str]
    refused: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.refused = np.zeros(len(self.frame), dtype=bool)

    def text(self, column: str) -> pd.Series:
        return self.frame[column]

    def marked(self, column: str, test: Callable[[str], bool]) -> Mask:
        """Return the rows whose cell passes a test."""
        return np.asarray(cells.each(self.frame[column], test, bool))

    def share(self, *columns: str) -> None:
        """Code columns in one list of texts."""
        coded = coding.shared([self.frame[column] for column in columns])
        self.frame = self.frame.assign(**dict(zip(columns, coded, strict=True)))

    def where(self, column: str, test: Callable[[NDArray[np.object_]], Mask]) -> Mask:
        """Return the rows whose cell is marked by a test of all distinct cells at once."""
        codes, distinct = coding.coded(self.frame[column])
        return np.append(test(distinct), False)[codes]

    def report(
        self, problem: str, mask: Mask, column: str, action: str, *values: object, of: Parser | None = None
    ) -> None:
        """Record one finding for each marked row.

        ``action`` is a key of :data:`findings.ACTIONS`, and ``values`` what its wording speaks of; where
        that depends on the cell, ``of`` gives it.
        """
        header = self.headers.get(column, column)
        for place in np.flatnonzero(mask).tolist():
            value = str(self.frame[column].iat[place]) if column in self.frame else ""
            line, said = int(self.table.line[place]), values if of is None else (of(value),)
            where = self.table.file, self.table.sheet, line, header, value[:200]
            self.found.append(Finding(problem, *where, done(action, *said)))

    def refuse(self, problem: str, mask: Mask, column: str, action: str = "row_refused") -> None:
        """Record the marked rows and take them out of the result; a row is refused once."""
        fresh = mask & ~self.refused
        self.report(problem, fresh, column, action)
        self.refused |= fresh


def edge_rows(
    table: TextTable,
    *,
    columns: dict[str, str] | None = None,
    found: list[Finding],
    written: Written | None = None,
) -> pd.DataFrame:
    """Return the relations of one table: source, target, weight, year, further columns and their origin.

    Parameters
    ----------
    table
        As read.
    columns
        Column name -> header, from the descriptor.
    found
        Findings are added here.
    written
        How cells are written, where the user says so.

    Raises
    ------
    SchemaError
        If the columns for the ends are missing; the message lists the accepted headers.
    """
    written = written or Written()
    names = schema.edge_columns(table.frame.columns, columns)
    _report_second_headers(table, names, columns or {}, edges=True, found=found)
    present = {names[str(header)] for header in table.frame}
    ends = schema.require_ends(present, table.where, table.frame.columns)
    if ends == ("sample", "partner"):
        names = {header: _of_sample_or_partner(name, present) for header, name in names.items()}
    rows = _rows(table, names, found)
    rows.share(*ends)
    _refuse_totals(rows, ends, keep=written.totals == "keep")
    for end in ends:
        rows.refuse("blank_end", rows.where(end, _are_blank), end)
        rows.refuse("shifted_row", rows.where(end, cells.dates), end)
        rows.refuse("error_value", rows.where(end, cells.errors), end)
        rows.report("absent_name", rows.where(end, cells.nobodies) & ~rows.refused, end, "kept")
    _report_rounded(rows, _EDGE_CODES)
    skip = {*ends, "weight", "direction"}
    result = _attributes(rows, _EDGE_YEARS, _EDGE_WORDS, skip=skip, ranges=written.years)
    result["weight"] = _weights(rows, written.decimal)
    relations = _directed(rows, ends, result | _origin(table))
    _report_loops(relations, found)
    return relations


def node_rows(
    table: TextTable, *, columns: dict[str, str] | None = None, kind: str | None = None, found: list[Finding]
) -> pd.DataFrame:
    """Return the nodes of one table and their origin, indexed by id; ``kind`` marks all of a roster.

    Ids may stand several times; :func:`clusternet.schema.joining.assemble` makes one node of them.

    Raises
    ------
    SchemaError
        If no column holds ids or names.
    """
    names = schema.node_columns(table.frame.columns, columns)
    _report_second_headers(table, names, columns or {}, edges=False, found=found)
    if "id" not in names.values():
        accepted = ", ".join((*schema.NODES[0].headers, *schema.NODES[1].headers[:5]))
        raise SchemaError(
            f"{table.where}: a node table needs a column of ids or names; "
            f"found: {', '.join(map(str, table.frame.columns))}; accepted: {accepted}"
        )
    rows = _rows(table, names, found)
    rows.refuse("blank_id", rows.where("id", _are_blank), "id")
    _report_rounded(rows, _CODES)
    repeated = rows.text("id").duplicated().to_numpy() & ~rows.refused
    rows.report("duplicate_id", repeated, "id", "gaps_filled")
    attributes = _attributes(rows, _NODE_YEARS, _WORDS, skip=set())
    result = pd.DataFrame(attributes | _origin(table), index=rows.frame.index)
    if kind is not None:
        result["kind"] = result["kind"].fillna(kind) if "kind" in result else kind
    return result[~rows.refused].set_index("id")


# -- one table ---------------------------------------------------------------------------------------------
def _rows(table: TextTable, names: Mapping[str, str], found: list[Finding]) -> _Rows:
    """Code every column and cut the blanks around its cells; a cell of blanks alone is an empty one."""
    raw = table.frame.rename(columns=dict(names))
    rows = _Rows(raw, table, found, {name: header for header, name in names.items()})
    columns: dict[str, pd.Series | pd.Categorical] = {}
    for column in map(str, raw):
        codes, distinct = coding.coded(raw[column])
        cut = cells.cleaned(distinct)
        changed = cut != distinct
        if changed.any():
            rows.report("trimmed", (changed & (cut != ""))[codes], column, "trimmed")
        as_is = coding.is_coded(raw[column]) and not changed.any()
        columns[column] = raw[column] if as_is else coding.column_of(codes, cut)
    rows.frame = pd.DataFrame(columns, index=raw.index, copy=False)
    return rows


def _are_blank(texts: NDArray[np.object_]) -> Mask:
    return np.asarray(texts == "", dtype=bool)


def _origin(table: TextTable) -> dict[str, Values]:
    """Return the columns that say where each row stood."""
    rows = len(table.line)
    texts = (coding.constant(table.file, rows), coding.constant(table.sheet, rows))
    return dict(zip(ORIGIN, (*texts, table.line), strict=True))


def _attributes(
    rows: _Rows,
    years: set[str],
    words: Mapping[str, Parser],
    *,
    skip: set[str],
    ranges: dates.Ranges | None = None,
) -> dict[str, Values]:
    """Return the columns as attributes: blank cells missing, years and words of the contract read as such."""
    kept: dict[str, Values] = {}
    for column in (name for name in map(str, rows.frame) if name not in skip):
        if column in years:
            kept[column] = _years(rows, column, ranges)
        elif column in words:
            kept[column] = _words(rows, column, words[column], strict=column != "relation")
        else:
            codes, distinct = coding.coded(rows.text(column))
            kept[column] = np.append(np.where(distinct == "", np.nan, distinct), np.nan)[codes]
    return kept


def _years(rows: _Rows, column: str, ranges: dates.Ranges | None = None) -> pd.arrays.IntegerArray:
    blank = rows.where(column, _are_blank)
    found = {text: dates.dated(text) for text in coding.coded(rows.text(column))[1]}
    years = cells.each(rows.text(column), lambda text: found[text].year(ranges), float)  # None becomes NaN
    unreadable = np.isnan(years)
    several = rows.marked(column, lambda text: found[text].is_range)
    outside = (years < cells.YEARS.start) | (years >= cells.YEARS.stop)
    if column == "year":
        rows.refuse("year_out_of_range", outside, column)
        rows.report("undated", blank & ~rows.refused, column, "kept_undated")
    else:
        rows.report("year_out_of_range", outside, column, "left_empty")
    rows.report("unreadable_year", unreadable & ~blank & ~several & ~rows.refused, column, "taken_as_missing")
    rows.report("several_years", several & unreadable & ~rows.refused, column, "taken_as_missing")
    rough = rows.marked(column, lambda text: not found[text].plain) & ~unreadable & ~rows.refused
    rows.report("inexact_year", rough, column, "read_as", of=lambda text: found[text].year(ranges))
    return pd.arrays.IntegerArray(np.nan_to_num(years).astype(np.int64), unreadable | outside)


def _weights(rows: _Rows, decimal: numbers.Sign | None) -> NDArray[np.float64]:
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    parse = _notation(rows, decimal, cells.share_of if _are_shares(rows) else cells.weight_of)
    weights = cells.each(rows.text("weight"), lambda text: parse(text) if text else 1.0, float)  # None is NaN
    rows.refuse("bad_weight", np.isnan(weights), "weight")
    rows.report("zero_weight", (weights == 0) & ~rows.refused, "weight", "tie_left_out")
    return weights


def _notation(
    rows: _Rows, decimal: numbers.Sign | None, parse: Callable[[str], float | None]
) -> Callable[[str], float | None]:
    """Return how a weight is read: by the one decimal sign of the column; commas are a finding."""
    said = numbers.notation(coding.coded(rows.text("weight"))[1], decimal)
    if said.example and (said.decimal == "," or not said.sure):
        first = rows.marked("weight", said.example.__eq__)
        first[np.flatnonzero(first)[1:]] = False
        problem = "decimal_comma" if said.decimal == "," else "comma_of_thousands"
        rows.report(problem, first, "weight", "whole_column")
    return (lambda text: parse(said.pointed(text))) if said.decimal == "," else parse


def _are_shares(rows: _Rows) -> bool:
    """Tell a column of percentages; among plain numbers a percentage is refused, for it may mean either."""
    percent = rows.marked("weight", cells.is_share)
    if not percent.any():
        return False
    if rows.marked("weight", lambda text: cells.weight_of(text) is not None).any():
        rows.refuse("bad_weight", percent, "weight", "row_refused_percent")
        return False
    first = int(np.flatnonzero(percent)[0])
    place = (rows.table.file, rows.table.sheet, int(rows.table.line[first]), rows.headers["weight"])
    value = str(rows.text("weight").iat[first])
    rows.found.append(Finding("weights_as_shares", *place, value, done("read_as_shares")))
    return True


def _words(rows: _Rows, column: str, key: Callable[[str], object], *, strict: bool) -> Values:
    """Return a column in the contract's words; unknown words stay as written unless ``strict``."""
    if strict:
        unknown = rows.marked(column, lambda text: bool(text) and key(text) is None)
        rows.report("unknown_value", unknown, column, "left_empty")
        return cells.each(rows.text(column), key)
    return cells.each(rows.text(column), lambda text: (key(text) or text) if text else None)


def _directed(rows: _Rows, ends: tuple[str, str], columns: dict[str, Values]) -> pd.DataFrame:
    """Turn either input form into source and target, one row an edge, in file order."""
    columns |= {end: rows.text(end) for end in ends}
    result = pd.DataFrame(columns, index=rows.frame.index, copy=False)
    if ends == ("source", "target"):
        return result[~rows.refused] if rows.refused.any() else result
    if "direction" not in rows.frame:
        header = ", ".join(next(column.headers for column in schema.EDGES if column.name == "direction"))
        raise SchemaError(
            f"{rows.table.where}: sample and partner need a direction column; accepted headers: {header}"
        )
    direction = cells.each(rows.text("direction"), _key(vocabulary.DIRECTIONS))
    rows.refuse("bad_direction", pd.isna(direction), "direction")
    result, direction = result[~rows.refused], direction[~rows.refused]
    enabling = _oriented(result[np.isin(direction, ("enable", "both"))], "sample", "partner")
    receiving = _oriented(result[np.isin(direction, ("input", "both"))], "partner", "sample")
    return coding.stacked([enabling, receiving]).sort_index(kind="stable")


def _of_sample_or_partner(name: str, present: set[str]) -> str:
    """Read source_city as the sample's and target_city as the partner's, whatever the direction."""
    for side, end in (("source_", "sample_"), ("target_", "partner_")):
        own = f"{end}{name.removeprefix(side)}"
        if name.startswith(side) and name in _CARRIED and own not in present:
            return own
    return name


def _oriented(rows: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """Rename sample and partner, and what they carry, to source and target; remember who reported."""
    roles = {source: "source", target: "target"}
    renamed = {
        column: f"{roles[end]}{column[len(end) :]}"
        for column in map(str, rows)
        for end in roles
        if column == end or column.startswith(f"{end}_")
    }
    rows = rows.assign(**{REPORTER: rows["sample"]}).rename(columns=renamed)
    return rows.assign(**{f"{roles['sample']}_kind": "sample"})


def _refuse_totals(rows: _Rows, ends: tuple[str, str], *, keep: bool) -> None:
    """Refuse rows that sum up others (合计, Total); where there is doubt they stay, with a finding."""
    for end, other in (ends, ends[::-1]):
        named = rows.where(end, totals.named)
        if not named.any():
            continue
        weights = np.full(len(rows.frame), np.nan)
        if "weight" in rows.frame:
            weights = cells.each(rows.text("weight"), cells.weight_of, float)
        nobody = rows.marked(other, _is_nobody)
        sure = totals.rows(named, weights, empty=nobody) & ~np.bool_(keep)
        rows.refuse("totals_row", sure, end, "row_refused_total")
        rows.report("maybe_total", named & ~rows.refused, end, "kept")


def _is_nobody(text: str) -> bool:
    """Tell whether the other end of a total names no one: blank, a total too, or the number summed."""
    return totals.is_total(text) or cells.is_absent(text) or cells.number_of(text) is not None


def _report_rounded(rows: _Rows, codes: set[str]) -> None:
    """Report codes that a spreadsheet rounded: different codes may have become one."""
    for column in (name for name in map(str, rows.frame) if name in codes):
        marked = rows.where(column, cells.rounded) & ~rows.refused
        rows.report("rounded_code", marked, column, "kept_rounded")


def _report_second_headers(
    table: TextTable,
    names: Mapping[str, str],
    given: Mapping[str, str],
    *,
    edges: bool,
    found: list[Finding],
) -> None:
    """Report headers that would be read as a column that another header has taken already."""
    for header, column, first in schema.second_headers(names, edges=edges):
        if column not in given:
            action = done("kept_beside", column, first)
            found.append(Finding("second_header", table.file, table.sheet, None, header, "", action))


def _report_loops(result: pd.DataFrame, found: list[Finding]) -> None:
    loops = result[coding.equal(result["source"], result["target"])]
    for source, file, sheet, line in zip(loops["source"], *(loops[name] for name in ORIGIN), strict=True):
        found.append(Finding("self_loop", file, sheet, int(line), "", source, done("kept")))
