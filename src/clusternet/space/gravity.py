"""What flows between places follow from: size, distance and borders (the gravity model)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from clusternet.data import rows
from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.kernels.families import with_adjusted
from clusternet.kernels.ppml import Fit, clustered, ppml, separated
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import flows, location
from clusternet.space.located import own_places, refuse_groups
from clusternet.typing import Count, Floats, Ints, Level, Marks
from clusternet.words.bases import Base, based, having, marked
from clusternet.words.labels import word
from clusternet.words.text import Text

__all__ = ["Gravity", "Within", "gravity", "table"]

Within = Literal["area", "leave"]
RADIUS = 6371.0072
"""Of the sphere with the Earth's area, in kilometres."""
COLUMNS = ("term", "estimate", "se", "z", "p", "p_holm", "q", "low", "high", "multiplier", "base", "base_n")
"""Columns of :func:`table`."""
_LEAST = 3
"""Places on either side that a fit takes."""


@dataclass(frozen=True, eq=False)
class Gravity:
    """A gravity model of flows.

    Attributes
    ----------
    table : DataFrame
        :data:`COLUMNS`; see :func:`gravity`.
    pairs : DataFrame
        ``source``, ``target``, ``flow``, ``distance`` (km), ``predicted``, ``ratio`` (flow / predicted) and
        ``residual`` (flow - predicted, over the square root of predicted), of every pair of the fit.
    places, zeros
        Places of the fit, and pairs of it without a flow.
    unobserved
        Pairs left out since no firm of the sample is at either end: not zero, but not looked at.
    adrift : tuple of str
        Places left out since nobody knows where they lie.
    lost, inner : float
        Flows from or to those, and flows within places, if they are left out: in no base.
    separated
        Pairs without a flow left out since terms or effects fit them ever better.
    silent
        Places that send nothing, and such that receive nothing: their pairs say nothing.
    within : {"area", "leave"}
        Whether flows within places are in it.
    dropped : tuple of str
        Terms that others determine.
    clusters
        Origins or destinations, whichever are fewer.
    correlation
        Square of the correlation of flow and predicted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> found = gravity(net)
    >>> found.table["term"].tolist()
    ['log_distance', 'same_place', 'same_region', 'contiguity']
    """

    table: pd.DataFrame
    pairs: pd.DataFrame
    places: int
    zeros: int
    unobserved: int
    adrift: tuple[str, ...]
    lost: float
    inner: float
    separated: int
    silent: tuple[int, int]
    within: Within
    dropped: tuple[str, ...]
    clusters: int
    correlation: float


def gravity(
    net: ValueNetwork,
    *,
    level: Level = "province",
    count: Count = "relations",
    within: Within | None = None,
    region_map: str = china.DEFAULT_MAP,
    coordinates: pd.DataFrame | None = None,
    variables: pd.DataFrame | None = None,
    surveyed: ValueNetwork | None = None,
) -> Gravity:
    """Fit flows between places on size, distance and borders.

    E(flow) = exp(a_origin + c_destination + b_1 log(distance) + b_2 same place + ...), by Poisson
    pseudo-maximum likelihood with an effect for every origin and destination.

    Parameters
    ----------
    net
        The network of one window of years; take ``net.relation("technology")`` for flows of technology.
    level, count, region_map
        As in :func:`clusternet.space.flows.matrix`.
    within
        ``area``: flows within a place are in it, at two thirds of the radius of a circle of its area;
        ``leave``: they are left out. If None, ``area`` for provinces and ``leave`` elsewhere.
    coordinates
        ``longitude`` and ``latitude`` by place; those of :func:`clusternet.space.location.coordinates` if
        None: a province lies at its capital, a region at the mean of its cities.
    variables
        Further terms: ``source``, ``target`` and a column of numbers each, for every pair or its reverse.
    surveyed
        The network whose sample firms were asked, if ``net`` is without those that had no tie.

    Returns
    -------
    Gravity
        Its table has a row per term: ``estimate``, ``se`` (clustered by origin and by destination), ``z``
        (estimate / se), ``p`` and the ends of the 95 percent interval by Student's t of as many degrees of
        freedom as the fewer clusters - 1, ``p_holm`` and ``q`` over the terms, ``multiplier`` exp(estimate),
        by which flows differ. Terms: ``log_distance``; ``same_place``; ``same_province`` (of different
        cities); ``same_region`` (of different places); ``contiguity`` of provinces.

    Raises
    ------
    ClusternetError
        If the data are undirected, or groups; if fewer than three places are left on a side, no place has a
        position, or two have the same; or if a pair lacks a further term.

    Notes
    -----
    Santos Silva and Tenreyro (2006): the conditional mean alone must be right, and flows of 0 stay. Standard
    errors: Cameron, Gelbach and Miller (2011). Flows within one place: Head and Mayer (2002).

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> found = gravity(net).table.set_index("term")
    >>> bool(found.loc["log_distance", "low"] < found.loc["log_distance", "estimate"])
    True
    """
    if not net.directed:
        raise ClusternetError.of("gravity_undirected")
    refuse_groups(net)
    found = flows.matrix(net, level=level, count=count, region_map=region_map, surveyed=surveyed)
    names, flow = found.places, found.inside.to_numpy(dtype=float)
    own = own_places(net, level)
    chosen = within or ("area" if level == "province" and not own else "leave")
    spots = location.coordinates(() if own else names, region_map=region_map)
    if coordinates is not None:
        spots = pd.concat([coordinates, spots[~spots.index.isin(coordinates.index)]])
    distance = _distances(names, spots, _areas(level, own, chosen))
    seen = np.ones(flow.shape, dtype=bool) if found.observed is None else found.observed
    terms = dict(_terms(names, np.log(distance), level, own, chosen, region_map, variables))
    base = found.base_name
    if chosen == "leave":
        base = replace(base, condition=(*base.condition, having("different places at its ends")))
    return _fitted(net, names, flow, distance, seen, terms, base, chosen)


