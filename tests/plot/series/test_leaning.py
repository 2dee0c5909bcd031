from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import leaning as draw
from clusternet.plot.sheet import palette

TABLE = pd.DataFrame(
    {
        "indicator": ["one", "two", "three", "four", "five"],
        "period": ["2020", "", "", "", ""],
        "log_ratio": [0.8, -0.4, 0.05, -np.inf, np.nan],
        "leans_to": ["CN", "US", "both", "US", ""],
        "reason": ["", "", "", "", "measures differ"],
    }
)


def of(ax, gid: str) -> list:
    return [artist for artist in (*ax.patches, *ax.texts) if artist.get_gid() == gid]


def test_bars_go_to_either_side_and_infinity_to_the_edge():
    from matplotlib.colors import to_hex

    ax = draw(TABLE, names=("CN", "US"))
    bars, centre = of(ax, "bar"), of(ax, "band")[0]
    middle = centre.get_x() + centre.get_width() / 2
    assert [bar.get_width() / bars[0].get_width() for bar in bars] == pytest.approx([1, 0.0625, 0.5, 1.15])
    assert bars[0].get_x() + bars[0].get_width() == pytest.approx(middle)
    assert bars[2].get_x() == pytest.approx(middle)
    assert centre.get_width() == pytest.approx(2 * bars[0].get_width() * 0.1 / 0.8)
    colours = [to_hex(bar.get_facecolor()) for bar in bars]
    assert colours == [palette.SENDS, palette.OTHER, palette.RECEIVES, palette.RECEIVES]
    assert [text.get_text() for text in of(ax, "value")] == ["2.23×", "1.05×", "1.49×", "∞", "计量单位不同"]
    ticks = [float(text.get_text().rstrip("×")) for text in of(ax, "tick")]
    assert max(ticks) <= np.exp(0.8 * 1.15)
    assert min(ticks) == 1
    assert of(ax, "name")[0].get_text() == "one 2020"


def test_nothing_to_draw():
    for faulty in (TABLE.tail(1), TABLE.drop(columns="reason")):
        with pytest.raises(ClusternetError, match="leaning:"):
            draw(faulty)
