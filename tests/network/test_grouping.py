"""Groups: who is counted changes, where does not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet.errors import SchemaError
from clusternet.network import grouping
from clusternet.network.about import About
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.space import distribution, flows
from clusternet.structure import centrality, degree, metrics
from running import Runner, save

TIES = """源,目标,年份
华为云,甲,2018
华为云,华为,2019
华为终端,乙,2020
华为终端,华为云,2020
华为,甲,2020
甲,甲,2020
乙,华为云,2021
"""
NODES = """编号,母公司,城市,节点类型
华为云,华为,贵阳市,关系节点
华为终端,华为,东莞市,样本节点
甲,,北京市,关系节点
乙,,上海市,关系节点
"""


def frame(text: str) -> pd.DataFrame:
    head, *rows = (line.split(",") for line in text.strip().splitlines())
    return pd.DataFrame(rows, columns=head)


@pytest.fixture(scope="module")
def net() -> ValueNetwork:
    return from_frames(frame(TIES), frame(NODES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, TIES, "edges.csv")
    save(tmp_path, NODES, "nodes.csv")
    return tmp_path


def test_members_become_their_group_and_inner_ties_no_links(net: ValueNetwork) -> None:
    groups = net.rollup()
    assert groups.nodes.index.tolist() == ["甲", "乙", "华为"]
    assert groups.edges["source"].tolist() == ["华为", "华为", "华为", "华为", "华为", "甲", "乙"]
    assert groups.edges["source_member"].tolist() == net.edges["source"].tolist()
    assert groups.inside_rows.tolist() == [False, True, False, True, False, False, False]
    links = groups.links()
    ids = groups.nodes.index
    pairs = set(zip(ids[links.source], ids[links.target], strict=True))
    assert pairs == {("华为", "甲"), ("华为", "乙"), ("甲", "甲"), ("乙", "华为")}
    assert len(groups.edges) == len(net.edges)


def test_inner_ties_as_links_when_asked_for(net: ValueNetwork) -> None:
    kept = net.rollup(inside="keep")
    assert kept.links().size == net.rollup().links().size + 1
    assert degree.degrees(kept, "total").tolist() == [3, 2, 5]
    assert degree.degrees(net.rollup(), "total").tolist() == [3, 2, 3]


def test_structure_counts_inner_ties_apart(net: ValueNetwork) -> None:
    found = metrics.structure(net.rollup(), columns=["relations", "nodes", "edges", "self_loops"])
    assert (found.relations, found.nodes, found.edges, found.self_loops) == (7, 3, 4, 2)
    kept = metrics.structure(net.rollup(inside="keep"), columns=["edges", "self_loops"])
    assert (kept.edges, kept.self_loops) == (5, 2)
    yearly = metrics.by_year(net.rollup(), columns=["nodes", "edges"])
    assert yearly[["nodes", "edges"]].values.tolist() == [[2, 1], [2, 1], [3, 3], [3, 4]]


def test_a_group_with_a_sample_is_one(net: ValueNetwork) -> None:
    kinds = net.rollup().kinds
    assert kinds is not None
    assert kinds.to_dict() == {"甲": "partner", "乙": "partner", "华为": "sample"}


def test_flows_keep_the_members_place(net: ValueNetwork) -> None:
    plain, grouped = flows.matrix(net, level="city"), flows.matrix(net.rollup(), level="city")
    pd.testing.assert_frame_equal(plain.table, grouped.table)
    assert grouped.table.loc["东莞市", "上海市"] == 1
    pairs = flows.matrix(net.rollup(), level="city", count="pairs").table
    assert pairs.loc["贵阳市", "北京市"] == 1
    assert pairs.to_numpy().sum() == 7
    twice = from_frames(
        frame("源,目标\na,x\nb,x\n"), frame("编号,母公司,城市\na,g,北京市\nb,g,北京市\nx,,上海市\n")
    )
    assert flows.matrix(twice, level="city", count="pairs").table.loc["北京市", "上海市"] == 2
    assert flows.matrix(twice.rollup(), level="city", count="pairs").table.loc["北京市", "上海市"] == 1


def test_a_group_is_once_in_every_place_of_its_members(net: ValueNetwork) -> None:
    found = distribution.shares(net.rollup(), "city", of="nodes").set_index("name")["count"]
    assert found.to_dict() == {"贵阳市": 1, "东莞市": 1, "北京市": 1, "上海市": 1}
    samples = distribution.shares(net.rollup(), "city", kind="sample")
    assert samples["count"].sum() == 2


def test_a_selection_after_is_the_same_as_before(net: ValueNetwork) -> None:
    early, late = net.until(2019).rollup(), net.rollup().until(2019)
    assert early.nodes.index.tolist() == late.nodes.index.tolist() == ["甲", "华为"]
    assert late.members is not None
    assert late.members.index.tolist() == ["华为云", "甲", "华为"]
    assert late.ungrouped.edges["source"].tolist() == ["华为云", "华为云"]
    assert net.rollup().rollup().nodes.equals(net.rollup().nodes)


def test_a_membership_begins_in_its_year() -> None:
    about = About(parents={"b": grouping.Parent("g", 2020), "g": grouping.Parent("top")})
    net = from_frames(frame("源,目标,年份\nb,x,2019\nb,x,2020\nb,y,\n"), about=about).rollup()
    assert net.edges["source"].tolist() == ["b", "top", "top"]
    assert net.nodes.index.tolist() == ["b", "x", "y", "top"]
    assert net.until(2019).nodes.index.tolist() == ["b", "x"]


def test_a_parent_is_found_by_its_name_too() -> None:
    nodes = frame("编号,名称,母公司\n1,华为,\n2,华为云,华为\n3,甲,\n")
    net = from_frames(frame("源,目标\n2,3\n"), nodes).rollup()
    assert net.edges["source"].tolist() == ["1"]


def test_circles_and_nothing_to_roll_up() -> None:
    ties = frame("源,目标\na,b\n")
    with pytest.raises(SchemaError, match="a group belongs to itself \\(a → b → a\\)"):
        from_frames(ties, frame("编号,母公司\na,b\nb,a\n")).rollup()
    with pytest.raises(SchemaError, match="a column parent"):
        from_frames(ties).rollup()
    own = from_frames(ties, frame("编号,母公司\na,a\nb,\n")).rollup()
    assert own.nodes.index.tolist() == ["a", "b"]


def test_a_new_group_takes_what_its_members_share() -> None:
    nodes = frame(
        "编号,母公司,机构类型,城市,节点类型,退出年份\na,g,企业,北京市,样本,2019\nb,g,企业,上海市,样本,2021\n"
    )
    group = from_frames(frame("源,目标,年份\na,x,2018\nb,x,2022\n"), nodes).rollup()
    row = group.nodes.loc["g"]
    assert row["category"] == "企业"
    assert pd.isna(row["city"])
    assert row["left_year"] == 2021
    kinds = group.until(2020, isolated="keep").kinds
    assert kinds is not None
    assert kinds["g"] == "sample"
    assert group.kinds is not None
    assert group.kinds["g"] == "partner"


def test_how_ranks_move(net: ValueNetwork, run: Runner, folder: Path) -> None:
    grouped = net.rollup()
    found = centrality.with_ranks_before(centrality.top(grouped, 0), centrality.top(net, 0), grouped)
    before = centrality.top(net, 0).set_index("id")["rank"]
    assert found["id"].tolist()[0] == "华为"
    assert found["members"].tolist()[0] == 3
    assert found["rank_before"].tolist()[0] == before[["华为", "华为云", "华为终端"]].min()
    rows = run.rows("centrality", folder, "--rollup", "parent")
    assert list(rows[0])[:4] == ["rank", "rank_before", "members", "id"]
    assert [row["id"] for row in rows] == found["id"].tolist()
    assert "rank_before" not in run.rows("centrality", folder)[0]


@pytest.mark.parametrize("command", ["metrics", "concentration", "flows", "distribution", "centrality"])
def test_every_table_takes_it(command: str, run: Runner, folder: Path) -> None:
    extra = ["--by", "city"] if command == "distribution" else []
    _, out, err = run(command, folder, "--rollup", "parent", *extra)
    assert err == ""
    assert "按母公司合并" in out
    assert "按母公司合并" in out


def test_export_of_groups(run: Runner, folder: Path) -> None:
    out = run("export", folder, "--to", "graphml", "--rollup", "parent", "--out", folder / "g.graphml").out
    assert "华为终端" in Path(out.strip()).read_text(encoding="utf-8")
