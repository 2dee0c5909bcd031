from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from clusternet.errors import ClusternetError
from clusternet.places import china
from clusternet.plot import quadrant as draw
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
    assert len(boxes) >= (15 if log else 3)
    for place, box in enumerate(boxes):
        assert field.x0 <= box.x0
        assert box.x1 <= field.x1
        assert not any(box.shrunk(0.9, 0.6).overlaps(other.shrunk(0.9, 0.6)) for other in boxes[:place])


def test_dots_stand_where_they_should_in_their_colours():
    (inner,) = draw(TABLE, log=True).child_axes
    (dots,) = inner.collections
    assert np.allclose(dots.get_offsets(), TABLE[["x", "y"]])
    assert [to_hex(colour) for colour in dots.get_facecolors()] == [
        palette.PROVINCES[name] for name in TABLE["unit"]
    ]


def test_units_without_numbers_are_left_out():
    table = pd.DataFrame({"unit": list("abc"), "x": [1, 2, "?"], "y": [1, 3, 4]})
    (inner,) = draw(table).child_axes
    assert len(inner.collections[0].get_offsets()) == 2
    with pytest.raises(ClusternetError, match="at least two"):
        draw(table.assign(x=[0, -1, 5]), log=True)
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
    words = [text for text in field.texts if text.get_gid() == "cut"]
    assert [text.xy[0] for text in words][1] == 0  # the last dot lies where the word would
