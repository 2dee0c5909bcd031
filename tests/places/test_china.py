"""Places: every published name is found, every city is in one province, and nothing is guessed."""

from __future__ import annotations

from collections import Counter

import pytest

from clusternet.data import rows
from clusternet.errors import ClusternetError
from clusternet.places import china

# Names as printed in Tables 1 and 7-10 of the 2023 report.
PROVINCES_PRINTED = [
    *("北京市", "广东省", "上海市", "浙江省", "江苏省", "山东省", "四川省", "辽宁省", "安徽省", "湖南省"),
    *("福建省", "湖北省", "陕西省", "天津市", "重庆市", "吉林省", "黑龙江省", "河南省", "河北省", "江西省"),
    *("贵州省", "云南省"),
]
CITIES_PRINTED = [
    *("深圳市", "杭州市", "广州市", "南京市", "苏州市", "成都市", "武汉市", "珠海市", "西安市", "合肥市"),
    *("长沙市", "济南市", "无锡市", "沈阳市", "哈尔滨", "长春市", "东莞市", "佛山市", "青岛市", "郑州市"),
    *("北京市", "上海市", "重庆市"),
]
NINE = ["广州市", "深圳市", "珠海市", "佛山市", "江门市", "肇庆市", "惠州市", "东莞市", "中山市"]
MUNICIPALITIES = ["北京市", "天津市", "上海市", "重庆市"]


def found(text: str, province: str | None = None) -> tuple[str, str, str | None]:
    place = china.resolve(text, province=province)
    assert place is not None, text
    return place.name, place.province, place.city


def test_31_provinces_and_3_in_official_order() -> None:
    assert (len(china.MAINLAND), len(china.PROVINCES)) == (31, 34)
    listed = china.provinces()
    assert tuple(place.name for place in listed) == china.PROVINCES
    assert [place.adcode for place in listed] == sorted(place.adcode for place in listed)
    assert china.PROVINCES[31:] == ("台湾省", "香港特别行政区", "澳门特别行政区")


def test_every_city_is_in_exactly_one_province() -> None:
    counts = Counter(place.name for place in china.cities())
    assert set(counts.values()) == {1}
    assert {place.province for place in china.cities()} == set(china.PROVINCES) - {"台湾省"}
    parts = [place for province in china.PROVINCES for place in china.cities(province)]
    assert parts == list(china.cities())
    # 333 prefectures, 4 municipalities, Hong Kong and Macao; the rest are governed by a province itself.
    assert sum(place.adcode.endswith("00") for place in parts) == 333 + 4 + 2
    assert all(place.city == place.name for place in parts)


def test_municipalities_are_province_and_city_of_one_name() -> None:
    for name in MUNICIPALITIES:
        assert found(name) == (name, name, name)
        assert [place.name for place in china.cities(name)] == [name]


def test_codes_lead_to_their_own_place() -> None:
    for place in (*china.provinces(), *china.cities()):
        assert china.resolve(place.adcode) == place
        assert china.resolve(place.adcode + "000000") == place
        assert china.resolve(place.name) == place


@pytest.mark.parametrize("name", PROVINCES_PRINTED)
def test_printed_provinces(name: str) -> None:
    assert found(name)[:2] == (name, name)


