"""Composite indices, recomputed from their indicators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from clusternet.audit.ledger import At, Ledger, Severity, amount, shown
from clusternet.audit.meaning import fold
from clusternet.audit.printed import Interval, Printed, exactly, total
from clusternet.audit.tables import Column, Report, Table, plain_label

_LIKENESS = 0.99
"""Correlation from which a combination of columns is taken for what an index was made of."""
_ALONE = 0.97
"""Correlation of a single column with an index above which its combinations are not tried."""
_MOST = 8
"""Columns up to which combinations are tried."""
_OFF, _NEARLY = 0.05, 0.9
"""Part of the range of an index within which most rows of a recipe that is guessed must come."""


@dataclass(frozen=True)
class Recipe:
    """How an index is made.

    Attributes
    ----------
    parts
        The indicators: table, column, and what the audit.toml calls them.
    weights
        One for each, adding up to 1.
    method
        ``min-max``, ``z-score`` or ``none``.
    rising
        Whether more is better, one for each.
    """

    parts: tuple[tuple[Table, Column], ...]
    weights: tuple[Fraction, ...]
    method: str = "min-max"
    rising: tuple[bool, ...] = ()

    @property
    def words(self) -> str:
        """The recipe for reading."""
        terms = [
            f"{float(weight):.3g}·{column.name}"
            for weight, (_, column) in zip(self.weights, self.parts, strict=True)
        ]
        return f"{self.method}({' + '.join(terms)})"


def check(report: Report, ledger: Ledger) -> None:
    """Recompute the indices of a report."""
    said = _said(report)
    for table in report.tables:
        for column in table.measures:
            known = said.get((table.name, fold(column.name)))
            if known is not None:
                _recompute(table, column, known, ledger, given=True)
            elif (
                column.role == "index"
                and table.label is not None
                and len(table.blocks) == 1
                and (table.name, column.name) not in ledger.related  # a simpler formula is known
            ):
                found = _guess(table, column, report)
                if found is not None:
                    _recompute(table, column, found, ledger, given=False)
        _scores(table, ledger)


def _scores(table: Table, ledger: Ledger) -> None:
    """Find a score that is the mean of the other scores of its table in most rows, and check the rest."""
    held = [each for each in table.measures if each.role == "index"]
    if len(held) < 3 or len(table.lines) < 4:
        return
    for column in held:
        others = [each for each in held if each is not column]
        found: dict[int, Interval] = {}
        for row, cell in enumerate(column.cells):
            parts = [part.interval for each in others if (part := each.cells[row]) is not None]
            if cell is not None and len(parts) == len(others):
                found[row] = total(parts).times(Fraction(1, len(parts)))
        failing = [row for row, value in found.items() if not value.meets(_cell(column, row).interval)]
        if len(found) < 4 or len(failing) > max(1, len(found) // 10):
            continue
        names = ", ".join(each.name for each in others)
        for row in failing:
            cell = _cell(column, row)
            ledger.differs(
                "index",
                At(table, column, row),
                cell,
                found[row],
                severity="medium",
                note=(f"其余行为 {names} 的均值", f"in the other rows the mean of {names}"),
            )
        ledger.apply("index", table, [column, *others], len(found), ("各列均值", "mean of the columns"))


def _said(report: Report) -> dict[tuple[str, str], Recipe]:
    """Return the recipes of the audit.toml."""
    found: dict[tuple[str, str], Recipe] = {}
    listed: Any = report.settings.get("indices", [])
    for each in listed:
        parts = [_named(report, name) for name in each["of"]]
        whole = _named(report, each["index"])
        if whole is None or any(part is None for part in parts):
            continue
        weights = [Fraction(str(weight)) for weight in each.get("weights", [1] * len(parts))]
        scaled = tuple(weight / sum(weights) for weight in weights)
        rising = tuple(word == 1 for word in each.get("direction", [1] * len(parts)))
        held = tuple(part for part in parts if part is not None)
        found[whole[0].name, fold(whole[1].name)] = Recipe(
            held, scaled, each.get("method", "min-max"), rising
        )
    return found


def _named(report: Report, name: str) -> tuple[Table, Column] | None:
    """Return the column that ``table.column`` names."""
    for table in report.tables:
        for column in table.columns:
            if fold(f"{table.name}.{column.name}") == fold(name):
                return table, column
    return None


# -- composite indices ---------------------------------------------------------------------------------------


def _values(table: Table, column: Column) -> dict[str, Printed]:
    found: dict[str, Printed] = {}
    for row, cell in enumerate(column.cells):
        if cell is not None and table.label is not None:  # a mean may be printed as a whole number
            half = cell.half if cell.decimals or cell.bounded else max(cell.half, Fraction(1, 2))
            found.setdefault(plain_label(table.named(row)), replace(cell, half=half))
    return found


def _guess(table: Table, column: Column, report: Report) -> Recipe | None:
    """Return the columns of the report whose equally weighted min-max mean runs with an index."""
    target = _values(table, column)
    if len(target) < 6:
        return None
    held: list[tuple[Table, Column, dict[str, Printed]]] = []
    for other in report.tables:
        if len(other.blocks) != 1 or other.pair is not None:
            continue
        for each in other.measures:
            values = _values(other, each)
            if each is not column and each.role != "growth" and set(target) <= set(values):
                held.append((other, each, values))
    if len(held) > _MOST:
        return None
    goal = np.array([float(target[name].value) for name in target])
    scaled = [_unit([float(values[name].value) for name in target]) for _, _, values in held]
    alone = [float(np.corrcoef(each, goal)[0, 1]) if each.std() and goal.std() else 0.0 for each in scaled]
    best: tuple[float, tuple[int, ...]] = (_LIKENESS, ())
    for size in (2, 3, 4):
        for chosen in combinations(range(len(held)), size):
            mean = np.mean([scaled[place] for place in chosen], axis=0)
            if not mean.std() or not goal.std() or any(alone[place] > _ALONE for place in chosen):
                continue  # one of them alone runs with the index: nothing can be told
            if (found := float(np.corrcoef(mean, goal)[0, 1])) > best[0] + 1e-3:
                best = found, chosen
    if not best[1]:
        return None
    parts = tuple((held[place][0], held[place][1]) for place in best[1])
    return Recipe(parts, (Fraction(1, len(parts)),) * len(parts), rising=(True,) * len(parts))


def _unit(values: list[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    array = np.array(values)
    width = array.max() - array.min()
    return (array - array.min()) / width if width else np.zeros(len(values))


def _recompute(table: Table, column: Column, recipe: Recipe, ledger: Ledger, *, given: bool) -> None:
    rows = {plain_label(table.named(row)): row for row, cell in enumerate(column.cells) if cell is not None}
    known = [_values(*part) for part in recipe.parts]
    names = [name for name in rows if all(name in values for values in known)]
    if len(names) < 2:
        return
    terms = []
    for place, (values, weight) in enumerate(zip(known, recipe.weights, strict=True)):
        every = {name: values[name].interval for name in names}
        changed = _normalised(every, recipe.method)
        if recipe.rising and not recipe.rising[place]:
            changed = {
                name: exactly(1 if recipe.method == "min-max" else 0) - each for name, each in changed.items()
            }
        terms.append({name: each.times(weight) for name, each in changed.items()})
    computed = {name: total(term[name] for term in terms) for name in names}
    factor = _factor(
        [float(computed[name].middle) for name in names], [_float(column, rows[name]) for name in names]
    )
    computed = {name: each.times(factor) for name, each in computed.items()}
    failing = [name for name in names if not computed[name].meets(_cell(column, rows[name]).interval)]
    if not given and not _nearly({name: (computed[name], _cell(column, rows[name])) for name in names}):
        return
    severity: Severity = "high" if given else "medium"
    for name in failing:
        cell = _cell(column, rows[name])
        ledger.doubt(
            "index",
            At(table, column, rows[name]),
            printed=cell.text,
            computed=shown(computed[name], min(cell.decimals, 4)),
            allowance=amount(computed[name].half + cell.half),
            severity=severity,
            note=(
                f"{recipe.words}；{len(names)}行中{len(failing)}行不符",
                f"{recipe.words}; {len(failing)} of {len(names)} rows differ",
            ),
        )
    remark = ("" if given else "推测的构成：", "" if given else "as guessed: ")
    ledger.apply("index", table, [column], len(names), (remark[0] + recipe.words, remark[1] + recipe.words))


def _nearly(rows: dict[str, tuple[Interval, Printed]]) -> bool:
    """Whether nearly all rows of an index come near what a recipe makes of them."""
    middles = [cell.value for _, cell in rows.values()]
    room = Fraction(_OFF) * (max(middles) - min(middles))
    gaps = [
        max(value.low - cell.interval.high, cell.interval.low - value.high) for value, cell in rows.values()
    ]
    return sum(gap > room for gap in gaps) <= max(1, (1 - _NEARLY) * len(gaps))


def _cell(column: Column, row: int) -> Printed:
    cell = column.cells[row]
    assert cell is not None
    return cell


def _float(column: Column, row: int) -> float:
    return float(_cell(column, row).value)


def _factor(computed: list[float], printed: list[float]) -> int:
    """Return 100 where the index is printed on a scale of 100."""
    return 100 if max(map(abs, printed)) > 2 * max(*map(abs, computed), 0.5) else 1


def _normalised(values: dict[str, Interval], method: str) -> dict[str, Interval]:
    """Normalise intervals: the result holds every value that unrounded numbers could give."""
    if method == "none":
        return values
    if method == "z-score":
        return _standardised(values)
    least = Interval(min(each.low for each in values.values()), min(each.high for each in values.values()))
    most = Interval(max(each.low for each in values.values()), max(each.high for each in values.values()))
    found = {}
    for name, each in values.items():
        if most.low <= least.high:  # they may all be equal: anything is possible
            found[name] = Interval(Fraction(0), Fraction(1))
            continue
        others = [other for key, other in values.items() if key != name]
        if all(each.high < other.low for other in others) or all(each.low > other.high for other in others):
            found[name] = exactly(int(each.low > others[0].high))  # surely the least, or the most
            continue
        low = (max(each.low - least.high, Fraction(0))) / (most.high - least.high)
        high = (each.high - least.low) / (most.low - least.low)
        found[name] = Interval(
            max(min(low, Fraction(1)), Fraction(0)), min(max(high, Fraction(0)), Fraction(1))
        )
    return found


def _standardised(values: dict[str, Interval]) -> dict[str, Interval]:
    """Return z-scores; a standard deviation changes by at most the root mean square of what rounding took."""
    count = len(values)
    mean = total(values.values()).times(Fraction(1, count))
    middles = np.array([float(each.middle) for each in values.values()])
    halves = np.array([float(each.half) for each in values.values()])
    spread = float(np.sqrt((halves**2).mean()))
    bounds = []
    for freedom in (0, 1):
        deviation = float(middles.std(ddof=freedom))
        bounds += [deviation - 2 * spread, deviation + 2 * spread]
    scale = Interval(Fraction(max(min(bounds), 1e-12)), Fraction(max(bounds)))
    return {name: found for name, each in values.items() if (found := (each - mean).over(scale)) is not None}
