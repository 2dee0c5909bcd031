"""Sentences of a report's text, and what they claim: of whom, of what, and more, less, a number or a rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from clusternet.audit import documents, unread
from clusternet.audit.hedges import Meaning, Range, meaning_of, range_of
from clusternet.audit.printed import Printed, parse
from clusternet.audit.statements import rough
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.tables import suffix_of
from clusternet.schema.findings import Finding

TEXTS = (".txt", ".md")
Kind = Literal["value", "times", "more", "less", "rank", "last", "unclear"]

_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_RANK = re.compile(
    r"(?:排名|位居|位列|排|居|列)第?\s*(?P<a>[一二三四五六七八九十]|\d+)"
    r"|第\s*(?P<b>[一二三四五六七八九十]|\d+)\s*[位名大]"
    rf"|\brank(?:s|ed)?\s+(?:number\s+|no\.\s*)?(?P<c>\d+|{'|'.join(_ORDINALS)})\b"
    rf"|\b(?P<d>\d+(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
    r"[ -](?:largest|highest|biggest|most)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"最大|最高|最多|居首|首位|\bthe (?:largest|highest|greatest|biggest|most)\b", re.IGNORECASE
)
_LAST = re.compile(r"最小|最低|最少|末位|\bthe (?:smallest|lowest|fewest|least)\b", re.IGNORECASE)
_NUMERALS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    **dict(
        zip(
            ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            range(2, 11),
            strict=True,
        )
    ),
    "两": 2,
}
_SPOKEN = {
    "twice": 2,
    "thrice": 3,
    "double that": 2,
    "double the": 2,
    "half of": 0.5,
    "half that": 0.5,
    "一半": 0.5,
}
_TIMES = re.compile(
    rf"(?P<digits>\d+(?:\.\d+)?|(?<![十百a-z])(?:{'|'.join(_NUMERALS)}))\s*[多余]?\s*(?:倍|times\b)"
    rf"|(?<![A-Za-z])(?P<word>{'|'.join(_SPOKEN)})(?![A-Za-z])",
    re.IGNORECASE,
)
_ADDED = re.compile(r"高出|多出|times (?:more|larger|higher|greater|bigger)", re.IGNORECASE)
"""What may count the one beside which something is so many times more, or not."""
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,])\d[\d,]*(?:\.\d+)?\s*"
    r"(?:%|％|‰|per ?cent\b|[万亿千]+|(?:thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_SIZES = {"thousand": 3, "million": 6, "billion": 9}
_DATE = re.compile(
    r"(?<!\d)(?:1[89]|20)\d\d(?:\s*年|(?![\d%]|[.,]\d|\s*[家个人名篇件项所笔台次座辆条倍种位户万亿千元吨]))"
    r"|\d{1,2}\s*(?:月(?:\s*\d{1,2}\s*日)?|季度)|\bQ[1-4]\b"
    r"|(?:[表图]|\b(?:tables?|figures?|fig\.|tab\.))\s*\d+(?:[-.]\d+)?",
    re.IGNORECASE,
)
"""Years, months and the numbers of tables, which are no values."""
_CHANGE = re.compile(
    r"(?:增长|增加|提高|上升|提升|下降|减少|降低|回落|同比|环比|增幅|降幅)(?!率|[^，。]{0,4}[至到])|百分点"
    r"|percentage points?|\b(?:rose|grew|risen|grown|increased?|fell|fallen|dropped|declined?|decreased?)"
    r"\b(?!.{0,20}\bto\b)",
    re.IGNORECASE,
)
"""Numbers that say how much something changed."""
_UNREAL = re.compile(
    r"预计|预测|目标|计划|力争|如果|假如|并非|不是|是否|[?？]"
    r"|\b(?:expected|forecast|projected|target|if|will|would|not the)\b",
    re.IGNORECASE,
)
"""Plans, conditions, questions and denials: what they say is not what a table must hold."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text, and the line it begins in."""

    file: str
    line: int
    text: str

    @property
    def clauses(self) -> list[str]:
        """Its parts between commas."""
        return [part.strip() for part in re.split(r"[，；;]|,(?!\d)", self.text) if part.strip()]


@dataclass(frozen=True)
class Claim:
    """What a clause says.

    Attributes
    ----------
    kind
        ``value``, ``times`` (of another), ``more`` or ``less`` (than another), ``rank``, ``last`` (from
        below); ``unclear`` if it cannot be told of what its numbers are.
    text
        The number, or the words that say it.
    ranges
        Values left open by the number and the words around it; one of them must hold the true one.
    number
        As printed.
    rank
        1 for the first.
    rough
        Whether words such as about stand by the number, so that it need not be exact.
    """

    kind: Kind
    text: str
    ranges: tuple[Range, ...] = ()
    number: Printed | None = None
    rank: int = 0
    rough: bool = False


