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


def placed() -> ValueNetwork:
    """Six nodes, some without a name, a province or a category, and a self-loop."""
    ties = [
        ("a", "b", "5G；物联网"), ("b", "c", "5G"), ("c", "a", ""), ("a", "x", "芯片"), ("x", "y", "芯片"),
        ("z", "z", ""),
    ]  # fmt: skip
    nodes = pd.DataFrame(
        {
            "id": list("abcxyz"),
            "name": ["甲", "", "丙", "", "", ""],
            "kind": ["sample", "partner", "partner", "sample", "partner", "partner"],
            "province": ["广东省", "北京市", "北京", "", "国外", ""],
            "category": ["enterprise", "university", "enterprise", "", "", ""],
        }
    )
    return from_frames(pd.DataFrame(ties, columns=["source", "target", "technology"]), nodes)


def market(seed: int = 0, ties: int = 400) -> ValueNetwork:
    """Twenty firms of the sample and eighty partners, some with many ties."""
    rng = np.random.default_rng(seed)
    firm = rng.choice(20, ties, p=np.arange(1, 21) / 210)
    other = np.where(rng.random(ties) < 0.1, rng.integers(0, 20, ties), 20 + rng.integers(0, 80, ties))
    frame = pd.DataFrame({"source": firm, "target": other, "year": rng.integers(2015, 2021, ties)})
    frame = frame[frame["source"] != frame["target"]]
    frame["source"], frame["target"] = "n" + frame["source"].astype(str), "n" + frame["target"].astype(str)
    kinds = ["sample" if i < 20 else "partner" for i in range(100)]
    nodes = pd.DataFrame({"id": [f"n{i}" for i in range(100)], "kind": kinds})
    return from_frames(frame, nodes.assign(province=["北京市", "广东省"] * 50))
