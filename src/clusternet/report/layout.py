"""What the tables of a report are made of, and how each is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network import relations
from clusternet.network.value_network import ValueNetwork
from clusternet.notes.report import TABLE
from clusternet.output.result import Result
from clusternet.report.flowing import Flowing
from clusternet.structure.community import Search
from clusternet.typing import Count
from clusternet.words.labels import Label
from clusternet.words.terms import kind_of
from clusternet.words.text import COMMA, NOTHING, Tell, Text, said_by


@dataclass(frozen=True)
class Layout:
    """What the tables are made of.

    Attributes
    ----------
    net
        The whole network.
    year
        Up to which; the last if None.
    platform_years
        Rows of Table 6, and the last of them is Table 5; every year where empty.
    convention, search
        As in :mod:`clusternet.structure.metrics`.
    language
        ``zh`` or ``en``.
    progress
        Called with a short text before each table.
    count
        What flows are counted in: ``relations``, ``pairs`` or ``weight``.
    relation
        The one relation type that ``net`` was restricted to, or ``all`` where every type flows; None where
        it holds all of them and one flows.
    span
        First and last year of tables by year; all if None.
    window
        First and last year that ``net`` was restricted to; None for all.
    """

    net: ValueNetwork
    year: int | None = None
    platform_years: Sequence[int] = ()
    convention: Convention = GEPHI
    search: Search = field(default_factory=Search)
    language: str = "zh"
    progress: Tell = lambda message: None
    count: Count = "relations"
    relation: str | None = None
    span: tuple[int, int] | None = None
    window: tuple[int, int] | None = None

    def within(self, years: Sequence[int]) -> list[int]:
        """Return the years that tables by year have a row of."""
        first, last = self.span or (min(years, default=0), max(years, default=0))
        kept = [year for year in years if first <= year <= last]
        if self.span and not years:
            wanted = f"--years {self.span[0]}:{self.span[1]}"
            raise SchemaError(f"report: {wanted}, but the data have no years", f"{wanted}：数据没有年份")
        if years and not kept:
            wanted = f"{first}:{last}"
            raise SchemaError.of("report_years", wanted=wanted, first=years[0], last=years[-1])
        return kept

    @cached_property
    def last(self) -> ValueNetwork:
        """Everything up to the last year, as the last row of Table 2 has it."""
        if self.year is not None:
            return self.net.until(self.year)
        years = self.net.years
        return self.net.until(years[-1]) if years else self.net

    @property
    def directed(self) -> bool:
        """Whether links are measured with their direction."""
        return self.convention.directed and self.net.directed

    @cached_property
    def main(self) -> str | None:
        """The type of relation that flows: the one chosen, technology, or the one type there is."""
        return self.relation or relations.main_type(self.net.edges)

    @property
    def kind(self) -> Text:
        """What relations of that type are called; technology where the data have no types."""
        if self.main == "all":
            return Text("全部", "all")
        return kind_of(self.main or relations.TECHNOLOGY)

    @property
    def relations(self) -> Text:
        """What the relations of that type are called."""
        return Text("技术关系" if self.of_technology else f"{self.kind.zh}关系", f"{self.kind.en} relations")

    @property
    def behind(self) -> Text:
        """The same as it stands behind a base, or nothing where the data have no types."""
        return Text(f"（{self.relations.zh}）", f" ({self.relations.en})") if self.main else NOTHING

    @property
    def of_technology(self) -> bool:
        """Whether what flows is technology, as far as the data say."""
        return self.main in (None, relations.TECHNOLOGY)

    @cached_property
    def technology(self) -> ValueNetwork:
        """The relations of that type, or all where the data have no types.

        Raises
        ------
        EmptyNetworkError
            If there are none up to the year; the message names the types there are.
        """
        if self.relation is not None or self.main is None:
            return self.last
        found = relations.types(self.last.edges)
        if self.main not in found:
            named = COMMA.join(map(kind_of, found))
            why = Text(
                f"数据没有{self.kind.zh}关系，只有{named.zh}；可用 --relation {found[0]} 指定",
                f"the data have no {self.kind.en} relations, only {named.en}; "
                f"--relation {found[0]} takes those",
            )
            raise EmptyNetworkError(why.en, why.zh)
        return self.last.relation(self.main)

    @cached_property
    def flowing(self) -> Flowing:
        """The flows of them."""
        return Flowing(self.technology, self.count)

    @cached_property
    def platforms(self) -> ValueNetwork | Text:
        """The platform sub-network, or why there is none."""
        try:
            flowing = self.technology
        except EmptyNetworkError as error:
            return said_by(error)
        try:
            return flowing.platforms()
        except SchemaError:
            return Text("数据未标明平台", "the data name no platforms")
        except EmptyNetworkError:
            return Text("没有涉及平台的关系", "no relation has a platform at one end")

    def result(
        self,
        number: int,
        title: Text,
        frame: pd.DataFrame,
        *,
        columns: Mapping[str, Label],
        spans: Sequence[tuple[Text, int]] = (),
        notes: Sequence[Text] = (),
    ) -> Result:
        """Return a table with its number before its title; ``columns`` label those no other table has."""
        return Result(
            frame,
            f"{TABLE.in_(self.language)}{number}  {title.in_(self.language)}",
            tuple(note.in_(self.language) for note in notes),
            self.language,
            self.net.about.synthetic,
            columns=columns,
            key=f"table{number}",
            spans=tuple((head.in_(self.language), wide) for head, wide in spans),
        )

    def printed(
        self,
        number: int,
        title: Text,
        columns: Sequence[Label],
        rows: Sequence[Sequence[object]],
        *,
        spans: Sequence[tuple[Text, int]] = (),
        notes: Sequence[Text] = (),
    ) -> Result:
        """Return the same from cells and the label of each column."""
        own = {str(place): label for place, label in enumerate(columns)}
        frame = pd.DataFrame([list(row) for row in rows], columns=list(own), dtype=object)
        return self.result(number, title, frame, columns=own, spans=spans, notes=notes)

    def without_rows(
        self,
        number: int,
        title: Text,
        columns: Sequence[Label],
        why: Text,
        *,
        spans: Sequence[tuple[Text, int]] = (),
    ) -> Result:
        """Return a table that has no rows, and says why."""
        note = Text(f"未生成：{why.zh}。", f"Not made: {why.en}.")
        made = self.printed(number, title, columns, (), spans=spans, notes=[note])
        return replace(made, reason=why.in_(self.language))
