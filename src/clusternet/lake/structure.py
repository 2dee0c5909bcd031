"""The structure of every year in one pass over the rows: what counting gives, by the definitions of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import UndefinedError
from clusternet.lake import components, walks
from clusternet.lake.lake import Lake
from clusternet.lake.machine import refuse
from clusternet.network.links import Links
from clusternet.structure import metrics
from clusternet.structure.community import Search
from clusternet.structure.definitions import MEASURES, Graph
from clusternet.structure.metrics import COLUMNS, Structure, check_columns
from clusternet.typing import Ints
from clusternet.words.bases import marked
from clusternet.words.text import Text, said_by

__all__ = ["COSTLY", "COUNTED", "NULL", "by_year", "pairs_by_year", "snapshots"]

NULL = (
    "diameter", "radius", "modularity", "modularity_median", "modularity_min", "communities",
    "community_algorithm", "seeds", "strong_components", "largest_strong_component",
)  # fmt: skip
"""Columns that need one machine: always empty on a lake, and refused where they are asked for by name."""

COUNTED = tuple(name for name in COLUMNS if name not in NULL)
COSTLY = ("average_path_length", "reachable_share", "average_clustering")
"""Columns that take more than a few passes: computed where they are asked for by name."""

_ELSEWHERE = Text("需在单机上计算（--engine local）", "needs one machine (--engine local)")
_ASKED = Text("用 --columns 点名时才计算", "computed where --columns names it")
_LATER = Text("取决于行的先后，数据湖的行没有顺序", "depends on the order of rows, which a lake has not")


class _Counts(Graph):
    """The numbers of a merged graph that is nowhere in memory."""

    def __init__(self, links: _Size, convention: Convention, parts: components.Components | None) -> None:
        super().__init__(links, convention, Search(), ())
        self._parts = parts

    @cached_property
    def weak(self) -> Ints:
        """Nodes of each weak component; of all but the largest it is known only that there are some."""
        assert self._parts is not None
        found = np.ones(self.links.n - self._parts.joined, dtype=np.int64)
        found[:1] = max(self._parts.largest, 1)
        return found


class _Size(Links):
    """The size of the links that are counted elsewhere."""

    def __init__(self, n: int, size: int, weight: float, *, directed: bool) -> None:
        none = np.empty(0, dtype=np.int64)
        super().__init__(n, none, none, np.array([weight]), directed)
        object.__setattr__(self, "_counted", size)

    @property
    def size(self) -> int:
        """Number of links, self-loops included."""
        return int(self._counted)  # type: ignore[attr-defined]


def by_year(
    lake: Lake,
    years: Sequence[int] | None = None,
    convention: Convention = GEPHI,
    *,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Measure the cumulative snapshot of each year, as :func:`clusternet.structure.metrics.by_year` does.

    Parameters
    ----------
    lake
        The data, or a selection.
    years
        Which years; every year that has rows if None.
    convention
        Which software's definitions to use.
    columns
        Columns of :data:`clusternet.structure.metrics.COLUMNS`; all if None, of which :data:`NULL` and
        :data:`COSTLY` are empty.

    Raises
    ------
    ClusternetError
        If a column is unknown, or asked for by name and of :data:`NULL`.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     by_year(opened, columns=["nodes", "weak_components"]).values.tolist()
    [[2020, 2, 1], [2021, 3, 1]]
    """
    found = snapshots(lake, years, convention, columns=columns)
    return marked(metrics.table(found, columns=columns), lake.about.synthetic)


