"""What a network shows of itself."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd

import clusternet as cn
from clusternet.network.about import About

TIES = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, None]})


class Texts(HTMLParser):
    """The texts of a page, and its tags."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.texts.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def test_a_line(village, shipped):
    assert repr(village).startswith("<ValueNetwork: 5 nodes (1 sample, ")
    assert repr(village.until(2020)).endswith("2020>")
    assert repr(shipped).endswith("2014-2022, synthetic>")
    assert repr(cn.from_frames(TIES[["source", "target"]], directed=False)) == (
        "<ValueNetwork: 3 nodes, 2 relations, undirected>"
    )


def test_a_card_in_the_language_of_the_data(shipped):
    said = Texts(shipped._repr_html_()).texts
    assert said[0].startswith("[合成数据] ")
    pairs = dict(zip(said[1::2], said[2::2], strict=True))
    assert pairs["节点数"] == "30,765"
    assert pairs["样本节点"] == "2,200"
    assert pairs["年份"] == "2014–2022"
    english = Texts(cn.from_frames(TIES)._repr_html_()).texts
    assert english[0] == "Value network"
    assert dict(zip(english[1::2], english[2::2], strict=True)) == {
        "Nodes": "3", "Edges (directed)": "2", "Relations": "2", "Years": "2020", "Undated relations": "1",
    }  # fmt: skip


def test_a_title_is_no_markup():
    net = cn.from_frames(TIES, about=About(title="<script>alert(1)</script> & more"))
    page = Texts(net._repr_html_())
    assert "script" not in page.tags
    assert page.texts[0] == "<script>alert(1)</script> & more"


def test_a_network_without_rows_is_shown():
    from clusternet.network.value_network import without_rows

    net = without_rows(About())
    assert repr(net) == "<ValueNetwork: 0 nodes, 0 relations>"
    assert "0" in Texts(net._repr_html_()).texts
