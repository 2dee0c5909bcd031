"""Two networks side by side: one up to two years, or two releases of one data set."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from clusternet.conventions import Convention
from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import beside as notes
from clusternet.structure import metrics
from clusternet.words.text import Text

COLUMNS = (
    *("relations", "nodes", "sample_nodes", "partner_nodes", "edges", "average_degree", "density"),
    *("average_clustering", "weak_components"),
)
"""Indicators that are compared: those of paths take long, and have no parts."""
KNOWN, NEW = "known", "new"
"""Columns of the causes of a difference between two years."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Two networks side by side.

    Attributes
    ----------
    names
        What they are called.
    before, after
        The networks.
    structure : DataFrame
        ``indicator``, ``before``, ``after``, ``difference``, and one column for each cause.
    causes
        What the columns of causes are called.
    """

    names: tuple[Text, Text]
    before: ValueNetwork
    after: ValueNetwork
    structure: pd.DataFrame
    causes: dict[str, Text]


def of_years(net: ValueNetwork, first: int, last: int, convention: Convention) -> Compared:
    """Return a network up to one year beside the same up to another.

    Parameters
    ----------
    net
        The network.
    first, last
        The years.
    convention
        Which software's definitions to use.

    Raises
    ------
    ClusternetError
        If the years are not in order.
    EmptyNetworkError
        If nothing lies up to the first year.
    """
    if first >= last:
        raise ClusternetError(
            f"--compare {first}: not before {last}, the last year of the report",
            f"--compare {first}：不早于报告的末年{last}",
        )
    before, after = net.until(first), net.until(last)
    stages = [before, _among(after, before), after]
    measured = [metrics.structure(each, convention, columns=COLUMNS) for each in stages]
    records = []
    for name in COLUMNS:
        values = [getattr(each, name) for each in measured]
        if any(value is None for value in values):
            continue
        one, middle, other = map(float, values)
        records.append((name, one, other, other - one, middle - one, other - middle))
    columns = ["indicator", "before", "after", "difference", KNOWN, NEW]
    names = Text(f"截至{first}年", f"up to {first}"), Text(f"截至{last}年", f"up to {last}")
    return Compared(names, before, after, pd.DataFrame(records, columns=columns), notes.PARTS)


def _among(net: ValueNetwork, others: ValueNetwork) -> ValueNetwork:
    """Return the ties of a network between nodes that another has."""
    known = net.nodes.index.isin(others.nodes.index)
    source, target = net.ends
    return replace(net, edges=net.edges[known[source] & known[target]].reset_index(drop=True)).connected()
