"""``concentration``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue
from clusternet.cli.values import NAMES, numbers, option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import degrees as notes
from clusternet.notes.network import counted_notes

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.structure.degree import Base, Direction
    from clusternet.words.text import Text


@click.command()
@requests("data", "selection", "convention", "engine", "output", "rows")
@click.option(
    "--direction",
    type=NAMES,
    default="out",
    show_default=True,
    metavar="out|in|total|all",
    help="Which degree; several with commas, or all.",
)
@click.option(
    "--shares",
    type=NAMES,
    default="0.1,0.01,0.001",
    show_default=True,
    metavar="a,b",
    help="Shares of nodes.",
)
@click.option(
    "--base",
    type=click.Choice(["all", "positive"]),
    default="all",
    show_default=True,
    help="Share of all nodes, or of those with a positive degree.",
)
@click.option("--lorenz", is_flag=True, help="The whole Lorenz curve, from the least linked nodes on.")
def concentration(request: Request, **_: Any) -> None:
    """The share of all links that the most linked nodes hold, with Gini and Freeman's centralisation.

    The cut is exact: of nodes that tie at it, as many count as it takes; how many do is in the table.

    \b
    clusternet concentration --only platforms --relation technology --year 2021
    clusternet concentration edges.csv --direction in --shares 0.05,0.01
    clusternet concentration edges.csv --direction all --base positive
    clusternet concentration edges.csv --lorenz --out lorenz.csv
    """
    show(request, _VIEWS)


def _concentration(
    request: Request, progress: Progress, *, direction: list[str], shares: list[str], base: Base
) -> Answer:
    from clusternet.structure import degree

    directions, asked = _directions(direction), numbers(shares, "--shares")
    request, net = request.network(progress)
    options: Any = {"direction": directions, "base": base, "convention": request.choices()}
    frame = option_value(lambda: degree.concentration(net, shares=asked, **options), "--shares")
    return _answer(request, net, frame, notes.CONCENTRATION, directions)


def _lorenz(request: Request, progress: Progress, *, direction: list[str], base: Base) -> Answer:
    from clusternet.structure import degree

    directions = _directions(direction)
    request, net = request.network(progress)
    frame = degree.lorenz(net, direction=directions, base=base, convention=request.choices())
    return _answer(request, net, frame, notes.LORENZ, directions)


_VIEWS: dict[str, View] = {"concentration": _concentration, "lorenz": _lorenz}


def _answer(
    request: Request, net: ValueNetwork, frame: pd.DataFrame, title: Text, directions: list[Direction]
) -> Answer:
    both = request.undirected or not net.directed or "total" in directions
    said = counted_notes(net, request.selection)
    said += notes.concentration_notes(frame, lorenz=title is notes.LORENZ, both=both)
    said += notes.without_degree(frame, len(net.counted().nodes))
    return of_network(request, net, frame, title, said)


def _directions(names: list[str]) -> list[Direction]:
    """Return the directions that are named, in their order."""
    from clusternet.structure.degree import DIRECTIONS

    for name in names:
        if name not in (*DIRECTIONS, "all"):
            raise BadValue.of("no_direction_of", name=name, accepted=DIRECTIONS, option="--direction")
    return [each for each in DIRECTIONS if each in names or "all" in names]
