"""Files made to do harm: bombs, absurd sizes, entities, pickles; and text that other programs would run."""

from __future__ import annotations

import gzip
import io as streams
import os
import pickle
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bombs import open_document
from clusternet import io, limits
from clusternet.errors import ClusternetError, FormatError
from clusternet.io.formats import pajek
from clusternet.output.excel import write_book
from clusternet.output.result import Result
from clusternet.output.text import write

ROWS = b"source,target\n" + b"a,b\n" * 1000


def save(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# -- sizes -------------------------------------------------------------------------------------------------
@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.VARIABLE, "1M")


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, small: None) -> None:
    path = save(tmp_path, gzip.compress(ROWS + b"\n" * (200 << 20), 1), "edges.csv.gz")
    begun = time.perf_counter()
    with pytest.raises(
        FormatError, match=r"edges.csv.gz: holds 2 M or more, and the limit is 1 M; set CLUST"
    ):
        io.read(path)
    assert time.perf_counter() - begun < 1


def test_the_limit_can_be_raised_and_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, ROWS, "edges.csv")
    monkeypatch.setenv(limits.VARIABLE, "1k")
    with pytest.raises(FormatError, match="the limit is 1024"):
        io.read(path)
    monkeypatch.setenv(limits.VARIABLE, "1 MiB")
    with pytest.raises(FormatError, match="wanted a number of bytes such as"):
        io.read(path)
    monkeypatch.setenv(limits.VARIABLE, "1MiB")
    assert len(io.read(path).edges) == 1000


def test_what_would_not_fit_into_memory_is_refused_with_the_estimate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "edges.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    monkeypatch.setattr(limits, "free_memory", lambda: 1 << 30)
    with pytest.raises(FormatError, match=r"takes about [0-9.]+ G of memory, and 1.0 G are free; set CLUST"):
        io.read(path)
    monkeypatch.undo()
    assert (limits.free_memory() or 1 << 30) > 1 << 20


def workbook(sheet: str, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    import xlsxwriter

    stream, changed = streams.BytesIO(), streams.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_row(0, 0, ["source", "target"])
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, sheet if each == name else old.read(each))
    return changed.getvalue()


CELL = '<c r="{}"><v>1</v></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'


def test_a_zip_bomb_in_a_workbook(tmp_path: Path, small: None) -> None:
    path = save(tmp_path, workbook(SHEET.format(" " * (50 << 20))), "edges.xlsx")
    assert path.stat().st_size < 100_000
    with pytest.raises(FormatError, match="the limit is 1 M"):
        io.read(path)


def test_sizes_that_a_workbook_claims_are_not_believed(tmp_path: Path, small: None) -> None:
    data = bytearray(workbook(SHEET.format(" " * (50 << 20))))
    true = (50 << 20) + len(SHEET) - 2
    assert data.count(true.to_bytes(4, "little")) == 2
    path = save(tmp_path, data.replace(true.to_bytes(4, "little"), (900).to_bytes(4, "little")), "edges.xlsx")
    with pytest.raises(FormatError, match="the limit is 1 M"):
        io.read(path)


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{CELL.format("A1")}</row><row r="1048576">{CELL.format("XFD1048576")}</row>',
        f'<row r="1">{CELL.format("A1")}{CELL.format("XFD1")}</row>'
        '<row\n  spans="1:2"  r = "1048576"><c><v>1</v></c></row>',
        f'<row r="1">{CELL.format("A1")}<c  s="{"9" * 70000}" r="ZZZZZ99999">{"<v>1</v>"}</c></row>',
    ],
)
def test_cells_that_lie_absurdly_far_apart(tmp_path: Path, rows: str) -> None:
    path = save(tmp_path, workbook(SHEET.format(rows)), "edges.xlsx")
    with pytest.raises(FormatError, match=r"nearly all blank|the limit is|of memory"):
        io.read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<worksheet><sheetData>", "not well-formed XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>', "XML with entities"),
    ],
)
def test_workbooks_whose_xml_is_broken_or_has_entities(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        io.read(save(tmp_path, workbook(content), "edges.xlsx"))


TEXT = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def test_repeated_cells_of_open_documents(tmp_path: Path) -> None:
    head = f"<table:table-row>{TEXT.format('', 'source')}{TEXT.format('', 'target')}</table:table-row>"
    row = f"<table:table-row>{TEXT.format('', 'a')}{TEXT.format('', 'b')}</table:table-row>"
    blank = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    net = io.read(save(tmp_path, open_document(head + row + blank), "edges.ods"))
    assert net.nodes.index.tolist() == ["a", "b"]
    wide = TEXT.format(' table:number-columns-repeated="16384"', "x")
    bomb = f'<table:table-row table:number-rows-repeated="1048573">{wide}</table:table-row>'
    with pytest.raises(FormatError, match=r"nearly all blank|the limit is|of memory"):
        io.read(save(tmp_path, open_document(head + bomb), "edges.ods"))


def test_an_open_document_that_ends_early_is_no_endless_loop(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="not well-formed XML"):
        io.read(save(tmp_path, open_document("<table:table-row>"), "edges.ods"))


def test_a_parquet_bomb(tmp_path: Path, small: None) -> None:
    codes = pa.DictionaryArray.from_arrays(pa.array([0] * 30_000_000, pa.int32()), pa.array(["x" * 100]))
    pa.parquet.write_table(pa.table({"source": codes, "target": codes}), tmp_path / "edges.parquet")
    assert (tmp_path / "edges.parquet").stat().st_size < 1 << 20
    with pytest.raises(FormatError, match="the limit is 1 M"):
        io.read(tmp_path / "edges.parquet")


def test_more_vertices_than_a_file_can_hold(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is more than the file can hold"):
        io.read(save(tmp_path, b"*Vertices 999999999\n*Arcs\n1 2\n", "edges.net"))
    big = b"*Vertices " + b"9" * 5000 + b"\n*Arcs\n1 2\n"
    with pytest.raises(ClusternetError):
        io.read(save(tmp_path, big, "edges.net"))


def test_elements_nested_without_end(tmp_path: Path) -> None:
    deep = b"<gexf>" + b"<graph>" * 200_000 + b"</graph>" * 200_000 + b"</gexf>"
    with pytest.raises(ClusternetError):
        io.read(save(tmp_path, deep, "edges.gexf"))


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_and_external_references_are_refused(tmp_path: Path, suffix: str, declared: str) -> None:
    name = suffix[1:]
    text = f"<!DOCTYPE x [{declared}]><{name}><graph>&x;</graph></{name}>"
    with pytest.raises(FormatError, match="entities or external references is refused"):
        io.read(save(tmp_path, text.encode(), f"n{suffix}"))


def test_names_of_columns_that_are_no_text(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"source": ["a"], "target": ["b"]}), tmp_path / "edges.parquet")
    data = (tmp_path / "edges.parquet").read_bytes().replace(b"source", b"so\x8drce")
    with pytest.raises(FormatError, match="not a readable Parquet file"):
        io.read(save(tmp_path, data, "edges.parquet"))


