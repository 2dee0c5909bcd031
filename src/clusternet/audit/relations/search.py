"""Relations proposed from the numbers alone: sums of runs, signed sums of few items, quotients, series."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from math import comb, log10
from typing import Any

import numpy as np

from clusternet.audit.relations.belief import (
    ENOUGH,
    Flags,
    Relation,
    by_luck,
    completed,
    is_plain,
    logarithms,
    of_product,
    of_sum,
)
from clusternet.audit.relations.lattice import Floats, Ints, Lattice

Terms = tuple[tuple[int, ...], tuple[float, ...]]
Proposing = Callable[[Lattice, float], Iterator[Terms]]

MOST_ROWS = 60
"""Rows up to which any few of them may be related, not only a run."""
_TELLING = 6
"""Tests that runs of long tables are tried on."""
_LEAST = 3
"""Tests from which more than runs is looked for."""
_SCREENED = 48
"""Tests that a relation is first tried on."""
_MOST_HOLD = 0.6
"""Share of them that must hold for a closer look."""
_WIDEST = {"run": 48, "pair": 40, "four": 22, "product": 36}
"""Items up to which every set of a family is tried; beyond, only neighbours."""
_NEIGHBOURS = 10
_LONGEST = 600
"""Items of a run in long tables; in longer ones a fifth."""
_PAIRS = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, -1), (2, 2), (3, 3))
"""Whole coefficients of two items that a third may be the sum of."""
_FOURS = ((1, 1, 1), (1, 1, -1), (1, -1, 1), (-1, 1, 1))
_ALIKE = 10.0
"""Evidence from which a signed sum of rows is believed."""
_POWERS = range(-9, 10)
_EXACT = 1e-9


def sums(lattice: Lattice) -> list[Relation]:
    """Return the sums that are believed, best first; none follows from those before it."""
    found: list[Relation] = []
    for family, tried in _families(lattice):
        found += _weighed(lattice, family, tried)
    kept = _independent(found)
    inner = {item for each in kept for item in each.items[1:]} - {each.items[0] for each in kept}
    outer = [item for item in range(lattice.printed) if item not in inner]
    if kept and 2 < len(outer) < lattice.printed:  # totals of totals
        tried = _tried_runs(lattice)
        more = _weighed(lattice, partial(_runs, order=outer), tried)
        kept = _independent([*kept, *more])
    return kept


def _families(lattice: Lattice) -> Iterator[tuple[Proposing, float]]:
    """Yield what proposes sums, with the decimal logarithm of how many it tries."""
    yield _runs, _tried_runs(lattice)
    if lattice.axis == "rows" and lattice.items > MOST_ROWS:
        return
    if lattice.tests >= _LEAST:
        yield _means, _tried_runs(lattice)
        yield _pairs, _tried(lattice, "pair", 3) + log10(len(_PAIRS))
    if lattice.tests > _LEAST:
        yield _fours, _tried(lattice, "four", 4) + log10(7)


def products(lattice: Lattice) -> list[Relation]:
    """Return the products and quotients that are believed, best first; the simpler before the longer."""
    items = lattice.items
    if items < 2 or items > _WIDEST["product"] or lattice.tests < 4:
        return []
    sample = sampled(lattice)
    logs, relative = logarithms(sample)
    single = _quotients(logs, relative)
    double = _products(logs, relative)
    tried = log10(max(items**3 / 2, 1))
    found = [of_product(lattice, *each, 0.0, 2 * log10(items)) for each in single]
    for terms in double:
        found += [_fitted(lattice, terms, tried)]
    return _simplest([each for each in found if each.believed])


def _fitted(lattice: Lattice, terms: Terms, tried: float) -> Relation:
    """Return a product with the power of ten as its constant where it fits as well as any."""
    free = of_product(lattice, *terms, 0.0, tried)
    power = round(log10(free.constant)) if free.constant > 0 else 0
    if power in _POWERS:
        clean = of_product(lattice, *terms, 10.0**power, tried)
        if clean.holds.sum() >= free.holds.sum():
            return clean
    return free


def sampled(lattice: Lattice) -> Lattice:
    """Return the tests with most numbers, evenly taken from all."""
    filled = np.isfinite(lattice.values).sum(axis=1)
    full = np.flatnonzero(filled >= np.median(filled)) if lattice.tests else np.arange(0)
    at = full[np.unique(np.linspace(0, len(full) - 1, min(_SCREENED, len(full))).astype(int))]
    values, half, unit, cells = (
        each[at] for each in (lattice.values, lattice.half, lattice.unit, lattice.cells)
    )
    return replace(lattice, values=values, half=half, unit=unit, cells=cells)


def _tried(lattice: Lattice, family: str, terms: int) -> float:
    """Return the decimal logarithm of how many sets of a family there are."""
    wide = min(lattice.items, _WIDEST[family])
    near = max(lattice.items / wide, 1.0)
    return log10(max(comb(wide, terms) * near, 1.0))


def _tried_runs(lattice: Lattice) -> float:
    items = max(lattice.printed, 2)
    return 3 * log10(items) if items <= _WIDEST["run"] else 2 * log10(items) + 1


def _weighed(lattice: Lattice, family: Proposing, tried: float) -> list[Relation]:
    sample = sampled(lattice)
    share = min(lattice.tests / max(sample.tests, 1), 4.0)  # of the evidence that the sample may hold
    least = (tried + ENOUGH) / share
    proposed = dict.fromkeys(family(sample, least))
    found = (of_sum(lattice, items, weights, tried) for items, weights in proposed)
    kept = [each for each in found if each.believed and each.evidence >= _least(each)]
    return [completed(each, tried) for each in kept]


def _least(found: Relation) -> float:
    """Return the evidence asked for: more of signed sums and means of rows, which rise and fall together."""
    return _ALIKE if found.lattice.axis == "rows" and not is_plain(found.weights) else 0.0


def promising(residual: Floats, slack: Floats, valid: Flags) -> Flags:
    """Whether most tests (the first axis) of each candidate hold."""
    kept = ((np.abs(residual) <= slack) & valid).sum(axis=0)
    return np.asarray((kept >= _MOST_HOLD * valid.sum(axis=0)) & (kept >= 2))


def _telling(
    residual: Floats, slack: Floats, valid: Flags, unit: Floats, reach: Floats, least: float
) -> tuple[Ints, ...]:
    """Return the places of the candidates that hold in most tests, with evidence enough that it is no luck.

    Parameters
    ----------
    unit, reach
        The unit of the residual, and how far it might have been off: their quotient is the chance that it is
        nought by luck, rounding apart.
    least
        Decimal logarithm of the odds that are needed, if rounding is granted or if it is not.
    """
    found = np.nonzero(promising(residual, slack, valid))
    if not len(found[0]):
        return found
    here: tuple[Any, ...] = (slice(None), *found)
    held = [np.broadcast_to(each, residual.shape)[here] for each in (residual, slack, valid, unit, reach)]
    off, granted, known, step, far = held
    enough = np.zeros(len(found[0]), np.bool_)
    for room in (granted, np.minimum(granted, _EXACT * far)):
        holds = (np.abs(off) <= room) & known
        gained = -(np.log10(by_luck(2 * room + step, 2 * far)) * holds).sum(axis=0)
        enough |= promising(off, room, known) & (gained >= least)
    return tuple(each[enough] for each in found)


def filled_of(lattice: Lattice) -> tuple[Floats, Floats, Flags]:
    """Return values and slack with nought for blanks, and what is filled."""
    filled = np.isfinite(lattice.values)
    values = np.where(filled, lattice.values, 0.0)
    slack = np.where(filled, lattice.half, 0.0) * (1 + 1e-9) + 1e-9 * np.abs(values)
    return values, slack, filled


def _runs(lattice: Lattice, least: float, order: list[int] | None = None) -> Iterator[Terms]:
    """Yield items that are the sum of two or more side by side, or of every second, third or fourth."""
    places = np.array(order if order is not None else range(lattice.printed), np.int64)
    if len(places) > _WIDEST["run"]:
        yield from _long_runs(lattice, places, least)
        return
    values, slack, filled = filled_of(lattice)
    targets = np.arange(lattice.items)
    for step in (1, 2, 3, 4):
        for start in range(len(places) - 1):
            run = places[start::step]
            if len(run) < 2:
                break
            total, allowed = (each[:, run].cumsum(axis=1)[:, 1:, None] for each in (values, slack))
            residual, room = total - values[:, None, :], allowed + slack[:, None, :]
            unit, reach = lattice.unit[:, None, :], np.abs(values)[:, None, :]
            found = _telling(residual, room, filled[:, None, :], unit, reach, least)
            for last, target in zip(*found, strict=True):
                parts = run[: last + 2]
                if target not in parts:
                    yield (int(targets[target]), *map(int, parts)), (-1.0, *(1.0,) * len(parts))


def _long_runs(lattice: Lattice, places: Ints, least: float) -> Iterator[Terms]:
    """Yield items that are the sum of a run that begins or ends beside them."""
    values, slack, filled = filled_of(lattice)
    various = np.argsort([-len(np.unique(row)) for row in values], kind="stable")[:_TELLING]
    chosen = np.ix_(various, places)
    values, slack, unit = (each[chosen] for each in (values, slack, lattice.unit))
    filled = filled[chosen]
    count = len(places)
    for way in (1, -1):
        for at in range(count):
            stop = at + way * ((_LONGEST if count <= _LONGEST else _LONGEST // 5) + 1)
            run = np.arange(at + way, max(min(stop, count), -1), way)
            if len(run) < 2 or filled[:, at].sum() < 1:
                continue
            residual = values[:, run].cumsum(axis=1) - values[:, at : at + 1]
            allowed = slack[:, run].cumsum(axis=1) + slack[:, at : at + 1]
            (found,) = _telling(
                residual, allowed, filled[:, [at]], unit[:, [at]], np.abs(values[:, [at]]), least
            )
            for last in found[found > 0][:3]:
                parts = sorted(map(int, places[run[: last + 1]]))
                yield (int(places[at]), *parts), (-1.0, *(1.0,) * len(parts))


def _means(lattice: Lattice, least: float) -> Iterator[Terms]:
    """Yield items that are the mean of a run side by side."""
    if lattice.printed > _WIDEST["run"]:
        return
    values, slack, filled = filled_of(lattice)
    for start in range(lattice.printed - 1):
        run = np.arange(start, lattice.printed)
        length = np.arange(1, len(run) + 1)
        total, allowed = values[:, run].cumsum(axis=1), slack[:, run].cumsum(axis=1)
        whole = filled[:, run].cumsum(axis=1) == length
        residual = total[:, :, None] - length[None, :, None] * values[:, None, :]
        room = allowed[:, :, None] + length[None, :, None] * slack[:, None, :]
        valid, unit, reach = (
            whole[:, :, None] & filled[:, None, :],
            lattice.unit[:, None, :],
            np.abs(total)[:, :, None],
        )
        for last, target in zip(*_telling(residual, room, valid, unit, reach, least), strict=True):
            parts = run[: last + 1]
            if last and target not in parts:
                yield (int(target), *map(int, parts)), (-float(last + 1), *(1.0,) * len(parts))


def _near_sets(lattice: Lattice, family: str, size: int) -> Iterator[tuple[int, ...]]:
    """Yield all sets of items, or those within a window where there are many."""
    if lattice.items <= _WIDEST[family]:
        yield from combinations(range(lattice.items), size)
        return
    for start in range(lattice.items):
        for rest in combinations(range(start + 1, min(start + _NEIGHBOURS, lattice.items)), size - 1):
            yield start, *rest


def _pairs(lattice: Lattice, least: float) -> Iterator[Terms]:
    """Yield items that are a sum of two others with small whole coefficients."""
    sets = np.array(list(_near_sets(lattice, "pair", 3)), int).reshape(-1, 3)
    if not len(sets):
        return
    values, slack, filled = filled_of(lattice)
    held, room = values[:, sets], slack[:, sets]
    valid, reach = np.asarray(filled[:, sets].all(axis=2)), np.abs(held).max(axis=2)
    for turn in range(3):
        target, one, two = (held[:, :, (turn + shift) % 3] for shift in range(3))
        own, first_room, second_room = (room[:, :, (turn + shift) % 3] for shift in range(3))
        unit = lattice.unit[:, sets[:, turn]]
        for first, second in _PAIRS:
            residual = first * one + second * two - target
            allowed = abs(first) * first_room + abs(second) * second_room + own
            for at in _telling(residual, allowed, valid, unit, reach, least)[0]:
                items = tuple(int(sets[at, (turn + shift) % 3]) for shift in range(3))
                yield items, (-1.0, float(first), float(second))


def _fours(lattice: Lattice, least: float) -> Iterator[Terms]:
    """Yield items that are a signed sum of three others."""
    sets = np.array(list(_near_sets(lattice, "four", 4)), int).reshape(-1, 4)
    if not len(sets) or lattice.tests < 3:
        return
    values, slack, filled = filled_of(lattice)
    held, room = values[:, sets], slack[:, sets].sum(axis=2)
    valid = np.asarray(filled[:, sets].all(axis=2))
    unit, reach = lattice.unit[:, sets].max(axis=2), np.abs(held).max(axis=2)
    for target in range(4):
        parts = [place for place in range(4) if place != target]
        for signs in _FOURS if target == 0 else _FOURS[:1]:
            weights = np.zeros(4)
            weights[target], weights[parts] = -1, signs
            for at in _telling(held @ weights, room, valid, unit, reach, least)[0]:
                order = [target, *parts]
                yield tuple(map(int, sets[at, order])), tuple(map(float, weights[order]))


def _quotients(logs: Floats, relative: Floats) -> Iterator[Terms]:
    """Yield pairs of items whose quotient is the same in most tests."""
    one, two = np.triu_indices(logs.shape[1], 1)
    for at in np.flatnonzero(_steady(logs[:, one] - logs[:, two], relative[:, one] + relative[:, two])):
        yield (int(one[at]), int(two[at])), (1.0, -1.0)


def _products(logs: Floats, relative: Floats) -> Iterator[Terms]:
    """Yield items that are, but for a constant, the product of two others."""
    items = logs.shape[1]
    for one in range(items - 1):
        others = np.arange(one + 1, items)
        both, room = (each[:, [one]] + each[:, others] for each in (logs, relative))
        total, room = logs[:, None, :] - both[:, :, None], relative[:, None, :] + room[:, :, None]
        fits = _steady(total.reshape(len(logs), -1), room.reshape(len(logs), -1))
        for two, target in np.argwhere(fits.reshape(len(others), items)):
            if target not in (one, others[two]):
                yield (int(target), one, int(others[two])), (1.0, -1.0, -1.0)


def _steady(total: Floats, room: Floats) -> Flags:
    """Whether most tests of each candidate (the second axis) lie at one level."""
    valid = np.isfinite(total)
    enough = valid.sum(axis=0) >= 4
    level = medians(total)
    with np.errstate(invalid="ignore"):
        holds = valid & (np.abs(total - level) <= 2 * room)
    return np.asarray(enough & (holds.sum(axis=0) >= _MOST_HOLD * valid.sum(axis=0)))


def medians(values: Floats) -> Floats:
    """Return the median of the finite numbers of each column; NaN for none."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    ranked = np.sort(np.where(np.isfinite(values), values, np.nan), axis=0)
    count = np.isfinite(ranked).sum(axis=0)
    middle = [
        np.take_along_axis(ranked, np.maximum(at, 0)[None], 0)[0] for at in ((count - 1) // 2, count // 2)
    ]
    return np.where(count > 0, (middle[0] + middle[1]) / 2, np.nan)


def _independent(found: list[Relation]) -> list[Relation]:
    """Return the relations that say something new, best first."""
    kept: list[Relation] = []
    basis: list[Floats] = []
    for each in sorted(found, key=_plainness):
        row = np.zeros(each.lattice.items)
        row[list(each.items)] = each.weights
        if basis and np.linalg.matrix_rank(np.array([*basis, row])) == len(basis):
            continue
        if any(_hides(other, each) for other in kept):
            continue
        basis.append(row)
        kept.append(each)
    return sorted(kept, key=lambda each: -each.evidence)


def _plainness(found: Relation) -> tuple[bool, bool, bool, float]:
    signed = min(found.weights[1:]) < 0 or max(found.weights) > 1
    return found.failing > 0, signed, len(found.items) > 4, -found.evidence


def _hides(known: Relation, other: Relation) -> bool:
    """Whether a relation is a known one but for items that are mostly nought."""
    apart = set(known.items) ^ set(other.items)
    if known.items[0] not in other.items or len(apart) >= len(known.items):
        return False
    values = np.nan_to_num(known.lattice.values[:, sorted(apart)])
    return bool(apart) and bool((values == 0).mean(axis=0).min() >= 0.4)


def _simplest(found: list[Relation]) -> list[Relation]:
    """Return the products without those that a simpler one with as few failing tests explains."""
    kept: list[Relation] = []
    for each in sorted(found, key=lambda each: (len(each.items), each.failing, -each.evidence)):
        pairs = [set(other.items) for other in kept if len(other.items) == 2]
        if len(each.items) == 2 and any(len(set(each.items) & pair) == 1 for pair in pairs):
            chained = [pair for pair in pairs if set(each.items) & pair]
            if len(set().union(*chained)) <= len(chained):
                continue
        if len(each.items) == 3 and any(pair <= set(each.items) for pair in pairs):
            continue
        if any(set(each.items) == set(other.items) for other in kept):
            continue
        kept.append(each)
    return kept
