"""What the tables of a report are made of, and how each is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Result
from clusternet.report.flowing import Flowing
from clusternet.structure.community import Search
from clusternet.typing import Count
from clusternet.words.labels import Label, Style


@dataclass(frozen=True)
class Layout:
    """What the tables are made of.

    Attributes
    ----------
    net
        The whole network.
    year
        Up to which; the last where None.
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
        The one relation type that ``net`` was restricted to; None where it holds all of them.
    """

    net: ValueNetwork
    year: int | None = None
    platform_years: Sequence[int] = ()
    convention: Convention = GEPHI
    search: Search = field(default_factory=Search)
    language: str = "zh"
    progress: Callable[[str], None] = lambda message: None
    count: Count = "relations"
    relation: str | None = None

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
    def technology(self) -> ValueNetwork:
        """Technology relations of it, or all where the data have no types or one was chosen."""
        whole = self.relation is not None or "relation" not in self.net.edges
        return self.last if whole else self.last.relation("technology")

    @cached_property
    def flowing(self) -> Flowing:
        """The flows of them."""
        return Flowing(self.technology, self.count)

    @cached_property
    def platforms(self) -> ValueNetwork | str:
        """The platform sub-network, or why there is none."""
        try:
            return self.technology.platforms()
        except SchemaError:
            return self.say("数据未标明平台", "the data name no platforms")
        except EmptyNetworkError as error:
            return str(error)

    def say(self, zh: str, en: str) -> str:
        """Return the words of the language."""
        return zh if self.language == "zh" else en

    def result(
        self,
        number: int,
        title: tuple[str, str],
        frame: pd.DataFrame,
        *,
        columns: Mapping[str, Label],
        spans: Sequence[tuple[str, int]] = (),
        notes: Sequence[str] = (),
    ) -> Result:
        """Return a table with its number before its title; ``columns`` label those no other table has."""
        return Result(
            frame,
            f"{self.say('表', 'Table ')}{number}  {self.say(*title)}",
            tuple(notes),
            self.language,
            self.net.about.synthetic,
            columns=columns,
            key=f"table{number}",
            spans=tuple(spans),
        )

    def printed(
        self,
        number: int,
        title: tuple[str, str],
        columns: Sequence[tuple[str, Style]],
        rows: Sequence[Sequence[object]],
        *,
        spans: Sequence[tuple[str, int]] = (),
        notes: Sequence[str] = (),
    ) -> Result:
        """Return the same from cells, and the heading and style of each column."""
        own = {str(place): Label(head, head, style) for place, (head, style) in enumerate(columns)}
        frame = pd.DataFrame([list(row) for row in rows], columns=list(own), dtype=object)
        return self.result(number, title, frame, columns=own, spans=spans, notes=notes)

    def without_rows(
        self,
        number: int,
        title: tuple[str, str],
        columns: Sequence[tuple[str, Style]],
        why: str,
        *,
        spans: Sequence[tuple[str, int]] = (),
    ) -> Result:
        """Return a table that has no rows, and says why."""
        note = self.say(f"未生成：{why}。", f"Not made: {why}.")
        return replace(self.printed(number, title, columns, (), spans=spans, notes=[note]), reason=why)
