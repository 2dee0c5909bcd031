"""Relations of the tables of a report to findings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from clusternet.audit.ledger import At, Basis, Ledger, Severity, shown
from clusternet.audit.meaning import says_rank
from clusternet.audit.printed import Interval
from clusternet.audit.relations import ranks, search, series, sisters
from clusternet.audit.relations.belief import Relation
from clusternet.audit.relations.blame import Verdict, bare, verdicts, written
from clusternet.audit.relations.lattice import Grid, cell_of, grid, margins, place_of
from clusternet.audit.tables import Report, Table

_SAID = 6
"""Parts of a sum that are named."""
_FEW_FAILING, _MOST_FAILING = 0.1, 0.2
_LEAST_CELLS = 6
_ONE = 1e-7
_FINE = 1e-9


def check(report: Report, ledger: Ledger) -> None:
    """Find the relations of every table and between tables, and list the cells that do not fit."""
    grids = [
        found
        for number, table in enumerate(report.tables)
        if (found := grid(table, number)).values.size >= _LEAST_CELLS
    ]
    held = [(found.table, each) for found in grids for each in relations(found)]
    held += [(grids[0].table, each) for each in sisters.of_tables(grids)]
    for table, each in held:
        ledger.apply(_rule(each), table, [words(each)], int(each.valid.sum()), _evidence(each))
        if each.lattice.axis == "columns":
            ledger.related |= {(table.name, each.lattice.names[item]) for item in each.items}
    printed = _texts(report)
    for verdict in verdicts([each for _, each in held], printed):
        _write(report, verdict, printed, ledger)
    for found in grids:
        _ranks(found.table, found, ledger)


def relations(found: Grid) -> list[Relation]:
    """Return the relations of a table: of its columns, its rows, and along them."""
    columns = found.by_column()
    sections = [sorted((*block.rows, *block.totals)) for block in found.table.blocks]
    held: list[Relation] = []
    if columns.items > 1:
        square = margins(found)
        held += search.sums((columns if square is None else square).with_whole())
        held += search.products(columns)
        held += series.between(columns)
        held += series.of_series(columns, sections)
    rows = found.by_row()
    if rows.items > 2:
        held += search.sums(rows.with_whole())
        if rows.items <= search.MOST_ROWS:
            held += series.of_series(rows, [range(rows.tests)])
    return [*held, *sisters.of_blocks(found)]


def words(relation: Relation) -> str:
    """Return a relation as a formula."""
    names = [relation.lattice.names[item] for item in relation.items]
    if relation.kind == "product":
        return _quotient(names, relation.weights, relation.constant)
    count = -relation.weights[0]
    parts = [
        f"{'-' if weight < 0 else '+'} {'' if abs(weight) == 1 else f'{abs(weight):g} '}{name}"
        for name, weight in zip(names[1:], relation.weights[1:], strict=True)
    ]
    if len(parts) > _SAID:
        parts = [*parts[:2], "+ …", parts[-1]]
    right = " ".join(parts).removeprefix("+ ")
    return f"{names[0]} = {right}" if count == 1 else f"{names[0]} = ({right}) / {count:g}"


def _quotient(names: Sequence[str], weights: Sequence[float], constant: float) -> str:
    over = [name for name, weight in zip(names, weights, strict=True) if weight > 0]
    under = [name for name, weight in zip(names, weights, strict=True) if weight < 0]
    powers = {name: abs(weight) for name, weight in zip(names, weights, strict=True)}
    left, right = ([f"{n}^{powers[n]:g}" if powers[n] != 1 else n for n in side] for side in (over, under))
    factor = "" if constant == 1 else f"{constant:.6g} × "
    return f"{' × '.join(left)} = {factor}{' × '.join(right)}"


def _evidence(relation: Relation) -> tuple[str, str]:
    count, kept = int(relation.valid.sum()), int((relation.valid & relation.holds).sum())
    odds = f"10^{relation.evidence:.0f}"
    return f"{count} 处中 {kept} 处成立，证据 {odds}", f"holds in {kept} of {count}, evidence {odds}"


def _texts(report: Report) -> dict[int, str]:
    """Return the text of every number, by its place; numbers with a word of size in figures."""
    found = {}
    for number, table in enumerate(report.tables):
        for place, column in enumerate(table.columns):
            for row, cell in enumerate(column.cells):
                if cell is not None:
                    plain = all(letter.isdigit() or letter in " .,+-−()%'" for letter in cell.text)
                    text = cell.text if plain else f"{float(cell.value):.{cell.decimals}f}"
                    found[cell_of(number, row, place)] = text
    return found


def _write(report: Report, verdict: Verdict, printed: dict[int, str], ledger: Ledger) -> None:
    number, row, place = place_of(verdict.cell)
    table = report.tables[number]
    column = table.columns[place]
    text = printed.get(verdict.cell, "")
    relation = verdict.tests[0].relation
    mending = "" if np.isnan(verdict.low) else written((verdict.low + verdict.high) / 2, text)
    formulas = list(dict.fromkeys(words(test.relation) for test in verdict.tests))
    zh, en = _evidence(relation)
    others = [_named(report, cell) for cell in verdict.others[:3]]
    note = (
        f"{'；'.join(formulas[:2])}（{zh}）" + (f"；也可能是 {'、'.join(others)}" if others else ""),
        f"{'; '.join(formulas[:2])} ({en})" + (f"; or {', '.join(others)} is wrong" if others else ""),
    )
    rounded = relation.kind == "sum" and not relation.exact
    slack = Fraction(float(relation.slack[verdict.tests[0].at])) if rounded else Fraction(0)
    unit = "%" if "‰" in column.texts[row] else ""
    ledger.doubt(
        _rule(relation),
        At(table, column, row),
        printed=column.texts[row],
        computed=(_between(verdict, text) or mending) + unit,
        allowance=slack,
        severity=_severity(verdict),
        note=note,
        basis=Basis(mending and mending + unit, en),
    )
    for test in verdict.tests:
        for number, row, place in map(place_of, test.cells()):
            table = report.tables[number]
            ledger.explained.add((table.name, table.lines[row], table.columns[place].name))


def _between(verdict: Verdict, text: str) -> str:
    """Return the values that would do, if they are more than one; nothing if they are one."""
    own = verdict.tests[0].half(verdict.cell)  # what the rest allows, apart from the rounding of the cell
    low, high = verdict.low + own, verdict.high - own
    if np.isnan(low) or high - low <= _ONE * abs(high):
        return ""
    return shown(Interval(Fraction(low), Fraction(high)), bare(text)[1])


def _rule(relation: Relation) -> str:
    if set(relation.items) & relation.lattice.rates:
        return "growth"
    return "sum" if relation.kind == "sum" else "ratio"


def _named(report: Report, cell: int) -> str:
    number, row, place = place_of(cell)
    table = report.tables[number]
    return " · ".join(word for word in (table.named(row), table.columns[place].name) if word)


def _severity(verdict: Verdict) -> Severity:
    """High where a sum fails that nearly always holds, or several that mostly do point at one cell.

    Not where a program wrote the numbers out in full: it makes no slips, but may begin in another way.
    """
    sums = [test.relation for test in verdict.tests if test.relation.kind == "sum"]
    if any(_written_out(each) for each in sums):
        return "medium"
    share = min((each.failing / max(int(each.valid.sum()), 1) for each in sums), default=1.0)
    rare = share <= _FEW_FAILING or any(each.failing == 1 for each in sums)
    return "high" if rare or (len(verdict.tests) > 1 and share <= _MOST_FAILING) else "medium"


def _written_out(relation: Relation) -> bool:
    """Whether an item has numbers of nine digits or more behind the first."""
    items = [item for item in relation.items if item < relation.lattice.printed]
    values, unit = (each[:, items] for each in (relation.lattice.values, relation.lattice.unit))
    told = np.isfinite(values) & (values != 0)
    fine = told & (unit < _FINE * np.abs(np.where(told, values, 0.0)))
    return bool((2 * fine.sum(axis=0) > told.sum(axis=0)).any())


def _ranks(table: Table, found: Grid, ledger: Ledger) -> None:
    columns = found.by_column()
    for ranking in ranks.rankings(columns):
        rank = table.columns[found.columns[ranking.rank]]
        of = table.columns[found.columns[ranking.of]].name
        if says_rank(of):  # medians and bounds of ranks are near one another
            continue
        ledger.apply("rank", table, [f"{rank.name} ~ {of}"], ranking.checked)
        for row, best in ranking.misplaced:
            note = f"{rank.name} 按 {of} 排序", f"{rank.name} ranks {of}"
            text = rank.texts[row]
            ledger.doubt(
                "rank", At(table, rank, row), printed=text, computed=str(best), severity="medium", note=note
            )
