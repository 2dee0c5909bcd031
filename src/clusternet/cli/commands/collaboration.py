"""``collaboration``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.drawing import Printed, beside
from clusternet.cli.emit import Progress
from clusternet.cli.paper_figures import draw_bars, draw_sankey
from clusternet.cli.records import (
    SEPARATOR,
    SHEET,
    Material,
    answer,
    material,
    with_names,
)
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import Names, files
from clusternet.cli.views import MADE, Answer, show
from clusternet.cli.views import View as Shown
from clusternet.notes import papers as notes
from clusternet.notes.reading import left_out
from clusternet.output.result import Words
from clusternet.words import labels
from clusternet.words.text import Text, numbered, some, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from clusternet.io.tables.sheet import Sheet as Table
    from clusternet.notes.papers import View
    from clusternet.records.authorship import Authorship
    from clusternet.records.collaboration import Own
    from clusternet.words.labels import Label


@click.command()
@requests("file", "output", "rows", "countries")
@click.option(
    "--first",
    metavar="COLUMN",
    help="Country of the first author.  [default: first_author_country, else the first of --authors]",
)
@click.option(
    "--authors",
    metavar="COLUMN",
    help="Countries of all authors, in their order.  [default: author_countries]",
)
@click.option(
    "--affiliations", is_flag=True, help="--authors holds addresses: the country is their last part."
)
@click.option(
    "--own",
    type=click.Choice(["drop", "domestic", "named"]),
    default="drop",
    show_default=True,
    help="A paper's own country as partner: never; where it has no other; where a second author is of it.",
)
@click.option("--rate", type=float, help="Draw a sample at this rate from every country, with its error.")
@click.option("--seed", type=click.IntRange(0, 2**62), default=0, show_default=True, help="Of the sample.")
@click.option("--countries", is_flag=True, help="A row per country: shares abroad, main partner.")
@click.option(
    "--matrix", is_flag=True, help="First authors down, partners across; with --topics topics down."
)
@click.option(
    "--count",
    type=click.Choice(["papers", "fractional", "share"]),
    default="papers",
    show_default=True,
    help="With --matrix and --sankey: what the cells hold.",
)
@click.option(
    "--topics", metavar="COLUMN", help="A row per topic and country: its share, specialisation, rank."
)
@click.option(
    "--gap", type=Names("，、"), metavar="A,B", help="With --topics and --matrix: share in A less that in B."
)
@click.option(
    "--everyone", is_flag=True, help="With --topics: papers of any author, not of first authors alone."
)
@click.option(
    "--institutions", metavar="COLUMN", help="A row an institution: the leading ones of each country."
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="With --topics: topics, and countries; with --institutions: countries, and institutions of each. "
    "0 for all.",
)
@beside("--sankey", words="Draw the pairs.")
@beside("--bars", words="With --institutions: draw them, stacked by country.")
@click.option(
    "--places",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="With --sankey: countries drawn by themselves; 0 for all.",
)
@click.option(
    "--thesaurus",
    metavar="FILE",
    shell_complete=files,
    help="Columns alias, canonical: what countries are called.",
)
@SEPARATOR
@SHEET
def collaboration(request: Request, **_: Any) -> None:
    """Who writes papers with whom: from the country of the first author to those of the co-authors.

    FILE is a table of papers. Full counting gives a paper to each of its partners, fractional counting
    divides it; shares are of all papers of the country of the first author.

    \b
    clusternet collaboration papers.csv
    clusternet collaboration papers.csv --countries --out countries.xlsx
    clusternet collaboration papers.csv --rate 0.1 --seed 7
    clusternet collaboration papers.csv --own domestic --sankey flows.png
    clusternet collaboration papers.csv --topics topics --matrix
    clusternet collaboration papers.csv --institutions institutions --bars bars.png
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _Asked:
    """How papers are read, and which of them are counted."""

    first: str | None
    authors: str | None
    affiliations: bool
    own: Own
    rate: float | None
    seed: int
    thesaurus: str | None
    separator: str | None
    sheet: str

    def read(self, request: Request, progress: Progress, *columns: str) -> _Papers:
        """Return the papers and who wrote them; further columns must be there."""
        from clusternet.io.tables.thesaurus import read_thesaurus
        from clusternet.records import collaboration as measure

        if self.rate is not None and not 0 < self.rate <= 1:
            raise BadValue.of("rate_range", rate=self.rate, option="--rate")
        progress("reading")
        thesaurus = read_thesaurus(self.thesaurus)
        named = [name for name in (self.first, self.authors) if name]
        given, _ = material(request, *named, *columns, kind="records", sheet=self.sheet)
        assert given.records is not None
        whole = _authorship(request, given.records, self, thesaurus)
        found = whole if self.rate is None else measure.sample(whole, self.rate, seed=self.seed)
        progress("counting")
        return _Papers(request, given, given.records, self, whole, found)

    @property
    def separators(self) -> str:
        """Characters between the values of a cell."""
        from clusternet.schema.multivalued import SEPARATORS

        return self.separator or SEPARATORS


