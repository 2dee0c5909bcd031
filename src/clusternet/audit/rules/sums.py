"""Sums: columns that are the sum of others, rows that are totals, items and their parts, weighted means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from clusternet.audit.ledger import At, Ledger, Severity, amount, shown
from clusternet.audit.meaning import first_of, fold, is_count
from clusternet.audit.printed import Interval, Printed, total
from clusternet.audit.rules.shares import children, densest
from clusternet.audit.tables import Column, Report, Table
from clusternet.words.text import numbered

_ADDED = ("measure", "sample", "partner", "nodes", "edges", "in_degree", "out_degree", "degree", "total")
_Total = tuple[Column, Printed, Interval, list[Printed]]
"""The total of a column, the sum of its rows, and these."""
_NEAR = 10
"""A tenth: how near parts come to the item that they are of."""


def check(report: Report, ledger: Ledger) -> None:
    """Check every sum of a report."""
    for table in report.tables:
        _named(table, ledger)
        _set(table, report, ledger)
        _total_rows(table, ledger)
        _children(table, ledger)
        _means(table, ledger)


def _named(table: Table, ledger: Ledger) -> None:
    """Check the sums that the roles of the columns announce."""
    done: set[str] = set()
    for whole, *parts in (("nodes", "sample", "partner"), ("degree", "in_degree", "out_degree")):
        held = [table.column(role) for role in (whole, *parts)]
        if all(each is not None for each in held):
            first, *rest = [each for each in held if each is not None]
            _compare(table, first, rest, ledger)
            done.add(first.name)
    for column in table.columns:
        if column.name in done or column.role not in _ADDED or not column.head.is_total:
            continue
        rest = [
            each
            for each in table.columns
            if each is not column and _alike(each, column) and not each.head.is_total
        ]
        if len(rest) > 1 and _holding(column, rest) * 2 >= max(_rows(column, rest), 1):
            _compare(table, column, rest, ledger)


def _set(table: Table, report: Report, ledger: Ledger) -> None:
    """Check the sums of the audit.toml."""
    import fnmatch

    said: Any = report.settings.get("sums", [])
    for each in said:
        if not fnmatch.fnmatch(table.name, each["table"]):
            continue
        by_name = {fold(column.name): column for column in table.columns}
        held = [by_name.get(fold(name)) for name in (each["total"], *each["parts"])]
        if all(column is not None for column in held):
            first, *rest = [column for column in held if column is not None]
            _compare(table, first, rest, ledger)


def _alike(one: Column, two: Column) -> bool:
    return one.role in _ADDED and one.head.scale == two.head.scale and one.head.unit == two.head.unit


def _lined(whole: Column, parts: Sequence[Column]) -> Iterable[tuple[Printed, list[Printed]]]:
    for row, cell in enumerate(whole.cells):
        held = [each for part in parts if (each := part.cells[row]) is not None]
        if cell is not None and len(held) == len(parts):
            yield cell, held


def _rows(whole: Column, parts: Sequence[Column]) -> int:
    return sum(1 for _ in _lined(whole, parts))


def _holding(whole: Column, parts: Sequence[Column]) -> int:
    return sum(
        total(each.interval for each in held).meets(cell.interval) for cell, held in _lined(whole, parts)
    )


def _compare(table: Table, whole: Column, parts: Sequence[Column], ledger: Ledger) -> None:
    words = " + ".join(each.name for each in parts)
    checked = 0
    for row, cell in enumerate(whole.cells):
        held = [each for part in parts if (each := part.cells[row]) is not None]
        if cell is None or len(held) < len(parts):
            continue
        checked += 1
        found = total(each.interval for each in held)
        if not found.meets(cell.interval):
            ledger.differs(
                "sum",
                At(table, whole, row),
                cell,
                found,
                note=(f"{whole.name} 应为 {words}", f"{whole.name} should be {words}"),
            )
    if checked:
        ledger.apply("sum", table, [f"{whole.name} = {words}"], checked)


def _total_rows(table: Table, ledger: Ledger) -> None:
    """Check rows headed 合计 or total, and 前五合计.

    Where none of several columns adds up, and some part is more than the total, the row is no sum: the total
    degree of nodes beside their in- and out-degree.
    """
    for block in table.blocks:
        remark = f"合计行 {block.words}", f"total rows {block.words}".strip()
        for row in block.totals:
            places = _above(table, block.rows, block.totals, row)
            held = [each for column in table.measures if (each := _total(column, row, places))]
            fits = [found.meets(cell.interval) for _, cell, found, _ in held]
            if (
                len(held) > 1
                and not any(fits)
                and any(_below_parts(cell, parts) for _, cell, _, parts in held)
            ):
                no_sum = f"{table.named(row)} 并非各行之和", f"{table.named(row)} is no sum of the rows"
                ledger.apply("sum", table, [column for column, *_ in held], 0, no_sum)
                continue
            for each, fit in zip(held, fits, strict=True):
                if not fit:
                    _off(table, row, each, ledger, others_fit=any(fits))
                ledger.apply("sum", table, [each[0]], 1, remark)


def _off(table: Table, row: int, off: _Total, ledger: Ledger, *, others_fit: bool) -> None:
    """Write down that a total is not the sum of its rows; a list cut off, or one number for all, is none."""
    column, cell, found, parts = off
    if {each.value for each in parts} == {cell.value}:
        return
    number = len(parts)
    note = f"{number}行之和与合计对不上", f"the {numbered(number, 'row')} do not add up to the total"
    severity: Severity = "high"
    if not others_fit and _of_more(cell, found, table, row):
        if table.column("rank") is not None or first_of(table.name):
            return
        severity = "low"
        note = "远大于各行之和：未全部列出？", "far above the rows: are not all listed?"
    ledger.differs("sum", At(table, column, row), cell, found, severity=severity, note=note)


def _of_more(cell: Printed, found: Interval, table: Table, row: int) -> bool:
    """Whether a total may be one of more rows than are listed."""
    return found.high * 10 < cell.interval.low * 9 and not first_of(table.named(row))


def _below_parts(cell: Printed, parts: Sequence[Printed]) -> bool:
    return any(each.value >= cell.value for each in parts) and all(each.value >= 0 for each in parts)


def _total(column: Column, row: int, places: Sequence[int]) -> _Total | None:
    """Return a total, the sum of the rows that it speaks of and these; None if the column does not add up."""
    cell = column.cells[row]
    held = [each for place in places if (each := column.cells[place]) is not None]
    if column.role not in (*_ADDED, "share") or cell is None or len(held) < 2:
        return None
    if any(each.kind != cell.kind for each in held if each.value):
        return None
    found = total(each.interval for each in held)
    if _is_mean(column, cell, held):
        return None
    inner = children(held) if not found.meets(cell.interval) else set()
    if inner:
        found = total(each.interval for place, each in enumerate(held) if place not in inner)
    return column, cell, found, held


def _is_mean(column: Column, cell: Printed, parts: Sequence[Printed]) -> bool:
    """Tell the total row of rates or means, which lies between the rows."""
    between = min(each.value for each in parts) <= cell.value <= max(each.value for each in parts)
    counted = is_count(column.head.name, column.head.unit) or column.role not in ("measure", "share")
    return between and not counted and sum(each.value > 0 for each in parts) > 1


def _above(table: Table, rows: Sequence[int], totals: Sequence[int], row: int) -> list[int]:
    """Return the rows a total speaks of: the first k, those since the last subtotal, or all."""
    label = fold(table.named(row))
    first = first_of(label)
    if first:
        return list(rows[:first])
    if "小计" in label or "subtotal" in label.replace(" ", ""):
        start = max((each for each in totals if each < row), default=-1)
        return [each for each in rows if start < each < row]
    return list(rows)


def _children(table: Table, ledger: Ledger) -> None:
    """Check items such as 企业 against 企业:内资 and 企业:外资 below it.

    Names that extend one another (of films) add up to nothing: the parts of some item must, or nearly so.
    """
    if table.label is None or table.pair is not None:
        return
    found: list[tuple[Column, int, int, Printed, Interval]] = []
    for row, below in _extended(table):
        for column in table.measures:
            cell = column.cells[row]
            held = [each for place in below if (each := column.cells[place]) is not None]
            if cell is not None and len(held) == len(below) and cell.kind != "share":
                found.append((column, row, len(below), cell, total(each.interval for each in held)))
    gaps = [abs(parts.middle - cell.value) for *_, cell, parts in found]
    near = [gap * _NEAR <= abs(cell.value) for gap, (*_, cell, _) in zip(gaps, found, strict=True)]
    if sum(near) * 2 < len(near) or not near:
        return
    for column, row, number, cell, parts in found:
        named = table.named(row)
        ledger.apply("sum", table, [column], 1, (f"{named} 的分项", f"parts of {named}"))
        if parts.meets(cell.interval):
            continue
        note = f"{number}个分项之和与总项不符", f"the {number} parts do not add up to the item"
        severity: Severity = "high" if parts.low > cell.interval.high else "medium"
        ledger.differs("sum", At(table, column, row), cell, parts, severity=severity, note=note)


def _extended(table: Table) -> Iterator[tuple[int, list[int]]]:
    """Yield rows with the rows whose names begin with theirs and a colon, in the same year and unit."""
    assert table.label is not None
    labels = [text.replace("：", ":") for text in table.columns[table.label].texts]
    others = [each for each in (table.column("year"), table.column("unit")) if each]
    beside = [tuple(each.texts[row] for each in others) for row in range(len(labels))]
    below: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for row, label in enumerate(labels):
        for end in (at for at, letter in enumerate(label) if letter == ":"):
            below.setdefault((label[:end], beside[row]), []).append(row)
    for row, label in enumerate(labels):
        held = below.get((label, beside[row]), ())
        if label and len(held) > 1:
            yield row, list(held)


def _means(table: Table, ledger: Ledger) -> None:
    """Check a share headed total against the shares of two parts, whose weighted mean it must be.

    The weight is one for all rows: where the intervals of weights of most rows meet, the others are found.
    """
    shares = [each for each in table.columns if each.role in ("share", "rate")]
    wholes = [each for each in shares if each.head.is_total]
    parts = [each for each in shares if not each.head.is_total and not each.head.is_cumulative]
    if len(wholes) != 1 or len(parts) < 2 or _holding(wholes[0], parts) * 2 > _rows(wholes[0], parts):
        return
    whole = wholes[0]
    if table.label is None or not _ends_alike(whole, parts):
        return
    rows = {
        row: (cell, [each.interval for part in parts if (each := part.cells[row]) is not None])
        for row, cell in enumerate(whole.cells)
        if cell is not None
    }
    rows = {row: (cell, held) for row, (cell, held) in rows.items() if len(held) == len(parts)}
    weights = {row: found for row, (cell, held) in rows.items() if (found := _weight(cell.interval, held))}
    common, fitting = densest(list(weights.values())) if weights else (None, 0)
    if fitting < 3 or fitting * 3 < len(weights) * 2:
        common = None
    for row, (cell, held) in rows.items():
        between = Interval(min(each.low for each in held), max(each.high for each in held))
        apart = common is not None and row in weights and not weights[row].meets(common)
        if between.meets(cell.interval) and not apart:
            continue
        if common is not None and len(held) == 2:
            between = held[1] + common * (held[0] - held[1])
        ledger.doubt(
            "mean",
            At(table, whole, row),
            printed=cell.text,
            computed=shown(between, cell.decimals),
            allowance=amount(cell.half + max(each.half for each in held)),
            severity="high" if not apart else "medium",
        )
    if rows:
        ledger.apply("mean", table, [whole, *parts], len(rows))


def _weight(whole: Interval, parts: Sequence[Interval]) -> Interval | None:
    """Return the weight of the first of two parts; None where it cannot be told."""
    if len(parts) != 2:
        return None
    return (whole - parts[1]).over(parts[0] - parts[1])


def _ends_alike(whole: Column, parts: Sequence[Column]) -> bool:
    """Whether the headers differ in one word alone: total_share_pct, fabless_share_pct."""
    words = [set(fold(each.name).split()) for each in (whole, *parts)]
    common = set.intersection(*words)
    return bool(common) and all(len(each - common) <= 2 for each in words)
