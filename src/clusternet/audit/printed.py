"""Printed numbers as intervals: what a number with so many digits may have been before it was rounded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Literal

from clusternet.schema.cells import BLANK, is_absent

Kind = Literal["share", "count", "number"]

SCALES = {"千": 10**3, "百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "万亿": 10**12}
"""Chinese words of size behind a number."""

_DOUBLE = 15
"""Digits from which a number was not printed by hand but written out in full."""
_LONGEST = 100
"""Digits of a number, written out: products and quotients of a few of these are still within floats."""
_MARKS = re.compile(
    "[\u00b9\u00b2\u00b3\u2070-\u2079\u2460-\u2473\u2474-\u2487*\u2020\u2021\u00a7\u203b]+|\\[[^\\]]{1,4}\\]|\\([a-z]\\)"
)
"""Footnote marks: superscripts, circled digits, asterisks, daggers, [1], (a)."""
_BLANKS = re.compile(r"\s{2,}")
"""Of which two say as much as any number, and are passed sooner."""
_NUMBER = re.compile(
    r"(?P<about>约|大约|近|接近|~|≈|about|approx\.?|ca\.?)?\s*(?P<bound><=?|≤|不到|不足|低于)?\s*"
    r"(?:[$¥€£]|US\$|RMB)?\s*(?P<sign>[+\-−])?\s*"
    r"(?P<whole>\d{1,3}(?:[,' ]\d{3})+|\d+|(?=\.\d))(?:\.(?P<part>\d+))?(?:[eE](?P<power>[+-]?\d{1,3}))?\s*"
    r"(?P<scale>万亿|千万|百万|万|亿|千)?\s*(?P<percent>%|‰|个百分点)?",
    re.IGNORECASE,
)

_TAILED = re.compile(r"(?P<number>.*[\d%])(?P<tail> ?[^\W\d_][^\d]{0,11})")
_NOTE = re.compile("[a-jnp-z]|[a-j]{2}")
"""A letter that marks a footnote: not k and m, words of size, nor l and o, which look like digits."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, both included; exact fractions."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """Return the quotient; None where the divisor may be 0."""
        if other.low <= 0 <= other.high:
            return None
        return self * Interval(1 / other.high, 1 / other.low)

    def times(self, factor: Fraction | int) -> Interval:
        """Return the interval times a number."""
        return self * Interval(Fraction(factor), Fraction(factor))

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    @property
    def middle(self) -> Fraction:
        """The value half way."""
        return (self.low + self.high) / 2

    @property
    def half(self) -> Fraction:
        """Half of the width."""
        return (self.high - self.low) / 2


def exactly(value: Fraction | int) -> Interval:
    """Return the interval of one value."""
    return Interval(Fraction(value), Fraction(value))


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum of intervals.

    >>> found = total([exactly(1), Interval(Fraction(1), Fraction(2))])
    >>> int(found.low), int(found.high)
    (2, 3)
    """
    return reduce(lambda one, two: one + two, intervals, exactly(0))


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands in a cell.

    Attributes
    ----------
    text
        The cell.
    value
        The number, with 万 and its like worked in; a percentage stays a number of percent.
    half
        Half a unit in its last place: what rounding may have taken.
    decimals
        Digits printed after the point.
    kind
        ``share`` (percent), ``count`` (whole things) or ``number``.
    bounded
        It was printed as ``<1``: anything from 0 up to the value.
    scale
        How many things one unit of the number stands for: 10,000 in a column of 万.
    """

    text: str
    value: Fraction
    half: Fraction
    decimals: int
    kind: Kind = "number"
    bounded: bool = False
    scale: Fraction = Fraction(1)

    @property
    def interval(self) -> Interval:
        """The values that are printed so."""
        if self.bounded:
            return Interval(min(Fraction(0), self.value), self.value)
        return Interval(self.value - self.half, self.value + self.half)

    @property
    def things(self) -> Interval:
        """The interval in single things."""
        return self.interval.times(self.scale)

    def in_percent(self, finest: int) -> Printed:
        """Return a fraction of 1 as a percentage; a whole number has as many decimals as the finest has."""
        half = self.half if self.decimals else Fraction(1, 2 * 10**finest)
        decimals = max(self.decimals - 2, 0)
        return replace(self, value=self.value * 100, half=half * 100, decimals=decimals, kind="share")

    def exact(self) -> Printed:
        """Return the number as a count that was not rounded."""
        return replace(self, half=Fraction(0), kind="count")


