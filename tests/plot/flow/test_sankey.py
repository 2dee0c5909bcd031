"""The Sankey diagram by its geometry and its artists."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet import plot
from clusternet.plot.flow.columns import layout
from clusternet.plot.flow.sankey import plan
from clusternet.plot.sheet import page
from clusternet.space.folded import REST, ranked
from clusternet.words.terms import of_columns
from drawn import overlap, table_of
from strategies import flow_tables


def drawn(table, *, width=144.0, **options):
    return plan(table, width, **options).draw()


def texts(ax, kind):
    return [text for text in ax.texts if (text.get_gid() or "").split("/")[0] in kind]


def boxes(ax, *kinds):
    return [text.get_window_extent() for text in texts(ax, kinds)]


@given(flow_tables(), st.integers(0, 5))
def test_ribbons_are_as_wide_as_their_flows_and_fill_their_bars(table, places):
    found = ranked(table, places=places)
    placed = layout(found, top=10, bottom=110)
    assert sum(ribbon.flow for ribbon in placed.ribbons) == found.base
    for ribbon in placed.ribbons:
        assert ribbon.height == pytest.approx(ribbon.flow * placed.scale)
        assert ribbon.flow == found.table.at[ribbon.source, ribbon.target]
    for bars, end, edge in ((placed.sources, "source", "start"), (placed.targets, "target", "end")):
        for bar in bars:
            mine = [ribbon for ribbon in placed.ribbons if getattr(ribbon, end) == bar.name]
            tops = [getattr(ribbon, edge) for ribbon in mine]
            assert sum(ribbon.height for ribbon in mine) == pytest.approx(bar.height)
            assert min(tops) == pytest.approx(bar.top)
            assert tops == sorted(tops)  # in the order of the other ends: none of one bar cross
        assert all(one.top + one.height <= other.top + 1e-9 for one, other in pairwise(bars))
        assert bars[0].top >= 10 - 1e-9
        assert bars[-1].top + bars[-1].height <= 110 + 1e-9


def test_patches_are_the_layout():
    table = table_of()
    ax = drawn(table)
    found = ranked(table)
    bars = {
        patch.get_gid(): patch for patch in ax.patches if (patch.get_gid() or "")[:6] in ("source", "target")
    }
    unit = bars["source/北京市"].get_height() / found.enable["北京市"]
    for name in found.table.index:
        assert bars[f"source/{name}"].get_height() == pytest.approx(found.enable[name] * unit)
        assert bars[f"target/{name}"].get_height() == pytest.approx(found.input[name] * unit)
    ribbons = [patch for patch in ax.patches if (patch.get_gid() or "").startswith("ribbon")]
    assert len(ribbons) == np.count_nonzero(found.table)
    for patch in ribbons:
        _, source, target = patch.get_gid().split("/")
        corners = patch.get_path().vertices[:, 1]
        assert corners[7] - corners[0] == pytest.approx(found.table.at[source, target] * unit)
        assert corners[4] - corners[3] == pytest.approx(found.table.at[source, target] * unit)


def test_what_stays_is_opaque_what_leaves_is_pale_and_goes_in_the_colour_of_its_source():
    ax = drawn(table_of())
    patches = {patch.get_gid(): patch for patch in ax.patches}
    stays, leaves = patches["ribbon/北京市/北京市"], patches["ribbon/北京市/广东省"]
    assert stays.get_alpha() > 2 * leaves.get_alpha()
    assert stays.get_facecolor()[:3] == leaves.get_facecolor()[:3]
    rest = patches[f"ribbon/北京市/{REST}"]
    assert rest.get_facecolor()[:3] == stays.get_facecolor()[:3]
    assert rest.get_alpha() <= leaves.get_alpha()
    assert len(set(patches[f"ribbon/{REST}/北京市"].get_facecolor()[:3])) == 1


def test_values_and_shares_are_those_of_the_base():
    table = table_of()
    found = ranked(table)
    values = {text.get_gid(): text.get_text() for text in texts(drawn(table), ("value",))}
    flow = found.enable["广东省"]
    assert values["value/source/广东省"] == f"{flow:,} ({100 * flow / found.base:.1f}%)"
    legend = [text.get_text() for text in texts(drawn(table), ("legend",))]
    assert legend[0] == f"省内 {100 * found.intra / found.base:.1f}%"
    assert legend[2] == "其他：4 个地区"
    rows = table[table["type"].eq("inter")]
    leaving = drawn(rows.assign(base_n=rows["flow"].sum()))
    assert not [text for text in texts(leaving, ("legend",)) if "省内" in text.get_text()]


@pytest.mark.parametrize(
    ("width", "places", "language"),
    [(74, 3, "en"), (74, 0, "zh"), (144, 10, "zh"), (144, 0, "en"), (294, 10, "en")],
)
def test_labels_do_not_collide_and_stay_inside(width, places, language):
    ax = drawn(table_of(31), width=width, places=places, language=language)
    found = boxes(ax, "name", "value", "head", "legend", "dropped")
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    frame = ax.get_window_extent()
    assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 for box in found)
    assert all(frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1 for box in found)


def test_labels_without_room_are_left_out_and_counted():
    with page.context():
        ax = page.new_axes((144, 60))
        plot.sankey(table_of(31), ax=ax, places=0)
    named = len([text for text in texts(ax, ("name",)) if "/source/" in text.get_gid()])
    assert [text.get_text() for text in texts(ax, ("dropped",))] == [f"另有 {31 - named} 个未标注"] * 2
    assert not [pair for pair in combinations(boxes(ax, "name", "value"), 2) if overlap(*pair)]


@settings(max_examples=6, deadline=None)
@given(flow_tables(), st.integers(0, 4))
def test_any_table_can_be_drawn(table, places):
    found = boxes(drawn(table, width=84.0, places=places), "name", "value")
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]


def test_two_columns_have_no_flows_that_stay():
    table = pd.DataFrame(
        {"source": ["5G", "其他"], "target": ["其他", "智慧城市"], "flow": [3, 1], "type": ""}
    )
    ax = drawn(table, terms=of_columns("zh", ("技术", "应用领域")), places=1)
    assert [text.get_text() for text in texts(ax, ("head",))] == ["技术", "应用领域"]
    assert not any("同类" in text.get_text() for text in texts(ax, ("legend",)))
    names = {text.get_gid(): text.get_text() for text in texts(ax, ("name",))}
    assert names[f"name/source/{REST}"] == "其他（未单列）"  # a value of its own is called 其他


def test_new_axes_are_made_where_none_are_given():
    wide, high = plot.sankey(table_of(5)).figure.get_size_inches() * page.MM
    assert wide == pytest.approx(150)
    assert high == pytest.approx(plan(table_of(5), 150).height)


def test_flows_that_stand_out_are_in_full_ink():
    table = pd.DataFrame(
        [("北京市", "上海市", 5, True), ("上海市", "北京市", 4, False), ("北京市", "北京市", 3, True)],
        columns=["source", "target", "flow", "stands"],
    ).assign(type=["inter", "inter", "intra"])
    ax = plot.sankey(table, language="en")
    alpha = {patch.get_gid(): patch.get_alpha() for patch in ax.patches}
    assert alpha["ribbon/北京市/上海市"] > 4 * alpha["ribbon/上海市/北京市"]
    assert alpha["ribbon/北京市/北京市"] > alpha["ribbon/北京市/上海市"]
    assert "of these not significant" in [text.get_text() for text in ax.texts]
