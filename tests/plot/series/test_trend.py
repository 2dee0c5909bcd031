from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import trend
from clusternet.plot import trend as draw
from clusternet.plot.series.trend import plan
from clusternet.plot.sheet import page

TABLE = pd.DataFrame(
    {
        "year": [2019, 2020, 2021],
        "nodes": [1000, 2000, 45000],
        "density": [0.001, None, 0.002],
        "diameter": [9, 8, 7],
    }
)


def test_every_panel_starts_at_zero_and_holds_its_series():
    ax = draw(TABLE, columns=["nodes", "diameter", "density"], language="en")
    assert [
        text.get_text() for panel in ax.child_axes for text in panel.texts if text.get_gid() == "title"
    ] == ["Nodes", "Diameter", "Density"]
    for panel, name in zip(ax.child_axes, ("nodes", "diameter", "density"), strict=True):
        (line,) = [line for line in panel.lines if line.get_gid() == name]
        assert list(line.get_xdata()) == [2019, 2020, 2021]
        assert pd.Series(line.get_ydata()).equals(TABLE[name].astype(float))
        low, high = panel.get_ylim()
        assert low == 0
        assert high > TABLE[name].max()


def test_first_and_last_value_are_printed():
    ax = draw(TABLE, columns=["nodes"], language="en")
    assert [text.get_text() for text in ax.child_axes[0].texts] == ["Nodes", "1,000 → 45,000"]


def test_small_values_show_their_first_digit_and_years_of_two_nodes_no_averages():
    table = pd.DataFrame(
        {"year": [2019, 2020, 2021], "nodes": [2, 40, 90], "average_clustering": [1, 4e-4, 0.2]}
    )
    ax = draw(table, columns=["nodes", "average_clustering"], language="en")
    assert [panel.texts[1].get_text() for panel in ax.child_axes] == ["2 → 90", "0.0004 → 0.200"]


def test_a_break_is_a_dashed_line_between_two_years():
    ax = draw(TABLE, columns=["nodes"], breaks=(2021, 2030))
    (line,) = [line for line in ax.child_axes[0].lines if line.get_gid() == "break"]
    assert set(line.get_xdata()) == {2020.5}


@pytest.mark.parametrize("width", [90.0, 150.0, 300.0])
def test_panels_do_not_overlap(width):
    columns = ["nodes", "diameter", "density"] * 2
    with page.context():
        ax = plan(TABLE, width, columns=columns).draw()
        ax.figure.draw_without_rendering()
        boxes = [panel.get_tightbbox() for panel in ax.child_axes]
        frame = ax.figure.bbox
    for place, box in enumerate(boxes):
        assert box.x0 >= frame.x0 - 1
        assert box.x1 <= frame.x1 + 12  # the last year's label may lean over the margin of the page
        assert not any(box.shrunk(0.98, 0.98).overlaps(other.shrunk(0.98, 0.98)) for other in boxes[:place])


def test_what_cannot_be_drawn():
    with pytest.raises(ClusternetError, match="no column edges"):
        trend(TABLE, columns=["edges"])
    with pytest.raises(ClusternetError, match="no years"):
        trend(pd.DataFrame({"year": [None], "nodes": [1]}), columns=["nodes"])
