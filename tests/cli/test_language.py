"""What people read is wholly in the language asked for; names of organisations and of data are no words."""

from __future__ import annotations

import re

import pytest
from matplotlib.text import Text

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]+")
DATA = re.compile(r"样本\d+|关系\d+|华为|腾讯|京东|百度|阿里\w*|[\u4e00-\u9fff]+(?:大学|科技|集团)")

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


def chinese(texts):
    """Return the texts with Chinese in them that is no name of the data."""
    return [text for text in texts if HAN.search(DATA.sub("", text))]


@pytest.mark.parametrize("line", FIGURES)
def test_english_figures_have_no_chinese(run, drawn, tmp_path, line):
    command, *options = line.split()
    run(command, *options, "--year", 2016, "--lang", "en", "--out", tmp_path / "x.svg")
    assert drawn
    assert not chinese(drawn)


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
