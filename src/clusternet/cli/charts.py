"""``--figure`` and ``--chart`` of the commands that print a table: how its numbers are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import click

from clusternet.cli.drawing import Printed, beside
from clusternet.cli.usage import Misuse
from clusternet.words.text import Text, numbered, some

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from clusternet.cli.views import Answer
    from clusternet.plot.sheet.page import Planner
    from clusternet.words.labels import Label

BY_YEAR = ("line", "area", "rank")
AT_ONCE = ("bar", "pie", "tiles")
_TOP = {"line": 8, "area": 8, "rank": 10, "bar": 20, "pie": 8}

FIGURE_TOO = beside("--figure", words="Also draw it:")
CHART = click.option(
    "--chart",
    type=click.Choice([*BY_YEAR, *AT_ONCE]),
    help="With --figure: years as lines, areas or ranks; else bars, a pie, or a map of squares (tiles).",
)
VALUE = click.option(
    "--value",
    type=click.Choice(["count", "share", "per_million"]),
    help="With --chart line, area or tiles: what is drawn.  [default: shares by year, else counts]",
)


def chart_of(chart: str | None, *, years: bool) -> str:
    """Return how a table is drawn; refuse what does not go with it."""
    fits = BY_YEAR if years else AT_ONCE
    if chart is not None and chart not in fits:
        which = Text("没有", "without") if years else Text("含有", "with")
        raise Misuse.of("chart_of_years", chart=chart, which=which)
    return chart or fits[0]


@dataclass(frozen=True)
class Drawn:
    """What the options say of a figure."""

    figure: str | None
    chart: str | None
    value: str | None

    def answer(
        self, answer: Answer, table: pd.DataFrame, page: Printed, *, years: bool, value: str, **how: Any
    ) -> Answer:
        """Return an answer with the figure of a table, if one is asked for; see :func:`planner`."""
        sheet = page.beside(self.figure, "--figure")
        if sheet is None:
            if self.chart or self.value:
                raise Misuse.of("goes_with", option="--chart" if self.chart else "--value", other="--figure")
            return answer
        chart = chart_of(self.chart, years=years)
        if self.value and chart not in ("line", "area", "tiles"):
            raise Misuse.of("value_of_chart", chart=chart)
        plan = planner(table, chart, value=self.value or value, **how)
        if chart == "tiles" and (off := off_the_map(table["name"], how.get("language", "zh"))):
            result, said = answer.result, answer.words or answer.result.said
            answer = replace(
                answer,
                result=replace(result, notes=[*result.notes, off]),
                words=replace(said, notes=[*said.notes, off]),
            )
        return replace(answer, sheet=sheet, plan=plan)


def off_the_map(names: Iterable[str], language: str) -> str:
    """Return the line that says which names a tile map has no square for; blank if none."""
    from clusternet.places.tiles import placed

    names = list(dict.fromkeys(map(str, names)))
    off = [name for name in names if name not in placed(names)[1]]
    if not off:
        return ""
    listed = some(off)
    zh = f"方块地图上没有的名称 {len(off)} 个：{listed.zh}"
    return Text(zh, f"{numbered(len(off), 'name')} without a square: {listed.en}").in_(language)


def planner(
    table: pd.DataFrame,
    chart: str,
    *,
    value: str = "count",
    top: int = 0,
    label: Label | None = None,
    scores: bool = False,
    apart: bool = False,
    **words: Any,
) -> Planner:
    """Return what lays out a table of ``name``, ``count``, ``year`` and ``rank`` as a chart.

    Parameters
    ----------
    value
        Column that lines and tiles show.
    top
        How many names; by the chart if 0.
    label
        How the numbers of bars and tiles are printed.
    scores
        Whether the numbers are no counts, which have shares.
    apart
        Whether lines are drawn a second time without the largest.
    words
        ``holds``, what the names are, and ``language``.
    """
    from clusternet.plot.map import tiles
    from clusternet.plot.series import bars, lines, pie
    from clusternet.words.labels import shown

    top = top or _TOP.get(chart, 0)
    if value not in table:
        raise Misuse.of("no_value_column", value=value)
    if chart in BY_YEAR:
        return partial(
            lines.plan, table, chart=cast("lines.Chart", chart), value=value, apart=apart, top=top, **words
        )
    if chart == "pie":
        return partial(pie.plan, table, top=top, **words)
    if chart == "bar":
        return partial(bars.plan, table, label=label, scores=scores, top=top, **words)
    language = words["language"]
    title = "" if label is None else label.in_(language)
    printed = None
    if label is not None and (scores or value != "count"):
        printed = partial(shown, kind=label.style, decimals=label.decimals)
    return partial(tiles.plan, table, value=value, title=title, language=language, printed=printed)
