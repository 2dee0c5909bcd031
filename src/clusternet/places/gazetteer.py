"""The gazetteer in memory: every place with its codes and spellings, read once from the tables beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from clusternet.data import rows, toml
from clusternet.letters import SIMPLIFIED

Level = Literal["province", "city", "county"]

# Cities and provinces that are one: the place is its own city.
ONE_CITY = frozenset({"北京市", "天津市", "上海市", "重庆市", "香港特别行政区", "澳门特别行政区"})
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|"
    "景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|"
    "独龙|鄂伦春|各"
)
_AUTONOMOUS = re.compile(rf"(?<=..)(?:(?:{_PEOPLES})族?|族)+自治[州县旗]$")
_SUFFIX = {
    "province": re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$"),
    "city": re.compile("(?<=..)(?:市|地区|盟|林区|县)$"),
    "county": re.compile("(?<=..)(?:新区|林区|区|县|市|旗)$"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city or county of China.

    Parameters
    ----------
    adcode
        Six digits of GB/T 2260.
    name
        Official Chinese name.
    level
        ``province``, ``city`` (also counties that a province governs itself) or ``county``.
    province
        Name of its province.
    city
        Name of its city; ``None`` for a province that is not a city.
    longitude, latitude
        Degrees; ``None`` where not known.
    """

    adcode: str
    name: str
    level: Level
    province: str
    city: str | None
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Index:
    """What a text may mean."""

    codes: dict[str, Place]
    full: dict[str, tuple[Place, ...]]  # official names, also those out of use
    short: dict[str, tuple[Place, ...]]  # without suffix, English, other spellings
    longest: int


def fold(text: str) -> str:
    """Without spaces, in one width and case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED))


_CHINA = re.compile("^(?:中华人民共和国|中国)(?=.)")


def folded(text: str) -> str:
    """Fold a text, and leave out the country before a place of it."""
    return _CHINA.sub("", fold(text))


def plain(text: str) -> str:
    """Letters and digits only, without accents: the form in which names in Latin letters are compared."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Every place of today, by code."""
    found: dict[str, Place] = {}
    for row in sorted(rows("places.csv"), key=lambda row: row["adcode"]):
        name, above = row["name"], found.get(row["parent"])
        level: Level = "province" if above is None else "city"
        city = name if above is not None or name in ONE_CITY else None
        if above is not None and above.city is not None:
            level, city = "county", above.city
        found[row["adcode"]] = Place(
            row["adcode"], name, level, above.province if above else name, city,
            float(row["longitude"]) if row["longitude"] else None,
            float(row["latitude"]) if row["latitude"] else None,
        )  # fmt: skip
    return tuple(found.values())


def _bare(name: str, level: str) -> set[str]:
    """A name without its suffix, and 恩施州 for 恩施土家族苗族自治州."""
    stem = _AUTONOMOUS.sub("", name)
    if stem != name:
        return {stem, stem + name[-1]}
    return {_SUFFIX[level].sub("", name)} - {name}


@lru_cache(maxsize=1)
def index() -> Index:
    """Every code and spelling, also those out of use, with the places it may mean."""
    codes = {place.adcode: place for place in places()}
    full: dict[str, dict[Place, None]] = {}
    short: dict[str, dict[Place, None]] = {}
    named = [(place.name, place, place.level) for place in places()]
    for row in rows("former_places.csv"):
        place = codes.setdefault(row["adcode"], codes[row["successor"]])
        named.append((row["name"], place, "county"))
    for name, place, level in named:
        full.setdefault(name, {})[place] = None
        for bare in _bare(name, level):
            short.setdefault(bare, {})[place] = None
    for row in rows("place_names.csv"):
        short.setdefault(plain(row["name"]), {})[codes[row["adcode"]]] = None
    longest = max(len(name) for name in (*full, *short) if not name.isascii())
    return Index(codes, _frozen(full), _frozen(short), longest)


def _frozen(names: dict[str, dict[Place, None]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(found) for name, found in names.items()}


@lru_cache(maxsize=1)
def names_with() -> dict[str, list[str]]:
    """The spellings that hold a letter."""
    names: dict[str, list[str]] = {}
    for name in {**index().full, **index().short}:
        for letter in set(name):
            names.setdefault(letter, []).append(name)
    return names


@lru_cache(maxsize=1)
def region_data() -> dict[str, Any]:
    """The names and maps of the metropolitan regions."""
    return toml("regions.toml")
