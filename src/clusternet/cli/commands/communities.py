"""``communities``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import FRAME, stated
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import structure as notes
from clusternet.notes.network import counted_notes
from clusternet.notes.nulls import floor_notes
from clusternet.notes.structure import COMMUNITIES
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.structure.community import Partition, Search
    from clusternet.words.text import Text

SHOWN = 20
"""Communities printed in the terminal unless told otherwise; every other form holds all of them."""

NULLS = 30
"""Random networks beside the summary."""


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
    help="Random networks with the same degrees, for Q beside theirs.  [default: 30 with --summary, 99 with "
    "--significance, else 0]",
)
@FRAME
@click.option(
    "--top",
    type=click.IntRange(min=0),
    help="The largest communities; 0 for all.  [default: 20 in a terminal]",
)
@click.option(
    "--members", is_flag=True, help="The community of every node instead: rank, id, name, community."
)
@click.option(
    "--cores", is_flag=True, help="Instead: stable cores, the nodes that every run puts in one community."
)
@click.option(
    "--scan",
    is_flag=True,
    help="Instead: communities by the resolution of the constant Potts model (Leiden), and where they stay.",
)
@click.option(
    "--significance",
    is_flag=True,
    help="Instead: whether each community holds together more than the best of like size in random networks.",
)
@click.option("--summary", is_flag=True, help="One row instead: modularity, and agreement over the seeds.")
def communities(request: Request, **_: Any) -> None:
    """Communities: size, links inside, leading members, main province and technology, the largest first.

    They are looked for on the undirected view, once a seed; the run of the highest modularity is shown. How
    far the runs agree (NMI, ARI: 1 is the same partition) says how much of it is chance, and so does the
    modularity of random networks that keep every node's degrees.

    \b
    clusternet communities --year 2022
    clusternet communities edges.csv --algorithm leiden --seeds 50 --summary
    clusternet communities edges.csv --members --out communities.csv        for Gephi: import as node table
    clusternet communities --cores
    clusternet communities --scan --seeds 3
    clusternet communities --significance
    clusternet communities --resolution 0.5 --top 10
    """
    show(request, _VIEWS)


def _communities(
    request: Request,
    progress: Progress,
    *,
    search: Search,
    nulls: int | None,
    frame: bool,
    top: int | None,
) -> Answer:
    from clusternet.structure import communities as measure

    found = _found(request, progress, search, nulls or 0, framed=frame)
    table = measure.table(found.net, found.partition, convention=request.choices())
    said = [*found.said, *notes.communities_notes(measure.overall(found.net))]
    if top is None and request.form == "table" and len(table) > SHOWN:
        top, said = SHOWN, [notes.shown_note(SHOWN, len(table)), *said]
    table = table[: top or None]
    if request.form in ("table", "md", "tex"):
        table = notes.communities_readable(table, request.language(found.net))
    return of_network(request, found.net, table, notes.COMMUNITIES, said + found.counted)


def _members(request: Request, progress: Progress, *, search: Search) -> Answer:
    from clusternet.structure import communities as measure

    found = _found(request, progress, search, 0)
    frame = measure.members(found.net, found.partition, convention=request.choices())
    return of_network(request, found.net, frame, COMMUNITIES, found.said + found.counted)


def _cores(request: Request, progress: Progress, *, search: Search, top: int | None) -> Answer:
    from clusternet.structure import communities as measure
    from clusternet.structure.consensus import cores

    if search.seeds < 2:
        raise Misuse.of("cores_need")
    found = _found(request, progress, search, 0)
    table = measure.table(found.net, cores(found.partition), convention=request.choices())
    table = table[table["nodes"] > 1]
    share = float(table["share"].sum())
    said = [notes.cores_note(len(table), share, search.seeds), *found.said, notes.SHARES]
    shown = table[: (SHOWN if top is None and request.form == "table" else top) or None]
    if request.form in ("table", "md", "tex"):
        shown = notes.communities_readable(shown, request.language(found.net))
    columns = {"community": notes.CORE}
    return of_network(request, found.net, shown, notes.CORES, said + found.counted, columns=columns)


def _scan(request: Request, progress: Progress, *, seeds: int, seed: int) -> Answer:
    from clusternet.structure.consensus import scan

    request, net = request.network(progress)
    progress("looking for communities")
    frame = scan(net, seeds=seeds, seed=seed, convention=request.choices())
    said = [*notes.scan_notes(seeds, seed), *counted_notes(net, request.selection)]
    if request.readable:
        frame = frame.drop(columns=["seeds", "seed"])
        frame["resolution"] = [labels.significant(value) for value in frame["resolution"]]
    return of_network(request, net, frame, notes.SCAN, said)


def _significance(
    request: Request,
    progress: Progress,
    *,
    search: Search,
    nulls: int | None,
    frame: bool,
    top: int | None,
) -> Answer:
    from clusternet.nulls import cohesion
    from clusternet.nulls.frame import kept

    request, net = request.network(progress)
    convention, count = request.choices(), cohesion.NULLS if nulls is None else nulls
    found = cohesion.table(
        net,
        replicates=count,
        convention=convention,
        search=search,
        framed=frame,
        progress=progress.of("rewiring"),
    )
    said = [
        *notes.significance_notes(found, search, kept(net, framed=frame)),
        *floor_notes(len(found), count, "--nulls"),
        *counted_notes(net, request.selection),
    ]
    found = found[: (SHOWN if top is None and request.form == "table" else top) or None]
    if request.readable:
        found = notes.significance_readable(found)
    return of_network(request, net, found, notes.SIGNIFICANCE, said)


def _summary(
    request: Request, progress: Progress, *, search: Search, nulls: int | None, frame: bool
) -> Answer:
    found = _found(request, progress, search, NULLS if nulls is None else nulls, framed=frame)
    row = found.summary
    if request.form in ("table", "md", "tex"):
        row = row.assign(p=labels.empirical(row["p"].iat[0], row["nulls"].iat[0]))
    said = found.said[1:] + found.counted
    return of_network(request, found.net, row, COMMUNITIES, said, sideways=True)


_VIEWS: dict[str, View] = {
    "communities": _communities,
    "members": _members,
    "cores": _cores,
    "scan": _scan,
    "significance": _significance,
    "summary": _summary,
}


@dataclass(frozen=True, eq=False)
class _Found:
    """The communities of a network, and what is said of them in every view."""

    net: ValueNetwork
    partition: Partition
    summary: pd.DataFrame
    said: list[Text]
    counted: list[Text]


def _found(
    request: Request, progress: Progress, search: Search, random: int, *, framed: bool = True
) -> _Found:
    from clusternet.nulls import partitions
    from clusternet.nulls.frame import kept
    from clusternet.structure.community import detect

    if not random and stated("frame"):
        raise Misuse.of("does_nothing_without", option="--frame", other="--nulls")
    request, net = request.network(progress)
    convention = request.choices()
    progress("looking for communities")
    found = detect(net, convention=convention, search=search)
    held = None
    if random:
        progress("rewiring")
        held = partitions.against_nulls(
            net, replicates=random, convention=convention, search=search, framed=framed
        )
    whole = partitions.summary(net, found, search, nulls=held)
    said = [notes.partition_note(whole, search)]
    if held is not None:
        said.append(notes.random_partitions_note(whole, search, kept(net, framed=framed)))
        said += floor_notes(1, random, "--nulls")
    return _Found(net, found, whole, said, counted_notes(net, request.selection))
