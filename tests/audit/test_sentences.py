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
    ("广东省专利数不到浙江省的 2 倍。", "2 倍"),
    ("广东省专利数超过浙江省的3倍。", "3倍"),
    ("广东省专利数是浙江省的3倍多。", "3倍"),
    ("浙江省企业数约300家。", "300"),
    ("浙江省企业数300余家。", "300"),
    ("浙江省企业数不会超过 100 家。", "100"),
    ("浙江省企业数近 300 家。", "300"),
    ("Brazil has almost 30,000 papers.", "30,000"),
    ("Brazil has under 19,000 papers.", "19,000"),
    ("Brazil has 30,000 papers or more.", "30,000"),
    ("Papers of China were less than twice those of Germany.", "twice"),
    ("上海市的企业数最少。", "上海市的企业数最少。"),
    ("Germany published more than 90,000 papers.", "90,000"),
    ("Japan ranked second in papers.", "ranked second"),
    ("Japan is the second largest by papers.", "second largest"),
    ("China has 9.4 times the papers of Germany.", "9.4 times"),
    ("Brazil has 0.3 million papers.", "0.3 million"),
    ("Brazil has a share_pct of 2.4%.", "2.4%"),
]

ROUGHLY = """
北京市企业数为300多家。北京市企业数近320家。上海市企业数约290家。上海市企业数300家左右。
广东省专利数逾8000件。广东省专利数不足9000件，浙江省专利数3000件以上。浙江省企业数余额不详。
广东省专利数不到浙江省的3倍。广东省专利数超过浙江省的2倍。广东省专利数是浙江省的2倍多。
广东省专利数约为浙江省的3倍。广东省专利数接近浙江省的三倍。广东省企业数没有超过浙江省的3倍。
浙江省专利数超3000件。浙江省专利数至多3000件。
专利数最多的是广东省，2020年。上海市企业数同比增长3%。预计上海市企业数为9000家。
北京市专利数2023年为5200件。见表3，北京市企业数为310家。
Germany published nearly 85,000 papers. Japan published almost 80,000 papers. Japan wrote about 74,000 papers.
Germany has over 80,000 papers. Germany has some 80,000 papers. Japan has under 76,000 papers.
Papers of China were roughly 8 times those of Germany.
Papers of China were almost nine times those of Germany.
Papers of China were more than 8 times those of Germany. Brazil has no more than 20,000 papers.
Brazil has 20,000 papers or more. Japan has papers not exceeding 75,000. Japan: just over 74,000 papers.
The largest by papers is China in 2020. Will Brazil have 99,000 papers? Brazil did not exceed 20,000 papers.
"""


def _written(folder, text, name="text.md"):
    for table, cells in TABLES.items():
        (folder / table).write_text(cells, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_the_tables_say_is_no_finding_and_counts_as_checked(tmp_path):
    found = examine(_written(tmp_path, RIGHT))
    assert found.doubts == ()
    assert [each.cells for each in found.applied if each.rule == "claim"] == [12]


def test_words_of_approximation_leave_open_what_they_mean(tmp_path):
    found = examine(_written(tmp_path, ROUGHLY))
    assert [(each.line, each.printed, each.computed) for each in found.doubts] == []
    assert [each.cells for each in found.applied if each.rule == "claim"] == [33]


def test_a_sentence_is_quoted_as_it_stands(tmp_path):
    found = audit(_written(tmp_path, "In 2023 the Firms: 北京市 的 企业数 超过 900 家。\n"))
    assert found[["where", "printed"]].values.tolist() == [
        ["In 2023 the Firms: 北京市 的 企业数 超过 900 家。", "900"]
    ]


@pytest.mark.parametrize(("sentence", "printed"), WRONG)
def test_a_sentence_that_the_tables_deny_is_found(tmp_path, sentence, printed):
    found = audit(_written(tmp_path, f"{RIGHT}\n{sentence}\n"))
    assert found[["rule", "file", "line", "printed"]].values.tolist() == [["claim", "text.md", 8, printed]]


def test_a_comparison_with_what_no_row_names_is_no_finding(tmp_path):
    assert audit(_written(tmp_path, f"{RIGHT}\nPapers of China were more than twice those of all.\n")).empty


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
