"""Names of values: every term of the package has one in each language, and what it does not know stays."""

from __future__ import annotations

import re

import pytest

from clusternet.places import china
from clusternet.words import vocabulary
from clusternet.words.naming import name, names

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("technology", [term.zh for term in vocabulary.TECHNOLOGIES.values()]),
        ("application", [term.zh for term in vocabulary.APPLICATIONS.values()]),
        ("category", [term.zh for term in vocabulary.CATEGORIES.values()]),
        ("relation", [term.zh for term in vocabulary.RELATIONS.values()]),
        ("industry", [each.name_zh for each in (*vocabulary.sections(), *vocabulary.divisions())]),
        ("industry", [term.zh for term in vocabulary.SECTORS.values()]),
        ("place", [*china.PROVINCES, *china.regions(), china.HMT, china.ABROAD, china.UNKNOWN]),
        ("place", [place.name for place in china.cities()]),
    ],
)
def test_every_word_of_the_package_has_an_english_name(kind, values):
    named = names(values, kind, "en")
    assert not [text for text in named.values() if HAN.search(text)]
    assert all(text[0] == text[0].upper() for text in named.values())


@pytest.mark.parametrize("kind", ["technology", "application", "category", "relation", "place"])
def test_english_values_have_chinese_names(kind):
    words = {
        "technology": vocabulary.TECHNOLOGIES,
        "application": vocabulary.APPLICATIONS,
        "category": vocabulary.CATEGORIES,
        "relation": vocabulary.RELATIONS,
    }
    pairs = [(term.zh, term.en) for term in words[kind].values()] if kind in words else []
    pairs += [(each, name(each, "place", "en")) for each in china.PROVINCES] if kind == "place" else []
    for chinese, english in pairs:
        assert name(english, kind, "zh") == chinese


def test_what_the_package_does_not_know_stays():
    for kind in ("technology", "application", "category", "industry", "place", "zone", ""):
        assert name("量子遥感", kind, "en") == "量子遥感"
        assert name("quantum sensing", kind, "zh") == "quantum sensing"


def test_words_in_the_language_asked_for_are_the_users_own():
    assert name("高校", "category", "zh") == "高校"
    assert name("college", "category", "en") == "college"


def test_codes_of_industries_are_named_in_both_languages():
    assert name("I65", "industry", "zh") == "软件和信息技术服务业"
    assert name("I65", "industry", "en") == "Software and information technology services"


def test_places_of_the_data_keep_their_names():
    assert name("海南", "zone", "en") == "海南"
    assert name("未知", "zone", "en") == "Unknown"


def test_values_that_would_share_a_name_keep_their_own_beside_it():
    found = names(["计算机视觉", "机器视觉", "物联网"], "technology", "en")
    assert len(set(found.values())) == 3
    assert found["物联网"] == "Internet of things"
    assert names(["University", "大学"], "category", "en") == {
        "University": "University",
        "大学": "University (大学)",
    }
