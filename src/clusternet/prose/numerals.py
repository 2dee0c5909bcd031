"""Numbers in prose: where they stand, what they may be before rounding, and what they are numbers of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from clusternet.audit.hedges import Meaning, meaning_of, range_of
from clusternet.audit.printed import Printed

Way = Literal["equal", "about", "above", "below", "at least", "at most", "range"]
Unit = Literal["", "share", "points", "times", "rank", "scale"]

_HAN = "零〇一二三四五六七八九"
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000}
_ENGLISH = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_DIGITS_ABOUT = 2
"""Digits of a number beyond which about allows for its last digit alone."""

_GROUPED = "[,， \u00a0\u2007\u2009\u202f]"
_DIGITS = rf"(?:\d{{1,3}}(?:{_GROUPED}\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
_WHOLE = "[零〇一二两三四五六七八九十百千]+"
_CHINESE = rf"{_WHOLE}(?:[万亿]{_WHOLE})*(?:点[零〇一二三四五六七八九]+)?"
_SCALE = "万亿|千万|百万|万|亿|千(?!米|克|瓦)|thousand|million|billion"
_PERCENT = (
    r"%|％|‰|个百分点|百分点|个千分点|percentage points?|pp\b|per ?cent(?:age)?|per mille|倍|times\b|-?fold\b"
)
_SHARES = "(?:one|two|three|four|five|nine|a)[ -](?:third|quarter|fifth|tenth)s?|half"
_TWICE = "twice|double[sd]?|doubling"
_COUNTED = "[万亿]|个|条|家|座|对|项|名|位|倍|次|所|类|种|跳|步|省|市"
_NUMBER = re.compile(
    rf"(?:(?P<cent>百分之|千分之|万分之)(?P<han1>{_CHINESE}|{_DIGITS})"
    r"|(?P<parts>[一二两三四五六七八九十])分之(?P<of>[一二两三四五六七八九])"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<half>[半二三四五六七八九])?"
    r"|(?P<halves>一半|半数|过半)"
    rf"|(?P<english>{_SHARES})\b|\b(?P<twice>{_TWICE})\b"
    rf"|(?<![A-Za-z\d_.])(?P<sign>[-−+])?(?![\d.]{{100}})(?P<digits>{_DIGITS})"
    r"(?P<power>[eE][+-]?\d{1,2}|\s*[×x]\s*10[-−⁻]?[\d⁰¹²³⁴-⁹]{1,2})?"
    rf"|(?P<han2>{_CHINESE})(?=\s*[多余]?(?:{_COUNTED})))"
    rf"\s*(?P<scale>{_SCALE})?\s*[多余]?\s*(?P<unit>{_PERCENT})?",
    re.IGNORECASE | re.ASCII,
)
_ORDINAL = "|".join(_ORDINALS)
_AMONG = "全国|各省|各地|样本企业|关系节点|所有[^，。]{0,6}|各[^，。]{0,6}"
_RANK = re.compile(
    r"第\s*(?P<a>[一二三四五六七八九十]{1,3}|\d{1,3})\s*(?:位|名|大(?!产业)|的|和|$|[，。；、)）])"
    rf"|(?:排名|位居|位列|排在|排|居于|居|列|名列|排行)(?:{_AMONG})?(?:第|榜首的第)?\s*"
    r"(?P<b>第?[一二三四五六七八九十]{1,3}|\d{1,3})(?!\s*[,，]?\d)(?=位|名|[，。；、（）)(\s]|$)"
    rf"|\brank(?:s|ed|ing)?\s+(?:only\s+)?(?:number\s+|no\.\s*|#)?(?P<c>\d+|{_ORDINAL})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<d>\d+(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?"
    r"[ -](?:largest|highest|biggest|most|place|in|among|by|with)\b"
    r"|(?P<top>居首位|居首|列首位|首位(?!度|占比|份额)|榜首|排名最前|tops? the (?:list|ranking)|ranks top)",
    re.IGNORECASE | re.ASCII,
)


_TIMES = re.compile(
    r"(?:multipli\w+ by|(?:by )?a factor of|ratio (?:of|is|was)|outnumber[^,.;\d]{0,30}"
    r"|(?:之比|比值|比率)(?:约?为|是)?)\s*$",
    re.IGNORECASE,
)
"""Words before a bare number that is a ratio."""


_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def narrow(text: str) -> str:
    """Return a text with its full-width digits as others, each at its place.

    >>> narrow("２０２２年占３１．６％")
    '2022年占31.6%'
    """
    return text.translate(_WIDE)


_TO_RANK = re.compile(r"第[一二三四五六七八九十\d]+\s*[至到—–-]\s*$")


@dataclass(frozen=True)
class Number:
    """A number of a text.

    Attributes
    ----------
    start, end
        Where it stands.
    text
        As printed.
    low, high
        The values that are printed so; shares as fractions of 1, 万 and 亿 worked in.
    way
        How it compares: ``equal``, ``about``, ``above`` and so on.
    unit
        ``share`` (%), ``points`` (percentage points), ``times``, ``rank``, or nothing.
    decimals
        Printed after the point.
    step
        One unit of its last place.
    """

    start: int
    end: int
    text: str
    low: Fraction
    high: Fraction
    way: Way = "equal"
    unit: Unit = ""
    decimals: int = 0
    step: Fraction = Fraction(0)

    @property
    def middle(self) -> Fraction:
        """The value as printed."""
        return (self.low + self.high) / 2

    def holds(self, value: float) -> bool:
        """Whether a value may be printed so.

        >>> [number.holds(0.3156) for number in numbers("31.6%，约32%，超过三成，31.5%，不足三成")]
        [True, True, True, False, False]
        """
        exact = Fraction(value).limit_denominator(10**15)
        slack = abs(exact) / 10**9
        if self.way in ("above", "at least"):
            return (
                exact >= self.low - (slack if self.way == "at least" else -slack) and exact <= 2 * self.high
            )
        if self.way in ("below", "at most"):
            return exact <= self.high + (slack if self.way == "at most" else -slack) and 2 * exact >= self.low
        return self.low - slack <= exact <= self.high + slack


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order; years and labels too, which their surroundings tell apart.

    Parameters
    ----------
    text
        A sentence or a paragraph.

    Examples
    --------
    >>> [(each.text, each.unit, float(each.middle)) for each in numbers("3.08万个节点，占比31.6%，排名第三")]
    [('3.08万', '', 30800.0), ('31.6%', 'share', 0.316), ('排名第三', 'rank', 3.0)]
    >>> [(each.way, float(each.middle)) for each in numbers("三万零七百个节点; about 84 thousand links")]
    [('equal', 30700.0), ('about', 84000.0)]
    """
    ranks = list(_ranks(text))
    taken = [(each.start, each.end) for each in ranks]
    found = [
        each
        for match in _NUMBER.finditer(text)
        if (each := _number(match, text))
        and not any(each.start < end and start < each.end for start, end in taken)
    ]
    return sorted([*_ranges(text, _pointed(text, found)), *ranks], key=lambda each: each.start)


