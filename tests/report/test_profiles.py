"""Profiles of places and organisations have the numbers of the commands, and never a person."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.resampling import Resampling
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.records import specialisation
from clusternet.report import leading, profile
from clusternet.report.card import Card
from clusternet.report.document import Material, Settings
from clusternet.report.profiles import profiles
from clusternet.space import flows
from clusternet.structure import centrality, rank_intervals

HOSTILE = '</script><b>"\u202e\U0001d4b3🦊'
HOMES = ["北京市", "广东省", "上海市", "浙江省"]
TECHNOLOGIES = ["5G", "芯片", "机器人", "物联网", "区块链；5G"]


def network() -> ValueNetwork:
    """Twelve organisations, one with a harmful name, and a person, in four provinces and seven years."""
    ids = [HOSTILE, *(f"f{number}" for number in range(1, 12)), "张伟"]
    pairs = [
        (number, (number * number + number // 5) % 12, (5 * number + 1) % 12) for number in range(1, 281)
    ]
    rows = [
        (ids[one], ids[other], 2015 + number % 7, TECHNOLOGIES[(one % 4 + number % 2) % 5])
        for number, one, other in pairs
        if one != other
    ]
    rows += [("张伟", node, 2016, "5G") for node in ids[:12]]
    ties = pd.DataFrame(rows, columns=["source", "target", "year", "technology"])
    nodes = pd.DataFrame({"id": ids, "province": [HOMES[number % 4] for number in range(13)]})
    nodes["category"] = ["enterprise"] * 12 + ["person"]
    return from_frames(ties, nodes)


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(network(), Settings(language="en", replicates=19))


def test_numbers_of_places_are_those_of_flows_and_specialisation(material):
    found = {each.name: each for each in profile.of_places(material, "province")}
    net = material.net
    margins = flows.margins(flows.matrix(net)).set_index("place")
    largest = flows.largest(flows.matrix(net), 0)
    special = specialisation.table(specialisation.measure(specialisation.of_network(net).table))
    special = special.set_index(["unit", "field"])
    assert set(found) == set(HOMES)
    for place, each in found.items():
        row = margins.loc[place]
        assert [each.numbers[name] for name in ("enable", "input", "net")] == row[
            ["enable", "input", "net"]
        ].tolist()
        sent = largest[largest["source"].eq(place) & largest["target"].ne(place)].head(3)
        assert [(one.name, one.amount) for one in each.receivers] == list(
            zip(sent["target"], sent["flow"], strict=True)
        )
        assert [one.beside for one in each.receivers] == pytest.approx(
            (sent["flow"] / row["enable"]).tolist()
        )
        for one in each.fields:
            assert (one.amount, one.beside) == tuple(special.loc[(place, one.name), ["value", "lq"]])
            assert one.beside >= 1
        for one in each.chances:
            assert one.beside == special.loc[(place, one.name), "density"]
            assert special.loc[(place, one.name), "lq"] < 1
        for year, share in each.series[:: 6 if place == "北京市" else 7]:
            yearly = flows.margins(flows.matrix(net.window(year, year))).set_index("place").loc[place]
            assert share == pytest.approx((yearly["enable_share"] + yearly["input_share"]) / 2)
    assert any(each.fields for each in found.values())
    assert any(each.chances for each in found.values())
    ranks = sorted(found.values(), key=lambda each: each.rank)
    sizes = [each.numbers["enable"] + each.numbers["input"] for each in ranks]
    assert sizes == sorted(sizes, reverse=True)


def test_ranks_of_organisations_have_the_intervals_of_centrality_and_no_person_has_a_profile(material):
    found = leading.of_leaders(material, "province")
    top = centrality.top(material.net, 0)
    top = rank_intervals.with_intervals(top, material.net, resampling=Resampling(19)).set_index("name")
    assert [each.name for each in found] == [name for name in top.index if name != "张伟"]
    for each in found:
        row = top.loc[each.name]
        assert (each.rank, each.ranks) == (row["rank"], (row["rank_low"], row["rank_high"]))
        assert each.numbers["degree"] == row["degree"]
        assert "张伟" not in {one.name for one in (*each.receivers, *each.suppliers)}
    first = next(each for each in found if each.name == "f1")
    sent = material.net.edges.query("source == 'f1' and target != 'f1'")["target"].astype(str).value_counts()
    assert [one.amount for one in first.receivers] == sent.head(3).tolist()
    techs = material.net.edges.query("source == 'f1' or target == 'f1'")["technology"]
    for one in (*first.fields, *first.chances):
        assert one.amount == techs.str.contains(one.name).sum()
    years = material.net.edges.query("source == 'f1' or target == 'f1'")["year"].value_counts()
    whole = material.net.edges["year"].value_counts()
    assert dict(first.series) == pytest.approx(
        {year: years.get(year, 0) / whole[year] for year in range(2015, 2022)}
    )


def test_partners_are_named_only_where_they_are_among_the_leading(monkeypatch):
    monkeypatch.setattr("clusternet.report.explored.NAMED", 2)
    few, every = (
        leading.of_leaders(
            Material(network(), Settings(language="en", replicates=0, entities=entities)), None
        )
        for entities in (False, True)
    )
    told = {one.name for each in few for one in (*each.receivers, *each.suppliers)}
    assert 0 < len(told) <= 2
    assert few[0].name in told
    assert len({one.name for each in every for one in each.receivers}) > 2
    assert few[0].ranks is None


def test_the_section_says_each_number_on_a_card_and_in_a_table(material):
    made = profiles(material)
    assert [table.key for table in made.tables] == ["table26", "table27"]
    places = {card.name: card for card in made.cards if card.group == "Places"}
    assert set(places) == {"Beijing", "Guangdong", "Shanghai", "Zhejiang"}
    frame = flows.margins(flows.matrix(material.net)).set_index("place")
    beijing: Card = places["Beijing"]
    assert dict(beijing.facts)["Supplies"].split(" (")[0] == f"{frame.loc['北京市', 'enable']:,}"
    assert dict(beijing.lists)["Largest receivers"][0].startswith(("Guangdong  ", "Shanghai  ", "Zhejiang  "))
    assert "trend" in beijing.course
    assert len(beijing.series) == 7
    names = [card.name for card in made.cards if card.group != "Places"]
    assert HOSTILE in names
    assert made.tables[1].frame["name"].tolist() == names
    assert not any(table.frame.isna().all().any() for table in made.tables)


def test_data_without_places_years_or_fields_have_what_they_can(material):
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    made = profiles(Material(from_frames(ties), Settings(language="zh", replicates=0)))
    assert [table.key for table in made.tables] == ["table27"]
    assert [card.course for card in made.cards] == [""] * 3
    assert made.left_out == ("地区画像：数据没有节点的地点。",)


def test_of_many_places_the_largest_have_profiles_ranked_among_all(material, monkeypatch):
    monkeypatch.setattr(profile, "MOST", 2)
    found = profile.of_places(material, "province")
    assert [each.rank for each in found] == [1, 2]
    assert {each.numbers["of"] for each in found} == {4}
