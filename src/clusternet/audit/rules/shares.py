"""Shares: what they add up to, whether a whole number out of n can give them, the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from clusternet.audit.ledger import At, Ledger, Severity, amount, shown
from clusternet.audit.meaning import first_of, fold, speaks_of_whole
from clusternet.audit.printed import Interval, Printed, exactly, said, total
from clusternet.audit.rules.networks import said_growth
from clusternet.audit.tables import Block, Column, Report, Table, rest_of

_SECTORS = re.compile(r"第[一二三]产业|(?:primary|secondary|tertiary)(?: (?:sector|industry))?")
_FEW, _SEVERAL = Fraction(110), Fraction(150)
_HUNDRED = exactly(100)


def check(report: Report, ledger: Ledger) -> None:
    """Check the shares of a report."""
    for table in report.tables:
        _sums(table, ledger)
        _across(table, ledger)
        for block in table.blocks:
            _grim(table, block, ledger)
            _beside(table, block, ledger)


# -- sums ----------------------------------------------------------------------------------------------------


def _shares_in(table: Table, block: Block, column: Column) -> list[tuple[int, Printed]]:
    held = [(row, cell) for row in block.rows if (cell := column.cells[row]) is not None]
    good = all(cell.kind == "share" and not said_growth(table, column, row) for row, cell in held)
    return held if good and len(held) > 2 else []


def _sums(table: Table, ledger: Ledger) -> None:
    """Check what the shares of each block add up to, one column after the other."""
    if (
        table.label is None
        or table.settings.get("multiple")
        or (table.column("unit") and not table.column("base"))
    ):
        return
    columns = [
        each for each in table.measures if each.role in ("share", "measure") and not each.head.is_cumulative
    ]
    groups: list[tuple[Column, Block, list[tuple[int, Printed]]]] = []
    for column in columns:
        for block in table.blocks:
            held = _shares_in(table, block, column)
            if held and not _is_scale(table, held):
                groups.append((column, block, held))
    groups = [(column, block, _without_children(held)) for column, block, held in groups]
    sums = [total(cell.interval for _, cell in held) for _, _, held in groups]
    over = sum(each.low > _FEW for each in sums)
    meeting = sum(each.meets(_HUNDRED) for each in sums)
    for (column, block, held), found in zip(groups, sums, strict=True):
        if not (column.head.is_of_whole or speaks_of_whole(table.name) or table.settings.get("complete")):
            by_words = meeting * 3 >= len(sums) * 2 and meeting > 1
            if not by_words and not _complete(table, block, held)[0]:
                continue  # perhaps rates, which add up to nothing
        several = over * 2 > len(sums) > 1 or found.low > (_SEVERAL if table.column("rank") else _FEW)
        several = several and not _complete(table, block, held)[0]
        if several:
            remark = ("可多选，不求和", "several answers each: no sum")
            ledger.apply("shares", table, [column], 0, remark)
            continue
        complete, why = _complete(table, block, held)
        by_others = meeting * 3 >= len(sums) * 2 and meeting > 1
        _judge(table, block, column, held, found, (complete or by_others, why), ledger)


def _without_children(held: list[tuple[int, Printed]]) -> list[tuple[int, Printed]]:
    """Leave out rows that are the parts of the row above them, where all together exceed 100."""
    if total(cell.interval for _, cell in held).low <= 100:
        return held
    inner = children([cell for _, cell in held])
    return [each for place, each in enumerate(held) if place not in inner]


def children(cells: Sequence[Printed]) -> set[int]:
    """Return the places of numbers that, two or more in a row, add up to the number before them."""
    inner: set[int] = set()
    for place, cell in enumerate(cells):
        if place in inner:
            continue
        for end in range(place + 3, len(cells) + 1):
            found = total(each.interval for each in cells[place + 1 : end])
            if found.meets(cell.interval) and found.half * 10 < cell.value:
                inner.update(range(place + 1, end))
                break
            if found.low > cell.interval.high:
                break
    return inner


def _is_scale(table: Table, held: Sequence[tuple[int, Printed]]) -> bool:
    """Tell rows that are the top 1 %, 10 % and so on, whose shares lie in one another."""
    return sum(first_of(table.named(row)) > 0 or "累计" in table.named(row) for row, _ in held) * 2 > len(
        held
    )


def _complete(
    table: Table, block: Block, held: Sequence[tuple[int, Printed]]
) -> tuple[bool, tuple[str, str]]:
    labels = [fold(table.named(row)) for row, _ in held]
    if table.settings.get("complete"):
        return True, ("audit.toml：完整", "complete by audit.toml")
    if rest_of(table, block):
        return True, ("含其他项，应为100%", "with a row for the rest: 100 %")
    if len({label for label in labels if _SECTORS.fullmatch(label)}) == len(labels) == 3:
        return True, ("三次产业，应为100%", "the three sectors: 100 %")
    return False, ("不超过100%", "not above 100 %")


def _judge(
    table: Table,
    block: Block,
    column: Column,
    held: Sequence[tuple[int, Printed]],
    found: Interval,
    complete: tuple[bool, tuple[str, str]],
    ledger: Ledger,
) -> None:
    decimals = max(cell.decimals for _, cell in held)
    ranked = table.column("rank") is not None
    severity: Severity = "high"
    wrong = found.low > 100
    note = ("占比之和超过100%", "the shares add up to more than 100 %")
    if complete[0] and not found.meets(_HUNDRED):
        wrong, note = True, ("占比之和应为100%", "the shares should add up to 100 %")
    elif wrong and found.low > _FEW:
        severity, note = (
            "low",
            ("占比之和远超100%：若可多选则无误", "far above 100 %: right where several answers are allowed"),
        )
    elif (
        not wrong
        and not ranked
        and 97 <= found.high < 100
        and len(table.blocks) == 1
        and len(held) > 3
        and not first_of(table.name)
        and _whole_of(table, column, [row for row, _ in held]) is None  # counts say out of how many
    ):
        wrong, severity = True, "low"
        note = ("占比之和略低于100%：若所列不全则无误", "a little under 100 %: right where not all is listed")
    if wrong:
        last = held[-1][0]
        where = " · ".join(word for word in (block.words, f"Σ {len(held)}", column.name) if word)
        ledger.doubt(
            "shares",
            At(table, column, last, where),
            printed="100" if complete[0] else "≤ 100",
            computed=shown(found, decimals),
            allowance=amount(found.half),
            severity=severity,
            note=note,
        )
    ledger.apply("shares", table, [column], len(held), complete[1])


def _across(table: Table, ledger: Ledger) -> None:
    """Check rows of shares that add up to 100 across the columns in most rows."""
    columns = [each for each in table.columns if each.role in ("share", "measure") and not each.head.is_total]
    columns = [each for each in columns if not each.head.is_cumulative and not each.head.year]
    columns = [each for each in columns if all(cell.kind == "share" for cell in each.cells if cell)]
    if len(columns) < 3 or len(table.lines) < 3:
        return
    found = {}
    for row in range(len(table.lines)):
        held = [cell for each in columns if (cell := each.cells[row]) is not None]
        if len(held) == len(columns):
            found[row] = total(cell.interval for cell in held)
    meeting = sum(each.meets(_HUNDRED) for each in found.values())
    if meeting < 2 or meeting * 3 < len(found) * 2:
        return
    for row, value in found.items():
        if not value.meets(_HUNDRED):
            decimals = max(cell.decimals for each in columns if (cell := each.cells[row]))
            ledger.doubt(
                "shares",
                At(table, columns[-1], row),
                printed="100",
                computed=shown(value, decimals),
                allowance=value.half,
                note=("该行各列之和应为100%", "the columns of this row should add up to 100 %"),
            )
    ledger.apply("shares", table, columns, len(found) * len(columns), ("按行求和", "across each row"))


# -- whole numbers out of n ----------------------------------------------------------------------------------


def bases_of(table: Table, block: Block) -> dict[int, int]:
    """Return of each row the n that its percentages are out of: of a column n, the audit.toml, or a name."""
    rows = (*block.rows, *block.totals)
    said, column = table.settings.get("base"), table.column("base")
    texts = (*(each.name for each in table.columns), *block.key.values(), table.name)
    named = said if isinstance(said, int) else next(filter(None, map(_base_in, texts)), None)
    found = dict.fromkeys(rows, named) if named is not None else {}
    for row in rows:
        if column is not None and (cell := column.cells[row]) is not None and cell.value.denominator == 1:
            found[row] = int(cell.value)
    return {row: base for row, base in found.items() if base > 0}


def _base_in(text: str) -> int | None:
    match = re.search(r"(?<![a-z])n\s*=\s*([\d,]+)", text, flags=re.IGNORECASE)
    return int(match[1].replace(",", "")) if match else None


def counts_of(cell: Printed, base: int) -> list[int]:
    """Return the whole numbers out of a base whose percentage is printed so.

    >>> from clusternet.audit.printed import parse
    >>> [counts_of(parse(text), 2200) for text in ("28.09%", "84.58%")]
    [[618], []]
    """
    ends = cell.interval
    low, high = ceil(ends.low * base / 100), floor(ends.high * base / 100)
    return list(range(max(low, 0), min(high, base) + 1))


def _grim(table: Table, block: Block, ledger: Ledger) -> None:
    bases = bases_of(table, block)
    for column in table.measures if bases else ():
        checked: dict[int, int] = {}
        for row, base in bases.items():
            cell = column.cells[row]
            if cell is None or cell.kind != "share" or said_growth(table, column, row):
                continue
            if Fraction(100, base) > 2 * cell.half:  # else so few decimals that every share is possible
                checked[row] = base
        failing = [row for row, base in checked.items() if not _possible(column, row, base)]
        given = "base" in table.settings  # is used, however many fail
        many = len(failing) * 2 > len(checked) > 1 and not given
        whole = _whole_of(table, column, list(checked)) if many else None
        if whole is not None and not any(exactly(base).meets(whole) for base in checked.values()):
            remark = ("占比另有分母，n 不是", "n is not their base: a count has another")
            ledger.apply("grim", table, [column], 0, remark)
            continue
        if many and not column.head.is_of_whole and not table.column("unit"):
            ledger.apply(
                "grim", table, [column], 0, ("n 似非其分母，未核对", "n is hardly their base: not checked")
            )
            continue
        for row in failing:
            _impossible(table, block, column, row, checked[row], ledger)
        if checked:
            ledger.apply("grim", table, [column], len(checked), (f"{block.words}", f"{block.words}"))


def _whole_of(table: Table, column: Column, rows: Sequence[int]) -> Interval | None:
    """Return the one number that shares are counts out of, where a column of counts has it in all rows."""
    for count in (each for each in table.measures if each.role not in ("share", "growth", "rate", "index")):
        whole = []
        for row in rows:
            number, part = count.cells[row], column.cells[row]
            if number is not None and part is not None and number.value and number.kind != "share":
                whole.append(number.interval.times(100).over(part.interval))
        held = [each for each in whole if each is not None]
        if len(held) < max(2, len(rows) - 1):
            continue
        common, fitting = densest(held)
        if fitting == len(held) and common.half * 20 < common.middle:
            return common
    return None


def _possible(column: Column, row: int, base: int) -> bool:
    cell = column.cells[row]
    return cell is None or bool(counts_of(cell, base))


def _impossible(table: Table, block: Block, column: Column, row: int, base: int, ledger: Ledger) -> None:
    cell = column.cells[row]
    assert cell is not None
    below = floor(cell.value * base / 100)
    near = [
        f"{count}/{base} = {said(Fraction(100 * count, base), cell.decimals)}" for count in (below, below + 1)
    ]
    severity: Severity = "high"
    note = (f"没有整数个数除以{base}得{cell.text}", f"no whole number out of {base} gives {cell.text}")
    if row in block.totals:
        parts = [each for place in block.rows if (each := column.cells[place]) is not None]
        counts = [counts_of(each, base) for each in parts]
        if sum(each.value for each in parts) == cell.value and all(len(each) == 1 for each in counts):
            count = sum(each[0] for each in counts)
            right = said(Fraction(100 * count, base), cell.decimals)
            severity = "medium"
            note = (
                f"由已舍入的占比相加而得；按个数为 {count}/{base} = {right}",
                f"added up from rounded shares; from the counts it is {count}/{base} = {right}",
            )
    ledger.doubt(
        "grim",
        At(table, column, row),
        printed=cell.text,
        computed="; ".join(near),
        allowance=cell.half,
        severity=severity,
        note=note,
    )


# -- counts beside shares ------------------------------------------------------------------------------------


def _beside(table: Table, block: Block, ledger: Ledger) -> None:
    """Check shares against the counts in the same rows: one denominator for all."""
    counts = [each for each in table.measures if each.role == "measure"]
    for share in (each for each in table.measures if each.role == "share" and not each.head.is_cumulative):
        for column in counts:
            _pair(table, block, column, share, ledger)


def _pair(table: Table, block: Block, column: Column, share: Column, ledger: Ledger) -> None:
    rows = [*block.rows, *block.totals]
    whole: dict[int, Interval] = {}
    for row in rows:
        count, part = column.cells[row], share.cells[row]
        if (
            count is None
            or part is None
            or count.kind == "share"
            or not count.value
            or count.half * 50 > abs(count.value)
        ):
            continue
        quotient = count.interval.over(part.interval)
        if quotient is not None and part.half * 20 <= part.value:
            whole[row] = quotient.times(100)
    if len(whole) < 4:
        return
    denominator, fitting = densest(list(whole.values()))
    if (
        len(whole) - fitting > max(1, len(whole) // 10)
        or denominator.half * 20 > denominator.middle
        or fitting == len(whole) == 0
    ):
        return
    for row in rows:
        count, part = column.cells[row], share.cells[row]
        if count is None or part is None or count.kind == "share":
            continue
        found = count.interval.times(100).over(denominator)
        if found is not None and not found.meets(part.interval):
            words = f"{count.text} / {said(denominator, 0)}"
            ledger.doubt(
                "share_of_count",
                At(table, share, row),
                printed=part.text,
                computed=shown(found, part.decimals),
                allowance=amount(part.half + found.half),
                severity="medium",
                note=(
                    f"其余行的占比等于 {column.name} 除以同一总数；此行应为 {words}",
                    f"here {words}, as in the other rows",
                ),
            )
    ledger.apply("share_of_count", table, [column, share], len(whole))


def densest(intervals: Sequence[Interval]) -> tuple[Interval, int]:
    """Return the values that lie in the most intervals, and in how many.

    >>> one, two = Interval(Fraction(1), Fraction(3)), Interval(Fraction(2), Fraction(4))
    >>> found, number = densest([one, two, exactly(9)])
    >>> int(found.low), int(found.high), number
    (2, 3, 2)
    """
    ends = sorted([(each.low, 0) for each in intervals] + [(each.high, 1) for each in intervals])
    depth, best, start, found = 0, 0, Fraction(0), exactly(0)
    opened = False
    for value, closing in ends:
        if closing:
            if opened and depth == best:
                found, opened = Interval(start, value), False
            depth -= 1
        else:
            depth += 1
            if depth > best:
                best, start, opened = depth, value, True
    return found, best
