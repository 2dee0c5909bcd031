"""What the page adds up is what the command counts."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
import pytest

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.notes import linked as notes
from clusternet.report import linked
from clusternet.report.document import Material, Settings
from clusternet.space import flows

CITIES = ["深圳市", "广州市", "上海市", "北京市", "杭州市", "成都市", "国外"]


def network() -> ValueNetwork:
    """Fourteen firms in seven places, with weights, parallel rows and two types in three years."""
    rows = [
        (f"f{number % 14}", f"f{(number * number + 3) % 14}", 2019 + number % 3, 1 + number % 4 / 4, kind)
        for number in range(60)
        for kind in (["technology", "investment"] if number % 5 == 0 else ["technology"])
    ]
    ties = pd.DataFrame(rows, columns=["source", "target", "year", "weight", "relation"])
    nodes = pd.DataFrame(
        {"id": [f"f{number}" for number in range(14)], "city": [CITIES[number % 7] for number in range(14)]}
    )
    return from_frames(ties, nodes)


def added(level: dict[str, Any], kind: str, count: str, years: int) -> dict[tuple[int, int], float]:
    """Add the years up as the script does."""
    size, total = len(level["places"]) + 1, {}
    for year in level["flows"][kind][count][:years]:
        cell = 0
        for step, amount in zip(year[::2], year[1::2], strict=True):
            cell += step
            total[cell] = total.get(cell, 0) + amount
    return {divmod(cell, size): amount for cell, amount in total.items()}


@pytest.mark.parametrize("most", [30, 2])
def test_years_add_up_to_the_flows_of_the_command(monkeypatch, most):
    monkeypatch.setattr(linked, "MOST", most)
    net = network()
    found = linked.linked(Material(net, Settings(language="zh")), "province", 10)
    assert found is not None
    assert found["years"] == [2019, 2020, 2021]
    levels = {level["key"]: level for level in found["levels"]}
    assert list(levels) == ["province", "city", "region"]
    kinds, counts = ([each["key"] for each in found[name]] for name in ("relations", "counts"))
    assert (kinds, counts) == (["all", "investment", "technology"], ["relations", "pairs", "weight"])
    for (key, level), kind, count, years in product(levels.items(), kinds, counts, (1, 3)):
        part = net if kind == "all" else net.relation(kind)
        matrix = flows.matrix(part.until(2018 + years), level=key, count=count)
        names = level["places"]
        assert "国外" not in names
        place = {name: at for at, name in enumerate(names)}
        table = flows.largest(matrix, 0)
        ends = [table[end].map(place).fillna(len(names)).astype(int) for end in ("source", "target")]
        expected = table["flow"].groupby(ends).sum().to_dict()
        assert added(level, kind, count, years) == pytest.approx(expected)
        within = sum(flow for (i, j), flow in expected.items() if i == j < len(names))
        stays = within + sum(level["stays"][kind][count][:years])
        assert stays == pytest.approx(table["flow"][table["source"] == table["target"]].sum())


def test_weights_are_offered_where_there_are_some_and_types_where_there_are_several():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["北京市", "广东省", "上海市"]})
    found = linked.linked(Material(from_frames(ties, nodes), Settings(language="en")), "province", 10)
    assert found is not None
    assert [each["key"] for each in found["counts"]] == ["relations", "pairs"]
    assert [each["key"] for each in found["relations"]] == ["all"]
    assert found["years"] == []
    assert found["levels"][0]["places"] == ["Shanghai", "Beijing", "Guangdong"]
    assert all(found["levels"][0]["spots"])


def test_places_of_the_datas_own_are_no_metropolitan_regions():
    assert notes.level("region", own=True).zh == "地区"
    assert notes.level("region", own=False).zh == "都市圈"
