"""``counts``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.charts import CHART, FIGURE_TOO, VALUE, Drawn
from clusternet.cli.drawing import Printed
from clusternet.cli.emit import Progress
from clusternet.cli.options import REGIONS, stated
from clusternet.cli.records import HEADER_ROW, SHEET, refuse_sheet
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import Names, files
from clusternet.cli.views import MADE, Answer, View, drawn_of_table, show
from clusternet.errors import SchemaError
from clusternet.notes import counts as notes
from clusternet.notes.counts import counts_notes
from clusternet.notes.reading import refused, without
from clusternet.output.result import Result
from clusternet.words import labels
from clusternet.words.text import NOTHING, Text, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from clusternet.io.tables.counts import Places
    from clusternet.io.tables.sheet import Sheet as Table
    from clusternet.typing import Cut, Level
    from clusternet.words.labels import Label


@click.command()
@click.argument("file", metavar="FILE", shell_complete=files)
@requests("output", "quiet", "tables")
@SHEET
@HEADER_ROW
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
    show_default="by its header",
    help="What one of the population column stands for; 10000 for 万人.",
)
@click.option("--printed", metavar="COLUMN", help="A printed per-million column: the population it implies.")
@click.option("--yearly", is_flag=True, help="The leader against the ranks behind it, by year.")
@click.option(
    "--last", type=click.IntRange(min=2), default=10, show_default=True, help="With --yearly: the last rank."
)
@click.option("--by", multiple=True, metavar="COLUMN", help="Count records by this; several are crossed.")
@click.option(
    "--level",
    type=click.Choice(["province", "city", "region"]),
    help="Count units, or the values of --by, as places of this level.",
)
@REGIONS
@click.option("--mean", type=Names("，"), metavar="a,b", help="With --by: means of these columns.")
@click.option("--split", default="", metavar="CHARACTERS", help="With --by: cells hold several values.")
@click.option(
    "--quadrant", type=Names("，"), metavar="X,Y", help="Which field of a quadrant each unit lies in."
)
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    default="mean",
    show_default=True,
    help="With --quadrant: where the lines stand.",
)
@click.option("--top", type=click.IntRange(min=0), default=0, show_default=True, help="Rows; 0 for all.")
@FIGURE_TOO
@CHART
@VALUE
def counts(request: Request, **_: Any) -> None:
    """Counts of units: rank, per million inhabitants, growth; or records counted by any column.

    FILE has a row per unit (and year), a column per year, or with --by a row per record. The page
    "Comparing units" has a table of what each option gives.

    \b
    clusternet counts papers.csv --population population.csv
    clusternet counts papers_by_year.csv --year 2024
    clusternet counts papers_by_year.csv --yearly --figure papers.png
    clusternet counts papers.csv --population population.csv --figure rates.png --chart tiles
    clusternet counts records.csv --by country --mean citations,journal_if --top 30
    clusternet counts impact.csv --quadrant citations,impact_factor
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _File:
    """The file, and where in it the table stands."""

    file: str
    sheet: str
    header_row: int


def _places(level: Level | None, regions: str) -> Places | None:
    from clusternet.io.tables.counts import Places

    if level is None and stated("regions"):
        raise Misuse.of("goes_with", option="--regions", other="--level")
    return Places(level, regions) if level else None


def _heads(places: Places | None) -> dict[str, Label]:
    """Return the headings of columns that have become places: those of their level."""
    return {name: labels.label(places.level) for name in places.resolved} if places else {}


def _ranking(
    request: Request,
    progress: Progress,
    *,
    table: _File,
    unit: str,
    count: str,
    time: str,
    at: int | None,
    population: str | None,
    people: float | None,
    places: Places | None,
    top: int,
    drawn: Drawn,
    page: Printed,
) -> Answer:
    from clusternet.io.tables.counts import counted, read_counts
    from clusternet.records import counts as measure

    if stated("people") and not population:
        raise Misuse.of("goes_with", option="--people", other="--population")
    measures = _units(request, progress, table, unit, places)
    rows = read_counts(measures, unit=unit, count=count, time=time)
    inhabitants = None
    if population is not None:
        inhabitants = _inhabitants(request, measures, rows, population, unit, people)
    numbers = counted(measures, unit=unit, count=count, time=time)
    if numbers.scores and at is None and "year" in rows:
        at = int(rows["year"].max())
    frame = measure.ranked(rows, year=at, population=inhabitants)
    gone = [name for name in dict.fromkeys(rows["unit"]) if name not in set(frame["unit"])]
    units = labels.units(_key(measures, unit, places))
    dated = Text("", "") if at is None else Text(f"{at} 年的", f" of {at}")
    count_of = Text(f"{dated.zh}数量", f"count{dated.en}")
    _tell_without(request, count_of, units, gone, Text("，未列入", ", left out"))
    if inhabitants is not None:
        alone = frame.loc[frame["population"].isna(), "unit"].tolist()
        _tell_without(request, Text("人口数", "population"), units, alone)
    said = _counted(measures, rows, unit)
    if numbers.scores:
        frame = frame.drop(columns="share")
        said.append(notes.scores_note(numbers.column))
    said += notes.ranking_notes(frame, at, dated="year" in rows, population=population)
    if request.form in ("json", "csv", "parquet"):  # programs find every column, without a value null
        frame = frame.assign(**{name: float("nan") for name in _ALWAYS if name not in frame})
    kept = notes.count_label(numbers.decimals, numbers.kind) | _heading(measures, unit, places)
    answer = _answer(request, measures, frame, said, top, kept)
    total = None if numbers.scores else float(frame["count"].sum())
    dates = sorted(rows["year"].dropna().astype(int)) if "year" in rows else []
    under = notes.figure_notes(total, len(frame), units, year=at, years=dates)
    what = labels.called(numbers.column if len(numbers.years) == 1 else "count")
    return _drawn(answer, (drawn, page), frame, ("unit",), top, (what, under, measures.file))


