"""Two units in a column, a name of another kind, odd digits: and what is none of them."""

from __future__ import annotations

import pytest

from clusternet.audit import audit

COLUMNS = {
    "currencies": ("units", ["12亿元", "9亿元", "31亿元", "4亿美元", "7亿元", "15亿元"], "4亿美元"),
    "dollars": ("units", ["$12", "$9", "€31", "$4", "$70", "$15"], "€31"),
    "units": ("units", ["256 TFLOPS", "312 TFLOPS", "128 TFLOPS", "2 PFLOPS", "77 TFLOPS"], "2 PFLOPS"),
    "digits": ("digits", ["21.4", "34.0", "118.3", "218.26", "45.7", "67.1", "19.9"], "218.26"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_the_cell_unlike_its_column_is_listed(tmp_path, name):
    rule, cells, odd = COLUMNS[name]
    rows = [f"item{place},{cell}" for place, cell in enumerate(cells)]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["item,value", *rows]), encoding="utf-8")
    found = audit(path)
    assert found.loc[found["rule"] == rule, "printed"].tolist() == [odd]


def test_a_place_without_the_word_of_its_kind(tmp_path):
    cities = ["大连市", "沈阳市", "长春市", "哈尔滨", "青岛市", "济南市", "南京市", "杭州市"]
    path = tmp_path / "cities.csv"
    path.write_text("\n".join(["城市,企业数", *(f"{name},{at * 7 + 11}" for at, name in enumerate(cities))]))
    found = audit(path)
    assert found[["rule", "printed", "computed", "severity"]].values.tolist() == [
        ["kind", "哈尔滨", "哈尔滨市?", "low"]
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["12.6b", "13.1", "14.0", "9.8", "7.7a", "5.1"],
        ["1st", "2nd", "3rd", "4th", "5th", "6th"],
        ["21.4", "34", "118.3", "218.26", "45.7", "67.1"],  # zeros at the end were dropped
        ["$12", "€9", "$31", "€4", "$70", "€15"],
    ],
)
def test_what_is_not_odd(tmp_path, cells):
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["item,value", *(f"i{at},{cell}" for at, cell in enumerate(cells))]))
    found = audit(path)
    assert not set(found["rule"]) & {"units", "digits", "kind"}


def test_one_currency_among_others_of_its_row(tmp_path):
    path = tmp_path / "t.csv"
    rows = ("item,2018,2019,2020,2021", "revenue,$12,$13,€15,$17", "cost,$2,$3,$5,$7", "debt,€2,€3,$5,€7")
    path.write_text("\n".join(rows), encoding="utf-8")
    found = audit(path)
    assert found[["rule", "cell", "computed"]].values.tolist() == [["units", "D2", "USD"]]
