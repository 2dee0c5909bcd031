"""What a report is made of: sections with tables and figures, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from clusternet.change.trends import collected_anew
from clusternet.conventions import GEPHI, Convention
from clusternet.network.cover import Cover
from clusternet.network.relations import TECHNOLOGY
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import caption
from clusternet.notes import report as notes
from clusternet.notes.headlines import Counted
from clusternet.output.result import Result, Words
from clusternet.report.flowing import Flowing
from clusternet.report.layout import Layout
from clusternet.structure.community import Search
from clusternet.typing import Count
from clusternet.words import labels
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.report.compared import Compared
from clusternet.report.parts import Box, Claim, Figure, Section

T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    """How a report is made.

    Attributes
    ----------
    year, window, relation, platforms
        The selection, for titles; see :class:`clusternet.notes.caption.Selection`.
    convention
        Which software's definitions to use.
    count
        What flows are counted in; weights where the data have some, else relations, if None.
    seed
        The first seed of the communities, and that of layout, bootstrap and resampling.
    seeds
        Runs of the search for communities.
    bootstrap
        Replicates of the power-law test.
    replicates
        Resamplings of firms for intervals.
    language
        ``zh`` or ``en``; that of the data if None.
    nulls
        Random networks of the sections that compare with them; 0 leaves those out, and what else takes long.
    entities
        Whether the network of the page names every organisation, and not the leading ones alone.
    compared
        What the report is set beside; nothing if None.
    cover
        What stands at the front, and which sections, level, places, years and breaks.

    Examples
    --------
    >>> Settings(language="en", seeds=3).fast().bootstrap < Settings().bootstrap
    True
    """

    year: int | None = None
    window: tuple[int, int] | None = None
    relation: str | None = None
    platforms: bool = False
    convention: Convention = GEPHI
    count: Count | None = None
    seed: int = 0
    seeds: int = 10
    bootstrap: int = 2500
    replicates: int = 199
    language: str | None = None
    nulls: int = 99
    entities: bool = False
    compared: Compared | None = None
    cover: Cover = field(default_factory=Cover)

    def fast(self) -> Settings:
        """Return the same with fewer seeds and replicates, without random networks and what else takes long.

        Examples
        --------
        >>> Settings().fast().seeds < Settings().seeds
        True
        """
        return replace(self, seeds=3, bootstrap=200, replicates=49, nulls=0)


def years_of(net: ValueNetwork) -> tuple[int, int] | None:
    """Return the first and the last year of a network; None where it has none."""
    return (net.years[0], net.years[-1]) if net.years else None


@dataclass(frozen=True)
class Material:
    """What every section is made from.

    Attributes
    ----------
    net
        The network, restricted to a window or relation where one was asked for, but not to a year.
    settings
        How it is measured.
    kept
        What was measured already, for a report on the same in another language.
    """

    net: ValueNetwork
    settings: Settings = field(default_factory=Settings)
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Return what is measured whatever the language, measured once.

        Parameters
        ----------
        key
            What it is.
        make
            Called where it is not known yet.
        """
        if key not in self.kept:
            self.kept[key] = make()
        found: T = self.kept[key]
        return found

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return self.settings.language or self.net.about.language

    @property
    def selection(self) -> caption.Selection:
        """What of the data the report is about."""
        chosen = self.settings
        return caption.Selection(
            year=chosen.year,
            window=chosen.window,
            relation=None if chosen.relation == "all" else chosen.relation,
            platforms=chosen.platforms,
            convention=chosen.convention,
        )

    @property
    def search(self) -> Search:
        """How communities are looked for."""
        return Search(seeds=self.settings.seeds, seed=self.settings.seed)

    @cached_property
    def layout(self) -> Layout:
        """The same for the tables in the layout of the report."""
        chosen = self.settings
        return Layout(
            self.net,
            chosen.year,
            convention=chosen.convention,
            search=self.search,
            language=self.language,
            count=self.count,
            relation=None if chosen.relation == "all" else chosen.relation,
            span=chosen.cover.years,
            window=chosen.window,
        )

    @cached_property
    def count(self) -> Count:
        """What flows are counted in: as asked, else weights where the data have some, else relations."""
        weighted = bool(self.net.edges["weight"].ne(1).any())
        return self.settings.count or ("weight" if weighted else "relations")

    @property
    def last(self) -> ValueNetwork:
        """Everything up to the last year."""
        return self.layout.last

    @cached_property
    def flows(self) -> Flowing:
        """What flows: technology relations, unless one type or all were asked for."""
        if self.settings.relation == "all":
            return Flowing(self.last, self.count)
        return self.layout.flowing

    @property
    def flowing(self) -> ValueNetwork:
        """The network of what flows."""
        return self.flows.net

    @property
    def technology(self) -> bool:
        """Whether it is known that what flows is technology."""
        return self.main == TECHNOLOGY

    @property
    def main(self) -> str | None:
        """The one type of what flows; None where all are asked for or the data have no types."""
        return None if self.settings.relation == "all" else self.layout.main

    @property
    def kind(self) -> Text:
        """Which relations flows count, as words behind a base, or nothing."""
        return NOTHING if self.main is None else self.layout.behind

    @cached_property
    def breaks(self) -> list[int]:
        """The years from which data were collected anew: those named, else those found by the rule."""
        years = self.net.years
        if named := self.settings.cover.breaks:
            return [year for year in named if years and years[0] <= year <= years[-1]]
        return collected_anew(self.net) if years else []

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last year of what the report is about."""
        return years_of(self.last)

    def counted(self, size: float, net: ValueNetwork, of: Text) -> Counted:
        """Return a base of so many, in the years of a network."""
        return Counted(size, of, years_of(net))

    def table(
        self,
        number: int,
        title: Text,
        frame: pd.DataFrame,
        *,
        notes: Sequence[Text] = (),
        heads: dict[str, Text] | None = None,
        columns: dict[str, labels.Label] | None = None,
    ) -> Result:
        """Return a table whose columns have the English names of the results.

        ``heads`` replace headings, ``columns`` all that is known of a column.
        """
        own = {name: labels.Label(*head, labels.style(name)) for name, head in (heads or {}).items()}
        return self.layout.result(number, title, frame, columns=own | (columns or {}), notes=notes)

    def sheet(
        self,
        tab: str,
        title: Text,
        frame: pd.DataFrame,
        *,
        notes: Sequence[Text],
        columns: dict[str, labels.Label] | None = None,
    ) -> Result:
        """Return a table that the workbook alone has, on a sheet of its name."""
        return Result(
            frame,
            title.in_(self.language),
            tuple(note.in_(self.language) for note in notes),
            self.language,
            self.net.about.synthetic,
            columns=columns or {},
            tab=tab,
            filters=True,
        )

    def words(
        self,
        net: ValueNetwork,
        title: Text,
        notes: Sequence[Text] = (),
        *,
        flows: bool = False,
    ) -> Words:
        """Return title and caption of a figure of a network; ``flows`` says that it shows what flows."""
        chosen = self.selection
        selection = replace(chosen, relation=self.main) if flows else chosen
        return caption.words(net, title, notes, selection=selection, language=self.language)

    def section(
        self,
        key: str,
        title: Text,
        tables: Sequence[Result] = (),
        figures: Sequence[Figure] = (),
        claims: Sequence[Claim | None] = (),
        boxes: Sequence[Box] = (),
        left_out: Sequence[Text] = (),
    ) -> Section:
        """Return a section; a table without rows, or of equal rows, is left out with the reason."""
        even = [table for table in tables if _even(table)]
        whole = {table.key for table in even if len(table.frame) < _LONG}
        figures = [figure for figure in figures if figure.table not in whole]
        left_out = [*left_out, *(notes.missing(Text(table.title, table.title), _SAME) for table in even)]
        tables = [_full(table) for table in tables if not any(table is each for each in even)]
        why = [
            notes.missing(Text(table.title, table.title), _reason(table)).in_(self.language)
            for table in tables
            if not table.rows
        ]
        held = {table.key for table in tables if table.rows}
        order = {table.key: number for number, table in enumerate(tables)}
        return Section(
            key,
            title.in_(self.language),
            tuple(table for table in tables if table.rows),
            tuple(sorted(figures, key=lambda figure: order.get(figure.table, len(order)))),
            tuple(claim for claim in claims if claim and claim.weight > 0 and claim.table in held),
            tuple(boxes),
            (*why, *(line.in_(self.language) for line in left_out)),
        )

    def without(self, key: str, title: Text, why: Text) -> Section:
        """Return a section that only says why there is none."""
        return self.section(key, title, left_out=[notes.missing(title, why)])


def _reason(table: Result) -> Text:
    """Return why a table has no rows."""
    said = Text(table.reason, table.reason)
    return said if table.reason else Text("没有可列的行", "there is nothing to list")


_LONG = 20
"""Rows from which on a table may be the first part of a longer one."""
_SAME = Text("各行数值相同", "all rows have the same numbers")


def _full(table: Result) -> Result:
    """Return a table without the columns that nobody has a value in."""
    kept = table.frame.dropna(axis="columns", how="all")
    if table.spans or not len(kept):
        return table
    held = [at for at, name in enumerate(table.frame) if name in kept]
    return replace(table, frame=kept, cited=[[row[at] for at in held] for row in table.cited])


def _even(table: Result) -> bool:
    """Whether several rows have the same numbers, ranks and years apart, and so say nothing."""
    columns = [
        table.frame[name]
        for name, style in zip(table.frame, table.styles, strict=True)
        if style != "text" and name not in ("rank", "year")
    ]
    return len(table.frame) > 4 and bool(columns) and all(each.nunique(dropna=False) == 1 for each in columns)
