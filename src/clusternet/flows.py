"""Flows between places: the origin-destination matrix, its margins and its largest cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet import location, places
from clusternet.errors import ClusternetError
from clusternet.location import CITY_UNKNOWN, ZONES, Level
from clusternet.network import ValueNetwork

Count = Literal["relations", "pairs", "weight"]
LEVELS: tuple[Level, ...] = ("province", "city", "region", "country")
COUNTS: tuple[Count, ...] = ("relations", "pairs", "weight")


@dataclass(frozen=True, eq=False)
class FlowMatrix:
    """Flows from every place (rows, who supplies) to every place (columns, who receives).

    Attributes
    ----------
    table : DataFrame
        Square; places of the base first, then 港澳台, 国外 and 未知, which are counted and not in the base.
    places : tuple of str
        The places of the base: the 31 mainland provinces, or whatever lies in them.
    level, count
        What a place is, and what is counted.
    base_name
        The base in words.
    """

    table: pd.DataFrame
    places: tuple[str, ...]
    level: str
    count: str
    base_name: str

    @property
    def inside(self) -> pd.DataFrame:
        """The base: flows with both ends in its places."""
        return self.table.loc[list(self.places), list(self.places)]

    @property
    def base(self) -> float:
        """What shares are taken of: the sum of the base."""
        return float(self.inside.to_numpy().sum())


def matrix(
    net: ValueNetwork,
    *,
    level: Level = "province",
    count: Count = "relations",
    region_map: str = places.DEFAULT_MAP,
) -> FlowMatrix:
    """Count the flows between places.

    Parameters
    ----------
    net
        The network or a selection; take ``net.relation("technology")`` for flows of technology.
    level
        ``province``, ``city``, ``region`` or ``country``.
    count
        ``relations`` (rows), ``pairs`` (distinct ordered pairs of nodes) or ``weight``.
    region_map
        Which regions are meant; see :func:`clusternet.places.region_maps`.

    Raises
    ------
    SchemaError
        If the nodes have no column that says where they are.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "a"]})
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "city": ["深圳", "浦东新区"]})
    >>> largest(matrix(from_frames(ties, nodes)), 1)[["source", "target", "share"]].values.tolist()
    [['广东省', '上海市', 0.5]]
    """
    if level not in LEVELS or count not in COUNTS:
        raise ClusternetError(f"level {level!r}, count {count!r}; accepted: {', '.join((*LEVELS, *COUNTS))}")
    located = location.of_nodes(net.ungrouped, level=level, region_map=region_map)
    own = level == "country" or net.about.places == "own"
    inside = _order(located, net, level, region_map)
    names = [*inside, *((places.UNKNOWN,) if own else ZONES)]
    code = pd.Categorical(located, categories=names).codes.astype(np.int64)
    source, target, amount = _counted(net, count, code)
    cells = np.bincount(
        code[source] * len(names) + code[target], weights=amount, minlength=len(names) ** 2
    ).reshape(len(names), len(names))
    values = cells if count == "weight" else cells.astype(np.int64)
    table = pd.DataFrame(values, index=pd.Index(names, name="source"), columns=pd.Index(names, name="target"))
    where = "given" if own else "in the 31 mainland provinces"
    return FlowMatrix(table, tuple(inside), level, count, f"{count} with both ends {where}")


def margins(flows: FlowMatrix) -> pd.DataFrame:
    """Return what every place supplies and receives, largest supplier first.

    Returns
    -------
    DataFrame
        ``place``, ``enable``, ``enable_share``, ``input``, ``input_share``, ``net`` (difference of the
        shares), ``base``, ``base_n``. Places outside the base stand last: what they exchange with any place,
        without shares.
    """
    inside, base = flows.inside, flows.base
    frame = pd.DataFrame(
        {
            "place": inside.index,
            "enable": inside.sum(axis=1).to_numpy(),
            "input": inside.sum(axis=0).to_numpy(),
        }
    )
    for side in ("enable", "input"):
        frame[f"{side}_share"] = frame[side] / base if base else np.nan
    frame["net"] = frame["enable_share"] - frame["input_share"]
    frame = frame[(frame["enable"] > 0) | (frame["input"] > 0)]
    frame = frame.sort_values(["enable", "input", "place"], ascending=[False, False, True], kind="stable")
    outside = [zone for zone in flows.table.index if zone not in flows.places]
    rest = pd.DataFrame(
        {
            "place": outside,
            "enable": [flows.table.loc[zone].sum() for zone in outside],
            "input": [flows.table[zone].sum() for zone in outside],
        }
    )
    frame = pd.concat([frame, rest], ignore_index=True) if outside else frame.reset_index(drop=True)
    columns = ["place", "enable", "enable_share", "input", "input_share", "net"]
    return frame[columns].assign(base=flows.base_name, base_n=_whole(base, flows.count))


def largest(flows: FlowMatrix, n: int = 20) -> pd.DataFrame:
    """Return the ``n`` largest flows of the base (all that are not zero where 0).

    Returns
    -------
    DataFrame
        ``rank``, ``source``, ``target``, ``flow``, ``share`` (of the base), ``type`` (``intra``, ``inter``),
        ``expected_ratio`` (flow / what independence of supplier and receiver would give), ``base`` and
        ``base_n``.
    """
    inside, base = flows.inside, flows.base
    enable, received = inside.sum(axis=1).to_numpy(), inside.sum(axis=0).to_numpy()
    values = inside.to_numpy()
    row, column = np.nonzero(values)
    frame = pd.DataFrame(
        {
            "source": inside.index.to_numpy()[row],
            "target": inside.columns.to_numpy()[column],
            "flow": values[row, column],
            "share": values[row, column] / base if base else np.empty(0),
            "type": np.where(row == column, "intra", "inter"),
            "expected_ratio": values[row, column] * base / (enable[row] * received[column]),
        }
    )
    frame = frame.sort_values(["flow", "source", "target"], ascending=[False, True, True], kind="stable")
    frame = (frame.head(n) if n else frame).reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return frame.assign(base=flows.base_name, base_n=_whole(base, flows.count))


def _order(located: pd.Series, net: ValueNetwork, level: Level, region_map: str) -> list[str]:
    """Return the places of the base in their official order, or by name where there is none."""
    present = set(located) - set(ZONES)
    if level == "country" or net.about.places == "own":
        return sorted(set(located) - {places.UNKNOWN})
    if level == "province":
        return [name for name in places.MAINLAND if name in present]
    if level == "region":
        return [name for name in places.regions(region_map) if name in present]
    official: list[str] = []
    for province in places.MAINLAND:
        official += [place.name for place in places.cities(province)] + [province + CITY_UNKNOWN]
    return [name for name in dict.fromkeys(official) if name in present]


def _counted(
    net: ValueNetwork, count: Count, place: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return ends in ``net.ungrouped`` and an amount: one entry a row, or one a pair."""
    source, target = net.ungrouped.ends
    weight = net.edges["weight"].to_numpy(dtype=float)
    if count == "weight":
        return source, target, weight
    if count == "relations":
        return source, target, (weight > 0).astype(float)
    if net.members is None:
        links = net.links()
        return links.source, links.target, np.ones(links.size)
    ends = {"a": net.ends[0], "b": net.ends[1], "from": place[source], "to": place[target]}
    first = ~pd.DataFrame(ends)[weight > 0].duplicated()
    rows = first.index[first].to_numpy()  # groups with members in several places: a pair in each
    return source[rows], target[rows], np.ones(len(rows))


def _whole(base: float, count: str) -> float | int:
    return base if count == "weight" else int(base)
