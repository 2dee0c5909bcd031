"""Other names of organisations: short and English ones out of tables, offices, parts of roster names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from clusternet.data import rows
from clusternet.network.names import fold

_GOVERNMENT = re.compile("人民政府$")
_ACADEMY = re.compile("^(?:中国科学院|中科院)(?=.)")
_INSTITUTE = (("研究所", "所"), ("研究院", "院"), ("研究中心", "中心"))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, frozenset[str]]:
    """Return folded spelling -> the organisations that go by it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in (*rows("universities.csv"), *rows("organisations.csv")):
        several = [row.get(column) or "" for column in ("short", "english", "names")]
        for spelling in (row["name"], *"|".join(several).split("|")):
            if spelling:
                found[fold(spelling)].add(row["name"])
    return {spelling: frozenset(names) for spelling, names in found.items()}


def common(names: Iterable[str]) -> dict[str, str]:
    """Return the organisation that each name stands for in common use; a name of several is left out.

    A short name of several organisations (南大) counts for the one of them that stands among the names.

    >>> common(["南大", "南京大学", "Huawei", "交大"])
    {'南大': '南京大学', '南京大学': '南京大学', 'Huawei': '华为'}
    """
    meant = {name: _spellings().get(fold(name), frozenset()) for name in names}
    sure = {next(iter(several)) for several in meant.values() if len(several) == 1}
    found: dict[str, str] = {}
    for name, several in meant.items():
        left = several if len(several) == 1 else several & sure
        if len(left) == 1:
            found[name] = next(iter(left))
    return found


def campus(name: str) -> str:
    """Return the city or country of a university of the table, by its full or English name; else "".

    >>> campus("浙江大学"), campus("Stanford University"), campus("甲公司")
    ('杭州市', '美国', '')
    """
    return _campuses().get(fold(name), "")


@lru_cache(maxsize=1)
def _campuses() -> dict[str, str]:
    table = rows("universities.csv")
    return {fold(each): row["city"] for row in table for each in (row["name"], row["english"].split("|")[0])}


def office(name: str) -> str:
    """Return what the usual forms of a government or an institute of the academy have in common, else "".

    >>> office("深圳市人民政府"), office("中国科学院自动化研究所"), office("深圳先进院")
    ('深圳市政府', '中科院自动化所', '')
    """
    if "政" not in name and "科" not in name:  # no other letter is folded into these
        return ""
    folded = fold(name)
    if folded.endswith("政府"):
        return _GOVERNMENT.sub("政府", folded)
    if not _ACADEMY.search(folded):
        return ""
    short = _ACADEMY.sub("中科院", folded)
    for longer, shorter in _INSTITUTE:
        short = re.sub(f"{longer}$", shorter, short)
    return short


def of_roster(names: Collection[str], listed: Collection[str]) -> Mapping[str, str]:
    """Return name -> the one name of the roster that it begins or ends, and those themselves.

    >>> dict(of_roster(["海康", "讯飞", "阿里"], ["海康威视", "科大讯飞", "阿里云", "阿里巴巴"]))
    {'海康': '海康威视', '海康威视': '海康威视', '讯飞': '科大讯飞', '科大讯飞': '科大讯飞'}
    """
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for whole in listed:
        for length in range(2, len(whole)):
            inside[whole[:length]].add(whole)
            inside[whole[-length:]].add(whole)
    found: dict[str, str] = {}
    for name in names:
        several = inside.get(name, set()) if name not in listed and not name.isascii() else set()
        if len(several) == 1:
            (whole,) = several
            found |= {name: whole, whole: whole}
    return found
