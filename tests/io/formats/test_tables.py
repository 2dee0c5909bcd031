from __future__ import annotations

import datetime
import gzip
import time
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from clusternet import io
from clusternet.errors import ClusternetError, FormatError, SchemaError
from clusternet.io.formats.tables import Shape, read_table
from clusternet.schema.findings import Finding

CUT_SHORT = gzip.compress(b"source,target\na,b\n" * 99, mtime=0)[:-12]


def edges_of(net: object) -> list[tuple[str, str]]:
    edges = net.edges  # type: ignore[attr-defined]
    return list(zip(edges["source"].astype(object), edges["target"].astype(object), strict=True))


def save(folder: Path, text: str | bytes, name: str = "edges.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return path


def test_a_million_columns_are_refused_in_seconds(tmp_path: Path) -> None:
    path = save(tmp_path, ",".join(f"c{place}" for place in range(1_000_000)) + "\n1\n")
    began = time.process_time()
    with pytest.raises(FormatError, match="1,000,000 columns, and the limit is 16,384"):
        io.read(path)
    assert time.process_time() - began < 20


# -- text --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    reading = io.examine(save(tmp_path, "来源,目标,年份\n上海企业,北京高校,2018\n".encode(encoding)))
    assert edges_of(reading.network) == [("上海企业", "北京高校")]
    assert [each.problem for each in reading.findings] == (["encoding"] if encoding.startswith("gb") else [])


@pytest.mark.parametrize("cells", ["臺灣積體電路,鴻海精密", "臺大,清大"])
def test_big5_is_told_from_gb18030(tmp_path: Path, cells: str) -> None:
    text = f"來源,目標\n{cells}\n"
    for encoding, said in (("big5", "Big5"), ("gbk", "GB18030")):
        reading = io.examine(save(tmp_path, text.encode(encoding)))
        assert edges_of(reading.network) == [tuple(cells.split(","))]
        assert [each.value for each in reading.findings] == [said]


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"not UTF-8, GB18030, .* or EUC-KR; say encoding"):
        io.read(save(tmp_path, "source,target\nÄhrlich AG,Ärzte AG\n".encode("cp1252")))
    path = save(tmp_path, "source,target\nZürich AG,Malmö AB\n".encode("cp1252"))
    with pytest.raises(FormatError, match=r"byte 0xf6 is not UTF-8, GB18030, .* or EUC-KR; say encoding"):
        io.read(path)
    save(tmp_path, "source,target\nZürich AG,Düsseldorf AG\n".encode("cp1252"))
    with pytest.raises(FormatError, match=r"not UTF-8, GB18030, .* or EUC-KR; say encoding"):
        io.read(path)
    save(tmp_path, '[edges]\nfile = "edges.csv"\nencoding = "cp1252"', "dataset.toml")
    assert edges_of(io.read(tmp_path)) == [("Zürich AG", "Düsseldorf AG")]


@pytest.mark.parametrize(
    ("mark", "name"),
    [(",", "e.csv"), (";", "e.csv"), ("\t", "e.csv"), ("|", "e.csv"), ("\t", "e.tsv"), (" ", "e.txt")],
)
def test_delimiters_are_found(tmp_path: Path, mark: str, name: str) -> None:
    path = save(tmp_path, f"source{mark}target{mark}year\na{mark}b{mark}2018\n", name)
    net = io.read(path)
    assert edges_of(net) == [("a", "b")]
    assert net.years == [2018]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_blank_lines(tmp_path: Path, end: str) -> None:
    path = save(tmp_path, end.join(["", "source,target", "a,b", "", " ", ",", "c,", "d,e"]))
    reading = io.examine(path)
    assert edges_of(reading.network) == [("a", "b"), ("d", "e")]
    assert [(each.problem, each.line) for each in reading.findings] == [("blank_end", 7)]


def test_gz(tmp_path: Path) -> None:
    path = save(tmp_path, gzip.compress("来源,目标\n甲,乙\n".encode()), "边.csv.gz")
    assert edges_of(io.read(path)) == [("甲", "乙")]


def test_quotes_commas_and_unusual_spaces(tmp_path: Path) -> None:
    path = save(tmp_path, 'source,target\n"Foo, Inc.","the ""best"""\nO\'Brien,a\u2028b\x0bc\n')
    assert edges_of(io.read(path)) == [("Foo, Inc.", 'the "best"'), ("O'Brien", "a\u2028b\x0bc")]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_line_breaks_stay_in_their_cell_and_lines_are_counted(tmp_path: Path, place: int) -> None:
    row = ["a", "b", "note"]
    row[place] = '"two\r\nlines"'
    reading = io.examine(save(tmp_path, f"source,target,note\n{','.join(row)}\nc,,x\nd,e,y\n"))
    assert len(reading.network.edges) == 2
    assert "two\nlines" in [*edges_of(reading.network)[0], reading.network.edges.loc[0, "note"]]
    assert [(each.problem, each.line) for each in reading.findings if each.severity == "fault"] == [
        ("blank_end", 4)
    ]


