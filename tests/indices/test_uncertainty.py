from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.indices import parse, rank_intervals, sensitivity, sobol
from clusternet.indices.uncertainty import uncertain

RNG = np.random.default_rng(11)
TABLE = pd.DataFrame({"unit": [f"u{i}" for i in range(12)], **{c: RNG.gamma(1.0, 1.0, 12) for c in "xyz"}})
PARTS = [{"id": "x"}, {"id": "y", "weight": 2}, {"id": "z"}]


def design(**varied: object):
    return parse({"uncertainty": {"draws": 400, **varied}, "indicator": PARTS})


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_indices_of_the_ishigami_function_within_their_error():
    found, outputs = sobol.indices(ishigami, [[0], [1], [2]], draws=8000, rng=np.random.default_rng(0))
    first, total = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
    assert (np.abs(found.first - first) < 3 * found.first_se).all()
    assert (np.abs(found.total - total) < 3 * found.total_se).all()
    assert found.first_se.max() < 0.03
    assert outputs.mean() == pytest.approx(3.5, abs=0.1)


def test_the_standard_error_is_that_of_repeated_runs():
    runs = [
        sobol.indices(ishigami, [[0], [1, 2]], draws=500, rng=np.random.default_rng(seed))[0]
        for seed in range(25)
    ]
    spread = np.std([run.first for run in runs], axis=0, ddof=1)
    assert np.mean([run.first_se for run in runs], axis=0) == pytest.approx(spread, rel=0.45)


def test_a_model_that_does_not_vary_has_no_shares():
    found, _ = sobol.indices(lambda u: np.ones(len(u)), [[0]], draws=50, rng=np.random.default_rng(0))
    assert np.isnan(found.first).all()


@pytest.mark.parametrize("weights", ["perturb", "dirichlet"])
def test_drawn_weights_sum_to_one_around_those_of_the_design(weights):
    from clusternet.indices.uncertainty import drawn_weights

    chosen = design(weights=weights, concentration=20)
    u = np.random.default_rng(0).random((20_000, 3))
    drawn = drawn_weights(chosen, chosen.uncertainty, u, [0, 1, 2])[""][:, 0]
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx([0.25, 0.5, 0.25], abs=0.01)
    if weights == "dirichlet":  # Var = p (1 - p) / (concentration + 1)
        assert drawn.var(axis=0) == pytest.approx(np.array([0.1875, 0.25, 0.1875]) / 21, rel=0.05)
    else:
        assert drawn.min() > 0.25 * 0.75 / 1.25
        assert drawn.max() < 0.5 * 1.25 / 0.75


def test_intervals_hold_the_rank_and_widen_with_the_choices():
    narrow = rank_intervals(TABLE, design(weights="perturb", spread=0.05))
    wide = rank_intervals(TABLE, design(weights="dirichlet", concentration=3, normalise=["min-max", "rank"]))
    assert (narrow["rank_low"] <= narrow["rank_high"]).all()
    assert (narrow["rank_low"] <= narrow["rank_median"]).all()
    spans = [(frame["rank_high"] - frame["rank_low"]).sum() for frame in (narrow, wide)]
    assert spans[0] < spans[1]
    none = rank_intervals(TABLE, design(weights="perturb", spread=0.0))
    assert none["rank_low"].equals(none["rank"])
    assert none["rank_high"].equals(none["rank"])


def test_the_model_is_the_index_with_other_choices():
    """Every draw of discrete choices gives the ranks of an index that makes those choices."""
    from dataclasses import replace

    from clusternet.indices import composite

    chosen = design(normalise=["min-max", "z-score", "percentile"], aggregate=["arithmetic", "geometric"])
    model = uncertain(TABLE, chosen)
    for one, how in enumerate(chosen.uncertainty.normalise):
        for two, mean in enumerate(chosen.uncertainty.aggregate):
            drawn = model.ranks(np.array([[(one + 0.5) / 3, (two + 0.5) / 2]]))[0]
            plain = composite(TABLE, replace(chosen, normalise=how, aggregate=mean)).table
            assert drawn.tolist() == plain.set_index("unit")["rank"].loc[TABLE["unit"]].tolist()


