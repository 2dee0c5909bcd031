"""The commands trend, bars, tail and quadrant, by what they write."""

from __future__ import annotations

from pathlib import Path

import pytest

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
