"""``powerlaw``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import kind as kind_option
from clusternet.cli.request import Request, requests
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import degrees as notes
from clusternet.notes.network import counting, who_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clusternet.structure.degree import Direction
    from clusternet.typing import Kind


@click.command()
@requests("data", "selection", "convention", "engine", "output", "rows")
@click.option(
    "--direction",
    type=click.Choice(["out", "in", "total", "all"]),
    default="out",
    show_default=True,
    help="Which degree; all for a row each.",
)
@kind_option("Fit the degrees of these nodes alone.")
@click.option(
    "--xmin", type=click.IntRange(min=1), help="Where the tail begins.  [default: least KS distance]"
)
@click.option(
    "--bootstrap",
    type=click.IntRange(min=0),
    default=2500,
    show_default=True,
    help="Replicates for p and the intervals; 0 for none.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Of the bootstrap."
)
@click.option(
    "--cross-check",
    is_flag=True,
    help="Compare with the package powerlaw, and say why numbers differ.",
)
def powerlaw(request: Request, **_: Any) -> None:
    """Whether degrees follow a power law: fit, goodness-of-fit test, alternative distributions, verdict.

    The discrete law by largest likelihood, its tail from the xmin of the least KS distance over every whole
    number. p is the share of replicates that lie as far from their fit as the data (semi-parametric
    bootstrap); below 0.1 the law is rejected. A tail under 50 values or an exponent over 10 is not tested.

    \b
    clusternet powerlaw --kind sample --year 2022
    clusternet powerlaw edges.csv --direction all --format json
    clusternet powerlaw edges.csv --direction in --bootstrap 0
    clusternet powerlaw --kind sample --cross-check
    """
    show(request, _VIEWS)


def _fits(
    request: Request,
    progress: Progress,
    *,
    direction: Direction | Literal["all"],
    kind: Kind | None,
    xmin: int | None,
    bootstrap: int,
    seed: int,
) -> Answer:
    from clusternet.structure import powerlaw as measure

    request, net = request.network(progress)
    progress("fitting")
    frame = measure.table(
        net,
        directions=_directions(direction),
        kind=kind,
        xmin=xmin,
        bootstrap=bootstrap,
        seed=seed,
        convention=request.choices(),
        progress=progress.of("replicates"),
    )
    mixed = kind != "sample" and net.kinds is not None
    said = [counting(net, request.selection)]
    said += notes.power_law_notes(frame, kind or "all", seed=seed, mixed=mixed)
    said += who_counts(net, request.selection)
    if request.readable:
        said = [*notes.alternative_lines(frame), *said]
        frame = notes.power_law_readable(frame)
    elif request.form != "json":
        frame = notes.power_law_flat(frame)
    return of_network(request, net, frame, notes.POWER_LAW, said, sideways=request.readable)


def _cross_check(
    request: Request,
    progress: Progress,
    *,
    direction: Direction | Literal["all"],
    kind: Kind | None,
    xmin: int | None,
) -> Answer:
    """Print fits beside those of the package powerlaw."""
    from importlib.metadata import version

    from clusternet.structure import crosscheck
    from clusternet.structure.powerlaw import of_kind

    request, net = request.network(progress)
    progress("fitting, here and by the package powerlaw")
    directions, convention = _directions(direction), request.choices()
    frame = crosscheck.table(net, directions=directions, kind=kind, xmin=xmin, convention=convention)
    nodes = int(of_kind(net, kind).sum())
    said = [counting(net, request.selection)]
    said += notes.cross_check_notes(frame, kind or "all", nodes, version("powerlaw"))
    said += who_counts(net, request.selection)
    if request.readable:
        frame = notes.cross_check_readable(frame, request.language(net))
    return of_network(request, net, frame, notes.CROSS_CHECK, said)


_VIEWS: dict[str, View] = {"powerlaw": _fits, "cross_check": _cross_check}


def _directions(direction: Direction | Literal["all"]) -> Sequence[Direction]:
    from clusternet.structure.degree import DIRECTIONS

    return DIRECTIONS if direction == "all" else (direction,)
