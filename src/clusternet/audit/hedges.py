"""Words around a number of a text: about, nearly, more than, and what values they leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from clusternet.audit.printed import Interval, Printed, trailing

Meaning = Literal["equal", "about", "nearly", "just over", "above", "below", "at least", "at most"]

_BEFORE: tuple[tuple[Meaning, str, str, str], ...] = (
    ("at most", "至多", r"at most|a maximum of|≤", "up to"),
    ("at least", "至少|起码|不下于?", r"at least|a minimum of|upwards? of|≥", ""),
    (
        *("just over", "略超过?|略多于|略高于|刚超?过"),
        *(r"(?:just|slightly|a little|a bit) (?:over|above|more than)", ""),
    ),
    (
        *("nearly", "接近|将近|几近|几乎|逼近|(?<![最附远])近(?![年日月期来况])"),
        *(r"nearly|almost|close to|just (?:under|below)|approaching|not quite", ""),
    ),
    (
        *("about", "大约|大概|大致|(?<![节合条公制契])约(?![束定])"),
        *(r"roughly|approximately|approx\.?|≈", r"about|around|circa|ca\.|some|~"),
    ),
    (
        *("above", "超过|超出|多于|高于|大于|多出|突破|逾|超(?![级算高声市])|>"),
        *(
            r"(?:more|great|high|larg|bigg)(?:er)? than|exceed\w*|in excess of|surpass\w*",
            "over|above|beyond",
        ),
    ),
    (
        *("below", "不足|不到|不满|不及|少于|低于|小于|未达到?|未到|未及|未满|<"),
        *(r"(?:less|few|low|small)(?:er)? than|short of", "under|below"),
    ),
)
"""What words before a number mean: Chinese, English, and English that must stand right before it."""

_BEHIND: tuple[tuple[Meaning, str], ...] = (
    ("about", r"左右|上下|前后|上下浮动|(?:or so|or thereabouts)\b"),
    ("just over", r"有余|出头|[余多]|odd\b"),
    ("at least", r"及?以上|or (?:more|above|over)\b|\+"),
    ("at most", r"及?以下|以内|之内|or (?:less|fewer|below)\b"),
)
"""What words right behind a number, and its unit, mean."""

_NOT = r"(?:不会?|没有?|并?未|无法)\s*|(?:\bno|\bnot|\bnever|n't)\s+"
_OPPOSITE: dict[Meaning, Meaning] = {"above": "at most", "below": "at least"}
_WORDS = re.compile(
    rf"(?P<no>{_NOT})?(?:"
    + "|".join(
        f"(?P<m{at}>{zh}|(?<![a-z])(?:{en}{f'|(?:{close})(?=[^a-z]*$)' if close else ''})(?![a-z]))"
        for at, (_, zh, en, close) in enumerate(_BEFORE)
    )
    + ")",
    re.IGNORECASE,
)
_UNIT = r"\s*(?:%|％|‰|[万亿千百]+)?\s*(?:[倍家个人名篇件项所笔台次座辆条种位户元吨年]|times?\b)?\s*"
_TAIL = re.compile(
    _UNIT + "(?:" + "|".join(f"(?P<m{at}>{words})" for at, (_, words) in enumerate(_BEHIND)) + ")",
    re.IGNORECASE,
)
_ROOM = Fraction(1, 20)
"""Share of a number that is off at least by `about`, twice that below `nearly`; at most four times that."""


@dataclass(frozen=True, slots=True)
class Range:
    """Values that words leave open; None for no end; ``open`` where an end itself is shut out."""

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    def meets(self, value: Interval) -> bool:
        """Whether a value may lie in it."""
        if self.open:
            return (self.low is None or value.high > self.low) and (
                self.high is None or value.low < self.high
            )
        return (self.low is None or value.high >= self.low) and (self.high is None or value.low <= self.high)


def meaning_of(before: str, behind: str = "") -> Meaning:
    """Return what the words on both sides of a number mean, the nearest before it or right behind.

    >>> [meaning_of(text) for text in ("专利数不到", "no more than ", "was about ", "近", "没有超过", "共")]
    ['below', 'at most', 'about', 'nearly', 'at most', 'equal']
    >>> [meaning_of("", text) for text in ("余家", "倍多", "% or more", "件左右", "家企业")]
    ['just over', 'just over', 'at least', 'about', 'equal']
    """
    if (tail := _TAIL.match(behind)) is not None:
        return _BEHIND[_at(tail)][0]
    held = list(_WORDS.finditer(before))
    if not held:
        return "equal"
    found = held[-1]
    meaning = _BEFORE[_at(found)][0]
    return _OPPOSITE.get(meaning, meaning) if found["no"] else meaning


def _at(found: re.Match[str]) -> int:
    return next(int(name[1:]) for name, text in found.groupdict().items() if text and name[0] == "m")


def range_of(meaning: Meaning, number: Printed) -> Range:
    """Return the values that a number with such words leaves open.

    >>> from clusternet.audit.printed import parse
    >>> ends = [range_of(each, parse("30")) for each in ("about", "nearly", "just over")]
    >>> [(float(each.low), float(each.high)) for each in ends]
    [(27.0, 33.0), (24.0, 31.5), (30.0, 40.0)]
    """
    value, unit = number.value, _unit(number)
    share = abs(value) * _ROOM
    near = min(unit, 4 * share)
    ranges: dict[Meaning, Range] = {
        "about": Range(value - max(near / 2, share), value + max(near / 2, share)),
        "nearly": Range(value - max(near, 2 * share), value + share),
        "just over": Range(value, value + max(unit, share)),
        "above": Range(value, None, open=True),
        "below": Range(None, value, open=True),
        "at least": Range(value, None),
        "at most": Range(None, value),
    }
    own = number.interval
    return ranges.get(meaning, Range(own.low, own.high))


def _unit(number: Printed) -> Fraction:
    """Return one unit of the last digit that is no zero at the end."""
    scale = 2 * number.half if number.half and number.decimals else Fraction(1)
    if number.decimals or number.value.denominator != 1:
        return scale
    return trailing(int(number.value))
