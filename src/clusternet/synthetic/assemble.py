"""Put the pieces together into node and edge tables."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from clusternet.synthetic.calibration import CoreDials
from clusternet.synthetic.growth import Grown, grow
from clusternet.synthetic.layout import Layout, layout
from clusternet.synthetic.roles import Roles, assign_roles
from clusternet.synthetic.roster import NAMED_PARTNERS, NAMED_SAMPLES
from clusternet.synthetic.seats import Seats, firm_cities, platform_room, seats
from clusternet.synthetic.siting import site_partners
from clusternet.synthetic.subjects import assign_subjects, to_frame
from clusternet.synthetic.targets import Targets
from clusternet.synthetic.territory import CITY_NAMES, PROVINCE_OF, city_weights

Ints = npt.NDArray[np.int64]
# Share of technology ties that are recorded a second time, for another technology or year.
_REPEATED = 0.02


def build(targets: Targets, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build the network at its published size; node and edge tables."""
    firms = firm_cities(targets, layout(targets, CoreDials().platforms), rng)
    grown = grow(targets, rng, platform_room(targets, firms))
    roles = assign_roles(targets, grown, rng)
    rows = _relations(grown, roles, rng)
    where = seats(targets, grown.layout, firms, roles.category, rng)
    technical = rows[rows["relation"] == "technology"]
    sited = _site(targets, where, technical, rng)
    subjects = to_frame(assign_subjects(targets, technical["year"].to_numpy(), rng))
    rows = rows.join(subjects.set_index(technical.index))
    nodes = _nodes(targets, grown, roles, where, sited, rng)
    return nodes, _edges(rows, nodes["id"].to_numpy())


def _relations(grown: Grown, roles: Roles, rng: np.random.Generator) -> pd.DataFrame:
    """One row per relation: every tie, and some technology ties once more in a later year."""
    ties = pd.DataFrame(
        {"source": grown.src, "target": grown.dst, "year": grown.year, "relation": roles.relation}
    )
    last = grown.layout.years[-1]
    open_ = ties[(ties["relation"] == "technology") & (ties["year"] < last)]
    again = open_.iloc[np.sort(rng.choice(len(open_), int(_REPEATED * len(open_)), replace=False))].copy()
    later = again["year"].to_numpy()
    again["year"] = later + 1 + (rng.random(len(again)) * (last - later)).astype(np.int64)
    return pd.concat([ties, again], ignore_index=True).sort_values(
        ["year", "source", "target"], kind="stable", ignore_index=True
    )


def _site(targets: Targets, where: Seats, technical: pd.DataFrame, rng: np.random.Generator) -> Ints:
    src, dst = (technical[c].to_numpy() for c in ("source", "target"))
    active = np.intersect1d(where.movable, np.concatenate([src, dst]))
    sited = site_partners(targets, src, dst, where.city, active, rng)
    idle = np.setdiff1d(where.movable, active)
    size = np.array(list(city_weights(1).values()))
    sited[idle] = rng.choice(len(CITY_NAMES), len(idle), p=size / size.sum())
    return sited


def _nodes(
    targets: Targets, grown: Grown, roles: Roles, where: Seats, city: Ints, rng: np.random.Generator
) -> pd.DataFrame:
    frame = grown.layout
    label = _labels(targets, frame)
    town = np.where(city >= 0, np.array([*CITY_NAMES, ""], dtype=object)[city], "")
    left = np.zeros(frame.n_nodes, dtype=np.int64)
    left[frame.leavers] = targets.leaving_year
    sample = np.arange(frame.n_nodes) < frame.n_samples
    return pd.DataFrame(
        {
            "id": label,
            "name": label,
            "kind": np.where(sample, "sample", "partner"),
            "category": roles.category,
            "platform": np.where(np.arange(frame.n_nodes) < frame.n_platforms, "yes", "no"),
            "province": [PROVINCE_OF.get(c, "") for c in town],
            "city": town,
            "country": where.country,
            "founded": pd.array(_founded(targets, grown, roles, rng), dtype="Int64"),
            "left_year": pd.array(np.where(left > 0, left, np.nan), dtype="Int64"),
        }
    )


def _labels(targets: Targets, frame: Layout) -> list[str]:
    """Named nodes by their names, all others by visibly invented ones."""
    firms = [f"样本{i + 1:04d}" for i in range(frame.n_samples)]
    partners = [f"关系节点{i + 1:05d}" for i in range(frame.n_nodes - frame.n_samples)]
    firms[: frame.n_named] = targets.top_samples["node"]
    partners[: frame.n_named] = targets.top_partners["node"]
    return firms + partners


def _founded(targets: Targets, grown: Grown, roles: Roles, rng: np.random.Generator) -> Ints:
    """Years of foundation, never after a node's first tie."""
    frame = grown.layout
    n = frame.n_nodes
    first = np.full(n, frame.years[-1])
    for ends in (grown.src, grown.dst):
        np.minimum.at(first, ends, grown.year)
    age = np.round(rng.gamma(2.0, 3.5, n)).astype(np.int64)
    old = np.isin(roles.category, ["university", "institute", "hospital", "public_institution", "government"])
    age[old] = rng.integers(15, 75, int(old.sum()))
    age[roles.category == "foreign"] += 12
    founded = np.maximum(first - age, 1900)
    for i, name in enumerate(targets.top_samples["node"]):
        founded[i] = NAMED_SAMPLES[name].founded
    for i, name in enumerate(targets.top_partners["node"]):
        founded[frame.n_samples + i] = NAMED_PARTNERS[name].founded
    return np.asarray(founded)


def _edges(rows: pd.DataFrame, ids: npt.NDArray[np.object_]) -> pd.DataFrame:
    table = rows.copy()
    for end in ("source", "target"):
        table[end] = ids[table[end].to_numpy()]
    subject = ["technology", "application", "industry"]
    table[subject] = table[subject].fillna("")
    return table[["source", "target", "year", "relation", *subject]]
