from __future__ import annotations

import csv
import io
import signal
import subprocess
import sys
import time

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import nullmodel, topology
from clusternet.nulls.ensemble import ensemble
from clusternet.nulls.frame import frame
from made import of_pairs, scattered

COLUMNS = [
    "metric", "observed", "null_mean", "null_sd", "z", "ratio", "p", "p_holm", "q", "null", "replicates",
    "seed", "overlap", "convention", "base",
]  # fmt: skip
FLOWS = [
    "source", "target", "observed", "expected", "sd", "ratio", "z", "p", "p_holm", "q", "null", "replicates",
    "seed", "base", "base_n",
]  # fmt: skip
DRAWN = 19 if engine.level() != "pure" else 9
TRIED = (
    "average_clustering", "transitivity", "reciprocity", "average_path_length", "modularity", "max_core",
    "assortativity_out_in", "intra_province_share",
)  # fmt: skip


def clustered(n: int = 160, size: int = 8) -> ValueNetwork:
    """Groups in which a third of the pairs are tied both ways, a few ties between them."""
    rng = np.random.default_rng(1)
    one, two = np.nonzero(rng.random((n, n)) < 0.4)
    kept = (one // size == two // size) & (one < two)
    inside = np.column_stack((one[kept], two[kept]))
    across = rng.integers(0, n, (60, 2))
    pairs = np.unique(np.concatenate((inside, inside[:, ::-1], across[across[:, 0] != across[:, 1]])), axis=0)
    return of_pairs(pairs, n, kinds=False)


@pytest.mark.slow
@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_what_is_itself_a_null_is_rejected_at_the_nominal_rate(null):
    """Networks out of the ensemble, held against the ensemble: p below 0.1 in about a tenth of the tests."""
    source = scattered(0)
    low, tests = 0, 0
    for number, net in enumerate(ensemble(source, null=null, replicates=12, seed=99)):
        found = nullmodel.table(net, null=null, replicates=DRAWN, metrics=TRIED, seed=number)
        assert found["p"].notna().all()
        low, tests = low + int((found["p"] <= 0.1 + 1e-9).sum()), tests + len(found)
    assert low < 0.25 * tests  # 96 tests, not independent: 10 expected


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_planted_groups_are_found(null):
    found = nullmodel.table(clustered(), null=null, replicates=DRAWN, seed=1).set_index("metric")
    for name in ("average_clustering", "transitivity", "reciprocity", "modularity", "intra_province_share"):
        assert found.loc[name, "p"] == pytest.approx(1 / (DRAWN + 1)), name
        assert found.loc[name, "z"] > 4, name
        assert found.loc[name, "ratio"] > 1.2, name
    assert found.loc["small_world_sigma", "observed"] > 2
    assert abs(found.loc["small_world_sigma", "null_mean"] - 1) < 0.2
    if null == "swap":
        assert found.loc["density", ["null_sd", "p"]].tolist() == [0, 1]
        assert np.isnan(found.loc["density", "z"])
    else:
        assert found.loc["density", "null_sd"] > 0


def test_small_world_follows_from_the_rows_above_it():
    net = clustered()
    found = nullmodel.against(net, replicates=DRAWN, seed=1)
    rows = found.table.set_index("metric")
    c, far = rows.loc["average_clustering"], rows.loc["average_path_length"]
    sigma = (c["observed"] / c["null_mean"]) / (far["observed"] / far["null_mean"])
    assert rows.loc["small_world_sigma", "observed"] == pytest.approx(sigma)
    omega = far["null_mean"] / far["observed"] - c["observed"] / found.lattice
    assert rows.loc["small_world_omega", "observed"] == pytest.approx(omega)
    alone = nullmodel.table(net, replicates=DRAWN, seed=1, metrics=["small_world_sigma"])
    assert alone["observed"].tolist() == [rows.loc["small_world_sigma", "observed"]]


def test_the_lattice_of_scattered_ties_is_clustered():
    found = nullmodel.against(scattered(2), replicates=2, metrics=["average_clustering", "small_world_omega"])
    rows = found.table.set_index("metric")
    assert found.lattice > 1.5 * rows.loc["average_clustering", "observed"]
    assert abs(rows.loc["small_world_omega", "observed"]) < 1


def test_rows_come_in_order_and_the_same_for_a_seed():
    net = scattered(3)
    found = nullmodel.table(net, replicates=5, seed=4)
    assert list(found) == COLUMNS
    assert found["metric"].tolist() == list(nullmodel.METRICS)
    assert (found["replicates"] == 5).all()
    pd.testing.assert_frame_equal(found, nullmodel.table(net, replicates=5, seed=4))
    less = nullmodel.table(net, replicates=5, seed=4, metrics=["modularity", "reciprocity"])
    assert less["metric"].tolist() == ["reciprocity", "modularity"]
    both = found.set_index("metric").loc[["reciprocity", "modularity"], "p"].tolist()
    assert less["p"].tolist() == both
    assert not found["p"].equals(nullmodel.table(net, replicates=5, seed=5)["p"])


def test_the_observed_values_are_those_of_the_network():
    net = scattered(3)
    found = nullmodel.table(net, replicates=2, seed=4).set_index("metric")["observed"]
    shared = topology.fixed(net, frame(net), seed=4)
    wanted = topology.measured(
        topology.Graph(net.links(), shared), [name for name in nullmodel.METRICS if name in topology.MEASURES]
    )
    assert {name: found[name] for name in wanted} == wanted


def test_a_metric_without_a_value_says_why():
    net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    found = nullmodel.against(net, replicates=3)
    assert any(why.en.startswith("intra_province_share: no link has both ends") for why in found.reasons)
    assert found.table.set_index("metric").loc["intra_province_share", ["z", "p"]].isna().all()


def test_senseless_requests_are_refused(village):
    with pytest.raises(ClusternetError, match="unknown metric 'x'; accepted: average_clustering"):
        nullmodel.table(village, metrics=["x"])
    with pytest.raises(ClusternetError, match="null 'x'"):
        nullmodel.table(village, null="x")
    members = pd.DataFrame({"id": ["a", "b"], "parent": ["g", "g"], "city": ["深圳", "上海"]})
    groups = from_frames(pd.DataFrame({"source": ["a"], "target": ["c"]}), members).rollup()
    with pytest.raises(ClusternetError, match="roll-up"):
        nullmodel.flows(groups, replicates=1)


def undirected(seed: int) -> ValueNetwork:
    """Pairs of forty nodes in three provinces, each once."""
    rng = np.random.default_rng(seed)
    ids = [f"v{number:02d}" for number in range(40)]
    pairs = np.unique(np.sort(rng.integers(0, 40, (120, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    edges = pd.DataFrame({"source": np.array(ids)[pairs[:, 0]], "target": np.array(ids)[pairs[:, 1]]})
    places = np.resize(["广东省", "北京市", "江苏省"], 40)
    return from_frames(edges, pd.DataFrame({"id": ids, "province": places}), directed=False)


def test_undirected_networks_have_their_own_metrics():
    net = undirected(1)
    found = nullmodel.against(net, replicates=19).table.set_index("metric")
    assert found.index.tolist() == list(nullmodel.UNDIRECTED_METRICS)
    theirs = nx.Graph(list(zip(net.edges["source"], net.edges["target"], strict=True)))
    observed = found["observed"]
    assert observed["transitivity"] == pytest.approx(nx.transitivity(theirs))
    assert observed["assortativity"] == pytest.approx(nx.degree_assortativity_coefficient(theirs))
    assert observed["density"] == observed["feasible_density"] == pytest.approx(nx.density(theirs))
    clustered = [value for node, value in nx.clustering(theirs).items() if theirs.degree[node] > 1]
    assert observed["average_clustering"] == pytest.approx(np.mean(clustered))
    lengths = dict(nx.all_pairs_shortest_path_length(theirs))
    far = [way for one, row in lengths.items() for two, way in row.items() if one != two]
    assert observed["average_path_length"] == pytest.approx(np.mean(far))
    assert observed["max_core"] == max(nx.core_number(theirs).values())
    assert found["p"].gt(0.05).sum() >= len(found) - 2  # the network is random itself
    for data, name in ((net, "reciprocity"), (scattered(3), "assortativity")):
        with pytest.raises(ClusternetError, match=f"{name} is not defined, the data are"):
            nullmodel.against(data, replicates=1, metrics=[name])


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_undirected_flows_stand_once(null):
    net = undirected(2)
    found = nullmodel.flows(net, null=null, replicates=200)
    assert len(found) == 6
    assert found["observed"].sum() == len(net.edges)
    assert found["expected"].sum() == pytest.approx(len(net.edges), rel=0.01)
    assert found["z"].abs().max() < 3.5


# -- the command -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def edges(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("nullmodel")
    net = scattered(7, n=60, m=200)
    frame = net.edges[["source", "target"]].astype(str)
    city = net.nodes["city"]
    frame = frame.assign(
        source_city=city.loc[frame["source"]].to_numpy(), target_city=city.loc[frame["target"]].to_numpy()
    )
    frame.to_csv(folder / "edges.csv", index=False)
    return str(folder / "edges.csv")


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_the_command_gives_the_contract(edges, null, run):
    rows = run.rows("nullmodel", edges, "-B", "4", "--null", null)
    assert [list(row) for row in rows] == [COLUMNS] * len(nullmodel.METRICS)
    assert {row["null"] for row in rows} == {null}
    assert {row["replicates"] for row in rows} == {4}
    assert all(row["p"] is None or 0.2 <= row["p"] <= 1 for row in rows)
    assert (
        run("nullmodel", edges, "-B", "4", "--null", null, "--format", "json").out
        == run("nullmodel", edges, "-B", "4", "--null", null, "--format", "json").out
    )
    table = csv.DictReader(
        io.StringIO(run("nullmodel", edges, "-B", "2", "--columns", "reciprocity", "--format", "csv").out)
    )
    assert [row["metric"] for row in table] == ["reciprocity"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Reciprocity",
                "Null mean",
                "Mixing",
                "4 random networks, seed 0",
                "Rich club",
                "≤0.2",
                "N(N-1)",
            ],
        ),
        (
            "zh",
            ["互惠性", "零模型均值", "混合检验", "随机网络4个，种子0", "富人俱乐部", "≤0.2", "口径：gephi"],
        ),
    ],
)
def test_print_has_a_row_a_metric_and_its_rules(edges, language, said, run):
    printed = run("nullmodel", edges, "-B", "4", "--lang", language).out
    for each in said:
        assert each in printed


def test_fast_is_thirty_networks(edges, run):
    rows = run.rows("nullmodel", edges, "--fast", "--columns", "reciprocity")
    assert rows[0]["replicates"] == nullmodel.FAST


@pytest.mark.parametrize(("null", "language"), [("dcm", "en"), ("swap", "zh")])
def test_flows_stand_beside_expected_ones(edges, null, language, run):
    rows = run.rows("nullmodel", edges, "--flows", "--null", null, "-B", "4", "--top", "5")
    assert [list(row) for row in rows] == [FLOWS] * 5
    assert [row["observed"] for row in rows] == sorted((row["observed"] for row in rows), reverse=True)
    printed = run(
        "nullmodel", edges, "--flows", "--null", null, "-B", "4", "--level", "city", "--lang", language
    ).out
    assert (
        "Base: pairs with both ends" if language == "en" else "基数：两端都在31个省区市内的节点对"
    ) in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--columns", "betweenness"], "accepted: average_clustering"),
        (["--fast", "-B", "9"], "exclude each other"),
        (["--flows", "--columns", "reciprocity"], "--columns does nothing with --flows"),
        (["--top", "5"], "--top does nothing with metrics"),
        (["--level", "city"], "--level does nothing with metrics"),
        (["--flows", "--exact"], "--exact does nothing with --flows"),
        (["-B", "0"], "range"),
        (["--null", "erdos"], "swap"),
    ],
)
def test_wrong_usage(edges, arguments, said, run):
    assert said in run.misused("nullmodel", edges, *arguments)


