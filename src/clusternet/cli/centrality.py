"""``centrality``."""

from __future__ import annotations

from functools import partial

import click

from clusternet.cli.emit import Progress, Result, describe, emit
from clusternet.cli.request import Request, option_value, replace, requests
from clusternet.cli.structure import counted_note, inside_note, write_rows


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
