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
def data(tmp_path: Path) -> Path:
    (tmp_path / "edges.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def run(
    *arguments: str | Path, cwd: Path, code: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "clusternet", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | environment,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def rows(*arguments: str, cwd: Path) -> list[dict[str, object]]:
    return json.loads(run(*arguments, "--format", "json", cwd=cwd).stdout)


def test_metrics_json_is_the_contract(data):
    found = rows("metrics", "edges.csv", cwd=data)
    assert [list(row) for row in found] == [["year", *COLUMNS]] * 3
    assert [row["year"] for row in found] == [2020, 2021, 2022]
    assert [row["relations"] for row in found] == [2, 4, 5]
    assert [row["edges"] for row in found] == [2, 4, 4]
    assert found[-1]["average_weighted_degree"] == 1.25
    assert [row["sample_nodes"] for row in found] == [1, 2, 2]


def test_metrics_of_one_year_and_of_a_window(data):
    assert [row["year"] for row in rows("metrics", "edges.csv", "--year", "2021", cwd=data)] == [2021]
    window = rows("metrics", "edges.csv", "--window", "2021:2022", cwd=data)
    assert [(row["year"], row["relations"], row["nodes"]) for row in window] == [("2021:2022", 3, 3)]


def test_undefined_values_are_null_with_a_reason(data):
    done = run(
        "metrics", "edges.csv", "--convention", "networkx", "--year", "2022", "--format", "json", cwd=data
    )
    assert json.loads(done.stdout)[0]["diameter"] is None
    assert "clusternet: 2022, diameter: networkx: the graph is not strongly connected" in done.stderr


def test_columns_and_formats_agree(data):
    wanted = [{"year": 2022, "nodes": 4, "edges": 4, "density": 1 / 3}]
    common = ("metrics", "edges.csv", "--year", "2022", "--columns", "density,nodes,edges")
    assert rows(*common, cwd=data) == wanted
    text = run(*common, "--format", "csv", cwd=data).stdout
    assert not text.startswith("﻿")
    assert next(csv.DictReader(io.StringIO(text)))["density"] == str(1 / 3)
    assert "| 2022 | 4 | 4 | 3.333e-01 |" in run(*common, "--format", "md", cwd=data).stdout
    assert r"2022 & 4 & 4 & 3.333e-01 \\" in run(*common, "--format", "tex", cwd=data).stdout
    table = run(*common, "--lang", "zh", cwd=data).stdout
    assert "图密度" in table
    assert "3.333e-01" in table


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".tex", ".xlsx", ".parquet"])
def test_out_by_suffix(data, suffix):
    path = data / f"table{suffix}"
    done = run("centrality", "edges.csv", "--top", "0", "--out", path.name, "--lang", "zh", cwd=data)
    assert done.stdout.splitlines() == [path.name]
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


def test_centrality_measures(data):
    found = rows("centrality", "edges.csv", "--measures", "all", "--top", "0", cwd=data)
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
    best = rows("centrality", "edges.csv", "--by", "betweenness", "--top", "1", "--kind", "sample", cwd=data)
    assert [row["id"] for row in best] == ["甲"]


def test_intervals_of_ranks(data):
    call = ("centrality", "edges.csv", "--intervals", "--replicates", "20")
    found = rows(*call, cwd=data)
    assert list(found[0])[-3:] == ["rank_low", "rank_high", "replicates"]
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in found)
    assert found == rows(*call, cwd=data)
    printed = run(*call, "--lang", "zh", cwd=data).stdout
    assert "稳健区间：样本企业有放回重抽样20次（种子0）" in printed
    assert "不是置信区间：样本企业并非随机样本" in printed
    assert "not a confidence interval" in run(*call, "--lang", "en", cwd=data).stdout
    run(*call, "--by", "core", cwd=data, code=2)
    run(*call, "--shares-of", "kind", cwd=data, code=2)