@dataclass(frozen=True, eq=False)
class _Papers:
    """Papers, and who wrote them: all, and those that are counted."""

    request: Request
    given: Material
    table: Table
    asked: _Asked
    whole: Authorship
    found: Authorship

    def said(self, view: View) -> list[Text]:
        """Return the lines on what was counted."""
        asked = self.asked
        return notes.collaboration_notes(self.found, self.whole, asked.own, view, asked.rate, asked.seed)

    def caption(self, view: View) -> Words:
        """Return the notes under a figure, and where its data are from."""
        from clusternet.notes.caption import file_of, printed_name

        language = self.given.language(self.request)
        source, asked = self.given.titled(language), self.asked
        told = notes.collaboration_notes(self.found, self.whole, asked.own, view, asked.rate)
        technical = [*(self.said(view) if asked.rate is not None else ()), *file_of(source)]
        return Words(
            "",
            spoken(told, language),
            language,
            source=printed_name(source),
            technical=spoken(technical, language),
        )

    def answer(
        self,
        view: View,
        frame: pd.DataFrame,
        columns: Mapping[str, Label] | None = None,
        more: Sequence[Text] = (),
    ) -> Answer:
        """Return a table with what is said of it."""
        said = [*self.said(view), *more]
        if len(frame) > notes.SHOWN and self.request.form == "table":
            said.append(notes.shown_note(len(frame), pairs=False))
            frame = frame.head(notes.SHOWN)
        ends = {"first": labels.label("first_country"), "partner": labels.label("partner_country")}
        named = ends | dict(columns or {})
        return answer(self.request, self.given, frame, notes.COLLABORATION[view], said, columns=named)


def _pairs(
    request: Request,
    progress: Progress,
    *,
    asked: _Asked,
    matrix: bool,
    count: Literal["papers", "fractional", "share"],
    sankey: str | None,
    page: Printed,
    places: int,
) -> Answer | None:
    from clusternet.records import collaboration as measure

    _check_pairs(matrix, count, sankey)
    papers = asked.read(request, progress)
    pairs = measure.pairs(papers.found, own=asked.own)
    if (sheet := page.beside(sankey, "--sankey")) is not None:
        draw_sankey(sheet, pairs, papers.caption("pairs"), count=count, places=places)
        if request.form == "table":
            return None
    if not matrix:
        sampled = asked.rate is not None
        frame = measure.estimates(papers.found, papers.whole, own=asked.own) if sampled else pairs
        return papers.answer("pairs", frame)
    frame = with_names(measure.matrix(pairs, count), "first")
    names = [name for name in frame if name != "first"]
    return papers.answer(
        "pairs", frame, labels.headed(names, "place", "share" if count == "share" else "text")
    )


def _check_pairs(matrix: bool, count: str, sankey: str | None) -> None:
    if sankey is not None and matrix:
        raise Misuse.of("sankey_of_pairs")
    if count != "papers" and not (matrix or sankey):
        raise Misuse.of("count_of_pairs")
    if sankey is not None and count == "share":
        raise Misuse.of("shares_not_added")


def _countries(request: Request, progress: Progress, *, asked: _Asked) -> Answer:
    from clusternet.records import collaboration as measure

    papers = asked.read(request, progress)
    return papers.answer("countries", measure.countries(papers.found))


