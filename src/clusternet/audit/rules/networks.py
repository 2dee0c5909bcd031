"""Networks: average degree and density against nodes and edges, what is possible, counts that only grow."""

from __future__ import annotations

import itertools

from clusternet.audit.ledger import Ledger, amount, shown
from clusternet.audit.meaning import heading
from clusternet.audit.printed import Interval, exactly
from clusternet.audit.tables import Column, Report, Table

_CONVENTIONS = {"E/N": 1, "2E/N": 2}
_POSSIBLE = {"clustering": (0, 1), "density": (0, 1), "modularity": (-1, 1)}
_COUNTS = ("nodes", "edges", "sample", "partner")


def check(report: Report, ledger: Ledger) -> None:
    """Check the tables of network structure of a report."""
    for table in report.tables:
        _degree(table, ledger)
        _density(table, ledger)
        _possible(table, ledger)
        _shares(table, ledger)
        _growing(table, ledger)


def _degree(table: Table, ledger: Ledger) -> None:
    """Check average degree; the convention is the one that more rows follow."""
    held = [table.column(role) for role in ("nodes", "edges", "average_degree")]
    if any(each is None for each in held):
        return
    nodes, edges, degree = [each for each in held if each is not None]
    found: dict[str, dict[int, Interval]] = {name: {} for name in _CONVENTIONS}
    for row in range(len(table.lines)):
        n, e, d = nodes.cells[row], edges.cells[row], degree.cells[row]
        if n is None or e is None or d is None or (quotient := e.things.over(n.things)) is None:
            continue
        for name, factor in _CONVENTIONS.items():
            found[name][row] = quotient.times(factor)
    fits = {
        name: sum(value.meets(cell.interval) for row, value in values.items() if (cell := degree.cells[row]))
        for name, values in found.items()
    }
    if not found["E/N"]:
        return
    best = max(fits, key=lambda name: fits[name])
    other = next(name for name in fits if name != best)
    known = fits[best] > 0
    for row, value in found[best].items():
        cell = degree.cells[row]
        if cell is None or value.meets(cell.interval):
            continue
        second = found[other][row]
        words = f"{best} = {shown(value, cell.decimals)}; {other} = {shown(second, cell.decimals)}"
        ledger.doubt(
            "average_degree",
            table,
            degree,
            row,
            printed=cell.text,
            computed=words,
            allowance=amount(value.half + cell.half),
            note=(f"多数行为 {best}" if known else "", f"most rows are {best}" if known else ""),
        )
    graph = ("有向" if best == "E/N" else "无向", "directed" if best == "E/N" else "undirected")
    remark = (
        (f"口径 {best}（{graph[0]}）", f"convention {best} ({graph[1]})")
        if known
        else ("口径不明", "no convention fits")
    )
    ledger.apply("average_degree", table, [nodes, edges, degree], len(found[best]), remark)


def _density(table: Table, ledger: Ledger) -> None:
    held = [table.column(role) for role in ("nodes", "edges", "density")]
    if any(each is None for each in held):
        return
    nodes, edges, density = [each for each in held if each is not None]
    checked = 0
    for row in range(len(table.lines)):
        n, e, d = nodes.cells[row], edges.cells[row], density.cells[row]
        if n is None or e is None or d is None:
            continue
        pairs = n.things * (n.things - exactly(1))
        quotient = e.things.over(pairs)
        if quotient is None:
            continue
        checked += 1
        if not quotient.meets(d.interval) and not quotient.times(2).meets(d.interval):
            words = f"E/N(N-1) = {float(quotient.middle):.4g}; 2E/N(N-1) = {float(quotient.middle * 2):.4g}"
            ledger.doubt(
                "average_degree", table, density, row, printed=d.text, computed=words, allowance=d.half
            )
    if checked:
        ledger.apply("average_degree", table, [nodes, edges, density], checked)


