"""``netmap``: the network itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.backbones import BACKBONE, SIGNIFICANT, one_of, standing
from clusternet.cli.drawing import Sheet, figure, leading, words
from clusternet.cli.emit import Progress, written
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import TABLE
from clusternet.output.result import Result
from clusternet.output.text import write

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork
    from clusternet.structure.layout import Layout
    from clusternet.words.text import Text

_COLOURS = ("community", "province", "country", "kind", "category")


@click.command()
@requests("data", "selection", "convention")
@figure("netmap")
@click.option(
    "--colour",
    type=click.Choice(_COLOURS),
    default="community",
    show_default=True,
    help="What the colour of a node says.",
)
@click.option(
    "--smallest",
    type=click.IntRange(min=1),
    metavar="NODES",
    help="Draw components of that size and more.  [default: by the size of the network, at most 10]",
)
@click.option(
    "--labels", type=click.IntRange(0, 500), default=30, show_default=True, help="How many nodes to name."
)
@click.option("--dark", is_flag=True, help="On a dark ground, for slides.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the communities and the layout: the same seed draws the same picture.",
)
@click.option(
    "--positions",
    type=TABLE,
    metavar="FILE",
    help="Also write where each node is: .csv .parquet .json .xlsx .md .tex",
)
@BACKBONE
@SIGNIFICANT
def netmap(
    request: Request,
    sheet: Sheet,
    colour: str,
    smallest: int | None,
    labels: int,
    dark: bool,
    seed: int,
    positions: str | None,
    backbone: float | None,
    significant: float | None,
) -> None:
    """The whole network: communities as discs, leaves round their hubs, node area = degree.

    Every tie is drawn once; the longer it is the paler. Where the data have weights, areas and widths follow
    them. Pairs and other small components of a large network are left out, and the note says so. With
    --out x.html the map can be searched with the mouse; the heaviest ties alone are drawn there.

    \b
    clusternet netmap
    clusternet netmap --year 2020 --colour province --dark --out slide.png
    clusternet netmap edges.csv --out map.html --positions places.csv
    """
    from clusternet.notes.structure import fragments_left
    from clusternet.structure import fragments, layout

    one_of(backbone, significant)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net, said = _selected(request, backbone)
        ids, inked = standing(net, significant)
        net, gone = fragments.without_fragments(net, smallest)
        progress("laying out")
        found = layout.arrange(net, seed=seed, convention=request.choices())
        progress("drawing")
        said = [*fragments_left(gone), *said, *inked]
        found = found if significant is None else _inked(found, ids)
        _draw(request, sheet, net, found, colour, labels=labels, dark=dark, said=said)
        if positions is not None:
            _write_positions(request, net, found, Path(positions))


def _selected(request: Request, backbone: float | None) -> tuple[ValueNetwork, list[Text]]:
    """Return what is drawn, and the line on its backbone where that is asked for."""
    from clusternet.cli.backbones import kept
    from clusternet.notes.backbone import figure_notes

    net = request.select(request.read().network)
    if backbone is None:
        return net, []
    found = kept(net, alpha=backbone)
    return found.network, figure_notes(found)


def _inked(found: Layout, stands: set[frozenset[str]]) -> Layout:
    """Return a layout whose ties say which of them stand out."""
    ends = [found.nodes.index[found.ties[end]] for end in ("source", "target")]
    marks = [frozenset(pair) in stands for pair in zip(*ends, strict=True)]
    return replace(found, ties=found.ties.assign(stands=marks))


def _draw(
    request: Request,
    sheet: Sheet,
    net: ValueNetwork,
    found: Layout,
    by: str,
    *,
    labels: int,
    dark: bool,
    said: list[Text],
) -> None:
    from clusternet.notes import structure as notes
    from clusternet.notes.network import left_out
    from clusternet.plot.network import map as networkmap
    from clusternet.plot.network import page as networkpage

    ties = found.ties
    language = request.language(net)
    networkmap.check(found.nodes, by)
    drawn = min(len(ties), networkpage.MOST) if sheet.interactive else len(ties)
    lines = [*notes.map_notes(found, len(ties), drawn), *said, *left_out(net, hint=False)]
    made = [notes.layout_note(found)]
    named = words(request, net, notes.NETWORK_MAP, lines, leading(request, net), technical=made)
    if sheet.interactive:
        if sheet.height is not None:
            raise Misuse.of("nothing_with", option="--height", other="--out x.html")
        with sheet.look.worn():
            networkpage.publish(
                found.nodes,
                ties,
                sheet.path,
                by=by,
                words=sheet.words(named),
                dark=dark,
                bare=sheet.bare,
                font=sheet.font,
            )
        written(sheet.path)
        return
    sheet.publish(
        lambda width: networkmap.plan(found, None, width, by=by, labels=labels, dark=dark, language=language),
        words=named,
    )


def _write_positions(request: Request, net: ValueNetwork, found: Layout, path: Path) -> None:
    from clusternet.notes.structure import POSITIONS

    wanted = ["name", "x", "y", "radius", "community", "degree", "weighted_degree"]
    wanted += ["province", "country", "kind", "category"]
    frame = found.nodes[[name for name in wanted if name in found.nodes]].rename_axis("id").reset_index()
    language = request.language(net)
    write(Result(frame, POSITIONS.in_(language), (), language, net.about.synthetic), path)
    written(path)
