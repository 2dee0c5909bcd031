"""Who passes things on between groups: the brokerage roles of Gould and Fernandez."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.structure import triads
from clusternet.typing import Ints, Level

__all__ = ["ROLES", "between_places", "roles"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""A→A→A, A→B→A, A→B→B, A→A→B and A→B→C, by the groups of supplier, broker and receiver."""


def between_places(
    net: ValueNetwork,
    *,
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return how often each node brokers between places, by role; see :func:`roles`.

    Places are the groups: 港澳台 and 国外 are one each, 国外 whatever the country unless the level is that. A
    node whose place at the level is unknown is in no path; its own counts are NaN.

    Parameters
    ----------
    net
        The network; a column says where its nodes are.
    level
        What a place is: ``province``, ``city``, ``region`` or ``country``.
    region_map
        Which regions, of level ``region``.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        Indexed as ``net.nodes``: a column per role, and ``total``.

    Raises
    ------
    SchemaError
        If no column says where nodes are.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "province": ["北京市", "上海市", "上海市"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]}), nodes)
    >>> between_places(net).loc["v", ["gatekeeper", "total"]].tolist()
    [1.0, 1.0]
    """
    where = location.of_nodes(net, level=level, region_map=region_map)
    known = ~(where.eq(china.UNKNOWN) | where.str.endswith(china.CITY_UNKNOWN)).to_numpy(dtype=bool)
    group = np.where(known, pd.factorize(where)[0], -1)
    counts = roles(net.links(convention), group)
    counts = np.column_stack((counts, counts.sum(axis=1))).astype(float)
    counts[~known] = np.nan
    return pd.DataFrame(counts, index=net.nodes.index, columns=[*ROLES, "total"])


def roles(links: Links, group: Ints) -> Ints:
    """Return how often each node brokers, by role, shape (n, 5).

    Node v brokers between a and b where links run from a to v and from v to b, and none from a to b (Gould
    and Fernandez 1989; ``brokerage`` of the R package sna). By the groups of a, v and b the role is one of
    :data:`ROLES`. Undirected links run both ways.

    Parameters
    ----------
    links
        The merged graph; self-loops are left out.
    group : ndarray of int64, shape (n,)
        Group of each node; nodes with a negative one are in no path.

    Examples
    --------
    >>> import numpy as np
    >>> chain = Links(3, np.array([0, 1]), np.array([1, 2]), np.ones(2))
    >>> roles(chain, np.array([0, 0, 1])).tolist()      # a represents its group
    [[0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0]]
    """
    inside = (group[links.source] >= 0) & (group[links.target] >= 0)
    kept = Links(links.n, links.source[inside], links.target[inside], links.weight[inside], links.directed)
    pairs = triads.pairs(kept)
    found = _paths(pairs, group)
    for triangles in pairs.triangles():
        found -= _closed(pairs, triangles, group)
    return found


def _paths(pairs: triads.Pairs, group: Ints) -> Ints:
    """Return the paths of two links through each node by role, whether or not a link closes them."""
    from scipy.sparse import csr_array

    source = np.concatenate((pairs.tail[pairs.forward], pairs.head[pairs.backward]))
    target = np.concatenate((pairs.head[pairs.forward], pairs.tail[pairs.backward]))
    shape = pairs.n, int(group.max(initial=-1)) + 1
    ones = np.ones(source.size, dtype=np.int64)
    suppliers = csr_array((ones, (target, group[source])), shape=shape)
    receivers = csr_array((ones, (source, group[target])), shape=shape)
    everyone_in, everyone_out = (np.bincount(end, minlength=pairs.n) for end in (target, source))
    own_in, own_out = (
        np.bincount(end[group[source] == group[target]], minlength=pairs.n) for end in (target, source)
    )
    alike = np.asarray(suppliers.multiply(receivers).sum(axis=1)).ravel().astype(np.int64)
    coordinator = own_in * own_out
    itinerant = alike - coordinator
    gatekeeper = (everyone_in - own_in) * own_out
    representative = own_in * (everyone_out - own_out)
    liaison = (everyone_in - own_in) * (everyone_out - own_out) - itinerant
    both = pairs.forward & pairs.backward  # there and back is no path between two
    same = group[pairs.tail] == group[pairs.head]
    for end in (pairs.tail, pairs.head):
        coordinator -= np.bincount(end[both & same], minlength=pairs.n)
        itinerant -= np.bincount(end[both & ~same], minlength=pairs.n)
    return np.column_stack((coordinator, itinerant, gatekeeper, representative, liaison))


def _closed(pairs: triads.Pairs, found: triads.Triangles, group: Ints) -> Ints:
    """Return the paths that a link closes, through each node by role."""
    counts = np.zeros(pairs.n * len(ROLES), dtype=np.int64)
    for a, v, b in permutations(range(3)):
        closed = _runs(pairs, found, a, v) & _runs(pairs, found, v, b) & _runs(pairs, found, a, b)
        corner = found.corner[:, closed]
        role = _role(group[corner[a]], group[corner[v]], group[corner[b]])
        counts += np.bincount(corner[v] * len(ROLES) + role, minlength=counts.size)
    return counts.reshape(pairs.n, len(ROLES))


def _runs(pairs: triads.Pairs, found: triads.Triangles, a: int, b: int) -> NDArray[np.bool_]:
    """Mark the triangles in which a link runs from corner a to corner b."""
    side = found.side[3 - a - b]
    return np.asarray(pairs.forward[side] if a < b else pairs.backward[side])


def _role(supplier: Ints, broker: Ints, receiver: Ints) -> Ints:
    """Return the number of the role in :data:`ROLES`."""
    conditions = (
        (supplier == broker) & (broker == receiver),
        supplier == receiver,
        broker == receiver,
        supplier == broker,
    )
    return np.select(conditions, (0, 1, 2, 3), default=4)
