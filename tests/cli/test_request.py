from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from clusternet.io import read
from running import Runner, save

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
GOOD = "source,target,year\na,b,2018\nb,c,2020\n"


# -- exit 1, one line --------------------------------------------------------------------------------------
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><gexf><graph>&b;</graph></gexf>'
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("edges.csv", b"", "the file is empty"),
        ("edges.csv", b"source,target\n", "a header and no rows"),
        ("edges.csv", b"from whom,to whom\na,b\n", "found: from whom, to whom; accepted: source (来源, from"),
        ("edges.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "not a table of text"),
        ("edges.csv", b"1,2,3,4,5\n2,3,4,5,6\n", "this looks like a row and not a header"),
        ("edges.xlsx", b"PK\x03\x04broken", "not a readable workbook"),
        ("edges.parquet", b"not Parquet", "not a readable Parquet file"),
        ("edges.csv.gz", b"\x1f\x8bbroken", "not a readable gzip file"),
        ("edges.pdf", b"%PDF", "unknown suffix '.pdf'; accepted: .csv"),
        ("edges.gexf", BOMB.encode(), "XML with entities or external references is refused"),
        ("edges.graphml", b"<graphml>", "not well-formed XML"),
        ("edges.net", b"hello", "not a Pajek file"),
        ("dataset.toml", b"titel = 1", "unknown key 'titel'; accepted: title"),
        ("dataset.toml", b"[edges]\nfile = '../e.csv'", "leads out of the data set"),
        ("dataset.toml", b"[edges]\nfile = 1", "[edges] file = 1; wanted a text"),
    ],
)
@pytest.mark.parametrize("command", ["metrics", "check"])
def test_bad_data_is_one_line(
    tmp_path: Path, run: Runner, command: str, name: str, content: bytes, message: str
) -> None:
    assert message in run.fails(command, save(tmp_path, content, name))


def test_an_error_that_names_a_long_header_has_its_beginning_and_its_end(tmp_path: Path, run: Runner) -> None:
    said = run.fails("metrics", save(tmp_path, f"from,{'x' * 60_000}\na,b\n"))
    assert len(said) < 5000
    assert said.startswith("clusternet: edges.csv: needs the columns source and target")
    assert "xx … " in said
    assert "accepted: source" in said


NO_ROWS = [
    ("source,target\n,b\na,\n", "blank_end", "missing name: 2, first in edges.csv"),
    ("source,target\na\nb\n", "field_count", "wrong number of fields: 2"),
]


@pytest.mark.parametrize(("text", "problem", "reason"), NO_ROWS)
def test_data_without_a_valid_row(tmp_path: Path, run: Runner, text: str, problem: str, reason: str) -> None:
    path = save(tmp_path, text)
    assert f"no valid row is left ({reason}" in run.fails("metrics", path)
    for more in ([], ["--against", save(tmp_path, GOOD, "old.csv")]):
        _, out, err = run("check", path, "--format", "json", *more, code=1)
        assert [(row["line"], row["problem"]) for row in json.loads(out)] == [(2, problem), (3, problem)]
        assert err.startswith("clusternet: no valid row is left")
        assert err.count("\n") == 1


def test_paths_that_are_not_there(tmp_path: Path, run: Runner) -> None:
    good = save(tmp_path, GOOD)
    (tmp_path / "folder").mkdir()
    assert "no such file or folder" in run.fails("metrics", tmp_path / "nothing.csv")
    assert "a folder without a data set" in run.fails("metrics", tmp_path / "folder")
    assert "no such file" in run.fails("metrics", good, "--nodes", tmp_path / "nothing.csv")
    assert "does not exist" in run.fails("metrics", good, "--out", tmp_path / "nowhere" / "out.csv")
    assert "does not exist" in run.fails(
        "export", good, "--to", "gexf", "--out", tmp_path / "nowhere" / "out.gexf"
    )
    assert not (tmp_path / "nowhere").exists()