def _topics(
    request: Request,
    progress: Progress,
    *,
    asked: _Asked,
    topics: str,
    matrix: bool,
    gap: list[str] | None,
    everyone: bool,
    top: int,
) -> Answer:
    from clusternet.records import profiles
    from clusternet.schema.multivalued import incidence

    if gap is not None and not matrix:
        raise Misuse.of("goes_with", option="--gap", other="--topics --matrix")
    if gap is not None and len(gap) != 2:
        raise BadValue.of("two_countries", text=",".join(gap), option="--gap")
    papers = asked.read(request, progress, topics)
    held = incidence(papers.table.raw(topics), separators=asked.separators)
    frame = profiles.topics(papers.found, held, everyone=everyone)
    whole = {name: list(dict.fromkeys(frame[name])) for name in ("topic", "country")}
    for name, every in whole.items():
        frame = frame[frame[name].isin(every[: top or None])]
    cut = notes.topics_cut(len(whole["topic"]), len(whole["country"]), top)
    frame = frame.reset_index(drop=True)
    if not matrix:
        return papers.answer("topics", frame, more=cut)
    frame = profiles.shares_by_topic(frame, gap=None if gap is None else (gap[0], gap[1]))
    names = [name for name in frame if name not in ("first", "topic", "leader", "share_gap")]
    return papers.answer("topics", frame, labels.headed(names, "place", "share"), cut)


def _institutions(
    request: Request,
    progress: Progress,
    *,
    asked: _Asked,
    institutions: str,
    top: int,
    bars: str | None,
    page: Printed,
) -> Answer | None:
    from clusternet.records import profiles

    papers = asked.read(request, progress, institutions)
    if asked.affiliations:
        raise Misuse.of("institutions_need")
    table = papers.table
    found = profiles.institutions(
        papers.found,
        table.raw(institutions),
        top=top,
        leading=top,
        separators=asked.separators,
    )
    if found.unmatched:
        request.tell(
            [
                Text(
                    f"{table.file}：{found.unmatched} 篇论文的机构数与作者国家数不等，"
                    "以首个机构计入第一作者国家",
                    f"{table.file}: {numbered(found.unmatched, 'paper', 'have')} not as many "
                    "institutions as countries of "
                    "authors: their first institution counts, in the country of the first author",
                )
            ]
        )
    if (sheet := page.beside(bars, "--bars")) is not None:
        draw_bars(sheet, found.table, papers.caption("institutions"))
        if request.form == "table":
            return None
    return papers.answer("institutions", found.table, more=[notes.institutions_cut(top)] if found.cut else [])


_MADE: dict[str, Callable[..., Any]] = {**MADE, "asked": _Asked}
_VIEWS: dict[str, Shown] = {
    "pairs": _pairs,
    "countries": _countries,
    "topics": _topics,
    "institutions": _institutions,
}


def _authorship(request: Request, table: Table, asked: _Asked, thesaurus: dict[str, str]) -> Authorship:
    from clusternet.records import collaboration as measure
    from clusternet.schema.tables import AUTHORS

    lead, first = None, AUTHORS["first_author_country"]
    if asked.first is not None or (asked.authors is None and table.find(first)):
        lead = table.raw(asked.first or first)
    found = measure.authorship(
        _authors(table, asked),
        lead,
        separators=asked.separators,
        affiliations=asked.affiliations,
        thesaurus=thesaurus,
        kingdom=request.kingdom,
    )
    if found.loose:
        request.tell(
            [left_out(table.file, found.loose, Text("第一作者国家", "the country of a first author"))]
        )
    if found.nowhere:
        ends = some(found.nowhere)
        told = (
            f"{table.file}：地址末尾不是已知的国家：{ends.zh}；可用 --thesaurus 指明",
            f"{table.file}: addresses that end in no known country: {ends.en}; --thesaurus can name it",
        )
        request.tell([Text(*told)])
    return found


def _authors(table: Table, asked: _Asked) -> pd.Series:
    from clusternet.schema.tables import AUTHORS

    return table.raw(asked.authors or AUTHORS["author_countries"])