def parse(text: str) -> Printed | None:
    """Read a cell as a printed number; None where it is none.

    Percent signs, thousands separators, full-width digits, footnote marks, 万 and 亿, currency signs, 约 and
    < are understood. A whole number is taken as exact unless it is marked as rounded (约, 万). What has over
    100 digits, written out, is no number.

    Examples
    --------
    >>> [str(parse(cell).value) for cell in ("1,082.7", "３１．５６％", "1234[1]", "1.3万", "-0.5")]
    ['10827/10', '789/25', '1234', '13000', '-1/2']
    >>> parse("28.09%").kind, str(parse("28.09%").half), str(parse("1.3万").half), parse("—"), parse("5G")
    ('share', '1/200', '500', None, None)
    """
    if is_absent(text):
        return None
    bare = unicodedata.normalize("NFKC", _MARKS.sub("", text)).strip(BLANK)
    negative = bare.startswith("(") and bare.endswith(")")
    match = _NUMBER.fullmatch(_BLANKS.sub("  ", bare[1:-1].strip() if negative else bare))
    if match is None or not (match["whole"] or match["part"]):
        return None
    part, power = match["part"] or "", int(match["power"] or 0)
    digits = re.sub(r"[,' ]", "", match["whole"]) + part
    if len(digits) + abs(power) > _LONGEST:
        return None
    step = Fraction(10) ** (power - len(part)) * SCALES.get(match["scale"] or "", 1)
    percent = match["percent"] is not None
    if match["percent"] == "‰":
        step /= 10
    value = int(digits) * step
    whole = not part and not percent and not match["scale"] and not power
    half = Fraction(0) if whole else step / 2
    if match["about"] and whole:
        half = trailing(int(digits)) / 2
    if len(digits.lstrip("0")) >= _DOUBLE:  # as a computer writes it: its last digits are those of its sums
        half = max(half, value * Fraction(1, 10 ** (_DOUBLE - 1)))
    value = -value if negative or match["sign"] in ("-", "−") else value
    kind: Kind = "share" if percent else "count" if whole else "number"
    decimals = len(part) + (match["percent"] == "‰")  # of percent
    return Printed(text.strip(), value, half, decimals, kind, match["bound"] is not None)


def parse_column(texts: Iterable[str]) -> list[Printed | None]:
    """Read the cells of a column, with a footnote letter behind some numbers or one unit behind all.

    Examples
    --------
    >>> [str(each.value) for each in parse_column(["12.6b", "13.0", "11.9", "-7"]) if each]
    ['63/5', '13', '119/10', '-7']
    >>> [str(each.value) for each in parse_column(["256 TFLOPS", "19.5 TFLOPS"]) if each]
    ['256', '39/2']
    """
    cells = list(texts)
    found = [parse(cell) for cell in cells]
    open_at = [at for at, cell in enumerate(cells) if found[at] is None and not is_absent(cell)]
    tails = {at: match for at in open_at if (match := _TAILED.fullmatch(cells[at].strip()))}
    plain = sum(each is not None for each in found)
    units = {match["tail"].strip().casefold() for match in tails.values()}
    one_unit = len(units) == 1 and len(tails) == len(open_at) and len(tails) > max(plain, 1)
    for at, match in tails.items():
        note = _NOTE.fullmatch(match["tail"]) is not None and plain > len(open_at)
        if (note or one_unit) and (number := parse(match["number"])) is not None:
            found[at] = replace(number, text=cells[at].strip())
    return found


def trailing(number: int) -> Fraction:
    """Return the unit that a whole number is rounded to, going by its zeros.

    >>> int(trailing(78000)), int(trailing(5734)), int(trailing(0))
    (1000, 1, 1)
    """
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return Fraction(unit)


def said(value: Interval | Fraction, decimals: int = 0) -> str:
    """Return a computed value for reading: one number, or the ends of what rounding allows.

    >>> said(Interval(Fraction(1, 3), Fraction(2, 3)), 2), said(Fraction(5, 2), 1), said(exactly(7))
    ('0.33–0.67', '2.5', '7')
    """
    if isinstance(value, Fraction):
        return _digits(value, decimals)
    return ends(_digits(value.low, decimals), _digits(value.high, decimals))


def ends(low: str, high: str) -> str:
    """Return two ends for reading, one if they are the same.

    >>> ends("3", "4"), ends("3", "3")
    ('3–4', '3')
    """
    return low if low == high else f"{low}–{high}"


def _digits(value: Fraction, decimals: int) -> str:
    return f"{float(value):.{decimals}f}"
