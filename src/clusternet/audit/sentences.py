"""Sentences of a report's text, and what they claim: of whom, of what, and more, less, a number or a rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from clusternet.audit import documents, unread
from clusternet.audit.meaning import fold
from clusternet.audit.printed import Printed, parse
from clusternet.audit.statements import rough
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.tables import suffix_of
from clusternet.schema.findings import Finding

TEXTS = (".txt", ".md")
Way = Literal["equal", "above", "below", "at least", "at most", "rank", "last", "times"]

_WAYS: tuple[tuple[Way, str], ...] = (
    ("at most", r"不超过|不高于|不多于|至多|at most|no(?:t)? more than|up to|≤"),
    ("at least", r"不少于|不低于|不小于|至少|at least|no(?:t)? (?:less|fewer) than|≥"),
    (
        "above",
        r"超过|超出|多于|高于|大于|逾|突破|>|more than|\bover\b|\babove\b|exceed\w*"
        r"|(?:great|high|larg)er than",
    ),
    ("below", r"不足|不到|少于|低于|小于|未达|(?:less|fewer|lower|smaller) than|\bunder\b|\bbelow\b|<"),
)
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_DIGITS = "一二三四五六七八九十"
_RANK = re.compile(
    r"(?:排名|位居|位列|排|居|列)第?\s*(?P<a>[一二三四五六七八九十]|\d+)"
    r"|第\s*(?P<b>[一二三四五六七八九十]|\d+)\s*[位名大]"
    rf"|\brank(?:s|ed)?\s+(?:number\s+|no\.\s*)?(?P<c>\d+|{'|'.join(_ORDINALS)})\b"
    rf"|\b(?P<d>\d+(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
    r"[ -](?:largest|highest|biggest|most)\b"
)
_FIRST = re.compile(r"最大|最高|最多|居首|首位|\bthe (?:largest|highest|greatest|biggest|most)\b")
_LAST = re.compile(r"最小|最低|最少|末位|\bthe (?:smallest|lowest|fewest|least)\b")
_TIMES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:倍|times\b)")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,])\d[\d,]*(?:\.\d+)?\s*"
    r"(?:%|％|‰|per ?cent\b|[万亿千]+|(?:thousand|million|billion)\b)?"
)
_SIZES = {"thousand": 3, "million": 6, "billion": 9}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年|(?![\d.,%]))")
_ABOUT = re.compile(r"约|近|左右|\b(?:about|nearly|almost|around|roughly|approximately)\b")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text, and the line it begins in."""

    file: str
    line: int
    text: str

    @property
    def clauses(self) -> list[str]:
        """Its parts between commas, folded."""
        return [part for part in re.split(r"[，；;]|,(?!\d)", fold(self.text)) if part.strip()]


@dataclass(frozen=True)
class Claim:
    """What a clause says: the way it compares, and the number or rank."""

    way: Way
    text: str
    number: Printed | None = None
    rank: int = 0


def below(
    path: Path, files: list[Path], folder: Path, found: list[Finding]
) -> list[tuple[Path, list[Sentence]]]:
    """Return the sentences of the text files of a folder, and of its Word documents."""
    texts = unread.beside(path, TEXTS) if path.is_dir() else []
    held = [(file, of_text(file, str(file.relative_to(folder)), found)) for file in texts]
    for file in files:
        if suffix_of(file) in documents.WORD:
            lines, where = enumerate(documents.paragraphs(file), start=1), str(file.relative_to(folder))
            held.append((file, [each for at, text in lines for each in split(where, at, text)]))
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
    """Return what a clause says; None if it compares nothing, or holds several numbers.

    >>> [claim_of(text).way for text in ("超过 4000 家", "ranks third", "是乙的 2.5 倍", "not more than 3%")]
    ['above', 'rank', 'times', 'at most']
    >>> claim_of("2020 年有所增长")
    """
    if (found := _TIMES.search(clause)) is not None:
        return Claim("times", found[0], parse(found[1]))
    if (found := _RANK.search(clause)) is not None:
        return Claim("rank", found[0], rank=_ordinal(next(filter(None, found.groups()))))
    numbers = list(_NUMBER.finditer(_YEAR.sub(" ", clause)))
    if not numbers:
        if _FIRST.search(clause) or _LAST.search(clause):
            return Claim("rank" if _FIRST.search(clause) else "last", clause.strip(), rank=1)
        compared = next((name for name, pattern in _WAYS if re.search(pattern, clause)), None)
        return None if compared is None else Claim(compared, clause.strip())
    if len(numbers) > 1 or (number := _number(numbers[0][0], clause)) is None:
        return None
    way: Way = next((name for name, pattern in _WAYS if re.search(pattern, clause)), "equal")
    return Claim(way, numbers[0][0].strip(), number)


def _number(text: str, clause: str) -> Printed | None:
    bare = re.sub(r"per ?cent", "%", text)
    size = next((power for word, power in _SIZES.items() if word in bare), 0)
    said = parse(re.sub("|".join(_SIZES), f"e{size}", bare).replace(" ", "") if size else bare)
    if said is None:
        return None
    return rough(parse(f"约{said.text}") or said) if _ABOUT.search(clause) else rough(said)


def _ordinal(text: str) -> int:
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    return _DIGITS.index(text) + 1 if text in _DIGITS else int(text)


def holds(claim: Claim, low: Fraction, high: Fraction) -> bool:
    """Whether a value between two bounds may be as a claim says.

    >>> claim = claim_of("more than 40")
    >>> holds(claim, Fraction(41), Fraction(41)), holds(claim, Fraction(40), Fraction(40))
    (True, False)
    """
    assert claim.number is not None
    value, own = claim.number.value, claim.number.interval
    fits = {
        "above": high > value,
        "below": low < value,
        "at least": high >= value,
        "at most": low <= value,
    }
    return fits.get(claim.way, low <= own.high and high >= own.low)
