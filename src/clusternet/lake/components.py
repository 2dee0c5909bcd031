"""Weak components of every year in one pass: what a year adds joins those of the years before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clusternet.lake.lake import Lake

__all__ = ["Components", "by_year"]


@dataclass(frozen=True, slots=True)
class Components:
    """The weak components of a year.

    Attributes
    ----------
    joined
        Nodes that are in the component of another node: nodes less these are the components.
    largest
        Nodes of the largest one that has a link; 0 if none.
    """

    joined: int
    largest: int


def by_year(lake: Lake, years: Sequence[int | None], *, pairs: str) -> Iterator[Components]:
    """Yield the weak components of cumulative years.

    Links are contracted by alternating large and small stars (Kiveris et al. 2014, Connected components in
    MapReduce and beyond): every round is a grouping and a join, and rounds grow with the logarithm.

    Parameters
    ----------
    lake
        The rows.
    years
        Ascending; one None for all rows.
    pairs
        The table of distinct pairs, with their first year ``f``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"], "year": [2020, 2021]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     [each.joined for each in by_year(opened, [2020, 2021], pairs=opened.table("directed"))]
    [1, 2]
    """
    engine, before = lake.engine, None
    labels, links = (lake.table(name, sql) for name, sql in _EMPTY.items())
    engine.create(labels, _EMPTY["labels"])
    for year in years:
        span = (
            "" if year is None else f"AND f <= {year}" + (f" AND f > {before}" if before is not None else "")
        )
        engine.create(
            links,
            "SELECT DISTINCT GREATEST(u, v) AS u, LEAST(u, v) AS v FROM ("
            "SELECT COALESCE(a.c, p.s) AS u, COALESCE(b.c, p.t) AS v "
            f"FROM (SELECT s, t FROM {pairs} WHERE s <> t {span}) p "
            f"LEFT JOIN {labels} a ON p.s = a.id LEFT JOIN {labels} b ON p.t = b.id) j WHERE u <> v",
        )
        _contract(lake, links)
        engine.create(
            labels,
            f"SELECT l.id, COALESCE(k.v, l.c) AS c FROM {labels} l LEFT JOIN {links} k ON l.c = k.u "
            f"UNION ALL SELECT k.u, k.v FROM {links} k LEFT JOIN {labels} l ON k.u = l.id WHERE l.id IS NULL",
        )
        found = lake.fetch(
            "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS joined, CAST(COALESCE(MAX(n) + 1, 0) AS BIGINT) "
            f"AS largest FROM (SELECT c, COUNT(*) AS n FROM {labels} GROUP BY c) sizes"
        )
        yield Components(int(found["joined"][0]), int(found["largest"][0]))
        before = year


_EMPTY = {
    "labels": "SELECT id, id AS c FROM nodes WHERE 1 = 0",
    "stars": "SELECT id AS u, id AS v FROM nodes WHERE 1 = 0",
}


def _contract(lake: Lake, links: str) -> None:
    """Turn links (``u`` > ``v``) into stars: every node beside the least one of its component."""
    while not lake.number(
        f"SELECT CASE WHEN (SELECT COUNT(*) FROM {links}) = (SELECT COUNT(DISTINCT u) FROM {links}) "
        f"AND NOT EXISTS (SELECT 1 FROM {links} a JOIN {links} b ON a.v = b.u) THEN 1 ELSE 0 END AS v"
    ):
        both = f"(SELECT u, v FROM {links} UNION ALL SELECT v, u FROM {links})"
        lake.engine.create(
            links,
            f"SELECT DISTINCT b.v AS u, m.least AS v FROM {both} b JOIN (SELECT u, LEAST(u, MIN(v)) AS least "
            f"FROM {both} o GROUP BY u) m ON b.u = m.u WHERE b.v > b.u",
        )
        least = f"(SELECT u, MIN(v) AS least FROM {links} GROUP BY u)"
        lake.engine.create(
            links,
            f"SELECT b.v AS u, m.least AS v FROM {links} b JOIN {least} m ON b.u = m.u WHERE b.v <> m.least "
            f"UNION SELECT u, least FROM {least} own",
        )
