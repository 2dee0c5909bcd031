"""The command line by its output."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from clusternet.structure.metrics import COLUMNS

ROWS = """source,target,year,relation,source_kind,source_platform
甲,乙,2020,technology,sample,yes
乙,甲,2020,technology,,
甲,丙,2021,investment,sample,yes
丁,丙,2021,technology,sample,
甲,丙,2022,technology,sample,yes
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_metrics_json_is_the_contract(data, run):
    found = run.rows("metrics", "edges.csv")
    assert [list(row) for row in found] == [["year", *COLUMNS]] * 3
    assert [row["year"] for row in found] == [2020, 2021, 2022]
    assert [row["relations"] for row in found] == [2, 4, 5]
    assert [row["edges"] for row in found] == [2, 4, 4]
    assert found[-1]["average_weighted_degree"] == 1.25
    assert [row["sample_nodes"] for row in found] == [1, 2, 2]


def test_metrics_of_one_year_and_of_a_window(data, run):
    assert [row["year"] for row in run.rows("metrics", "edges.csv", "--year", "2021")] == [2021]
    window = run.rows("metrics", "edges.csv", "--window", "2021:2022")
    assert [(row["year"], row["relations"], row["nodes"]) for row in window] == [("2021:2022", 3, 3)]


def test_undefined_values_are_null_with_a_reason(data, run):
    done = run("metrics", "edges.csv", "--convention", "networkx", "--year", "2022", "--format", "json")
    assert json.loads(done.out)[0]["diameter"] is None
    assert "clusternet: 2022, diameter: networkx: the graph is not strongly connected" in done.err


def test_columns_and_formats_agree(data, run):
    wanted = [{"year": 2022, "nodes": 4, "edges": 4, "density": 1 / 3}]
    common = ("metrics", "edges.csv", "--year", "2022", "--columns", "density,nodes,edges")
    assert run.rows(*common) == wanted
    text = run(*common, "--format", "csv").out
    assert not text.startswith("﻿")
    assert next(csv.DictReader(io.StringIO(text)))["density"] == str(1 / 3)
    assert "| 2022 | 4 | 4 | 3.333e-01 |" in run(*common, "--format", "md").out
    assert r"2022 & 4 & 4 & 3.333e-01 \\" in run(*common, "--format", "tex").out
    table = run(*common, "--lang", "zh").out
    assert "图密度" in table
    assert "3.333e-01" in table


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".tex", ".xlsx", ".parquet"])
def test_out_by_suffix(data, suffix, run):
    path = data / f"table{suffix}"
    done = run("centrality", "edges.csv", "--top", "0", "--out", path.name, "--lang", "zh")
    assert done.out.splitlines() == [path.name]
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert [cell.value for cell in sheet[3]][:4] == ["排名", "编号", "名称", "节点类型"]
        assert [cell.value for cell in sheet[4]][:4] == [1, "甲", "甲", "样本节点"]
    elif suffix == ".parquet":
        assert pd.read_parquet(path)["id"].tolist() == ["甲", "乙", "丙", "丁"]
    elif suffix == ".csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert pd.read_csv(path)["degree"].tolist() == [3, 2, 2, 1]
    else:
        assert "甲" in path.read_text(encoding="utf-8")
    assert [left.name for left in data.iterdir() if left.name.startswith(".clusternet")] == []


def test_centrality_measures(data, run):
    found = run.rows("centrality", "edges.csv", "--measures", "all", "--top", "0")
    assert list(found[0])[:9] == [
        "rank",
        "id",
        "name",
        "kind",
        "category",
        "in_degree",
        "out_degree",
        "degree",
        "net_share",
    ]
    assert list(found[0])[9:] == [
        "weighted_in_degree",
        "weighted_out_degree",
        "weighted_degree",
        "closeness",
        "harmonic_closeness",
        "betweenness",
        "eccentricity",
        "pagerank",
        "authority",
        "hub",
        "eigenvector",
        "clustering",
        "core",
        "constraint",
        "brokerage_coordinator",
        "brokerage_itinerant",
        "brokerage_gatekeeper",
        "brokerage_representative",
        "brokerage_liaison",
        "brokerage_total",
        "joint_rank",
        "tied",
    ]
    best = run.rows("centrality", "edges.csv", "--by", "betweenness", "--top", "1", "--kind", "sample")
    assert [row["id"] for row in best] == ["甲"]


