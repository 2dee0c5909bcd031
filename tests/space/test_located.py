"""Where the ends of relations are, of a network and of a selection of its rows."""

import numpy as np
import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.space.located import located, places_of


@pytest.mark.parametrize("count", ["relations", "pairs", "weight"])
def test_rows_within_a_year_are_located_as_the_network_of_that_year_is(count):
    random = np.random.default_rng(7)
    ids = [f"n{number}" for number in range(12)]
    places = ["北京", "广东", "上海", "日本"]
    nodes = pd.DataFrame({"id": ids, "province": [places[number % 4] for number in range(12)]})
    rows = {name: random.choice(ids, 200).tolist() for name in ("source", "target")}
    rows |= {"year": random.integers(2019, 2023, 200).tolist(), "weight": random.integers(0, 3, 200).tolist()}
    net = from_frames(pd.DataFrame(rows), nodes)
    where, year = places_of(net), net.edges["year"].to_numpy(dtype=int)
    for first, last in ((2020, 2020), (2019, 2021)):
        alone = located(net.window(first, last, isolated="keep"), count=count, places=where)
        inside = np.flatnonzero((year >= first) & (year <= last))
        found = located(net, count=count, places=where, within=(year >= first) & (year <= last))
        assert found.rows.tolist() == inside[alone.rows].tolist()
        for name in ("source", "target", "amount", "base"):
            assert getattr(found, name).tolist() == getattr(alone, name).tolist()
