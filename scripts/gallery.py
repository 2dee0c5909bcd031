"""What the scripts share: which data, where to, how a table or a figure is written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from PIL import Image

import clusternet
from clusternet import distribution, flows, layout
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import caption
from clusternet.notes.structure import fragments_left, map_notes
from clusternet.output import text
from clusternet.plot.network import map as networkmap
from clusternet.plot.series import bars, lines
from clusternet.plot.sheet import page, saving
from clusternet.report.layout import Layout
from clusternet.report.tables import build
from clusternet.structure import fragments
from clusternet.words import labels
from clusternet.words.bases import base_of

PLATFORM_YEARS = (2015, 2017, 2019, 2021)
"""The rows of the published Table 6."""
LARGEST = 300_000
"""Bytes of a PNG, from which on it is kept in 256 colours."""


def options() -> argparse.Namespace:
    """Return DATA (the shipped network if left out), the folder to write to, and the language."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", help="a data set; the shipped network if left out")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "figures", help="folder")
    parser.add_argument("--lang", choices=["zh", "en"], help="the language of the data if left out")
    chosen = parser.parse_args()
    chosen.net = clusternet.read(chosen.data or clusternet.shipped())
    chosen.lang = chosen.lang or chosen.net.about.language
    chosen.out.mkdir(parents=True, exist_ok=True)
    return chosen


def print_table(number: int) -> None:
    """Write one of Tables 2 to 10 as Markdown."""
    chosen = options()
    years = tuple(year for year in PLATFORM_YEARS if year in chosen.net.years)
    table = build(Layout(chosen.net, platform_years=years, language=chosen.lang), [number])
    path = chosen.out / f"table{number:02}.md"
    path.write_text(text.of_tables(table, "md"), encoding="utf-8")
    print(path)


def publish(
    name: str,
    chosen: argparse.Namespace,
    net: ValueNetwork,
    plan: page.Planner,
    title: tuple[str, str],
    notes: Sequence[tuple[str, str]] = (),
    *,
    selection: caption.Selection | None = None,
    dpi: int = 200,
    suffix: str = "png",
) -> None:
    """Write a figure with its title and caption."""
    path = chosen.out / f"{name}.{suffix}"
    words = caption.words(net, title, notes, selection=selection, language=chosen.lang)
    saving.publish(plan, path, page=page.Page(dpi=dpi), words=words)
    if path.suffix == ".png" and path.stat().st_size > LARGEST:
        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)
    print(path)


def flows_of(net: ValueNetwork, level: str) -> tuple[ValueNetwork, pd.DataFrame, tuple[str, str]]:
    """Return technology relations, all their flows, and the line that says what the shares are of."""
    net = net.relation("technology") if "relation" in net.edges else net
    found = flows.matrix(net, level=level)
    table = flows.largest(found, 0)
    within = table.loc[table["type"].eq("intra"), "share"].sum()
    names = {"province": ("省内", "within a province"), "city": ("本地", "within a city")}[level]
    return (
        net,
        table,
        (
            f"基数：{found.base_name.in_('zh')} {found.base:,.0f}；{names[0]} {100 * within:.1f}%。",
            f"Base: {found.base_name.in_('en')}, {found.base:,.0f}; {100 * within:.1f}% {names[1]}.",
        ),
    )


def base(table: pd.DataFrame, language: str) -> str:
    """Return what the shares of a table are of."""
    return f"{base_of(table).in_(language)} {int(table['count'].sum()):,}"


def distribution_bars(
    name: str,
    title: tuple[str, str],
    *,
    by: str,
    kind: str | None = None,
    platforms: bool = False,
    by_year: bool = False,
    nesting: str = "division",
    within: str | None = None,
    top: int = 20,
) -> None:
    """Write a distribution as ranked bars, or the shares of each year as lines."""
    chosen = options()
    net = chosen.net.relation("technology") if distribution.counted(by) == "edges" else chosen.net
    if platforms:
        net = chosen.net.platforms()
    measure = distribution.by_year if by_year else distribution.shares
    table = measure(net, by, kind=kind, nesting=nesting, within=within)
    note = (f"基数：{base(table, 'zh')}。", f"Base: {base(table, 'en')}.")
    relation = "technology" if distribution.counted(by) == "edges" else None
    names = min(top, 10)
    publish(
        name,
        chosen,
        net,
        lambda width: (
            lines.plan(table, width, value="share", top=names, holds=labels.holds(by), language=chosen.lang)
            if by_year
            else bars.plan(table, width, top=top, language=chosen.lang)
        ),
        title,
        [note],
        selection=caption.Selection(relation=relation, platforms=platforms),
    )


def draw_network(
    name: str,
    chosen: argparse.Namespace,
    net: ValueNetwork,
    title: tuple[str, str],
    selection: caption.Selection | None = None,
) -> None:
    """Write the map of a network, coloured by community."""
    net, gone = fragments.without_fragments(net)
    found = layout.arrange(net)
    publish(
        name,
        chosen,
        net,
        lambda width: networkmap.plan(found, None, width, language=chosen.lang),
        title,
        [*map_notes(found, len(found.ties), len(found.ties)), *fragments_left(gone)],
        selection=selection,
        dpi=150,
    )
