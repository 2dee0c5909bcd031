"""Poisson pseudo-maximum likelihood: a published example, and a second implementation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.kernels.ppml import clustered, ppml, separated

AUSTRIA = pd.read_csv(Path(__file__).parents[1] / "published" / "austria_migration.csv")
"""Migrants between the nine states of Austria in 2006, and kilometres (Dennett 2012)."""
ENDS = tuple(
    AUSTRIA[name].str[2:].astype("category").cat.codes.to_numpy(dtype=np.int64)
    for name in ("origin", "destination")
)
FLOW, FAR = AUSTRIA["flow"].to_numpy(float), AUSTRIA["distance"].to_numpy(float)
FITTED = {0: 978.988280, 1: 2260.03279, 9: 14357.9537, 17: 17689.9160, 71: 1048.48355}
"""Of the doubly constrained model with exp(b distance) of spint 1.0 (Oshan 2016), test_gravity.py."""


def test_the_published_model_of_migration_in_austria():
    fit = ppml(FLOW, FAR[:, None], *ENDS)
    assert fit.estimate.tolist() == pytest.approx([-0.00791533], abs=5e-9)
    assert fit.deviance == pytest.approx(9360.482092561484, rel=1e-6)
    for row, value in FITTED.items():
        assert fit.fitted[row] == pytest.approx(value, rel=2e-6)
    assert np.sqrt(fit.bread[0, 0]) == pytest.approx(5.06213514e-05, rel=1e-4)  # as if the flows were Poisson
    for end in ENDS:  # flows from and to each are kept
        np.testing.assert_allclose(np.bincount(end, fit.fitted), np.bincount(end, FLOW), rtol=1e-8)


def cloud(seed: int, size: int = 12) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Flows with many zeros, of two terms."""
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(~np.eye(size, dtype=bool))
    x = np.column_stack([rng.gamma(2, 1, row.size), rng.random(row.size) < 0.2]).astype(float)
    a, c = rng.normal(size=(2, size))
    y = rng.poisson(np.exp(0.5 + a[row] + c[column] - 0.8 * x[:, 0] + 0.7 * x[:, 1])).astype(float)
    return y, x, (row, column)


def test_a_second_implementation_gives_the_same():
    sm = pytest.importorskip("statsmodels.api")
    y, x, (row, column) = cloud(4)
    design = np.column_stack([x, np.eye(12)[row], np.eye(12)[column][:, 1:]])
    model = sm.GLM(y, design, family=sm.families.Poisson())
    fit = ppml(y, x, row, column)
    plain = model.fit(tol=1e-13, maxiter=300)
    assert fit.estimate == pytest.approx(plain.params[:2], rel=1e-6)
    found, size = np.zeros((2, 2)), {"row": 12, "column": 12, "pair": y.size}
    for name, group in {"row": row, "column": column, "pair": np.arange(y.size)}.items():
        kinds = {"cov_type": "cluster", "cov_kwds": {"groups": group, "use_correction": False}}
        part = model.fit(tol=1e-13, maxiter=300, **kinds).cov_params()[:2, :2]
        found += part * size[name] / (size[name] - 1) * (-1 if name == "pair" else 1)
    assert clustered(fit, y, (row, column)) == pytest.approx(found, rel=1e-5, abs=1e-12)


def test_known_coefficients_come_back_and_intervals_hold_them():
    close, held = [], 0
    for seed in range(60):
        y, x, ends = cloud(seed)
        gone = separated(y, x, *ends)
        keep = ~gone
        ends = tuple(np.unique(end[keep], return_inverse=True)[1] for end in ends)
        fit = ppml(y[keep], x[keep], *ends)
        error = np.sqrt(np.diag(clustered(fit, y[keep], ends)))
        close.append(fit.estimate)
        held += (np.abs(fit.estimate - [-0.8, 0.7]) < 2.2 * error).sum()
    assert np.mean(close, axis=0) == pytest.approx([-0.8, 0.7], abs=0.05)
    assert held / 120 > 0.8  # two-way errors of twelve places are somewhat too small


def test_separated_flows_are_found_and_the_rest_is_fitted_without_them():
    y, x, (row, column) = cloud(1)
    dummy = np.zeros(y.size)
    dummy[[3, 40, 77]] = 1.0
    y[[3, 40, 77]] = 0.0  # never a flow where the dummy is 1
    gone = separated(y, np.column_stack([x, dummy]), row, column)
    silent = separated(y, x, row, column)  # flows from or to a place that has none
    assert set(np.flatnonzero(gone & ~silent)) == {3, 40, 77}
    assert all(y[row == place].sum() * y[column == other].sum() == 0
               for place, other in zip(row[silent], column[silent], strict=True))  # fmt: skip
    ends = [np.unique(end[~gone], return_inverse=True)[1] for end in (row, column)]
    fit = ppml(y[~gone], np.column_stack([x, dummy])[~gone], *ends)
    assert np.isnan(fit.estimate[2])
    assert fit.estimate[:2] == pytest.approx(ppml(y[~gone], x[~gone], *ends).estimate)


def test_what_others_determine_has_no_estimate():
    y, x, (row, column) = cloud(2)
    both = np.column_stack([x, x[:, 0] + 2.0, row.astype(float)])  # the first again, and one of origins alone
    fit = ppml(y, both, row, column)
    assert np.isnan(fit.estimate).tolist() == [False, False, True, True]
    assert (fit.bread[2:] == 0).all()


def test_a_fit_without_an_end_is_refused():
    row, column = (np.array(each) for each in ([0, 0, 1, 1], [0, 1, 0, 1]))
    with pytest.raises(ClusternetError, match="no finite estimates"):
        ppml(np.array([3.0, 1, 0, 0]), np.zeros((4, 0)), row, column)
