from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from clusternet.kernels import engine, tail, tail_plain

pytestmark = pytest.mark.kernels

histograms = st.dictionaries(st.integers(1, 400), st.integers(1, 60), min_size=2, max_size=25)


def arrays(histogram: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
    values = np.array(sorted(histogram))
    return values, np.array([histogram[value] for value in values.tolist()])


def likelihood(alpha: float, xmin: int, values: np.ndarray, counts: np.ndarray) -> float:
    return -counts.sum() * np.log(special.zeta(alpha, xmin)) - alpha * counts @ np.log(values)


def oracle(values: np.ndarray, counts: np.ndarray) -> list[tuple[float, int, float]]:
    """KS over every whole number, xmin and alpha of every candidate, step by step."""
    found = []
    for i in range(values.size - 1):
        low, kept, times = int(values[i]), values[i:], counts[i:]
        best = optimize.minimize_scalar(
            lambda alpha, low=low, kept=kept, times=times: -likelihood(alpha, low, kept, times),
            bounds=(1.0001, 30),
            method="bounded",
            options={"xatol": 1e-10},
        )
        every = np.arange(low, values[-1] + 2)
        model = 1 - special.zeta(best.x, every + 1) / special.zeta(best.x, low)
        data = np.array([times[kept <= k].sum() for k in every]) / times.sum()
        found.append((float(np.abs(model - data).max()), low, float(best.x)))
    return found


@pytest.mark.parametrize("s", [1.0001, 1.3, 2.0, 3.5, 9.0, 20.0])
def test_zeta_is_scipys_and_its_derivatives_are_differences(s):
    q = np.array([1.0, 2, 3, 10, 17, 50, 1e4])
    value, first, second = tail_plain.zeta(np.array(s), q)
    np.testing.assert_allclose(value, special.zeta(s, q) * q**s, rtol=2e-13)
    step = 1e-5 * (s - 1)
    (above, first_above, _), (below, first_below, _) = (
        tail_plain.zeta(np.array(s + sign * step), q) for sign in (1, -1)
    )
    np.testing.assert_allclose(first, (above - below) / (2 * step), rtol=1e-5)
    np.testing.assert_allclose(second, (first_above - first_below) / (2 * step), rtol=1e-5)


@settings(max_examples=60, deadline=None)
@given(histograms)
def test_the_fit_is_that_of_all_candidates_one_by_one(histogram):
    values, counts = arrays(histogram)
    candidates = [each for each in oracle(values, counts) if each[2] < 29]
    found = tail.fit(values, counts)
    if found.alpha < 29 and candidates:
        ks, _, _ = min(candidates)
        assert found.ks == pytest.approx(ks, abs=1e-6)
        same = next(each for each in candidates if each[1] == found.xmin)
        assert found.alpha == pytest.approx(same[2], abs=1e-4)
        kept = values >= found.xmin
        assert found.log_likelihood == pytest.approx(
            likelihood(found.alpha, found.xmin, values[kept], counts[kept]), rel=1e-9, abs=1e-9
        )
        assert found.n_tail == counts[kept].sum()


@settings(max_examples=60, deadline=None)
@given(histograms, st.integers(0, 120))
def test_numpy_and_the_compiled_kernel_agree(histogram, fixed):
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    values, counts = arrays(histogram)
    numbers = values.astype(float)
    ours, plain = (
        np.array(fit(numbers, counts, float(fixed))) for fit in (extension.fit_tail, tail_plain.fit)
    )
    np.testing.assert_allclose(ours[2], plain[2], atol=1e-11)
    if ours[0] == plain[0]:  # else two candidates are equally near
        np.testing.assert_allclose(ours, plain, rtol=1e-8, atol=1e-11)


def test_numpy_and_the_compiled_kernel_draw_the_same_replicates():
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    values, counts = arrays({1: 300, 2: 90, 3: 50, 4: 30, 6: 20, 9: 9, 20: 4, 150: 2, 9000: 1})
    numbers = values.astype(float)
    for low, alpha in ((2.0, 2.3), (1.0, 1.15), (3.0, 9.0), (9000.0, 4.0)):
        for search in (True, False):
            ours = np.array(extension.resample_tail(numbers, counts, low, alpha, search, 5, 3, 6, 2)).T
            plain = tail_plain.resample(
                numbers, counts, (low, alpha, 0.1), search=search, seed=5, first=3, count=6
            )
            np.testing.assert_allclose(ours, np.array(list(plain)), rtol=1e-8, atol=1e-10)


def test_draws_follow_the_fitted_law():
    values, counts = arrays({1: 20_000, 3: 4_000, 4: 3_000, 5: 2_000, 40: 1_000})
    seen = []
    for alpha in (1.6, 2.5):
        fitted = tail.Tail(3, alpha, 0.0, 0.0, 10_000, 0.0)
        found = tail.resample(values, counts, fitted, replicates=40, seed=2, search=False)
        seen.append(found)
        assert abs(found.alpha.mean() - alpha) < 4 * found.alpha.std() / np.sqrt(40)
        assert (found.ks < 2 / np.sqrt(10_000)).all()  # Kolmogorov's distribution, hardly ever beyond 2
        assert (found.xmin == 3).all()
    assert not np.array_equal(seen[0].ks, seen[1].ks)


def test_replicates_depend_on_the_seed_alone(monkeypatch):
    values, counts = arrays({1: 300, 2: 90, 3: 50, 4: 30, 6: 20, 9: 9, 20: 4})
    fitted = tail.fit(values, counts)
    found = {}
    for threads in ("1", "2"):
        monkeypatch.setenv("CLUSTERNET_THREADS", threads)
        found[threads] = tail.resample(values, counts, fitted, replicates=50, seed=9)
    assert np.array_equal(found["1"].ks, found["2"].ks)
    first = tail.resample(values, counts, fitted, replicates=10, seed=9)
    assert np.array_equal(first.alpha, found["1"].alpha[:10])
    other = tail.resample(values, counts, fitted, replicates=10, seed=10)
    assert not np.array_equal(first.ks, other.ks)


@pytest.mark.parametrize(
    ("values", "counts", "xmin"), [([], [], None), ([5], [9], None), ([1, 5], [9, 9], 5), ([1, 5], [9, 9], 6)]
)
def test_no_exponent_without_two_values(values, counts, xmin):
    found = tail.fit(np.array(values, dtype=np.int64), np.array(counts, dtype=np.int64), xmin=xmin)
    assert np.isnan([found.alpha, found.alpha_se, found.ks, found.log_likelihood]).all()


@pytest.mark.parametrize("kernels", ["", "pure"])
def test_steep_tails_are_fitted_without_underflow(monkeypatch, kernels):
    monkeypatch.setenv("CLUSTERNET_KERNELS", kernels)
    found = tail.fit(np.array([1000, 1001]), np.array([10**6, 1]))
    assert found.alpha == pytest.approx(1000 * np.log(1e6), rel=0.01)
    assert found.ks < 1e-6


@pytest.mark.parametrize("kernels", ["", "pure"])
@pytest.mark.parametrize("value", [10**9, 2**52])
def test_values_too_large_to_tell_apart_end(monkeypatch, kernels, value):
    monkeypatch.setenv("CLUSTERNET_KERNELS", kernels)
    values, counts = np.array([1, value, value + 1]), np.array([3, 9, 1])
    assert tail.fit(values, counts, xmin=value).alpha > 1e6
    assert 1 < tail.fit(values, counts).alpha < np.inf


def test_the_extension_checks_its_arrays():
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    for values, counts in (([2.0, 1.0], [1, 1]), ([0.0, 1.0], [1, 1]), ([1.0, 2.0], [1, 0]), ([1.0], [1, 1])):
        with pytest.raises(ValueError, match=r"below 1|ascend|different size"):
            extension.fit_tail(np.array(values), np.array(counts), 0.0)
    with pytest.raises(ValueError, match="no tail"):
        extension.resample_tail(np.array([1.0, 2.0]), np.array([1, 1]), 3.0, 2.0, True, 0, 0, 1, 1)
