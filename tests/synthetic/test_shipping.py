"""The shipped network is what the generator makes, and holds every published number."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.synthetic import shipping

SHIPPED = Path(__file__).parents[2] / "edges" / "nankai"


@pytest.mark.slow
def test_every_target_is_met_and_the_readme_says_so(run):
    rows = run.rows("synth", "--verify", SHIPPED)
    assert list(rows[0]) == ["target", "published", "achieved", "difference", "within", "synthetic"]
    assert [row["target"] for row in rows if not row["within"]] == []
    assert len(rows) > 300
    found = pd.DataFrame(rows).drop(columns="synthetic")
    assert shipping.table(found) in (SHIPPED / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_shipped_files_are_what_synth_writes(tmp_path, process):
    assert process("synth", "--out", "nankai", "--quiet", cwd=tmp_path, PYTHONHASHSEED="1").out == "nankai\n"
    for name in ("nodes.csv", "edges.csv", "dataset.toml", "README.md"):
        assert (tmp_path / "nankai" / name).read_bytes() == (SHIPPED / name).read_bytes(), name


def test_tables_stay_small_and_hold_only_forty_real_names():
    assert sum((SHIPPED / name).stat().st_size for name in ("nodes.csv", "edges.csv")) < 10_000_000
    ids = io.read(SHIPPED).nodes.index
    invented = ids.str.match(r"样本\d{4,}$|关系节点\d{5,}$")
    assert (~invented).sum() == 40


@pytest.mark.slow
def test_a_network_that_misses_a_target_fails_the_verification(tmp_path, run):
    lines = (SHIPPED / "edges.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "nankai").mkdir()
    (tmp_path / "nankai" / "edges.csv").write_text("".join(lines[:-200]), encoding="utf-8")
    for name in ("nodes.csv", "dataset.toml"):
        (tmp_path / "nankai" / name).write_bytes((SHIPPED / name).read_bytes())
    text = run("synth", "--verify", tmp_path / "nankai", "--format", "csv", code=1).out
    missed = [line for line in text.splitlines() if ",False," in line]
    assert any(line.startswith('"table 2, 2022: edges"') for line in missed)


def test_generated_words_are_read_back(tmp_path):
    nodes = pd.DataFrame({"id": ["样本0001", "关系节点00001"], "kind": ["sample", "partner"],
                          "category": ["enterprise", "investor"], "platform": ["yes", "no"],
                          "left_year": pd.array([2021, None], dtype="Int64")})  # fmt: skip
    edges = pd.DataFrame({"source": ["样本0001"], "target": ["关系节点00001"], "year": [2014],
                          "relation": ["technology"]})  # fmt: skip
    net = io.read(shipping.write(nodes, edges, tmp_path / "made", seed=3))
    assert net.nodes["kind"].tolist() == ["sample", "partner"]
    assert net.nodes["platform"].tolist() == [True, False]
    assert net.nodes["left_year"].tolist()[0] == 2021
    assert net.edges["relation"].tolist() == ["technology"]
    assert (net.about.synthetic, net.about.language) == (True, "zh")
    large = io.read(shipping.write(nodes, edges, tmp_path / "large", seed=3, parquet=True))
    assert large.nodes.index.tolist() == net.nodes.index.tolist()


def test_files_of_others_are_never_replaced(tmp_path, run):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "edges.csv").write_text("source,target\na,b\n")
    assert "holds no earlier synthetic data set" in run.fails("synth", "--out", mine, "--replace")
    assert (mine / "edges.csv").read_text() == "source,target\na,b\n"
    frame = pd.DataFrame({"id": ["样本0001"], "kind": ["sample"]})
    made = tmp_path / "made"
    shipping.write(frame, pd.DataFrame({"source": ["样本0001"], "target": ["样本0001"]}), made, seed=1)
    shipping.write_manifest(made, seed=1, scale=1)
    shipping.check_folder(made, replace=True)
    assert "--replace puts the new one" in run.fails("synth", "--out", made)
    assert "holds no earlier report" in run.fails("report", made, "--out", made, "--replace")
    (made / "nodes.csv").write_text("id\nmine\n")
    assert "changed since (nodes.csv)" in run.fails("synth", "--out", made, "--replace")


@pytest.mark.parametrize("folder", ["no/such", "edges/nankai/x/y"])
def test_an_impossible_folder_is_refused_before_the_work(folder, tmp_path, run):
    assert "does not exist" in run.fails("synth", "--out", tmp_path / folder)
