"""Which relation type is meant where one is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet.network.relations import lacking, main_type, types
from running import Runner, save

HEAD = "source,target,year,relation,source_province,target_province\n"
ROWS = "F,X,2017,{0},北京市,广东省\nF,Y,2018,{0},北京市,北京市\nG,X,2018,{1},上海市,广东省\n"


def test_the_main_type_is_technology_or_the_only_one():
    edges = pd.DataFrame({"relation": ["licence", None, "licence"]})
    assert (types(edges), main_type(edges)) == (["licence"], "licence")
    assert main_type(pd.DataFrame({"relation": ["licence", "investment"]})) == "technology"
    assert main_type(pd.DataFrame({"relation": [None]})) is None
    assert main_type(pd.DataFrame({"weight": [1]})) is None
    assert lacking(edges, "technology")[0].endswith("the data have: licence (--relation licence takes one)")


@pytest.fixture
def investment(tmp_path: Path) -> Path:
    return save(tmp_path, HEAD + ROWS.format("投融资", "投融资"), "deals.csv")


def test_the_one_type_of_a_file_is_taken_and_named(investment: Path, run: Runner) -> None:
    done = run("flows", investment, "--lang", "zh")
    assert "--relation investment" in done.err
    assert "技术" not in done.out
    assert len(run.rows("flows", investment)) == 3
    assert run("flows", investment, "--quiet").err == ""
    assert "流出占比" in run("flows", investment, "--margins", "--lang", "zh").out
    for command in ("polarisation", "distribution"):
        more = ("--by", "province", "--of", "nodes") if command == "distribution" else ()
        assert "技术" not in run(command, investment, *more, "--lang", "zh").out


def test_tables_of_one_type_name_it(investment: Path, run: Runner) -> None:
    out = run("tables", investment).out
    assert "表7  投融资关系占比排名前二十的省级行政区" in out
    assert "表9  投融资关系流向排名前十的城市" in out
    assert "基数：两端都在31个省区市内的关系 3（投融资关系）" in out
    assert out.count("未生成") == 4
    assert "技术" not in out
    assert "Outflow and inflow of investment relations" in run("tables", investment, "--lang", "en").out


def test_of_several_types_without_technology_one_must_be_named(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, HEAD + ROWS.format("investment", "human_capital"), "deals.csv")
    assert "--relation human_capital takes one" in run.fails("flows", path)
    out = run("tables", path).out
    assert "表2  2017–2018年" in out
    assert out.count("数据没有技术合作关系，只有人力资本、投融资") == 6
    chosen = run("tables", path, "--relation", "投融资").out
    assert "仅含投融资关系" in chosen
    assert "表8  投融资关系流向" in chosen
    assert "（全部关系）" in run("tables", path, "--relation", "all").out
