"""Groups of countries among countries."""

from __future__ import annotations

import pytest

from clusternet.places import countries, groups


@pytest.mark.parametrize(
    ("names", "headed", "found"),
    [
        (["中国", "德国", "欧盟", "EU-27"], True, {"欧盟": True, "EU-27": True}),
        (["China", "USA", "Japan", "European Union"], False, {"European Union": False}),
        (["China", "USA", "World", "Rest of the World", "其他国家/地区"], True,
         {"World": True, "Rest of the World": True, "其他国家/地区": True}),
        (["Asia", "Europe", "Africa"], True, {}),
        (["大学", "企业", "其他"], False, {}),
        (["United Kingdom", "China", "EU27", "EU28"], True, {"EU27": False, "EU28": True}),
        (["CN", "US", "G7"], True, {"G7": True}),
    ],
)  # fmt: skip
def test_groups_stand_among_countries_alone(names, headed, found):
    assert groups.grouped(names, headed=headed) == found


def test_every_member_is_a_country():
    known = {countries.find(key).key for of in groups._GROUPS.values() for key in of.split()}
    assert known == {key for of in groups._GROUPS.values() for key in of.split()}
