"""Flows between places: the origin-destination matrix, its margins and its largest cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.kernels.independence import completed
from clusternet.kernels.ties import levelled
from clusternet.limits import admit_matrix
from clusternet.network.resampling import Resampling, draws_of, firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import quotients
from clusternet.space.located import (
    COUNTS,
    LEVELS,
    Located,
    Places,
    base_within,
    located,
    observed_pairs,
    own_places,
    places_of,
)
from clusternet.typing import Count, Floats, Level, Marks
from clusternet.words.bases import Base, based, marked

__all__ = [
    "COUNTS",
    "LEVELS",
    "FlowMatrix",
    "Located",
    "Places",
    "base_within",
    "largest",
    "located",
    "margins",
    "matrix",
    "own_places",
    "places_of",
    "sure",
]


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
    technology
        Whether every relation of the network is one of technology.
    own
        Whether places are names of the data's own.
    synthetic
        Whether the data are; tables and figures of the matrix say so.
    observed : ndarray of bool, shape (places, places), optional
        Pairs of places one of which at least has a sample firm; all if None. The others were not looked at.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["北京", "广东", "日本"]})
    >>> flows = matrix(from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]}), nodes))
    >>> flows.base, int(flows.table.to_numpy().sum()), int(flows.table.loc["北京市", "广东省"])
    (1.0, 2, 1)
    """

    table: pd.DataFrame
    places: tuple[str, ...]
    level: Level
    count: Count
    base_name: Base
    technology: bool = False
    own: bool = False
    synthetic: bool = False
    observed: Marks | None = None

    @property
    def inside(self) -> pd.DataFrame:
        """The base: flows with both ends in its places."""
        return self.table.loc[list(self.places), list(self.places)]

    @property
    def base(self) -> float:
        """What shares are taken of: the sum of the base."""
        return float(self.inside.to_numpy().sum())

    @property
    def unobserved(self) -> int:
        """Pairs of places of the base that were not looked at."""
        return 0 if self.observed is None else int((~self.observed).sum())

    @property
    def outside(self) -> float:
        """What is not in the base: flows with an end outside its places, or unknown."""
        return float(self.table.to_numpy().sum()) - self.base


def matrix(
    net: ValueNetwork,
    *,
    level: Level = "province",
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
    places: Places | None = None,
    surveyed: ValueNetwork | None = None,
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
        Which regions are meant; see :func:`clusternet.places.china.region_maps`.
    places
        Where the nodes are at the level, if that is known: see :func:`places_of`.
    surveyed
        The network whose sample firms were asked, if ``net`` is without those that had no tie.

    Raises
    ------
    SchemaError
        If the nodes have no column that says where they are.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "a"]})
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "city": ["深圳", "浦东新区"]})
    >>> largest(matrix(from_frames(ties, nodes)), 1)[["source", "target", "share"]].values.tolist()
    [['广东省', '上海市', 0.5]]
    """
    found = located(net, level=level, count=count, region_map=region_map, places=places)
    size = len(found.names)
    admit_matrix(size, size, f"flows by {level}")
    cells = np.bincount(found.source * size + found.target, weights=found.amount, minlength=size**2).reshape(
        size, size
    )
    values = cells if count == "weight" else cells.astype(np.int64)
    table = pd.DataFrame(
        values, index=pd.Index(found.names, name="source"), columns=pd.Index(found.names, name="target")
    )
    technology = "relation" in net.edges and bool(net.edges["relation"].eq("technology").all())
    own, synthetic = net.about.places == "own", net.about.synthetic
    inside = found.names[: found.inside]
    seen = observed_pairs(surveyed or net, inside, level=level, region_map=region_map)
    observed = None if seen.all() else seen
    return FlowMatrix(table, inside, level, count, found.base_name, technology, own, synthetic, observed)


def margins(flows: FlowMatrix, n: int = 0) -> pd.DataFrame:
    """Return what every place supplies and receives, largest supplier first.

    Parameters
    ----------
    flows
        What :func:`matrix` returns.
    n
        How many places of the base; all where 0. Those outside the base follow in any case.

    Returns
    -------
    DataFrame
        ``place``, ``enable``, ``enable_share``, ``input``, ``input_share``, ``net`` (difference of the
        shares), ``base``, ``base_n``. Places outside the base stand last: what they exchange with any place,
        without shares.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]}), nodes)
    >>> margins(matrix(net))[["place", "enable", "input"]].head(2).values.tolist()
    [['北京市', 2, 0], ['广东省', 0, 2]]
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
    even = frame.assign(enable=levelled(frame["enable"]), input=levelled(frame["input"]))
    even = even.sort_values(["enable", "input", "place"], ascending=[False, False, True], kind="stable")
    frame = frame.loc[even.index]
    frame = frame.head(n) if n else frame
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
    return marked(based(frame[columns], flows.base_name, _whole(base, flows.count)), flows.synthetic)


