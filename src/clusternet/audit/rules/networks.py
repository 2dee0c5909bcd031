"""Networks: average degree and density against nodes and edges, what is possible, counts that only grow."""

from __future__ import annotations

import itertools

from clusternet.audit.ledger import At, Ledger, amount, shown
from clusternet.audit.meaning import heading
from clusternet.audit.printed import Interval, Printed, exactly
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
            At(table, degree, row),
            printed=cell.text,
            computed=words,
            allowance=amount(value.half + cell.half),
            severity="high" if known else "medium",
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
    found: dict[int, Interval] = {}
    for row in range(len(table.lines)):
        n, e, d = nodes.cells[row], edges.cells[row], density.cells[row]
        if n is None or e is None or d is None:
            continue
        quotient = e.things.over(n.things * (n.things - exactly(1)))
        if quotient is not None:
            found[row] = quotient
    apart = [
        row
        for row, each in found.items()
        if not any(each.times(factor).meets(_cell(density, row).interval) for factor in (1, 2))
    ]
    if len(apart) > _few(len(found)):
        return  # the density of something else
    for row in apart:
        middle = float(found[row].middle)
        words = f"E/N(N-1) = {middle:.4g}; 2E/N(N-1) = {middle * 2:.4g}"
        cell = _cell(density, row)
        ledger.doubt(
            *("average_degree", At(table, density, row)),
            printed=cell.text,
            computed=words,
            allowance=cell.half,
            severity="medium",
        )
    if found:
        ledger.apply("average_degree", table, [nodes, edges, density], len(found))


def _few(checked: int) -> int:
    """Return how many cells may contradict what a header is taken for."""
    return max(1, checked // 10)


def _cell(column: Column, row: int) -> Printed:
    cell = column.cells[row]
    assert cell is not None
    return cell


def _possible(table: Table, ledger: Ledger) -> None:
    for role, (low, high) in _POSSIBLE.items():
        column = table.column(role)
        if column is None:
            continue
        cells = [(row, cell) for row, cell in enumerate(column.cells) if cell is not None]
        beyond = [each for each in cells if each[1].interval.high < low or each[1].interval.low > high]
        if len(beyond) > _few(len(cells)):
            continue  # another thing of that name: people to a square kilometre
        for row, cell in beyond:
            ledger.doubt(
                *("bounds", At(table, column, row)),
                printed=cell.text,
                computed=f"{low}–{high}",
                allowance=cell.half,
                severity="medium" if role == "density" else "high",
            )
        ledger.apply("bounds", table, [column], len(cells))
    _ordered(table, "path_length", "diameter", ledger)
    _ordered(table, "sample", "nodes", ledger)


def _ordered(table: Table, less: str, more: str, ledger: Ledger) -> None:
    """Check that one column never exceeds another."""
    one, two = table.column(less), table.column(more)
    if one is None or two is None:
        return
    pairs = [
        (row, small, large)
        for row, (small, large) in enumerate(zip(one.cells, two.cells, strict=True))
        if small is not None and large is not None
    ]
    over = [each for each in pairs if each[1].interval.low > each[2].interval.high]
    if len(over) > _few(len(pairs)):
        return
    for row, small, large in over:
        words, slack = f"≤ {two.name} {large.text}", small.half + large.half
        ledger.doubt("bounds", At(table, one, row), printed=small.text, computed=words, allowance=slack)
    ledger.apply("bounds", table, [one, two], len(pairs))


def _shares(table: Table, ledger: Ledger) -> None:
    """Check that no share is above 100 or below 0."""
    for column in table.measures:
        cells = [
            (row, cell) for row, cell in enumerate(column.cells) if cell is not None and cell.kind == "share"
        ]
        if not cells or column.role == "growth" or not column.head.is_of_whole:
            continue
        beyond = [
            (row, cell)
            for row, cell in cells
            if (cell.interval.low > 100 or cell.interval.high < 0) and not said_growth(table, column, row)
        ]
        if len(beyond) > _few(len(cells)):
            continue
        for row, cell in beyond:
            ledger.doubt(
                "bounds", At(table, column, row), printed=cell.text, computed="0–100", allowance=cell.half
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
                    At(table, column, two),
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