def test_selections_without_rows(tmp_path: Path, run: Runner) -> None:
    good, undated = save(tmp_path, GOOD), save(tmp_path, "source,target\na,b\n", "u.csv")
    assert "the data cover 2018 to 2020" in run.fails("metrics", good, "--year", 1999)
    assert "the data cover 2018 to 2020" in run.fails("metrics", good, "--window", "2005:2010")
    assert "no year column" in run.fails("metrics", undated, "--year", 2018)
    assert "no relation column" in run.fails("metrics", good, "--relation", "technology")


def test_years_beyond_the_data_are_hinted_at(tmp_path: Path, run: Runner) -> None:
    good = save(tmp_path, GOOD)
    for option, value in (("--year", "2050"), ("--window", "2019:2050"), ("--window", "1990:2018")):
        code, _, err = run("metrics", good, option, value, "--columns", "nodes")
        said = f"clusternet: {option} {value} reaches beyond the years of the data, which are 2018 to 2020\n"
        assert (code, err) == (0, said)
        assert run("metrics", good, option, value, "--columns", "nodes", "--quiet").err == ""
    for option, value in (("--year", "2020"), ("--window", "2018:2020"), ("--year", "2019")):
        assert run("metrics", good, option, value, "--columns", "nodes").err == ""


def test_options_without_effect_are_named(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "source,target,年份,year,weight\na,b,2018,2019,50%\n")
    _, _, err = run("metrics", path, "--root", tmp_path, "--columns", "nodes")
    assert err.count("\n") == 1
    for said in (
        "header of a column that another header has taken (year)",
        f"(--root {tmp_path})",
        "(weight 50%)",
    ):
        assert said in err


def test_no_file_of_the_data_is_overwritten(tmp_path: Path, run: Runner) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "old").mkdir()
    save(tmp_path / "old", GOOD)
    edges = tmp_path / "data" / "edges.gexf"
    run("export", save(tmp_path, GOOD), "--to", "gexf", "--out", edges)
    nodes = save(tmp_path / "data", "id\na\n", "nodes.csv")
    descriptor = '[edges]\nfile = "edges.gexf"\n[nodes]\nfile = "nodes.csv"\n'
    save(tmp_path / "data", descriptor, "dataset.toml")
    (tmp_path / "link.gexf").symlink_to(edges)
    before = edges.read_bytes(), nodes.read_bytes()
    data = tmp_path / "data"
    for arguments in (
        ["export", data, "--to", "gexf", "--out", edges],
        ["export", data, "--to", "gexf", "--out", data / ".." / "data" / "edges.gexf"],
        ["export", data, "--to", "gexf", "--out", tmp_path / "link.gexf"],
        ["metrics", data, "--out", nodes],
        ["metrics", data, "--rows", nodes],
        ["check", data, "--out", nodes],
        ["check", data, "--against", tmp_path / "old", "--out", tmp_path / "old" / "edges.csv"],
        ["check", data, "--against", tmp_path / "old", "--differences", nodes],
    ):
        assert "is read by this command" in run.fails(*arguments)
    assert (edges.read_bytes(), nodes.read_bytes()) == before
    assert run("export", data, "--to", "gexf", "--out", data / "mine.gexf")[0] == 0


def test_control_characters_do_not_reach_the_terminal_in_messages(tmp_path: Path, run: Runner) -> None:
    evil = "x\x1b]0;owned\x07\x9b31m"
    path = save(tmp_path, f"{evil},b\na,b\n")
    for arguments in (
        ["metrics", path],
        ["metrics", tmp_path / f"{evil}.csv"],
        [
            "metrics",
            save(tmp_path, f'[edges]\nfile = "e"\n"{evil}" = 1'.replace("\x1b", "\\u001b"), "dataset.toml"),
        ],
        ["metrics", save(tmp_path, GOOD), "--columns", evil],
        [evil],
        [
            "metrics",
            save(tmp_path, f"source,target,year,date{evil},年份\na,b,2018,,2\n"),
            "--columns",
            "nodes",
        ],
    ):
        err = run(*arguments, code=None).err
        assert err
        assert not set(err) & set(map(chr, [*range(10), *range(11, 32), *range(127, 160)])), repr(err)


