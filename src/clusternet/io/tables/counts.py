"""Tables of counts, records and populations, from the headers people write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables import remarks
from clusternet.io.tables.sheet import Sheet
from clusternet.io.tables.sizes import size_of
from clusternet.places.china import UNKNOWN
from clusternet.places.levels import ZONES, at_level
from clusternet.schema import cells, dates
from clusternet.schema.columns import MEASURE, NODES, SOURCE, YEAR, is_ordinal
from clusternet.schema.printed import is_rank, is_score
from clusternet.schema.tables import COUNTS, attribute
from clusternet.schema.wide import year_columns
from clusternet.typing import Level
from clusternet.words.labels import label
from clusternet.words.text import Text, numbered, some

_PROVINCE = next(column for column in NODES if column.name == "province")

_ANOTHER = Text("其他可用 --count 指定", "--count names another")
_POPULATION = Text("其他可用表头“人口”标明", "the header population would name another")


@dataclass(frozen=True)
class Counted:
    """The columns that hold counts.

    Attributes
    ----------
    years
        Column -> its year, blank where the table has no column a year.
    decimals
        To how many they are printed, at most; percents to two more.
    kind
        ``scores`` (and rates) and ``percents`` have no share that means anything, and no sum.
    """

    years: dict[str, int | None]
    decimals: int
    kind: Literal["counts", "scores", "percents"]

    @property
    def scores(self) -> bool:
        """Whether they do not add up."""
        return self.kind != "counts"

    @property
    def column(self) -> str:
        """What the counts are called."""
        first, last = next(iter(self.years)), list(self.years)[-1]
        return first if first == last else f"{first}–{last}"


def counted(sheet: Sheet, *, unit: str = "", count: str = "", time: str = "") -> Counted:
    """Return which columns hold the counts, and whether they are scores.

    Raises
    ------
    SchemaError
        If a column is not there, or no column of counts is found.
    """
    named = _units_in(sheet, unit)
    years = sheet.column(time) if time else sheet.find(YEAR)
    wide: dict[str, int | None] = {}
    if not count and not years:
        wide.update(
            year_columns(each for each in sheet.headers if dates.one_year(each) and sheet.is_numeric(each))
        )
    if len(wide) < 2:
        one = sheet.column(count) if count else sheet.find(COUNTS["count"])
        wide = {one or _first_number(sheet, named, years): None}
    decimals = max(map(sheet.decimals, wide))
    if any(cells.is_share(text) for header in wide for text in sheet.text(header)):
        return Counted(wide, decimals, "percents")
    broken = any((sheet.numbers(header) % 1 > 0).any() for header in wide)  # 143.0 is whole
    scores = any(is_score(header, decimals=decimals if broken else 0) for header in wide)
    return Counted(wide, decimals, "scores" if scores else "counts")


def read_counts(sheet: Sheet, *, unit: str = "", count: str = "", time: str = "") -> pd.DataFrame:
    """Return ``unit``, ``count``, and ``year`` where the table has one or a column per year.

    Raises
    ------
    SchemaError
        If a column is not there, no column of counts is found, or a unit is blank.
    """
    named = _units_in(sheet, unit)
    years = sheet.column(time) if time else sheet.find(YEAR)
    found = counted(sheet, unit=unit, count=count, time=time)
    units = sheet.text(named)
    if "" in units:
        raise SchemaError.of("unit_blank_in", at=sheet.at(units.index("")), column=named)
    if len(found.years) > 1:
        parts = [
            pd.DataFrame({"unit": units, "year": year, "count": sheet.numbers(header)})
            for header, year in found.years.items()
        ]
        frame = pd.concat(parts, ignore_index=True)
    else:
        frame = pd.DataFrame({"unit": units, "count": sheet.numbers(found.column)})
        frame = frame.assign(year=read_years(sheet, years)) if years else frame
    if found.scores:
        _refuse_sums(sheet, frame, found.column)
    return frame


def _refuse_sums(sheet: Sheet, frame: pd.DataFrame, column: str) -> None:
    """Refuse scores of one unit and year in several rows: they do not add up."""
    twice = frame.duplicated([name for name in ("unit", "year") if name in frame])
    if twice.any():
        unit = str(frame.loc[twice, "unit"].iat[0])
        raise SchemaError.of("several_scores", where=sheet.table.place, column=column, unit=unit)


def unit_of(sheet: Sheet, unit: str = "") -> str:
    """Return which attribute the units of a table are, or the header of their column."""
    return attribute(_units_in(sheet, unit))


def units_alone(sheet: Sheet, unit: str = "", places: Places | None = None) -> Sheet:
    """Return a table without the rows that sum up its units, with one spelling of each country or place."""
    column = _units_in(sheet, unit)
    found = sheet.of_units(column)
    if places:
        return places.of_units(found, unit)
    found.said.extend(remarks.one_place(found.file, column, found.text(column), attribute(column)))
    return found


_RECORDS = {
    "paper": frozenset(map(cells.fold, (
        "UT", "EID", "DOI", "TI", "title", "article title", "题名", "标题", "论文题目", "论文标题", "篇名",
        "专利名称",
    ))),
    "by": frozenset(map(cells.fold, (
        "AU", "AF", "C1", "author", "authors", "affiliations", "inventor", "inventors", "applicant",
        "applicants", "assignee", "author full names", "作者", "作者姓名", "发明人", "申请人", "专利权人",
    ))),
}  # fmt: skip
"""Headers of records."""

_RECORDS_SAID = Text(
    "--by 按一列统计行数，--count 指明要相加的列",
    "--by counts its rows by a column, --count names one to add up",
)
_MANY = 100  # rows among which columns of numbers that are not told may be ids

_HINT = "province beside"


@dataclass(frozen=True)
class Places:
    """The level at which places are counted, and which regions are meant."""

    level: Level
    regions: str
    resolved: list[str] = field(default_factory=list)
    """Columns whose values have become places."""

    def hints(self, sheet: Sheet) -> list[str]:
        """Return the provinces of rows, which tell cities of one name apart; blank where there are none."""
        header = sheet.find(_PROVINCE)
        return sheet.text(header) if header else [""] * len(sheet.frame)

    def named(self, names: Sequence[str], hints: Sequence[str]) -> list[str]:
        """Return the place of every name at the level, blank where it is not known or not in the mainland."""
        pairs = list(zip(names, hints, strict=True))
        found = {
            (name, hint): at_level({"city": name, "province": hint if name else ""}, self.level, self.regions)
            for name, hint in dict.fromkeys(pairs)
        }
        return ["" if found[pair] in ZONES else found[pair] for pair in pairs]

    def tell(self, sheet: Sheet, column: str, found: Sequence[tuple[str, str]]) -> None:
        """Say which values name no known place of the mainland."""
        gone = [name for name, place in found if name and not place]
        unknown = {
            name for name in set(gone) if at_level({"city": name}, self.level, self.regions) == UNKNOWN
        }
        known = Text(f"非已知{label(self.level, 'column').zh}", f"of no known {self.level}")
        for told, what in ((True, known), (False, Text("在大陆之外", "outside the mainland"))):
            rows = [name for name in gone if (name in unknown) is told]
            names = list(dict.fromkeys(rows))
            if names:
                zh, en = some(names)
                number = numbered(len(rows), "value")
                sheet.said.append(
                    Text(
                        f"{sheet.file}，{column} 列：{len(rows):,} 个值{what.zh}（{zh}），不计入",
                        f"{sheet.file}, column {column}: not in the base: {number} {what.en} ({en})",
                    )
                )

    def of_units(self, sheet: Sheet, unit: str = "") -> Sheet:
        """Return a table whose units are the places at the level; rows of none are left out, and said."""
        column = _units_in(sheet, unit)
        names = sheet.text(column)
        found = self.named(names, self.hints(sheet))
        self.tell(sheet, column, list(zip(names, found, strict=True)))
        kept = replace(sheet.table, frame=sheet.frame.assign(**{column: found}))
        unknown = np.array([not place for place in found], dtype=bool)
        if unknown.all():
            raise SchemaError.of("no_level_named", where=sheet.table.place, column=column, level=self.level)
        return replace(sheet, table=kept).without(unknown)


def mixed_measures(sheet: Sheet, unit: str = "") -> list[str]:
    """Return the units of measurement of a table's rows where they are several, else nothing."""
    header = sheet.find(MEASURE, "unit")
    named = _units_in(sheet, unit)
    kinds = list(dict.fromkeys(filter(None, sheet.text(header)))) if header and header != named else []
    return kinds if len(kinds) > 1 else []


