"""The flow figures that the page draws by itself: what every year adds to every flow, level by level.

The page adds years up and folds the smaller places into one; all it adds is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network import relations
from clusternet.network.relations import TECHNOLOGY
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import linked as notes
from clusternet.plot.map.projection import CHINA
from clusternet.plot.sheet import palette, scales
from clusternet.report.document import Material
from clusternet.space import flows, location
from clusternet.space.flows import LEVELS, Places
from clusternet.typing import Floats, Ints, Level
from clusternet.words import naming
from clusternet.words.terms import Terms, kind_of, of_flows, rest_name

ALL = "all"
MOST = 30
"""Places that a figure names at most: every place that is among so many in some year stands by itself."""
_SHADES = 33
_APART = 0.08

Picks = Mapping[tuple[str, str], tuple[Ints, Floats]]
"""Relation type and count -> the rows that count, and how much each does."""


def linked(material: Material, level: Level, places: int) -> dict[str, Any] | None:
    """Return what the page draws flows from, nothing where there are none.

    Parameters
    ----------
    level
        That the page begins with.
    places
        How many it names to begin with.
    """
    net, language = material.last, material.language
    if net.members is not None:
        return None
    years, year = net.years or [0], _year(net)
    picks = _picks(net, year)
    levels = [_level(material, each, picks, year) for each in _levels(net, level)]
    kinds = list(dict.fromkeys(relation for relation, _ in picks))
    counts = [count for count in flows.COUNTS if any(count == each for _, each in picks)]
    count, main = material.count, material.main
    return {
        "kind": "flows",
        "years": years if net.years else [],
        "relations": [{"key": kind, "name": _kind_name(kind).in_(language)} for kind in kinds],
        "counts": [
            {
                "key": each,
                "name": notes.COUNTS[each].in_(language),
                "unit": of_flows(language, count=each).unit,
            }
            for each in counts
        ],
        "levels": [each for each in levels if each],
        "shades": {
            "amount": [scales.Scale(1, 2, ()).at(part) for part in np.linspace(0, 1, _SHADES).tolist()],
            "ratio": [
                scales.Scale(1, 2, (), diverging=True).at(part)
                for part in np.linspace(0, 1, _SHADES).tolist()
            ],
            "blank": scales.BLANK,
            "other": palette.OTHER,
        },
        "start": {
            "level": level,
            "relation": main if main in kinds else kinds[0],
            "count": count if count in counts else counts[0],
            "places": min(places, MOST),
        },
        "most": MOST,
        "words": {key: text.in_(language) for key, text in notes.WORDS.items()},
    }


def _kind_name(kind: str) -> Any:
    return notes.ALL if kind == ALL else kind_of(kind)


def _levels(net: ValueNetwork, start: Level) -> list[Level]:
    """Return the levels that may be looked at: of places of the data's own those with a column."""
    own = net.about.places == "own"
    return [level for level in LEVELS if level == start or not own or level in net.nodes]


def _picks(net: ValueNetwork, year: Ints) -> Picks:
    """Return the rows of every relation type and count; weights where some are not 1."""
    weight = net.edges["weight"].to_numpy(dtype=float)
    found = relations.types(net.edges)
    kinds = found if len(found) == 1 else [ALL, *found]
    picks: dict[tuple[str, str], tuple[Ints, Floats]] = {}
    for kind in kinds:
        there = weight > 0
        if kind != ALL:
            there &= net.edges["relation"].eq(kind).fillna(False).to_numpy(dtype=bool)
        rows = np.flatnonzero(there)
        first = _first_of_pair(net, rows[np.argsort(year[rows], kind="stable")])
        picks[kind, "relations"] = rows, np.ones(rows.size)
        picks[kind, "pairs"] = first, np.ones(first.size)
        if (weight != 1).any():
            picks[kind, "weight"] = rows, weight[rows]
    return picks


def _year(net: ValueNetwork) -> Ints:
    """Return the place of every row's year among the years; 0 where there are none."""
    if not net.years:
        return np.zeros(len(net.edges), dtype=np.int64)
    return np.asarray(pd.Categorical(net.edges["year"], categories=net.years).codes, dtype=np.int64)


def _first_of_pair(net: ValueNetwork, rows: Ints) -> Ints:
    """Return the first of some rows of each pair of nodes."""
    source, target = (end[rows] for end in net.ends)
    if not net.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    _, first = np.unique(source * len(net.nodes) + target, return_index=True)
    return np.asarray(rows[np.sort(first)])


