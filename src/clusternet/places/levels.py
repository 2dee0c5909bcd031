"""Places at a level: the city, province or region that cells name."""

from __future__ import annotations

from clusternet.places import china
from clusternet.places.china import CITY_UNKNOWN
from clusternet.typing import Level

ZONES = (china.HMT, china.ABROAD, china.UNKNOWN)
"""What stands for a place outside the mainland, or one that is not known."""


def at_level(cells: dict[str, str], level: Level, region_map: str = china.DEFAULT_MAP) -> str:
    """Return the name of one combination of province, city and country cells at a level.

    >>> at_level({"city": "深圳"}, "province"), at_level({"city": "苏州"}, "region")
    ('广东省', '长江三角洲')
    """
    province, city, country = (cells.get(name, "").strip() for name in ("province", "city", "country"))
    found = china.resolve(city, province=province or None) if city else None
    found = found or (china.resolve(province) if province else None)
    zone = next((z for z in map(china.zone, filter(None, (country, province, city))) if z in ZONES[:2]), "")
    if found is None or found.province not in china.MAINLAND:
        return zone or (china.HMT if found is not None else china.UNKNOWN)
    if level == "province":
        return found.province
    if level == "city":
        return found.city or found.province + CITY_UNKNOWN
    return china.region(found, map=region_map) or china.UNKNOWN
