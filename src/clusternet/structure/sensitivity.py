"""How far results depend on ties and partners that the data may lack."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.network.resampling import Resampling, firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.measures import DEGREES, check_measures
from clusternet.structure.missing import By, Missing, orders
from clusternet.structure.remaining import Found, Judge
from clusternet.typing import Floats, Progress
from clusternet.words.bases import Base, based, marked
from clusternet.words.text import Text

__all__ = ["MEASURES", "SHARES", "By", "Missing", "Sensitivity", "sensitivity", "table", "unseen"]

SHARES = (0.05, 0.1, 0.2)
MEASURES = ("degree", "pagerank")
TOP, REPLICATES = 20, 49
COLUMNS = (
    "metric", "whole", "removed_share", "missing", "by", "mean", "low", "high", "replicates", "seed", "base",
    "base_n",
)  # fmt: skip
"""Columns of :func:`table`."""
T = TypeVar("T")
_MISSING = {"ties": Text("关系", "ties"), "partners": Text("关系节点", "partners")}
_ALL, _NONE = Text("会全部缺失", "takes all"), Text("不足半个，无一缺失", "takes none")


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What is left of results when ties or partners are missing.

    Attributes
    ----------
    table : DataFrame
        :data:`COLUMNS`; see :func:`sensitivity`.
    leaders : DataFrame
        ``rank``, ``id``, ``name``, ``kind``, ``value`` (of the first measure), ``removed_share``, ``stays``
        (share of the replicates in which the node is still among the first), ``rank_low`` and ``rank_high``
        (95 percent of them), ``missing``, ``by``, ``replicates``, ``seed``.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = sensitivity(net, measures=["degree"], resampling=Resampling(5))
    >>> bool(found.leaders["stays"].between(0, 1).all())
    True
    """

    table: pd.DataFrame
    leaders: pd.DataFrame


