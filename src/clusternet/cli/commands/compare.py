"""``compare``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Printed, beside
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import files, listed
from clusternet.cli.views import MADE, Answer, View, drawn_of_table, show
from clusternet.errors import SchemaError
from clusternet.notes import comparison as notes
from clusternet.notes.reading import RATED
from clusternet.output.result import Result
from clusternet.words import labels
from clusternet.words.text import NOTHING, Text, numbered, some, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.frames import Frame

_OFTEN_BLANK = ("period", "measure", "reason", "source", "level2")


@click.command()
@click.argument("file", metavar="FILE", shell_complete=files)
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
@beside("--figure", words="Also draw the log ratios:")
@click.option(
    "--top", type=click.IntRange(min=0), default=0, help="With --figure: the rows furthest apart; 0 for all."
)
@click.option("--lower", multiple=True, metavar="INDICATOR", help="Less of this is better.")
def compare(request: Request, **_: Any) -> None:
    """Compare two units on a set of indicators: gap, ratio, relative strength.

    FILE has a column for each unit beside indicator, period and measure (unit of measurement, currency), or
    the columns unit, indicator, value, or a row for each unit (its first column country, 国家, unit) and a
    column for each indicator. With r = ln(A/B) a row leans to A above the threshold, to B below its
    negative, else to both. Rows whose measures or periods differ are not compared, and say so, unless --rate
    or --allow tells how. A measure or period written as two parts ("CNY;USD") is A's and B's. The page
    "Comparing units" has worked examples.

    \b
    clusternet compare indicators.csv
    clusternet compare fields.csv --a china --b us --rca
    clusternet compare markets.csv --growth                  one unit's own figures, or one column per year
    clusternet compare indicators.csv --rate 2023=7.05 --over employees firms
    clusternet compare chips.csv --leaders --over FP16 power --lower power
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _Units:
    """Which table is read, and which of its units are compared."""

    file: str
    first: str | None
    second: str | None
    names: str | None
    lower: tuple[str, ...]

    def read(self, request: Request, *, total: str = "", growth: bool = False) -> Frame:
        """Return the table of the units that are named."""
        from clusternet.io.tables.frames import read_frame

        if (self.first is None) != (self.second is None) and not (growth and self.first):
            raise Misuse.of("a_and_b")
        named = tuple(name for name in (self.first, self.second) if name)
        return read_frame(request.sheet(self.file), units=named, total=total, growth=growth)


@dataclass(frozen=True)
class _Rules:
    """How two units are compared."""

    total: str
    threshold: float
    rate: tuple[str, ...]
    allow: tuple[Any, ...]
    strict: bool


def _leaning(
    part: str,
    request: Request,
    progress: Progress,
    *,
    units: _Units,
    over: tuple[tuple[str, str], ...],
    rules: _Rules,
    figure: str | None,
    top: int,
    page: Printed,
) -> Answer:
    from clusternet.notes import stated
    from clusternet.plot.series.leaning import plan
    from clusternet.words import naming

    sheet = page.beside(figure, "--figure")
    answer, frame, called = _compared(part, request, progress, units, over, rules)
    language = answer.result.language
    said = naming.names(called, "place", language)
    if top and sheet is None:
        raise Misuse.of("goes_with", option="--top", other="--figure")
    order = frame["log_ratio"].abs().sort_values(ascending=False, kind="stable").index
    table = frame.assign(leans_to=frame["leans_to"].replace(said)).loc[order[: top or None]]
    cut = notes.rows_drawn(len(table), len(frame))
    pair = (said[called[0]], said[called[1]])
    how: Any = {"threshold": rules.threshold, "rates": _rates(rules.rate), "allow": rules.allow}
    answer = drawn_of_table(
        answer,
        notes.leaning_title(called),
        [*cut, *notes.comparison_notes(frame[["leans_to"]], called, leaders=False, **how)],
        source=Path(units.file).name,
        headline=stated.leaning(frame, called),
    )
    return replace(
        answer,
        sheet=sheet,
        plan=lambda width: plan(table, width, names=pair, threshold=rules.threshold, language=language),
    )


def _followed(
    part: str,
    request: Request,
    progress: Progress,
    *,
    units: _Units,
    over: tuple[tuple[str, str], ...],
    rules: _Rules,
) -> Answer:
    return _compared(part, request, progress, units, over, rules)[0]


def _leaders(
    request: Request, progress: Progress, *, units: _Units, over: tuple[tuple[str, str], ...]
) -> Answer:
    from clusternet.records import comparison

    progress("reading")
    found = units.read(request)
    called, table = _names(units.names, found.units), _directed(found, units.lower)
    columns = ("a", "b") if len(found.units) == 2 else found.units
    heads = {
        f"{of}{old}": f"{of}{new}" for of in ("", "text_") for old, new in zip(columns, called, strict=True)
    }
    named = comparison.over(table, over).rename(columns=heads)
    return _answer(request, found, table, comparison.leaders(named, called), called)


_MADE: dict[str, Callable[..., Any]] = {**MADE, "units": _Units, "rules": _Rules}
_VIEWS: dict[str, View] = {
    "comparison": partial(_leaning, ""),
    "rca": partial(_leaning, "rca"),
    "series": partial(_followed, "series"),
    "growth": partial(_followed, "growth"),
    "leaders": _leaders,
}


