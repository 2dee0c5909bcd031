"""``concentration``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.commands.metrics import counted_note, inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import listed, option_value
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

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
    what = ("洛伦兹曲线", "Lorenz curve") if lorenz else ("集中度", "Concentration of links")
    title, language = describe(request, net, what)
    notes = counted_note(request, language, cumulative=False) + inside_note(request, net, language)
    both = request.undirected or not net.directed or "total" in directions
    notes += _notes(frame, language, lorenz=lorenz, both=both)
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
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


def _notes(frame: pd.DataFrame, language: str, *, lorenz: bool, both: bool) -> list[str]:
    """Return the lines that name the base, the rule for ties and the formulas.

    ``both`` says that a link counts at both of its ends.
    """
    bases = frame[["base", "base_n"]].drop_duplicates()
    said = [f"{labels.base(str(name), language)} {n:,}" for name, n in bases.itertuples(index=False)]
    if language == "zh":
        notes = [f"基数：{'；'.join(said)}。"]
        notes += ["合计度数与无向度数的连接数按两端计，为边数的两倍。"] if both else []
        if lorenz:
            return [*notes, "由连接最少的节点累计；相邻两行之间为直线，与对角线所夹面积的两倍即基尼系数。"]
        return [
            *notes,
            "截断处同度的节点按名额计入：同度节点数、其中计入数在表中；取哪几个不影响占比。",
            "中心势（Freeman 1978）：各节点与最大度之差的总和，除以星形网络的同一总和："
            "有向连出、连入为(n−1)²，合计为2(n−1)(n−2)，无向为(n−1)(n−2)；恒以全部节点计，不含自环。",
        ]
    notes = [f"Base: {'; '.join(said)}."]
    notes += ["Links of the total or undirected degree are ends of links: twice the edges."] if both else []
    if lorenz:
        return [
            *notes,
            "From the least linked nodes up; straight between two rows. Twice the area between the curve and "
            "the diagonal is the Gini coefficient.",
        ]
    return [
        *notes,
        "Of the nodes that tie at the cut, as many count as it takes; the table says how many. Which "
        "ones makes no difference.",
        "Centralisation (Freeman 1978): sum of the differences to the largest degree over that of a star: "
        "directed (n-1)^2 for in and out, 2(n-1)(n-2) for the total; undirected (n-1)(n-2). Always over all "
        "nodes, without self-loops.",
    ]
