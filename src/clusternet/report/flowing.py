"""What flows, located and counted once for all tables and figures of a report."""

from __future__ import annotations

from dataclasses import dataclass, field

from clusternet.network.value_network import ValueNetwork
from clusternet.space import flows
from clusternet.space.flows import FlowMatrix
from clusternet.space.located import Places
from clusternet.typing import Count, Level


@dataclass(frozen=True, eq=False)
class Flowing:
    """A network of what flows.

    Attributes
    ----------
    net
        The network.
    count
        What flows are counted in.
    """

    net: ValueNetwork
    count: Count
    _places: dict[Level, Places] = field(default_factory=dict, repr=False)
    _matrices: dict[Level, FlowMatrix] = field(default_factory=dict, repr=False)

    def places(self, level: Level) -> Places:
        """Return where the nodes are."""
        if level not in self._places:
            self._places[level] = flows.places_of(self.net, level=level)
        return self._places[level]

    def matrix(self, level: Level) -> FlowMatrix:
        """Return the flows between places.

        Raises
        ------
        SchemaError
            If the nodes have no column that says where they are.
        """
        if level not in self._matrices:
            where = self.places(level)
            self._matrices[level] = flows.matrix(self.net, level=level, count=self.count, places=where)
        return self._matrices[level]
