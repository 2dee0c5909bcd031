"""Flows between places beside those that degrees and frame alone would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from clusternet.kernels.families import with_adjusted
from clusternet.kernels.maxent import Configuration
from clusternet.limits import admit_matrix
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import compare
from clusternet.nulls.ensemble import REPLICATES, Null, ensemble
from clusternet.nulls.frame import Kept, kept
from clusternet.places import china
from clusternet.space.located import base_within, places_of, refuse_groups
from clusternet.typing import Level, Progress
from clusternet.words.bases import based

__all__ = ["Flows", "expected", "flows"]

NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Flows:
    """Flows between places beside expected ones.

    Attributes
    ----------
    table
        One row per pair of places; see :func:`expected`.
    kept
        What the nulls keep beside the degrees.

    Examples
    --------
    >>> import clusternet
    >>> found = expected(clusternet.read(clusternet.shipped()).until(2014))
    >>> found.kept.outside
    0
    """

    table: pd.DataFrame
    kept: Kept


def flows(net: ValueNetwork, **options: Any) -> pd.DataFrame:
    """Return the table of :func:`expected`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`expected`.

    Returns
    -------
    DataFrame
        One row per pair of places.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> flows(net).loc[0, ["source", "null"]].tolist()
    ['北京市', 'dcm']
    """
    return expected(net, **options).table


def expected(
    net: ValueNetwork,
    *,
    level: Level = "province",
    null: Null = "dcm",
    replicates: int = REPLICATES,
    seed: int = 0,
    region_map: str = china.DEFAULT_MAP,
    progress: Progress | None = None,
    **options: Any,
) -> Flows:
    """Return the flows between places beside those that degrees and frame alone would give.

    Parameters
    ----------
    net
        The network or a selection; take ``net.relation("technology")`` for flows of technology.
    level, region_map
        What a place is, as in :func:`clusternet.space.flows.matrix`.
    null
        ``dcm``: mean and standard deviation are exact sums over pairs of nodes, and no networks are drawn.
        ``swap``: they are those of the rewired networks.
    replicates, seed, progress
        Of ``swap``.
    **options
        ``sweeps`` and ``framed``, as in :func:`clusternet.nulls.ensemble.ensemble`.

    Returns
    -------
    Flows
        Its table has, largest first: ``source``, ``target``, ``observed`` (distinct pairs of nodes, ordered
        ones where the data are directed, self-loops left out), ``expected``, ``sd``, ``ratio``, ``z``, ``p``,
        ``p_holm`` and ``q`` (of ``swap``), ``null``, ``replicates``, ``seed``, ``base``, ``base_n``. Every
        pair of places with a flow, or an expected one; an undirected one once.

    Raises
    ------
    ClusternetError
        If the nodes have no places, or are groups, whose members are in several.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = expected(net).table
    >>> bool(abs(found["expected"].sum() - found["observed"].sum()) < 0.3 * found["observed"].sum())
    True
    """
    refuse_groups(net)
    names, place = places_of(net, level=level, region_map=region_map).within
    nulls = ensemble(net, null=null, replicates=replicates, seed=seed, **options)
    size = len(names)
    observed = _between(net.links(), place, size)
    p = np.full(observed.size, NAN)
    if isinstance(nulls.graphs, Configuration):
        mean, variance = (each.ravel() for each in nulls.graphs.expected(place, size))
        spread = np.sqrt(variance)
    else:
        drawn = np.array(
            nulls.over(lambda number: _between(nulls.links(number), place, size), progress=progress)
        )
        found = [compare(own, drawn[:, cell]) for cell, own in enumerate(observed)]
        mean, spread, p = (
            np.array([getattr(each, name) for each in found]) for name in ("null_mean", "null_sd", "p")
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(mean > 0, observed / mean, NAN)
        z = np.where(spread > 0, (observed - mean) / spread, NAN)
    frame = pd.DataFrame(
        {
            "source": np.repeat(names, size),
            "target": np.tile(names, size),
            "observed": observed,
            "expected": mean,
            "sd": spread,
            "ratio": ratio,
            "z": z,
            "p": p,
        }
    )
    frame = frame[(frame["observed"] > 0) | (frame["expected"] > 0)]
    frame = frame.sort_values(
        ["observed", "expected", "source", "target"], ascending=[False, False, True, True]
    )
    drawn_of = replicates if null == "swap" else 0
    frame = with_adjusted(frame).reset_index(drop=True).assign(null=null, replicates=drawn_of, seed=seed)
    frame = based(frame, base_within(net, level, "pairs"), int(observed.sum()))
    return Flows(frame, kept(net, framed=options.get("framed", True)))


def _between(links: Links, place: np.ndarray, size: int) -> np.ndarray:
    """Count the links from place to place, shape (size * size,)."""
    admit_matrix(size, size, "links from place to place")
    one, two = place[links.source], place[links.target]
    if not links.directed:
        one, two = np.minimum(one, two), np.maximum(one, two)
    counted = (one >= 0) & (two >= 0) & ~links.loops
    return np.bincount(one[counted] * size + two[counted], minlength=size * size)
