"""Ranks: their sequence, the order of the values, names that stand twice, the number of rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from clusternet.audit.ledger import At, Ledger
from clusternet.audit.meaning import says_rank
from clusternet.audit.tables import Block, Column, Report, Table, plain_label

_LIST = range(5, 200)
"""Rows of a list in which a name should stand once."""
_SOME = 5
"""Neighbours from which ranks that follow no column are odd."""
_MOSTLY = 0.25
"""Neighbours out of order up to which a column is still taken for the one that is ranked."""


def check(report: Report, ledger: Ledger) -> None:
    """Check ranks, order and number of rows of every table of a report."""
    for table in report.tables:
        rank = table.column("rank")
        if rank is not None:
            for block in table.blocks:
                _sequence(table, block, rank, ledger)
            _order(table, rank, report, ledger)
        _twice(table, ledger)
        _rows(table, ledger)


def _ranks(rank: Column, block: Block) -> list[tuple[int, int]]:
    held = [(row, cell) for row in block.rows if (cell := rank.cells[row]) is not None]
    return [(row, int(cell.value)) for row, cell in held if cell.value.denominator == 1]


def _sequence(table: Table, block: Block, rank: Column, ledger: Ledger) -> None:
    """Check that ranks leave no gap but for ties: 1, 2, 2, 4 and 1, 2, 2, 3 are both accepted."""
    ranks = _ranks(rank, block)
    numbers = sorted(number for _, number in ranks)
    if len(numbers) < 2 or numbers[0] > 1 or numbers[-1] > 2 * len(numbers) + 5:
        return
    for row, number in ranks:
        below = sum(other < number for other in numbers)
        dense = len({other for other in numbers if other < number})
        if number not in (below + 1, dense + 1):
            ledger.doubt(
                "rank",
                At(table, rank, row),
                printed=str(number),
                computed=str(below + 1),
                allowance="0",
                severity="low",
                note=("名次有缺号或重号", "a rank is missing or stands twice"),
            )
            break
    ledger.apply("rank", table, [rank], len(ranks), ("名次连续", "no gap"))


def _borrowed(table: Table, report: Report) -> bool:
    """Whether another table of a report ranks the same rows in the same way: by what stands there."""
    own = _ranked(table)
    for other in report.tables:
        held = _ranked(other) if other is not table else {}
        shared = [name for name in own if name in held]
        if len(shared) > _SOME and sum(own[name] == held[name] for name in shared) * 5 >= 4 * len(shared):
            return True
    return False


def _ranked(table: Table) -> dict[str, int]:
    rank = table.column("rank")
    held = [] if rank is None else [each for block in table.blocks for each in _ranks(rank, block)]
    return {plain_label(table.named(row)): number for row, number in held}


def _order(table: Table, rank: Column, report: Report, ledger: Ledger) -> None:
    """Check the order of the values: those of the column that the ranks follow but for a few places."""
    best: tuple[float, Column, list[tuple[int, int]], int, int] | None = None
    for column in (each for each in table.measures if not says_rank(each.name)):
        for sign in (-1, 1):
            wrong: list[tuple[int, int]] = []
            pairs = 0
            for block in table.blocks:
                odd, number = _misplaced(rank, block, column, sign)
                wrong += odd
                pairs += number
            if pairs < 2 or (best is not None and len(wrong) / pairs >= best[0]):
                continue
            best = len(wrong) / pairs, column, wrong, pairs, sign
    if best is None:
        return
    part, column, wrong, pairs, sign = best
    said = re.search(r"rank|排名|名次|位次", rank.name.casefold()) is not None
    many = pairs >= (6 if sign < 0 else 8)
    ranked = [
        each for each in table.measures if each.role not in ("share", "rate")
    ]  # these follow from counts
    alone = pairs > 3 and sign < 0 and len(ranked) == 1
    if wrong and not (said and part <= _MOSTLY and (many or alone)):
        words = ("名次不按本表任何一列排列，未核对", "the ranks follow no column of this table: not checked")
        ledger.apply("rank", table, [rank], 0, words)
        row = _first(table, rank) if said and pairs >= _SOME and part > _MOSTLY else None
        if row is not None and not _borrowed(table, report):
            note = ("名次不按本表任何一列排列", "the ranks follow no column of this table")
            ledger.doubt(
                "rank", At(table, rank, row), printed=rank.name, computed="—", severity="low", note=note
            )
        return
    for before, row in wrong:
        one, two = column.cells[before], column.cells[row]
        assert one is not None
        assert two is not None
        sign_words = "≤" if sign < 0 else "≥"
        ledger.doubt(
            "rank",
            At(table, column, row),
            printed=two.text,
            computed=f"{sign_words} {one.text} ({table.named(before)})",
            allowance=one.half + two.half,
            severity="medium" if many else "low",
        )
    ledger.apply("rank", table, [rank, column], pairs)


def _first(table: Table, rank: Column) -> int | None:
    """Return the row ranked first in a table of one block that counts its rows from 1 on; None for others."""
    ranks = _ranks(rank, table.blocks[0])
    ordered = sorted(number for _, number in ranks) == list(range(1, len(ranks) + 1))
    return min(ranks, key=lambda each: each[1])[0] if len(table.blocks) == 1 and ordered else None


def _misplaced(rank: Column, block: Block, column: Column, sign: int) -> tuple[list[tuple[int, int]], int]:
    """Return the neighbours in rank whose values run the wrong way, and the number of neighbours.

    Equal ranks must have values that may be equal.
    """
    ranks = sorted(_ranks(rank, block), key=lambda each: each[1])
    held = [(row, number, cell) for row, number in ranks if (cell := column.cells[row]) is not None]
    held = [each for each in held if each[2].kind == held[0][2].kind]
    wrong: list[tuple[int, int]] = []
    for (one, first, a), (two, second, b) in itertools.pairwise(held):
        rising = b.interval.low > a.interval.high
        falling = b.interval.high < a.interval.low
        if (rising if sign < 0 else falling) or (first == second and (rising or falling)):
            wrong.append((one, two))
    return wrong, max(len(held) - 1, 0)


def _twice(table: Table, ledger: Ledger) -> None:
    """Find names that stand twice in a block where the others stand once."""
    if table.label is None or not table.measures:
        return
    for block in table.blocks:
        seen: dict[str, int] = {}
        again: list[tuple[int, int]] = []
        for row in block.rows:
            name = "|".join((plain_label(table.named(row)), *_beside(table, row)))
            if table.named(row) and name in seen:
                again.append((seen[name], row))
            seen.setdefault(name, row)
        if len(block.rows) not in _LIST or len(again) > 2 or len(again) * 6 > len(block.rows):
            continue
        for first, row in again:
            ledger.doubt(
                "duplicate",
                At(table, table.columns[table.label], row),
                printed=table.named(row),
                computed=f":{table.lines[first]}",
                allowance="0",
                severity="low",
            )
        ledger.apply("duplicate", table, [table.columns[table.label]], len(block.rows))


def _beside(table: Table, row: int) -> Sequence[str]:
    """Return what tells rows of one name apart: years, units and other words."""
    return [each.texts[row] for each in table.columns if each.role in ("year", "unit", "text", "block")]


def _rows(table: Table, ledger: Ledger) -> None:
    """Check the number of rows against a name such as top20 or 前十."""
    match = re.search(r"top[_\- ]?(\d+)|前(\d+)", table.name.casefold())
    if match is None or table.label is None:
        return
    wanted = int(match[1] or match[2])
    for block in table.blocks:
        if len(block.rows) != wanted and block.rows:
            ledger.doubt(
                "rows",
                At(table, table.columns[table.label], block.rows[-1]),
                printed=match[0],
                computed=str(len(block.rows)),
                allowance="0",
                severity="low",
            )
    ledger.apply("rows", table, [table.columns[table.label]], sum(len(block.rows) for block in table.blocks))
