"""Countries and regions of ISO 3166: which one a text means, and what it is called in Chinese and English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from clusternet.data import rows
from clusternet.places.gazetteer import plain

_OTHER_NAMES = {"中国大陆": "Mainland China"}
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_CODES_IN_TEXT = {"usa", "uk", "uae", "prc", "us"}
_MOST_WORDS = 8
"""Words of a country's name at most."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or region.

    Attributes
    ----------
    key
        Its three letters of ISO 3166; of a nation of the United Kingdom its English name.
    zh, en
        Its names.
    part_of
        The country that a nation of the United Kingdom is part of, else blank.
    """

    key: str
    zh: str
    en: str
    part_of: str = ""


@lru_cache(maxsize=1)
def spellings() -> frozenset[str]:
    """Return every spelling of a country abroad, as `plain` gives it; no part of China is abroad.

    A two-letter code that is also the usual initials of a Chinese province (BJ, SH) is none.
    """
    words: set[str] = set()
    for row in rows("countries.csv"):
        if not row["zone"]:
            code = "" if row["in_text"] == "no" else row["alpha2"]
            words.update((code, row["alpha3"], row["zh"], row["en"], *row["aliases"].split("|")))
    return frozenset(plain(word) for word in words if word)


def find(text: str, *, codes: bool = True) -> Country | None:
    """Return the country that a cell names, by code, Chinese or English name or a common form.

    Parameters
    ----------
    codes
        Whether two and three letters may be a code: in a column of countries, not in an address, where CA,
        GA and DE are states.

    Examples
    --------
    >>> [find(cell).key for cell in ("U.S.A.", "美国", "CN", "Peoples R China", "Chinese Taipei")]
    ['USA', 'USA', 'CHN', 'CHN', 'TWN']
    >>> find("GA").en, find("GA", codes=False), find("Energy SpA")
    ('Gabon', None, None)
    """
    key = plain(text)
    found = _named().get(key) or _named().get(key.removeprefix("the"))
    if found is None and (codes or key in _CODES_IN_TEXT):
        found = _coded().get(key)
    return found


@lru_cache(maxsize=1 << 16)
def in_address(text: str) -> str:
    """Return the words at the end of an address that name its country, blank if none do.

    Authors in brackets, a state and a postal code are passed over.

    Examples
    --------
    >>> in_address("[Rowan, A.; Hazel, B.] Univ Alpha, Boston, MA 02115 USA.")
    'USA'
    >>> in_address("Univ Beta, Beijing, Peoples R China"), in_address("Energy SpA, Milano")
    ('Peoples R China', '')
    """
    last = re.split("[,，]", _BRACKETS.sub("", text).strip(" .;,，"))[-1]
    words = last.split()[-_MOST_WORDS:]
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((tail for tail in tails if find(tail, codes=False) is not None), "")


def addresses(cell: str, separators: str = ";；|") -> list[str]:
    """Split a cell into addresses; separators within brackets (authors of one address) do not count.

    >>> addresses("[A, B.; C, D.] Univ X, Paris, France; [E, F.] Univ Y, Rome, Italy")
    ['[A, B.; C, D.] Univ X, Paris, France', '[E, F.] Univ Y, Rome, Italy']
    """
    inside = _BRACKETS.sub(lambda found: "\0" * len(found[0]), cell)
    cuts = [-1, *(place for place, mark in enumerate(inside) if mark in separators + "\r\n"), len(cell)]
    parts = (cell[start + 1 : stop].strip() for start, stop in pairwise(cuts))
    return [part for part in parts if part]


def unified(cells: Iterable[str], *, kingdom: bool = False) -> dict[str, str]:
    """Return, for every spelling, the one its country goes by: the commonest, a name before a code.

    Parameters
    ----------
    cells
        The cells of a column of countries, as often as they stand there. What is no known country stays.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.

    Examples
    --------
    >>> unified(["USA", "U.S.A.", "USA", "美国", "Narnia"])
    {'USA': 'USA', 'U.S.A.': 'USA', '美国': 'USA', 'Narnia': 'Narnia'}
    """
    tally = Counter(cells)
    keys = {cell: _key(cell, kingdom=kingdom) for cell in tally}
    chosen: dict[str, str] = {}
    for cell in sorted(tally, key=lambda cell: (-tally[cell], plain(cell) in _coded(), cell)):
        chosen.setdefault(keys[cell], cell)
    return {cell: chosen[keys[cell]] for cell in tally}


def _key(cell: str, *, kingdom: bool) -> str:
    found = find(cell)
    if found is None:
        return f"\0{cell}"
    return found.part_of if kingdom and found.part_of else found.key


def name(text: str, language: str) -> str | None:
    """Return what a country is called; ``None`` if ``text`` is not its full Chinese or English name.

    China and its parts outside the mainland are among them. Codes and other spellings are not: AL may be
    Alabama, and England is not all of the United Kingdom.

    Examples
    --------
    >>> name("美国", "en"), name("中国香港", "en"), name("germany", "zh")
    ('United States', 'Hong Kong, China', '德国')
    >>> name("AL", "zh") is None
    True
    """
    return _names(language).get(plain(text))


@lru_cache(maxsize=2)
def _names(language: str) -> dict[str, str]:
    pairs = [(row["zh"], row["en"]) for row in rows("countries.csv")] + list(_OTHER_NAMES.items())
    named = {"zh": 0, "en": 1}[language]
    return {plain(word): pair[named] for pair in pairs for word in pair}


@lru_cache(maxsize=1)
def _named() -> dict[str, Country]:
    """Countries by their names and common forms, as `plain` gives them."""
    found: dict[str, Country] = {}
    for row in rows("countries.csv"):
        each = Country(row["alpha3"] or row["en"], row["zh"], row["en"], row["part_of"])
        for word in (row["zh"], row["en"], *row["aliases"].split("|")):
            if word:
                found.setdefault(plain(word), each)
    return found


@lru_cache(maxsize=1)
def _coded() -> dict[str, Country]:
    """Countries by their codes."""
    by_name = _named()
    return {
        plain(code): by_name[plain(row["en"])]
        for row in rows("countries.csv")
        for code in (row["alpha2"], row["alpha3"])
        if code
    }
