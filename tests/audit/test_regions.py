"""Tables on one page are read apart, and each cell keeps its address."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from clusternet.audit import audit, examine
from clusternet.notes.audit import marked_sheets

YEARS = [
    ["省份", "2018", "2019", "2020", "合计"],
    ["北京", "127", "131", "148", "406"],
    ["上海", "229", "231", "244", "704"],
    ["广东", "310", "322", "335", "967"],
    ["浙江", "90", "107", "112", "309"],
]
OTHER = [
    ["sector", "firms", "jobs", "all"],
    ["steel", "12", "13", "25"],
    ["coal", "22", "23", "45"],
    ["wood", "31", "37", "68"],
    ["glass", "9", "10", "19"],
]
BLANK = ["部门", "", "2019", "2020"]


def _changed(table, factor):
    return [table[0], *([row[0], *(str(int(cell) * factor) for cell in row[1:])] for row in table[1:])]


PAGES = {
    "years again": ([*YEARS, *_changed(YEARS, 7)], 2),
    "three times": ([*YEARS, *_changed(YEARS, 7), *_changed(YEARS, 3)], 3),
    "other words": ([*YEARS, *OTHER], 2),
    "blank line": ([*YEARS, [], *OTHER], 2),
    "titles": ([["表1 产量"], *YEARS, ["表2 产值"], *_changed(YEARS, 7)], 2),
    "notes": ([["T 1"], *YEARS, ["注：初步数"], [], ["T 2"], ["单位：家"], *OTHER, ["Source: survey"]], 2),
    "two rows of headers": (
        [*OTHER, [], ["place", "firms", "", "jobs", ""], ["", "2019", "2020", "2019", "2020"],
         ["a", "5", "6", "70", "80"], ["b", "7", "9", "91", "99"]], 2,
    ),
    "sections of one": (
        [OTHER[0], ["East", "", "", ""], *OTHER[1:3], [], ["West", "", "", ""], *OTHER[3:]], 1,
    ),
    "words among numbers": ([*OTHER[:3], ["tin", "secret", "—", "—"], *OTHER[3:]], 1),
    "years as numbers": (
        [["team", "founded", "joined", "won"], ["a", "1990", "1992", "3"], ["b", "1980", "1981", "4"],
         ["c", "1970", "1975", "9"]], 1,
    ),
}  # fmt: skip


def _csv(folder, rows):
    with (folder / "t.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


def _excel(folder, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(folder / "t.xlsx")


def _page(folder, rows):
    width = max(map(len, rows))
    cells = ("".join(f"<td>{cell}" for cell in [*row, *[""] * (width - len(row))]) for row in rows)
    (folder / "t.html").write_text(f"<table>{''.join(f'<tr>{row}' for row in cells)}</table>", "utf-8")


@pytest.mark.parametrize("write", [_csv, _excel, _page])
@pytest.mark.parametrize("name", PAGES)
def test_tables_below_one_another_are_read_apart(tmp_path, write, name):
    rows, number = PAGES[name]
    write(tmp_path, rows)
    found = examine(tmp_path)
    tables = found.reports[0].tables
    assert (len(tables), len(found.doubts)) == (number, 0)
    heads = {column.name for table in tables for column in table.columns}
    assert heads & {cell for row in rows for cell in row}


def test_a_slip_in_the_second_table_has_its_address(tmp_path):
    wrong = _changed(YEARS, 7)
    wrong[2] = [*wrong[2][:4], "4982"]
    rows = [["", *row] for row in [*YEARS, [], ["表2 产值"], *wrong]]
    _excel(tmp_path, rows)
    found = audit(tmp_path)
    assert found[["table", "cell", "mending", "severity"]].values.tolist() == [
        ["t 表2 产值", "F10", "4928", "high"]
    ]


def test_tables_beside_one_another_are_read_apart(tmp_path):
    beside = [[*one, "", *two] for one, two in zip(YEARS, OTHER, strict=True)]
    _excel(tmp_path, beside)
    tables = examine(tmp_path).reports[0].tables
    assert [[column.name for column in table.columns] for table in tables] == [YEARS[0], OTHER[0]]
    assert [table.columns[1].letter(0) for table in tables] == ["B", "H"]


def test_the_right_one_of_two_panels_has_its_own_addresses(tmp_path):
    head = ["rank", "city", "flow"]
    ends = [[str(at), f"city {at}", str(90 - 7 * at)] for at in range(1, 7)]
    ends[4][2] = "80"
    _csv(tmp_path, [head * 2, *[[*ends[at], *ends[at + 3]] for at in range(3)]])
    found = examine(tmp_path)
    assert {each.cell[1:] for each in found.doubts} == {"3"}
    assert {each.cell[0] for each in found.doubts} <= set("DEF")
    (sheet,) = marked_sheets(found, ["high", "medium", "low"], "en")
    assert {row for row, _ in sheet.marks} == {4}
