"""Places of China: provinces, cities, counties and metropolitan regions, found by any usual spelling.

The tables are in ``data/`` (see ``data/SOURCES.md``) and are read at first use. Names are resolved upward: a
county knows its city, a city its province. Nothing is guessed: an ambiguous or unknown text gives ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from clusternet.errors import ClusternetError
from clusternet.places import countries, gazetteer
from clusternet.places.gazetteer import ONE_CITY, Place, fold, folded, plain

__all__ = [
    *(
        "ABROAD",
        "CITY_UNKNOWN",
        "DEFAULT_MAP",
        "HMT",
        "MAINLAND",
        "PROVINCES",
        "REST",
        "UNKNOWN",
        "Place",
        "candidates",
    ),
    *("cities", "provinces", "region", "region_maps", "region_name", "regions"),
    *("resolve", "zone"),
]

PROVINCES = (
    *("北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "上海市"),
    *("江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省"),
    *("广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省", "云南省", "西藏自治区", "陕西省"),
    *("甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区"),
    *("台湾省", "香港特别行政区", "澳门特别行政区"),
)
"""The 34 provinces in the official order of their codes."""
MAINLAND = PROVINCES[:31]
"""The 31 provinces that flows are counted over."""
HMT, ABROAD, UNKNOWN, REST = "港澳台", "国外", "未知", "其他地区"
CITY_UNKNOWN = "（城市未知）"
"""Follows the province of a node whose city is not known, so that cities always add up to provinces."""
DEFAULT_MAP = "all_guangdong"

# Bare names of a city that as often mean a district or county elsewhere.
_CONTESTED = frozenset({"朝阳", "chaoyang", "兴安", "hinggan"})
_SEPARATORS = re.compile(
    r"^(?:[,;/|>:·、。.()\-—_]|市辖区|省直辖县级行政区划|自治区直辖县级行政区划|china|prc)+"
)
_OFFICIAL = ("省", "市", "区", "县", "旗", "盟")
_ZONE = re.compile(
    "^(?:国家级?|经济|技术|高新|产业|工业|科技|综合|保税|自贸|自由贸易|出口加工|软件|新)*"
    "(?:园区?|开发区|新区|区|港区)"
)
_NO_PLACE = re.compile("^(?:大学|学院|医院|银行|集团|公司|路|街|大道|大街|中路|东路|西路|南路|北路|站|场)")
_ENGLISH = re.compile(
    r"\b(sheng|shi|province|municipality|autonomous region|sar|city|prefecture|district|county)\s*$"
)
_ENGLISH_SUFFIX = {"province": "省", "city": "市", "district": "区", "county": "县"}
_MAINLAND_WORDS = frozenset({
    *("cn", "chn", "china", "prc", "prchina", "mainland", "mainlandchina", "peoplesrepublicofchina"),
    *("中国", "中国大陆", "中国内地", "大陆", "内地", "中华人民共和国"),
})  # fmt: skip
_ABROAD_WORDS = ("国外", "海外", "外国", "abroad", "foreign", "overseas")
# Countries whose names also begin Chinese words: never read as the first part of a longer text.
_WHOLE_ONLY = frozenset({"中非", "黑山", "马里", "蒙古", "多哥"})


def resolve(text: str, *, province: str | None = None) -> Place | None:
    """The place that ``text`` names, or ``None`` when it names none or may be several.

    Accepted are names with and without their suffix (哈尔滨市, 哈尔滨), English and pinyin names of provinces
    and cities (Xi'an; Suzhou, Jiangsu), codes of 6 or 12 digits, names and codes out of use (崇文区), chains
    (江苏/苏州/昆山) and full addresses (江苏省苏州市工业园区星湖街1号). Where the end of an address is not
    known, the place above it is returned.

    Where one name has several readings, an official name (吉林市) comes before a bare one; a bare name is
    the province if it may be one (吉林, 海南), else the city (中山, also a district of Dalian), except 朝阳
    and 兴安, which are as often counties elsewhere. Any other name with several readings (朝阳区, Suzhou) is
    ambiguous, but readings that lie in one city give the city. A bare name of a country (黑山) is no place,
    and an address that contradicts itself (广东省苏州市) is none.

    Parameters
    ----------
    text
        What the data say.
    province
        A province, in any spelling, that the place must lie in. It settles ambiguous names, and then the
        reading below the province wins (吉林 in 吉林省 is 吉林市). If the text names a place elsewhere, the
        answer is ``None``. A hint that is no place is ignored, unless it is a country abroad.

    Examples
    --------
    >>> resolve("昆山").city
    '苏州市'
    >>> resolve("浦东新区").city, resolve("Xi'an").name
    ('上海市', '西安市')
    >>> resolve("朝阳区") is None, resolve("朝阳区", province="北京").city
    (True, '北京市')
    """
    hint = _hint(province) if province and province.strip() else None
    if hint == ABROAD:
        return None
    key = fold(text)
    if re.fullmatch(r"\d{6}(?:\d{6})?", key):
        return _single(key, _inside(_by_code(key), hint), hint)
    if key.isascii():
        return _from_english(text, hint)
    key = folded(text)
    readings = _readings(key, hint)
    if not readings:
        return _from_address(key, hint)
    return None if _is_country(key, readings) else _single(key, readings, hint)


def candidates(text: str, *, province: str | None = None) -> tuple[Place, ...]:
    """Every place that ``text`` as a whole may name, for messages about ambiguous names.

    Examples
    --------
    >>> [place.city for place in candidates("朝阳区")]
    ['北京市', '长春市']
    """
    hint = _hint(province) if province and province.strip() else None
    return _readings(folded(text), hint)


def provinces() -> tuple[Place, ...]:
    """The 34 provinces as places, in official order."""
    return tuple(place for place in gazetteer.places() if place.level == "province")


def cities(province: str | None = None) -> tuple[Place, ...]:
    """Every city, or those of one province (official name), in order of code; a municipality is its own city.

    Examples
    --------
    >>> [place.name for place in cities("北京市")], len(cities("广东省"))
    (['北京市'], 21)
    """
    found = (place for place in gazetteer.places() if place.level == "city" or place.name in ONE_CITY)
    return tuple(place for place in found if province in (None, place.province))


def zone(text: str) -> str:
    """Where a place or country lies: ``mainland``, 港澳台, 国外 or 未知.

    中国 / China alone is the mainland; 境外 may be either and is 未知. An ambiguous name whose readings all
    lie in the mainland (朝阳区) is mainland.

    Examples
    --------
    >>> zone("昆山"), zone("中国香港"), zone("美国加州"), zone("?")
    ('mainland', '港澳台', '国外', '未知')
    """
    key = plain(text)
    if key in _MAINLAND_WORDS:
        return "mainland"
    if key in _ABROAD_WORDS or key in countries.spellings():
        return ABROAD
    place = resolve(text)
    found = {reading.province for reading in ((place,) if place else candidates(text))}
    if found:
        return "mainland" if found <= set(MAINLAND) else UNKNOWN if found & set(MAINLAND) else HMT
    if key in ("港澳台", "港澳", "港澳台地区"):
        return HMT
    return ABROAD if key in countries.cities() or _names_country(text) else UNKNOWN


def region(place: Place | str, *, map: str = DEFAULT_MAP) -> str | None:
    """The metropolitan region of a place in a named map; 其他地区 for the rest of the mainland.

    ``None`` for a place outside the mainland, an unknown one, and a province that the map divides
    (广东省 in ``nine_cities``): its region cannot be told.

    Parameters
    ----------
    place
        A place, or a text that `resolve` reads.
    map
        ``all_guangdong`` counts all of Guangdong as the Pearl River Delta, ``nine_cities`` only the nine
        cities of the delta; ``data/regions.toml`` says which published figure uses which.

    Examples
    --------
    >>> region("苏州"), region("汕头"), region("汕头", map="nine_cities"), region("武汉")
    ('长江三角洲', '珠江三角洲', '其他地区', '其他地区')
    """
    members = _region_map(map)
    found = resolve(place) if isinstance(place, str) else place
    if found is None or found.province not in MAINLAND:
        return None
    province, city = found.adcode[:2], found.adcode[:4]
    divided = found.level == "province" and any(code.startswith(province) for code in members)
    return members.get(province) or members.get(city) or (None if divided else REST)


def regions(map: str = DEFAULT_MAP) -> tuple[str, ...]:
    """The regions of a named map in their order, 其他地区 last."""
    return (*dict.fromkeys(_region_map(map).values()), REST)


def region_maps() -> tuple[str, ...]:
    """Return the names of the region maps.

    Examples
    --------
    >>> DEFAULT_MAP in region_maps()
    True
    """
    return tuple(gazetteer.region_data()["maps"])


def region_name(text: str) -> str | None:
    """Return the region that a text spells.

    Parameters
    ----------
    text
        A name in Chinese or English, or a short form.

    Returns
    -------
    str or None
        None if there is none.

    Examples
    --------
    >>> region_name("长三角"), region_name("Yangtze River Delta"), region_name("Mars")
    ('长江三角洲', '长江三角洲', None)
    """
    for name, entry in gazetteer.region_data()["names"].items():
        if plain(text) in {plain(word) for word in (name, entry["en"], *entry["aliases"])}:
            return str(name)
    return None


# -- reading a text ------------------------------------------------------------------------------------------


def _inside(found: Iterable[Place], province: str | None) -> tuple[Place, ...]:
    return tuple(place for place in found if province in (None, place.province))


def _by_code(code: str) -> tuple[Place, ...]:
    place = gazetteer.index().codes.get(code[:6])
    return () if place is None else (place,)


def _readings(key: str, province: str | None) -> tuple[Place, ...]:
    index = gazetteer.index()
    short = key if key in index.short else plain(key)
    return _inside(index.full.get(key, ()), province) or _inside(index.short.get(short, ()), province)


def _single(key: str, found: tuple[Place, ...], hint: str | None) -> Place | None:
    """The one reading that wins, by the rules of `resolve`."""
    if len(found) < 2:
        return found[0] if found else None
    if hint is not None:
        found = tuple(place for place in found if place.level != "province") or found
    if key in _CONTESTED and len({place.province for place in found}) > 1:
        return None
    for level in ("province", "city"):
        top = [place for place in found if place.level == level]
        if top:
            return top[0] if len(top) == 1 else None
    homes = {(place.province, place.city) for place in found}
    return None if len(homes) > 1 or found[0].city is None else gazetteer.index().full[fold(found[0].city)][0]


def _is_country(key: str, found: tuple[Place, ...]) -> bool:
    if key in gazetteer.index().full or key not in countries.spellings():
        return False
    return all(place.level == "county" for place in found)


def _from_address(text: str, province: str | None) -> Place | None:
    """Read names from the left, each inside the one before, and judge what is left over."""
    chain: list[tuple[Place, str, str]] = []  # place, the words that named it, the text after them
    scope: Place | None = None
    rest = _SEPARATORS.sub("", text)
    while rest and (scope is None or scope.level != "county"):
        place, words = _prefix(rest, scope, province)
        if place is None and scope is not None and scope.name in ONE_CITY:  # 上海市上海市浦东新区
            place = scope
            words = next((word for word in (scope.name, scope.name[:2]) if rest.startswith(word)), "")
        if place is None or not words:
            break
        rest = _SEPARATORS.sub("", rest[len(words) :])
        scope = place
        chain.append((place, words, rest))
    while chain and _NO_PLACE.match(chain[-1][2]) and not chain[-1][1].endswith(_OFFICIAL):
        chain.pop()
    return chain[-1][0] if chain and _is_certain(chain, text) else None


def _is_certain(chain: list[tuple[Place, str, str]], text: str) -> bool:
    place, words, rest = chain[-1]
    if rest and place.province not in MAINLAND:  # 香港-沙田区, 台北市: the parts of these are not listed
        parted = _SEPARATORS.match(text[: len(text) - len(rest)][-1:]) is not None
        return parted or words.endswith(_OFFICIAL) or rest.endswith(_OFFICIAL)
    other, name = _prefix(rest, None, None)
    if other is not None and name in gazetteer.index().full and _contradicts(other, place):
        return False
    return not rest or len(chain) > 1 or words.endswith(_OFFICIAL) or _ZONE.match(rest) is not None


def _contradicts(other: Place, place: Place) -> bool:
    """Whether an official name right after a place names a city elsewhere: 广东省苏州市, 上海市昆山市."""
    if other.level == "county" and not other.name.endswith("市"):
        return False  # 武汉市东湖区: a zone of Wuhan named as a district of Nanchang
    divided = None not in (other.city, place.city) and other.city != place.city
    return other.province != place.province or divided


def _prefix(text: str, scope: Place | None, province: str | None) -> tuple[Place | None, str]:
    """The longest name that ``text`` begins with inside ``scope``; no place if that name is ambiguous."""
    index = gazetteer.index()
    for length in range(min(len(text), index.longest), 1, -1):
        words = text[:length]
        if words not in index.full and words not in index.short:
            continue
        found = _readings(words, province if scope is None else scope.province)
        if scope is not None:
            found = tuple(place for place in found if _is_below(place, scope))
        if found:
            return _single(words, found, None if scope is None else scope.province), words
    return None, ""


def _is_below(place: Place, scope: Place) -> bool:
    if scope.level == "province":
        return place.level != "province"
    return place.level == "county" and place.city == scope.city


def _from_english(text: str, province: str | None) -> Place | None:
    """Read parts between commas from the widest to the narrowest, whichever end comes first."""
    parts = re.split(r"[,;/|()]", text.casefold())
    parts = [part for part in parts if plain(part) and plain(part) not in _MAINLAND_WORDS]
    for ordered in (parts[::-1], parts):
        place: Place | None = None
        for position, part in enumerate(ordered):
            found = _english_part(part, place, province)
            if found is None and (position == 0 or _is_elsewhere(part)):
                place = None
                break
            place = found or place
        if place is not None:
            return place
    return None


def _english_part(part: str, scope: Place | None, province: str | None) -> Place | None:
    match = None if plain(part) in gazetteer.index().short else _ENGLISH.search(part)
    key = plain(part[: match.start()] if match else part)
    suffix = _ENGLISH_SUFFIX.get(match.group(1), "") if match else ""
    above = scope.province if scope else province
    found = _inside(gazetteer.index().short.get(key, ()), above)
    found = tuple(place for place in found if scope is None or _is_below(place, scope))
    return _single(key, tuple(place for place in found if place.name.endswith(suffix)), above)


def _is_elsewhere(part: str) -> bool:
    """Whether a part that is not inside the wider place is a known city or province somewhere else."""
    return _english_part(part, None, None) is not None or plain(part) in countries.spellings()


@lru_cache(maxsize=1024)
def _hint(text: str) -> str | None:
    place = resolve(text)
    if place is not None:
        return place.province
    return ABROAD if zone(text) == ABROAD else None


def _names_country(text: str) -> bool:
    parts, abroad = [plain(part) for part in re.split(r"[,;/|()、·\-]", text)], countries.spellings()
    if parts[0] in abroad or parts[-1] in abroad:
        return True
    starts = (parts[0][:length] for length in range(2, 12))
    return any(not word.isascii() and word in abroad and word not in _WHOLE_ONLY for word in starts)


@lru_cache(maxsize=8)
def _region_map(name: str) -> dict[str, str]:
    maps = gazetteer.region_data()["maps"]
    if name not in maps:
        raise ClusternetError.of("no_region_map", name=name, maps=maps)
    return {code: label for label, codes in maps[name].items() for code in codes}
