"""How far a relation is to be believed: the chance that unrelated numbers would satisfy it so often.

Of each test the chance is taken that numbers of this size and this many digits would fit by luck. The
evidence is the sum of the logarithms over the tests that hold, less what it cost to look for: the logarithm
of the number of relations tried, and of the ways to choose the tests that fail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import erf, inf, lgamma, log, log10, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from clusternet.audit.relations.lattice import Floats, Lattice

Kind = Literal["sum", "product"]
Flags = npt.NDArray[np.bool_]

ENOUGH = 4.0
"""Evidence from which a relation is believed: one in ten thousand that none of those tried is by luck."""
MOST_FAILING = ((15.0, 0.5), (12.0, 0.34), (0.0, 0.17))
"""Tests that may fail for each that holds, by the evidence; a single one always may."""
_SELDOM: dict[Kind, float] = {"sum": 0.2, "product": 0.12}
"""Tests that may fail of a mean or a signed sum, and of a quotient, for each that holds."""
_LUCKIEST = 1e-9
_SURE = 2.0
"""Decimal logarithm of the odds from which sums of decimals were not rounded."""
_WHOLE = 0.5
"""Half a unit of whole numbers."""
_TELLING = 0.2
"""Chance below which a test tells something."""
_DIGITS = 4
_EPS = 1e-9


@dataclass(frozen=True, eq=False)
class Relation:
    """A sum or product of items that is nought or a constant.

    Attributes
    ----------
    lattice
        Whose items it relates.
    kind
        ``sum``: sum of weight x value = 0. ``product``: product of value ** weight = constant.
    items, weights
        Places of the items, the result first, and their weights.
    constant
        Of a product.
    valid, holds
        Of each test: whether it can be checked, and whether it holds.
    slack
        Of each test: what rounding allows (of a product: relatively, as a natural logarithm).
    evidence
        Decimal logarithm of the odds against luck.
    telling
        Number of different tests that hold and tell something.
    exact
        Whether it holds to the last digit, so that rounding excuses nothing.
    """

    lattice: Lattice
    kind: Kind
    items: tuple[int, ...]
    weights: tuple[float, ...]
    constant: float
    valid: Flags
    holds: Flags
    slack: Floats
    evidence: float
    telling: int
    exact: bool = False

    @property
    def failing(self) -> int:
        """Number of tests that fail."""
        return int((self.valid & ~self.holds).sum())

    @property
    def _spared(self) -> float:
        """Failing tests that any relation may have: those of one cell; of plain sums more are looked at."""
        if self.kind == "sum" and is_plain(self.weights):
            return inf
        return 2 if max(self.items) >= self.lattice.printed else 1

    @property
    def believed(self) -> bool:
        """Whether its evidence is enough, and few tests fail."""
        kept = int((self.valid & self.holds).sum())
        if self.failing > max(self._spared, _SELDOM[self.kind] * kept):
            return False
        most = next((share for least, share in MOST_FAILING if self.evidence >= least), 0.0)
        few = self.failing <= max(1, most * kept) and self.failing * 2 <= kept
        return self.evidence >= ENOUGH and few and self.telling >= (2 if self.failing == 0 else 3)


def is_plain(weights: tuple[float, ...]) -> bool:
    """Whether a sum is that of its parts, each once."""
    return weights[0] == -1 and min(weights[1:]) == max(weights) == 1


def terms(
    lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...]
) -> tuple[Floats, Floats, Floats]:
    """Return of each test the residual of a sum, what rounding allows, and the sum of the sizes."""
    values = lattice.values[:, list(items)] * np.array(weights)
    half = lattice.half[:, list(items)] * np.abs(weights)
    filled = np.isfinite(values)
    half = np.where(filled, half, 0.0)
    values = np.where(filled, values, 0.0)
    return values.sum(axis=1), half.sum(axis=1), np.abs(values).sum(axis=1)


def of_sum(lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...], tried: float) -> Relation:
    """Weigh a sum, to the last digit if it holds so, else as far as rounding allows.

    If the parts had been rounded, the residual would be nought only as often as the rounding errors cancel:
    about as a normal variable of their variance falls within half a unit. Whole numbers were not rounded
    where all but a few tests hold exactly. An audit.toml may say which of the two it is.
    """
    rounded = _of_sum(lattice, items, weights, tried)
    if lattice.exact is False:
        return rounded
    exact = replace(_of_sum(lattice.sharp(), items, weights, tried), exact=True)
    if lattice.exact:
        return exact
    both = int((exact.holds & rounded.holds).sum())
    excused = int(rounded.holds.sum()) - both
    blank = ~np.isfinite(lattice.values)
    whole = bool((blank | (lattice.half >= _WHOLE))[:, list(items)][rounded.valid].all())
    deviation = sqrt(sum(weight**2 for weight in weights) / 12)
    luck = both * log10(erf(0.5 / (deviation * sqrt(2))))
    if both > 2 and excused <= max(int(whole), 0.1 * both) and (whole or luck < -_SURE):
        return exact
    return rounded


def _of_sum(lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...], tried: float) -> Relation:
    """Weigh a sum with the rounding given; blank parts count as nought, a blank result is no test."""
    residual, slack, size = terms(lattice, items, weights)
    slack = slack * (1 + _EPS) + _EPS * size
    filled = np.isfinite(lattice.values[:, list(items)])
    derived = [place for place, item in enumerate(items) if item >= lattice.printed]
    valid = filled[:, 0] & filled[:, 1:].any(axis=1) & filled[:, derived].all(axis=1) & (size > 0)
    holds = valid & (np.abs(residual) <= slack)
    window = _window(np.where(filled, lattice.values[:, list(items)], 0.0), weights)
    luck = by_luck(2 * slack + lattice.unit[:, list(items)].max(axis=1), window)
    seen = np.abs(np.where(filled, lattice.values[:, list(items)], 0.0) * np.array(weights)) > slack[:, None]
    if (seen[holds].sum(axis=0) < 2).any():  # an item too small to be told from rounding
        luck = np.ones_like(luck)
    if min(weights[1:]) < 0:
        luck = np.where(_cancel(lattice, items, weights, slack), 1.0, luck)
    if lattice.axis == "rows" and is_plain(weights):
        valid = valid & (holds | _near(lattice, items, weights, residual))
    return _weigh(Relation(lattice, "sum", items, weights, 0.0, valid, holds, slack, 0.0, 0), luck, tried)


def _window(values: Floats, weights: tuple[float, ...]) -> Floats:
    """Return how far the residual of a sum of unrelated numbers may be from nought.

    Means, and 2 b - c = a, hold among columns that nearly agree, whatever is left of them: what all
    numbers of a test have in common tells nothing, only how far they are apart.
    """
    if abs(sum(weights)) < _EPS:
        return np.asarray(np.ptp(values[:, 1:], axis=1))
    sizes = np.sort(np.abs(values * np.array(weights)), axis=1)[:, ::-1]
    return np.asarray(2 * sizes[:, 2:].sum(axis=1) if len(weights) > 2 else sizes[:, 0])


def completed(found: Relation, tried: float) -> Relation:
    """Return a plain sum with the part that it lacks, if one makes more tests hold: others, mostly nought."""
    lattice = found.lattice
    others = [place for place in range(lattice.printed) if place not in found.items]
    if not found.failing or not is_plain(found.weights) or not others or lattice.axis == "tables":
        return found
    residual, slack, _ = terms(lattice, found.items, found.weights)
    values, half = (np.nan_to_num(each[:, others]) for each in (lattice.values, lattice.half))
    fits = (np.abs(residual[:, None] + values) <= (slack[:, None] + half) * (1 + _EPS)) & found.valid[:, None]
    best = int(np.argmax(fits.sum(axis=0)))
    if fits[:, best].sum() <= (found.holds & found.valid).sum():
        return found
    more = of_sum(lattice, (*found.items, others[best]), (*found.weights, 1.0), tried + log10(len(others)))
    return more if more.believed and more.evidence > found.evidence else found


def _cancel(lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...], slack: Floats) -> Flags:
    """Whether the terms of a signed sum are equal two by two, which tells nothing: a - a = b - b."""
    held = np.sort(np.nan_to_num(lattice.values[:, list(items)]) * np.array(weights), axis=1)
    return np.asarray((np.abs(held + held[:, ::-1]) <= slack[:, None]).all(axis=1))


def of_product(
    lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...], constant: float, tried: float
) -> Relation:
    """Weigh a product that is a constant; ``constant`` 0 asks for the one that fits most tests."""
    logs, relative = logarithms(lattice)
    own = logs[:, list(items)] * np.array(weights)
    total = own.sum(axis=1)
    slack = (relative[:, list(items)] * np.abs(weights)).sum(axis=1) * (1 + _EPS) + _EPS
    valid = np.isfinite(total)
    level = log(constant) if constant else _level(total[valid], slack[valid])
    holds = valid & (np.abs(np.where(valid, total, 0.0) - level) <= slack)
    window = _spread(own, valid)
    luck = by_luck(2 * slack, np.full(lattice.tests, window))
    found = Relation(lattice, "product", items, weights, float(np.exp(level)), valid, holds, slack, 0.0, 0)
    return _weigh(found, luck, tried + (0 if constant else 2))


@lru_cache(maxsize=4)
def logarithms(lattice: Lattice) -> tuple[Floats, Floats]:
    """Return the logarithms of the sizes of all numbers and what rounding allows of each; NaN for nought."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(lattice.values)
        logs = np.where(size > 0, np.log(np.where(size > 0, size, 1.0)), np.nan)
        part = lattice.half / np.where(size > 0, size, 1.0)
        relative = np.where(size > lattice.half, -np.log1p(-part), np.nan)
    return np.where(np.isfinite(relative), logs, np.nan), relative


