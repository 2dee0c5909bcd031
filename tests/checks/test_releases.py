"""What changed since the last release, and what that does to each structure cell."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from clusternet import io as files
from clusternet.checks.releases import CAUSES, Comparison, compare
from clusternet.structure import metrics
from running import Runner, save

OLD = """来源,目标,年份,关系类型,技术
旧名,甲,2018,技术合作,云计算
甲,乙,2018,技术合作,5G
乙,丙,2019,技术合作,5G
丙,甲,2019,投融资,
丁,甲,2019,技术合作,5G
甲,丙,2019,技术合作,5G
"""
NEW = """来源,目标,年份,关系类型,技术
新名,甲,2018,技术合作,大数据和云计算
甲,乙,2018,技术合作,物联网
乙,丙,2018,技术合作,5G
甲,丙,2019,技术合作,5G
乙,甲,2019,技术合作,5G
戊,甲,2018,技术合作,5G
新名,戊,2020,技术合作,5G
"""
OLD_NODES = (
    "编号,节点类型,城市\n旧名,样本,深圳市\n甲,样本,上海市\n乙,关系节点,北京市\n丙,关系节点,\n丁,关系节点,\n"
)
NEW_NODES = (
    "编号,节点类型,城市\n新名,样本,深圳市\n甲,样本,上海市\n乙,样本,天津市\n丙,关系节点,\n戊,关系节点,\n"
)
ALIASES = "别名,规范名,生效年份\n旧名,新名,2020\n"
CROSSWALK = "旧,新\n云计算,大数据和云计算\n"
DESCRIPTOR = """
[edges]
file = "e.csv"
[nodes]
file = "n.csv"
"""
TABLES = """
[aliases]
file = "a.csv"
[crosswalk]
technology = "x.csv"
"""


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "2019", tmp_path / "2020"
    for folder, descriptor in ((old, DESCRIPTOR), (new, DESCRIPTOR + TABLES)):
        folder.mkdir()
        save(folder, descriptor, "dataset.toml")
    save(old, OLD, "e.csv")
    save(old, OLD_NODES, "n.csv")
    save(new, NEW, "e.csv")
    save(new, NEW_NODES, "n.csv")
    save(new, ALIASES, "a.csv")
    save(new, CROSSWALK, "x.csv")
    return new, old


def compared(new: Path, old: Path, **options: object) -> Comparison:
    return compare(files.examine(new), files.examine(old), **options)  # type: ignore[arg-type]


def test_nodes_and_edges_that_changed(releases: tuple[Path, Path]) -> None:
    found = {
        (each.problem, each.line, each.column, each.value, str(each.action))
        for each in compared(*releases).findings
        if each.problem != "structure_changed"
    }
    assert found == {
        ("year_new", None, "year", "2020", "1 relation"),
        ("node_new", 6, "编号", "戊", "not in the earlier release"),
        ("node_gone", 6, "编号", "丁", "in the earlier release"),
        ("node_renamed", 2, "编号", "旧名", "新名 since 2020 (a.csv, line 2)"),
        ("node_changed", 4, "节点类型", "乙: sample", "was partner"),
        ("node_changed", 4, "城市", "乙: 天津市", "was 北京市"),
        ("edge_gone", 5, "", "丙 → 甲 (2019, investment)", "in the earlier release"),
        ("edge_gone", 6, "", "丁 → 甲 (2019, technology)", "in the earlier release"),
        ("edge_new_in_past", 6, "", "乙 → 甲 (2019, technology)", "not in the earlier release"),
        ("edge_new_in_past", 7, "", "戊 → 甲 (2018, technology)", "not in the earlier release"),
        ("edge_changed", 3, "技术", "甲 → 乙 (2018, technology): 物联网", "was 5G"),
        ("edge_changed", 4, "年份", "乙 → 丙 (2018, technology): 2018", "was 2019"),
    }


def test_each_cell_is_split_by_cause(releases: tuple[Path, Path]) -> None:
    table = compared(*releases).structure
    new, old = (files.read(path) for path in releases)
    for (year, indicator), row in table.set_index(["year", "indicator"]).iterrows():
        expected = [getattr(metrics.structure(net.until(year)), indicator) for net in (old, new)]
        assert row[["before", "after"]].tolist() == pytest.approx(expected), (year, indicator)
        assert row[list(CAUSES)].sum() == pytest.approx(row["difference"])
    cells = table.set_index(["year", "indicator"])
    assert set(table["year"]) == {2018, 2019}
    zero = dict.fromkeys(CAUSES, 0.0)
    assert cells.loc[(2018, "edges"), list(CAUSES)].to_dict() == zero | {"edges_changed": 1, "nodes_new": 1}
    assert cells.loc[(2019, "edges"), list(CAUSES)].to_dict() == zero | {
        "nodes_gone": -1, "edges_gone": -1, "edges_new": 1, "nodes_new": 1,
    }  # fmt: skip
    assert cells.loc[(2019, "sample_nodes"), list(CAUSES)].to_dict() == zero | {"attributes": 1}
    assert cells.loc[(2019, "nodes"), list(CAUSES)].to_dict() == zero | {"nodes_gone": -1, "nodes_new": 1}


def test_modularity_is_split_by_cause(tmp_path: Path) -> None:
    """Two groups of four, all tied, and a bridge: Q is 12/13 - 1/2 with it and 1/2 without."""
    groups = ("abcd", "wxyz")
    ties = [f"{one},{two},2018" for group in groups for one, two in combinations(group, 2)]
    old = save(tmp_path, "\n".join(["source,target,year", *ties, "a,w,2018", ""]), "old.csv")
    rows = [tie.replace("z", "Zeta") for tie in reversed(ties)]
    save(tmp_path, "\n".join(["source,target,year", *rows, "b,e,2018", ""]), "new.csv")
    save(tmp_path, "alias,canonical\nz,Zeta\n", "a.csv")
    save(tmp_path, '[edges]\nfile = "new.csv"\n[aliases]\nfile = "a.csv"', "dataset.toml")
    columns = ["modularity", "modularity_median", "communities"]
    found = compared(tmp_path, old, columns=columns).structure
    cells = found.set_index("indicator")
    row = cells.loc["modularity"]
    with_node = 13 / 13 - (14 / 26) ** 2 - (12 / 26) ** 2
    assert row[["before", "after"]].tolist() == pytest.approx([12 / 13 - 0.5, with_node])
    assert row[list(CAUSES)].tolist() == pytest.approx(
        [0, 0, 0.5 - (12 / 13 - 0.5), 0, 0, with_node - 0.5, 0]
    )
    for name in columns:
        assert cells.loc[name, list(CAUSES)].sum() == pytest.approx(cells.loc[name, "difference"])
    pd.testing.assert_frame_equal(found, compared(tmp_path, old, columns=columns).structure)
    in_other_order = save(
        tmp_path, "\n".join(["source,target,year", "a,w,2018", *ties[::-1], ""]), "same.csv"
    )
    assert not compared(in_other_order, old, columns=columns).structure["difference"].any()


def test_a_release_against_itself(releases: tuple[Path, Path]) -> None:
    for path in releases:
        same = compared(path, path)
        assert same.findings == ()
        assert same.structure["difference"].abs().sum() == 0


def test_a_merge_is_a_rename_with_an_effect(tmp_path: Path) -> None:
    old = save(tmp_path, "source,target,year\na,b,2018\nA,b,2018\n", "old.csv")
    save(tmp_path, "source,target,year\nA,b,2018\nA,b,2018\n", "new.csv")
    save(tmp_path, "alias,canonical\na,A\n", "a.csv")
    save(tmp_path, '[edges]\nfile = "new.csv"\n[aliases]\nfile = "a.csv"', "dataset.toml")
    found = compared(tmp_path, old, columns=["edges", "nodes", "relations"])
    causes = found.structure.set_index("indicator")["renamed"].to_dict()
    assert causes == {"relations": 0, "nodes": -1, "edges": -1}
    assert (found.findings[0].problem, found.findings[0].value) == ("node_renamed", "a")


def test_rows_are_counted_and_not_just_seen(tmp_path: Path) -> None:
    old = save(tmp_path, "source,target\na,b\na,b\nb,c\n", "old.csv")
    new = save(tmp_path, "source,target\na,b\nb,c\nb,c\nb,c\n", "new.csv")
    found = compared(new, old).findings
    assert [(each.problem, each.line) for each in found if each.problem.startswith("edge")] == [
        ("edge_gone", 3), ("edge_new_in_past", 4), ("edge_new_in_past", 5),
    ]  # fmt: skip


def test_a_gone_node_with_its_credit_code_elsewhere(tmp_path: Path) -> None:
    code = "9144030071526726XG"
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, name in ((old, "a"), (new, "A")):
        folder.mkdir()
        save(folder, f"source,target\n{name},b\n")
        save(folder, f"id,credit_code\n{name},{code}\nb,\n", "nodes.csv")
    actions = {each.problem: str(each.action) for each in compared(new, old).findings}
    assert "A has its credit code" in actions["node_gone"]


def test_a_year_that_is_empty_now(tmp_path: Path) -> None:
    old = save(tmp_path, "source,target,year\na,b,2018\nb,c,2020\n", "old.csv")
    new = save(tmp_path, "source,target,year\nb,c,2020\n", "new.csv")
    table = compared(new, old, columns=["nodes", "density"]).structure
    nodes = table[table["indicator"].eq("nodes")].set_index("year")["after"]
    assert nodes.to_dict() == {2018: 0, 2020: 2}
    assert pd.isna(table.set_index(["year", "indicator"]).loc[(2018, "density"), "after"])


def test_words_of_an_english_release_stay_english(tmp_path: Path) -> None:
    rows = ["source,target,year,technology", "a,b,2021,computer vision", "b,c,2021,fintech", "c,a,2022,IoT"]
    for name, count in (("old", 3), ("new", 4)):
        (tmp_path / f"{name}.csv").write_text("\n".join(rows[:count]) + "\n")
    found = compared(tmp_path / "new.csv", tmp_path / "old.csv").findings
    assert {each.problem for each in found if each.problem.startswith(("edge", "year"))} == {"year_new"}


# -- the command -------------------------------------------------------------------------------------------
def test_rows_of_the_same_contract(releases: tuple[Path, Path], run: Runner) -> None:
    new, old = releases
    done = run("check", new, "--against", old, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert list(rows[0]) == ["file", "sheet", "line", "column", "severity", "problem", "value", "action"]
    problems = {row["problem"] for row in rows}
    assert {
        "node_new",
        "node_gone",
        "node_renamed",
        "edge_new_in_past",
        "edge_gone",
        "edge_changed",
    } <= problems
    changed = {
        (row["column"], row["value"]): row["action"] for row in rows if row["problem"] == "structure_changed"
    }
    assert changed["edges", "2018: 2 → 4"] == "edges_changed +1; nodes_new +1"
    assert run("check", new, "--against", old, "--strict", code=1).out


def test_the_table_of_differences(releases: tuple[Path, Path], run: Runner, tmp_path: Path) -> None:
    new, old = releases
    path = tmp_path / "differences.json"
    run("check", new, "--against", old, "--differences", path, "--columns", "edges,nodes")
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert list(rows[0]) == ["year", "indicator", "before", "after", "difference", *CAUSES]
    assert {row["indicator"] for row in rows} == {"edges", "nodes"}
    out = run("check", new, "--against", old).out
    assert "与上一版的结构差异" in out
    assert "以往年份消失的边: 2" in out


def test_wrong_usage(releases: tuple[Path, Path], run: Runner, tmp_path: Path) -> None:
    new, old = releases
    assert "--against" in run.misused("check", new, "--differences", tmp_path / "d.csv")
    assert "beauty" in run.misused("check", new, "--against", old, "--columns", "beauty")
    assert "no such file" in run.fails("check", new, "--against", tmp_path / "nothing")
    assert "unknown suffix" in run.fails("check", new, "--against", old, "--differences", tmp_path / "d.txt")


def test_years_are_compared_only_where_both_releases_have_some(tmp_path: Path, run: Runner) -> None:
    dated = "source,target,year\na,b,2018\nb,c,2019\n"
    undated = ["source,target\na,b\n", "source,target,year\na,b,\nb,c,\n"]
    for number, text in enumerate(undated):
        ties = [save(tmp_path, dated, "dated.csv"), save(tmp_path, text, f"{number}.csv")]
        for now, before in (ties, ties[::-1]):
            found = compare(files.examine(now), files.examine(before)).structure
            assert found["year"].isna().all()
            assert run("check", now, "--against", before).code == 0
