"""Countries and regions of ISO 3166: which one a text means, and what it is called in Chinese and English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from clusternet.data import rows
from clusternet.letters import SIMPLIFIED
from clusternet.places.gazetteer import plain

_OTHER_NAMES = {"中国大陆": "Mainland China"}
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_CODES_IN_TEXT = {"usa", "uk", "uae", "prc", "us"}
_PARTS = ("HKG", "MAC", "TWN")
_MOST = 0.8
"""Part of a column that must name countries."""
_TWICE = re.compile(r"([^()（）]+)[(（]([^()（）]+)[)）]")
"""A country with another name of it in brackets: 美国（USA）."""
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
    >>> find("法國").key, find("緬甸").key
    ('FRA', 'MMR')
    >>> find("美国（USA）").key, find("Deutschland").key, find("Georgia (USA)")
    ('USA', 'DEU', None)
    """
    key = plain(text)
    found = _named().get(key) or _named().get(key.removeprefix("the"))
    found = found or _named().get(plain(text.translate(SIMPLIFIED)))
    if found is None and (codes or key in _CODES_IN_TEXT):
        found = _coded().get(key)
    if found is None and (twice := _TWICE.fullmatch(text.strip())):
        found, other = find(twice[1], codes=codes), find(twice[2])
        return found if found == other else None
    return found


@lru_cache(maxsize=1)
def cities() -> Mapping[str, str]:
    """Return the well-known cities abroad, as `plain` gives their names, with the codes of their countries.

    >>> cities()["london"], cities()["东京"]
    ('GBR', 'JPN')
    """
    return {
        plain(word): row["country"]
        for row in rows("foreign_cities.csv")
        for word in f"{row['zh']}|{row['en']}".split("|")
        if word
    }


@lru_cache(maxsize=1 << 16)
def in_address(text: str) -> str:
    """Return the words at the end of an address that name its country, blank if none do.

    Authors in brackets, a state and a postal code are passed over. Hong Kong and Macau before China are
    those words.

    Examples
    --------
    >>> in_address("[Rowan, A.; Hazel, B.] Univ Alpha, Boston, MA 02115 USA.")
    'USA'
    >>> in_address("Univ Beta, Beijing, Peoples R China"), in_address("Energy SpA, Milano")
    ('Peoples R China', '')
    >>> in_address("Univ Gamma, Hong Kong 999077, Peoples R China"), in_address("丙大学，澳门，中国")
    ('Hong Kong', '澳门')
    """
    *_, before, last = ["", *re.split("[,，]", _BRACKETS.sub("", text).strip(" .;,，"))]
    found = _at_the_end(last)
    if found and _key(found, kingdom=False, codes=False) == "CHN":
        part = _at_the_end(before.rstrip(" 0123456789"))
        if part and _key(part, kingdom=False, codes=False) in _PARTS:
            return part
    return found


def _at_the_end(text: str) -> str:
    """Return the words at the end of a text that name a country, blank if none do."""
    words = text.split()[-_MOST_WORDS:]
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


def unified(cells: Iterable[str], *, kingdom: bool = False, codes: bool = True) -> dict[str, str]:
    """Return, for every spelling, the one its country goes by: the commonest, a name before a code.

    Parts of China outside the mainland go by their own names: 中国台湾, Taiwan, China.

    Parameters
    ----------
    cells
        The cells of a column of countries, as often as they stand there. What is no known country stays.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.
    codes
        Whether two and three letters may be a code.

    Examples
    --------
    >>> unified(["USA", "U.S.A.", "USA", "美国", "Narnia"])
    {'USA': 'USA', 'U.S.A.': 'USA', '美国': 'USA', 'Narnia': 'Narnia'}
    """
    tally = Counter(cells)
    keys = {cell: _key(cell, kingdom=kingdom, codes=codes) for cell in tally}
    chosen: dict[str, str] = {}
    for cell in sorted(tally, key=lambda cell: (_is_part(cell), -tally[cell], plain(cell) in _coded(), cell)):
        chosen.setdefault(keys[cell], _printed(cell, keys[cell]))
    return {cell: chosen[keys[cell]] for cell in tally}


def _is_part(cell: str) -> bool:
    found = find(cell)
    return found is not None and bool(found.part_of)


def _key(cell: str, *, kingdom: bool, codes: bool = True) -> str:
    found = find(cell, codes=codes)
    if found is None:
        return f"\0{cell}"
    return found.part_of if kingdom and found.part_of else found.key


def _printed(cell: str, key: str) -> str:
    """Return a spelling; in its language the name of a part of China outside the mainland, or of a whole."""
    found = find(cell)
    is_part = found is not None and found.key != key  # of the United Kingdom
    if not is_part and (key not in _PARTS or plain(cell) in _coded()):
        return cell
    found = _coded()[plain(key)]
    return found.en if cell.isascii() else found.zh


def of_column(names: Iterable[str], *, headed: bool, kingdom: bool = False) -> dict[str, str]:
    """Return the one spelling of each country in a column; nothing where the column holds no countries.

    Parameters
    ----------
    names
        The cells.
    headed
        Whether its header says that it holds countries. Otherwise most cells must name one, and two or three
        letters are no code.
    kingdom
        As in :func:`unified`.

    Examples
    --------
    >>> of_column(["USA", "United States", "China"], headed=False)["United States"]
    'United States'
    >>> of_column(["CA", "GA", "Georgia"], headed=False)
    {}
    """
    cells = [name for name in names if name]
    known = {cell for cell in set(cells) if find(cell, codes=headed) is not None}
    if not headed and len(known) < _MOST * len(set(cells)):
        return {}
    return unified(cells, kingdom=kingdom, codes=headed)


def matched(names: Iterable[str], known: Iterable[str], *, kingdom: bool = False) -> list[str]:
    """Return names as another table of countries has them, where they mean one of its countries.

    >>> matched(["United States", "中国", "Narnia"], ["美国", "CHN", "Germany"])
    ['美国', 'CHN', 'Narnia']
    """
    there = list(dict.fromkeys(filter(None, known)))
    keys = {_key(name, kingdom=kingdom): name for name in reversed(there)}
    if sum(find(name) is not None for name in there) < _MOST * len(there):
        keys = {}
    return [name if name in there else keys.get(_key(name, kingdom=kingdom), name) for name in names]


def name(text: str, language: str) -> str | None:
    """Return what a country is called; ``None`` if ``text`` does not name one beyond doubt.

    China and its parts outside the mainland are among them. Codes of two letters are not: AL may be Alabama.
    Other spellings in the script of the language stay as written; England is not all of the United Kingdom.

    Examples
    --------
    >>> name("美国", "en"), name("中国香港", "en"), name("germany", "zh")
    ('United States', 'Hong Kong, China', '德国')
    >>> name("AL", "zh") is None, name("United States of America", "zh"), name("USA", "en") is None
    (True, '美国', True)
    """
    if (named := _names(language).get(plain(text))) is not None:
        return named
    foreign = {"zh": text.isascii(), "en": not text.isascii()}[language]
    found = find(text, codes=len(text) == 3 and text.isupper()) if foreign else None
    return None if found is None else {"zh": found.zh, "en": found.en}[language]


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