def test_the_same_seed_gives_the_same_and_blocks_do_not_matter(monkeypatch):
    from clusternet.indices import uncertainty

    chosen = design(weights="dirichlet", normalise=["min-max", "rank"])
    before = rank_intervals(TABLE, chosen)
    monkeypatch.setattr(uncertainty, "_BLOCK", 3000)
    assert rank_intervals(TABLE, chosen).equals(before)
    assert sensitivity(TABLE, chosen).equals(sensitivity(TABLE, chosen))
    other = design(weights="dirichlet", normalise=["min-max", "rank"], seed=1)
    assert not sensitivity(TABLE, other).equals(sensitivity(TABLE, chosen))


def test_shares_name_the_factors_that_vary():
    chosen = design(weights="perturb", normalise=["min-max", "rank"], aggregate=["arithmetic"])
    found = sensitivity(TABLE, chosen)
    assert set(found["factor"]) == {"weights", "normalise"}
    most, least = found["total"] + 3 * found["total_se"], found["first_order"] - 3 * found["first_order_se"]
    assert (most >= least).all()
    one = sensitivity(TABLE, design(normalise=["min-max", "rank"])).iloc[0]
    assert one["first_order"] == pytest.approx(1, abs=4 * one["first_order_se"])
    assert one["total"] == pytest.approx(1, abs=4 * one["total_se"] + 1e-9)


def test_nothing_to_vary_is_refused():
    with pytest.raises(ClusternetError, match="nothing is varied"):
        rank_intervals(TABLE, parse({"indicator": PARTS}))
    with pytest.raises(ClusternetError, match="two values or more"):
        rank_intervals(TABLE, design(normalise=["rank"]))


def test_ranks_move_with_the_errors_of_the_values_alone():
    data = pd.DataFrame({"unit": list("abcd"), "x": [1.0, 1.1, 5.0, 9.0], "se": [0.3, 0.3, 0.1, np.nan]})
    chosen = parse({"uncertainty": {"draws": 400}, "indicator": [{"id": "x", "error": "se"}]})
    found = rank_intervals(data, chosen).set_index("unit")
    assert found.loc[["a", "b"], ["rank_low", "rank_high"]].values.tolist() == [[3, 4], [3, 4]]
    assert found.loc[["c", "d"], ["rank_low", "rank_high"]].values.tolist() == [[2, 2], [1, 1]]
    assert found.equals(rank_intervals(data, chosen).set_index("unit"))
    model = uncertain(data, chosen)
    drawn = model.ranks(np.random.default_rng(1).random((4000, model.width)))
    assert (drawn[:, 0] < drawn[:, 1]).mean() == pytest.approx(0.407, abs=0.03)  # P(N(-0.1, 0.18) > 0)
    varied = parse(
        {
            "uncertainty": {"draws": 64, "weights": "dirichlet", "normalise": ["min-max", "rank"]},
            "indicator": [{"id": "x", "error": "se"}, {"id": "se"}],
        }
    )
    assert set(sensitivity(data.fillna(0.2), varied)["factor"]) == {"weights", "normalise", "errors"}


def test_standard_errors_are_there_and_not_negative():
    chosen = parse({"uncertainty": {}, "indicator": [{"id": "x", "error": "se"}]})
    data = pd.DataFrame({"unit": ["a", "b"], "x": [1.0, 2.0]})
    with pytest.raises(ClusternetError, match="no column se of standard errors"):
        rank_intervals(data, chosen)
    with pytest.raises(ClusternetError, match="a, se: the standard error -1 is negative"):
        rank_intervals(data.assign(se=[-1.0, 0.0]), chosen)