def test_a_long_text_is_no_swallowed_line(tmp_path: Path) -> None:
    prose = "\n".join(f"paragraph {number}" for number in range(40))
    reading = io.examine(save(tmp_path, f'source,target,note\na,b,"{prose}"\nc,d,\n'))
    assert reading.findings == ()
    assert reading.network.edges.loc[0, "note"] == prose


def test_a_stray_quote_loses_its_own_line_alone(tmp_path: Path) -> None:
    text = 'source,target,year\na,"b,2018\nc,d,2018\ne,"Foo, Inc.",2019\ng,h,2019\n'
    reading = io.examine(save(tmp_path, text))
    assert edges_of(reading.network) == [("c", "d"), ("e", "Foo, Inc."), ("g", "h")]
    assert [(each.problem, each.line, each.severity) for each in reading.findings] == [
        ("swallowed_lines", 2, "fault")
    ]


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    rows = "".join(f"s{number},t{number},2018\n" for number in range(20_000))
    reading = io.examine(save(tmp_path, f'source,target,year\na,"b,2018\n{rows}'))
    assert len(reading.network.edges) == 20_000
    assert [(each.problem, each.line) for each in reading.findings] == [("swallowed_lines", 2)]


def test_a_quote_that_swallows_whole_rows_of_the_right_width(tmp_path: Path) -> None:
    text = 'source,target,note\na,b,"x\nc,d,e\nf,g,h\ni,j,k"\nl,m,n\n'
    reading = io.examine(save(tmp_path, text))
    assert ("c", "d") in edges_of(reading.network)
    assert ("l", "m") in edges_of(reading.network)
    assert [(each.problem, each.line) for each in reading.findings] == [("swallowed_lines", 2)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_ends_one_cell_and_begins_another_is_no_row_of_its_own(tmp_path: Path, end: str) -> None:
    text = 'source,target,weight,note\n"a\nb",0,1,"x\ny"\n0,0,1,\n"c\nd",e,1,"p\nq\nr"\n'.replace("\n", end)
    reading = io.examine(save(tmp_path, text))
    assert edges_of(reading.network) == [("a\nb", "0"), ("0", "0"), ("c\nd", "e")]
    assert reading.network.edges["note"].tolist()[::2] == ["x\ny", "p\nq\nr"]
    assert reading.refused == 0


def test_a_table_of_one_column_holds_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_bytes(b'id\n"a\nb"\n0\n"c\n\nd\ne"\n')
    network = io.read(save(tmp_path, "source,target\n0,0\n"), nodes=tmp_path / "nodes.csv")
    assert network.nodes.index.tolist() == ["a\nb", "0", "c\n\nd\ne"]


def test_more_and_fewer_fields_are_refused(tmp_path: Path) -> None:
    reading = io.examine(save(tmp_path, "source,target,year\na,b,2018\nc,d\ne,f,2018,x\ng,h,2018\n"))
    assert edges_of(reading.network) == [("a", "b"), ("g", "h")]
    assert [(each.problem, each.line, each.value) for each in reading.findings] == [
        ("field_count", 3, "2 instead of 3: c,d"), ("field_count", 4, "4 instead of 3: e,f,2018,x"),
    ]  # fmt: skip
    assert reading.refused == 2


def test_columns_without_header_and_cells_are_left_out(tmp_path: Path) -> None:
    net = io.read(save(tmp_path, "source,target,,x,\na,b,,1,\nc,d,,2,\n"))
    assert [name for name in net.edges if not name.startswith("row_")] == ["source", "target", "weight", "x"]
    kept = io.read(save(tmp_path, "source,target,\na,b,remark\nc,d,\n"))
    assert kept.edges["column 3"].tolist()[0] == "remark"


def test_lines_above_the_header_are_passed_over_aloud(tmp_path: Path) -> None:
    reading = io.examine(save(tmp_path, "AI survey 2023\n\nsource,target\na,b\n"))
    assert edges_of(reading.network) == [("a", "b")]
    assert [(each.problem, each.line, each.severity) for each in reading.findings] == [
        ("title_rows", 1, "note")
    ]


def test_a_header_over_two_lines(tmp_path: Path) -> None:
    reading = io.examine(save(tmp_path, 'source,"合作\n城市",target\na,x,b\n,x,d\n'))
    assert edges_of(reading.network) == [("a", "b")]
    assert [(each.problem, each.line) for each in reading.findings] == [("blank_end", 4)]


def test_a_table_without_header_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"line 1: this looks like a row.*header = false"):
        io.read(save(tmp_path, "1,2,3,4,5\n2,3,4,5,6\n"))


