"""Where the ends of relations are, of a network and of a selection of its rows."""

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import SchemaError
from clusternet.network.about import About
from clusternet.network.value_network import from_frames
from clusternet.places import china
from clusternet.space import flows, location
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


def test_a_city_that_is_not_known_stays_in_its_province():
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    nodes = pd.DataFrame({"id": ["a", "b"], "province": ["广东", "广东"], "city": ["深圳", ""]})
    found = flows.matrix(from_frames(ties, nodes), level="city")
    assert found.places == ("深圳市", "广东省（城市未知）")
    assert found.base == 1


def test_own_places_are_taken_as_written():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["Seoul", "Busan", ""]})
    found = flows.matrix(from_frames(ties, nodes, about=About(places="own")))
    assert found.places == ("Busan", "Seoul")
    assert (found.base, found.table.to_numpy().sum()) == (1, 2)
    assert str(found.base_name) == "relations with both ends given"


def test_places_of_ones_own_at_every_level_that_has_a_column():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": list("abc"), "region": ["North", "South", ""], "country": ["X", "X", "Y"]})
    net = from_frames(ties, nodes, about=About(places="own"))
    assert location.of_nodes(net, level="region").tolist() == ["North", "South", china.UNKNOWN]
    assert location.of_nodes(net, level="country").tolist() == ["X", "X", "Y"]
    with pytest.raises(SchemaError, match="no column city"):
        location.of_nodes(net, level="city")


def test_places_known_already_are_taken():
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"], "year": [2020, 2021]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "city": ["深圳", "浦东新区", "香港"]})
    net = from_frames(ties, nodes)
    for level in ("province", "city"):
        places = flows.places_of(net, level=level)
        part = net.window(2020, 2020, isolated="keep")
        found, known = (
            flows.located(part, level=level, count="pairs", places=given) for given in (None, places)
        )
        assert found.names == known.names == places.names
        assert found.source.tolist() == known.source.tolist() == [places.code[0]]
        taken = flows.matrix(part, level=level, places=places).table
        assert taken.equals(flows.matrix(part, level=level).table)
