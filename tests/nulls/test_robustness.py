"""What is left without the largest nodes: by hand, against networkx, and where the answer is known."""

from __future__ import annotations

import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import robustness
from clusternet.nulls.robustness import COLUMNS, METRICS, left, table
from clusternet.structure import metrics
from clusternet.words import labels
from strategies import graphs


def network(ties: list[tuple[str, str]], sample: str = "") -> ValueNetwork:
    ids = sorted({end for tie in ties for end in tie})
    nodes = pd.DataFrame({"id": ids, "kind": ["sample" if each in sample else "partner" for each in ids]})
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]), nodes if sample else None)


def test_a_star_falls_apart_without_its_centre():
    star = network([("hub", f"leaf{number}") for number in range(5)])
    found = table(star, remove=[1], replicates=5).set_index("metric")
    assert found["left"].to_dict() == {
        "links": 0, "linked_nodes": 0, "supplied_nodes": 0, "largest_component": 1, "reachable_share": 0,
        "average_path_length": pytest.approx(np.nan, nan_ok=True), "average_clustering": 0,
    }  # fmt: skip
    assert found.loc["links", "intact"] == 5
    assert (
        found.loc["links", "kept"] == found.loc["links", "null_mean"] == 0
    )  # there is no other such network
    assert found.loc["links", "p"] == 1
    assert 0 <= found.loc["links", "random_mean"] < 1


def test_the_nodes_that_were_removed_are_named_in_their_order():
    net = network([("a", "b"), ("a", "c"), ("b", "c"), ("d", "a")])
    found = robustness.removal(net, remove=[1, 2], null=None, replicates=2)
    assert found.first == ("a", "b")
    pd.testing.assert_frame_equal(found.table, table(net, remove=[1, 2], null=None, replicates=2))


@settings(max_examples=40, deadline=None)
@given(graphs(largest=14), st.data())
def test_what_is_left_is_measured_as_the_graph_without_the_nodes(links, data):
    gone = data.draw(st.lists(st.integers(0, links.n - 1), unique=True, max_size=links.n - 1))
    found = left(links, np.array(gone, dtype=np.int64))
    graph = nx.DiGraph() if links.directed else nx.Graph()
    graph.add_nodes_from(range(links.n))
    graph.add_edges_from(zip(links.source.tolist(), links.target.tolist(), strict=True))
    graph.remove_nodes_from(gone)
    assert found["links"] == graph.number_of_edges()
    assert found["linked_nodes"] == sum(degree > 0 for _, degree in graph.degree())
    loose = graph.copy()
    loose.remove_edges_from(nx.selfloop_edges(graph))
    incoming = loose.in_degree() if links.directed else loose.degree()
    assert found["supplied_nodes"] == sum(degree > 0 for _, degree in incoming)
    parts = nx.connected_components(graph.to_undirected())
    assert found["largest_component"] == max(map(len, parts))
    far = [d for _, reached in nx.all_pairs_shortest_path_length(graph) for d in reached.values() if d]
    nodes = graph.number_of_nodes()
    if nodes > 1:
        assert found["reachable_share"] == pytest.approx(len(far) / (nodes * (nodes - 1)))
    assert found["average_path_length"] == pytest.approx(np.mean(far) if far else np.nan, nan_ok=True)


def test_clustering_without_removal_is_that_of_metrics_directed_or_not():
    ties = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("e", "f"), ("g", "g")]
    for directed in (True, False):
        net = from_frames(pd.DataFrame(ties, columns=["source", "target"]), directed=directed)
        found = left(net.links(), np.empty(0, dtype=np.int64))["average_clustering"]
        assert found == metrics.structure(net).average_clustering


