"""``compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Sheet, plain_sheet
from clusternet.cli.emit import Progress, emit, say
from clusternet.cli.options import FIGURE, listed
from clusternet.cli.request import Request, requests
from clusternet.errors import SchemaError
from clusternet.output.result import Result
from clusternet.words.text import spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.frames import Frame

_OFTEN_BLANK = ("period", "measure", "reason", "source", "level2")


@click.command()
@click.argument("file", metavar="FILE")
@requests("output", "quiet", "tables")
@click.option("--strict", is_flag=True, help="Stop if any row cannot be compared.")
@click.option("--a", "first", metavar="COLUMN|UNIT", help="The first unit.  [default: the first there is]")
@click.option("--b", "second", metavar="COLUMN|UNIT", help="The second unit.  [default: the next]")
@click.option("--names", metavar="A,B", help="What to call them.  [default: as in the file]")
@click.option("--total", default="", metavar="COLUMN|UNIT", help="Of which both are parts: adds shares.")
@click.option(
    "--threshold",
    type=click.FloatRange(min=0),
    default=0.1,
    show_default=True,
    help="Log ratio up to which a row leans to both.",
)
@click.option("--rca", is_flag=True, help="Beside it, the leaning by revealed comparative advantage.")
@click.option(
    "--rate",
    multiple=True,
    metavar="[PERIOD=]X",
    help="How many of A's measures one of B's is, where they differ: converts A.",
)
@click.option(
    "--allow",
    multiple=True,
    type=click.Choice(["measure", "period"]),
    help="Compare rows that differ in it as they are.",
)
@click.option(
    "--over",
    nargs=2,
    multiple=True,
    metavar="INDICATOR INDICATOR",
    help="Add the first divided by the second.",
)
@click.option("--series", is_flag=True, help="Levels and gaps by period.")
@click.option("--growth", is_flag=True, help="First to last year: growth, annual rate, gap.")
@click.option("--leaders", is_flag=True, help="Two units or more: who leads, ratios to the best.")
@click.option("--figure", type=FIGURE, help="Also draw the log ratios: .png .svg .pdf")
@click.option("--lower", multiple=True, metavar="INDICATOR", help="Less of this is better.")
def compare(
    request: Request,
    file: str,
    first: str | None,
    second: str | None,
    names: str | None,
    total: str,
    threshold: float,
    rca: bool,
    rate: tuple[str, ...],
    allow: tuple[Any, ...],
    over: tuple[tuple[str, str], ...],
    series: bool,
    growth: bool,
    leaders: bool,
    figure: str | None,
    lower: tuple[str, ...],
) -> None:
    """Compare two units on a set of indicators: gap, ratio, relative strength.

    FILE has a column for each unit beside indicator, period and measure (unit of measurement, currency), or
    the columns unit, indicator, value, or a row for each unit (its first column country, 国家, unit) and a
    column for each indicator. With r = ln(A/B) a row leans to A above the threshold, to B below its
    negative, else to both. Rows whose measures or periods differ are not compared, and say so, unless --rate
    or --allow tells how. A measure or period written as two parts ("CNY;USD") is A's and B's. docs/compare.md
    has worked examples.

    \b
    clusternet compare indicators.csv
    clusternet compare fields.csv --a china --b us --rca
    clusternet compare markets.csv --growth                  one unit's own figures, or one column a year
    clusternet compare indicators.csv --rate 2023=7.05 --over employees firms
    clusternet compare chips.csv --leaders --over FP16 power --lower power
    """
    from clusternet.io.tables.frames import read_frame
    from clusternet.notes import records as notes
    from clusternet.schema.cells import is_chinese

    sheet = plain_sheet(figure)
    if sheet is not None and (series or growth or leaders):
        raise click.UsageError("--figure draws the comparison, not --series, --growth or --leaders")
    if sum((rca, series, growth, leaders)) > 1:
        raise click.UsageError("--rca, --series, --growth and --leaders exclude each other")
    if (first is None) != (second is None) and not (growth and first):
        raise click.UsageError("--a and --b go together; --growth takes --a alone")
    if leaders and (rate or allow or total or request.strict):
        raise click.UsageError("--leaders goes without --rate, --allow, --total and --strict")
    rates = _rates(rate)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        found = read_frame(request.sheet(file), units=_given(first, second), total=total, growth=growth)
        if len(found.units) > 2 and not leaders:
            raise SchemaError(
                f"{file}: {len(found.units)} units ({', '.join(found.units)}); --a and --b choose two, or "
                "--leaders"
            )
        called = _names(names, found.units)
        table = _directed(found, lower)
        if len(found.units) == 1 and growth:
            frame = _grown(table, over)
        elif leaders:
            frame = _led(found, table, over, called)
        else:
            frame = _compared(table, over, called, threshold, rates, allow)
            part = "rca" if rca else "series" if series else "growth" if growth else ""
            refused = int(frame["reason"].ne("").sum())
            if request.strict and refused:
                raise SchemaError(f"--strict: {_refusals(frame)}")
            if refused:
                _told(request, _refusals(frame))
            _tell_unused(request, rates, table)
            whole, frame = frame, _part(frame, part, called)
            _tell_passed(request, whole, frame)
    request.tell(found.remarks)
    cells = [*found.headers, *called, *table["indicator"]]
    language = request.lang or ("zh" if is_chinese(cells) else "en")
    said = notes.comparison_notes(
        frame, called, leaders=leaders, threshold=threshold, rates=rates, allow=allow
    )
    result = Result(
        _narrowed(frame) if request.form == "table" else frame,
        notes.comparison_title(called).in_(language),
        spoken(said, language),
        language,
        words=notes.comparison_words(language),
        columns=notes.comparison_labels(called, leaders=leaders),
    )
    if sheet is not None:
        _draw(frame, sheet, result, (called[0], called[1]), threshold, quiet=request.quiet)
    emit(result, request)


def _draw(
    frame: pd.DataFrame,
    sheet: Sheet,
    result: Result,
    names: tuple[str, str],
    threshold: float,
    *,
    quiet: bool,
) -> None:
    """Write the figure of a comparison; the table stays the result."""
    from clusternet.plot.series.leaning import plan
    from clusternet.words import naming

    said = naming.names(names, "place", result.language)
    pair = (said[names[0]], said[names[1]])
    drawn = frame.assign(leans_to=frame["leans_to"].replace(said))
    sheet.publish_beside(
        lambda width: plan(drawn, width, names=pair, threshold=threshold, language=result.language),
        words=result.said,
        quiet=quiet,
    )


def _told(request: Request, message: str) -> None:
    if not request.quiet:
        say(message)


def _narrowed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what a terminal shows: without columns that are blank throughout."""
    return frame.drop(columns=[name for name in _OFTEN_BLANK if name in frame and frame[name].eq("").all()])


