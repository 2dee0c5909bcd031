"""``concentration``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import listed, option_value
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    from clusternet.structure.degree import Base, Direction


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--direction",
    default="out",
    show_default=True,
    metavar="out|in|total|all",
    help="Which degree; several with commas, or all.",
)
@click.option("--shares", default="0.1,0.01,0.001", show_default=True, metavar="a,b", help="Shares of nodes.")
@click.option(
    "--base",
    type=click.Choice(["all", "positive"]),
    default="all",
    show_default=True,
    help="Share of all nodes, or of those with a positive degree.",
)
@click.option("--lorenz", is_flag=True, help="The whole Lorenz curve, from the least linked nodes on.")
def concentration(request: Request, direction: str, shares: str, base: Base, lorenz: bool) -> None:
    """The share of all links that the most linked nodes hold, with Gini and Freeman's centralisation.

    The cut is exact: of nodes that tie at it, as many count as it takes; how many do is in the table.

    \b
    clusternet concentration --only platforms --relation technology --year 2021
    clusternet concentration edges.csv --direction in --shares 0.05,0.01
    clusternet concentration edges.csv --direction all --base positive
    clusternet concentration edges.csv --lorenz --out lorenz.csv
    """
    from clusternet.notes import degrees as notes
    from clusternet.notes.network import counted_notes
    from clusternet.structure import degree

    directions = _directions(direction)
    asked = option_value(lambda: _numbers(listed(shares, "--shares")), "--shares")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        convention = request.choices()
        if lorenz:
            frame = degree.lorenz(net, direction=directions, base=base, convention=convention)
        else:
            frame = option_value(
                lambda: degree.concentration(
                    net, direction=directions, shares=asked, base=base, convention=convention
                ),
                "--shares",
            )
    both = request.undirected or not net.directed or "total" in directions
    said = counted_notes(net, request.selection)
    said += notes.concentration_notes(frame, lorenz=lorenz, both=both)
    emit(result_of(request, net, frame, notes.LORENZ if lorenz else notes.CONCENTRATION, said), request)
    write_rows(request, net)


def _directions(text: str) -> list[Direction]:
    """Return the directions in a list with commas."""
    from clusternet.structure.degree import DIRECTIONS

    names = listed(text, "--direction")
    for name in names:
        if name not in (*DIRECTIONS, "all"):
            raise click.BadParameter(
                f"{name!r}; accepted: all, {', '.join(DIRECTIONS)}", param_hint="--direction"
            )
    return [each for each in DIRECTIONS if each in names or "all" in names]


def _numbers(texts: list[str]) -> list[float]:
    from clusternet.errors import ClusternetError

    try:
        return list(map(float, texts))
    except ValueError:
        raise ClusternetError(f"{','.join(texts)!r} is no list of numbers such as 0.1,0.01") from None
