"""``metrics``."""

from __future__ import annotations

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import listed, option_value
from clusternet.cli.request import Request, requests


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option("--columns", metavar="a,b", help="Compute only these columns.")
@click.option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help="In Gephi's sense: below 1 gives more communities. 1/gamma of networkx and igraph.",
)
@click.option(
    "--algorithm",
    type=click.Choice(["louvain", "leiden"]),
    help="For the communities.  [default: louvain under gephi, else leiden]",
)
@click.option("--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Runs of it.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The first seed.")
@click.option("--exact", is_flag=True, help="All pairs' distances however large the network is.")
def metrics(
    request: Request,
    columns: str | None,
    resolution: float,
    algorithm: str | None,
    seeds: int,
    seed: int,
    exact: bool,
) -> None:
    """Structure of the network: for every year (cumulative), or for one selection of it.

    Path lengths are over the ordered pairs that a path joins; the share of those is printed beside them.
    Modularity depends on the partition found: best, median and minimum over the seeds are given.
    Beyond a million links path lengths are estimated from a sample, with the interval on stderr; the
    diameter stays exact, and --exact takes all pairs.

    \b
    clusternet metrics                                       the shipped network, every year
    clusternet metrics edges.csv --year 2022 --format json
    clusternet metrics edges.csv --columns nodes,edges,density --undirected
    """
    from clusternet.notes import network as notes
    from clusternet.structure import metrics as measure
    from clusternet.structure.community import Search

    wanted = None
    if columns is not None:
        asked = listed(columns, "--columns")
        wanted = option_value(lambda: measure.check_columns(asked), "--columns")
    search = option_value(lambda: Search(algorithm, seeds, seed, resolution), "--resolution")  # type: ignore[arg-type]
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        convention = request.choices()
        if request.window is not None or request.year is not None:
            label: object = (
                request.year if request.window is None else f"{request.window[0]}:{request.window[1]}"
            )
            progress(f"measuring {label}")
            found = measure.structure(
                net, convention, columns=wanted, search=search, exact=exact, progress=progress
            )
            rows = [(label, found)]
        else:
            rows = measure.snapshots(
                net,
                convention=convention,
                columns=wanted,
                search=search,
                isolated=request.isolated == "keep",
                exact=exact,
                progress=progress,
            )
    frame, reasons = measure.table(rows, columns=wanted), measure.reasons(rows)
    yearly = [notes.CUMULATIVE] if request.window is None and net.years else []
    said = [notes.counting(net, request.selection), *yearly, *notes.who_counts(net, request.selection)]
    emit(result_of(request, net, frame, notes.METRICS, said, sideways=True, reasons=reasons), request)
    write_rows(request, net)
