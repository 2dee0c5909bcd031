from __future__ import annotations

import pytest

from piped import network, problems


def test_a_column_of_percentages_is_read_as_shares() -> None:
    net, found = network("来源|目标|权重\n甲|乙|12%\n乙|丙|\n甲|丙|１.１％\n丙|甲|1,250 %\n丙|乙|many")
    assert net.edges["weight"].tolist() == [0.12, 1, 0.011, 12.5]
    assert problems(found) == [("weights_as_shares", 1), ("bad_weight", 5), ("blank_weight", 2)]
    assert (found[0].column, found[0].value, found[0].severity) == ("权重", "12%", "note")


def test_percentages_among_plain_numbers_are_refused() -> None:
    net, found = network("source|target|weight\na|b|12%\nb|c|3\na|c|50％")
    assert net.edges["weight"].tolist() == [3]
    assert [(each.problem, each.line, each.value, str(each.action)) for each in found] == [
        ("bad_weight", line, value, "row refused; a percentage among numbers")
        for line, value in ((1, "12%"), (3, "50％"))
    ]


@pytest.mark.parametrize("text", ["%", "-5%", "1%%", "1e400%", "a%"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    net, found = network(f"source|target|weight\na|b|5%\nb|c|{text}")
    assert net.edges["weight"].tolist() == [0.05]
    assert problems(found) == [("weights_as_shares", 1), ("bad_weight", 2)]
