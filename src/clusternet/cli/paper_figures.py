"""The figures of ``collaboration``: Sankey diagram and stacked bars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import say
from clusternet.cli.records import Material

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.cli.drawing import Sheet
    from clusternet.output.result import Words
    from clusternet.records.cooccurrence import Clusters, Cooccurrences
    from clusternet.words.terms import Terms


def draw_sankey(
    where: Sheet, pairs: pd.DataFrame, said: list[str], language: str, *, count: str, places: int
) -> None:
    """Draw pairs of countries as flows from first authors to co-authors."""
    from clusternet.output.result import Words
    from clusternet.plot.flow import interactive
    from clusternet.plot.flow.sankey import plan

    flows = pairs.rename(columns={"first": "source", "partner": "target", count: "flow"})
    flows = flows[["source", "target", "flow"]].assign(base_n=flows["flow"].sum())
    same = flows["source"].eq(flows["target"])
    flows["type"] = same.map({True: "intra", False: "inter"})
    chinese = language == "zh"
    heading = "论文国际合作（第一作者—合作者）" if chinese else "Collaboration: first authors to co-authors"
    how = ("全计数", "full counting") if count == "papers" else ("分数计数", "fractional counting")
    total = f"{flows['flow'].sum():,.10g}"
    note = f"图中合计{total}（{how[0]}）。" if chinese else f"Drawn: {total} ({how[1]})."
    words = Words(heading, (note, *said), language)
    terms = _terms(language)
    if where.interactive:
        figure = interactive.sankey(flows, language=language, places=places, terms=terms)
        interactive.write(figure, where.path, words=words, bare=where.bare, font=where.font)
        click.echo(str(where.path))
        return
    where.publish(
        lambda width: plan(flows, width, language=language, places=places, terms=terms), words=words
    )


def _terms(language: str) -> Terms:
    from clusternet.words.terms import Terms

    if language == "zh":
        ends = ("第一作者国家/地区", "合作者国家/地区", "第一作者占比", "合作者占比")
        return Terms(*ends, "本国/地区", "跨国/地区", "篇次", "其他")
    ends = ("First author's country", "Co-author's country", "Share of first authors", "Share of co-authors")
    return Terms(*ends, "own country", "other country", "papers", "Other")


def draw_bars(where: Sheet, institutions: pd.DataFrame, said: list[str], language: str) -> None:
    """Draw a bar a country, its institutions stacked by their rank."""
    from clusternet.output.result import Words
    from clusternet.plot.series.bars import plan

    table = institutions.rename(columns={"country": "name", "papers": "count", "rank": "year"})
    chinese = language == "zh"
    ranks = int(institutions["rank"].max()) if len(institutions) else 0
    heading = "各国家/地区主要机构的论文数" if chinese else "Papers of the leading institutions by country"
    note = (
        f"颜色由浅到深：在本国家/地区排第1—{ranks}位的机构；括号内为占图中合计的比重。"
        if chinese
        else f"From pale to dark: the institutions ranked 1 to {ranks} in their country; shares beside "
        "bars are of the sum drawn."
    )
    where.publish(
        lambda width: plan(table, width, top=0, language=language),
        words=Words(heading, (note, *said), language),
    )


def write_vosviewer(
    given: Material, found: Cooccurrences, grouped: Clusters, path: Path, *, seed: int, quiet: bool
) -> None:
    """Write the files for VOSviewer, and say where they are."""
    from clusternet.io.formats import vosviewer
    from clusternet.network.links import Links
    from clusternet.records.positions import positions

    mark = "合成数据 / synthetic data: " if given.synthetic else ""
    places = positions(found, seed=seed)
    shown = vosviewer.Map(
        labels=[str(item) for item in found.items],
        ties=Links(len(found.items), found.first, found.second, found.count.astype(float), directed=False),
        weights={"Occurrences": found.occurrences},
        cluster=grouped.partition.membership + 1,
        positions=None if places is None else places.round(4),
        title=mark + given.title,
    )
    for file in vosviewer.write_vosviewer(shown, path):
        if not quiet:
            say(f"for VOSviewer: {file}")


def draw(where: Sheet, found: Cooccurrences, grouped: Clusters, words: Words, *, seed: int) -> None:
    """Draw the items as a map.

    Raises
    ------
    ClusternetError
        If there are too many items to lay out, or fewer than two.
    """
    from clusternet.errors import ClusternetError
    from clusternet.plot.network.itemmap import plan
    from clusternet.records import cooccurrence as measure
    from clusternet.records.positions import placed

    try:
        items = placed(found, grouped, seed=seed)
    except ClusternetError as error:
        raise ClusternetError(f"--chart: {error} (--top)") from None
    links = measure.pairs(found)
    room = "空间不足处不标名。" if words.language == "zh" else "Unnamed where there is no room."
    words = replace(words, notes=(*words.notes, room))
    where.publish(lambda width: plan(items, links, width, language=words.language), words=words)
