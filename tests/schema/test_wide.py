"""Ties with a column a year."""

from __future__ import annotations

from pathlib import Path

from clusternet.io import examine
from running import save


def test_years_side_by_side_are_years(tmp_path: Path) -> None:
    path = save(tmp_path, "来源,目标,2018年,2019年,备注\n甲,乙,1,0,x\n乙,丙,,3,y\n丙,丁,0,-,z\n")
    reading = examine(path)
    edges = reading.network.edges
    held = edges[["source", "target", "year", "weight", "备注", "row_line"]].astype(object).values.tolist()
    assert held == [
        ["甲", "乙", 2018, 1.0, "x", 2],
        ["乙", "丙", 2019, 3.0, "y", 3],
        ["丙", "丁", 2018, 0.0, "z", 4],
    ]
    assert len(reading.network.nodes) == 4
    said = [(each.problem, each.value) for each in reading.findings]
    assert said == [("years_in_columns", "2018年, 2019年"), ("zero_weight", "0")]
    assert str(reading.findings[0].action).endswith("4 blank or 0 cells are none")


def test_years_beside_a_year_or_without_numbers_stay(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target,year,2018,2019\na,b,2020,1,2\n")
    assert examine(path).network.edges["year"].tolist() == [2020]
    path = save(tmp_path, "source,target,2018,2019\na,b,yes,no\n")
    reading = examine(path)
    assert "year" not in reading.network.edges
    assert reading.findings == ()