def snapshots(
    lake: Lake,
    years: Sequence[int] | None = None,
    convention: Convention = GEPHI,
    *,
    columns: Iterable[str] | None = None,
    whole: bool = False,
) -> list[tuple[object, Structure]]:
    """Return the structures behind :func:`by_year`, with the reasons of what is empty.

    Parameters
    ----------
    lake, years, convention, columns
        As in :func:`by_year`.
    whole
        All rows of the selection as one, whatever years they have.
    """
    wanted = check_columns(columns)
    asked = wanted if columns is not None else ()
    refuse(lake, [name for name in NULL if name in asked])
    labels: list[int | None] = [*(lake.years if years is None else years)]
    if whole or not labels:
        labels = [None]
    counts = _Tallies(lake, labels, directed=lake.directed and convention.directed)
    parts: list[components.Components | None] = [None] * len(labels)
    if {"weak_components", "largest_weak_component"} & set(wanted):
        parts = [*components.by_year(lake, labels, pairs=counts.pairs)]
    rows: list[tuple[object, Structure]] = []
    for place, year in enumerate(labels):
        costly = [name for name in COSTLY if name in asked]
        own = counts.of(place)
        values, notes = _measured(lake, own, parts[place], convention, wanted)
        for name in costly:
            values[name], said = _costly(lake, year, name, convention, own["nodes"])
            notes |= {} if said is None else {name: said}
        notes |= {name: _ELSEWHERE for name in NULL if name in wanted}
        notes |= {name: _ASKED for name in COSTLY if name in wanted and name not in costly}
        rows.append((year, replace(Structure(**values), notes=notes)))
    return rows


def _measured(
    lake: Lake,
    own: dict[str, Any],
    parts: components.Components | None,
    convention: Convention,
    wanted: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Text]]:
    """Return what counts give, and why a value is missing."""
    directed = lake.directed and convention.directed
    graph = _Counts(_Size(own["nodes"], own["edges"], own["weight"], directed=directed), convention, parts)
    values: dict[str, Any] = {}
    notes: dict[str, Text] = {}
    for name in (each for each in wanted if each in COUNTED and each not in COSTLY):
        if name in own and name not in MEASURES:
            values[name] = own[name]
            continue
        try:
            if name == "average_weighted_degree" and _by_order(lake, convention):
                values[name], notes[name] = None, _LATER
            else:
                values[name] = MEASURES[name](graph)
        except UndefinedError as error:
            values[name], notes[name] = float("nan"), said_by(error)
    return values, notes


def _by_order(lake: Lake, convention: Convention) -> bool:
    return lake.directed and not convention.directed and convention.mutual_weight == "later"


