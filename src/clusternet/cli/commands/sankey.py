"""``sankey``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.backbones import BACKBONE, SIGNIFICANT
from clusternet.cli.drawing import Sheet, figure
from clusternet.cli.emit import Progress
from clusternet.cli.flow_input import Against, read_flows
from clusternet.cli.options import OF_COLUMNS, flow_figure
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "convention", "engine")
@figure("sankey")
@flow_figure(10)
@OF_COLUMNS
@BACKBONE
@SIGNIFICANT
def sankey(
    request: Request,
    sheet: Sheet,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None,
    backbone: float | None,
    significant: float | None,
) -> None:
    """Flows from the enabling places, left, to the receiving places, right.

    All located links are drawn: what is not among the largest places is 其他 (Other). Technology relations
    unless told otherwise.

    \b
    clusternet sankey --year 2022
    clusternet sankey --level city --places 15 --out cities.pdf
    clusternet sankey --backbone 0.05
    clusternet sankey --significant 0.05
    clusternet sankey --of technology,application --out sankey.html
    """
    from clusternet.notes.flow_figures import SANKEY
    from clusternet.plot.flow.sankey import plan

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        against = Against(backbone=backbone, significant=significant)
        found = read_flows(
            request, level=level, places=places, count=count, regions=regions, of=of, against=against
        )
        progress("drawing")
        said = found.words(SANKEY)
        language, terms = said.language, found.terms(said.language)
        sheet.publish(
            lambda width: plan(found.table, width, language=language, places=places, terms=terms),
            words=said,
        )


__all__ = ["sankey"]
