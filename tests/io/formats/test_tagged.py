from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import clusternet
from clusternet.errors import FormatError
from clusternet.io.tables.reader import read_sheet
from running import Runner

WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Rowan, A
   Hazel, B
TI Value networks of
   firms
SO SENSORS
DE deep learning; value
   network; graph
C1 [Rowan, A; Hazel, B] Univ Alpha, Beijing, Peoples R China.
   [Ash, C] Univ Zeta, London, England.
PY 2020
ER

PT J
AU Ash, C
TI Second
DE graph
C1 Univ Zeta, London, England.
PY 2021
ER

EF
"""
CNKI = """SrcDatabase-来源库: 期刊
Title-题名: 甲：研究
Author-作者: 某甲;某乙;
Organ-单位: 北京大学;清华大学;
Keyword-关键词: 创新;;网络
Year-年: 2020

SrcDatabase-来源库: 期刊
Title-题名: 乙
Author-作者: 某丙;
Keyword-关键词: 创新;;专利
Year-年: 2021
"""
NOTEEXPRESS = """{Reference Type}: Journal Article
{Title}: 甲：研究
{Author}: 某甲
{Author}: 某乙
{Author Address}: 北京大学
{Author Address}: 清华大学
{Year}: 2020
{Keywords}: 创新
{Keywords}:  网络

{Reference Type}: Journal Article
{Title}: 乙
{Author}: 某丙
{Year}: 2021
{Keywords}: 创新;专利
"""
REFWORKS = """RT Journal Article
SR 1
A1 某甲;某乙;
AD 北京大学;清华大学;
T1 甲：研究
YR 2020
K1 创新;网络

RT Journal Article
SR 2
A1 某丙
T1 乙
YR 2021
K1 创新;专利
"""
ENDNOTE = """%0 Journal Article
%A 某甲
%A 某乙
%+ 北京大学;清华大学;
%T 甲：研究
%D 2020
%K 创新;网络

%0 Journal Article
%A 某丙
%T 乙
%D 2021
%K 创新;专利
"""
RIS = """TY  - JOUR
TI  - 甲：研究
AU  - 某甲
AU  - 某乙
AD  - 北京大学;清华大学
PY  - 2020
KW  - 创新
KW  - 网络
ER  -