def below(
    path: Path, files: list[Path], folder: Path, found: list[Finding]
) -> list[tuple[Path, list[Sentence]]]:
    """Return the sentences of the text files of a folder, of its Word documents and of its pages."""
    texts = [each for each in unread.beside(path, TEXTS) if each not in files] if path.is_dir() else []
    held = [(file, of_text(file, str(file.relative_to(folder)), found)) for file in texts]
    for file in files:
        where = str(file.relative_to(folder))
        if suffix_of(file) in documents.SUFFIXES:
            said = documents.paragraphs(file)
            held.append((file, [each for at, text in said for each in split(where, at, text)]))
    return held


def of_text(path: Path, where: str, found: list[Finding]) -> list[Sentence]:
    """Return the sentences of a file of text."""
    lines = decode(path.read_bytes(), path.name, "", found, western=True).splitlines()
    return [each for line, text in enumerate(lines, start=1) for each in split(where, line, text)]


def split(where: str, line: int, text: str) -> Iterator[Sentence]:
    """Yield the sentences of a line."""
    for part in re.split(r"(?<=[。！？!?])|(?<=\.)\s+(?=\D)", text):
        if part.strip():
            yield Sentence(where, line, " ".join(part.split()))


def claim_of(clause: str) -> Claim | None:
    """Return what a clause says; None if it compares nothing.

    >>> [claim_of(text).kind for text in ("超过 4000 家", "ranks third", "不到乙的 2.5 倍", "A 高于 B")]
    ['value', 'rank', 'times', 'more']
    >>> claim_of("2020 年有所变化"), claim_of("the first in 2020.")
    (None, None)
    """
    if _UNREAL.search(clause):
        return Claim("unclear", clause) if re.search(r"\d", clause) else None
    bare = _DATE.sub(lambda date: " " * len(date[0]), clause)
    if (found := _TIMES.search(bare)) is not None:
        return Claim("unclear", clause) if _CHANGE.search(bare) else _times(bare, found)
    if (found := _RANK.search(bare)) is not None:
        return Claim("rank", found[0], rank=_ordinal(next(filter(None, found.groups()))))
    numbers = list(_NUMBER.finditer(bare))
    return _value(clause, bare, numbers) if numbers else _compared(clause)


def _compared(clause: str) -> Claim | None:
    """Return what a clause without a number says."""
    if _FIRST.search(clause) or _LAST.search(clause):
        return Claim("rank" if _FIRST.search(clause) else "last", clause, rank=1)
    compared: dict[str, Kind] = {"above": "more", "below": "less"}
    kind = compared.get(meaning_of(clause))
    return None if kind is None else Claim(kind, clause)


def _value(clause: str, bare: str, numbers: list[re.Match[str]]) -> Claim:
    """Return what a clause says of its one number."""
    found = numbers[0]
    number = _number(found[0])
    if len(numbers) > 1 or number is None or _CHANGE.search(clause):
        return Claim("unclear", clause)
    stop = found.start() + len(found[0]) - len(found[0].lstrip("0123456789,."))
    return _claim("value", found[0].strip(), number, meaning_of(bare[: found.start()], bare[stop:]))


def _times(clause: str, found: re.Match[str]) -> Claim:
    word = (found["digits"] or found["word"]).casefold()
    said = parse(str(_NUMERALS.get(word) or _SPOKEN.get(word) or word))
    assert said is not None
    number = said if said.decimals else replace(said, half=Fraction(1, 2))
    stop = found.end("digits") if found["digits"] else found.end()
    claim = _claim("times", found[0].strip(), number, meaning_of(clause[: found.start()], clause[stop:]))
    if not _ADDED.search(clause):
        return claim
    added = range_of(meaning_of(clause[: found.start()]), replace(number, value=number.value + 1))
    return replace(claim, ranges=(*claim.ranges, added))


def _claim(kind: Kind, text: str, number: Printed, meaning: Meaning) -> Claim:
    rough = meaning in ("about", "nearly", "just over")
    return Claim(kind, text, (range_of(meaning, number),), number, rough=rough)


def _number(text: str) -> Printed | None:
    bare = re.sub(r"per ?cent", "%", text.casefold())
    size = next((power for word, power in _SIZES.items() if word in bare), 0)
    said = parse(re.sub("|".join(_SIZES), f"e{size}", bare).replace(" ", "") if size else bare.strip(", "))
    return None if said is None else rough(said)


def _ordinal(text: str) -> int:
    text = text.casefold()
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    return _NUMERALS.get(text) or int(text)
