"""Remedies do what they say."""

from __future__ import annotations

from clusternet.checks.inspection import inspect
from clusternet.checks.remedies import remedies
from clusternet.io import examine
from clusternet.io.descriptor import change, describe


def found(folder):
    reading = examine(folder, empty=True)
    return reading, remedies(inspect(reading), describe(folder / "dataset.toml"))


def test_every_answer_mends_what_was_found(tmp_path):
    rows = [
        "企业,投资方,方向,时点,额",
        "甲公司,乙公司,合作,2021,3",
        "丙公司,丁公司、戊公司,合作,2021,4",
        "己公司,,合作,2021,5",
    ]
    (tmp_path / "ties.csv").write_text("\n".join(rows), encoding="utf-8")
    text = '[[edges]]\nfile = "ties.csv"\ncolumns = { partner = "投资方" }\n'
    (tmp_path / "dataset.toml").write_text(text, encoding="utf-8")
    reading, offered = found(tmp_path)
    assert reading.refused == 3
    assert {each.problem for each in offered} >= {"bad_direction", "blank_end"}
    for each in offered:
        change(tmp_path / "dataset.toml", each.answers[0][1])
    for each in found(tmp_path)[1]:  # what only shows once rows are read
        change(tmp_path / "dataset.toml", each.answers[0][1])
    reading, left = found(tmp_path)
    assert reading.refused == 0
    assert left == []
    ends = {(row.source, row.target) for row in reading.network.edges.itertuples()}
    assert {("甲公司", "乙公司"), ("丙公司", "戊公司"), ("己公司", "丁公司")} <= ends


def test_the_setting_that_is_named_for_a_header_of_two_columns_works(tmp_path):
    (tmp_path / "ties.csv").write_text("融资企业,投资方\n甲,乙\n丙,\n", encoding="utf-8")
    text = '[[edges]]\nfile = "ties.csv"\ncolumns = { sample = "融资企业", partner = "投资方" }\n'
    text += 'set = { direction = "input" }\n'
    (tmp_path / "dataset.toml").write_text(text, encoding="utf-8")
    reading, (remedy,) = found(tmp_path)
    assert (reading.refused, remedy.rows, remedy.answers[0][0]) == (1, 1, 'fill = ["partner"]')
    change(tmp_path / "dataset.toml", remedy.answers[0][1])
    assert examine(tmp_path).refused == 0
