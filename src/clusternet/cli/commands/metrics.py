"""``metrics``, and what other tables of the structure say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import listed, option_value
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork


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
            frame = measure.table([(label, found)], columns=wanted)
        else:
            frame = measure.by_year(
                net,
                convention=convention,
                columns=wanted,
                search=search,
                isolated=request.isolated == "keep",
                exact=exact,
                progress=progress,
            )
    title, language = describe(request, net, ("网络结构", "Network structure"))
    notes = counted_note(request, language, cumulative=request.window is None and bool(net.years))
    notes += inside_note(request, net, language)
    emit(Result(frame, title, notes, language, net.about.synthetic, sideways=True), request)
    write_rows(request, net)


def counted_note(request: Request, language: str, *, cumulative: bool) -> list[str]:
    """Return the lines that say what was counted."""
    if language == "zh":
        view = "无向（互联只计一次）" if request.undirected else "有向"
        lines = [f"口径：{request.convention}，{view}；边为去重后的有序节点对，关系数为原始记录数。"]
        return [*lines, "各年为截至当年的累计网络。"] if cumulative else lines
    view = "undirected view" if request.undirected else "directed"
    lines = [
        f"Convention: {request.convention}, {view}. Edges are distinct ordered pairs, relations are rows."
    ]
    return [*lines, "Each year is cumulative: everything up to and including it."] if cumulative else lines


def inside_note(request: Request, net: ValueNetwork, language: str) -> list[str]:
    """Return the line that says how many rows lie inside groups, and what became of them."""
    if not request.rollup:
        return []
    rows = int(net.inside_rows.sum())
    if language == "zh":
        fate = "作为自环计入" if request.inside == "keep" else "作为自环单列，不计入边和度数"
        return [f"按母公司合并；集团内部关系 {rows:,} 条，{fate}。"]
    fate = "self-loops, counted" if request.inside == "keep" else "self-loops, in no edge and no degree"
    return [f"Members count as their group; {rows:,} relations lie inside one: {fate}."]
