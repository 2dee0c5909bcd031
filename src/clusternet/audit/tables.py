"""The tables of a report: cells as printed numbers, columns with their meaning, rows in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from clusternet.audit.meaning import Heading, fold, is_count, is_rest, is_share, is_total, is_unit, scale_of
from clusternet.audit.printed import Printed, trailing
from clusternet.schema.cells import is_absent

if TYPE_CHECKING:
    from clusternet.audit.sentences import Sentence

MEASURES = frozenset(
    {
        *("measure", "share", "growth", "index", "rate", "sample", "partner", "nodes", "edges"),
        *("average_degree", "density", "in_degree", "out_degree", "degree", "total", "diameter"),
        *("path_length", "clustering", "modularity"),
    }
)
"""Roles of columns that hold numbers to be checked."""


_CODED = re.compile(r"provinces?|cit(?:y|ies)|count(?:y|ry)|regions?|省份?|市|区县")
_INEXACT = frozenset({
    *("share", "growth", "rate", "index", "average_degree", "path_length"),
    *("clustering", "density", "modularity"),
})  # fmt: skip
"""Roles of columns whose whole numbers were rounded too."""


@dataclass(frozen=True)
class Column:
    """One column: its header and its cells.

    Attributes
    ----------
    head
        The header taken apart.
    role
        What it is, after the cells were seen.
    texts
        The cells as text, cut at the ends.
    cells
        The printed numbers; None where a cell holds none.
    places
        The column of the page that each cell stands in, from 0; -1 for none.
    """

    head: Heading
    role: str
    texts: tuple[str, ...]
    cells: tuple[Printed | None, ...]
    places: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The header as printed."""
        return self.head.text

    def letter(self, row: int) -> str:
        """Return the letter of the column that a cell stands in, nothing for none."""
        return letter_of(self.places[row]) if self.places and self.places[row] >= 0 else ""

    @property
    def is_straight(self) -> bool:
        """Whether all its cells stand in one column of the page."""
        return len(set(self.places)) == 1 and self.places[0] >= 0

    @property
    def is_measure(self) -> bool:
        """Whether it holds numbers to be checked."""
        return self.role in MEASURES


def letter_of(place: int) -> str:
    """Return the letter of a column in a spreadsheet.

    >>> [letter_of(place) for place in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    found, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True)
class Block:
    """Rows that belong together: one figure, one direction, one level.

    Attributes
    ----------
    key
        What the block columns say, header to value.
    rows
        Places of the ordinary rows.
    totals
        Places of the rows that are totals.
    """

    key: dict[str, str]
    rows: tuple[int, ...]
    totals: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The key for reading."""
        return ", ".join(f"{name}={value}" for name, value in self.key.items())


@dataclass(frozen=True)
class Table:
    """One table of a report.

    Attributes
    ----------
    name
        Name of the file without its suffix, and of the sheet where there are several.
    file, sheet
        Where it was read.
    columns
        In their order.
    lines
        Line of each row in the file.
    label
        Place of the column that names the rows, None for none.
    pair
        Places of the two columns of places that a flow runs between, if it is a table of flows.
    blocks
        Its rows in blocks, the only one with an empty key where it has none.
    settings
        What an audit.toml says of it.
    """

    name: str
    file: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    label: int | None
    pair: tuple[int, int] | None
    blocks: tuple[Block, ...]
    settings: dict[str, object] = field(default_factory=dict)

    def column(self, *roles: str) -> Column | None:
        """Return the first column of a role."""
        return next((each for role in roles for each in self.columns if each.role == role), None)

    @property
    def measures(self) -> list[Column]:
        """Columns of numbers to be checked."""
        return [each for each in self.columns if each.is_measure]

    @property
    def years(self) -> list[int | None]:
        """The year of each row."""
        column = self.column("year")
        if column is None:
            return [None] * len(self.lines)
        found = [re.fullmatch(r"\D*(\d{4})\D*", text) for text in column.texts]
        return [int(each[1]) if each else None for each in found]

    def named(self, row: int) -> str:
        """Return what names a row: its label, the two ends of a flow, or its year."""
        if self.pair is not None:
            ends = dict.fromkeys(self.pair)
            return "-".join(self.columns[place].texts[row] for place in ends)
        if self.label is not None:
            return self.columns[self.label].texts[row]
        year = self.column("year")
        return "" if year is None else year.texts[row]

    def block_of(self, row: int) -> Block:
        """Return the block a row is in."""
        return next(each for each in self.blocks if row in each.rows or row in each.totals)


