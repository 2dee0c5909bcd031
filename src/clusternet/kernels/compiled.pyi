import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

def levels() -> list[str]: ...
def communities(
    n: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    algorithm: str,
    gamma: float,
    seeds: Ints,
    threads: int,
) -> list[Ints]: ...
def triangles(n: int, source: Ints, target: Ints) -> tuple[Ints, Ints, Ints]: ...
def diameter(indptr: Ints, indices: Ints, pivots: int, threads: int, level: str) -> tuple[int, int]: ...
def components(indptr: Ints, indices: Ints, strong: bool) -> Ints: ...
def cores(n: int, source: Ints, target: Ints) -> Ints: ...
def fit_tail(values: Floats, counts: Ints, xmin: float) -> list[float]: ...
def resample_tail(
    values: Floats,
    counts: Ints,
    xmin: float,
    alpha: float,
    search: bool,
    seed: int,
    first: int,
    count: int,
    threads: int,
) -> tuple[Floats, Floats, Floats]: ...
def rewire(
    n: int,
    source: Ints,
    target: Ints,
    kind: Ints,
    steps: int,
    seed: int,
    first: int,
    count: int,
    threads: int,
    ring: Ints,
) -> list[Ints]: ...

class PathSearch:
    def __init__(self, indptr: Ints, indices: Ints, detail: int = 0) -> None: ...
    @staticmethod
    def towards(indptr: Ints, indices: Ints, targets: Ints) -> PathSearch: ...
    @property
    def batches(self) -> int: ...
    @property
    def done(self) -> int: ...
    def advance(self, count: int, threads: int, level: str) -> None: ...
    def histogram(self) -> Ints: ...
    def batch_sums(self) -> tuple[Ints, Ints]: ...
    def nodes(self) -> tuple[Ints, Ints, Ints, Floats]: ...
