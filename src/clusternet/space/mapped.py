"""What a flow map draws, and what it leaves out: the largest flows between places whose position is known."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.space import location
from clusternet.words.text import Text

_SEEN = 0.01
"""Part of the largest flow that must stay within a place for its circle to be seen."""


@dataclass(frozen=True, eq=False)
class Mapped:
    """The flows of a map.

    Attributes
    ----------
    arcs : DataFrame
        ``source``, ``target``, ``flow`` of the flows between places that are drawn, largest first; and
        ``stands``, whether each stands out, where the table says so.
    within : Series
        Flow inside every place on the map, by place; 0 where there is none.
    spots : DataFrame
        ``longitude`` and ``latitude`` of every place on the map.
    inter, pairs
        Sum and number of all flows between places, drawn or not.
    adrift : tuple of str
        Places whose position is not known.
    slight : tuple of str
        Places left out because no arc of theirs is drawn, and next to nothing flows within them.
    lost
        Sum of the flows, within and between, that touch one of those.
    """

    arcs: pd.DataFrame
    within: pd.Series
    spots: pd.DataFrame
    inter: float
    pairs: int
    adrift: tuple[str, ...]
    lost: float
    slight: tuple[str, ...] = ()

    @property
    def most(self) -> float:
        """The largest flow on the map, between places or within one."""
        return max(float(self.arcs["flow"].max() if len(self.arcs) else 0.0), float(self.within.max()))

    @property
    def drawn(self) -> float:
        """Sum of the flows between places that are drawn."""
        return float(self.arcs["flow"].sum())

    @property
    def share(self) -> float:
        """Drawn part of all flows between places; 1 where there is none."""
        return self.drawn / self.inter if self.inter else 1.0


def mapped(
    table: pd.DataFrame,
    *,
    coordinates: pd.DataFrame | None = None,
    top: int = 30,
    everywhere: bool = False,
) -> Mapped:
    """Choose the flows of a map from a long table of flows.

    Parameters
    ----------
    table
        ``source``, ``target`` and ``flow``, as :func:`clusternet.space.flows.largest` gives them with
        ``n=0``.
    coordinates
        ``longitude`` and ``latitude`` by place; those of :func:`clusternet.space.location.coordinates` where
        None.
    top
        How many flows between places are drawn; all where 0.
    everywhere
        Keep places of which nothing can be seen: without an arc, and with less than 1 % of the largest flow
        within them.

    Raises
    ------
    ClusternetError
        If the position of no place is known.

    Examples
    --------
    >>> table = pd.DataFrame({"source": ["北京市", "上海市"], "target": ["上海市", "上海市"], "flow": [3, 2]})
    >>> found = mapped(table)
    >>> found.within.to_dict(), found.share, found.adrift
    ({'北京市': 0.0, '上海市': 2.0}, 1.0, ())
    """
    names = list(dict.fromkeys([*table["source"], *table["target"]]))
    spots = location.coordinates(names) if coordinates is None else coordinates
    spots = spots.loc[[name for name in names if name in spots.index], ["longitude", "latitude"]]
    if spots.empty:
        listed = "、".join(map(str, names[:3])) + (", …" if len(names) > 3 else "")
        some = listed or Text("无", "none")
        raise ClusternetError.of("no_position", places=some)
    known = table["source"].isin(spots.index) & table["target"].isin(spots.index)
    stays = table["source"] == table["target"]
    between = table[known & ~stays].sort_values(
        ["flow", "source", "target"], ascending=[False, True, True], kind="stable"
    )
    between = between[between["flow"] > 0]
    inside = table[known & stays]
    within = pd.Series(inside["flow"].to_numpy(float), index=inside["source"]).groupby(level=0).sum()
    within = within.reindex(spots.index, fill_value=0.0).rename("flow")
    columns = [name for name in ("source", "target", "flow", "stands") if name in between]
    arcs = (between.head(top) if top else between)[columns].reset_index(drop=True)
    least = _SEEN * max(float(arcs["flow"].max() if len(arcs) else 0.0), float(within.max()))
    seen = spots.index.isin([*arcs["source"], *arcs["target"]]) | (within > least).to_numpy()
    seen |= everywhere or not seen.any()
    return Mapped(
        arcs,
        within[seen],
        spots[seen],
        float(table.loc[~stays, "flow"].sum()),
        int((table.loc[~stays, "flow"] > 0).sum()),
        tuple(name for name in names if name not in spots.index),
        float(table.loc[~known, "flow"].sum()),
        tuple(map(str, spots.index[~seen])),
    )
