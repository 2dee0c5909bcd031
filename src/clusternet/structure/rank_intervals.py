"""How far ranks depend on which firms are in the sample."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.network.links import Links
from clusternet.network.resampling import Resampling, draws
from clusternet.network.value_network import ValueNetwork
from clusternet.structure import centrality
from clusternet.typing import Floats, Ints

__all__ = ["check", "with_intervals"]

_CELLS = 1 << 21
"""Nodes times replicates looked at together."""


def with_intervals(
    ranked: pd.DataFrame,
    net: ValueNetwork,
    *,
    kind: str | None = None,
    by: str = "degree",
    resampling: Resampling | None = None,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return a ranking with the robustness interval (稳健区间) of every rank.

    Each replicate draws the sample firms with replacement, as many as there are (all nodes where the data
    name no kinds). A tie counts as often as the firm at its other end is drawn, once where that is a partner
    node. All nodes are then ranked anew, by the same rules. The interval runs from the 2.5 to the 97.5
    percent quantile of the ranks, and always holds the rank observed. It is the sensitivity to the make-up of
    the sample and no confidence interval: chosen firms are no random sample of a population. The ties of
    sample firms with partner nodes are known in full, so of theirs only those with one another vary.

    Parameters
    ----------
    ranked
        :func:`clusternet.structure.centrality.top` of ``net``, with the same ``kind``, ``by`` and
        ``convention``.
    by
        ``in_degree``, ``out_degree``, ``degree`` or ``net_share``.
    resampling
        Replicates and seed.
    net, kind, convention
        What was ranked.

    Returns
    -------
    DataFrame
        ``ranked`` with ``rank_low`` (the best rank of the interval), ``rank_high`` (the worst) and
        ``replicates``.

    Raises
    ------
    ClusternetError
        If ``by`` is no count of ties, or there are no replicates.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "c"], "target": ["x", "x", "y"]}))
    >>> best = with_intervals(centrality.top(net, 1), net)
    >>> best[["id", "rank", "rank_low", "rank_high"]].values.tolist()
    [['x', 1, 1, 5]]
    """
    resampling = resampling or Resampling()
    check(by)
    if not resampling.replicates:
        raise ClusternetError.of("interval_replicates")
    rivals = np.arange(len(net.nodes))
    if kind is not None and net.kinds is not None:
        rivals = np.flatnonzero(net.kinds.eq(kind).to_numpy())
    place = pd.Index(net.nodes.index[rivals]).get_indexer(pd.Index(ranked["id"]))
    found = np.concatenate(list(_ranks(net, rivals, place, by, resampling, convention)))
    low, high = np.quantile(found, (0.025, 0.975), axis=0, method="inverted_cdf").astype(np.int64)
    observed = ranked["rank"].to_numpy()
    return ranked.assign(
        rank_low=np.minimum(low, observed),
        rank_high=np.maximum(high, observed),
        replicates=resampling.replicates,
    )


def check(by: str) -> None:
    """Refuse a measure that is no count of ties.

    Parameters
    ----------
    by
        A measure of :mod:`clusternet.structure.centrality`.

    Raises
    ------
    ClusternetError
        If it is no degree.

    Examples
    --------
    >>> check("in_degree")
    >>> check("pagerank")
    Traceback (most recent call last):
        ...
    clusternet.errors.ClusternetError: intervals of ranks by 'pagerank'; accepted: ...
    """
    if by not in centrality.DEGREES:
        raise ClusternetError.of("rank_choice", by=by, accepted=centrality.DEGREES)


def _ranks(
    net: ValueNetwork, rivals: Ints, place: Ints, by: str, resampling: Resampling, convention: Convention
) -> Iterator[Ints]:
    """Yield the ranks of the rivals at some places, in some replicates: shape (replicates, places)."""
    ids = np.argsort(np.argsort(net.nodes.index.to_numpy(dtype=object)[rivals], kind="stable"))
    times = np.nan_to_num(draws(net, resampling), nan=1.0)
    links = net.links(convention)
    step = max(1, _CELLS // max(links.n, 1))
    for start in range(0, len(times), step):
        columns = {
            name: values[rivals] for name, values in _degrees(links, times[start : start + step]).items()
        }
        ranks = np.empty((columns[by].shape[1], place.size), dtype=np.int64)
        for replicate, row in enumerate(ranks):
            keys = [-columns[name][:, replicate] for name in ("out_degree", "degree", by)]
            order = np.lexsort((ids, *keys))
            position = np.empty(order.size, dtype=np.int64)
            position[order] = np.arange(1, order.size + 1)
            row[:] = position[place]
        yield ranks


def _degrees(links: Links, times: Floats) -> dict[str, Floats]:
    """Return the degrees where a tie counts as often as its other end; each of shape (n, replicates)."""
    from scipy.sparse import csr_array

    plain = links.without_loops()
    loops = np.bincount(links.source[links.loops], minlength=links.n).astype(float)[:, None]
    ties = csr_array((np.ones(plain.size), (plain.source, plain.target)), shape=(links.n, links.n))
    if links.directed:
        out, into = ties @ times.T + loops, ties.T @ times.T + loops
        both = out + into
    else:
        out = into = both = (ties + ties.T) @ times.T + 2 * loops
    share = np.divide(out - into, out + into, out=np.full(out.shape, np.nan), where=out + into > 0)
    return {"in_degree": into, "out_degree": out, "degree": both, "net_share": share}
