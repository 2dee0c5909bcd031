"""Stable cores and platforms by place, as their commands say them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.notes.structure import AGREED, PLATFORMS
from clusternet.report import structure
from clusternet.report.document import Material, Settings
from clusternet.report.structure import groups, platforms
from clusternet.structure.community import detect


def pairs() -> ValueNetwork:
    """Two triangles with a tie between them."""
    return from_frames(pd.DataFrame({"source": list("abcxyza"), "target": list("bcayzxx")}))


def test_cores_that_are_the_communities_are_said_in_a_line():
    section = groups(Material(pairs(), Settings(language="en", seeds=3)))
    assert [table.key for table in section.tables] == ["table14"]
    assert section.left_out[-1] == f"Stable cores of communities: {AGREED.en}."


def test_nodes_that_move_between_runs_are_in_no_core(monkeypatch):
    found = detect(pairs())
    moved = found.membership.copy()
    moved[0] = 1 - moved[0]
    kept = replace(found, runs=(found.membership, moved))
    monkeypatch.setattr(structure, "detect", lambda *_, **__: kept)
    table = groups(Material(pairs(), Settings(language="en"))).tables[1]
    assert sorted(table.frame["nodes"].tolist()) == [2, 3]
    assert table.notes[0].startswith(
        "Stable cores: nodes that all 2 runs put in one community; 2 of two nodes"
    )


def test_platforms_are_counted_where_they_are_with_what_they_supply():
    homes = ["北京市", "北京市", "上海市", "广东省"]
    nodes = pd.DataFrame({"id": list("abcd"), "province": homes, "is_platform": [True, True, True, False]})
    ties = pd.DataFrame({"source": list("aabc"), "target": list("cdda"), "relation": "technology"})
    net = from_frames(ties, nodes.assign(kind=["sample", "sample", "sample", "partner"]))
    section = platforms(Material(net, Settings(language="en", seeds=1)))
    table = section.tables[-1]
    assert table.title.endswith(PLATFORMS.en)
    assert [row[1:] for row in table.texts()] == [
        ["Beijing", "2", "66.67%", "3", "1"],
        ["Shanghai", "1", "33.33%", "1", "1"],
    ]
    assert section.figures[-1].table == "table40"
    assert np.isclose(table.frame["share"].sum(), 1)
