"""``robustness``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress
from clusternet.cli.options import LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.values import NAMES, option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import dependence as notes
from clusternet.notes.network import who_counts
from clusternet.notes.nulls import family_notes

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.dependence import Of
    from clusternet.nulls.attack import By, Kind
    from clusternet.typing import Level
    from clusternet.words.text import Text


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--remove",
    type=NAMES,
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
def robustness(request: Request, **_: Any) -> None:
    """What depends on the giants: the network without its largest nodes, and who hangs on one supplier.

    Each against random networks with the same degrees and frame, removal also against removing as many nodes
    at random. --places takes technology relations unless told otherwise.

    \b
    clusternet robustness --year 2022 --kind sample
    clusternet robustness edges.csv --remove 5,20 --by out_degree --fast
    clusternet robustness --suppliers --fast
    clusternet robustness --places --level city --fast
    """
    show(request, _VIEWS)


def _removal(
    request: Request,
    progress: Progress,
    *,
    remove: list[str] | None,
    by: By,
    kind: Kind,
    random: options.Nulls,
) -> Answer:
    from clusternet.nulls import robustness as measure

    asked = option_value(lambda: remove and measure.check_remove(_counts(remove)), "--remove") or None
    request, net = request.network(progress)
    progress("measuring")
    drawn = random.drawn(measure) | {"progress": progress.of("random networks")}
    found = measure.removal(net, remove=asked, by=by, kind=kind, **drawn)
    said = notes.removal_notes(found.first, kind, by, directed=net.directed)
    return _answer(request, net, found.table, "removal", said, random)


def _suppliers(request: Request, progress: Progress, *, top: int, random: options.Nulls) -> Answer:
    from clusternet.nulls import dependence

    request, net = request.network(progress)
    progress("measuring")
    drawn = random.drawn(dependence) | {"progress": progress.of("random networks")}
    frame = dependence.suppliers(net, top, **drawn)
    said = notes.suppliers_notes(dependence.supplied(net), int(frame["sole"].sum()))
    return _answer(request, net, frame, "suppliers", said, random)


def _places(
    request: Request, progress: Progress, *, level: Level, top: int, regions: str, random: options.Nulls
) -> Answer:
    from clusternet.kernels.families import with_adjusted
    from clusternet.nulls import dependence

    request, net = request.network(progress, main_type=True)
    progress("measuring")
    drawn = random.drawn(dependence) | {"progress": progress.of("random networks")}
    frame = dependence.by_place(net, level=level, region_map=regions, **drawn)
    said = notes.places_notes(dependence.base(net, level), int(frame["input"].sum()))
    return _answer(request, net, with_adjusted(frame[: top or None]), "places", said, random)


_VIEWS: dict[str, View] = {"removal": _removal, "suppliers": _suppliers, "places": _places}


def _answer(
    request: Request, net: ValueNetwork, frame: pd.DataFrame, of: Of, said: list[Text], random: options.Nulls
) -> Answer:
    from clusternet.nulls import dependence, robustness
    from clusternet.nulls.frame import kept

    count = random.count(robustness if of == "removal" else dependence)
    held = kept(net, framed=random.frame)
    said += [*notes.dependence_nulls(of, random.null, count, random.seed, held), *family_notes(frame)]
    said += who_counts(net, request.selection)
    frame = notes.dependence_readable(frame, request.language(net)) if request.readable else frame
    return of_network(request, net, frame, notes.DEPENDENCE[of], said)


def _counts(names: list[str]) -> list[int]:
    from clusternet.errors import ClusternetError

    if not all(name.isdecimal() for name in names):
        raise ClusternetError.of("no_whole_numbers", text=",".join(names))
    return [int(name) for name in names]
