"""Years out of cells as people write them: dates, quarters, rough dates, ranges."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clusternet.schema.cells import BLANK

Ranges = Literal["first", "last"]
"""Which year of a range counts."""

_YEAR = r"(?:1[89]\d\d|20\d\d|2100)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TIME = r"(?:[T\s]\s*\d{1,2}[:时]\d{1,2}.*)?"
_WORD = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|h[12])[a-z]*"

_EXACT = tuple(
    re.compile(pattern)
    for pattern in (
        r"(\d{4})(?:\.0+)?",
        r"(\d{4})\s*年度?",
        rf"(\d{{4}})\s*[./\-]\s*{_MONTH}(?:\s*[./\-]\s*{_DAY})?{_TIME}",
        rf"(\d{{4}})\s*年\s*{_MONTH}\s*月?份?(?:\s*{_DAY}\s*[日号]?)?{_TIME}",
        r"(\d{4})\s*年?\s*[\-]?(?:[QHTqht][1-4]|第?[一二三四1-4]季度?)",
        rf"(?:\d{{1,2}}[\s.\-]+)?{_WORD}[\s.,\-]*(?:\d{{1,2}}[a-z]*,?\s+)?(\d{{4}})(?:\s.*)?",
    )
)
_TRAILING = re.compile(r"(\d{1,2})[./\-](?:(\d{1,2})[./\-])?(\d{4})(?:\s.*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL = 25569
"""Excel's number of 1970-01-01: below stand years with a digit too many (20188)."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")

_BETWEEN = re.compile(r"\s*(?:~|—+|–|-+|至|到|\bto\b|\band\b|;|、|,|和|及|与|&|/)\s*", re.IGNORECASE)
_SHORT = re.compile(rf"({_YEAR})\s*年?\s*(?:[-–—/~]|至|到)\s*(\d\d)\s*年?")
_OPEN = re.compile(
    rf"(?:since\s+)?({_YEAR})\s*(?:年|[./\-]\s*{_MONTH}\b)?(?:\s*{_MONTH}月)?\s*"
    r"(?:至今|到今|迄今|以来|起|开始|[-–—~]+(?:\s*(?:今|present|now|today|date))?|to\s+(?:present|date|now)|onwards?)",
    re.IGNORECASE,
)
_FOUR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_AMONG = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TWO = re.compile(rf"(\d\d)年(?:\s*{_MONTH}月.*)?")
_BEYOND = re.compile(
    r"以前|之前|以后|之后|前$|后$|\b(?:before|prior|after|until|pre|post)\b|[<>≤≥]", re.IGNORECASE
)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WRITTEN_OUT = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年|$)")
_ALIKE = str.maketrans("國華財會計년월일", "国华财会计年月日")
_ERAS = {"民国": 1911, "roc": 1911, "minguo": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(r"(?:中华)?(民国|(?<![a-z])roc|minguo|昭和|平成|令和)\s*(\d{1,3}|元)(?!\d)", re.IGNORECASE)
_FISCAL = re.compile(
    r"(?<![a-z])(?:[fc]y|fiscal(?:\s*year)?|financial\s*year)(?![a-z])\s*'?|财年|财政年度|会计年度",
    re.IGNORECASE,
)
"""What makes a year one of accounts; it counts as the year it is called by."""
_SHORT_FISCAL = re.compile(r"[fc]y\s*'?(\d\d)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]\d|\d[A-Za-z]{2}")
"""Letters at a number: a code, not a date."""
_PIVOT = 50
_LONGEST = 5000
"""Letters of a cell that may name a year."""
_APART = re.compile(r"\s{2,}")
"""Blanks of which one says as much: some patterns take time that grows with the cube of their number."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a cell says of its year.

    Attributes
    ----------
    first, last
        The year, or both ends of a range; None where the cell names none.
    plain
        Whether the cell is a year or a date as such; else the year is what the cell seems to mean (约2020年,
        2020至今, the number of a day in Excel), and a reader should be told.
    """

    first: int | None = None
    last: int | None = None
    plain: bool = False

    @property
    def is_range(self) -> bool:
        """Whether the cell names several years."""
        return self.first != self.last

    def year(self, ranges: Ranges | None = None) -> int | None:
        """Return the year; of a range the one asked for, None unless one is."""
        if self.is_range and ranges is None:
            return None
        return self.last if ranges == "last" else self.first


def dated(text: str) -> Dated:
    """Return the year a cell names, or the range of years.

    A year or a date in the usual writings is plain. The year may lie outside those
    that are accepted; a number that is none of these comes back as it is, for the caller to refuse.

    Examples
    --------
    >>> [dated(cell).first for cell in ("2018", "2018年5月", "2018.5", "43223", "3/5/2018", "20180503", "NA")]
    [2018, 2018, 2018, 2018, 2018, 2018, None]
    >>> dated("约2020年")
    Dated(first=2020, last=2020, plain=False)
    >>> dated("2018/19").is_range, dated("2018~2020").year(), dated("2018~2020").year("last")
    (True, None, 2020)
    """
    if len(text) > _LONGEST:
        return Dated()
    written = _APART.sub(" ", unicodedata.normalize("NFKC", text).strip(BLANK)).translate(_ALIKE)
    text = common_calendar(written)
    said = _said(text)
    return said if text == written else Dated(said.first, said.last)


def _said(text: str) -> Dated:
    """Return what a text says that is in the common calendar."""
    year = _exact(text)
    if year is not None:
        return Dated(year, year, plain=_SERIAL.fullmatch(text) is None)
    text = _WRITTEN_OUT.sub(lambda found: found[0].translate(_NUMERALS), text)
    return _range(text) or _rough(text) or _number(text)


def common_calendar(text: str) -> str:
    """Return a text with years of the common calendar in the place of fiscal years and those of an era.

    A fiscal year is the year that it is called by; 民国 1 is 1912, as 令和 1 (元) is 2019.

    >>> common_calendar("民国107年5月"), common_calendar("FY2018"), common_calendar("2018财年")
    ('2018年5月', '2018', '2018')
    """
    text = _APART.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST])).translate(_ALIKE)
    text = _ERA.sub(lambda found: str(_ERAS[found[1].lower()] + int(found[2].replace("元", "1"))), text)
    if match := _SHORT_FISCAL.fullmatch(text.strip(BLANK)):
        return str(int(match[1]) + (2000 if int(match[1]) < _PIVOT else 1900))
    return _FISCAL.sub("", text).strip(BLANK)