def _drawn(
    answer: Answer,
    how: tuple[Drawn, Printed],
    frame: pd.DataFrame,
    by: Sequence[str],
    top: int,
    said: tuple[Label, list[Text], str],
) -> Answer:
    """Return an answer with its figure: a bar, a slice or a square for each row, named by some columns.

    ``said`` is what the counts are called, the lines under the figure, and the file.
    """
    from clusternet.notes import stated as stated_words

    language, (what, under, source) = answer.result.language, said
    scores = "share" not in frame
    own = {"unit": labels.holding("unit", "place")} | dict(answer.result.columns)
    parts = [labels.named(frame[name].tolist(), name, language, own) for name in by]
    names = [" · ".join(map(str, row)) for row in zip(*parts, strict=True)]
    drawn, page = how
    held = [column for column in ("count", "share", "per_million") if column in frame]
    table = frame[held].assign(name=names).dropna(subset=["count"])
    rates = "per_million" in table and drawn.chart == "tiles" and table["per_million"].notna().any()
    value = drawn.value or ("per_million" if rates else "count")
    label = own.get(value, labels.label(value))
    words = {"top": top, "language": language, "label": label, "scores": scores}
    if value == "per_million":
        what = replace(what, zh=f"每百万人{what.zh}", en=f"{what.en} per million inhabitants")
    title = notes.figure_title(what, [own[name] for name in by])
    finding = NOTHING if scores else stated_words.most(names, frame["count"].tolist())
    answer = drawn_of_table(answer, title, under, source=source, headline=finding)
    return drawn.answer(answer, table, page, years=False, value=value, **words)


def _leaders(
    request: Request,
    progress: Progress,
    *,
    table: _File,
    unit: str,
    count: str,
    time: str,
    last: int,
    places: Places | None,
    top: int,
    drawn: Drawn,
    page: Printed,
) -> Answer:
    from clusternet.io.tables.counts import counted, read_counts
    from clusternet.records import counts as measure

    measures = _units(request, progress, table, unit, places)
    numbers = counted(measures, unit=unit, count=count, time=time)
    if numbers.scores:
        raise SchemaError.of("scores_by_year", column=numbers.column)
    rows = read_counts(measures, unit=unit, count=count, time=time)
    frame = measure.leader_and_rest(rows, last=last)
    key = _key(measures, unit, places)
    said = [*_counted(measures, rows, unit), *notes.leaders_notes(frame, last, labels.units(key))]
    answer = _answer(request, measures, frame, said, top, notes.leaders_labels(key, last))
    title = notes.figure_title(
        labels.called(numbers.column if len(numbers.years) == 1 else "count"),
        [labels.called(key)],
        yearly=True,
    )
    answer = drawn_of_table(answer, title, said[:-1], source=measures.file)
    how = {"top": last, "language": answer.result.language, "holds": "place", "apart": True}
    if drawn.figure is not None and "year" not in rows:
        raise Misuse.of("figure_by_year")
    yearly = measure.by_year(rows) if drawn.figure is not None else rows
    return drawn.answer(answer, yearly, page, years=True, value="count", **how)


def _records(
    request: Request,
    progress: Progress,
    *,
    table: _File,
    by: tuple[str, ...],
    mean: list[str] | None,
    split: str,
    count: str,
    places: Places | None,
    top: int,
    drawn: Drawn,
    page: Printed,
) -> Answer:
    from clusternet.io.tables.counts import read_records
    from clusternet.records import counts as measure

    measures = _read(request, progress, table, *by)
    asked = mean or []
    records = read_records(measures, by, asked, amount=count, split=split, places=places)
    frame = measure.by(records, by, mean=asked, amount=count)
    rows, counted = len(measures.frame), frame["count"].sum()
    cells = zip(*(measures.text(measures.column(name)) for name in by), strict=True)
    blank = sum(not all(row) for row in cells)
    said = notes.by_notes(rows, counted, blank=blank, several=bool(split), means=bool(asked))
    heads = notes.counts_labels(list(map(str, frame)), by) | _heads(places)
    answer = _answer(request, measures, frame, said, top, heads)
    what = labels.called(measures.column(count)) if count else notes.RECORDS
    return _drawn(answer, (drawn, page), frame, by, top, (what, said[:1], measures.file))


