"""The geometry of a Sankey diagram: two columns of bars, and ribbons between them."""

from __future__ import annotations

from dataclasses import dataclass

from clusternet.space.folded import Ranked

GAP = 3.2
"""Between two bars, in millimetres, where there is room."""


@dataclass(frozen=True)
class Bar:
    """A source or a target: millimetres from the top."""

    name: str
    top: float
    height: float
    flow: float

    @property
    def middle(self) -> float:
        """Centre of the bar."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """A flow: where it leaves and arrives, in millimetres from the top, and how wide it is."""

    source: str
    target: str
    flow: float
    start: float
    end: float
    height: float


@dataclass(frozen=True)
class Layout:
    """The geometry of a Sankey diagram; ``scale`` is millimetres a unit of flow."""

    sources: list[Bar]
    targets: list[Bar]
    ribbons: list[Ribbon]
    scale: float


def layout(found: Ranked, *, top: float, bottom: float) -> Layout:
    """Return bars and ribbons between two heights. Ribbons lie at each bar in the order of their other ends.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.space.folded import ranked
    >>> flows = pd.DataFrame({"source": ["a", "a"], "target": ["a", "b"], "flow": [3, 1]})
    >>> [(ribbon.target, ribbon.height) for ribbon in layout(ranked(flows), top=0, bottom=43.2).ribbons]
    [('a', 30.0), ('b', 10.0)]
    """
    sides = [
        [(str(name), float(flow)) for name, flow in side.items() if flow]
        for side in (found.enable, found.input)
    ]
    room = bottom - top
    most = max(len(side) for side in sides)
    gap = min(GAP, 0.75 * room / max(most - 1, 1))
    scale = (room - gap * (most - 1)) / found.base
    sources, targets = (_bars(side, scale, top, room) for side in sides)
    return Layout(sources, targets, _ribbons(found, sources, targets, scale), scale)


def _bars(side: list[tuple[str, float]], scale: float, top: float, room: float) -> list[Bar]:
    """Stack one side; its gaps fill what the bars leave of the room."""
    free = room - scale * sum(flow for _, flow in side)
    gap = min(free / (len(side) - 1), 2 * GAP) if len(side) > 1 else 0.0
    at = top + (free - gap * (len(side) - 1)) / 2
    bars = []
    for name, flow in side:
        bars.append(Bar(name, at, flow * scale, flow))
        at += flow * scale + gap
    return bars


def _ribbons(found: Ranked, sources: list[Bar], targets: list[Bar], scale: float) -> list[Ribbon]:
    cells = found.table.to_numpy(dtype=float)
    row, column = (dict(zip(axis, range(len(axis)), strict=True)) for axis in found.table.axes)
    arriving = {bar.name: bar.top for bar in targets}
    ribbons = []
    for source in sources:
        leaving = source.top
        for target in targets:
            flow = float(cells[row[source.name], column[target.name]])
            if flow:
                at = arriving[target.name]
                ribbons.append(Ribbon(source.name, target.name, flow, leaving, at, flow * scale))
                leaving += flow * scale
                arriving[target.name] = at + flow * scale
    return ribbons
