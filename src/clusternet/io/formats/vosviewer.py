"""Networks as VOSviewer opens them: a map file and a network file, or one JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet import __version__
from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.network.links import Links

SUFFIXES = (".json", ".txt")
MOST_CLUSTERS = 1000
"""Clusters that VOSviewer knows."""


@dataclass(frozen=True, eq=False)
class Map:
    """A network of items.

    Attributes
    ----------
    labels
        What items are called.
    ties : Links
        Undirected, each pair once; the weight of a link is its strength.
    weights
        Name -> a number of each item, such as its occurrences. Links and total link strength are added.
    cluster : ndarray of int64, shape (n,)
        From 1; none if None.
    positions : ndarray of float64, shape (n, 2)
        VOSviewer lays items out by itself if None.
    title
        What the network is of.
    """

    labels: list[str]
    ties: Links
    weights: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    cluster: NDArray[np.int64] | None = None
    positions: NDArray[np.float64] | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if self.cluster is not None and self.cluster.max(initial=1) > MOST_CLUSTERS:
            raise FormatError.of("too_many_clusters", number=self.cluster.max(), most=MOST_CLUSTERS)

    def columns(self) -> dict[str, list[Any]]:
        """Return every column of the map file, by its header."""
        found: dict[str, list[Any]] = {
            "id": list(range(1, self.ties.n + 1)),
            "label": [" ".join(label.split()) for label in self.labels],
        }
        if self.positions is not None:
            found |= {"x": self.positions[:, 0].tolist(), "y": self.positions[:, 1].tolist()}
        if self.cluster is not None:
            found["cluster"] = self.cluster.tolist()
        weights = {
            "Links": self.ties.degree,
            "Total link strength": self.ties.weighted_degree()[0],
            **self.weights,
        }
        return found | {f"weight<{name}>": values.tolist() for name, values in weights.items()}


def network_path(path: Path) -> Path:
    """Return where the network file lies that goes with a map file.

    Parameters
    ----------
    path
        Of the map file.

    Examples
    --------
    >>> network_path(Path("keywords_map.txt")).name, network_path(Path("keywords.txt")).name
    ('keywords_network.txt', 'keywords_network.txt')
    """
    return path.with_name(f"{path.stem.removesuffix('_map')}_network.txt")


def write_vosviewer(shown: Map, path: Path) -> list[Path]:
    """Write a network for VOSviewer and return the files.

    Parameters
    ----------
    path
        ``.json``: one file. ``.txt``: the map file, and beside it the network file, see :func:`network_path`.
        Tabs stand between columns. The map has a line an item: ``id``, ``label``, where known ``x``, ``y``
        and ``cluster``, and a ``weight<...>`` a weight; the network a line a link, without a header: two ids
        and the strength.

    Raises
    ------
    FormatError
        If the suffix is another, or the folder does not exist.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FormatError.of("vosviewer_suffix", path=path, suffix=path.suffix, suffixes=SUFFIXES)
    if suffix == ".json":
        with whole_file(path) as temporary:
            temporary.write_text(as_json(shown), encoding="utf-8")
        return [path]
    paths = [path, network_path(path)]
    with ExitStack() as files:  # both are written before the first takes its place
        for target, text in zip(paths, as_texts(shown), strict=True):
            files.enter_context(whole_file(target)).write_text(text, encoding="utf-8", newline="")
    return paths


def as_texts(shown: Map) -> tuple[str, str]:
    """Return the text of the map file and that of the network file."""
    columns = shown.columns()
    rows = zip(*columns.values(), strict=True)
    lines = ["\t".join(columns), *("\t".join(map(_cell, row)) for row in rows)]
    ties = zip(shown.ties.source, shown.ties.target, shown.ties.weight, strict=True)
    links = [f"{one + 1}\t{other + 1}\t{_cell(float(strength))}" for one, other, strength in ties]
    return "".join(f"{line}\n" for line in lines), "".join(f"{line}\n" for line in links)


def _cell(value: Any) -> str:
    """Return a value as a cell: whole numbers without a point, labels in quotes where VOSviewer asks."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    return '"{}"'.format(text.replace('"', '""')) if any(mark in text for mark in ',;"') else text


def as_json(shown: Map) -> str:
    """Return the text of the JSON file."""
    columns = shown.columns()
    plain = {name: values for name, values in columns.items() if not name.startswith("weight<")}
    heavy = {name[7:-1]: values for name, values in columns.items() if name.startswith("weight<")}
    items = [
        {name: values[place] for name, values in plain.items()}
        | {"weights": {name: values[place] for name, values in heavy.items()}}
        for place in range(shown.ties.n)
    ]
    ties = zip(shown.ties.source, shown.ties.target, shown.ties.weight, strict=True)
    links = [
        {"source_id": int(one) + 1, "target_id": int(other) + 1, "strength": float(strength)}
        for one, other, strength in ties
    ]
    info = {"title": shown.title, "description": f"clusternet {__version__}"}
    return json.dumps({"info": info, "network": {"items": items, "links": links}}, ensure_ascii=False)
