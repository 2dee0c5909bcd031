"""What workbooks hold beside values: errors, formulas never calculated, hidden sheets, merged cells."""

from __future__ import annotations

import io as streams
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bombs import compound, open_document, record8, record12, wide
from bombs import workbook as book_of
from clusternet import io
from clusternet.errors import SchemaError
from clusternet.io.formats.state import ERRORS, State
from clusternet.io.tables.reader import read_sheet

HEAD = ("source", "target", "weight")


def text(cell: str) -> str:
    return f'<c t="inlineStr"><is><t>{cell}</t></is></c>'


def row(*cells: str) -> str:
    return "<row>" + "".join(each if each.startswith("<") else text(each) for each in cells) + "</row>"


def saved(folder: Path, content: bytes, name: str = "edges.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def found(path: Path) -> list[tuple[str, int | None, str, str]]:
    reading = io.examine(path, empty=True)
    return [(each.problem, each.line, each.column, each.value) for each in reading.findings]


def sheets(path: Path, *tabs: tuple[str, str, list[list[object]]]) -> Path:
    """Write sheets with their name, how they are hidden, and their rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, state, rows in tabs:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
            {"": lambda: None, "hidden": sheet.hide, "very": sheet.very_hidden}[state]()
    return path


TIES = [["source", "target"], ["a", "b"]]


# -- errors and formulas -----------------------------------------------------------------------------------
@pytest.mark.parametrize("word", ["#DIV/0!", "#N/A", "#REF!", "#NUM!", "#NULL!", "#NAME?", "#SPILL!", "#X!"])
def test_an_error_is_no_weight_of_1(tmp_path: Path, word: str) -> None:
    rows = row(*HEAD) + row("a", "b", f'<c t="e"><f>1/0</f><v>{word}</v></c>') + row("b", "c", "2")
    path = saved(tmp_path, book_of(rows))
    problem = ("error_value", 2, "weight", word) if word != "#X!" else ("bad_weight", 2, "weight", word)
    assert found(path) == [problem]
    assert io.read(path).edges["weight"].tolist() == [2.0]


@pytest.mark.parametrize("cell", ["<c><f>1+1</f></c>", "<c><f>1+1</f><v></v></c>", "<c><f>1+1</f><v/></c>"])
def test_a_formula_without_a_stored_value_is_refused(tmp_path: Path, cell: str) -> None:
    rows = row(*HEAD) + row("a", "b", cell) + row(cell, "c", "1") + row("b", "c", "<c><f>1+1</f><v>2</v></c>")
    path = saved(tmp_path, book_of(rows))
    problem = "formula_without_value"
    assert found(path) == [(problem, 3, "source", "#FORMULA!"), (problem, 2, "weight", "#FORMULA!")]
    action = io.examine(path).findings[0].action
    assert str(action) == "row refused; open the file in Excel and save it"


def test_a_formula_may_give_a_blank_text(tmp_path: Path) -> None:
    rows = row("source", "target", "note") + row("a", "b", '<c t="str"><f>""</f><v></v></c>')
    assert found(saved(tmp_path, book_of(rows))) == []


def test_formulas_below_and_beside_all_values_are_seen(tmp_path: Path) -> None:
    rows = row(*HEAD) + row("a", "b", "1") + row(*["<c><f>A1</f></c>"] * 3)
    assert [each[:2] for each in found(saved(tmp_path, book_of(rows)))] == [("formula_without_value", 3)] * 1


def test_errors_beside_the_tie_are_missing_values(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("source,target,technology\na,b,#N/A\nb,c,AI\n")
    assert found(path) == [("error_elsewhere", 2, "technology", "#N/A")]
    assert io.read(path).edges["technology"].tolist()[1:] == ["AI"]
    path.write_text("source,target,year\na,b,Err:502\nb,c,2018\n")
    assert found(path) == [("error_value", 2, "year", "Err:502")]


def test_tables_that_are_no_network_refuse_errors(tmp_path: Path, run) -> None:
    rows = (
        row("country", "papers")
        + row("France", '<c t="e"><v>#REF!</v></c>')
        + row("Italy", "<c><f>1</f></c>")
    )
    path = saved(tmp_path, book_of(rows), "papers.xlsx")
    with pytest.raises(SchemaError, match=r"sheet Sheet1, line 2, column papers: '#REF!' is the error of"):
        read_sheet(path).numbers("papers")
    assert "line 2, column papers: '#REF!'" in run.fails("counts", path)
    table = tmp_path / "records.csv"
    table.write_text("Type,City\nfirm,#N/A\n#NAME?,Rome\nfirm,Rome\n")
    result = run("counts", table, "--by", "Type", "--lang", "en", "--format", "csv")
    assert "firm,2" in result.out
    assert "1 row refused (the error of a formula: 1)" in result.err


def xls(cells: bytes) -> bytes:
    begin = record8(0x809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    listed = struct.pack("<IBBBB", len(begin) + 4 + 9 + 4, 0, 0, 1, 0) + b"S"
    book = begin + record8(0x85, listed) + record8(0x0A)
    return compound(book + begin + cells + record8(0x0A))


def label(place: int, column: int, letters: str) -> bytes:
    return record8(
        0x204, struct.pack("<HHHHB", place, column, 0, len(letters), 0) + letters.encode("latin-1")
    )


def test_errors_of_xls_and_its_formulas(tmp_path: Path) -> None:
    cells = b"".join(label(0, column, each) for column, each in enumerate(HEAD))
    for place in (1, 2, 3):
        cells += label(place, 0, "abc"[place - 1]) + label(place, 1, "z")
    cells += record8(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x07, 1))
    result = b"\x02\0\x2a\0\0\0\xff\xff"
    cells += record8(0x06, struct.pack("<HHH", 2, 2, 0) + result + bytes(8))
    cells += record8(0x203, struct.pack("<HHHd", 3, 2, 0, 2.0))
    path = saved(tmp_path, xls(cells), "edges.xls")
    assert found(path) == [
        ("formulas_unproven", None, "", "1"),
        ("error_value", 2, "weight", "#DIV/0!"),
        ("error_value", 3, "weight", "#N/A"),
    ]
    assert io.read(path).edges["weight"].tolist() == [2.0]


def xlsb(cells: bytes) -> bytes:
    sheet = record12(0x81) + record12(0x94, bytes(16)) + record12(0x91) + cells
    listed = record12(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
    made = streams.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        rels = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
        archive.writestr("xl/_rels/workbook.bin.rels", rels)
        archive.writestr(
            "xl/workbook.bin", record12(0x83) + record12(0x8F) + listed + record12(0x90) + record12(0x9D)
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet + record12(0x92) + record12(0x82))
    return made.getvalue()


def test_errors_of_xlsb(tmp_path: Path) -> None:
    rows = [HEAD, ("a", "b", 0x17), ("b", "c", None)]
    cells = b""
    for place, each in enumerate(rows):
        cells += record12(0x00, struct.pack("<I", place) + bytes(13))
        for column, cell in enumerate(each):
            head = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                cells += record12(0x06, head + wide(cell))
            elif cell is not None:
                cells += record12(0x03, head + bytes([cell]))
    path = saved(tmp_path, xlsb(cells), "edges.xlsb")
    assert found(path)[0] == ("error_value", 2, "weight", "#REF!")
    assert io.read(path).edges["weight"].tolist() == [1.0]


def ods_cell(words: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def test_errors_of_open_document_and_formulas_never_calculated(tmp_path: Path) -> None:
    error = (
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
    )
    blank = '<table:table-cell table:formula="of:=1+1"/>'
    rows = [
        [ods_cell(each) for each in HEAD],
        [ods_cell("a"), ods_cell("b"), ods_cell("#DIV/0!", error)],
        [ods_cell("b"), ods_cell("c"), blank],
        [ods_cell("c"), ods_cell("d"), ods_cell("2", 'office:value-type="float" office:value="2"')],
    ]
    table = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    path = saved(tmp_path, open_document(table), "edges.ods")
    assert found(path) == [
        ("formula_without_value", 3, "weight", "#FORMULA!"),
        ("error_value", 2, "weight", "#DIV/0!"),
    ]
    assert io.read(path).edges["weight"].tolist() == [2.0]


def test_a_state_writes_its_errors_where_they_stand() -> None:
    state = State()
    state.fault(ERRORS[0x2A], (0, 0, 1, 1))
    state.unvalued((2, 2, 0, 0))
    state.fault("#REF!", (0, 1 << 40, 0, 0))
    grid = [["a", "", "b"]]
    state.write_errors(grid)
    assert grid == [["a", "#N/A", "b"], ["", "", ""], ["#FORMULA!", "", ""]]


# -- sheets ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["hidden", "very"])
def test_hidden_sheets_are_read_only_if_named(tmp_path: Path, state: str) -> None:
    path = sheets(tmp_path / "ties.xlsx", ("2022", "", TIES), ("旧", state, [*TIES, ["x", "y"]]))
    reading = io.examine(path)
    assert len(reading.network.edges) == 1
    said = [(each.problem, each.sheet, str(each.action)) for each in reading.findings]
    assert said == [
        ("sheet_read", "2022", "read as ties"),
        ("sheet_skipped", "旧", "it is hidden; name it in dataset.toml to read it"),
        ("year_of_sheet", "2022", "the year of its rows is 2022"),
    ]
    (tmp_path / "dataset.toml").write_text('[edges]\nfile = "ties.xlsx"\nsheet = "旧"\n', encoding="utf-8")
    reading = io.examine(tmp_path)
    assert len(reading.network.edges) == 2
    assert [(each.problem, each.sheet) for each in reading.findings] == [("sheet_skipped", "2022")]


def test_sheets_are_left_with_a_reason(tmp_path: Path) -> None:
    summary = ("汇总", "", [*TIES, ["a", "b"]])
    path = sheets(tmp_path / "ties.xlsx", ("2022", "", TIES), summary, ("说明", "", [["说明"]]))
    reading = io.examine(path)
    assert len(reading.network.edges) == 1
    said = {each.sheet: str(each.action) for each in reading.findings if each.problem == "sheet_skipped"}
    assert said["汇总"].startswith("by its name it sums up others")
    assert said["说明"].startswith("no header of ties in it")
    path = sheets(tmp_path / "named.xlsx", ("edges", "", TIES), ("old", "", TIES))
    reading = io.examine(path)
    assert [str(each.action) for each in reading.findings][1].startswith("another sheet is called edges")


def test_the_first_sheet_is_the_first_that_can_be_seen(tmp_path: Path) -> None:
    one, two = [["country", "papers"], ["France", 1]], [["country", "papers"], ["Italy", 2]]
    path = sheets(tmp_path / "papers.xlsx", ("front", "", two), ("old", "hidden", one))
    assert read_sheet(path).text("country") == ["Italy"]
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("old", one), ("front", two)):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
        book.get_worksheet_by_name("front").set_first_sheet()
        book.get_worksheet_by_name("front").activate()
        book.get_worksheet_by_name("old").hide()
    assert read_sheet(path).text("country") == ["Italy"]
    assert read_sheet(path, sheet="old").text("country") == ["France"]


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    rows = row("source", "target") + row("a", "b") + row("b", "c").replace("<row>", '<row hidden="1">')
    path = saved(tmp_path, book_of(rows))
    assert found(path) == [("hidden_rows", None, "", "1")]
    assert len(io.read(path).edges) == 2


def test_audit_passes_over_hidden_sheets_and_says_errors(tmp_path: Path, run) -> None:
    table = [["province", "count"], ["北京市", 3], ["上海市", "#N/A"]]
    path = sheets(tmp_path / "t.xlsx", ("one", "", table), ("old", "hidden", table))
    said = run("audit", path, "--lang", "en").err
    assert "t:old: a hidden sheet, not read" in said
    assert "sheet one, line 3, column count: '#N/A' is the error of a formula" in said


# -- merged cells and headers ------------------------------------------------------------------------------
def merged(path: Path, rows: list[list[object]], *ranges: str) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for each in ranges:
            sheet.merge_range(each, "")
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell != "":
                    sheet.write(number, column, cell)
    return path


def test_cells_merged_downwards_hold_their_value_in_every_row(tmp_path: Path) -> None:
    rows = [["年份", "来源", "目标"], [2018, "甲", "乙"], ["", "", "丙"], ["", "", "丁"], [2019, "戊", "乙"]]
    path = merged(tmp_path / "ties.xlsx", rows, "A2:A4", "B2:B4", "A5:A9", "B5:B9")
    edges = io.read(path).edges
    assert edges["source"].astype(object).tolist() == ["甲", "甲", "甲", "戊"]
    assert edges["year"].tolist() == [2018, 2018, 2018, 2019]
    assert found(path) == [("merged_cells", 2, "年份", "2018"), ("merged_cells", 2, "来源", "甲")]


def test_a_header_of_two_rows_is_joined(tmp_path: Path) -> None:
    rows = [
        ["AI企业", "", "", "", "", ""], ["供给方", "", "", "需求方", "", "年份"],
        ["名称", "省份", "城市", "名称", "省份", ""], ["甲", "北京市", "北京市", "乙", "上海市", 2018],
    ]  # fmt: skip
    path = merged(tmp_path / "ties.xlsx", rows, "A1:F1", "A2:C2", "D2:E2", "F2:F3")
    net = io.read(path)
    assert net.edges[["source", "target", "year"]].astype(object).values.tolist() == [["甲", "乙", 2018]]
    assert net.nodes["province"].to_dict() == {"甲": "北京市", "乙": "上海市"}
    assert [each[0] for each in found(path)] == ["title_rows"]
    text = "\n".join(",".join(map(str, row)) for row in rows[1:])
    table = tmp_path / "ties.csv"
    table.write_text(text, encoding="utf-8")
    assert io.read(table).nodes["province"].to_dict() == {"甲": "北京市", "乙": "上海市"}
    english = [
        ["Supplier", "", "Receiver", "", ""], ["name", "city", "name", "city", ""],
        ["a", "Rome", "b", "Oslo", ""],
    ]  # fmt: skip
    path = merged(tmp_path / "english.xlsx", english, "A1:B1", "C1:D1")
    assert io.read(path).nodes["city"].to_dict() == {"a": "Rome", "b": "Oslo"}


def test_merged_cells_of_xls_xlsb_and_open_document(tmp_path: Path) -> None:
    cells = b"".join(label(0, column, each) for column, each in enumerate(HEAD[:2]))
    cells += label(1, 0, "a") + label(1, 1, "b") + label(2, 1, "c")
    cells += record8(0xE5, struct.pack("<HHHHH", 1, 1, 2, 0, 0))
    path = saved(tmp_path, xls(cells), "edges.xls")
    assert io.read(path).edges["source"].astype(object).tolist() == ["a", "a"]
    cells = b""
    for place, each in enumerate([HEAD[:2], ("a", "b"), ("", "c")]):
        cells += record12(0x00, struct.pack("<I", place) + bytes(13))
        cells += b"".join(
            record12(0x06, struct.pack("<II", column, 0) + wide(cell))
            for column, cell in enumerate(each)
            if cell
        )
    path = saved(
        tmp_path, xlsb(cells + record12(0x92) + record12(0xB0, struct.pack("<4I", 1, 2, 0, 0))), "e.xlsb"
    )
    assert io.read(path).edges["source"].astype(object).tolist() == ["a", "a"]
    spanned = 'office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="1"'
    lines = [
        ods_cell("source") + ods_cell("target"), ods_cell("a", spanned) + ods_cell("b"),
        "<table:covered-table-cell/>" + ods_cell("c"),
    ]  # fmt: skip
    table = "".join(f"<table:table-row>{each}</table:table-row>" for each in lines)
    path = saved(tmp_path, open_document(table), "edges.ods")
    assert io.read(path).edges["source"].astype(object).tolist() == ["a", "a"]


def test_merged_cells_that_lie_in_one_another_end(tmp_path: Path) -> None:
    state = State()
    for _ in range(1000):
        state.merge((1, 1 << 20, 0, 0))
    grid = [["source"], *([["a"]] * 2000)]
    assert state.fill_down(grid, 1)[0][0] <= 2


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_lines_above_the_header_are_passed_over_by_every_table(tmp_path: Path, run, suffix: str) -> None:
    def table(name: str, rows: list[list[object]]) -> Path:
        path = tmp_path / f"{name}.{suffix}"
        if suffix == "xlsx":
            return merged(path, [["For all members"], *rows])
        path.write_text("For all members,,\n" + "\n".join(",".join(map(str, row)) for row in rows))
        return path

    members = table("m", [["Name", "Type", "City"], ["A", "Industry", "Rome"], ["B", "Academia", "Oslo"]])
    assert run("counts", members, "--by", "Type", "--format", "csv").out.splitlines()[1:] == [
        "1,Academia,1,0.5", "1,Industry,1,0.5",
    ]  # fmt: skip
    papers = table("p", [["country", "2018", "2019"], ["France", 1, 2], ["Italy", 3, 4]])
    assert run.rows("counts", papers, "--year", "2019", "--top", "1")[0]["unit"] == "Italy"
    frame = table("f", [["indicator", "France", "Italy"], ["papers", 1, 2], ["patents", 3, 4]])
    assert [row["a"] for row in run.rows("compare", frame)] == [1, 3]


def test_a_cell_beside_three_rows_of_a_header_belongs_to_the_last(tmp_path: Path) -> None:
    rows = [
        ["技术供给", "", "技术需求", "", "年份"], ["供给方", "", "需求方", "", ""],
        ["名称", "省份", "名称", "省份", ""], ["甲", "北京市", "乙", "上海市", 2018],
    ]  # fmt: skip
    path = merged(tmp_path / "ties.xlsx", rows, "A1:B1", "C1:D1", "A2:B2", "C2:D2", "E1:E3")
    net = io.read(path)
    assert net.edges["year"].tolist() == [2018]
    assert net.nodes["province"].to_dict() == {"甲": "北京市", "乙": "上海市"}
