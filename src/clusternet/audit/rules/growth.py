"""Growth rates against first and last values, with the number of intervals."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from clusternet.audit.ledger import At, Ledger, Severity, amount, shown
from clusternet.audit.meaning import fold, is_growth
from clusternet.audit.printed import Interval, Printed, exactly, parse
from clusternet.audit.tables import Column, Report, Table
from clusternet.words.text import numbered

_YEARLY = re.compile(r"年均|复合|cagr|compound|annual|per year|p\.a\.", re.IGNORECASE)


def check(report: Report, ledger: Ledger) -> None:
    """Check the growth rates of a report."""
    for table in report.tables:
        _across_years(table, ledger)
        _down_years(table, ledger)


def growth(first: Interval, last: Interval) -> Interval | None:
    """Return the growth from one value to another in percent.

    >>> found = growth(exactly(50), exactly(60))
    >>> int(found.low), int(found.high)
    (20, 20)
    """
    ratio = last.over(first)
    return None if ratio is None else (ratio - exactly(1)).times(100)


def yearly(first: Interval, last: Interval, intervals: int) -> Interval | None:
    """Return the compound growth a year in percent over a number of intervals.

    The root is taken in floating point and widened by one part in 10 to the 12th.

    >>> found = yearly(exactly(100), exactly(121), 2)
    >>> round(float(found.low), 9), round(float(found.high), 9)
    (10.0, 10.0)
    """
    ratio = last.over(first)
    if ratio is None or ratio.low <= 0 or intervals < 1:
        return None
    ends = [float(each) ** (1 / intervals) for each in (ratio.low, ratio.high)]
    low, high = Fraction(ends[0] * (1 - 1e-12)), Fraction(ends[1] * (1 + 1e-12))
    return Interval((low - 1) * 100, (high - 1) * 100)


@dataclass(frozen=True)
class Reading:
    """One way to read a printed growth rate."""

    name: tuple[str, str]
    value: Interval


def readings(
    first: Interval, last: Interval, years: int, *, each_year: bool
) -> tuple[Reading | None, list[Reading]]:
    """Return what a growth rate should be, and other ways it may have been computed."""
    whole = growth(first, last)
    spans = [span for span in (years, years - 1, years + 1) if span > 1 or span == years]
    rates = [
        Reading((f"{span}期复合年均", f"compound over {numbered(span, 'interval')}"), value)
        for span in spans
        if (value := yearly(first, last, span)) is not None
    ]
    total = [] if whole is None else [Reading(("总增长", "growth over the whole time"), whole)]
    shared = [] if whole is None else [
        Reading(("总增长除以期数", "whole growth divided by the intervals"), whole.times(Fraction(1, years)))
    ]  # fmt: skip
    if each_year:
        return (rates[0] if rates else None), [*rates[1:], *total, *shared]
    return (total[0] if total else None), [*rates, *shared]


def _across_years(table: Table, ledger: Ledger) -> None:
    """Check growth that stands beside columns of years: between the two, or as most rows have it."""
    columns = _yearly(table)
    rates: dict[str, list[tuple[int, str, Printed]]] = {}
    for row, word, name, cell in _rates(table):
        rates.setdefault(name, []).append((row, word, cell))
    if len(columns) < 2:
        return
    for name, held in rates.items():
        spans = _spans(columns, name)
        scored = [(sum(_fits(span, each) is True for each in held), span) for span in spans]
        fitting, span = max(scored, key=lambda each: (each[0], -spans.index(each[1])))
        checked = [each for each in held if _fits(span, each) is not None]
        if not checked:
            continue
        first, last = span
        names = [first.name, last.name, name]
        years = last.head.year - first.head.year
        if len(spans) > 1 and fitting * 2 < len(checked):
            unknown = ("看不出是哪段时间的增长，未核对", "growth over no span of the columns: not checked")
            ledger.apply("growth", table, names, 0, unknown)
            continue
        for row, word, cell in checked:
            _judge(table, name, row, word, cell, span, ledger)
        words = (f"{years}个间隔", f"{years} interval{'s' if years > 1 else ''}")
        ledger.apply("growth", table, names, len(checked), words)


def _spans(columns: list[Column], name: str) -> list[tuple[Column, Column]]:
    """Return first and last column that growth may be between: those its header names, all, the last two."""
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d", name)]
    by_year = {each.head.year: each for each in columns}
    if len(named) > 1 and named[0] in by_year and named[-1] in by_year and named[0] < named[-1]:
        return [(by_year[named[0]], by_year[named[-1]])]
    found = [(columns[0], columns[-1])]
    if len(columns) > 2:
        found.append((columns[-2], columns[-1]))
        found += [
            (one, two) for one, two in pairwise(columns) if two.head.year in named and (one, two) not in found
        ]
    return found


def _should(span: tuple[Column, Column], row: int, word: str) -> tuple[Reading, list[Reading]] | None:
    first, last = span
    one, two = first.cells[row], last.cells[row]
    years = last.head.year - first.head.year
    if one is None or two is None or years < 1:
        return None
    each_year = _YEARLY.search(word) is not None
    should, others = readings(one.interval, two.interval, years, each_year=each_year)
    return None if should is None else (should, others)


def _fits(span: tuple[Column, Column], rate: tuple[int, str, Printed]) -> bool | None:
    """Whether a rate is the growth between two columns; None where it cannot be told."""
    row, word, cell = rate
    found = _should(span, row, word)
    return None if found is None else found[0].value.meets(cell.interval)


def _judge(
    table: Table, name: str, row: int, word: str, cell: Printed, span: tuple[Column, Column], ledger: Ledger
) -> None:
    found = _should(span, row, word)
    if found is not None and not found[0].value.meets(cell.interval):
        _doubt(table, name, row, cell, *found, ledger, each_year=_YEARLY.search(word) is not None)


def _yearly(table: Table) -> list[Column]:
    """Return the columns of years of one measure, in order."""
    columns = [
        each for each in table.measures if each.head.year and each.role not in ("growth", "share", "rate")
    ]
    stems: dict[str, list[Column]] = {}
    for each in columns:
        stem = re.sub(r"(?:19|20)\d\d年?|forecast|预测|预计|\(?[ef]\)?$|[^\w]", " ", each.head.name)
        stems.setdefault(" ".join(stem.split()), []).append(each)
    held = next((each for each in stems.values() if len(each) > 1), [])
    return sorted(held, key=lambda each: each.head.year)


def _rates(table: Table) -> Iterator[tuple[int, str, str, Printed]]:
    """Yield growth rates with their row, what they are called and their column.

    They stand in a column headed so, or beside a cell that says so: a column ``x_label`` and a column ``x``.
    """
    for column in table.columns:
        if column.role == "growth":
            for row, cell in enumerate(column.cells):
                if cell is not None:
                    yield row, column.head.name, column.name, cell
    names = {fold(each.name): each for each in table.columns}
    for place, label in enumerate(table.columns):
        bare = re.sub(r" ?(?:label|name|指标|名称)$", "", fold(label.name))
        values = names.get(bare)
        if values is None or values is label:
            values = table.columns[place + 1] if place + 1 < len(table.columns) else None
        if (
            label.role not in ("text", "block")
            or values is None
            or values.role not in ("text", "measure", "share")
        ):
            continue
        for row, word in enumerate(label.texts):
            found = values.cells[row] or parse(values.texts[row])
            if is_growth(word) and len(word) < 20 and found is not None:
                yield row, word, values.name, found


def _doubt(
    table: Table,
    column: str,
    row: int,
    cell: Printed,
    should: Reading,
    others: list[Reading],
    ledger: Ledger,
    *,
    each_year: bool,
) -> None:
    fitting = [each for each in others if each.value.meets(cell.interval)]
    severity: Severity = "medium" if fitting else "high"
    note = (f"应为{should.name[0]}", f"should be {should.name[1]}")
    if fitting:
        note = (f"{note[0]}；与{fitting[0].name[0]}相符", f"{note[1]}; it is {fitting[0].name[1]}")
    elif each_year and cell.interval.low > should.value.high:
        severity = "medium"
        note = (
            f"{note[0]}；逐年增速的简单平均可更高，请核对",
            f"{note[1]}; a plain mean of yearly rates can be higher",
        )
    also = [(name, shown(each.value, cell.decimals)) for each in others[:2] for name in [each.name]]
    note = (
        "；".join([note[0], *(f"{name[0]} {value}" for name, value in also)]),
        "; ".join([note[1], *(f"{name[1]} {value}" for name, value in also)]),
    )
    ledger.doubt(
        "growth",
        At(table, column, row),
        printed=cell.text,
        computed=shown(should.value, cell.decimals),
        allowance=amount(cell.half + should.value.half),
        severity=severity,
        note=note,
    )


def _down_years(table: Table, ledger: Ledger) -> None:
    """Check growth from row to row of a table by year."""
    years = table.years
    rates = [each for each in table.columns if each.role == "growth"]
    if not rates or any(year is None for year in years):
        return
    columns = [each for each in table.measures if each.role not in ("growth", "share", "rate")]
    for rate in rates:
        about = [each for each in columns if each.head.name and each.head.name in rate.head.name] or columns
        tried = [(column, _steps(table, column, rate)) for column in about]
        scored = [
            (sum(value.meets(cell.interval) for _, value, cell in steps), len(steps), column, steps)
            for column, steps in tried
            if len(steps) > 1
        ]
        if not scored:
            continue
        fitting, number, column, steps = max(scored, key=lambda each: (each[0], -columns.index(each[2])))
        if fitting * 2 < number:
            continue
        for row, value, cell in steps:
            if not value.meets(cell.interval):
                ledger.differs(
                    "growth",
                    At(table, rate, row),
                    cell,
                    value,
                    note=(f"{column.name} 的逐年增长", f"growth of {column.name} from the year before"),
                )
        ledger.apply("growth", table, [column, rate], number, ("逐年", "from year to year"))


def _steps(table: Table, column: Column, rate: Column) -> list[tuple[int, Interval, Printed]]:
    found = []
    years = table.years
    for rows in _series(table):
        for one, two in itertools.pairwise(rows):
            before, after, cell = column.cells[one], column.cells[two], rate.cells[two]
            if before is None or after is None or cell is None or (years[two] or 0) - (years[one] or 0) != 1:
                continue
            value = growth(before.interval, after.interval)
            if value is not None:
                found.append((two, value, cell))
    return found


def _series(table: Table) -> list[list[int]]:
    """Return the rows of each unit in order of year."""
    years = table.years
    held: dict[str, list[int]] = {}
    for row in range(len(table.lines)):
        name = "" if table.label is None else table.columns[table.label].texts[row]
        held.setdefault(name, []).append(row)
    return [sorted(rows, key=lambda row: years[row] or 0) for rows in held.values()]