def _near(lattice: Lattice, items: tuple[int, ...], weights: tuple[float, ...], residual: Floats) -> Flags:
    """Whether a sum that does not hold is meant to: of the right size, or off by one digit.

    Below a total some columns are means or shares, which do not add up.
    """
    result = np.abs(lattice.values[:, items[0]] * weights[0])
    off = np.abs(residual)
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = off <= 0.34 * result
        lead = off / 10.0 ** np.floor(np.log10(np.where(off > 0, off, 1.0)))
    return np.asarray(alike | (np.abs(lead - np.round(lead)) < 1e-6))


def by_luck(width: Floats, window: Floats) -> Floats:
    """Return the chance that a residual is nought by luck: what counts as nought over how far it may be."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(window > 0, width / window, 1.0)
    return np.asarray(np.clip(found, _LUCKIEST, 1.0))


def _level(total: Floats, slack: Floats) -> float:
    """Return the value that lies in most of the intervals total ± slack."""
    if not len(total):
        return 0.0
    ends = np.concatenate([total - slack, total + slack])
    steps = np.concatenate([np.ones(len(total)), -np.ones(len(total))])
    order = np.lexsort([-steps, ends])
    depth = np.cumsum(steps[order])
    best = int(np.argmax(depth))
    after = min(best + 1, len(ends) - 1)
    return float((ends[order][best] + ends[order][after]) / 2)


def _spread(own: Floats, valid: Flags) -> float:
    """Return how far a product of unrelated numbers like these would spread: as its steadiest term does."""
    held = own[valid]
    if len(held) < 3:
        return 0.0
    steps = 2 * np.median(np.abs(np.diff(held, axis=0)), axis=0)
    return 2 * float(np.minimum(held.std(axis=0), steps).min())


def _weigh(found: Relation, luck: Floats, tried: float) -> Relation:
    """Return a relation with its evidence; ``tried`` is the decimal logarithm of the relations tried."""
    held = found.valid & found.holds
    telling = held & (luck < _TELLING)
    most = float(-np.log10(luck[telling]).sum()) - tried
    if most < ENOUGH:
        return replace(found, evidence=most)
    rows = np.nan_to_num(found.lattice.values[telling][:, list(found.items)])
    if found.kind == "sum":  # a share tells what its count does; of a quotient the rows are all alike
        rows = np.round(rows / np.abs(rows).max(axis=1, keepdims=True), _DIGITS)
    _, first = np.unique(rows, axis=0, return_index=True)
    gained = float(-np.log10(luck[telling][first]).sum())
    count, failing = int(found.valid.sum()), found.failing
    return replace(found, evidence=gained - tried - _choices(count, failing), telling=len(first))


def _choices(count: int, chosen: int) -> float:
    """Return the decimal logarithm of the ways to choose so many of so many."""
    return (lgamma(count + 1) - lgamma(chosen + 1) - lgamma(count - chosen + 1)) / log(10) if chosen else 0.0