def table(net: ValueNetwork, **options: object) -> pd.DataFrame:
    """Return the table of :func:`gravity`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`gravity`.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> table(net, within="leave")["term"].tolist()
    ['log_distance', 'same_region', 'contiguity']
    """
    return gravity(net, **options).table  # type: ignore[arg-type]


# -- what flows are explained by ---------------------------------------------------------------------------
def _terms(
    names: tuple[str, ...],
    far: Floats,
    level: Level,
    own: bool,
    within: Within,
    region_map: str,
    variables: pd.DataFrame | None,
) -> Iterator[tuple[str, Floats]]:
    apart = ~np.eye(len(names), dtype=bool)
    yield "log_distance", far
    if within == "area":
        yield "same_place", (~apart).astype(float)
    if not own and level in ("province", "city"):
        found = [china.resolve(name) for name in names]
        if level == "city":
            yield "same_province", apart * _alike([each.province if each else None for each in found])
        regions = [china.region(each, map=region_map) if each else None for each in found]
        yield "same_region", apart * _alike([None if each == china.REST else each for each in regions])
    if not own and level == "province":
        yield "contiguity", _contiguous(names)
    for column in [] if variables is None else variables.columns.drop(["source", "target"]):
        yield str(column), _given(names, variables, str(column))  # type: ignore[arg-type]


def _alike(values: list[str | None]) -> Floats:
    return np.array([[float(a is not None and a == b) for b in values] for a in values])


def _contiguous(names: tuple[str, ...]) -> Floats:
    """Return which provinces border on one another, by ``data/province_borders.csv``."""
    place = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(names), len(names)))
    for row in rows("province_borders.csv"):
        if row["a"] in place and row["b"] in place:
            found[place[row["a"]], place[row["b"]]] = found[place[row["b"]], place[row["a"]]] = 1.0
    return found


def _given(names: tuple[str, ...], variables: pd.DataFrame, column: str) -> Floats:
    ends = zip(variables["source"], variables["target"], variables[column], strict=True)
    known = {(a, b): float(value) for a, b, value in ends}
    found = np.zeros((len(names), len(names)))
    for row, a in enumerate(names):
        for at, b in enumerate(names):
            value = known.get((a, b), known.get((b, a)))
            if value is None and a != b:
                raise ClusternetError.of("gravity_pair", column=column, a=a, b=b)
            found[row, at] = value or 0.0
    return found


def _areas(level: Level, own: bool, within: Within) -> dict[str, float]:
    if within == "leave":
        return {}
    if level != "province" or own:
        raise ClusternetError.of("gravity_area", level=_called(level))
    return {row["province"]: float(row["km2"]) for row in rows("province_areas.csv")}


def _called(level: Level) -> Text:
    return Text.of(lambda language: str(word(level, "level", language)))


def _distances(names: tuple[str, ...], spots: pd.DataFrame, areas: dict[str, float]) -> Floats:
    """Return kilometres along the great circle; NaN where a position is not known, and within places."""
    known = spots.reindex(list(names))
    x, y = np.radians(known["longitude"].to_numpy(float)), np.radians(known["latitude"].to_numpy(float))
    half = (
        np.sin((y[:, None] - y) / 2) ** 2 + np.cos(y[:, None]) * np.cos(y) * np.sin((x[:, None] - x) / 2) ** 2
    )
    found = 2 * RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    apart = ~np.eye(len(names), dtype=bool)
    if (same := np.argwhere(apart & (found < 1e-6))).size:
        a, b = (names[each] for each in same[0])
        raise ClusternetError.of("gravity_same_position", a=a, b=b)
    inner = np.array([2 / 3 * np.sqrt(areas[name] / np.pi) if name in areas else np.nan for name in names])
    found[~apart] = inner
    return np.asarray(found)


