from __future__ import annotations

import pandas as pd

from clusternet.output.result import Result, Words
from clusternet.report.parts import Figure, Report, Section


def report(**given: object) -> Report:
    figures = tuple(Figure(key, Words(key.upper(), (), "zh"), lambda width: None) for key in ("a", "b"))
    table = Result(pd.DataFrame({"count": [1]}), "T", (), "zh")
    sections = Section("s", "S", figures=figures[:1]), Section("t", "T", (table,), figures[1:])
    return Report("网络", (), sections, (), **given)  # type: ignore[arg-type]


def test_figures_are_numbered_through_all_sections():
    found = report()
    assert [found.plain(each) for each in found.figures] == ["图1  A", "图2  B"]
    assert [len(found.tables), len(found.figures)] == [1, 2]
    assert repr(found) == "<Report '网络': 2 sections, 1 tables, 2 figures>"


def test_what_is_synthetic_is_marked_in_title_and_figures():
    plain, made = report(), report(synthetic=True)
    assert (plain.mark, plain.heading) == ("", "网络")
    assert made.mark in made.heading
    assert made.numbered(made.figures[0]) == f"[{made.mark}] 图1  A" if "[" not in made.mark else made.mark
    assert "synthetic" in repr(made)


def test_a_section_without_tables_and_figures_is_empty():
    assert Section("s", "S", sentences=("x",)).empty
    assert not report().sections[0].empty