@dataclass(frozen=True)
class Report:
    """Tables that belong together: those of one report."""

    name: str
    tables: tuple[Table, ...]
    settings: dict[str, object] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()

    def measured(self) -> Iterator[tuple[Table, Block, Column]]:
        """Yield every column of numbers of every block."""
        for table in self.tables:
            for block in table.blocks:
                for column in table.measures:
                    yield table, block, column


def cells_of(
    head: Heading,
    role: str,
    numbers: Sequence[Printed | None],
    units: Sequence[str] | None,
    exact: bool | None = None,
) -> tuple[Printed | None, ...]:
    """Return the numbers of a column with the unit and the rounding that header and cells together say.

    ``exact`` says instead whether its whole numbers were not rounded.
    """
    held = [each for each in numbers if each is not None]
    fine = role in _INEXACT or any(each.decimals for each in held)
    whole = [trailing(int(each.value)) for each in held if each.kind == "count" and each.value]
    round_ones = role == "measure" and len(whole) > 2 and not fine and min(whole) >= 100
    rough = min(whole) if round_ones else Fraction(0)
    found: list[Printed | None] = []
    for place, each in enumerate(numbers):
        unit = units[place] if units is not None and units[place] else head.unit
        cell = None if each is None else _cell(each, head, role, unit, rough, fine=fine)
        if cell is not None and exact is not None and each is not None and each.kind == "count":
            cell = replace(cell, half=each.half if exact else max(cell.half, Fraction(1, 2)))
        found.append(cell)
    return tuple(found)


def _cell(each: Printed, head: Heading, role: str, unit: str, rough: Fraction, *, fine: bool) -> Printed:
    """Return a number with its unit; whole numbers among decimals, percentages and 万 were rounded to one."""
    share = each.kind == "share" or role == "share" or (role != "growth" and is_share(unit))
    scale = Fraction(1) if share else scale_of(unit) if unit else head.scale
    kind = each.kind
    half = each.half
    counted = role == "measure" and scale == 1 and not share and is_count(head.name, unit)
    if not half and not counted and (fine or share or scale > 1):
        half, kind = Fraction(1, 2), "number"
    elif kind == "count" and role == "measure":
        half = max(half, rough / 2, Fraction(0 if counted else 1, 2))
    return replace(each, half=half, kind="share" if share else kind, scale=scale)


def roles_of(
    heads: Sequence[Heading], texts: Sequence[Sequence[str]], numbers: Sequence[Sequence[Printed | None]]
) -> list[str]:
    """Return the role of every column, header first, cells where the header says nothing."""
    roles: list[str] = []
    filled = [[text for text in column if not is_absent(text)] for column in texts]
    for head, column, cells in zip(heads, filled, numbers, strict=True):
        share = sum(each is not None for each in cells) / max(len(column), 1)
        numeric = bool(column) and share >= 0.6
        roles.append(_role(head, column, numeric=numeric))
    if "text" in roles and "unit" not in roles:
        return roles
    if "text" not in roles and "unit" in roles:  # `unit` heads the units of observation: 美国, 中国
        roles[roles.index("unit")] = "text"
    return roles


def _role(head: Heading, cells: list[str], *, numeric: bool) -> str:
    role = head.role
    if role in ("block", "ignore"):
        return "text" if role == "block" and not numeric and len(set(cells)) == len(cells) > 1 else role
    if role == "unit":
        units = sum(is_unit(cell) for cell in cells)
        role = "unit" if not numeric and units * 2 >= len(cells) and cells else "text"
    elif not role and numeric and _CODED.fullmatch(head.name):
        role = "ignore"  # codes of places
    elif role == "year" or (not role and numeric and len(set(cells)) > 1):
        pattern = r".*(?:1[89]|20|21)\d\d.*" if role else r"(?:19|20)\d\d"
        years = sum(re.fullmatch(pattern, cell) is not None for cell in cells) == len(cells)
        role = "year" if years else "measure" if not role else "text"
    elif not numeric and (cells or role not in ("rank", "base")):
        role = "text"
    return role or "measure"