class _Tallies:
    """What is counted by year, added up."""

    def __init__(self, lake: Lake, labels: Sequence[int | None], *, directed: bool) -> None:
        self.lake, self.labels = lake, labels
        self.pairs = lake.table("directed")
        view = self.pairs if directed or not lake.directed else lake.table("undirected")
        one = "CAST(COUNT(*) AS BIGINT)"
        self.rows = lake.fetch(
            f"SELECT y AS f, {one} AS n, SUM(CASE WHEN w > 0 THEN w ELSE 0.0E0 END) AS w "
            f"FROM {lake.rows} GROUP BY y"
        )
        self.links = lake.fetch(
            f"SELECT f, {one} AS n, CAST(SUM(CASE WHEN s = t THEN 1 ELSE 0 END) AS BIGINT) AS loops "
            f"FROM {view} GROUP BY f"
        )
        self.kinds = lake.kind(None)
        left = (
            "n.left_year" if "left_year" in lake.staged.nodes and not lake.touched else "CAST(NULL AS BIGINT)"
        )
        listed = f"f, {self.kinds or 'CAST(NULL AS VARCHAR(7))'} AS kind, {left} AS gone"
        how = "LEFT JOIN" if lake.all_nodes else "JOIN"
        self.nodes = lake.fetch(
            f"SELECT f, kind, gone, {one} AS n FROM (SELECT {listed} FROM nodes n "
            f"{how} {lake.table('tied')} x ON n.id = x.id) own GROUP BY f, kind, gone"
        )

    def of(self, place: int) -> dict[str, Any]:
        """Return the numbers of a snapshot."""
        year = self.labels[place]
        rows, links = (self._until(each, year) for each in (self.rows, self.links))
        nodes = self.nodes if self.lake.all_nodes else self._until(self.nodes, year)
        as_of = self.lake.as_of if year is None else year
        partner = nodes["kind"].ne("sample")
        if as_of is not None:
            partner |= nodes["gone"].le(as_of).fillna(False)
        known = self.kinds is not None
        return {
            "relations": int(rows["n"].sum()),
            "weight": float(rows["w"].sum()),
            "nodes": int(nodes["n"].sum()),
            "sample_nodes": int(nodes["n"][~partner].sum()) if known else None,
            "partner_nodes": int(nodes["n"][partner].sum()) if known else None,
            "edges": int(links["n"].sum()),
            "self_loops": int(links["loops"].sum()),
        }

    @staticmethod
    def _until(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
        return frame if year is None else frame[frame["f"].le(year).fillna(False)]


def _costly(
    lake: Lake, year: int | None, name: str, convention: Convention, nodes: int
) -> tuple[float, Text | None]:
    """Return a value that takes more than a few passes, and what there is to say of it."""
    try:
        if name == "average_clustering":
            return walks.average_clustering(lake, convention, year=year, nodes=nodes), None
        if convention.distances == "connected":
            raise UndefinedError.of("gephi_on_lake", name=convention.name)
        found = walks.distances(lake, convention, year=year)
    except UndefinedError as error:
        return float("nan"), said_by(error)
    estimate = found.average if name == "average_path_length" else found.reachable
    if found.origins == found.nodes:
        return estimate.value, None
    low, high, drawn, n = f"{estimate.low:.6g}", f"{estimate.high:.6g}", found.origins, found.nodes
    return estimate.value, Text(
        f"由到 {n:,} 个节点中 {drawn:,} 个的距离估计，95%区间 {low} 至 {high}",
        f"estimated from the distances to {drawn:,} of {n:,} nodes, 95 % interval {low} to {high}",
    )


def pairs_by_year(lake: Lake) -> pd.DataFrame:
    """Return how many ordered pairs are linked up to each year, and how many of them both ways.

    Parameters
    ----------
    lake
        The data, or a selection; its rows have years.

    Returns
    -------
    DataFrame
        ``year``, ``new_edges`` (pairs first linked in it), ``edges`` (up to it), ``mutual_edges`` (whose
        opposite is linked by then, without self-loops) and ``reciprocity``, their share of the edges that are
        no self-loops, 0 to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"], "year": [2020, 2021]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     pairs_by_year(opened)["reciprocity"].tolist()
    [0.0, 1.0]
    """
    pairs = lake.table("directed")
    new = lake.fetch(
        "SELECT a.f AS one, b.f AS other, CAST(COUNT(*) AS BIGINT) AS n, "
        "CAST(SUM(CASE WHEN a.s = a.t THEN 1 ELSE 0 END) AS BIGINT) AS loops "
        f"FROM {pairs} a LEFT JOIN {pairs} b ON a.s = b.t AND a.t = b.s AND a.s <> a.t "
        "WHERE a.f IS NOT NULL GROUP BY a.f, b.f"
    )
    both = new[new["other"].notna()].assign(since=lambda rows: rows[["one", "other"]].max(axis=1))
    years = lake.years
    first = [int(new["n"][new["one"].eq(year)].sum()) for year in years]
    loops = [*accumulate(int(new["loops"][new["one"].eq(year)].sum()) for year in years)]
    mutual = [*accumulate(int(both["n"][both["since"].eq(year)].sum()) for year in years)]
    frame = pd.DataFrame({"year": years, "new_edges": first, "edges": [*accumulate(first)]})
    frame["mutual_edges"] = mutual
    proper = frame["edges"] - loops
    frame["reciprocity"] = frame["mutual_edges"] / proper.where(proper > 0)
    return marked(frame, lake.about.synthetic)
