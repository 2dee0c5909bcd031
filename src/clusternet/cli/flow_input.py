"""Flows as the figures of flows take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clusternet.cli.drawing import words
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
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


@dataclass(frozen=True)
class Against:
    """What flows between places are held against."""

    backbone: float | None = None
    significant: float | None = None
    gravity: bool = False
    coordinates: str | None = None

    def __post_init__(self) -> None:
        from clusternet.cli.backbones import one_of

        one_of(self.backbone, self.significant)
        if self.gravity and self.significant is not None:
            raise Misuse.of("not_with_residual")
        if self.coordinates is not None and not self.gravity:
            raise Misuse.of("goes_with", option="--coordinates", other="--value residual")

    @property
    def option(self) -> str:
        """The option that asks for it; "" for none."""
        given = {"--backbone": self.backbone, "--significant": self.significant}
        named = next((name for name, value in given.items() if value is not None), "")
        return "--value residual" if self.gravity else named

    def held(
        self, net: ValueNetwork, table: pd.DataFrame, surveyed: ValueNetwork, *, quiet: bool, **options: Any
    ) -> tuple[pd.DataFrame, list[Text], list[Text]]:
        """Return the flows, the lines on what became of them, and those on which are in full ink."""
        from clusternet.cli.backbones import kept_flows, significant_flows
        from clusternet.cli.coordinates import given_positions
        from clusternet.notes.backbone import SHARES

        if self.backbone is not None:
            table, said = kept_flows(net, table, alpha=self.backbone, **options)
            return table, [*said, SHARES], []
        if self.significant is not None:
            table, said = significant_flows(net, table, alpha=self.significant, **options)
            return table, [], said
        if self.gravity:
            spots = given_positions(self.coordinates, quiet=quiet)
            table, said = predicted_flows(net, table, surveyed=surveyed, coordinates=spots, **options)
            return table, said, []
        return table, [], []


NOTHING_ELSE = Against()


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
    inked: tuple[Text, ...] = ()

    def terms(self, language: str) -> Terms:
        """Return the words of the figure."""
        return self.flows.terms(language)

    def words(self, shape: Text) -> Words:
        """Return title and caption; of a Sankey diagram also its order."""
        from clusternet.notes.flow_figures import SANKEY
        from clusternet.space.folded import ranked

        own, found = self.net.about.places == "own", ranked(self.table, places=self.places)
        notes = self.flows.notes(found, outside=self.outside, own=own)
        order = [self.flows.order(square=found.square)] if shape == SANKEY else []
        said = [*notes, *order, *self.said, *self.inked]
        return words(self.request, self.net, self.flows.title(shape), said, self.headline)

    @property
    def headline(self) -> Text:
        """What the flows between places say; nothing of flows that a model or a backbone has changed."""
        if self.said or self.flows.of is not None:
            return NOTHING
        return self.flows.headline(self.table, self.net, self.request.one_relation)


def _quiet(message: str) -> None:
    """Say nothing: the command that draws does."""


def read_flows(
    request: Request,
    *,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None = None,
    against: Against = NOTHING_ELSE,
) -> Drawn:
    """Read the data and count its flows, between places or between the values of two columns."""
    from clusternet.cli.laked import flows_of
    from clusternet.notes.flow_figures import Flows
    from clusternet.space import crossed
    from clusternet.space import flows as measure

    if of is not None and against.option:
        raise Misuse.of("not_with_of", option=against.option)
    shown: list[Text] = []
    inked: list[Text] = []
    if request.engine != "local":
        request.reserve(("--of", of is not None), (against.option, bool(against.option)))
        request, net, matrix = flows_of(request, _quiet, level=level, count=count, regions=regions)
        said = Flows(level, count, regions, None, request.relation == "technology", net.about.places == "own")
        return Drawn(measure.largest(matrix, 0), request, net, said, places, matrix.outside)
    whole = request.read().network
    request = request.of_main_type(whole.edges)
    net = request.select(whole)
    if of is not None:
        found = crossed.crossed(net, *of, count=count, region_map=regions)
        table, outside = found.table, float(found.outside)
    else:
        matrix = measure.matrix(net, level=level, count=count, region_map=regions)
        table, outside = measure.largest(matrix, 0), matrix.outside
        options = {"level": level, "count": count, "region_map": regions}
        table, shown, inked = against.held(net, table, whole, quiet=request.quiet, **options)
    said = Flows(level, count, regions, of, request.relation == "technology", net.about.places == "own")
    return Drawn(table, request, net, said, places, outside, tuple(shown), tuple(inked))