def test_intervals_of_ranks(data, run):
    call = ("centrality", "edges.csv", "--intervals", "--replicates", "20")
    found = run.rows(*call)
    assert list(found[0])[-3:] == ["rank_low", "rank_high", "replicates"]
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in found)
    assert found == run.rows(*call)
    printed = run(*call, "--lang", "zh").out
    assert "稳健区间：样本企业有放回重抽样20次（种子0）" in printed
    assert "不是置信区间：样本企业并非随机样本" in printed
    assert "not a confidence interval" in run(*call, "--lang", "en").out
    run.misused(*call, "--by", "core")
    run.misused(*call, "--shares-of", "kind")


def test_communities(placed, run):
    found = run.rows("communities", "edges.csv")
    assert list(found[0])[:7] == [
        "community",
        "nodes",
        "edges",
        "share",
        "top_members",
        "main_province",
        "main_technology",
    ]
    assert sum(row["share"] for row in found) == pytest.approx(1)
    members = run.rows("communities", "edges.csv", "--members")
    assert list(members[0])[:4] == ["rank", "id", "name", "community"]
    assert len(members) == sum(row["nodes"] for row in found)
    (whole,) = run.rows("communities", "edges.csv", "--summary", "--algorithm", "leiden")
    assert (whole["community_algorithm"], whole["seeds"], whole["nmi"] <= 1) == ("leiden", 10, True)
    assert (whole["nulls"], whole["modularity_run"] <= 1) == (30, True)
    (alone,) = run.rows("communities", "edges.csv", "--summary", "--nulls", "0")
    assert (alone["nulls"], alone["null_mean"]) == (0, None)
    assert "random networks" not in run("communities", "edges.csv", "--lang", "en").out
    run.misused("communities", "edges.csv", "--members", "--nulls", "5")
    run.misused("communities", "edges.csv", "--frame", "off")
    run.misused("robustness", "edges.csv", "--null", "none", "--frame", "off")
    assert "Against 5 random networks" in run("communities", "edges.csv", "--nulls", "5", "--lang", "en").out
    assert run.rows("communities", "edges.csv", "--top", "1") == found[:1]
    assert "两两一致度：AMI平均" in run("communities", "edges.csv", "--lang", "zh").out
    one = run("communities", "edges.csv", "--lang", "en", "--seeds", "1", "--seed", "3").out
    assert "seeds 3. Modularity Q" in one
    run.misused("communities", "edges.csv", "--members", "--summary")
    run.misused("communities", "edges.csv", "--top", "1", "--summary")
    run.misused("communities", "edges.csv", "--resolution", "0")


def test_what_leads_and_between_whom(placed, run):
    kinds = run.rows("centrality", "edges.csv", "--shares-of", "province", "--top", "2")
    assert list(kinds[0]) == ["province", "count", "share", "base", "base_n", "share_of_all"]
    assert sum(row["share"] for row in kinds) == 1
    printed = run("centrality", "edges.csv", "--shares-of", "province", "--top", "2", "--lang", "zh").out
    assert "基数：度数中心度居前的2个节点。" in printed
    brokers = run("centrality", "edges.csv", "--by", "brokerage_total", "--lang", "zh").out
    assert "守门人ABB" in brokers
    run.fails("centrality", "edges.csv", "--shares-of", "category")
    run.misused("centrality", "edges.csv", "--by", "all")


