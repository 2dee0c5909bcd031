from __future__ import annotations

import numpy as np
import pytest

from clusternet.errors import FormatError, SchemaError
from clusternet.io.tables.frames import measured
from clusternet.io.tables.sheet import joined, read_measures, units


@pytest.fixture
def table(tmp_path):
    def make(text: str):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        return read_measures(path)

    return make


def test_cells_are_numbers_shares_or_absent(table):
    found = table('国家,x,y\n甲,"1,234.5",12%\n乙,−3,—\n丙,..,－1.5％\n')
    assert found.numbers("x").tolist()[:2] == [1234.5, -3]
    assert np.isnan(found.numbers("x")[2])
    assert found.numbers("y")[[0, 2]].tolist() == [0.12, -0.015]
    assert found.decimals("x") == 1
    assert found.decimals("y") == 3
    assert found.is_numeric("x")
    assert not found.is_numeric("国家")


def test_columns_are_found_in_any_case_and_width(table):
    found = table("Ｃountry,Papers\na,1\n")
    assert found.column("papers") == "Papers"
    assert found.find(["x", "PAPERS"]) == "Papers"
    with pytest.raises(SchemaError, match="no column 'patents'; found:"):
        found.column("patents")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("u,x\na,ten\n", "line 2, column x: 'ten' is no number"),
        ("u,x\na,1\nb,2%\n", "'1' stands among percentages"),
    ],
)
def test_no_numbers(table, text, message):
    with pytest.raises(SchemaError, match=message):
        table(text).numbers("x")


def test_shifted_rows_are_refused(table):
    with pytest.raises(FormatError, match="1 lines with more or fewer fields than the header"):
        table("u,x\na,1\nb,2,3\n")


def test_units_stand_once_and_have_names(table):
    with pytest.raises(SchemaError, match="line 4: the unit 'a' stands twice, first on line 2"):
        units(table("u,x\na,1\nb,1\na,2\n"))
    with pytest.raises(SchemaError, match="line 2: the unit is blank"):
        units(table("u,x\n ,1\n"))


def test_joining_names_what_is_left_over():
    import pandas as pd

    first = pd.DataFrame({"unit": ["a", "b"], "x": [1, 2]})
    found, extra = joined(first, pd.DataFrame({"unit": ["b", "c"], "y": [5, 6]}), "more.csv")
    assert extra == ["c"]
    assert found["unit"].tolist() == ["a", "b"]
    assert found["y"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1935 GB/s", (1935, "GB/s")),
        ("0.78 TFLOPS/W", (0.78, "TFLOPS/W")),
        ("1,100家", (1100, "家")),
        ("−3.5%", (-3.5, "%")),
        ("约 78000", None),
        ("", None),
        ("安培 Ampere", None),
    ],
)
def test_measured_cells(text, found):
    assert measured(text) == found
