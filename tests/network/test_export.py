from __future__ import annotations


def test_igraph_and_networkx_carry_everything(village):
    graph = village.igraph
    assert graph.vs["id"] == list("abcde")
    assert graph.vs["platform"] == [True, False, False, False, False]
    assert graph.es["relation"] == village.edges["relation"].tolist()
    assert set(graph.es.attributes()) == set(village.edges) - {"source", "target"}
    other = village.networkx
    assert other.number_of_edges() == len(village.edges)
    assert other.nodes["b"]["left_year"] == 2021
    assert "left_year" not in other.nodes["a"]
    assert {data["year"] for *_, data in other.edges(data=True)} == {2020, 2021}
