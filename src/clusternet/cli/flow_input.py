"""Flows as the figures of flows take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import words
from clusternet.cli.request import Request
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.flow_figures import Flows
    from clusternet.output.result import Words
    from clusternet.typing import Count, Level
    from clusternet.words.terms import Terms


def predicted_flows(
    net: ValueNetwork, table: pd.DataFrame, **options: Any
) -> tuple[pd.DataFrame, list[Text]]:
    """Return flows with those that the gravity model predicts, also where nothing flows, and a line on it.

    Parameters
    ----------
    table
        All flows, as of :func:`clusternet.space.flows.largest`.
    options
        Those of :func:`clusternet.space.gravity.gravity`.
    """
    from clusternet.notes.gravity import figure_notes
    from clusternet.space.gravity import gravity

    found = gravity(net, **options)
    ends = ["source", "target"]
    frame = table.merge(found.pairs[[*ends, "predicted"]], on=ends, how="outer")
    frame["flow"] = frame["flow"].fillna(0)
    frame["type"] = frame["type"].fillna("inter").mask(frame["source"].eq(frame["target"]), "intra")
    for name in ("base", "base_n"):
        frame[name] = [table[name].iloc[0]] * len(frame)
    return frame, figure_notes(found, found.table["term"].tolist())


@dataclass(frozen=True, eq=False)
class Drawn:
    """A table of flows and all that its caption needs."""

    table: pd.DataFrame
    request: Request
    net: ValueNetwork
    flows: Flows
    places: int
    outside: float
    said: tuple[Text, ...] = ()

    def terms(self, language: str) -> Terms:
        """Return the words of the figure."""
        return self.flows.terms(language)

    def words(self, shape: Text) -> Words:
        """Return title and caption."""
        from clusternet.space.folded import ranked

        own = self.net.about.places == "own"
        notes = self.flows.notes(ranked(self.table, places=self.places), outside=self.outside, own=own)
        said = [*notes, *self.said]
        return words(self.request, self.net, self.flows.title(shape), said, self.headline)

    @property
    def headline(self) -> Text:
        """What the flows between places say; nothing of flows that a model or a backbone has changed."""
        if self.said or self.flows.of is not None:
            return NOTHING
        return self.flows.headline(self.table, self.net, self.request.one_relation)


def read_flows(
    request: Request,
    *,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None = None,
    backbone: float | None = None,
    gravity: bool = False,
) -> Drawn:
    """Read the data and count its flows, between places or between the values of two columns."""
    from clusternet.cli.backbones import kept_flows
    from clusternet.notes.backbone import SHARES
    from clusternet.notes.flow_figures import Flows
    from clusternet.space import crossed
    from clusternet.space import flows as measure

    if of is not None and (backbone is not None or gravity):
        option = "--value residual" if gravity else "--backbone"
        raise click.UsageError(f"{option} goes with places, not with --of")
    whole = request.read().network
    request = request.of_main_type(whole)
    net = request.select(whole)
    shown: list[Text] = []
    if of is not None:
        found = crossed.crossed(net, *of, count=count, region_map=regions)
        table, outside = found.table, float(found.outside)
    else:
        matrix = measure.matrix(net, level=level, count=count, region_map=regions)
        table = measure.largest(matrix, 0)
        outside = matrix.outside
    if backbone is not None:
        options = {"level": level, "alpha": backbone, "count": count, "region_map": regions}
        table, shown = kept_flows(net, table, **options)
        shown = [*shown, SHARES]
    if gravity:
        fit = {"level": level, "count": count, "region_map": regions, "surveyed": whole}
        table, shown = predicted_flows(net, table, **fit)
    said = Flows(level, count, regions, of, request.relation == "technology", net.about.places == "own")
    return Drawn(table, request, net, said, places, outside, tuple(shown))
