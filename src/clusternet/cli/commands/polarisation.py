"""``polarisation``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import COUNT, LEVEL, REGIONS, listed
from clusternet.cli.request import Request, requests
from clusternet.words.bases import base_of

if TYPE_CHECKING:
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@click.option("--poles", metavar="A,B", help="Places taken as poles.  [default: those of the data set]")
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
def polarisation(
    request: Request,
    level: Level,
    poles: str | None,
    count: Count,
    side: str,
    period: str,
    change: bool,
    replicates: int,
    seed: int,
    regions: str,
) -> None:
    """Concentration of flows by year, and who exchanges with whom: poles and the rest.

    Technology relations unless told otherwise. Annual rows stand before cumulative ones. Intervals (95
    percent) come from resampling firms; --change gives a verdict only where the interval allows one.

    \b
    clusternet polarisation
    clusternet polarisation --poles 北京市,广东省 --change
    clusternet polarisation edges.csv --level city --out polarisation.xlsx
    """
    from clusternet.network.resampling import Resampling
    from clusternet.notes import space as notes
    from clusternet.space import polarisation as measure

    if change and not replicates:
        raise click.UsageError("--change needs intervals: --replicates of at least 1")
    named = None if poles is None else listed(poles.replace("，", ",").replace("、", ","), "--poles")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_main_type(net)
        net = request.select(net)
        progress("resampling firms")
        frame = (measure.changes if change else measure.by_year)(
            net,
            level=level,
            poles=named,
            count=count,
            region_map=regions,
            resampling=Resampling(replicates, seed),
        )
    said = notes.poles_notes(named or net.about.poles, base_of(frame) if len(frame) else None)
    said += notes.intervals_notes(replicates)
    if side != "all":
        frame = frame[frame["side"].eq(side)]
    if period != "all":
        frame = frame[frame["period"].eq(period)]
    if request.readable if change else request.form in ("table", "md", "tex"):
        frame = notes.polarisation_readable(frame, request.language(net))
    emit(result_of(request, net, frame, notes.POLARISATION, said, sideways=not change), request)
    write_rows(request, net)
