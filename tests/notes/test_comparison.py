from __future__ import annotations

import pandas as pd

from clusternet.notes import comparison as notes


def test_a_comparison_names_places_in_the_language():
    assert notes.comparison_title(["中国", "美国"]) == (
        "比较 · 中国 / 美国",
        "Comparison · China / United States",
    )
    labels = notes.comparison_labels(["中国", "美国"], leaders=False)
    assert (labels["a"].en, labels["share_b"].zh) == ("China", "美国占比")
    best = notes.comparison_labels(["中国"], leaders=True)["ratio_中国"]
    assert (best.zh, best.en) == ("中国/最优", "China / best")


def test_a_comparison_says_how_rows_lean_and_what_was_converted():
    frame = pd.DataFrame({"leans_to": ["中国"]})
    options = {"threshold": 0.5, "rates": {"": 7.0}, "allow": ["period"]}
    said = notes.comparison_notes(frame, ["中国", "美国"], leaders=False, **options)
    assert [line.zh[:2] for line in said] == ["优势", "计量", "时期"]
    assert "ln(China/United States)" in said[0].en
    assert "converted by 7 (China" in said[1].en
    assert len(notes.comparison_notes(frame, ["中国"], leaders=True, **options)) == 1
