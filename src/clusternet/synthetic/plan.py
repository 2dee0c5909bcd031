"""How many ties every named node makes in every year, so that its published degrees come out exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.calibration import CoreDials
from clusternet.synthetic.layout import Layout
from clusternet.synthetic.targets import Targets

Ints = npt.NDArray[np.int64]
Stub = tuple[int, bool]  # owner, and whether it supplies


@dataclass(frozen=True)
class Plan:
    """New ties by named node and year; keys are the direction, values rows of nodes and columns of years."""

    sample_core: dict[bool, Ints]
    sample_rim: dict[bool, Ints]
    partner_core: dict[bool, Ints]
    partner_rim: dict[bool, Ints]

    def stubs(self, table: dict[bool, Ints], column: int) -> list[Stub]:
        """Half-made ties of one year: (named node, whether it supplies)."""
        return [
            (node, outward)
            for node in range(len(table[True]))
            for outward in (True, False)
            for _ in range(int(table[outward][node, column]))
        ]


def plan(targets: Targets, layout: Layout, dials: CoreDials) -> Plan:
    """Spread the degrees of Tables 3 and 4 over the years."""
    years = layout.years
    core = np.array([dials.edges(y) for y in years])
    rim = np.array([float(e) for e in targets.structure["total_edges"]]) - core
    held = core * np.array([dials.named_share(y) for y in years])
    entry = np.array(layout.platform_entry[: layout.n_named])
    late = _ramp(entry, np.array(years))
    samples, partners = targets.top_samples, targets.top_partners
    return Plan(
        sample_core={
            out: _spread(_part(samples, out, dials.named_technology), held / held[-1], late)
            for out in (True, False)
        },
        sample_rim={
            out: _spread(
                _whole(samples, out) - _part(samples, out, dials.named_technology),
                (rim / rim[-1]) ** dials.named_other_pace,
                late,
            )
            for out in (True, False)
        },
        partner_core={
            out: _spread(
                _part(partners, out, dials.named_partner_core),
                (core / core[-1]) ** dials.named_partner_pace,
                at_least=1,
            )
            for out in (True, False)
        },
        partner_rim={
            out: _spread(
                _whole(partners, out) - _part(partners, out, dials.named_partner_core),
                (core / core[-1]) ** dials.named_partner_pace,
            )
            for out in (True, False)
        },
    )


def _whole(table: object, outward: bool) -> Ints:
    column = "out_degree" if outward else "in_degree"
    return np.asarray(table[column], dtype=np.int64)  # type: ignore[index]


def _part(table: object, outward: bool, share: float) -> Ints:
    return np.round(_whole(table, outward) * share).astype(np.int64)


def _ramp(entry: Ints, years: Ints) -> npt.NDArray[np.float64]:
    """One row per node: nothing before its entry, then a run from one half up to its full share."""
    rows = np.ones((len(entry), len(years)))
    for row, first in zip(rows, entry, strict=True):
        start = int(np.searchsorted(years, first))
        row[:start] = 0
        if start:
            row[start:] = np.linspace(0.5, 1, len(years) - start)
    return rows


def _spread(
    total: Ints,
    pace: npt.NDArray[np.float64],
    late: npt.NDArray[np.float64] | None = None,
    at_least: int = 0,
) -> Ints:
    share = pace[None, :] if late is None else pace[None, :] * late
    sums = np.round(total[:, None] * share).astype(np.int64)
    sums = np.maximum(sums, np.minimum(at_least, total)[:, None])
    sums[:, -1] = total
    sums = np.maximum.accumulate(sums, axis=1)
    return np.diff(sums, axis=1, prepend=0)
