"""``netmap`` by its files and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.image import imread

from sweeps import sweep

EDGES = """来源,目标,年份,source_name,source_province,target_province,source_kind,target_kind
a,b,2020,甲,北京,广东,sample,partner
b,c,2020,乙,,上海,partner,partner
a,c,2021,甲,北京,,sample,partner
a,d,2021,甲,北京,,sample,partner
e,f,2022,戊,台湾,,sample,partner
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(EDGES, encoding="utf-8")
    return tmp_path


def test_a_picture_by_default(data, run):
    assert run("netmap", "edges.csv").out == "netmap.png\n"
    assert imread(data / "netmap.png").shape[1] == 1771


@pytest.mark.parametrize("suffix", sweep(["png", "svg", "pdf", "html"], []))
def test_same_options_same_bytes(data, run, process, suffix):
    one, two = (f"{name}.{suffix}" for name in ("one", "two"))
    asked = ("netmap", "edges.csv", "--dpi", "60", "--seed", "3", "--out")
    assert run(*asked, one).out == f"{one}\n"
    process(*asked, two, PYTHONHASHSEED="1")
    assert (data / one).read_bytes() == (data / two).read_bytes()


def test_words_in_both_languages(data, run):
    run("netmap", "edges.csv", "--out", "zh.html")
    page = (data / "zh.html").read_text(encoding="utf-8")
    for words in (
        "价值网络图",
        "节点 6",
        "边 5",
        "边 5 对",
        "资料来源：",
    ):
        assert words in page
    assert not any(word in page.split("<script")[0] for word in ("Gephi", "Louvain", "种子"))
    run("netmap", "edges.csv", "--out", "zh.html", "--notes", "--title", "图一", "--source", "年鉴")
    page = (data / "zh.html").read_text(encoding="utf-8")
    for words in ("计数口径：Gephi", "Louvain 社区（种子 0", "图一", "资料来源：年鉴"):
        assert words in page
    run("netmap", "edges.csv", "--out", "en.html", "--lang", "en", "--convention", "igraph", "--notes")
    page = (data / "en.html").read_text(encoding="utf-8")
    for words in ("The value network", "6 nodes", "Leiden communities (seed 0", "5 tied pairs"):
        assert words in page


def test_selections_dark_and_bare(data, run):
    run("netmap", "edges.csv", "--year", "2020", "--dark", "--bare", "--out", "x.png", "--dpi", "60")
    assert imread(data / "x.png")[0, 0, 2] < 0.3
    table = run("netmap", "edges.csv", "--year", "2020", "--positions", "p.json", "--out", "y.png")
    assert table.out.split() == ["y.png", "p.json"]
    assert len(json.loads((data / "p.json").read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_positions(data, suffix, run):
    run("netmap", "edges.csv", "--positions", f"p.{suffix}", "--dpi", "60")
    read = pd.read_csv if suffix == "csv" else pd.read_parquet
    table = read(data / f"p.{suffix}").set_index("id")
    assert list(table)[:6] == ["name", "x", "y", "radius", "community", "degree"]
    assert table["degree"].to_dict() == {"a": 3, "b": 2, "c": 2, "d": 1, "e": 1, "f": 1}
    assert table.loc[["a", "b", "d", "e"], "province"].tolist() == ["北京市", "广东省", "未知", "港澳台"]
    assert table.loc["a", "name"] == "甲"


@pytest.mark.parametrize(
    ("colour", "label"), [("province", "Province"), ("community", "Community"), ("kind", "Kind")]
)
def test_colours(data, colour, label, run):
    run("netmap", "edges.csv", "--colour", colour, "--lang", "en", "--out", "x.html")
    assert f'"label":"{label}"' in (data / "x.html").read_text(encoding="utf-8")


def test_a_colour_the_data_do_not_have_is_bad_data(data, run):
    done = run("netmap", "edges.csv", "--colour", "category", "--quiet", code=1)
    assert done.err.startswith("clusternet: edges.csv: the nodes have no category")
    assert not (data / "netmap.png").exists()


def test_data_without_places_are_coloured_by_community(tmp_path, run):
    (tmp_path / "e.csv").write_text("source,target\na,b\nb,c\n")
    run("netmap", "e.csv", "--out", "x.html", cwd=tmp_path)
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert '"label":"Community"' in text
    assert '"label":"Province"' not in text


def test_wrong_usage_and_wrong_files(data, run):
    assert "unknown suffix" in run.fails("netmap", "edges.csv", "--out", "x.gif")
    assert "unknown suffix" in run.fails("netmap", "edges.csv", "--positions", "x.png")
    assert "is read by" in run.fails("netmap", "edges.csv", "--positions", "edges.csv")
    assert "does not exist" in run.fails("netmap", "edges.csv", "--positions", "no/x.csv")
    run.misused("netmap", "edges.csv", "--colour", "taste")
    run.misused("netmap", "edges.csv", "--labels", "-1")


def test_the_shipped_network_says_that_it_is_synthetic(tmp_path, run):
    args = ("--out", "x.html", "--positions", "p.csv", "--year", "2015", "--lang", "zh")
    run("netmap", *args, cwd=tmp_path)
    assert "<h1>[合成数据] 价值网络图</h1>" in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert pd.read_csv(tmp_path / "p.csv")["synthetic"].all()
