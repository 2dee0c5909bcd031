from __future__ import annotations

import pytest

from clusternet.errors import ClusternetError
from clusternet.prose.marks import parse
from clusternet.prose.values import Data


def test_a_value_is_the_cell_that_its_row_and_year_name(data: Data) -> None:
    assert data.value("metrics", "edges", {"year": 2020}).value == 3
    assert data.value("margins", "enable", {"place": "Beijing", "year": 2021}).value == 3
    share = data.value("flows", "share", {"source": "北京", "target": "粤"})
    assert share.value == pytest.approx(2 / 7)
    assert share.where["source"] == "北京市"
    assert share.base.en == "relations with both ends in the 31 mainland provinces 7"
    assert data.value("distribution", "count", {"name": "5G"}).value == 4
    assert data.value("distribution", "count", {"by": "category", "name": "高校"}).value == 1
    assert data.value("relations", "share", {"type": "投融资"}).value == pytest.approx(1 / 8)
    assert data.value("centrality", "name", {"top": "1", "kind": "sample"}).value == "甲科技"


def test_every_listed_mark_gives_the_value_it_is_listed_with(data: Data) -> None:
    listed = [each for year in (2020, 2022) for each in data.every([year])]
    assert {each.family for each in listed} >= {"metrics", "margins", "flows", "distribution", "polarisation"}
    for each in listed:
        mark = parse(each.mark.strip("{} "))
        assert data.value(mark.family, mark.column, mark.where).value == each.value, each.mark


@pytest.mark.parametrize(
    ("family", "where", "said"),
    [
        ("flows", {"source": "火星", "target": "北京"}, "no such row: source=火星"),
        ("flows", {"source": "北京"}, "target=… is missing"),
        ("margins", {"top": "9"}, "no such row: top 9"),
    ],
)
def test_a_row_that_is_not_there_is_refused_with_those_that_are(
    data: Data, family: str, where: dict[str, str], said: str
) -> None:
    with pytest.raises(ClusternetError, match=r"accepted|as target") as error:
        data.value(family, "share" if family == "flows" else "enable", where)
    assert said in str(error.value)
    assert "：" in error.value.zh
