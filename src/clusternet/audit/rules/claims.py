"""The text against the tables, and against itself."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from clusternet.audit.ledger import At, Ledger, Severity, shown
from clusternet.audit.meaning import concepts, fold
from clusternet.audit.printed import Interval, ends, total
from clusternet.audit.rules.growth import growth, yearly
from clusternet.audit.statements import WORLD, Statement, statements
from clusternet.audit.tables import Column, Report, Table, plain_label
from clusternet.words.text import numbered


def check(report: Report, ledger: Ledger) -> None:
    """Check the statements of a report."""
    held = list(statements(report))
    if not held:
        return
    for each in held:
        checks = [
            ("claim", _share(each, held, ledger)),
            ("growth", _growth(each, held, ledger)),
            ("part_above_total", _parts(each, held, ledger)),
            ("part_above_total", _kinds(each, held, ledger)),
            *_against_tables(each, report, ledger),
        ]
        for rule, checked in checks:
            if checked:
                ledger.apply(rule, each.table, [each.table.measures[0]], 1, (each.table.named(each.row),) * 2)


def _doubt(
    each: Statement,
    rule: str,
    computed: str,
    allowance: Fraction,
    severity: Severity,
    note: tuple[str, str],
    ledger: Ledger,
) -> None:
    printed = f"{each.cell.text} {each.unit}".strip()
    ledger.doubt(
        rule,
        At(each.table, each.table.measures[0], each.row),
        printed=printed,
        computed=computed,
        allowance=allowance,
        severity=severity,
        note=note,
    )


# -- the text against itself ---------------------------------------------------------------------------------


def _share(each: Statement, held: list[Statement], ledger: Ledger) -> bool:
    """Check the share of a place: its value over that of the world, as last stated before."""
    if each.kind != "share" or not each.place or each.cell.kind != "share":
        return False
    before = [one for one in held if one.table is each.table and one.row < each.row and one.kind == "value"]
    for one in reversed(before):
        if one.place != each.place or (each.stem and one.stem != each.stem):
            continue
        whole = next((other for other in held if other.place == WORLD and _same_thing(one, other)), None)
        found = None if whole is None else one.things.over(whole.things)
        if found is None:
            continue
        percent = found.times(100)
        if not percent.meets(each.cell.interval):
            words = shown(percent, max(each.cell.decimals, 1))
            note = (f"{one.cell.text} / {whole.cell.text if whole else ''}",) * 2
            _doubt(each, "claim", words, percent.half + each.cell.half, "high", note, ledger)
        return True
    return False


def _same_thing(one: Statement, two: Statement) -> bool:
    return (
        one.stem == two.stem
        and one.kind == two.kind == "value"
        and one.bracket == two.bracket
        and one.unit == two.unit
    )


def _growth(each: Statement, held: list[Statement], ledger: Ledger) -> bool:
    """Check growth against the values of two years."""
    if each.kind != "growth" or not each.place:
        return False
    dated = [one for one in held if one.place == each.place and one.kind == "value" and len(one.years) == 1]
    dated = [one for one in dated if not each.stem or one.stem == each.stem]
    pairs = [
        (one, two)
        for one in dated
        for two in dated
        if one.stem == two.stem and one.unit == two.unit and one.years < two.years
    ]
    if each.span:
        pairs = [
            (one, two) for one, two in pairs if two.years[0] - one.years[0] in (each.span, each.span - 1)
        ]
    if not pairs:
        return False
    one, two = max(pairs, key=lambda pair: pair[1].years[0] - pair[0].years[0])
    intervals = two.years[0] - one.years[0]
    each_year = any(word in fold(each.table.named(each.row)) for word in ("年均", "复合", "cagr", "annual"))
    found = yearly(one.things, two.things, intervals) if each_year else growth(one.things, two.things)
    if found is None:
        return False
    if not found.meets(each.cell.interval):
        words = shown(found, each.cell.decimals)
        values = f"{one.cell.text} → {two.cell.text}, {one.years[0]}–{two.years[0]}"
        note = (f"{values}，{intervals}个间隔", f"{values}, {numbered(intervals, 'interval')}")
        _doubt(each, "growth", words, found.half + each.cell.half, "high", note, ledger)
    return True


def _parts(each: Statement, held: list[Statement], ledger: Ledger) -> bool:
    """Check a total, or a value of the world, against its parts."""
    if each.kind == "total" and each.place in ("", WORLD):
        parts = [
            one
            for one in held
            if one.kind == "value" and not one.place and not one.years and one.stem.endswith(each.stem)
            and one.stem != each.stem and one.unit == each.unit
        ]  # fmt: skip
    elif each.kind == "value" and each.place == WORLD:
        parts = [
            one
            for one in held
            if one.place not in ("", WORLD) and _same_thing(one, each) and one.years == each.years
        ]
    else:
        return False
    if not parts:
        return False
    found = total(one.things for one in parts)
    if found.low > each.things.high:
        words = " + ".join(f"{one.table.named(one.row)} {one.cell.text}" for one in parts)
        severity: Severity = "high" if each.place == WORLD else "medium"
        scale = each.cell.scale or Fraction(1)
        computed = f"≥ {shown(found.times(1 / scale), each.cell.decimals)}"
        _doubt(
            each,
            "part_above_total",
            computed,
            (found.half + each.things.half) / scale,
            severity,
            (words, words),
            ledger,
        )
    return True


def _kinds(each: Statement, held: list[Statement], ledger: Ledger) -> bool:
    """Check one kind of a thing against the thing: 智能算力 is 算力, so it is not more."""
    if each.kind != "value" or not each.place or each.place == WORLD or each.bracket or len(each.stem) < 2:
        return False
    wider = [
        one
        for one in held
        if one.kind == "value" and one.place == each.place and one.unit == each.unit and not one.bracket
        and one.stem != each.stem and len(one.stem) > 1 and each.stem.endswith(one.stem)
        and (not one.years or not each.years or one.years == each.years)
    ]  # fmt: skip
    for one in wider:
        if each.things.low > one.things.high:
            note = (
                f"“{each.stem}”是“{one.stem}”的一种，却多于后者：年份或口径不同？",
                f"{each.stem} is a kind of {one.stem} and yet more: another year or way of counting?",
            )
            words = f"≤ {one.cell.text} ({one.table.named(one.row)})"
            _doubt(each, "part_above_total", words, each.cell.half + one.cell.half, "medium", note, ledger)
    return bool(wider)


# -- the text against the tables -----------------------------------------------------------------------------


def _against_tables(each: Statement, report: Report, ledger: Ledger) -> Iterator[tuple[str, bool]]:
    if not each.concepts or not each.is_plain or each.bracket:
        return
    for table in report.tables:
        if table is each.table or table.label is None or table.pair is not None or len(table.blocks) != 1:
            continue
        for column in table.measures:
            if column.role == "growth" or _about(table, column) != each.concepts:
                continue
            if each.kind == "rank" and column.role != "rate":
                yield "claim", _rank(each, table, column, ledger)
            elif column.role in ("rate", "share", "index"):
                continue
            elif each.kind == "value" and each.place and _years_fit(each, table):
                yield "claim", _value(each, table, column, ledger)
            elif each.kind == "total" and each.place in ("", WORLD) and not each.years:
                yield "part_above_total", _total(each, table, column, ledger)


def _about(table: Table, column: Column) -> frozenset[str]:
    """Return what a column speaks of: its header, and its table's name where the header is a kind of that."""
    own = concepts(column.head.name)
    named = concepts(table.name)
    if column.role == "index" and own & named:
        return own | named
    return own or named


