from __future__ import annotations

import time

import pytest

from clusternet.schema import measures


@pytest.mark.parametrize(
    "text",
    [
        *(
            "年",
            "万元",
            "（万元）",
            "亿美元",
            "USD million",
            "US$ million",
            "10,000 yuan",
            "RMB 10,000",
            "％",
            "件",
        ),
        *("单位：亿元", "人次", "次/年", "(year)", "百万美元", "人民币万元", "$", "persons"),
    ],
)
def test_units(text: str) -> None:
    assert measures.is_unit(text)
    assert measures.without_unit(f"x（{text.strip('（()）')}）") == "x"


@pytest.mark.parametrize("text", ["2018", "10,000", "华为", "b", "万元宝", "年报", "", "元宇宙"])
def test_what_is_no_unit(text: str) -> None:
    assert not measures.is_unit(text)


def test_a_row_of_units_has_no_names() -> None:
    assert measures.are_units(["", "—", "年", "万元"])
    assert measures.are_units(["年", "篇", "件"])
    assert not measures.are_units(["year", "papers"])
    assert not measures.are_units(["甲", "", "万元"])
    assert not measures.are_units(["", ""])
    assert not measures.are_units([])


@pytest.mark.parametrize(
    "text", ["1234567890" * 5 + "x", "元/" * 29, "万" * 58, "5.0" * 20, "十百千" * 19 + "x", "k" * 60]
)
def test_no_text_takes_long(text: str) -> None:
    """Ten thousand of them in a second or two: each is read in one way."""
    begun = time.process_time()
    for _ in range(200):
        measures.is_unit(text)
        measures.without_unit(f"x（{text}")
    assert time.process_time() - begun < 2
