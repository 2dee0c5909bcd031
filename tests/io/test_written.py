"""Years and weights as people write them, from the file to the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.errors import SchemaError
from clusternet.io import examine
from running import save

FORMS = "2018, 2018-03, 2018-03-01, 1 March 2018, 2018Q1, FY2018"


def problems(path: Path) -> list[tuple[str, str, str]]:
    return [(each.problem, each.value, str(each.action)) for each in examine(path).findings]


def test_a_decimal_comma_anywhere_is_one_everywhere(tmp_path: Path) -> None:
    path = save(tmp_path, "source;target;weight\na;b;0,125\nb;c;1,250\nc;a;2,125\nc;b;1.5\n")
    reading = examine(path)
    assert reading.network.edges["weight"].tolist() == [0.125, 1.25, 2.125]
    assert [each.problem for each in reading.findings] == ["decimal_comma", "bad_weight"]


def test_groups_of_three_are_thousands_and_said(tmp_path: Path) -> None:
    path = save(tmp_path, "source;target;weight\na;b;1,250\nb;c;2,125\n")
    assert examine(path).network.edges["weight"].tolist() == [1250, 2125]
    action = 'for the whole column; decimal = "," in dataset.toml if it is the decimal sign'
    assert problems(path) == [("doubtful_comma", "1,250", action)]
    quoted = save(tmp_path, 'source,target,weight\na,b,"1,250"\nb,c,"2,125"\n', "quoted.csv")
    assert problems(quoted) == [("comma_of_thousands", "1,250", "for the whole column")]
    toml = save(tmp_path, '[edges]\nfile = "edges.csv"\ndecimal = ","\n', "dataset.toml")
    assert examine(toml).network.edges["weight"].tolist() == [1.25, 2.125]


def test_percentages_with_a_decimal_comma(tmp_path: Path) -> None:
    path = save(tmp_path, "source;target;weight\na;b;12,5%\nb;c;50%\n")
    assert examine(path).network.edges["weight"].tolist() == [0.125, 0.5]


def test_years_in_words_and_ranges(tmp_path: Path) -> None:
    rows = "source,target,year\na,b,2019-2020\nb,c,约2020年\nc,d,2018\nd,e,近年来\n"
    path = save(tmp_path, rows)
    reading = examine(path)
    assert reading.network.edges["year"].astype("object").where(lambda x: x.notna(), None).tolist() == [
        None, 2020, 2018, None,
    ]  # fmt: skip
    assert problems(path) == [
        ("unreadable_year", "近年来", f"taken as missing; accepted: {FORMS}"),
        ("several_years", "2019-2020", 'as missing; years = "first" or "last" takes one'),
        ("inexact_year", "约2020年", "read as 2020"),
    ]
    for word, year in (("first", 2019), ("last", 2020)):
        toml = save(tmp_path, f'[edges]\nfile = "edges.csv"\nyears = "{word}"\n', "dataset.toml")
        assert examine(toml).network.edges["year"].tolist()[0] == year
        assert ("inexact_year", "2019-2020", f"read as {year}") in problems(toml)


@pytest.mark.parametrize("line", ['years = "middle"', 'decimal = ";"'])
def test_settings_accept_their_words_alone(tmp_path: Path, line: str) -> None:
    save(tmp_path, "source,target\na,b\n")
    toml = save(tmp_path, f'[edges]\nfile = "edges.csv"\n{line}\n', "dataset.toml")
    with pytest.raises(SchemaError, match=line.split(maxsplit=1)[0]):
        examine(toml)


def test_ids_that_became_decimal_numbers_are_one_with_their_own(tmp_path: Path) -> None:
    save(tmp_path, "source,target\n101.0,102\n102,103.0\n7.0,101\n")
    save(tmp_path, "id,name\n101,甲\n102.0,乙\n", "nodes.csv")
    reading = examine(tmp_path)
    assert sorted(reading.network.nodes.index) == ["101", "102", "103.0", "7.0"]
    assert reading.network.nodes.loc["102", "name"] == "乙"
    found = [each for each in reading.findings if each.problem == "decimal_id"]
    assert [(each.file, each.line, each.value, str(each.action)) for each in found] == [
        ("edges.csv", 2, "101.0", "counted as 101"),
        ("nodes.csv", 3, "102.0", "counted as 102"),
    ]


def test_a_text_with_a_point_among_decimal_commas_is_refused_and_says_why(tmp_path: Path) -> None:
    path = save(tmp_path, "source;target;weight\na;b;0,25\nb;c;2.5\nc;a;x\n")
    faults = [each for each in examine(path).findings if each.severity == "fault"]
    assert [(each.line, str(each.action)) for each in faults] == [
        (3, "row refused; the comma is the decimal sign of its column"),
        (4, "row refused"),
    ]


def test_points_that_may_stand_between_thousands_are_said_where_columns_are_cut_at_semicolons(
    tmp_path: Path,
) -> None:
    path = save(tmp_path, "source;target;weight\na;b;1.250\nb;c;2.375\n")
    action = 'for the whole column; decimal = "," in dataset.toml if it stands between thousands'
    assert problems(path) == [("doubtful_point", "1.250", action)]
    assert problems(save(tmp_path, "source,target,weight\na,b,1.250\nb,c,2.375\n", "plain.csv")) == []