@pytest.mark.parametrize("name", CITIES_PRINTED)
def test_printed_cities(name: str) -> None:
    place = china.resolve(name)
    assert place is not None
    assert place.city == name.removesuffix("市") + "市"
    assert place.longitude is not None
    assert 73 < place.longitude < 136
    assert place.latitude is not None
    assert 3 < place.latitude < 54


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        ("北京", "北京市", "北京市"),
        ("Beijing", "北京市", "北京市"),
        (" beijing municipality ", "北京市", "北京市"),
        ("哈尔滨", "哈尔滨市", "哈尔滨市"),
        ("广西", "广西壮族自治区", None),
        ("Inner Mongolia", "内蒙古自治区", None),
        ("Xizang", "西藏自治区", None),
        ("Shaanxi", "陕西省", None),
        ("Shanxi", "山西省", None),
        ("Xi'an", "西安市", "西安市"),
        ("Ürümqi", "乌鲁木齐市", "乌鲁木齐市"),
        ("昆山", "昆山市", "苏州市"),
        ("浦东新区", "浦东新区", "上海市"),
        ("顺德", "顺德区", "佛山市"),
        ("恩施州", "恩施土家族苗族自治州", "恩施土家族苗族自治州"),
        ("恩施市", "恩施市", "恩施土家族苗族自治州"),
        ("310115", "浦东新区", "上海市"),
        ("310115001001", "浦东新区", "上海市"),
        ("110100", "北京市", "北京市"),
        ("江苏省苏州市工业园区星湖街1号", "苏州市", "苏州市"),
        ("江苏/苏州/昆山", "昆山市", "苏州市"),
        ("北京市市辖区海淀区", "海淀区", "北京市"),
        ("上海市上海市浦东新区", "浦东新区", "上海市"),
        ("中国 广东省 深圳市", "深圳市", "深圳市"),
        ("深圳南山", "南山区", "深圳市"),
        ("Shenzhen, Guangdong, China", "深圳市", "深圳市"),
        ("Haidian District, Beijing", "海淀区", "北京市"),
        ("苏州工业园区", "苏州市", "苏州市"),
        ("崇文区", "东城区", "北京市"),
        ("即墨市", "即墨区", "青岛市"),
        ("香港", "香港特别行政区", "香港特别行政区"),
        ("中国台湾", "台湾省", None),
    ],
)
def test_spellings(text: str, name: str, city: str | None) -> None:
    assert found(text)[::2] == (name, city)


@pytest.mark.parametrize("name", ["济源市", "仙桃市", "石河子市", "神农架林区", "琼海市"])
def test_counties_a_province_governs_are_their_own_city(name: str) -> None:
    place = china.resolve(name)
    assert place is not None
    assert (place.level, place.city) == ("city", name)


@pytest.mark.parametrize(
    ("text", "hint", "city"),
    [
        ("朝阳区", "北京", "北京市"),
        ("朝阳区", "吉林省", "长春市"),
        ("朝阳", "Liaoning", "朝阳市"),
        ("鼓楼区", "河南", "开封市"),
        ("通州区", "北京市", "北京市"),
        ("通州区", "江苏省", "南通市"),
        ("吉林", "吉林省", "吉林市"),
        ("海南", "青海", "海南藏族自治州"),
        ("Suzhou", "安徽", "宿州市"),
        ("Suzhou", "Jiangsu", "苏州市"),
        ("深圳", "??", "深圳市"),
    ],
)
def test_ambiguous_names_need_a_province(text: str, hint: str, city: str) -> None:
    assert found(text, hint)[2] == city


def test_a_bare_name_is_the_province_where_it_may_be_one() -> None:
    assert found("吉林")[0] == "吉林省"
    assert found("吉林市")[2] == "吉林市"
    assert found("海南")[0] == "海南省"
    assert found("海南", "海南")[0] == "海南省"
    assert found("西安")[2] == "西安市"  # also a district of Mudanjiang and of Liaoyuan


AMBIGUOUS = ["朝阳区", "朝阳", "鼓楼区", "通州区", "南山区", "Suzhou", "Chaoyang"]
NO_PLACES = ["浙江大学", "广东中山大学", "南京路", "某某科技有限公司", "999999", "", " ", "?"]
CONTRADICTIONS = ["广东省苏州市", "上海市昆山市", "江苏省苏州市南京市", "Guangdong, Beijing"]
COUNTRIES = ["黑山", "美国", "中国", "Beijing Road, Singapore"]


@pytest.mark.parametrize("text", AMBIGUOUS + NO_PLACES + CONTRADICTIONS + COUNTRIES)
def test_never_guessed(text: str) -> None:
    assert china.resolve(text) is None