def test_workbooks_in_an_encoding_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="unknown encoding"):
        io.read(save(tmp_path, workbook('<?xml version="1.0" encoding="F-8"?><worksheet/>'), "edges.xlsx"))


# -- pickles -----------------------------------------------------------------------------------------------
class Trap:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize(
    "name", ["edges.csv", "edges.csv.gz", "edges.xlsx", "edges.parquet", "edges.pkl", "edges.gexf"]
)
def test_a_pickle_is_never_read(tmp_path: Path, name: str) -> None:
    mark = tmp_path / "run"
    with pytest.raises(ClusternetError):
        io.read(save(tmp_path, pickle.dumps(Trap(mark)), name))
    assert not mark.exists()


def test_pickles_inside_parquet_are_never_loaded(tmp_path: Path) -> None:
    mark = tmp_path / "run"
    trap = pickle.dumps(Trap(mark))
    kind = {b"ARROW:extension:name": b"arrow.py_extension_type", b"ARROW:extension:metadata": trap}
    schema = pa.schema([pa.field("source", pa.string(), metadata=kind), pa.field("target", pa.binary())])
    table = pa.table([["a"], [trap]], schema=schema).replace_schema_metadata({b"pandas": trap})
    pa.parquet.write_table(table, tmp_path / "edges.parquet")
    io.read(tmp_path / "edges.parquet")
    assert not mark.exists()


# -- what other programs would run -------------------------------------------------------------------------
NASTY = [
    "=1+1",
    "+1+cmd",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "http://x.example",
    "{=1}",
    "\t=1",
    "_x0041_",
    "a\x07b\uffff",
]


