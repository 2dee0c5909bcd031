"""The gravity model and the backbone in a report say what their commands say."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import backbone
from clusternet.report.build import build
from clusternet.report.document import Material, Settings
from clusternet.report.explaining import explaining, standing
from clusternet.space import gravity

HOMES = ["北京市", "上海市", "广东省", "浙江省", "四川省", "山东省"]


def placed() -> ValueNetwork:
    """A firm in each of six provinces; two pairs have far more relations than their ends explain."""
    rows = []
    for one, other in product(range(6), repeat=2):
        times = (6 - one) * (6 - other) // 2 + one * other % 3 + 60 * ((one, other) in ((4, 5), (5, 4)))
        rows += [(f"f{one}", f"f{other}", 2020, "technology")] * times
    ties = pd.DataFrame(rows, columns=["source", "target", "year", "relation"])
    return from_frames(ties, pd.DataFrame({"id": [f"f{at}" for at in range(6)], "province": HOMES}))


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(placed(), Settings(language="en"))


def test_terms_are_those_of_the_command_and_the_surest_is_said(material):
    section = explaining(material)
    (table,), (figure,), found = section.tables, section.figures, gravity.gravity(placed())
    assert table.frame["estimate"].tolist() == pytest.approx(found.table["estimate"].tolist(), nan_ok=True)
    assert table.texts()[0][0] == "log distance"
    assert any(note.startswith("Base: relations") for note in table.notes)
    assert figure.plan(150.0).width == 150.0
    sure = found.table[found.table["low"].gt(0) | found.table["high"].lt(0)]
    assert len(section.claims) == bool(len(sure))


def test_flows_that_stand_out_are_those_of_the_command(material):
    section = standing(material)
    (table,), found = section.tables, backbone.backbone(placed(), level="province")
    kept = found.table[found.table["kept"]]
    assert {*kept[["source", "target"]].head(2).itertuples(index=False, name=None)} == {
        ("四川省", "山东省"),
        ("山东省", "四川省"),
    }
    assert [row[-1] for row in table.texts()].count("✓") == min(len(kept), 20)
    assert {*table.texts()[0][:2]} == {"Sichuan", "Shandong"}
    assert [figure.key for figure in section.figures] == ["backbone"]
    (claim,) = section.claims
    assert claim.text.en.startswith(
        f"{len(kept)} of 30 flows between places carry more than their ends explain"
    )
    assert claim.text.en.endswith("relations, 2020).")


def test_without_places_links_of_leading_organisations_stand_for_them(material):
    net = placed()
    bare = from_frames(net.edges[["source", "target", "year"]].assign(weight=1.0))
    section = standing(Material(bare, material.settings))
    (table,) = section.tables
    assert table.title.endswith("Backbone: links between nodes")
    assert not section.figures
    assert table.texts()[0][:2] in (["f4", "f5"], ["f5", "f4"])


def test_flows_as_chance_has_them_make_no_section():
    net = placed()
    even = net.edges.drop_duplicates(["source", "target"])
    settings = Settings(language="en", seeds=1)
    chosen = replace(settings, cover=replace(settings.cover, sections=("backbone",)))
    report = build(from_frames(even[["source", "target", "year"]], net.nodes.reset_index()), chosen)
    assert report.sections == ()
    assert report.left_out[0].startswith("Backbone: ")
