"""Papers and the countries of their authors: who works with whom, how much abroad, on what."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.limits import admit_matrix
from clusternet.records.authorship import Authorship, authorship
from clusternet.typing import Ints
from clusternet.words.text import Text

__all__ = [
    "OWNS",
    "Authorship",
    "Cell",
    "Own",
    "authorship",
    "countries",
    "estimates",
    "matrix",
    "pairs",
    "sample",
]

Own = Literal["drop", "domestic", "named"]
OWNS: tuple[Own, ...] = ("drop", "domestic", "named")
Cell = Literal["papers", "fractional", "share"]


def sample(found: Authorship, rate: float, *, seed: int = 0) -> Authorship:
    """Return a random sample of papers, at an equal rate from every country of first authors.

    Parameters
    ----------
    found
        What :func:`authorship` returns.
    rate
        Share of the papers of each country, above 0 and up to 1; rounded, at least one paper each.
    seed
        The same seed draws the same papers.

    Raises
    ------
    ClusternetError
        If the rate is out of range.

    Examples
    --------
    >>> sample(authorship(pd.Series(["CN; US", "CN", "CN", "US"])), 0.5).papers
    3
    """
    if not 0 < rate <= 1:
        raise ClusternetError.of(
            "number_wrong",
            name="rate",
            value=f"{rate:g}",
            wanted=Text("大于0且不超过1的数", "above 0 and up to 1"),
        )
    rng = np.random.default_rng(seed)
    drawn = np.zeros(found.papers, dtype=bool)
    for country in np.unique(found.first):
        mine = np.flatnonzero(found.first == country)
        size = max(1, int(np.floor(rate * len(mine) + 0.5)))
        drawn[rng.choice(mine, size, replace=False)] = True
    number = np.cumsum(drawn) - 1
    entries = drawn[found.paper]
    return replace(
        found,
        first=found.first[drawn],
        paper=number[found.paper[entries]],
        country=found.country[entries],
        again=found.again[drawn],
        row=found.row[drawn],
        listed=tuple(found.listed[paper] for paper in np.flatnonzero(drawn).tolist()),
    )


def pairs(found: Authorship, *, own: Own = "drop") -> pd.DataFrame:
    """Return how many papers join the country of a first author with that of a co-author.

    Parameters
    ----------
    found
        What :func:`authorship` or :func:`sample` returns.
    own
        A paper's own country as its partner: ``drop``: never. ``domestic``: where it has no other, so that
        every paper counts. ``named``: where a second author is of it.

    Returns
    -------
    DataFrame
        ``first``, ``partner``, ``papers`` (full counting: 1 a paper and partner), ``fractional`` (1 a paper,
        in equal parts for its partners) and ``share`` (``papers`` of all papers of the country of the first
        author), the most frequent first, ties by their ranks.

    Examples
    --------
    >>> pairs(authorship(pd.Series(["CN; US; DE", "CN; US", "US"])))[["papers", "fractional"]].values.tolist()
    [[2.0, 1.5], [1.0, 0.5]]
    """
    paper, country = _entries(found, own)
    parts = 1 / np.bincount(paper, minlength=found.papers)[paper] if len(paper) else np.empty(0)
    width = len(found.countries)
    code, where = np.unique(found.first[paper] * width + country, return_inverse=True)
    papers = np.bincount(where, minlength=len(code)).astype(np.int64)
    lead = code // width
    frame = pd.DataFrame(
        {
            "first": found.countries[lead],
            "partner": found.countries[code % width],
            "papers": papers,
            "fractional": np.bincount(where, weights=parts, minlength=len(code)),
            "share": papers / np.bincount(found.first, minlength=width)[lead],
        }
    )
    order = np.argsort(-papers, kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def _entries(found: Authorship, own: Own) -> tuple[Ints, Ints]:
    """Return paper and partner of every pair that counts."""
    if own not in OWNS:
        raise ClusternetError.of("no_choice", what="own", value=own, accepted=OWNS)
    if own == "drop":
        return found.paper, found.country
    mine = np.flatnonzero(found.again if own == "named" else ~found.abroad)
    return np.concatenate([found.paper, mine]), np.concatenate([found.country, found.first[mine]])


def estimates(drawn: Authorship, whole: Authorship, *, own: Own = "drop") -> pd.DataFrame:
    """Return the pairs of a sample with what they say of all papers, and how far off that is.

    Parameters
    ----------
    drawn
        What :func:`sample` returns.
    whole
        All papers, of which it was drawn.
    own
        As in :func:`pairs`.

    Returns
    -------
    DataFrame
        :func:`pairs` of the sample, then ``estimate`` (papers over the rate of the country, N/n),
        ``standard_error`` (N sqrt((1 - n/N) p (1 - p) / (n - 1)), p the share in the sample; missing where
        one paper was drawn of several), ``all_papers`` (the count without sampling) and ``error`` (estimate
        less count). Pairs that no sampled paper has are rows of 0.

    Examples
    --------
    >>> whole = authorship(pd.Series(["CN; US", "CN; US", "CN; DE", "CN"]))
    >>> found = estimates(sample(whole, 0.5, seed=1), whole)
    >>> found[["first", "partner", "papers", "estimate", "all_papers"]].values.tolist()
    [['CN', 'US', 1, 2.0, 2], ['CN', 'DE', 1, 2.0, 1]]
    """
    frame = pairs(whole, own=own)[["first", "partner", "papers"]].rename(columns={"papers": "all_papers"})
    frame = frame.merge(pairs(drawn, own=own), how="left", on=["first", "partner"])
    frame = frame.fillna({"papers": 0, "fractional": 0.0, "share": 0.0}).astype({"papers": np.int64})
    place = {name: number for number, name in enumerate(whole.countries)}
    lead = frame["first"].map(place).to_numpy(dtype=np.int64)
    drawn_of = np.bincount(drawn.first, minlength=len(place))
    total, size = whole.papers_of[lead].astype(float), drawn_of[lead].astype(float)
    share = frame["share"].to_numpy()
    frame["estimate"] = share * total
    frame["standard_error"] = total * _error(share, size, total)
    frame["error"] = frame["estimate"] - frame["all_papers"]
    columns = [
        "first",
        "partner",
        "papers",
        "fractional",
        "share",
        "estimate",
        "standard_error",
        "all_papers",
        "error",
    ]
    return frame[columns]


def _error(
    share: NDArray[np.float64], size: NDArray[np.float64], total: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the standard error of a share in a sample without replacement."""
    free = np.where(size > 1, size - 1, np.nan)
    left = 1 - np.divide(size, total, out=np.ones_like(size), where=total > 0)
    error = np.sqrt(left * share * (1 - share) / free)
    return np.where(size == total, 0.0, error)


