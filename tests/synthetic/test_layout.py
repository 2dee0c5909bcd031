"""Where nodes are drawn, by geometry."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import clusternet
from clusternet.errors import EmptyNetworkError
from clusternet.kernels import forces, packing
from clusternet.network.value_network import from_frames
from clusternet.structure import layout
from strategies import networks


def net(pairs, nodes=None):
    return from_frames(pd.DataFrame(pairs, columns=["source", "target"]).astype(str), nodes)


def random_net(n, m, seed=0):
    draws = np.random.default_rng(seed).integers(0, n, (m, 2))
    return net(draws[draws[:, 0] != draws[:, 1]])


@pytest.fixture(scope="module")
def shipped():
    return layout.arrange(clusternet.read(clusternet.shipped("nankai")))


@pytest.fixture(scope="module")
def several():
    """Stars, a tangle, pairs and lone nodes: more nodes than fit in one disc."""
    pairs = [("h", f"l{place}") for place in range(150)] + [("g", f"m{place}") for place in range(20)]
    pairs += [("h", "g"), *((f"x{place}", f"x{place * 7 % 200}") for place in range(1, 200))]
    pairs += [(f"p{place}", f"q{place}") for place in range(60)]
    return layout.arrange(net(pairs, pd.DataFrame({"id": [f"alone{place}" for place in range(40)]})))


def assert_discs_apart(found):
    discs = found.discs.to_numpy()
    one, two = np.triu_indices(len(discs), 1)
    apart = np.hypot(*(discs[one, :2] - discs[two, :2]).T)
    assert (apart >= discs[one, 2] + discs[two, 2] - 1e-6).all()


def assert_nodes_inside(found):
    nodes, disc = found.nodes, found.discs.loc[found.nodes["disc"]]
    away = np.hypot(
        nodes["x"].to_numpy() - disc["x"].to_numpy(), nodes["y"].to_numpy() - disc["y"].to_numpy()
    )
    assert (away + nodes["radius"].to_numpy() <= disc["radius"].to_numpy() + 1e-6).all()


def assert_leaves_near(found):
    """Every leaf is nearer to its hub than to anything that would make it look like another's."""
    nodes = found.nodes
    leaves = nodes[nodes["hub"].notna()]
    hubs = nodes.loc[leaves["hub"]]
    away = np.hypot(
        leaves["x"].to_numpy() - hubs["x"].to_numpy(), leaves["y"].to_numpy() - hubs["y"].to_numpy()
    )
    count = leaves.groupby("hub").size().loc[leaves["hub"]].to_numpy()
    hub, leaf = hubs["radius"].to_numpy(), leaves["radius"].to_numpy()
    step = np.maximum(0.62, 2.2 * leaves.groupby("hub")["radius"].max().loc[leaves["hub"]].to_numpy())
    reach = 1.5 * (1.2 * hub + step + np.sqrt(count * step**2 / 2) + step)
    assert (away > hub + leaf - 1e-9).all()
    assert (away <= reach).all()
    assert (leaves["disc"].to_numpy() == hubs["disc"].to_numpy()).all()


def assert_largest_apart(found):
    for _, own in found.nodes[found.nodes["hub"].isna()].groupby("disc"):
        top = own.nlargest(12, "radius", keep="first")[["x", "y", "radius"]].to_numpy()
        one, two = np.triu_indices(len(top), 1)
        apart = np.hypot(*(top[one, :2] - top[two, :2]).T)
        assert (apart >= (top[one, 2] + top[two, 2]) * 0.999).all()


@pytest.mark.slow
def test_the_shipped_network(shipped):
    assert len(shipped.nodes) == 30_765
    assert_discs_apart(shipped)
    assert_nodes_inside(shipped)
    assert_leaves_near(shipped)
    assert_largest_apart(shipped)
    assert shipped.nodes["hub"].notna().sum() > 10_000
    tidy = shipped.nodes[["name", "x", "y", "radius", "community", "degree", "province", "kind"]]
    assert not tidy.isna().any().any()
    assert (shipped.partition.membership == shipped.nodes["community"]).all()


def test_a_network_of_many_parts(several):
    assert_discs_apart(several)
    assert_nodes_inside(several)
    assert_leaves_near(several)
    assert_largest_apart(several)
    assert several.discs["nodes"].sum() == len(several.nodes)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(networks())
def test_any_network(network):
    found = layout.arrange(network)
    assert found.nodes.index.equals(network.nodes.index)
    assert np.isfinite(found.nodes[["x", "y", "radius"]].to_numpy()).all()
    assert_discs_apart(found)
    assert_nodes_inside(found)
    assert_leaves_near(found)


def test_area_is_proportional_to_degree(shipped):
    area = shipped.nodes["radius"] ** 2 / shipped.nodes["degree"]
    assert np.allclose(area, area.iloc[0])


def test_an_isolated_node_is_drawn_as_of_degree_1():
    found = layout.positions(net([("a", "b")], pd.DataFrame({"id": ["c"]})))
    assert found.loc["c", "degree"] == 0
    assert found.loc["c", "radius"] == found.loc["a", "radius"]


def test_same_seed_same_places_another_seed_others():
    network = random_net(700, 1200)
    pd.testing.assert_frame_equal(layout.positions(network, seed=3), layout.positions(network, seed=3))
    other = layout.positions(network, seed=4)
    assert not np.allclose(layout.positions(network, seed=3)["x"], other["x"])


def test_leaves_stand_at_even_angles():
    found = layout.positions(net([("hub", f"leaf{place}") for place in range(8)]))
    leaves = found[found["hub"].eq("hub")]
    angle = np.sort(np.arctan2(leaves["y"] - found.loc["hub", "y"], leaves["x"] - found.loc["hub", "x"]))
    assert np.allclose(np.diff(angle), 2 * np.pi / 8)


