"""Text tables to the node and edge tables of a network.

Every cell arrives as text. A row that cannot be used is refused and becomes a finding; nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet import cells, schema, vocabulary
from clusternet.errors import SchemaError
from clusternet.findings import Finding
from clusternet.joining import assemble
from clusternet.schema import ORIGIN, REPORTER

__all__ = ["ORIGIN", "TextTable", "assemble", "edge_rows", "from_frame", "node_rows"]

Mask = NDArray[np.bool_]

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
_EDGE_YEARS = {"year"} | {f"{end}_{name}" for end in schema.END_WORDS for name in _NODE_YEARS}

UNREADABLE = -(10**12)


@dataclass(frozen=True)
class TextTable:
    """A table as read: text cells, and where each row stood.

    Attributes
    ----------
    frame : DataFrame
        Every cell a ``str``; blank where empty.
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
    """The rows of one table on their way to becoming relations."""

    frame: pd.DataFrame
    table: TextTable
    found: list[Finding]
    headers: dict[str, str]
    refused: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.refused = np.zeros(len(self.frame), dtype=bool)

    def text(self, column: str) -> pd.Series:
        return self.frame[column]

    def report(self, problem: str, mask: Mask, column: str, action: str) -> None:
        """Record one finding for each marked row."""
        header = self.headers.get(column, column)
        for place in np.flatnonzero(mask).tolist():
            value = str(self.frame[column].iat[place]) if column in self.frame else ""
            line = int(self.table.line[place])
            self.found.append(
                Finding(problem, self.table.file, self.table.sheet, line, header, value[:200], action)
            )

    def refuse(self, problem: str, mask: Mask, column: str) -> None:
        """Record the marked rows and take them out of the result; a row is refused once."""
        fresh = mask & ~self.refused
        self.report(problem, fresh, column, "row refused")
        self.refused |= fresh


