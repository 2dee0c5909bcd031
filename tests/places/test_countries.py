from __future__ import annotations

import pytest

from clusternet.data import rows
from clusternet.places import countries


@pytest.mark.parametrize(
    ("key", "spelt"),
    [
        ("USA", ["USA", "U.S.A.", "US", "United States of America", "美国", "the United States", "usa"]),
        ("CHN", ["China", "中国", "CN", "CHN", "PRC", "P.R. China", "Peoples R China", "Mainland China"]),
        ("TWN", ["Taiwan", "Taiwan, Province of China", "Chinese Taipei", "中国台湾", "台湾省", "TW"]),
        ("HKG", ["Hong Kong", "Hong Kong SAR, China", "HKSAR", "中国香港", "香港特别行政区"]),
        ("MAC", ["Macau", "Macao SAR (China)", "中国澳门"]),
        ("GBR", ["UK", "U.K.", "Great Britain", "United Kingdom", "英国", "GB"]),
        ("KOR", ["South Korea", "Korea, Republic of", "韩国", "Republic of Korea"]),
        ("PRK", ["N. Korea", "朝鲜", "DPRK"]),
        ("CIV", ["Côte d'Ivoire", "Cote Ivoire", "Ivory Coast"]),
        ("HND", ["HN", "Honduras"]),
    ],
)
def test_a_country_in_every_spelling(key, spelt):
    assert {countries.find(text).key for text in spelt} == {key}


def test_no_spelling_names_two_countries():
    owners: dict[str, set[str]] = {}
    for row in rows("countries.csv"):
        for word in (row["zh"], row["en"], *row["aliases"].split("|")):
            owners.setdefault(countries.plain(word), set()).add(row["alpha3"] or row["en"])
    del owners[""]
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


def test_states_are_no_countries_in_an_address():
    assert countries.find("CA").key == "CAN"
    assert countries.find("CA", codes=False) is None
    assert countries.in_address("Stanford Univ, Stanford, CA 94305 USA") == "USA"
    assert countries.in_address("Tbilisi State Univ, Tbilisi, Georgia") == "Georgia"
    assert countries.in_address("Consulting Group GAMMA, CA") == ""


def test_authors_in_brackets_do_not_cut_an_address():
    cell = "[Rowan, A.; Hazel, B.] Univ Alpha, Boston, MA USA; [Ash, C.] Univ Zeta, London, England;"
    assert [countries.in_address(part) for part in countries.addresses(cell)] == ["USA", "England"]


def test_one_spelling_for_each_country():
    cells = ["England", "UK", "UK", "Scotland", "中国", "China", "China", "Atlantis", ""]
    apart, together = countries.unified(cells), countries.unified(cells, kingdom=True)
    assert apart["England"] == "England"
    assert apart["中国"] == "China"
    assert apart["Atlantis"] == "Atlantis"
    assert {together[name] for name in ("England", "UK", "Scotland")} == {"UK"}


def test_what_is_abroad_does_not_change_with_the_regions_of_china():
    assert not {"hongkong", "中国台湾", "china", "bj"} & countries.spellings()
    assert {"england", "germany", "usa"} <= countries.spellings()


def test_parts_of_china_go_by_their_names():
    found = countries.unified(["台湾", "Taiwan", "HK", "香港", "USA"])
    assert found["台湾"] == found["Taiwan"]
    assert found["台湾"] in ("中国台湾", "Taiwan, China")
    assert found["香港"] == "中国香港"


@pytest.mark.parametrize(
    ("names", "headed", "one"),
    [
        (["US", "美国", "Narnia"], True, {"US": "美国", "美国": "美国", "Narnia": "Narnia"}),
        (["TX", "CA", "GA"], False, {}),
        (["Germany", "Germany", "德国"], False, {"Germany": "Germany", "德国": "Germany"}),
    ],
)
def test_columns_of_countries(names, headed, one):
    found = countries.of_column(names, headed=headed)
    assert {name: found.get(name) for name in one} == one
    assert bool(found) == bool(one)


def test_nations_of_the_united_kingdom_go_by_its_name():
    assert set(countries.unified(["England", "England", "Scotland"], kingdom=True).values()) == {
        "United Kingdom"
    }
    assert countries.unified(["England", "England", "UK"], kingdom=True)["England"] == "UK"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Deutschland", "Allemagne", "德国(Germany)", "Germany（DE）"), "DEU"),
        (("Vereinigte Staaten", "États-Unis", "Etats-Unis", "美国（USA）"), "USA"),
        (("Frankreich", "Südkorea (Korea)", "Georgia (USA)", "Univ (USA)"), ""),
    ],
)
def test_names_in_other_languages_and_names_in_brackets(names: tuple[str, ...], key: str) -> None:
    found = [countries.find(name) for name in names]
    keys = [each.key if each else "" for each in found]
    assert keys == ([key] * len(names) if key else ["FRA", "KOR", "", ""])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(
            ("德國", "DEU"),
            ("韓國", "KOR"),
            ("俄羅斯", "RUS"),
            ("紐西蘭", "NZL"),
            ("義大利", "ITA"),
            ("澳門", "MAC"),
        ),
        *(("Россия", "RUS"), ("한국", "KOR"), ("印尼", "IDN"), ("Czech Rep.", "CZE")),
    ],
)
def test_countries_in_other_letters(text, key):
    assert countries.find(text).key == key


def test_countries_are_printed_in_the_language():
    assert countries.name("United States of America", "zh") == "美国"
    assert countries.name("大不列颠", "en") == "United Kingdom"
    assert countries.name("Great Britain", "en") is None  # as written
    assert countries.name("England", "zh") == "英格兰"
    assert countries.name("JPN", "zh") == "日本"