# -- the fit -----------------------------------------------------------------------------------------------
def _fitted(
    net: ValueNetwork,
    names: tuple[str, ...],
    flow: Floats,
    distance: Floats,
    seen: Marks,
    terms: dict[str, Floats],
    base: Base,
    within: Within,
) -> Gravity:
    apart = ~np.eye(len(names), dtype=bool)
    lost = np.isnan(np.where(apart, distance, 0)).sum(axis=1) == len(names) - 1
    usable = ~np.isnan(distance) & (apart if within == "leave" else True)
    unobserved = int((usable & ~seen).sum())
    usable = usable & seen
    kept = usable & (np.where(usable, flow, 0).sum(axis=1) > 0)[:, None]
    kept &= np.where(usable, flow, 0).sum(axis=0) > 0
    sends, receives = usable.any(axis=1) & ~kept.any(axis=1), usable.any(axis=0) & ~kept.any(axis=0)
    ends = int(kept.any(axis=1).sum()), int(kept.any(axis=0).sum())
    if min(ends) < _LEAST:
        raise _too_few(len(names), int(lost.sum()), ends)
    row, column = np.nonzero(kept)
    y, x = flow[row, column], np.column_stack([each[row, column] for each in terms.values()])
    gone = separated(y, x, *_numbered(row, column))
    row, column, y, x = row[~gone], column[~gone], y[~gone], x[~gone]
    groups = _numbered(row, column)
    fit = ppml(y, x, *groups)
    clusters = min(int(each.max()) + 1 for each in groups)
    told = _estimates(list(terms), fit, clustered(fit, y, groups), clusters)
    told = based(told, base, float(y.sum()) if (y % 1).any() else int(y.sum()))
    pairs = pd.DataFrame(
        {
            "source": np.array(names, dtype=object)[row],
            "target": np.array(names, dtype=object)[column],
            "flow": y if (y % 1).any() else y.astype(np.int64),
            "distance": distance[row, column],
            "predicted": fit.fitted,
            "ratio": y / fit.fitted,
            "residual": (y - fit.fitted) / np.sqrt(fit.fitted),
        }
    )
    return Gravity(
        marked(told, net.about.synthetic),
        marked(pairs, net.about.synthetic),
        places=int((kept.any(axis=1) | kept.any(axis=0)).sum()),
        zeros=int((y == 0).sum()),
        unobserved=unobserved,
        adrift=tuple(np.array(names, dtype=object)[lost].tolist()),
        lost=float(flow[apart & (lost[:, None] | lost)].sum()),
        inner=float(np.trace(flow)) if within == "leave" else 0.0,
        separated=int(gone.sum()),
        silent=(int(sends.sum()), int(receives.sum())),
        within=within,
        dropped=tuple(np.array(list(terms))[np.isnan(fit.estimate)].tolist()),
        clusters=clusters,
        correlation=float(np.corrcoef(y, fit.fitted)[0, 1] ** 2) if np.ptp(y) > 0 else np.nan,
    )


def _too_few(places: int, unknown: int, ends: tuple[int, int]) -> ClusternetError:
    """Return the error of a model with too few places, by what they lack."""
    if not places:
        return EmptyNetworkError.of("no_chinese_place")
    a, b = ends
    if unknown:
        return ClusternetError.of(
            "gravity_positions", unknown=unknown, places=places, origins=a, destinations=b, least=_LEAST
        )
    return ClusternetError.of("gravity_too_few", origins=a, destinations=b, least=_LEAST)


def _numbered(row: Ints, column: Ints) -> tuple[Ints, Ints]:
    """Number the origins, and the destinations, from 0 on."""
    return np.unique(row, return_inverse=True)[1], np.unique(column, return_inverse=True)[1]


def _estimates(terms: list[str], fit: Fit, covariance: Floats, clusters: int) -> pd.DataFrame:
    from scipy.special import stdtr, stdtrit

    error = np.sqrt(np.diag(covariance))
    error = np.where(np.isnan(fit.estimate) | (error <= 0), np.nan, error)
    z = fit.estimate / error
    reach = stdtrit(clusters - 1, 0.975) * error
    frame = pd.DataFrame(
        {
            "term": terms,
            "estimate": fit.estimate,
            "se": error,
            "z": z,
            "p": 2 * stdtr(clusters - 1, -np.abs(z)),
            "low": fit.estimate - reach,
            "high": fit.estimate + reach,
            "multiplier": np.exp(fit.estimate),
        }
    )
    return with_adjusted(frame)