def edge_rows(
    table: TextTable, *, columns: dict[str, str] | None = None, found: list[Finding]
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

    Raises
    ------
    SchemaError
        If the columns for the ends are missing; the message lists the accepted headers.
    """
    names = schema.edge_columns(table.frame.columns, columns)
    frame = table.frame.rename(columns=names).astype(object)
    ends = schema.require_ends(frame.columns, table.where, table.frame.columns)
    if ends == ("sample", "partner"):
        names = {header: _of_sample_or_partner(name, frame) for header, name in names.items()}
        frame = table.frame.rename(columns=names).astype(object)
    rows = _Rows(frame, table, found, {name: header for header, name in names.items()})
    _trim(rows)
    for end in ends:
        rows.refuse("blank_end", rows.text(end).eq("").to_numpy(), end)
        rows.refuse("shifted_row", cells.each(rows.text(end), cells.is_date).astype(bool), end)
    result = _attributes(rows, _EDGE_YEARS, _EDGE_WORDS, skip={*ends, "weight", "direction"})
    result["weight"] = _weights(rows)
    result["row_file"], result["row_sheet"], result["row_line"] = table.file, table.sheet, table.line
    result = _directed(rows, ends, result)
    _report_loops(result, found)
    return result


def node_rows(
    table: TextTable, *, columns: dict[str, str] | None = None, kind: str | None = None, found: list[Finding]
) -> pd.DataFrame:
    """Return the nodes of one table and their origin, indexed by id; ``kind`` marks all of a roster.

    Ids may stand several times; :func:`clusternet.joining.assemble` makes one node of them.

    Raises
    ------
    SchemaError
        If no column holds ids or names.
    """
    names = schema.node_columns(table.frame.columns, columns)
    if "id" not in names.values():
        accepted = ", ".join((*schema.NODES[0].headers, *schema.NODES[1].headers[:5]))
        raise SchemaError(
            f"{table.where}: a node table needs a column of ids or names; "
            f"found: {', '.join(map(str, table.frame.columns))}; accepted: {accepted}"
        )
    frame = table.frame.rename(columns=names).astype(object)
    rows = _Rows(frame, table, found, {name: header for header, name in names.items()})
    _trim(rows)
    rows.refuse("blank_id", rows.text("id").eq("").to_numpy(), "id")
    repeated = rows.text("id").duplicated().to_numpy() & ~rows.refused
    rows.report("duplicate_id", repeated, "id", "first row kept, later values fill its gaps")
    result = _attributes(rows, _NODE_YEARS, _WORDS, skip=set())
    if kind is not None:
        result["kind"] = result["kind"].fillna(kind) if "kind" in result else kind
    result["row_file"], result["row_sheet"], result["row_line"] = table.file, table.sheet, table.line
    return result[~rows.refused].set_index("id")


# -- one table ---------------------------------------------------------------------------------------------
def _trim(rows: _Rows) -> None:
    """Cut the blanks around every cell; a cell of blanks alone becomes empty, which is no change."""
    for column in map(str, rows.frame):
        codes, distinct = pd.factorize(rows.text(column))
        cut = np.array([cells.clean(cell) for cell in distinct], dtype=object)
        changed = cut != np.asarray(distinct, dtype=object)
        if changed.any():
            rows.report("trimmed", (changed & (cut != ""))[codes], column, "trimmed")
            rows.frame[column] = pd.Series(cut[codes], index=rows.frame.index, dtype=object)


def _attributes(rows: _Rows, years: set[str], words: Mapping[str, Parser], *, skip: set[str]) -> pd.DataFrame:
    """Return the columns as attributes: blank cells missing, years and words of the contract read as such."""
    kept = rows.frame.drop(columns=list(skip & set(rows.frame.columns)))
    for column in map(str, kept):
        if column in years:
            kept[column] = _years(rows, column)
        elif column in words:
            kept[column] = _words(rows, column, words[column], strict=column != "relation")
        else:
            kept[column] = kept[column].mask(kept[column].eq(""))
    return kept


def _years(rows: _Rows, column: str) -> pd.Series:
    text = rows.text(column)
    blank = text.eq("").to_numpy()
    years = cells.each(text, _year)
    unreadable = years == UNREADABLE
    outside = ~unreadable & ((years < cells.YEARS.start) | (years >= cells.YEARS.stop))
    if column == "year":
        rows.refuse("year_out_of_range", outside, column)
        rows.report("undated", blank & ~rows.refused, column, "kept, in no yearly snapshot")
    else:
        rows.report("year_out_of_range", outside, column, "left empty")
    rows.report("unreadable_year", unreadable & ~blank & ~rows.refused, column, "taken as missing")
    return pd.Series(pd.arrays.IntegerArray(years.astype(np.int64), unreadable | outside), index=text.index)


def _year(text: str) -> int:
    year = cells.year_of(text)
    return UNREADABLE if year is None else year


def _weights(rows: _Rows) -> NDArray[np.float64]:
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    weights = cells.each(rows.text("weight"), lambda text: cells.weight_of(text or "1"))
    numbers: NDArray[np.float64] = weights.astype(float)  # None becomes NaN
    rows.refuse("bad_weight", np.isnan(numbers), "weight")
    rows.report("zero_weight", (numbers == 0) & ~rows.refused, "weight", "tie left out, nodes kept")
    return numbers


def _words(rows: _Rows, column: str, key: Callable[[str], object], *, strict: bool) -> pd.Series:
    """Return a column in the contract's words; unknown words stay as written unless ``strict``."""
    text = rows.text(column)
    keys = cells.each(text, key)
    unknown = pd.isna(keys) & text.ne("").to_numpy()
    if strict:
        rows.report("unknown_value", unknown, column, "left empty")
    else:
        keys[unknown] = text.to_numpy(dtype=object)[unknown]
    return pd.Series(keys, index=text.index, dtype=object)


def _directed(rows: _Rows, ends: tuple[str, str], result: pd.DataFrame) -> pd.DataFrame:
    """Turn either input form into source and target, one row an edge, in file order."""
    if ends == ("source", "target"):
        result["source"], result["target"] = rows.text("source"), rows.text("target")
        return result[~rows.refused]
    if "direction" not in rows.frame:
        header = ", ".join(next(column.headers for column in schema.EDGES if column.name == "direction"))
        raise SchemaError(
            f"{rows.table.where}: sample and partner need a direction column; accepted headers: {header}"
        )
    direction = cells.each(rows.text("direction"), _key(vocabulary.DIRECTIONS))
    rows.refuse("bad_direction", pd.isna(direction), "direction")
    result["sample"], result["partner"] = rows.text("sample"), rows.text("partner")
    result, direction = result[~rows.refused], direction[~rows.refused]
    enabling = _oriented(result[np.isin(direction, ("enable", "both"))], "sample", "partner")
    receiving = _oriented(result[np.isin(direction, ("input", "both"))], "partner", "sample")
    return pd.concat([enabling, receiving]).sort_index(kind="stable")


def _of_sample_or_partner(name: str, frame: pd.DataFrame) -> str:
    """Read source_city as the sample's and target_city as the partner's, whatever the direction."""
    for side, end in (("source_", "sample_"), ("target_", "partner_")):
        own = f"{end}{name.removeprefix(side)}"
        if name.startswith(side) and name in _CARRIED and own not in frame:
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


def _report_loops(result: pd.DataFrame, found: list[Finding]) -> None:
    loops = result[(result["source"] == result["target"]).to_numpy()]
    for source, file, sheet, line in zip(loops["source"], *(loops[name] for name in ORIGIN), strict=True):
        found.append(Finding("self_loop", file, sheet, int(line), "", source, "kept"))
