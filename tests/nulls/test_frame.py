from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.nulls.frame import frame, kept


def test_data_without_kinds_or_with_one_have_no_frame(village):
    assert frame(village).outside == 0  # c -> a, a -> c: no tie of two partners but a self-loop
    plain = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    assert frame(from_frames(plain)) is None
    for kind in ("sample", "partner"):
        assert frame(from_frames(plain, pd.DataFrame({"id": list("abc"), "kind": kind}))) is None
    assert kept(village).outside == 0
    assert kept(village, framed=False).outside is None


@pytest.mark.parametrize("directed", [True, False])
def test_kinds_are_those_of_the_first_year_of_a_tie(directed):
    rows = [
        ("p", "a", 2019),  # a is in the sample until 2021
        ("a", "p", 2022),
        ("a", "q", 2021),
        ("q", "b", None),  # as of the selection
        ("q", "p", 2020),
    ]
    ties = pd.DataFrame(rows, columns=["source", "target", "year"])
    firms = pd.DataFrame({"id": ["a", "b"], "kind": "sample", "left_year": [2021, None]})
    net = from_frames(ties, firms, directed=directed)
    found, links = frame(net), net.links()
    ids = net.nodes.index
    said = {
        (ids[a], ids[b]): marks
        for a, b, *marks in zip(links.source, links.target, found.source, found.target, strict=True)
    }
    if directed:
        assert said["a", "p"] == [False, False]
        assert said["p", "a"] == [False, True]
    else:  # one tie, first recorded in 2019
        assert said["a", "p"] == [True, False]
    assert said["a", "q"] == [False, False]
    assert said["q", "b"] == [False, True] if directed else said["b", "q"] == [True, False]
    assert found.outside == (3 if directed else 2)
    assert dict(zip(ids, found.sample, strict=True)) == {"p": False, "a": True, "q": False, "b": True}
    assert frame(net.until(2020)).outside == 1
