"""The audit of four published reports: contradictions that are there, by hand, and nothing beside them."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.audit import audit


@pytest.fixture(scope="module")
def found(request) -> pd.DataFrame:
    return audit(request.getfixturevalue("shared") / "reference")


def test_sums_degrees_margins_and_ranks_hold(found):
    assert not set(found["rule"]) & {
        "sum",
        "average_degree",
        "bounds",
        "shares",
        "margins",
        "rank",
        "type",
        "mean",
    }


@pytest.mark.parametrize(
    ("rule", "words", "printed", "number"),
    [
        ("same_place", "北京市-上海市", "2.82", 1),
        ("same_place", "上海市-北京市", "2.28", 1),
        ("grim", "前五合计", "84.58", 1),
        ("copy", "Automation Control Systems", "29.8", 1),
        ("copy", "IEEE Transactions on Neural networks", "UK", 1),
        (
            "copy",
            "政府投资方向",
            "2024 年发布《AI 产业标准化体系建设指南》,促进 AI+制造、AI+医疗、AI+安防",
            1,
        ),
        ("claim", "中国综合影响力排名", "17", 1),
        ("part_above_total", "专利总数", "148.4 万个", 1),
        ("part_above_total", "中国智能算力2024", "725.3 EFLOPS", 1),
        ("growth", "AI 芯片", "94.60%", 1),
        ("growth", "智能传感器", "16.64%", 1),
        ("growth", "云计算", "40.90%", 1),
        ("growth", "智能服务器", "25.66%", 1),
        ("script", "ОРРО", "ОРРО", 1),
        ("denominator", "中国大陆", "367.8", 1),
        ("index", "澳大利亚", "0.7156", 1),
    ],
)
def test_what_is_there(found, rule, words, printed, number):
    held = found[(found["rule"] == rule) & found["where"].str.contains(words) & (found["printed"] == printed)]
    assert len(held) == number


def test_nothing_beside_what_was_found_by_hand(found):
    tally = found["rule"].value_counts().to_dict()
    assert tally == {
        **{"denominator": 21, "index": 24, "growth": 4, "same_place": 2, "part_above_total": 2},
        **{"copy": 3, "grim": 1, "claim": 1, "script": 1, "nesting": 1, "cumulative": 1, "digits": 1},
    }
