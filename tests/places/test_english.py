"""English names of places: every province and city has one, and it leads back to the place."""

from __future__ import annotations

from collections import Counter

import pytest

from clusternet.places import china, countries, english


def test_english_names() -> None:
    names = [english.name(name) for name in china.PROVINCES]
    assert None not in names
    assert len(set(names)) == 34
    assert (english.name("内蒙古自治区"), english.name("山西省"), english.name("陕西省")) == (
        "Inner Mongolia",
        "Shanxi",
        "Shaanxi",
    )
    assert [place.name for place in china.cities() if english.name(place.name) is None] == []


def test_no_two_cities_share_a_name() -> None:
    names = Counter(english.name(place.name) for place in china.cities())
    assert [name for name, times in names.items() if times > 1] == []
    assert english.name("苏州市") == "Suzhou, Jiangsu"
    assert english.name("宿州市") == "Suzhou, Anhui"
    assert english.name("吉林市") != english.name("吉林省")


@pytest.mark.parametrize(
    ("chinese", "name"),
    [
        ("呼和浩特市", "Hohhot"),
        ("哈尔滨市", "Harbin"),
        ("齐齐哈尔市", "Qiqihar"),
        ("乌鲁木齐市", "Urumqi"),
        ("拉萨市", "Lhasa"),
        ("西藏自治区", "Xizang"),
        ("阿坝藏族羌族自治州", "Ngawa"),
        ("六安市", "Lu'an"),
        ("蚌埠市", "Bengbu"),
        ("丽水市", "Lishui"),
        ("厦门市", "Xiamen"),
        ("重庆市", "Chongqing"),
        ("川渝", "Sichuan-Chongqing"),
        ("成渝", "Chengdu-Chongqing"),
        ("国外", "Abroad"),
        ("四川省（城市未知）", "Sichuan (city unknown)"),
    ],
)
def test_names_that_no_rule_makes(chinese: str, name: str) -> None:
    assert english.name(chinese) == name


def test_addresses_and_unknown_texts_have_no_name() -> None:
    assert english.name("江苏省苏州市工业园区星湖街1号") is None
    assert english.name("南开大学") is None
    assert english.name("") is None


def test_every_region_of_every_map_has_a_name() -> None:
    for each in china.region_maps():
        for region in china.regions(each):
            assert (english.name(region) or "").isascii()


def test_countries_in_both_languages() -> None:
    assert countries.name("新加坡", "en") == "Singapore"
    assert countries.name("United Kingdom", "zh") == "英国"
    assert countries.name("中国台湾", "en") == "Taiwan, China"
    assert countries.name("英格兰", "en") == "England"  # a unit of its own, never the whole kingdom
    assert countries.name("IT", "zh") is None


def test_english_names_lead_back_with_their_province() -> None:
    for place in china.cities():
        name = english.name(place.name)
        if name is not None:
            assert china.resolve(name, province=place.province) == place