def test_strict_stops_at_a_refused_row(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, GOOD + ",d,2020\n")
    assert "--strict: 1" in run.fails("metrics", path, "--strict")
    _, out, err = run("metrics", path, "--columns", "relations", "--year", 2020, "--format", "json")
    assert json.loads(out)[0]["relations"] == 2
    assert err.count("\n") == 1
    assert "clusternet: 1" in err


# -- exit 2 ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "arguments",
    [
        ["metrix"], ["metrics", "--nope"], ["metrics", "--format", "xml"], ["metrics", "--year", "x"],
        ["metrics", "--window", "2019"], ["metrics", "--convention", "ucinet"],
        ["metrics", "--columns", "beauty"], ["metrics", "--columns", ""], ["metrics", "--columns", ","],
        ["metrics", "--resolution", "inf"], ["metrics", "--resolution", "nan"],
        ["concentration", "--shares", ""],
        ["check", "--against", str(ROOT / "edges" / "nankai"), "--columns", ""],
        ["centrality", "--top", "-1"], ["centrality", "--by", "beauty"], ["export", "--to", "word"],
        ["export"],
        ["metrics", "a.csv", "b.csv"], ["metrics", "--year", "2018", "--window", "2018:2019"],
    ],
)  # fmt: skip
def test_wrong_usage(run: Runner, arguments: list[str]) -> None:
    assert run.misused(*arguments)


# -- check -------------------------------------------------------------------------------------------------
def findings(run: Runner, *arguments: object) -> tuple[int, list[dict[str, str]]]:
    code, out, _ = run("check", *arguments, "--format", "csv", code=None)
    return code, list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))


def test_check_lists_every_fault_with_file_line_column_and_value(tmp_path: Path, run: Runner) -> None:
    text = "source,target,year,weight\na,b,2018,1\n,b,2018,1\na,b,3201,1\na,b,2018,-2\na,b\na,b,,0\n"
    code, rows = findings(run, save(tmp_path, text))
    assert code == 1
    assert list(rows[0]) == ["file", "sheet", "line", "column", "severity", "problem", "value", "action"]
    assert sorted(
        (row["line"], row["severity"], row["problem"], row["column"], row["value"]) for row in rows
    ) == [
        ("3", "fault", "blank_end", "source", ""),
        ("4", "fault", "year_out_of_range", "year", "3201"),
        ("5", "fault", "bad_weight", "weight", "-2"),
        ("6", "fault", "field_count", "", "2 instead of 4: a,b"),
        ("7", "warning", "undated", "year", ""),
        ("7", "warning", "zero_weight", "weight", "0"),
    ]
    assert {row["file"] for row in rows} == {"edges.csv"}


def test_check_of_clean_data(tmp_path: Path, run: Runner) -> None:
    assert findings(run, save(tmp_path, GOOD)) == (0, [])


def test_warnings_alone_fail_only_when_strict(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, GOOD + "c,c,2020\n")
    assert findings(run, path)[0] == 0
    assert findings(run, path, "--strict")[0] == 1


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "crunchbase_acquisitions").is_dir(), reason="the shared data are not here")
def test_check_of_the_acquisitions(run: Runner) -> None:
    descriptor = ROOT / "tests" / "descriptors" / "crunchbase"
    code, rows = findings(run, descriptor, "--root", SHARED / "crunchbase_acquisitions")
    where = {(row["line"], row["problem"]) for row in rows}
    assert code == 1
    assert {("2637", "year_out_of_range"), ("8142", "year_out_of_range")} <= where
    assert {("16142", "swallowed_lines"), ("19116", "shifted_row")} <= where
    assert sum(row["problem"] == "undated" for row in rows) == 10
    assert sum(row["problem"] == "field_count" for row in rows) == 147


# -- a real process ----------------------------------------------------------------------------------------
def test_a_console_of_another_encoding_gets_one_line(tmp_path: Path, process: Runner) -> None:
    done = process("metrics", save(tmp_path, "甲,한\na,b\n"), code=1, PYTHONIOENCODING="gbk")
    assert done.out == ""
    assert done.err.startswith("clusternet: edges.csv")
    assert "found: 甲, \\ud55c" in done.err
    assert len(done.err.splitlines()) == 1


