"""``communities``."""

from __future__ import annotations

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import option_value, view
from clusternet.cli.request import Request, requests
from clusternet.words import labels

SHOWN = 20
"""Communities printed in the terminal unless told otherwise; every other form holds all of them."""

NULLS = 30
"""Random networks beside the summary."""


_VIEWS = {"communities": ("top", "nulls"), "members": (), "summary": ("nulls",)}
"""View -> the options that it takes."""


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--algorithm",
    type=click.Choice(["louvain", "leiden"]),
    help="How they are looked for.  [default: louvain under gephi, else leiden]",
)
@click.option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help="In Gephi's sense: below 1 gives more communities. 1/gamma of networkx and igraph.",
)
@click.option(
    "--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Runs; the best counts."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The first seed.")
@click.option(
    "--nulls",
    type=click.IntRange(min=0),
    help="Random networks with the same degrees, for Q beside theirs.  [default: 30 with --summary, else 0]",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    help="The largest communities; 0 for all.  [default: 20 in a terminal]",
)
@click.option(
    "--members", is_flag=True, help="The community of every node instead: rank, id, name, community."
)
@click.option("--summary", is_flag=True, help="One row instead: modularity, and agreement over the seeds.")
def communities(
    request: Request,
    algorithm: str | None,
    resolution: float,
    seeds: int,
    seed: int,
    nulls: int | None,
    top: int | None,
    members: bool,
    summary: bool,
) -> None:
    """Communities: size, links inside, leading members, main province and technology, the largest first.

    They are looked for on the undirected view, once a seed; the run of the highest modularity is shown. How
    far the runs agree (NMI, ARI: 1 is the same partition) says how much of it is chance, and so does the
    modularity of random networks that keep every node's degrees.

    \b
    clusternet communities --year 2022
    clusternet communities edges.csv --algorithm leiden --seeds 50 --summary
    clusternet communities edges.csv --members --out communities.csv        for Gephi: import as node table
    clusternet communities --resolution 0.5 --top 10
    """
    from clusternet.notes import structure as notes
    from clusternet.notes.network import counted_notes
    from clusternet.nulls import partitions
    from clusternet.structure import communities as measure
    from clusternet.structure.community import Search, detect

    view(_VIEWS)
    search = option_value(lambda: Search(algorithm, seeds, seed, resolution), "--resolution")  # type: ignore[arg-type]
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        convention = request.choices()
        progress("looking for communities")
        found = detect(net, convention=convention, search=search)
        progress("measuring")
        held = None
        random = (NULLS if summary else 0) if nulls is None else nulls
        if random and net.directed:
            progress("rewiring")
            held = partitions.against_nulls(net, replicates=random, convention=convention, search=search)
        whole = partitions.summary(net, found, search, nulls=held)
        if members:
            frame = measure.members(net, found, convention=convention)
        else:
            frame = whole if summary else measure.table(net, found, convention=convention)
    said = [notes.partition_note(whole, search)] if not summary else []
    said += [notes.random_partitions_note(whole, search)] if held is not None else []
    said += [] if members or summary else notes.communities_notes(measure.overall(net))
    said += counted_notes(net, request.selection)
    read = request.form in ("table", "md", "tex")
    if summary and read:
        frame = frame.assign(p=labels.empirical(frame["p"].iat[0], frame["nulls"].iat[0]))
    if not members and not summary:
        if top is None and request.form == "table" and len(frame) > SHOWN:
            top, said = SHOWN, [notes.shown_note(SHOWN, len(frame)), *said]
        frame = frame.head(top) if top else frame
        frame = notes.communities_readable(frame, request.language(net)) if read else frame
    emit(result_of(request, net, frame, notes.COMMUNITIES, said, sideways=summary), request)
    write_rows(request, net)