def test_nodes_that_were_removed_are_in_no_average():
    ring = network([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    gone = np.array([ring.nodes.index.get_loc("d")])
    assert left(ring.links(), gone)["average_clustering"] == 0.5


def test_nothing_removed_is_the_structure_of_the_network(shipped):
    net = shipped.until(2016)
    found, wanted = left(net.links(), np.empty(0, dtype=np.int64)), metrics.structure(net)
    for name in ("reachable_share", "average_path_length", "average_clustering"):
        assert found[name] == pytest.approx(getattr(wanted, name))
    assert found["links"] == wanted.edges
    assert found["linked_nodes"] == wanted.nodes


def test_without_its_bridge_the_largest_part_is_left():
    ties = [
        ("a", "b"),
        ("b", "a"),
        ("b", "bridge"),
        ("bridge", "c"),
        ("c", "d"),
        ("d", "c"),
        ("a", "e"),
        ("a", "f"),
    ]
    found = table(network(ties), remove=[1], by="betweenness", replicates=3)
    assert found.loc[found["metric"].eq("largest_component"), "left"].item() == 4


def hubs(seed: int, *, assortative: bool) -> ValueNetwork:
    """Ten hubs with 40 partners each; each partner has two, at random or hubs that go in pairs."""
    rng = np.random.default_rng(seed)
    ties = []
    for number in range(200):
        pair = 2 * (number % 5)
        own = (pair, pair + 1) if assortative else rng.choice(10, 2, replace=False)
        ties += [(f"hub{hub}", f"p{number:03d}") for hub in own]
    return network(sorted(set(ties)))


def test_hubs_that_share_their_partners_leave_more_of_them_alone_than_the_null():
    found = table(hubs(1, assortative=True), remove=[5], replicates=99, seed=2).set_index("metric")
    kept = found.loc["supplied_nodes"]
    # hub0 to hub4 by id: both suppliers of 80 partners go, one of those of 40; at random 2 in 9 lose both
    assert kept["kept"] == pytest.approx(120 / 200)
    assert kept["null_mean"] == pytest.approx(7 / 9, abs=0.03)
    assert kept["p"] == pytest.approx(0.01)


def test_hubs_that_take_partners_at_random_are_what_the_null_says():
    p = []
    for seed in range(20):
        found = table(hubs(seed, assortative=False), remove=[5], replicates=19, seed=2).set_index("metric")
        p.append(found.loc["supplied_nodes", "p"])
    assert np.mean(np.array(p) <= 0.1) < 0.3
    assert 0.25 < np.mean(p) < 0.75


def test_random_removal_has_the_known_mean():
    net = hubs(3, assortative=False)
    found = table(net, remove=[21], replicates=400, null=None, seed=4).set_index("metric")
    n, k = 210, 21  # a link is kept if both its ends are
    assert found.loc["links", "random_mean"] == pytest.approx((n - k) * (n - k - 1) / (n * (n - 1)), abs=0.01)
    assert found["null_mean"].isna().all()
    assert found["null"].isna().all()


def test_the_same_seed_gives_the_same_table(monkeypatch):
    found = []
    for threads in ("1", "3"):
        monkeypatch.setenv("CLUSTERNET_THREADS", threads)
        found.append(table(hubs(1, assortative=False), remove=[2, 4], replicates=6, seed=9))
    pd.testing.assert_frame_equal(*found)
    assert list(found[0]) == list(COLUMNS)
    assert len(found[0]) == 2 * len(METRICS)


def test_small_networks_lose_fewer_unless_told_otherwise():
    found = table(hubs(1, assortative=False), kind="all", replicates=2, null=None)
    assert found["removed"].unique().tolist() == [1, 10, 50, 100]
    pair = network([("a", "b")])
    assert table(pair, replicates=2)["removed"].unique().tolist() == [1]


def test_senseless_requests_are_refused(village):
    plain = network([("a", "b"), ("b", "c")])
    for net, options, said in (
        (plain, {"remove": [3]}, "3 of 3 nodes"),
        (plain, {"remove": [0]}, "from 1 on"),
        (plain, {"remove": []}, "from 1 on"),
        (plain, {"by": "pagerank"}, "accepted: degree"),
        (plain, {"kind": "sample"}, "no kinds"),
        (village, {"kind": "sample", "remove": [5]}, "sample nodes"),
    ):
        with pytest.raises(ClusternetError, match=said):
            table(net, **options)


def test_an_undirected_network_is_measured():
    ring = from_frames(pd.DataFrame({"source": list("abcd"), "target": list("bcda")}), directed=False)
    found = table(ring, remove=[1], null=None, replicates=3).set_index("metric")
    assert found.loc["average_path_length", "left"] == pytest.approx(4 / 3)
    found = table(ring, remove=[1], replicates=3).set_index("metric")
    assert found.loc["links", "null_mean"] == 0.5  # there is one more ring and a pair of pairs is none


def test_loops_are_links_and_no_supply():
    links = Links(3, np.array([0, 1]), np.array([0, 2]), np.ones(2))
    found = left(links, np.array([1]))
    assert (found["links"], found["supplied_nodes"], found["largest_component"]) == (1, 0, 1)


# -- the command -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def edges(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("hubs")
    net = hubs(1, assortative=False)
    net.edges[["source", "target"]].to_csv(path / "edges.csv", index=False)
    province = ["广东省", "北京市", "江苏省"]
    nodes = pd.DataFrame({"id": net.nodes.index, "province": np.resize(province, len(net.nodes))})
    nodes["kind"] = np.where(nodes["id"].str.startswith("hub"), "sample", "partner")
    nodes.to_csv(path / "nodes.csv", index=False)
    return str(path)


def test_json_has_a_row_a_number_and_metric(edges, run):
    rows = run.rows("robustness", edges, "--remove", "2,1", "-B", "3", "--kind", "sample")
    assert [list(row) for row in rows] == [list(COLUMNS)] * len(rows)
    assert [row["removed"] for row in rows] == [1] * len(METRICS) + [2] * len(METRICS)
    assert {row["replicates"] for row in rows} == {3}
    fast = run.rows("robustness", edges, "--fast", "--remove", "1", "--null", "dcm")
    assert fast[0]["replicates"] == robustness.FAST
    assert fast[0]["null"] == "dcm"


@pytest.mark.parametrize(
    ("options", "language", "said"),
    [
        (
            [],
            "en",
            ["Removed from all nodes by degree", "hub", "Kept = left / intact", "≤0.25", "3 random networks"],
        ),
        ([], "zh", ["在全部节点中按度数中心度", "保留比例", "最大弱连通分量节点", "≤0.25", "种子0"]),
        (["--suppliers"], "en", ["200 nodes have a supplier", "no other supplier", "3 random networks"]),
        (["--suppliers"], "zh", ["只有一家技术供给方", "无其他技术供给方的接收方"]),
        (["--places"], "en", ["Top supplier's share, null", "the receiver in the 31 mainland provinces"]),
        (["--places"], "zh", ["接收方在31个省区市内的节点对", "最大技术供给方占比"]),
        (["--null", "none"], "en", ["Random removal 3 times"]),
    ],
)
def test_print_says_what_was_done(edges, options, language, said, run):
    text = run("robustness", edges, "-B", "3", *options, "--lang", language, "--format", "md").out
    for each in said:
        assert each in text, text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--remove", "a"], "no list of whole numbers"),
        (["--remove", "0"], "from 1 on"),
        (["--suppliers", "--places"], "exclude each other"),
        (["--fast", "-B", "3"], "exclude each other"),
        (["--by", "pagerank"], "betweenness"),
        (["--suppliers", "--remove", "1"], "--remove does nothing with --suppliers"),
        (["--suppliers", "--level", "city"], "--level does nothing with --suppliers"),
        (["--top", "5"], "--top does nothing with removal"),
    ],
)
def test_wrong_usage(edges, arguments, said, run):
    assert said in run.misused("robustness", edges, *arguments)