def _years_fit(each: Statement, table: Table) -> bool:
    return not each.years and set(table.years) == {None}


def _rows(table: Table, column: Column) -> dict[str, tuple[int, Interval]]:
    found: dict[str, tuple[int, Interval]] = {}
    for row, cell in enumerate(column.cells):
        if cell is not None:
            found.setdefault(plain_label(table.named(row)), (row, cell.things))
    return found


def _is_ranked(table: Table, values: dict[str, tuple[int, Interval]]) -> bool:
    order = [value.middle for _, value in sorted(values.values())]
    return len(order) > 2 and table.column("rank") is not None and order == sorted(order, reverse=True)


def _value(each: Statement, table: Table, column: Column, ledger: Ledger) -> bool:
    values = _rows(table, column)
    if each.place in values:
        row, value = values[each.place]
        cell = column.cells[row]
        assert cell is not None
        if not value.meets(each.things):
            words = f"{cell.text} ({table.name}:{table.lines[row]})"
            _doubt(each, "claim", words, each.cell.half, "high", ("", ""), ledger)
        return True
    if not _is_ranked(table, values) or not _same_kind(each.place, values):
        return False
    last = min(value.high for _, value in values.values())
    if each.things.low > last:
        note = ("未列入排行表，却超过表中末位", "not listed in the ranked table, yet above its last row")
        _doubt(each, "claim", f"≤ {float(last):,.0f} ({table.name})", each.cell.half, "medium", note, ledger)
    return True


def _same_kind(place: str, values: dict[str, tuple[int, Interval]]) -> bool:
    """Whether a table lists places as the statement speaks of one."""
    from clusternet.audit.reading import is_place

    names = list(values)[:12]
    return is_place(place) and sum(is_place(name) for name in names) * 2 > len(names)


def _rank(each: Statement, table: Table, column: Column, ledger: Ledger) -> bool:
    values = _rows(table, column)
    if each.cell.value.denominator != 1:
        return False
    rank = int(each.cell.value)
    if each.place in values:
        own = values[each.place][1]
        others = [value for name, (_, value) in values.items() if name != each.place]
        first = 1 + sum(value.low > own.high for value in others)
        last = 1 + sum(value.high >= own.low for value in others)
        if not first <= rank <= last:
            words = ends(str(first), str(last))
            note = (f"按 {table.name} 的 {column.name} 排序", f"by {column.name} of {table.name}")
            _doubt(each, "claim", words, Fraction(0), "high", note, ledger)
        return True
    if not _is_ranked(table, values) or not _same_kind(each.place, values):
        return False
    if rank <= len(values):
        _doubt(
            each,
            "claim",
            f"> {len(values)} ({table.name})",
            Fraction(0),
            "high",
            ("未列入该表", "not listed there"),
            ledger,
        )
    return True


def _total(each: Statement, table: Table, column: Column, ledger: Ledger) -> bool:
    values = _rows(table, column)
    found = total(value for _, value in values.values())
    if found.low > each.things.high:
        scale = each.cell.scale
        words = f"≥ {shown(found.times(1 / scale), each.cell.decimals + 1)} ({table.name})"
        note = (
            f"{table.name} 所列 {len(values)} 行之和已超过总数：若重复计数则可能",
            f"the {len(values)} rows of {table.name} exceed the total: possible only if some count twice",
        )
        _doubt(each, "part_above_total", words, (found.half + each.things.half) / scale, "high", note, ledger)
    return True
