"""The chord diagram by its geometry and its artists."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import pi

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet import plot
from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.plot.flow.chord import plan
from clusternet.plot.flow.circle import layout
from clusternet.plot.sheet import page
from clusternet.space.folded import REST, ranked
from clusternet.words.terms import of_flows
from drawn import overlap, table_of
from strategies import flow_tables


def drawn(table, *, width=144.0, places=10, language="zh"):
    return plan(table, width, places=places, language=language).draw()


def of_kind(artists, *kinds):
    return [artist for artist in artists if (artist.get_gid() or "").split("/")[0] in kinds]


def leaving(table):
    return table[table["type"] == "inter"]


@given(flow_tables(), st.integers(0, 5))
def test_sectors_ribbons_and_ring_are_the_table(table, places):
    found = ranked(table, places=places)
    between = found.table.to_numpy(dtype=float) - np.diag(np.diag(found.table))
    if not between.any():
        with pytest.raises(EmptyNetworkError, match="between places"):
            layout(found)
        return
    placed = layout(found)
    for ribbon in placed.ribbons:
        assert ribbon.flow == found.table.at[ribbon.source, ribbon.target]
        for start, end in (ribbon.leaves, ribbon.arrives):
            assert end - start == pytest.approx(ribbon.flow * placed.scale)
    assert sum(ribbon.flow for ribbon in placed.ribbons) == between.sum()
    for sector in placed.sectors:
        assert sector.end - sector.start == pytest.approx(sector.flow * placed.scale)
        ends = [each.leaves for each in placed.ribbons if each.source == sector.name]
        ends += [each.arrives for each in placed.ribbons if each.target == sector.name]
        ends.sort()
        assert ends[0][0] == pytest.approx(sector.start)
        assert ends[-1][1] == pytest.approx(sector.end)
        assert all(one[1] == pytest.approx(other[0], abs=1e-9) for one, other in pairwise(ends))
    for name, (start, end) in placed.ring.items():
        assert end - start == pytest.approx(found.table.at[name, name] * placed.scale * placed.fraction)
    arcs = sorted(placed.ring.values())
    assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(arcs))
    assert all(start >= -1e-9 and end <= 2 * pi + 1e-9 for start, end in arcs)


@given(flow_tables(), st.integers(0, 5))
def test_ribbons_of_one_place_do_not_cross(table, places):
    """Two chords cross where their ends alternate round the circle."""
    found = ranked(table, places=places)
    if not leaving(table)["flow"].sum() or len(found.table) < 2:
        return
    try:
        placed = layout(found)
    except EmptyNetworkError:
        return
    for sector in placed.sectors:
        mine = [each for each in placed.ribbons if sector.name in (each.source, each.target)]
        chords = [sorted((sum(each.leaves) / 2, sum(each.arrives) / 2)) for each in mine]
        for (a, b), (c, d) in combinations(chords, 2):
            assert not a < c < b < d
            assert not c < a < d < b


def test_a_large_flow_that_stays_does_not_take_over():
    rows = [("a", "a", 10**6), ("a", "b", 10), ("b", "a", 10), ("b", "b", 5)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    table["type"] = np.where(table["source"] == table["target"], "intra", "inter")
    placed = layout(ranked(table))
    start, end = placed.ring["a"]
    assert end - start <= 1.6 * pi + 1e-9
    assert placed.sectors[0].flow == placed.sectors[1].flow == 20


def test_the_scale_of_the_ring_is_said():
    rows = [("a", "a", 60), ("a", "b", 10), ("b", "a", 10), ("b", "b", 5)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    table["type"] = np.where(table["source"] == table["target"], "intra", "inter")
    assert layout(ranked(table)).fraction == 0.2
    notes = " ".join(text.get_text() for text in of_kind(drawn(table).texts, "note"))
    assert "外环：省内流动，单位弧长为内环的 5 倍" in notes
    notes = " ".join(text.get_text() for text in of_kind(drawn(table, language="en").texts, "note"))
    assert "a length of which is 5 times the flow of the inner" in notes


def test_arrows_stand_at_the_target_and_colours_are_of_the_source():
    ax = drawn(table_of(6))
    sectors = {patch.get_gid(): patch for patch in of_kind(ax.patches, "sector")}
    circle = of_kind(ax.lines, "track")[0].get_xydata()
    middle = (circle.max(axis=0) + circle.min(axis=0)) / 2
    for patch in of_kind(ax.patches, "ribbon"):
        _, source, _ = patch.get_gid().split("/")
        assert patch.get_facecolor()[:3] == sectors[f"sector/{source}"].get_facecolor()[:3]
        codes = patch.get_path().codes
        tip = next(place for place in range(1, len(codes)) if codes[place] == 2 and codes[place - 1] == 4)
        away = np.linalg.norm(patch.get_path().vertices[[tip - 1, tip, tip + 1]] - middle, axis=1)
        assert away[1] > away[0] + 1
        assert away[1] > away[2] + 1


def test_flows_from_the_rest_are_grey_and_its_own_flows_are_explained():
    ax = drawn(table_of(14))
    from clusternet.plot.flow.chord import FADED

    for patch in of_kind(ax.patches, "ribbon"):
        _, source, target = patch.get_gid().split("/")
        assert (len(set(patch.get_facecolor()[:3])) == 1) == (source == REST)
        assert (patch.get_alpha() == FADED) == (REST in (source, target))
    assert "其他为彼此间流动" in " ".join(text.get_text() for text in of_kind(ax.texts, "note"))


@pytest.mark.parametrize(("width", "places", "language"), [(74, 10, "en"), (144, 10, "zh"), (294, 14, "en")])
def test_labels_do_not_collide_and_stay_inside(width, places, language):
    ax = drawn(table_of(31), width=width, places=places, language=language)
    found = [text.get_window_extent() for text in of_kind(ax.texts, "name", "value", "note", "dropped")]
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    frame = ax.get_window_extent()
    assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 for box in found)
    assert all(frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1 for box in found)


@pytest.mark.parametrize("width", [84, 144])
def test_many_names_stand_outward_apart_or_are_counted(width):
    ax = drawn(table_of(31), width=width, places=0)
    names = of_kind(ax.texts, "name")
    turned = sorted((text.get_rotation() + (180 if text.get_ha() == "right" else 0)) % 360 for text in names)
    radius = np.linalg.norm(
        np.array(names[0].get_position()) - np.mean([t.get_position() for t in names], axis=0)
    )
    apart = np.diff([*turned, turned[0] + 360]) * np.pi / 180
    assert (apart > 0.8 * page.text_height(7.5) / radius).all()
    dropped = of_kind(ax.texts, "dropped")
    said = int(dropped[0].get_text().split()[1]) if dropped else 0
    assert len(names) + said == 31
    frame = ax.get_window_extent()
    boxes = [text.get_window_extent() for text in names]
    assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 for box in boxes)


def test_ticks_are_round_numbers():
    texts = [text.get_text() for text in of_kind(drawn(table_of(14)).texts, "tick")]
    assert texts
    digits = {text.replace(",", "").rstrip("kM万").replace(".", "").strip("0") for text in texts}
    assert max(map(len, digits)) <= 2


def test_places_without_other_flows_are_said():
    table = pd.DataFrame({"source": list("abc"), "target": list("bac"), "flow": [3, 2, 9]})
    table["type"] = np.where(table["source"] == table["target"], "intra", "inter")
    ax = drawn(table)
    assert len(of_kind(ax.patches, "sector")) == 2
    assert "1 个地区只有省内流动，未画出" in " ".join(text.get_text() for text in of_kind(ax.texts, "note"))


def test_two_columns_cannot_be_a_circle():
    table = pd.DataFrame({"source": ["5G"], "target": ["智慧城市"], "flow": [3], "type": ""})
    with pytest.raises(ClusternetError, match="sankey or a heatmap"):
        plot.chord(table)


@settings(max_examples=5, deadline=None)
@given(flow_tables(), st.integers(0, 4))
def test_any_table_can_be_drawn(table, places):
    try:
        layout(ranked(table, places=places))
    except EmptyNetworkError:
        return
    ax = drawn(table, width=84.0, places=places, language="en")
    found = [text.get_window_extent() for text in of_kind(ax.texts, "name", "value")]
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    assert of_flows("en").target.lower() in " ".join(text.get_text() for text in of_kind(ax.texts, "note"))