def _pointed(text: str, found: list[Number]) -> list[Number]:
    """Give percentage points to a bare number that goes on from one: by 4.68 points and B's by 7.12."""
    made = found[:1]
    for one in found[1:]:
        between = text[made[-1].end : one.start]
        on = made[-1].unit == "points" and not one.unit and re.fullmatch(r"[^.;\d]{1,40}\bby ", between)
        made.append(replace(one, low=one.low / 100, high=one.high / 100, step=one.step / 100, unit="points")
                    if on else one)  # fmt: skip
    return made


def _ranks(text: str) -> Iterator[Number]:
    for match in _RANK.finditer(text):
        said = next((each for each in match.group("a", "b", "c", "d") if each), "")
        if _TO_RANK.search(text[: match.start()]):
            continue  # 第六至第八位
        value = 1 if match["top"] else _ordinal(said.removeprefix("第"))
        if value:
            yield Number(
                match.start(),
                match.end(),
                match[0].rstrip("，。；、)）("),
                Fraction(value),
                Fraction(value),
                unit="rank",
            )


def _ordinal(said: str) -> int:
    if said.isdigit():
        return int(said)
    return _ORDINALS.get(said.lower(), 0) or int(chinese(said) or 0)


def chinese(text: str) -> Fraction | None:
    """Return a number in Chinese characters; None where it is none.

    >>> [str(chinese(each)) for each in ("三十一点五六", "两千二百", "一百零五", "十二", "三万零七百")]
    ['789/25', '2200', '105', '12', '30700']
    """
    whole, _, part = text.partition("点")
    total = last = held = 0
    for letter in whole:
        if letter in "万亿":
            held, total, last = held + (total + last) * _SCALES[letter], 0, 0
            continue
        if letter in _STEPS:
            total, last = total + (last or 1) * _STEPS[letter], 0
        elif letter in _HAN or letter == "两":
            last = 2 if letter == "两" else max(_HAN.index(letter) - 1, 0)
        else:
            return None
    value = Fraction(held + total + last)
    if part:
        value += Fraction(int("".join(str(max(_HAN.index(each) - 1, 0)) for each in part)), 10 ** len(part))
    return value


