from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.plot.sheet import palette
from clusternet.space import location
from clusternet.space.mapped import mapped

PROVINCES = list(palette.PROVINCES)


def table_of(names=PROVINCES, *, seed: int = 1) -> pd.DataFrame:
    size = len(names)
    flow = np.random.default_rng(seed).pareto(1.5, (size, size)) * np.geomspace(300, 2, size)
    rows = [(a, b, int(flow[i, j]) + 1) for i, a in enumerate(names) for j, b in enumerate(names)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    return table.assign(type=np.where(table["source"] == table["target"], "intra", "inter"))


def test_arcs_circles_and_what_is_left_out():
    table = table_of()
    found = mapped(table, top=12)
    between = table[table["type"].eq("inter")]
    assert found.arcs["flow"].tolist() == sorted(between["flow"], reverse=True)[:12]
    assert found.share == found.arcs["flow"].sum() / between["flow"].sum()
    inside = table[table["type"].eq("intra")].set_index("source")["flow"]
    assert mapped(table, top=12, everywhere=True).within.to_dict() == inside.to_dict()
    assert set(found.slight) == set(inside.index) - set(found.within.index)
    ends = {*found.arcs["source"], *found.arcs["target"]}
    assert all(inside[name] <= 0.01 * found.most and name not in ends for name in found.slight)
    assert len(mapped(table, top=0).arcs) == found.pairs == len(between)


def test_a_place_without_position_is_counted():
    unknown = f"河北省{location.CITY_UNKNOWN}"
    table = pd.DataFrame(
        [("北京市", "上海市", 5), (unknown, "上海市", 3), (unknown, unknown, 2)],
        columns=["source", "target", "flow"],
    )
    found = mapped(table)
    assert (found.adrift, found.lost, found.inter, found.drawn) == ((unknown,), 5, 8, 5)
