"""Tables that are no network: their columns, numbers, years, and refused rows."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from clusternet.errors import SchemaError
from clusternet.io.tables.reader import read_sheet
from clusternet.words.text import spoken


def test_cells_are_numbers_shares_or_absent(table):
    found = table('国家,x,y\n甲,"1,234.5",12%\n乙,−3,—\n丙,..,－1.5％\n')
    assert found.numbers("x").tolist()[:2] == [1234.5, -3]
    assert np.isnan(found.numbers("x")[2])
    assert found.numbers("y")[[0, 2]].tolist() == [0.12, -0.015]
    assert found.decimals("x") == 1
    assert found.decimals("y") == 3
    assert found.is_numeric("x")
    assert not found.is_numeric("国家")


def test_a_column_is_told_from_its_distinct_cells(table, monkeypatch):
    found = table("country,field,papers\n" + "中国,AI,3\n美国,AI,4\n" * 50)
    assert found.distinct("papers") == ["3", "4"]
    tested: list[str] = []
    monkeypatch.setattr("clusternet.io.tables.sheet.totals.is_whole", tested.append)
    found.apart("country")
    assert tested == ["中国", "美国"]


def test_columns_are_found_in_any_case_and_width(table):
    found = table("Ｃountry,Papers\na,1\n")
    assert found.column("papers") == "Papers"
    assert found.find("x", "PAPERS") == "Papers"
    with pytest.raises(SchemaError, match="no column patents; found:"):
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


def written(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_years(tmp_path):
    table = read_sheet(written(tmp_path, "k,发表年份\na,2019\nb,2021年5月\nc,\nd,2020\n"))
    assert table.years == [2019, 2020, 2021]
    chosen = table.within(2020, 2021)
    assert chosen.frame["k"].tolist() == ["b", "d"]
    assert chosen.undated == 1
    assert table.within(None, 2019).frame["k"].tolist() == ["a"]
    with pytest.raises(SchemaError, match="the years are 2019 to 2021"):
        table.within(1990, 1991)
    bare = read_sheet(written(tmp_path, "k\na\n"))
    assert bare.years == []
    with pytest.raises(SchemaError, match="no column of years"):
        bare.within(None, 2020)


def test_a_column_has_one_decimal_sign_in_every_year(table):
    found = table("year;country;papers\n2020;a;1,250\n2021;b;0,875\n")
    assert found.numbers("papers").tolist() == [1.25, 0.875]
    assert found.within(2020, 2020).numbers("papers").tolist() == [1.25]
    assert found.decimals("papers") == 3
    assert found.is_numeric("papers")
    assert spoken(found.remarks, "en") == ["t.csv, column papers: the comma is the decimal sign (0,875)"]


def test_a_decimal_point_among_commas_is_no_number(table):
    found = table("country;papers\na;12.5\nb;0,5\n")
    with pytest.raises(SchemaError, match=r"'12.5' is no number; the comma is the decimal sign here \(0,5\)"):
        found.numbers("papers")


def test_thousands_in_doubt_are_said_and_the_user_decides(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("country;papers\na;1,250\nb;2,500\n", encoding="utf-8")
    found = read_sheet(path)
    assert found.numbers("papers").tolist() == [1250, 2500]
    assert "--decimal" in str(found.remarks[0])
    assert read_sheet(path, decimal=",").numbers("papers").tolist() == [1.25, 2.5]


TABLE = """unit,year,papers,per head
合计,2020,7,3
甲,2020,3,1
乙,2020,4,2
Total,2021,9,3
甲,2021,4,1
乙,2021,5,2
"""


def test_rows_that_sum_up_others_are_left_out_and_said(table):
    found = table(TABLE).apart("unit")
    assert found.text("unit") == ["甲", "乙", "甲", "乙"]
    assert found.table.line.tolist() == [3, 4, 6, 7]
    assert spoken(found.remarks, "en") == [
        "t.csv: 2 rows left out as sums of others: 合计 (line 2), Total (line 5); --totals keep keeps them"
    ]
    assert table(TABLE).apart("unit", named=["Total"]).text("unit") == ["甲", "乙", "Total", "甲", "乙"]


@pytest.mark.parametrize(
    ("last", "whole", "left", "words"),
    [
        ("甲,3\n乙,4\n平均,99", "", 2, "left out"),
        ("平均,99\n甲,3\n乙,4", "", 3, "kept, though"),
        ("全国,99\n甲,3\n乙,4", "", 3, "kept, though"),
        ("甲,3\n乙,4\n全国,99", "", 3, "kept, though"),
        ("全国,7\n甲,3\n乙,4", "", 2, "left out"),
        ("平均,99\n甲,3\n乙,4", "drop", 2, "left out"),
        ("甲,3\n乙,4\n合计,7", "keep", 3, ""),
        ("甲,3\n乙,4\nTotal SA,7", "", 3, ""),
    ],
)
def test_what_counts_as_a_total(tmp_path, last, whole, left, words):
    path = tmp_path / "t.csv"
    path.write_text(f"unit,n\n{last}\n", encoding="utf-8")
    found = read_sheet(path, totals=whole).apart("unit")
    assert len(found.frame) == left
    assert words in " ".join(spoken(found.remarks, "en"))
    assert bool(found.remarks) == bool(words)


def test_a_country_is_one_unit_and_nobody_is_none(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("国家,n\nUSA,1\n美国,2\n台湾,3\n未知,4\nEngland,5\nUK,6\nCN,7\n", encoding="utf-8")
    found = read_sheet(path).of_units("国家")
    assert found.text("国家") == ["美国", "美国", "中国台湾", "England", "UK", "CN"]
    assert spoken(found.remarks, "en") == [
        "t.csv: 1 row without a unit (未知), not in the base",
        "t.csv, column 国家: USA is 美国",
        "t.csv, column 国家: 台湾 is 中国台湾",
    ]
    assert read_sheet(path, kingdom=True).of_units("国家").text("国家")[3:5] == ["UK", "UK"]


def test_states_are_no_countries(table):
    found = table("state,n\nCA,1\nGA,2\nDE,3\nGeorgia,4\n").of_units("state")
    assert found.text("state") == ["CA", "GA", "DE", "Georgia"]
    assert found.remarks == []


def test_long_columns_are_read_in_linear_time(tmp_path: Path) -> None:
    table = read_sheet(written(tmp_path, "k,n\n" + "a,1\n" * 60_000))
    begun = time.process_time()
    assert table.numbers("n").sum() == 60_000
    assert time.process_time() - begun < 20  # minutes, where every row looks through all of them


def test_groups_of_countries_are_left_out_or_named(tmp_path):
    def counted(text: str, **options: str) -> tuple[list[str], str]:
        (tmp_path / "g.csv").write_text(text, encoding="utf-8")
        sheet = read_sheet(tmp_path / "g.csv", **options).of_units("国家")
        return sheet.text("国家"), " ".join(spoken(sheet.remarks, "en"))

    table = "国家,论文\n中国,100\n德国,20\n欧盟,80\nWorld,400\n其他,55\n"
    names, said = counted(table)
    assert names == ["中国", "德国"]
    assert "3 rows left out: no country but a group" in said
    assert "欧盟 (line 4), World (line 5), 其他 (line 6); --totals keep keeps them" in said
    assert counted(table, totals="keep")[0] == ["中国", "德国", "欧盟", "World", "其他"]
    names, said = counted("国家,论文\n中国,100\n美国,20\n欧盟,80\n")
    assert names == ["中国", "美国", "欧盟"]
    assert "1 row kept, though of a group of countries: 欧盟 (line 4); --totals drop" in said
    assert counted("国家,论文\n中国,100\n美国,20\n欧盟,80\n", totals="drop")[0] == ["中国", "美国"]


def test_ranges_that_hold_others_are_sums_of_their_group(table):
    rows = (
        "年龄,年份,人数\n全部,2018,100\n10岁以上,2018,70\n0-9岁,2018,30\n10-19岁,2018,30\n20岁以上,2018,40\n"
    )
    found = table(rows + "10-14岁,2019,9\n15-19岁,2019,8\n").of_units("年龄")
    assert found.text("年龄") == ["0-9岁", "10-19岁", "20岁以上", "10-14岁", "15-19岁"]
    assert "全部 (line 2), 10岁以上 (line 3)" in " ".join(spoken(found.remarks, "en"))
    gap = table("age,n\n10+,70\n10-19,30\n20-29,20\n").of_units("age")
    assert len(gap.frame) == 3
    assert "1 row kept, though they may be sums: 10+ (line 2)" in " ".join(spoken(gap.remarks, "en"))


def test_years_are_no_amounts_that_a_sum_is_told_by(table):
    found = table("unit,year,n\nWorld Group,2018,1\nWorld,2018,7\n甲,2018,2\n").of_units("unit")
    assert len(found.frame) == 3


def test_the_row_that_is_the_sum_of_all_others_is_no_unit_whatever_its_name(table):
    body = "甲州,1200,2100,31\n乙州,1300,2200,32\n丙州,1400,2300,33\n"
    first = table("州,x,y,z\n某国,3900,6600,96\n" + body).of_units("州")
    last = table("州,x,y,z\n" + body + "Out Migration,3900,6600,96\n").of_units("州")
    assert first.text("州") == last.text("州") == ["甲州", "乙州", "丙州"]
    assert "某国 (line 2)" in " ".join(spoken(first.remarks, "en"))
    small = table("u,x,y\na,1,2\nb,2,2\nc,1,1\nd,4,5\n").of_units("u")
    assert len(small.frame) == 4  # two small numbers may be sums by chance
