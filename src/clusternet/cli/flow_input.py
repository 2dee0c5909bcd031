"""Flows as the figures of flows take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import words
from clusternet.cli.request import Request

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.flow_figures import Flows
    from clusternet.output.result import Words
    from clusternet.typing import Count, Level
    from clusternet.words.terms import Terms
    from clusternet.words.text import Text


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
        return words(self.request, self.net, self.flows.title(shape), [*notes, *self.said])


def read_flows(
    request: Request,
    *,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None = None,
    backbone: float | None = None,
) -> Drawn:
    """Read the data and count its flows, between places or between the values of two columns."""
    from clusternet.cli.backbones import kept_flows
    from clusternet.notes.backbone import SHARES
    from clusternet.notes.flow_figures import Flows
    from clusternet.space import crossed
    from clusternet.space import flows as measure

    if of is not None and backbone is not None:
        raise click.UsageError("--backbone goes with places, not with --of")
    net = request.read().network
    request = request.of_main_type(net)
    net = request.select(net)
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
    said = Flows(level, count, regions, of, request.relation == "technology", net.about.places == "own")
    return Drawn(table, request, net, said, places, outside, tuple(shown))
