"""How far ranks depend on the choices: Monte Carlo over weights, scales, means, outliers and errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.indices import aggregation, sobol
from clusternet.indices.composite import Prepared, prepare, ranks, whole
from clusternet.indices.design import Aggregate, Choices, Design, Normalise, Treat
from clusternet.typing import Floats

_BLOCK = 4_000_000
"""Numbers held at once."""


@dataclass(frozen=True, eq=False)
class Uncertain:
    """The choices of a design as a model: uniform numbers in, ranks out.

    Attributes
    ----------
    ready
        The indicators, prepared.
    choices
        What is varied.
    factors
        Name of each choice -> the columns of the uniform numbers that decide it.
    nominal : ndarray of float64, shape (units,)
        Ranks by the design itself.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b"], "x": [1, 3], "y": [5, 1]})
    >>> design = parse({"uncertainty": {"weights": "dirichlet"}, "indicator": [{"id": "x"}, {"id": "y"}]})
    >>> uncertain(data, design).nominal.tolist()
    [1.0, 1.0]
    """

    ready: Prepared
    choices: Choices
    factors: dict[str, list[int]]
    nominal: Floats
    _scaled: dict[tuple[int, ...], Floats]

    @property
    def width(self) -> int:
        """Uniform numbers a draw takes."""
        return sum(map(len, self.factors.values()))

    def ranks(self, uniform: Floats) -> Floats:
        """Return the ranks of the units under each draw.

        Parameters
        ----------
        uniform : ndarray of float64, shape (draws, width)
            Uniform numbers from 0 to 1.

        Returns
        -------
        ndarray of float64, shape (draws, units)

        Examples
        --------
        >>> from clusternet.indices import parse
        >>> data = pd.DataFrame({"unit": ["a", "b"], "x": [1, 3], "y": [5, 1]})
        >>> design = parse({"uncertainty": {"weights": "dirichlet"}, "indicator": [{"id": "x"}, {"id": "y"}]})
        >>> model = uncertain(data, design)
        >>> model.ranks(np.full((1, model.width), 0.5)).shape
        (1, 2)
        """
        found = np.empty((len(uniform), len(self.ready.units)))
        size = max(1, _BLOCK // max(1, self.ready.values.size * 4))
        for start in range(0, len(uniform), size):
            part = uniform[start : start + size]
            picks = self._picks(part)
            for combination in np.unique(picks, axis=0):
                rows = np.flatnonzero((picks == combination).all(axis=1))
                found[start + rows] = self._ranked(part[rows], tuple(combination.tolist()))
        return found

    def shift(self, uniform: Floats) -> Floats:
        """Return the mean absolute shift from the nominal rank over the units.

        Parameters
        ----------
        uniform : ndarray of float64, shape (draws, width)
            Uniform numbers from 0 to 1.

        Returns
        -------
        ndarray of float64, shape (draws,)

        Examples
        --------
        >>> from clusternet.indices import parse
        >>> data = pd.DataFrame({"unit": ["a", "b"], "x": [1, 3], "y": [5, 1]})
        >>> design = parse({"uncertainty": {"weights": "dirichlet"}, "indicator": [{"id": "x"}, {"id": "y"}]})
        >>> model = uncertain(data, design)
        >>> model.shift(np.full((3, model.width), 0.5)).shape
        (3,)
        """
        return np.asarray(np.abs(self.ranks(uniform) - self.nominal).mean(axis=-1))

    def _picks(self, uniform: Floats) -> NDArray[np.int64]:
        """Return which of its values each discrete choice takes, shape (draws, 3)."""
        picks = np.zeros((len(uniform), 3), dtype=np.int64)
        for place, name in enumerate(_DISCRETE):
            if name in self.factors:
                values = len(getattr(self.choices, name))
                picks[:, place] = np.minimum(uniform[:, self.factors[name][0]] * values, values - 1)
        return picks

    def _ranked(self, uniform: Floats, pick: tuple[int, ...]) -> Floats:
        design = self.ready.design
        weights = drawn_weights(design, self.choices, uniform, self.factors.get("weights", []))
        aggregate = self.choices.aggregate[pick[1]] if self.choices.aggregate else None
        if "errors" not in self.factors:
            once = aggregation.scores(self._scaled[pick], design, weights=weights, aggregate=aggregate)
            shape = (len(uniform), len(self.ready.units))
            return ranks(np.broadcast_to(once["score"], shape), design.ties)
        found = np.empty((len(uniform), len(self.ready.units)))
        for row, values in enumerate(self._erring(uniform, pick)):
            own = {parent: each[row, 0] for parent, each in (weights or {}).items()}
            found[row] = aggregation.scores(values, design, weights=own, aggregate=aggregate)["score"]
        return ranks(found, design.ties)

    def _erring(self, uniform: Floats, pick: tuple[int, ...]) -> Iterator[Floats]:
        """Yield the indicators of every draw, normalised with their errors."""
        from scipy.special import ndtri

        errors = self.ready.errors
        assert errors is not None
        how, mean, treat = (
            values[place] if (values := getattr(self.choices, name)) else None
            for name, place in zip(_DISCRETE, pick, strict=True)
        )
        for each in uniform[:, self.factors["errors"]]:
            values = self.ready.values.copy()
            values[errors > 0] += errors[errors > 0] * ndtri(np.clip(each, 1e-12, 1 - 1e-12))
            drawn = replace(self.ready, values=values)
            yield drawn.normalised(drawn.treated(treat)[0], how, mean)[0]


_DISCRETE = ("normalise", "aggregate", "outliers")


def uncertain(table: pd.DataFrame, design: Design) -> Uncertain:
    """Return the choices of a design as a model.

    Raises
    ------
    ClusternetError
        If the design varies nothing; else as :func:`clusternet.indices.composite`.
    """
    choices = design.uncertainty
    if choices is None:
        raise ClusternetError.of("no_uncertainty", where=design.where)
    ready = prepare(table, design)
    design = ready.design
    factors: dict[str, list[int]] = {}
    taken = 0
    if choices.weights != "fixed":
        taken = sum(len(design.children(parent)) for parent in _parents(design))
        factors["weights"] = list(range(taken))
    for name in _DISCRETE:
        if len(getattr(choices, name)) > 1:
            factors[name] = [taken]
            taken += 1
    if ready.errors is not None and (erring := int((ready.errors > 0).sum())):
        factors["errors"] = list(range(taken, taken + erring))
        taken += erring
    if not factors:
        raise ClusternetError.of("uncertainty_lists", where=design.where)
    scaled: dict[tuple[int, ...], Floats] = {
        pick: ready.normalised(values, how, mean)[0] for pick, values, how, mean in _cases(ready, choices)
    }
    nominal = aggregation.scores(ready.normalised(ready.treated()[0])[0], design)["score"]
    return Uncertain(ready, choices, factors, ranks(nominal, design.ties), scaled)


def rank_intervals(table: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return how the rank of every unit is spread over the draws.

    Parameters
    ----------
    table, design
        As :func:`clusternet.indices.composite`; the design says what is varied.

    Returns
    -------
    DataFrame
        ``unit``, ``rank`` (by the design itself), ``rank_low``, ``rank_median``, ``rank_high``: quantiles
        that hold the design's ``interval``, as ranks that occurred. In the order of the data.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2], "y": [5, 1, 2]})
    >>> design = parse({"uncertainty": {"weights": "dirichlet", "concentration": 4},
    ...                 "indicator": [{"id": "x"}, {"id": "y"}]})
    >>> rank_intervals(data, design)[["rank_low", "rank_high"]].values.tolist()
    [[1, 3], [1, 3], [2, 3]]
    """
    model = uncertain(table, design)
    rng = np.random.default_rng(model.choices.seed)
    drawn = model.ranks(rng.random((model.choices.draws, model.width)))
    tail = (1 - model.choices.interval) / 2
    low = np.quantile(drawn, tail, axis=0, method="inverted_cdf")
    middle = np.quantile(drawn, 0.5, axis=0, method="inverted_cdf")
    high = np.quantile(drawn, 1 - tail, axis=0, method="inverted_cdf")
    return pd.DataFrame(
        {
            "unit": list(model.ready.units),
            "rank": whole(model.nominal),
            "rank_low": whole(low),
            "rank_median": whole(middle),
            "rank_high": whole(high),
        }
    )


