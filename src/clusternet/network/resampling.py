"""Sample firms drawn again: how much a result hangs on which firms are in the sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Floats


@dataclass(frozen=True, slots=True)
class Resampling:
    """How firms are resampled for the intervals.

    Attributes
    ----------
    replicates
        Number of them; 0 for no intervals.
    seed
        Of the random numbers.

    Examples
    --------
    >>> Resampling(replicates=999, seed=7).replicates
    999
    """

    replicates: int = 199
    seed: int = 0

    def __post_init__(self) -> None:
        if self.replicates < 0 or self.seed < 0:
            raise ClusternetError(
                f"replicates {self.replicates}, seed {self.seed}; both are whole numbers from 0 on"
            )


def draws(net: ValueNetwork, resampling: Resampling) -> Floats:
    """Return how often each node is drawn, NaN for nodes that are no firm; shape (replicates, nodes).

    Firms are the sample nodes, drawn with replacement, as many as there are; all nodes where the data name no
    kinds.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> drawn = draws(net, Resampling(replicates=4))
    >>> drawn.shape, drawn.sum(axis=1).tolist()
    ((4, 3), [3.0, 3.0, 3.0, 3.0])
    """
    kinds = net.kinds
    firms = np.arange(len(net.nodes)) if kinds is None else np.flatnonzero(kinds.eq("sample").to_numpy())
    drawn = np.full((resampling.replicates, len(net.nodes)), np.nan)
    random = np.random.default_rng(resampling.seed)
    if firms.size:
        drawn[:, firms] = random.multinomial(firms.size, np.full(firms.size, 1 / firms.size), len(drawn))
    return drawn
