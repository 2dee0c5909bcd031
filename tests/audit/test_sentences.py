"""Plain sentences are checked against the tables, in Chinese and English."""

from __future__ import annotations

import pytest

from clusternet.audit import applied, audit, examine

TABLES = {
    "t.csv": "省份,专利数,企业数\n北京市,5200,310\n广东省,8100,550\n上海市,4100,290\n浙江省,3000,200\n",
    "e.csv": "country,papers,share_pct\nChina,700000,48.2\nGermany,83000,5.7\n"
    "Japan,75000,5.2\nBrazil,20000,1.4\n",
}
RIGHT = """北京市专利数超过5000件，企业数不少于310家。
广东省专利数排名第一，上海市专利数排名第三。
广东省专利数是浙江省的2.7倍。浙江省的企业数最少。北京市专利数低于广东省。
Germany published more than 80,000 papers, and Japan ranks third in papers.
China has 8.4 times the papers of Germany; it leads.
Brazil has fewer than 21 thousand papers, and a share_pct of 1.4%.
"""
WRONG = [
    ("北京市专利数不足5000件。", "5000"),
    ("北京市的企业数不超过 300 家。", "300"),
    ("2020年上海市专利数排名第二。", "排名第二"),
    ("广东省专利数是浙江省的3.7倍。", "3.7倍"),
    ("北京市专利数高于广东省。", "北京市专利数高于广东省。"),
    ("上海市的企业数最少。", "上海市的企业数最少。"),
    ("Germany published more than 90,000 papers.", "90,000"),
    ("Japan ranked second in papers.", "ranked second"),
    ("Japan is the second largest by papers.", "second largest"),
    ("China has 9.4 times the papers of Germany.", "9.4 times"),
    ("Brazil has 0.3 million papers.", "0.3 million"),
    ("Brazil has a share_pct of 2.4%.", "2.4%"),
]


def _written(folder, text, name="text.md"):
    for table, cells in TABLES.items():
        (folder / table).write_text(cells, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_the_tables_say_is_no_finding_and_counts_as_checked(tmp_path):
    found = examine(_written(tmp_path, RIGHT))
    assert found.doubts == ()
    assert [each.cells for each in found.applied if each.rule == "claim"] == [12]


@pytest.mark.parametrize(("sentence", "printed"), WRONG)
def test_a_sentence_that_the_tables_deny_is_found(tmp_path, sentence, printed):
    found = audit(_written(tmp_path, f"{RIGHT}\n{sentence}\n"))
    assert found[["rule", "file", "line", "printed"]].values.tolist() == [["claim", "text.md", 8, printed]]


def test_a_sentence_that_names_no_cell_is_told_as_not_checked(tmp_path):
    text = "去年增长5%。法国专利数排名第一。北京市专利数为5200件。"
    frame = applied(examine(_written(tmp_path, text)), lang="zh")
    row = frame[frame["rule"] == "claim"].iloc[0]
    assert (row["cells"], row["note"]) == (1, "另有2处说法未指明表中的行与列，未核对")


def test_paragraphs_of_a_word_document_are_text(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Table 1 papers")
    table = document.add_table(rows=0, cols=2)
    for line in TABLES["e.csv"].splitlines():
        for cell, text in zip(table.add_row().cells, line.split(","), strict=False):
            cell.text = text
    document.add_paragraph("Japan published fewer than 70,000 papers.")
    document.save(tmp_path / "report.docx")
    found = audit(tmp_path)
    assert found[["rule", "file", "line", "printed"]].values.tolist() == [
        ["claim", "report.docx", 2, "70,000"]
    ]