def test_communities(placed):
    found = rows("communities", "edges.csv", cwd=placed)
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
    members = rows("communities", "edges.csv", "--members", cwd=placed)
    assert list(members[0])[:4] == ["rank", "id", "name", "community"]
    assert len(members) == sum(row["nodes"] for row in found)
    (whole,) = rows("communities", "edges.csv", "--summary", "--algorithm", "leiden", cwd=placed)
    assert (whole["community_algorithm"], whole["seeds"], whole["nmi"] <= 1) == ("leiden", 10, True)
    assert (whole["nulls"], whole["modularity_run"] <= 1) == (30, True)
    (alone,) = rows("communities", "edges.csv", "--summary", "--nulls", "0", cwd=placed)
    assert (alone["nulls"], alone["null_mean"]) == (0, None)
    assert "random networks" not in run("communities", "edges.csv", "--lang", "en", cwd=placed).stdout
    run("communities", "edges.csv", "--members", "--nulls", "5", cwd=placed, code=2)
    assert (
        "Against 5 random networks"
        in run("communities", "edges.csv", "--nulls", "5", "--lang", "en", cwd=placed).stdout
    )
    assert rows("communities", "edges.csv", "--top", "1", cwd=placed) == found[:1]
    assert "两两一致度：NMI平均" in run("communities", "edges.csv", "--lang", "zh", cwd=placed).stdout
    one = run("communities", "edges.csv", "--lang", "en", "--seeds", "1", "--seed", "3", cwd=placed).stdout
    assert "seeds 3. Modularity Q" in one
    run("communities", "edges.csv", "--members", "--summary", cwd=placed, code=2)
    run("communities", "edges.csv", "--top", "1", "--summary", cwd=placed, code=2)
    run("communities", "edges.csv", "--resolution", "0", cwd=placed, code=2)


def test_what_leads_and_between_whom(placed):
    kinds = rows("centrality", "edges.csv", "--shares-of", "province", "--top", "2", cwd=placed)
    assert list(kinds[0]) == ["province", "count", "share", "base", "base_n", "share_of_all"]
    assert sum(row["share"] for row in kinds) == 1
    printed = run(
        "centrality", "edges.csv", "--shares-of", "province", "--top", "2", "--lang", "zh", cwd=placed
    ).stdout
    assert "基数：度数中心度居前的2个节点。" in printed
    brokers = run("centrality", "edges.csv", "--by", "brokerage_total", "--lang", "zh", cwd=placed).stdout
    assert "守门人ABB" in brokers
    run("centrality", "edges.csv", "--shares-of", "category", cwd=placed, code=1)
    run("centrality", "edges.csv", "--by", "all", cwd=placed, code=2)


def test_selections(data):
    found = rows("metrics", "edges.csv", "--only", "platforms", "--year", "2022", cwd=data)
    assert (found[0]["sample_nodes"], found[0]["partner_nodes"], found[0]["edges"]) == (1, 2, 3)
    found = rows("metrics", "edges.csv", "--relation", "投融资", cwd=data)
    assert [row["edges"] for row in found] == [1]
    found = rows("metrics", "edges.csv", "--undirected", "--year", "2022", cwd=data)
    assert (found[0]["edges"], found[0]["strong_components"]) == (3, None)
    kept = rows("metrics", "edges.csv", "--year", "2020", "--isolated", "keep", cwd=data)
    assert kept[0]["nodes"] == 4


def test_rows_behind_a_result(data):
    run("metrics", "edges.csv", "--year", "2020", "--rows", "rows.csv", cwd=data)
    found = pd.read_csv(data / "rows.csv", dtype=str)
    assert found[["file", "line", "source", "target", "year"]].values.tolist() == [
        ["edges.csv", "2", "甲", "乙", "2020"],
        ["edges.csv", "3", "乙", "甲", "2020"],
    ]


def test_shipped_network_is_called_synthetic_everywhere(tmp_path):
    common = ("metrics", "--year", "2014", "--columns", "nodes", "--quiet")
    assert "合成数据" in run(*common, cwd=tmp_path).stdout
    assert "synthetic data" in run(*common, "--lang", "en", cwd=tmp_path).stdout
    assert list(rows(*common, cwd=tmp_path)[0].items())[-1] == ("synthetic", True)
    for suffix in ("md", "tex"):
        assert "合成数据" in run(*common, "--format", suffix, cwd=tmp_path).stdout
    run(*common, "--out", "t.xlsx", cwd=tmp_path)
    assert "合成数据" in openpyxl.load_workbook(tmp_path / "t.xlsx").active["A1"].value


