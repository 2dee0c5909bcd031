"""Networks made for tests."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.network.value_network import ValueNetwork, from_frames

CITIES = ["深圳", "上海", "北京", "成都"]


def of_pairs(pairs: np.ndarray, n: int, *, kinds: bool = True) -> ValueNetwork:
    ids = [f"v{number:03d}" for number in range(n)]
    edges = pd.DataFrame({"source": [ids[a] for a, _ in pairs], "target": [ids[b] for _, b in pairs]})
    nodes = pd.DataFrame({"id": ids, "city": [CITIES[number * len(CITIES) // n] for number in range(n)]})
    if kinds:
        nodes["kind"] = ["sample" if number % 3 == 0 else "partner" for number in range(n)]
    return from_frames(edges, nodes)


def scattered(seed: int, n: int = 150, m: int = 700) -> ValueNetwork:
    """Ties drawn evenly from those the frame allows."""
    rng = np.random.default_rng(seed)
    key = np.unique(rng.integers(0, n * n, 4 * m))
    pairs = np.column_stack((key // n, key % n))
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & ((pairs % 3 == 0).any(axis=1))]
    return of_pairs(rng.permutation(pairs)[:m], n)
