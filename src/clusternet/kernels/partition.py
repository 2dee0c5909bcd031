"""Communities of the undirected view: Louvain and Leiden, one partition a seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

from clusternet.kernels import engine
from clusternet.kernels.libraries import igraph_graph, seeded
from clusternet.typing import Floats, Ints

Algorithm = Literal["louvain", "leiden"]
Library = Literal["own", "igraph"]


def partitions(
    n: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    algorithm: Algorithm,
    seeds: Sequence[int],
    gamma: float = 1.0,
    library: Library = "own",
) -> list[Ints]:
    """Return one partition a seed: the community of each node, in no particular numbering.

    The same seed gives the same partition on every machine, whatever the number of threads. Without the
    compiled kernels igraph looks for them; its partitions are others, of like quality.

    Parameters
    ----------
    n, source, target, weight
        Undirected links, each once; self-loops count twice at their node.
    algorithm
        ``louvain`` (Blondel et al. 2008) or ``leiden`` (Traag, Waltman and van Eck 2019, two iterations).
    seeds
        Whole numbers from 0.
    gamma
        Resolution in the sense of igraph and networkx: above 1 gives more communities.
    library
        ``igraph`` looks with igraph even where the kernels are compiled.

    Examples
    --------
    >>> import numpy as np
    >>> two = np.array([0, 1, 2, 3]), np.array([1, 0, 3, 2]), np.ones(4)   # 0-1 and 2-3
    >>> found, = partitions(4, *two, algorithm="leiden", seeds=[0])
    >>> bool(found[0] == found[1] != found[2] == found[3])
    True
    """
    extension = engine.compiled() if library == "own" else None
    if extension is None:
        return [_by_igraph(n, source, target, weight, algorithm, seed, gamma) for seed in seeds]
    numbers = np.ascontiguousarray(weight, dtype=np.float64)
    ends = engine.ints(source), engine.ints(target)
    found: list[Ints] = extension.communities(
        n, *ends, numbers, algorithm, gamma, np.array(seeds, dtype=np.int64), engine.threads()
    )
    return found


def _by_igraph(
    n: int, source: Ints, target: Ints, weight: Floats, algorithm: str, seed: int, gamma: float
) -> Ints:
    graph = igraph_graph(n, source, target, directed=False)
    if not graph.ecount():
        return np.arange(n, dtype=np.int64)
    graph.es["weight"] = weight.tolist()
    with seeded(seed):
        if algorithm == "louvain":
            found = graph.community_multilevel(weights="weight", resolution=gamma)
        else:
            found = graph.community_leiden(
                objective_function="modularity", weights="weight", resolution=gamma, n_iterations=2
            )
    return np.array(found.membership, dtype=np.int64)


def by_density(
    n: int, source: Ints, target: Ints, weight: Floats, density: float, seeds: Iterable[int]
) -> list[Ints]:
    """Return communities by the constant Potts model, as igraph's Leiden finds them: one run per seed.

    Parameters
    ----------
    n, source, target, weight
        As in :func:`partitions`.
    density
        Resolution of the model.
    seeds
        Whole numbers from 0.

    Examples
    --------
    >>> import numpy as np
    >>> two = np.array([0, 2]), np.array([1, 3]), np.ones(2)
    >>> [run.tolist() for run in by_density(4, *two, 0.5, [0])]
    [[0, 0, 1, 1]]
    """
    graph = igraph_graph(n, source, target, directed=False)
    graph.es["weight"] = weight.tolist()
    found = []
    for seed in seeds:
        with seeded(seed):
            run = graph.community_leiden(
                objective_function="CPM", weights="weight", resolution=density, n_iterations=2
            )
        found.append(np.array(run.membership, dtype=np.int64))
    return found
