"""The whole report: a page, a document, a workbook, figures and a manifest in one folder."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook

from clusternet import io
from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError, FormatError
from clusternet.io.folders import digest
from clusternet.network.about import About
from clusternet.network.cover import Cover
from clusternet.network.value_network import from_frames
from clusternet.report import folder, word
from clusternet.report.build import build
from clusternet.report.document import Settings
from running import Done

FORMULA, MARKUP = "=1+1", "<script>alert(1)</script>"
WITHOUT = (13, 16, 17, 18, 22, 24, 28, 29, 31, 33, 34, 35)
TABLES = [f"table{number}" for number in range(2, 42) if number not in WITHOUT]
"""All but those that would say nothing of eight nodes in three years: no tail is long enough to compare laws,
there is one field of application, industry and category, no sole supplier, no flow that stands out, too few
years for a trend; what --fast leaves out; and 28 is no table."""
EVERY = {"report.html", "report.docx", "tables.xlsx", "manifest.json"}


def town(place: Path, *, synthetic: bool = True) -> Path:
    """Write a small data set that feeds every section; two names would do harm if they were run."""
    names = [FORMULA, MARKUP, "甲", "乙", "丙", "丁", "戊", "己"]
    homes = ["北京市", "上海市", "广东省", "北京市", "浙江省", "广东省", "上海市", "北京市"]
    nodes = ["编号,名称,节点类型,省份,城市,平台,机构类型"]
    for number, (name, home) in enumerate(zip(names, homes, strict=True)):
        city = home if home.endswith("市") else {"广东省": "深圳市", "浙江省": "杭州市"}[home]
        kind, platform = ("样本节点", "是") if number < 3 else ("关系节点", "否")
        nodes.append(f"n{number},{name},{kind},{home},{city},{platform},企业")
    edges = ["来源,目标,年份,关系类型,技术,应用领域,行业"]
    for number in range(96):  # 32 a year: two years are compared from 30 relations on
        ends = (
            f"n{number % 3},n{(number * 5 + 1) % 8}" if number % 2 else f"n{(number * 3) % 8},n{number % 3}"
        )
        edges.append(
            f"{ends},{2019 + number % 3},技术合作,{'大数据' if number % 4 else '物联网'},智慧城市,65"
        )
    place.mkdir()
    (place / "nodes.csv").write_text("\n".join(nodes), encoding="utf-8")
    (place / "edges.csv").write_text("\n".join(edges), encoding="utf-8")
    about = [
        'title = "小镇"',
        f"synthetic = {str(synthetic).lower()}",
        'poles = ["北京市"]',
        'edges = [{file = "edges.csv"}]',
        'nodes = [{file = "nodes.csv"}]',
    ]
    (place / "dataset.toml").write_text("\n".join(about), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def full(tmp_path_factory, run) -> Path:
    """A Chinese report on synthetic data that have everything."""
    place = tmp_path_factory.mktemp("full")
    done = run("report", town(place / "town"), "--fast", "--quiet", "--out", place / "report")
    assert (done.out, done.err) == (f"{place / 'report'}\n", "")
    return place / "report"


@pytest.fixture(scope="module")
def ties(tmp_path_factory) -> Path:
    """Ends of ties and nothing else."""
    file = tmp_path_factory.mktemp("ties") / "ties.csv"
    file.write_text("source,target\na,b\nb,c\nc,a\nd,a\n")
    return file


@pytest.fixture(scope="module")
def plain(ties, run) -> tuple[Path, Done]:
    """An English report on data without years, places or kinds, that nobody calls synthetic."""
    place = ties.parent / "report"
    return place, run("report", ties, "--fast", "--out", place)


class Page(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def manifest(place: Path) -> dict:
    return json.loads((place / "manifest.json").read_text(encoding="utf-8"))


# -- what is in the folder ---------------------------------------------------------------------------------
def test_every_output_is_there_with_its_checksum(full):
    assert {file.name for file in full.iterdir()} == {*EVERY, "figures"}
    outputs = manifest(full)["outputs"]
    listed = {each["file"]: each["sha256"] for each in outputs}
    held = {file.relative_to(full).as_posix() for file in full.rglob("*") if file.is_file()}
    assert set(listed) == held - {"manifest.json"}
    for name, sha in listed.items():
        assert hashlib.sha256((full / name).read_bytes()).hexdigest() == sha


def test_the_manifest_says_what_was_read_and_how(full):
    found = manifest(full)
    rows = {Path(each["file"]).name: each["rows"] for each in found["inputs"]}
    assert rows == {"dataset.toml": None, "edges.csv": 96, "nodes.csv": 8}
    edges = next(each for each in found["inputs"] if each["file"].endswith("edges.csv"))
    given = full.parent / "town" / edges["file"]
    assert edges["sha256"] == hashlib.sha256(given.read_bytes()).hexdigest()
    assert found["synthetic"] is True
    assert found["language"] == "zh"
    assert found["options"]["fast"] is True
    assert (found["options"]["out"], found["options"]["data"], found["data"]) == ("report", "town", "town")
    assert str(full.parent) not in (full / "manifest.json").read_text(encoding="utf-8")
    assert found["seeds"] == {"seed": 0, "community_seeds": 3, "bootstrap": 200, "replicates": 49}
    assert found["convention"] == {"name": "gephi", "directed": True}
    assert len(found["sections"]) == 15


def test_figures_of_a_draft_come_as_png_of_200_dpi_alone_and_it_says_so(full):
    names = sorted(file.name for file in (full / "figures").iterdir())
    stems = sorted({Path(name).stem for name in names})
    assert {"trend", "heatmap", "sankey", "quadrant", "flowmap", "tail", "netmap", "bars_technology"} <= set(
        stems
    )
    assert names == [f"{stem}.png" for stem in stems]
    assert any("PDF" in line and "--fast" in line for line in manifest(full)["left_out"])
    for file in (full / "figures").glob("*.png"):
        data = file.read_bytes()
        assert b"\xe5\x90\x88\xe6\x88\x90" in data[:400]  # the title in the file says 合成数据
        assert dpi(data) == 200


def dpi(data: bytes) -> int:
    """Return the resolution that a PNG says it has."""
    start = data.index(b"pHYs") + 4
    return round(struct.unpack(">I", data[start : start + 4])[0] * 0.0254)


@pytest.mark.slow
def test_a_figure_is_planned_once(tmp_path):
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    made, widths = build(from_frames(ties), QUICK), []
    counted = [
        replace(
            section,
            figures=tuple(
                replace(figure, plan=lambda width, plan=figure.plan: widths.append(width) or plan(width))
                for figure in section.figures
            ),
        )
        for section in made.sections
    ]
    made = replace(made, sections=tuple(counted)).write(tmp_path)
    assert widths == [144.0] * len(made.figures) == [144.0] * 2


def hidden(file: Path) -> list[tuple[int, int]]:
    """Return what a document leaves out above and below its pictures, in thousandths of a percent."""
    cuts = docx.Document(str(file)).element.body.iter(qn("a:srcRect"))
    return [(int(cut.get("t")), int(cut.get("b"))) for cut in cuts]


@pytest.mark.slow
def test_page_and_document_show_figures_without_title_and_caption(plain, full):
    for place in (full, plain[0]):
        files = {file.read_bytes() for file in (place / "figures").glob("*.png")}
        drawings = [each for each in Page(place / "report.html").all("svg") if each.get("class") == "drawing"]
        assert len(drawings) == len(files)
        parts = docx.Document(str(place / "report.docx")).part.related_parts.values()
        assert {part.blob for part in parts if part.content_type == "image/png"} == files
        shapes = docx.Document(str(place / "report.docx")).inline_shapes
        for drawing, shape, (above, below) in zip(
            drawings, shapes, hidden(place / "report.docx"), strict=True
        ):
            _, top, wide, high = map(float, str(drawing["viewbox"]).split())
            assert shape.width / shape.height == pytest.approx(wide / high, rel=1e-3)
            whole = high / (1 - (above + below) / 100_000)
            assert top == pytest.approx(whole * above / 100_000, abs=0.02)
    assert all(above == 0 < below for above, below in hidden(full / "report.docx"))
    assert all(0 < above < below for above, below in hidden(plain[0] / "report.docx"))


# -- the page ----------------------------------------------------------------------------------------------
def test_the_page_asks_the_network_for_nothing(full):
    page = Page(full / "report.html")
    (policy,) = [
        each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    script = page.texts["script"][-1]
    kinds = [each.get("type") for each in page.all("script")]
    assert kinds == ["application/json"] * 2 + [None]  # data, and what runs
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert not page.all("link")
    assert all(str(each["src"]).startswith("data:image/png;base64,") for each in page.all("img"))
    assert all(str(each.get("href") or each["xlink:href"]).startswith("#") for each in page.all("use"))
    text = (full / "report.html").read_text(encoding="utf-8")
    assert "http://" not in text.replace("http-equiv", "")
    assert "https://" not in text
    assert "font-family: figure; src: url(data:font/woff" in text


def test_the_page_has_every_table_and_figure_under_its_contents(full):
    page = Page(full / "report.html")
    anchors = [str(each["id"]) for _, each in page.tags if "id" in each]
    assert len(anchors) == len(set(anchors))
    assert {str(each["href"])[1:] for each in page.all("a")} <= set(anchors)
    assert set(TABLES) <= set(anchors)
    assert len(page.texts["caption"]) == len(TABLES)
    assert all(caption.startswith("[合成数据] 表") for caption in page.texts["caption"])
    captions = [caption for caption in page.texts["figcaption"] if caption]
    assert all(caption.startswith("[合成数据] 图") for caption in captions)
    assert len(captions) == len(list((full / "figures").glob("*.png"))) == len(page.all("figure")) - 1
    assert '@top-right { content: "合成数据"' in (full / "report.html").read_text(encoding="utf-8")


def test_numbers_stand_to_the_right_and_names_are_text(full):
    page = Page(full / "report.html")
    numbers = [each for each in page.all("td") if each.get("class") == "number"]
    assert len(numbers) > 100
    assert MARKUP in page.texts["td"]
    assert FORMULA in page.texts["td"]
    assert "&lt;script&gt;" in (full / "report.html").read_text(encoding="utf-8")


def test_every_sentence_on_synthetic_data_is_marked(full, plain):
    page = Page(full / "report.html")
    assert "每句结论均有标记" in "".join(page.texts["p"])
    findings = [line for line in page.texts["li"] if line.startswith("[合成数据] ")]
    assert 2 <= len(findings) <= 5
    assert any("居首，度数中心度" in line or "供给最多" in line for line in findings)
    assert "synthetic" not in (plain[0] / "report.html").read_text(encoding="utf-8")


# -- the workbook and the document -------------------------------------------------------------------------
def test_the_workbook_has_a_sheet_a_table_and_no_formula(full):
    book = load_workbook(full / "tables.xlsx")
    numbered = [name for name in book.sheetnames if name.startswith("table")]
    assert sorted(numbered, key=lambda name: int(name[5:])) == TABLES  # in the order of sections
    assert book.sheetnames == ["目录", *numbered, "nodes", "flows"]
    assert all(str(sheet["A1"].value).startswith("[合成数据] ") for sheet in book)
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {FORMULA, MARKUP} <= {cell.value for cell in cells}


def test_the_workbook_has_every_flow_and_the_leading_organisations_but_no_person():
    names = [f"firm {number}" for number in range(300)]
    ties = pd.DataFrame({"source": ["hub"] * 300, "target": names, "source_country": "Italy"})
    ties["target_country"] = ["Spain", "France", "Italy"] * 100
    ties["target_category"] = ["person"] * 3 + ["company"] * 297
    net = from_frames(ties, about=About(places="own", language="en"))
    sheets = {sheet.tab: sheet for sheet in build(net, QUICK).sheets if not sheet.key}
    assert [row[3] for row in sheets["flows"].rows] == [100, 100, 100]
    held = [row[1] for row in sheets["nodes"].rows]
    assert (len(held), held[0]) == (200, "hub")
    assert "200 organisations of highest degree of 301 nodes" in "".join(sheets["nodes"].notes)
    every = {sheet.tab: sheet for sheet in build(net, replace(QUICK, entities=True)).sheets}["nodes"]
    assert {row[1] for row in every.rows} == {"hub", *names[3:]}


def test_the_document_has_headings_tables_and_figures_of_150_mm(full):
    document = docx.Document(str(full / "report.docx"))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [
        "主要发现", "网络结构", "核心节点", "平台价值网络", "空间流向", "引力模型",
        "地区与领先机构画像", "度分布与集中度", "社区与网络图", "分布", "共现", "专业化", "综合指数",
        "空间集聚与“极化—扩散”", "供给依赖", "新关系的形成", "未编入的内容",
        "数据与口径", "附录：读法、方法与术语",
    ]  # fmt: skip
    assert len(document.tables) == 1 + len(TABLES)  # the last one: data and conventions
    assert len(document.inline_shapes) == len(list((full / "figures").glob("*.png")))
    assert {shape.width for shape in document.inline_shapes} == {Mm(150)}
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert all(caption.startswith("[合成数据] ") for caption in captions)
    assert "合成数据" in document.sections[0].header.paragraphs[0].text
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_the_document_sets_chinese_in_a_chinese_font_and_repeats_headings(full):
    document = docx.Document(str(full / "report.docx"))
    for name, font in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Caption", "黑体")):
        faces = document.styles[name].element.rPr.rFonts
        assert faces.get(qn("w:eastAsia")) == font
        assert faces.get(qn("w:eastAsiaTheme")) is None
    for table in document.tables[:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    flows = next(table for table in document.tables if table.cell(0, 0).text == "技术赋能")
    assert [cell.text for cell in flows.rows[1].cells][:3] == ["排名", "技术赋能省份", "占比"]
    assert MARKUP in {cell.text for cell in document.tables[1]._cells}


# -- data that lack something ------------------------------------------------------------------------------
def test_what_the_data_cannot_feed_is_left_out_with_one_line(plain):
    place, done = plain
    found = manifest(place)
    assert found["sections"] == ["structure", "leaders", "profiles", "degrees", "communities", "dependence"]
    assert found["synthetic"] is False
    lines = found["left_out"]
    assert "Flows between places: the data do not say where nodes are." in lines
    assert "Table 5  Structure of the platform network: the data name no platforms." in lines
    page = Page(place / "report.html")
    assert [line for line in page.texts["li"] if line in lines] == lines
    said = done.err.splitlines()
    assert [line.removeprefix("clusternet: left out: ") for line in said if ": left out: " in line] == lines


def test_the_leaders_of_data_without_kinds_are_of_any_kind(plain):
    sheet = load_workbook(plain[0] / "tables.xlsx")["table3"]
    assert sheet["A1"].value == "Table 3  The twenty nodes of highest degree"
    assert [cell.value for cell in sheet[4]][:5] == [1, "a", 2, 1, 3]


QUICK = Settings(seeds=1, bootstrap=0, replicates=5, nulls=0)


def test_places_of_another_kind_get_tables_under_neutral_titles():
    rows = [("a", "b", "France", "Italy"), ("b", "c", "Italy", "Spain"), ("c", "a", "Spain", "France")]
    ties = pd.DataFrame(rows, columns=["source", "target", "source_country", "target_country"])
    made = build(from_frames(ties, about=About(places="own")), QUICK)
    titles = {table.key: table.title for table in made.tables}
    assert titles["table8"] == "Table 8  Flows between countries (twenty largest)"
    assert "table9" not in titles
    assert "flowmap" not in {figure.key for figure in made.figures}
    assert "Flow map: the places are no Chinese places, and have no position." in made.left_out


def test_nodes_that_are_places_are_not_shared_out_over_places():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "weight": [3, 5]})
    made = build(from_frames(ties, about=About(places="own")), replace(QUICK, count="weight"))
    table = {table.key: table for table in made.tables}["table8"]
    assert [row[1:4] for row in table.rows] == [("b", "c", 5), ("a", "b", 3)]
    assert "Nodes by province: the data have no such attribute (province)." in made.left_out


def test_a_relation_that_is_chosen_is_named(tmp_path):
    place = town(tmp_path / "town", synthetic=False)
    text = (place / "edges.csv").read_text(encoding="utf-8").replace("技术合作", "投融资")
    (place / "edges.csv").write_text(text, encoding="utf-8")
    net = io.read(place).relation("investment")
    made = build(net, replace(QUICK, relation="investment", year=2020))
    tables = {table.key: table for table in made.tables}
    assert "仅投融资关系中至少一端为平台的边" in "".join(tables["table5"].notes)
    assert tables["table8"].title == "表8  投融资关系流向排名前二十的省级行政区"
    assert tables["table2"].notes[0] == "口径：gephi，有向；边为去重后的节点对，仅含投融资关系。"
    assert ("选取", "截至 2020 年，投融资关系") in made.facts
    assert next(section.claims for section in made.sections if section.key == "space")
    assert not made.mark


def test_without_direction_there_is_one_degree():
    ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "a", "a"]})
    made = build(from_frames(ties), replace(QUICK, convention=GEPHI.undirected()))
    tables = {table.key: table for table in made.tables}
    assert [row[0] for row in tables["table11"].rows] == ["total"] * 3
    assert [row[0] for row in tables["table12"].rows] == ["total"]
    assert tables["table3"].notes[1] == "Undirected; equal degrees go by id."
    assert ("Convention", "gephi, undirected") in made.facts


def test_a_figure_that_no_font_can_set_is_left_out(tmp_path):
    ties = pd.DataFrame({"source": ["\U0001f9ff", "b"], "target": ["b", "c"]})
    made = build(from_frames(ties), QUICK).write(tmp_path)
    assert "netmap" not in {figure.key for figure in made.figures}
    assert sorted(file.name for file in (tmp_path / "figures").iterdir()) == ["tail.pdf", "tail.png"]
    assert dpi((tmp_path / "figures" / "tail.png").read_bytes()) == 300
    (line,) = [line for line in made.left_out if line.startswith("The value network: ")]
    assert "--font" in line
    assert str(tmp_path) not in line


# -- from Python -----------------------------------------------------------------------------------------
def test_two_lines_write_a_report_and_a_third_replaces_it(tmp_path):
    import clusternet as cn

    ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "a"], "year": [2020, 2021, 2021]})
    made = cn.report.build(from_frames(ties), QUICK)
    written = made.write(str(tmp_path / "report"))
    assert {path.name for path in (tmp_path / "report").iterdir()} == EVERY | {"figures"}
    found = manifest(tmp_path / "report")
    assert found["convention"] == {"name": "gephi", "directed": True}
    assert found["seeds"]["bootstrap"] == QUICK.bootstrap
    assert found["sections"] == [section.key for section in written.sections]
    with pytest.raises(FormatError, match="replace"):
        made.write(tmp_path / "report")
    made.write(tmp_path / "report", replace=True)
    (tmp_path / "report" / "mine.txt").write_text("")
    with pytest.raises(FormatError, match=r"mine\.txt"):
        made.write(tmp_path / "report", replace=True)


# -- the same bytes, whole or not at all -------------------------------------------------------------------
@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(plain, ties, process):
    again = ties.parent / "again"
    process("report", ties, "--fast", "--quiet", "--out", again, PYTHONHASHSEED="1")
    first, second = manifest(plain[0]), manifest(again)
    assert first["outputs"] == second["outputs"]
    for found in (first, second):
        found.pop("created")
        found["options"].pop("out")
        found["options"].pop("quiet")
    assert first == second


@pytest.mark.slow
def test_a_failure_leaves_nothing_and_an_earlier_report_whole(plain, ties, tmp_path, monkeypatch, run):
    def fails(*_: object, **__: object) -> None:
        raise ClusternetError("no ink")

    monkeypatch.setattr(word, "write", fails)
    before = {file: file.read_bytes() for file in plain[0].rglob("*") if file.is_file()}
    for place, option in ((tmp_path / "new", "--fast"), (plain[0], "--replace")):
        beside = sorted(place.parent.iterdir())
        assert "no ink" in run.fails("report", ties, "--fast", option, "--quiet", "--out", place)
        assert sorted(place.parent.iterdir()) == beside
    assert {file: file.read_bytes() for file in plain[0].rglob("*") if file.is_file()} == before


def test_a_folder_in_use_is_refused(plain, ties, tmp_path, run):
    assert "--replace puts the new one in its place" in run.fails("report", ties, "--out", plain[0])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("x")
    assert "is not empty and holds no earlier report" in run.fails(
        "report", ties, "--replace", "--out", tmp_path / "mine"
    )
    assert "holds ties.csv, which is read" in run.fails("report", ties, "--out", ties.parent)
    assert "is read by this command" in run.fails("report", ties, "--replace", "--out", ties)
    assert "is a file" in run.fails("report", ties, "--replace", "--out", tmp_path / "mine" / "thesis.docx")
    assert "does not exist" in run.fails("report", ties, "--out", tmp_path / "no" / "where")


def test_an_earlier_report_with_foreign_files_is_kept(plain, ties, run):
    mine = plain[0] / "figures" / "mine.png"
    mine.write_text("x")
    try:
        assert "changed since (figures/mine.png)" in run.fails("report", ties, "--replace", "--out", plain[0])
    finally:
        mine.unlink()


def test_a_document_that_was_edited_is_not_replaced(plain, ties, tmp_path, run):
    place = shutil.copytree(plain[0], tmp_path / "edited")
    (place / "report.docx").write_bytes(b"a week of work")
    assert "changed since (report.docx)" in run.fails("report", ties, "--replace", "--out", place)
    assert (place / "report.docx").read_bytes() == b"a week of work"


def test_a_report_never_replaces_what_it_reads(tmp_path, run):
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target\na,b\n")
    outputs = [{"file": "edges.csv", "sha256": digest(edges)}]
    (tmp_path / "manifest.json").write_text(json.dumps({"clusternet": "0", "outputs": outputs}))
    assert "holds edges.csv, which is read" in run.fails("report", edges, "--replace", "--out", tmp_path)
    assert edges.is_file()


def test_replace_puts_the_new_report_in_the_place_of_the_old(tmp_path, monkeypatch, run):
    from clusternet.report.parts import Report

    def writes(report: Report, place: Path, *_: object) -> Report:
        (place / "new.txt").write_text("new")
        return report

    monkeypatch.setattr(folder, "_fill", writes)
    (tmp_path / "ties.csv").write_text("source,target\na,b\nb,c\n")
    place = tmp_path / "out"
    place.mkdir()
    (place / "manifest.json").write_text('{"clusternet": "0", "outputs": []}')
    run("report", tmp_path / "ties.csv", "--fast", "--replace", "--quiet", "--out", place)
    assert [file.name for file in place.iterdir()] == ["new.txt"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out", "ties.csv"]


def test_a_year_of_data_without_years_is_refused(ties, tmp_path, run):
    assert "no year column" in run.fails("report", ties, "--year", "2020", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_wrong_usage_exits_2(ties, tmp_path, run):
    assert run.misused("report", ties)
    assert run.misused("report", ties, "--out", "")
    both = ("--year", "2020", "--window", "2019:2020")
    assert "exclude each other" in run.misused("report", ties, *both, "--out", tmp_path / "out")


# -- the first page ----------------------------------------------------------------------------------------
FRONT = """
[report]
title = "小镇的价值网络"
authors = ["张三", "李四"]
date = 2026-11-30
cite = "张三、李四：《小镇的价值网络》"
places = 3
break = 2020
sections = ["structure", "space"]
text = { summary = "作者的话。", space = "第一段。\\n\\n第二段。" }
[report.en]
title = "The town's network"
authors = "Zhang San"
"""


def fronted(tmp_path: Path, more: str = FRONT) -> Path:
    place = town(tmp_path / "town", synthetic=False)
    with (place / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{more}")
    return place


@pytest.mark.slow
def test_the_data_set_says_what_stands_at_the_front(tmp_path, run):
    out = tmp_path / "report"
    run("report", fronted(tmp_path), "--fast", "--quiet", "--out", out)
    page = Page(out / "report.html")
    assert page.texts["h1"] == ["小镇的价值网络"]
    assert page.texts["dd"] == ["张三、李四", "2026-11-30", "张三、李四：《小镇的价值网络》"]
    assert {"作者的话。", "第一段。", "第二段。"} <= set(page.texts["p"])
    assert manifest(out)["sections"] == ["structure", "space"]
    assert any("2020年起数据的采集口径可能有变" in line for line in page.texts["li"])
    text = [each.text for each in docx.Document(str(out / "report.docx")).paragraphs]
    assert {"作者：张三、李四", "作者的话。", "第二段。"} <= set(text)


def test_options_go_before_the_data_set_and_each_language_has_its_own(tmp_path, run):
    out = tmp_path / "report"
    given = ("--title", "Mine", "--sections", "structure", "--years", "2020:2021", "--lang", "en")
    run(
        "report",
        fronted(tmp_path, FRONT.replace(', space = "第一段。\\n\\n第二段。"', "")),
        *given,
        "--quiet",
        "--out",
        out,
    )
    page = Page(out / "report.html")
    assert page.texts["h1"] == ["Mine"]
    assert "Zhang San" in page.texts["dd"]
    assert load_workbook(out / "tables.xlsx").sheetnames == ["Contents", "table2"]
    years = [
        row[0].value for row in load_workbook(out / "tables.xlsx")["table2"].iter_rows(min_row=4, max_row=5)
    ]
    assert years == [2020, 2021]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[report]\nsubtitel = "x"', "unknown key 'subtitel' in [report]"),
        ('[report]\nsections = ["maps"]', "no section 'maps'; accepted: structure, leaders"),
        ('[report]\ntext = { maps = "x" }', "no section 'maps'"),
        ("[report]\nplaces = 0", "[report] places = 0; wanted a whole number"),
        ("[report]\nplaces = 1", "[report] places = 1; wanted a whole number"),
        ("[report]\nplaces = 5000", "[report] places = 5000; wanted a whole number"),
        ("[report]\nbreak = 1950", "--break 1950: not within the years of the data, 2019 to 2021"),
        ('[report]\nbreak = "2020"', "[report] break = '2020'; wanted a year or a list of years"),
        ("[report]\nyears = [1990, 1995]", "no relation in the years 1990:1995; there are 2019 to 2021"),
    ],
)
def test_what_a_front_cannot_say_is_refused_in_one_line(tmp_path, run, more, said):
    message = run.fails("report", fronted(tmp_path, more), "--fast", "--quiet", "--out", tmp_path / "out")
    assert said in message
    assert not (tmp_path / "out").exists()


def test_findings_have_base_years_and_a_table_and_the_first_page_has_one_a_topic(tmp_path):
    made = build(io.read(town(tmp_path / "town", synthetic=False)), QUICK)
    keys = {table.key for table in made.tables}
    topics = [claim.topic for claim in made.findings]
    assert len(topics) == len(set(topics)) <= 5
    weights = [claim.weight for claim in made.findings]
    assert weights == sorted(weights, reverse=True)
    assert all(claim.table in keys and claim.weight > 0 for claim in made.findings)
    flows = next(claim for claim in made.findings if claim.topic == "flows")
    margins = {row[1]: row[2] for row in next(each for each in made.tables if each.key == "table7").rows}
    place, share = max(margins.items(), key=lambda each: each[1])
    assert made.sentence(flows).startswith(f"{place}供给最多，占{100 * share:.1f}%")
    assert "（2019–2021年，" in made.sentence(flows)


def test_even_data_have_no_finding_and_no_line_without_years():
    ring = [(f"n{number}", f"n{(number + 1) % 30}") for number in range(30)]
    made = build(from_frames(pd.DataFrame(ring, columns=["source", "target"])), QUICK)
    assert [claim.topic for claim in made.findings] == []
    assert [box.series for box in made.boxes] == [()] * len(made.boxes)


def test_random_networks_are_drawn_unless_left_out_and_the_page_says_so(tmp_path):
    net = io.read(town(tmp_path / "town", synthetic=False))
    made = build(net, replace(QUICK, nulls=9))
    assert "table24" in {table.key for table in made.tables}
    left = build(net, QUICK).left_out
    assert any("--fast" in line for line in left)


def test_a_flow_figure_names_more_places_where_the_rest_would_be_large():
    places = [f"p{number}" for number in range(24)]
    rows = [(one, other) for one in places for other in places[:12]]
    ties = pd.DataFrame(rows, columns=["source", "target"])
    made = build(from_frames(ties, about=About(places="own")), QUICK)
    said = {figure.key: " ".join(figure.words.notes) for figure in made.figures}
    assert "Other: 7 places" in said["sankey"]  # of 24 places 17 named: 7/24 is the first below 30%


def test_technologies_meet_fields(tmp_path):
    made = build(io.read(town(tmp_path / "town", synthetic=False)), QUICK)
    table = next(each for each in made.tables if each.key == "table25")
    assert [row[1:] for row in table.rows] == [
        ("大数据", "智慧城市", 72, 0.75, 1.0), ("物联网", "智慧城市", 24, 0.25, 1.0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--years", "2018:2020"), "--years 2018:2020, but the data have no years"),
        (("--break", 2020), "--break 2020: the data have no years"),
    ],
)
def test_years_of_data_without_years_are_refused(ties, tmp_path, run, given, said):
    assert said in run.fails("report", ties, *given, "--fast", "--quiet", "--out", tmp_path / "out")
    done = run("report", ties, "--sections", " ,", "--quiet", "--out", tmp_path / "out", code=2)
    assert "no section is named" in done.err


def abroad(language: str = "en", **given: object):
    """A report on firms in foreign cities, none of which only sends."""
    rows = [(f"f{number}", "buyer", 2012 + number % 9) for number in range(119)]
    ties = pd.DataFrame(rows, columns=["source", "target", "year"])
    nodes = pd.DataFrame(
        {"id": [*(f"f{number}" for number in range(119)), "buyer"], "city": ["巴黎", "伦敦"] * 60}
    )
    net = from_frames(ties, nodes, about=About(language=language))
    return build(net, replace(QUICK, language=language, **given))


def test_foreign_places_are_said_to_be_abroad_and_no_reason_is_empty():
    for language, hint in (
        ("en", 'places = "own" in dataset.toml'),
        ("zh", '请在 dataset.toml 设 places = "own"'),
    ):
        made = abroad(language)
        assert any(hint in line for line in made.left_out)
        assert not [line for line in made.left_out if line.rstrip("。.").endswith(("：", ": ", ":"))]


def test_data_whose_places_are_mostly_abroad_are_of_countries():
    homes = ["北京市", "上海市"] + ["国外"] * 10
    lands = ["中国", "中国"] + ["法国", "日本"] * 5
    nodes = pd.DataFrame({"id": [f"f{each}" for each in range(12)], "province": homes, "country": lands})
    rows = [(f"f{number % 12}", f"f{(number * number + 5) % 12}") for number in range(60)]
    rows.append(("f0", "f1"))
    net = from_frames(pd.DataFrame(rows, columns=["source", "target"]), nodes)
    chosen = replace(QUICK, language="en", cover=Cover(sections=("space",)))
    (table, *_) = build(net, chosen).tables
    assert {row[0] for row in table.rows} >= {"China", "France", "Japan"}
    asked = replace(chosen, cover=replace(chosen.cover, level="province"))
    assert "Beijing" in str(build(net, asked).tables[0].rows)


def test_who_leads_by_receiving_leads_by_in_degree():
    (claim,) = [each for each in abroad().findings if each.topic == "leaders"]
    assert claim.text.en.startswith("buyer leads with degree 119; ")
    assert "in-degree" in claim.text.en


def test_boxes_say_since_when_years_are_added_up():
    made = abroad(cover=Cover(years=(2018, 2020)))
    names = [box.name for box in made.boxes]
    assert "Edges, counted since 2012" in names
    assert not [name for name in [box.name for box in abroad().boxes] if "since" in name]


def test_change_is_measured_from_the_year_of_the_break_on():
    rows = [(f"f{number % 7}", f"f{(3 * number + 1) % 7}", 2018 + number % 4) for number in range(200)]
    nodes = pd.DataFrame(
        {"id": [f"f{each}" for each in range(7)], "province": ["北京市", "广东省", "上海市"] * 2 + ["北京市"]}
    )
    net = from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]), nodes)
    made = build(net, replace(QUICK, language="en", cover=Cover(breaks=(2020,), sections=("polarisation",))))
    (table,) = [each for each in made.tables if each.key == "table21"]
    years = {row[table.heads.index("First year")] for row in table.rows}
    assert years == {"2020"}
    assert "Compared from 2020 on: data were collected in another way before." in table.notes
    assert any("2020" in line for line in made.alerts)


def test_regions_of_the_datas_own_are_no_metropolitan_regions_and_countries_no_provinces():
    rows = [(f"f{number % 6}", f"f{(number * number + 1) % 6}") for number in range(30)]
    ties = pd.DataFrame(rows, columns=["source", "target"])
    nodes = pd.DataFrame({"id": [f"f{each}" for each in range(6)], "region": ["Busan", "Jeju", "Seoul"] * 2})
    made = build(from_frames(ties, nodes, about=About(places="own", language="zh")), QUICK)
    text = "".join(
        [*(f"{each.title}{each.notes}{each.heads}" for each in made.tables)]
        + [f"{each.words.title}{each.words.notes}" for each in made.figures]
        + [claim.text.zh for claim in made.findings]
    )
    assert "Busan" in str([each.rows for each in made.tables])
    (shares,) = [each for each in made.tables if each.key == "table19"]
    assert shares.title.endswith("节点的地区分布")
    assert "都市圈" not in text
    nodes = nodes.assign(province=["北京市", "国外", "国外"] * 2, country=["中国", "法国", "日本"] * 2).drop(
        columns="region"
    )
    cover = Cover(level="country", sections=("space", "distribution"))
    made = build(from_frames(ties, nodes, about=About(language="zh")), replace(QUICK, cover=cover))
    (shares,) = [each for each in made.tables if each.key == "table19"]
    assert shares.title.endswith("节点的国家和地区分布")


def test_the_annex_explains_the_sections_of_the_report_and_no_others(full, plain):
    page, other = Page(full / "report.html"), Page(plain[0] / "report.html")
    assert {"读法", "方法", "术语"} <= set(page.texts["h3"])
    assert {"空间流向", "密度"} <= set(page.texts["b"])
    assert "Flows between places" not in other.texts["b"]
    assert {"Structure", "Modularity"} <= set(other.texts["b"])
    text = [each.text for each in docx.Document(str(full / "report.docx")).paragraphs]
    assert "密度：边数与可能边数之比。" in text


def test_a_report_in_both_languages_is_one_page_with_the_same_numbers(ties, tmp_path, run):
    out = tmp_path / "both"
    run(
        "report",
        ties,
        "--sections",
        "leaders,dependence",
        "--lang",
        "both",
        "--fast",
        "--quiet",
        "--out",
        out,
    )
    each = {
        f"{stem}-{language}{end}"
        for stem, end in (("report", ".docx"), ("tables", ".xlsx"), ("figures", ""))
        for language in ("zh", "en")
    }
    assert {file.name for file in out.iterdir()} == {"report.html", "manifest.json", *each}
    assert manifest(out)["languages"] == ["en", "zh"]
    page = Page(out / "report.html")
    assert [one["lang"] for one in page.all("div") if one.get("class") == "edition"] == ["en", "zh-CN"]
    ids = [one["id"] for _, one in page.tags if "id" in one]
    assert len(ids) == len(set(ids))
    aims = {one["href"].lstrip("#") for one in page.all("a")}
    assert aims <= set(ids)
    assert {"lang-en", "lang-zh-CN", "table22", "zh-CN-table22"} <= aims | set(ids)
    first, second = (out / "report.html").read_text(encoding="utf-8").split('<div class="edition"')[1:]
    cells = [re.findall(r">([-\d.,%]+)</td>", edition) for edition in (first, second)]
    assert cells[0] == cells[1]
    assert len(cells[0]) > 20
    again = run("report", ties, "--check", out / "manifest.json")
    assert again.out.endswith("every file are the same.\n")


def test_weights_are_counted_and_rows_that_are_all_the_same_are_left_out():
    places = [f"p{number}" for number in range(5)]
    pairs = [(i, j) for i in range(5) for j in range(5)]
    rows = [(places[i], places[j], year, 10 * i + j + 1) for i, j in pairs for year in (2019, 2020)]
    ties = pd.DataFrame(rows, columns=["source", "target", "year", "weight"])
    net = from_frames(ties, about=About(places="own"))
    cover = Cover(sections=("structure", "leaders", "space", "degrees", "dependence"))
    made = build(net, replace(QUICK, language="en", cover=cover))
    tables = {each.key: each for each in made.tables}
    assert list(tables) == ["table2", "table3", "table7", "table8"]
    assert tables["table8"].frame["flow"].iloc[0] == 2 * 45
    assert tables["table3"].frame["weighted_degree"].is_monotonic_decreasing
    assert "Sample nodes" not in tables["table2"].heads  # nobody has a value in it
    told = "\n".join(made.left_out)
    for line in (
        "all years have the same values",
        "all nodes have the same degree",
        "no receiver has a single",
    ):
        assert line in told
    rows_alone = build(net, replace(QUICK, language="en", count="relations", cover=cover))
    assert "table7" not in {each.key for each in rows_alone.tables}
    assert "all rows have the same numbers" in "\n".join(rows_alone.left_out)


def test_a_distribution_of_one_value_is_said_in_a_line():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "technology": ["5G", "5G"]})
    made = build(from_frames(ties), replace(QUICK, language="en", cover=Cover(sections=("distribution",))))
    assert "table15" not in {each.key for each in made.tables}
    assert any(line.endswith(": all are 5G.") for line in made.left_out)
