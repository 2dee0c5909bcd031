"""Which countries each record is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import SchemaError
from clusternet.places import countries as places
from clusternet.schema.multivalued import SEPARATORS, split
from clusternet.typing import Ints

__all__ = ["Authorship", "authorship"]


@dataclass(frozen=True, eq=False)
class Authorship:
    """The countries of the authors of papers.

    Attributes
    ----------
    countries : ndarray of str, shape (countries,)
        By descending papers of first authors, ties in the order of their characters.
    first : ndarray of int64, shape (papers,)
        Country of the first author.
    paper, country : ndarray of int64, shape (entries,)
        The countries of the co-authors other than the first author's, each once a paper.
    again : ndarray of bool, shape (papers,)
        Whether the first author's country is that of a co-author too.
    row : ndarray of int64, shape (papers,)
        Row of the table each paper stands in.
    loose
        Rows without the country of a first author, which are no papers here.
    papers_of : ndarray of int64, shape (countries,)
        Papers of first authors before a sample was drawn.
    nowhere
        What stands last in addresses that name no known country.
    listed
        The countries of all authors of each paper, in their order; blank for an address without one.

    Examples
    --------
    >>> found = authorship(pd.Series(["CN; US", "US"]))
    >>> found.papers, found.abroad.tolist(), found.countries[found.country].tolist()
    (2, [True, False], ['US'])
    """

    countries: NDArray[np.object_]
    first: Ints
    paper: Ints
    country: Ints
    again: NDArray[np.bool_]
    row: Ints
    loose: int
    papers_of: Ints
    nowhere: tuple[str, ...] = ()
    listed: tuple[tuple[str, ...], ...] = ()

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return len(self.first)

    @property
    def abroad(self) -> NDArray[np.bool_]:
        """Whether each paper has a co-author in another country, shape (papers,)."""
        return np.bincount(self.paper, minlength=self.papers) > 0


def authorship(
    authors: pd.Series,
    first: pd.Series | None = None,
    *,
    separators: str = SEPARATORS,
    affiliations: bool = False,
    thesaurus: Mapping[str, str] | None = None,
    kingdom: bool = False,
) -> Authorship:
    """Read the countries of authors from cells; the spellings of one country (USA, U.S.A., 美国) are one.

    Parameters
    ----------
    authors
        Countries of the authors, several in a cell; in the order of the authors where ``first`` is None: the
        first of them is the first author's.
    first
        Country of the first author, which ``authors`` may name again.
    affiliations
        Cells hold addresses, whose country is at their end; an address without a known one counts for none.
    thesaurus
        Country -> what it is called; blank for what is no country.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.
    separators
        Each of these characters stands between two values.

    Raises
    ------
    SchemaError
        If no row names a country.

    Examples
    --------
    >>> found = authorship(pd.Series(["CN; US; CN", "US", ""]))
    >>> found.countries.tolist(), found.first.tolist(), found.again.tolist(), found.loose
    (['CN', 'US'], [0, 1], [True, False], 1)
    """
    known = thesaurus or {}
    kept: dict[str, list[str]] = {}

    def named(cell: object) -> list[str]:
        text = cell if isinstance(cell, str) else ""
        if text not in kept:
            parts = split(text, separators)
            kept[text] = (
                _of_addresses(text, known) if affiliations else [known.get(part, part) for part in parts]
            )
        return kept[text]

    lists = [named(cell) for cell in authors]
    leads = lists if first is None else [named(cell) for cell in first]
    one = places.unified((name for each in (*lists, *leads) for name in each if name), kingdom=kingdom)
    lists, leads = ([[one.get(name, "") for name in each] for each in those] for those in (lists, leads))
    if not affiliations:  # what the thesaurus blanks is no country; an address without one keeps its place
        leads = [[name for name in each if name] for each in leads]
    rows = [place for place, lead in enumerate(leads) if lead and lead[0]]
    if not rows:
        raise SchemaError("no row names the country of a first author", "没有一行给出第一作者的国家")
    others = [[name for name in lists[row] if name] for row in rows]
    found = _indexed([leads[row][0] for row in rows], others, rows, len(leads))
    listed = tuple(tuple(lists[row]) for row in rows)
    return replace(found, listed=listed, nowhere=_nowhere(authors) if affiliations else ())


def _of_addresses(cell: str, thesaurus: Mapping[str, str]) -> list[str]:
    """Return the country of every address, blank where it has none; what the thesaurus blanks is left out."""
    found = []
    for address in places.addresses(cell):
        country = places.in_address(address)
        said = country or _last(address)
        if thesaurus.get(said, said):
            found.append(thesaurus.get(said, country))
    return found


def _last(address: str) -> str:
    return address.rpartition(",")[2].strip(" .")


def _nowhere(authors: pd.Series) -> tuple[str, ...]:
    """Return what stands last in the addresses without a known country, the most frequent first."""
    ends = (
        _last(each)
        for cell in authors
        for each in places.addresses(cell if isinstance(cell, str) else "")
        if not places.in_address(each)
    )
    return tuple(name for name, _ in Counter(ends).most_common())


def _indexed(leads: list[str], lists: list[list[str]], rows: list[int], of: int) -> Authorship:
    """Return names as numbers, the countries with most first authors first."""
    times = pd.Series(leads).value_counts().to_dict()
    names = sorted({*leads, *(name for each in lists for name in each)}, key=lambda n: (-times.get(n, 0), n))
    number = {name: place for place, name in enumerate(names)}
    others = [
        (paper, number[name])
        for paper, (lead, each) in enumerate(zip(leads, lists, strict=True))
        for name in dict.fromkeys(each)
        if name != lead
    ]
    pairs = np.array(others, dtype=np.int64).reshape(-1, 2)
    start = np.array([number[lead] for lead in leads], dtype=np.int64)
    return Authorship(
        countries=np.array(names, dtype=object),
        first=start,
        paper=pairs[:, 0],
        country=pairs[:, 1],
        again=np.array([each.count(lead) > 1 for lead, each in zip(leads, lists, strict=True)], dtype=bool),
        row=np.array(rows, dtype=np.int64),
        loose=of - len(rows),
        papers_of=np.bincount(start, minlength=len(names)).astype(np.int64),
    )
