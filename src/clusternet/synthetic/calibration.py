"""The dials of the growth model, found by trial against the published tables.

Every dial is a number, or a curve through a few years. They steer how ties are placed; what must hold
exactly (nodes, edges, the degrees of named nodes) never depends on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Curve:
    """A number that changes over the years, linear between the given points."""

    points: dict[int, float]

    def __call__(self, year: int) -> float:
        """Value in a year."""
        years = sorted(self.points)
        return float(np.interp(year, years, [self.points[y] for y in years]))


def _curve(**points: float) -> Curve:
    return Curve({int(key[1:]): value for key, value in points.items()})


@dataclass(frozen=True)
class CoreDials:
    """The platform network: technology ties with at least one platform end."""

    edges: Curve = field(
        default_factory=lambda: _curve(
            y2014=1480,
            y2015=2303,
            y2016=3150,
            y2017=6102,
            y2018=11000,
            y2019=17984,
            y2020=33000,
            y2021=43624,
            y2022=57500,
        )
    )
    nodes: Curve = field(
        default_factory=lambda: _curve(
            y2014=1060,
            y2015=1555,
            y2016=1960,
            y2017=3414,
            y2018=5650,
            y2019=8384,
            y2020=13700,
            y2021=17132,
            y2022=21300,
        )
    )
    platforms: Curve = field(
        default_factory=lambda: _curve(
            y2014=70, y2015=84, y2016=100, y2017=120, y2018=150, y2019=175, y2020=200, y2022=200
        )
    )
    # Share of the ties that named platforms hold: sets the top 0.1 % of the concentration.
    named_share: Curve = field(
        default_factory=lambda: _curve(y2014=0.42, y2015=0.42, y2019=0.455, y2021=0.487, y2022=0.485)
    )
    named_technology: float = 0.83
    named_partner_core: float = 0.30
    named_partner_pace: float = 1.6
    named_other_pace: float = 1.3
    # Share of out-ties of unnamed platforms: sets the top 1 %.
    unnamed_out: float = 0.326
    # How much rarer out-ties are among ties to new nodes, and how strongly in-ties prefer partners
    # that already supply: set the top 10 %.
    new_in_penalty: float = 0.30
    rich_get_richer: float = 0.92
    degree_cap: float = 430.0
    weight_spread: float = 0.55
    new_samples: Curve = field(default_factory=lambda: _curve(y2014=0.12, y2022=0.05))
    direct: Curve = field(
        default_factory=lambda: _curve(
            y2014=0.05, y2015=0.045, y2019=0.045, y2020=0.055, y2021=0.07, y2022=0.04
        )
    )
    direct_to_platform: float = 0.6
    mutual: Curve = field(default_factory=lambda: _curve(y2014=0.05, y2022=0.10))
    same_community: float = 0.76
    anchored: Curve = field(default_factory=lambda: _curve(y2014=0.5, y2015=0.3, y2018=0.3, y2020=0.6))
    clustering: Curve = field(
        default_factory=lambda: _curve(
            y2014=0.002,
            y2015=0.0040,
            y2016=0.011,
            y2017=0.0185,
            y2018=0.034,
            y2019=0.0525,
            y2020=0.068,
            y2021=0.074,
            y2022=0.076,
        )
    )
    path_length: Curve = field(
        default_factory=lambda: _curve(
            y2014=4.85,
            y2015=4.65,
            y2016=4.42,
            y2017=4.25,
            y2018=4.04,
            y2019=3.83,
            y2020=3.58,
            y2021=3.49,
            y2022=3.40,
        )
    )
    diameter: Curve = field(
        default_factory=lambda: _curve(y2014=11, y2016=11, y2017=10, y2018=9, y2020=9, y2021=8, y2022=8)
    )
    steered: Curve = field(default_factory=lambda: _curve(y2014=0.07, y2018=0.05, y2022=0.05))
    communities: int = 16


@dataclass(frozen=True)
class RimDials:
    """Everything else: other relation types, and technology ties without a platform."""

    # Exponent of the activity of sample firms: evener activity makes paths longer.
    spread: Curve = field(
        default_factory=lambda: _curve(
            y2014=0.55, y2015=0.42, y2018=0.45, y2019=0.5, y2020=1.4, y2021=0.85, y2022=0.85
        )
    )
    platform_weight: float = 0.1
    core_sample_weight: float = 0.5
    out_share: float = 0.35
    new_partner_chance: float = 0.4
    local: Curve = field(
        default_factory=lambda: _curve(y2014=0.6, y2015=0.9, y2019=0.95, y2020=0.3, y2021=0.8, y2022=0.85)
    )
    group_size: int = 24
    bridge: float = 0.9
    off_core: float = 0.95
    sample_to_sample: Curve = field(
        default_factory=lambda: _curve(y2014=0.05, y2019=0.05, y2020=0.10, y2021=0.05, y2022=0.05)
    )
    # One sample firm in this many may tie with platforms.
    gate: int = 4
    clustering: Curve = field(
        default_factory=lambda: _curve(
            y2014=0.001,
            y2015=0.003,
            y2016=0.006,
            y2017=0.007,
            y2018=0.011,
            y2019=0.0076,
            y2020=0.033,
            y2021=0.036,
            y2022=0.040,
        )
    )
    steered: Curve = field(
        default_factory=lambda: _curve(y2014=0.10, y2015=0.15, y2019=0.12, y2020=0.16, y2022=0.10)
    )


@dataclass(frozen=True)
class Dials:
    """All dials."""

    core: CoreDials = field(default_factory=CoreDials)
    rim: RimDials = field(default_factory=RimDials)
