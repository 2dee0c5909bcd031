"""Totals that stand in another column than the unit: 中国, 小计, 150."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clusternet import io
from clusternet.io.tables.counts import read_counts, units_alone
from clusternet.io.tables.crosstabs import Plan, crosstab
from clusternet.io.tables.reader import read_sheet

ZH = [["国家", "类别", "件"], ["中国", "A", 100], ["中国", "B", 50], ["中国", "小计", 150], ["美国", "A", 70]]
EN = [["Category", "Country", "Count"], ["A", "China", 100], ["B", "China", 50], ["Subtotal", "China", 150]]


def saved(folder: Path, suffix: str, rows: list[list[object]]) -> Path:
    path = folder / f"table{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(("rows", "unit", "field"), [(ZH, "国家", "类别"), (EN, "Country", "Category")])
def test_a_subtotal_of_a_unit_is_not_added_to_it(tmp_path, suffix, rows, unit, field):
    sheet = units_alone(read_sheet(saved(tmp_path, suffix, rows)), unit)
    assert read_counts(sheet, unit=unit).groupby("unit")["count"].sum().iloc[0] == 150
    assert any("1 row left out as sums of others" in said.en for said in sheet.remarks)
    table = crosstab(read_sheet(saved(tmp_path, suffix, rows)), Plan(unit, field, rows[0][2]))
    assert set(table.fields) == {"A", "B"}


def test_what_is_no_sum_stays_and_is_said(tmp_path):
    rows = [*ZH[:3], ["中国", "小计", 151], ["日本", "小计", 80]]
    path = saved(tmp_path, ".csv", rows)
    kept = units_alone(read_sheet(path), "国家")
    assert len(kept.frame) == 4
    assert any("2 rows kept, though they may be sums" in said.en for said in kept.remarks)
    assert len(units_alone(read_sheet(path, totals="drop"), "国家").frame) == 2
    assert units_alone(read_sheet(path, totals="keep"), "国家").remarks == []


def test_a_column_of_nothing_but_totals_names_no_rows(tmp_path):
    rows = [["国家", "类别", "件"], ["中国", "合计", 100], ["美国", "合计", 50]]
    assert len(units_alone(read_sheet(saved(tmp_path, ".csv", rows)), "国家").frame) == 2


def test_a_tie_that_sums_up_ties_is_refused(tmp_path):
    rows = [["来源", "目标", "类别", "权重"], ["甲", "乙", "A", 1], ["甲", "乙", "B", 2]]
    rows += [["甲", "乙", "小计", 3], ["乙", "丙", "合计", 9]]
    reading = io.examine(saved(tmp_path, ".csv", rows))
    assert reading.network.edges["weight"].tolist() == [1.0, 2.0, 9.0]
    found = [(each.problem, each.line) for each in reading.findings if "total" in each.problem]
    assert found == [("totals_row", 4), ("maybe_total", 5)]


def test_a_total_of_records_without_a_unit_is_none(tmp_path):
    rows = [["姓名", "类型", "国家"], ["甲", "企业", "中国"], ["乙", "高校", "美国"], ["合计", "", 2]]
    sheet = read_sheet(saved(tmp_path, ".csv", rows))
    assert [len(sheet.apart(column).frame) for column in ("类型", "国家")] == [2, 2]
