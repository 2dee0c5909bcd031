"""Seconds to lay out the shipped network, beside the layouts of igraph and networkx.

python benchmarks/netmap.py [--networkx]

DrL and Fruchterman-Reingold of igraph are compiled; networkx's is Python over numpy and takes many minutes,
so that it runs only when asked for. None of them keeps communities or large nodes apart.

Measured on 2 shared cores (processor seconds, 30,765 nodes, 73,999 tied pairs): clusternet 3.9, Fruchterman-
Reingold of igraph 6.3 (ratio 1.6), DrL of igraph 98.6 (ratio 25).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import igraph
import numpy as np

import clusternet
from clusternet.structure import layout


def seconds(call: Callable[[], object]) -> tuple[float, float]:
    """Return elapsed and processor time of a call."""
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    net = clusternet.read(clusternet.shipped("nankai"))
    ties = layout.ties(net)
    graph = igraph.Graph(n=len(net.nodes), edges=ties[["source", "target"]].to_numpy())
    random.seed(0)
    layout.arrange(net.until(net.years[0]))  # libraries are loaded
    calls: dict[str, Callable[[], object]] = {
        "clusternet layout.arrange": lambda: layout.arrange(net),
        "igraph layout_drl": graph.layout_drl,
        "igraph layout_fruchterman_reingold": lambda: graph.layout_fruchterman_reingold(grid="grid"),
    }
    if "--networkx" in sys.argv[1:]:
        import networkx

        drawn = networkx.Graph(list(zip(ties["source"], ties["target"], strict=True)))
        calls["networkx spring_layout"] = lambda: networkx.spring_layout(drawn, seed=0)
    print(
        f"{len(net.nodes):,} nodes, {len(ties):,} ties (numpy {np.__version__}, igraph {igraph.__version__})"
    )
    own = None
    for name, call in calls.items():
        elapsed, processor = seconds(call)
        own = own or processor
        print(f"{name:36} {elapsed:7.1f} s  processor {processor:7.1f} s  ratio {processor / own:5.1f}")


if __name__ == "__main__":
    main()
