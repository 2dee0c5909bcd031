"""Tile maps by their artists."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from clusternet.errors import ClusternetError
from clusternet.plot.map.tiles import plan
from clusternet.plot.sheet import page, scales


def drawn(rows, width=144.0, **options):
    with page.context():
        return plan(pd.DataFrame(rows, columns=["name", "count"]), width, **options).draw()


def tiles(ax):
    return {patch.get_label(): patch for patch in ax.patches if patch.get_gid() == "tile"}


def words(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def test_all_34_units_are_there_and_those_without_data_are_grey():
    ax = drawn([("北京", 100), ("广东省", 10), ("新疆", 0)])
    found = tiles(ax)
    assert len(found) == 34
    grey = {name for name, patch in found.items() if to_hex(patch.get_facecolor()) == scales.BLANK}
    assert set(found) - grey == {"北京市", "广东省"}
    assert {"台湾省", "香港特别行政区", "澳门特别行政区"} <= grey
    assert words(ax, "value") == ["100", "0", "10"] or set(words(ax, "value")) == {"100", "10", "0"}
    assert {"台湾", "香港", "澳门", "内蒙古"} <= set(words(ax, "name"))
    assert len({(patch.get_x(), patch.get_y()) for patch in found.values()}) == 34


@pytest.mark.parametrize("width", [54.0, 79.0, 144.0, 294.0])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_stay_in_their_squares(width, language):
    ax = drawn([("北京", 123_456), ("内蒙古", 9)], width, language=language, title="论文数")
    assert len(words(ax, "name")) == 34
    turn = ax.transData.inverted()
    side = next(iter(tiles(ax).values())).get_width()
    for text in ax.texts:
        if text.get_gid() in ("name", "value"):
            assert abs(text.get_window_extent().transformed(turn).width) <= side + 0.2


def test_countries_are_on_a_map_of_their_own():
    ax = drawn([("中国大陆", 9), ("USA", 3), ("英国", 1)], language="en")
    coloured = [n for n, p in tiles(ax).items() if to_hex(p.get_facecolor()) != scales.BLANK]
    assert sorted(coloured) == ["CHN", "GBR", "USA"]
    assert len(tiles(ax)) > 190
    assert "no data" in words(ax, "tick")


def test_what_is_on_no_map_or_twice_is_refused():
    with pytest.raises(ClusternetError, match="no name is a province"):
        drawn([("Narnia", 1)])
    with pytest.raises(ClusternetError, match="stands twice"):
        drawn([("北京", 1), ("北京市", 2)])