def read_years(sheet: Sheet, column: str) -> list[int]:
    """Return a column as years.

    Raises
    ------
    SchemaError
        If a cell names none.
    """
    found = []
    texts = sheet.text(column)
    years = {text: dates.year_of(text) for text in dict.fromkeys(texts)}
    for row, text in enumerate(texts):
        year = years[text]
        if year is None or year not in cells.YEARS:
            raise SchemaError.of("not_a_year", at=sheet.at(row), column=column, text=text)
        found.append(year)
    return found


def read_population(
    table: Sheet, column: str = "", *, unit: str = "", people: float | None = None
) -> pd.DataFrame:
    """Return ``unit``, ``population`` in people, and ``year`` and ``source`` where they are given.

    Parameters
    ----------
    table
        The table of the counts, or another.
    column
        Of the inhabitants, in the table of the counts; found by its header in another.
    people
        What one of the population column stands for: 10,000 where it is in 万人. As its header says if None.
    """
    own = bool(column)
    column = (
        column or table.find(COUNTS["population"]) or _first_number(table, table.find(YEAR), how=_POPULATION)
    )
    people = size_of(column) if people is None else people
    table = units_alone(table, table.find(unit) if unit else "")
    named = _units_in(table, table.find(unit) if unit else "")
    found = pd.DataFrame({"unit": table.text(named), "population": table.numbers(column) * people})
    years = table.find(*((f"{column}_year", COUNTS["population_year"]) if own else ()), YEAR)
    source = table.find(*((f"{column}_source", COUNTS["population_source"]) if own else (SOURCE,)))
    if years:
        found["year"] = read_years(table, years)
    if source:
        found["source"] = table.text(source)
    return found


