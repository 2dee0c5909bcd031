"""Which cell is wrong: the fewest cells whose change would mend every relation that fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil, exp, floor

import numpy as np

from clusternet.audit.relations.belief import Relation, logarithms
from clusternet.audit.relations.lattice import NOWHERE, Floats

_EPS = 1e-9


@dataclass(frozen=True)
class Test:
    """One test of a relation."""

    relation: Relation
    at: int

    def cells(self) -> list[int]:
        """Where its numbers stand."""
        found = self.relation.lattice.cells[self.at, list(self.relation.items)]
        return [int(each) for each in found if each != NOWHERE]

    def half(self, cell: int) -> float:
        """Return what rounding may have taken from a cell; nought where the relation is exact."""
        at = int(np.argmax(self.relation.lattice.cells[self.at] == cell))
        return 0.0 if self.relation.exact else float(self.relation.lattice.half[self.at, at])

    def mending(self, cell: int) -> tuple[float, float] | None:
        """Return the values of a cell with which the test holds, as an interval; None if it is not in it."""
        relation, lattice = self.relation, self.relation.lattice
        places = lattice.cells[self.at, list(relation.items)]
        own = np.flatnonzero(places == cell)
        if len(own) != 1:
            return None
        item, weight = relation.items[own[0]], relation.weights[own[0]]
        values = np.nan_to_num(lattice.values[self.at, list(relation.items)])
        if relation.kind == "sum":
            rest = float(values @ np.array(relation.weights)) - weight * float(values[own[0]])
            low, high = ((-rest + way * float(relation.slack[self.at])) / weight for way in (-1, 1))
        else:
            low, high = self._factor(values, int(own[0]), weight)
        if item in lattice.rates:
            low, high = 100 * (low - 1), 100 * (high - 1)
        return min(low, high), max(low, high)

    def _factor(self, values: Floats, own: int, weight: float) -> tuple[float, float]:
        """Return the values of a factor: what the others allow, and half a unit of its own to each side."""
        relation, lattice = self.relation, self.relation.lattice
        item = relation.items[own]
        with np.errstate(divide="ignore"):
            logs = np.log(np.abs(values)) * np.array(relation.weights)
        rest = float(np.delete(logs, own).sum())
        level = float(np.log(relation.constant))
        slack = float(relation.slack[self.at]) - abs(weight) * float(logarithms(lattice)[1][self.at, item])
        ends = sorted(exp(min((level - rest + way * slack) / weight, 300.0)) for way in (-1, 1))
        half = float(lattice.half[self.at, item])
        low, high = ends[0] - half, ends[1] + half
        return (-high, -low) if values[own] < 0 else (low, high)


@dataclass(frozen=True)
class Verdict:
    """A cell to be checked.

    Attributes
    ----------
    cell
        Where it stands.
    low, high
        Values that mend the tests.
    tests
        The failing tests that it would mend.
    others
        Cells that would mend them as well.
    """

    cell: int
    low: float
    high: float
    tests: tuple[Test, ...]
    others: tuple[int, ...]


def verdicts(relations: Iterable[Relation], printed: dict[int, str]) -> list[Verdict]:
    """Return the cells to be checked, the one that mends most first.

    Parameters
    ----------
    relations
        Those believed.
    printed
        The text of each cell.
    """
    relations = list(relations)
    failing = dict.fromkeys(
        Test(each, int(at)) for each in relations for at in np.flatnonzero(each.valid & ~each.holds)
    )
    suspects: dict[int, list[Test]] = {}
    for test in failing:
        for cell in test.cells():
            suspects.setdefault(cell, []).append(test)
    held = _held(relations, set(suspects))
    scores = {cell: _score(cell, tests, held.get(cell, []), printed) for cell, tests in suspects.items()}
    order = [(found.rank, cell) for cell, found in scores.items() if found]
    heapify(order)
    found: list[Verdict] = []
    while order:
        rank, cell = heappop(order)
        best = scores.get(cell)
        if best is None or best.rank != rank:
            continue  # weighed anew since
        others = {each for test in best.tests for each in test.cells() if each != cell}
        equal = (each for each in sorted(others) if best.equals(scores.get(each)))
        found.append(Verdict(cell, best.low, best.high, best.tests, tuple(equal)))
        for test in best.tests:
            del failing[test]
        for each in others | {cell}:
            tests = [test for test in suspects[each] if test in failing]
            if score := _score(each, tests, held.get(each, []), printed):
                scores[each] = score
                heappush(order, (score.rank, each))
            else:
                scores.pop(each, None)
    found += [
        Verdict(test.cells()[0], float("nan"), float("nan"), (test,), tuple(test.cells()[1:]))
        for test in failing
    ]
    return found


def _held(relations: list[Relation], suspects: set[int]) -> dict[int, list[Test]]:
    """Return the tests that hold and have a suspect among their cells."""
    found: dict[int, list[Test]] = {}
    wanted = np.array(sorted(suspects), np.int64)
    for relation in relations:
        cells = relation.lattice.cells[:, list(relation.items)]
        here = np.isin(cells, wanted) & (relation.valid & relation.holds)[:, None]
        for at, place in zip(*np.nonzero(here), strict=True):
            found.setdefault(int(cells[at, place]), []).append(Test(relation, int(at)))
    return found


@dataclass(frozen=True)
class _Score:
    """How well a cell explains tests that fail."""

    low: float
    high: float
    tests: tuple[Test, ...]
    rank: tuple[float, float, float]
    """Tests that it breaks less those it mends, the size of the slip, how usual the mended value is."""

    def equals(self, other: _Score | None) -> bool:
        return other is not None and self.rank[:2] == other.rank[:2] and set(self.tests) == set(other.tests)


def _score(cell: int, tests: list[Test], held: list[Test], printed: dict[int, str]) -> _Score | None:
    """Return how well a cell explains failing tests it is in; None if it cannot mend any."""
    low, high, mended = _together(cell, tests) if tests else (0.0, 0.0, ())
    if not mended:
        return None
    broken = sum(not _fits(test, cell, low, high) for test in held)
    slip = edits(printed.get(cell, ""), low, high)
    odd = max(surprise(test, cell, (low + high) / 2) for test in mended)
    return _Score(low, high, mended, (broken - len(mended), slip, -odd))


def surprise(test: Test, cell: int, mended: float) -> float:
    """Return by how much better a mended value fits its neighbours than the printed one, in deviations.

    The logarithm of a number is expected at the mean of those before and after it, or at its usual share of
    the other items of its test, whichever varies less.
    """
    relation, lattice = test.relation, test.relation.lattice
    items = list(relation.items)
    own = np.flatnonzero(lattice.cells[test.at, items] == cell)
    if len(own) != 1 or mended <= 0 or not lattice.values[test.at, items[own[0]]] > 0:
        return 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(lattice.values[:, items])
        logs = np.log(size[:, own[0]])
        share = logs - np.log(np.nansum(np.delete(size, own[0], axis=1), axis=1))
    logs[~np.isfinite(logs)], share[~np.isfinite(share)] = np.nan, np.nan
    around = np.full(len(logs), np.nan)
    around[1:-1] = (logs[:-2] + logs[2:]) / 2
    gain = 0.0
    scale = np.inf
    for apart in (logs - around, share - np.nanmedian(share) if np.isfinite(share).any() else share):
        rest = np.delete(apart, test.at)
        rest = np.abs(rest[np.isfinite(rest)])
        if len(rest) < 3 or not np.isfinite(apart[test.at]):
            continue
        deviation = max(float(np.median(rest)), 1e-3)
        if deviation < scale:
            scale = deviation
            better = float(apart[test.at]) + float(np.log(mended) - logs[test.at])
            gain = (abs(float(apart[test.at])) - abs(better)) / deviation
    return gain


def _together(cell: int, tests: list[Test]) -> tuple[float, float, tuple[Test, ...]]:
    """Return the values that mend as many of the tests at once as can be, and those tests."""
    ranges = [(test, found) for test in tests if (found := test.mending(cell)) is not None]
    best: tuple[float, float, tuple[Test, ...]] = (0.0, 0.0, ())
    for _, first in ranges:
        low, high = first
        mended = []
        for test, (start, end) in ranges:
            room = _EPS * max(abs(start), abs(end), 1.0)
            if start <= high + room and end >= low - room:
                low, high = max(low, start), min(high, end)
                mended.append(test)
        if len(mended) > len(best[2]):
            best = min(low, high), max(low, high), tuple(mended)
    return best


def _fits(test: Test, cell: int, low: float, high: float) -> bool:
    found = test.mending(cell)
    if found is None:
        return True
    room = _EPS * max(abs(low), abs(high), 1.0)
    return found[0] <= high + room and found[1] >= low - room


def edits(text: str, low: float, high: float) -> float:
    """Return how large a slip would turn a value between two bounds into a printed text.

    1 for one digit, 1.5 for two neighbours exchanged or a digit too many or too few, 3 for anything else.

    >>> edits("10417", 10477, 10477), edits("1,243", 1423, 1423), edits("12", 120, 120), edits("7", 345, 345)
    (1.0, 1.5, 1.5, 3.0)
    """
    digits, decimals = bare(text)
    wanted = nearest(digits, decimals, low, high)
    if wanted is None:
        return 3.0
    mended = f"{abs(wanted):d}"
    if (wanted < 0) != digits.startswith("-"):
        return 2.0 if mended == digits.lstrip("-") else 3.0
    digits = digits.lstrip("-")
    if len(mended) == len(digits):
        apart = [place for place, (one, two) in enumerate(zip(mended, digits, strict=True)) if one != two]
        if len(apart) == 1:
            return 1.0
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return 1.5 if swapped and sorted(mended) == sorted(digits) else 3.0
    longer, shorter = (mended, digits) if len(mended) > len(digits) else (digits, mended)
    without = [longer[:at] + longer[at + 1 :] for at in range(len(longer))]
    return 1.5 if shorter in without else 3.0


def bare(text: str) -> tuple[str, int]:
    """Return the digits of a printed number, with a minus in front, and its decimals.

    >>> bare("-1,234.50")
    ('-123450', 2)
    """
    minus = text.strip().startswith(("-", "−", "("))
    kept = "".join(letter for letter in text if letter.isdigit() or letter == ".")
    whole, _, part = kept.partition(".")
    part = part.replace(".", "")
    digits = (whole + part).lstrip("0") or "0"
    return ("-" if minus else "") + digits, len(part)


def nearest(digits: str, decimals: int, low: float, high: float) -> int | None:
    """Return the number between two bounds, in units of the last digit: one digit off if any is.

    >>> nearest("10417", 0, 10470, 10480), nearest("52", 1, 8.04, 8.16)
    (10477, 81)
    """
    if not (np.isfinite(low) and np.isfinite(high)) or max(abs(low), abs(high)) > 1e15:
        return None
    scale = int(10**decimals)
    start, end = ceil(low * scale - 1e-6), floor(high * scale + 1e-6)
    middle: int = round((low + high) / 2 * scale)
    if start > end:
        return middle
    own = int(digits)
    for power in range(len(digits) + 1):
        for digit in range(1, 10):
            for way in (1, -1):
                other: int = own + way * digit * 10**power
                if start <= other <= end and _one_digit(own, other):
                    return other
    return min(max(middle, start), end)


def _one_digit(one: int, two: int) -> bool:
    first, second = f"{abs(one):d}", f"{abs(two):d}"
    if len(first) != len(second) or (one < 0) != (two < 0):
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def written(value: float, text: str) -> str:
    """Return a number as a cell prints it: with its decimals and its thousands signs.

    >>> written(10477, "10,417"), written(5.25, "3.2")
    ('10,477', '5.2')
    """
    decimals = bare(text)[1]
    return f"{value:,.{decimals}f}" if "," in text else f"{value:.{decimals}f}"
