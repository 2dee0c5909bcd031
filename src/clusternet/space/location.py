"""Where each node is: city, province, region or country, all from one map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china, countries
from clusternet.places.china import CITY_UNKNOWN
from clusternet.places.gazetteer import Place
from clusternet.places.levels import ZONES, at_level
from clusternet.typing import Ints, Level

__all__ = ["ZONES", "cleaned", "coordinates", "of_nodes"]


def of_nodes(
    net: ValueNetwork, *, level: Level = "province", region_map: str = china.DEFAULT_MAP
) -> pd.Series:
    """Return the place of every node at a level.

    Parameters
    ----------
    net
        The network.
    level
        ``province``, ``city``, ``region`` or ``country``.
    region_map
        Which regions, of level ``region``.

    Returns
    -------
    Series of str
        By node; 港澳台, 国外 or 未知 where it is in no province.

    Raises
    ------
    SchemaError
        If no column says where nodes are.

    Notes
    -----
    City, district and address cells are resolved upward, so the levels agree with one another; the spellings
    of a country (USA, U.S.A., 美国) are one, the commonest of the data. Where the data have places of their
    own (``places = "own"``) and none in a column, the nodes are the places.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "city": ["深圳", "广州市天河区"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
    >>> of_nodes(net).tolist(), of_nodes(net, level="city").tolist()
    (['广东省', '广东省'], ['深圳市', '广州市'])
    """
    own = net.about.places == "own"
    columns = [name for name in ("province", "city", "country") if name in net.nodes]
    if own and not columns and "region" not in net.nodes:
        return pd.Series(net.nodes.index.to_numpy(dtype=object), index=net.nodes.index)
    if own and level not in net.nodes:
        raise SchemaError(
            f'the nodes have no column {level}; places = "own" takes names as written',
            f'节点没有 {level} 列；places = "own" 时地名按原文计',
        )
    if own or (level == "country" and "country" in columns):
        given = net.nodes[level].astype(object).fillna(china.UNKNOWN).replace("", china.UNKNOWN)
        return given if own else given.map(countries.unified(given, kingdom=net.about.kingdom))
    if not columns or level == "country":
        wanted, zh = ("country", "国家") if level == "country" else ("province or city", "省份或城市")
        raise SchemaError(
            f"the nodes have no column {wanted}, so there are no places to count flows between",
            f"节点没有{zh}列，无法计算地区间的流量",
        )
    code, first = _alike(net.nodes[columns])
    rows = net.nodes[columns].iloc[first]
    cells = [rows[name].astype(object).where(rows[name].notna(), "").tolist() for name in columns]
    keys = (dict(zip(columns, key, strict=True)) for key in zip(*cells, strict=True))
    named = np.array([at_level(key, level, region_map) for key in keys], dtype=object)
    return pd.Series(pd.Series(named).array.take(code), index=net.nodes.index)


def _alike(cells: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return the number of each row, alike for the same cells, and the first row of each number."""
    code = np.zeros(len(cells), dtype=np.int64)
    for name in cells:
        part, values = pd.factorize(cells[name])
        code, _ = pd.factorize(code * (len(values) + 1) + part)
    first = np.zeros(int(code.max(initial=-1)) + 1, dtype=np.int64)
    first[code[::-1]] = np.arange(len(cells))[::-1]
    return code, first


def cleaned(net: ValueNetwork) -> ValueNetwork:
    """Return a network whose nodes have the canonical names of their places.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ValueNetwork
        Provinces and cities of the mainland by their full names, a blank province filled in from the city,
        and one spelling for each country. Other places stay, and so do all of data with places of their own.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "city": ["深圳", "巴黎"]})
    >>> net = cleaned(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes))
    >>> net.nodes[["city", "province"]].fillna("").values.tolist()
    [['深圳市', '广东省'], ['巴黎', '']]
    """
    held = net.nodes.columns
    if net.about.places == "own" or not {"province", "city", "country"} & set(held):
        return net
    nodes = net.nodes.copy()
    if {"province", "city"} & set(held):
        levels: tuple[Level, ...] = ("province", "city") if "city" in held else ("province",)
        for level in levels:
            named = of_nodes(net, level=level)
            known = ~named.isin(ZONES) & ~named.str.endswith(CITY_UNKNOWN)
            given = nodes[level] if level in held else pd.Series(np.nan, index=nodes.index, dtype=object)
            nodes[level] = given.astype(object).mask(known, named)
    if "country" in held:
        named = of_nodes(net, level="country")
        nodes["country"] = nodes["country"].astype(object).mask(nodes["country"].notna(), named)
    return replace(net, nodes=nodes)


def coordinates(names: Iterable[str], *, region_map: str = china.DEFAULT_MAP) -> pd.DataFrame:
    """Return where Chinese places lie: a province at its capital, a region at the mean of its cities.

    Parameters
    ----------
    names
        As :func:`of_nodes` gives them. What is not in the mainland, or has no known position, is left out.
    region_map
        Which regions are meant.

    Returns
    -------
    DataFrame
        ``longitude`` and ``latitude`` in degrees, indexed by name.

    Examples
    --------
    >>> coordinates(["广东省", "国外"]).round(1).to_dict("index")
    {'广东省': {'longitude': 113.3, 'latitude': 23.1}}
    """
    wanted = list(dict.fromkeys(names))
    centres = _centres(region_map) if set(wanted) & set(china.regions(region_map)) else {}
    found: dict[str, tuple[float, float]] = {}
    for name in wanted:
        spot = centres.get(name) or (None if name.endswith(CITY_UNKNOWN) else _spot(china.resolve(name)))
        if spot is not None:
            found[name] = spot
    return pd.DataFrame.from_dict(found, orient="index", columns=["longitude", "latitude"], dtype=float)


def _spot(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.province not in china.MAINLAND:
        return None
    if place.longitude is None or place.latitude is None:
        return None
    return place.longitude, place.latitude


def _centres(region_map: str) -> dict[str, tuple[float, float]]:
    """Return the mean position of the cities of every region."""
    members: dict[str, list[tuple[float, float]]] = {}
    for city in china.cities():
        region, spot = china.region(city, map=region_map), _spot(city)
        if region is not None and spot is not None:
            members.setdefault(region, []).append(spot)
    return {
        region: (float(np.mean([x for x, _ in spots])), float(np.mean([y for _, y in spots])))
        for region, spots in members.items()
    }
