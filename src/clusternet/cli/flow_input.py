"""Flows as the figures of flows take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.cli.figures_flow import _Flows
from clusternet.cli.request import Request

if TYPE_CHECKING:
    from clusternet.space.flows import Count
    from clusternet.space.location import Level


def read_flows(
    request: Request,
    *,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None = None,
) -> _Flows:
    """Read the data and count its flows, between places or between the values of two columns."""
    from clusternet.space import distribution
    from clusternet.space import flows as measure

    net = request.read().network
    request = request.of_technology(net)
    net = request.select(net)
    if of is not None:
        table = distribution.crossed(net, *of, count=count, region_map=regions)
        outside = float(table.attrs["outside"])
    else:
        matrix = measure.matrix(net, level=level, count=count, region_map=regions)
        table = measure.largest(matrix, 0)
        outside = float(matrix.table.to_numpy().sum()) - matrix.base
    return _Flows(table, request, net, level, places, count, regions, of, outside)
