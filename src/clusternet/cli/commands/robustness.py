"""``robustness``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import LEVEL, REGIONS, listed, option_value
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    from clusternet.notes.nulls import Of
    from clusternet.nulls.robustness import By, Kind
    from clusternet.typing import Level


_VIEWS = {"removal": ("remove", "by", "kind"), "suppliers": ("top",), "places": ("top", "level", "regions")}
"""View -> the options that it takes."""


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--remove",
    metavar="k,k",
    help="How many of the largest.  [default: 1,10,50,100, as far as there are so many]",
)
@click.option(
    "--by",
    type=click.Choice(["degree", "out_degree", "betweenness"]),
    default="degree",
    show_default=True,
    help="What makes a node large; betweenness is found anew in every random network, a minute each for "
    "30,000 nodes.",
)
@click.option(
    "--kind",
    type=click.Choice(["all", "sample"]),
    default="all",
    show_default=True,
    help="Remove any nodes, or sample nodes alone.",
)
@click.option(
    "--suppliers", is_flag=True, help="Instead: suppliers by the receivers that have no other supplier."
)
@click.option(
    "--places", is_flag=True, help="Instead: how far the input of places hangs on single suppliers."
)
@LEVEL
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="With --suppliers or --places; 0 for all.",
)
@options.null("none")
@options.replicates(
    "Random networks and removals.  [default: 30, 199 with --suppliers or --places; with --fast 9, 30]"
)
@options.SEED
@click.option("--fast", is_flag=True, help="Fewer random networks.")
@REGIONS
def robustness(
    request: Request,
    remove: str | None,
    by: By,
    kind: Kind,
    suppliers: bool,
    places: bool,
    level: Level,
    top: int,
    null: Literal["swap", "dcm", "none"],
    replicates: int | None,
    seed: int,
    fast: bool,
    regions: str,
) -> None:
    """What depends on the giants: the network without its largest nodes, and who hangs on one supplier.

    Each against random networks with the same degrees and frame, removal also against removing as many nodes
    at random. --places takes technology relations unless told otherwise.

    \b
    clusternet robustness --year 2022 --kind sample
    clusternet robustness edges.csv --remove 5,20 --by out_degree --fast
    clusternet robustness --suppliers --fast
    clusternet robustness --places --level city --fast
    """
    from clusternet.notes import nulls as notes
    from clusternet.notes.network import who_counts
    from clusternet.nulls import dependence
    from clusternet.nulls import robustness as measure

    of: Of = options.view(_VIEWS)
    count = options.random_networks(replicates, measure if of == "removal" else dependence, fast=fast)
    asked = option_value(lambda: remove and measure.check_remove(_counts(remove)), "--remove") or None
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_main_type(net) if of == "places" else request
        net = request.select(net)
        progress("measuring")
        common: Any = {
            "null": None if null == "none" else null,
            "replicates": count,
            "seed": seed,
            "progress": progress.of("random networks"),
        }
        if of == "suppliers":
            frame = dependence.suppliers(net, top, **common)
            said = notes.suppliers_notes(dependence.supplied(net), int(frame["sole"].sum()))
        elif of == "places":
            frame = dependence.by_place(net, level=level, region_map=regions, **common)
            said = notes.places_notes(dependence.base(net, level), int(frame["input"].sum()))
            frame = frame.head(top) if top else frame
        else:
            removal = measure.removal(net, remove=asked, by=by, kind=kind, **common)
            frame, said = removal.table, notes.removal_notes(removal.first, kind, by)
    said += notes.dependence_nulls(of, null, count, seed) + who_counts(net, request.selection)
    frame = notes.dependence_readable(frame, request.language(net)) if request.readable else frame
    emit(result_of(request, net, frame, notes.DEPENDENCE[of], said), request)
    write_rows(request, net)


def _counts(text: str) -> list[int]:
    from clusternet.errors import ClusternetError

    names = listed(text, "--remove")
    if not all(name.isdecimal() for name in names):
        raise ClusternetError(f"{text!r} is no list of whole numbers such as 1,10,100")
    return [int(name) for name in names]
