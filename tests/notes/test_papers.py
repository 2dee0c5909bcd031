from __future__ import annotations

import pandas as pd

from clusternet.notes import papers as notes


def test_rows_not_shown_are_counted():
    pairs, rows = notes.shown_note(1234, pairs=True), notes.shown_note(1234, pairs=False)
    assert "前200对，共1,234对" in pairs.zh
    assert "of 1,234 rows" in rows.en


def test_figures_of_pairs_say_how_they_count():
    assert notes.pairs_note(12.5, fractional=True) == (
        "图中合计12.5（分数计数）。",
        "Drawn: 12.5 (fractional counting).",
    )
    assert notes.pairs_note(12.0, fractional=False).zh == "图中合计12（全计数）。"
    assert notes.pairs_terms("zh").source == "第一作者国家和地区"
    assert notes.pairs_terms("en").rest == "Other"


def test_bars_say_how_many_ranks_they_stack():
    frame = pd.DataFrame({"rank": [1, 2, 3]})
    assert "第1—3位" in notes.bars_note(frame).zh
    assert "ranked 1 to 3 " in notes.bars_note(frame).en


def test_a_comparison_of_texts_is_named_after_its_file():
    assert notes.against_title("共现", "us.csv") == ("共现 · 对照 us.csv", "共现 · against us.csv")
