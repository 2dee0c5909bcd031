"""Ranks: a column that orders another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clusternet.audit.relations.lattice import Floats, Lattice

_LEAST = 6
_MOST_OUT = 0.1


@dataclass(frozen=True)
class Ranking:
    """That one item ranks another.

    Attributes
    ----------
    rank, of
        Places of the items.
    descending
        Whether the largest value has rank 1.
    misplaced
        Tests whose rank does not fit, with the rank that would.
    checked
        Number of tests with both numbers.
    """

    rank: int
    of: int
    descending: bool
    misplaced: tuple[tuple[int, int], ...]
    checked: int


def rankings(lattice: Lattice) -> Iterator[Ranking]:
    """Yield what each item of ranks follows, if anything: the item it fits best."""
    for rank in range(lattice.items):
        if not _are_ranks(lattice.values[:, rank]):
            continue
        found = [
            each
            for of in range(lattice.items)
            if of != rank
            for down in (True, False)
            if (each := _ranking(lattice, rank, of, descending=down)) is not None
        ]
        if found:
            yield min(found, key=lambda each: (len(each.misplaced), not each.descending, each.of))


def _are_ranks(values: Floats) -> bool:
    """Tell whole numbers from 1 on, nearly all different, none much above their number."""
    held = values[np.isfinite(values)]
    if len(held) < _LEAST or (held != np.floor(held)).any() or held.min() != 1:
        return False
    return len(np.unique(held)) >= 0.7 * len(held) and float(np.median(held)) <= len(held)


def _ranking(lattice: Lattice, rank: int, of: int, *, descending: bool) -> Ranking | None:
    ranks, values = lattice.values[:, rank], lattice.values[:, of]
    valid = np.isfinite(ranks) & np.isfinite(values)
    at = np.flatnonzero(valid)
    if len(at) < _LEAST or len(np.unique(values[at])) < 0.5 * len(at):
        return None
    own = np.sort(-values[at] if descending else values[at])
    each = -values[at] if descending else values[at]
    best = np.searchsorted(own, each, "left") + 1
    worst = np.searchsorted(own, each, "right")
    out = [place for place in range(len(at)) if not best[place] <= ranks[at][place] <= worst[place]]
    if len(out) > max(2, _MOST_OUT * len(at)) or len(out) * 3 > len(at):
        return None
    return Ranking(rank, of, descending, tuple((int(at[place]), int(best[place])) for place in out), len(at))
