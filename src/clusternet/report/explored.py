"""The network that the page draws by itself: a place for every node, and the names of the leading ones."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from clusternet.kernels import components
from clusternet.network.persons import persons
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import explored as notes
from clusternet.places import china
from clusternet.plot.sheet import palette
from clusternet.report.document import Material
from clusternet.structure.layout import Layout
from clusternet.typing import Ints, Marks
from clusternet.words import labels, naming
from clusternet.words.naming import Holds

NAMED = 200
"""Organisations that have names where not all were asked for."""
_GRID = 10_000
"""Places are whole numbers below it."""
_MOST = 40
"""Places and technologies that can be chosen, the most frequent ones."""


def explored(material: Material, found: Layout, net: ValueNetwork, *, entities: bool) -> dict[str, Any]:
    """Return what the page draws a network from.

    Parameters
    ----------
    found
        The layout of the network.
    entities
        Whether every organisation has its name, and not the leading ones alone. Persons have none.
    """
    nodes, language = found.nodes, material.language
    source, target = (found.ties[end].to_numpy(dtype=np.int64) for end in ("source", "target"))
    order = np.lexsort((target, source))
    source, target = source[order], target[order]
    place = nodes[["x", "y"]].to_numpy(dtype=float)
    low, long = place.min(axis=0), float(np.ptp(place, axis=0).max()) or 1.0
    on_grid = ((place - low) / long * (_GRID - 1)).round().astype(int)
    degree = nodes["degree"].to_numpy(dtype=np.int64)
    known = named(nodes.index, degree, persons(net), entities=entities)
    texts = nodes["name"].astype(str).tolist()
    return {
        "kind": "network",
        "x": on_grid[:, 0].tolist(),
        "y": (int(on_grid[:, 1].max()) - on_grid[:, 1]).tolist(),
        "radius": round(float(nodes["radius"].max()) / long * (_GRID - 1), 2),
        "degree": degree.tolist(),
        "component": _component(len(nodes), source, target),
        "community": np.minimum(nodes["community"].to_numpy(dtype=np.int64), palette.MOST).tolist(),
        "colours": [*palette.SERIES[: palette.MOST], palette.OTHER],
        "attributes": _attributes(nodes, language),
        "ties": _steps(source, target),
        "technology": _technologies(net, source, target, language),
        "names": [[each, texts[each]] for each in known],
        "note": notes.named(len(known), len(nodes), every=entities).in_(language),
        "words": {key: text.in_(language) for key, text in notes.WORDS.items()},
        "all": notes.ALL.in_(language),
    }


def named(ids: pd.Index, degree: Ints, hidden: Marks, *, entities: bool) -> list[int]:
    """Return the nodes that have names, those of highest degree first; persons have none."""
    order = np.lexsort((ids.astype(str), -degree))
    kept = order[~hidden[order]]
    return [int(each) for each in (kept if entities else kept[:NAMED])]


def _component(size: int, source: Ints, target: Ints) -> list[int]:
    """Return 1 for the nodes of the largest component, 0 for others."""
    part = components.weak(size, source, target)
    largest = int(np.bincount(part).argmax())
    return [int(each == largest) for each in part]


def _attributes(nodes: pd.DataFrame, language: str) -> list[dict[str, Any]]:
    """Return what nodes can be chosen and coloured by: names of the values, and the value of each node."""
    found = []
    where = "province" if "province" in nodes else "country"
    for column, key in (("kind", "kind"), ("category", "category"), (where, "place")):
        if column not in nodes:
            continue
        values, codes = _coded(nodes[column].astype(str), _MOST)
        if len(values) < 2:
            continue
        holds: Holds = "place" if key == "place" else labels.holds(column)
        called = naming.names(values, holds, language)
        if key == "kind":
            called = {value: str(labels.word(value, "kind", language)) for value in values}
        colours = palette.of_places(values) if key == "place" else palette.of_names(values)
        distinct = palette.distinct(colours)
        found.append(
            {
                "key": key,
                "values": [called[value] for value in values],
                "colours": [distinct[value] for value in values],
                "codes": codes,
            }
        )
    return found


def _coded(cells: pd.Series, most: int) -> tuple[list[str], list[int]]:
    """Return the most frequent values and the place of every cell among them; -1 for others."""
    counts = cells[cells.ne("") & cells.ne(china.UNKNOWN)].value_counts()
    order = sorted(counts.index, key=lambda value: (-counts[value], value))[:most]
    place = {value: at for at, value in enumerate(order)}
    return [str(value) for value in order], [place.get(value, -1) for value in cells.to_numpy(dtype=object)]


def _steps(source: Ints, target: Ints) -> list[int]:
    """Return ties in order, two numbers each: the step of the source, and the target or its step."""
    first = np.diff(source, prepend=0)
    same = np.concatenate(([False], source[1:] == source[:-1])) if source.size else np.zeros(0, dtype=bool)
    second = np.where(same, np.diff(target, prepend=0), target)
    return np.column_stack((first, second)).ravel().tolist()


def _technologies(net: ValueNetwork, source: Ints, target: Ints, language: str) -> dict[str, Any] | None:
    """Return the technologies of every tie, as a place in a list of combinations."""
    if "technology" not in net.edges or not net.edges["technology"].notna().any():
        return None
    values, codes = _coded(net.edges["technology"].astype(object).fillna("").astype(str), _MOST)
    one, other = net.ends
    pair = np.minimum(one, other) * len(net.nodes) + np.maximum(one, other)
    rows = pd.DataFrame({"pair": pair, "code": codes})
    rows = rows[rows["code"] >= 0].drop_duplicates().sort_values(["pair", "code"])
    pairs, first = np.unique(rows["pair"].to_numpy(), return_index=True)
    held = rows["code"].tolist()
    sets = [tuple(held[begin:end]) for begin, end in pairwise([*first.tolist(), len(held)])]
    known = {each: number for number, each in enumerate(dict.fromkeys(sets))}
    which = dict(zip(pairs.tolist(), [known[each] for each in sets], strict=True))
    called = naming.names(values, "technology", language)
    return {
        "values": [called[value] for value in values],
        "sets": [list(each) for each in known],
        "of": [which.get(each, -1) for each in (source * len(net.nodes) + target).tolist()],
    }