def read_records(
    sheet: Sheet,
    by: Sequence[str],
    numbers: Sequence[str],
    *,
    amount: str = "",
    split: str = "",
    places: Places | None = None,
) -> pd.DataFrame:
    """Return records with the columns to count by as text and others as numbers.

    Parameters
    ----------
    numbers
        Columns of which means are wanted.
    amount
        The column that is added up, if any.
    split
        Characters that separate several values in a cell of ``by``: each value then counts once a record.
    places
        Count places at a level; of several columns, in those whose values are mostly places.
    """
    years = sheet.find(YEAR)
    if amount and _holds_scores(sheet, header := sheet.column(amount)):
        raise SchemaError.of("scores_added", where=sheet.table.place, header=header)
    for name in by:
        column = sheet.column(name)
        sheet = sheet.ungrouped(column).apart(column).of_countries(column)
    columns: dict[str, object] = {}
    for name in by:
        header = sheet.column(name)
        columns[name] = read_years(sheet, header) if header == years else sheet.text(header)
    if places is not None:
        columns[_HINT] = places.hints(sheet)
    frame = pd.DataFrame(
        columns | {name: sheet.numbers(sheet.column(name)) for name in filter(None, (*numbers, amount))}
    )
    for name in by if split else ():
        if frame[name].dtype == object or pd.api.types.is_string_dtype(frame[name]):
            frame[name] = pd.Series([_values(text, split) for text in frame[name].astype(str)], dtype=object)
            frame = frame.explode(name, ignore_index=True)
            frame[name] = frame[name].fillna("")
            one = sheet.spellings(sheet.column(name), frame[name].tolist())
            frame[name] = frame[name].map(lambda value, one=one: one.get(value, value))
    for name in by:
        if places is None:
            column, names = sheet.column(name), frame[name].astype(str).tolist()
            sheet.said.extend(remarks.one_place(sheet.file, column, names, attribute(column)))
            continue
        found = places.named(frame[name].astype(str).tolist(), frame[_HINT].tolist())
        if len(by) == 1 or sum(map(bool, found)) * 2 > len(found):
            places.tell(sheet, sheet.column(name), [*zip(frame[name].astype(str), found, strict=True)])
            frame[name] = found
            places.resolved.append(name)
    return frame.drop(columns=_HINT, errors="ignore")


