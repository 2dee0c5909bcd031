"""What values are called in a language: places, technologies, fields, industries, categories, relations.

Tables hold values as the data have them (places by their canonical Chinese names). Where values become text
that people read, they pass through here: what the package knows is named in the language of the text,
everything else stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

from clusternet.places import china, countries, english
from clusternet.words import vocabulary
from clusternet.words.text import Text

Holds = Literal[
    "", "word", "place", "zone", "technology", "application", "industry", "category", "relation"
]  # fmt: skip
"""What the values of a column are.

``place`` is anything on the map, countries too; ``zone`` is a place of the data's own, where 港澳台, 国外 and
未知 alone are the package's; ``word`` is a fixed word of ``data/labels.csv``; blank is the user's own text.
"""

_CODE = re.compile(
    r"[0-9][0-9 ._/-]{4,}|(?=(?:.*[0-9]){8})[0-9A-Z]{18}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4,12}){4}"
)
"""A number of five digits and more, a credit code, a UUID."""
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=1 << 16)
def name(value: str, kind: Holds, language: str) -> str:
    """Return what a value is called in a language; the value itself where the package knows no name.

    A value in the language's own letters is the user's word and stays; codes of industries are named.

    Parameters
    ----------
    kind
        What the value is.
    language
        ``zh`` or ``en``.

    Examples
    --------
    >>> name("广东省", "place", "en"), name("高校", "category", "zh"), name("高校", "category", "en")
    ('Guangdong', '高校', 'University')
    >>> name("computer vision", "technology", "zh"), name("量子计算", "technology", "en")
    ('计算机视觉', '量子计算')
    """
    own = (_HAN.search(value) is None) == (language == "en") and kind != "industry"  # it has codes
    return value if own or kind not in _NAMED else _NAMED[kind](value, language) or value


def names(values: Iterable[str], kind: Holds, language: str) -> dict[str, str]:
    """Return what each of several values is called; values that would share a name keep their own beside it.

    Examples
    --------
    >>> names(["大学", "高校", "企业"], "category", "en")
    {'大学': 'University (大学)', '高校': 'University (高校)', '企业': 'Enterprise'}
    """
    found = {value: name(value, kind, language) for value in values}
    named = list(found.values())
    if len(set(named)) == len(named):
        return found
    shared = {each for each in named if named.count(each) > 1}
    return {
        value: f"{each} ({value})" if each in shared and each != value else each
        for value, each in found.items()
    }


def is_code(name: str) -> bool:
    """Return whether what stands for a name is a code, which tells readers nothing.

    >>> is_code("999984059"), is_code("91110108551385082Q"), is_code("360"), is_code("样本0037")
    (True, True, False, False)
    """
    return _CODE.fullmatch(name) is not None


def said(value: str, kind: Holds) -> Text:
    """Return what a value is called in both languages.

    >>> said("广东省", "place")
    Text(zh='广东省', en='Guangdong')
    """
    return Text.of(lambda language: name(value, kind, language))


def _place(value: str, language: str) -> str | None:
    if language == "en":
        return english.name(value) or countries.name(value, "en")
    place = china.resolve(value) if china.candidates(value) else None
    return place.name if place else countries.name(value, "zh")


def _zone(value: str, language: str) -> str | None:
    return (
        english.name(value)
        if language == "en" and value in (china.HMT, china.ABROAD, china.UNKNOWN)
        else None
    )


def _industry(value: str, language: str) -> str | None:
    found = vocabulary.industry(value)
    if found is None:
        return _term(vocabulary.SECTORS)(value, language)
    return vocabulary.label(found, language)


def _term(words: vocabulary.Vocabulary) -> Callable[[str, str], str | None]:
    """Return a function that names the terms of a vocabulary, with a capital."""

    def named(value: str, language: str) -> str | None:
        term = words.find(value)
        if term is None:
            return None
        text = vocabulary.label(term, language)
        return text[:1].upper() + text[1:]

    return named


_NAMED: dict[Holds, Callable[[str, str], str | None]] = {
    "place": _place,
    "zone": _zone,
    "industry": _industry,
    "technology": _term(vocabulary.TECHNOLOGIES),
    "application": _term(vocabulary.APPLICATIONS),
    "category": _term(vocabulary.CATEGORIES),
    "relation": _term(vocabulary.RELATIONS),
}
