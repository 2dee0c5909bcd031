"""Filters of weights: by hand, and how often they find something where nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, norm

from clusternet.errors import ClusternetError
from clusternet.network.links import Links, merge
from clusternet.structure.backbone import disparity, filtered, noise_corrected


def test_disparity_by_hand():
    links = Links(4, np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.array([6.0, 3.0, 1.0, 1.0]))
    found = disparity(links)
    # sent by 0: 0.4^2, 0.7^2, 0.9^2; received by 2: 3 of 4 and 1 of 4, of two links
    assert found.p.tolist() == pytest.approx([0.16, 0.25, 0.81, 0.75])
    assert found.tests == 5
    assert found.q.tolist() == pytest.approx([0.16 * 5 / 1 / 1, 0.25 * 5 / 2, 0.81, 0.81], abs=0.2)
    assert np.isnan(found.expected).all()


def test_disparity_of_undirected_links_looks_at_both_ends():
    links = Links(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([8.0, 2.0, 4.0]), directed=False)
    by_hand = [min(1 - 8 / 10, 1 - 8 / 12), min(1 - 2 / 10, 1 - 2 / 6), min(1 - 4 / 12, 1 - 4 / 6)]
    assert disparity(links).p.tolist() == pytest.approx(by_hand)


def by_the_paper(cells: np.ndarray) -> np.ndarray:
    """A second way to the noise-corrected p: proportional fitting, slopes by differences."""
    off = ~np.eye(len(cells), dtype=bool)
    one, other = np.ones((2, len(cells)))
    for _ in range(2000):
        one = cells.sum(axis=1) / (off @ other)
        other = cells.sum(axis=0) / (off.T @ one)
    whole = cells + np.diag(one * other)
    n, total, found = whole.sum(), cells.sum(), np.ones(cells.shape)
    for i, j in np.argwhere(cells):
        w, s, r = cells[i, j], whole[i].sum(), whole[:, j].sum()
        mean, variance = s * r / n**2, s * r * (n - s) * (n - r) / (n**2 * (n - 1)) / n**2
        a = mean**2 / variance * (1 - mean) - mean
        b = mean * (1 - mean) ** 2 / variance - (1 - mean)
        chance = (a + w) / (a + b + n)
        lifted = [n * (w + x) / ((s + x) * (r + x)) for x in (-1e-4, 0, 1e-4)]
        low, over, high = ((lift - 1) / (lift + 1) for lift in lifted)
        spread = np.sqrt(n * chance * (1 - chance)) * abs(high - low) / 2e-4
        found[i, j] = max(norm.sf(over / spread), binom.sf(w - 1, total, one[i] * other[j] / total))
    return found


def test_noise_corrected_agrees_with_a_second_way_to_it():
    rng = np.random.default_rng(3)
    cells = rng.poisson(rng.gamma(0.7, 20, (8, 8)))
    np.fill_diagonal(cells, 0)
    source, target = np.nonzero(cells)
    links = Links(8, source, target, cells[source, target].astype(float))
    found = noise_corrected(links)
    assert found.p == pytest.approx(by_the_paper(cells)[source, target], rel=0.05, abs=1e-6)
    assert found.tests == 56
    sums = np.bincount(source, found.expected, 8)
    assert (
        sums <= cells.sum(axis=1) * (1 + 1e-6)
    ).all()  # what is expected where there is no link is missing


@pytest.mark.parametrize("relations", [2_000, 16_000])
def test_where_only_strengths_are_at_work_few_links_stand_out(relations):
    rng = np.random.default_rng(relations)
    small, kept, size = 0, 0, 31
    for _ in range(30):
        one, other = np.exp(1.5 * rng.normal(size=(2, size)))
        chance = np.outer(one, other)
        np.fill_diagonal(chance, 0)
        cells = rng.multinomial(relations, (chance / chance.sum()).ravel()).reshape(size, size)
        source, target = np.nonzero(cells)
        found = noise_corrected(Links(size, source, target, cells[source, target].astype(float)))
        small, kept = small + (found.p < 0.05).sum(), kept + (found.q < 0.05).sum()
    assert small / (30 * size * (size - 1)) < 0.05
    assert kept <= 5


def test_a_link_that_is_all_its_end_has_does_not_stand_out_for_that():
    cells = np.random.default_rng(0).poisson(20, (10, 10)).astype(float)
    cells[0] = 0.0
    cells[0, 1] = 1
    np.fill_diagonal(cells, 0)
    source, target = np.nonzero(cells)
    links = merge(10, source, target, cells[source, target])
    assert noise_corrected(links).p[0] > 0.05


def test_weights_that_say_nothing_and_weights_that_are_no_counts_are_refused():
    ones = Links(11, np.zeros(10, dtype=int), np.arange(1, 11), np.array([2.0] + [1.0] * 9))
    for test in (disparity, noise_corrected):
        with pytest.raises(ClusternetError, match=r"90.0% of the 10 links have the same one; .*maxent"):
            test(ones)
    money = Links(3, np.array([0, 0]), np.array([1, 2]), np.array([1.5, 2.0]))
    with pytest.raises(ClusternetError, match=r"has the weight 1\.5"):
        noise_corrected(money)
    assert disparity(money).tests == 2


def test_pairs_without_a_link_are_tests_too():
    found = filtered(np.ones(2), np.array([0.001, 0.01]), 100)
    assert found.holm.tolist() == pytest.approx([0.1, 0.99])
    assert found.q.tolist() == pytest.approx([0.1, 0.5])
