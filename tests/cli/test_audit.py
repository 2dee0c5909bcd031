"""``clusternet audit`` as a user meets it."""

from __future__ import annotations

import json

import pytest

from clusternet.audit import COLUMNS, RULES
from clusternet.cli import main

TABLE = "排名,节点,连入度,连出度,度数中心度\n1,甲,250,480,730\n2,乙,101,246,348\n3,丙,65,157,222\n"


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "degrees.csv").write_text(TABLE, encoding="utf-8")
    return folder


def run(capsys, monkeypatch, *arguments) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["clusternet", "audit", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


def test_json_has_the_keys_of_the_contract(report, capsys, monkeypatch):
    code, out, err = run(capsys, monkeypatch, report, "--format", "json")
    (row,) = json.loads(out)
    assert code == 0
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


def test_the_table_says_to_be_checked_and_never_error(report, capsys, monkeypatch):
    for language, words in (("zh", ("待核对", "高", "分项与合计")), ("en", ("To be checked", "high", "sum"))):
        code, out, err = run(capsys, monkeypatch, report, "--lang", language)
        assert code == 0
        assert all(word in out for word in words)
        assert "error" not in (out + err).lower()
        assert "错误" not in (out + err).replace("不等于错误", "")


def test_what_was_checked(report, capsys, monkeypatch):
    for option in ("--applied", "--rules"):
        _, out, _ = run(capsys, monkeypatch, report, option, "--format", "json")
        rows = json.loads(out)
        assert {row["rule"] for row in rows} <= set(RULES)
        (held,) = [row for row in rows if row["rule"] == "sum"]
        assert (held["cells"], held["findings"], held["columns"]) == (3, 1, "度数中心度 = 连入度 + 连出度")


def test_strict_and_severity(report, capsys, monkeypatch):
    assert run(capsys, monkeypatch, report, "--strict")[0] == 1
    (report / "degrees.csv").write_text(TABLE.replace("348", "347"), encoding="utf-8")
    assert run(capsys, monkeypatch, report, "--strict")[0] == 0
    (report / "degrees.csv").write_text(TABLE.replace("348", "347").replace("乙", "ОРРО"), encoding="utf-8")
    assert run(capsys, monkeypatch, report, "--strict", "--severity", "high")[0] == 0
    assert run(capsys, monkeypatch, report, "--strict", "--severity", "medium")[0] == 1


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".tex", ".xlsx", ".parquet"])
def test_files(report, tmp_path, suffix, capsys, monkeypatch):
    path = tmp_path / f"findings{suffix}"
    code, out, _ = run(capsys, monkeypatch, report, "--out", path, "--quiet")
    assert (code, out.strip()) == (0, str(path))
    assert path.stat().st_size > 100


def test_long_lists_are_cut_in_the_terminal_alone(report, capsys, monkeypatch):
    rows = [f"{n},N{n},{900 - n},5,{906 - n}" for n in range(1, 20)]
    text = "\n".join(["排名,节点,连入度,连出度,度数中心度", *rows])
    (report / "degrees.csv").write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, monkeypatch, report, "--lang", "en")
    assert "13 more" in out
    _, out, _ = run(capsys, monkeypatch, report, "--format", "json")
    assert len(json.loads(out)) == 19


@pytest.mark.parametrize("name", ["nowhere", "empty", "broken.csv", "broken.xlsx"])
def test_bad_input_is_one_line(tmp_path, name, capsys, monkeypatch):
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    elif name.startswith("broken"):
        path.write_bytes(b"\x00\x01\x02" * 50)
    code, out, err = run(capsys, monkeypatch, path)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("clusternet: ")


def test_an_unreadable_file_in_a_folder_is_named(report, capsys, monkeypatch):
    (report / "broken.csv").write_bytes(b"")
    code, _, err = run(capsys, monkeypatch, report, "--lang", "en")
    assert code == 0
    assert "not read: broken.csv: the file is empty" in err
    assert run(capsys, monkeypatch, report, "--strict")[0] == 1


def test_an_output_never_takes_the_place_of_a_table(report, capsys, monkeypatch):
    code, _, err = run(capsys, monkeypatch, report, "--out", report / "degrees.csv")
    assert code == 1
    assert "name another file" in err
    assert (report / "degrees.csv").read_text(encoding="utf-8") == TABLE
