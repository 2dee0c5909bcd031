"""The heat map by its artists."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from clusternet import plot
from clusternet.errors import ClusternetError
from clusternet.plot.flow.heatmap import plan
from clusternet.plot.sheet import palette, scales
from clusternet.space.folded import REST, ranked
from clusternet.words.terms import of_columns, of_flows
from drawn import overlap, table_of
from strategies import flow_tables


def drawn(table, *, width=144.0, places=12, **options):
    return plan(table, width, places=places, **options).draw()


def by_gid(artists, kind):
    found = {artist.get_gid(): artist for artist in artists if (artist.get_gid() or "").startswith(kind)}
    return {gid.removeprefix(f"{kind}/"): artist for gid, artist in found.items()}


def mesh(ax, gid="cells"):
    return next(each for each in ax.collections if each.get_gid() == gid)


@settings(max_examples=6, deadline=None)
@given(flow_tables(), st.integers(0, 4))
def test_heat_map_sankey_and_margins_are_one(table, places):
    """What the bars say, the cells say, and the ribbons of the Sankey diagram say."""
    from clusternet.plot.flow.columns import layout

    found = ranked(table, places=places)
    ax = drawn(table, places=places, width=294.0)
    ribbons = {f"{each.source}/{each.target}": each.flow for each in layout(found, top=0, bottom=100).ribbons}
    cells = by_gid(ax.texts, "cell")
    bars = {side: by_gid(ax.patches, side) for side in ("supplied", "received")}
    for gid, text in cells.items():
        flow = ribbons.get(gid, 0)
        assert int(text.get_text().replace(",", "")) == flow
    for side, along, axis in (("supplied", "get_width", 1), ("received", "get_height", 0)):
        lengths = {name: getattr(bar, along)() for name, bar in bars[side].items()}
        wanted = found.table.sum(axis=axis)
        unit = sum(lengths.values()) / table["flow"].sum()
        assert lengths == pytest.approx({name: unit * wanted[name] for name in lengths})


def test_colours_are_logarithmic_and_no_flow_is_grey():
    rows = [("a", "a", 1), ("a", "b", 10), ("b", "a", 100)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"]).assign(type="inter")
    found = ranked(table)
    colours = [to_hex(colour) for colour in mesh(drawn(table)).get_facecolor()]
    scale = scales.of_amounts([1, 100])
    wanted = [scale.colour(flow) if flow else scales.BLANK for flow in found.table.to_numpy().flat]
    assert colours == wanted
    assert scale.place(10) == pytest.approx(0.5)


def test_a_single_value_has_a_colour():
    table = pd.DataFrame({"source": ["a"], "target": ["b"], "flow": [7], "type": ["inter"]})
    assert "7" in [text.get_text() for text in drawn(table).texts]


def test_the_diagonal_is_boxed_without_the_rest():
    boxes = by_gid(drawn(table_of(14)).patches, "diagonal")
    assert len(boxes) == 12
    assert REST not in boxes
    cells = mesh(drawn(table_of(14))).get_coordinates()
    for place, box in enumerate(boxes.values()):
        assert (box.get_x(), box.get_y()) == pytest.approx(tuple(cells[place, place]))


def test_two_columns_have_no_diagonal():
    table = pd.DataFrame({"source": ["5G", "a"], "target": ["b", "c"], "flow": [3, 1], "type": ""})
    ax = drawn(table, terms=of_columns("zh", ("技术", "应用领域")))
    assert not by_gid(ax.patches, "diagonal")


def test_numbers_can_be_read_on_their_colours():
    table = table_of(14)
    ax = drawn(table)
    grounds = iter(mesh(ax).get_facecolor())
    for text, ground in zip(by_gid(ax.texts, "cell").values(), grounds, strict=True):
        if text.get_text() != "0":
            assert to_hex(text.get_color()) == palette.readable_on(to_hex(ground))


def test_a_ratio_to_fewer_than_five_expected_is_masked_and_the_key_says_so():
    rows = [("a", "a", 90), ("a", "b", 10), ("b", "a", 12), ("b", "b", 3)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    table["type"] = np.where(table["source"] == table["target"], "intra", "inter")
    ax = drawn(table, value="expected_ratio", language="en")
    colours = [to_hex(colour) for colour in mesh(ax).get_facecolor()]
    assert [colour == scales.BLANK for colour in colours] == [
        False,
        False,
        False,
        True,
    ]  # 15 * 13 / 115 = 1.7
    cells = by_gid(ax.texts, "cell")
    assert [text.get_text() for text in cells.values()][3:] in ([""], [])
    assert "0, or fewer than 5 expected" in [text.get_text() for text in ax.texts]


def test_names_of_columns_are_turned_alike():
    table = table_of(8)
    for width in (60, 100, 150):
        ax = drawn(table, width=width, language="en")
        assert len({text.get_rotation() for text in by_gid(ax.texts, "column").values()}) == 1


def test_ratios_part_at_one():
    table = table_of(6)
    table = table.assign(flow=table["flow"] * 1000)
    found = ranked(table)
    ax = drawn(table, value="expected_ratio")
    scale = scales.of_ratios(found.expected_ratio.to_numpy().flat)
    assert scale.place(1) == pytest.approx(0.5)
    colours = [to_hex(colour) for colour in mesh(ax).get_facecolor()]
    assert colours == [scale.colour(ratio) for ratio in found.expected_ratio.to_numpy().flat]
    ticks = [text.get_text() for text in ax.texts if text.get_gid() == "tick"]
    assert "1" in ticks
    assert ticks[0].startswith("≤1/")


def test_shares_are_of_the_base():
    table = pd.DataFrame({"source": list("ab"), "target": list("ba"), "flow": [3, 1], "type": "inter"})
    cells = by_gid(drawn(table, value="share").texts, "cell")
    assert cells["a/b"].get_text() == "75.0%"
    with pytest.raises(ClusternetError, match="accepted: flow, share"):
        plot.heatmap(table, value="size")


@pytest.mark.parametrize(
    ("width", "places", "language"),
    [(74, 5, "en"), (74, 0, "zh"), (144, 12, "zh"), (144, 0, "en"), (294, 12, "en"), (74, 12, "zh")],
)
def test_labels_do_not_collide_and_stay_inside(width, places, language):
    ax = drawn(table_of(31), width=width, places=places, language=language, terms=of_flows(language))
    found = [text.get_window_extent() for text in ax.texts]
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    frame = ax.get_window_extent()
    assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 for box in found)
    assert all(frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1 for box in found)


def test_what_has_no_room_is_said():
    ax = drawn(table_of(31), width=74, places=0)
    assert not by_gid(ax.texts, "cell")
    (note,) = [text.get_text() for text in ax.texts if text.get_gid() == "note"]
    assert "格内数值从略" in note
    step = int(note.split("每 ")[1].split(" ")[0])
    assert len(by_gid(ax.texts, "column")) == int(np.ceil(31 / step))


def test_cells_that_do_not_stand_out_are_faded():
    table = pd.DataFrame(
        [("北京市", "上海市", 5, True), ("上海市", "北京市", 5, False), ("北京市", "北京市", 5, True)],
        columns=["source", "target", "flow", "stands"],
    ).assign(type=["inter", "inter", "intra"])
    faded, full = (
        [to_hex(colour) for colour in mesh(plot.heatmap(each)).get_facecolor()]
        for each in (table, table.drop(columns="stands"))
    )
    assert [one == other for one, other in zip(faded, full, strict=True)] == [True, True, False, True]


def test_a_ratio_to_fewer_than_five_predicted_is_masked_and_the_key_says_so():
    rows = [("a", "a", 90, 100.0), ("a", "b", 10, 9.0), ("b", "a", 12, 6.0), ("b", "b", 3, 1.0)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow", "predicted"])
    table["type"] = np.where(table["source"] == table["target"], "intra", "inter")
    ax = drawn(table, value="residual", language="en")
    colours = [to_hex(colour) for colour in mesh(ax).get_facecolor()]
    assert [colour == scales.BLANK for colour in colours] == [False, False, False, True]
    assert "0, fewer than 5 predicted, or not in the model" in [text.get_text() for text in ax.texts]
