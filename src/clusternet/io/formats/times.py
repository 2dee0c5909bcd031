"""Time as graph files write it, in spells, intervals and timestamps, and the year it gives a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from clusternet.io.formats.graphfile import Row
from clusternet.schema import coding
from clusternet.schema.cells import YEARS, fold
from clusternet.schema.conform import TextTable
from clusternet.schema.dates import Ranges
from clusternet.schema.findings import Finding, done
from clusternet.schema.recognition import EDGE_HEADERS, edge_columns

INTERVAL = "interval"
"""The column that keeps the time of a node or an edge as it was given."""

_NAMES = frozenset(
    ("timeset", "interval", "intervals", "timeinterval", "timestamp", "timestamps", "时间间隔", "时间戳")
)
"""Headers under which Gephi writes the time of a row, folded."""
_SET = re.compile(r"<\s*([\[(].*[\])])\s*>")
_SPAN = re.compile(r"[\[(]([^\[\]()]*)[\])]")
_DATE = re.compile(r"([+-]?\d{4})-\d\d")
_MILLISECONDS = 1e10
"""From here on a number counts milliseconds since 1970, as programs in Java do."""
_OPEN = frozenset(("", "*", "-infinity", "infinity", "-inf", "inf", "+infinity"))


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as written; a blank is open."""

    start: str
    end: str

    def __str__(self) -> str:
        return f"[{self.start}]" if self.start == self.end else f"[{self.start}, {self.end}]"


def spans_of(text: str) -> list[Span]:
    """Return the spans of a text of Gephi; none where it is none.

    Two numbers in brackets are an interval, or two timestamps; more are timestamps.

    >>> [str(span) for span in spans_of("<[2015.0, 2018.0]; (2020.0, Infinity)>")]
    ['[2015.0, 2018.0]', '[2020.0, Infinity]']
    >>> [str(span) for span in spans_of("<[2015, 2016, 2018]>")], spans_of("2015")
    (['[2015, 2018]'], [])
    """
    found = _SET.fullmatch(text.strip())
    inner = _SPAN.findall(found[1]) if found else []
    cut = [[part.strip().strip("\"'") for part in each.split(",")] for each in inner]
    return [Span(parts[0], parts[-1]) for parts in cut if any(parts)]


def year_of(text: str) -> int | None:
    """Return the year of a time: a date, a number of years or of milliseconds since 1970; else None.

    >>> year_of("2017-01-30T12:00:00"), year_of("2015.75"), year_of("1483228800000"), year_of("12.5")
    (2017, 2015, 2017, None)
    """
    text = text.strip()
    if text.casefold() in _OPEN:
        return None
    if date := _DATE.match(text):
        year = int(date[1])
    else:
        try:
            number = float(text)
        except ValueError:
            return None
        if abs(number) >= _MILLISECONDS:
            number = _year_of_milliseconds(number)
        year = int(number)
    return year if year in YEARS else None


def _year_of_milliseconds(number: float) -> int:
    try:
        return datetime.fromtimestamp(number / 1000, tz=UTC).year
    except (OverflowError, OSError, ValueError):
        return 0


def year_in(spans: Sequence[Span], ranges: Ranges | None) -> int | None:
    """Return the first year of spans, or the last; where that side is open, the year of the other.

    >>> year_in([Span("2017-01-01", "2019-02-01")], None), year_in([Span("", "2016-12-31")], None)
    (2017, 2016)
    >>> year_in([Span("2015", "2018")], "last")
    2018
    """
    starts = [year for span in spans if (year := year_of(span.start)) is not None]
    ends = [year for span in spans if (year := year_of(span.end)) is not None]
    if ranges == "last":
        return max(ends or starts, default=None)
    return min(starts or ends, default=None)


class Times:
    """Gives the rows of a file their years, and says once what was done.

    Parameters
    ----------
    file
        Its name.
    ranges
        Which end of a span counts: the first unless said otherwise.
    """

    def __init__(self, file: str, ranges: Ranges | None) -> None:
        self.file, self.ranges = file, ranges
        self.dated = self.undated = 0
        self.unread = ""

    def keep(self, row: Row, spans: Sequence[Span], *, edge: bool) -> Row:
        """Return a row with its time, and an edge that has no year with the year of it."""
        if not spans:
            return row
        said = "; ".join(map(str, spans))
        name = INTERVAL if INTERVAL not in row else f"{INTERVAL} (2)"
        row = row | {name: said}
        if not edge or any(EDGE_HEADERS.get(fold(header)) == "year" and row[header] for header in row):
            return row
        year = self.year(spans)
        return row | {"year": year} if year else row

    def year(self, spans: Sequence[Span], rows: int = 1) -> str:
        """Return the year of as many rows as have these spans, blank where they name none."""
        year = year_in(spans, self.ranges)
        if year is None:
            self.undated += rows
            self.unread = self.unread or "; ".join(map(str, spans))
            return ""
        self.dated += rows
        return str(year)

    def findings(self) -> Iterator[Finding]:
        """Yield what was found of the time of a file."""
        if self.dated:
            action = done("year_of_end" if self.ranges == "last" else "year_of_start")
            yield Finding("time_as_year", self.file, column="year", value=str(self.dated), action=action)
        if self.undated:
            action = done("rows_undated", self.undated)
            yield Finding("time_unread", self.file, column="year", value=self.unread[:200], action=action)


def with_years(
    table: TextTable, columns: Mapping[str, str], ranges: Ranges | None, found: list[Finding]
) -> TextTable:
    """Return a table of edges with the years that its column of times in Gephi's writing gives.

    >>> import pandas as pd
    >>> from clusternet.schema.rows import from_frame
    >>> cells = {"source": ["a"], "target": ["b"], "timeset": ["<[2015.0, 2018.0]>"]}
    >>> with_years(from_frame(pd.DataFrame(cells), "edges"), {}, None, []).frame["year"].tolist()
    ['2015']
    """
    if "year" in edge_columns(table.frame.columns, dict(columns)).values():
        return table
    times = Times(table.file, ranges)
    for header in (header for header in table.frame if fold(str(header)) in _NAMES):
        codes, texts = coding.coded(table.frame[header])
        spans = [spans_of(text) for text in texts]
        if not any(spans) or any(text.strip() and not each for text, each in zip(texts, spans, strict=True)):
            continue
        rows = np.bincount(codes, minlength=len(texts)).tolist()
        years = [times.year(each, row) if each else "" for each, row in zip(spans, rows, strict=True)]
        found += times.findings()
        return replace(table, frame=table.frame.assign(year=coding.column_of(codes, years)))
    return table
