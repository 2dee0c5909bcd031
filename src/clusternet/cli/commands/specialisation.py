"""``specialisation``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.crosstab_input import FIELD, UNIT, Asked, attributes, each_year, holdings
from clusternet.cli.drawing import Printed, Sheet, beside
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, REGIONS
from clusternet.cli.records import (
    AS,
    SEPARATOR,
    SHEET,
    Material,
    answer,
    with_names,
)
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.resampled import Sure, reliability, resampled
from clusternet.cli.usage import Misuse
from clusternet.cli.values import NAMES
from clusternet.cli.views import MADE, Answer, View, show
from clusternet.notes import significance
from clusternet.notes import specialisation as notes
from clusternet.words import labels, naming
from clusternet.words.text import COMMA, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.crosstabs import Plan
    from clusternet.records.specialisation import Specialisation
    from clusternet.space.quotients import Tally
    from clusternet.typing import Cut
    from clusternet.words.labels import Label
    from clusternet.words.naming import Holds


@click.command()
@requests("data", "selection", "output", "rows", "tables")
@click.option(
    "--unit",
    metavar="COLUMN",
    help=f"What holds the units.  [default: by its header; of a network {UNIT}]",
)
@click.option(
    "--field",
    metavar="COLUMN",
    help=f"What holds the fields, of a long table.  [default: by its header; of a network {FIELD}]",
)
@click.option("--value", metavar="COLUMN", help="Values of a long table.  [default: each row counts 1]")
@click.option(
    "--columns", type=NAMES, metavar="a,b", help="Of a wide table: the fields.  [default: columns of numbers]"
)
@click.option("--transpose", is_flag=True, help="Of a wide table: rows are fields, columns are units.")
@COUNT
@REGIONS
@click.option(
    "--threshold",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Location quotient from which on a unit is specialised in a field.",
)
@click.option("--units", is_flag=True, help="A row per unit: diversity, ECI, Krugman index, HHI.")
@click.option("--fields", is_flag=True, help="A row per field: ubiquity, PCI, HHI.")
@click.option("--relatedness", is_flag=True, help="How related every two fields are.")
@click.option("--by-year", is_flag=True, help="Every year by itself, with a column of years.")
@click.option("--cumulative", is_flag=True, help="With --by-year: everything up to each year.")
@resampled("Intervals and tests of quotients, density, ECI and PCI, by resampling firms or records.")
@beside("--chart", words="Draw a unit's fields: density against complexity.")
@click.option("--for", "chosen", metavar="UNIT", help="With --chart: the unit.")
@click.option("--entered", is_flag=True, help="With --chart: also fields the unit is specialised in.")
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    default="mean",
    show_default=True,
    help="With --chart: where the lines stand, over the fields drawn.",
)
@click.option(
    "--thesaurus", metavar="FILE", help="Columns alias, canonical: which unit or field counts as which."
)
@SEPARATOR
@AS
@SHEET
def specialisation(request: Request, **_: Any) -> None:
    """Who is specialised in what: location quotients, relatedness density, economic complexity.

    DATA is a table of units and fields, long (unit, field, value) or wide (a row per unit, a column per
    field); a table of records, counted; or a network: provinces that supply technologies unless told
    otherwise.

    \b
    clusternet specialisation
    clusternet specialisation --units --unit source_city
    clusternet specialisation --unit application --field technology --units --by-year
    clusternet specialisation exports.csv --unit country --field product --value usd --fields
    clusternet specialisation vc.csv --columns china,us --transpose --units
    clusternet specialisation --chart chart.png --for 浙江省
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _Chart:
    """The figure that is asked for, and of which unit."""

    chart: str | None
    chosen: str | None
    entered: bool
    cut: Cut

    def __post_init__(self) -> None:
        if (self.chart is None) != (self.chosen is None):
            raise Misuse.of("chart_and_for")
        if self.chart is None and self.entered:
            raise Misuse.of("goes_with", option="--entered", other="--chart")

    def draw(
        self, request: Request, given: Material, found: Specialisation, plan: Plan, page: Printed
    ) -> bool:
        """Draw it, and return whether there was one to draw."""
        if (sheet := page.beside(self.chart, "--chart")) is None:
            return False
        kinds = holdings(given, plan)
        _draw(request, given, found, sheet, str(self.chosen), self.entered, self.cut, kinds)
        return True


def _table(
    view: str | None,
    request: Request,
    progress: Progress,
    *,
    asked: Asked,
    chart: _Chart,
    page: Printed,
    sure: Sure,
    by_year: bool,
    cumulative: bool,
) -> Answer | None:
    if cumulative and not by_year:
        raise Misuse.of("goes_with", option="--cumulative", other="--by-year")
    if by_year and (chart.chart or sure.intervals):
        raise Misuse.of("goes_without", value="--chart" if chart.chart else "--intervals", option="--by-year")
    given, request = asked.read(request, progress)
    found, tally = asked.counted(request, given)
    if by_year:
        quiet = replace(request, quiet=True)
        parts = each_year(given, cumulative=cumulative)
        shown = _stacked((year, _shown(asked.measured(quiet, part), view)) for year, part in parts)
        said = [notes.CUMULATIVE if cumulative else notes.BY_ITSELF]
    else:
        shown, said = _shown(found, view), reliability(found, tally)
    if sure.intervals:
        progress("resampling firms")
        shown = _sure(request, found, tally, view, sure)
        tests = int(shown[0]["p"].notna().sum()) if "p" in shown[0] else 0
        said += significance.specialisation_sure_notes(sure.least, sure.replicates, sure.seed, tests)
    if chart.draw(request, given, found, asked.plan, page) and view is None and request.out is None:
        return None
    return _answer(request, given, found, asked.plan, shown, said)


