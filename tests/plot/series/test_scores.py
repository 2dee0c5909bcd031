from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import scores as draw
from clusternet.plot.series.scores import plan
from clusternet.plot.sheet import page

TABLE = pd.DataFrame(
    {
        "unit": ["一个非常非常非常非常非常非常长的名称" * 3, "乙", "丙"],
        "score": [0.8, 0.2, -0.4],
        "rank": [1, 2, 3],
        "rank_low": [1, 1, 3],
        "rank_high": [2, 2, 3],
    }
)


def of(ax, gid: str) -> list:
    return [artist for artist in (*ax.patches, *ax.texts) if artist.get_gid() == gid]


def test_bars_start_at_zero_and_are_as_long_as_scores():
    ax = draw(TABLE)
    bars = of(ax, "bar")
    assert [bar.get_width() / bars[0].get_width() for bar in bars] == pytest.approx([1, 0.25, 0.5])
    assert bars[0].get_x() == bars[1].get_x() == pytest.approx(bars[2].get_x() + bars[2].get_width())
    assert [text.get_text() for text in of(ax, "value")] == [
        "0.800  第1名 [1–2]", "0.200  第2名 [1–2]", "-0.400  第3名 [3–3]",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [80.0, 150.0])
def test_words_stay_on_the_page(width):
    with page.context():
        ax = plan(TABLE, width, language="en").draw()
        for text in (*of(ax, "name"), *of(ax, "value")):
            lines = text.get_text().split("\n")
            wide = max(page.text_width(line, text.get_fontsize()) for line in lines)
            left = text.get_position()[0] - (wide if text.get_ha() == "right" else 0)
            assert left >= -0.1
            assert left + wide <= width + 0.1


def test_without_intervals_and_without_rows():
    ax = draw(TABLE.drop(columns=["rank_low", "rank_high"]), language="en")
    assert of(ax, "value")[0].get_text() == "0.800  #1"
    for faulty in (TABLE.head(0), TABLE.drop(columns="rank"), TABLE.assign(score=None)):
        with pytest.raises(ClusternetError, match="scores:"):
            draw(faulty)


def test_the_interval_of_a_rank_is_a_whisker_round_its_dot():
    ax = draw(TABLE)
    whiskers = [line.get_xdata() for line in ax.lines if line.get_gid() == "whisker"]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_gid() == "rank"]
    assert [low == pytest.approx(dot) for (low, _), dot in zip(whiskers, dots, strict=True)] == [
        True,
        False,
        True,
    ]
    assert whiskers[1][1] == pytest.approx(dots[1])  # ranks 1 to 2, the second
    assert dots[0] < dots[1] < dots[2]
    assert not [line for line in draw(TABLE.drop(columns=["rank_low"])).lines if line.get_gid() == "whisker"]
