"""One report against another: the same table, row and column with two values."""

from __future__ import annotations

from collections.abc import Sequence

from clusternet.audit.ledger import At, Ledger, amount
from clusternet.audit.meaning import fold
from clusternet.audit.tables import Report, Table, keyed, plain_label
from clusternet.words.text import numbered

_ALIKE = 0.5
"""Share of labels and of headers that tables of different names must have in common."""


def compare(reports: Sequence[Report], others: Sequence[Report], ledger: Ledger) -> None:
    """List cells of which the tables of other reports print another value, however both were rounded.

    A table is compared with the one of its name, else with the one of most labels and headers in common.
    """
    held = [table for report in others for table in report.tables]
    for table in (table for report in reports for table in report.tables):
        other = _partner(table, held)
        if other is None:
            note = ("另一份报告中没有同样的表", "no table like it in the other report")
            ledger.apply("repeated", table, [], 0, note)
        else:
            _cells(table, other, ledger)


def _partner(table: Table, others: Sequence[Table]) -> Table | None:
    named = [other for other in others if fold(other.name) == fold(table.name)]
    scored = [(_alike(table, other), other) for other in named or others]
    best = max((score for score, _ in scored), default=0.0)
    return next((other for score, other in scored if score == best > (0 if named else _ALIKE)), None)


def _alike(one: Table, two: Table) -> float:
    """Return the share of labels, or of headers, that two tables have in common: the smaller one."""
    labels = [{plain_label(each.named(row)) for row in range(len(each.lines))} - {""} for each in (one, two)]
    heads = [{column.head.name for column in each.measures} for each in (one, two)]
    shares = [len(a & b) / max(min(len(a), len(b)), 1) for a, b in (labels, heads)]
    return min(shares)


def _cells(table: Table, other: Table, ledger: Ledger) -> None:
    for column in table.measures:
        for beside in (each for each in other.measures if each.head.name == column.head.name):
            rows, others = keyed(table, column), keyed(other, beside)
            shared = [key for key in rows if key in others]
            left = len(rows) + len(others) - 2 * len(shared)
            note = (
                (f"；另有{left}行只见于一份", f"; {numbered(left, 'more row')} in one alone")
                if left
                else ("", "")
            )
            remark = f"与另一份报告核对{note[0]}", f"against the other report{note[1]}"
            ledger.apply("repeated", table, [column, other.name], len(shared), remark)
            for key in shared:
                (row, cell), (place, said) = rows[key], others[key]
                if not cell.things.meets(said.things):
                    ledger.doubt(
                        "repeated",
                        At(table, column, row),
                        printed=cell.text,
                        computed=f"{said.text} ({other.file}: {beside.letter(place)}{other.lines[place]})",
                        allowance=amount(cell.half + said.half),
                        severity="medium",
                        note=("另一份报告中为另一值", "the other report has another value"),
                    )
