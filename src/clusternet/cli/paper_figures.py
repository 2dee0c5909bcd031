"""The figures of ``collaboration``: Sankey diagram and stacked bars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import say
from clusternet.cli.records import Material
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.cli.drawing import Sheet
    from clusternet.output.result import Words
    from clusternet.records.keywords import Clusters, Cooccurrences
    from clusternet.words.naming import Holds


def draw_sankey(where: Sheet, pairs: pd.DataFrame, said: Words, *, count: str, places: int) -> None:
    """Draw pairs of countries as flows from first authors to co-authors."""
    from clusternet.notes import papers as notes
    from clusternet.plot.flow.sankey import plan

    language = said.language
    flows = pairs.rename(columns={"first": "source", "partner": "target", count: "flow"})
    flows = flows[["source", "target", "flow"]].assign(base_n=flows["flow"].sum())
    same = flows["source"].eq(flows["target"])
    flows["type"] = same.map({True: "intra", False: "inter"})
    note = notes.pairs_note(flows["flow"].sum(), fractional=count != "papers").in_(language)
    words = replace(said, title=notes.PAIRS_FIGURE.in_(language), notes=(note, *said.notes))
    terms = notes.pairs_terms(language)
    where.publish(
        lambda width: plan(flows, width, language=language, places=places, terms=terms), words=words
    )


def draw_bars(where: Sheet, institutions: pd.DataFrame, said: Words) -> None:
    """Draw a bar per country, its institutions stacked by their rank."""
    from clusternet.notes import papers as notes
    from clusternet.plot.series.bars import plan

    language = said.language
    table = institutions.rename(columns={"country": "name", "papers": "count", "institution": "piece"})
    table = table.assign(year=table.groupby("name", sort=False).cumcount() + 1)  # ranks may be shared
    note = notes.bars_note(institutions).in_(language)
    where.publish(
        lambda width: plan(table, width, top=0, holds="place", language=language),
        words=replace(said, title=notes.BARS_FIGURE.in_(language), notes=(note, *said.notes)),
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
            say(Text(f"供 VOSviewer 使用：{file}", f"for VOSviewer: {file}"))


def draw(
    where: Sheet, found: Cooccurrences, grouped: Clusters, words: Words, holds: Holds, *, seed: int
) -> None:
    """Draw the items as a map.

    Raises
    ------
    ClusternetError
        If there are too many items to lay out, or fewer than two.
    """
    from clusternet.errors import ClusternetError
    from clusternet.notes import stated
    from clusternet.notes.papers import map_note
    from clusternet.plot.network.itemmap import drawn, plan
    from clusternet.records import cooccurrence as measure
    from clusternet.records.positions import placed
    from clusternet.words import naming

    try:
        items = placed(found, grouped, seed=seed)
    except ClusternetError as error:
        raise ClusternetError.of("chart_top", why=error) from None
    links = measure.pairs(found)
    called = naming.names(items["item"].astype(str), holds, words.language)
    items = items.assign(item=items["item"].astype(str).map(called))
    links = links.assign(**{end: links[end].astype(str).map(called) for end in ("a", "b")})
    room = map_note(len(links), min(len(links), drawn(len(items)))).in_(words.language)
    stands = stated.together(links, found.records, kind="")
    words = replace(words, notes=(*words.notes, room), headline=stands.in_(words.language))
    where.publish(lambda width: plan(items, links, width, language=words.language), words=words)
