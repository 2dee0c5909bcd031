"""Intervals about a population: how often they hold its value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.resampling import Resampling
from clusternet.network.value_network import from_frames
from clusternet.places import china
from clusternet.space import polarisation
from clusternet.space.concentration import LINEAR

PLACES = list(china.MAINLAND[:8])
SHARES = np.array([0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05])


@pytest.mark.parametrize("heavy", [False, True])
def test_intervals_hold_the_value_of_the_population_where_both_ends_are_firms(heavy):
    held, runs = dict.fromkeys(("hhi", "top1_share", *LINEAR), 0), 24
    true = {"hhi": (SHARES**2).sum(), "intra_share": (SHARES**2).sum(), "top1_share": 0.3}
    true |= dict(zip(LINEAR[1:], (0.25, 0.25, 0.25, 0.25), strict=True))
    for run in range(runs):
        random = np.random.default_rng([run, heavy])
        home = random.choice(8, 80, p=SHARES)
        activity = random.pareto(2.5, 80) + 0.3 if heavy else np.ones(80)
        ends = random.choice(80, (500, 2), p=activity / activity.sum())
        nodes = pd.DataFrame({"id": [f"s{i}" for i in range(80)], "province": [PLACES[i] for i in home]})
        ties = pd.DataFrame(
            {"source": [f"s{i}" for i in ends[:, 0]], "target": [f"s{i}" for i in ends[:, 1]]}
        )
        net = from_frames(ties.assign(year=2020), nodes)
        table = polarisation.by_year(net, poles=PLACES[:2], resampling=Resampling(99, run))
        row = table.iloc[0]
        for name in held:
            held[name] += row[f"{name}_low"] <= true[name] <= row[f"{name}_high"]
    assert min(held.values()) >= 0.8 * runs, held  # 90 percent less chance; benchmarks/ has more runs
