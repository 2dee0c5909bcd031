"""The tables of a first descriptor: alike sheets in one block, what they share said once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from clusternet.io.init import cells
from clusternet.io.init.block import OTHER_NAMES, Block
from clusternet.io.init.cells import Cut
from clusternet.io.init.kinds import blocks, known_names
from clusternet.io.init.look import Seen
from clusternet.io.name_places import are_places, place_of
from clusternet.io.splitting import OnePlace
from clusternet.places import china, countries, groups
from clusternet.schema.totals import is_total
from clusternet.words.text import NOTHING, Text

_COUNTRIES = 0.9
"""Share of the ends of ties from which all of them count as countries."""


@dataclass
class Draft:
    """A descriptor before it is worded.

    Attributes
    ----------
    edges
        Blocks of ties, and how their cells are cut.
    nodes, left
        Node tables, and sheets that are left out.
    missing, strip, whole
        What the blocks of ties share.
    ranges
        Cells of years that name several.
    one_place, placed
        Whose the one place beside several names is, and what told it.
    named
        Companies that lie where their registered names say, and those whose names and places are given.
    places
        ``names`` where the ties are between places of China, ``own`` where they are between countries, else
        blank.
    """

    edges: list[tuple[Block, Cut]]
    nodes: list[Block]
    left: list[Block]
    missing: list[str] = field(default_factory=list)
    strip: dict[str, list[str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    ranges: int = 0
    one_place: OnePlace = "each"
    placed: Text = NOTHING
    named: tuple[int, int] = (0, 0)
    places: Literal["", "names", "own"] = ""


def draft(sheets: list[Seen]) -> Draft:
    """Return the tables that a folder's sheets seem to be.

    Parameters
    ----------
    sheets
        As :func:`clusternet.io.init.look.folder` returns them.
    """
    made = blocks(sheets)
    known = known_names(made)
    ties = _together([each for each in made if each.key == "edges"])
    made_nodes = _together([each for each in made if each.key == "nodes"])
    found = Draft(
        list(zip(ties, cells.cut(ties, known), strict=True)),
        made_nodes,
        [each for each in made if not each.key],
    )
    for _, cut in found.edges:
        found.missing += [word for word in cut.missing if word not in found.missing]
        found.whole += [name for name in cut.whole if name not in found.whole]
        found.ranges += cut.ranges
        for end, words in cut.strip.items():
            held = found.strip.setdefault(end, [])
            held += [word for word in words if word not in held]
    places = _places(made_nodes)
    found.one_place, found.placed = cells.one_place(found.edges, places)
    said = [(place_of(name), province) for name, province in places.items()]
    told = [place.province == province for place, province in said if place is not None]
    found.named = (sum(told), len(told))
    ends = _ends(ties)
    columns = {name.rpartition("_")[2] for block in (*ties, *made_nodes) for name in block.columns}
    if are_places(ends):
        found.places = "names"
    elif not columns & {"province", "city", "country"} and _are_countries(ends):
        found.places = "own"
    return found


def _are_countries(names: Collection[str]) -> bool:
    """Whether nearly all names are those of countries; groups of them, and the world, do not count.

    >>> _are_countries(["China", "USA", "World"]), _are_countries(["德国西门子", "美国"]), _are_countries([])
    (True, False, False)
    """
    left_out = groups.grouped(sorted(names), headed=True)
    found = [countries.find(name) is not None for name in names if name not in left_out]
    return sum(found) >= _COUNTRIES * len(found) > 0


def _ends(made: Iterable[Block]) -> set[str]:
    """Return the cells of the ends of ties."""
    found: set[str] = set()
    for block in made:
        for seen in block.seen:
            found.update(*(seen.ends if block.matrix and seen.ends else ()))
        found.update(*(block.columns[name].cells for name in block.names))
    return {name for name in found if not is_total(name)}


def _together(made: list[Block]) -> list[Block]:
    """Return blocks with alike sheets of one file in one; graph files stay by themselves."""
    kept: dict[object, Block] = {}
    for block in made:
        seen = block.seen[0]
        columns = tuple((name, column.header) for name, column in block.columns.items())
        said = tuple((name, value) for name, (value, _) in block.set.items())
        fills = tuple(cells.fills(block)) if block.key == "edges" else ()
        key = seen.file, block.key, seen.header_row, columns, said, block.kind, block.add, fills
        if seen.graph or key not in kept or not seen.sheet:
            kept[(key, len(kept))] = block
            kept.setdefault(key, block)
        else:
            first = kept[key]
            first.seen.append(seen)
            first.doubts += [doubt for doubt in block.doubts if doubt not in first.doubts]
            first.unused += [header for header in block.unused if header not in first.unused]
    return list({id(block): block for block in kept.values()}.values())


def _places(nodes: Iterable[Block]) -> dict[str, str]:
    """Return the province of each name in node tables."""
    found: dict[str, str] = {}
    for block in nodes:
        names = [block.columns[name].header for name in ("id", *OTHER_NAMES) if name in block.columns]
        where = [block.columns[name].header for name in ("province", "city") if name in block.columns]
        for seen in block.seen if where else ():
            for row in seen.frame[[*names, *where]].itertuples(index=False, name=None):
                place = next(filter(None, map(china.resolve, row[len(names) :])), None)
                if place is not None:
                    found |= {name: place.province for name in row[: len(names)] if name}
    return found
