"""Where growth comes from: a fixed panel of firms, and new links split by who made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError, EmptyNetworkError, SchemaError
from clusternet.network.absent import no_years
from clusternet.network.resampling import firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Ints, Marks
from clusternet.words.text import Text

__all__ = ["COLUMNS", "PARTS", "PERIODS", "Period", "Present", "decomposition", "panel"]

Present = Literal["ties", "founded"]
Period = Literal["annual", "cumulative", "standing"]
PERIODS: tuple[Period, ...] = ("annual", "cumulative", "standing")

PARTS = ("entering", "existing", "leaving", "lapsed")
"""The parts of a change, which add up to it."""

COLUMNS = (
    "period", "year", "previous_year", "edges_before", "entering", "existing", "leaving", "lapsed",
    "edges_change", "edges", "entering_sample", "entering_partner",
)  # fmt: skip
"""Columns of :func:`decomposition`."""


def panel(net: ValueNetwork, year: int, *, present: Present = "ties") -> ValueNetwork:
    """Return the relations of the sample firms that were there in one year and stayed: a fixed panel.

    The firms of the panel are the sample, everyone else is a partner node, other sample firms too.

    Parameters
    ----------
    net
        The network or a selection of it. A firm that has left the sample by its last year is in no panel.
    year
        The first year of the panel.
    present
        ``ties``: firms with a relation by then; ``founded``: firms founded by then.

    Raises
    ------
    SchemaError
        If the data name no kinds of nodes, or lack the years asked for.
    EmptyNetworkError
        If no firm is left.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> fixed = panel(net, 2014)
    >>> int(net.kinds.eq("sample").sum()), int(fixed.kinds.eq("sample").sum())
    (2200, 488)
    """
    if net.kinds is None:
        raise SchemaError.of("panel_kinds")
    if present == "founded":
        if "founded" not in net.nodes:
            raise SchemaError.of("panel_founded")
        there = np.asarray(net.nodes["founded"].le(year).fillna(False), dtype=bool)
    else:
        there = _tied(net, year)
    firms = net.nodes.index[there & firms_of(net)]
    if not len(firms):
        raise EmptyNetworkError.of("panel_empty", year=year, span=_span(net))
    return net.touching(firms)


def _tied(net: ValueNetwork, year: int) -> Marks:
    """Mark the nodes with a relation of a year or before."""
    if not net.years:
        raise no_years(net.edges)
    rows = np.asarray(net.edges["year"].le(year).fillna(False), dtype=bool)
    marked = np.zeros(len(net.nodes), dtype=bool)
    for end in net.ends:
        marked[end[rows]] = True
    return marked


def _span(net: ValueNetwork) -> Text:
    if not net.years:
        return Text("无年份", "no years")
    first, last = net.years[0], net.years[-1]
    return Text(f"{first}—{last}年", f"{first} to {last}")


# -- what changes are made of ------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class _State:
    """The links of one year, and who is known by then."""

    year: int
    keys: Ints
    """source * n + target of the links that are counted."""
    sample: Marks
    seen: Marks
    """Nodes with a link up to now."""
    left: Marks


def decomposition(
    net: ValueNetwork, *, periods: Sequence[Period] = PERIODS, convention: Convention = GEPHI
) -> pd.DataFrame:
    """Split the change of the number of links, from year to year, by who made it.

    Parameters
    ----------
    net
        The network.
    periods
        ``annual``: links with a relation in the year; ``cumulative``: in the year or before, the links of
        those who left among them; ``standing``: these less the links of nodes that have left by then.
    convention
        Whether links are directed.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`. ``edges`` - ``edges_before`` = ``edges_change`` = ``entering`` + ``existing`` +
        ``leaving`` + ``lapsed``, exactly: links of nodes that had none before, new links between nodes that
        had, links gone because an end has left (``left_year``), and links gone otherwise, not renewed. Losses
        are negative. ``entering_sample`` are the entering links with a new sample node, ``entering_partner``
        the others; missing where the data name no kinds. The first year is all entering.

    Raises
    ------
    SchemaError
        If the data have no years.
    ClusternetError
        If a period is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> years = [2020, 2020, 2021, 2021]
    >>> ties = pd.DataFrame({"source": list("aaba"), "target": list("bccd"), "year": years})
    >>> leavers = pd.DataFrame({"id": ["c"], "kind": ["sample"], "left_year": [2021]})
    >>> found = decomposition(from_frames(ties, leavers)).set_index(["period", "year"])
    >>> parts = ["edges_before", *PARTS, "edges"]
    >>> found.loc[("annual", 2021), parts].tolist(), found.loc[("standing", 2021), parts].tolist()
    ([2, 1, 1, -1, -1, 2], [2, 1, 0, -1, 0, 2])
    """
    for period in periods:
        if period not in PERIODS:
            raise ClusternetError.of("no_choice", what="period", value=period, accepted=PERIODS)
    if not net.years:
        raise no_years(net.edges)
    n, rows = len(net.nodes), []
    for period in periods:
        nobody = np.zeros(n, dtype=bool)
        before = _State(0, np.empty(0, dtype=np.int64), nobody, nobody, nobody)
        for now in _states(net, period, convention):
            rows.append({"period": period} | _change(before, now, n))
            before = now
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["previous_year"] = frame["previous_year"].astype("Int64")
    if net.kinds is None:
        frame[["entering_sample", "entering_partner"]] = pd.NA
    columns = ["entering_sample", "entering_partner"]
    return frame.astype(dict.fromkeys(columns, "Int64"))


def _states(net: ValueNetwork, period: Period, convention: Convention) -> Iterator[_State]:
    n = len(net.nodes)
    for year in net.years:
        known = net.until(year, isolated="keep")
        counted = net.window(year, year, isolated="keep") if period == "annual" else known
        ends = _ends(counted, convention)
        seen = np.zeros(n, dtype=bool)
        for end in _ends(known, convention):
            seen[end] = True
        left = _left(net, year)
        keep = ~(left[ends[0]] | left[ends[1]]) if period == "standing" else slice(None)
        sample = np.zeros(n, dtype=bool) if known.kinds is None else firms_of(known)
        yield _State(year, (ends[0] * n + ends[1])[keep], sample, seen, left)


def _ends(net: ValueNetwork, convention: Convention) -> tuple[Ints, Ints]:
    links = net.links(convention)
    return links.source, links.target


def _left(net: ValueNetwork, year: int) -> Marks:
    """Mark the nodes that have left by a year."""
    if "left_year" not in net.nodes:
        return np.zeros(len(net.nodes), dtype=bool)
    return np.asarray(net.nodes["left_year"].le(year).fillna(False), dtype=bool)


def _change(before: _State, now: _State, n: int) -> dict[str, object]:
    """Return one row."""
    gained = np.setdiff1d(now.keys, before.keys, assume_unique=True)
    lost = np.setdiff1d(before.keys, now.keys, assume_unique=True)
    new = ~before.seen
    entering = new[gained // n] | new[gained % n]
    firm = new & now.sample
    by_firm = firm[gained // n] | firm[gained % n]
    leaving = now.left[lost // n] | now.left[lost % n]
    return {
        "year": now.year,
        "previous_year": before.year or None,
        "edges_before": before.keys.size,
        "entering": int(entering.sum()),
        "existing": int((~entering).sum()),
        "leaving": -int(leaving.sum()),
        "lapsed": -int((~leaving).sum()),
        "edges_change": now.keys.size - before.keys.size,
        "edges": now.keys.size,
        "entering_sample": int(by_firm.sum()),
        "entering_partner": int((entering & ~by_firm).sum()),
    }
