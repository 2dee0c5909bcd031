"""``polarisation``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, LEVEL, REGIONS, Names
from clusternet.cli.request import Request, requests
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import space as notes
from clusternet.words.bases import base_of

if TYPE_CHECKING:
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@click.option(
    "--poles",
    type=Names("，、"),
    metavar="A,B",
    help="Places taken as poles.  [default: those of the data set]",
)
@COUNT
@click.option(
    "--side",
    type=click.Choice(["all", "enable", "input", "flow"]),
    default="all",
    show_default=True,
    help="What places supply, what they receive, or the flows between them.",
)
@click.option(
    "--period",
    type=click.Choice(["all", "annual", "cumulative"]),
    default="all",
    show_default=True,
    help="Each year by itself, or everything up to it.",
)
@click.option("--change", is_flag=True, help="First year against last: change, interval and verdict.")
@click.option(
    "--replicates",
    type=click.IntRange(min=0),
    default=199,
    show_default=True,
    help="Resamplings of firms for the intervals; 0 for none.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the resampling.")
@REGIONS
def polarisation(request: Request, **_: Any) -> None:
    """Concentration of flows by year, and who exchanges with whom: poles and the rest.

    Technology relations unless told otherwise. Annual rows stand before cumulative ones. Intervals (95
    percent) come from resampling firms; --change gives a verdict only where the interval allows one.

    \b
    clusternet polarisation
    clusternet polarisation --poles 北京市,广东省 --change
    clusternet polarisation edges.csv --level city --out polarisation.xlsx
    """
    show(request, _VIEWS)


def _polarisation(
    request: Request,
    progress: Progress,
    *,
    level: Level,
    poles: list[str] | None,
    count: Count,
    side: str,
    period: str,
    change: bool,
    replicates: int,
    seed: int,
    regions: str,
) -> Answer:
    from clusternet.network.resampling import Resampling
    from clusternet.space import flows
    from clusternet.space import polarisation as measure

    if change and not replicates:
        raise click.UsageError("--change needs intervals: --replicates of at least 1")
    request, net = request.network(progress, main_type=True)
    progress("resampling firms")
    frame = (measure.changes if change else measure.by_year)(
        net,
        level=level,
        poles=poles,
        count=count,
        region_map=regions,
        resampling=Resampling(replicates, seed),
    )
    said = notes.poles_notes(poles or net.about.poles, base_of(frame) if len(frame) else None)
    whole = flows.matrix(net.until(net.years[-1]), level=level, count=count, region_map=regions)
    own = flows.own_places(net, level)
    said += notes.outside_notes(whole.base_name, whole.outside, own=own, when=notes.IN_ALL_YEARS)
    said += notes.intervals_notes(replicates)
    for column, wanted in (("side", side), ("period", period)):
        frame = frame if wanted == "all" else frame[frame[column].eq(wanted)]
    if request.readable if change else request.form in ("table", "md", "tex"):
        frame = notes.polarisation_readable(frame, request.language(net))
    return of_network(request, net, frame, notes.POLARISATION, said, sideways=not change)


_VIEWS: dict[str, View] = {"polarisation": _polarisation}
