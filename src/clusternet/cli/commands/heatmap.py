"""``heatmap``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.backbones import SIGNIFICANT
from clusternet.cli.drawing import Sheet, figure
from clusternet.cli.emit import Progress
from clusternet.cli.flow_input import Against, read_flows
from clusternet.cli.options import OF_COLUMNS, flow_figure
from clusternet.cli.request import Request, requests
from clusternet.cli.values import files

if TYPE_CHECKING:
    from clusternet.plot.flow.held import Value
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "convention", "engine")
@figure("heatmap")
@flow_figure(12)
@OF_COLUMNS
@click.option(
    "--value",
    type=click.Choice(["flow", "share", "expected_ratio", "residual"]),
    default="flow",
    show_default=True,
    help="What colours and cells say; expected_ratio: observed over independence; residual: over the gravity "
    "model, see clusternet gravity.",
)
@click.option(
    "--coordinates",
    metavar="FILE",
    shell_complete=files,
    help="With --value residual: place, longitude, latitude.",
)
@SIGNIFICANT
def heatmap(
    request: Request,
    sheet: Sheet,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None,
    value: Value,
    coordinates: str | None,
    significant: float | None,
) -> None:
    """The matrix of flows, enabling places down, receiving places across, with their shares as bars.

    All located links are in it: what is not among the largest places is 其他 (Other). Technology relations
    unless told otherwise.

    \b
    clusternet heatmap --year 2022
    clusternet heatmap --value expected_ratio --places 0 --out ratio.pdf
    clusternet heatmap --value residual
    clusternet heatmap --significant 0.05
    clusternet heatmap --of technology,application --out heatmap.html
    """
    from clusternet.notes.flow_figures import HEATMAP
    from clusternet.plot.flow.heatmap import plan

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        model = value == "residual"
        against = Against(significant=significant, gravity=model, coordinates=coordinates)
        found = read_flows(
            request, level=level, places=places, count=count, regions=regions, of=of, against=against
        )
        progress("drawing")
        said = found.words(HEATMAP)
        options: dict[str, Any] = {
            "language": said.language,
            "places": places,
            "terms": found.terms(said.language),
            "value": value,
        }
        sheet.publish(lambda width: plan(found.table, width, **options), words=said)
