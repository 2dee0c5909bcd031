"""Denominators that two tables imply, and numbers that are printed twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from clusternet.audit.ledger import At, Ledger, Severity, amount
from clusternet.audit.meaning import concepts, fold
from clusternet.audit.printed import Interval
from clusternet.audit.rules.territory import listings
from clusternet.audit.tables import Column, Report, Table, plain_label

_SAME_THING = Fraction(1, 10)
"""Denominators of most units must lie within a tenth of each other to be taken for the same."""
_LEAST = 3
"""Numbers that two tables must have in common and agree on."""


@dataclass(frozen=True)
class Denominators:
    """What a rate in a table was divided by, unit by unit: population for papers per million."""

    table: Table
    column: Column
    per: int
    values: dict[str, tuple[int, Interval]]


def check(report: Report, ledger: Ledger) -> None:
    """Compare the denominators and the numbers that stand in several tables of a report."""
    found = [each for table in report.tables for each in _implied(table)]
    for one, two in combinations(found, 2):
        _compare(one, two, ledger)
    listed = [(table, _cells(table), _years(table), _levels(table)) for table in report.tables]
    for (first, held, years, level), (second, known, others, other) in combinations(listed, 2):
        if level != other or not (years == others or len(years) > 1):
            continue  # provinces and cities: see the rule same_place
        if len(held.keys() & known.keys()) >= _LEAST:
            _repeated(first, second, held, known, ledger)


def _implied(table: Table) -> list[Denominators]:
    """Return the denominators a table implies or prints."""
    if table.label is None or len(table.blocks) != 1:
        return []
    found: list[Denominators] = []
    for rate in table.measures:
        if rate.role == "measure" and concepts(rate.head.name) == {"population"}:
            printed = {
                plain_label(table.named(row)): (row, cell.things)
                for row, cell in enumerate(rate.cells)
                if cell is not None
            }
            found.append(Denominators(table, rate, 1, printed))
        if rate.role != "rate" or not rate.head.per:
            continue
        count = _count(table, rate)
        if count is None:
            continue
        values: dict[str, tuple[int, Interval]] = {}
        for row, (number, cell) in enumerate(zip(count.cells, rate.cells, strict=True)):
            if number is None or cell is None or not cell.value:
                continue
            quotient = number.things.over(cell.interval)
            if quotient is not None:
                values.setdefault(plain_label(table.named(row)), (row, quotient.times(rate.head.per)))
        found.append(Denominators(table, rate, rate.head.per, values))
    return found


def _count(table: Table, rate: Column) -> Column | None:
    """Return the count that a rate is made of: the one whose header it repeats, or the only one."""
    counts = [
        each
        for each in table.measures
        if each.role == "measure" and concepts(each.head.name) != {"population"}
    ]
    named = [each for each in counts if each.head.name in rate.head.name]
    about = [
        each
        for each in counts
        if concepts(each.head.name) and concepts(each.head.name) <= concepts(rate.head.name)
    ]
    return next(iter(named or about or (counts if len(counts) == 1 else [])), None)


def _compare(one: Denominators, two: Denominators, ledger: Ledger) -> None:
    if one.table is two.table and one.column is two.column:
        return
    if _years(one.table) != _years(two.table):
        return
    shared = [name for name in two.values if name in one.values]
    near = sum(_gap(one.values[name][1], two.values[name][1]) <= _SAME_THING for name in shared)
    if len(shared) < 2 or near * 2 < len(shared):
        return
    for name in shared:
        first, before = one.values[name]
        row, after = two.values[name]
        if before.meets(after):
            continue
        gap = _gap(before, after)
        severity: Severity = "medium" if gap > Fraction(1, 100) else "low"
        cell = two.column.cells[row]
        assert cell is not None
        here, there = _short(after), _short(before)
        place = f"{one.table.name}:{one.table.lines[first]}"
        ledger.doubt(
            "denominator",
            At(two.table, two.column, row),
            printed=cell.text,
            computed=f"{here} ≠ {there} ({place}): {float(100 * gap):.2g}%",
            allowance=f"{amount(after.half)}; {amount(before.half)}",
            severity=severity,
            note=(
                f"由数量与人均反推的分母为 {here}，另一表为 {there}",
                f"count and rate imply a denominator of {here}, in the other table {there}",
            ),
        )
    ledger.apply("denominator", two.table, [f"{one.table.name}.{one.column.name}", two.column], len(shared))


def _years(table: Table) -> set[int | None]:
    """Return the years a table speaks of: of its rows, or in its name."""
    named = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", table.name)}
    return set(table.years) | named


def _gap(one: Interval, two: Interval) -> Fraction:
    return abs(one.middle - two.middle) / abs(one.middle) if one.middle else Fraction(1)


def _short(value: Interval) -> str:
    return f"{float(value.middle):,.0f}" if value.middle >= 1000 else f"{float(value.middle):.4g}"


# -- one number in two tables --------------------------------------------------------------------------------


_Cells = dict[tuple[str, ...], tuple[int, Column, Interval]]


def _cells(table: Table) -> _Cells:
    """Return the numbers of a table, in things, by what they are: header, block, row, year and unit."""
    found: _Cells = {}
    unit = table.column("unit")
    year = table.years
    for block in table.blocks:
        key = tuple(sorted(fold(value) for value in block.key.values()))
        for column in table.measures:
            for row in (*block.rows, *block.totals):
                name = plain_label(table.named(row))
                beside = unit.texts[row] if unit else ""
                cell = column.cells[row]
                if cell is not None and (name or year[row]):
                    what = column.head.name, *key, name, str(year[row] or ""), beside
                    found.setdefault(what, (row, column, cell.things))
    return found


def _repeated(first: Table, second: Table, one: _Cells, two: _Cells, ledger: Ledger) -> None:
    """Compare numbers that stand in two tables, where most of them agree."""
    if first.pair is None and second.pair is None and _label(first) != _label(second):
        return
    if first.pair is not None and second.pair is not None and _ends(first) != _ends(second):
        return
    shared = [key for key in two if key in one]
    apart = []
    for key in shared:
        (before, left, known), (row, right, found) = one[key], two[key]
        if not known.meets(found):
            a, b = left.cells[before], right.cells[row]
            assert a is not None
            assert b is not None
            apart.append((before, a, row, right, b))
    if len(shared) - len(apart) < _LEAST or len(apart) * 3 > len(shared):
        return
    for before, a, row, column, b in apart:
        ledger.doubt(
            "repeated",
            At(second, column, row),
            printed=b.text,
            computed=f"{a.text} ({first.name}:{first.lines[before]})",
            allowance=a.half + b.half,
        )
    ledger.apply("repeated", second, [first.name], len(shared), ("多数相同", "most are equal"))


def _levels(table: Table) -> set[str]:
    return {each.level for each in listings(Report("", (table,)))}


def _label(table: Table) -> str:
    return table.columns[table.label].head.name if table.label is not None else "year"


def _ends(table: Table) -> list[str]:
    return [table.columns[place].head.name for place in table.pair or ()]