def _number(match: re.Match[str], text: str) -> Number | None:
    base = _value(match)
    if base is None:
        return None
    value, step, decimals, share = base
    unit: Unit = "share" if share and not match["unit"] else _unit(match["unit"] or "")
    proportion = re.match(r"\s*[∶:：]\s*\d", text[match.end() :])
    if not unit and not proportion and (match["twice"] or _TIMES.search(text[: match.start()])):
        unit = "times"
    before = _close(text[: match.start()])
    meaning = meaning_of("" if _OF_ANOTHER.search(before) else before, text[match.end() : match.end() + 10])
    if meaning == "equal" and re.search(r"[多余]\s*\S*$", match[0]):
        meaning = "just over"
    worded = any(match[each] for each in ("tenths", "parts", "halves", "english", "twice"))
    low, high = _ends(meaning, value, step, decimals, worded=worded)
    factor = _factor(match, unit, share=share)
    if match["sign"] in ("-", "−") and not re.search(r"[\dA-Za-z%]\s*$", text[: match.start("sign")]):
        low, high = -high, -low
    way = _WAYS.get(meaning, "equal")
    said = match[0].rstrip()
    place = match.start(), match.start() + len(said)
    rounded = factor != 1 or unit in ("share", "points", "times")
    if meaning == "equal" and rounded and not decimals and not worded:
        low, high = low - step / 2, high + step / 2
    return Number(*place, said, low * factor, high * factor, way, unit, decimals, step * factor)


_WAYS: dict[str, Way] = {
    "about": "about", "nearly": "about", "just over": "range", "above": "above", "below": "below",
    "at least": "at least", "at most": "at most",
}  # fmt: skip


_OF_ANOTHER = re.compile(
    r"(?:高于|低于|超过|多于|少于|不及)[^，。]{1,12}的\s*$|\bthan [A-Z][\w .]*['’]s?\s*$"
)
"""Words before a number that is of another, than which one is more: 高于广州的4.7%."""


def _close(before: str) -> str:
    """Return the words right before a number, up to the last stop or number."""
    return re.split(r"[，。；、：,;:()（）]|\d", before)[-1][-14:]


def _factor(match: re.Match[str], unit: Unit, *, share: bool) -> Fraction:
    """Return what one unit of a printed number stands for."""
    scale = match["scale"] or ""
    factor = Fraction(_SCALES.get(scale) or _ENGLISH.get(scale.lower()) or 1)
    if unit in ("share", "points") and not share:
        factor /= 1000 if re.search("‰|千分点|mille", match["unit"] or "") else 100
    return factor


def _ends(
    meaning: Meaning, value: Fraction, step: Fraction, decimals: int, *, worded: bool
) -> tuple[Fraction, Fraction]:
    """Return the values that a number with such words may stand for; what bounds it, as one value."""
    half = step / 2 if decimals or worded else Fraction(0)
    if meaning in ("above", "below", "at least", "at most"):
        return value, value
    if meaning == "equal":
        return value - half, value + half
    exact = decimals or len(str(value.numerator).rstrip("0")) > _DIGITS_ABOUT
    if worded or exact:
        near = step * Fraction(3, 2) if meaning == "nearly" else half or step
        return (value, value + 2 * step) if meaning == "just over" else (value - near, value + (half or step))
    found = range_of(meaning, Printed("", value, half, decimals))
    return found.low or value, found.high or value