def _holds_scores(sheet: Sheet, header: str) -> bool:
    """Whether a column holds percentages, or its header speaks of scores."""
    return is_score(header, decimals=0) or any(map(cells.is_share, sheet.text(header)))


def read_pair(sheet: Sheet, x: str, y: str, *, unit: str = "") -> pd.DataFrame:
    """Return ``unit``, ``x`` and ``y``: two measures of the same units."""
    named = _units_in(sheet, unit)
    numbers = {axis: sheet.numbers(sheet.column(name)) for axis, name in (("x", x), ("y", y))}
    return pd.DataFrame({"unit": sheet.text(named), **numbers})


def _values(text: str, split: str) -> list[str]:
    parts = re.split(f"[{re.escape(split)}]", text)
    return list(dict.fromkeys(filter(None, map(cells.clean, parts))))


def _units_in(sheet: Sheet, named: str) -> str:
    """Return the column that holds the units."""
    return sheet.column(named) if named else sheet.find(COUNTS["country"], COUNTS["unit"]) or sheet.first_text


def _first_number(sheet: Sheet, *taken: str, how: Text = _ANOTHER) -> str:
    """Return the first column of numbers; said where there are others that may be meant."""
    if sheet.is_network:
        raise SchemaError.of("counts_of_ties", where=sheet.table.place, instead=_RECORDS_SAID)
    if _holds_records(sheet):
        raise SchemaError.of("counts_of_papers", where=sheet.table.place, instead=_RECORDS_SAID)
    free = (
        each for each in sheet.headers if each not in taken and not is_ordinal(each) and not is_rank(each)
    )
    found = [header for header in free if sheet.is_numeric(header) and not _is_running(sheet, header)]
    if len(found) > 1 and how is _ANOTHER and _are_records(sheet, *filter(None, taken)):
        raise SchemaError.of("counts_of_rows", where=sheet.table.place, unit=taken[0], instead=_RECORDS_SAID)
    if len(found) > 1:
        others = some(found[1:], 3)
        sheet.said.append(
            Text(
                f"{sheet.file}：取第一个数值列 {found[0]}；{how.zh}：{others.zh}",
                f"{sheet.file}: {found[0]} is taken, the first column of numbers; {how.en}: {others.en}",
            )
        )
    if found:
        return found[0]
    headers = ", ".join(sheet.headers)
    raise SchemaError.of("no_counts", file=sheet.file, headers=headers)


def _is_running(sheet: Sheet, header: str) -> bool:
    """Whether the numbers of a column are those of its rows, from 0 or 1 on."""
    values = sheet.numbers(header)
    return (
        len(values) > 2
        and bool(np.array_equal(values - values[0], np.arange(len(values))))
        and (values[0] in (0, 1))
    )


def _are_records(sheet: Sheet, *keys: str) -> bool:
    """Whether few rows of a long table have units and years of their own."""
    return len(sheet.frame) > _MANY and (len(sheet.frame.drop_duplicates(list(keys))) * 2 < len(sheet.frame))


def _holds_records(sheet: Sheet) -> bool:
    """Whether a row is a paper or a patent, by headers of titles and of those who wrote them."""
    return all(any(word in _RECORDS[part] for word in map(cells.fold, sheet.headers)) for part in _RECORDS)
