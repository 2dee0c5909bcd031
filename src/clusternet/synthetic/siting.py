"""Where partner nodes sit, so that technology flows between places come out as published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.gravity import flow_matrix, members
from clusternet.synthetic.targets import Targets
from clusternet.synthetic.territory import CITY_NAMES, PROVINCE_NAMES, PROVINCE_OF

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_SWEEPS = 4
_PRINTED = 0.04  # weight of the squared error of a published number, in relations
_PLAIN = 0.5
_MARGIN = 0.02


@dataclass
class _Level:
    """Errors (relations too many) and their weights at one level: cities or provinces."""

    error: Floats
    weight: Floats
    row_error: Floats
    row_weight: Floats
    column_error: Floats
    column_weight: Floats

    def shift(self, row: int, column: int, n: int) -> None:
        self.error[row, column] += n
        self.row_error[row] += n
        self.column_error[column] += n


def site_partners(
    targets: Targets,
    src: Ints,
    dst: Ints,
    city: Ints,
    movable: Ints,
    rng: np.random.Generator,
) -> Ints:
    """Choose a city for every movable node.

    Nodes start in random cities and move, one at a time, to the city that lowers the weighted squared
    error of all flows most: cells and margins, of cities and of provinces.

    Parameters
    ----------
    targets
        Published tables.
    src, dst
        Ends of the technology relations, one item a relation.
    city
        Position of each node's city in ``CITY_NAMES``; -1 where it has none in the mainland.
    movable
        Nodes whose city is free.
    rng
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        `city` with the movable nodes placed.
    """
    share = flow_matrix(targets)
    placed = city.copy()
    placed[movable] = rng.choice(len(CITY_NAMES), len(movable), p=share.sum(axis=0) / share.sum())
    located = (placed[src] >= 0) & (placed[dst] >= 0)
    goal = share / share.sum() * located.sum()
    province = np.array([PROVINCE_NAMES.index(PROVINCE_OF[c]) for c in CITY_NAMES])
    cities = _level(targets, goal, "city", np.arange(len(CITY_NAMES)))
    provinces = _level(targets, goal, "province", province)
    for a, b in zip(placed[src[located]], placed[dst[located]], strict=True):
        cities.shift(a, b, 1)
        provinces.shift(province[a], province[b], 1)
    ties = _ties(src[located], dst[located], set(movable.tolist()))
    for _ in range(_SWEEPS):
        for node in rng.permutation(movable):
            if int(node) in ties:
                placed[node] = _move(int(placed[node]), ties[int(node)], placed, cities, provinces, province)
    return placed


def _ties(src: Ints, dst: Ints, movable: set[int]) -> dict[int, list[tuple[bool, int]]]:
    ties: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    for a, b in zip(src.tolist(), dst.tolist(), strict=True):
        if a in movable:
            ties[a].append((True, b))
        if b in movable:
            ties[b].append((False, a))
    return ties


def _level(targets: Targets, goal: Floats, level: str, of: npt.NDArray[np.intp] | Ints) -> _Level:
    n = int(of.max()) + 1
    want = np.zeros((n, n))
    np.add.at(want, (of[:, None], of[None, :]), goal)
    names = list(CITY_NAMES if level == "city" else PROVINCE_NAMES)
    flows = targets.city_flows if level == "city" else targets.province_flows
    weight = _PLAIN / (want + 25)
    for a, b in flows[[f"enable_{level}", f"input_{level}"]].itertuples(index=False):
        weight[names.index(a), names.index(b)] = _PRINTED
    return _Level(
        error=-want,
        weight=weight,
        row_error=-want.sum(axis=1),
        row_weight=np.full(n, _MARGIN),
        column_error=-want.sum(axis=0),
        column_weight=np.full(n, _MARGIN),
    )


def _move(
    here: int,
    ties: list[tuple[bool, int]],
    placed: Ints,
    cities: _Level,
    provinces: _Level,
    province: npt.NDArray[np.intp],
) -> int:
    """Take a node out of its city and put it where it serves the flows best."""
    supplies = [placed[other] for out, other in ties if out]
    receives = [placed[other] for out, other in ties if not out]
    _put(here, supplies, receives, -1, cities, provinces, province)
    cost = _cost(cities, supplies, receives)
    cost += _cost(provinces, [province[c] for c in supplies], [province[c] for c in receives])[province]
    best = int(cost.argmin())
    _put(best, supplies, receives, 1, cities, provinces, province)
    return best


def _put(
    at: int,
    supplies: list[int],
    receives: list[int],
    n: int,
    cities: _Level,
    provinces: _Level,
    province: npt.NDArray[np.intp],
) -> None:
    for other in supplies:
        cities.shift(at, other, n)
        provinces.shift(province[at], province[other], n)
    for other in receives:
        cities.shift(other, at, n)
        provinces.shift(province[other], province[at], n)


def _cost(level: _Level, supplies: list[int], receives: list[int]) -> Floats:
    """Change of the weighted squared error if the node sat in each place."""
    out, inn = len(supplies), len(receives)
    cost = level.row_weight * (2 * level.row_error * out + out * out)
    cost += level.column_weight * (2 * level.column_error * inn + inn * inn)
    for other in set(supplies):
        m = supplies.count(other)
        cost += level.weight[:, other] * (2 * level.error[:, other] * m + m * m)
    for other in set(receives):
        m = receives.count(other)
        cost += level.weight[other] * (2 * level.error[other] * m + m * m)
    return np.asarray(cost)


__all__ = ["members", "site_partners"]
