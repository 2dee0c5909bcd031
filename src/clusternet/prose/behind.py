"""The input rows behind a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.prose.families import FAMILIES, LEVELS
from clusternet.prose.values import SELECTION, Data, Value

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from clusternet.network.value_network import ValueNetwork


def rows_behind(data: Data, value: Value) -> pd.DataFrame:
    """Return the input rows that a value counts, or that its network consists of.

    Parameters
    ----------
    data
        The network and its tables.
    value
        Of it.

    Returns
    -------
    DataFrame
        Rows of ``net.edges``: of a flow or the margin of a place those between the places, of a share of
        relations those that name the value, of a node or of nodes of a kind those with such an end, else all
        of the selection.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "b"], "target": ["b", "c", "d"]})
    >>> data = Data(from_frames(ties))
    >>> len(rows_behind(data, data.value("centrality", "out_degree", {"name": "b"})))
    2
    """
    kind = FAMILIES[value.family]
    options = data.options(kind, value.where)
    net = data.network(options)
    where = {**options, **value.where}
    kept: NDArray[np.bool_] | None = None
    if value.family in ("flows", "margins"):
        kept = _between(net, value, str(where["level"]))
    elif value.family == "relations":
        kept = net.edges["relation"].astype(str).eq(str(where["type"])).to_numpy()
    elif value.family == "centrality":
        kept = _touching(net, value)
    elif value.family == "distribution":
        kept = _having(net, value, str(where["by"]), str(where["kind"]))
    return net.edges if kept is None else net.edges[kept]


def label_of(value: Value) -> str:
    """Return the mark of a value; of one that rests on all rows of a selection, what selects them.

    Parameters
    ----------
    value
        Of the data.

    Examples
    --------
    >>> from clusternet.words.text import NOTHING
    >>> label_of(Value("metrics", "nodes", {"year": 2022}, 3, "count", NOTHING, NOTHING))
    'all rows year=2022'
    """
    if value.family in _SOME:
        return value.mark
    chosen = [f"{key}={value.where[key]}" for key in SELECTION if key in value.where]
    return " ".join(["all rows", *chosen])


_SOME = ("flows", "margins", "relations", "centrality", "distribution")
"""Tables whose cells count some of the rows."""


def _between(net: ValueNetwork, value: Value, level: str) -> NDArray[np.bool_]:
    from clusternet.space import flows

    found = flows.located(net, level=level)  # type: ignore[arg-type]
    names = np.array(found.names, dtype=object)
    source, target = names[found.source], names[found.target]
    inside = found.base
    if value.family == "flows":
        chosen = (source == value.where["source"]) & (target == value.where["target"])
    else:
        enable, taken = source == value.where["place"], target == value.where["place"]
        chosen = (
            enable
            if value.column.startswith("enable")
            else taken
            if value.column != "net"
            else enable | taken
        )
    kept = np.zeros(len(net.edges), dtype=bool)
    kept[found.rows[chosen & inside]] = True
    return kept


def _touching(net: ValueNetwork, value: Value) -> NDArray[np.bool_]:
    names = net.nodes["name"].astype(str) if "name" in net.nodes else net.nodes.index.astype(str).to_series()
    ids = set(net.nodes.index[names.eq(str(value.where["name"])).to_numpy()])
    source, target = (net.edges[end].isin(ids).to_numpy() for end in ("source", "target"))
    return {"out_degree": source, "in_degree": target}.get(value.column, source | target)


def _having(net: ValueNetwork, value: Value, by: str, kind: str) -> NDArray[np.bool_] | None:
    from clusternet.space import distribution, location

    name = str(value.where["name"])
    if distribution.counted(by) == "edges":  # type: ignore[arg-type]
        if by == "industry":
            return None  # codes are named by their nesting; the whole selection stands behind the share
        held = distribution.each_value(net.edges[by])
        return np.isin(
            np.arange(len(net.edges)), np.flatnonzero(net.edges.index.isin(held.index[held.eq(name)]))
        )
    try:
        own = location.of_nodes(net, level=by) if by in LEVELS else net.nodes[by].astype(str)  # type: ignore[arg-type]
    except ClusternetError:
        return None
    chosen = own.eq(name).to_numpy()
    if kind != "all" and "kind" in net.nodes:
        chosen = chosen & net.nodes["kind"].eq(kind).to_numpy()
    source, target = net.ends
    found: NDArray[np.bool_] = chosen[source] | chosen[target]
    return found