def test_selections(data, run):
    found = run.rows("metrics", "edges.csv", "--only", "platforms", "--year", "2022")
    assert (found[0]["sample_nodes"], found[0]["partner_nodes"], found[0]["edges"]) == (1, 2, 3)
    found = run.rows("metrics", "edges.csv", "--relation", "投融资")
    assert [row["edges"] for row in found] == [1]
    found = run.rows("metrics", "edges.csv", "--undirected", "--year", "2022")
    assert (found[0]["edges"], found[0]["strong_components"]) == (3, None)
    kept = run.rows("metrics", "edges.csv", "--year", "2020", "--isolated", "keep")
    assert kept[0]["nodes"] == 4


def test_rows_behind_a_result(data, run):
    run("metrics", "edges.csv", "--year", "2020", "--rows", "rows.csv")
    found = pd.read_csv(data / "rows.csv", dtype=str)
    assert found[["file", "line", "source", "target", "year"]].values.tolist() == [
        ["edges.csv", "2", "甲", "乙", "2020"],
        ["edges.csv", "3", "乙", "甲", "2020"],
    ]


@pytest.mark.slow
def test_shipped_network_is_called_synthetic_everywhere(tmp_path, run):
    common = ("metrics", "--year", "2014", "--columns", "nodes", "--quiet")
    assert "合成数据" in run(*common).out
    assert "synthetic data" in run(*common, "--lang", "en").out
    assert list(run.rows(*common)[0].items())[-1] == ("synthetic", True)
    for suffix in ("md", "tex"):
        assert "合成数据" in run(*common, "--format", suffix).out
    run(*common, "--out", tmp_path / "t.xlsx")
    assert "合成数据" in openpyxl.load_workbook(tmp_path / "t.xlsx").active["A1"].value


def test_stdout_holds_results_only(data, run):
    (data / "bad.csv").write_text(ROWS + "戊,,2020,technology,,\n己,甲,3201,technology,,\n", encoding="utf-8")
    done = run("metrics", "bad.csv", "--columns", "edges", "--format", "csv")
    assert done.out.splitlines() == ["year,edges", "2020,2", "2021,4", "2022,4"]
    assert "2 rows refused" in done.err
    assert run("metrics", "bad.csv", "--columns", "edges", "--quiet").err == ""
    assert "--strict: 2 rows refused" in run.fails("metrics", "bad.csv", "--strict")


def test_check(data, run):
    assert run("check", "edges.csv").code == 0
    (data / "bad.csv").write_text(ROWS + "戊,,2020,technology,,\n己,甲,,technology,,\n", encoding="utf-8")
    done = run("check", "bad.csv", "--format", "json", code=1)
    found = json.loads(done.out)
    assert list(found[0]) == ["file", "sheet", "line", "column", "severity", "problem", "value", "action"]
    assert [(row["line"], row["problem"], row["severity"]) for row in found] == [
        (7, "blank_end", "fault"),
        (8, "undated", "warning"),
    ]
    assert "没有年份" in run("check", "bad.csv", "--lang", "zh", code=1).out
    (data / "odd.csv").write_text(ROWS + "己,甲,,technology,,\n", encoding="utf-8")
    run("check", "odd.csv")
    run("check", "odd.csv", "--strict", code=1)


@pytest.mark.parametrize(("to", "suffix"), [("gexf", ".gexf"), ("graphml", ".graphml"), ("pajek", ".net")])
def test_export_is_read_back(data, to, suffix, run):
    done = run("export", "edges.csv", "--to", to, "--year", "2022")
    assert done.out == f"edges{suffix}\n"
    found = run.rows("metrics", f"edges{suffix}", "--columns", "nodes,edges,average_weighted_degree")
    assert {key: found[-1][key] for key in ("nodes", "edges", "average_weighted_degree")} == {
        "nodes": 4,
        "edges": 4,
        "average_weighted_degree": 1.25,
    }


def test_export_to_vosviewer(data, run):
    run("export", "edges.csv", "--to", "vosviewer")
    network = json.loads((data / "edges.json").read_text(encoding="utf-8"))["network"]
    assert [item["label"] for item in network["items"]] == ["甲", "乙", "丙", "丁"]
    assert {(link["source_id"], link["target_id"]) for link in network["links"]} == {(1, 2), (1, 3), (3, 4)}


