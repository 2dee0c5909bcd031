"""Where places stand on a map of equal squares: the 34 provincial units of China, or countries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clusternet.data import rows
from clusternet.places import china, countries, english

Grid = Literal["china", "world"]


@dataclass(frozen=True, slots=True)
class Tile:
    """A square: its place, the names it may carry (long ones first), column and row from the upper left."""

    key: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    column: int
    row: int


@cache
def grid(which: Grid) -> dict[str, Tile]:
    """Return the squares of a map by the key of their place: a province, or three letters of ISO 3166.

    >>> len(grid("china")), grid("china")["台湾省"].zh, grid("world")["CHN"].en
    (34, ('台湾', '台'), ('CHN',))
    """
    found = {}
    for row in rows("tiles.csv"):
        if row["grid"] != which:
            continue
        code = (row["code"],)
        zh = (row["short"], row["letter"]) if row["short"] else code
        name = english.name(row["key"]) if which == "china" else None
        en = (name, *code) if name else code
        found[row["key"]] = Tile(row["key"], zh, en, int(row["column"]), int(row["row"]))
    return found


def placed(names: Iterable[str]) -> tuple[Grid, dict[str, str]]:
    """Return the map that most names are on, and name -> key of those on it.

    >>> placed(["北京", "台湾", "Narnia"])
    ('china', {'北京': '北京市', '台湾': '台湾省'})
    >>> placed(["中国大陆", "USA", "德国"])
    ('world', {'中国大陆': 'CHN', 'USA': 'USA', '德国': 'DEU'})
    """
    names = list(dict.fromkeys(names))
    whole: dict[Grid, dict[str, str]] = {"china": {}, "world": {}}
    for name in names:
        place, country = china.resolve(name), countries.find(name)
        if place is not None and place.province in grid("china") and place.city in (None, "", place.province):
            whole["china"][name] = str(place.province)
        if country is not None and country.key in grid("world"):
            whole["world"][name] = country.key
    best: Grid = "china" if len(whole["china"]) >= len(whole["world"]) else "world"
    return best, whole[best]
