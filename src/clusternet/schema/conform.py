"""Text tables to the node and edge tables of a network.

Every cell arrives as text. A row that cannot be used is refused and becomes a finding; nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from clusternet.errors import SchemaError
from clusternet.schema import cells, coding, dates, numbers, recognition, refusals, roles
from clusternet.schema import columns as schema
from clusternet.schema.columns import ORIGIN, REPORTER
from clusternet.schema.findings import Finding, NodeText, done
from clusternet.schema.joining import assemble
from clusternet.schema.rows import Parser, Rows, TextTable, Values, are_blank, coded_rows, from_frame, origin
from clusternet.schema.weights import weights
from clusternet.words import vocabulary

__all__ = ["ORIGIN", "TextTable", "assemble", "edge_rows", "from_frame", "node_rows"]


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
        The decimal sign of numbers; told from the cells if None.
    years
        Which year of a range counts; none if None.
    totals
        ``keep``: rows that sum up others are read like any other; ``drop``: rows of such a name are refused
        where there is doubt, too.
    directions
        Words of a column of directions -> enable, input or both.
    """

    decimal: numbers.Sign | None = None
    years: dates.Ranges | None = None
    totals: str = ""
    directions: Mapping[str, str] = field(default_factory=dict)


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

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.schema.rows import from_frame
    >>> table = from_frame(pd.DataFrame({"来源": ["a"], "目标": ["b"]}), "edges")
    >>> edge_rows(table, found=[])[["source", "target", "weight"]].values.tolist()
    [['a', 'b', 1.0]]
    """
    written = written or Written()
    names = recognition.edge_columns(table.frame.columns, columns)
    _report_second_headers(table, names, columns or {}, edges=True, found=found)
    _report_provenance(table, names, columns or {}, found)
    _report_roles(table, names, columns or {}, found)
    present = {names[str(header)] for header in table.frame}
    ends = recognition.require_ends(present, table.where, table.frame.columns)
    if ends == ("sample", "partner"):
        names = {header: _of_sample_or_partner(name, present) for header, name in names.items()}
    rows = coded_rows(table, names, found)
    rows.refuse_errors({*ends, "weight", "direction", "year", "relation"})
    rows.share(*ends)
    refusals.refuse_headers(rows, ends)
    refusals.refuse_totals(rows, ends, said=written.totals, decimal=written.decimal)
    refusals.refuse_sums(rows, ends, said=written.totals, decimal=written.decimal)
    for end, other in (ends, ends[::-1]):
        refusals.refuse_blank(rows, end, other)
        rows.refuse("shifted_row", rows.where(end, cells.dates), end)
        nobody = rows.where(end, cells.nobodies) & ~rows.refused
        rows.report("absent_name", nobody, end, "kept_name", of=str)
    refusals.report_several(rows, ends)
    _report_rounded(rows, _EDGE_CODES)
    skip = {*ends, "weight", "direction"}
    result = _attributes(rows, _EDGE_YEARS, _EDGE_WORDS, skip=skip, ranges=written.years)
    result["weight"] = weights(rows, written.decimal)
    relations = _directed(rows, ends, result | origin(table), written.directions)
    _report_loops(relations, found)
    return relations


def node_rows(
    table: TextTable, *, columns: dict[str, str] | None = None, kind: str | None = None, found: list[Finding]
) -> pd.DataFrame:
    """Return the nodes of one table and their origin, indexed by id.

    Parameters
    ----------
    table
        As read.
    columns
        Column name -> header, from the descriptor.
    kind
        ``sample`` or ``partner``: that of all nodes of a roster.
    found
        Findings are added here.

    Returns
    -------
    DataFrame
        Ids may stand several times; :func:`clusternet.schema.joining.assemble` makes one node of them.

    Raises
    ------
    SchemaError
        If no column holds ids or names.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.schema.rows import from_frame
    >>> table = from_frame(pd.DataFrame({"id": ["a"], "省份": ["广东"]}), "nodes")
    >>> node_rows(table, found=[])["province"].to_dict()
    {'a': '广东'}
    """
    names = recognition.node_columns(table.frame.columns, columns)
    _report_second_headers(table, names, columns or {}, edges=False, found=found)
    if "id" not in names.values():
        accepted = ", ".join((*schema.NODES[0].headers, *schema.NODES[1].headers[:5]))
        raise SchemaError.of("node_columns", where=table.place, headers=table.frame, accepted=accepted)
    rows = coded_rows(table, names, found)
    rows.refuse_errors({"id"})
    rows.refuse("blank_id", rows.where("id", are_blank), "id")
    _report_rounded(rows, _CODES)
    repeated = rows.text("id").duplicated().to_numpy() & ~rows.refused
    rows.report("duplicate_id", repeated, "id", "gaps_filled")
    attributes = _attributes(rows, _NODE_YEARS, _WORDS, skip=set())
    result = pd.DataFrame(attributes | origin(table), index=rows.frame.index)
    if kind is not None:
        result["kind"] = result["kind"].fillna(kind) if "kind" in result else kind
    return result[~rows.refused].set_index("id")


# -- one table ---------------------------------------------------------------------------------------------
def _attributes(
    rows: Rows,
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
            kept[column] = _taken(np.where(distinct == "", np.nan, distinct), codes)
    return kept


def _years(rows: Rows, column: str, ranges: dates.Ranges | None = None) -> pd.arrays.IntegerArray:
    blank = rows.where(column, are_blank)
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
    rows.report("unreadable_year", unreadable & ~blank & ~several & ~rows.refused, column, "year_unread")
    rows.report("several_years", several & unreadable & ~rows.refused, column, "range_missing")
    rough = rows.marked(column, lambda text: not found[text].plain) & ~unreadable & ~rows.refused
    rows.report("inexact_year", rough, column, "read_as", of=lambda text: found[text].year(ranges))
    return pd.arrays.IntegerArray(np.nan_to_num(years).astype(np.int64), unreadable | outside)


def _words(rows: Rows, column: str, key: Callable[[str], object], *, strict: bool) -> Values:
    """Return a column in the contract's words; unknown words stay as written unless ``strict``."""
    if strict:
        unknown = rows.marked(column, lambda text: bool(text) and key(text) is None)
        rows.report("unknown_value", unknown, column, "left_empty")
        return cells.each(rows.text(column), key)
    codes, distinct = coding.coded(rows.text(column))
    return _taken([(key(text) or text) if text else None for text in distinct], codes)


