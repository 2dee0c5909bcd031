"""What a column holds, told from its header and from its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from clusternet.io.init.headers import NAMES, role_of, side_of
from clusternet.io.init.look import Seen
from clusternet.places import china
from clusternet.schema import dates
from clusternet.schema.cells import is_absent
from clusternet.words.text import Text
from clusternet.words.vocabulary import (
    APPLICATIONS,
    CATEGORIES,
    DIRECTIONS,
    RELATIONS,
    TECHNOLOGIES,
    industry,
    yes_no,
)

MARKS = "、，；;,/／|\n＋+&和与及 　"
"""What may stand between several names in a cell."""
SURE = "、；;，|\n"
"""Those of them that stand in hardly any name."""
_ANY = re.compile(f"[{re.escape(SURE)}/／,]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"公司|集团|大学|学院|学校|研究院|研究所|实验室|医院|银行|政府|委员会|协会|学会|基金|资本|创投|投资|厂$|院$|所$|中心|科技|"
    r"\b(?:inc|ltd|llc|corp|university|institute|college|bank|group|labs?|capital|ventures)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_UNKNOWN = re.compile(
    r"[（(]?(?:[未暂不待尚][^，、；]{0,2}(?:披露|公开|公布|透露|知|详|明|定|查|补充?|确认|填)|保密|暂无|空缺|略|tbd|undisclosed|unknown)[）)]?",
    re.IGNORECASE,
)
_SAMPLE = 400
"""Distinct cells that are looked at."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    header
        As it stands.
    role
        What it holds: a role of :mod:`clusternet.io.init.headers`, blank where nothing tells.
    side
        The end of a tie it speaks of, where the header or its group says so.
    cells
        Its distinct cells that say something, the commonest first, with their numbers.
    reason
        What told its role.
    """

    header: str
    role: str
    side: str
    cells: dict[str, int]
    reason: Text


def is_unknown(cell: str) -> bool:
    """Whether a cell says that there is no value, in the words of people who fill in tables.

    >>> is_unknown("未披露"), is_unknown("待补充"), is_unknown("—"), is_unknown("未来科技")
    (True, True, True, False)
    """
    return is_absent(cell) or _UNKNOWN.fullmatch(cell.strip()) is not None


def columns(seen: Seen) -> list[Column]:
    """Return what each column of a sheet holds."""
    found = []
    for header in map(str, seen.frame):
        counts = seen.frame[header].value_counts(sort=True)
        cells = {str(cell): int(number) for cell, number in counts.items() if not is_unknown(str(cell))}
        if cells:
            found.append(_column(header, seen.groups.get(header, ""), cells))
    return found


def _column(header: str, group: str, cells: dict[str, int]) -> Column:
    said = role_of(header) or role_of(group)
    side = side_of(header) or side_of(group)
    if said == NAMES or not said:
        side = side_of(header) if side_of(header) in ("source", "target") else side_of(group) or side
    if said == NAMES and _share(cells, _TESTS["category"]) > 0.8:
        return Column(header, "other", side, cells, Text("取值是类别", "its values are categories"))
    test = _TESTS.get(said)
    share = 1.0 if test is None else _share(cells, test)
    if said and share >= _NEEDED.get(said, 0.5):
        held = Text(f"；{share:.0%}的取值相符", f"; {share:.0%} of its values fit") if test else Text("", "")
        return Column(header, said, side, cells, Text(f"表头{held.zh}", f"its header{held.en}"))
    role = _by_cells(cells)
    reason = Text(f"由取值判断（{_some(cells)}）", f"told from its values ({_some(cells)})")
    return Column(header, role, side, cells, reason)


def _by_cells(cells: dict[str, int]) -> str:
    """Return the role that nearly all cells fit."""
    if _share(cells, _is_number) > 0.9:
        years = _share(cells, lambda cell: re.fullmatch(r"(?:19|20)\d\d", cell) is not None)
        return "year" if years > 0.9 and len(cells) > 1 else "number"
    for role in ("direction", "year", "provenance", "category", "technology", "application", "industry"):
        if _share(cells, _TESTS[role]) >= 0.8:
            return role
    if _share(cells, _TESTS["city"]) >= 0.8:
        return "city"
    organisations = _share(cells, lambda cell: _ORGANISATION.search(cell) is not None)
    return NAMES if organisations >= 0.4 and len(cells) > 2 else ""


def values(cell: str) -> list[str]:
    """Return the values of a cell as a list would hold them."""
    return [part.strip() for part in _ANY.split(cell) if part.strip()] or [cell]


def _share(cells: dict[str, int], test: Callable[[str], bool]) -> float:
    looked = list(cells.items())[:_SAMPLE]
    return sum(number for cell, number in looked if test(cell)) / sum(number for _, number in looked)


def _some(cells: Iterable[str]) -> str:
    return "、".join(cell.replace("\n", " ")[:12] for cell in list(cells)[:3])


def _any_of(test: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda cell: bool(test(cell)) or any(test(part) for part in values(cell))


def _is_year(cell: str) -> bool:
    found = dates.dated(cell)
    return found.first is not None and 1800 <= found.first <= 2100


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


@lru_cache(maxsize=1 << 14)
def is_place(text: str) -> bool:
    """Whether a text names a place, be it abroad."""
    return china.resolve(text) is not None or china.zone(text) != china.UNKNOWN


def is_name(cell: str) -> bool:
    """Whether a cell may be the name of an organisation: no number, no address of the web, no sentence."""
    return bool(_LETTER.search(cell)) and not _is_number(cell) and not _URL.search(cell) and "。" not in cell


def is_organisation(text: str) -> bool:
    """Whether a text has a word of organisations in it."""
    return _ORGANISATION.search(text) is not None


_TESTS: dict[str, Callable[[str], bool]] = {
    NAMES: is_name,
    "full_name": is_name,
    "short_name": is_name,
    "year": _is_year,
    "founded": _is_year,
    "left_year": _is_year,
    "direction": lambda cell: DIRECTIONS.find(cell) is not None,
    "platform": lambda cell: yes_no(cell) is not None,
    "category": _any_of(CATEGORIES.find),
    "technology": _any_of(TECHNOLOGIES.find),
    "application": _any_of(APPLICATIONS.find),
    "industry": _any_of(industry),
    "relation": lambda cell: RELATIONS.find(cell) is not None,
    "provenance": lambda cell: _URL.match(cell) is not None,
    "province": _any_of(is_place),
    "city": _any_of(is_place),
    "country": _any_of(is_place),
    "number": _is_number,
}
_NEEDED = {
    NAMES: 0.6,
    "direction": 0.3,
    "platform": 0.5,
    "category": 0.3,
    "technology": 0.0,
    "application": 0.0,
    "industry": 0.3,
    "relation": 0.3,
    "provenance": 0.0,
    "province": 0.5,
    "city": 0.5,
}
"""Share of cells that must fit what a header says; lists of words may be the user's own."""


def overlap(cells: Collection[str], known: Collection[str]) -> float:
    """Return the share of cells with a name that is known."""
    return sum(any(part in known for part in (cell, *values(cell))) for cell in cells) / max(len(cells), 1)
