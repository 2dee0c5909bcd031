"""What people read is wholly in the language asked for; names of organisations and of data are no words."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from matplotlib.text import Text

from clusternet.io import shipped as folder
from clusternet.network.value_network import from_frames
from clusternet.report.layout import Layout
from clusternet.report.tables import build
from letters import HAN, LATIN, METHODS
from sweeps import sweep

FIGURES = (
    "sankey",
    "sankey --level city --places 6",
    "sankey --of technology,application",
    "chord",
    "heatmap",
    "heatmap --value expected_ratio",
    "flowmap",
    "netmap --labels 0",
    "tail --fit",
    "trend --columns nodes,edges",
    "bars --by technology",
    "bars --by industry --nesting section",
    "bars --by category",
    "bars --by region",
    "bars --by application --by-year",
    "quadrant",
)


@pytest.fixture
def drawn(monkeypatch):
    """The texts that figures write, as they are drawn."""
    texts: list[str] = []
    draw = Text.draw

    def noted(self, *given, **named):
        texts.append(self.get_text())
        return draw(self, *given, **named)

    monkeypatch.setattr(Text, "draw", noted)
    return texts


@pytest.fixture(scope="module")
def data(shipped):
    """What takes the names of organisations out of a text."""
    names = sorted({str(name) for name in shipped.nodes.index}, key=len, reverse=True)
    told = [re.escape(name) for name in names if not re.search(r"\d", name)]
    return re.compile("|".join([r"样本\d+|关系(?:节点)?\d+|样本节点\d+", *told]))


def foreign(texts, data, language):
    """Return the words of the other script that are no names of the data and of no method."""
    other = HAN if language == "en" else LATIN
    found = {}
    for text in texts:
        rest = data.sub("", text)
        rest = rest if language == "en" else METHODS.sub("", rest)
        found |= dict.fromkeys(other.findall(rest), text)
    return found


@pytest.mark.parametrize(
    "line", sweep(FIGURES, ["sankey --of technology,application", "heatmap", "bars --by category"])
)
def test_english_figures_have_no_chinese(run, drawn, data, tmp_path, line):
    command, *options = line.split()
    run(command, *options, "--year", 2016, "--lang", "en", "--out", tmp_path / "x.svg")
    assert drawn
    assert not foreign(drawn, data, "en")


@pytest.mark.parametrize("line", ["sankey --of technology,application", "heatmap", "bars --by technology"])
def test_figures_of_english_data_are_chinese_where_asked(run, drawn, tmp_path, line):
    edges = tmp_path / "edges.csv"
    edges.write_text(
        "source,target,year,technology,application,source_province,target_province\n"
        "a,b,2020,computer vision,smart city,Beijing,Guangdong\n"
        "b,a,2020,blockchain,intelligent finance,Guangdong,Beijing\n"
    )
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("id,province\na,Beijing\nb,Guangdong\n")
    command, *options = line.split()
    run(command, edges, "--nodes", nodes, *options, "--lang", "zh", "--out", tmp_path / "x.svg")
    names = {text for text in drawn if text in ("计算机视觉", "区块链", "智慧城市", "北京市", "广东省")}
    assert names
    assert not [text for text in drawn if "vision" in text or "Beijing" in text]


def test_places_of_the_data_keep_their_names_in_figures(run, drawn, tmp_path):
    edges = tmp_path / "edges.csv"
    edges.write_text("来源,目标\na,b\nb,a\n", encoding="utf-8")
    (tmp_path / "nodes.csv").write_text("编号,省份\na,东区\nb,北京\n", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(
        'places = "own"\n[[edges]]\nfile = "edges.csv"\n[[nodes]]\nfile = "nodes.csv"\n', encoding="utf-8"
    )
    run("sankey", tmp_path, "--lang", "en", "--out", tmp_path / "x.svg")
    assert {"东区", "北京"} <= set(drawn)


TABLES = (
    "metrics --columns nodes,edges,average_degree,modularity",
    "centrality --top 5",
    "centrality --top 5 --shares-of category",
    "concentration --direction all",
    "communities --seeds 2",
    "communities --seeds 2 --summary",
    "powerlaw",
    "nullmodel -B 2",
    "nullmodel -B 2 --flows",
    "trends -B 2",
    "trends --decompose",
    "robustness -B 2",
    "robustness --places -B 2",
    "flows",
    "flows --level city --margins",
    "flows --level region --matrix",
    "distribution --by technology",
    "distribution --by industry",
    "distribution --by province --of nodes",
    "distribution --by technology --across application",
    "polarisation",
    "polarisation --change",
    "tables",
    "cooccurrence --of technology --record sample",
    "specialisation",
    "specialisation --units",
    "index --config regional --leave-one-out",
    "index --config iff-impact --against",
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("line", sweep(TABLES, ["flows", "distribution --by technology", "tables"]))
def test_tables_are_wholly_in_the_language(run, data, line, language):
    command, *options = line.split()
    year = () if "iff-impact" in line else ("--year", 2016)
    printed = run(command, *options, *year, "--lang", language, "--format", "md").out
    assert printed
    assert not foreign(printed.splitlines(), data, language)


BARE = "source,target,year\n甲,乙,2020\n乙,丙,2021\n"


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("metrics --year 1999", "截至1999年没有关系；数据为2020—2021年", "no relation up to 1999"),
        ("metrics --window 1990:1999", "1990—1999年没有关系", "no relation from 1990 to 1999"),
        ("metrics --relation investment", "关系表没有关系类型列", "no relation column"),
        ("metrics --only platforms", "节点表没有平台列", "no platform column"),
        ("flows", "节点没有省份或城市列", "no column province or city"),
        ("flows --level country", "节点没有国家列", "no column country"),
        ("distribution", "关系表没有 technology 列", "no column technology"),
        ("distribution --by category", "节点表没有 category 列", "no column category"),
    ],
)
def test_why_a_command_stops_is_said_in_the_language(run, tmp_path, line, zh, en):
    edges = tmp_path / "edges.csv"
    edges.write_text(BARE, encoding="utf-8")
    command, *options = line.split()
    for language, said in (("zh", zh), ("en", en)):
        assert said in run.fails(command, edges, *options, "--quiet", "--lang", language)


def test_reasons_in_tables_of_a_report_are_in_the_language():
    net = from_frames(pd.DataFrame({"source": ["甲", "乙"], "target": ["乙", "丙"], "year": [2020, 2021]}))
    loops = from_frames(pd.DataFrame({"source": ["甲"], "target": ["甲"], "relation": ["investment"]}))
    for data in (net, loops):
        for language, other in (("zh", re.compile("[a-z]{3,} [a-z]{2,}")), ("en", HAN)):
            notes = [
                note
                for table in build(Layout(data, language=language))
                for note in table.notes
                if not table.rows
            ]
            assert notes
            assert not [note for note in notes if other.search(note)]


@pytest.mark.slow
def test_values_beside_published_ones_are_named_in_the_language(run, data):
    for language in ("zh", "en"):
        found = run("synth", "--verify", folder(), "--lang", language, "--format", "md", "--quiet").out
        assert not foreign(found.splitlines(), data, language)
        assert (" 是 " in found, " yes " in found) == (language == "zh", language == "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_is_wholly_in_the_language(run, drawn, data, tmp_path, language):
    place = tmp_path / "report"
    run("report", "--fast", "--year", 2016, "--lang", language, "--out", place)
    page = (place / "report.html").read_text(encoding="utf-8")
    body = re.sub(r"<(script|style)[\s\S]*?</\1>|src=\"data:[^\"]*\"", "", page)
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(place / "tables.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    with zipfile.ZipFile(place / "report.docx") as archive:
        document = re.findall(r"<w:t(?: [^>]*)?>([^<]*)", archive.read("word/document.xml").decode("utf-8"))
    for texts in (re.sub("<[^>]+>", "\n", body).splitlines(), cells, document, drawn):
        assert len(texts) > 20
        assert not foreign(texts, data, language)
