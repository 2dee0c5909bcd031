"""Marks and the tables they are on as one page."""

from __future__ import annotations

import pandas as pd

from clusternet.output.page import Mark, page
from clusternet.output.result import Result


def test_of_a_long_table_the_rows_near_a_mark_are_shown():
    frame = pd.DataFrame({"line": range(2, 402), "a": [f"<{row}>" for row in range(400)]})
    sheet = Result(frame, "t", (), "en", spans=[("", 1), ("A", 1)])
    text = page("T & U", ["said"], [Mark("low", ["head", "more"], (0, 100, 1))], [sheet])
    assert "<title>T &amp; U</title>" in text
    assert '<td id="c0-100-1" class="low">&lt;100&gt;<sup><a href="#f1">1</a></sup></td>' in text
    assert text.count('<th scope="row">') == 7
    assert text.count("…") == 2


def test_no_mark_is_said():
    assert "<li>—</li>" in page("T", [], [], [])
