"""The conditional logit: by hand, a second implementation, and what has no estimate."""

from __future__ import annotations

import numpy as np
import pytest

from clusternet.errors import ClusternetError
from clusternet.kernels.choice import conditional_logit, telling


def choices(seed: int, known: tuple[float, ...] = (0.8, -0.5), number: int = 400, size: int = 6):
    """Choices among random alternatives by known coefficients, the chosen first."""
    rng = np.random.default_rng(seed)
    x = np.stack([rng.normal(size=(number, size)), rng.random((number, size)) < 0.4], axis=2).astype(float)
    best = (x @ known + rng.gumbel(size=(number, size))).argmax(axis=1)
    first = x[np.arange(number), best].copy()
    x[np.arange(number), best] = x[:, 0]
    x[:, 0] = first
    return x.reshape(-1, 2), np.arange(number) * size


def test_three_of_four_by_hand():
    x = np.array([[1.0], [0.0], [1.0], [0.0], [1.0], [0.0], [0.0], [1.0]])
    fit = conditional_logit(x, np.array([0, 2, 4, 6]), np.arange(4))
    assert fit.estimate[0] == pytest.approx(np.log(3))
    assert fit.likelihood == pytest.approx(3 * np.log(0.75) + np.log(0.25))
    # information 4 * 3/16, scores three times 1/4 and once -3/4, four clusters
    assert fit.covariance[0, 0] == pytest.approx((3 / 16 + 9 / 16) * 4 / 3 / 0.75**2)


def test_a_second_implementation_gives_the_same():
    models = pytest.importorskip("statsmodels.discrete.conditional_models")
    x, start = choices(1, number=60)
    y = np.zeros(len(x))
    y[start] = 1
    other = models.ConditionalLogit(y, x, groups=np.repeat(np.arange(60), 6)).fit(disp=0)
    fit = conditional_logit(x, start, np.arange(60))
    assert fit.estimate == pytest.approx(other.params, rel=1e-3)
    assert fit.likelihood == pytest.approx(other.llf)


def test_known_coefficients_come_back_and_intervals_hold_them():
    held = 0
    for seed in range(60):
        fit = conditional_logit(*choices(seed), np.arange(400) // 4)
        held += (np.abs(fit.estimate - [0.8, -0.5]) < 1.98 * np.sqrt(np.diag(fit.covariance))).sum()
    assert 105 <= held <= 120  # 95 % of 120 are 114


def test_the_unit_of_a_term_does_not_matter_and_sets_may_differ_in_size():
    x, start = choices(2, number=50)
    keep = np.ones(len(x), dtype=bool)
    keep[start[::3] + 5] = False
    place = np.cumsum(keep) - 1
    plain = conditional_logit(x[keep], place[start], np.arange(50))
    scaled = conditional_logit(x[keep] * [1e6, 1e-6], place[start], np.arange(50))
    assert scaled.estimate * [1e6, 1e-6] == pytest.approx(plain.estimate, rel=1e-6)


def test_what_has_no_finite_estimate():
    x, start = choices(3, number=50)
    perfect = np.zeros(len(x))
    perfect[start] = 1
    wide = np.column_stack([x, perfect, np.ones(len(x))])
    varies, separates = telling(wide, start)
    assert varies.tolist() == [True, True, True, False]
    assert separates.tolist() == [False, False, True, False]
    sums = np.column_stack([x, perfect - x[:, 0]])  # only together do they tell the chosen
    assert not telling(sums, start)[1].any()
    for each in (sums, np.column_stack([x, x[:, 0]])):
        with pytest.raises(ClusternetError, match="no finite odds"):
            conditional_logit(each, start, np.arange(50))
