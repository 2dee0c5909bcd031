"""Networks that grow by known choices, for tests of the formation of ties."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from clusternet.network.value_network import ValueNetwork, from_frames

KNOWN = {
    "log_degree": 0.7,
    "shared_partners": 0.5,
    "same_place": 1.0,
    "same_category": -0.8,
    "same_technology": 0.6,
}
FIELDS = np.array(["5G", "芯片", "机器人", "大数据", "云计算", "视觉", "语音", "物联网"])


@cache
def grown(seed: int, *, firms: int = 40, others: int = 80, years: int = 4) -> ValueNetwork:
    """Return a network whose firms choose partners year by year with odds known beforehand."""
    weight, rng = np.array([*KNOWN.values()]), np.random.default_rng(seed)
    n = firms + others
    place, category = rng.integers(0, 6, n), rng.integers(0, 3, n)
    tied, held, rows = np.zeros((n, n), dtype=bool), np.zeros((n, FIELDS.size), dtype=bool), []
    for each in range(n):  # in the first year everybody has a tie with some firm
        rows.append((int(rng.choice(np.setdiff1d(np.arange(firms), each))), each, 2010))
    for year in range(2011, 2011 + years):
        for firm, other, _ in (row for row in rows if row[2] == year - 1):
            tied[firm, other] = tied[other, firm] = True
        _learn(held, rows, year - 1)
        degree, shared = np.log1p(tied.sum(axis=1)), np.log1p(tied[:firms].astype(float) @ tied)
        for firm in range(firms):
            same = [place[firm] == place, category[firm] == category, (held[firm] & held).any(axis=1)]
            x = np.column_stack([degree, shared[firm], *same])
            free = ~tied[firm] & (np.arange(n) != firm)
            free[[one for one, other, when in rows if (other, when) == (firm, year)]] = False
            worth = np.where(free, x @ weight + rng.gumbel(size=n), -np.inf)
            rows += [(firm, int(other), year) for other in np.argsort(-worth)[:2]]
    edges = pd.DataFrame(rows, columns=["source", "target", "year"])
    edges["technology"] = FIELDS[_field(edges["source"], edges["target"])]
    nodes = pd.DataFrame(
        {
            "id": [f"n{each}" for each in range(n)],
            "kind": np.where(np.arange(n) < firms, "sample", "partner"),
            "province": np.array(["北京", "上海", "广东", "浙江", "四川", "湖北"])[place],
            "category": np.array(["企业", "高校", "政府"])[category],
        }
    )
    named = {name: "n" + edges[name].astype(str) for name in ("source", "target")}
    return from_frames(edges.assign(**named), nodes)


def _learn(held: np.ndarray, rows: list[tuple[int, int, int]], year: int) -> None:
    for firm, other, when in rows:
        if when == year:
            held[firm, _field(firm, other)] = held[other, _field(firm, other)] = True


def _field(firm, other):
    """Return the number of the technology of a tie."""
    return (firm * 7 + other * 3) % FIELDS.size