def _possible(table: Table, ledger: Ledger) -> None:
    for role, (low, high) in _POSSIBLE.items():
        column = table.column(role)
        if column is None:
            continue
        cells = [(row, cell) for row, cell in enumerate(column.cells) if cell is not None]
        for row, cell in cells:
            if cell.interval.high < low or cell.interval.low > high:
                ledger.doubt(
                    "bounds",
                    table,
                    column,
                    row,
                    printed=cell.text,
                    computed=f"{low}–{high}",
                    allowance=cell.half,
                )
        ledger.apply("bounds", table, [column], len(cells))
    _ordered(table, "path_length", "diameter", ledger)
    _ordered(table, "sample", "nodes", ledger)


def _ordered(table: Table, less: str, more: str, ledger: Ledger) -> None:
    """Check that one column never exceeds another."""
    one, two = table.column(less), table.column(more)
    if one is None or two is None:
        return
    checked = 0
    for row, (small, large) in enumerate(zip(one.cells, two.cells, strict=True)):
        if small is None or large is None:
            continue
        checked += 1
        if small.interval.low > large.interval.high:
            words = f"≤ {two.name} {large.text}"
            ledger.doubt(
                "bounds",
                table,
                one,
                row,
                printed=small.text,
                computed=words,
                allowance=small.half + large.half,
            )
    ledger.apply("bounds", table, [one, two], checked)


def _shares(table: Table, ledger: Ledger) -> None:
    """Check that no share is above 100 or below 0."""
    for column in table.measures:
        cells = [
            (row, cell) for row, cell in enumerate(column.cells) if cell is not None and cell.kind == "share"
        ]
        if not cells or column.role == "growth" or not column.head.is_of_whole:
            continue
        for row, cell in cells:
            if said_growth(table, column, row) or not (cell.interval.low > 100 or cell.interval.high < 0):
                continue
            ledger.doubt(
                "bounds",
                table,
                column,
                row,
                printed=cell.text,
                computed="0–100",
                allowance=cell.half,
            )
        ledger.apply("bounds", table, [column], len(cells))


def said_growth(table: Table, column: Column, row: int) -> bool:
    """Whether the label of a row, or a header, speaks of growth, which may be any number of percent."""
    return column.role == "growth" or heading(table.named(row)).role == "growth"


def _growing(table: Table, ledger: Ledger) -> None:
    """Find a count that falls in a table of cumulative counts by year."""
    columns = [each for each in table.columns if each.role in _COUNTS]
    named = [
        each
        for each in table.columns
        if each.is_measure and ("累计" in each.head.name or "cumulative" in each.head.name)
    ]
    network = len(columns) > 2 and len(table.lines) > 3 and table.column("edges") is not None
    years = table.years
    if any(year is None for year in years) or len(table.lines) < 3 or not (network or named):
        return
    for block in table.blocks:
        order = sorted(block.rows, key=lambda row: years[row] or 0)
        steps = list(itertools.pairwise(order))
        falls = {
            each.name: [(one, two) for one, two in steps if _falls(each, one, two)]
            for each in (columns if network else named)
        }
        still = sum(not found for found in falls.values())
        if network and not named and still * 3 < len(falls) * 2:
            continue  # yearly counts, which may fall
        for column in columns if network else named:
            for one, two in falls[column.name]:
                before, cell = column.cells[one], column.cells[two]
                assert before is not None
                assert cell is not None
                ledger.doubt(
                    "cumulative",
                    table,
                    column,
                    two,
                    printed=cell.text,
                    computed=f"≥ {before.text} ({years[one]})",
                    allowance=before.half + cell.half,
                    severity="medium" if named else "low",
                    note=(
                        f"本表其余计数逐年只增，{column.name} 在{years[two]}年下降：有退出？",
                        f"the other counts only grow; {column.name} falls in {years[two]}: did some leave?",
                    ),
                )
        ledger.apply("cumulative", table, columns if network else named, len(steps) * len(falls))


def _falls(column: Column, one: int, two: int) -> bool:
    before, after = column.cells[one], column.cells[two]
    return before is not None and after is not None and after.interval.high < before.interval.low
