from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.plot import bars as draw
from clusternet.plot.sheet import page, palette


def table(counts: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"名称{place}" for place in range(len(counts))], "count": counts})


def of(ax, gid: str) -> list:
    return [artist for artist in (*ax.patches, *ax.texts) if artist.get_gid() == gid]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), st.integers(0, 12))
def test_bars_are_as_long_as_counts_and_nothing_is_lost(counts, top):
    ax = draw(table(counts), top=top)
    widths = [bar.get_width() for bar in of(ax, "bar")]
    shown = sorted(counts, reverse=True)
    if top and len(counts) > top:
        shown = [*shown[:top], sum(shown[top:])]
        assert of(ax, "name")[-1].get_text() == f"其他 ({len(counts) - top})"
        assert palette.OTHER == "#b3b3b3"
    scale = widths[0] / shown[0]
    assert widths == pytest.approx([count * scale for count in shown])
    shares = [float(text.get_text().split("(")[1].rstrip("%)")) for text in of(ax, "value")]
    assert sum(shares) == pytest.approx(100, abs=0.005 * len(shares) + 1e-9)


@pytest.mark.parametrize("width", [80.0, 150.0, 400.0])
def test_words_stay_on_the_page_and_apart(width):
    long = pd.DataFrame({"name": ["一个非常非常非常非常非常非常长的行业名称" * 2, "b"], "count": [10**7, 1]})
    with page.context():
        ax = page.new_axes((width, 20))
        draw(long, ax=ax)
        ax.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in ax.texts]
        assert all(box.x0 >= 0 and box.x1 <= ax.figure.bbox.x1 for box in boxes)
        assert not any(one.overlaps(other) for one in boxes for other in boxes if one is not other)
    assert of(ax, "name")[0].get_text().endswith("…") == (width < 150)
    assert of(ax, "name")[0].get_text().count("\n") == (width < 400)


def test_years_are_stacked_in_order():
    yearly = pd.concat([table([3, 1]).assign(year=2020), table([1, 2]).assign(year=2021)])
    ax = draw(yearly)
    pieces = of(ax, "bar")
    assert [piece.get_width() / pieces[0].get_width() for piece in pieces] == pytest.approx(
        [1, 1 / 3, 1 / 3, 2 / 3]
    )
    assert pieces[0].get_x() + pieces[0].get_width() == pytest.approx(pieces[1].get_x())
    assert pieces[0].get_facecolor() == pieces[2].get_facecolor() != pieces[1].get_facecolor()
    assert [text.get_text() for text in of(ax, "year")] == ["2020", "2021"]


def test_a_ranking_has_one_hue_and_what_lies_outside_stands_last_in_grey():
    from matplotlib.colors import to_hex

    found = pd.DataFrame({"name": ["未知", "北京市", "上海市", "天津市"], "count": [9, 4, 3, 2]})
    for top, names in ((20, ["北京市", "上海市", "天津市", "未知"]), (2, ["北京市", "其他 (2)", "未知"])):
        ax = draw(found, top=top)
        assert [text.get_text() for text in of(ax, "name")] == names
        hues = [to_hex(bar.get_facecolor()) for bar in of(ax, "bar")]
        grey = [name == "未知" or name.startswith("其他") for name in names]
        assert hues == [palette.OTHER if each else palette.PLAIN for each in grey]
    assert sum(bar.get_width() for bar in of(ax, "bar")) == pytest.approx(
        18 / 9 * of(ax, "bar")[-1].get_width()
    )


@pytest.mark.parametrize("width", [50.0, 75.0, 150.0])
def test_the_key_of_years_stays_on_the_page_and_names_the_last(width):
    yearly = pd.concat([table([3, 1]).assign(year=year) for year in range(2005, 2023)])
    with page.context():
        ax = page.new_axes((width, 25))
        draw(yearly, ax=ax)
        ax.figure.draw_without_rendering()
        years = [text for text in ax.texts if text.get_gid() == "year"]
        assert years[-1].get_text() == "2022"
        boxes = [text.get_window_extent() for text in years]
    assert boxes[-1].x1 <= ax.figure.bbox.x1
    assert not any(one.overlaps(other) for one in boxes for other in boxes if one is not other)


def test_what_cannot_be_drawn():
    with pytest.raises(ClusternetError, match="nothing"):
        draw(table([]))
    with pytest.raises(ClusternetError, match="no column count"):
        draw(pd.DataFrame({"name": ["a"]}))


def test_pieces_are_named_where_they_have_room():
    rows = [("甲", 1, "Nankai", 60), ("甲", 2, "Tianjin University of Commerce", 1), ("乙", 1, "MIT", 30)]
    table = pd.DataFrame(rows, columns=["name", "year", "piece", "count"])
    named = [text for text in draw(table).texts if text.get_gid() == "piece"]
    assert [text.get_text() for text in named] == ["Nankai", "MIT"]


def test_what_is_unknown_stands_last_in_english_too():
    table = pd.DataFrame({"name": ["Unknown", "Beijing", "Shanghai"], "count": [9, 5, 3]})
    assert [text.get_text() for text in draw(table, language="en").texts if text.get_gid() == "name"] == [
        "Beijing", "Shanghai", "Unknown",
    ]  # fmt: skip