def _level(material: Material, level: Level, picks: Picks, year: Ints) -> dict[str, Any] | None:
    """Return the flows of a level, nothing where fewer than two places have any."""
    net, language = material.last, material.language
    try:
        found = flows.places_of(net, level=level)
    except (SchemaError, EmptyNetworkError):
        return None
    cells = {key: _cells(net, found, year, *pick) for key, pick in picks.items()}
    order = np.argsort(np.array(found.names[: found.inside], dtype=object), kind="stable")
    leading = set().union(*(_leading(cell, order) for cell in cells.values()))
    kept = [each for each in order.tolist() if each in leading]
    if len(kept) < 2:
        return None
    names = [found.names[each] for each in kept]
    own = net.about.places == "own"
    terms = {kind: _terms(material, level, kind) for kind, _ in picks}
    said = next(iter(terms.values()))
    called = naming.names(names, said.kinds[0], language)
    at = np.full(found.inside, len(kept))
    at[kept] = np.arange(len(kept))
    colours = list(palette.of_places(names).values())
    return {
        "key": level,
        "name": notes.level(level, own=own).in_(language),
        "places": [called[name] for name in names],
        "rest": rest_name(said, list(called.values()), language),
        "colours": colours,
        "close": _close(colours),
        "spots": None if flows.own_places(net, level) else _spots(names),
        "intra": said.intra,
        "ends": {kind: [each.source, each.target] for kind, each in terms.items()},
        "flows": _packed(cells, at, len(kept) + 1),
        "stays": _stays(cells, at == len(kept)),
    }


def _terms(material: Material, level: Level, kind: str) -> Terms:
    return of_flows(
        material.language,
        level=level,
        technology=kind == TECHNOLOGY,
        own=material.net.about.places == "own",
    )


Cells = list[tuple[Ints, Ints, Floats]]
"""Of every year: source, target and what the year adds to their flow."""


def _cells(net: ValueNetwork, found: Places, year: Ints, rows: Ints, amount: Floats) -> Cells:
    """Return what every year adds to the flows with both ends in the base."""
    source, target = (found.code[end[rows]] for end in net.ends)
    size = found.inside
    base = (source >= 0) & (source < size) & (target >= 0) & (target < size)
    keys, place = np.unique(((year[rows] * size + source) * size + target)[base], return_inverse=True)
    total = np.bincount(place, weights=amount[base], minlength=keys.size)
    when, cell = np.divmod(keys, size * size)
    return [
        (*np.divmod(cell[when == each], size), total[when == each]) for each in range(len(net.years) or 1)
    ]


def _leading(cells: Cells, order: Ints) -> set[int]:
    """Return the places that are among the largest in some year; of equals the first by name."""
    size, found = order.size, set()
    total = np.zeros(size)
    for source, target, amount in cells:
        total += np.bincount(source, amount, size) + np.bincount(target, amount, size)
        ranked = order[np.argsort(-total[order], kind="stable")][:MOST]
        found |= {int(each) for each in ranked if total[each] > 0}
    return found


def _packed(cells: Mapping[tuple[str, str], Cells], at: Ints, size: int) -> dict[str, Any]:
    """Return flows by relation, count and year: distance from the cell before and amount, in turn."""
    packed: dict[str, dict[str, list[list[float]]]] = {}
    for (kind, count), years in cells.items():
        found = []
        for source, target, amount in years:
            keys, place = np.unique(at[source] * size + at[target], return_inverse=True)
            total = np.bincount(place, weights=amount, minlength=keys.size)
            steps = np.diff(keys, prepend=0).tolist()
            found.append([each for pair in zip(steps, map(_short, total), strict=True) for each in pair])
        packed.setdefault(kind, {})[count] = found
    return packed


def _stays(cells: Mapping[tuple[str, str], Cells], folded: NDArray[np.bool_]) -> dict[str, Any]:
    """Return what flows within each of the places that are one here: by relation, count and year."""
    found: dict[str, dict[str, list[float]]] = {}
    for (kind, count), years in cells.items():
        found.setdefault(kind, {})[count] = [
            _short(float(amount[(source == target) & folded[source]].sum()))
            for source, target, amount in years
        ]
    return found


def _short(value: float) -> float:
    """Return a number without the tail that sums of decimals have."""
    return int(value) if float(value).is_integer() else float(f"{value:.12g}")


def _close(colours: Sequence[str]) -> list[list[int]]:
    """Return the pairs of places whose colours a reader may take for each other, or for the grey."""
    found = [[i, i] for i, one in enumerate(colours) if palette.apart(one, palette.OTHER) < _APART]
    return found + [
        [i, j]
        for j, other in enumerate(colours)
        for i, one in enumerate(colours[:j])
        if palette.apart(one, other) < _APART
    ]


def _spots(names: Sequence[str]) -> list[list[float] | None]:
    """Return where places lie on an equal-area map, in kilometres, y to the south."""
    spots = location.coordinates(names)
    on_map = CHINA(spots["longitude"].to_numpy(), spots["latitude"].to_numpy()).round().tolist()
    known: dict[Any, list[float]] = {
        name: [int(x), -int(y)] for name, (x, y) in zip(spots.index, on_map, strict=True)
    }
    return [known.get(name) for name in names]
