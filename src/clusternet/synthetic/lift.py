"""Larger networks of the same shape, for benchmarks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

# Share of ties that lead from one copy to another. Enough to join all copies into one small world
# (paths grow as the logarithm of the size), few enough to keep most triangles.
_CROSSING = 0.10


def lift(
    nodes: pd.DataFrame, edges: pd.DataFrame, scale: int, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Copy a network `scale` times and rewire some ties from copy to copy.

    A random lift: a tie from a to b becomes, in every copy, a tie from that copy's a to the b of the
    same copy or of one a fixed random distance on. Every copied node keeps the in- and out-degree of
    its original in every year, so all shares, the degree distribution and growth stay as they are.
    Named nodes stay in the first copy; in the others they bear invented labels.

    Parameters
    ----------
    nodes, edges
        Tables of the original; ids are taken to be in node order.
    scale
        Number of copies.
    rng
        Source of randomness.

    Returns
    -------
    nodes, edges : DataFrame
        Tables `scale` times as long; texts are categorical to spare memory.
    """
    n, m = len(nodes), len(edges)
    position = pd.Series(np.arange(n, dtype=np.int32), index=nodes["id"].to_numpy())
    src, dst = (position.loc[edges[end].to_numpy()].to_numpy(dtype=np.int32) for end in ("source", "target"))
    pair, _ = pd.factorize(src.astype(np.int64) * n + dst)
    shift = np.where(rng.random(m) < _CROSSING, rng.integers(1, scale, m), 0)[pair]
    copy = np.arange(scale)
    tails = np.add.outer(copy * n, src).ravel().astype(np.int32)
    heads = (np.add.outer(copy, shift) % scale * n + dst).ravel().astype(np.int32)
    labels = _labels(nodes, scale)
    big = pd.DataFrame(
        {
            "source": pd.Categorical.from_codes(tails, categories=labels),
            "target": pd.Categorical.from_codes(heads, categories=labels),
        }
    )
    for column in edges.columns.drop(["source", "target"]):
        big[column] = _repeat(edges[column], scale)
    copies = pd.DataFrame({c: _repeat(nodes[c], scale) for c in nodes.columns.drop(["id", "name"])})
    copies.insert(0, "id", labels)
    copies.insert(1, "name", labels)
    return copies, big[list(edges.columns)]


def _labels(nodes: pd.DataFrame, scale: int) -> pd.Index:
    """Ids of all copies: the first keeps its own, later ones carry the number of the copy."""
    sample = (nodes["kind"] == "sample").to_numpy()
    number = np.where(sample, np.cumsum(sample), np.cumsum(~sample))
    stem = [f"样本{k:04d}" if s else f"关系节点{k:05d}" for s, k in zip(sample, number, strict=True)]
    ids = list(nodes["id"])
    for copy in range(1, scale):
        ids += [f"{text}-{copy:03d}" for text in stem]
    index: pd.Index = pd.Index(ids)
    return index


def _repeat(column: pd.Series, scale: int) -> Any:
    if column.dtype.kind in "iuf" or str(column.dtype) == "Int64":
        return pd.concat([column] * scale, ignore_index=True)
    packed = pd.Categorical(column)
    return pd.Categorical.from_codes(np.tile(packed.codes, scale), dtype=packed.dtype)
