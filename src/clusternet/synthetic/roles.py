"""Kinds of partner nodes and of ties: investors, universities, suppliers abroad; the three relations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.growth import Grown
from clusternet.synthetic.roster import NAMED_PARTNERS
from clusternet.synthetic.targets import Targets

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

# Technology partners by category; the better connected lean to universities and suppliers abroad.
_CATEGORIES = (
    "enterprise",
    "university",
    "institute",
    "government",
    "foreign",
    "hospital",
    "association",
    "public_institution",
)
_COMMON = (0.830, 0.030, 0.020, 0.040, 0.030, 0.015, 0.015, 0.020)
_BUSY = (0.740, 0.080, 0.040, 0.030, 0.080, 0.010, 0.010, 0.010)
_BUSY_DEGREE = 10
# Share of the ties outside the platform network, between non-platforms, that carry technology.
_RIM_TECHNOLOGY = 0.70


@dataclass(frozen=True)
class Roles:
    """Category of every node, relation of every tie."""

    category: Texts
    relation: Texts


def assign_roles(targets: Targets, grown: Grown, rng: np.random.Generator) -> Roles:
    """Say who the partner nodes are and what each tie is about."""
    where = grown.layout
    category = np.full(where.n_nodes, "enterprise", dtype=object)
    investors = _investors(targets, grown)
    category[investors] = "investor"
    plain = np.arange(where.n_samples + where.n_named, where.n_nodes)
    others = np.setdiff1d(plain, investors)
    category[others] = _draw_categories(grown, others, rng)
    named = where.n_samples + np.arange(where.n_named)
    for node, name in zip(named, targets.top_partners["node"], strict=True):
        category[node] = NAMED_PARTNERS[name].category
    return Roles(category, _relations(grown, category, rng))


def _investors(targets: Targets, grown: Grown) -> Ints:
    """Partner nodes outside the platform network; those that only supply come first."""
    where = grown.layout
    core = np.unique(np.concatenate([grown.src[grown.core], grown.dst[grown.core]]))
    plain = np.arange(where.n_samples + where.n_named, where.n_nodes)
    free = np.setdiff1d(plain, core)
    received = np.bincount(grown.dst, minlength=where.n_nodes)[free]
    supplied = np.bincount(grown.src, minlength=where.n_nodes)[free]
    order = np.lexsort((free, -supplied, received))
    return np.sort(free[order[: targets.count("投资者")]])


def _draw_categories(grown: Grown, nodes: Ints, rng: np.random.Generator) -> Texts:
    degree = np.bincount(np.concatenate([grown.src, grown.dst]), minlength=grown.layout.n_nodes)[nodes]
    common = rng.choice(len(_CATEGORIES), len(nodes), p=_COMMON)
    busy = rng.choice(len(_CATEGORIES), len(nodes), p=_BUSY)
    drawn = np.where(degree >= _BUSY_DEGREE, busy, common)
    names = np.array(_CATEGORIES, dtype=object)[drawn]
    # Governments buy technology; one that supplies it is a public institution.
    supplies = np.isin(nodes, grown.src)
    names[(names == "government") & supplies] = "public_institution"
    return np.asarray(names, dtype=object)


def _relations(grown: Grown, category: Texts, rng: np.random.Generator) -> Texts:
    where = grown.layout
    partner = np.where(grown.src >= where.n_samples, grown.src, grown.dst)
    invests = category[partner] == "investor"
    on_platform = (grown.src < where.n_platforms) | (grown.dst < where.n_platforms)
    between_firms = (grown.src < where.n_samples) & (grown.dst < where.n_samples)
    relation = np.full(len(grown.src), "human_capital", dtype=object)
    relation[between_firms & on_platform] = "investment"
    technical = ~on_platform & ~invests & (rng.random(len(relation)) < _RIM_TECHNOLOGY)
    relation[technical] = "technology"
    # Firms also take stakes in the enterprises they work with.
    stake = ~technical & (category[partner] == "enterprise") & (rng.random(len(relation)) < 0.35)
    relation[stake] = "investment"
    relation[invests] = "investment"
    relation[grown.core] = "technology"
    return relation
