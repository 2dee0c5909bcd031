from __future__ import annotations

import pytest

from clusternet.errors import ClusternetError
from clusternet.prose.marks import parse
from clusternet.prose.printing import filled
from clusternet.prose.values import Data


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("metrics.nodes", "4"),
        ("metrics.edges change=2020", "4"),
        ("metrics.edges growth=2020 | percent 1", "133.3%"),
        ("metrics.edges times=2020 | number 2", "2.33"),
        ("metrics.edges annual=2020 | percent 2", "52.75%"),
        ("flows.share source=北京 target=广东", "28.57%"),
        ("flows.share source=北京 target=广东 | permille 1", "285.7‰"),
        ("flows.share source=北京 target=广东 | points 1", "28.6"),
        ("metrics.relations | wan 4", "0.0008"),
        ("metrics.density | scientific 1", "5.8e-01"),
        ("margins.top 1 place | en", "Beijing"),
        ("distribution.top 1 by=category name | zh", "企业"),
    ],
)
def test_forms(data: Data, said: str, wanted: str) -> None:
    assert filled(data, parse(said), "zh")[0] == wanted


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("margins.top 1 place | percent", "is no number"),
        ("metrics.nodes year=2020 growth=2021", "a year before 2020"),
        ("margins.top 1 place growth=2020", "one comparison of a number"),
    ],
)
def test_forms_that_do_not_suit_are_refused(data: Data, said: str, message: str) -> None:
    with pytest.raises(ClusternetError, match=message):
        filled(data, parse(said), "en")
