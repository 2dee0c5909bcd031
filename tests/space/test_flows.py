from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError, SchemaError
from clusternet.io import read
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.places import china
from clusternet.space import flows, location
from running import save

CITIES = ["深圳市", "广州", "Beijing", "浦东新区", "杭州市", "昆山", "香港", "", "某地"]


@st.composite
def located(draw: st.DrawFn) -> ValueNetwork:
    cells = draw(st.lists(st.sampled_from(CITIES), min_size=2, max_size=12))
    ids = [f"n{place}" for place in range(len(cells))]
    end = st.sampled_from(ids)
    ties = draw(st.lists(st.tuples(end, end, st.integers(0, 3)), min_size=1, max_size=40))
    edges = pd.DataFrame(ties, columns=["source", "target", "weight"])
    return from_frames(edges, pd.DataFrame({"id": ids, "city": cells}))


@settings(max_examples=25, deadline=None)
@given(located(), st.sampled_from(flows.COUNTS))
def test_everything_counted_is_in_the_matrix(net, count):
    links = net.links()
    wanted = {
        "relations": (net.edges["weight"] > 0).sum(),
        "pairs": links.size,
        "weight": links.weight.sum(),
    }[count]
    for level in ("province", "city", "region"):
        found = flows.matrix(net, level=level, count=count)
        assert found.table.to_numpy().sum() == wanted
        assert found.base <= wanted


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(located())
def test_cities_add_up_to_provinces_and_provinces_to_regions(net):
    cities, provinces = flows.matrix(net, level="city").inside, flows.matrix(net).inside
    city_of = {place.name: place.province for place in china.cities()}
    parent = [city_of.get(name, name.removesuffix(location.CITY_UNKNOWN)) for name in cities.index]
    parent = np.array(parent)
    summed = cities.groupby(parent).sum().T.groupby(parent).sum().T
    for source in provinces.index:
        for target in provinces.columns:
            assert summed.at[source, target] == provinces.at[source, target]
    assert flows.matrix(net, level="region").base == provinces.to_numpy().sum()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(located())
def test_margins_and_largest_are_the_matrix(net):
    found = flows.matrix(net)
    inside, table = found.inside, flows.margins(found)
    shares = table[~table["place"].isin(location.ZONES)]
    assert shares["enable"].sum() == shares["input"].sum() == found.base
    cells = flows.largest(found, 0)
    assert cells["flow"].sum() == found.base
    for row in cells.itertuples():
        assert inside.at[row.source, row.target] == row.flow
        assert (row.type == "intra") is (row.source == row.target)
    if found.base:
        assert cells["share"].sum() == pytest.approx(1)
        assert shares["net"].sum() == pytest.approx(0)


def test_levels_shares_and_expected_ratio():
    ties = pd.DataFrame(
        {"source": ["a", "a", "b", "c", "x"], "target": ["b", "c", "a", "a", "a"], "weight": [3, 1, 1, 1, 1]}
    )
    nodes = pd.DataFrame(
        {
            "id": ["a", "b", "c", "x"],
            "province": ["广东", "广东省", "北京", ""],
            "city": ["深圳", "广州市", "", ""],
            "country": ["", "", "", "美国"],
        }
    )
    net = from_frames(ties, nodes)
    found = flows.matrix(net)
    assert found.base == 4
    top = flows.largest(found, 1).iloc[0]
    assert top[["source", "target", "flow", "share", "type"]].tolist() == [
        "广东省",
        "广东省",
        2,
        0.5,
        "intra",
    ]
    assert top["expected_ratio"] == pytest.approx(2 * 4 / (3 * 3))
    assert found.table.loc["国外", "广东省"] == 1
    assert flows.matrix(net, count="weight").base == 6
    cities = flows.matrix(net, level="city")
    assert cities.places == ("北京市", "广州市", "深圳市")
    assert flows.matrix(net, level="country").base == 0


def test_what_is_missing_is_said():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    with pytest.raises(SchemaError, match="no column province or city"):
        flows.matrix(net)
    with pytest.raises(ClusternetError, match="level 'town'"):
        flows.matrix(net, level="town")


def test_migration_in_korea_gives_the_published_totals(shared):
    """Statistics Korea, Internal Migration in May 2020, Table 1: thousands within and between the regions."""
    descriptor = Path(__file__).parents[1] / "descriptors" / "korea"
    net = read(descriptor, root=shared / "data" / "korea_migration")
    for year, intra, inter in ((2018, 4868, 2429), (2019, 4719, 2385)):
        found = flows.matrix(net.window(year, year), count="weight")
        assert found.inside.shape == (17, 17)
        within = float(np.trace(found.inside))
        assert round(within / 1000) == intra
        assert round((found.base - within) / 1000) == inter
        assert found.table.loc[china.UNKNOWN].sum() == 0


def test_the_spellings_of_a_country_are_one_place() -> None:
    ties = pd.DataFrame(
        {
            "source": list("abcd"),
            "target": list("efgh"),
            "source_country": ["USA", "USA", "中国", "Narnia"],
            "target_country": ["U.S.A.", "美国", "PRC", ""],
        }
    )
    found = flows.matrix(from_frames(ties), level="country")
    table = flows.largest(found, 0)
    assert table[["source", "target", "flow", "type"]].values.tolist() == [
        ["USA", "USA", 2, "intra"],
        ["PRC", "PRC", 1, "intra"],
    ]


def test_margins_are_cut_where_asked(tmp_path, run):
    head = "source,target,source_province,target_province\n"
    path = save(tmp_path, f"{head}a,b,北京市,上海市\nc,b,广东省,上海市\nc,a,广东省,北京市\n", "edges.csv")
    places = [row["place"] for row in run.rows("flows", path, "--margins", "--top", "1")]
    assert places == ["广东省", "港澳台", "国外", "未知"]
    assert len(run.rows("flows", path, "--margins")) == 6
    assert "The first 1 of 3 places" in run("flows", path, "--margins", "--top", "1", "--lang", "en").out
    assert "--top does nothing with --matrix" in run.misused("flows", path, "--matrix", "--top", "3")
