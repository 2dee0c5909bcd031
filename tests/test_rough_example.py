"""The worked example of docs/en/howto/rough-data.md, end to end."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest

import rough_example
from clusternet import io
from clusternet.checks.inspection import inspect
from running import Runner

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "en" / "howto" / "rough-data.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data set with fresh workbooks, at the same place below the working directory as in the page."""
    target = tmp_path / "docs" / "example_rough"
    shutil.copytree(rough_example.FOLDER, target, ignore=shutil.ignore_patterns("*.xlsx"))
    rough_example.write(target)
    return target


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_the_committed_workbooks_are_the_ones_written(folder: Path) -> None:
    for fresh in folder.glob("*.xlsx"):
        written, kept = (
            pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
            for path in (fresh, rough_example.FOLDER / fresh.name)
        )
        for name, frame in written.items():
            pd.testing.assert_frame_equal(frame, kept[name])


def test_the_commands_of_the_page(folder: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parents[1])
    lines = [line for line in re.findall(r"^\$ clusternet (.*)$", PAGE, re.M) if "docs/example_rough" in line]
    assert len(lines) == 6
    for line in lines:
        assert run(*shlex.split(line), code=1 if line.startswith("check") else 0).out
    assert {row["problem"] for row in table(Path("findings.csv"))} < {
        row["problem"] for row in table(Path("changes.csv"))
    }
    assert table(Path("differences.csv"))[0].keys() >= {"year", "indicator", "difference", "renamed"}
    assert table(Path("proposals.csv")) == []


def test_what_check_finds(folder: Path) -> None:
    reading = io.examine(folder)
    found = {(each.problem, each.file, each.sheet, each.line, each.value) for each in inspect(reading)}
    assert reading.refused == 4
    ties, money, roster = "技术合作.xlsx", "投融资.xlsx", "样本企业名录.xlsx"
    assert found >= {
        ("blank_end", ties, "2021", 7, ""),
        ("year_out_of_range", ties, "2022", 7, "3022-05-01"),
        ("bad_direction", ties, "2022", 8, "合作"),
        ("blank_end", money, "融资", 4, ""),
        ("undated", ties, "2022", 6, ""),
        ("split_cell", ties, "2021", 3, "青禾数据、海燕机器人"),
        ("trimmed", ties, "2021", 4, "云杉智能 "),
        ("double_coded", ties, "2021", 5, "云杉智能 → 青禾数据"),
        ("stripped", money, "融资", 2, "长风资本领投、白塔创投跟投等"),
        ("duplicate_id", roster, "Sheet", 8, "云杉智能"),
        ("attribute_conflict", roster, "Sheet", 8, "云杉智能: 广州市"),
        ("lost_zeros", roster, "Sheet", 4, "2999"),
        ("rounded_code", roster, "Sheet", 5, "9.1e+17"),
        ("bad_credit_code", roster, "Sheet", 6, "91000000MA00000C3X"),
        ("unknown_place", ties, "2022", 6, "杭洲市"),
        ("before_foundation", ties, "2021", 6, "2021"),
        ("no_place", money, "融资", 2, "长风资本"),
        ("term_replaced", ties, "2021", 3, "云计算"),
        ("renamed", "aliases.csv", "", 2, "NОVА芯片"),
        ("alias_unused", "aliases.csv", "", 4, "星云智能"),
    }


def test_without_the_owners_tables_names_are_only_suspected(folder: Path) -> None:
    descriptor = folder / "dataset.toml"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.split("[aliases]")[0], encoding="utf-8")
    reading = io.examine(folder)
    assert {"NОVА芯片", "青禾数据科技有限公司"} <= set(reading.network.nodes.index)
    suspected = {each.value for each in inspect(reading) if each.problem in ("likely_alias", "homoglyph")}
    assert suspected == {"NОVА芯片", "青禾数据科技有限公司"}


def test_the_network_that_comes_out(folder: Path) -> None:
    net = io.read(folder)
    edges = net.edges
    rows = list(zip(edges["source"], edges["target"], edges["year"].fillna(0), strict=True))
    assert rows == [
        ("云杉智能", "青禾数据", 2021), ("云杉智能", "海燕机器人", 2021), ("NOVA芯片", "云杉智能", 2021),
        ("海燕机器人", "岭南理工大学", 2021), ("岭南理工大学", "海燕机器人", 2021),
        ("云杉智能", "青禾数据", 2022), ("云杉智能", "云杉云", 2022), ("云杉云", "岭南理工大学", 2022),
        ("NOVA芯片", "海燕机器人", 0),
        ("长风资本", "云杉智能", 2020), ("白塔创投", "云杉智能", 2020), ("长风资本", "海燕机器人", 2022),
    ]  # fmt: skip
    assert edges["weight"].eq(1).all()
    assert edges["金额（万元）"].dropna().tolist() == ["30000", "30000", "1,200"]
    assert edges["technology"].dropna().unique().tolist() == [
        "大数据和云计算", "智能芯片", "智能机器人；计算机视觉",
    ]  # fmt: skip
    assert net.nodes.loc["云杉智能", ["credit_code", "founded"]].tolist() == ["91000000MA00000A14", 2012]
    kinds = net.until(2023, isolated="keep").kinds
    assert kinds is not None
    assert kinds["NOVA芯片"] == "partner"
    assert net.about.synthetic


@pytest.mark.slow
def test_groups_change_who_and_never_where(folder: Path, run: Runner) -> None:
    asked = ("metrics", folder, "--year", 2022, "--columns", "nodes,edges,self_loops")
    (plain,) = run.rows(*asked)
    (group,) = run.rows(*asked, "--rollup", "parent")
    assert [plain[name] for name in ("nodes", "edges", "self_loops")] == [8, 10, 0]
    assert [group[name] for name in ("nodes", "edges", "self_loops")] == [7, 9, 1]
    flows = [
        run("flows", folder, "--level", "city", "--format", "csv", *more).out
        for more in ([], ["--rollup", "parent"])
    ]
    assert flows[0] == flows[1]
    assert "贵阳市,广州市" in flows[1]


def test_against_the_last_release(folder: Path, run: Runner) -> None:
    asked = ("check", folder, "--against", folder / "last_release", "--columns", "edges,nodes")
    rows = {(row["problem"], row["value"]): row["action"] for row in run.rows(*asked, code=1)}
    assert rows["node_renamed", "星云智能"] == "云杉智能 since 2021 (aliases.csv, line 4)"
    assert rows["node_gone", "旧友科技"] == "in the earlier release"
    assert rows["year_new", "2022"] == "4 relations"
    assert rows["structure_changed", "2021: 5 → 7"] == "nodes_gone -1; edges_new +2; nodes_new +1"
    assert not [value for problem, value in rows if problem == "edge_changed" and "云计算" in value]
