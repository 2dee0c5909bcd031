"""What communities are: their size, their leading members, where they are and what they exchange."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.network.resampling import firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import distribution, location
from clusternet.structure import centrality
from clusternet.structure.community import Partition
from clusternet.typing import Floats, Ints

__all__ = ["LEADERS", "members", "overall", "table"]

LEADERS = 5
"""Members named for each community."""


def table(
    net: ValueNetwork, partition: Partition, *, leaders: int = LEADERS, convention: Convention = GEPHI
) -> pd.DataFrame:
    """Return one row per community, the largest first.

    Parameters
    ----------
    net
        The network.
    partition
        Of its nodes, from :func:`clusternet.structure.community.detect`.
    leaders
        How many members are named.
    convention
        Whose links are counted.

    Returns
    -------
    DataFrame
        ``community`` (from 0, by descending size), ``nodes``, ``edges`` (links with both ends inside),
        ``share`` (of all nodes), ``top_members`` (names by degree, then out-degree, then id, with semicolons
        between), ``main_province`` (of most members), ``main_technology`` (of most relations inside),
        ``internal_share`` (links inside over links with an end inside), ``sample_nodes``,
        ``main_province_share`` (of the members whose province is known), ``main_technology_share`` (of the
        technologies named in relations inside; a cell that names several counts once for each),
        ``main_category``, ``main_category_share``, ``main_country``, ``main_country_share``, and
        ``internal_weight_share`` (as ``internal_share``, links counted by weight, which is what communities
        are looked for in). What the data do not hold is missing; of equally frequent names the first in
        alphabetical order is given.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.structure.community import detect
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c", "x"], "target": ["b", "c", "a", "y"]})
    >>> net = from_frames(ties)
    >>> table(net, detect(net))[["nodes", "edges", "top_members"]].values.tolist()
    [[3, 3, 'a; b; c'], [2, 1, 'x; y']]
    """
    group, links = partition.membership, net.links(convention)
    k, n = partition.communities, links.n
    inside = group[links.source] == group[links.target]
    edges = np.bincount(group[links.source[inside]], minlength=k)
    ends = [np.bincount(group[end], minlength=k) for end in (links.source, links.target)]
    weight = [_sums(group[end], links.weight, k) for end in (links.source, links.target)]
    inner = _sums(group[links.source[inside]], links.weight[inside], k)
    nodes = np.bincount(group, minlength=k)
    columns: dict[str, Any] = {
        "community": np.arange(k),
        "nodes": nodes,
        "edges": edges,
        "share": nodes / max(n, 1),
        "top_members": _leaders(net, group, k, leaders, convention),
    }
    main = {name: _most(found, k) for name, found in _attributes(net, group).items()}
    columns |= {f"main_{name}": main[name][0] for name in ("province", "technology")}
    columns["internal_share"] = _ratio(edges, ends[0] + ends[1] - edges)
    columns["sample_nodes"] = _samples(net, group, k)
    columns |= {f"main_{name}_share": main[name][1] for name in ("province", "technology")}
    for name in ("category", "country"):
        columns |= {f"main_{name}": main[name][0], f"main_{name}_share": main[name][1]}
    columns["internal_weight_share"] = _ratio(inner, weight[0] + weight[1] - inner)
    return pd.DataFrame(columns)


def overall(net: ValueNetwork) -> pd.DataFrame:
    """Return what is most frequent in the whole network: the ``main_`` columns of :func:`table`, one row.

    Parameters
    ----------
    net
        The network.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "b"], "target": ["b", "c"], "technology": ["5G；物联网", "5G"]}
    >>> overall(from_frames(pd.DataFrame(ties)))["main_technology"].tolist()
    ['5G']
    """
    columns: dict[str, Any] = {}
    for name, values in _attributes(net, np.zeros(len(net.nodes), dtype=np.int64)).items():
        columns[f"main_{name}"], columns[f"main_{name}_share"] = _most(values, 1)
    return pd.DataFrame(columns)


def members(net: ValueNetwork, partition: Partition, *, convention: Convention = GEPHI) -> pd.DataFrame:
    """Return the community of every node.

    Parameters
    ----------
    net
        The network.
    partition
        Its communities, see :func:`clusternet.structure.community.detect`.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        ``rank`` (by degree, then out-degree, then id), ``id``, ``name``, ``community``, ``kind``,
        ``category``, ``degree``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.structure.community import detect
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> members(net, detect(net))[["id", "community"]].values.tolist()
    [['b', 0], ['a', 0], ['x', 1], ['c', 0], ['y', 1]]
    """
    frame = centrality.top(net, 0, convention=convention)
    group = pd.Series(partition.membership, index=net.nodes.index)
    frame["community"] = group.reindex(frame["id"]).to_numpy()
    return frame[["rank", "id", "name", "community", "kind", "category", "degree"]]


def _sums(group: Ints, weight: Floats, k: int) -> Floats:
    return np.bincount(group, weights=weight, minlength=k).astype(float)


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(part.size, np.nan), where=whole > 0)
    return ratio


def _leaders(net: ValueNetwork, group: Ints, k: int, leaders: int, convention: Convention) -> list[str]:
    """Return the names of the first members of each community."""
    ranked = centrality.top(net, 0, convention=convention)
    home = pd.Series(group, index=net.nodes.index).reindex(ranked["id"]).to_numpy()
    first = ranked.assign(home=home).groupby("home", sort=False).head(leaders)
    named = first["name"].astype(str).groupby(home[first.index]).agg("; ".join)
    return [named.get(number, "") for number in range(k)]


def _samples(net: ValueNetwork, group: Ints, k: int) -> pd.Series:
    if net.kinds is None:
        return pd.Series([pd.NA] * k, dtype="Int64")
    return pd.Series(np.bincount(group[firms_of(net)], minlength=k), dtype="Int64")


def _attributes(net: ValueNetwork, group: Ints) -> dict[str, pd.Series]:
    """Return the attributes of members and of relations inside, each value indexed by its community."""
    source, target = net.ends
    inside = group[source] == group[target]
    found = {"technology": pd.Series(dtype=object)}
    if "technology" in net.edges:
        named = net.edges["technology"][inside].set_axis(group[source[inside]])
        found["technology"] = distribution.each_value(named)
    for name in ("category", "country"):
        found[name] = pd.Series(dtype=object)
        if name in net.nodes:
            found[name] = net.nodes[name].astype(object).set_axis(group)
    found["province"] = _provinces(net, group)
    return found


def _provinces(net: ValueNetwork, group: Ints) -> pd.Series:
    """Return the known provinces of members; those of a group are the provinces its members are in."""
    if not {"province", "city"} & set(net.ungrouped.nodes):
        return pd.Series(dtype=object)
    own = net.about.places == "own"
    if own and "province" not in net.ungrouped.nodes:
        return pd.Series(dtype=object)
    where = location.of_nodes(net.ungrouped, level="province")
    pairs = net.membership
    home = pd.Series(group, index=net.nodes.index).reindex(pairs["group"]).to_numpy()
    found = where.reindex(pairs["member"]).set_axis(home)
    return found[found.ne(china.UNKNOWN)]


def _most(values: pd.Series, k: int) -> tuple[pd.Series, Floats]:
    """Return the most frequent value of each community and its share; the index holds the communities."""
    values = values.dropna()
    values = values[values.ne("")]
    name, share = pd.Series([None] * k, dtype=object), np.full(k, np.nan)
    if not len(values):
        return name, share
    counted = values.astype(str).groupby([values.index, values.astype(str)]).size().rename("count")
    frame = counted.rename_axis(["community", "value"]).reset_index()
    total = frame.groupby("community")["count"].sum()
    best = frame.sort_values(["count", "value"], ascending=[False, True], kind="stable")
    for community, value, count in best.drop_duplicates("community").itertuples(index=False):
        name[community], share[community] = value, count / total[community]
    return name, share
