"""The names that a text may hold: places, nodes, technologies, fields, industries, relation types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from clusternet.data import rows
from clusternet.errors import ClusternetError
from clusternet.places.china import CITY_UNKNOWN
from clusternet.prose.families import FAMILIES, LEVELS
from clusternet.prose.spelling import ONE_LETTER, written
from clusternet.prose.values import Data
from clusternet.words.naming import Holds

Reading = tuple[str, str]
"""What a name is, and its value in the data: ("province", "北京市")."""
BY = ("technology", "application", "industry", "category")
_SHORT = {
    "新",
    "其他",
    "关系",
    "企业",
    "公司",
    "样本",
    "投资",
    "技术",
    "人才",
    "人力",
    "资本",
    "融资",
    "政府",
    "大学",
}
"""Names too common to stand for a row by themselves."""


@dataclass(frozen=True)
class Name:
    """A name in a text.

    Attributes
    ----------
    start, end
        Where it stands.
    readings
        What it may be.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]

    def values(self, *kinds: str) -> list[Reading]:
        """Return its readings of some kinds."""
        return [each for each in self.readings if each[0] in kinds]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The names of a data set, in the ways that they are written."""

    data: Data
    _nodes: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> dict[str, tuple[Reading, ...]]:
        """Spelling -> what it may be."""
        found: dict[str, dict[Reading, None]] = {}
        for kind, value, holds in self._rows():
            for word in _numbered(_shortened(written(value, holds), kind)):
                if len(word) > 1 and not word.isdigit() and (word not in _SHORT or kind == "category"):
                    found.setdefault(word.casefold(), {})[kind, value] = None
        for name in self._names():
            word = name.casefold()
            if len(word) > 1 and word not in found and word not in _SHORT and not word.isdigit():
                found[word] = {("node", name): None}
        for name, others in other_names(list(self._names())).items():
            for other in others:
                if other.casefold() not in found:
                    found[other.casefold()] = {("node", name): None}
        return {word.replace("–", "-"): tuple(readings) for word, readings in found.items()}

    def _rows(self) -> Iterator[tuple[str, str, Holds]]:
        for level in LEVELS[:3]:
            for value in self._column("margins", "place", {"level": level}):
                if not value.endswith(CITY_UNKNOWN) and value != "其他地区":
                    yield level, value, "place"
        for by in BY:
            for nesting in ("division", "section", "sector") if by == "industry" else ("division",):
                for value in self._column("distribution", "name", {"by": by, "nesting": nesting}):
                    kind = by if nesting == "division" else nesting
                    yield kind, value, by  # type: ignore[misc]
        for value in self._column("relations", "type", {}):
            yield "relation", value, "relation"

    def _names(self) -> Iterable[str]:
        return self._column("centrality", "name", {})

    def _column(self, family: str, column: str, given: dict[str, str]) -> list[str]:
        kind = FAMILIES[family]
        try:
            frame: pd.DataFrame = self.data.table(kind, self.data.options(kind, given))
        except ClusternetError:
            return []  # the data have no such column, so no text can cite it
        return [str(each) for each in frame[column]]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """First two letters -> lengths of the words that begin so, longest first."""
        found: dict[str, set[int]] = {}
        for word in self.words:
            found.setdefault(word[:2], set()).add(len(word))
        return {start: sorted(lengths, reverse=True) for start, lengths in found.items()}

    def names(self, text: str) -> list[Name]:
        """Return the names of a text, the longest where several begin at one place."""
        folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
        folded = folded.replace("–", "-")
        found: list[Name] = []
        at = 0
        while at < len(folded):
            word = next(
                (word for length in self._starts.get(folded[at : at + 2], ())
                 if (word := folded[at : at + length]) in self.words and _whole(folded, at, at + len(word))),
                "",
            )  # fmt: skip
            if word:
                found.append(Name(at, at + len(word), self.words[word]))
                at += len(word)
                continue
            several = _LETTERS.match(text, at)
            if several is not None:
                found += [
                    Name(place, place + 1, (("province", _BY_LETTER[text[place]]),))
                    for place in range(several.start(), several.end())
                ]
                at = several.end()
                continue
            at += 1
        return found


_BY_LETTER = {letter: name for name, letter in ONE_LETTER.items()}
_LETTERS = re.compile(f"[{''.join(_BY_LETTER)}]{{2,6}}(?=[两三四五六]?(?:地|省|市)|合计|之间|的|等|占|为)")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a word in Latin letters is not cut out of a longer one."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    left = first.isascii() and first.isalnum() and before.isascii() and before.isalnum()
    right = last.isascii() and last.isalnum() and behind.isascii() and behind.isalnum()
    return not left and not right


_SMART = re.compile(r"(?:intelligent|smart) (?=\S+ \S)", re.IGNORECASE)


def _shortened(words: Iterable[str], kind: str) -> set[str]:
    """Return words, with those of several without their adjective: enterprise management."""
    found = set(words)
    return found | {_SMART.sub("", each) for each in found} if kind in BY else found


def _numbered(words: Iterable[str]) -> set[str]:
    """Return words with the plurals of the English ones."""
    found = set(words)
    for word in [each for each in found if each.isascii() and each[-1:].isalpha() and each[-1:] != "s"]:
        found.add(f"{word[:-1]}ies" if word.endswith("y") else f"{word}s")
    return found


def other_names(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the other common names of firms and universities among some nodes: Huawei of 华为.

    >>> other_names(["华为", "nobody"])
    {'华为': ['Huawei']}
    """
    listed: dict[str, list[str]] = {}
    for row in (*rows("universities.csv"), *rows("organisations.csv")):
        several = "|".join(row.get(column) or "" for column in ("short", "english", "names")).split("|")
        listed.setdefault(row["name"], []).extend(each for each in several if len(each) > 1)
    return {name: listed[name] for name in names if name in listed}
