"""``metrics`` and ``centrality``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from clusternet import labels
from clusternet.cli.emit import Progress, Result, describe, emit
from clusternet.cli.request import Request, listed, option_value, replace, requests

if TYPE_CHECKING:
    from clusternet.degree import Base, Direction
    from clusternet.network import ValueNetwork


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
    from clusternet import metrics as measure
    from clusternet.community import Search

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


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for every node."
)
@click.option(
    "--kind",
    type=click.Choice(["all", "sample", "partner"]),
    default="all",
    show_default=True,
    help="Rank these nodes alone.",
)
@click.option("--by", default="degree", show_default=True, metavar="MEASURE", help="What to rank by.")
@click.option("--measures", default="", metavar="a,b|all", help="Further measures beside the degrees.")
def centrality(request: Request, top: int, kind: str, by: str, measures: str) -> None:
    """The most central nodes. Ties go by degree, then out-degree, then id.

    Degrees count distinct partners. Under gephi, eigenvector centrality is Gephi's own sum over 100 rounds,
    which differs from that of other tools by up to 0.8.

    \b
    clusternet centrality --kind sample --year 2022
    clusternet centrality edges.csv --measures all --top 0 --out centrality.csv
    clusternet centrality edges.csv --by betweenness --top 10
    clusternet centrality data/ --rollup parent              groups, and how ranks move
    """
    from clusternet import centrality as measure

    asked = [name.strip() for name in measures.split(",") if name.strip()]
    option_value(lambda: measure.check_measures(asked), "--measures")
    if by not in measure.DEGREES:
        option_value(lambda: measure.check_measures([by]), "--by")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        whole = request.read().network
        net = request.select(whole)
        progress("measuring")
        ranking = partial(
            measure.top, kind=None if kind == "all" else kind, by=by, convention=request.choices()
        )
        frame = ranking(net, top, measures=asked)
        if request.rollup:
            before = ranking(replace(request, rollup=None).select(whole), 0)
            frame = measure.with_ranks_before(frame, before, net)
    title, language = describe(request, net, ("中心度", "Centrality"))
    notes = counted_note(request, language, cumulative=False) + inside_note(request, net, language)
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
    write_rows(request, net)


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--direction",
    type=click.Choice(["out", "in", "total"]),
    default="out",
    show_default=True,
    help="Which degree.",
)
@click.option("--shares", default="0.1,0.01,0.001", show_default=True, metavar="a,b", help="Shares of nodes.")
@click.option(
    "--base",
    type=click.Choice(["all", "positive"]),
    default="all",
    show_default=True,
    help="Share of all nodes, or of those with a positive degree.",
)
def concentration(request: Request, direction: Direction, shares: str, base: Base) -> None:
    """The share of all links that the most linked nodes hold, with Gini and Freeman's centralisation.

    \b
    clusternet concentration --only platforms --year 2021
    clusternet concentration edges.csv --direction in --shares 0.05,0.01
    """
    from clusternet import degree

    asked = option_value(lambda: _numbers(listed(shares, "--shares")), "--shares")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        frame = option_value(
            lambda: degree.concentration(
                net, direction=direction, shares=asked, base=base, convention=request.choices()
            ),
            "--shares",
        )
    title, language = describe(request, net, ("集中度", "Concentration of links"))
    said = f"{labels.base(str(frame['base'].iat[0]), language)} {frame['base_n'].iat[0]:,}"
    notes = counted_note(request, language, cumulative=False) + inside_note(request, net, language)
    notes.append(f"基数：{said}。" if language == "zh" else f"Base: {said}.")
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
    write_rows(request, net)


def _numbers(texts: list[str]) -> list[float]:
    from clusternet.errors import ClusternetError

    try:
        return list(map(float, texts))
    except ValueError:
        raise ClusternetError(f"{','.join(texts)!r} is no list of numbers such as 0.1,0.01") from None


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


def write_rows(request: Request, net: ValueNetwork) -> None:
    """Write the input rows behind a result where ``--rows`` asks for them."""
    from pathlib import Path

    from clusternet.cli.emit import say, write

    if request.rows is None:
        return
    frame = net.edges.rename(columns={"row_file": "file", "row_sheet": "sheet", "row_line": "line"})
    first = [
        name for name in ("file", "sheet", "line", "source", "target", "year", "provenance") if name in frame
    ]
    frame = frame[first + [name for name in frame if name not in first]]
    title, language = describe(request, net, ("数据行", "Input rows"))
    write(Result(frame, title, (), language, net.about.synthetic), Path(request.rows))
    if not request.quiet:
        say(f"{len(frame)} input rows in {request.rows}")