def _relatedness(
    request: Request, progress: Progress, *, asked: Asked, chart: _Chart, page: Printed
) -> Answer:
    given, request = asked.read(request, progress)
    found = asked.measured(request, given)
    chart.draw(request, given, found, asked.plan, page)
    shown = with_names(found.relatedness, "field"), _unrelated(found)
    heads = labels.headed(found.values.columns, holdings(given, asked.plan)[1])
    return _answer(request, given, found, asked.plan, shown, [], heads)


_MADE: dict[str, Callable[..., Any]] = {**MADE, "asked": Asked, "chart": _Chart, "sure": Sure}
_VIEWS: dict[str, View] = {
    "specialisation": partial(_table, None),
    "units": partial(_table, "units"),
    "fields": partial(_table, "fields"),
    "relatedness": _relatedness,
}


def _answer(
    request: Request,
    given: Material,
    found: Specialisation,
    plan: Plan,
    shown: _Shown,
    said: list[Text],
    heads: Mapping[str, Label] | None = None,
) -> Answer:
    keys, holds = attributes(given, plan), holdings(given, plan)
    unit, field = map(labels.called, keys, holds)
    kinds = labels.units(keys[0]), labels.units(keys[1])
    columns = {
        "density": labels.label("relatedness_density"),
        "value": labels.label("amount"),
        "unit": unit,
        "field": field,
        **(heads or {}),
    }
    said = [*notes.specialisation_notes(found.values, found.threshold, kinds=kinds), *said]
    title = notes.SPECIALISATION
    return answer(request, given, shown[0], title, said, columns=columns, reasons=shown[1])


def _sure(
    request: Request, found: Specialisation, tally: Tally | None, view: str | None, sure: Sure
) -> _Shown:
    """Return what is asked for with its intervals."""
    from clusternet.kernels.families import with_adjusted
    from clusternet.records import significance as again
    from clusternet.records import specialisation as measure

    if tally is None:
        raise Misuse.of("intervals_draw")
    frames = again.with_intervals(found, tally, sure.resampling, least=sure.least)
    frame = frames[view or "table"]
    frame = with_adjusted(frame) if "p" in frame else frame
    apart = ["p_holm", "replicates", "seed"] if request.readable else []
    return frame.drop(columns=apart, errors="ignore"), measure.reasons(found)


_Shown = tuple["pd.DataFrame", list[Text]]
"""A table, and why values of it are missing."""


def _shown(found: Specialisation, view: str | None) -> _Shown:
    """Return what is asked for, and why values are missing."""
    from clusternet.records import specialisation as measure

    make = {"units": measure.units, "fields": measure.fields, None: measure.table}[view]
    return make(found), measure.reasons(found)


def _unrelated(found: Specialisation) -> list[Text]:
    """Return the line on fields without any relatedness, if there are such."""
    nobody = [str(name) for name in found.values.columns[found.present.to_numpy().sum(axis=0) == 0]]
    zh, en = (between.join(nobody) for between in COMMA)
    return [Text(f"没有对象专业化于{zh}", f"no unit is specialised in {en}")] if nobody else []


def _stacked(years: Iterable[tuple[int, _Shown]]) -> _Shown:
    """Return the tables of the years one below the other, with a first column of years."""
    import pandas as pd

    tables, reasons = [], []
    for year, (table, why) in years:
        tables.append(table.assign(year=year))
        reasons += [Text(f"{year}年：{each.zh}", f"{year}: {each.en}") for each in why]
    stacked = pd.concat(tables, ignore_index=True)
    stacked.insert(0, "year", stacked.pop("year"))
    return stacked, reasons


def _draw(
    request: Request,
    given: Material,
    found: Specialisation,
    figure: Sheet,
    chosen: str,
    entered: bool,
    cut: Cut,
    kinds: tuple[Holds, Holds],
) -> None:
    from clusternet.notes import stated
    from clusternet.notes.caption import printed_name
    from clusternet.output.result import Words
    from clusternet.plot.series.quadrant import plan
    from clusternet.records import specialisation as measure

    table = measure.opportunities(found, chosen, entered=entered)
    language = given.language(request)
    said = notes.opportunities_said(language)
    note = notes.opportunities_note(len(table), found.threshold, entered=entered).in_(language)
    title = notes.opportunities_title(naming.name(chosen, kinds[0], language)).in_(language)
    finding = stated.nearest(table, naming.said(chosen, kinds[0]), kind=kinds[1])
    figure.publish(
        lambda width: plan(table, width, cut=cut, log=False, holds=kinds[1], language=language, **said),
        words=Words(
            title,
            (note,),
            language,
            given.synthetic,
            source=printed_name(given.titled(language)),
            headline=finding.in_(language),
        ),
    )
