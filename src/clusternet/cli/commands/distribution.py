"""``distribution``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.charts import CHART, FIGURE_TOO, VALUE, Drawn
from clusternet.cli.drawing import Printed
from clusternet.cli.emit import Progress
from clusternet.cli.options import BY, KIND, NESTING, OF, REGIONS, WITHIN, check_industry
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import option_value
from clusternet.cli.views import MADE, Answer, View, drawn_of_network, of_network, show
from clusternet.notes import space as notes
from clusternet.notes.series_figures import bars_note, bars_title
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.distribution import By
    from clusternet.typing import Kind, Nesting
    from clusternet.words.labels import Label
    from clusternet.words.text import Text


@click.command()
@requests("data", "selection", "engine", "output", "rows")
@BY
@OF
@click.option("--by-year", is_flag=True, help="Every year by itself.")
@click.option("--cumulative", is_flag=True, help="With --by-year: everything up to each year.")
@KIND
@NESTING
@click.option(
    "--across",
    type=click.Choice(["technology", "application", "industry"]),
    help="With --by one of these: both at once, with location quotients.",
)
@WITHIN
@REGIONS
@click.option("--top", type=click.IntRange(min=0), default=0, help="How many names, a year; 0 for all.")
@FIGURE_TOO
@CHART
@VALUE
def distribution(request: Request, **_: Any) -> None:
    """How relations, or nodes, fall on technologies, fields, industries, places or categories.

    Technology relations unless told otherwise. A cell that names several values counts once for each.

    \b
    clusternet distribution --by application --by-year
    clusternet distribution --by industry --within tertiary --nesting section
    clusternet distribution --by province --kind sample --figure provinces.png --chart tiles
    clusternet distribution --by technology --by-year --figure technologies.png --chart area
    clusternet distribution --by technology --across application
    """
    show(request, _VIEWS, _MADE)


def _shares(
    request: Request,
    progress: Progress,
    *,
    by: By,
    of: str | None,
    by_year: bool,
    cumulative: bool,
    kind: Kind | None,
    nesting: Nesting,
    within: str | None,
    regions: str,
    top: int,
    drawn: Drawn,
    page: Printed,
) -> Answer:
    from clusternet.cli.laked import shares_of
    from clusternet.network.relations import TECHNOLOGY
    from clusternet.space import distribution as measure

    if cumulative and not by_year:
        raise Misuse.of("goes_with", option="--cumulative", other="--by-year")
    check_industry(by, nesting=nesting, within=within)
    options: Any = {"of": of, "kind": kind, "nesting": nesting, "within": within, "region_map": regions}
    if request.engine != "local":
        found = shares_of(request, progress, by, yearly=by_year, cumulative=cumulative, **options)
        request, net, frame, outside = found
    else:
        request, net = request.network(progress, main_type=(of or measure.counted(by)) == "edges")
        if by_year:
            frame = measure.by_year(net, by, cumulative=cumulative, **options)
        else:
            frame = measure.shares(net, by, **options)
        outside = measure.unvalued(net, by, of=options["of"], kind=kind, region_map=regions)
    edges, technology = (of or measure.counted(by)) == "edges", request.relation == TECHNOLOGY
    called, name = None, labels.label(by)
    if labels.holds(by) == "place" and net.about.places == "own":
        called = net.about.place(by)
        name = labels.Label(called.zh, called.en[:1].upper() + called.en[1:], holds="zone")
    title = bars_title(
        by, edges=edges, technology=technology, kind=kind, nesting=nesting, within=within, called=called
    )
    shown = frame[frame["rank"] <= top] if top else frame
    answer = _answer(request, net, shown, title, {"name": name}, outside)
    counted = labels.label("relations" if edges else "nodes")
    words = {"holds": name.holds, "language": answer.result.language, "label": counted}
    value = "share" if by_year else "count"
    said = [bars_note(frame), *notes.without_value(frame, outside)]
    answer = drawn_of_network(request, net, answer, title, said)
    return drawn.answer(answer, frame, page, years=by_year, top=top, value=value, **words)


def _crossed(request: Request, progress: Progress, *, by: By, across: By, nesting: Nesting) -> Answer:
    from clusternet.space import crossed as measure
    from clusternet.space.distribution import counted

    if request.engine != "local":
        request.reserve(("--across", True))
    if across == by:
        raise Misuse.of("other_attribute")
    check_industry(by, across, nesting=nesting)
    request, net = request.network(progress, main_type=counted(by) == "edges")
    frame = option_value(lambda: measure.across(net, by, across, nesting=nesting), "--across")
    outside = measure.crossed(net, by, across, nesting=nesting).outside
    columns = {"name": labels.label(by), "across": labels.label(across)}
    return _answer(request, net, frame, notes.DISTRIBUTION, columns, outside)


_VIEWS: dict[str, View] = {"distribution": _shares, "across": _crossed}
_MADE = {**MADE, "drawn": Drawn}


def _answer(
    request: Request,
    net: ValueNetwork,
    frame: pd.DataFrame,
    title: Text,
    columns: dict[str, Label],
    outside: int,
) -> Answer:
    said = notes.distribution_notes(frame, request.selection, outside=outside)
    return of_network(request, net, frame, title, said, columns=columns)
