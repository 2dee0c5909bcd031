from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.schema import totals


@pytest.mark.parametrize(
    "name",
    [
        "合计",
        "合 计",
        *("合計", "總計", "平均數", "Σ", "Итого", "Suma", "Totaal"),
        "总计：",
        "（小计）",
        "平均值",
        "TOTAL",
        "Sub-total",
        "Grand total:",
        "2021年合计",
        "Sum",
        "Gesamt",
        "Sous-total",
        "Median",
        "总计（篇）",
        "欧洲小计",
        *("합계", "서울 소계", "総計", "Всего", "Ogółem", "Celkem", "All ages", "Both sexes", "全部"),
    ],
)
def test_names_of_totals(name):
    assert totals.is_total(name)


@pytest.mark.parametrize(
    "name",
    [
        "Total SA",
        "TotalEnergies",
        "总计科技",
        "合计划公司",
        "Summit",
        "Mean Well",
        "",
        "2021年",
        "平均律公司",
        "Total (France)",
        "合计（北京）科技",
        "Gesamtschule",
    ],
)
def test_names_that_only_hold_such_a_word(name):
    assert not totals.is_total(name)


def test_a_total_is_last_or_sums_up_or_has_no_other_end():
    names = np.array([False, False, True, False, True, False, True, True])
    values = np.array([3, 4, 7, 1, 9, 2, np.nan, 5.0])
    assert totals.rows(names, values).tolist() == [False, False, True, False, False, False, True, True]
    empty = np.array([False, False, False, False, True, True, False, False])
    assert totals.rows(names, values, empty=empty).tolist()[4:6] == [True, False]


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=30))
def test_subtotals_and_the_total_of_all_are_found(numbers):
    half = len(numbers) // 2 or 1
    first, second = numbers[:half], numbers[half:]
    values = np.array([*first, sum(first), *second, sum(second), sum(numbers), 1], dtype=float)
    marked = np.zeros(len(values), dtype=bool)
    marked[[half, len(numbers) + 1, len(numbers) + 2]] = True
    found = totals.sums_up(values, marked)
    assert found[len(numbers) + 2]
    assert not found[~marked].any()


WORDS = ["合计", "总计", "小计", "平均值", "累计", "汇总", "total", "Sub-total", "Grand total", "sum", "mean"]
FANCY = str.maketrans({chr(0x21 + i): chr(0xFF01 + i) for i in range(94)})


@given(st.sampled_from(WORDS), st.sampled_from([" ", "", "（", "-", "_", "："]), st.booleans(), st.booleans())
def test_all_at_once_is_one_by_one(word, mark, wide, apart):
    name = f"{mark}{mark.join(word) if apart else word}{mark}"
    name = name.translate(FANCY) if wide else name.upper()
    texts = np.array([name, "甲公司", "Summit"], dtype=object)
    assert totals.named(texts).tolist() == [totals.is_total(text) for text in texts]
    assert totals.is_total(name)


def test_parts_of_a_group_are_summed_up_by_its_total():
    groups = ["中国", "中国", "中国", "美国", "美国", "日本"]
    values = np.array([3.0, 4.0, 7.0, 5.0, 5.0, 12.0])
    marked = np.array([False, False, True, False, True, True])
    assert totals.of_parts(groups, values, marked).tolist() == [False, False, True, False, True, False]
