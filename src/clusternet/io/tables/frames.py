"""Indicator frames: two units (or more) as columns of one table, or one row per unit and indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables import remarks, turned
from clusternet.io.tables.sheet import Sheet
from clusternet.io.tables.sizes import measured, parts
from clusternet.places import countries, groups
from clusternet.schema import cells
from clusternet.schema.columns import is_ordinal
from clusternet.schema.numbers import notation
from clusternet.schema.tables import INDICATORS
from clusternet.schema.totals import is_total
from clusternet.words.text import NOTHING, Text, numbered, some

_ROLES = tuple(name for name in INDICATORS if name not in ("unit", "value"))
_SIDES, _WORDED = ("a", "b"), ("text_a", "text_b")
_DIRECTIONS = {
    **dict.fromkeys(("", "more", "+", "1", "正", "正向", "越大越好"), "more"),
    **dict.fromkeys(("less", "-", "-1", "负", "负向", "逆向", "越小越好"), "less"),
}


@dataclass(frozen=True, eq=False)
class Frame:
    """Indicators of several units.

    Attributes
    ----------
    table
        ``indicator``, a column of numbers for each unit, ``period_a``, ``period_b``, ``measure_a``,
        ``measure_b``, ``direction``, ``total`` if asked for, and further columns of text. With two units
        their columns are ``a`` and ``b``. Where a cell holds words and no number, ``text_`` and the column
        has them.
    units
        Their names.
    passed
        Indicators without a value of any unit, which are left out.
    headers
        Of the file.
    remarks
        What a reader has to know of how it was read, one sentence each.
    """

    table: pd.DataFrame
    units: tuple[str, ...]
    passed: tuple[str, ...]
    headers: tuple[str, ...]
    remarks: tuple[Text, ...] = ()


def read_frame(sheet: Sheet, *, units: Sequence[str] = (), total: str = "", growth: bool = False) -> Frame:
    """Read an indicator frame.

    Parameters
    ----------
    sheet
        A table with a column for each unit, or with the columns unit (country, 国家, ...), indicator and
        value, or with a row for each unit and a column for each indicator.
    units
        Columns, or values of the column of units. Left out: every column of numbers that is nothing else, or
        every unit there is.
    total
        A column (or unit) of which the two are parts.
    growth
        One unit will do, and columns may be the years of one.

    Raises
    ------
    SchemaError
        If no indicator or fewer than two units are found, or a name is not there.
    """
    sheet, one = _turned(sheet, units, growth=growth)
    entity, value = sheet.find(INDICATORS["unit"]), sheet.find(INDICATORS["value"])
    role = {name: sheet.find(INDICATORS[name]) for name in _ROLES}
    if not role["indicator"] and (one or not (entity and value)):
        role["indicator"] = _naming(sheet)
    if entity and value:
        role = {name: header for name, header in role.items() if header not in (entity, value)}
        sheet = (sheet.apart(entity, named=units) if sheet.totals == "drop" else sheet).of_countries(entity)
        units = countries.matched(units, sheet.text(entity))
        return _long(sheet, role, entity, value, units, total, 1 if growth else 2)
    return _wide(sheet, role, units, total, 1 if growth else 2)


def _turned(sheet: Sheet, units: Sequence[str], *, growth: bool) -> tuple[Sheet, bool]:
    """Return the table with one row per value where it lies on its side, and whether years were columns."""
    entity, indicator = sheet.find(INDICATORS["unit"]), sheet.find(INDICATORS["indicator"])
    if sheet.find(INDICATORS["value"]):
        return sheet, False
    if entity and entity == sheet.headers[0] and not indicator and not _is_measured(sheet, entity):
        kept = [sheet.find(INDICATORS[name]) for name in ("period", "measure", "source")]
        found = turned.of_rows(sheet, entity, [name for name in kept if name], _is_figure)
        present = set(sheet.text(entity))
        if found is not None and (not units or set(units) <= present):
            return found, False
    if growth and not units and (years := turned.of_years(sheet, _is_figure)):
        return years[0], True
    return sheet, False


def _is_figure(sheet: Sheet, header: str) -> bool:
    return not is_ordinal(header) and _is_measured(sheet, header)


def _naming(sheet: Sheet) -> str:
    """Return the column that names the indicators: the first of words, which an id is not."""
    words = (
        name
        for name in sheet.headers
        if not is_ordinal(name) and sheet.distinct(name) and not _is_measured(sheet, name)
    )
    return next(words, sheet.headers[0])


def _wide(sheet: Sheet, role: dict[str, str], units: Sequence[str], total: str, least: int) -> Frame:
    # beside columns of units "unit" is what they are measured in
    role["measure"] = role["measure"] or sheet.find("unit")
    other = sheet.column(total) if total else ""
    taken = {header for header in role.values() if header} | {other}
    found = [sheet.column(name) for name in units] or [
        header
        for header in sheet.headers
        if header not in taken and not is_ordinal(header) and _is_measured(sheet, header)
    ]
    if not units and sheet.totals != "keep" and (sums := [header for header in found if is_total(header)]):
        sheet.said.append(remarks.summed(sheet.file, sums, remarks.OTHERS))
        found = [header for header in found if header not in sums]
    if len(found) < least:
        raise SchemaError.of(
            "several_number_columns",
            file=sheet.file,
            columns=Text(f"{len(found)}列", numbered(len(found), "column")),
            headers=sheet.headers,
        )
    if not units and (left := [each for each in sheet.headers if each not in {*found, *taken}]):
        sheet.said.append(remarks.unused(sheet.file, left))
    sheet = sheet.apart(role["indicator"])
    texts = _texts(sheet, list(taken))
    values = {header: _measures(sheet, header) for header in (*found, *([other] if other else ()))}
    rows, passed = [], []
    for place in range(len(sheet.frame)):
        name = texts[role["indicator"]][place]
        given = [values[header][place] for header in found]
        words = [_word(texts[header][place], values[header][place]) for header in found]
        if all(each is None for each in given) and not any(words):
            passed.append(name)
            continue
        row = _shared(role, texts, place) | {"indicator": name}
        written = _two(texts[role["measure"]][place]) if role["measure"] else ("", "")
        behind = [each[1] if each else "" for each in given]
        pair = written if any(written) else _first_two(_beside_percent(behind, given))
        row |= dict(zip(("measure_a", "measure_b"), pair, strict=True))
        period = _two(texts[role["period"]][place]) if role["period"] else ("", "")
        row |= dict(zip(("period_a", "period_b"), period, strict=True))
        row |= {header: each[0] if each else np.nan for header, each in zip(found, given, strict=True)}
        row |= {f"text_{header}": word for header, word in zip(found, words, strict=True)}
        if other:
            whole = values[other][place]
            row["total"] = whole[0] if whole else np.nan
        rows.append(row)
    return _built(sheet, rows, tuple(found), passed, role)


def _twice(sheet: Sheet, what: str, used: Sequence[str], rows: tuple[int, int]) -> SchemaError:
    """Say that a unit has an indicator twice, and in which column that no role has its two rows differ."""
    at, unit, differ, left = sheet.at(rows[1]), sheet.text(used[0])[rows[1]], NOTHING, NOTHING
    for header in map(str, sheet.frame.columns):
        texts = sheet.text(header)
        one, two = (texts[row] for row in rows)
        if header not in used and one != two:
            differ = Text(
                f"，{header} 分别为“{one}”和“{two}”：请只留其一，或将其并入指标",
                f", as {one!r} and {two!r} of {header}: keep one, or join it to the indicator",
            )
            kept = () if sheet.totals == "drop" else dict.fromkeys(texts)
            totals = some([text for text in kept if is_total(text)], None)
            if totals.en:
                left = Text(f"；--totals drop 可去掉{totals.zh}", f"; --totals drop leaves out {totals.en}")
            break
    return SchemaError.of("indicator_twice", at=at, unit=unit, what=what, differ=differ, left=left)


def _long(
    sheet: Sheet,
    role: dict[str, str],
    entity: str,
    value: str,
    units: Sequence[str],
    total: str,
    least: int,
) -> Frame:
    names = sheet.text(entity)
    present = list(dict.fromkeys(names))
    of_groups = groups.grouped(present, headed=False)
    sums = [
        name
        for name in present
        if (is_total(name) or of_groups.get(name)) and name != total and not units and sheet.totals != "keep"
    ]
    if sums:
        sheet.said.append(remarks.summed(sheet.file, sums, remarks.REST))
    found = list(units) or [name for name in present if name and name != total and name not in sums]
    absent = [name for name in (*found, *([total] if total else [])) if name not in present]
    if absent:
        raise SchemaError.of("no_such_unit", file=sheet.file, unit=absent[0], present=present)
    if len(found) < least:
        raise SchemaError.of("one_unit", file=sheet.file, unit=found[0])
    texts = _texts(sheet, [entity, *role.values()]) | {"": [""] * len(names)}
    values = _measures(sheet, value)
    keys = [name for name in ("side", "level1", "level2", "indicator") if role.get(name)]
    held: dict[tuple[str, ...], dict[str, dict[str, int]]] = {}
    for place, unit in enumerate(names):
        key = tuple(texts[role[name]][place] for name in keys)
        period = texts[role.get("period", "")][place]
        of_unit = held.setdefault(key, {}).setdefault(unit, {})
        if period in of_unit:
            what = " ".join(filter(None, (key[-1] if key else value, period)))
            raise _twice(sheet, what, (entity, value, *role.values()), (of_unit[period], place))
        of_unit[period] = place
    rows, passed = [], []
    for key, of_units in held.items():
        for periods in _pairs([of_units.get(unit, {}) for unit in found]):
            named = {"indicator": key[-1] if role.get("indicator") else value}
            chosen = {unit: of_units.get(unit, {}).get(at) for unit, at in zip(found, periods, strict=True)}
            words = {
                f"text_{unit}": "" if at is None else _word(texts[value][at], values[at])
                for unit, at in chosen.items()
            }
            row = _long_row(role, texts, values, chosen, periods, any(words.values()))
            if row is None:
                passed.append(named["indicator"])
                continue
            if total:
                whole = of_units.get(total, {}).get(periods[0])
                cell = None if whole is None else values[whole]
                row["total"] = cell[0] if cell else np.nan
            rows.append(row | named | words)
    return _built(sheet, rows, tuple(found), passed, role)


def _long_row(
    role: dict[str, str],
    texts: dict[str, list[str]],
    values: list[tuple[float, str] | None],
    chosen: dict[str, int | None],
    periods: Sequence[str],
    worded: bool,
) -> dict[str, object] | None:
    """Return one indicator of every unit at its period; None where no unit has a number or is worded."""
    given = {unit: None if at is None else values[at] for unit, at in chosen.items()}
    places = [at for unit, at in chosen.items() if at is not None and (worded or given[unit] is not None)]
    if not places:
        return None
    behind = [cell[1] if cell else "" for cell in given.values()]
    behind = _beside_percent(behind, list(given.values()))
    measure = [
        texts[role.get("measure", "")][at] or word if at is not None and cell is not None else ""
        for at, cell, word in zip(chosen.values(), given.values(), behind, strict=True)
    ]
    there = [period for period, cell in zip(periods, given.values(), strict=True) if cell]
    row = _shared(role, texts, places[0])
    row |= dict(zip(("measure_a", "measure_b"), _first_two(measure), strict=True))
    row |= dict(zip(("period_a", "period_b"), _first_two(there), strict=True))
    return row | {unit: cell[0] if cell else np.nan for unit, cell in given.items()}


def _texts(sheet: Sheet, used: Sequence[str]) -> dict[str, list[str]]:
    """Return the cells of every column; an error in one that is used is refused."""
    for header in filter(None, used):
        sheet.raw(header)
    return {header: sheet.shown(header) for header in sheet.headers}


def _pairs(held: Sequence[dict[str, int]]) -> list[list[str]]:
    """Return the periods to set side by side: those in common, else the latest of each unit."""
    periods = sorted({period for each in held for period in each})
    if any(set(held[0]) & set(each) for each in held[1:]) or sum(map(bool, held)) < 2:
        return [[period] * len(held) for period in periods]
    return [[max(each, default="") for each in held]]


def _built(
    sheet: Sheet,
    rows: list[dict[str, object]],
    found: tuple[str, ...],
    passed: list[str],
    role: dict[str, str],
) -> Frame:
    if not rows:
        raise SchemaError.of("no_number_of", file=sheet.file, found=" or ".join(found))
    table = pd.DataFrame(rows)
    for place, row in enumerate(rows):
        written = str(row.get("direction", "")).casefold()
        if written not in _DIRECTIONS:
            raise SchemaError.of(
                "direction_of",
                file=sheet.file,
                column=role["direction"],
                text=row["direction"],
                indicator=row["indicator"],
            )
        table.loc[place, "direction"] = _DIRECTIONS[written]
    words = [f"text_{header}" for header in found]
    if not (table[words] != "").to_numpy().any():
        table = table.drop(columns=words)
    if len(found) <= 2:
        table = table.rename(
            columns=dict(zip([*found, *words], [*_SIDES[: len(found)], *_WORDED], strict=False))
        )
    said = [*sheet.remarks, *([remarks.passed_over(passed)] if passed else [])]
    return Frame(table, found, tuple(passed), tuple(sheet.headers), tuple(said))


def _shared(role: dict[str, str], texts: dict[str, list[str]], place: int) -> dict[str, object]:
    """Return the further columns of a row."""
    names = [name for name in ("side", "level1", "direction", "source") if role.get(name)]
    if role.get("level2") and role["level2"] != role.get("indicator"):
        names.append("level2")
    return {name: texts[role[name]][place] for name in names}


def _is_measured(sheet: Sheet, header: str) -> bool:
    given = sheet.values(header)
    said = notation((found[1] for text in given if (found := parts(text))), sheet.written.decimal)
    return bool(given) and sum(measured(text, said) is not None for text in given) * 2 > len(given)


def _measures(sheet: Sheet, header: str) -> list[tuple[float, str] | None]:
    """Return the number and the measure of every cell of a column, None where it has none."""
    texts = sheet.text(header)
    said = sheet.written.of(header, lambda: [found[1] for text in texts if (found := parts(text))])
    return [None if cells.is_absent(text) else measured(text, said) for text in texts]


def _word(text: str, value: tuple[float, str] | None) -> str:
    """Return what a cell says where it holds no number."""
    return "" if value is not None or cells.is_absent(text) else text


def _beside_percent(behind: Sequence[str], given: Sequence[tuple[float, str] | None]) -> list[str]:
    """Return the measures of one row, 1 for a plain number beside a percentage, which is not in percent."""
    percent = "%" in behind
    return [word or ("1" if percent and cell else "") for word, cell in zip(behind, given, strict=True)]


def _first_two(behind: Sequence[str]) -> tuple[str, str]:
    """Return two texts that differ where any do, in the order of the units; a blank one is as the other."""
    different = list(dict.fromkeys(filter(None, behind))) or [""]
    return different[0], different[min(1, len(different) - 1)]


def _two(text: str) -> tuple[str, str]:
    """Return what a cell says of either unit: one text for both, or two with a semicolon between."""
    first, cut, second = text.replace("；", ";").partition(";")
    return (first.strip(), second.strip()) if cut else (text, text)
