from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from clusternet.errors import ClusternetError
from clusternet.places import china
from clusternet.plot import quadrant as draw
from clusternet.plot.series.quadrant import logarithmic, usable
from clusternet.plot.sheet import page, palette
from clusternet.records.counts import cuts, fields

RANDOM = np.random.default_rng(3)
TABLE = pd.DataFrame(
    {"unit": china.MAINLAND, "x": RANDOM.lognormal(5, 2, 31), "y": RANDOM.lognormal(4, 2, 31)}
)


def test_the_published_cut_lines_and_fields():
    table = pd.DataFrame({"unit": list("abcd"), "x": [10, 20, 30, 40], "y": [4, 3, 2, 7]})
    assert cuts(table) == (25, 4)
    assert cuts(table, "median") == (25, 3.5)
    assert fields(table).tolist() == ["low-high", "low-low", "high-low", "high-high"]
    (inner,) = draw(table, language="en").child_axes
    lines = [line for line in inner.lines if line.get_gid() == "cut"]
    assert [set(lines[0].get_xdata()), set(lines[1].get_ydata())] == [{25}, {4}]
    assert [text.get_text() for text in inner.texts if text.get_gid() == "cut"] == ["mean 25", "mean 4"]


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("width", [90.0, 150.0])
def test_names_meet_neither_one_another_nor_the_frame(log, width):
    with page.context():
        ax = page.new_axes((width, 80))
        (inner,) = draw(TABLE, log=log, ax=ax).child_axes
        ax.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in inner.texts if text.get_gid() == "name"]
        field = inner.get_window_extent().padded(2)
    assert len(boxes) >= (15 if log else 5)
    for place, box in enumerate(boxes):
        assert field.x0 <= box.x0
        assert box.x1 <= field.x1
        assert not any(box.shrunk(0.9, 0.6).overlaps(other.shrunk(0.9, 0.6)) for other in boxes[:place])


def test_dots_stand_where_they_should_in_their_colours():
    (inner,) = draw(TABLE, log=True).child_axes
    (dots,) = inner.collections
    assert np.allclose(dots.get_offsets(), TABLE[["x", "y"]])
    assert {to_hex(colour) for colour in dots.get_facecolors()} == {palette.PLAIN}  # 31 hues tell nothing
    few = TABLE.head(12)
    (dots,) = draw(few, log=True).child_axes[0].collections
    assert [to_hex(colour) for colour in dots.get_facecolors()] == [
        palette.PROVINCES[name] for name in few["unit"]
    ]


def test_the_scale_follows_the_data():
    table = pd.DataFrame({"unit": list("abcd"), "x": [1, 2, 3, 400], "y": [1, 2, 3, 4]})
    (inner,) = draw(table, headings=("甲（篇）", "乙（件）")).child_axes
    assert (inner.get_xscale(), inner.get_yscale()) == ("log", "linear")
    assert (inner.get_xlabel(), inner.get_ylabel()) == ("甲（篇）（对数）", "乙（件）")
    assert [text.get_text() for text in inner.texts if text.get_gid() == "cut"] == [
        "中位数 2.5",
        "中位数 2.5",
    ]
    assert logarithmic(table.assign(x=[-1, 2, 3, 400])) == (False, False)
    (inner,) = draw(table, log=False).child_axes
    assert [text.get_text() for text in inner.texts if text.get_gid() == "cut"] == ["均值 101.5", "均值 2.5"]


def test_most_units_do_not_stand_in_a_corner():
    (inner,) = draw(TABLE).child_axes
    at = inner.transAxes.inverted().transform(inner.transData.transform(TABLE[["x", "y"]].to_numpy()))
    assert (np.hypot(*at.T) < 0.3).sum() < 10


def test_units_with_nothing_stand_at_the_foot_of_a_logarithmic_axis():
    table = pd.DataFrame({"unit": list("abc"), "x": [5, 0, 1], "y": [0, 3, 0]})
    (inner,) = draw(table, log=True).child_axes  # none both gives and takes
    at = inner.transAxes.inverted().transform(inner.transData.transform(table[["x", "y"]].to_numpy()))
    assert (at > 0.01).all()
    assert (at < 0.99).all()
    assert 0 < at[1, 0] < at[2, 0] < at[0, 0]
    assert inner.xaxis.get_major_locator()()[0] == 0