def _value(match: re.Match[str]) -> tuple[Fraction, Fraction, int, bool] | None:
    """Return value, step, decimals, and whether words made it a share."""
    if match["twice"]:
        return Fraction(2), Fraction(1, 5), 0, False
    worded = _worded(match)
    if worded is not None or match["cent"] or match["parts"]:
        return None if worded is None else (*worded, True)
    found = _plain(match["digits"] or match["han2"])
    if found is None:
        return None
    value, step, decimals = found
    if match["power"]:
        said = match["power"].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--"))
        power = int(re.sub(r"^\s*(?:[eE]|[×x]\s*10)", "", said))
        value, step, decimals = value * Fraction(10) ** power, step * Fraction(10) ** power, max(decimals, 1)
    return value, step, decimals, False


def _worded(match: re.Match[str]) -> tuple[Fraction, Fraction, int] | None:
    """Return value, step and decimals of a share in words: 百分之三十, 三成, two thirds."""
    if match["cent"]:
        held = _plain(match["han1"])
        by = {"百": 100, "千": 1000, "万": 10**4}[match["cent"][0]]
        return None if held is None else (held[0] / by, held[1] / by, max(held[2], 1))
    if match["parts"]:
        whole, part = chinese(match["parts"]), chinese(match["of"])
        return (part / whole, Fraction(1, 20), 0) if whole and part else None
    if match["tenths"]:
        half = match["half"] or ""
        tenths = (chinese(match["tenths"]) or 0) + ((chinese(half) or 5) / Fraction(10) if half else 0)
        return Fraction(tenths) / 10, Fraction(1, 20 if half in ("", "半") else 100), 0
    if match["halves"] or match["english"]:
        return _fraction((match["english"] or "half").lower()), Fraction(1, 20), 0
    return None


def _plain(text: str) -> tuple[Fraction, Fraction, int] | None:
    if re.fullmatch(_DIGITS, text):
        bare = re.sub(_GROUPED, "", text)
        decimals = len(bare.partition(".")[2])
        return Fraction(bare), Fraction(1, 10**decimals), decimals
    value = chinese(text)
    if value is None:
        return None
    decimals = len(text.partition("点")[2])
    return value, Fraction(1, 10**decimals), decimals


_WORDED = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9,
           "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}  # fmt: skip


def _fraction(text: str) -> Fraction:
    """Return a fraction in words: two thirds, a quarter, half."""
    part, _, whole = text.replace("-", " ").rstrip("s").partition(" ")
    return Fraction(_WORDED[part], _WORDED[whole]) if whole else Fraction(1, 2)


def _unit(text: str) -> Unit:
    bare = text.lower().strip()
    if not bare:
        return ""
    if re.search("点|point|pp", bare):
        return "points"
    return "times" if re.search("倍|times|fold", bare) else "share"


def _ranges(text: str, found: list[Number]) -> Iterator[Number]:
    """Join two numbers of one kind with a dash between: 30%—32%, 3至5个."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        between = text[one.end : other.start] if other else ""
        dashed = other is not None and re.fullmatch(r"\s*[-—–~～]+\s*|\s*(?:至|到)\s*", between)
        if other is not None and dashed and _ranging(one, other):
            if not one.unit and other.unit == "share":
                one = replace(one, low=one.low / 100, high=one.high / 100)
            yield Number(
                one.start,
                other.end,
                text[one.start : other.end],
                one.low,
                other.high,
                "range",
                other.unit,
                other.decimals,
                other.step,
            )
            at += 2
            continue
        yield one
        at += 1


def _ranging(one: Number, other: Number) -> bool:
    """Whether two numbers are the ends of a range, and not two years or a change from one to the other."""
    years = all(1900 <= each.low == each.high <= 2100 and not each.unit for each in (one, other))
    same = one.unit == other.unit or (not one.unit and other.unit == "share")
    return (
        same
        and not years
        and one.way == other.way == "equal"
        and one.low < (other.high if one.unit == other.unit else other.high * 100)
    )
