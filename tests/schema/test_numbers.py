from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.schema.numbers import POINT, Notation, Notations, notation


@pytest.mark.parametrize(
    ("column", "decimal", "sure", "numbers"),
    [
        (["1,250", "2,125", "0,125"], ",", True, [1.25, 2.125, 0.125]),
        (["7", "12,25"], ",", True, [7, 12.25]),
        (["1,250", "2,125"], ".", False, [1250, 2125]),
        (["0.5", "1,250"], ".", True, [0.5, 1250]),
        (["1,234,567", "1,250"], ".", True, [1234567, 1250]),
        (["1.234.567", "1.250"], ",", True, [1234567, 1250]),
        (["1 234,5", "2\u00a0000"], ",", True, [1234.5, 2000]),
        (["1'234.5", "1,000.25"], ".", True, [1234.5, 1000.25]),
        (["-1,25", "\u22123"], ",", True, [-1.25, -3]),
        (["1.250", "3"], ".", False, [1.25, 3]),
        (["many", "-", ""], ".", True, [None, None, None]),
    ],
)
def test_one_decimal_sign_a_column(column, decimal, sure, numbers):
    found = notation(column)
    assert (found.decimal, found.sure) == (decimal, sure)
    assert [found.number(cell) for cell in column] == numbers


def test_what_the_other_sign_would_mean_is_no_number():
    found = notation(["12,25", "1.5", "0,5"])
    assert [found.number(cell) for cell in ("12,25", "1.5", "1.500")] == [12.25, None, 1500]
    assert Notation(".").number("0,125") is None


def test_the_sign_can_be_named():
    assert notation(["1,250"], ",").number("1,250") == 1.25
    assert notation(["1,250", "0,5"], ".").number("0,5") is None


@given(st.lists(st.integers(1, 10**7).map(lambda n: n / 1000), min_size=1))
def test_either_notation_is_read_as_it_was_written(values):
    written = [f"{value:,.3f}" for value in values]
    swapped = [text.translate(str.maketrans(",.", ".,")) for text in written]
    for texts, decimal in ((written, "."), (swapped, ",")):
        assert [notation(texts, decimal).number(text) for text in texts] == pytest.approx(values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("+3", 3), (" 2 ", 2), ("１２", 12),
     ("1,234", 1234), ("1,234,567.5", 1234567.5), ("1，234", 1234), ("0", 0), ("−1", -1), ("1 234", 1234)],
)  # fmt: skip
def test_numbers_with_points(text: str, number: float) -> None:
    assert POINT.number(text) == number


@pytest.mark.parametrize(
    "text", ["", "many", "nan", "inf", "1e400", "12,34", "0,125", "01,234", "1_000", "5%", "--1", "1 23"]
)
def test_texts_that_are_no_numbers_with_points(text: str) -> None:
    assert POINT.number(text) is None


@pytest.mark.parametrize(
    ("said", "text", "value", "decimals"),
    [
        (POINT, "12.5%", 0.125, 3),
        (POINT, "1,234.50", 1234.5, 2),
        (Notation(","), "12,5％", 0.125, 3),
        (Notation(","), "1.234,50", 1234.5, 2),
        (Notation(","), "1.234", 1234, 0),
        (Notation(","), "12.5", None, 0),
    ],
)
def test_values_and_their_decimals(said, text, value, decimals):
    assert (said.value(text), said.decimals(text)) == (value, decimals)


def test_doubtful_thousands_are_said_beside_decimal_commas_or_semicolons():
    columns = {"papers": ["1,250", "2,125"], "impact": ["0,5"], "firms": ["7"]}
    for semicolons, asked, number in (
        (False, ["papers", "firms"], 0),
        (True, ["papers"], 1),
        (False, ["papers", "impact"], 2),
    ):
        found = Notations(semicolons=semicolons)
        for column in asked:
            found.of(column, lambda column=column: columns[column])
        assert len(found.remarks("t.csv")) == number
    assert str(found.remarks("t.csv")[1]).startswith(
        "t.csv, column papers: the comma stands between thousands (1,250)"
    )
    german = Notations(semicolons=True)
    assert german.of("x", lambda: ["1.250", "900"]).number("1.250") == 1.25
    assert str(german.remarks("t.csv")[0]).startswith(
        "t.csv, column x: the point is the decimal sign (1.250)"
    )
    assert Notations(semicolons=True).of("x", lambda: ["1.250", "2.5"]).sure
    named = Notations(",", semicolons=True)
    assert named.of("papers", lambda: columns["papers"]).number("1,250") == 1.25
    assert named.remarks("t.csv") == []


def test_digits_apart_before_a_letter_are_passed_in_linear_time():
    begun = time.process_time()
    assert notation(["1 " * 100_000 + "x"]) == POINT
    assert time.process_time() - begun < 5  # a minute, where every digit is tried as the last


@pytest.mark.parametrize("text", ["1e51", "9" * 5000, "1e-51", "1e308", "1e999", "-2e300"])
def test_numbers_beyond_every_measure_are_none(text: str) -> None:
    assert POINT.number(text) is None
    assert [POINT.number(each) for each in ("1e50", "-1e-50", "0e999")] == [1e50, -1e-50, 0]