def test_of_two_nodes_that_have_but_each_other_one_is_the_hub():
    found = layout.positions(net([("a", "b")]))
    assert found["hub"].isna().tolist() == [True, False]
    assert found.loc["b", "hub"] == "a"


def test_attributes_come_from_the_data_alone():
    network = net(
        [("a", "b"), ("b", "c")],
        pd.DataFrame({"id": ["a", "b"], "province": ["北京", ""], "kind": ["sample", "partner"]}),
    )
    found = layout.positions(network)
    assert found["province"].tolist() == ["北京市", "未知", "未知"]
    assert found["kind"].tolist()[:2] == ["sample", "partner"]
    assert "province" not in layout.positions(net([("a", "b")]))


def test_ties_stand_once_and_without_loops():
    found = layout.ties(net([("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")]))
    assert found[["source", "target"]].to_numpy().tolist() == [[0, 1], [1, 2]]


def test_nothing_to_lay_out():
    network = net([("a", "b")])
    empty = type(network)(network.nodes.iloc[:0], network.edges.iloc[:0])
    with pytest.raises(EmptyNetworkError, match="no nodes"):
        layout.arrange(empty)


# -- kernels -----------------------------------------------------------------------------------------------
def test_the_mesh_agrees_with_all_pairs():
    rng = np.random.default_rng(0)
    n = 400
    angle, away = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n))
    place = np.stack((away * np.cos(angle), away * np.sin(angle)))
    charge = rng.uniform(0.5, 1.5, n) / n
    mesh = forces._Mesh(np.zeros(n, dtype=np.int64), np.ones(n, dtype=bool)).field(place, charge).T
    exact = np.zeros((2, n))
    forces._add_pairs(exact, place, charge, *np.triu_indices(n, 1))
    exact = exact.T
    outer = away > 0.3  # near the centre the field is almost nothing
    turned = np.sum(mesh * exact, axis=1) / np.linalg.norm(mesh, axis=1) / np.linalg.norm(exact, axis=1)
    assert np.median(turned[outer]) > 0.98
    assert abs(np.linalg.norm(mesh[outer]) / np.linalg.norm(exact[outer]) - 1) < 0.2


def test_springs_bring_the_linked_together():
    """Two cliques with one link between them come to lie apart, in the mesh as among all pairs."""
    for size in (12, 300):
        one, two = np.triu_indices(size, 1)
        keep = np.random.default_rng(1).uniform(size=one.size) < min(1, 20 / size)
        source = np.concatenate((one[keep], one[keep] + size, [0]))
        target = np.concatenate((two[keep], two[keep] + size, [size]))
        place = forces.spring(
            np.zeros(2 * size, dtype=np.int64), source, target, rng=np.random.default_rng(0)
        )
        length = np.linalg.norm(place[source] - place[target], axis=1)[:-1].mean()
        across = np.linalg.norm(place[:size, None] - place[None, size:], axis=2).mean()
        assert length < across


def test_parting_grows_a_disc_without_room():
    radius, group = np.ones(5), np.zeros(5, dtype=np.int64)
    place, bound, parted = forces.part(np.zeros((5, 2)), radius, group, np.array([1.0]))
    one, two = np.triu_indices(5, 1)
    assert parted.all()
    assert (np.linalg.norm(place[one] - place[two], axis=1) >= 2 * 0.98).all()
    assert 2.7 <= bound[0] < 4
    assert (np.linalg.norm(place, axis=1) + 1 <= bound[0] + 1e-9).all()


def test_settling_leaves_the_held_where_they_are():
    rng = np.random.default_rng(0)
    place, radius = rng.uniform(-5, 5, (120, 2)), np.r_[3.0, np.full(119, 0.5)]
    place[0] = 0
    held = radius > 1
    group, bound = np.zeros(120, dtype=np.int64), np.array([12.0])
    found = forces.settle(place, radius, group, bound, held, rounds=100)
    assert (found[0] == 0).all()
    assert (np.linalg.norm(found[1:], axis=1) > 3.2).all()


def test_packing_puts_the_tied_beside_one_another():
    ties = np.zeros((9, 9))
    ties[7, 8] = ties[8, 7] = 5.0
    centre = packing.pack(np.ones(9), ties, gap=0.5)
    one, two = np.triu_indices(9, 1)
    assert (np.linalg.norm(centre[one] - centre[two], axis=1) >= 2.5 - 1e-6).all()
    assert np.linalg.norm(centre[7] - centre[8]) == pytest.approx(2.5)


def test_rings_hold_discs_of_many_sizes_without_overlap():
    radius = np.random.default_rng(0).uniform(0.3, 2, 300)
    for centre, placed in ((np.zeros((0, 2)), np.zeros(0)), (np.zeros((1, 2)), np.array([5.0]))):
        found = packing.surround(radius, centre, placed)
        one, two = np.triu_indices(300, 1)
        apart = np.linalg.norm(found[one] - found[two], axis=1)
        assert (apart >= radius[one] + radius[two] - 1e-6).all()
        assert not placed.size or (np.linalg.norm(found, axis=1) >= 5 + radius - 1e-6).all()


@pytest.mark.parametrize("leaves", [1, 2, 7, 100])
def test_a_fan_has_room_for_each_leaf(leaves):
    offsets, reach = packing.fan(leaves, 1.0, 0.3, 0.62)
    assert offsets.shape == (leaves, 2)
    assert (np.linalg.norm(offsets, axis=1) + 0.3 <= reach + 1e-9).all()
    one, two = np.triu_indices(leaves, 1)
    assert (np.linalg.norm(offsets[one] - offsets[two], axis=1) >= 0.6).all()