def table_of(texts: list[str]) -> Result:
    return Result(pd.DataFrame({"name": texts, "degree": range(len(texts))}), texts[0], texts, "en")


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    write(table_of(NASTY), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert [sheet.cell(4 + place, 1).value for place in range(7)] == NASTY[:7]
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_no_cell_of_a_csv_file_is_a_formula(tmp_path: Path) -> None:
    write(table_of(NASTY), tmp_path / "t.csv")
    found = pd.read_csv(tmp_path / "t.csv", encoding="utf-8-sig", dtype=str)["name"].tolist()
    assert found[:4] == [f"'{text}" for text in NASTY[:4]]
    assert found[4:6] == NASTY[4:6]


def test_tables_larger_than_a_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="more than a sheet of Excel holds"):
        write_book([Result(pd.DataFrame({"n": range(1_048_576)}), "t", (), "en")], tmp_path / "t.xlsx")


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\|<>*_`[]()!#~$&%{}^\"'\n\r=+-:;/. a甲\x1b\x07"), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=30,
)
FUZZED = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FUZZED
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_markdown_shows_text_and_nothing_else(tmp_path: Path, texts: list[str]) -> None:
    write(table_of(texts), tmp_path / "t.md")
    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render((tmp_path / "t.md").read_text(encoding="utf-8"))
    )
    tags = set(re.findall(r"<(/?\w+)", html))
    assert tags <= {
        tag
        for name in ("p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "br")
        for tag in (name, f"/{name}")
    }
    assert html.count("<tr>") == len(texts) + 1
    assert html.count("<td") == 2 * len(texts)


_ALLOWED = re.compile(
    r"\\(?:textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar)\{\}|\\[&%$#_{}]|\$\\(?:le|infty)\$"
)


@FUZZED
@given(text=TEXTS)
def test_latex_has_no_command_but_ours(tmp_path: Path, text: str) -> None:
    write(table_of([text]), tmp_path / "t.tex")
    lines = (tmp_path / "t.tex").read_text(encoding="utf-8").split("\n")
    start = next(place for place, line in enumerate(lines) if line.startswith("Name"))
    row = lines[start + 2].removesuffix(r" \\").rpartition(" & ")[0]
    row = row[1] + row[3:] if row[:3] in ("{[}", "{*}") else row
    assert not set(_ALLOWED.sub("", row)) & set('\\&%$#_{}~^<>|"')
    assert len(lines) == 13


XELATEX = shutil.which("xelatex")


@pytest.mark.slow
@pytest.mark.skipif(XELATEX is None, reason="xelatex is not installed")
def test_latex_of_hostile_names_compiles(tmp_path: Path) -> None:
    texts = [
        *NASTY[:7],
        "[a]",
        "*b",
        "[-1ex]",
        "\\\\[2cm]",
        "$x^$",
        "a_b^c~#%&{",
        "\\input{x}",
        "^^41",
        "``''",
        "-- ?`",
        '"a"',
    ]
    write(table_of(texts), tmp_path / "t.tex")
    table = (tmp_path / "t.tex").read_text(encoding="utf-8")
    assert "\n{[}a] & " in table
    assert "\n{*}b & " in table
    (tmp_path / "m.tex").write_text(
        f"\\documentclass{{article}}\\begin{{document}}\n{table}\\end{{document}}\n", encoding="utf-8"
    )
    done = subprocess.run(
        [str(XELATEX), "-halt-on-error", "-interaction=batchmode", "-no-shell-escape", "m.tex"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (tmp_path / "m.log").read_text(encoding="utf-8")[-2000:]


def test_names_do_not_turn_letters_round_where_they_are_read(tmp_path: Path) -> None:
    for form in ("md", "tex"):
        write(table_of(["a\u202egpj.exe", "b\u2066c"]), tmp_path / f"t.{form}")
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069]", (tmp_path / f"t.{form}").read_text(encoding="utf-8")
        )


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    from clusternet.cli.emit import emit
    from clusternet.cli.request import Request

    emit(table_of(["a\x1b]0;title\x07b\x9b31mc\u2028d"]), Request())
    shown = capsys.readouterr().out
    assert "a ]0;title b 31mc d" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize("name", ["gexf", "graphml", "net", "json"])
def test_what_is_written_holds_names_as_text(tmp_path: Path, name: str) -> None:
    from clusternet.network.value_network import from_frames

    script = '"><script>alert(1)</script>&amp;]]>'
    net = from_frames(pd.DataFrame({"source": [script], "target": ["=1+1"]}))
    io.write(net, tmp_path / f"n.{name}")
    if name != "json":
        assert "=1+1" in io.read(tmp_path / f"n.{name}").nodes.index
    if name in ("gexf", "graphml"):
        assert "<script>" not in (tmp_path / f"n.{name}").read_text(encoding="utf-8")


def test_vertices_declared_again_and_again_are_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pajek, "_UNLISTED", 5000)
    with pytest.raises(FormatError, match=r"n.net: \*Vertices 8000 is more than the file can hold"):
        io.read(save(tmp_path, b"*Vertices 4000\n" * 60 + b"*Arcs\n1 2\n", "n.net"))


def test_thousands_of_blanks_are_gone_through_once(tmp_path: Path) -> None:
    from clusternet.io.init.proposal import init

    gap = " " * 8_000
    rows = f'source,target,year,weight\n"a{gap}b",c,"2018{gap}x",1\nc,"d、e{gap}等",2019,"1{gap}x"\n'
    begun = time.process_time()
    found = io.examine(save(tmp_path, (rows + "f,g,2019,1\n").encode(), "edges.csv"))
    init(tmp_path)
    assert time.process_time() - begun < 2
    assert {"bad_weight", "unreadable_year"} <= {each.problem for each in found.findings}


def test_thousands_of_brackets_in_a_header_are_gone_through_once() -> None:
    from clusternet.io.init import headers

    begun = time.process_time()
    assert set(headers.bare("(" * 40_000)) == set(headers.bare("((((("))
    assert headers.bare("产值（万元）") == "产值"
    assert time.process_time() - begun < 0.5
