"""Looking at what a figure has drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.plot.sheet import palette


def table_of(size: int = 14, *, seed: int = 1) -> pd.DataFrame:
    names = list(palette.PROVINCES)[:size]
    flow = np.random.default_rng(seed).pareto(2, (size, size)) * np.geomspace(300, 1, size)
    rows = [(a, b, int(flow[i, j]) + 1) for i, a in enumerate(names) for j, b in enumerate(names)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    return table.assign(type=np.where(table["source"] == table["target"], "intra", "inter"))


def overlap(one, other):
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5
        and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5
    )


def texts(ax):
    """Every text of a figure that is not blank, in the order it was drawn."""
    from matplotlib.text import Text

    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text().strip()]
