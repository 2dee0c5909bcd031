"""Degrees counted on an engine: the leading nodes, and what the distribution of all of them says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.kernels.ties import levelled
from clusternet.lake import walks
from clusternet.lake.lake import Lake
from clusternet.lake.machine import refuse
from clusternet.network.absent import no_kinds
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.centrality import check_measures, check_ranking
from clusternet.structure.measures import DEGREES
from clusternet.structure.ranking import categories_of
from clusternet.typing import Ints, Kind

__all__ = ["MEASURES", "DegreesOnly", "distribution", "histogram", "top"]

MEASURES: dict[str, Callable[[Lake, Convention], str]] = {
    "pagerank": walks.pagerank,
    "clustering": walks.clustering,
}
"""Measures beside the degrees that an engine computes: name -> the table of ``id`` and ``v``."""


@dataclass(frozen=True, eq=False)
class _Degrees(Links):
    """The degrees of a merged graph whose links are nowhere in memory."""

    given_in: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    given_out: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    looped: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def size(self) -> int:
        """Number of links, self-loops included."""
        both = int(self.given_out.sum())
        return both if self.directed else both // 2

    @property
    def out_degree(self) -> Ints:
        """Distinct targets of each node."""
        return self.given_out

    @property
    def in_degree(self) -> Ints:
        """Distinct sources of each node."""
        return self.given_in

    @property
    def degree(self) -> Ints:
        """Links at each node."""
        return self.given_in + self.given_out if self.directed else self.given_out

    def without_loops(self) -> Links:
        """Return the degrees without self-loops; undirected, each counted twice."""
        less = self.looped if self.directed else 2 * self.looped
        return replace(
            self, given_in=self.given_in - less, given_out=self.given_out - less, looped=0 * self.looped
        )


@dataclass(frozen=True, eq=False, repr=False)
class DegreesOnly(ValueNetwork):
    """A network of which nothing but degrees and kinds is known: what analyses of these take."""

    counted_years: tuple[int, ...] = ()
    counted_links: Links = field(default_factory=lambda: Links(0, *[np.empty(0)] * 3))  # type: ignore[arg-type]

    @property
    def years(self) -> list[int]:
        """The years that have rows."""
        return [*self.counted_years]

    def links(self, convention: Convention = GEPHI) -> Links:
        """Return the degrees; of the convention they were counted by."""
        return self.counted_links

    @property
    def ends(self) -> tuple[Ints, Ints]:
        """Nodes with a tie."""
        tied = np.flatnonzero(self.nodes["tied"].to_numpy(dtype=bool))
        return tied, tied

    def counted(self, isolated: Any = None) -> Any:
        """Return the network: who counts is settled."""
        return self


def _of_nodes(lake: Lake, *, directed: bool) -> str:
    """Return every node that counts with its degrees, as a query."""
    degrees = lake.table("degrees" if directed else "undirected_degrees")
    own = {"kind": lake.kind(None) is not None, "name": "name" in lake.staged.nodes}
    own["category"] = "category" in lake.staged.nodes
    kind, category = (
        f"n.{name} AS {name}" if own[name] else f"CAST(NULL AS VARCHAR(1)) AS {name}"
        for name in ("kind", "category")
    )
    name = "COALESCE(n.name, n.key)" if own["name"] else "n.key"
    zero = ", ".join(f"COALESCE(d.{each}, 0) AS {each}" for each in ("in_degree", "out_degree", "looped"))
    whole = "COALESCE(d.in_degree + d.out_degree, 0)" if directed else "COALESCE(d.out_degree, 0)"
    share = (
        "CASE WHEN d.in_degree + d.out_degree > 0 THEN CAST(d.out_degree - d.in_degree AS DOUBLE) / "
        "CAST(d.in_degree + d.out_degree AS DOUBLE) END"
    )
    return (
        f"(SELECT n.id AS number, n.key AS id, {name} AS name, {kind}, {category}, {zero}, "
        f"{whole} AS degree, {share} AS net_share FROM {lake.nodes} LEFT JOIN {degrees} d ON n.id = d.id) x"
    )


def histogram(lake: Lake, convention: Convention = GEPHI) -> pd.DataFrame:
    """Return how many nodes have the same degrees.

    Parameters
    ----------
    lake
        The data, or a selection.
    convention
        Whether links have a direction.

    Returns
    -------
    DataFrame
        ``kind`` (missing where the data name none), ``in_degree``, ``out_degree``, ``degree``, ``looped`` (1
        with a self-loop), ``tied`` (1 with a row), ``nodes``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     histogram(opened)[["out_degree", "nodes"]].values.tolist()
    [[0, 2], [2, 1]]
    """
    directed = lake.directed and convention.directed
    grouped = "kind, in_degree, out_degree, degree, looped, tied"
    tied = "CASE WHEN y.id IS NULL THEN 0 ELSE 1 END AS tied"
    return lake.fetch(
        f"SELECT {grouped}, CAST(COUNT(*) AS BIGINT) AS nodes FROM (SELECT x.*, {tied} "
        f"FROM {_of_nodes(lake, directed=directed)} LEFT JOIN {lake.table('tied')} y ON x.number = y.id) z "
        f"GROUP BY {grouped} ORDER BY degree, out_degree, kind NULLS LAST, looped, tied"
    )


def distribution(lake: Lake, convention: Convention = GEPHI) -> DegreesOnly:
    """Return the degrees of all nodes, as the functions of degrees take them.

    For :func:`clusternet.structure.degree.concentration`, :func:`clusternet.structure.degree.lorenz`,
    :func:`clusternet.structure.degree.ccdf` and :func:`clusternet.structure.powerlaw.table`, which then give
    what they give of a network in memory.

    Parameters
    ----------
    lake
        The data, or a selection.
    convention
        How rows become links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import degree, lake
    >>> rows = pd.DataFrame({"source": ["a", "a", "a"], "target": ["b", "c", "d"]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     degree.concentration(distribution(opened), shares=[0.25])["gini"].tolist()
    [0.75]
    """
    found = histogram(lake, convention)
    each = found.loc[found.index.repeat(found["nodes"])].reset_index(drop=True)
    nodes = each[["tied"]] if lake.kind(None) is None else each[["tied", "kind"]]
    empty = np.empty(0, dtype=np.int64)
    links = _Degrees(
        len(each),
        empty,
        empty,
        np.empty(0),
        lake.directed and convention.directed,
        each["in_degree"].to_numpy(dtype=np.int64),
        each["out_degree"].to_numpy(dtype=np.int64),
        each["looped"].to_numpy(dtype=np.int64),
    )
    none = pd.Categorical([], categories=[])
    return DegreesOnly(
        nodes,
        pd.DataFrame({"source": none, "target": none, "weight": np.zeros(0)}),
        directed=lake.directed,
        about=lake.about,
        untied=lake.untied,
        counted_years=tuple(lake.years),
        counted_links=links,
    )


def top(
    lake: Lake,
    n: int = 20,
    *,
    kind: Kind | None = None,
    category: str | None = None,
    by: str = "degree",
    measures: Sequence[str] = (),
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the most central nodes, as :func:`clusternet.structure.centrality.top` does.

    Parameters
    ----------
    lake
        The data, or a selection.
    n
        How many; 0 for all.
    kind, category
        Rank these nodes alone.
    by
        A degree, ``net_share`` or one of :data:`MEASURES`.
    measures
        Of :data:`MEASURES`, beside the degrees.
    convention
        Which software's definitions to use.

    Raises
    ------
    ClusternetError
        If a measure is unknown or needs one machine, or a kind or category is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "c"]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     top(opened, 1, by="out_degree")[["id", "out_degree"]].values.tolist()
    [['a', 2]]
    """
    check_ranking(by)
    wanted = check_measures({*measures, *([] if by in DEGREES else [by])})
    refuse(lake, [name for name in wanted if name not in MEASURES])
    nodes = _of_nodes(lake, directed=lake.directed and convention.directed)
    for name in wanted:
        made = MEASURES[name](lake, convention)
        value = f"COALESCE(m.v, 0.0E0) AS {name}"
        nodes = f"(SELECT x.*, {value} FROM {nodes} LEFT JOIN {made} m ON x.number = m.id) x"
    kept = _kept(lake, kind, category)
    order = dict.fromkeys([by, "degree", "out_degree"])
    ranked = ", ".join([*(f"{name} DESC NULLS LAST" for name in order), "id"])
    columns = ", ".join(["id", "name", "kind", "category", *DEGREES, *wanted])
    limit = f" LIMIT {n}" if n and by in DEGREES else ""
    frame = lake.fetch(f"SELECT {columns} FROM {nodes}{kept} ORDER BY {ranked}{limit}")
    alike = lake.fetch(f"SELECT {by} AS v, CAST(COUNT(*) AS BIGINT) AS n FROM {nodes}{kept} GROUP BY {by}")
    return _ranked(_plain(frame), alike, by, n)


def _kept(lake: Lake, kind: str | None, category: str | None) -> str:
    """Return the condition of the nodes that are ranked."""
    said = []
    if kind is not None:
        if lake.kind(None) is None:
            raise no_kinds()
        said.append(f"kind = '{kind}'")
    if category is not None:
        held = "category" in lake.staged.nodes
        words = (
            lake.fetch(f"SELECT DISTINCT category AS v FROM {lake.nodes}")["v"] if held else pd.Series([None])
        )
        same = [str(word).replace("'", "''") for word in words[categories_of(words, category)]]
        said.append("category IN ('" + "', '".join(same) + "')")
    return f" WHERE {' AND '.join(said)}" if said else ""


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return texts as objects, missing ones None, as other tables of nodes have them."""
    texts = {
        name: frame[name].astype(object).where(frame[name].notna(), None)
        for name in ("id", "name", "kind", "category")
    }
    return frame.assign(**texts)


def _ranked(frame: pd.DataFrame, alike: pd.DataFrame, by: str, n: int) -> pd.DataFrame:
    """Add ranks, and what the order of ties hides."""
    if by not in DEGREES:
        even = levelled(frame[by].to_numpy(dtype=float, na_value=np.nan))
        order = frame.assign(even=even).sort_values(
            ["even", "degree", "out_degree", "id"], ascending=[False, False, False, True], kind="stable"
        )
        frame = frame.loc[order.index].reset_index(drop=True)
        frame.insert(0, "rank", np.arange(1, len(frame) + 1))
        groups = frame.groupby(order["even"].to_numpy(), dropna=False, sort=False)["rank"]
        frame["joint_rank"], frame["tied"] = groups.transform("min"), groups.transform("size")
        return frame.head(n) if n else frame
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    alike = alike.sort_values("v", ascending=False, na_position="last", ignore_index=True)
    before = alike["n"].cumsum() - alike["n"] + 1
    known = dict(zip(alike["v"].fillna(np.inf), zip(before, alike["n"], strict=True), strict=True))
    said = [known[value] for value in frame[by].fillna(np.inf)]
    frame["joint_rank"] = np.array([one for one, _ in said], dtype=np.int64)
    frame["tied"] = np.array([one for _, one in said], dtype=np.int64)
    return frame
