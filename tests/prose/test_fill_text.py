from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.prose.changes import NotFilledError
from clusternet.prose.fill_text import fill
from clusternet.prose.parts import Source
from clusternet.prose.values import Data

TEMPLATE = """# 结构
截至2022年共 {{ metrics.nodes }} 个节点、{{ metrics.edges }} 条边。

{{ table 2 }}

北京占{{ margins.enable_share place=北京 | percent 1 }}，{{< include x >}}。
"""


def test_marks_become_values_and_the_rest_stays(data: Data) -> None:
    made = fill(TEMPLATE, Path("a.md"), Path("b.md"), Source(data, "zh"))
    assert "共 4 个节点、7 条边。\n\n**表2  " in made.text
    assert made.text.endswith("北京占57.1%，{{< include x >}}。\n")
    assert made.changes[0].where.en == "a.md, line 2"
    assert all(each.changed for each in made.changes)


def test_what_changed_since_the_last_filling_is_told(data: Data) -> None:
    source = Source(data, "zh")
    before = fill(TEMPLATE, Path("a.md"), Path("b.md"), source).text.replace("7 条边", "5 条边")
    made = fill(TEMPLATE, Path("a.md"), Path("b.md"), source, before=before)
    assert [(each.mark, each.old, each.new) for each in made.changes if each.changed] == [
        ("metrics.edges", "5", "7")
    ]


def test_latex_is_escaped_and_its_own_braces_stay(data: Data) -> None:
    text = r"\textbf{{\em x}} {{ flows.share source=北京 target=广东 }} \frac{{a}}{b}"
    made = fill(text, Path("a.tex"), Path("b.tex"), Source(data, "zh"))
    assert made.text == r"\textbf{{\em x}} 28.57\% \frac{{a}}{b}"


def test_every_mark_that_cannot_be_filled_is_told(data: Data) -> None:
    with pytest.raises(NotFilledError, match="2 marks cannot be filled; nothing is written") as error:
        fill(
            "{{ metrics.nodez }}\n{{ table 99 }} {{ metrics.nodes }}",
            Path("a.md"),
            Path("b.md"),
            Source(data, "zh"),
        )
    assert [line.en.partition(";")[0] for line in error.value.lines] == [
        "a.md, line 1: {{ metrics.nodez }}: no column of metrics 'nodez'",
        "a.md, line 2: {{ table 99 }}: no table '99'",
    ]
