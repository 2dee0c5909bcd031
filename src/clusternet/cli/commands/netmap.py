"""``netmap``: the network itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.errors import FormatError
from clusternet.output.result import Result
from clusternet.output.text import check_path, write

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.output.result import Words
    from clusternet.structure.layout import Layout

_COLOURS = ("province", "country", "community", "kind", "category")


@click.command()
@requests("data", "selection", "convention")
@figure("netmap", html=True)
@click.option(
    "--colour",
    type=click.Choice(_COLOURS),
    help="What the colour of a node says.  [default: province, or what the data have]",
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
    "--positions", metavar="FILE", help="Also write where each node is: .csv .parquet .json .xlsx .md .tex"
)
def netmap(
    request: Request,
    sheet: Sheet,
    colour: str | None,
    labels: int,
    dark: bool,
    seed: int,
    positions: str | None,
) -> None:
    """The whole network: communities as discs, leaves round their hubs, node area = degree.

    Every tie is drawn once; the longer it is the paler. Nodes whose place the data do not say are grey. With
    --out x.html the map can be searched with the mouse; the heaviest ties alone are drawn there.

    \b
    clusternet netmap
    clusternet netmap --year 2020 --colour community --dark --out slide.png
    clusternet netmap edges.csv --out map.html --positions places.csv
    """
    from clusternet.structure import layout

    table = _table_path(request, sheet, positions)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        progress("laying out")
        found = layout.arrange(net, seed=seed, convention=request.choices())
        by = colour or _default(found.nodes)
        progress("drawing")
        _draw(request, sheet, net, found, by, labels=labels, dark=dark)
        if table is not None:
            _write_positions(request, net, found, table)


def _table_path(request: Request, sheet: Sheet, positions: str | None) -> Path | None:
    if positions is None:
        return None
    path = Path(positions)
    check_path(path)
    taken = [Path(each).resolve() for each in (request.data, request.nodes, sheet.path) if each]
    if path.resolve() in taken:
        raise FormatError(f"{path}: is read or written by this command already; name another file")
    return path


def _default(nodes: pd.DataFrame) -> str:
    """Return what nodes are coloured by: their province where the data have one, else the next best."""
    from clusternet.places import china

    for level in ("province", "country"):
        if level in nodes and not nodes[level].isin([china.UNKNOWN, china.ABROAD, china.HMT]).all():
            return level
    return "community"


def _draw(
    request: Request, sheet: Sheet, net: ValueNetwork, found: Layout, by: str, *, labels: int, dark: bool
) -> None:
    from clusternet.plot.network import map as networkmap
    from clusternet.structure import layout

    ties = layout.ties(net, convention=request.choices())
    language = request.language(net)
    networkmap.check(found.nodes, by)
    if sheet.interactive:
        from clusternet.plot.network import page as networkpage

        said = _words(request, net, found, len(ties), min(len(ties), networkpage.MOST))
        networkpage.publish(
            found.nodes, ties, sheet.path, by=by, words=said, dark=dark, bare=sheet.bare, font=sheet.font
        )
        click.echo(str(sheet.path))
        return
    sheet.publish(
        lambda width: networkmap.plan(
            found.nodes, ties, width, by=by, labels=labels, dark=dark, language=language
        ),
        words=_words(request, net, found, len(ties), len(ties)),
    )


def _words(request: Request, net: ValueNetwork, found: Layout, ties: int, drawn: int) -> Words:
    """Return title and caption: how the picture was made, and what of the network is not in it."""
    part = found.partition
    name = part.algorithm.capitalize()
    quality = "" if part.modularity != part.modularity else f"，Q = {part.modularity:.3f}"
    zh = f"位置：{name} 社区（种子 {found.seed}{quality}）分区，区内力导向布局；"
    en = f"Position: {name} communities (seed {found.seed}{quality.replace('，', ', ')}), forces within; "
    if drawn < ties:
        zh += f"连线 {ties:,} 对中画出权重最大、距离最短的 {drawn:,} 对。"
        en += f"of {ties:,} tied pairs the {drawn:,} heaviest, then shortest, are drawn."
    else:
        zh += f"连线 {ties:,} 对，颜色同度较大的一端，越长越淡。"
        en += f"{ties:,} tied pairs, each in the colour of its larger end, the longer the paler."
    notes = [(zh, en)]
    isolated = int((found.nodes["degree"] == 0).sum())
    if isolated:
        notes.append(
            (
                f"孤立节点 {isolated:,} 个，按度 1 的大小画出。",
                f"{isolated:,} isolated nodes, drawn as of degree 1.",
            )
        )
    return words(request, net, ("价值网络图", "The value network"), notes)


def _write_positions(request: Request, net: ValueNetwork, found: Layout, path: Path) -> None:
    wanted = ["name", "x", "y", "radius", "community", "degree", "province", "country", "kind", "category"]
    frame = found.nodes[[name for name in wanted if name in found.nodes]].rename_axis("id").reset_index()
    language = request.language(net)
    title = "节点位置" if language == "zh" else "Positions of the nodes"
    write(Result(frame, title, (), language, net.about.synthetic), path)
    click.echo(str(path))
