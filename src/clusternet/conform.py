"""Text tables to the node and edge tables of a network.

Every cell arrives as text. A row that cannot be used is refused and becomes a finding; nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet import cells, schema, vocabulary
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.findings import Finding, counts, wording

Mask = NDArray[np.bool_]

_YEARS = {"year", "founded", "left_year"}


def _key(words: vocabulary.Vocabulary) -> Callable[[str], str | None]:
    def key(text: str) -> str | None:
        term = words.find(text)
        return None if term is None else term.key

    return key


_WORDS: dict[str, Callable[[str], object]] = {
    "relation": _key(vocabulary.RELATIONS),
    "kind": _key(vocabulary.KINDS),
    "platform": vocabulary.yes_no,
}

ORIGIN = ("row_file", "row_sheet", "row_line")
"""Columns of the edge table that say where a row stood."""


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
    frame = table.frame.rename(columns=names)
    ends = schema.require_ends(frame.columns, table.where, table.frame.columns)
    rows = _Rows(frame, table, found, {name: header for header, name in names.items()})
    for end in ends:
        _trim(rows, end)
    for end in ends:
        rows.refuse("blank_end", rows.text(end).eq("").to_numpy(), end)
        rows.refuse("shifted_row", cells.each(rows.text(end), cells.is_date).astype(bool), end)
    result = _attributes(rows, skip={*ends, "weight", "direction"})
    result["weight"] = _weights(rows)
    result["row_file"], result["row_sheet"], result["row_line"] = table.file, table.sheet, table.line
    result = _directed(rows, ends, result)
    _report_loops(result, found)
    return result


def node_rows(
    table: TextTable, *, columns: dict[str, str] | None = None, kind: str | None = None, found: list[Finding]
) -> pd.DataFrame:
    """Return the nodes of one table, indexed by id; ``kind`` marks every node of a roster.

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
    frame = table.frame.rename(columns=names)
    rows = _Rows(frame, table, found, {name: header for header, name in names.items()})
    _trim(rows, "id")
    rows.refuse("blank_id", rows.text("id").eq("").to_numpy(), "id")
    repeated = rows.text("id").duplicated().to_numpy() & ~rows.refused
    rows.report("duplicate_id", repeated, "id", "first row kept, later values fill its gaps")
    result = _attributes(rows, skip=set())
    if kind is not None:
        result["kind"] = kind
    result = result[~rows.refused].drop(columns=list(ORIGIN), errors="ignore")
    return result.groupby("id", sort=False).first() if repeated.any() else result.set_index("id")