def test_tables_are_written(tmp_path, edges, run):
    for suffix in ("xlsx", "md", "tex", "parquet", "csv"):
        path = tmp_path / f"out.{suffix}"
        run("nullmodel", edges, "-B", "2", "--columns", "reciprocity,modularity", "--out", str(path))
        assert path.stat().st_size > 100


def test_the_command_stops_at_an_interrupt(edges):
    line = [sys.executable, "-m", "clusternet", "nullmodel", edges, "-B", "1000000"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        for said in running.stderr:
            if "measuring" in said:
                break
        time.sleep(0.5)
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert time.monotonic() - begun < 2  # a busy machine
    assert running.returncode == 130
    assert said.endswith("clusternet: interrupted\n")


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_the_frame_is_kept_unless_told_otherwise(tmp_path, run, null):
    rng = np.random.default_rng(4)
    ids = [f"s{number}" for number in range(12)] + [f"p{number}" for number in range(40)]
    pairs = {(int(a), int(b)) for a, b in rng.integers(0, 52, (600, 2)) if a != b and min(a, b) < 12}
    pairs |= {(20, 30), (31, 21)}
    edges = pd.DataFrame([(ids[a], ids[b]) for a, b in sorted(pairs)], columns=["source", "target"])
    edges.to_csv(tmp_path / "edges.csv", index=False)
    kind = ["sample"] * 12 + ["partner"] * 40
    pd.DataFrame({"id": ids, "kind": kind}).to_csv(tmp_path / "nodes.csv", index=False)
    asked = ("nullmodel", tmp_path, "-B", "19", "--null", null, "--columns", "transitivity,feasible_density")
    framed, off = run.rows(*asked), run.rows(*asked, "--frame", "off")
    assert framed[0]["null_mean"] < 0.9 * off[0]["null_mean"]
    assert framed[1]["observed"] == pytest.approx((len(pairs) - 2) / (12 * 11 + 2 * 12 * 40))
    assert off[1]["observed"] == pytest.approx(len(pairs) / (52 * 51))

    def said(*options: str) -> str:
        return "".join(run(*asked, *options).out.split())

    assert "linksoutsidetheframe(betweentwopartnernodes):2" in said("--lang", "en")
    assert "框架之外（关系节点之间）2条" in said("--lang", "zh")
    assert "noframe(--frameoff)" in said("--frame", "off", "--lang", "en")
