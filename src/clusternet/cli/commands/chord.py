"""``chord``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure
from clusternet.cli.emit import Progress
from clusternet.cli.flow_input import read_flows
from clusternet.cli.options import flow_figure
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "convention", "engine")
@figure("chord")
@flow_figure(10)
def chord(request: Request, sheet: Sheet, level: Level, places: int, count: Count, regions: str) -> None:
    """Flows between places as ribbons in a circle; what stays in a place is on the outer ring.

    What is not among the largest places is 其他 (Other). Technology relations unless told otherwise.

    \b
    clusternet chord --year 2022
    clusternet chord --level region --regions nine_cities --out regions.svg
    """
    from clusternet.notes.flow_figures import CHORD
    from clusternet.plot.flow.chord import plan

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        found = read_flows(request, level=level, places=places, count=count, regions=regions)
        progress("drawing")
        said = found.words(CHORD)
        terms = found.terms(said.language)
        sheet.publish(
            lambda width: plan(found.table, width, language=said.language, places=places, terms=terms),
            words=said,
        )
