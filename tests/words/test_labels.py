"""The table of labels: every key once, words in both languages, styles that are known."""

from __future__ import annotations

from typing import get_args

from clusternet.data import rows
from clusternet.words import labels
from clusternet.words.naming import Holds


def test_every_key_stands_once_and_speaks_both_languages():
    table = rows("labels.csv")
    keys = [(row["table"], row["key"]) for row in table]
    assert len(keys) == len(set(keys))
    for row in table:
        assert row["zh"], row
        assert row["en"], row
        assert row["style"] in ("", *get_args(labels.Style), *get_args(Holds)), row


def test_own_labels_go_before_the_common_ones():
    own = {"count": labels.Label("论文", "Papers", "share")}
    assert labels.heading("count", "en", own) == "Papers"
    assert labels.style("count", own) == "share"
    assert labels.heading("count", "zh") == "数量"
    assert labels.printed(0.5, "count", "en", own) == "50.00%"


def test_words_are_translated_only_in_their_columns():
    assert labels.word("sample", "kind", "zh") == "样本节点"
    assert labels.word("sample", "name", "zh") == "sample"
    assert labels.word("no such word", "kind", "zh") == "no such word"


def test_values_are_named_by_what_their_column_holds():
    assert labels.word("广东省", "province", "en") == "Guangdong"
    assert labels.word("广东省", "source_province", "en") == "Guangdong"
    assert labels.word("computer vision", "technology", "zh") == "计算机视觉"
    assert labels.word("广东省", "name", "en") == "广东省"
    own = {"name": labels.Label("省份", "Province", holds="place")}
    assert labels.printed("广东省", "name", "en", own) == "Guangdong"
    assert labels.word(float("nan"), "province", "en") != "nan"