def assemble(
    relations: list[pd.DataFrame], nodes: list[pd.DataFrame], found: list[Finding]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join tables into one node table and one edge table.

    Returns
    -------
    nodes : DataFrame
        Node tables first, then the ends of edges in the order they are seen.
    edges : DataFrame
        ``source`` and ``target`` are categories of the node index.

    Raises
    ------
    EmptyNetworkError
        If no relation is left; the message counts the reasons.
    """
    edges = pd.concat(relations, ignore_index=True) if relations else pd.DataFrame()
    if edges.empty:
        reasons = ", ".join(
            f"{wording(problem, 'en')}: {number}" for problem, number in counts(found).items()
        )
        raise EmptyNetworkError(f"no valid row is left ({reasons or 'the tables are empty'})")
    edges = _once(edges, found)
    table = _one_table(nodes, found)
    ends = edges[["source", "target"]].to_numpy(dtype=object).ravel()
    _, seen = pd.factorize(ends)
    ids = pd.Index(table.index.tolist(), dtype=object).append(pd.Index(seen, dtype=object)).unique()
    table = table.reindex(ids).rename_axis("id")
    table, edges = _carried(table, edges, found)
    for end in ("source", "target"):
        edges[end] = pd.Categorical(edges[end], categories=table.index)
    first = ["source", "target", "year", "relation", "weight"]
    order = [name for name in first if name in edges] + [name for name in edges if name not in first]
    return table, edges[order]


# -- one table ---------------------------------------------------------------------------------------------
def _trim(rows: _Rows, column: str) -> None:
    text = rows.text(column)
    cut = text.str.strip(" \t\r\n　\xa0")
    changed = (cut != text).to_numpy()
    rows.report("trimmed", changed, column, "trimmed")
    rows.frame = rows.frame.assign(**{column: cut})


def _attributes(rows: _Rows, *, skip: set[str]) -> pd.DataFrame:
    """Return the columns as attributes: blank cells missing, years and words of the contract read as such."""
    kept = rows.frame.drop(columns=list(skip & set(rows.frame.columns)))
    kept = kept.mask((kept == "").to_numpy())
    for column in map(str, kept):
        name = column.removeprefix("source_").removeprefix("target_")
        name = name.removeprefix("sample_").removeprefix("partner_")
        if name in _YEARS:
            kept[column] = _years(rows, column)
        elif name in _WORDS:
            kept[column] = _words(rows, column, _WORDS[name], strict=name != "relation")
    return kept


def _years(rows: _Rows, column: str) -> pd.Series:
    text = rows.text(column)
    blank = text.str.strip().eq("").to_numpy()
    years = cells.each(text, cells.year_of)
    unreadable = np.array([year is None for year in years], dtype=bool)
    outside = np.array([year is not None and year not in cells.YEARS for year in years], dtype=bool)
    if column == "year":
        rows.report("undated", blank, column, "kept, in no yearly snapshot")
        rows.refuse("year_out_of_range", outside, column)
    else:
        rows.report("year_out_of_range", outside, column, "left empty")
    rows.report("unreadable_year", unreadable & ~blank, column, "taken as missing")
    years[outside] = None
    return pd.Series(years, index=text.index).astype("Int64")


def _weights(rows: _Rows) -> NDArray[np.float64]:
    if "weight" not in rows.frame:
        return np.ones(len(rows.frame))
    text = rows.text("weight").str.strip()
    weights = cells.each(text.mask(text.eq(""), "1"), cells.weight_of)
    bad = np.array([weight is None for weight in weights], dtype=bool)
    rows.refuse("bad_weight", bad, "weight")
    weights[bad] = 1.0
    numbers = weights.astype(float)
    rows.report("zero_weight", (numbers == 0) & ~rows.refused, "weight", "tie left out, nodes kept")
    return numbers


def _words(rows: _Rows, column: str, key: Callable[[str], object], *, strict: bool) -> pd.Series:
    """Return a column in the contract's words; unknown words stay as written unless ``strict``."""
    text = rows.text(column).str.strip()
    keys = cells.each(text, key)
    unknown = np.array([word is None for word in keys], dtype=bool) & text.ne("").to_numpy()
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
    direction = cells.each(rows.text("direction").str.strip(), _key(vocabulary.DIRECTIONS))
    rows.refuse("bad_direction", np.array([word is None for word in direction], dtype=bool), "direction")
    result["sample"], result["partner"] = rows.text("sample"), rows.text("partner")
    result, direction = result[~rows.refused], direction[~rows.refused]
    enabling = _oriented(result[np.isin(direction, ("enable", "both"))], "sample", "partner")
    receiving = _oriented(result[np.isin(direction, ("input", "both"))], "partner", "sample")
    return pd.concat([enabling, receiving]).sort_index(kind="stable")


def _oriented(rows: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """Rename sample and partner, and what they carry, to source and target; remember who reported."""
    roles = {source: "source", target: "target"}
    renamed = {
        column: f"{roles[end]}{column[len(end) :]}"
        for column in map(str, rows)
        for end in roles
        if column == end or column.startswith(f"{end}_")
    }
    rows = rows.assign(reporter=rows["sample"]).rename(columns=renamed)
    return rows.assign(**{f"{roles['sample']}_kind": "sample"})


def _report_loops(result: pd.DataFrame, found: list[Finding]) -> None:
    loops = result[(result["source"] == result["target"]).to_numpy()]
    for source, file, sheet, line in zip(loops["source"], *(loops[name] for name in ORIGIN), strict=True):
        found.append(Finding("self_loop", file, sheet, int(line), "", source, "kept"))


# -- all tables --------------------------------------------------------------------------------------------
def _once(edges: pd.DataFrame, found: list[Finding]) -> pd.DataFrame:
    """Count a tie recorded by both of its firms once (same ends, year and relation)."""
    if "reporter" not in edges:
        return edges
    tie = [column for column in ("source", "target", "year", "relation") if column in edges]
    nth = edges.groupby([*tie, "reporter"], dropna=False, sort=False).cumcount()
    twice = edges.assign(nth=nth).duplicated([*tie, "nth"]) & edges["reporter"].notna()
    for file, sheet, line, source in zip(
        *(edges.loc[twice, name] for name in (*ORIGIN, "source")), strict=True
    ):
        found.append(Finding("double_coded", file, sheet, int(line), "", source, "counted once"))
    return edges[~twice].drop(columns="reporter").reset_index(drop=True)


def _one_table(nodes: list[pd.DataFrame], found: list[Finding]) -> pd.DataFrame:
    """Stack node tables; of two values for one cell the first is kept."""
    if not nodes:
        return pd.DataFrame(index=pd.Index([], dtype=object, name="id"))
    table = pd.concat(nodes)
    repeated = table.index[table.index.duplicated()].unique()
    for name in repeated if len(nodes) > 1 else []:
        found.append(Finding("duplicate_id", column="id", value=str(name), action="tables joined"))
    return table.groupby(level=0, sort=False).first() if len(repeated) else table


def _carried(
    table: pd.DataFrame, edges: pd.DataFrame, found: list[Finding]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Move node attributes that edge rows carry (source_city, target_kind) into the node table."""
    carried = [column.name for column in schema.NODES if column.name != "id"]
    for name in carried:
        sides = [end for end in ("source", "target") if f"{end}_{name}" in edges]
        if not sides:
            continue
        said = _said(edges, name, sides)
        if name == "kind":
            said = said.sort_values("value", ascending=False, kind="stable")  # sample before partner
        values = said.drop_duplicates("id").set_index("id")["value"]
        own = table[name] if name in table else pd.Series(index=table.index, dtype=object)
        merged = own.where(own.notna(), values.reindex(table.index))
        _report_conflicts(said, merged, name, found)
        table[name] = _filled_kind(merged) if name == "kind" else merged
        edges = edges.drop(columns=[f"{end}_{name}" for end in sides])
    if "kind" in table:
        table["kind"] = _filled_kind(table["kind"])
    return table, edges


def _said(edges: pd.DataFrame, name: str, sides: list[str]) -> pd.DataFrame:
    """Return every (id, value) that edge rows state, in row order."""
    parts = [
        edges[[end, f"{end}_{name}", *ORIGIN]].set_axis(["id", "value", *ORIGIN], axis=1) for end in sides
    ]
    said = pd.concat(parts).dropna(subset="value").sort_index(kind="stable")
    return said.drop_duplicates(["id", "value"])


def _report_conflicts(said: pd.DataFrame, merged: pd.Series, name: str, found: list[Finding]) -> None:
    if name == "kind":
        return
    kept = merged.reindex(said["id"]).to_numpy(dtype=object)
    other = said[said["value"].to_numpy(dtype=object) != kept]
    for node, value, file, sheet, line in other.itertuples(index=False, name=None):
        action = f"{merged[node]} kept"
        found.append(Finding("attribute_conflict", file, sheet, int(line), name, f"{node}: {value}", action))


def _filled_kind(kind: pd.Series) -> pd.Series:
    """Whoever is no sample is a partner node, once anything names the samples."""
    return kind.astype(object).where(kind.notna(), "partner") if kind.eq("sample").any() else kind
