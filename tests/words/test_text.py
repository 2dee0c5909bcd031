"""Two languages, one type."""

from __future__ import annotations

import pytest

from clusternet.words import labels
from clusternet.words.text import Text, listed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_and_a_label_say_the_same(language):
    said = Text("度", "degree")
    assert said == ("度", "degree")
    assert said.in_(language) == getattr(said, language)
    assert labels.Label(*said, "count").in_(language) == said.in_(language)


def test_names_are_listed_as_each_language_lists_them():
    assert listed(iter("甲乙丙"), "zh") == "甲、乙、丙"
    assert listed(["a"], "en") == "a"
    assert listed([], "en") == ""
