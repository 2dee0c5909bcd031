"""Charts over years by their artists."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot.series.lines import plan
from clusternet.plot.sheet import page

COUNTS = {"甲": (10, 20, 40), "乙": (30, 30, 30), "丙": (5, 6, 7), "丁": (1, 1, 2)}


def table():
    rows = [
        (year, name, count[place], count[place] / sum(each[place] for each in COUNTS.values()))
        for name, count in COUNTS.items()
        for place, year in enumerate((2020, 2021, 2022))
    ]
    found = pd.DataFrame(rows, columns=["year", "name", "count", "share"])
    return found.assign(rank=found.groupby("year")["count"].rank(ascending=False).astype(int))


def drawn(width=144.0, **options):
    with page.context():
        return plan(table(), width, **options).draw()


def words(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def test_lines_have_the_counts_and_the_largest_of_the_last_year_come_first():
    (panel,) = drawn(top=3).child_axes
    lines = {line.get_gid(): line.get_ydata().tolist() for line in panel.lines if line.get_gid() != "leader"}
    assert lines == {"line/甲": [10, 20, 40], "line/乙": [30, 30, 30], "line/丙": [5, 6, 7]}
    assert words(panel, "name") == ["甲", "乙", "丙"]
    assert words(panel, "value") == ["40", "30", "7"]


def test_areas_add_up_to_all_with_what_is_left():
    (panel,) = drawn(chart="area", value="share", top=2).child_axes
    tops = {each.get_gid(): each.get_paths()[0].get_extents() for each in panel.collections}
    assert list(tops) == ["area/甲", "area/乙", "area/"]
    assert tops["area/"].y1 == pytest.approx(1)
    assert tops["area/甲"].y0 == 0
    assert set(words(panel, "name")) == {"甲", "乙", "其他"}
    assert "50.6%" in words(panel, "value")


def test_ranks_run_from_the_first_down():
    (panel,) = drawn(chart="rank", top=2).child_axes
    low, high = panel.get_ylim()
    assert low > high
    assert panel.lines[0].get_ydata().tolist() == [2, 2, 1]
    assert words(panel, "value") == ["1", "2"]


def test_a_second_panel_leaves_the_largest_out():
    ax = drawn(apart=True, language="zh")
    first, second = ax.child_axes
    assert words(ax, "panel") == ["不含甲"]
    assert "line/甲" not in [line.get_gid() for line in second.lines]
    assert first.get_ylim()[1] > second.get_ylim()[1]


@pytest.mark.parametrize("width", [54.0, 79.0, 144.0, 294.0])
@pytest.mark.parametrize("chart", ["line", "area", "rank"])
def test_names_stand_apart_and_inside(width, chart):
    ax = drawn(width, chart=chart, value="share")
    (panel,) = ax.child_axes
    boxes = [text.get_window_extent() for text in panel.texts if text.get_gid() == "name"]
    assert len(boxes) >= 4
    middles = sorted((box.y0 + box.y1) / 2 for box in boxes)
    assert (np.diff(middles) > 0.8 * min(box.height for box in boxes)).all()
    edge = ax.get_window_extent()
    assert all(text.get_window_extent().x1 <= edge.x1 + 1 for text in panel.texts)


def test_one_year_makes_no_line():
    with pytest.raises(ClusternetError, match="one year makes no line"):
        plan(table().query("year == 2020"), 144.0)
