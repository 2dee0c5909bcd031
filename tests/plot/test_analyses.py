"""Every figure takes what its analysis returns."""

from __future__ import annotations

import pandas as pd
import pytest

import clusternet as cn
from choosing import grown
from clusternet.errors import ClusternetError
from clusternet.indices import composite, parse
from clusternet.network.resampling import Resampling
from clusternet.schema.multivalued import incidence
from drawn import texts


@pytest.fixture(scope="module")
def net():
    places = {"a": "北京市", "b": "上海市", "c": "广东省", "d": "浙江省"}
    ties = [("a", "b"), ("a", "c"), ("b", "c"), ("d", "a"), ("b", "a"), ("a", "a")]
    edges = pd.DataFrame(ties, columns=["source", "target"])
    edges = edges.assign(
        year=[2020, 2020, 2021, 2021, 2022, 2022], relation="technology", technology="智能芯片"
    )
    nodes = pd.DataFrame({"id": list(places), "province": list(places.values())})
    return cn.from_frames(edges, nodes)


def compared():
    frame = pd.DataFrame({"indicator": ["论文", "专利"], "period": "2022", "unit": "篇"})
    return cn.comparison.compare(frame.assign(a=[3.0, 1.0], b=[1.0, 2.0]))


def scored():
    table = pd.DataFrame({"unit": ["甲", "乙", "丙"], "papers": [3.0, 1.0, 2.0]})
    return composite(table, parse({"indicator": [{"id": "papers"}]}))


def together():
    held = cn.cooccurrence.count(incidence(pd.Series(["语音; 视觉", "语音; 视觉", "语音; 芯片"])))
    return cn.positions.placed(held, cn.cooccurrence.clusters(held)), cn.cooccurrence.pairs(held)


RETURNED = {
    "bars": lambda net: [cn.distribution.shares(net)],
    "chord": lambda net: [cn.flows.matrix(net)],
    "flowmap": lambda net: [cn.flows.matrix(net)],
    "heatmap": lambda net: [cn.flows.matrix(net)],
    "itemmap": lambda net: together(),
    "leaning": lambda net: [compared()],
    "lines": lambda net: [cn.distribution.by_year(net)],
    "netmap": lambda net: [cn.layout.arrange(net)],
    "odds": lambda net: [cn.formation.table(grown(0, firms=8, others=20, years=2))],
    "pie": lambda net: [cn.distribution.shares(net)],
    "quadrant": lambda net: [cn.flows.margins(cn.flows.matrix(net))],
    "sankey": lambda net: [cn.flows.matrix(net)],
    "scores": lambda net: [scored()],
    "standing": lambda net: [
        cn.sensitivity.table(net, shares=[0.2], measures=["degree"], resampling=Resampling(2))
    ],
    "tail": lambda net: [cn.degree.ccdf(net)],
    "tilemap": lambda net: [cn.distribution.shares(net, "province", of="nodes")],
    "trend": lambda net: [cn.metrics.by_year(net)],
}


@pytest.mark.parametrize("name", cn.plot.__all__)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_takes_what_its_analysis_returns(net, name, language):
    ax = getattr(cn.plot, name)(*RETURNED[name](net), language=language)
    said = texts(ax)
    assert said
    assert not any(text.casefold() in ("nan", "none", "x", "y") for text in said)


def test_flows(net):
    found = cn.flows.matrix(net)
    assert found.technology
    for draw in (cn.plot.sankey, cn.plot.heatmap, cn.plot.chord, cn.plot.flowmap):
        from_matrix, from_rows = draw(found, language="en"), draw(cn.flows.largest(found, 0), language="en")
        assert texts(from_matrix) == texts(from_rows)
        assert texts(from_matrix)


def test_the_words_fit_what_a_matrix_counts(net):
    said = texts(cn.plot.heatmap(cn.flows.matrix(net, count="pairs"), language="en"))
    assert any("pairs of nodes" in text for text in said)
    plain = cn.from_frames(net.edges[["source", "target"]].astype(str), net.nodes.reset_index())
    assert not cn.flows.matrix(plain).technology
    assert any("Origin" in text for text in texts(cn.plot.sankey(cn.flows.matrix(plain), language="en")))


def test_shares_years_and_degrees(net):
    assert "智能芯片" in texts(cn.plot.bars(cn.distribution.shares(net)))
    assert cn.plot.bars(cn.distribution.by_year(net)).patches
    assert cn.plot.trend(cn.metrics.by_year(net)).child_axes
    degrees = cn.degree.degrees(net, "out")
    fits = {"out": cn.degree.fit_power_law(degrees)}
    ax = cn.plot.tail(cn.degree.ccdf(net), fits=fits)
    plain = cn.plot.tail(cn.degree.ccdf(net))
    assert len(ax.child_axes[0].lines) == len(plain.child_axes[0].lines) + 1


def test_what_places_exchange(net):
    margins = cn.flows.margins(cn.flows.matrix(net))
    ax = cn.plot.quadrant(margins, language="en")
    inner = ax.child_axes[0]
    assert len(inner.collections[0].get_offsets()) == 4
    assert (inner.get_xlabel(), inner.get_ylabel()) != ("x", "y")


def test_the_network(net):
    found = cn.layout.arrange(net)
    assert texts(cn.plot.netmap(found)) == texts(cn.plot.netmap(found.nodes, cn.layout.ties(net)))
    with pytest.raises(ClusternetError, match="table of ties"):
        cn.plot.netmap(found.nodes)
    without = cn.layout.arrange(cn.from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})))
    assert cn.plot.netmap(without, language="en")


def test_records_and_indices():
    assert "语音" in texts(cn.plot.itemmap(*together()))
    assert texts(cn.plot.scores(scored())) == texts(cn.plot.scores(scored().table))
    assert cn.plot.leaning(compared()).patches
