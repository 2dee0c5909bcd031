"""``metrics``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.cli.values import NAMES, option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import network as notes
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.structure.community import Search


@click.command()
@requests("data", "selection", "convention", "engine", "output", "rows")
@click.option("--columns", type=NAMES, metavar="a,b", help="Compute only these columns.")
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
def metrics(request: Request, **_: Any) -> None:
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
    from clusternet.cli.laked import METRICS

    show(request, _VIEWS, engines=METRICS)


def _metrics(
    request: Request, progress: Progress, *, columns: list[str] | None, search: Search, exact: bool
) -> Answer:
    from clusternet.structure import metrics as measure

    wanted = columns and option_value(lambda: measure.check_columns(columns), "--columns")
    request, net = request.network(progress)
    options: Any = {"columns": wanted, "search": search, "exact": exact, "progress": progress}
    convention = request.choices()
    if request.span is not None:
        progress(Text(f"计算{request.span}年", f"measuring {request.span}"))
        rows: Any = [(request.span, measure.structure(net, convention, **options))]
    else:
        kept = request.isolated == "keep"
        rows = measure.snapshots(net, convention=convention, isolated=kept, **options)
    frame, reasons = measure.table(rows, columns=wanted), measure.reasons(rows)
    yearly = [notes.CUMULATIVE] if request.window is None and net.years else []
    said = [notes.counting(net, request.selection), *yearly, *notes.who_counts(net, request.selection)]
    return of_network(request, net, frame, notes.METRICS, said, sideways=True, reasons=reasons)


_VIEWS: dict[str, View] = {"metrics": _metrics}
