from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.schema.dates import Dated, dated, year_of


@pytest.mark.parametrize(
    "cell",
    [
        *[
            "2018",
            "2018.0",
            "2018年",
            "2018年度",
            "2018年5月",
            "2018年5月3日",
            "2018-05",
            "2018/5/3",
            "2018.05.03",
            "201805",
        ],
        *[
            "2018Q2",
            "2018H1",
            "2018年第三季度",
            "20180503",
            "5/2018",
            "3/5/2018",
            "31.12.2018",
            "May-2018",
        ],
        "2018-05-03 12:00",
        "5 May 2018",
    ],
)
def test_years_and_dates_are_plain(cell):
    assert dated(cell) == dated("2018")
    assert dated(cell).plain


def test_the_number_of_a_day_in_excel_is_told():
    assert dated("43223") == dated("43223.5") == Dated(2018, 2018, plain=False)


@pytest.mark.parametrize(
    "cell",
    [
        "约2020年",
        "2020上半年",
        "2020年初",
        "2020年底",
        "2020（预计）",
        "20年3月",
        "二〇二〇年",
        "二零二零",
        "2020至今",
        "2020-",
        "since 2020",
        "2020–present",
        "2020年3月-5月",
        "2020.3-2020.5",
        "c. 2020",
        "2020前后",
        "2020 (signed)",
    ],
)
def test_one_year_in_words_is_that_year_and_not_plain(cell):
    found = dated(cell)
    assert (found.year(), found.plain) == (2020, False)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2019-2020", 2019, 2020),
        ("2018~2020", 2018, 2020),
        ("2018;2019", 2018, 2019),
        ("2018、2019年", 2018, 2019),
        ("2018/19", 2018, 2019),
        ("2018-19", 2018, 2019),
        ("2018年5月至2019年6月", 2018, 2019),
        ("2018 to 2020", 2018, 2020),
        ("20180503-20190607", 2018, 2019),
        ("2018 and 2019", 2018, 2019),
        ("2018-2019学年", 2018, 2019),
    ],
)
def test_a_range_is_no_year_unless_one_end_is_asked_for(cell, first, last):
    found = dated(cell)
    assert found.is_range
    assert (found.year(), found.year("first"), found.year("last")) == (None, first, last)
    assert year_of(cell) is None


@pytest.mark.parametrize(
    "cell", ["2020/13/45", "2020.13", "13/2018", "近年来", "", "2018年以前", "before 2015", "NA", "20201345x"]
)
def test_what_names_no_year(cell):
    assert dated(cell).year("first") is None


@given(st.dates())
def test_every_iso_date_is_its_year(day):
    assert dated(day.isoformat()).year() == day.year


def test_a_month_is_no_second_year():
    assert (dated("2009-10").year(), dated("2009-13").year("last")) == (2009, 2013)


@pytest.mark.parametrize(
    "cell",
    [
        *("FY2018", "FY 2018", "FY18", "2018财年", "2018財年", "2018会计年度", "Fiscal year 2018", "CY2018"),
        *("民国107年", "民國107年", "中华民国107年5月3日", "ROC 107", "平成30年", "民国107", "２０１８财年"),
    ],
)
def test_years_of_accounts_and_eras_are_read_and_told(cell):
    assert dated(cell).year() == 2018
    assert not dated(cell).plain


@pytest.mark.parametrize("cell", ["18/3/1", "3/1/18", "18.3.1", "18-03-01", "2020/13/45", "民国107-108年"])
def test_dates_that_may_mean_several_years_are_refused(cell):
    assert dated(cell).first is None


def test_ranges_of_fiscal_years_are_ranges():
    assert [dated(cell).is_range for cell in ("FY2018/19", "2018-19财年", "FY2018-FY2020")] == [True] * 3


def test_six_digits_are_a_year_and_month_of_our_times():
    assert dated("201803").year() == 2018
    assert dated("180305").year() == 180305  # out of range, for the caller to refuse


@pytest.mark.parametrize(
    ("cell", "year"), [("20188", None), ("19980", None), ("25569", 1970), ("45000.5", 2023)]
)
def test_a_year_with_a_digit_too_many_is_no_number_of_a_day(cell: str, year: int | None) -> None:
    assert year_of(cell) == year


def test_words_of_accounts_in_one_another_do_not_take_a_reading_down() -> None:
    assert dated("财" * 1500 + "年" * 1500 + "2018").first == 2018
