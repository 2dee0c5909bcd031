"""Which names of places look most like a text that is none."""

from __future__ import annotations

import pytest

from clusternet.places import china
from clusternet.places.nearest import nearest


@pytest.mark.parametrize(
    ("text", "name"), [("深川市", "深圳市"), ("哈尔宾", "哈尔滨市"), ("杭洲市", "杭州市")]
)
def test_nearest(text: str, name: str) -> None:
    near = nearest(text)
    assert near[0] == name
    assert len(near) <= 3
    assert nearest("") == []


@pytest.mark.parametrize("text", ["东京", "伦敦", "New York", "München", "首尔市"])
def test_cities_abroad_are_abroad_and_near_no_place_of_china(text):
    assert china.zone(text) == china.ABROAD
    assert nearest(text) == []