@pytest.mark.parametrize(
    "wrong",
    [
        ("metrik",),
        ("metrics", "edges.csv", "--yaer", "2020"),
        ("metrics", "edges.csv", "--year", "last"),
        ("metrics", "edges.csv", "--window", "2020"),
        ("metrics", "edges.csv", "--convention", "pajek"),
        ("metrics", "edges.csv", "--columns", "degre"),
        ("metrics", "edges.csv", "--resolution", "0"),
        ("metrics", "edges.csv", "--year", "2020", "--window", "2020:2021"),
        ("centrality", "edges.csv", "--by", "size"),
        ("centrality", "edges.csv", "--measures", "closenes"),
        ("centrality", "edges.csv", "--top", "-1"),
        ("export", "edges.csv"),
        ("export", "edges.csv", "--to", "gexf", "--out", "x.csv"),
    ],
)
def test_wrong_usage_exits_with_2(data, wrong, run):
    assert run(*wrong, code=2).out == ""


def test_output_that_cannot_be_written_is_refused_before_the_work(data, run):
    for path, said in (("no/such/t.csv", "does not exist"), ("t.docx", "unknown suffix '.docx'")):
        done = run("metrics", "edges.csv", "--out", path, code=1)
        assert done.err.startswith("clusternet: ")
        assert said in done.err
        assert done.err.count("\n") == 1


def test_a_gbk_console_never_crashes(data, process):
    (data / "edges.csv").write_text("source,target\n한국기업,Ünïcode ≤\n", encoding="utf-8")
    assert "排名" in process("centrality", "edges.csv", "--lang", "zh", PYTHONIOENCODING="gbk").out


def test_help_costs_little_more_than_click(tmp_path):
    def cpu(*code: str) -> float:
        spent = []
        for _ in range(7):
            before = os.times()
            subprocess.run([sys.executable, *code], capture_output=True, check=True, cwd=tmp_path)
            after = os.times()
            spent.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
        return min(spent)

    assert cpu("-m", "clusternet", "--help") < 2 * cpu("-c", "import click") + 0.02


def test_progress_is_silent_for_short_work(data, run):
    started = time.monotonic()
    done = run("metrics", "edges.csv", "--columns", "nodes")
    if time.monotonic() - started < 1:
        assert done.err == ""


PLACED = """来源,目标,年份,关系类型,技术,来源城市,目标城市
甲,乙,2020,技术合作,5G,深圳,北京
乙,甲,2021,技术合作,物联网；5G,北京,深圳
甲,丙,2021,投融资,,深圳,浦东新区
丙,丁,2022,技术合作,5G,浦东新区,香港
"""


@pytest.fixture
def placed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(PLACED, encoding="utf-8")
    return tmp_path


def test_flows(placed, run):
    found = run.rows("flows", "edges.csv")
    assert list(found[0]) == [
        "rank",
        "source",
        "target",
        "flow",
        "share",
        "type",
        "expected_ratio",
        "base",
        "base_n",
    ]
    assert [(row["source"], row["target"], row["share"]) for row in found] == [
        ("北京市", "广东省", 0.5),
        ("广东省", "北京市", 0.5),
    ]
    assert found[0]["base_n"] == 2
    assert len(run.rows("flows", "edges.csv", "--relation", "all")) == 3
    margins = run.rows("flows", "edges.csv", "--margins", "--level", "city")
    assert list(margins[0])[:6] == ["place", "enable", "enable_share", "input", "input_share", "net"]
    assert {row["place"]: row["input"] for row in margins}["港澳台"] == 1
    matrix = run.rows("flows", "edges.csv", "--matrix", "--year", "2020")
    assert [row["source"] for row in matrix] == ["北京市", "广东省", "港澳台", "国外", "未知"]
    assert "技术赋能地" in run("flows", "edges.csv").out


