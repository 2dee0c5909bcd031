from __future__ import annotations

import pandas as pd

from clusternet.output.result import Result, Words
from clusternet.report.parts import Claim, Figure, Report, Section
from clusternet.words.text import Text


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
    assert Section("s", "S", claims=(Claim("flows", Text("甲", "A"), "table8", 0.5),)).empty
    assert not report().sections[0].empty


def test_the_first_page_has_the_strongest_sentence_of_a_topic_and_the_flows_first():
    said = [("flows", 0.2), ("flows", 0.6), ("leaders", 0.4)]
    claims = tuple(Claim(topic, Text(f"{weight}", f"{weight}"), "table8", weight) for topic, weight in said)
    figures = tuple(Figure(key, Words(key), lambda width: None) for key in ("netmap", "sankey"))  # type: ignore[arg-type, return-value]
    found = Report("R", (), (Section("s", "S", figures=figures, claims=claims),), (), language="en")
    assert [(claim.topic, claim.weight) for claim in found.findings] == [("flows", 0.6), ("leaders", 0.4)]
    assert found.hero is figures[1]
    assert found.sentence(found.findings[0]) == "0.6"
