"""Places that registered names of companies say, where nothing else does: ``places = "names"``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from clusternet.network.names import parts
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.places.gazetteer import Place
from clusternet.schema.findings import Finding, done

_COMPANY = re.compile(r"公司$")
_INNER = re.compile(r"[（(]([^（()）]{2,8})[)）]")
_LONGEST = 8
"""Letters that the name of a place may have at the beginning of another."""


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
    placed = {node: place for node, several in names.items() if (place := _of_all(several)) is not None}
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


def _of_all(names: Iterable[str]) -> Place | None:
    places = {place for place in map(place_of, names) if place is not None}
    return places.pop() if len(places) == 1 else None


def place_of(name: str) -> Place | None:
    """Return the city or province that a registered name begins with or has in brackets, None if neither.

    >>> found = [place_of(name) for name in ("深圳市智海物流有限公司", "智海云（北京）有限公司", "智海物流")]
    >>> [place and place.city for place in found]
    ['深圳市', '北京市', None]
    """
    if not _COMPANY.search(name.strip()):
        return None
    plain = _INNER.sub("", name.strip())
    told = [china.resolve(text) for text in _INNER.findall(name)]
    for length in range(min(len(plain) - 4, _LONGEST), 1, -1):
        place = china.resolve(plain[:length])
        if place is not None and parts(plain).place == place.province:
            told.append(place)
            break
    places = [place for place in told if place is not None and place.level in ("city", "province")]
    return places[0] if len({place.province for place in places}) == 1 else None
