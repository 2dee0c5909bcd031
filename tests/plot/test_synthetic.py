"""Figures of synthetic data say so, whoever draws them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.figure import Figure

import clusternet as cn
from clusternet.output.result import Result, Words
from clusternet.plot.flow import sankey as flow
from clusternet.plot.sheet import page
from drawn import texts

MARKS = {"zh": "合成数据", "en": "synthetic data"}
DRAWN = {
    "bars": cn.distribution.shares,
    "chord": cn.flows.matrix,
    "flowmap": lambda net: cn.flows.largest(cn.flows.matrix(net), 0),
    "heatmap": cn.flows.matrix,
    "netmap": cn.layout.arrange,
    "quadrant": lambda net: cn.flows.margins(cn.flows.matrix(net)),
    "sankey": cn.flows.matrix,
    "tail": cn.degree.ccdf,
    "trend": cn.metrics.by_year,
}


@pytest.fixture(scope="module")
def net():
    ties = [("a", "b"), ("a", "c"), ("b", "c"), ("d", "a"), ("b", "a"), ("a", "a")]
    edges = pd.DataFrame(ties, columns=["source", "target"])
    edges = edges.assign(year=[2020, 2020, 2021, 2021, 2022, 2022], technology="智能芯片")
    nodes = pd.DataFrame({"id": list("abcd"), "province": ["北京市", "上海市", "广东省", "浙江省"]})
    return cn.from_frames(edges, nodes)


@pytest.fixture(scope="module")
def made(net):
    return replace(net, about=replace(net.about, synthetic=True))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_of_a_synthetic_network_says_so(net, made, name, language):
    draw = getattr(cn.plot, name)
    ax, plain = draw(DRAWN[name](made), language=language), draw(DRAWN[name](net), language=language)
    assert texts(ax).count(MARKS[language]) == 1
    assert [text for text in texts(ax) if text != MARKS[language]] == texts(plain)


def seen(ax):
    """Whether the mark stands on its figure, under the axes."""
    figure = ax.figure
    figure.draw_without_rendering()
    (mark,) = [each for each in ax.texts if each.get_gid() == "synthetic"]
    box = mark.get_window_extent()
    whole = figure.bbox
    inside = whole.x0 <= box.x0 and whole.y0 <= box.y0 and box.x1 <= whole.x1 and box.y1 <= whole.y1
    return inside and box.y1 <= ax.get_window_extent().y0 + 1


@pytest.mark.parametrize("room", [(0, 0, 1, 1), (0.1, 0.01, 0.8, 0.9), (0.1, 0.4, 0.8, 0.5)])
def test_the_mark_stands_on_the_figure(made, room):
    figure = Figure(figsize=(6, 5))
    ax = figure.add_axes(room)
    cn.plot.sankey(cn.flows.matrix(made), ax=ax)
    assert seen(ax)
    assert ax.get_position().y1 == pytest.approx(room[1] + room[3])
    assert seen(cn.plot.sankey(cn.flows.matrix(made)))


def test_a_laid_out_figure_makes_room_for_the_mark(made):
    figure = Figure(figsize=(6, 8), layout="constrained")
    upper, lower = figure.subplots(2, 1)
    for ax in (upper, lower):
        cn.plot.tail(cn.degree.ccdf(made), ax=ax)
    assert seen(upper)
    assert seen(lower)


def test_a_page_says_it_once(made):
    found = cn.flows.matrix(made)
    for words in (Words("Flows", (), "en", synthetic=True), Words("Flows", (), "en")):
        ax = page.printed(lambda width: flow.plan(found, width, language="en"), page.Page(), words)
        assert sum("synthetic data" in text for text in texts(ax)) == 1


def test_a_column_marks_any_table(made):
    scores = pd.DataFrame({"unit": ["x", "y"], "score": [0.8, 0.4], "rank": [1, 2]})
    assert MARKS["zh"] not in texts(cn.plot.scores(scores))
    assert MARKS["zh"] in texts(cn.plot.scores(scores.assign(synthetic=True)))


def test_a_result_says_it_beside_the_table(made):
    result = Result(cn.metrics.by_year(made, columns=["nodes"]), "Nodes", (), "en", True)
    assert list(result.frame) == ["year", "nodes"]
    assert result.heading == "[synthetic data] Nodes"
