"""``bars``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import BY, KIND, NESTING, OF, REGIONS, WITHIN, check_industry
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.words import labels
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.distribution import By
    from clusternet.typing import Kind, Nesting


@click.command()
@requests("data", "selection")
@figure("bars")
@BY
@OF
@click.option("--by-year", is_flag=True, help="Stack the years in every bar.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for all.")
@KIND
@NESTING
@WITHIN
@REGIONS
def bars(
    request: Request,
    sheet: Sheet,
    by: By,
    of: str | None,
    by_year: bool,
    top: int,
    kind: Kind | None,
    nesting: Nesting,
    within: str | None,
    regions: str,
) -> None:
    """A distribution as ranked bars, stacked by year if asked.

    \b
    clusternet bars --by application --by-year
    clusternet bars --by province --kind sample --out provinces.svg
    clusternet bars --by industry --within tertiary
    """
    from clusternet.network.relations import TECHNOLOGY
    from clusternet.notes import series_figures as notes
    from clusternet.notes.space import without_value
    from clusternet.plot.series.bars import plan
    from clusternet.space import distribution

    check_industry(by, nesting=nesting, within=within)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        edges = (of or distribution.counted(by)) == "edges"
        if by_year and not edges:
            raise Misuse.of("no_year_of_nodes")
        request = request.of_main_type(net.edges) if edges else request
        net = request.select(net)
        options = {"of": of, "kind": kind, "nesting": nesting, "within": within}
        measure = distribution.by_year if by_year else distribution.shares
        table = measure(net, by, region_map=regions, **options)  # type: ignore[arg-type]
        outside = distribution.unvalued(net, by, of=of, kind=kind, region_map=regions)  # type: ignore[arg-type]
        progress("drawing")
        named = {"technology": request.relation == TECHNOLOGY, "nesting": nesting, "within": within}
        title = notes.bars_title(by, edges=edges, kind=kind, **named)  # type: ignore[arg-type]
        said = [notes.bars_note(table), *without_value(table, outside)]
        finding = NOTHING if by_year else _finding(net, table, title, by, edges=edges)
        sheet.publish(
            partial(plan, table, top=top, holds=labels.holds(by), language=request.language(net)),
            words=words(request, net, title, said, finding),
        )


def _finding(net: ValueNetwork, table: pd.DataFrame, title: Text, by: By, *, edges: bool) -> Text:
    """Return what ranks first."""
    from clusternet.notes import stated

    years = (net.years[0], net.years[-1]) if net.years else None
    return stated.first(table, title, holds=labels.holds(by), edges=edges, years=years)