def named_year(text: str) -> int | None:
    """Return the year that a name (of a sheet) speaks of, None where it names none or several.

    >>> [named_year(name) for name in ("2019", "FY2021", "2020年合作", "2018-2020", "2019年以前", "43223")]
    [2019, 2021, 2020, None, None, None]
    """
    text = common_calendar(text)
    years = _FOUR.findall(text)
    if len(years) != 1 or _BEYOND.search(text):
        return None
    spoken = re.search(r"\d", _FOUR.sub("", text)) is None or dated(text).year() == int(years[0])
    return int(years[0]) if spoken else None


def one_year(text: str) -> int | None:
    """Return the year of 1900 to 2099 that stands among other words, be it twice; None where several do.

    >>> [one_year(header) for header in ("2018年产值", "Y1970 1970", "2018-2020", "12018")]
    [2018, 1970, None, None]
    """
    years = set(_AMONG.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def year_of(text: str) -> int | None:
    """Return the year a cell names, None where it names none or several.

    >>> year_of("2018年5月"), year_of("2018-2019")
    (2018, None)
    """
    return dated(text).year()


def _exact(text: str) -> int | None:
    for pattern in _EXACT:
        if match := pattern.fullmatch(text):
            return int(match[1])
    if match := _TRAILING.fullmatch(text):
        parts = [int(part) for part in match.groups()[:2] if part]
        return (
            int(match[3]) if 1 <= min(parts) <= 12 and 1 <= max(parts) <= (31 if match[2] else 12) else None
        )
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) >= _FIRST_SERIAL:
        return (date(1899, 12, 30) + timedelta(days=int(match[1]))).year
    if (match := _COMPACT.fullmatch(text)) and 1 <= int(match[2]) <= 12 and int(match[3] or 1) <= 31:
        return int(match[1])
    return None


def _range(text: str) -> Dated | None:
    """Return the years of a cell that names several; of one year twice, that year."""
    if (match := _SHORT.fullmatch(text)) and int(match[2]) > int(match[1]) % 100:
        return Dated(int(match[1]), int(match[1]) // 100 * 100 + int(match[2]))
    parts = [part for part in _BETWEEN.split(text) if part]
    years = [_exact(part) for part in parts] if len(parts) > 1 else []
    if not years or None in years or not all(_FOUR.match(part) or len(part) > 5 for part in parts):
        years = [int(year) for year in _FOUR.findall(text)]
    if len(years) < 2:
        return None
    known = [year for year in years if year is not None]
    return Dated(min(known), max(known))


def _rough(text: str) -> Dated | None:
    """Return the one year that a cell with words round it means."""
    if match := _OPEN.fullmatch(text):
        return Dated(int(match[1]), int(match[1]))
    years = _FOUR.findall(text)
    if len(years) == 1:
        rest = _FOUR.sub("", text)
        if _BEYOND.search(rest.replace("前后", "")) or _CODE.search(text):
            return Dated()
        spoken = re.match(rf"{_YEAR}\s*[年\s(]", text) is not None
        if spoken or not re.search(r"\d", rest):
            return Dated(int(years[0]), int(years[0]))
        return Dated()
    if match := _TWO.fullmatch(text):
        year = int(match[1]) + (2000 if int(match[1]) < _PIVOT else 1900)
        return Dated(year, year)
    return None


def _number(text: str) -> Dated:
    if not _NUMBER.fullmatch(text) or _SERIAL.fullmatch(text):
        return Dated()
    year = int(max(min(float(text), 1e9), -1e9))
    return Dated(year, year, plain=True)


__all__ = ["Dated", "Ranges", "common_calendar", "dated", "named_year", "one_year", "year_of"]
