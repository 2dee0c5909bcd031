"""Indicators into dimensions and dimensions into an index, for one set of weights or many at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clusternet.indices.design import Aggregate, Design
from clusternet.typing import Floats


def mean(values: Floats, weights: Floats, how: Aggregate) -> Floats:
    """Return the weighted mean over the last axis; missing values are passed over, the weights rescaled.

    Parameters
    ----------
    values
        Shape (..., parts); none below 0 for the geometric and the harmonic mean, which are 0 where one is.
    weights
        Shape (..., parts), of any sum; broadcast against ``values``.

    Returns
    -------
    ndarray
        Arithmetic sum(w x), geometric exp(sum(w ln x)) or harmonic 1 / sum(w / x), with w of sum 1.

    Examples
    --------
    >>> [round(float(mean(np.array([1.0, 4.0]), np.ones(2), how)), 3)
    ...  for how in ("arithmetic", "geometric", "harmonic")]
    [2.5, 2.0, 1.6]
    """
    known = ~np.isnan(values)
    share = np.where(known, weights, 0.0)
    total = share.sum(axis=-1)
    share = share / np.where(total > 0, total, np.nan)[..., None]
    if how == "arithmetic":
        return np.asarray((share * np.where(known, values, 0.0)).sum(axis=-1))
    filled = np.where(known, values, 1.0)
    with np.errstate(divide="ignore"):
        if how == "geometric":
            return np.asarray(np.exp((share * np.log(filled)).sum(axis=-1)))
        return np.asarray(1.0 / (share / filled).sum(axis=-1))


def scores(
    values: Floats,
    design: Design,
    *,
    weights: Mapping[str, Floats] | None = None,
    aggregate: Aggregate | None = None,
) -> dict[str, Floats]:
    """Return the score of every dimension, and of the index under the name ``score``.

    Parameters
    ----------
    values
        Normalised, shape (units, indicators) in the order of the design.
    weights
        Parent -> weights of its children, shape (parts,) or (draws, 1, parts); the design's if None.
    aggregate
        One way for every level, whatever the design says.

    Returns
    -------
    dict
        Arrays of shape (units,), or (draws, units).
    """
    found = {each.id: values[:, place] for place, each in enumerate(design.indicators)}
    own = {each.id: each.aggregate for each in design.dimensions}

    def put_together(parent: str) -> Floats:
        children = design.children(parent)
        for child in children:
            if child.id not in found:
                found[child.id] = put_together(child.id)
        parts = np.broadcast_arrays(*(found[child.id] for child in children))
        share = (weights or {}).get(parent)
        share = np.array([child.weight for child in children]) if share is None else share
        return mean(np.stack(parts, axis=-1), share, aggregate or own.get(parent) or design.aggregate)

    result = {"score": put_together("")}
    return {**{each.id: found[each.id] for each in design.dimensions}, **result}


def ways(design: Design) -> set[str]:
    """Return every kind of mean the design takes anywhere."""
    return {
        next((each.aggregate for each in design.dimensions if each.id == parent and each.aggregate), None)
        or design.aggregate
        for parent in ("", *(each.id for each in design.dimensions))
    }
