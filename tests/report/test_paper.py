"""How the page is set on paper."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.output.result import Result, Words
from clusternet.report import paper
from clusternet.report.parts import Figure, Report, Section


def table(columns: int = 2, rows: int = 3, name: str = "北京市") -> Result:
    """A numbered table of a name and counts."""
    held = {"name": [name] * rows, **{f"edges{place}": [1234] * rows for place in range(columns - 1)}}
    return Result(pd.DataFrame(held), "Table 7  Places", (), "en", key="table7")


def figure(key: str = "bars") -> Figure:
    return Figure(key, Words("Bars", (), "en"), lambda width: None, table="table7")  # type: ignore[arg-type, return-value]


def test_contents_name_sections_with_their_tables_and_figures_in_the_order_of_print():
    section = Section("space", "Flows", (table(),), (figure(), figure("map")))
    made = Report("Net", (), (section,), ("Map: no places.",), language="en")
    assert paper.contents(made) == [
        ("findings", "Main findings", []),
        ("space", "Flows", [("table7", "Table 7  Places"), ("figure-bars", "Figure 1  Bars"),
                            ("figure-map", "Figure 2  Bars")]),
        ("left-out", "What is left out", []),
        ("facts", "Data and conventions", []),
        ("annex", "Annex: how to read, methods, glossary", []),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ['a"; } body { display: none', "</style><script>", "a\\", "a\nb"])
def test_a_title_ends_no_string_of_a_style(name):
    quoted = paper.quoted(name)
    assert quoted[0] == quoted[-1] == '"'
    assert not set(quoted[1:-1]) & set('"<>\n')
    assert "\\" not in quoted[1:-1].replace("\\22 ", "").replace("\\3c ", "").replace("\\3e ", "").replace(
        "\\5c ", ""
    )


def test_a_figure_stands_beside_a_narrow_table_and_below_a_wide_or_long_one():
    assert 'class="pair beside" style="--wide: 48mm"' in paper.beside(table(), [figure()])
    assert paper.beside(table(), []) == ' class="pair"'
    assert paper.beside(table(columns=9), [figure()]) == ' class="pair"'
    assert paper.beside(table(rows=60), [figure()]) == ' class="pair"'
    assert paper.beside(None, [figure()]) == ' class="pair"'


def test_letters_get_smaller_with_the_columns_of_a_table_and_never_smaller_than_five_points():
    assert paper.sized(table()) == ""
    sizes = [paper.sized(table(columns=columns)) for columns in (18, 20, 60)]
    assert ["data-close" in each for each in sizes] == [False, False, True]
    points = [float(each.split(": ")[1].split("pt")[0]) for each in sizes]
    assert 8.5 > points[0] > points[1] > points[2] == 5.0


def test_a_long_word_takes_its_width_but_chinese_breaks_anywhere():
    word = paper.sized(table(columns=14, name="a" * 40))
    assert word
    assert paper.sized(table(columns=14, name="北" * 20)) == paper.sized(table(columns=14)) != word
