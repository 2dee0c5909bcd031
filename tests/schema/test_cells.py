from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.schema import cells, dates


@pytest.mark.parametrize(
    "text",
    [
        "2018", " 2018 ", "2018.0", "２０１８", "2018年", "2018年度", "2018年5月", "2018年5月3日",
        "2018 年 5 月",
        "2018-05-03", "2018-5-3", "2018/05/03", "2018.05.03", "2018.5", "2018-05", "2018-05-03 00:00:00",
        "2018-05-03T10:00:00Z", "2018Q3", "2018-Q3", "Q3 2018", "FY2018", "3/5/2018", "03.05.2018", "05/2018",
        "3 May 2018", "03-May-2018", "May 3, 2018", "May 3rd, 2018", "Sept. 2018", "20180503", "201805",
        "43223", "43223.0", "43223.75",
    ],
)  # fmt: skip
def test_year_is_read_from_every_usual_writing(text: str) -> None:
    assert dates.year_of(text) == 2018


@pytest.mark.parametrize("text", ["", "NA", "未披露", "—", "soon", "3/5/18", "2018abc", "2,018"])
def test_what_names_no_year_is_none(text: str) -> None:
    assert dates.year_of(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("3201-10-21", 3201),
        ("1201-11-03 00:00:00", 1201),
        ("0", 0),
        ("-5", -5),
        ("99999", 2173),
        ("1e400", 10**9),
    ],
)
def test_numbers_outside_the_years_come_back_to_be_refused(text: str, year: int) -> None:
    assert dates.year_of(text) == year
    assert year not in cells.YEARS


def test_typed_cells_become_the_text_a_reader_sees() -> None:
    typed = [600000.0, 600000, 0.5, "000020", None, float("nan"), pd.NaT, True, date(2018, 5, 3), b"abc"]
    assert list(map(cells.text_of, typed)) == [
        "600000", "600000", "0.5", "000020", "", "", "", "1", "2018-05-03", "abc"
    ]  # fmt: skip
    assert cells.text_of(datetime(2018, 5, 3, 12, 30)) == "2018-05-03 12:30:00"
    assert cells.text_of(pd.Timestamp("2018-05-03")) == "2018-05-03"
    assert cells.text_of(["a", None]) == "['a', None]"


def test_clean_cuts_blanks_and_unifies_line_breaks() -> None:
    assert cells.clean("\u3000\ufeff 甲\xa0乙 \u200b\t") == "甲\xa0乙"
    assert cells.clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


@given(st.text())
def test_clean_changes_nothing_twice(text: str) -> None:
    assert cells.clean(cells.clean(text)) == cells.clean(text)


def test_each_parses_every_distinct_value_once() -> None:
    seen: list[str] = []

    def parse(text: str) -> int:
        seen.append(text)
        return len(text)

    found = cells.each(pd.Series(["aa", "b", "aa", "b", "b"], dtype=object), parse)
    assert found.tolist() == [2, 1, 2, 1, 1]
    assert seen == ["aa", "b"]
    assert isinstance(found, np.ndarray)


def test_cells_that_say_there_is_no_value() -> None:
    assert all(map(cells.is_absent, ("", "　", "—", "N/A", "／", "..", "…", "……", "－", "NaN", "未披露")))
    assert not any(map(cells.is_absent, ("0", "NATO", "-1", "无锡")))


def test_chinese_characters_are_told_from_wide_letters() -> None:
    assert cells.is_chinese(["AI", "国家"])
    assert not cells.is_chinese(["Ａ", "—", "カ"])


def test_errors_and_nobodies_all_at_once() -> None:
    texts = np.array(
        ["#REF!", "#1 Capital", "nan", "N/A", "—", "NA", "甲", "", "<NA>", "nanotech"], dtype=object
    )
    assert cells.errors(texts).tolist() == [cells.is_error(text) for text in texts]
    assert cells.nobodies(texts).tolist() == [cells.names_nobody(text) for text in texts]
    assert cells.errors(texts).sum() == 1
    assert cells.nobodies(texts).sum() == 4


def test_what_stands_where_there_is_no_name_is_told_however_long_it_is() -> None:
    assert all(map(cells.names_nobody, cells.NOBODY))
    assert not any(map(cells.names_nobody, ("无锡尚德公司", "未知科技", "空间技术研究院")))


def test_few_cells_are_told_as_many_are() -> None:
    texts = np.array(["nan", "—", "*" * 17, "2018-05-01", "#REF!", "1e5", " a", "甲公司", ""], dtype=object)
    many = np.append(texts, np.array([f"x{n}" for n in range(99)], dtype=object))
    for mark in (cells.nobodies, cells.errors, cells.dates, cells.rounded):
        assert mark(texts).tolist() == mark(many)[: len(texts)].tolist()
    assert cells.cleaned(texts).tolist() == cells.cleaned(many)[: len(texts)].tolist()