@pytest.mark.parametrize(
    ("text", "hint"), [("苏州", "浙江"), ("鼓楼区", "江苏"), ("中山", "美国"), ("110108", "上海")]
)
def test_a_place_outside_the_hint_is_not_taken(text: str, hint: str) -> None:
    assert china.resolve(text, province=hint) is None


def test_candidates_name_the_readings() -> None:
    assert [place.city for place in china.candidates("朝阳区")] == ["北京市", "长春市"]
    assert china.candidates("无此地") == ()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("北京", "mainland"),
        ("昆山", "mainland"),
        ("朝阳区", "mainland"),
        ("中国", "mainland"),
        ("China", "mainland"),
        ("中国香港", "港澳台"),
        ("台北", "港澳台"),
        ("Macau", "港澳台"),
        ("港澳台", "港澳台"),
        ("美国", "国外"),
        ("USA", "国外"),
        ("Korea (Rep.)", "国外"),
        ("日本东京", "国外"),
        ("Palo Alto, California, United States", "国外"),
        ("黑山", "国外"),
        ("海外", "国外"),
        ("境外", "未知"),
        ("NA", "未知"),
        ("", "未知"),
        ("某地", "未知"),
    ],
)
def test_zone(text: str, zone: str) -> None:
    assert china.zone(text) == zone


def test_region_maps_differ_in_guangdong_only() -> None:
    assert china.region_maps() == ("all_guangdong", "nine_cities")
    assert china.regions() == ("京津冀", "长江三角洲", "珠江三角洲", "川渝", "其他地区")
    mainland = [place for province in china.MAINLAND for place in china.cities(province)]
    both = {place: [china.region(place, map=name) for name in china.region_maps()] for place in mainland}
    assert all(None not in pair for pair in both.values())
    assert {place.province for place, (one, other) in both.items() if one != other} == {"广东省"}
    delta = [place.name for place, (_, other) in both.items() if other == "珠江三角洲"]
    assert delta == NINE
    assert {place.province for place, (one, _) in both.items() if one == "长江三角洲"} == {
        "上海市",
        "江苏省",
        "浙江省",
        "安徽省",
    }


def test_region_of_what_cannot_be_told() -> None:
    assert china.region("广东省") == "珠江三角洲"
    assert china.region("广东省", map="nine_cities") is None
    assert china.region("昆山") == "长江三角洲"
    assert china.region("香港") is None
    assert china.region("朝阳区") is None
    assert china.region_name("长三角") == "长江三角洲"
    with pytest.raises(ClusternetError, match="nine_cities"):
        china.region("广东省", map="eleven_cities")


def test_coordinates_lie_in_the_country() -> None:
    for place in china.cities():
        if place.longitude is not None and place.latitude is not None:
            assert 73 < place.longitude < 136
            assert 3 < place.latitude < 54
    unknown = [place.province for place in china.cities() if place.longitude is None]
    assert set(unknown) == {"新疆维吾尔自治区"}  # the youngest cities of the Corps


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("香港-沙田区", "香港特别行政区"),
        ("香港沙田区", "香港特别行政区"),
        ("台湾-台北市", "台湾省"),
        ("澳门-氹仔", "澳门特别行政区"),
        ("前郭县", "吉林省"),
        ("喀左县", "辽宁省"),
        ("香港大学", None),
        ("台湾大学", None),
    ],
)
def test_parts_that_are_not_listed_and_short_names_of_counties(text, province):
    found = china.resolve(text)
    assert (found and found.province) == province


def test_cities_abroad_bear_no_name_of_a_place_of_china():
    words = [word for row in rows("foreign_cities.csv") for word in f"{row['zh']}|{row['en']}".split("|")]
    assert [word for word in words if word and china.candidates(word)] == []
    assert {row["country"] for row in rows("foreign_cities.csv")} <= {
        row["alpha3"] for row in rows("countries.csv")
    }
