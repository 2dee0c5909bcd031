"""Cities of firms, and what is fixed about the places of partner nodes before they are sited."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.layout import Layout
from clusternet.synthetic.roster import NAMED_PARTNERS, NAMED_SAMPLES
from clusternet.synthetic.targets import Targets
from clusternet.synthetic.territory import (
    CITY_NAMES,
    FOREIGN,
    PLATFORMS,
    SAMPLE_FIRMS,
    SPECIAL,
    city_weights,
)

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
_SPECIAL_SHARE = 0.012
_UNKNOWN_SHARE = 0.02
# Percent of all input that a platform of average activity takes up, with room for its city's partners.
_ROOM = 0.42


@dataclass(frozen=True)
class Seats:
    """City position (-1 for none), country, and which nodes may be put anywhere in the mainland."""

    city: Ints
    country: Texts
    movable: Ints


def firm_cities(targets: Targets, layout: Layout, rng: np.random.Generator) -> Ints:
    """Position in ``CITY_NAMES`` of every firm ever in the sample.

    Platforms and other firms fill the published numbers of their cities; firms that leave the sample
    come on top of them.
    """
    city = np.full(layout.n_samples, -1, dtype=np.int64)
    named = [NAMED_SAMPLES[name].city for name in targets.top_samples["node"]]
    city[: layout.n_named] = [CITY_NAMES.index(c) for c in named]
    platforms = _seats(PLATFORMS, named, layout.n_platforms - layout.n_named)
    city[layout.n_named : layout.n_platforms] = rng.permutation(platforms)
    others = dict(SAMPLE_FIRMS)
    for place, n in PLATFORMS.items():
        others[place] -= n
    leavers = np.array(layout.leavers, dtype=np.int64)
    staying = np.setdiff1d(np.arange(layout.n_platforms, layout.n_samples), leavers)
    city[staying] = rng.permutation(_seats(others, [], len(staying)))
    city[leavers] = rng.choice(city[staying], len(leavers))
    return city


def platform_room(targets: Targets, firms: Ints) -> npt.NDArray[np.float64]:
    """Relative activity of platforms: less where a small city's published share leaves little room."""
    receive = np.array(list(city_weights(1).values()))
    unnamed = firms[len(targets.top_samples) : targets.n_platforms]
    each = receive / np.maximum(np.bincount(unnamed, minlength=len(receive)), 1)
    return np.asarray(np.clip(each[firms[: targets.n_platforms]] / _ROOM, 0.25, 1))


def _seats(counts: dict[str, int], taken: list[str], n: int) -> Ints:
    seats = [CITY_NAMES.index(c) for c, k in counts.items() for _ in range(k - taken.count(c))]
    if len(seats) != n:
        raise ValueError(f"{len(seats)} seats for {n} firms")
    return np.array(seats, dtype=np.int64)


def seats(targets: Targets, layout: Layout, firms: Ints, category: Texts, rng: np.random.Generator) -> Seats:
    """Places of firms and named nodes, countries of partners abroad; the rest may be sited freely."""
    n = layout.n_nodes
    city = np.full(n, -1, dtype=np.int64)
    city[: layout.n_samples] = firms
    country = np.full(n, "中国", dtype=object)
    plain = np.arange(layout.n_samples + layout.n_named, n)
    abroad = plain[category[plain] == "foreign"]
    country[abroad] = rng.choice(np.array(list(FOREIGN), dtype=object), len(abroad), p=list(FOREIGN.values()))
    home = plain[category[plain] != "foreign"]
    draw = rng.random(len(home))
    special = home[draw < _SPECIAL_SHARE]
    country[special] = rng.choice(
        np.array(list(SPECIAL), dtype=object), len(special), p=list(SPECIAL.values())
    )
    unknown = home[(draw >= _SPECIAL_SHARE) & (draw < _SPECIAL_SHARE + _UNKNOWN_SHARE)]
    movable = np.setdiff1d(home, np.concatenate([special, unknown]))
    for i, name in enumerate(targets.top_partners["node"]):
        who = NAMED_PARTNERS[name]
        country[layout.n_samples + i] = who.country
        if who.city:
            city[layout.n_samples + i] = CITY_NAMES.index(who.city)
    return Seats(city, country, movable)
