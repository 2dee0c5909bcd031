from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.network.value_network import ValueNetwork
from clusternet.output.excel import write_sheets
from clusternet.space import location
from running import Runner

EDGES = """企业名称,合作方,方向,年份,合作方城市,技术类别,备注,联系人,金额
甲公司,乙大学,赋能,2018,杭州,IoT,王说可能重复,李四,3
甲公司,丙公司,输入,2019,深圳市南山区,5G,,,4
丁公司,甲公司,双向,2020,,5G,,,5
"""
NODES = "名称,省,市,电话,成立时间\n甲公司,北京,北京,010-1,2010\n戊公司,内蒙,,010-2,2011\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "edges.csv").write_text(EDGES, encoding="utf-8")
    (folder / "nodes.csv").write_text(NODES, encoding="utf-8")
    return folder


def same(one: ValueNetwork, other: ValueNetwork) -> None:
    """Assert that two networks hold the same rows, nodes and attributes."""
    assert (other.directed, other.nodes.index.tolist()) == (one.directed, one.nodes.index.tolist())
    for before, after in ((one.nodes, other.nodes), (one.edges, other.edges)):
        held = [name for name in before if before[name].notna().any() and not str(name).startswith("row_")]
        assert set(held) <= set(after)
        for name in held:
            assert (
                after[name].astype(object).fillna("").tolist()
                == before[name].astype(object).fillna("").tolist()
            )


@pytest.mark.parametrize("target", ["out", "out.csv", "out.xlsx", "out.gexf", "out.graphml"])
def test_what_is_exported_is_the_same_network(data: Path, tmp_path: Path, run: Runner, target: str) -> None:
    suffix = Path(target).suffix
    out = tmp_path / target
    done = run("export", data, "--to", suffix[1:] or "csv", "--out", out)
    beside = tmp_path / "out_nodes.csv" if suffix == ".csv" else None
    assert done.out.splitlines() == [str(out), *([str(beside)] if beside else [])]
    assert "备注, 联系人" in done.err
    back = io.read(out, nodes=beside)
    whole = location.cleaned(io.read(data))
    wanted = replace(
        whole, edges=whole.edges.drop(columns=["备注", "联系人"]), nodes=whole.nodes.drop(columns="电话")
    )
    same(wanted, replace(back, nodes=back.nodes.reindex(wanted.nodes.index)))
    assert not {"备注", "联系人", "电话"} & {*back.edges, *back.nodes}
    assert back.nodes.loc[["甲公司", "乙大学", "丙公司", "戊公司"], "province"].tolist() == [
        "北京市", "浙江省", "广东省", "内蒙古自治区",
    ]  # fmt: skip
    assert back.nodes.loc[["乙大学", "丙公司"], "city"].tolist() == ["杭州市", "深圳市"]
    assert "IoT" not in set(back.edges["technology"])


def test_flows_are_those_of_the_data(data: Path, tmp_path: Path, run: Runner) -> None:
    run("export", data, "--to", "xlsx", "--out", tmp_path / "out.xlsx")
    asked = ("flows", "--level", "city", "--relation", "all")
    assert run.rows(*asked[:1], tmp_path / "out.xlsx", *asked[1:]) == run.rows(*asked[:1], data, *asked[1:])


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_undirected_networks_come_back_undirected(tmp_path: Path, run: Runner, to: str) -> None:
    (tmp_path / "e.net").write_text("*Vertices 3\n1 a\n2 b\n3 c\n*Edges\n1 2 2\n2 3 1\n", encoding="utf-8")
    out = tmp_path / f"out.{to}"
    run("export", tmp_path / "e.net", "--to", to, "--out", out)
    assert not io.read(out).directed
    assert io.read(out).edges["weight"].tolist() == [2, 1]


def test_columns_that_are_named(data: Path, tmp_path: Path, run: Runner) -> None:
    out = tmp_path / "out.csv"
    done = run("export", data, "--to", "csv", "--out", out, "--columns", "备注,city")
    assert "备注" not in done.err
    assert list(pd.read_csv(out)) == ["source", "target", "year", "weight", "备注"]
    assert list(pd.read_csv(tmp_path / "out_nodes.csv")) == ["id", "city", "province"]
    assert "no column '备考' in the data; there are: source" in run.fails(
        "export", data, "--to", "csv", "--out", out, "--columns", "备考"
    )


def test_rows_have_no_remarks(data: Path, tmp_path: Path, run: Runner) -> None:
    rows = tmp_path / "rows.csv"
    done = run("metrics", data, "--rows", rows)
    assert "备注, 联系人" in done.err
    held = pd.read_csv(rows)
    assert not {"备注", "联系人"} & set(held)
    assert {"file", "line", "金额"} <= set(held)


def test_an_edited_table_of_nodes_is_what_a_descriptor_takes(data: Path, tmp_path: Path, run: Runner) -> None:
    out = tmp_path / "cleaned"
    run("export", data, "--to", "csv", "--out", out)
    nodes = out / "nodes.csv"
    text = nodes.read_text(encoding="utf-8-sig").replace("杭州市", "宁波市")
    nodes.write_text(text, encoding="utf-8-sig")
    assert io.read(out).nodes.loc["乙大学", "city"] == "宁波市"
    refused = run("export", data, "--to", "csv", "--out", out, code=1)
    assert "holds files no network wrote" in refused.err


def test_where_it_may_be_written(data: Path, tmp_path: Path, run: Runner) -> None:
    said = run("export", data, "--to", "xlsx", "--out", tmp_path / "x.csv", code=2).err
    assert "'x.csv' is not .xlsx" in said
    (tmp_path / "e.csv").write_text("source,target\na,b\n", encoding="utf-8")
    (tmp_path / "e_nodes.csv").write_text("id\na\n", encoding="utf-8")
    asked = ("export", tmp_path / "e.csv", "--nodes", tmp_path / "e_nodes.csv", "--to", "csv", "--out")
    assert "e.csv: is read by this command" in run.fails(*asked, tmp_path / "e.csv")
    run(*asked, tmp_path / "f.csv")
    assert (tmp_path / "f_nodes.csv").exists()


def test_sheets_hold_text_as_text(tmp_path: Path) -> None:
    frame = pd.DataFrame({"source": ["000020", "=1+1"], "target": ["b", "1e5"], "weight": [1.5, 2]})
    write_sheets({"edges": frame}, tmp_path / "x.xlsx")
    back = io.read(tmp_path / "x.xlsx").edges
    assert (
        back[["source", "target", "weight"]].astype(object).values.tolist()
        == frame.astype(object).values.tolist()
    )
