"""Partitions beside those of random networks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.ensemble import ensemble
from clusternet.structure.agreement import agreement
from clusternet.structure.community import Partition, Search, one_run
from clusternet.typing import Progress

__all__ = ["against_nulls", "summary"]


def against_nulls(
    net: ValueNetwork,
    *,
    replicates: int = 199,
    convention: Convention = GEPHI,
    search: Search | None = None,
    framed: bool = True,
    progress: Progress | None = None,
) -> Comparison:
    """Return the modularity of a network beside that of random networks with its degrees and its frame.

    Random networks have communities too. All are measured by one rule: one run of the algorithm, on the
    undirected view without self-loops, every link of weight 1. The seed of the network is that of the search,
    that of null i is larger by 1 + i; :func:`clusternet.nulls.nullmodel.table` does the same with Louvain.

    Parameters
    ----------
    net
        A network or a selection of it.
    replicates
        Number of nulls; see :func:`clusternet.nulls.ensemble.ensemble`.
    convention, search
        As in :func:`clusternet.structure.community.detect`; the number of seeds does not matter.
    framed
        Whether the nulls keep the frame, see :func:`clusternet.nulls.ensemble.ensemble`.
    progress
        Called with the share that is done and the seconds that are left at this pace.

    Raises
    ------
    ClusternetError
        If there are no replicates.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = against_nulls(net, replicates=19)
    >>> found.observed > found.null_mean, round(found.p, 2)
    (True, 0.05)
    """
    search = search or Search()
    nulls = ensemble(net, replicates=replicates, seed=search.seed, framed=framed)
    algorithm, gamma = search.algorithm or convention.communities, 1 / search.resolution

    def quality(number: int) -> float:
        seed = search.seed + 1 + number
        return one_run(nulls.links(number), seed=seed, algorithm=algorithm, gamma=gamma)

    observed = one_run(net.links(), seed=search.seed, algorithm=algorithm, gamma=gamma)
    return compare(observed, nulls.over(quality, progress=progress))


def summary(
    net: ValueNetwork, partition: Partition, search: Search, *, nulls: Comparison | None = None
) -> pd.DataFrame:
    """Return one row on the partition as a whole: its modularity, and how stable it is over the seeds.

    Parameters
    ----------
    net
        The network.
    partition
        Its communities.
    search
        How they were looked for.
    nulls
        What :func:`against_nulls` found.

    Returns
    -------
    DataFrame
        ``nodes``, ``communities``, ``modularity`` (best run), ``modularity_median``, ``modularity_min``,
        ``community_algorithm``, ``resolution``, ``seeds``, ``seed`` (the first), ``communities_min`` and
        ``communities_max`` over the runs, ``nmi`` and ``ari``: means over each two runs, with ``nmi_min`` and
        ``ari_min``, ``ami`` and ``ami_min``; missing where there is one run. They are over the
        ``linked_nodes``, see :class:`clusternet.structure.agreement.Agreement`.
        Then what
        :func:`against_nulls` found, missing without it: ``modularity_run`` (of the network by the rule of the
        nulls), ``null_mean``, ``null_sd``, ``z``, ``ratio``, ``p`` and ``nulls``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.structure.community import detect
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "x"], "target": ["b", "y"]}))
    >>> search = Search(seeds=3)
    >>> summary(net, detect(net, search=search), search)[["modularity", "nmi", "ari"]].values.tolist()
    [[0.5, 1.0, 1.0]]
    """
    number = [np.unique(run).size for run in partition.runs]
    row: dict[str, Any] = {
        "nodes": partition.membership.size,
        "communities": partition.communities,
        "modularity": partition.modularity,
        "modularity_median": partition.median,
        "modularity_min": partition.minimum,
        "community_algorithm": partition.algorithm,
        "resolution": search.resolution,
        "seeds": partition.seeds,
        "seed": search.seed,
        "communities_min": min(number),
        "communities_max": max(number),
    }
    linked = net.links().degree > 0  # nodes without a link are alone in every run, and agree by construction
    found = agreement([run[linked] for run in partition.runs])
    for index in ("nmi", "ari", "ami"):
        pairs = found.pairs(index)
        row |= {index: pairs.mean(), f"{index}_min": pairs.min()} if pairs.size else {}
    several = ("nmi", "ari", "nmi_min", "ari_min", "ami", "ami_min")
    row |= {name: row.get(name, np.nan) for name in several} | {"linked_nodes": int(linked.sum())}
    row["modularity_run"] = nulls.observed if nulls else np.nan
    row |= {name: getattr(nulls, name, np.nan) for name in ("null_mean", "null_sd", "z", "ratio", "p")}
    return pd.DataFrame([row | {"nulls": nulls.replicates if nulls else 0}])
