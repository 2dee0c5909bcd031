"""The commands trend, bars, tail and quadrant, by what they write."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

EDGES = """source,target,year,relation,technology,source_province,target_province
甲,乙,2020,technology,5G,北京市,广东省
乙,丙,2021,technology,5G；物联网,广东省,上海市
丙,甲,2021,technology,物联网,上海市,北京市
甲,丙,2021,investment,,北京市,上海市
"""


@pytest.fixture
def edges(tmp_path: Path) -> str:
    file = tmp_path / "edges.csv"
    file.write_text(EDGES, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "command",
    [
        ["trend", "--columns", "nodes,edges", "--break", "2021"],
        ["trend", "--year", "2020"],
        ["bars"],
        ["bars", "--by-year", "--lang", "zh"],
        ["bars", "--by", "province", "--bare"],
        ["tail", "--direction", "in"],
        ["quadrant", "--cut", "median"],
    ],
)
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_each_writes_its_file_and_prints_the_path(edges, tmp_path, command, suffix, run):
    target = tmp_path / f"figure.{suffix}"
    done = run(command[0], edges, *command[1:], "--out", target, "--dpi", "60")
    assert done.out == f"{target}\n"
    assert target.read_bytes()[:5] in (b"\x89PNG\r", b"<?xml", b"%PDF-")


def test_two_columns_of_a_table(tmp_path, run):
    table = tmp_path / "table.csv"
    table.write_text('省份,论文,专利\n北京,"12,000",8000\n广东,6000,9000\n上海,,1\n', encoding="utf-8")
    target = tmp_path / "q.svg"
    run("quadrant", "--table", table, "--x", "论文", "--y", "专利", "--out", target)
    wrong = run.fails("quadrant", "--table", table, "--x", "论", "--y", "专利", "--out", target)
    assert "no column 论; found: 省份, 论文, 专利" in wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bars", "--width", "1mm"], "150mm"),
        (["bars", "--by", "technology", "--within", "C"], "--within"),
        (["bars", "--by", "technology", "--nesting", "section"], "--nesting"),
        (["bars", "--by", "province", "--by-year"], "nodes have no year"),
        (["quadrant", "--x", "a"], "--table"),
        (["trend", "--columns", "nothing"], "nothing"),
    ],
)
def test_wrong_usage(edges, arguments, said, run):
    assert said in run.misused(arguments[0], edges, *arguments[1:])


def test_the_input_is_never_overwritten(edges, tmp_path, run):
    assert ".png, .svg, .pdf" in run.fails("bars", edges, "--out", tmp_path / "x.gif")
    assert (tmp_path / "edges.csv").read_text(encoding="utf-8") == EDGES


def test_bars_and_quadrants_say_what_is_not_in_their_base(tmp_path, run):
    head = "source,target,source_province,target_province,technology\n"
    rows = "A,B,北京市,上海市,5G\nA,C,北京市,美国,5G\nB,C,上海市,美国,\nD,A,江苏省,北京市,AI\n"
    (tmp_path / "e.csv").write_text(head + rows, encoding="utf-8")
    for command, line in (
        (("bars", "--by", "technology"), "Not in the base: 1 relation without a technology"),
        (("quadrant",), "Not in the base: 2 with an end outside the mainland or unknown"),
    ):
        out = tmp_path / f"{command[0]}.svg"
        run(command[0], tmp_path / "e.csv", *command[1:], "--lang", "en", "--out", out)
        assert line in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["quadrant", "index", "compare"])
def test_an_error_of_a_formula_stops_with_its_place_and_what_to_do(tmp_path, run, command):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet("指标表")
    for place, row in enumerate(
        [["国家", "papers", "patents"], ["中国", 1, 5], ["美国", 2, 7], ["英国", 3, 9]]
    ):
        sheet.write_row(place, 0, row)
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    book.close()
    (tmp_path / "i.toml").write_text(
        'title = "t"\n[[indicator]]\nid = "papers"\n[[indicator]]\nid = "patents"\n'
    )
    table = tmp_path / "t.xlsx"
    asked = {
        "quadrant": ("--table", table, "--x", "papers", "--y", "patents", "--out", tmp_path / "q.png"),
        "index": (table, "--config", tmp_path / "i.toml"),
        "compare": (table, "--a", "中国", "--b", "美国"),
    }
    told = run.fails(command, *asked[command])
    assert (
        "t.xlsx, sheet 指标表, line 4, column patents: '#DIV/0!' is the error of a formula: mend it" in told
    )


def test_a_tail_is_of_a_kind_and_its_fit_is_tested(tmp_path, run):
    rows = [f"s{place},t{one},sample,partner" for place in range(12) for one in range(1 + place % 4)]
    (tmp_path / "e.csv").write_text(
        "source,target,source_kind,target_kind\n" + "\n".join(rows), encoding="utf-8"
    )
    out = tmp_path / "tail.svg"
    run(
        "tail",
        tmp_path / "e.csv",
        "--kind",
        "sample",
        "--direction",
        "out",
        "--fit",
        "--out",
        out,
        "--lang",
        "en",
    )
    text = out.read_text(encoding="utf-8")
    assert "Shares are of sample nodes" in text
    assert "Line (out): discrete power law" in text
    assert "verdict:" in text


def test_a_fit_that_is_not_tested_is_no_line(tmp_path, run):
    rows = [f"s{place},t{one}" for place in range(12) for one in range(1 + place % 4)]
    (tmp_path / "e.csv").write_text("source,target\n" + "\n".join(rows), encoding="utf-8")
    run(
        "tail", tmp_path / "e.csv", "--fit", "--direction", "out", "--lang", "en", "--out", tmp_path / "t.svg"
    )
    text = (tmp_path / "t.svg").read_text(encoding="utf-8")
    assert "no line drawn" in text.replace("</text>", "").replace("\n", " ")
    assert 'id="fit out"' not in text


def test_breaks_that_the_data_name_are_drawn(tmp_path, run):
    (tmp_path / "edges.csv").write_text(EDGES, encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(
        'title = "T"\nlanguage = "en"\n[[edges]]\nfile = "edges.csv"\n[report]\nbreak = [2021]\n',
        encoding="utf-8",
    )
    run("trend", tmp_path, "--columns", "nodes", "--out", tmp_path / "t.svg")
    text = (tmp_path / "t.svg").read_text(encoding="utf-8")
    assert "Dashed: data collection changed in 2021." in text
    assert 'id="break"' in text