# -- workbooks ---------------------------------------------------------------------------------------------
def test_a_researchers_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "技术合作.xlsx",
        {
            "2022": [
                ["2022年技术合作一览表", None, None, None, None, None],
                [],
                ["样本\n企业 ", " 合作方", "方向", "签约 时间", "权重", "合作方股票代码", None],
                ["甲", "乙", "赋能", datetime.date(2018, 5, 3), 2, "000020"],
                ["甲", "丙", "输入", 43223, "3", 600000],
                ["甲", 360, "双向", "2018年5月", None, None],
                [],
                ["甲", None, "赋能", 2019, 1, None, None, None],
                [" ", None],
            ]
        },
    )
    reading = io.examine(path)
    assert edges_of(reading.network) == [("甲", "乙"), ("丙", "甲"), ("甲", "360"), ("360", "甲")]
    assert reading.network.years == [2018]
    assert reading.network.edges["weight"].tolist() == [2, 3, 1, 1]
    assert reading.network.nodes.loc[["乙", "丙"], "stock_code"].tolist() == ["000020", "600000"]
    assert [(each.problem, each.sheet, each.line) for each in reading.findings] == [
        ("title_rows", "2022", 1), ("year_against_sheet", "2022", 4), ("blank_end", "2022", 8),
        ("inexact_year", "2022", 5), ("blank_weight", "2022", 6),
    ]  # fmt: skip
    assert reading.network.about.language == "zh"
    assert reading.network.edges["row_line"].tolist() == [4, 5, 6, 6]


def test_cached_values_of_formulas_and_error_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["source", "target", "weight"])
    for row, cached in enumerate([3, "#DIV/0!"], start=1):
        sheet.write_row(row, 0, ["a", "b"])
        sheet.write_formula(row, 2, "=1+2", None, cached)
    book.close()
    net = io.read(tmp_path / "f.xlsx")
    assert net.edges["weight"].tolist()[0] == 3


def test_sheets_named_edges_and_samples(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        {
            "说明": [["read me"]],
            "样本名录": [["企业名称", "城市"], ["甲", "上海市"], ["丁", "北京市"]],
            "关系": [["来源", "目标"], ["甲", "乙"]],
        },
    )
    net = io.read(path)
    assert net.kinds is not None
    assert net.kinds.to_dict() == {"甲": "sample", "丁": "sample", "乙": "partner"}
    assert net.nodes.loc["丁", "city"] == "北京市"


def test_typed_numbers_beside_texts_with_decimal_commas(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["source", "target", "weight"],
        ["a", "b", "0,5"],
        ["b", "c", 1.125],
        ["c", "a", 3],
    ]
    net = io.read(workbook(tmp_path / "commas.xlsx", {"Sheet1": rows}))
    assert net.edges["weight"].tolist() == [0.5, 1.125, 3]


def test_codes_stay_text_in_workbooks(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["source", "target", "target_credit_code"],
        ["000020", "NA", "911101055512345678"],
    ]
    net = io.read(workbook(tmp_path / "codes.xlsx", {"Sheet1": rows}))
    assert edges_of(net) == [("000020", "NA")]
    assert net.nodes.loc["NA", "credit_code"] == "911101055512345678"


@pytest.mark.parametrize("rows", [[], [["source", "target"]], [["source", "target"], [None, " "]]])
def test_empty_sheets(tmp_path: Path, rows: list[list[object]]) -> None:
    with pytest.raises(FormatError, match=r"sheet Sheet1: (the sheet is empty|a header and no rows)"):
        io.read(workbook(tmp_path / "empty.xlsx", {"Sheet1": rows}))


def test_an_unknown_sheet_lists_the_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"2021": [["source", "target"], ["a", "b"]], "2022": []})
    with pytest.raises(SchemaError, match="no sheet '2020'; the sheets are: 2021, 2022"):
        read_table(path, Shape(sheet="2020"), [])


# -- Parquet -----------------------------------------------------------------------------------------------
def test_parquet_with_typed_columns(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "source": [1, 2], "target": ["000020", "NA"], "year": [datetime.date(2018, 5, 3), None],
            "weight": [1.5, None], "target_platform": [True, False], "tags": [["a"], None],
        }
    )  # fmt: skip
    frame.to_parquet(tmp_path / "edges.parquet")
    reading = io.examine(tmp_path / "edges.parquet")
    net = reading.network
    assert edges_of(net) == [("1", "000020"), ("2", "NA")]
    assert net.years == [2018]
    assert net.edges["weight"].tolist() == [1.5, 1]
    assert net.nodes.loc[["000020", "NA"], "platform"].tolist() == [True, False]
    assert [(each.problem, each.line) for each in reading.findings] == [
        ("undated", 2), ("blank_weight", 2),
    ]  # fmt: skip


