"""``nullmodel``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress
from clusternet.cli.options import LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.values import NAMES, option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import nulls as notes
from clusternet.notes.network import who_counts
from clusternet.notes.space import outside_notes
from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.typing import Level


@click.command()
@requests("data", "selection", "output", "rows")
@options.null()
@options.replicates("Random networks.  [default: 199; 30 with --fast]")
@click.option("--columns", type=NAMES, metavar="a,b", help="Compute only these metrics.")
@click.option("--flows", is_flag=True, help="Flows between places against the null, instead of metrics.")
@LEVEL
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="With --flows; 0 for all."
)
@options.SEED
@click.option("--fast", is_flag=True, help="30 random networks.")
@click.option("--exact", is_flag=True, help="All pairs' distances however large the network is.")
@REGIONS
def nullmodel(request: Request, **_: Any) -> None:
    """Test the network against random networks with the same degrees and frame.

    Every node keeps its degrees, and the links between sample and partner nodes their numbers. z, ratio and
    an empirical two-sided p for each metric.

    \b
    clusternet nullmodel --year 2022
    clusternet nullmodel edges.csv --fast --columns reciprocity,modularity
    clusternet nullmodel --null dcm --flows --relation technology     flows beside expected ones
    """
    show(request, _VIEWS)


def _metrics(
    request: Request, progress: Progress, *, columns: list[str] | None, exact: bool, random: options.Nulls
) -> Answer:
    from clusternet.nulls import nullmodel as measure

    option_value(lambda: columns and measure.check_metrics(columns), "--columns")
    request, net = request.network(progress)
    progress("measuring")
    drawn = random.drawn(measure) | {"progress": progress.of("random networks")}
    found = measure.against(net, metrics=columns, exact=exact, **drawn)
    said = notes.null_metrics_notes(found, random.null, random.count(measure), random.seed) + who_counts(
        net, request.selection
    )
    frame = notes.null_readable(found.table, request.language(net)) if request.readable else found.table
    return of_network(request, net, frame, notes.METRICS, said, reasons=found.reasons)


def _flows(
    request: Request, progress: Progress, *, level: Level, top: int, regions: str, random: options.Nulls
) -> Answer:
    from clusternet.kernels.families import with_adjusted
    from clusternet.nulls import nullmodel as measure
    from clusternet.nulls.flows import expected
    from clusternet.space.located import base_within, own_places

    request, net = request.network(progress, main_type=True)
    progress("measuring")
    drawn = random.drawn(measure) | {"progress": progress.of("random networks")}
    found = expected(net, level=level, region_map=regions, **drawn)
    frame = found.table
    base, number = base_within(net, level, "pairs"), int(frame["observed"].sum())
    said = notes.null_flows_notes(
        base, number, found.kept, null=random.null, count=random.count(measure), seed=random.seed
    )
    pairs = int((~net.links().loops).sum())
    said += outside_notes(base, pairs - number, own=own_places(net, level))
    said += who_counts(net, request.selection)
    frame = with_adjusted(frame[: top or None])
    said += notes.family_notes(frame)
    frame = notes.null_readable(frame, request.language(net)) if request.readable else frame
    ends = {name: labels.holding(name, "place") for name in ("source", "target")}
    return of_network(request, net, frame, notes.FLOWS, said, columns=ends)


_VIEWS: dict[str, View] = {"metrics": _metrics, "flows": _flows}