def _rates(given: tuple[str, ...]) -> dict[str, float]:
    """Return period -> rate; the key "" is for every other period."""
    rates: dict[str, float] = {}
    for text in given:
        period, cut, number = text.rpartition("=")
        try:
            rate = float(number)
        except ValueError:
            rate = float("nan")
        if not 0 < rate < float("inf"):
            raise click.BadParameter(f"{text!r} is no rate such as 7.05 or 2023=7.05", param_hint="--rate")
        rates[period.strip() if cut else ""] = rate
    return rates


def _names(names: str | None, units: tuple[str, ...]) -> tuple[str, ...]:
    if names is None:
        return units
    called = tuple(listed(names.replace("，", ","), "--names"))
    if len(called) != len(units) or len(set(called)) != len(called):
        raise click.BadParameter(f"{len(units)} different names are needed", param_hint="--names")
    return called


def _directed(found: Frame, lower: tuple[str, ...]) -> pd.DataFrame:
    """Return the table with the directions the command gives."""
    table = found.table
    for name in lower:
        rows = table["indicator"].eq(name)
        if not rows.any():
            raise click.BadParameter(
                f"no indicator {name!r}; found: {', '.join(dict.fromkeys(table['indicator']))}",
                param_hint="--lower",
            )
        table = table.assign(direction=table["direction"].mask(rows, "less"))
    return table


def _led(
    found: Frame, table: pd.DataFrame, over: tuple[tuple[str, str], ...], called: tuple[str, ...]
) -> pd.DataFrame:
    from clusternet.records import comparison

    units = ("a", "b") if len(found.units) == 2 else found.units
    table = comparison.over(table, over).rename(columns=dict(zip(units, called, strict=True)))
    return comparison.leaders(table, called)


def _given(*units: str | None) -> tuple[str, ...]:
    return tuple(name for name in units if name)


def _grown(table: pd.DataFrame, over: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    from clusternet.records import comparison

    if over:
        raise click.UsageError("--over goes with two units or more")
    return comparison.own_growth(table)


def _compared(
    table: pd.DataFrame,
    over: tuple[tuple[str, str], ...],
    called: tuple[str, ...],
    threshold: float,
    rates: dict[str, float],
    allow: tuple[Any, ...],
) -> pd.DataFrame:
    from clusternet.records import comparison

    pair = (called[0], called[1])
    return comparison.compare(
        comparison.over(table, over), names=pair, threshold=threshold, rates=rates, allow=allow
    )


def _part(frame: pd.DataFrame, part: str, called: tuple[str, ...]) -> pd.DataFrame:
    from clusternet.records import comparison

    if part == "rca":
        return comparison.revealed_advantage(frame, names=(called[0], called[1]))
    if part == "series":
        return comparison.series(frame)
    return comparison.growth(frame) if part == "growth" else frame


def _refusals(frame: pd.DataFrame) -> str:
    from clusternet.records.comparison import PERIODS, SCALED

    rows = frame[frame["reason"].ne("")]
    first = rows.iloc[0]
    what = f"{first['indicator']} {first['period']}".strip()
    measure = f" ({first['measure']})" if first["measure"] else ""
    told = f"rows not compared: {len(rows)}, the first {what!r}: {first['reason']}{measure}"
    how = "; --rate, or --allow measure or period, says how"
    return told + (how if rows["reason"].isin([SCALED, PERIODS]).any() else "")


def _tell_unused(request: Request, rates: dict[str, float], table: pd.DataFrame) -> None:
    """Say which rates convert no row."""
    apart = table[table["measure_a"].ne(table["measure_b"])]
    periods = set(apart["period_a"])
    for period, rate in rates.items():
        if period not in periods if period else not periods - set(rates):
            _told(request, f"--rate {period + '=' if period else ''}{rate:g} converts no row")


def _tell_passed(request: Request, whole: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Say which indicators have no series."""
    left = [name for name in dict.fromkeys(whole["indicator"]) if name not in set(frame["indicator"])]
    if left:
        more = ", ..." if len(left) > 5 else ""
        _told(request, f"{len(left)} indicators without two periods to follow: {', '.join(left[:5])}{more}")
