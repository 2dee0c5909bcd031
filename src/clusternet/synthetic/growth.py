"""Grow the network year by year: who ties with whom, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.calibration import Dials
from clusternet.synthetic.core import CoreYear
from clusternet.synthetic.dice import Dice
from clusternet.synthetic.layout import Layout, layout
from clusternet.synthetic.ledger import Ledger
from clusternet.synthetic.plan import plan
from clusternet.synthetic.rim import RimYear, rim_budget
from clusternet.synthetic.steering import Aim
from clusternet.synthetic.targets import Targets

# Communities are built around the named platforms; firms of one group share one.
_GROUPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 4, 9, 4, 10, 11, 12, 13, 14, 15)
_SHORT_OF = 0.996  # the last ties of a year lengthen paths a little


@dataclass(frozen=True)
class Grown:
    """A grown network as arrays: ends, year, and whether the tie is of the platform network."""

    layout: Layout
    src: npt.NDArray[np.int64]
    dst: npt.NDArray[np.int64]
    year: npt.NDArray[np.int64]
    core: npt.NDArray[np.bool_]


def grow(targets: Targets, rng: np.random.Generator, weights: npt.NDArray[np.float64] | None = None) -> Grown:
    """Grow a network that meets the structure tables.

    Parameters
    ----------
    targets
        Published tables.
    rng
        Source of all randomness.
    weights
        Relative activity of the platforms; left out, lognormal.
    """
    dials = Dials()
    where = layout(targets, dials.core.platforms)
    book = Ledger(where, Dice(rng))
    spread = np.exp(rng.normal(0, dials.core.weight_spread, where.n_platforms))
    weights = spread if weights is None else weights * spread
    activity = np.exp(rng.normal(0, 1, where.n_samples))
    _found_communities(book, targets, dials.core.communities)
    scheme = plan(targets, where, dials.core)
    lengths = targets.structure["average_path_length"].to_numpy(dtype=float)
    for i, year in enumerate(where.years):
        book.year = year
        fresh = CoreYear(book, scheme, dials.core, dials.rim).run(weights)
        aim = Aim(lengths[i] * _SHORT_OF, int(targets.structure["diameter"].iloc[i]))
        budget = rim_budget(book, int(targets.structure["total_edges"].iloc[i]))
        RimYear(book, scheme, dials.rim, fresh).run(budget, activity, aim)
    return Grown(
        layout=where,
        src=np.array(book.src),
        dst=np.array(book.dst),
        year=np.array(book.when),
        core=np.array(book.layer) == 0,
    )


def _found_communities(book: Ledger, targets: Targets, n: int) -> None:
    named = book.layout.n_named
    groups = np.array([_GROUPS[i % len(_GROUPS)] for i in range(named)])
    degree = targets.top_samples["degree"].to_numpy(dtype=float)
    pull = np.bincount(groups, weights=degree, minlength=n) ** 0.6
    drawn = book.dice.rng.choice(n, book.layout.n_platforms - named, p=pull / pull.sum())
    book.community[:named] = groups.tolist()
    book.community[named : book.layout.n_platforms] = drawn.tolist()
    book.members = [[] for _ in range(n)]
