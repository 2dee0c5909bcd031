from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError
from clusternet.network.resampling import Resampling, draws
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.structure import centrality
from clusternet.structure.rank_intervals import with_intervals
from strategies import networks


def replayed(net: ValueNetwork, by: str, resampling: Resampling, kind: str | None = None) -> pd.DataFrame:
    """Every replicate's ranks by the definition: one degree at a time."""
    links, times = net.links(), np.nan_to_num(draws(net, resampling), nan=1.0)
    ids, columns = net.nodes.index.tolist(), []
    for drawn in times:
        rows = []
        for v in range(links.n):
            if kind is not None and net.kinds.iat[v] != kind:
                continue
            out = sum(1.0 if u == v else drawn[u] for u in links.target[links.source == v])
            into = sum(1.0 if u == v else drawn[u] for u in links.source[links.target == v])
            share = (out - into) / (out + into) if out + into else -np.inf
            named = {"in_degree": into, "out_degree": out, "degree": out + into, "net_share": share}
            rows.append((-named[by], -named["degree"], -out, ids[v]))
        columns.append({key[-1]: rank for rank, key in enumerate(sorted(rows), start=1)})
    return pd.DataFrame(columns)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(networks(), st.sampled_from(centrality.DEGREES))
def test_ranks_of_every_replicate(net, by):
    resampling = Resampling(9, seed=4)
    ranked = centrality.top(net, 0, by=by)
    found = with_intervals(ranked, net, by=by, resampling=resampling).set_index("id")
    every = replayed(net, by, resampling)
    for node, row in found.iterrows():
        low, high = np.quantile(every[node], (0.025, 0.975), method="inverted_cdf")
        assert row["rank_low"] == min(low, row["rank"])
        assert row["rank_high"] == max(high, row["rank"])


def surveyed() -> ValueNetwork:
    """Twenty sample firms; x supplies all of them, y half of them, each has partners of its own."""
    firms = [f"s{number:02}" for number in range(20)]
    ties = [("x", firm) for firm in firms] + [("y", firm) for firm in firms[:10]] + [("z", firms[0])]
    ties += [(firm, f"{firm}-p{k}") for number, firm in enumerate(firms) for k in range(number % 5)]
    nodes = pd.DataFrame({"id": firms, "kind": "sample"})
    rest = sorted({end for tie in ties for end in tie} - set(firms))
    nodes = pd.concat([nodes, pd.DataFrame({"id": rest, "kind": "partner"})])
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]), nodes)


def test_what_hangs_on_no_firm_does_not_move_and_what_hangs_on_one_does():
    net = surveyed()
    sample = with_intervals(centrality.top(net, 0, kind="sample"), net, kind="sample")
    assert (sample["rank_low"] == sample["rank"]).all()  # their ties are all with partner nodes
    assert (sample["rank_high"] == sample["rank"]).all()
    partner = with_intervals(centrality.top(net, 0, kind="partner"), net, kind="partner").set_index("id")
    assert partner.loc["x", ["rank_low", "rank_high"]].tolist() == [1, 1]
    assert partner.loc["y", ["rank_low", "rank_high"]].tolist() == [2, 2]
    assert partner.loc["z", "rank_high"] > partner.loc["z", "rank"]
    assert partner["replicates"].eq(199).all()


def test_same_seed_same_intervals():
    net = surveyed()
    one, other = (
        with_intervals(centrality.top(net), net, resampling=Resampling(30, seed=seed)) for seed in (7, 7)
    )
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(networks())
def test_the_undirected_view_has_one_degree(net):
    undirected = GEPHI.undirected()
    tables = [
        with_intervals(
            centrality.top(net, 0, by=by, convention=undirected),
            net,
            by=by,
            resampling=Resampling(5),
            convention=undirected,
        )
        for by in ("degree", "in_degree", "out_degree")
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])
    assert (tables[0]["rank_low"] <= tables[0]["rank"]).all()
    assert (tables[0]["rank"] <= tables[0]["rank_high"]).all()


def test_what_has_no_interval_says_so(village):
    with pytest.raises(ClusternetError, match="by 'core'; accepted: in_degree"):
        with_intervals(centrality.top(village, by="core"), village, by="core")
    with pytest.raises(ClusternetError, match="at least one replicate"):
        with_intervals(centrality.top(village), village, resampling=Resampling(0))
