"""Relations along a series: differences, running totals, growth, index numbers and ranks.

The tests of a lattice are taken in their order; where a lattice has sections, nothing runs over their border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from math import log10

import numpy as np

from clusternet.audit.relations.belief import Flags, Relation, logarithms, of_product, of_sum
from clusternet.audit.relations.lattice import NOWHERE, Floats, Ints, Lattice
from clusternet.audit.relations.search import Terms, filled_of, promising, sampled

_MOST_ITEMS = 30
_LEAST_TESTS = 4
_FLAT = 1e-6
_LARGEST = 2000.0
"""Percentages of growth are none above."""
_LONGEST = 60
"""Years that a rate of growth may be compounded over."""


def lagged(lattice: Lattice, sections: Sequence[Sequence[int]], *, step: int = 1) -> Lattice:
    """Return a lattice with each item beside itself one test before (``step`` -1: after)."""
    before = np.full(lattice.tests, NOWHERE, np.int64)
    for section in sections:
        order = list(section)[::step]
        before[order[1:]] = order[:-1]
    values, half, cells = (_moved(each, before) for each in (lattice.values, lattice.half, lattice.cells))
    names = [f"{name} [t-1]" for name in lattice.names]
    half = np.where(np.isfinite(half), half, 0.0)
    places = np.where(np.isfinite(values), cells, NOWHERE).astype(np.int64)
    return lattice.with_items(values, half, places, names)


def _moved(array: Floats | Ints, before: Ints) -> Floats:
    found = array[before].astype(float)
    found[before == NOWHERE] = np.nan
    return found


def of_series(lattice: Lattice, sections: Sequence[Sequence[int]]) -> list[Relation]:
    """Return differences, running totals, growth and index numbers that are believed."""
    if not 1 < lattice.items <= _MOST_ITEMS or lattice.tests < _LEAST_TESTS:
        return []
    best: list[Relation] = []
    for step in (1, -1):
        both = lagged(lattice, sections, step=step)
        found = [*_flows(both, lattice.items), *_growth(both, lattice.items)]
        if sum(each.evidence for each in found) > sum(each.evidence for each in best):
            best = found
    return best


def _flows(both: Lattice, items: int) -> Iterator[Relation]:
    """Yield x = x[t-1] + change, and x = x[t-1] + in - out."""
    tried = 3 * log10(items) + 1
    values, slack, filled = filled_of(both)
    known = filled[:, :items] & filled[:, items : 2 * items]
    risen = np.where(known, values[:, :items] - values[:, items : 2 * items], 0.0)
    room = slack[:, :items] + slack[:, items : 2 * items]
    steady = _steps_alike(np.where(known, risen, np.nan))
    for stock in map(int, np.flatnonzero(~steady)):
        other = [place for place in range(items) if place != stock]
        residual = risen[:, [stock]] - values[:, other]
        valid = known[:, [stock]] & filled[:, other]
        fits = promising(residual, room[:, [stock]] + slack[:, other], valid)
        proposed: list[Terms] = [
            ((stock, items + stock, other[at]), (-1.0, 1.0, 1.0)) for at in np.flatnonzero(fits)
        ]
        if not proposed:
            pairs = np.array(list(permutations(other, 2)), int).reshape(-1, 2)
            come, gone = pairs[:, 0], pairs[:, 1]
            residual = risen[:, [stock]] - values[:, come] + values[:, gone]
            valid = known[:, [stock]] & filled[:, come] & filled[:, gone]
            fits = promising(residual, room[:, [stock]] + slack[:, come] + slack[:, gone], valid)
            proposed = [
                ((stock, items + stock, int(come[at]), int(gone[at])), (-1.0, 1.0, 1.0, -1.0))
                for at in np.flatnonzero(fits)
            ]
        yield from (each for terms in proposed if (each := of_sum(both, *terms, tried)).believed)


def _steps_alike(risen: Floats) -> Flags:
    """Whether items mostly rise by one number from test to test: years, or the number of the row."""
    middle = np.nanmedian(np.where(np.isfinite(risen).any(axis=0), risen, 0.0), axis=0)
    same = (risen == middle).sum(axis=0)
    return np.asarray(same * 10 >= 6 * np.isfinite(risen).sum(axis=0))


def _growth(both: Lattice, items: int) -> Iterator[Relation]:
    """Yield 1 + rate = x / x[t-1], the rate in percent, and x / x[t-1] itself."""
    rates = compounding(both, items)
    tried = 2 * log10(items) + 0.5
    logs, relative = logarithms(rates)
    risen = logs[:, :items] - logs[:, items : 2 * items]
    room = relative[:, :items] + relative[:, items : 2 * items]
    for rate in range(items):
        stocks = [place for place in range(items) if place != rate]
        for at, constant in ((2 * items + rate, 1.0), (rate, 1.0), (rate, 100.0)):
            residual = logs[:, [at]] - risen[:, stocks] - np.log(constant)
            allowed = relative[:, [at]] + room[:, stocks]
            fits = promising(np.nan_to_num(residual), np.nan_to_num(allowed), np.isfinite(residual))
            for place in np.flatnonzero(fits):
                stock = stocks[place]
                found = of_product(rates, (at, stock, items + stock), (1.0, -1.0, 1.0), constant, tried)
                if found.believed:
                    yield found


def compounding(lattice: Lattice, items: int) -> Lattice:
    """Return a lattice with 1 + x/100 of its first items added; NaN for what is no percentage of growth."""
    values = 1 + lattice.values[:, :items] / 100
    with np.errstate(invalid="ignore"):
        fits = (values > 0) & (np.abs(lattice.values[:, :items]) < _LARGEST)
    values = np.where(fits, values, np.nan)
    names = [f"1 + {name}/100" for name in lattice.names[:items]]
    added = lattice.with_items(values, lattice.half[:, :items] / 100, lattice.cells[:, :items], names)
    return replace(added, rates=frozenset(range(lattice.items, added.items)))


def between(lattice: Lattice) -> Iterator[Relation]:
    """Yield rates between two items: rate = last/first - 1, compounded over a number of years."""
    items = lattice.items
    if not 2 < items <= _MOST_ITEMS or lattice.tests < _LEAST_TESTS:
        return
    rates = compounding(lattice, items)
    logs, _ = logarithms(sampled(rates))
    pairs = np.array(list(permutations(range(items), 2)), int)
    risen = logs[:, pairs[:, 1]] - logs[:, pairs[:, 0]]
    for rate in range(items):
        own = logs[:, items + rate]
        known = np.isfinite(own) & (np.abs(own) > _FLAT)
        if known.sum() < _LEAST_TESTS:
            continue
        spans = risen[known] / own[known, None]
        spans = np.where(np.isfinite(spans).sum(axis=0) > 2, spans, 0.0)
        with np.errstate(invalid="ignore"):
            span = np.median(np.nan_to_num(spans), axis=0)
        years = np.round(span)
        fits = (years >= 1) & (years <= _LONGEST) & (np.abs(span - years) <= 0.2)
        fits &= (pairs != rate).all(axis=1)
        for at in np.flatnonzero(fits):
            terms = (items + rate, int(pairs[at, 1]), int(pairs[at, 0])), (float(years[at]), -1.0, 1.0)
            found = of_product(rates, *terms, 1.0, 3 * log10(items) + log10(years[at]) + 0.5)
            if found.believed:
                yield found