def _compared(
    part: str,
    request: Request,
    progress: Progress,
    units: _Units,
    over: tuple[tuple[str, str], ...],
    rules: _Rules,
) -> tuple[Answer, pd.DataFrame, tuple[str, ...]]:
    """Return the comparison, its table and what the units are called."""
    from clusternet.records import comparison

    rates = _rates(rules.rate)
    progress("reading")
    found = units.read(request, total=rules.total, growth=part == "growth")
    if len(found.units) > 2:
        raise SchemaError.of("units_to_choose", file=units.file, number=len(found.units), units=found.units)
    called, table = _names(units.names, found.units), _directed(found, units.lower)
    if len(found.units) == 1 and part == "growth":
        if over:
            raise Misuse.of("goes_with", option="--over", other=Text("两个以上的对象", "two units or more"))
        frame = comparison.own_growth(table)
        _tell_passed(request, table, frame)
    else:
        options: Any = {"threshold": rules.threshold, "rates": rates, "allow": rules.allow}
        whole = comparison.compare(comparison.over(table, over), names=(called[0], called[1]), **options)
        if whole["reason"].ne("").any():
            if rules.strict:
                raise SchemaError.of("strict", why=_refusals(whole))
            request.tell([_refusals(whole)])
        _tell_unused(request, rates, table)
        frame = _part(whole, part, called)
        _tell_passed(request, whole, frame)
    answer = _answer(request, found, table, frame, called, rules.threshold, rates, rules.allow)
    return answer, frame, called


def _answer(
    request: Request,
    found: Frame,
    table: pd.DataFrame,
    frame: pd.DataFrame,
    called: tuple[str, ...],
    threshold: float | None = None,
    rates: dict[str, float] | None = None,
    allow: tuple[Any, ...] = (),
) -> Answer:
    from clusternet.schema.cells import is_chinese

    request.tell(found.remarks)
    leaders = threshold is None
    language = request.lang or ("zh" if is_chinese([*found.headers, *called, *table["indicator"]]) else "en")
    said = notes.comparison_notes(
        frame, called, leaders=leaders, threshold=threshold or 0, rates=rates or {}, allow=allow
    )
    return Answer(
        Result(
            _narrowed(_worded(frame) if request.readable else frame, request.form),
            notes.comparison_title(called).in_(language),
            spoken(said, language),
            language,
            words=notes.comparison_words(language),
            columns=notes.comparison_labels(called, leaders=leaders),
        )
    )


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what people read: words that stand where others have numbers are in the same column."""
    for words in [name for name in map(str, frame) if name.startswith("text_")]:
        values = frame[words.removeprefix("text_")].astype(object)
        said = frame.pop(words)
        frame = frame.assign(**{str(values.name): values.where(said.eq(""), said)})
    return frame


def _narrowed(frame: pd.DataFrame, form: str) -> pd.DataFrame:
    """Return what a terminal shows: without columns that are blank throughout."""
    if form != "table":
        return frame
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
            raise BadValue.of("no_rate", text=text, option="--rate")
        rates[period.strip() if cut else ""] = rate
    return rates


def _names(names: str | None, units: tuple[str, ...]) -> tuple[str, ...]:
    if names is None:
        return units
    called = tuple(listed(names.replace("，", ","), "--names"))
    if len(called) != len(units) or len(set(called)) != len(called):
        raise BadValue.of("names_needed", number=len(units), option="--names")
    return called


def _directed(found: Frame, lower: tuple[str, ...]) -> pd.DataFrame:
    """Return the table with the directions the command gives."""
    table = found.table
    for name in lower:
        rows = table["indicator"].eq(name)
        if not rows.any():
            raise BadValue.of(
                "no_indicator", name=name, found=dict.fromkeys(table["indicator"]), option="--lower"
            )
        table = table.assign(direction=table["direction"].mask(rows, "less"))
    return table


def _part(frame: pd.DataFrame, part: str, called: tuple[str, ...]) -> pd.DataFrame:
    from clusternet.records import comparison

    if part == "rca":
        return comparison.revealed_advantage(frame, names=(called[0], called[1]))
    if part == "series":
        return comparison.series(frame)
    return comparison.growth(frame) if part == "growth" else frame


def _refusals(frame: pd.DataFrame) -> Text:
    from clusternet.records.comparison import PERIODS, SCALED

    rows = frame[frame["reason"].ne("")]
    first = rows.iloc[0]
    what = f"{first['indicator']} {first['period']}".strip()
    measure = f" ({first['measure']})" if first["measure"] else ""
    why = labels.not_compared(first["reason"], "zh")
    told = Text(
        f"{len(rows)} 行未比较，首行为“{what}”：{why}{measure}",
        f"rows not compared: {len(rows)}, the first {what!r}: {first['reason']}{measure}",
    )
    return NOTHING.join([told, RATED if rows["reason"].isin([SCALED, PERIODS]).any() else NOTHING])


def _tell_unused(request: Request, rates: dict[str, float], table: pd.DataFrame) -> None:
    """Say which rates convert no row."""
    apart = table[table["measure_a"].ne(table["measure_b"])]
    periods = set(apart["period_a"])
    for period, rate in rates.items():
        if period not in periods if period else not periods - set(rates):
            option = f"--rate {period + '=' if period else ''}{rate:g}"
            request.tell([Text(f"{option} 没有可换算的行", f"{option} converts no row")])


def _tell_passed(request: Request, whole: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Say which indicators have no series."""
    left = [name for name in dict.fromkeys(whole["indicator"]) if name not in set(frame["indicator"])]
    if left:
        told, listing = f"{numbered(len(left), 'indicator')} without two periods to follow", some(left)
        request.tell([Text(f"{len(left)} 个指标不足两期：{listing.zh}", f"{told}: {listing.en}")])
