"""Who is who: node numbers and the year each node appears.

Nodes are numbered platforms first (the named ones leading), then the other sample firms, then partner
nodes (again the named ones leading).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.synthetic.calibration import Curve
from clusternet.synthetic.roster import NAMED_SAMPLES
from clusternet.synthetic.targets import Targets

# Platforms and firms kept for the long chains that set the diameter.
CHAIN_PLATFORMS = 4
CHAIN_SAMPLES = 2


@dataclass(frozen=True)
class Layout:
    """Node numbers by role, and entry years."""

    years: tuple[int, ...]
    n_named: int
    n_platforms: int
    n_samples: int
    n_nodes: int
    n_leavers: int
    platform_entry: tuple[int, ...]
    sample_counts: tuple[int, ...]
    partner_counts: tuple[int, ...]

    def is_named(self, node: int) -> bool:
        """Whether the node is one of the named ones, whose degrees are fixed."""
        return node < self.n_named or self.n_samples <= node < self.n_samples + self.n_named

    def is_plain_partner(self, node: int) -> bool:
        """Whether the node is a partner node without a name."""
        return node >= self.n_samples + self.n_named

    @property
    def chain_platforms(self) -> list[int]:
        """Platforms kept for the long chains."""
        return list(range(self.n_named, self.n_named + CHAIN_PLATFORMS))

    @property
    def chain_samples(self) -> list[int]:
        """Other sample firms kept for the long chains."""
        return list(range(self.n_platforms, self.n_platforms + CHAIN_SAMPLES))

    @property
    def leavers(self) -> list[int]:
        """Firms that leave the sample later."""
        first = self.n_platforms + CHAIN_SAMPLES
        return list(range(first, first + self.n_leavers))

    def index(self, year: int) -> int:
        """Position of a year."""
        return self.years.index(year)

    def plain_platforms(self, year: int) -> list[int]:
        """Platforms present, without the named ones and those of the chains."""
        first = self.n_named + CHAIN_PLATFORMS
        return [p for p in range(first, self.n_platforms) if self.platform_entry[p] <= year]

    def new_platforms(self, year: int) -> list[int]:
        """Platforms that appear in a year."""
        return [p for p in range(self.n_platforms) if self.platform_entry[p] == year]

    def other_samples(self, year: int) -> range:
        """Sample firms present that are no platforms."""
        platforms = sum(e <= year for e in self.platform_entry)
        return range(self.n_platforms, self.n_platforms + self.sample_counts[self.index(year)] - platforms)

    def new_samples(self, year: int) -> list[int]:
        """Sample firms, no platforms, that appear in a year."""
        i = self.index(year)
        before = self.other_samples(self.years[i - 1]).stop if i else self.n_platforms
        return list(range(before, self.other_samples(year).stop))

    def partners(self, year: int) -> range:
        """Unnamed partner nodes present."""
        first = self.n_samples + self.n_named
        return range(first, self.n_samples + self.partner_counts[self.index(year)])

    def new_partners(self, year: int) -> list[int]:
        """Unnamed partner nodes that appear in a year."""
        i = self.index(year)
        known = self.partners(self.years[i - 1]).stop if i else self.partners(year).start
        return list(range(known, self.partners(year).stop))


def layout(targets: Targets, platforms: Curve) -> Layout:
    """Number the nodes of a network that meets the node counts of the structure table."""
    years = targets.years
    entry = [NAMED_SAMPLES[name].first_year for name in targets.top_samples["node"]]
    n_named = len(entry)
    for year in years:
        present = sum(e <= year for e in entry)
        entry += [year] * max(0, round(platforms(year)) - present)
    n_samples = targets.ever_samples[-1]
    return Layout(
        years=tuple(years),
        n_named=n_named,
        n_platforms=targets.n_platforms,
        n_samples=n_samples,
        n_nodes=n_samples + targets.pure_partners[-1],
        n_leavers=targets.n_leavers,
        platform_entry=tuple(int(e) for e in np.array(entry[: targets.n_platforms])),
        sample_counts=tuple(targets.ever_samples),
        partner_counts=tuple(targets.pure_partners),
    )
