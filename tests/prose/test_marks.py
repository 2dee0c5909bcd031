from __future__ import annotations

import pytest

from clusternet.errors import ClusternetError
from clusternet.prose.marks import Form, found, parse


def test_marks_are_read_as_word_processors_change_them() -> None:
    mark = parse(" centrality.degree name＝“商汤 科技” kind=sample ｜ 百分数 1 ")
    assert dict(mark.where) == {"name": "商汤 科技", "kind": "sample"}
    assert mark.forms == (Form("percent", 1),)
    assert parse("table 7 year=2020").column == parse("table.7").column == "7"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("metrix.nodes", "did you mean metrics"),
        ("metrics.node", "did you mean nodes"),
        ("metrics.nodes yeer=2020", "did you mean year"),
        ("metrics.nodes year=last", "a year is wanted"),
        ("metrics.nodes | percents", "did you mean percent"),
        ("metrics.nodes | percent 12", "one digit of decimals"),
        ("flows.share count=money", "no count 'money'; accepted: relations, pairs, weight"),
        ("metrics.top 1 nodes", "the table has no ranks"),
        ("flows.top share", "a rank follows"),
        ("metrics.nodes 2020", "'2020' is not understood"),
        ("metrics.nodes window=2020", "write two years"),
        ("figure", "write {{ figure NAME }}"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(said: str, message: str) -> None:
    with pytest.raises(ClusternetError) as error:
        parse(said)
    assert message in str(error.value)


def test_braces_of_other_programs_are_no_marks() -> None:
    assert not list(found("{{< include a.qmd >}} {{a\nb}} {x}"))
    assert not list(found(r"\textbf{{\em e.g. }} \frac{{a}}{{b}}", spaced=True))
    assert [each["said"] for each in found(r"\textbf{{{ metrics.nodes }}}", spaced=True)] == [
        " metrics.nodes "
    ]
