"""``clusternet audit`` as a user meets it."""

from __future__ import annotations

import json

import pytest

from clusternet.audit import COLUMNS, RULES

TABLE = "排名,节点,连入度,连出度,度数中心度\n1,甲,250,480,730\n2,乙,101,246,348\n3,丙,65,157,222\n"


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "degrees.csv").write_text(TABLE, encoding="utf-8")
    return folder


def test_json_has_the_keys_of_the_contract(report, run):
    _, out, err = run("audit", report, "--format", "json")
    (row,) = json.loads(out)
    assert tuple(row) == COLUMNS
    assert {name: row[name] for name in ("table", "rule", "printed", "computed", "severity", "line")} == {
        **{
            "table": "degrees",
            "rule": "sum",
            "printed": "348",
            "computed": "347",
            "severity": "high",
            "line": 3,
        }
    }
    assert "1张表" in err
    assert "待核对1处" in err
    assert "未能应用的规则" in err


def test_the_table_says_to_be_checked_and_never_error(report, run):
    for language, words in (("zh", ("待核对", "高", "分项与合计")), ("en", ("To be checked", "high", "sum"))):
        _, out, err = run("audit", report, "--lang", language)
        assert all(word in out for word in words)
        assert "error" not in (out + err).lower()
        assert "错误" not in (out + err).replace("不等于错误", "")


def test_what_was_checked(report, run):
    for option in ("--applied", "--rules"):
        rows = run.rows("audit", report, option)
        assert {row["rule"] for row in rows} <= set(RULES)
        (held,) = [row for row in rows if row["rule"] == "sum"]
        assert (held["cells"], held["findings"], held["columns"]) == (3, 1, "度数中心度 = 连入度 + 连出度")


def test_strict_and_severity(report, run):
    run("audit", report, "--strict", code=1)
    (report / "degrees.csv").write_text(TABLE.replace("348", "347"), encoding="utf-8")
    run("audit", report, "--strict")
    (report / "degrees.csv").write_text(TABLE.replace("348", "347").replace("乙", "ОРРО"), encoding="utf-8")
    run("audit", report, "--strict", "--severity", "high")
    run("audit", report, "--strict", "--severity", "medium", code=1)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".tex", ".xlsx", ".parquet"])
def test_files(report, tmp_path, suffix, run):
    path = tmp_path / f"findings{suffix}"
    assert run("audit", report, "--out", path, "--quiet").out == f"{path}\n"
    assert path.stat().st_size > 100


def test_long_lists_are_cut_in_the_terminal_alone(report, run):
    rows = [f"{n},N{n},{900 - n},5,{906 - n}" for n in range(1, 20)]
    text = "\n".join(["排名,节点,连入度,连出度,度数中心度", *rows])
    (report / "degrees.csv").write_text(text, encoding="utf-8")
    assert "13 more" in run("audit", report, "--lang", "en").out
    assert len(run.rows("audit", report)) == 19


@pytest.mark.parametrize("name", ["nowhere", "empty", "broken.csv", "broken.xlsx"])
def test_bad_input_is_one_line(tmp_path, name, run):
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    elif name.startswith("broken"):
        path.write_bytes(b"\x00\x01\x02" * 50)
    assert name in run.fails("audit", path)


def test_an_unreadable_file_in_a_folder_is_named(report, run):
    (report / "broken.csv").write_bytes(b"")
    assert "not read: broken.csv: the file is empty" in run("audit", report, "--lang", "en").err
    run("audit", report, "--strict", code=1)


def test_an_output_never_takes_the_place_of_a_table(report, run):
    assert "name another file" in run.fails("audit", report, "--out", report / "degrees.csv")
    assert (report / "degrees.csv").read_text(encoding="utf-8") == TABLE