TY  - JOUR
TI  - 乙
AU  - 某丙
PY  - 2021
KW  - 创新;专利
ER  -
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cnki.txt", CNKI), ("wanfang.net", NOTEEXPRESS), ("any.txt", NOTEEXPRESS), ("r.txt", REFWORKS),
        ("e.enw", ENDNOTE), ("e.txt", ENDNOTE), ("x.ris", RIS), ("x.txt", RIS.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_exports_are_told_by_their_content(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(text.encode(encoding))
    sheet = read_sheet(tmp_path / name, lenient=True)
    title, keywords, year = ("题名", "关键词", "年") if text is CNKI else ("Title", "Keywords", "Year")
    authors, places = ("作者", "单位") if text is CNKI else ("Authors", "Affiliations")
    assert sheet.text(title) == ["甲：研究", "乙"]
    assert [set(cell.replace(" ", "").split(";")) - {""} for cell in sheet.text(keywords)] == [
        {"创新", "网络"}, {"创新", "专利"},
    ]  # fmt: skip
    assert sheet.text(year) == ["2020", "2021"]
    assert [cell.replace(" ", "") for cell in sheet.text(authors)] == ["某甲;某乙", "某丙"]
    assert sheet.text(places)[0].replace(" ", "") == "北京大学;清华大学"


def test_web_of_science(tmp_path: Path, run: Runner) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_text(WOS, encoding="utf-8")
    sheet = read_sheet(path, lenient=True)
    assert sheet.text("TI") == ["Value networks of firms", "Second"]
    assert sheet.text("AU") == ["Rowan, A; Hazel, B", "Ash, C"]
    assert sheet.text("DE") == ["deep learning; value network; graph", "graph"]
    items = {
        row["item"]: row["occurrences"] for row in run.rows("cooccurrence", path, "--of", "DE", "--items")
    }
    assert items == {"graph": 2, "deep learning": 1, "value network": 1}
    found = run.rows("collaboration", path, "--authors", "C1", "--affiliations")
    assert [(row["first"], row["partner"], row["papers"]) for row in found] == [
        ("Peoples R China", "England", 1)
    ]


def test_a_table_of_tabs_is_no_tagged_text(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_text("PT\tAU\tDE\nJ\tRowan, A\tgraph; net\n", encoding="utf-16")
    assert read_sheet(path).text("DE") == ["graph; net"]


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_pages_under_the_suffix_of_a_workbook(
    tmp_path: Path, run: Runner, suffix: str, encoding: str
) -> None:
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>'
    rows = f"<tr><th>题名</th><th colspan={'0' * 5000}1>关键词</th></tr>"
    rows += "<tr><td>甲 &amp; 乙</td><td>创新;;网络</td></tr>"
    more = "<tr><td>丙<td>创新</tr>"
    path = tmp_path / f"list{suffix}"
    path.write_bytes(
        f"{head}<body><table><tr><td>x</table><table>{rows}{more}</table></body></html>".encode(encoding)
    )
    assert read_sheet(path).text("题名") == ["甲 & 乙", "丙"]
    found = run.rows("cooccurrence", path, "--of", "关键词", "--items")
    assert {row["item"]: row["occurrences"] for row in found} == {"创新": 2, "网络": 1}
    path.write_text("<html><body>Session expired</body></html>", encoding="utf-8")
    with pytest.raises(FormatError, match="a page of HTML without a table"):
        read_sheet(path)


def test_cells_that_span_rows_are_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "ties.xls"
    rows = (
        "<tr><th>企业<th>合作方<th>方向<th>年份</tr><tr><td rowspan=2>甲<td>乙<td>赋能<td rowspan=2>2021</tr>"
    )
    path.write_text(f"<table>{rows}<tr><td>丙<td>输入</tr></table>", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(
        '[edges]\nfile = "ties.xls"\nfill = ["sample", "year"]\n'
        'columns = {sample = "企业", partner = "合作方", direction = "方向", year = "年份"}',
        encoding="utf-8",
    )
    edges = clusternet.read(tmp_path).edges
    assert edges[["source", "target", "year"]].values.tolist() == [["甲", "乙", 2021], ["丙", "甲", 2021]]


WORKS = [
    {
        "id": "W1", "title": "A", "publication_year": 2020, "keywords": [{"display_name": "AI"}],
        "primary_location": {"source": {"display_name": "Kites"}},
        "authorships": [
            {"author": {"display_name": "X"}, "countries": ["CN"], "institutions": [{"display_name": "U"}]},
            {"author": {"display_name": "Y"}, "institutions": [{"display_name": "V", "country_code": "US"}]},
        ],
    },
    {"id": "W2", "display_name": "B", "publication_year": 2021, "authorships": [], "primary_location": None},
]  # fmt: skip


@pytest.mark.parametrize("form", ["answer", "list", "lines"])
def test_openalex(tmp_path: Path, run: Runner, form: str) -> None:
    path = tmp_path / "works.json"
    texts = {
        "answer": json.dumps({"meta": {"count": 2}, "results": WORKS}),
        "list": json.dumps(WORKS),
        "lines": "".join(f"{json.dumps(work)}\n" for work in WORKS),
    }
    path.write_text(texts[form], encoding="utf-8")
    sheet = read_sheet(path, lenient=True)
    assert sheet.text("title") == ["A", "B"]
    assert sheet.text("countries") == ["CN; US", ""]
    assert sheet.text("institutions")[0] == "U; V"
    assert sheet.text("source")[0] == "Kites"
    found = run.rows("collaboration", path, "--authors", "countries")
    assert [(row["first"], row["partner"]) for row in found] == [("CN", "US")]


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]", "[" * 100_000])
def test_other_json_is_refused_in_one_line(tmp_path: Path, run: Runner, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert "x.json: not " in run.fails("cooccurrence", path, "--of", "a")


SCOPUS = (
    "Authors,Author full names,Author(s) ID,Title,Year,Source title,Volume,Issue,Art. No.,Page start,"
    "Page end,Cited by,DOI,Link,Affiliations,Authors with affiliations,Abstract,Author Keywords,"
    "Index Keywords,Document Type,Publication Stage,Open Access,Source,EID"
)
LENS = (
    "Lens ID,Title,Date Published,Publication Year,Publication Type,Source Title,ISSNs,Publisher,"
    "Source Country,Author/s,Abstract,Volume,Issue Number,Start Page,End Page,Fields of Study,Keywords,"
    "MeSH Terms,Chemicals,Funding,Source URLs,External URL,PMID,DOI,Microsoft Academic ID,PMCID,"
    "Citing Patents Count,References,Citing Works Count,Is Open Access,Open Access License,Open Access Colour"
)
OPENALEX = (
    "id,display_name,publication_year,primary_location.source.display_name,doi,cited_by_count,type,"
    "authorships.author.display_name,authorships.institutions.display_name,authorships.countries,"
    "primary_topic.display_name,keywords.display_name"
)
ARDEN, TSINGHUA = (
    "Dept. of Nets, Univ. of Arden, Arden, United Kingdom",
    "Tsinghua University, Beijing, China",
)


def exported(path: Path, header: str, *rows: dict[str, str]) -> Path:
    """Write rows below the header of a database's export."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, header.split(","), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_scopus_in_csv(tmp_path: Path, run: Runner) -> None:
    path = exported(
        tmp_path / "scopus.csv",
        SCOPUS,
        {
            "Authors": "Rowan A.; Kite B.", "Title": 'Nets, "in short"', "Year": "2020", "EID": "2-s2.0-1",
            "Affiliations": f"{ARDEN}; {TSINGHUA}", "Author Keywords": "networks; innovation",
            "Authors with affiliations": f"Rowan A., {ARDEN}; Kite B., {TSINGHUA}",
        },
        {"Authors": "Kite B.", "Title": "More", "Year": "2021", "Author Keywords": "innovation; 5G"},
    )  # fmt: skip
    found = run.rows("cooccurrence", path, "--of", "Author Keywords", "--items")
    assert [(row["item"], row["occurrences"]) for row in found] == [
        ("innovation", 2), ("5G", 1), ("networks", 1),
    ]  # fmt: skip
    for column in ("Affiliations", "Authors with affiliations"):
        (row,) = run.rows("collaboration", path, "--authors", column, "--affiliations")
        assert (row["first"], row["partner"], row["papers"]) == ("United Kingdom", "China", 1)


def test_lens_and_openalex_in_csv(tmp_path: Path, run: Runner) -> None:
    lens = exported(
        tmp_path / "lens.csv",
        LENS,
        {"Lens ID": "001-1", "Source Country": "China", "Fields of Study": "Computer science; Economics"},
        {"Lens ID": "001-2", "Source Country": "Germany", "Fields of Study": "Computer science; Art"},
    )
    found = run.rows("specialisation", lens, "--unit", "Source Country", "--field", "Fields of Study")
    assert {(row["unit"], row["field"]): row["value"] for row in found if row["value"]} == {
        ("China", "Computer science"): 1, ("China", "Economics"): 1,
        ("Germany", "Computer science"): 1, ("Germany", "Art"): 1,
    }  # fmt: skip
    works = exported(
        tmp_path / "works.csv",
        OPENALEX,
        {"id": "W1", "authorships.countries": "CN|GB", "keywords.display_name": "networks|innovation"},
        {"id": "W2", "authorships.countries": "GB", "keywords.display_name": "innovation|5G"},
    )
    (row,) = run.rows("collaboration", works, "--authors", "authorships.countries")
    assert (row["first"], row["partner"], row["papers"]) == ("CN", "GB", 1)
    found = run.rows("cooccurrence", works, "--of", "keywords.display_name", "--items")
    assert {row["item"]: row["occurrences"] for row in found} == {"networks": 1, "innovation": 2, "5G": 1}
