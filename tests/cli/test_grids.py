"""Tables in a terminal, of any number of columns and any width."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from clusternet.cli.grids import blocks, grids
from clusternet.output.result import Result


def printed(result: Result, width: int) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width)
    for table in grids(result, width):
        console.print(table)
    return out.getvalue().splitlines()


def wide(columns: int = 27) -> Result:
    rows = [
        {"rank": rank, "unit": unit}
        | {f"指标{number}": rank * 1000.5 + number for number in range(columns - 2)}
        for rank, unit in ((1, "新疆维吾尔自治区"), (2, "Hong Kong, China"))
    ]
    return Result(pd.DataFrame(rows), "t", (), "zh")


@pytest.mark.parametrize("width", [200, 80, 40])
def test_27_columns_are_blocks_within_the_width_that_say_what_each_row_is(width):
    lines = printed(wide(), width)
    assert max(map(cell_len, lines)) <= width
    text = "\n".join(lines)
    assert all(f"指标{number}" in text for number in range(25))
    starts = [line for line in lines if line.startswith("┏")]
    assert len(starts) > 1
    assert sum(line.startswith("│    1 │") for line in lines) == len(starts)
    if width > 40:
        assert sum("新疆维吾尔自治区" in line for line in lines) == len(starts)


def test_a_table_that_fits_is_one():
    assert len(grids(wide(4), 80)) == 1
    assert grids(Result(pd.DataFrame({"unit": []}), "t", (), "zh"), 80) == []


@pytest.mark.parametrize("width", [60, 18])
def test_the_lines_of_many_rows_are_those_that_rich_draws(width, monkeypatch):
    names = ["华为", "a b", " lead", "", "e\u0301x", "很长的名称" * 9, "x" * 40, "ｗ"]
    frame = pd.DataFrame({"rank": range(1, 17), "name": names * 2, "value": [0.5, None] * 8})
    result = Result(frame, "t", (), "zh")
    drawn = printed(result, width)
    monkeypatch.setattr("clusternet.cli.grids._MANY", 3)
    assert printed(result, width) == drawn


def test_long_words_are_folded_before_a_table_is_cut_and_numbers_never():
    frame = pd.DataFrame({"name": ["很长的名称" * 12], "value": [123456789.5]})
    lines = printed(Result(frame, "t", (), "en"), 50)
    assert sum(line.startswith("┏") for line in lines) == 1
    assert "123456789.500" in "".join(lines)
    assert max(map(cell_len, lines)) <= 50
    assert "".join(lines).count("称") == 12


def test_the_key_that_tells_rows_apart_stays_where_there_is_no_room_for_both():
    frame = pd.DataFrame({"level1": ["科研能力组"] * 3, "indicator": ["论文", "专利", "政策"], "a": [1, 2, 3],
                          "b": [4, 5, 6], "measure": ["篇篇篇篇篇", "件件件件件", "项"]})  # fmt: skip
    lines = printed(Result(frame, "t", (), "en"), 30)
    assert sum("论文" in line for line in lines) == sum(line.startswith("┏") for line in lines)
    assert max(map(cell_len, lines)) <= 30


def test_a_terminal_narrower_than_a_cell_is_filled_and_not_left():
    assert max(map(cell_len, printed(wide(5), 12))) <= 12
    assert blocks([40, 5], [0], 20) == [[0, 1]]
