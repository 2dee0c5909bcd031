import numpy as np
import pandas as pd
import pytest

from clusternet.io import read
from clusternet.synthetic import generate, load, shipping, verify
from clusternet.synthetic.gravity import flow_matrix, published_boxes
from clusternet.synthetic.lift import lift
from clusternet.synthetic.territory import CITY_NAMES

TARGETS = "edges/nankai/targets"


@pytest.fixture(scope="module")
def targets(request):
    return load(request.config.rootpath / TARGETS)


def test_oppo_is_latin(targets):
    assert "OPPO" in set(targets.top_partners["node"])


def test_five_firms_leave_in_2021(targets):
    assert (targets.n_leavers, targets.leaving_year) == (5, 2021)


@pytest.mark.slow
def test_flow_matrix_meets_every_published_cell(targets):
    flow = flow_matrix(targets)
    for box in published_boxes(targets):
        got = flow[np.ix_(box.rows, box.columns)].sum()
        assert got <= box.value + 0.01 if box.cap else got == pytest.approx(box.value, abs=0.01)
    beijing, shanghai = CITY_NAMES.index("北京市"), CITY_NAMES.index("上海市")
    assert flow[beijing, shanghai] == pytest.approx(2.84, abs=0.005)
    assert flow[shanghai, beijing] == pytest.approx(2.305, abs=0.005)


def test_lift_keeps_degrees():
    ids = ["a", "b", "c"]
    nodes = pd.DataFrame({"id": ids, "name": ids, "kind": ["sample", "partner", "partner"]})
    edges = pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "a"], "year": [2014, 2015, 2016]})
    big_nodes, big = lift(nodes, edges, 5, np.random.default_rng(0))
    assert len(big_nodes) == 15
    assert big_nodes["id"].is_unique
    assert sorted(big["source"].value_counts()) == [0] * 5 + [1] * 5 + [2] * 5
    assert not big.duplicated().any()


@pytest.mark.slow
def test_every_published_number_is_met(targets, tmp_path):
    nodes, edges = generate(targets, seed=1)
    table = verify(read(shipping.write(nodes, edges, tmp_path, seed=1)), targets)
    assert table.loc[~table["within"], "target"].tolist() == []
