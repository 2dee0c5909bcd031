"""Tables 2 to 10 in the layout of the report."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from clusternet.io import shipped as data_folder
from clusternet.network.value_network import from_frames
from clusternet.output import excel, text
from clusternet.output.result import Result
from clusternet.report.document import Settings
from clusternet.report.layout import Layout
from clusternet.report.tables import build
from clusternet.structure.community import Search

PLATFORM_YEARS = (2015, 2017, 2019, 2021)
TARGETS = Path(str(data_folder())) / "targets"


@pytest.fixture(scope="module")
def tables(shipped) -> dict[str, Result]:
    layout = Layout(shipped, platform_years=PLATFORM_YEARS, search=Search(seeds=1))
    return {table.key: table for table in build(layout)}


def test_one_line_gives_them(shipped, tables):
    import clusternet as cn

    found = cn.report.tables(shipped, [3, 7])
    assert [table.key for table in found] == ["table3", "table7"]
    for table in found:
        pd.testing.assert_frame_equal(table.frame, tables[table.key].frame)
    assert cn.report.tables(shipped, [3], settings=Settings(language="en"))[0].title.startswith(
        "Table 3  The twenty"
    )


def published(number: int) -> pd.DataFrame:
    (file,) = TARGETS.glob(f"nankai_table{number:02}_*.csv")
    return pd.read_csv(file)


def texts(table: Result) -> list[list[str]]:
    return table.texts()


def test_all_nine_are_there_and_say_that_the_data_are_synthetic(tables):
    assert list(tables) == [f"table{number}" for number in range(2, 11)]
    assert all(table.heading.startswith("[合成数据] 表") for table in tables.values())


def test_table_2_counts_are_the_published_ones(tables):
    wanted = published(2)
    rows = tables["table2"].rows
    assert tables["table2"].heads == [
        "年份", "样本节点总数", "关系节点总数", "节点总数", "总边数",
        "平均度", "网络直径", "平均路径长度", "平均聚类系数",
    ]  # fmt: skip
    assert [list(row[:5]) for row in rows] == wanted.iloc[:, :5].values.tolist()
    assert [row[5] for row in rows] == pytest.approx(wanted["average_degree"].tolist(), abs=0.0006)


@pytest.mark.parametrize(("number", "head"), [(3, "样本企业"), (4, "关系节点")])
def test_tables_3_and_4_stand_in_two_panels_as_published(tables, number, head):
    table, wanted = tables[f"table{number}"], published(number)
    assert table.heads == [head, "连入度", "连出度", "度数中心度"] * 2
    assert len(table.rows) == 10
    found = [row[:4] for row in table.rows] + [row[4:] for row in table.rows]
    assert [list(row[1:]) for row in found] == wanted.iloc[:, 2:].values.tolist()
    latin = str.maketrans("ОР", "OP")  # the published table has a name in Cyrillic letters
    assert [row[0] for row in found] == [name.translate(latin) for name in wanted["node"]]


def test_tables_5_and_6_are_platforms_with_their_own_base(tables):
    (row,) = tables["table5"].rows
    assert row[1:5] == (200, 16932, 17132, 43624)
    assert texts(tables["table5"])[0][7].endswith("e-04")  # not the printed 0
    assert [row[:3] for row in tables["table6"].rows] == [
        tuple(row) for row in published(6).iloc[:, :3].values.astype(int).tolist()
    ]


@pytest.mark.parametrize(("number", "column"), [(7, "province"), (10, "city")])
def test_tables_7_and_10_have_two_sides_ranked_apart(tables, number, column):
    table, wanted = tables[f"table{number}"], published(number)
    assert table.spans == (("技术赋能", 3), ("技术输入", 3))
    for side, place in (("enable", 0), ("input", 3)):
        half = wanted[wanted["direction"].eq(side)]
        assert [row[place] for row in table.rows] == list(range(1, 21))
        first = half[column].tolist()[:5]
        assert [row[place + 1] for row in table.rows][:5] == first
        shares = [100 * row[place + 2] for row in table.rows]
        assert shares[:5] == pytest.approx(half["share_pct"].tolist()[:5], abs=0.1)
        assert shares == sorted(shares, reverse=True)


def test_tables_8_and_9_name_flows_and_their_types(tables):
    assert texts(tables["table8"])[0] == ["北京市-北京市", "10.87%", "省内技术流动"]
    assert texts(tables["table8"])[2] == ["广东省-北京市", "6.91%", "跨省技术流动"]
    assert texts(tables["table9"])[1] == ["深圳市-北京市", "5.36%", "跨地区技术流动"]
    assert (len(tables["table8"].rows), len(tables["table9"].rows)) == (20, 10)
    assert "63,027" in tables["table8"].notes[0]


def test_what_the_data_cannot_give_says_why():
    net = from_frames(pd.DataFrame({"source": ["甲", "乙"], "target": ["乙", "丙"], "year": [2020, 2021]}))
    for language, words in (("zh", "未生成"), ("en", "Not made")):
        made = build(Layout(net, language=language, search=Search(seeds=1)))
        assert [bool(table.rows) for table in made] == [True] + [False] * 8
        assert all(table.notes[0].startswith(words) for table in made[1:])
        assert "平台" in made[3].notes[0] or "platforms" in made[3].notes[0]


def test_two_panels_of_an_odd_number(village):
    made = {table.key: table for table in build(Layout(village, search=Search(seeds=1)))}
    assert [len(row) for row in made["table4"].rows] == [8] * len(made["table4"].rows)
    names = [row[place] for row in made["table4"].rows for place in (0, 4)]
    assert len([name for name in names if name]) == int(village.kinds.eq("partner").sum()) - 1  # e has no tie


def test_excel_keeps_numbers_and_layout(tables, tmp_path):
    file = tmp_path / "tables.xlsx"
    excel.write_book(list(tables.values()), file)
    book = load_workbook(file)
    assert book.sheetnames == list(tables)
    sheet = book["table7"]
    assert {"A1:F1", "A3:C3", "D3:F3"} <= {str(each) for each in sheet.merged_cells.ranges}
    assert sheet["C5"].number_format == "0.00%"
    assert sheet["C5"].value == pytest.approx(0.3156, abs=1e-4)
    assert book["table2"]["A4"].value == 2014
    assert book["table2"]["A1"].value.startswith("[合成数据]")


def test_markdown_and_latex(tables):
    html = MarkdownIt().enable("table").render(text.of_tables(list(tables.values()), "md"))
    assert html.count("<table>") == 9
    tex = text.of_tables(list(tables.values()), "tex")
    assert tex.count(r"\begin{tabular}") == tex.count(r"\end{tabular}") == 9
    assert r"\multicolumn{3}{c}{技术赋能}" in tex
    assert r"31.56\%" in tex


def test_command_writes_and_refuses(tmp_path, run):
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,year\n<b>,b,2020\nb,c|d,2021\n", encoding="utf-8")
    said = run("tables", edges, "--lang", "en", "--seeds", "1").out
    assert said.count("Not made") == 8
    for suffix in ("xlsx", "md", "tex"):
        target = tmp_path / f"out.{suffix}"
        assert run("tables", edges, "--seeds", "1", "--out", target).out == f"{target}\n"
        assert target.stat().st_size > 500
    run.misused("tables", edges, "--platform-years", "x")
    assert ".xlsx, .md, .tex" in run.fails("tables", edges, "--out", tmp_path / "x.csv")
