from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.letters import SIMPLIFIED
from clusternet.places import china


def test_each_traditional_letter_has_a_simplified_one() -> None:
    assert all(chr(old) != (chr(new) if isinstance(new, int) else new) for old, new in SIMPLIFIED.items())


@pytest.mark.parametrize(("written", "name"), [("廣東省", "广东省"), ("重慶", "重庆市"), ("蘇州", "苏州市")])
def test_places_in_traditional_letters(written: str, name: str) -> None:
    place = china.resolve(written)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030", "utf-16"])
def test_a_file_in_traditional_letters(tmp_path: Path, encoding: str) -> None:
    text = (
        "樣本企業,合作方,方向,簽約時間,合作方省份,關係類型\n"
        "甲,乙,賦能,民國107年,廣東省,技術\n甲,丙,輸入,2019年,北京,投資\n甲,丁,雙向,2020年,北京,人力資本\n合計,,,,,\n"
    )
    (tmp_path / "ties.csv").write_bytes(text.encode(encoding))
    reading = io.examine(tmp_path / "ties.csv")
    edges = reading.network.edges
    assert edges["source"].astype(str).tolist() == ["甲", "丙", "甲", "丁"]
    assert edges["year"].tolist() == [2018, 2019, 2020, 2020]
    assert edges["relation"].tolist() == ["technology", "investment", "human_capital", "human_capital"]
    assert [each.problem for each in reading.findings if each.severity == "fault"] == ["totals_row"]