def sensitivity(table: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return how much of the variance of the ranks each choice explains.

    The output is the mean absolute rank shift over the units (Saisana, Saltelli and Tarantola, 2005); the
    indices are those of :mod:`clusternet.indices.sobol`, weights taken as one factor.

    Parameters
    ----------
    table, design
        As :func:`clusternet.indices.composite`; the design says what is varied.

    Returns
    -------
    DataFrame
        ``factor``, ``first_order``, ``first_order_se``, ``total``, ``total_se``, ``mean_shift`` (over all
        draws), ``draws``. Largest first-order share first. Shares are blank where no rank ever moves.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2], "y": [5, 1, 2]})
    >>> varied = {"weights": "dirichlet", "normalise": ["min-max", "rank"], "draws": 64}
    >>> design = parse({"uncertainty": varied, "indicator": [{"id": "x"}, {"id": "y"}]})
    >>> sorted(sensitivity(data, design)["factor"])
    ['normalise', 'weights']
    """
    model = uncertain(table, design)
    rng = np.random.default_rng([model.choices.seed, 1])
    found, outputs = sobol.indices(
        model.shift, list(model.factors.values()), draws=model.choices.draws, rng=rng
    )
    frame = pd.DataFrame(
        {
            "factor": list(model.factors),
            "first_order": found.first,
            "first_order_se": found.first_se,
            "total": found.total,
            "total_se": found.total_se,
            "mean_shift": float(outputs.mean()),
            "draws": model.choices.draws,
        }
    )
    return frame.sort_values("first_order", ascending=False, kind="stable", ignore_index=True)


def _cases(
    ready: Prepared, choices: Choices
) -> Iterator[tuple[tuple[int, int, int], Floats, Normalise | None, Aggregate | None]]:
    """Yield every combination of the discrete choices with the values treated for it."""
    ways: list[tuple[int, Treat | None]] = list(enumerate(choices.outliers or (None,)))
    norms: list[tuple[int, Normalise | None]] = list(enumerate(choices.normalise or (None,)))
    means: list[tuple[int, Aggregate | None]] = list(enumerate(choices.aggregate or (None,)))
    for (number, treat), (one, how), (two, mean) in product(ways, norms, means):
        yield (one, two, number), ready.treated(treat)[0], how, mean


def _parents(design: Design) -> list[str]:
    return ["", *(each.id for each in design.dimensions)]


def drawn_weights(
    design: Design, choices: Choices, uniform: Floats, columns: list[int]
) -> dict[str, Floats] | None:
    """Return drawn weights, parent -> shape (draws, 1, parts), from uniform numbers."""
    from scipy.special import gammaincinv

    if not columns:
        return None
    drawn: dict[str, Floats] = {}
    start = columns[0]
    for parent in _parents(design):
        weight = np.array([child.weight for child in design.children(parent)])
        u = uniform[:, start : start + weight.size]
        start += weight.size
        if choices.weights == "perturb":
            found = weight * (1 + choices.spread * (2 * u - 1))
        else:
            shape = choices.concentration * weight / weight.sum()
            found = np.maximum(gammaincinv(shape, u), np.finfo(float).tiny)
        drawn[parent] = (found / found.sum(axis=1, keepdims=True))[:, None, :]
    return drawn