def matrix(table: pd.DataFrame, cell: Cell = "papers") -> pd.DataFrame:
    """Return pairs as a matrix: one row per country of first authors, one column per partner.

    Countries stand by descending sums of both sides; pairs that do not occur are 0.

    Parameters
    ----------
    table
        What :func:`pairs` returns.
    cell
        Which of its columns fills the cells.

    Returns
    -------
    DataFrame
        One row per country of first authors, one column per partner.

    Examples
    --------
    >>> matrix(pairs(authorship(pd.Series(["CN; US", "CN; DE", "US; CN"])))).to_dict("index")
    {'CN': {'CN': 0, 'US': 1, 'DE': 1}, 'US': {'CN': 1, 'US': 0, 'DE': 0}}
    """
    admit_matrix(table["first"].nunique(), table["partner"].nunique(), "first authors by partners")
    wide = table.pivot(index="first", columns="partner", values=cell).fillna(0)
    size = table.groupby("first")["papers"].sum().add(table.groupby("partner")["papers"].sum(), fill_value=0)
    order = sorted(size.index, key=lambda name: (-size[name], str(name)))
    rows, columns = ([name for name in order if name in names] for names in (wide.index, wide.columns))
    wide = wide.loc[rows, columns].rename_axis(columns=None)
    return wide.astype(np.int64) if cell == "papers" else wide


def countries(found: Authorship) -> pd.DataFrame:
    """Return how international the papers of every country are, and with whom it works most.

    Parameters
    ----------
    found
        What :func:`authorship` or :func:`sample` returns.

    Returns
    -------
    DataFrame
        ``country``, ``papers`` (of first authors), ``international`` (with a co-author in another country),
        ``international_share``, ``partners`` (countries), ``main_partner`` (the most papers; ties by rank),
        ``main_papers``, ``main_share`` (of its papers) and ``co_author`` (papers of other first authors it
        takes part in); of a sample also ``standard_error``, of the international share. Missing where
        undefined.

    Examples
    --------
    >>> found = countries(authorship(pd.Series(["CN; US", "CN", "US"])))
    >>> found[["country", "papers", "international_share", "main_partner"]].values.tolist()
    [['CN', 2, 0.5, 'US'], ['US', 1, 0.0, nan]]
    """
    width = len(found.countries)
    papers = np.bincount(found.first, minlength=width)
    international = np.bincount(found.first[found.abroad], minlength=width)
    frame = pd.DataFrame(
        {
            "country": found.countries,
            "papers": papers,
            "international": international,
            "international_share": np.divide(
                international, papers, out=np.full(width, np.nan), where=papers > 0
            ),
        }
    )
    joined = pairs(found)
    main = joined.drop_duplicates("first").set_index("first")
    frame["partners"] = frame["country"].map(joined["first"].value_counts()).fillna(0).astype(np.int64)
    frame["main_partner"] = frame["country"].map(main["partner"])
    frame["main_papers"] = frame["country"].map(main["papers"]).astype("Int64")
    frame["main_share"] = frame["country"].map(main["share"])
    frame["co_author"] = np.bincount(found.country, minlength=width)
    if papers.sum() < found.papers_of.sum():
        sizes = papers.astype(float), found.papers_of.astype(float)
        frame["standard_error"] = _error(frame["international_share"].to_numpy(), *sizes)
    return frame.sort_values("papers", ascending=False, kind="stable", ignore_index=True)
