"""Groups of countries, the world and its rest: they stand among countries in tables, and are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from clusternet.places import countries
from clusternet.places.gazetteer import plain

_EU = (
    "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP "
    "SWE"
)
_GROUPS = {
    "EU|EU27|EU-27|EU27_2020|European Union|欧盟|欧盟27国|欧洲联盟": _EU,
    "EU28|EU-28|欧盟28国": f"{_EU} GBR",
    "Euro area|Eurozone|EA19|EA20|欧元区": (
        "AUT BEL HRV CYP EST FIN FRA DEU GRC IRL ITA LVA LTU LUX MLT NLD PRT SVK SVN ESP"
    ),
    "G7|七国集团": "CAN FRA DEU ITA JPN GBR USA",
    "G20|二十国集团": "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN KOR MEX RUS SAU ZAF TUR GBR USA",
    "BRICS|金砖国家|金砖五国": "BRA RUS IND CHN ZAF",
    "ASEAN|东盟|东南亚国家联盟": "BRN KHM IDN LAO MYS MMR PHL SGP THA VNM",
    "OECD|OECD total|经合组织|经济合作与发展组织": (
        "AUS AUT BEL CAN CHL COL CRI CZE DNK EST FIN FRA DEU GRC HUN ISL IRL ISR ITA JPN KOR LVA LTU LUX MEX "
        "NLD NZL NOR POL PRT SVK SVN ESP SWE CHE TUR GBR USA"
    ),
}
"""Names of groups, and their members by three letters of ISO 3166."""
_NONE = (
    "World|Worldwide|World total|Global|世界|全球|全世界|Africa|非洲|Asia|亚洲|Europe|欧洲|North America|北美"
    "|北美洲|South America|南美|南美洲|Latin America|拉丁美洲|拉美|Oceania|大洋洲|Asia Pacific|亚太|亚太地区"
    "|Developed countries|发达国家|Developing countries|发展中国家|Other|Others|Other countries|Rest"
    "|All others|Rest of world|Rest of the world|RoW|All countries"
    "|其他|其它|其他国家|其他国家和地区|其他国家/地区"
    "|其余|其余国家|其余国家和地区|世界其他地区|世界其他国家|所有国家"
)
"""Names of the world, its parts and its rest, with which any country overlaps or has no rank in common."""
_LEAST = 2
"""Countries there must be beside a group."""


def grouped(names: Sequence[str], *, headed: bool) -> dict[str, bool]:
    """Return which names in a column of countries are groups of them, and whether one overlaps with others.

    Parameters
    ----------
    names
        The cells of the column.
    headed
        Whether its header says that it holds countries. Otherwise most cells must name one.

    Returns
    -------
    dict of str to bool
        True where a member of the group stands in the column too, or the name is of the world, a part of
        it or its rest. Empty where the column does not hold countries.

    Examples
    --------
    >>> grouped(["China", "Germany", "EU27", "Others"], headed=True)
    {'EU27': True, 'Others': True}
    >>> grouped(["China", "USA", "EU27"], headed=True), grouped(["5G", "AI", "Others"], headed=False)
    ({'EU27': False}, {})
    """
    members, distinct = _members(), dict.fromkeys(filter(None, names))
    found = {name: members[plain(name)] for name in distinct if plain(name) in members}
    rest = [name for name in distinct if name not in found]
    known = {each.key for name in rest if (each := countries.find(name, codes=headed)) is not None}
    enough = len(known) >= _LEAST and (headed or bool(countries.of_column(rest, headed=False)))
    if not found or not enough:
        return {}
    return {name: not of or not known.isdisjoint(of) for name, of in found.items()}


@lru_cache(maxsize=1)
def _members() -> dict[str, frozenset[str]]:
    """Return the members of every group, none for the world, its parts and its rest."""
    groups = {**_GROUPS, _NONE: ""}
    return {
        plain(word): frozenset(members.split())
        for words, members in groups.items()
        for word in words.split("|")
    }
