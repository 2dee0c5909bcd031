from __future__ import annotations

import pandas as pd
import pytest

from clusternet.data import rows
from clusternet.network.proposals import suggest
from clusternet.network.value_network import from_frames
from clusternet.places import china


def proposals(pairs: list[tuple[str, str]], samples: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    nodes = pd.DataFrame({"id": list(samples)}) if samples else None
    ties = pd.DataFrame(pairs, columns=["source", "target"])
    found = suggest(from_frames(ties, nodes), roster=samples)
    return {row.alias: (row.canonical, row.reason) for row in found.itertuples()}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("浙大", "浙江大学", "common name"),
        ("UESTC", "电子科技大学", "common name"),
        ("4Paradigm", "第四范式", "common name"),
        ("国网", "国家电网", "common name"),
        ("深圳市人民政府", "深圳市政府", "office"),
        ("中国科学院地理研究所", "中科院地理所", "office"),
    ],
)
def test_names_in_common_use(one: str, other: str, reason: str) -> None:
    assert proposals([(one, "甲"), ("乙", other), ("乙", other), ("丙", other)]) == {one: (other, reason)}


def test_a_short_name_of_several_counts_for_the_one_in_the_data() -> None:
    assert proposals([("南大", "甲"), ("乙", "南昌大学")]) == {"南大": ("南昌大学", "common name")}
    assert not proposals([("南大", "南昌大学"), ("乙", "南京大学"), ("甲", "交大")])


def test_different_governments_stay_apart() -> None:
    assert not proposals([("深圳市人民政府", "广州市政府"), ("广东省政府", "浙江省人民政府")])


def test_the_name_of_the_roster_is_the_one_to_keep() -> None:
    ties = [("浙大中控技术有限公司", "甲"), ("浙大中控技术有限公司", "乙"), ("浙大中控", "甲")]
    assert proposals(ties) == {"浙大中控": ("浙大中控技术有限公司", "trade word")}
    assert proposals(ties, ("浙大中控",)) == {"浙大中控技术有限公司": ("浙大中控", "trade word")}


def test_parts_of_one_roster_name() -> None:
    ties = [("岚峤", "乙"), ("岚峤", "丙"), ("澄云", "乙")]
    found = proposals(ties, ("岚峤芯片", "澄云视觉", "澄云算法"))
    assert found == {"岚峤": ("岚峤芯片", "part of a roster name")}


def test_names_without_a_letter_or_digit_are_never_proposed() -> None:
    assert not proposals([("——", "甲"), ("—", "乙"), ("…", "丙"), ("。。", "丁")])


def test_tables_of_names_are_whole() -> None:
    listed = rows("universities.csv")
    assert len({row["name"] for row in listed}) == len(listed) > 120
    assert all(china.resolve(row["city"]) or china.zone(row["city"]) != china.UNKNOWN for row in listed)
    firms = [row["name"] for row in rows("organisations.csv")]
    assert len(set(firms)) == len(firms)