def test_stdout_holds_results_only(data):
    (data / "bad.csv").write_text(ROWS + "戊,,2020,technology,,\n己,甲,3201,technology,,\n", encoding="utf-8")
    done = run("metrics", "bad.csv", "--columns", "edges", "--format", "csv", cwd=data)
    assert done.stdout.splitlines() == ["year,edges", "2020,2", "2021,4", "2022,4"]
    assert "2 rows refused" in done.stderr
    assert run("metrics", "bad.csv", "--columns", "edges", "--quiet", cwd=data).stderr == ""
    assert "--strict: 2 rows refused" in run("metrics", "bad.csv", "--strict", cwd=data, code=1).stderr


def test_check(data):
    assert run("check", "edges.csv", cwd=data).returncode == 0
    (data / "bad.csv").write_text(ROWS + "戊,,2020,technology,,\n己,甲,,technology,,\n", encoding="utf-8")
    done = run("check", "bad.csv", "--format", "json", cwd=data, code=1)
    found = json.loads(done.stdout)
    assert list(found[0]) == ["file", "sheet", "line", "column", "severity", "problem", "value", "action"]
    assert [(row["line"], row["problem"], row["severity"]) for row in found] == [
        (7, "blank_end", "fault"),
        (8, "undated", "warning"),
    ]
    assert "没有年份" in run("check", "bad.csv", "--lang", "zh", cwd=data, code=1).stdout
    (data / "odd.csv").write_text(ROWS + "己,甲,,technology,,\n", encoding="utf-8")
    run("check", "odd.csv", cwd=data)
    run("check", "odd.csv", "--strict", cwd=data, code=1)


@pytest.mark.parametrize(("to", "suffix"), [("gexf", ".gexf"), ("graphml", ".graphml"), ("pajek", ".net")])
def test_export_is_read_back(data, to, suffix):
    done = run("export", "edges.csv", "--to", to, "--year", "2022", cwd=data)
    assert done.stdout == f"edges{suffix}\n"
    found = rows("metrics", f"edges{suffix}", "--columns", "nodes,edges,average_weighted_degree", cwd=data)
    assert {key: found[-1][key] for key in ("nodes", "edges", "average_weighted_degree")} == {
        "nodes": 4,
        "edges": 4,
        "average_weighted_degree": 1.25,
    }


def test_export_to_vosviewer(data):
    run("export", "edges.csv", "--to", "vosviewer", cwd=data)
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
def test_wrong_usage_exits_with_2(data, wrong):
    assert run(*wrong, cwd=data, code=2).stdout == ""


def test_output_that_cannot_be_written_is_refused_before_the_work(data):
    for path, said in (("no/such/t.csv", "does not exist"), ("t.docx", "unknown suffix '.docx'")):
        done = run("metrics", "edges.csv", "--out", path, cwd=data, code=1)
        assert done.stderr.startswith("clusternet: ")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_gbk_console_never_crashes(data):
    (data / "edges.csv").write_text("source,target\n한국기업,Ünïcode ≤\n", encoding="utf-8")
    command = [sys.executable, "-m", "clusternet", "centrality", "edges.csv", "--lang", "zh"]
    done = subprocess.run(
        command, cwd=data, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "gbk"}
    )
    assert done.returncode == 0
    assert "排名" in done.stdout.decode("gbk")


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


def test_progress_is_silent_for_short_work(data):
    started = time.monotonic()
    done = run("metrics", "edges.csv", "--columns", "nodes", cwd=data)
    if time.monotonic() - started < 1:
        assert done.stderr == ""


