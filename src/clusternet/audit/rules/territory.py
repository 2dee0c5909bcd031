"""Places in a report: at which level a block of rows stands, and what lies inside what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from clusternet.audit.meaning import adds_up, fold
from clusternet.audit.printed import Interval
from clusternet.audit.rules.shares import bases_of
from clusternet.audit.tables import Block, Column, Report, Table
from clusternet.places import china
from clusternet.places.gazetteer import ONE_CITY, Place

Level = Literal["region", "province", "city"]
Side = Literal["out", "in", ""]

_LEVEL_WORDS: dict[Level, str] = {
    "region": r"region|区域|地区|都市圈|城市群",
    "province": r"provinces?|省[份级]?|省市(?:自治区)?",
    "city": r"cit(?:y|ies)|城市|地级市|市",
}
_SIDES: dict[Side, str] = {
    "out": r"enabl\w*|赋能|\bout\w*|流出|sources?|origins?|exports?|输出|供给|来源",
    "in": r"inputs?|输入|\bin\b|inflow|流入|targets?|destinations?|imports?|接收|需求|目标",
}


@dataclass(frozen=True)
class Listing:
    """Values of places at one level: a block of a table, one column.

    Attributes
    ----------
    level
        ``region``, ``province`` or ``city``.
    side
        Of flows: what places send (``out``) or receive (``in``); empty for neither.
    values
        Place by its official name to its row and value; a pair of places for flows.
    shares
        Whether the values are percentages.
    key
        What else the block says: a listing is compared with those that say the same.
    ranked
        Whether it is a list by rank, so that what is not listed is not above the last.
    """

    table: Table
    block: Block
    column: Column
    level: Level
    side: Side
    values: dict[tuple[str, ...], tuple[int, Interval]]
    shares: bool
    key: tuple[str, ...]
    ranked: bool

    @property
    def last(self) -> Interval | None:
        """The smallest value listed, None where the list is not ranked."""
        return (
            min((value for _, value in self.values.values()), key=lambda each: each.low)
            if self.ranked
            else None
        )

    def text(self, row: int) -> str:
        """The cell of a row as printed."""
        cell = self.column.cells[row]
        return "" if cell is None else cell.text


@lru_cache(maxsize=4096)
def resolved(name: str) -> Place | None:
    """Return the place of China that a label names; see :func:`clusternet.places.china.resolve`."""
    return china.resolve(name)


@lru_cache(maxsize=4096)
def region_of(name: str) -> str | None:
    """Return the region that a label spells; see :func:`clusternet.places.china.region_name`."""
    return china.region_name(name)


def listings(report: Report) -> Iterator[Listing]:
    """Yield every block of every column whose rows are places of China, or flows between them."""
    for table in report.tables:
        for block in table.blocks:
            level = _level(table, block)
            if level is None:
                continue
            for column in table.measures:
                if column.role in ("growth", "rate", "index") or not adds_up(column.head.name):
                    continue
                found = _listing(table, block, column, level)
                if found is not None:
                    yield found


def _names(table: Table, block: Block) -> dict[int, tuple[str, ...]]:
    ends = table.pair if table.pair is not None else (table.label,)
    return {
        row: tuple(table.columns[place].texts[row] for place in ends if place is not None)
        for row in block.rows
    }


def _level(table: Table, block: Block) -> Level | None:
    names = [name for found in _names(table, block).values() for name in found if name]
    if len(names) < 2:
        return None
    if sum(region_of(name) is not None for name in names) * 2 > len(names):
        return "region"
    known = [place for name in names if (place := resolved(name)) is not None]
    if len(known) * 5 < len(names) * 4:
        return None
    own = [place.level for place in known if place.name not in ONE_CITY]
    if own:
        return "city" if own.count("city") > own.count("province") else "province"
    ends = table.pair or (table.label,)
    said = " ".join(
        (
            *block.key.values(),
            *(table.columns[place].head.name for place in ends if place is not None),
            table.name,
        )
    )
    return "city" if re.search(_LEVEL_WORDS["city"], fold(said)) else "province"


def _official(name: str, level: Level) -> str | None:
    if level == "region":
        return region_of(name)
    place = resolved(name)
    if place is None:
        return None
    return str(place.name if level == "province" or place.city is None else place.city)


def _listing(table: Table, block: Block, column: Column, level: Level) -> Listing | None:
    values: dict[tuple[str, ...], tuple[int, Interval]] = {}
    kinds = set()
    base, bases = None, bases_of(table, block)
    for row, names in _names(table, block).items():
        cell = column.cells[row]
        found = tuple(_official(name, level) or "" for name in names)
        if cell is None or not all(found) or found in values:
            continue
        value, share = cell.interval, cell.kind == "share"
        base = bases.get(row)
        if base and not share and cell.kind == "count":
            value, share = value.times(Fraction(100, base)), True
        kinds.add(share)
        values[found] = row, value
    if len(values) < 2 or len(kinds) != 1:
        return None
    key = (*_key(block), str(base or ""), "flow" if table.pair else "")
    ranked = table.column("rank") is not None or re.search(r"top|前\d", table.name) is not None
    side = _side(table, block, column)
    return Listing(table, block, column, level, side, values, kinds.pop(), key, ranked)


def _key(block: Block) -> tuple[str, ...]:
    """Return what a block says beside its level and the number of its figure."""
    levels = "|".join(_LEVEL_WORDS.values())
    return tuple(
        fold(value)
        for name, value in block.key.items()
        if not re.fullmatch(levels, fold(value))
        and not re.fullmatch(r"figures?|图|图号|tables?|表|part|panel", fold(name))
    )


def _side(table: Table, block: Block, column: Column) -> Side:
    if table.pair is not None:
        return ""
    label = table.columns[table.label].head.name if table.label is not None else ""
    for text in (*block.key.values(), column.head.name, label):
        for side, pattern in _SIDES.items():
            if re.search(pattern, fold(text)):
                return side
    return ""


def named_alike(one: Listing, two: Listing) -> bool:
    """Whether two listings have one header, words of level aside."""
    words = "|".join(_LEVEL_WORDS.values())
    return re.sub(words, "", one.column.head.name) == re.sub(words, "", two.column.head.name)


def tables_alike(one: Table, two: Table) -> bool:
    """Whether two tables have one name, words of level, numbers and the like aside.

    Only tables named alike are compared where no municipality tells that they count the same.
    """
    words = [_words(each.name) for each in (one, two)]
    both = words[0] & words[1]
    return one is two or len(both) * 2 >= max(len(words[0]), len(words[1]), 1)


def _words(name: str) -> set[str]:
    plain = re.sub("|".join(_LEVEL_WORDS.values()), " ", fold(name))
    plain = re.sub(r"(?:table|fig(?:ure)?|top|表|图)?\s*\d+|[^\w]+", " ", plain)
    return set(plain.split())
