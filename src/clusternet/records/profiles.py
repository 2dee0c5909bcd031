"""What the papers of countries are about, and which institutions write them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels.ties import levelled
from clusternet.records.authorship import Authorship
from clusternet.schema.multivalued import SEPARATORS, Incidence, split

__all__ = ["Institutions", "institutions", "shares_by_topic", "topics"]


def topics(found: Authorship, held: Incidence, *, everyone: bool = False) -> pd.DataFrame:
    """Return which share of a country's papers carries each topic.

    Parameters
    ----------
    found
        What :func:`~clusternet.records.authorship.authorship` returns.
    held
        Topics of the rows of the table.
    everyone
        A paper is of every country with an author in it, not of the first author's alone.

    Returns
    -------
    DataFrame
        ``topic``, ``country``, ``papers``, ``share`` (of the country's papers: a paper carries several
        topics, so they do not add up to 1), ``all_share`` (of all papers), ``specialisation`` (share over
        all_share) and ``rank`` (of the country in the topic, by share). Topics of most papers first, equal
        ones by their characters; countries as in ``found``.

    Examples
    --------
    >>> from clusternet.records.collaboration import authorship
    >>> from clusternet.schema.multivalued import incidence
    >>> held = incidence(pd.Series(["vision", "vision; speech"]))
    >>> found = topics(authorship(pd.Series(["CN", "US"])), held)
    >>> found[["topic", "country", "share"]].values.tolist()
    [['vision', 'CN', 1.0], ['vision', 'US', 1.0], ['speech', 'CN', 0.0], ['speech', 'US', 1.0]]
    """
    place = np.full(held.records, -1, dtype=np.int64)
    place[found.row] = np.arange(found.papers)
    paper, country = np.arange(found.papers), found.first
    if everyone:
        paper, country = np.concatenate([paper, found.paper]), np.concatenate([country, found.country])
    of = pd.DataFrame({"paper": paper, "country": found.countries[country]})
    carried = pd.DataFrame({"paper": place[held.record], "topic": held.items[held.item]})
    carried = carried[carried["paper"] >= 0]
    total = of["country"].value_counts()
    order = list(dict.fromkeys(found.countries[np.isin(found.countries, total.index)]))
    carriers = carried["topic"].value_counts().reindex(sorted(held.items), fill_value=0)
    everywhere = carriers.sort_values(ascending=False, kind="stable") / found.papers
    grid = pd.MultiIndex.from_product([everywhere.index, order], names=["topic", "country"])
    counts = carried.merge(of, on="paper").groupby(["topic", "country"]).size().reindex(grid, fill_value=0)
    frame = counts.rename("papers").reset_index()
    frame["share"] = frame["papers"] / frame["country"].map(total).astype(float)
    frame["all_share"] = frame["topic"].map(everywhere)
    frame["specialisation"] = (frame["share"] / frame["all_share"]).where(frame["all_share"] > 0)
    level = (
        frame.groupby("topic", sort=False)["share"].transform(levelled).groupby(frame["topic"], sort=False)
    )
    frame["rank"] = level.rank(method="min", ascending=False).astype(int)
    return frame


def shares_by_topic(table: pd.DataFrame, *, gap: tuple[str, str] | None = None) -> pd.DataFrame:
    """Return :func:`topics` as a matrix of shares.

    Parameters
    ----------
    table
        What :func:`topics` returns.
    gap
        Two countries: the share in the first less that in the second is a column of its own.

    Returns
    -------
    DataFrame
        ``topic``, a column per country, ``leader`` (the country of the largest share, the first of equals)
        and, if asked for, ``share_gap``.

    Raises
    ------
    ClusternetError
        If a country of the gap is not in the table.

    Examples
    --------
    >>> from clusternet.records.collaboration import authorship
    >>> from clusternet.schema.multivalued import incidence
    >>> held = incidence(pd.Series(["vision", "vision; speech"]))
    >>> found = topics(authorship(pd.Series(["CN", "US"])), held)
    >>> shares_by_topic(found)[["topic", "CN", "US", "leader"]].values.tolist()
    [['vision', 1.0, 1.0, 'CN'], ['speech', 0.0, 1.0, 'US']]
    """
    order = list(dict.fromkeys(table["topic"]))
    wide = table.pivot(index="topic", columns="country", values="share")
    wide = wide.loc[order, list(dict.fromkeys(table["country"]))]
    leader = wide.idxmax(axis=1)
    frame = wide.rename_axis(columns=None).assign(leader=leader)
    if gap is not None:
        absent = [name for name in gap if name not in wide]
        if absent:
            raise ClusternetError.of("no_country", name=absent[0], found=list(wide))
        frame["share_gap"] = frame[gap[0]] - frame[gap[1]]
    return frame.reset_index()


@dataclass(frozen=True, eq=False)
class Institutions:
    """Institutions by country.

    Attributes
    ----------
    table : DataFrame
        ``country``, ``rank`` (in its country), ``institution``, ``papers`` (full counting: one for each of
        its institutions), ``share`` and ``base_n``, the papers with an author in the country, of which it is.
    cut
        Whether countries or institutions are left out of it.
    unmatched
        Papers whose institutions do not pair off with the countries of their authors: their first institution
        counts, in the country of the first author.

    Examples
    --------
    >>> from clusternet.records.collaboration import authorship
    >>> authors = pd.Series(["CN; US", "CN"])
    >>> found = institutions(authorship(authors), pd.Series(["Nankai; MIT", "Nankai"]))
    >>> found.table[["country", "institution", "papers"]].values.tolist(), found.unmatched
    ([['CN', 'Nankai', 2], ['US', 'MIT', 1]], 0)
    """

    table: pd.DataFrame
    unmatched: int
    cut: bool = False


def institutions(
    found: Authorship,
    cells: pd.Series,
    *,
    top: int = 10,
    leading: int = 10,
    separators: str = SEPARATORS,
) -> Institutions:
    """Return the institutions with most papers in the countries with most papers.

    Parameters
    ----------
    found
        What :func:`~clusternet.records.authorship.authorship` returns.
    cells
        Institutions of the authors, several in a cell. Where a row has as many of them as countries of
        authors, they belong together in their order.
    top, leading
        Institutions a country, and countries (by papers of first authors); 0 for all.
    separators
        Each of these characters stands between two values.

    Examples
    --------
    >>> from clusternet.records.collaboration import authorship
    >>> authors = pd.Series(["CN; US", "CN"])
    >>> found = institutions(authorship(authors), pd.Series(["Nankai; MIT", "Nankai"]))
    >>> found.table[["country", "institution", "share"]].values.tolist()
    [['CN', 'Nankai', 1.0], ['US', 'MIT', 1.0]]
    """
    rows: list[tuple[int, str, str]] = []
    unmatched = 0
    texts = cells.tolist()
    for paper, row in enumerate(found.row.tolist()):
        houses = split(texts[row], separators) if isinstance(texts[row], str) else []
        places = list(found.listed[paper])
        if houses and len(houses) != len(places):
            unmatched += 1
            houses, places = houses[:1], [str(found.countries[found.first[paper]])]
        rows += {(paper, place, house) for place, house in zip(places, houses, strict=False) if place}
    frame = pd.DataFrame(rows, columns=["paper", "country", "institution"])
    counts = frame.groupby(["country", "institution"], sort=True).size().rename("papers").reset_index()
    total = np.bincount(found.first, minlength=len(found.countries)) + np.bincount(
        found.country, minlength=len(found.countries)
    )
    base = dict(zip(found.countries.tolist(), total.tolist(), strict=True))
    ranks = {name: place for place, name in enumerate(found.countries.tolist())}
    counts["at"], every = counts["country"].map(ranks), len(counts)
    counts = counts[counts["at"].lt(leading)] if leading else counts
    counts = counts.sort_values(["at", "papers", "institution"], ascending=[True, False, True], kind="stable")
    counts["rank"] = counts.groupby("at").cumcount() + 1
    counts = counts[counts["rank"].le(top)] if top else counts
    counts["base_n"] = counts["country"].map(base)
    counts["share"] = counts["papers"] / counts["base_n"]
    columns = ["country", "rank", "institution", "papers", "share", "base_n"]
    return Institutions(counts[columns].reset_index(drop=True), unmatched, len(counts) < every)
