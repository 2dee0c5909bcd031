"""Tables of Word documents and pages, and what is said of files that are not read."""

from __future__ import annotations

import pytest

from clusternet.audit import audit, examine
from clusternet.errors import FormatError, SchemaError
from clusternet.notes.audit import summary_lines

ROWS = [("Beijing", "60", "41"), ("Shanghai", "40", "29"), ("Wuhan", "25", "12"), ("total", "135", "82")]


def _page() -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return (
        "<html><style>td {color: red}</style><table><tr><td>menu</td></tr></table>"
        "<h2>Table 1. Firms</h2><table><thead><tr><th rowspan=2>city</th><th colspan=2>firms</th></tr>"
        f"<tr><th>2020</th><th>2021</th></tr></thead>{body}</table>"
        "<p>Table 2</p><table><tr><th>a</th><th>b</th></tr><tr><td>x</td><td>1</td></tr></table></html>"
    )


def test_a_page_with_merged_headers(tmp_path):
    path = tmp_path / "report.html"
    path.write_text(_page(), encoding="utf-8")
    tables = examine(path).reports[0].tables
    assert [table.name for table in tables] == ["report:1 Table 1. Firms", "report:2 Table 2"]
    assert [column.name for column in tables[0].columns] == ["city", "firms 2020", "firms 2021"]
    found = audit(path)
    assert found[["rule", "printed", "computed", "cell"]].values.tolist() == [["sum", "135", "125", "B6"]]


def test_sentences_of_a_page_are_checked(tmp_path):
    text = (
        "<p>Beijing had more than\n30 firms 2020.</p><ul><li>Wuhan had fewer than 20 firms 2020.</ul>"
        "<script>Beijing had 1 firms 2020</script>"
    )
    (tmp_path / "report.html").write_text(_page().replace(">135<", ">125<") + text, encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "file", "line", "printed"]].values.tolist() == [["claim", "report.html", 2, "20"]]


def test_a_word_document_with_merged_headers(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("Table 1. Firms")
    table = document.add_table(rows=2 + len(ROWS), cols=3)
    for row, cells in enumerate([("city", "firms", ""), ("", "2020", "2021"), *ROWS]):
        for place, text in enumerate(cells):
            table.cell(row, place).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.save(str(tmp_path / "report.docx"))
    held = examine(tmp_path).reports[0].tables[0]
    assert [column.name for column in held.columns] == ["city", "firms 2020", "firms 2021"]
    found = audit(tmp_path)
    assert found[["rule", "printed", "computed"]].values.tolist() == [["sum", "135", "125"]]


def test_what_is_not_read_is_told(tmp_path):
    (tmp_path / "firms.csv").write_text("\n".join(map(",".join, [("city", "a", "b"), *ROWS])))
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "text.txt").write_text("There are 125 firms.")
    found = examine(tmp_path)
    assert [line.en.split(":")[0] for line in found.passed] == ["report.pdf"]
    told = [line.en for line in summary_lines(found)]
    assert "text.txt: 0 claims checked; 1 more claim named no row and column of a table: not checked" in told
    with pytest.raises(FormatError, match="Tabula"):
        examine(tmp_path / "report.pdf")


@pytest.mark.parametrize(("rows", "width"), [(5001, 2), (3, 3000), (1000, 200)])
def test_data_are_no_table_of_a_report(tmp_path, rows, width):
    head = ",".join(f"c{place}" for place in range(width))
    path = tmp_path / "data.csv"
    path.write_text("\n".join([head, *[",".join(["1"] * width)] * rows]))
    with pytest.raises(FormatError, match=f"{rows:,} rows and {width:,} columns"):
        examine(path)


def test_a_base_that_is_given_is_used(tmp_path):
    (tmp_path / "shares.csv").write_text("answer,score %\na,13%\nb,41%\nc,33%\n")
    (tmp_path / "audit.toml").write_text("[tables.shares]\nbase = 7\n")
    found = audit(tmp_path)
    assert found[["rule", "cell"]].values.tolist() == [["grim", "B2"], ["grim", "B3"], ["grim", "B4"]]


@pytest.mark.parametrize(
    "said", ["[[sums]]\n", '[[sums]]\ntable = "t"\ntotal = "a"\nparts = []\n', "sums = []\n"]
)
def test_an_empty_sum_is_told(tmp_path, said):
    (tmp_path / "t.csv").write_text("name,a,b\nx,1,1\ny,2,2\n")
    (tmp_path / "audit.toml").write_text(said)
    with pytest.raises(SchemaError, match="sums"):
        examine(tmp_path)