# -- what is no table --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("edges.csv", b"", "the file is empty"),
        ("edges.csv", b"\n \n", "the file is empty"),
        ("edges.csv", b"source,target\n", "a header and no rows"),
        ("edges.csv", b"source,target\n\n,\n", "a header and no rows"),
        ("edges.csv", b"a,b\n1,2\n", "found: a, b; accepted: source"),
        ("edges.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "the file is binary"),
        ("edges.csv", b"PK\x03\x04rest", "a workbook or Parquet file under another suffix"),
        ("edges.csv", b"source,target\n\xff\xfe\xfa,b\n", "not UTF-8, GB18030"),
        ("edges.xlsx", b"PK\x03\x04broken", "not a readable workbook"),
        ("edges.xlsx", b"source,target\na,b\n", "not a readable workbook"),
        ("edges.xlsx", b"", "the file is empty|not a readable workbook"),
        ("edges.parquet", b"PAR1 broken", "not a readable Parquet file"),
        ("edges.csv.gz", b"source,target\na,b\n", "not a readable gzip file"),
        ("edges.csv.gz", CUT_SHORT, "not a readable gzip file"),
        ("edges.doc", b"source,target\na,b\n", r"unknown suffix '.doc'; accepted: .csv, .tsv"),
        ("edges", b"source,target\na,b\n", "unknown suffix ''"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(ClusternetError, match=message) as caught:
        io.read(save(tmp_path, content, name))
    assert name in str(caught.value)


def test_findings_are_the_same_twice(tmp_path: Path) -> None:
    path = save(tmp_path, 'source,target\na,b\n"c,d\ne\n')
    found: list[list[Finding]] = [[], []]
    for each in found:
        read_table(path, Shape(), each)
    assert found[0] == found[1]


def test_parquet_cells_are_the_text_a_reader_sees():
    """Every type, also those that arrow keeps as a dictionary and those that have none."""
    pyarrow = pytest.importorskip("pyarrow")
    from clusternet.io.formats.parquet import Column
    from clusternet.schema.cells import text_of

    columns = [
        pyarrow.array([1, None, 2**60, 1]),
        pyarrow.array([1.0, 0.5, None, float("nan"), 1e300]),
        pyarrow.array(["a", None, "a", ""]),
        pyarrow.array([True, None, False]),
        pyarrow.array([datetime.datetime(2018, 5, 3), datetime.datetime(2018, 5, 3, 1, 2), None]),
        pyarrow.array([[1], None, [2, 3]]),
        pyarrow.array([{"a": 1}, None]),
        pyarrow.array(["x", "y", None, "x"]).dictionary_encode(),
        pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, None]), pyarrow.array(["q", None])),
        pyarrow.array([None, None]),
        pyarrow.array([b"ab", None]),
    ]
    for column in columns:
        cells = Column()
        parts = (column, column.slice(1), column)
        for part in parts:
            cells.add(part)
        codes = cells.codes()
        found = [cells.texts.known[code].as_py() for code in codes]
        assert found == [text_of(cell) for part in parts for cell in part.to_pylist()]


def test_parquet_columns_of_many_texts_share_them(tmp_path, monkeypatch):
    monkeypatch.setattr("clusternet.io.formats.parquet._MANY", 3)
    frame = pd.DataFrame(
        {
            "source": ["a", "b", "c", None], "target": ["b", "d", "a", "c"],
            "technology": ["5G", "5G", "", "5G"], "weight": [1.5, 2.5, 3.5, 4.5],
        }
    )  # fmt: skip
    frame.to_parquet(tmp_path / "edges.parquet", row_group_size=2)
    table = read_table(tmp_path / "edges.parquet", Shape(), []).frame
    assert table["source"].tolist() == ["a", "b", "c", ""]
    assert table["target"].tolist() == ["b", "d", "a", "c"]
    assert table["technology"].tolist() == ["5G", "5G", "", "5G"]
    assert table["weight"].tolist() == ["1.5", "2.5", "3.5", "4.5"]
    assert table["source"].cat.categories is table["target"].cat.categories
    assert table["technology"].cat.categories.tolist() == ["5G", ""]


def test_a_header_that_ends_with_the_mark_is_read(tmp_path: Path) -> None:
    found: list[Finding] = []
    table = read_table(save(tmp_path, "name,value,\na,2,\nb,4,\n"), Shape(), found)
    assert table.frame.iloc[:, :2].values.tolist() == [["a", "2"], ["b", "4"]]
