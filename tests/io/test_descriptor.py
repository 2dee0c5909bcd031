"""A descriptor as a form."""

from __future__ import annotations

import pytest

from clusternet.errors import ClusternetError
from clusternet.io import read
from clusternet.io.descriptor import Change, change, describe

TEXT = """# by hand
title = "甲"

[[edges]]  # ties
file = "ties.csv"
columns = { source = "供方", target = "需方" }  # checked
missing = { "*" = ["无"] }
"""


@pytest.fixture
def path(tmp_path):
    (tmp_path / "ties.csv").write_text("供方,需方,何时,金额\na,b,2021,3\na,-,2022,4\n", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "dataset.toml"


def test_a_table_says_its_headers_and_what_they_are_read_as(path):
    (table,) = describe(path)
    assert table.headers == ("供方", "需方", "何时", "金额")
    assert dict(table.columns) == {"source": "供方", "target": "需方"}
    assert table.column_of("需方") == "target"
    assert table.column_of("金额") == "金额"
    assert "year" in table.accepted


def test_changes_take_hold_and_leave_comments(path):
    change(path, [Change("edges", 0, ("columns", "year"), "何时"), Change("edges", 0, ("missing",), ("-",))])
    net = read(path)
    assert net.years == [2021]
    assert len(net.edges) == 1
    said = path.read_text(encoding="utf-8")
    assert "# by hand" in said
    assert "# ties" in said
    assert '"*" = ["无", "-"]' in said
    change(path, [Change("edges", 0, ("columns", "year"), None)])
    assert read(path).years == []


@pytest.mark.parametrize(
    "wrong",
    [
        Change("edges", 0, ("totals",), "perhaps"),
        Change("nodes", 0, ("kind",), "x"),
        Change("edges", 0, ("file",), None),
    ],
)
def test_what_would_be_no_descriptor_changes_nothing(path, wrong):
    with pytest.raises(ClusternetError):
        change(path, [Change("edges", 0, ("columns", "year"), "何时"), wrong])
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_file_that_cannot_be_read_says_why(path):
    path.with_name("ties.csv").unlink()
    (table,) = describe(path)
    assert table.headers == ()
    assert "ties.csv" in str(table.lacking)
