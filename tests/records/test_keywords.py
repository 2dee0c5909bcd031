from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.records import cooccurrence
from clusternet.schema.multivalued import incidence

RECORDS = ["a; b; c", "a; b", "a; b; b; a", "c; d", "d; c", "e", ""]


CELLS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=5).map("; ".join), min_size=1, max_size=15)


def counted(cells: list[str], **options: int) -> cooccurrence.Cooccurrences:
    return cooccurrence.count(incidence(pd.Series(cells, dtype=object)), **options)


def test_counts_and_weights_by_hand():
    found = counted(RECORDS)
    table = cooccurrence.pairs(found, measures=cooccurrence.MEASURES)
    assert table[["a", "b", "count"]].values.tolist() == [
        ["a", "b", 3],
        ["c", "d", 2],
        ["a", "c", 1],
        ["b", "c", 1],
    ]
    first = table.iloc[0]  # 3 records hold a, 3 hold b, 3 hold both
    assert (first["association"], first["cosine"], first["jaccard"], first["inclusion"]) == (3 / 9, 1, 1, 1)
    second = table.iloc[1]  # 3 hold c, 2 hold d, 2 both
    assert second["association"] == 2 / 6
    assert second["cosine"] == pytest.approx(2 / np.sqrt(6))
    assert second["jaccard"] == 2 / 3
    assert second["inclusion"] == 1
    with pytest.raises(ClusternetError, match="association, cosine, jaccard, inclusion"):
        cooccurrence.weights(found, "dice")  # type: ignore[arg-type]


def test_the_cut_says_what_it_cut():
    found = counted(["x; y", "x; z", "x; w"], top=2)
    assert found.items.tolist() == ["x", "w"]  # w, y and z stand once each
    assert (found.distinct, found.tied) == (4, 2)
    assert counted(["x; y", "x; z"], top=0, least=2).items.tolist() == ["x"]


@settings(deadline=None)
@given(CELLS)
def test_counts_are_what_a_plain_loop_finds(cells):
    plain: dict[tuple[str, str], int] = {}
    for cell in cells:
        for pair in combinations(sorted({part.strip() for part in cell.split(";")} - {""}), 2):
            plain[pair] = plain.get(pair, 0) + 1
    table = cooccurrence.pairs(counted(cells, top=0))
    found = {
        tuple(sorted(pair)): count for *pair, count in table[["a", "b", "count"]].itertuples(index=False)
    }
    assert found == plain


def test_vosviewers_association_strength_is_observed_over_expected():
    found = cooccurrence.count(incidence(pd.Series(["a; b", "a; b; c", "c; d"])))
    strength = {"a": 3, "b": 3, "c": 3, "d": 1}  # total link strengths; 2 m = 10
    table = cooccurrence.pairs(found, measures=("vosviewer",)).set_index(["a", "b"])
    assert table.loc[("a", "b"), "vosviewer"] == pytest.approx(10 * 2 / (strength["a"] * strength["b"]))
    assert table.loc[("c", "d"), "vosviewer"] == pytest.approx(10 * 1 / (strength["c"] * strength["d"]))


def test_fractional_counts_add_up_to_one_for_each_item_of_a_record():
    held = incidence(pd.Series(["a; b", "a; b; c", "c", "c; d"]))
    found = cooccurrence.count(held, fractional=True)
    table = cooccurrence.pairs(found, measures=("fractional",)).set_index(["a", "b"])["fractional"]
    assert table[("a", "b")] == pytest.approx(1.5)
    assert table[("c", "a")] == table[("c", "b")] == pytest.approx(0.5)
    assert table[("c", "d")] == 1
    assert table.sum() == pytest.approx((2 + 3 + 2) / 2)
    with pytest.raises(ClusternetError, match="not counted in parts"):
        cooccurrence.weights(cooccurrence.count(held), "fractional")
