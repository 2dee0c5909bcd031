"""The city by city matrix of technology flows that the published shares allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from clusternet.synthetic.targets import Targets
from clusternet.synthetic.territory import CITY_NAMES, PROVINCE_NAMES, PROVINCE_OF, city_weights

Floats = npt.NDArray[np.float64]
_HOME = 1.6  # flows within a province are more frequent than size alone would make them
_ROUNDS = 600
# Unprinted places and pairs stay this far below the last printed one.
_BELOW = 0.96


@dataclass(frozen=True)
class Box:
    """A rectangle of the matrix whose sum is published (or capped), in percent."""

    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    value: float
    cap: bool = False


def flow_matrix(targets: Targets) -> Floats:
    """Shares of technology relations from city to city, in percent of all located ones.

    Iterative scaling from a gravity start: every published margin and cell in turn is scaled to its
    value, every unpublished one is scaled down to its cap where it exceeds it.
    """
    enable, receive = (np.array(list(city_weights(i).values())) for i in (0, 1))
    flow = np.outer(enable, receive) / 100
    home = np.array([PROVINCE_OF[c] for c in CITY_NAMES])
    flow[home[:, None] == home[None, :]] *= _HOME
    boxes = list(published_boxes(targets))
    for _ in range(_ROUNDS):
        flow *= (enable / flow.sum(axis=1))[:, None]
        flow *= (receive / flow.sum(axis=0))[None, :]
        for box in boxes:
            part = np.ix_(box.rows, box.columns)
            total = flow[part].sum()
            if total > 0 and (not box.cap or total > box.value):
                flow[part] *= box.value / total
    return flow


def published_boxes(targets: Targets) -> Iterator[Box]:
    """Published flows, caps of the unpublished ones first so that the published are exact."""
    yield from _caps(targets.province_flows, "province")
    yield from _caps(targets.city_flows, "city")
    both = _reconciled(targets)
    for level, table in (("province", targets.province_flows), ("city", targets.city_flows)):
        for a, b, share in _pairs(table, level):
            yield Box(members(a), members(b), both.get((a, b), share))


def members(place: str) -> npt.NDArray[np.intp]:
    """Positions of a province's cities, or of one city."""
    return np.array([i for i, c in enumerate(CITY_NAMES) if place in (c, PROVINCE_OF[c])], dtype=np.intp)


def _pairs(table: pd.DataFrame, level: str) -> list[tuple[str, str, float]]:
    columns = [f"enable_{level}", f"input_{level}", "share_pct"]
    return [(str(a), str(b), float(v)) for a, b, v in table[columns].itertuples(index=False)]


def _reconciled(targets: Targets) -> dict[tuple[str, str], float]:
    """Pairs of municipalities printed in both tables: halfway where the two differ.

    Beijing to Shanghai is 2.86 in Table 8 and 2.82 in Table 9, Shanghai to Beijing 2.33 and 2.28;
    2.84 and 2.305 lie within 0.05 points of both.
    """
    first = {(a, b): v for a, b, v in _pairs(targets.province_flows, "province")}
    second = {(a, b): v for a, b, v in _pairs(targets.city_flows, "city")}
    return {pair: (first[pair] + second[pair]) / 2 for pair in first.keys() & second.keys()}


def _caps(table: pd.DataFrame, level: str) -> Iterator[Box]:
    printed = {(a, b) for a, b, _ in _pairs(table, level)}
    cap = _BELOW * float(table["share_pct"].min())
    names = PROVINCE_NAMES if level == "province" else CITY_NAMES
    big = [n for n in names if len(members(n)) and _weight(n) > 1]
    for a in big:
        for b in big:
            if (a, b) not in printed:
                yield Box(members(a), members(b), cap, cap=True)


def _weight(place: str) -> float:
    weights = [city_weights(i) for i in (0, 1)]
    return max(sum(w[CITY_NAMES[j]] for j in members(place)) for w in weights)
