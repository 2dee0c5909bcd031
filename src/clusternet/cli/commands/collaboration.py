"""``collaboration``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

from clusternet.cli.drawing import Sheet, plain_sheet
from clusternet.cli.emit import Progress, emit, say
from clusternet.cli.options import FIGURE, PAGE, listed
from clusternet.cli.paper_figures import draw_bars, draw_sankey
from clusternet.cli.records import (
    SEPARATOR,
    SHEET,
    material,
    titled,
    with_names,
    write_record_rows,
)
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels
from clusternet.words.text import numbered, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.sheet import Sheet as Table
    from clusternet.notes.papers import View
    from clusternet.records.collaboration import Authorship, Own


@dataclass(frozen=True)
class _Reading:
    """How the countries of authors are read."""

    first: str | None
    authors: str | None
    affiliations: bool
    separators: str
    thesaurus: dict[str, str]


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
@click.option(
    "--countries", "view", flag_value="countries", help="A row per country: shares abroad, main partner."
)
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
@click.option("--gap", metavar="A,B", help="With --topics and --matrix: share in A less that in B.")
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
    help="With --topics and --institutions: countries; and institutions of each. 0 for all.",
)
@click.option("--sankey", type=PAGE, help="Draw the pairs. .png .svg .pdf .html")
@click.option("--bars", type=FIGURE, help="With --institutions: draw them, stacked by country.")
@click.option(
    "--places",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="With --sankey: countries drawn by themselves; 0 for all.",
)
@click.option("--thesaurus", metavar="FILE", help="Columns alias, canonical: what countries are called.")
@SEPARATOR
@SHEET
def collaboration(
    request: Request,
    first: str | None,
    authors: str | None,
    affiliations: bool,
    own: Own,
    rate: float | None,
    seed: int,
    view: Literal["countries"] | None,
    matrix: bool,
    count: Literal["papers", "fractional", "share"],
    topics: str | None,
    gap: str | None,
    everyone: bool,
    institutions: str | None,
    top: int,
    sankey: str | None,
    bars: str | None,
    places: int,
    thesaurus: str | None,
    separator: str | None,
    sheet: str,
) -> None:
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
    from clusternet.notes import papers as notes
    from clusternet.records import profiles

    chosen = _view(view, topics, institutions)
    _check_usage(chosen, matrix, everyone, rate, bars, sankey, count, separator)
    between = None if gap is None else _gap(gap, chosen, matrix)
    sheets = [plain_sheet(sankey), plain_sheet(bars)]
    reading = _Reading(first, authors, affiliations, separator or "", _thesaurus(thesaurus))
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        named = [name for name in (first, authors, topics, institutions) if name]
        given, _ = material(request, *named, kind="records", sheet=sheet)
        assert given.records is not None
        whole = _authorship(request, given.records, reading)
        found = _drawn(whole, rate, seed)
        progress("counting")
        if chosen == "topics":
            frame = _topics(given.records, reading, found, str(topics), everyone, top)
            frame = profiles.shares_by_topic(frame, gap=between) if matrix else frame
        elif chosen == "institutions":
            frame = _institutions(request, given.records, reading, found, str(institutions), top)
        else:
            frame = _pairs(found, whole, own, chosen, rate, matrix, count)
        title, language = titled(request, given, notes.COLLABORATION[chosen])
        said = spoken(notes.collaboration_notes(found, whole, own, chosen, rate, seed), language)
        caption = [*said, given.titled(language)]
        _draw(sheets, found, frame, caption, language, own=own, count=count, places=places)
    if any(sheets) and request.form == "table":
        return
    if len(frame) > notes.SHOWN and request.form == "table":
        said.append(notes.shown_note(len(frame), pairs=False).in_(language))
        frame = frame.head(notes.SHOWN)
    own_labels = {
        "first": labels.label("first_country"),
        "partner": labels.label("partner_country"),
    }
    if matrix and (chosen == "topics" or count == "share"):
        names = [name for name in frame if name not in ("first", "topic", "leader", "share_gap")]
        own_labels |= labels.headed(names, "place", "share")
    elif matrix:
        own_labels |= labels.headed([name for name in frame if name != "first"], "place")
    emit(Result(frame, title, said, language, columns=own_labels), request)
    write_record_rows(request, given.records, title, language)


def _view(view: Literal["countries"] | None, topics: str | None, institutions: str | None) -> View:
    given: dict[View, str | None] = {"countries": view, "topics": topics, "institutions": institutions}
    asked: list[View] = [name for name, value in given.items() if value]
    if len(asked) > 1:
        raise click.UsageError(f"--{' and --'.join(asked)} exclude each other")
    return asked[0] if asked else "pairs"


def _check_usage(
    view: View,
    matrix: bool,
    everyone: bool,
    rate: float | None,
    bars: str | None,
    sankey: str | None,
    count: str,
    separator: str | None,
) -> None:
    if rate is not None and not 0 < rate <= 1:
        raise click.BadParameter(f"{rate:g} is not above 0 and up to 1", param_hint="--rate")
    if everyone and view != "topics":
        raise click.UsageError("--everyone goes with --topics")
    if bars is not None and view != "institutions":
        raise click.UsageError("--bars goes with --institutions")
    if sankey is not None and (view != "pairs" or matrix):
        raise click.UsageError(
            "--sankey draws pairs: without --countries, --matrix, --topics, --institutions"
        )
    if matrix and view not in ("pairs", "topics"):
        raise click.UsageError("--matrix goes with pairs and with --topics")
    if count != "papers" and not (matrix or sankey):
        raise click.UsageError("--count goes with --matrix and --sankey; the table has all three")
    if sankey is not None and count == "share":
        raise click.UsageError(
            "shares of different countries do not add up: --sankey takes papers or fractional"
        )
    if separator is not None and not separator:
        raise click.BadParameter("name at least one character", param_hint="--separator")


def _gap(text: str, view: View, matrix: bool) -> tuple[str, str]:
    if view != "topics" or not matrix:
        raise click.UsageError("--gap goes with --topics and --matrix")
    names = listed(text.replace("，", ",").replace("、", ","), "--gap")
    if len(names) != 2:
        raise click.BadParameter(f"{text!r} is not two countries such as A,B", param_hint="--gap")
    return names[0], names[1]


def _thesaurus(path: str | None) -> dict[str, str]:
    from clusternet.io.tables.thesaurus import read_thesaurus

    return {} if path is None else read_thesaurus(path)


def _authorship(request: Request, table: Table, reading: _Reading) -> Authorship:
    from clusternet.records import collaboration as measure
    from clusternet.schema.tables import AUTHORS

    lead, first = None, AUTHORS["first_author_country"]
    if reading.first is not None or (reading.authors is None and table.find(first)):
        lead = table.raw(reading.first or first)
    found = measure.authorship(
        _authors(table, reading),
        lead,
        separators=_separators(reading),
        affiliations=reading.affiliations,
        thesaurus=reading.thesaurus,
        kingdom=request.kingdom,
    )
    if found.loose and not request.quiet:
        say(f"{table.file}: {numbered(found.loose, 'row')} without the country of a first author, left out")
    if found.nowhere and not request.quiet:
        some = ", ".join(found.nowhere[:5]) + (", …" if len(found.nowhere) > 5 else "")
        say(f"{table.file}: addresses that end in no known country: {some}; --thesaurus can name it")
    return found


def _authors(table: Table, reading: _Reading) -> pd.Series:
    from clusternet.schema.tables import AUTHORS

    return table.raw(reading.authors or AUTHORS["author_countries"])


def _separators(reading: _Reading) -> str:
    from clusternet.schema.multivalued import SEPARATORS

    return reading.separators or SEPARATORS


def _drawn(whole: Authorship, rate: float | None, seed: int) -> Authorship:
    from clusternet.records import collaboration as measure

    return whole if rate is None else measure.sample(whole, rate, seed=seed)


def _pairs(
    found: Authorship,
    whole: Authorship,
    own: Own,
    view: View,
    rate: float | None,
    matrix: bool,
    count: Literal["papers", "fractional", "share"],
) -> pd.DataFrame:
    from clusternet.records import collaboration as measure

    if view == "countries":
        return measure.countries(found)
    if matrix:
        return with_names(measure.matrix(measure.pairs(found, own=own), count), "first")
    return measure.pairs(found, own=own) if rate is None else measure.estimates(found, whole, own=own)


def _topics(
    table: Table, reading: _Reading, found: Authorship, column: str, everyone: bool, top: int
) -> pd.DataFrame:
    from clusternet.records import profiles
    from clusternet.schema.multivalued import incidence

    held = incidence(table.raw(column), separators=_separators(reading))
    frame = profiles.topics(found, held, everyone=everyone)
    kept = list(dict.fromkeys(frame["country"]))[: top or None]
    return frame[frame["country"].isin(kept)].reset_index(drop=True)


def _institutions(
    request: Request, table: Table, reading: _Reading, found: Authorship, column: str, top: int
) -> pd.DataFrame:
    from clusternet.records import profiles

    if reading.affiliations:
        raise click.UsageError("--institutions needs countries of authors, not --affiliations")
    result = profiles.institutions(
        found,
        table.raw(column),
        _authors(table, reading),
        top=top,
        leading=top,
        separators=_separators(reading),
        thesaurus=reading.thesaurus,
    )
    if result.unmatched and not request.quiet:
        say(
            f"{table.file}: {result.unmatched} papers have not as many institutions as countries of authors: "
            "their first institution counts, in the country of the first author"
        )
    return result.table


def _draw(
    sheets: list[Sheet | None],
    found: Authorship,
    frame: pd.DataFrame,
    said: list[str],
    language: str,
    *,
    own: Own,
    count: str,
    places: int,
) -> None:
    from clusternet.records import collaboration as measure

    flows, stacked = sheets
    if flows is not None:
        draw_sankey(flows, measure.pairs(found, own=own), said, language, count=count, places=places)
    if stacked is not None:
        draw_bars(stacked, frame, said, language)