def sensitivity(
    net: ValueNetwork,
    *,
    missing: Missing = "ties",
    by: By = "random",
    shares: Sequence[float] = SHARES,
    measures: Sequence[str] = MEASURES,
    top: int = TOP,
    resampling: Resampling | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Leave out ties or partners, again and again, and compare what is left with the whole.

    Parameters
    ----------
    net
        The network or a selection; distinct links are left out with all their rows.
    missing
        ``ties``, or ``partners`` with all their ties.
    by
        ``random``: any as likely. ``degree``: the likelier, the smaller: a tie as 1 over the degree of its
        smaller end, a partner as 1 over its own. ``recorder``: whole firms of the sample, at random, and so
        the ties that no other firm recorded. ``year``: a tie the likelier, the earlier it began: as 1 + the
        years to the last. The last two take ties alone.
    shares
        Of the ties or partners that are left out.
    measures
        Centralities whose ranks are compared, of :mod:`clusternet.structure.centrality`.
    top
        How many lead.
    resampling
        Replicates (49 if None) and seed; replicate i depends on the seed and i alone, and takes the same
        order for every share.
    progress
        Called now and then with the share that is done and the seconds that are left.

    Returns
    -------
    Sensitivity
        Its table has a row per metric and share: ``whole`` is of the data, ``mean``, ``low`` and ``high`` are
        the mean and the 2.5 and 97.5 percent quantiles of the replicates. Metrics: ``rank_x``, Spearman's
        correlation of the ranks by x with those of the data over the nodes linked there; ``top_x``, which
        share of the first are still among them; ``links``; ``modularity`` (one run of Louvain, every link of
        weight 1); ``average_clustering``; ``gini`` of degrees; ``top_share``, of the links at the top 1
        percent; ``alpha`` of the tail of degrees, from the xmin of the data; ``intra_share`` and ``hhi`` of
        flows between provinces, where these are known.

    Raises
    ------
    ClusternetError
        If the network has no links, years or sample that is asked for, or a number is not accepted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = table(net, shares=[0.1], measures=["degree"], resampling=Resampling(5)).set_index("metric")
    >>> bool(found.loc["rank_degree", "mean"] > 0.8)
    True
    >>> float(round(found.loc["links", "mean"] / net.links().size, 2))
    0.9
    """
    drawn = resampling or Resampling(REPLICATES)
    asked, seed = _checked(shares, top, drawn.replicates), drawn.seed
    links = net.links()
    if not links.size:
        raise ClusternetError.of("sensitivity_no_links")
    keys = orders(net, links, missing, by)
    check_measures([each for each in measures if each not in DEGREES])
    _check_taken(keys(np.random.default_rng([seed, 0])), asked, missing, links.size)
    judge = Judge.of(net, links, measures, top)

    def one(number: int) -> list[Found]:
        before = keys(np.random.default_rng([seed, number]))
        return [judge.left(links, before < share, seed) for share in asked]

    found = _over(one, drawn.replicates, progress)
    whole = judge.left(links, np.zeros(links.size, dtype=bool), seed)
    facts: dict[str, Any] = {"missing": missing, "by": by, "replicates": drawn.replicates, "seed": seed}
    rows, leaders = [], []
    for place, share in enumerate(asked):
        each = [one[place] for one in found]
        for name, value in whole.values.items():
            rows.append({"metric": name, "whole": value, "removed_share": share} | _spread(each, name))
        leaders.append(judge.leaders(net, each).assign(removed_share=share))
    frame = pd.DataFrame(rows).assign(**facts)
    frame = based(frame, Base("pairs"), links.size)[list(COLUMNS)]
    first = pd.concat(leaders, ignore_index=True).assign(**facts)
    return Sensitivity(marked(frame, net.about.synthetic), marked(first, net.about.synthetic))


def table(net: ValueNetwork, **options: object) -> pd.DataFrame:
    """Return the table of :func:`sensitivity`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`sensitivity`.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> table(net, shares=[0.2], by="recorder", resampling=Resampling(2))["by"].unique().tolist()
    ['recorder']
    """
    return sensitivity(net, **options).table  # type: ignore[arg-type]


def unseen(
    net: ValueNetwork, *, share: float = 0.5, top: int = TOP, resampling: Resampling | None = None
) -> Sensitivity:
    """Return what an unseen share of the partners' own ties would mean for the ranks by degree.

    Firms of the sample record their ties; those of partners are seen from that side alone. If each tie of a
    partner is seen with the chance 1 - share, a partner with k of them has k + x, x negative binomial of k
    and 1 - share. Degrees of sample firms are known and stay.

    Parameters
    ----------
    net
        The network; it says who is in the sample.
    share
        Of the ties of partners that are unseen.
    top, resampling
        As in :func:`sensitivity`.

    Returns
    -------
    Sensitivity
        Metrics ``rank_degree``, ``top_degree`` and ``partners_in_top``: how many of the first are partners.

    Raises
    ------
    ClusternetError
        If the data name no sample, or the share is not between 0 and 1.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = unseen(net, resampling=Resampling(9)).table.set_index("metric")
    >>> bool(found.loc["partners_in_top", "mean"] >= found.loc["partners_in_top", "whole"])
    True
    """
    resampling = resampling or Resampling(REPLICATES)
    replicates, seed = resampling.replicates, resampling.seed
    (share,) = _checked([share], top, replicates)
    if net.kinds is None or firms_of(net).all():
        raise ClusternetError.of("sensitivity_no_sample")
    links, partner = net.links(), ~firms_of(net)
    judge = Judge.of(net, links, ("degree",), top)
    known = links.degree.astype(float)

    def one(number: int) -> Found:
        drawn, rng = known.copy(), np.random.default_rng([seed, number])
        some = partner & (known > 0)
        drawn[some] += rng.negative_binomial(known[some].astype(np.int64), 1 - share)
        found = judge.ranked({"degree": drawn}, drawn)
        return Found(found.values | {"partners_in_top": float(partner[found.order[:top]].sum())}, found.order)

    own = judge.ranked({"degree": known}, known)
    whole = own.values | {"partners_in_top": float(partner[own.order[:top]].sum())}
    each = [one(number) for number in range(replicates)]
    facts: dict[str, Any] = {"missing": "partners", "by": "unseen", "replicates": replicates, "seed": seed}
    rows = [
        {"metric": name, "whole": value, "removed_share": share} | _spread(each, name)
        for name, value in whole.items()
    ]
    frame = based(pd.DataFrame(rows).assign(**facts), Base("pairs"), links.size)[list(COLUMNS)]
    leaders = judge.leaders(net, each).assign(removed_share=share, **facts)
    return Sensitivity(marked(frame, net.about.synthetic), marked(leaders, net.about.synthetic))


def _checked(shares: Sequence[float], top: int, replicates: int) -> list[float]:
    asked = sorted({float(each) for each in shares})
    if not asked or asked[0] <= 0 or asked[-1] >= 1:
        raise ClusternetError.of("sensitivity_share", shares=[f"{each:g}" for each in shares])
    if top < 1 or replicates < 2:
        raise ClusternetError.of("sensitivity_numbers", top=top, replicates=replicates)
    return asked


def _check_taken(before: Floats, shares: Sequence[float], missing: Missing, links: int) -> None:
    """Refuse shares that take nothing, or everything."""
    what = _MISSING[missing]
    for share in shares:
        gone = int((before < share).sum())
        if not 0 < gone < links:
            takes, number = _ALL if gone else _NONE, f"{links:,}"
            raise ClusternetError.of(
                "sensitivity_takes", share=f"{share:g}", missing=what, takes=takes, links=number
            )


def _spread(found: Sequence[Found], name: str) -> dict[str, float]:
    values = np.array([each.values[name] for each in found])
    values = values[~np.isnan(values)]
    if not values.size:
        return {"mean": np.nan, "low": np.nan, "high": np.nan}
    low, high = np.quantile(values, (0.025, 0.975))
    return {"mean": float(values.mean()), "low": float(low), "high": float(high)}


def _over(work: Callable[[int], T], replicates: int, progress: Progress | None) -> list[T]:
    """Return what `work` finds for each number, by several threads."""
    begun, found = time.monotonic(), []
    threads = 1 if engine.compiled() is None else engine.threads()  # igraph's generator is one for all
    with ThreadPoolExecutor(threads) as pool:
        for each in pool.map(work, range(replicates)):
            found.append(each)
            if progress is not None:
                share = len(found) / replicates
                progress(share, (time.monotonic() - begun) * (1 / share - 1))
    return found
