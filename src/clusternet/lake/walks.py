"""Walks along links on an engine: PageRank, triangles, and distances from many sources at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import UndefinedError
from clusternet.kernels.large import BATCHES, Estimate, interval
from clusternet.lake.lake import Lake
from clusternet.typing import Floats, Ints

__all__ = ["Distances", "average_clustering", "clustering", "distances", "pagerank"]

_BITS = 63
"""Sources that a whole number of SQL has a bit for."""
_ROWS = 20_000_000
"""Rows of one search: nodes times batches of sources."""


def pagerank(lake: Lake, convention: Convention = GEPHI) -> str:
    """Return the table (``id``, ``v``) of Gephi's PageRank, which stops as :mod:`clusternet.kernels.rounds`.

    Parameters
    ----------
    lake
        The data, or a selection.
    convention
        Whether links have a direction; its rounds have to be Gephi's.

    Raises
    ------
    UndefinedError
        If the convention is that of another tool.
    """
    _only_gephi(convention.rounds == "gephi", convention)
    directed, n = lake.directed and convention.directed, lake.node_count
    if (name := f"pagerank_{int(directed)}") in lake.tables:
        return lake.table(name)
    links, degrees = (
        _links(lake, directed=directed, year=None),
        lake.table("degrees" if directed else "undirected_degrees"),
    )
    start = 1 / n
    table = lake.table(
        name,
        f"SELECT n.id, {start:.17e} AS v, {start:.17e} AS old, COALESCE(d.out_degree, 0) AS o "
        f"FROM {lake.nodes} LEFT JOIN {degrees} d ON n.id = d.id",
    )
    damping, tolerance = 0.85, 1e-3
    while True:
        hanging = lake.fetch(f"SELECT SUM(CASE WHEN o = 0 THEN v ELSE 0.0E0 END) AS v FROM {table}")["v"][0]
        base = (1 - damping) / n + damping * float(hanging) / n
        lake.engine.create(
            table,
            f"SELECT r.id, {base:.17e} + {damping:.17e} * COALESCE(g.v, 0.0E0) AS v, r.v AS old, r.o "
            f"FROM {table} r LEFT JOIN (SELECT l.t AS id, SUM(a.v / a.o) AS v FROM {links} l "
            f"JOIN {table} a ON l.s = a.id GROUP BY l.t) g ON r.id = g.id",
        )
        if float(lake.fetch(f"SELECT MAX((v - old) / old) AS v FROM {table}")["v"][0]) < tolerance:
            return table


def _only_gephi(known: bool, convention: Convention) -> None:
    if not known:
        raise UndefinedError.of("gephi_on_lake", name=convention.name)


def _links(lake: Lake, *, directed: bool, year: int | None) -> str:
    """Return links between different nodes; both ways where they have no direction."""
    span = "" if year is None else f" AND f <= {year}"
    if directed:
        return lake.table(f"links_{year}", f"SELECT s, t FROM {lake.table('directed')} WHERE s <> t{span}")
    pairs = lake.table("undirected" if lake.directed else "directed")
    return lake.table(
        f"both_{year}",
        f"SELECT s, t FROM {pairs} WHERE s <> t{span} UNION ALL SELECT t, s FROM {pairs} WHERE s <> t{span}",
    )


def clustering(lake: Lake, convention: Convention = GEPHI, *, year: int | None = None) -> str:
    """Return the table (``id``, ``v``, ``k`` neighbours) of Gephi's clustering of the nodes that have a link.

    Triangles are closed from the end of fewer neighbours, so that a hub opens few wedges.

    Parameters
    ----------
    lake
        The data, or a selection.
    convention
        Whether links have a direction; its clustering has to be Gephi's.
    year
        Links up to it; all if None.

    Raises
    ------
    UndefinedError
        If the convention is that of another tool.
    """
    _only_gephi(convention.clustering == "neighbours", convention)
    directed = lake.directed and convention.directed
    name = f"clustering_{int(directed)}_{year}"
    if name in lake.tables:
        return lake.table(name)
    span = "" if year is None else f"WHERE f <= {year}"
    pairs = lake.table("directed")
    joined = lake.table(
        f"joined_{year}",
        "SELECT LEAST(s, t) AS s, GREATEST(s, t) AS t, CAST(COUNT(*) AS BIGINT) AS m "
        f"FROM {pairs} {span} GROUP BY 1, 2",
    )
    degrees = lake.table(
        f"neighbours_{year}",
        "SELECT id, CAST(SUM(CASE WHEN own = 0 THEN 1 ELSE 0 END) AS BIGINT) AS k, MAX(own) AS looped, "
        "CAST(SUM(CASE WHEN own = 0 THEN m ELSE 0 END) AS BIGINT) AS degree FROM ("
        f"SELECT s AS id, CASE WHEN s = t THEN 1 ELSE 0 END AS own, m FROM {joined} "
        f"UNION ALL SELECT t, 0, m FROM {joined} WHERE s <> t) ends GROUP BY id",
    )
    triangles = _triangles(lake, joined, degrees, year)
    closed, k = "2 * COALESCE(c.triangles, 0)", "d.k"
    if directed:
        closed = "COALESCE(c.links, 0) + CASE WHEN d.looped = 1 THEN d.degree ELSE 0 END"
        k = "(d.k + d.looped)"
    return lake.table(
        name,
        f"SELECT d.id, d.k, CASE WHEN {k} > 1 "
        f"THEN CAST({closed} AS DOUBLE) / CAST({k} * ({k} - 1) AS DOUBLE) "
        f"ELSE 0.0E0 END AS v FROM {degrees} d LEFT JOIN {triangles} c ON d.id = c.id",
    )


def _triangles(lake: Lake, joined: str, degrees: str, year: int | None) -> str:
    """Make the table of triangles of every node, and of directed links that close them."""
    before = "(a.k < b.k OR (a.k = b.k AND a.id < b.id))"
    rising = lake.table(
        f"rising_{year}",
        f"SELECT CASE WHEN {before} THEN j.s ELSE j.t END AS u, "
        f"CASE WHEN {before} THEN j.t ELSE j.s END AS v, j.m FROM {joined} j "
        f"JOIN {degrees} a ON j.s = a.id JOIN {degrees} b ON j.t = b.id WHERE j.s <> j.t",
    )
    closed = lake.table(
        f"closed_{year}",
        f"SELECT a.u AS x, a.v AS y, b.v AS z, a.m AS xy, b.m AS xz, c.m AS yz FROM {rising} a "
        f"JOIN {rising} b ON a.u = b.u AND a.v < b.v JOIN {joined} c ON c.s = a.v AND c.t = b.v",
    )
    corners = " UNION ALL ".join(
        f"SELECT {corner} AS id, {other} AS m FROM {closed}"
        for corner, other in (("x", "yz"), ("y", "xz"), ("z", "xy"))
    )
    return lake.table(
        f"triangles_{year}",
        "SELECT id, CAST(COUNT(*) AS BIGINT) AS triangles, CAST(SUM(m) AS BIGINT) AS links "
        f"FROM ({corners}) corners GROUP BY id",
    )


def average_clustering(
    lake: Lake, convention: Convention = GEPHI, *, year: int | None = None, nodes: int
) -> float:
    """Return the average clustering coefficient.

    Parameters
    ----------
    lake, convention, year
        As in :func:`clustering`.
    nodes
        All nodes that count.

    Raises
    ------
    UndefinedError
        If there is no node to average over, or the convention is that of another tool.
    """
    table = clustering(lake, convention, year=year)
    found = lake.fetch(
        "SELECT SUM(v) AS total, CAST(SUM(CASE WHEN k > 1 THEN 1 ELSE 0 END) AS BIGINT) AS some, "
        f"SUM(CASE WHEN k > 1 THEN v ELSE 0.0E0 END) AS own FROM {table}"
    ).fillna(0)
    if convention.clustering_base == "all" or (lake.directed and convention.directed):
        return float(found["total"][0]) / nodes
    if not found["some"][0]:
        raise UndefinedError("no node has two neighbours", "没有节点有两个相邻节点")
    return float(found["own"][0]) / int(found["some"][0])


@dataclass(frozen=True, slots=True)
class Distances:
    """What the distances towards some nodes say of all.

    Attributes
    ----------
    average
        Mean distance over the ordered pairs that a path joins, in hops; NaN where none was met.
    reachable
        Share of those among all ordered pairs.
    longest
        Largest distance that was met: the diameter where all nodes were asked.
    origins, nodes
        Nodes whose distances were looked at, and all.
    """

    average: Estimate
    reachable: Estimate
    longest: int
    origins: int
    nodes: int


def distances(
    lake: Lake,
    convention: Convention = GEPHI,
    *,
    year: int | None = None,
    sources: int | None = BATCHES * _BITS,
    seed: int = 0,
) -> Distances:
    """Return the average distance and the share of pairs that a path joins, from random nodes or from all.

    Every search goes from 63 nodes at once, one bit each, against the direction of links; the searches of
    several such batches run side by side. The interval is Student's over 16 batches, as in
    :func:`clusternet.kernels.large.sample`.

    Parameters
    ----------
    lake
        The data, or a selection.
    convention
        Whether links have a direction.
    year
        Links up to it; all if None.
    sources
        How many nodes, a multiple of 16 taken from it; all, and then exact, if None or as many as there are.
    seed
        Of the draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["A", "B", "B"], "target": ["B", "C", "D"]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     distances(opened).average.value
    1.4
    """
    directed = lake.directed and convention.directed
    tied = f"FROM {lake.table('tied')}" + ("" if year is None else f" WHERE f <= {year}")
    listed = lake.table(f"listed_{year}", f"SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place {tied}")
    reached = lake.number(f"SELECT CAST(COUNT(*) AS BIGINT) AS v FROM {listed}")
    n = lake.node_count if lake.all_nodes else reached
    exact = sources is None or sources >= n or n < BATCHES
    size = min(_BITS, (reached if exact else int(sources or 0)) // (1 if exact else BATCHES) or 1)
    drawn = np.arange(reached) if exact else _drawn(n, size * BATCHES, seed)
    links = _links(lake, directed=directed, year=year)
    counts = pd.concat([*_searches(lake, links, listed, drawn, size)] or [pd.DataFrame()])
    if not len(counts):
        none = Estimate(float("nan"), float("nan"), float("nan"))
        return Distances(none, Estimate(0.0, 0.0, 0.0), 0, drawn.size, n)
    batches = -(-drawn.size // size)
    pairs = np.bincount(counts["batch"], counts["pairs"], minlength=batches)
    total = np.bincount(counts["batch"], counts["pairs"] * counts["hops"], minlength=batches)
    longest = int(counts["hops"].max())
    if exact:
        average, share = float(total.sum() / pairs.sum()), float(pairs.sum() / (n * (n - 1)))
        known = Estimate(average, average, average), Estimate(share, share, share)
        return Distances(known[0], known[1], longest, n, n)
    average_of, share_of = _estimated(pairs.astype(float), total.astype(float), size, n)
    return Distances(average_of, share_of, longest, drawn.size, n)


def _drawn(n: int, size: int, seed: int) -> Ints:
    return np.random.default_rng(seed).choice(n, size, replace=False).astype(np.int64)


def _estimated(pairs: Floats, total: Floats, size: int, n: int) -> tuple[Estimate, Estimate]:
    average = float(total.sum() / pairs.sum())
    spread = (total - average * pairs) / pairs.mean()
    share = pairs / (size * (n - 1))
    return interval(average, spread), interval(float(share.mean()), share)


def _searches(lake: Lake, links: str, listed: str, drawn: Ints, size: int) -> Iterator[pd.DataFrame]:
    """Yield how many nodes of each batch are how far: ``batch``, ``hops``, ``pairs``."""
    import pyarrow

    engine = lake.engine
    seen, front = (lake.table(name, "SELECT 0 AS id, 0 AS batch, 0 AS bits") for name in ("seen", "front"))
    step = size * max(1, _ROWS // max(lake.node_count, 1))
    for start in range(0, drawn.size, step):
        some = drawn[start : start + step]
        order = np.arange(start, start + some.size)
        given = {"place": some, "batch": order // size, "bits": np.int64(1) << (order % size)}
        engine.register(f"{front}_given", pyarrow.table(given))
        engine.create(
            front,
            f"SELECT l.id, g.c1 AS batch, g.c2 AS bits FROM {front}_given g "
            f"JOIN {listed} l ON g.c0 = l.place",
        )
        engine.create(seen, f"SELECT id, batch, BIT_OR(bits) AS bits FROM {front} GROUP BY id, batch")
        hops = 0
        while True:
            hops += 1
            engine.create(
                front,
                "SELECT r.id, r.batch, r.bits & ~COALESCE(s.bits, CAST(0 AS BIGINT)) AS bits FROM ("
                f"SELECT l.s AS id, f.batch, BIT_OR(f.bits) AS bits FROM {links} l "
                f"JOIN {front} f ON l.t = f.id GROUP BY l.s, f.batch) r "
                f"LEFT JOIN {seen} s ON r.id = s.id AND r.batch = s.batch "
                "WHERE (r.bits & ~COALESCE(s.bits, CAST(0 AS BIGINT))) <> 0",
            )
            found = lake.fetch(
                "SELECT batch, CAST(SUM(CAST(BIT_COUNT(bits) AS BIGINT)) AS BIGINT) AS pairs "
                f"FROM {front} GROUP BY batch"
            )
            if not len(found):
                break
            yield found.assign(hops=hops)
            engine.create(
                seen,
                "SELECT COALESCE(s.id, f.id) AS id, COALESCE(s.batch, f.batch) AS batch, "
                "COALESCE(s.bits, CAST(0 AS BIGINT)) | COALESCE(f.bits, CAST(0 AS BIGINT)) AS bits "
                f"FROM {seen} s FULL OUTER JOIN {front} f ON s.id = f.id AND s.batch = f.batch",
            )
