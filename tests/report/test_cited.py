"""The mark that the page has for a cell of a table: ``fill`` gives what the cell shows."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.prose import marks
from clusternet.prose.parts import Source
from clusternet.prose.values import Data
from clusternet.report import html
from clusternet.report.cited import cited
from clusternet.report.layout import Layout
from clusternet.report.tables import build
from clusternet.structure.community import Search


def network() -> ValueNetwork:
    edges = pd.DataFrame(
        {
            "source": ["甲 科技", "乙", "丙", "甲 科技"],
            "target": ["乙", "丙", "甲 科技", "丙"],
            "year": [2020, 2021, 2021, 2022],
            "relation": ["technology", "technology", "technology", "investment"],
        }
    )
    nodes = pd.DataFrame(
        {
            "id": ["甲 科技", "乙", "丙"],
            "kind": ["sample", "sample", "partner"],
            "is_platform": [True, False, False],
            "province": ["北京市", "广东省", "上海市"],
            "city": ["北京市", "深圳市", "上海市"],
        }
    )
    return from_frames(edges, nodes)


@pytest.mark.parametrize("year", [None, 2021])
def test_what_fill_gives_for_the_mark_of_a_cell_is_what_it_shows(year: int | None) -> None:
    net = network()
    source = Source(Data(net), "zh")
    tried = set()
    for table in build(Layout(net, year, search=Search(seeds=2))):
        for shown, said in zip(table.texts(), table.cited, strict=True):
            assert len(shown) == len(said)
            for text, mark in zip(shown, said, strict=True):
                if mark:
                    (found,) = marks.found(mark)
                    assert source.filling(marks.parse(found["said"])).text == text, mark
                    tried.add(mark.split()[1])
    assert {"metrics.edges", "metrics.density", "centrality.in_degree", "flows.share"} < tried
    assert {"margins.enable_rank", "margins.input_share"} < tried


def test_marks_say_which_years_and_relations_the_report_is_of() -> None:
    net = network().window(2021, 2022).relation("technology")
    layout = Layout(net, relation="technology", window=(2021, 2022))
    (table,) = build(layout, [7])
    assert table.cited[0][2] == "{{ margins.enable_share window=2021:2021 relation=technology place=上海市 }}"
    assert cited(table, layout) == table.cited


def test_cells_of_the_page_hold_their_marks() -> None:
    (table,) = build(Layout(network()), [3])
    row = html._cells(table)[0]
    assert row[0].mark == ""
    assert row[3].mark == '{{ centrality.degree year=2022 name="甲 科技" | plain }}'