PLACED = """来源,目标,年份,关系类型,技术,来源城市,目标城市
甲,乙,2020,技术合作,5G,深圳,北京
乙,甲,2021,技术合作,物联网；5G,北京,深圳
甲,丙,2021,投融资,,深圳,浦东新区
丙,丁,2022,技术合作,5G,浦东新区,香港
"""


@pytest.fixture
def placed(tmp_path: Path) -> Path:
    (tmp_path / "edges.csv").write_text(PLACED, encoding="utf-8")
    return tmp_path


def test_flows(placed):
    found = rows("flows", "edges.csv", cwd=placed)
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
    assert len(rows("flows", "edges.csv", "--relation", "all", cwd=placed)) == 3
    margins = rows("flows", "edges.csv", "--margins", "--level", "city", cwd=placed)
    assert list(margins[0])[:6] == ["place", "enable", "enable_share", "input", "input_share", "net"]
    assert {row["place"]: row["input"] for row in margins}["港澳台"] == 1
    matrix = rows("flows", "edges.csv", "--matrix", "--year", "2020", cwd=placed)
    assert [row["source"] for row in matrix] == ["北京市", "广东省", "港澳台", "国外", "未知"]
    assert "技术赋能地" in run("flows", "edges.csv", cwd=placed).stdout


def test_distribution(placed):
    found = rows("distribution", "edges.csv", cwd=placed)
    assert [(row["rank"], row["name"], row["count"], row["share"]) for row in found] == [
        (1, "5G", 3, 0.75),
        (2, "物联网", 1, 0.25),
    ]
    yearly = rows("distribution", "edges.csv", "--by-year", cwd=placed)
    assert [(row["year"], row["count"]) for row in yearly] == [(2020, 1), (2021, 1), (2021, 1), (2022, 1)]
    places = rows("distribution", "edges.csv", "--by", "province", cwd=placed)
    assert [row["name"] for row in places] == ["上海市", "北京市", "广东省", "港澳台"]
    run("distribution", "edges.csv", "--cumulative", cwd=placed, code=2)


def test_concentration(data):
    found = rows("concentration", "edges.csv", "--shares", "0.25,1", cwd=data)
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
    several = rows("concentration", "edges.csv", "--direction", "total,out", "--shares", "0.5", cwd=data)
    assert [row["direction"] for row in several] == ["out", "total"]
    curve = rows("concentration", "edges.csv", "--direction", "in", "--lorenz", cwd=data)
    assert list(curve[0])[:3] == ["direction", "share_of_nodes", "share_of_links"]
    assert [(row["share_of_nodes"], row["share_of_links"]) for row in curve][::2] == [(0, 0), (0.75, 0.5)]
    printed = run("concentration", "edges.csv", "--direction", "all", "--lang", "zh", cwd=data).stdout
    assert "同值节点数" in printed
    assert "中心势（Freeman 1978）" in printed
    run("concentration", "edges.csv", "--direction", "up", cwd=data, code=2)
    run("concentration", "edges.csv", "--shares", "half", cwd=data, code=2)
    run("concentration", "edges.csv", "--shares", "2", cwd=data, code=2)


def test_no_input_and_no_other_output_is_overwritten(data):
    before = (data / "edges.csv").read_bytes()
    run("metrics", "edges.csv", "--out", "edges.csv", cwd=data, code=1)
    run("metrics", "edges.csv", "--rows", "t.csv", "--out", "t.csv", cwd=data, code=1)
    run("export", "edges.csv", "--to", "gexf", cwd=data)
    run("export", "edges.gexf", "--to", "gexf", cwd=data, code=1)
    assert (data / "edges.csv").read_bytes() == before
    assert not (data / "t.csv").exists()


def test_json_survives_a_console_that_lacks_the_letters(data):
    (data / "edges.csv").write_text("source,target\n🚀,b\n", encoding="utf-8")
    done = run("centrality", "edges.csv", "--format", "json", cwd=data, PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout)[0]["id"] == "🚀"


def test_empty_data_and_absurd_years_are_wrong_usage(data):
    run("metrics", "", cwd=data, code=2)
    run("metrics", "edges.csv", "--year", "99999999999999999999999", cwd=data, code=2)
