from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import nullmodel, partitions
from clusternet.nulls.ensemble import ensemble
from clusternet.structure.community import Search, detect
from made import placed


def test_one_run_says_nothing_of_stability():
    net = placed()
    search = Search(seeds=1)
    row = partitions.summary(net, detect(net, search=search), search).iloc[0]
    assert row[["nmi", "nmi_min", "ari", "ari_min"]].isna().all()


def test_nodes_without_a_link_do_not_make_runs_agree():
    rng = np.random.default_rng(1)
    ends = rng.integers(0, 60, (2, 90))
    ties = pd.DataFrame({"source": ends[0], "target": ends[1]}).astype(str)
    alone = pd.DataFrame({"id": [f"alone{number}" for number in range(500)]})
    search = Search(seeds=6)
    summaries = []
    for nodes in (None, alone):
        net = from_frames(ties, nodes)
        summaries.append(partitions.summary(net, detect(net, search=search), search).iloc[0])
    one, two = summaries
    for index in ("nmi", "ari", "ami"):
        assert two[index] < 0.95, index
        assert two[index] == pytest.approx(one[index], abs=0.15), index
    assert one["linked_nodes"] == two["linked_nodes"] == np.unique(ends).size
    assert two["nodes"] == one["nodes"] + 500


def rings(number: int) -> ValueNetwork:
    """Rings of six with every chord, one link between neighbours."""
    ties = [(f"{r}.{i}", f"{r}.{j}") for r in range(number) for i in range(6) for j in range(i)]
    ties += [(f"{r}.0", f"{(r + 1) % number}.1") for r in range(number)]
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]))


def test_planted_communities_stand_out_and_random_ones_do_not():
    planted = partitions.against_nulls(rings(5), replicates=19)
    assert planted.p == 0.05
    assert planted.z > 5
    assert planted.observed == pytest.approx(0.7375, abs=1e-9)
    null = next(iter(ensemble(rings(5), replicates=1, seed=77)))
    assert abs(partitions.against_nulls(null, replicates=19).z) < 3


def test_the_null_is_that_of_the_null_model_table(shipped):
    net = shipped.until(2014)
    found = partitions.against_nulls(net, replicates=9, search=Search(seed=5))
    table = nullmodel.table(net, replicates=9, seed=5, metrics=["modularity"]).iloc[0]
    for name in ("observed", "null_mean", "null_sd", "z", "p"):
        assert getattr(found, name) == pytest.approx(table[name])
    row = partitions.summary(net, detect(net), Search(), nulls=found).iloc[0]
    assert row[["modularity_run", "null_mean", "z", "nulls"]].tolist() == [
        found.observed, found.null_mean, found.z, 9,
    ]  # fmt: skip
    leiden = partitions.against_nulls(net, replicates=2, search=Search("leiden"))
    assert leiden.observed != found.observed