def blocks_of(
    names: Sequence[str],
    roles: Sequence[str],
    texts: Sequence[Sequence[str]],
    label: int | None,
    pair: tuple[int, int] | None,
) -> tuple[Block, ...]:
    """Cut the rows of a table into blocks: by its block columns, and where its ranks begin again."""
    rows = range(len(texts[0]) if texts else 0)
    taken = {label, *(pair or ())}
    keys = [
        place
        for place, role in enumerate(roles)
        if place not in taken
        and (
            role == "block"
            or (role == "text" and pair is None and place < (label or 0) and _runs(texts[place]))
            or _splits(role, place, texts, label)
        )
    ]
    found: dict[tuple[str, ...], list[int]] = {}
    rank = next((place for place, role in enumerate(roles) if role == "rank"), None)
    last, part = 0, 0
    for row in rows:
        if rank is not None:
            number = re.sub(r"\D", "", texts[rank][row])
            if number and int(number) == 1 and last > 1:
                part += 1
            last = int(number) if number else last
        found.setdefault((*(texts[place][row] for place in keys), str(part)), []).append(row)
    if len(found) > 1 and max(map(len, found.values())) == 1:  # every row its own block: no blocks at all
        found, keys = {("0",): list(rows)}, []
    blocks = []
    for key, members in found.items():
        sums = [row for row in members if label is not None and is_total(texts[label][row])]
        said = {names[place]: value for place, value in zip(keys, key[:-1], strict=True)}
        if not keys and part:
            said = {"part": str(int(key[-1]) + 1)}
        blocks.append(Block(said, tuple(row for row in members if row not in sums), tuple(sums)))
    return tuple(blocks)


def _splits(role: str, place: int, texts: Sequence[Sequence[str]], label: int | None) -> bool:
    """Tell a column of years that a long table repeats its labels over."""
    if role != "year" or label is None or len(set(texts[label])) == len(texts[label]):
        return False
    pairs = set(zip(texts[place], texts[label], strict=True))
    return len(pairs) == len(texts[label])


def _runs(cells: Sequence[str]) -> bool:
    """Tell a column whose equal cells stand together, twice or more each on average."""
    runs = sum(1 for place, cell in enumerate(cells) if place == 0 or cell != cells[place - 1])
    return runs == len(set(cells)) and runs > 1 and runs * 2 <= len(cells)


def label_of(heads: Sequence[Heading], roles: Sequence[str], texts: Sequence[Sequence[str]]) -> int | None:
    """Return the column that names the rows: the text column with the most different cells."""
    candidates = [place for place, role in enumerate(roles) if role in ("text", "label")]
    if not candidates:
        return None
    given = [place for place in candidates if roles[place] == "label"]
    usual = re.compile(
        r"name|名称|country|国家|地区|province|省|city|市|item|项目|指标|node|节点|机构|领域|field"
    )

    def rank(place: int) -> tuple[int, bool, int]:
        cells = [cell for cell in texts[place] if cell]
        long = sum(len(cell) > 40 for cell in cells) * 2 > len(cells)  # a column of sentences names nothing
        return -len(set(cells)) if not long else 0, usual.search(heads[place].name) is None, place

    return min(given or candidates, key=rank)


def keyed(table: Table, column: Column) -> dict[tuple[str, ...], tuple[int, Printed]]:
    """Return the numbers of a column by block, year and label of their rows; none that stand twice."""
    years = table.years
    found: dict[tuple[str, ...], tuple[int, Printed]] = {}
    twice = set()
    for row, cell in enumerate(column.cells):
        block = table.block_of(row).key
        key = *sorted(map(fold, block.values())), str(years[row] or ""), plain_label(table.named(row))
        if cell is not None and key[-1]:
            twice |= {key} & set(found)
            found[key] = row, cell
    return {key: value for key, value in found.items() if key not in twice}


def rest_of(table: Table, block: Block) -> bool:
    """Whether a block has a row for everything else, so that it is complete; flows have none."""
    if table.label is None or table.pair is not None:
        return False
    return any(is_rest(table.columns[table.label].texts[row]) for row in block.rows)


_SAME = {
    "中国大陆": "中国", "中国内地": "中国", "china": "中国", "mainland china": "中国",
    "mainland, china": "中国",
    "us": "美国", "usa": "美国", "united states": "美国", "uk": "英国", "united kingdom": "英国",
    "world": "全球", "世界": "全球", "global": "全球", "worldwide": "全球",
}  # fmt: skip


def plain_label(text: str) -> str:
    """Return a label so that spellings of one thing are equal.

    >>> plain_label("中国大陆"), plain_label(" USA")
    ('中国', '美国')
    """
    plain = fold(text)
    return _SAME.get(plain, plain)
