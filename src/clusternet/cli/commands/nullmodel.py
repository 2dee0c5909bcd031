"""``nullmodel``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import LEVEL, REGIONS, listed, option_value
from clusternet.cli.request import Request, requests
from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.nulls.ensemble import Null
    from clusternet.typing import Level


_VIEWS = {"metrics": ("columns", "exact"), "flows": ("top", "level", "regions")}
"""View -> the options that it takes."""


@click.command()
@requests("data", "selection", "output", "rows")
@options.null()
@options.replicates("Random networks.  [default: 199; 30 with --fast]")
@click.option("--columns", metavar="a,b", help="Compute only these metrics.")
@click.option("--flows", is_flag=True, help="Flows between places against the null, instead of metrics.")
@LEVEL
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="With --flows; 0 for all."
)
@options.SEED
@click.option("--fast", is_flag=True, help="30 random networks.")
@click.option("--exact", is_flag=True, help="All pairs' distances however large the network is.")
@REGIONS
def nullmodel(
    request: Request,
    null: Null,
    replicates: int | None,
    columns: str | None,
    flows: bool,
    level: Level,
    top: int,
    seed: int,
    fast: bool,
    exact: bool,
    regions: str,
) -> None:
    """Test the network against random networks with the same degrees and frame.

    Every node keeps its in- and out-degree, and where no tie of the data joins two partner nodes none does in
    a random network. z, ratio and an empirical two-sided p for each metric.

    \b
    clusternet nullmodel --year 2022
    clusternet nullmodel edges.csv --fast --columns reciprocity,modularity
    clusternet nullmodel --null dcm --flows --relation technology     flows beside expected ones
    """
    from clusternet.notes import nulls as notes
    from clusternet.notes.network import who_counts
    from clusternet.nulls import nullmodel as measure
    from clusternet.nulls.ensemble import is_framed
    from clusternet.space.flows import base_within

    options.view(_VIEWS)
    asked = None if columns is None else listed(columns, "--columns")
    wanted = option_value(lambda: measure.check_metrics(asked), "--columns")
    count = options.random_networks(replicates, measure, fast=fast)
    reasons: tuple[str, ...] = ()
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_main_type(net) if flows else request
        net = request.select(net)
        progress("measuring")
        drawing = progress.of("random networks")
        common: dict[str, Any] = {"null": null, "replicates": count, "seed": seed, "progress": drawing}
        if flows:
            frame = measure.flows(net, level=level, region_map=regions, **common)
            said = notes.null_flows_notes(
                base_within(net, level, "pairs"),
                int(frame["observed"].sum()),
                null=null,
                count=count,
                seed=seed,
                framed=is_framed(net),
            )
            frame = frame.head(top) if top else frame
        else:
            found = measure.against(net, metrics=wanted, exact=exact, **common)
            frame, reasons = found.table, found.reasons
            said = notes.null_metrics_notes(found, null, count, seed)
    said += who_counts(net, request.selection)
    frame = notes.null_readable(frame, request.language(net)) if request.readable else frame
    title = notes.FLOWS if flows else notes.METRICS
    ends = {name: labels.holding(name, "place") for name in ("source", "target")}
    emit(result_of(request, net, frame, title, said, columns=ends, reasons=reasons), request)
    write_rows(request, net)
