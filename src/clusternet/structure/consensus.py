"""What runs of communities have in common, and how communities change with the resolution."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.kernels import components
from clusternet.kernels.partition import by_density
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.agreement import rand
from clusternet.structure.community import Partition, by_size
from clusternet.typing import Floats
from clusternet.words.bases import marked

__all__ = ["AGREE", "STEPS", "cores", "scan"]

STEPS = 16
"""Resolutions of a scan."""
AGREE = 0.9
"""Adjusted Rand index from which on two resolutions lie on one plateau."""


def cores(partition: Partition) -> Partition:
    """Return the stable cores: nodes that every run puts in one community.

    Parameters
    ----------
    partition
        What :func:`clusternet.structure.community.detect` found in several runs.

    Returns
    -------
    Partition
        Its ``membership`` numbers the cores by size; nodes that move between runs are cores of their own. Of
        the consensus that a threshold of 1 of the co-occurrences gives (Lancichinetti and Fortunato 2012).

    Examples
    --------
    >>> runs = (np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1]))
    >>> cores(Partition(runs[0], 0.0, 0.0, 0.0, "louvain", 2, runs)).membership.tolist()
    [0, 0, 1, 2]
    """
    _, together = np.unique(np.array(partition.runs), axis=1, return_inverse=True)
    return replace(partition, membership=by_size(together.ravel()))


def scan(
    net: ValueNetwork,
    *,
    resolutions: Floats | None = None,
    seeds: int = 10,
    seed: int = 0,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return how communities change with the resolution of the constant Potts model.

    The model asks that links within a community be denser than the resolution, and between communities less
    dense; so it has no resolution limit (Traag, Van Dooren and Nesterov 2011). Leiden looks for them on the
    undirected view; weights count.

    Parameters
    ----------
    net
        The network.
    resolutions : ndarray of float64, optional
        Densities: weight per pair of nodes; if None, 16 in equal ratios from that of the network to half the
        mean weight of a link, which is 0.5 where each is 1.
    seeds, seed
        Runs for each, and the first seed.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        ``resolution``, ``communities`` (of two nodes or more), ``largest_share`` (of the linked nodes),
        ``alone`` (share of the linked nodes in no community), ``ari`` and ``ari_min`` over each two runs,
        ``ari_next`` with the next resolution (first runs), ``plateau``: numbers stretches of resolutions that
        agree with the next by 0.9 or more, blank elsewhere, and where the partition is trivial: every node
        alone, or all that hangs together in one; ``seeds``, ``seed``.

    Raises
    ------
    ClusternetError
        If there are no links, or a number is not accepted.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": list("abcxyza"), "target": list("bcayzxx")}         # two triangles, one tie between
    >>> found = scan(from_frames(pd.DataFrame(ties)), resolutions=np.array([0.5, 0.6]), seeds=2)
    >>> found[["communities", "ari", "plateau"]].values.tolist()
    [[2, 1.0, 1], [2, 1.0, 1]]
    """
    links = net.links(convention.undirected()).without_loops()
    if not links.size or seeds < 1:
        raise ClusternetError.of("consensus_needs", links=links.size, seeds=seeds)
    linked = links.degree > 0
    n = int(linked.sum())
    if resolutions is None:
        density = 2 * links.size / (n * (n - 1))
        resolutions = np.geomspace(min(density, 0.25), 0.5, STEPS) * float(links.weight.mean())
    if (np.asarray(resolutions) <= 0).any():
        raise ClusternetError.of("resolutions_positive")
    whole = components.weak(links.n, links.source, links.target)[linked]
    rows, first, trivial = [], [], []
    for value in resolutions.tolist():
        ends = links.n, links.source, links.target, links.weight
        runs = [run[linked] for run in by_density(*ends, value, range(seed, seed + seeds))]
        sizes = np.bincount(runs[0])
        pairs = [rand(one, other) for i, one in enumerate(runs) for other in runs[:i]]
        rows.append(
            {
                "resolution": value,
                "communities": int((sizes > 1).sum()),
                "largest_share": float(sizes.max() / n),
                "alone": float((sizes == 1).sum() / n),
                "ari": float(np.mean(pairs)) if pairs else np.nan,
                "ari_min": float(np.min(pairs)) if pairs else np.nan,
            }
        )
        first.append(runs[0])
        trivial.append(sizes.max() == 1 or rand(runs[0], whole) == 1)
    following = [rand(one, other) for one, other in pairwise(first)]
    frame = pd.DataFrame(rows).assign(ari_next=[*following, np.nan], plateau=_plateaus(following, trivial))
    return marked(frame.assign(seeds=seeds, seed=seed), net.about.synthetic)


def _plateaus(following: list[float], trivial: list[bool]) -> pd.Series:
    """Number the stretches in which each agrees with the next, and neither is trivial."""
    found: list[int | None] = [None] * (len(following) + 1)
    number = 0
    for place, agreed in enumerate(following):
        if agreed >= AGREE and not (trivial[place] or trivial[place + 1]):
            if found[place] is None:
                number += 1
            found[place] = found[place + 1] = number
    return pd.Series(found, dtype="Int64")