def test_distribution(placed, run):
    found = run.rows("distribution", "edges.csv")
    assert [(row["rank"], row["name"], row["count"], row["share"]) for row in found] == [
        (1, "5G", 3, 0.75),
        (2, "物联网", 1, 0.25),
    ]
    yearly = run.rows("distribution", "edges.csv", "--by-year")
    assert [(row["year"], row["count"]) for row in yearly] == [(2020, 1), (2021, 1), (2021, 1), (2022, 1)]
    places = run.rows("distribution", "edges.csv", "--by", "province")
    assert [row["name"] for row in places] == ["上海市", "北京市", "广东省", "港澳台"]
    run.misused("distribution", "edges.csv", "--cumulative")


def test_concentration(data, run):
    found = run.rows("concentration", "edges.csv", "--shares", "0.25,1")
    assert list(found[0]) == [
        "direction",
        "share_of_nodes",
        "nodes",
        "links",
        "share_of_links",
        "gini",
        "centralisation",
        "base",
        "base_n",
        "cut_degree",
        "tied",
        "tied_counted",
    ]
    assert [row["share_of_links"] for row in found] == [0.5, 1.0]
    assert [(row["cut_degree"], row["tied"], row["tied_counted"]) for row in found] == [(2, 1, 1), (0, 1, 1)]
    several = run.rows("concentration", "edges.csv", "--direction", "total,out", "--shares", "0.5")
    assert [row["direction"] for row in several] == ["out", "total"]
    curve = run.rows("concentration", "edges.csv", "--direction", "in", "--lorenz")
    assert list(curve[0])[:3] == ["direction", "share_of_nodes", "share_of_links"]
    assert [(row["share_of_nodes"], row["share_of_links"]) for row in curve][::2] == [(0, 0), (0.75, 0.5)]
    printed = run("concentration", "edges.csv", "--direction", "all", "--lang", "zh").out
    assert "并列节点数" in printed
    assert "中心势（Freeman 1978）" in printed
    run.misused("concentration", "edges.csv", "--direction", "up")
    run.misused("concentration", "edges.csv", "--shares", "half")
    run.misused("concentration", "edges.csv", "--shares", "2")


def test_no_input_and_no_other_output_is_overwritten(data, run):
    before = (data / "edges.csv").read_bytes()
    run.fails("metrics", "edges.csv", "--out", "edges.csv")
    run.fails("metrics", "edges.csv", "--rows", "t.csv", "--out", "t.csv")
    run("export", "edges.csv", "--to", "gexf")
    run.fails("export", "edges.gexf", "--to", "gexf")
    assert (data / "edges.csv").read_bytes() == before
    assert not (data / "t.csv").exists()


def test_json_survives_a_console_that_lacks_the_letters(data, process):
    (data / "edges.csv").write_text("source,target\n🚀,b\n", encoding="utf-8")
    done = process("centrality", "edges.csv", "--format", "json", PYTHONIOENCODING="gbk")
    assert json.loads(done.out)[0]["id"] == "🚀"


def test_empty_data_and_absurd_years_are_wrong_usage(data, run):
    run.misused("metrics", "")
    run.misused("metrics", "edges.csv", "--year", "99999999999999999999999")


def test_what_is_not_in_the_base_is_said(tmp_path, run):
    path = tmp_path / "e.csv"
    rows = ["a,b,北京,上海,2020,5G", "b,a,上海,北京,2021,", "a,c,北京,,2021,5G"]
    path.write_text("source,target,source_province,target_province,year,technology\n" + "\n".join(rows))
    said = {
        ("distribution",): "Not in the base: 1 relation without a technology.",
        ("distribution", "--by", "province"): "Not in the base: 1 node without a province.",
        ("nullmodel", "--flows", "--replicates", "9"): "Not in the base: 1 pair with an end outside",
        ("polarisation", "--replicates", "0"): "Not in the base: 1 with an end outside",
        ("concentration", "--base", "positive"): "Not in the base, nodes of degree 0: out 1.",
        ("concentration", "--base", "positive", "--lorenz"): "nodes of degree 0: out 1.",
    }
    for (command, *options), sentence in said.items():
        out = " ".join(run(command, path, *options, "--lang", "en").out.split())
        assert sentence in out, command
