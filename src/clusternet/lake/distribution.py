"""How relations and nodes are distributed, counted on an engine: distinct cells and how often they stand."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.lake.lake import Lake
from clusternet.lake.places import PLACES
from clusternet.network.absent import no_kinds, no_years
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import distribution, location
from clusternet.space.distribution import By, counted
from clusternet.space.values import each_value
from clusternet.typing import Ints

__all__ = ["by_year", "shares", "unvalued"]

Of = Literal["edges", "nodes"]


def shares(lake: Lake, by: By = "technology", **options: Any) -> pd.DataFrame:
    """Return how many relations, or nodes, fall on each value, as in :mod:`clusternet.space.distribution`.

    Parameters
    ----------
    lake
        The data, or a selection.
    by
        The attribute.
    **options
        Those of :func:`clusternet.space.distribution.shares`.

    Raises
    ------
    SchemaError
        If the data have no such attribute.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "technology": ["5G；物联网", "5G"]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     shares(opened)[["name", "count"]].values.tolist()
    [['5G', 2], ['物联网', 1]]
    """
    cells = _Cells(lake, by, **options)
    return cells.table(cells.times(None))


def unvalued(lake: Lake, by: By = "technology", **options: Any) -> int:
    """Return how many relations, or nodes, have no value and so are not in the base of :func:`shares`.

    Parameters
    ----------
    lake, by
        As in :func:`shares`.
    **options
        Those of :func:`clusternet.space.distribution.unvalued`.
    """
    cells = _Cells(lake, by, **options)
    times = cells.times(None)
    return int(times.sum() - times[cells.values.index.unique()].sum())


def by_year(lake: Lake, by: By = "technology", *, cumulative: bool = False, **options: Any) -> pd.DataFrame:
    """Return :func:`shares` of every year.

    Parameters
    ----------
    lake, by
        As in :func:`shares`.
    cumulative
        Everything up to a year, instead of the year alone.
    **options
        As in :func:`shares`.

    Raises
    ------
    SchemaError
        If no relation has a year.
    """
    if not lake.years:
        raise no_years(pd.DataFrame(columns=["year"] if "year" in lake.staged.edges else []))
    cells = _Cells(lake, by, annual=not cumulative, **options)
    tables = []
    for year in lake.years:
        found = cells.table(cells.times(year, cumulative=cumulative))
        found.insert(0, "year", year)
        tables.append(found)
    return distribution.one_base(pd.concat(tables, ignore_index=True))


class _Cells:
    """The distinct cells of an attribute, and how many rows or nodes have each."""

    def __init__(
        self,
        lake: Lake,
        by: By,
        *,
        of: Of | None = None,
        kind: str | None = None,
        nesting: Any = "division",
        within: str | None = None,
        region_map: str = china.DEFAULT_MAP,
        annual: bool = False,
    ) -> None:
        self.lake, self.by, self.of, self.kind = lake, by, of or counted(by), kind
        self.nesting, self.within = nesting, within
        if self.of == "nodes" and kind is not None and lake.kind(None) is None:
            raise no_kinds()
        self.found = _of_edges(lake, by) if self.of == "edges" else _of_nodes(lake, by, annual=annual)
        held = [name for name in self.found if name not in ("year", "kind", "gone", "n")]
        code = self.found.groupby(held, dropna=False, sort=True).ngroup() if held else 0 * self.found["n"]
        self.code: Ints = np.asarray(code, dtype=np.int64)
        cells = self.found[held].assign(code=self.code).drop_duplicates("code").set_index("code").sort_index()
        self.values = self._values(cells.astype(object).where(cells.notna(), None), region_map)

    def _values(self, cells: pd.DataFrame, region_map: str) -> pd.Series:
        """Return one entry for each value of each cell, by the number of the cell."""
        if self.of == "nodes" and self.by in PLACES:
            none = pd.DataFrame({"weight": np.zeros(0)})
            net = ValueNetwork(cells, none, about=self.lake.about)
            where = location.of_nodes(net, level=self.by, region_map=region_map)  # type: ignore[arg-type]
            return where.mask(where.eq(china.UNKNOWN)).dropna()
        return each_value(cells[self.by], industries=self.by == "industry")

    def times(self, year: int | None, *, cumulative: bool = False) -> pd.Series:
        """Return how many rows or nodes have each cell, in a year or in all."""
        found = self.found
        kept = np.ones(len(found), dtype=bool)
        if year is not None:
            years = found["year"]
            kept &= (years.le(year) if cumulative else years.eq(year)).fillna(False).to_numpy(dtype=bool)
        if self.of == "nodes" and self.kind is not None:
            as_of = self.lake.as_of if year is None else year
            partner = found["kind"].ne("sample")
            if as_of is not None:
                partner |= found["gone"].le(as_of).fillna(False)
            kept &= (partner if self.kind == "partner" else ~partner).to_numpy(dtype=bool)
        sums = np.bincount(
            self.code[kept], found["n"].to_numpy()[kept], minlength=self.code.max(initial=-1) + 1
        )
        return pd.Series(sums.astype(np.int64))

    def table(self, times: pd.Series) -> pd.DataFrame:
        """Return counts and shares of the values."""
        what = "relations" if self.of == "edges" else f"{self.kind} nodes" if self.kind else "nodes"
        there = self.values[times[self.values.index].gt(0).to_numpy()]
        return distribution.tabled(
            there,
            self.by,
            what=what,
            nesting=self.nesting,
            within=self.within,
            about=self.lake.about,
            times=times,
        )


def _of_edges(lake: Lake, by: str) -> pd.DataFrame:
    if by not in lake.staged.edges:
        raise SchemaError(
            f"the edges have no column {by}, so relations cannot be distributed over it",
            f"关系表没有 {by} 列，无法统计关系的分布",
        )
    return lake.fetch(
        f"SELECT {by}, y AS year, CAST(COUNT(*) AS BIGINT) AS n FROM {lake.rows} GROUP BY {by}, y "
        f"ORDER BY {by} NULLS LAST, year NULLS LAST"
    )


def _of_nodes(lake: Lake, by: str, *, annual: bool) -> pd.DataFrame:
    held = [name for name in (PLACES if by in PLACES else (by,)) if name in lake.staged.nodes]
    if not held and by not in PLACES:
        raise SchemaError(
            f"the nodes have no column {by}, so they cannot be distributed over it",
            f"节点表没有 {by} 列，无法统计节点的分布",
        )
    kind = lake.kind(None) or "CAST(NULL AS VARCHAR(7))"
    gone = "left_year" if "left_year" in lake.staged.nodes and not lake.touched else "CAST(NULL AS BIGINT)"
    listed = ", ".join([*(f"n.{name}" for name in held), f"{kind} AS kind", f"{gone} AS gone"])
    when = f"(SELECT id, f FROM {lake.table('tied')}) x"
    if annual:
        ends = f"SELECT s AS id, y AS f FROM {lake.rows} UNION SELECT t, y FROM {lake.rows}"
        when = f"({ends}) x"
    how = "LEFT JOIN" if lake.all_nodes and not annual else "JOIN"
    grouped = ", ".join([*held, "kind", "gone", "year"])
    return lake.fetch(
        f"SELECT {grouped}, CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT {listed}, x.f AS year FROM nodes n "
        f"{how} {when} ON n.id = x.id) own GROUP BY {grouped}"
    )
