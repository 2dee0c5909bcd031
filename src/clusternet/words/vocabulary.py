"""The fixed words of a value network: relations, kinds, categories, technologies, fields, industries.

Every word has a key (what tables and code hold), a Chinese and an English label, and the other spellings
accepted in input. The lists are in ``data/terms.csv`` and ``data/industries.csv`` and are read at first use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from clusternet.data import rows
from clusternet.errors import ClusternetError
from clusternet.letters import SIMPLIFIED

__all__ = [
    "APPLICATIONS",
    "CATEGORIES",
    "DIRECTIONS",
    "EDGE_TYPES",
    "KINDS",
    "RELATIONS",
    "SECTORS",
    "TECHNOLOGIES",
    "Industry",
    "Term",
    "Vocabulary",
    "divisions",
    "industry",
    "label",
    "sections",
    "yes_no",
]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary.

    Parameters
    ----------
    key
        What code and tables hold.
    zh, en
        The labels printed.
    aliases
        Other spellings accepted in input.
    """

    key: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Industry:
    """A section or division of GB/T 4754-2017.

    Parameters
    ----------
    section
        Its letter, A to T.
    division
        Its two digits, ``None`` for a whole section.
    name_zh, name_en
        Labels; the English ones are those of the China Statistical Yearbook, or translations.
    sector
        ``primary``, ``secondary`` or ``tertiary`` by the 2018 revision of the rule of three sectors.
    """

    section: str
    division: str | None
    name_zh: str
    name_en: str
    sector: str

    @property
    def code(self) -> str:
        """Letter and division together, as ``I65``; the letter alone for a section."""
        return self.section + (self.division or "")

    @property
    def mixed(self) -> bool:
        """Whether this is a whole section with divisions of two sectors: A, B and C.

        The sector of such a section is that of all its divisions but one (05, 11, 43: tertiary).
        """
        return self.division is None and self.section in "ABC"


class Vocabulary(Mapping[str, Term]):
    """The terms of one list by key, in their published order; read from the data at first use.

    Examples
    --------
    >>> RELATIONS.find("技术合作").key
    'technology'
    >>> [term.zh for term in KINDS.values()]
    ['样本节点', '关系节点']
    >>> TECHNOLOGIES.find("cold fusion") is None
    True
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, key: str) -> Term:
        return _terms(self.name)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_terms(self.name))

    def __len__(self) -> int:
        return len(_terms(self.name))

    def __repr__(self) -> str:
        return f"Vocabulary({self.name!r})"

    def find(self, text: str) -> Term | None:
        """The term that ``text`` spells: its key, a label or an alias; ``None`` when there is none.

        Width, case, spaces, hyphens and underscores do not count.
        """
        return _spellings(self.name).get(_fold(text))


RELATIONS = Vocabulary("relation")
KINDS = Vocabulary("kind")
CATEGORIES = Vocabulary("category")
DIRECTIONS = Vocabulary("direction")
EDGE_TYPES = Vocabulary("edge_type")
SECTORS = Vocabulary("sector")
TECHNOLOGIES = Vocabulary("technology")
APPLICATIONS = Vocabulary("application")
_YES_NO = Vocabulary("yes_no")

_CODE = re.compile(r"([A-T]?)(?:(\d\d)\d{0,2})?")


def yes_no(text: str) -> bool | None:
    """Read a yes or no; ``None`` when the text is neither.

    Examples
    --------
    >>> yes_no("是"), yes_no("FALSE"), yes_no("1"), yes_no("maybe")
    (True, False, True, None)
    """
    term = _YES_NO.find(text)
    return None if term is None else term.key == "yes"


def label(item: Term | Industry, lang: str) -> str:
    """The printed label of a term or an industry in ``zh`` or ``en``.

    Raises
    ------
    ClusternetError
        If ``lang`` is another language.

    Examples
    --------
    >>> label(RELATIONS["human_capital"], "zh")
    '人力资本'
    >>> label(industry("I65"), "en")
    'Software and information technology services'
    """
    if lang not in ("zh", "en"):
        raise ClusternetError.of("no_such_language", lang=lang)
    zh, en = (item.zh, item.en) if isinstance(item, Term) else (item.name_zh, item.name_en)
    return zh if lang == "zh" else en


def industry(code: str) -> Industry | None:
    """The industry of a GB/T 4754-2017 code or name; ``None`` when there is none.

    Accepted are a letter (``I``), two to four digits (``65``, ``651``, ``6510``), both (``I65``, ``C3921``),
    and the Chinese or English name of a section or division. Groups and classes (three and four digits) are
    read as their division and are not checked further. A letter that is not the division's own gives
    ``None``, and so does a single digit: it may be a code that lost its zero.

    The sector goes by division, not by letter: 05, 11 and 43 are tertiary. A bare A, B or C (see
    `Industry.mixed`) gets the sector of its other divisions. A name that is both a section's and a
    division's (房地产业, 教育, 国际组织) is read as the section.

    Examples
    --------
    >>> industry("C3921").name_zh
    '计算机、通信和其他电子设备制造业'
    >>> industry("C43").sector, industry("C39").sector
    ('tertiary', 'secondary')
    >>> industry("I39") is None
    True
    """
    text = unicodedata.normalize("NFKC", code).strip()
    match = _CODE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    if match is None:
        return _industry_names().get(_fold(text))
    letter, division = match.groups()
    found = _industries().get(division or letter)
    return found if found is not None and letter in ("", found.section) else None


def sections() -> tuple[Industry, ...]:
    """The 20 sections (门类), A to T."""
    return tuple(item for item in _industries().values() if item.division is None)


def divisions(section: str | None = None) -> tuple[Industry, ...]:
    """The 97 divisions (大类) in order of code, or those of one section.

    Examples
    --------
    >>> [item.division for item in divisions("I")]
    ['63', '64', '65']
    """
    found = (item for item in _industries().values() if item.division is not None)
    return tuple(item for item in found if section in (None, item.section))


def _fold(text: str) -> str:
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED))


@lru_cache(maxsize=1)
def _vocabularies() -> dict[str, dict[str, Term]]:
    found: dict[str, dict[str, Term]] = {}
    for row in rows("terms.csv"):
        aliases = tuple(filter(None, row["aliases"].split("|")))
        found.setdefault(row["vocabulary"], {})[row["key"]] = Term(row["key"], row["zh"], row["en"], aliases)
    return found


def _terms(name: str) -> dict[str, Term]:
    return _vocabularies()[name]


@cache
def _spellings(name: str) -> dict[str, Term]:
    terms = _terms(name).values()
    return {_fold(word): term for term in terms for word in (term.key, term.zh, term.en, *term.aliases)}


@lru_cache(maxsize=1)
def _industries() -> dict[str, Industry]:
    found = {}
    for row in rows("industries.csv"):
        division = row["code"] if row["code"].isdigit() else None
        found[row["code"]] = Industry(row["section"], division, row["zh"], row["en"], row["sector"])
    return found


@lru_cache(maxsize=1)
def _industry_names() -> dict[str, Industry]:
    names = {_fold(name): item for item in divisions() for name in (item.name_zh, item.name_en)}
    return names | {_fold(name): item for item in sections() for name in (item.name_zh, item.name_en)}
