"""A synthetic value network, calibrated to the published tables.

The network is grown year by year, its partner nodes are sited so that flows between places come out as
published, and its relations are labelled with quotas of technologies, fields and industries. It is for
demonstration, teaching, tests and benchmarks: calibrated to the numbers, it proves nothing about them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.synthetic.targets import Targets, load
from clusternet.synthetic.verify import verify

__all__ = ["Targets", "generate", "load", "verify"]


def generate(targets: Targets, *, seed: int = 1, scale: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Generate the synthetic network.

    Parameters
    ----------
    targets
        Published tables, from :func:`load`.
    seed
        The same seed gives the same tables.
    scale
        Copies of the network, crosswise tied; 1 is the published size.

    Returns
    -------
    nodes, edges : DataFrame
        Node table (id, name, kind, category, platform, province, city, country, founded, left_year)
        and edge table (source, target, year, relation, technology, application, industry).
    """
    from clusternet.synthetic.assemble import build

    rng = np.random.default_rng(seed)
    nodes, edges = build(targets, rng)
    if scale > 1:
        from clusternet.synthetic.lift import lift

        nodes, edges = lift(nodes, edges, scale, rng)
    return nodes, edges
