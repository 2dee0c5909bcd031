"""Cells that look copied, letters of other scripts."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from statistics import median

from clusternet.audit.ledger import At, Ledger
from clusternet.audit.meaning import says_significance
from clusternet.audit.printed import Printed, ends, parse
from clusternet.audit.tables import Column, Report, Table
from clusternet.network.names import latin

_FAR, _NEAR = 6.0, 3.5
"""Distances from the median, in median deviations, of a cell that stands out and of one that does not."""
_PASSAGE = 20
"""Chinese characters, or twice as many letters, of a passage that stands in two cells beside each other."""
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def check(report: Report, ledger: Ledger) -> None:
    """Look for copied cells and foreign letters in the tables of a report."""
    for table in report.tables:
        for grid in _grids(table):
            _equal_neighbours(table, grid, ledger)
        _equal_rows(table, ledger)
        _passages(table, ledger)
        _scripts(table, ledger)
        _letters_for_digits(table, ledger)
        _odd_words(table, ledger)


# -- copied numbers ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grid:
    """Numbers of one kind in rows and columns, and the cell of the table that each is."""

    rows: tuple[str, ...]
    cells: tuple[tuple[tuple[int, Column] | None, ...], ...]

    def at(self, row: int, place: int) -> Printed | None:
        """Return the number at a place."""
        held = self.cells[row][place]
        return None if held is None else held[1].cells[held[0]]


def _grids(table: Table) -> list[Grid]:
    """Return a table as a grid: its columns of shares or of measures, or the blocks of a long table."""
    found = []
    for roles in (("share",), ("measure",), ("rate",), ("index",)):
        columns = [
            each for each in table.measures if each.role in roles and not says_significance(each.name)
        ]  # adjusted p-values are often equal
        if len(columns) > 4 and len({(each.head.unit, each.head.scale) for each in columns}) == 1:
            cells = tuple(tuple((row, each) for each in columns) for row in range(len(table.lines)))
            found.append(Grid(tuple(map(table.named, range(len(table.lines)))), cells))
    if table.label is None or table.pair is not None or len(table.blocks) < 2 or len(table.measures) != 1:
        return found
    names = {tuple(map(table.named, block.rows)) for block in table.blocks}
    if len(names) == 1:
        column = table.measures[0]
        blocks = tuple(tuple((row, column) for row in block.rows) for block in table.blocks)
        found.append(Grid(tuple(block.words for block in table.blocks), blocks))
    return found


def _equal_neighbours(table: Table, grid: Grid, ledger: Ledger) -> None:
    """Find equal numbers under each other, one of which stands out of its row while the other does not."""
    checked = 0
    for row in range(len(grid.cells) - 1):
        for place in range(len(grid.cells[row])):
            one, two = grid.at(row, place), grid.at(row + 1, place)
            if one is None or two is None:
                continue
            checked += 1
            if one.value != two.value or not _telling(one):
                continue
            apart = [_distance(grid, each, place) for each in (row, row + 1)]
            odd, other = (row, row + 1) if apart[0] > apart[1] else (row + 1, row)
            held = grid.cells[odd][place]
            assert held is not None
            rest = sorted(float(each.value) for each in _others(grid, odd, place))
            beyond = max(rest[0] - float(one.value), float(one.value) - rest[-1]) if rest else 0.0
            if max(apart) < _FAR or min(apart) > _NEAR or beyond * 2 < rest[-1] - rest[0]:
                continue
            ledger.doubt(
                "copy",
                At(table, held[1], held[0]),
                printed=one.text,
                computed=ends(f"{rest[0]:g}", f"{rest[-1]:g}"),
                severity="medium",
                note=(
                    f"与相邻的“{grid.rows[other]}”相同，却远离本行其他值（{rest[0]:g}至{rest[-1]:g}）",
                    f"equal to its neighbour in {grid.rows[other]}, and far from the others of its row",
                ),
            )
    if checked:
        names = dict.fromkeys(held[1].name for line in grid.cells for held in line if held)
        ledger.apply("copy", table, list(names), checked)


def _telling(cell: Printed) -> bool:
    return len(re.sub(r"\D", "", cell.text).lstrip("0")) > 2


def _others(grid: Grid, row: int, place: int) -> list[Printed]:
    held = [grid.at(row, other) for other in range(len(grid.cells[row])) if other != place]
    return [each for each in held if each is not None]


def _distance(grid: Grid, row: int, place: int) -> float:
    """Return how far a number lies from the median of its row, in median deviations of the others."""
    rest = [float(each.value) for each in _others(grid, row, place)]
    cell = grid.at(row, place)
    if len(rest) < 4 or cell is None:
        return (_FAR + _NEAR) / 2
    middle = median(rest)
    spread = median(abs(each - middle) for each in rest) or float(cell.half) or 1e-9
    return abs(float(cell.value) - middle) / spread


def _equal_rows(table: Table, ledger: Ledger) -> None:
    """Find neighbouring rows of different names whose numbers are all equal."""
    columns = [each for each in table.measures if each.role not in ("growth",)]
    if len(columns) < 3 or len(table.lines) < 3:
        return
    counts = [each for each in columns if each.role not in ("share", "rate", "degree", "total")]
    own = counts or columns  # shares beside counts, and sums, are equal where the counts are
    for row in range(1, len(table.lines)):
        pairs = [(each.cells[row - 1], each.cells[row]) for each in columns]
        held = [(one, two) for one, two in pairs if one is not None and two is not None]
        telling = [
            one
            for each in own
            if (one := each.cells[row - 1]) is not None and each.cells[row] and _telling(one)
        ]
        if len(held) > 2 and len(telling) > 2 and all(one.value == two.value for one, two in held):
            if table.named(row) == table.named(row - 1):
                continue
            ledger.doubt(
                "copy",
                At(table, columns[0], row),
                printed=", ".join(one.text for one, _ in held[:6]),
                computed=f":{table.lines[row - 1]}",
                severity="medium",
                note=("整行数字与上一行相同", "every number of the row equals that of the row above"),
            )
    ledger.apply("copy", table, columns, len(table.lines) * len(columns), ("整行", "whole rows"))


# -- copied words --------------------------------------------------------------------------------------------


def _passages(table: Table, ledger: Ledger) -> None:
    """Find long passages that stand in two cells of a row beside each other."""
    columns = [each for each in table.columns if each.role in ("text", "block")]
    pairs = list(itertools.pairwise(columns))
    checked = 0
    for one, two in pairs:
        for row, (left, right) in enumerate(zip(one.texts, two.texts, strict=True)):
            if min(len(left), len(right)) < _PASSAGE:
                continue
            checked += 1
            found = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
            passage = left[found.a : found.a + found.size].strip(" ,，;；。、")
            if _weight(passage) < 2 * _PASSAGE or len(passage) * 10 < min(len(left), len(right)) * 3:
                continue
            ledger.doubt(
                "copy",
                At(table, one, row),
                printed=passage[:80],
                computed=two.name,
                severity="medium",
                note=(
                    f"“{one.name}”与“{two.name}”两格有同一段文字",
                    f"the cells {one.name} and {two.name} hold the same passage",
                ),
            )
    if checked:
        ledger.apply(
            "copy",
            table,
            [each for each in columns if any(len(text) >= _PASSAGE for text in each.texts)],
            checked,
            ("文字", "passages"),
        )


def _weight(text: str) -> int:
    return sum(2 if "\u3400" <= letter <= "\u9fff" else 1 for letter in text)


# -- letters -------------------------------------------------------------------------------------------------


def _scripts(table: Table, ledger: Ledger) -> None:
    """Find words in Cyrillic or Greek letters that all look Latin, where the column is not in that script."""
    texts: Sequence[Column] = [each for each in table.columns if each.role in ("text", "block")]
    for column in texts:
        odd = [(row, text) for row, text in enumerate(column.texts) if latin(text) != text]
        real = sum(1 for text in column.texts if latin(text) == text and _FOREIGN.search(text))
        for row, text in odd if real < len(odd) or not real else []:
            codes = " ".join(
                dict.fromkeys(f"U+{ord(letter):04X}" for letter in text if _FOREIGN.match(letter))
            )
            ledger.doubt(
                "script",
                At(table, column, row),
                printed=text,
                computed=latin(text),
                allowance="",
                severity="medium",
                note=(f"含形近字母 {codes}", f"look-alike letters {codes}"),
            )
    if texts:
        ledger.apply("script", table, texts, len(table.lines) * len(texts))


_LOOKS = str.maketrans("OolIｌ", "00111")


def _letters_for_digits(table: Table, ledger: Ledger) -> None:
    """Find letters that stand for digits in a column of numbers: 1O5."""
    for column in table.measures:
        for row, text in enumerate(column.texts):
            changed = text.translate(_LOOKS)
            if (
                column.cells[row] is None
                and changed != text
                and re.search(r"\d", text)
                and (found := parse(changed))
            ):
                ledger.doubt(
                    "script",
                    At(table, column, row),
                    printed=text,
                    computed=found.text,
                    allowance=Fraction(0),
                    severity="medium",
                    note=("数字中混有字母", "a letter among digits"),
                )


_ACRONYM = re.compile(r"([A-Z]{3,})(?=[\s\-])")
_ENOUGH = 6
"""Names under one acronym from which one that is classed apart is odd."""


def _odd_words(table: Table, ledger: Ledger) -> None:
    """Find one name under an acronym (IEEE ...) that is classed otherwise than all the rest of them."""
    if table.label is None or table.pair is not None:
        return
    groups: dict[str, list[int]] = {}
    for row in range(len(table.lines)):
        match = _ACRONYM.match(table.named(row))
        if match:
            groups.setdefault(match[1], []).append(row)
    for column in table.columns:
        if column.role != "text" or column is table.columns[table.label]:
            continue
        for word, rows in groups.items():
            kinds = Counter(column.texts[row] for row in rows if column.texts[row])
            if len(kinds) != 2 or min(kinds.values()) > 1 or sum(kinds.values()) < _ENOUGH:
                continue
            usual, odd = (kind for kind, _ in kinds.most_common())
            row = next(row for row in rows if column.texts[row] == odd)
            ledger.doubt(
                "copy",
                At(table, column, row),
                printed=odd,
                computed=usual,
                severity="low",
                note=(
                    f"其他{len(rows) - 1}个 {word} 均为 {usual}",
                    f"the other {len(rows) - 1} {word} have {usual}",
                ),
            )
        if groups:
            ledger.apply(
                "copy",
                table,
                [column],
                sum(map(len, groups.values())),
                ("同名类别", "one class for one name"),
            )
