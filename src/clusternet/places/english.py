"""English names of places in China; ``data/SOURCES.md`` says whose usage they follow."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from clusternet.data import rows
from clusternet.places import china, gazetteer

_ZONES = {china.HMT: "Hong Kong, Macao and Taiwan", china.ABROAD: "Abroad", china.UNKNOWN: "Unknown"}


def name(text: str) -> str | None:
    """Return the English name of a province, city, region or zone; ``None`` where none is known.

    Cities that share a name carry their province.

    Examples
    --------
    >>> name("陕西省"), name("苏州市"), name("珠江三角洲"), name("港澳台")
    ('Shaanxi', 'Suzhou, Jiangsu', 'Pearl River Delta', 'Hong Kong, Macao and Taiwan')
    >>> name("广东省（城市未知）"), name("江苏省苏州市工业园区") is None
    ('Guangdong (city unknown)', True)
    """
    if text.endswith(china.CITY_UNKNOWN):
        province = name(text.removesuffix(china.CITY_UNKNOWN))
        return province and f"{province} (city unknown)"
    if text in _ZONES:
        return _ZONES[text]
    regions = gazetteer.region_data()
    if text in regions["english"]:
        return str(regions["english"][text])
    spelled = china.region_name(text)
    if spelled is not None:
        return str(regions["names"][spelled]["en"])
    place = china.resolve(text) if china.candidates(text) else None  # no addresses
    return None if place is None else _names().get(place.adcode)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the English name by code; of several in the table, the first."""
    listed = [row for row in rows("place_names.csv") if row["lang"] == "en"]
    names = {row["adcode"]: row["name"] for row in reversed(listed)}
    provinces = {place.name: names[place.adcode] for place in china.provinces()}
    cities = [place for place in gazetteer.places() if place.level == "city" and place.adcode in names]
    times = Counter(names[place.adcode] for place in cities)
    for place in cities:
        if times[names[place.adcode]] > 1:
            names[place.adcode] += f", {provinces[place.province]}"
    return names
