"""Tables that are no network: their columns by the headers people write, and their cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.tables import remarks
from clusternet.places import countries, groups
from clusternet.schema import cells, coding, dates, recognition, spans, totals
from clusternet.schema import columns as schema
from clusternet.schema.columns import Column
from clusternet.schema.conform import TextTable
from clusternet.schema.numbers import POINT, Notation, Notations, notation
from clusternet.typing import Floats, Ints, Marks
from clusternet.words.text import NOTHING, Text

_COUNTRY = next(column for column in schema.NODES if column.name == "country").headers

_MOST_UNITS = 1000
"""Units among which one is looked for that is the sum of the others."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of text cells that knows where each stood; nothing is asked of its columns.

    Attributes
    ----------
    table : TextTable
        As read.
    refused : dict of str to int
        Why rows were refused, and how many.
    undated
        Rows left out of a selection of years because they name none.
    written
        How the numbers of its columns are written.
    whole
        The table before rows were selected.
    totals
        ``keep``: rows that sum up others are read like any other; ``drop``: rows of such a name are left out
        where there is doubt, too.
    kingdom
        Whether the nations of the United Kingdom are one country.
    said
        What else a reader has to know.
    """

    table: TextTable
    refused: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0
    written: Notations = field(default_factory=Notations)
    whole: TextTable | None = None
    totals: str = ""
    kingdom: bool = False
    said: list[Text] = field(default_factory=list)

    @property
    def frame(self) -> pd.DataFrame:
        """Every cell a ``str``, blank where empty, under the headers of the file."""
        return self.table.frame

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.table.file

    @property
    def headers(self) -> list[str]:
        """The columns, in order."""
        return [str(column) for column in self.frame]

    @property
    def language(self) -> str:
        """``zh`` where a header has a Chinese character, else ``en``."""
        return "zh" if cells.is_chinese(self.headers) else "en"

    @property
    def is_network(self) -> bool:
        """Whether the columns are those of a table of edges."""
        return recognition.is_edge_header(self.headers)

    def find(self, *wanted: str | Column) -> str:
        """Return the first header that is one of these, in their order; blank where none is there."""
        return schema.find(self.headers, *wanted)

    def column(self, *wanted: str | Column) -> str:
        """Return the first header that is one of these, in any case and width.

        Raises
        ------
        SchemaError
            If there is none; the message lists the columns.
        """
        header = self.find(*wanted)
        if not header:
            names = " or ".join(schema.words(*wanted))
            raise SchemaError.of("no_column", where=self.table.place, names=names, headers=self.headers)
        return header

    def raw(self, *wanted: str | Column) -> pd.Series:
        """Return the cells of a column as they stand in the file.

        Raises
        ------
        SchemaError
            If there is no such column, or a cell of it is the error of a formula.
        """
        header = self.column(*wanted)
        wrong = np.flatnonzero(cells.each(self.frame[header], cells.is_error, bool))
        if wrong.size:
            text = str(self.frame[header].iat[int(wrong[0])])
            raise SchemaError.of(
                "cell_wrong", at=self.at(int(wrong[0])), column=header, why=cells.why_error(text)
            )
        return self.frame[header]

    def text(self, *wanted: str | Column) -> list[str]:
        """Return the cells of a column without blanks around them.

        Raises
        ------
        SchemaError
            If there is no such column, or a cell of it is the error of a formula.
        """
        self.raw(*wanted)
        return self.shown(self.column(*wanted))

    def shown(self, header: str) -> list[str]:
        """Return the cells of a column without blanks around them, errors of formulas too."""
        return [cells.clean(str(cell)) for cell in self.frame[header].astype(object)]

    def values(self, header: str) -> list[str]:
        """Return the cells of a column that hold a value: neither absent nor the error of a formula."""
        return [text for text in self.shown(header) if _is_value(text)]

    def distinct(self, header: str) -> list[str]:
        """Return the values of a column, each once."""
        return list(filter(_is_value, map(cells.clean, map(str, self.frame[header].astype(object).unique()))))

    def numbers(self, column: str) -> Floats:
        """Return a column as numbers, NaN where a cell has no value; percentages are shares of 1.

        Raises
        ------
        SchemaError
            If a cell is no number, or percentages and plain numbers stand side by side.
        """
        said = self.notation(column)
        found = np.full(len(self.frame), np.nan)
        texts = self.text(column)
        shares = [cells.is_share(text) for text in texts]
        mixed = any(shares)
        for row, text in enumerate(texts):
            if cells.is_absent(text):
                continue
            value = said.value(text)
            if value is None:
                comma = _comma(said.example) if said.decimal == "," else NOTHING
                raise SchemaError.of("not_a_number", at=self.at(row), column=column, text=text, comma=comma)
            if mixed and not shares[row]:
                raise SchemaError.of("maybe_percentage", at=self.at(row), column=column, text=text)
            found[row] = value
        return found

    def notation(self, column: str) -> Notation:
        """Return how the numbers of a column are written, by all of its cells, selected or not."""
        frame = (self.whole or self.table).frame
        return self.written.of(column, lambda: coding.coded(frame[column])[1])

    @property
    def remarks(self) -> list[Text]:
        """What a reader has to know of what was asked for, one sentence each."""
        return [*self.written.remarks(self.file), *dict.fromkeys(self.said)]

    def is_numeric(self, column: str) -> bool:
        """Whether every value of a column is a number, and there is one."""
        return self._numeric(column) is not None

    def _numeric(self, column: str) -> Notation | None:
        """Return how the numbers of a column are written; None where it holds another value, or none."""
        texts = self.distinct(column)
        said = notation(texts, self.written.decimal)
        return said if texts and all(said.value(text) is not None for text in texts) else None

    @property
    def first_text(self) -> str:
        """The first column that does not hold numbers; the first of all where each does."""
        return next((each for each in self.headers if not self.is_numeric(each)), self.headers[0])

    def decimals(self, column: str) -> int:
        """Return to how many decimals a column is printed, at most; percents have two more."""
        return max(map(self.notation(column).decimals, self.text(column)), default=0)

    @property
    def years(self) -> list[int]:
        """The years that rows name, ascending; empty where no column holds years."""
        header = self.find(schema.YEAR, schema.DATE)
        named = cells.each(self.frame[header], dates.year_of) if header else [self.year]
        return sorted({int(year) for year in named if year})

    @property
    def year(self) -> int | None:
        """The year that the name of the sheet says; it is that of all rows where no column holds years."""
        return dates.named_year(self.table.sheet)

    def within(self, first: int | None, last: int) -> Sheet:
        """Return the rows of the years from ``first`` to ``last``, both included.

        Raises
        ------
        SchemaError
            If no column holds years, or no row is of these years.
        """
        header = self.find(schema.YEAR, schema.DATE)
        if not header and self.year is None:
            accepted = ", ".join((*schema.YEAR.headers, *schema.DATE.headers))
            raise SchemaError.of("no_years", where=self.table.place, accepted=accepted)
        said = cells.each(self.frame[header], dates.year_of) if header else [self.year] * len(self.frame)
        years = np.array([year or 0 for year in said])
        keep = (years <= last) & (years >= (1 if first is None else first))
        if not keep.any():
            known = years[years > 0]
            span = f"{known.min()} to {known.max()}" if known.size else "none that can be read"
            raise SchemaError.of("no_record_of_years", where=self.table.place, span=span)
        kept = replace(self.table, frame=self.frame[keep].reset_index(drop=True), line=self.table.line[keep])
        undated = int((years == 0).sum())
        return replace(self, table=kept, undated=undated, whole=self.whole or self.table)

    def of_units(self, column: str, *, named: Collection[str] = ()) -> Sheet:
        """Return the table with its units alone, and one spelling of each country.

        Rows that sum up others (:meth:`apart`), name no unit (未知, N/A) or a group of countries
        (:meth:`ungrouped`) are left out, and said.
        """
        sheet = self.ungrouped(column, named=named).apart(column, named=named)._without_whole(column)
        nobody = np.array([cells.names_nobody(name) for name in sheet.text(column)], dtype=bool)
        if nobody.any():
            names = list(dict.fromkeys(np.array(sheet.text(column))[nobody].tolist()))
            self.said.append(remarks.without_unit(self.file, int(nobody.sum()), names))
            sheet = sheet.without(nobody)
        return sheet.of_countries(column)

    def ungrouped(self, column: str, *, named: Collection[str] = ()) -> Sheet:
        """Return the table without the rows of groups of countries among countries (EU27, World, Others).

        A group none of whose members has a row stays, and that is said.

        Parameters
        ----------
        named
            Names that the user asks for, which stay.
        """
        names = self.text(column)
        found = groups.grouped(names, headed=bool(schema.find([column], *_COUNTRY)))
        found = {name: overlaps for name, overlaps in found.items() if name not in named}
        if self.totals == "keep" or not found:
            return self
        drop = self.totals == "drop"
        gone = np.array([name in found and (drop or found[name]) for name in names], dtype=bool)
        kept = np.array([name in found for name in names], dtype=bool) & ~gone
        self._say_totals(names, np.flatnonzero(gone), remarks.GROUPS, remarks.KEEP)
        self._say_totals(names, np.flatnonzero(kept), remarks.GROUPS_KEPT, remarks.DROP)
        return self.without(gone)

    def without(self, rows: Marks) -> Sheet:
        """Return the table without some rows, marked in shape (rows,)."""
        frame, line = self.frame[~rows].reset_index(drop=True), self.table.line[~rows]
        kept = replace(self.table, frame=frame, line=line)
        return replace(self, table=kept, whole=self.whole or self.table)

    def of_countries(self, column: str) -> Sheet:
        """Return the table with one spelling for each country in a column of them; says which were one."""
        names = self.text(column)
        one = self.spellings(column, names)
        if all(one.get(name, name) == name for name in names):
            return self
        frame = self.frame.assign(**{column: [one.get(name, name) for name in names]})
        return replace(self, table=replace(self.table, frame=frame), whole=self.whole or self.table)

    def spellings(self, column: str, names: Sequence[str]) -> dict[str, str]:
        """Return spelling -> country for the names in a column; nothing where they are no countries."""
        headed = bool(schema.find([column], *_COUNTRY))
        one = countries.of_column(names, headed=headed, kingdom=self.kingdom)
        for name in dict.fromkeys(one.values()):
            others = [each for each, country in one.items() if country == name != each]
            if others:
                self.said.append(remarks.spelled(self.file, column, others, name))
        return one

    def apart(self, column: str, *, named: Collection[str] = ()) -> Sheet:
        """Return the table without the rows that sum up others, by names in a column; says which go.

        Rows that have such a name (合计, Total) go where they stand last or are the sum or mean of others
        and rows that another column calls so (中国, 小计) where they sum up the others of their unit; others
        stay, and that is said.

        Parameters
        ----------
        named
            Names that the user asks for, which stay.
        """
        names = self.text(column)
        texts = pd.Series(names, dtype=object)
        total = cells.each(texts, totals.is_total, bool)
        years = self.shown(held) if (held := self.find(schema.YEAR, schema.DATE)) else [""] * len(names)
        wide = spans.covering(names, years)
        marked = total | cells.each(texts, totals.is_whole, bool) | wide
        parts = self._called_totals(column) & ~marked
        if self.totals == "keep" or not (marked | parts).any():
            return self
        sure = totals.trailing(total)
        for values in self._amounts(column):
            sure = sure | totals.sums_up(values, marked) | totals.of_parts(names, values, parts)
            sure = (
                sure | spans.sums_up(names, values, years, wide=wide) | totals.of_parts(years, values, marked)
            )
        marked = marked | parts
        nameless = cells.each(texts, lambda name: not name or POINT.number(name) is not None, bool)
        sure = marked if self.totals == "drop" else sure | (parts & nameless & ~nameless.all())
        asked = np.array([name in named for name in names], dtype=bool)
        marked, sure = marked & ~asked, sure & ~asked
        self._say_totals(names, np.flatnonzero(sure), remarks.SUMS, remarks.KEEP)
        self._say_totals(names, np.flatnonzero(marked & ~sure), remarks.SUMS_KEPT, remarks.DROP)
        return self.without(sure)

    def _without_whole(self, column: str) -> Sheet:
        """Return the table without a first or last row that sums up the others, whatever it is called."""
        if self.totals == "keep" or len(self.frame) > _MOST_UNITS:
            return self
        whole = totals.unnamed(list(self._amounts(column)))
        self._say_totals(self.text(column), np.flatnonzero(whole), remarks.SUMS, remarks.KEEP)
        return self.without(whole) if whole.any() else self

    def _called_totals(self, column: str) -> Marks:
        """Mark the rows that another column of texts calls a total (中国, 小计), if not all of them."""
        found = np.zeros(len(self.frame), dtype=bool)
        for header in (each for each in self.headers if each != column and not self.is_numeric(each)):
            codes, texts = coding.coded(self.frame[header])
            called = (totals.named(texts) | spans.covering(texts.tolist()))[codes]
            found |= called & ~called.all()
        return found

    def _amounts(self, column: str) -> Iterator[Floats]:
        """Yield the columns of numbers that measure something, NaN where a cell has none."""
        years = self.find(schema.YEAR, schema.DATE)
        for header in self.headers:
            if header in (column, years) or schema.is_ordinal(header):
                continue
            if (said := self._numeric(header)) is not None:
                yield cells.each(self.frame[header], said.value, float)

    def _say_totals(self, names: list[str], rows: Ints, what: Text, how: Text) -> None:
        if rows.size:
            at = [(names[row], int(self.table.line[row])) for row in rows.tolist()]
            self.said.append(remarks.totals(self.file, at, what, how))

    def written_as(self, column: str, row: int) -> str:
        """Return a cell as the file has it, before spellings of one country became one."""
        table = self.whole or self.table
        place = np.flatnonzero(table.line == self.table.line[row])
        return cells.clean(str(table.frame[column].iat[int(place[0])]))

    def at(self, row: int) -> Text:
        """Return where a row stood, for messages."""
        place, line = self.table.place, int(self.table.line[row])
        return Text(f"{place.zh}，第{line}行", f"{place.en}, line {line}")


def _is_value(text: str) -> bool:
    return not cells.is_absent(text) and not cells.is_error(text)


def _comma(example: str) -> Text:
    return Text(f"；此处逗号是小数点（{example}）", f"; the comma is the decimal sign here ({example})")