def test_fields_are_named_clear_of_dots_and_names():
    fields = {f"{one}-{other}": f"{one} {other}" for one in ("high", "low") for other in ("high", "low")}
    (inner,) = draw(TABLE, fields=fields).child_axes
    inner.figure.draw_without_rendering()
    texts = [text for text in inner.texts if text.get_gid() in ("field", "name", "cut")]
    assert sorted(text.get_text() for text in texts if text.get_gid() == "field") == sorted(fields.values())
    boxes = [text.get_window_extent() for text in texts]
    for place, box in enumerate(boxes):
        assert not any(box.shrunk(0.9, 0.6).overlaps(other.shrunk(0.9, 0.6)) for other in boxes[:place])
    at = inner.transData.transform((TABLE["x"].median(), TABLE["y"].median()))
    for text, box in zip(texts, boxes, strict=True):
        if text.get_gid() == "field":
            across, upward = text.get_text().split()
            assert (box.x0 > at[0]) == (across == "high")
            assert (box.y0 > at[1]) == (upward == "high")


def test_the_area_of_a_dot_is_its_size():
    table = pd.DataFrame({"unit": list("abc"), "x": [1, 2, 3], "y": [1, 3, 2], "size": [100, 25, 50]})
    (dots,) = draw(table).child_axes[0].collections
    assert np.allclose(dots.get_sizes() / dots.get_sizes()[0], [1, 0.25, 0.5])


def test_units_without_numbers_are_left_out():
    table = pd.DataFrame({"unit": list("abc"), "x": [1, 2, "?"], "y": [1, 3, 4]})
    (inner,) = draw(table).child_axes
    assert len(inner.collections[0].get_offsets()) == 2
    with pytest.raises(ClusternetError, match="at least two"):
        draw(table.assign(x=[-2, -1, 5]), log=True)
    assert usable(table.assign(x=[-2, -1, -5]), log=True).empty
    with pytest.raises(ClusternetError, match="no column y"):
        draw(table.drop(columns="y"))


def test_units_far_from_zero_fill_the_field_and_names_keep_off_the_lines():
    table = pd.DataFrame({"unit": ["甲", "乙", "丙"], "x": [0.40, 0.45, 0.49], "y": [1.0, 3.0, 2.0]})
    (field,) = draw(table).child_axes
    assert field.get_xlim()[0] > 0.3
    assert field.get_ylim()[0] < 0
    at = field.transData.transform((table["x"].mean(), table["y"].mean()))
    for text in (each for each in field.texts if each.get_gid() == "name"):
        box = text.get_window_extent()
        assert not box.x0 < at[0] < box.x1
        assert not box.y0 < at[1] < box.y1


def test_the_word_of_a_line_gives_way_to_a_dot():
    table = pd.DataFrame({"unit": list("甲乙丙丁"), "x": [1, 2, 3, 10], "y": [1, 2.0, 3.2, 2.07]})
    (field,) = draw(table).child_axes
    field.figure.draw_without_rendering()
    dots = field.transData.transform(table[["x", "y"]].to_numpy())
    words = [text.get_window_extent() for text in field.texts if text.get_gid() == "cut"]
    assert len(words) == 2
    assert not any(word.contains(*dot) for word in words for dot in dots)  # the last lies where one would


def test_areas_have_a_key_and_long_names_of_fields_two_lines():
    table = pd.DataFrame({"unit": list("abcd"), "x": [2, 3, 6, 9], "y": [4, 1, 3, 9], "size": [40, 10, 5, 1]})
    long = {
        "low-low": "relatedness density of what is not held yet low, complexity low",
        "high-high": "both high",
    }
    fields = {key: long.get(key, "one high") for key in ("low-low", "low-high", "high-low", "high-high")}
    ax = draw(table, cut="mean", log=False, fields=fields)
    assert [text.get_text() for text in ax.texts if text.get_gid() == "key"] == ["10", "40"]
    large, small = sorted((each.radius for each in ax.patches if each.get_gid() == "key"), reverse=True)
    assert (large / small) ** 2 == pytest.approx(4)
    named = [text.get_text() for text in ax.child_axes[0].texts if text.get_gid() == "field"]
    assert "relatedness density of what is not held yet low,\ncomplexity low" in named
