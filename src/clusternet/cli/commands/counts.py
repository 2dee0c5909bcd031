"""``counts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Sheet, plain_sheet
from clusternet.cli.emit import Progress, emit, say
from clusternet.cli.options import FIGURE, listed, stated
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words.text import Text, numbered, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.sheet import Sheet as Table
    from clusternet.typing import Cut


@click.command()
@click.argument("file", metavar="FILE")
@requests("output", "quiet", "tables")
@click.option("--unit", default="", metavar="COLUMN", help="Names of the units.  [default: recognised]")
@click.option("--count", default="", metavar="COLUMN", help="The counts.  [default: recognised]")
@click.option("--time", default="", metavar="COLUMN", help="The year of a row.  [default: recognised]")
@click.option("--year", "at", type=int, metavar="Y", help="Rank by this year.  [default: sum of all years]")
@click.option(
    "--population", metavar="FILE|COLUMN", help="Inhabitants, for counts per million; with year and source."
)
@click.option(
    "--people",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="What one of the population column stands for; 10000 for 万人.",
)
@click.option("--printed", metavar="COLUMN", help="A printed per-million column: the population it implies.")
@click.option("--yearly", is_flag=True, help="The leader against the ranks behind it, by year.")
@click.option(
    "--last", type=click.IntRange(min=2), default=10, show_default=True, help="With --yearly: the last rank."
)
@click.option("--by", multiple=True, metavar="COLUMN", help="Count records by this; several are crossed.")
@click.option("--mean", metavar="a,b", help="With --by: means of these columns.")
@click.option("--split", default="", metavar="CHARACTERS", help="With --by: cells hold several values.")
@click.option("--quadrant", metavar="X,Y", help="Which field of a quadrant each unit lies in.")
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    default="mean",
    show_default=True,
    help="With --quadrant: where the lines stand.",
)
@click.option("--top", type=click.IntRange(min=0), default=0, show_default=True, help="Rows; 0 for all.")
@click.option("--figure", type=FIGURE, help="Also draw counts of units as bars: .png .svg .pdf")
def counts(
    request: Request,
    file: str,
    unit: str,
    count: str,
    time: str,
    at: int | None,
    population: str | None,
    people: float,
    printed: str | None,
    yearly: bool,
    last: int,
    by: tuple[str, ...],
    mean: str | None,
    split: str,
    quadrant: str | None,
    cut: Cut,
    top: int,
    figure: str | None,
) -> None:
    """Counts of units: rank, per million inhabitants, growth; or records counted by any column.

    FILE has a row per unit (and year), a column per year, or with --by a row per record. docs/compare.md has
    a table of what each option gives.

    \b
    clusternet counts papers.csv --population population.csv
    clusternet counts papers_by_year.csv --year 2024
    clusternet counts papers_by_year.csv --yearly
    clusternet counts records.csv --by country --mean citations,journal_if --top 30
    clusternet counts impact.csv --quadrant citations,impact_factor
    """
    from clusternet.io.tables.counts import units_alone
    from clusternet.notes import records as notes
    from clusternet.schema.cells import is_chinese

    modes = {"--printed": printed, "--yearly": yearly, "--by": by, "--quadrant": quadrant}
    if sum(map(bool, modes.values())) > 1:
        raise click.UsageError(f"{', '.join(modes)} exclude each other")
    for option, value in (("--mean", mean), ("--split", split)):
        if value and not by:
            raise click.UsageError(f"{option} goes with --by")
    if (at is not None or population) and (by or quadrant or yearly or printed):
        raise click.UsageError("--year and --population go with counts of units alone")
    if figure is not None and any(modes.values()):
        raise click.UsageError("--figure draws counts of units alone")
    sheet = plain_sheet(figure)
    _refuse_idle(modes | {"--population": population})
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        measures = request.sheet(file, *by, lenient=bool(by))
        if measures.refused and not request.quiet:
            reasons = ", ".join(f"{reason}: {number}" for reason, number in measures.refused.items())
            say(f"{numbered(sum(measures.refused.values()), 'row')} refused ({reasons})")
        if not by:
            measures = units_alone(measures, unit)
        names = [text for header in measures.headers for text in (header, *measures.shown(header)[:20])]
        language = request.lang or ("zh" if is_chinese(names) else "en")
        axes = _axes(quadrant) if quadrant else []
        if by:
            frame, said = _records(measures, by, mean, split, count)
        elif quadrant:
            frame, said = _quadrants(measures, axes, unit, cut)
        elif printed:
            frame, said = _implied(measures, printed, unit, count), [notes.IMPLIED]
        else:
            named = {"unit": unit, "count": count, "time": time}
            rest = last if yearly else None
            frame, said = _ranking(measures, request, named, at, (population, people), rest)
    request.tell(measures.remarks)
    title = f"{notes.COUNTS.in_(language)} · {measures.file}"
    frame = frame if any(modes.values()) else _complete(frame, request)
    rows = frame.head(top) if top else frame
    columns = notes.counts_labels(list(map(str, frame)), by, axes)
    words = notes.quadrant_words(language)
    result = Result(rows, title, spoken(said, language), language, words=words, columns=columns)
    if sheet is not None:
        _draw(frame, top, sheet, result, quiet=request.quiet)
    emit(result, request)


_ALWAYS = ("per_million", "growth")


def _complete(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """Return a ranking with every column where programs read it: without a value it is null."""
    if request.form not in ("json", "csv", "parquet"):
        return frame
    return frame.assign(**{name: float("nan") for name in _ALWAYS if name not in frame})


def _draw(frame: pd.DataFrame, top: int, sheet: Sheet, result: Result, *, quiet: bool) -> None:
    """Write the figure of a ranking; the table stays the result."""
    from clusternet.plot.series.bars import plan

    table = frame[["unit", "count"]].set_axis(["name", "count"], axis=1).dropna()
    sheet.publish_beside(
        lambda width: plan(table, width, top=top, holds="place", language=result.language),
        words=result.said,
        quiet=quiet,
    )


_GO_WITH = {"people": "--population", "last": "--yearly", "cut": "--quadrant"}
_OF_UNITS = {"unit": ("--by",), "count": ("--quadrant",), "time": ("--by", "--quadrant", "--printed")}


def _refuse_idle(given: dict[str, Any]) -> None:
    """Refuse options that would change nothing."""
    for name, partner in _GO_WITH.items():
        if stated(name) and not given[partner]:
            raise click.UsageError(f"--{name} goes with {partner}")
    for name, others in _OF_UNITS.items():
        for other in others:
            if stated(name) and given[other]:
                raise click.UsageError(f"--{name} does not go with {other}")


def _ranking(
    measures: Table,
    request: Request,
    columns: dict[str, str],
    at: int | None,
    heads: tuple[str | None, float],
    last: int | None,
) -> tuple[pd.DataFrame, list[Text]]:
    from clusternet.io.tables.counts import mixed_measures, read_counts, read_population
    from clusternet.notes import records as notes
    from clusternet.places import countries
    from clusternet.records import counts as measure

    table = read_counts(measures, **columns)
    said = notes.counts_notes(table, mixed_measures(measures, columns["unit"]))
    if last is not None:
        frame = measure.leader_and_rest(table, last=last)
        return frame, [*said, *notes.leaders_notes(frame, last)]
    inhabitants = None
    if heads[0] is not None:
        own = heads[0] in measures.headers
        held, column = (measures, heads[0]) if own else (request.sheet(heads[0]), "")
        inhabitants = read_population(held, column, unit=columns["unit"], people=heads[1])
        request.tell(() if own else held.remarks)
        inhabitants["unit"] = countries.matched(inhabitants["unit"], table["unit"], kingdom=request.kingdom)
    frame = measure.ranked(table, year=at, population=inhabitants)
    gone = [name for name in dict.fromkeys(table["unit"]) if name not in set(frame["unit"])]
    if gone and not request.quiet:
        more = ", ..." if len(gone) > 5 else ""
        when = "" if at is None else f" of {at}"
        say(f"no count{when} of {len(gone)} units, which are left out: {', '.join(gone[:5])}{more}")
    if inhabitants is not None:
        alone = frame.loc[frame["population"].isna(), "unit"].tolist()
        if alone and not request.quiet:
            more = ", ..." if len(alone) > 5 else ""
            say(f"no population of {len(alone)} units: {', '.join(alone[:5])}{more}")
    return frame, [*said, *notes.ranking_notes(frame, at, dated="year" in table, population=heads[0])]


def _records(
    measures: Table, by: tuple[str, ...], mean: str | None, split: str, count: str
) -> tuple[pd.DataFrame, list[Text]]:
    from clusternet.io.tables.counts import read_records
    from clusternet.notes import records as notes
    from clusternet.records import counts as measure

    asked = listed(mean.replace("，", ","), "--mean") if mean else []
    records = read_records(measures, by, [*asked, *([count] if count else [])], split=split)
    frame = measure.by(records, by, mean=asked, amount=count)
    rows, counted = len(measures.frame), frame["count"].sum()
    return frame, notes.by_notes(rows, counted, several=bool(split), means=bool(asked))


def _implied(measures: Table, printed: str, unit: str, count: str) -> pd.DataFrame:
    from clusternet.io.tables.counts import read_counts
    from clusternet.records import counts as measure

    column = measures.column(printed)
    table = read_counts(measures, unit=unit, count=count).assign(per_million=measures.numbers(column))
    return measure.implied_population(table, measures.decimals(column))


def _axes(quadrant: str) -> list[str]:
    axes = listed(quadrant.replace("，", ","), "--quadrant")
    if len(axes) != 2:
        raise click.BadParameter("two columns are needed: X,Y", param_hint="--quadrant")
    return axes


def _quadrants(measures: Table, axes: list[str], unit: str, cut: Cut) -> tuple[pd.DataFrame, list[Text]]:
    from clusternet.io.tables.counts import read_pair
    from clusternet.notes import records as notes
    from clusternet.records import counts as measure

    pairs = read_pair(measures, axes[0], axes[1], unit=unit)
    frame = measure.quadrants(pairs, cut=cut)
    return frame, notes.quadrants_notes(frame, axes, cut, left=len(pairs) - len(frame))