def test_what_was_done_is_printed_in_the_language_and_kept_in_data(tmp_path: Path, run: Runner) -> None:
    import openpyxl

    path = save(tmp_path, "source,target,year\na,b,2018\n,b,2018\nc,c,\n")
    for form in ("table", "md", "tex"):
        assert "该行拒收" in run("check", path, "--lang", "zh", "--format", form, code=1).out
        assert "row refused" in run("check", path, "--lang", "en", "--format", form, code=1).out
    for form in ("json", "csv"):
        printed = run("check", path, "--lang", "zh", "--format", form, code=1).out
        assert "row refused" in printed
        assert "blank_end" in printed
    book = tmp_path / "f.xlsx"
    run("check", path, "--lang", "zh", "--out", book, code=1)
    cells = {str(cell.value) for row in openpyxl.load_workbook(book).active for cell in row}
    assert {"保留，不进入任何年度网络", "一端名称为空"} <= cells
    assert any(cell.startswith("该行拒收") for cell in cells)


@pytest.mark.slow
def test_one_rule_says_whether_a_node_without_a_tie_counts(tmp_path: Path, run: Runner) -> None:
    rows = "甲,乙,2019\n甲,丙,2020\n丁,甲,2021\n甲,戊,2021\n丁,戊,2021\n"
    save(tmp_path, f"来源,目标,年份\n{rows}", "edges.csv")
    save(
        tmp_path,
        "编号,节点类型\n" + "".join(f"{name},样本\n" for name in "甲乙丙丁戊己庚辛壬癸"),
        "nodes.csv",
    )

    def counted(*more: str) -> list[int]:
        return [
            run.rows("metrics", tmp_path, "--columns", "nodes", *more)[-1]["nodes"],
            run.rows("concentration", tmp_path, *more)[0]["base_n"],
            run.rows("communities", tmp_path, "--summary", "--nulls", "0", *more)[0]["nodes"],
            len(run.rows("centrality", tmp_path, "--top", "0", *more)),
            sum(
                run.rows("powerlaw", tmp_path, "--bootstrap", "0", *more)[0][name] for name in ("n", "zeros")
            ),
        ]

    assert counted() == counted("--year", "2021") == [5] * 5
    assert counted("--isolated", "keep") == [10] * 5
    said = "5 nodes without a tie are not counted (--isolated keep counts them)"
    for command in ("metrics", "concentration", "powerlaw", "communities", "centrality"):
        assert said in run(command, tmp_path, "--lang", "en").out
    assert (
        "5 nodes without a tie are counted"
        in run("metrics", tmp_path, "--isolated", "keep", "--lang", "en").out
    )
    save(tmp_path, f"来源,目标,备注\n{rows}", "edges.csv")
    assert counted() == [10] * 5
    assert counted("--isolated", "drop") == [5] * 5
    run("export", tmp_path, "--to", "gexf", "--out", tmp_path / "whole.gexf")
    assert len(read(tmp_path / "whole.gexf").nodes) == 10


def test_what_an_analysis_cannot_do_names_the_data(tmp_path: Path, run: Runner) -> None:
    save(tmp_path, "source,target\na,b\n", "ties.csv")
    save(tmp_path, "unit,x,y\nA,1,2\n", "units.csv")
    for asked in (["bars", "ties.csv"], ["metrics", "ties.csv", "--year", "2019"], ["sankey", "ties.csv"]):
        assert run.fails(*asked, cwd=tmp_path).count("ties.csv") == 1
    assert run(*asked, "--lang", "zh", code=1, cwd=tmp_path).err.startswith("clusternet: ties.csv：")
    asked = ["quadrant", "--table", "units.csv", "--x", "x", "--y", "y"]
    assert run.fails(*asked, cwd=tmp_path).startswith("clusternet: units.csv: quadrant: 1 units")