def _taken(values: Iterable[object], codes: coding.Codes) -> ExtensionArray:
    """Return the value of each code as a table holds it: what a table makes of texts is made of each once."""
    held = pd.DataFrame({"": np.array([*values, None], dtype=object)})[""]
    taken: ExtensionArray = held.array.take(codes)
    return taken


def _directed(
    rows: Rows, ends: tuple[str, str], columns: dict[str, Values], own: Mapping[str, str]
) -> pd.DataFrame:
    """Turn either input form into source and target, one row an edge, in file order."""
    columns |= {end: rows.text(end) for end in ends}
    result = pd.DataFrame(columns, index=rows.frame.index, copy=False)
    if ends == ("source", "target"):
        return result[~rows.refused] if rows.refused.any() else result
    if "direction" not in rows.frame:
        header = ", ".join(next(column.headers for column in schema.EDGES if column.name == "direction"))
        raise SchemaError.of("direction_column", where=rows.table.place, header=header)
    known = {cells.fold(word): meaning for word, meaning in own.items()}
    package = _key(vocabulary.DIRECTIONS)
    direction = cells.each(rows.text("direction"), lambda text: known.get(cells.fold(text)) or package(text))
    unknown = pd.isna(direction)
    words = rows.text("direction")[unknown & ~rows.where("direction", are_blank)].astype(object).unique()
    if len(words):
        setting = ", ".join(f'"{word}" = "both"' for word in words[:3])
        blank = rows.where("direction", are_blank)
        rows.refuse("bad_direction", unknown & ~blank, "direction", "row_refused_word", setting)
    rows.refuse("bad_direction", unknown, "direction")
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


def _report_rounded(rows: Rows, codes: set[str]) -> None:
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
    for header, column, first in recognition.second_headers(names, edges=edges):
        if column not in given:
            action = done("kept_beside", column, first)
            found.append(Finding("second_header", table.file, table.sheet, None, header, "", action))


def _report_provenance(
    table: TextTable, names: Mapping[str, str], given: Mapping[str, str], found: list[Finding]
) -> None:
    """Report headers of an end that are read otherwise, since sample and partner are the ends."""
    if not set(names.values()).issuperset(schema.FORMS[1]):
        return
    served = {header for header in names for name, copy in given.items() if copy == f"{header} ({name})"}
    for header, name in names.items():
        if header in served:  # an end by the descriptor
            continue
        if (
            recognition.EDGE_HEADERS.get(cells.fold(header)) in schema.FORMS[0]
            and name not in schema.FORMS[0]
        ):
            action = done("read_as_provenance" if name == "provenance" else "kept")
            found.append(Finding("provenance_header", table.file, table.sheet, None, header, "", action))


def _report_roles(
    table: TextTable, names: Mapping[str, str], given: Mapping[str, str], found: list[Finding]
) -> None:
    """Report ends that roles tell (卖方, 买方), which say who supplies; a warning where people differ."""
    ends = {name: header for header, name in names.items() if name in schema.FORMS[0]}
    told = [
        roles.role(header)
        for end, header in ends.items()
        if end not in given and not recognition.names_end(header, end)
    ]
    if len(ends) < len(schema.FORMS[0]) or not told:
        return
    source, target = ends["source"], ends["target"]
    problem = "doubtful_roles" if any(each and each.doubtful for each in told) else "ends_by_role"
    action = done("read_from_to", source, target)
    found.append(Finding(problem, table.file, table.sheet, None, "", f"{source} → {target}", action))


def _report_loops(result: pd.DataFrame, found: list[Finding]) -> None:
    loops = result[coding.equal(result["source"], result["target"])]
    for source, file, sheet, line in zip(loops["source"], *(loops[name] for name in ORIGIN), strict=True):
        found.append(Finding("self_loop", file, sheet, int(line), "", NodeText(source), done("kept")))