def _implied(
    request: Request, progress: Progress, *, table: _File, printed: str, unit: str, count: str, top: int
) -> Answer:
    from clusternet.io.tables.counts import read_counts
    from clusternet.records import counts as measure

    measures = _units(request, progress, table, unit)
    column = measures.column(printed)
    rows = read_counts(measures, unit=unit, count=count).assign(per_million=measures.numbers(column))
    frame = measure.implied_population(rows, measures.decimals(column))
    return _answer(request, measures, frame, [notes.IMPLIED], top, _heading(measures, unit))


def _quadrants(
    request: Request, progress: Progress, *, table: _File, quadrant: list[str], unit: str, cut: Cut, top: int
) -> Answer:
    from clusternet.io.tables.counts import read_pair
    from clusternet.records import counts as measure

    if len(quadrant) != 2:
        raise BadValue.of("two_columns", option="--quadrant")
    measures = _units(request, progress, table, unit)
    pairs = read_pair(measures, quadrant[0], quadrant[1], unit=unit)
    frame = measure.quadrants(pairs, cut=cut)
    units = labels.units(_key(measures, unit))
    said = notes.quadrants_notes(frame, quadrant, cut, left=len(pairs) - len(frame), units=units)
    own = notes.counts_labels([], (), quadrant) | _heading(measures, unit)
    return _answer(request, measures, frame, said, top, own)


_VIEWS: dict[str, View] = {
    "counts": _ranking,
    "printed": _implied,
    "yearly": _leaders,
    "by": _records,
    "quadrant": _quadrants,
}
_MADE: dict[str, Callable[..., Any]] = {**MADE, "table": _File, "places": _places, "drawn": Drawn}
_ALWAYS = ("share", "per_million", "growth")


def _read(request: Request, progress: Progress, table: _File, *columns: str) -> Table:
    refuse_sheet(Path(table.file), table.sheet)
    progress("reading")
    found = request.sheet(
        table.file, *columns, sheet=table.sheet, header_row=table.header_row, lenient=bool(columns)
    )
    if found.refused:
        request.tell([refused(sum(found.refused.values()), found.refused)])
    return found


def _units(
    request: Request, progress: Progress, table: _File, unit: str, places: Places | None = None
) -> Table:
    from clusternet.io.tables.counts import units_alone

    return units_alone(_read(request, progress, table), unit, places)


def _key(measures: Table, unit: str, places: Places | None = None) -> str:
    """Return which attribute the units are, or the header of their column."""
    from clusternet.io.tables.counts import unit_of

    return places.level if places else unit_of(measures, unit)


def _heading(measures: Table, unit: str, places: Places | None = None) -> dict[str, Label]:
    """Return the heading of the units."""
    return {"unit": notes.unit_label(_key(measures, unit, places))}


def _counted(measures: Table, table: pd.DataFrame, unit: str) -> list[Text]:
    from clusternet.io.tables.counts import mixed_measures

    return [*counts_notes(table, mixed_measures(measures, unit), _key(measures, unit))]


def _inhabitants(
    request: Request, measures: Table, table: pd.DataFrame, population: str, unit: str, people: float | None
) -> pd.DataFrame:
    """Return the inhabitants of units, out of a column of the table or another table."""
    from clusternet.io.tables.counts import read_population
    from clusternet.places import countries

    own = population in measures.headers
    held, column = (measures, population) if own else (request.sheet(population), "")
    found = read_population(held, column, unit=unit, people=people)
    request.tell(() if own else held.remarks)
    found["unit"] = countries.matched(found["unit"], table["unit"], kingdom=request.kingdom)
    return found


def _tell_without(request: Request, what: Text, units: Text, names: list[str], then: Text = NOTHING) -> None:
    if names:
        request.tell([without(what, units, names, then)])


def _answer(
    request: Request,
    measures: Table,
    frame: pd.DataFrame,
    said: list[Text],
    top: int,
    own: Mapping[str, Label] | None = None,
) -> Answer:
    from clusternet.schema.cells import is_chinese

    request.tell(measures.remarks)
    names = [text for header in measures.headers for text in (header, *measures.shown(header)[:20])]
    language = request.lang or ("zh" if is_chinese(names) else "en")
    title = f"{notes.COUNTS.in_(language)} · {measures.file}"
    columns = notes.counts_labels([]) | dict(own or {})
    words = notes.quadrant_words(language)
    rows = frame[: top or None]
    return Answer(Result(rows, title, spoken(said, language), language, words=words, columns=columns))
