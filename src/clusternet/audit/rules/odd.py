"""What identities cannot see: two units in a column, a name of another kind, more digits than the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clusternet.audit.ledger import At, Ledger
from clusternet.audit.meaning import is_rest, is_total
from clusternet.audit.printed import said
from clusternet.audit.tables import Column, Report, Table
from clusternet.places import china
from clusternet.words.text import numbered

_CURRENCIES = (
    ("USD", r"US\$|USD|美元|(?<![A-Z])\$"),
    ("EUR", r"€|EUR\b|欧元"),
    ("GBP", r"£|GBP|英镑"),
    ("JPY", r"JPY|日元"),
    ("HKD", r"HK\$|HKD|港元|港币"),
    ("CNY", r"RMB|CNY|人民币|[¥￥]|(?<![美欧日港])元"),
)
_UNIT = re.compile(
    r"[\d.,]+\s*(?:万|亿|千|百万|million|billion|thousand|mn|bn)?\s*"
    r"([A-Za-zµμ]{2,8}(?:/[A-Za-z]{1,3})?|[gkmstLVW]|[吨克米台件家辆人户篇])"
)
_LEAST = 4
"""Cells with a unit from which one that differs is odd."""
_MANY = 6
_KINDS = ("市", "省", "县", "区", "州", "镇", "乡")


def check(report: Report, ledger: Ledger) -> None:
    """List units, names and digits that are unlike all others of their column."""
    for table in report.tables:
        _units(table, ledger)
        _names(table, ledger)
        _digits(table, ledger)


def unit_of(text: str) -> str:
    """Return the currency in a cell, else the unit behind its number; nothing for none.

    >>> [unit_of(text) for text in ("$ 3.1", "12亿元", "3亿美元", "256 TFLOPS", "7nm", "81")]
    ['USD', 'CNY', 'USD', 'TFLOPS', 'nm', '']
    """
    if not re.search(r"\d", text) or len(text) > 24:
        return ""
    for name, pattern in _CURRENCIES:
        if re.search(pattern, text):
            return name
    found = _UNIT.fullmatch(text.strip())
    return found[1] if found else ""


def _units(table: Table, ledger: Ledger) -> None:
    """List cells whose unit is another than that of all the rest of the column, or of the row."""
    held = [[unit_of(text) for text in column.texts] for column in table.columns]
    for column, units in zip(table.columns, held, strict=True):
        for row in _odd(units):
            if sum(each[row] == units[row] for each in held) > 1:
                continue  # the row has a unit of its own
            usual = Counter(filter(None, units)).most_common(1)[0][0]
            ledger.doubt(
                "units",
                At(table, column, row),
                printed=column.texts[row],
                computed=usual,
                severity="medium",
                note=(f"本列其他单元格为 {usual}", f"the other cells of the column are in {usual}"),
            )
        if sum(map(bool, units)) >= _LEAST:
            ledger.apply("units", table, [column], sum(map(bool, units)))
    _units_of_rows(table, held, ledger)


def _units_of_rows(table: Table, units: Sequence[Sequence[str]], ledger: Ledger) -> None:
    """List cells in another unit than all the rest of their row, where their column is not all in it."""
    for row, beside in enumerate(zip(*units, strict=True)):
        for place in _odd(beside):
            if units[place].count(beside[place]) > 1 or len(set(filter(None, units[place]))) < 2:
                continue  # the column has a unit of its own
            usual = Counter(filter(None, beside)).most_common(1)[0][0]
            ledger.doubt(
                "units",
                At(table, table.columns[place], row),
                printed=table.columns[place].texts[row],
                computed=usual,
                severity="medium",
                note=(f"本行其他单元格为 {usual}", f"the other cells of the row are in {usual}"),
            )


def _odd(kinds: Sequence[str]) -> list[int]:
    """Return the places of the few that differ from a kind that nearly all others have."""
    tally = Counter(filter(None, kinds))
    if len(tally) != 2 or tally.total() < _LEAST:
        return []
    (_, most), (rare, few) = tally.most_common()
    if few > max(1, most // 10) or most < _LEAST - 1:
        return []
    return [place for place, kind in enumerate(kinds) if kind == rare]


def _names(table: Table, ledger: Ledger) -> None:
    """List a place written without the word that all others of the column end with: 哈尔滨 among 大连市."""
    for column in table.columns:
        names = {
            row: text
            for row, text in enumerate(column.texts)
            if text and column.role in ("text", "label") and not is_total(text) and not is_rest(text)
        }
        ends = Counter(text[-1] for text in names.values() if text[-1] in _KINDS)
        if not ends or len(names) < _MANY:
            continue
        kind, number = ends.most_common(1)[0]
        apart = {row: text for row, text in names.items() if text[-1] != kind}
        bare = [row for row, text in apart.items() if text[-1] not in _KINDS and china.resolve(text)]
        ledger.apply("kind", table, [column], len(names))
        if number * 10 < len(names) * 8 or len(bare) > max(1, len(names) // 10) or len(apart) > len(bare):
            continue
        for row in bare:
            note = f"其他{number}个名称以“{kind}”结尾", f"the other {number} names end with {kind}"
            ledger.doubt(
                "kind",
                At(table, column, row),
                printed=names[row],
                computed=f"{names[row]}{kind}?",
                severity="low",
                note=note,
            )


def _digits(table: Table, ledger: Ledger) -> None:
    """List a number with more decimals than all others of its column, where the table keeps its zeros."""
    cells = [cell for each in table.measures for cell in each.cells if cell is not None and cell.decimals]
    if not any(cell.text.rstrip("%").endswith("0") for cell in cells):
        return  # zeros at the end were dropped: decimals tell nothing
    for column in table.measures:
        held = _decimals(column)
        tally = Counter(held.values())
        if len(held) < _MANY or len(tally) != 2 or min(tally) < 1:
            continue  # whole numbers among decimals have another reason
        usual, more = tally.most_common()[0][0], max(tally)
        if tally[more] > 1 or more == usual:
            continue
        row, cell = next(
            (row, cell)
            for row, cell in enumerate(column.cells)
            if cell is not None and row in held and cell.decimals == more
        )
        note = f"本列其他数均为{usual}位小数", f"all others of the column have {numbered(usual, 'decimal')}"
        ledger.doubt(
            "digits",
            At(table, column, row),
            printed=column.texts[row],
            computed=said(cell.value, usual),
            severity="low",
            note=note,
        )
    ledger.apply("digits", table, table.measures, len(cells))


def _decimals(column: Column) -> dict[int, int]:
    return {row: cell.decimals for row, cell in enumerate(column.cells) if cell is not None and cell.value}
