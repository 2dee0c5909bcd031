"""Places that registered names say, where nothing else does: ``places = "names"``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import pandas as pd

from clusternet.data import rows
from clusternet.network.known import campus
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.places.gazetteer import Place, folded, index
from clusternet.schema.findings import Finding, done

_BRACKETS = re.compile(r"[(（〔【\[]([^()（）〔〕【】\[\]]*)[)）〕】\]]")
_GROUP = re.compile(r"[(（]((?:集团|控股|股份))[)）]")
_STATE = re.compile("^(?:国网|中共)")
_WITHIN = re.compile("公司|集团|银行|大学|学院|科学院|总院|总局|附属|保险|证券")
"""What the name of a branch follows: 上海交通大学重庆研究院."""
_BRANCH = re.compile("(?:分公司|分行|支行|办事处|代表处|校区|分校|分院|分所|分部|分局)$")
_FORM = re.compile(
    "(?:公司|集团|合伙企业|企业|厂|矿|店|社|行|所|站|馆|港|院|校|大学|中学|小学|学会|协会|商会|联合会|基金会|委员会|"
    "局|厅|委|办|部|政府|中心|机场|地铁|电网|处|区)$"
)
"""What names of organisations end with."""
_STREET = re.compile("^[东西南北中一二三四五六七八九十0-9]{0,2}(?:路|街|大道|大街|巷|弄|胡同)")
_OFFICIAL = re.compile("[省市区县旗盟州]$")
_PLACES = 0.9
"""Share of the nodes from which all of them count as places."""
_LONGEST = 24
"""Letters that a chain of places may have at the beginning of a name."""

Where = Literal["head", "brackets"]


def filled(network: ValueNetwork, canonical: Mapping[str, str], found: list[Finding]) -> ValueNetwork:
    """Return a network whose nodes without a place have that of their registered names, where these agree.

    Parameters
    ----------
    canonical
        Alias -> the node it counts as: the registered name may be one.
    found
        Each node that is placed so is a finding.
    """
    nodes = network.nodes
    held = [name for name in ("province", "city", "country") if name in nodes]
    names: dict[str, list[str]] = {
        str(node): [str(node)] for node in nodes.index[nodes[held].isna().all(axis=1)]
    }
    given = nodes["name"] if "name" in nodes else pd.Series(dtype=object)
    said = [(str(name), str(node)) for node, name in given.dropna().items()]
    for name, node in [*said, *canonical.items()]:
        if node in names:
            names[node].append(name)
    said_by = _as_places if are_places(names) else _of_all
    placed = {node: place for node, several in names.items() if (place := said_by(several)) is not None}
    if not placed:
        return network
    columns = {}
    for name in ("province", "city"):
        said_by_name = {node: getattr(place, name) for node, place in placed.items()}
        filling = pd.Series(said_by_name, dtype=object).reindex(nodes.index)
        own = nodes[name].astype(object) if name in nodes else filling
        columns[name] = own.where(own.notna(), filling)
    for node, place in placed.items():
        value = place.city or place.province
        found.append(Finding("place_of_name", value=node, column="province", action=done("is_now", value)))
    return replace(network, nodes=nodes.assign(**columns))


def are_places(names: Iterable[str]) -> bool:
    """Whether nodes are places themselves: nearly all of their names are, so that 东方 is one too.

    >>> are_places(["深圳", "中山", "东方"]), are_places(["东方公司", "深圳"]), are_places([])
    (True, False, False)
    """
    found = [china.resolve(name) is not None for name in names]
    return sum(found) >= _PLACES * len(found) > 0


def _as_places(names: Iterable[str]) -> Place | None:
    places = {_high(place) for place in map(china.resolve, names) if place is not None}
    return places.pop() if len(places) == 1 else None


def _of_all(names: Iterable[str]) -> Place | None:
    places = {place for place in map(place_of, names) if place is not None}
    return places.pop() if len(places) == 1 else None


def place_of(name: str) -> Place | None:
    """Return the city or province that the name of an organisation says, None if it says none or several.

    A branch (深圳分公司, 集团广东公司) lies where it says, and brackets say where; else the campus of a
    university of the package's table counts, then the place the name begins with. A place without its suffix
    counts at the beginning of names that end as those of organisations do (公司, 厂, 大学), and never
    where it is as often a word or a brand (东方, 阿里: ``data/place_words.csv``).

    >>> found = [place_of(name) for name in ("深圳市智海物流公司", "智海云（北京）公司", "东方财富公司")]
    >>> [place and place.city for place in found]
    ['深圳市', '北京市', None]
    """
    text = _GROUP.sub(r"\1", name.strip())
    plain = _BRACKETS.sub("", text)
    inner = [place for each in _BRACKETS.findall(text) if (place := _in_brackets(each)) is not None]
    told = [*_branches(plain), *inner]
    if told:
        return told[0] if len({place.province for place in told}) == 1 else None
    town = campus(plain)
    return _high(china.resolve(town)) if town else _at_head(_STATE.sub("", folded(plain)))


def _in_brackets(text: str) -> Place | None:
    """Return the place that the text between brackets is, also as 北京分公司 or 中国·深圳."""
    text = folded(_BRANCH.sub("", text)).lstrip("·-—")
    if text.isascii():
        return _high(china.resolve(text))
    return _high(china.resolve(text)) if _known(text, "brackets") or _OFFICIAL.search(text) else None


def _branches(plain: str) -> list[Place]:
    """Return where the branch lies that a name ends with: behind the name of its owner, before 分公司."""
    behind = [plain[match.end() :] for match in _WITHIN.finditer(plain)]
    told = (_at_head(folded(rest)) for rest in reversed(behind) if rest and "大学" not in rest)
    found = next((place for place in told if place is not None), None)
    if found is None and (branch := _BRANCH.search(plain)):
        before = plain[: branch.start()]
        words = (before[-length:] for length in range(min(len(before), _LONGEST), 1, -1))
        found = next((_high(china.resolve(word)) for word in words if _known(word, "head")), None)
    return [] if found is None else [found]


def _at_head(text: str) -> Place | None:
    """Return the place that a name begins with: the longest that reads as one and leaves a name behind it."""
    if not _FORM.search(text):
        return None
    for length in range(min(len(text) - 1, _LONGEST), 1, -1):
        head, rest = text[:length], text[length:]
        official = head in index().full and _OFFICIAL.search(head) is not None
        if not (official or _known(head, "head")) or _STREET.search(rest):
            continue
        place = china.resolve(head)
        if place is not None:
            return _high(_further(head, rest, place))
    return None


def _further(head: str, rest: str, place: Place) -> Place:
    """Return the city that follows a province, else the place: 江苏苏州, 山东省青岛市."""
    for length in range(min(len(rest) - 1, _LONGEST), 1, -1):
        if _known(rest[:length], "brackets") or rest[:length] in index().full:
            inside = china.resolve(head + rest[:length], province=place.province)
            if inside is not None and inside.city is not None:
                return inside
    return place


def _known(word: str, where: Where) -> bool:
    """Whether a word is the name of a place here, with its suffix or without."""
    bare = _words().get(word)
    if bare is not None:
        return bare in ("anywhere", where)
    if word in index().full:
        return True
    readings = index().short.get(word, ())
    return any(
        place.level != "county" or (where == "brackets" and place.name[-1] == "市") for place in readings
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {row["name"]: row["bare"] for row in rows("place_words.csv")}


def _high(place: Place | None) -> Place | None:
    """Return the city or province of a place."""
    if place is None or place.level != "county":
        return place
    return china.resolve(place.city or place.province)
