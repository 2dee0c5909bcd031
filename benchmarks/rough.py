"""How much of a rough data set is read right: ``python benchmarks/rough.py DATASET TRUTH [--wrong]``.

TRUTH is a folder with ``edges.csv`` (source, target, year, relation), ``nodes.csv`` (id, province) and
``spellings.csv`` (alias, canonical): names are compared after it, so that what only a list of aliases can
know costs nothing. ``--wrong`` prints what is missing, too much or elsewhere.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

import clusternet as cn
from clusternet.places import china

Relation = tuple[str, str, str, str]


@dataclass(frozen=True)
class Score:
    """What was read beside what is true.

    ``missing`` and ``extra`` are relations, ``elsewhere`` nodes with another province than the true one, as
    name -> (read, true); 未知 is a province that was not read.
    """

    relations: int
    missing: Counter[Relation]
    extra: Counter[Relation]
    nodes: int
    elsewhere: Mapping[str, tuple[str, str]]

    @property
    def found(self) -> float:
        """Share of the true relations that were read."""
        return 1 - self.missing.total() / self.relations

    @property
    def misplaced(self) -> float:
        """Share of the true nodes that stand in a province that is not theirs."""
        return sum(read not in ("未知", "no such node") for read, _ in self.elsewhere.values()) / self.nodes

    @property
    def placed(self) -> float:
        """Share of the true nodes that stand in the right province."""
        return 1 - len(self.elsewhere) / self.nodes


def score(net: cn.ValueNetwork, truth: Path) -> Score:
    """Compare a network with the truth: relations as often as they stand, nodes of ties by province."""
    called = {row["alias"]: row["canonical"] for row in _rows(truth / "spellings.csv")}
    true = Counter(
        (row["source"], row["target"], row["year"], row["relation"]) for row in _rows(truth / "edges.csv")
    )
    read = Counter(_relations(net, called))
    ends = {name for relation in true for name in relation[:2]}
    places = {row["id"]: row["province"] for row in _rows(truth / "nodes.csv") if row["id"] in ends}
    return Score(true.total(), true - read, read - true, len(places), _elsewhere(net, called, places))


def _relations(net: cn.ValueNetwork, called: Mapping[str, str]) -> list[Relation]:
    names = _names(net, called)
    edges = net.edges
    years = ["" if pd.isna(year) else str(year) for year in edges["year"]]
    kinds = edges["relation"].astype(object).fillna("") if "relation" in edges else [""] * len(edges)
    ends = [[names[str(each)] for each in edges[end]] for end in ("source", "target")]
    return list(zip(*ends, years, map(str, kinds), strict=True))


def _names(net: cn.ValueNetwork, called: Mapping[str, str]) -> dict[str, str]:
    texts = net.nodes["name"] if "name" in net.nodes else net.nodes.index.to_series()
    given = {str(node): str(text) for node, text in texts.items() if isinstance(text, str)}
    return {
        str(node): called.get(str(node), called.get(given.get(str(node), ""), str(node)))
        for node in net.nodes.index
    }


def _elsewhere(
    net: cn.ValueNetwork, called: Mapping[str, str], places: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    from clusternet.space import location

    said: dict[str, str] = {}
    located = location.of_nodes(net)
    for node, name in _names(net, called).items():
        place = str(located[node])
        if said.get(name, "未知") == "未知":
            said[name] = place
    return {
        name: (said.get(name, "no such node"), true)
        for name, true in places.items()
        if said.get(name) != _zone(true)
    }


def _zone(place: str) -> str:
    zone = china.zone(place)
    found = china.resolve(place)
    return found.province if zone == "mainland" and found else zone


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    found = score(cn.read(given.dataset, root=given.root), given.truth)
    print(f"relations: {found.found:.2%} of {found.relations:,} read; {found.extra.total():,} too much")
    placed = f"{found.placed:.2%} of {found.nodes:,} in the right province"
    print(f"nodes: {placed}, {found.misplaced:.2%} in another")
    if given.wrong:
        for what, several in (("missing", found.missing), ("extra", found.extra)):
            for relation, number in sorted(several.items()):
                print(what, number, *relation, sep="\t")
        for name, (read, true) in sorted(found.elsewhere.items()):
            print("elsewhere", name, read, true, sep="\t")


if __name__ == "__main__":
    main()