def largest(flows: FlowMatrix, n: int = 20) -> pd.DataFrame:
    """Return the largest flows of the base.

    Parameters
    ----------
    flows
        What :func:`matrix` returns.
    n
        How many; 0 for all that are not zero.

    Returns
    -------
    DataFrame
        ``rank``, ``source``, ``target``, ``flow``, ``share`` (of the base), ``type`` (``intra``, ``inter``),
        ``expected_ratio`` (flow / what independence of supplier and receiver would give, over the pairs of
        places that are observed; NaN for others), ``base`` and ``base_n``; ``synthetic`` where the data are.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "b", "b"]}), nodes)
    >>> largest(matrix(net))[["source", "target", "flow", "type"]].values.tolist()
    [['北京市', '广东省', 2, 'inter'], ['广东省', '广东省', 1, 'intra']]
    """
    inside, base = flows.inside, flows.base
    values = inside.to_numpy()
    row, column = np.nonzero(values)
    expected = _expected(values, flows.observed)
    frame = pd.DataFrame(
        {
            "source": inside.index.to_numpy()[row],
            "target": inside.columns.to_numpy()[column],
            "flow": values[row, column],
            "share": values[row, column] / base if base else np.empty(0),
            "type": np.where(row == column, "intra", "inter"),
            "expected_ratio": values[row, column] / expected[row, column],
        }
    )
    frame = frame.assign(even=levelled(frame["flow"])).sort_values(
        ["even", "source", "target"], ascending=[False, True, True], kind="stable"
    )
    frame = (frame.head(n) if n else frame).drop(columns="even").reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return marked(based(frame, flows.base_name, _whole(base, flows.count)), flows.synthetic)


def _expected(values: Floats, observed: Marks | None) -> Floats:
    """Return what independence gives each pair; NaN where pairs are not observed."""
    seen = np.ones(values.shape, dtype=bool) if observed is None else observed
    there = np.where(seen, values, 0).astype(float)
    margins = there.sum(axis=1)[:, None], there.sum(axis=0)[:, None]
    rows, columns, total = completed(*margins, np.nonzero(~seen))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(seen, rows * columns.T / total, np.nan)


def sure(
    net: ValueNetwork,
    flows: FlowMatrix,
    *,
    region_map: str = china.DEFAULT_MAP,
    resampling: Resampling,
    least: float = quotients.LEAST,
) -> pd.DataFrame:
    """Return how sure the expected ratio of every flow is when firms are drawn again.

    Parameters
    ----------
    net, region_map
        What :func:`matrix` was made of.
    flows
        What it returned.
    resampling
        How firms are drawn.
    least
        Relations that a flow has at least for a test.

    Returns
    -------
    DataFrame
        ``source``, ``target``, ``expected_ratio_low``, ``expected_ratio_high``, ``effective_firms``,
        ``p_exact``, ``p``, ``replicates`` and ``seed``; see :func:`clusternet.space.quotients.intervals`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> found = sure(net, matrix(net), resampling=Resampling(49))
    >>> bool(found["p"].dropna().between(0, 1).all())
    True
    """
    found = located(net, level=flows.level, count=flows.count, region_map=region_map)
    inside = found.base
    if flows.observed is not None:
        inside = inside.copy()
        inside[inside] = flows.observed[found.source[inside], found.target[inside]]
    source, target = (end[found.rows[inside]] for end in net.ends)
    size, firm = found.inside, firms_of(net)
    tally = quotients.Tally(
        found.source[inside],
        found.target[inside],
        found.amount[inside],
        source,
        target,
        firm,
        (size, size),
        flows.observed,
    )
    frame = quotients.intervals(tally, tally.values(draws_of(firm, resampling)), least=least)
    row, column = tally.cells
    names = np.array(found.names, dtype=object)
    told = {"low": "expected_ratio_low", "high": "expected_ratio_high"}
    frame = frame.rename(columns=told).assign(source=names[row], target=names[column])
    kept = ["source", "target", *told.values(), "effective_firms", "p_exact", "p"]
    return frame[kept].assign(replicates=resampling.replicates, seed=resampling.seed)


def _whole(base: float, count: str) -> float | int:
    return base if count == "weight" else int(base)
