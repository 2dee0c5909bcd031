"""Statements of the text, taken apart: 中国10年增长 is the growth of something of China over ten years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from clusternet.audit.meaning import concepts, fold, is_share
from clusternet.audit.printed import Interval, Printed, trailing
from clusternet.audit.tables import Report, Table, plain_label
from clusternet.places import countries, gazetteer

Kind = Literal["value", "share", "growth", "rank", "total"]

WORLD = "全球"
_WORLD_WORDS = ("全球", "世界", "全国", "global", "world", "worldwide")
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("rank", r"排名|位次|名次|\brank(?:ing)?\b"),
    ("growth", r"增长率?|增速|增幅|\bgrowth\b|\bcagr\b"),
    ("share", r"占比|比重|份额|\bshare\b"),
    ("total", r"总数|总量|总计|合计|总额|\btotal\b"),
)
_PLAIN = re.compile(
    r"ai|人工智能|artificial intelligence|数量|个数|发表|number of|数$|of|the|in|[的约年\s\d\W]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes
    ----------
    table, row
        Where it is listed.
    cell
        Its number; zeros at the end of a whole number count as rounding.
    place
        Of whom it speaks, ``全球`` for the world, empty for nobody.
    kind
        ``value``, ``share``, ``growth``, ``rank`` or ``total``.
    stem
        What it speaks of: what is left of its words.
    years, span
        Years it names, and a number of years (10年).
    bracket
        What stands in brackets: a way of counting.
    unit
        As printed.
    """

    table: Table
    row: int
    cell: Printed
    place: str
    kind: Kind
    stem: str
    years: tuple[int, ...]
    span: int
    bracket: str
    unit: str

    @property
    def concepts(self) -> frozenset[str]:
        """What it speaks of, as far as it is known."""
        return concepts(self.stem)

    @property
    def things(self) -> Interval:
        """The values it may mean, in single things."""
        return self.cell.things

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its concepts is said of what is counted."""
        rest = fold(self.stem)
        for name in (
            "论文",
            "专利",
            "企业",
            "公司",
            "引用",
            "影响力",
            "综合",
            "独角兽",
            "papers?",
            "patents?",
            "firms?",
            "impact",
            "composite",
        ):
            rest = re.sub(name, "", rest)
        return not _PLAIN.sub("", rest)


def is_list(table: Table) -> bool:
    """Tell a list of statements: an item, a value and its unit in each row."""
    named = re.search(r"claim|statement|正文|文中|声明", table.name, flags=re.IGNORECASE) is not None
    if table.label is None or len(table.measures) != 1 or table.column("base", "rank") is not None:
        return False
    unit = table.column("unit")
    return named or (unit is not None and len(set(unit.texts)) > 1 and len(table.blocks) == 1)


def statements(report: Report) -> Iterator[Statement]:
    """Yield the statements of a report, in order."""
    labels = {
        plain_label(table.named(row))
        for table in report.tables
        if not is_list(table) and table.pair is None
        for row in range(len(table.lines))
    }
    for table in report.tables:
        if not is_list(table):
            continue
        unit = table.column("unit")
        column = table.measures[0]
        for row in range(len(table.lines)):
            cell = column.cells[row]
            if cell is not None:
                yield _statement(table, row, rough(cell), unit.texts[row] if unit else "", labels)


def rough(cell: Printed) -> Printed:
    """Return a number of the text, which is rounded as its zeros say."""
    if cell.decimals or cell.value.denominator != 1 or cell.kind == "share":
        return cell
    unit = trailing(int(cell.value))
    return replace(cell, half=unit / 2 if unit >= 100 else Fraction(0) if cell.scale == 1 else cell.half)


def _statement(table: Table, row: int, cell: Printed, unit: str, labels: set[str]) -> Statement:
    text = fold(table.named(row))
    bracket = " ".join(re.findall(r"\(([^()]*)\)", text))
    bare = re.sub(r"\([^()]*\)", "", text)
    years = tuple(int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)", bare))
    bare = re.sub(r"(?<!\d)(?:19|20)\d\d年?(?!\d)", "", bare)
    span = re.search(r"(\d+)\s*(?:年|years?)", bare)
    bare = re.sub(r"\d+\s*(?:年|years?)", "", bare)
    place, bare = _place(bare, labels)
    kind: Kind = "value"
    for name, pattern in _KINDS:
        if re.search(pattern, bare):
            kind, bare = name, re.sub(pattern, "", bare)
            break
    if kind == "value" and is_share(unit):
        kind = "share"
    return Statement(
        table, row, cell, place, kind, bare.strip(" :：的"), years, int(span[1]) if span else 0, bracket, unit
    )


def _place(text: str, labels: set[str]) -> tuple[str, str]:
    """Return the place a statement begins or ends with, and the rest."""
    for length in range(min(len(text), 24), 1, -1):
        for part, rest in ((text[:length], text[length:]), (text[-length:], text[:-length])):
            if not _whole_words(part, rest, at_start=text.startswith(part)):
                continue
            if part in _WORLD_WORDS:
                return WORLD, rest
            known = plain_label(part) in labels or _is_country(part)
            if known and rest.strip():
                return plain_label(part), rest
    return "", text


def _is_country(text: str) -> bool:
    """Tell the name of a country, province or city, and nothing longer."""
    if text.isascii() and len(text) < 4 and text not in ("us", "uk", "usa", "eu"):
        return False  # codes of two letters are words, too
    bare = text.removeprefix("中国") or "中国"
    index = gazetteer.index()
    known = countries.spellings() | {"中国", "大陆", "内地", "欧盟", "china", "eu", "european union"}
    return gazetteer.plain(bare) in known or bare in index.full or (len(bare) > 1 and bare in index.short)


def _whole_words(part: str, rest: str, *, at_start: bool) -> bool:
    """Whether an English word is not cut in the middle."""
    if not part.isascii():
        return True
    beside = rest[:1] if at_start else rest[-1:]
    return part == part.strip() and not (beside.isascii() and beside.isalnum())
