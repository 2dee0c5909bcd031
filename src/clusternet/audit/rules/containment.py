"""A part in one table against the whole in another: AI papers among papers, the districts of a city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from clusternet.audit.ledger import At, Ledger
from clusternet.audit.meaning import adds_up, fold, is_total
from clusternet.audit.printed import Interval, Printed, total
from clusternet.audit.tables import Column, Report, Table, keyed

_COUNTED = ("measure", "total")
_LEAST = 6
"""Rows that two columns must share before one that exceeds the other is odd."""
_SHORTEST = 2
_NO_PART = re.compile(
    r"总|合计|全部|累计|人均|平均|均值|中位|每|净|上年|去年|预计|计划|目标|同比|占|比"
    r"|\b(?:all|total|cumulative|mean|average|median|per|net|previous|last|next|expected|planned)\b"
)
"""Words before a header with which it names no part of what the header names."""
_BEHIND = re.compile(r" (?:in|of|by|with|from|at) ")


def check(report: Report, ledger: Ledger) -> None:
    """Check columns that are a kind of another, and tables whose title names a row of another."""
    labelled = [each for each in report.tables if each.label is not None and each.pair is None]
    headed: dict[str, list[tuple[Table, Column]]] = {}
    for table in labelled:
        for column in table.columns:
            if _counts(column):
                headed.setdefault(column.head.name, []).append((table, column))
    for part, whole in permutations(headed, 2):
        for table, column in headed[part] if is_kind_of(part, whole) else ():
            for other, above in headed[whole]:
                if _same_unit(column, above):
                    _subset((table, column), (other, above), ledger)
    labels = [{fold(each.named(row)): row for row in range(len(each.lines))} for each in labelled]
    for table, own in zip(labelled, labels, strict=True):
        title = fold(table.name)
        for other, rows in zip(labelled, labels, strict=True):
            named = [label for label in rows if len(label) >= _SHORTEST and label in title]
            if named and other is not table and not own.keys() & rows.keys() - {"合计", "total"}:
                _titled(table, other, {label: rows[label] for label in named}, ledger)


def is_kind_of(part: str, whole: str) -> bool:
    """Whether one folded header names a part of what another names.

    >>> [is_kind_of(each, "papers") for each in ("ai papers", "papers in law", "total papers", "newspapers")]
    [True, True, False, False]
    >>> is_kind_of("高被引论文数", "论文数"), is_kind_of("人均收入", "收入")
    (True, False)
    """
    if part == whole or len(whole) < _SHORTEST or whole not in part:
        return False
    behind = whole.isascii() and part.startswith(whole) and _BEHIND.match(part[len(whole) :]) is not None
    ends = part.endswith(f" {whole}" if whole.isascii() else whole)
    return (behind or ends) and _NO_PART.search(part.removesuffix(whole)) is None


def _counts(column: Column) -> bool:
    """Whether a column counts what has parts: a part of what is below 0 may be more than the whole."""
    filled = (cell.things.high for cell in column.cells if cell is not None)
    return column.role in _COUNTED and adds_up(column.head.name) and all(high >= 0 for high in filled)


def _same_unit(one: Column, two: Column) -> bool:
    return one.head.unit == two.head.unit and one.head.year == two.head.year


def _subset(part: tuple[Table, Column], whole: tuple[Table, Column], ledger: Ledger) -> None:
    """List the rows in which a part exceeds the whole, where it hardly ever does."""
    (table, column), (other, above) = part, whole
    rows, wholes = keyed(*part), keyed(*whole)
    shared = [key for key in rows if key in wholes]
    over = [key for key in shared if rows[key][1].things.low > wholes[key][1].things.high]
    if len(shared) < _LEAST or len(over) > max(1, len(shared) // 10):
        return
    ledger.apply("part_above_total", table, [column, f"≤ {other.name}.{above.name}"], len(shared))
    for key in over:
        row, cell = rows[key]
        place, most = wholes[key]
        note = (
            f"“{column.name}”是“{above.name}”的一种，却多于后者；其余{len(shared) - len(over)}行均不多于",
            f"{column.name} is a kind of {above.name}, and yet more; in the other {len(shared) - len(over)} "
            "rows it is not",
        )
        ledger.doubt(
            "part_above_total",
            At(table, column, row),
            printed=cell.text,
            computed=f"≤ {most.text} ({other.name}:{other.lines[place]})",
            allowance=cell.half + most.half,
            severity="medium",
            note=note,
        )


def _titled(table: Table, other: Table, labels: dict[str, int], ledger: Ledger) -> None:
    """Check a table whose title names one row of another, of which its rows then are parts."""
    named = [label for label in labels if not any(label != each and label in each for each in labels)]
    if len(named) != 1 or is_total(named[0]) or fold(other.name) in fold(table.name):
        return
    if len(table.blocks) != 1:
        return
    (block,) = table.blocks
    for column, above in _pairs(table, other):
        whole = above.cells[labels[named[0]]]
        parts = [cell.things for row in block.rows if (cell := column.cells[row]) is not None]
        sums = [cell.things for row in block.totals if (cell := column.cells[row]) is not None]
        if whole is not None and len(parts) > 1:
            _judge(At(table, column, (*block.totals, *block.rows)[0]), parts, sums, whole, other, ledger)


def _pairs(table: Table, other: Table) -> Iterator[tuple[Column, Column]]:
    """Yield the columns of two tables that have one header and count things."""
    for column in filter(_counts, table.columns):
        for above in filter(_counts, other.columns):
            if column.head.name == above.head.name and _same_unit(column, above):
                yield column, above


def _judge(
    at: At, parts: list[Interval], sums: list[Interval], whole: Printed, other: Table, ledger: Ledger
) -> None:
    """Check that parts do not exceed their whole, and that their total is it."""
    held = sums[0] if sums else total(parts)
    fits = held.meets(whole.things) if sums else held.low <= whole.things.high
    ledger.apply("part_above_total", at.table, [at.column, other.name], len(parts))
    if not fits:
        ledger.doubt(
            "part_above_total",
            at,
            printed=f"{float(held.middle):,g}",
            computed=f"{'' if sums else '≤ '}{whole.text} ({other.name})",
            allowance=held.half + whole.half,
            severity="medium",
            note=(
                "表名所指的行与本表合计不符",
                "the row that the title names is not what this table adds up to",
            ),
        )