def test_tables_are_written(tmp_path, edges, run):
    for suffix in ("xlsx", "md", "tex", "parquet", "csv"):
        for options in (["--suppliers"], ["--places"], ["--remove", "1"]):
            path = tmp_path / f"out{options[0]}.{suffix}"
            run("robustness", edges, "-B", "2", *options, "--out", str(path))
            assert path.stat().st_size > 100


def test_columns_have_headings_in_both_languages():
    from clusternet.nulls.dependence import PLACES, SUPPLIERS

    for name in {*COLUMNS, *SUPPLIERS, *PLACES, *METRICS}:
        assert labels.known(name), name


def test_a_floor_that_cannot_reach_the_level_is_said_with_the_b_that_would_do(edges, run):
    arguments = ["robustness", edges, "--remove", "1,2", "--lang", "en", "--format", "md"]
    text = run(*arguments, "-B", "30").out
    number = int(re.search(r"adjusted for the ([0-9,]+) tests", text)[1])
    needed = int(re.search(r"-B (\d+) would do", text)[1])
    assert number / (needed + 1) <= 0.05 < number / needed
    rows = run.rows(*arguments[:-4], "-B", "30")
    assert number == sum(row[name] is not None for row in rows for name in ("p", "random_p"))
    assert all(row["p_holm"] >= min(1, number / 31) for row in rows if row["p_holm"] is not None)


def test_random_removal_of_one_node_has_no_z(edges, run):
    rows = run.rows("robustness", edges, "--remove", "1,40", "-B", "30")
    assert all(row["random_z"] is None for row in rows if row["removed"] == 1)
    assert any(row["random_z"] is not None for row in rows if row["removed"] == 40)
