"""Cells of several values: each value of a record once, whatever its spelling."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.schema.multivalued import incidence, split

CELLS = st.lists(
    st.lists(st.sampled_from(["a", "b", "B", " c ", "", "ｄ"]), max_size=5).map("; ".join), max_size=12
)


def held(cells: list[str | None], **options: object) -> dict[str, list[int]]:
    found = incidence(pd.Series(cells, dtype=object), **options)
    return {
        item: found.record[found.item == place].tolist() for place, item in enumerate(found.items.tolist())
    }


def test_a_record_holds_an_item_once():
    found = incidence(pd.Series(["x; y; x", "x", None, "", " ; "], dtype=object))
    assert found.items.tolist() == ["x", "y"]
    assert found.occurrences.tolist() == [2, 1]
    assert found.mentions.tolist() == [3, 1]
    assert (found.records, found.holding) == (5, 2)


def test_separators_and_names_with_commas():
    assert split("5G；物联网、AI|云; Foo, Inc.\n雾") == ["5G", "物联网", "AI", "云", "Foo, Inc.", "雾"]
    assert split("a,b;c", ",") == ["a", "b;c"]
    with pytest.raises(ClusternetError, match="separator"):
        split("a", "")


def test_ties_stand_in_the_order_of_their_characters():
    assert list(held(["b; a; 丙", "a; b; 丙", "丙"])) == ["丙", "a", "b"]


def test_folding_is_asked_for_and_prints_the_commonest_spelling():
    cells = ["Deep  Learning", "deep learning", "deep learning", "Ａ I", "A I"]
    assert len(held(cells)) == 4
    assert held(cells, fold="space") == {"A I": [3, 4], "deep learning": [1, 2], "Deep  Learning": [0]}
    assert held(cells, fold="case") == {"deep learning": [0, 1, 2], "A I": [3, 4]}
    with pytest.raises(ClusternetError, match="none, space, case"):
        held(cells, fold="upper")  # type: ignore[arg-type]


def test_a_thesaurus_merges_before_counting_and_leaves_out():
    cells = ["AI; artificial intelligence; the", "A.I.; robots", "the"]
    words = {"AI": "Artificial Intelligence", "A.I.": "AI", "the": ""}
    assert held(cells, thesaurus=words | {"artificial intelligence": "Artificial Intelligence"}) == {
        "Artificial Intelligence": [0, 1],
        "robots": [1],
    }
    assert held(["ai", "Ai"], thesaurus={"AI": "KI"}, fold="case") == {"KI": [0, 1]}
    with pytest.raises(ClusternetError, match="back"):
        held(["a"], thesaurus={"a": "b", "b": "a"})


def test_rows_of_one_record_count_once():
    rows = pd.Series(["p1", "p1", "p2", "", None, "p2"], dtype=object)
    found = incidence(pd.Series(["x; y", "x", "y", "x", "x", "z"], dtype=object), records=rows)
    assert (found.records, found.holding) == (2, 2)
    assert dict(zip(found.items, found.occurrences.tolist(), strict=True)) == {"y": 2, "x": 1, "z": 1}


@given(CELLS)
def test_incidence_is_what_a_plain_loop_finds(cells):
    found = incidence(pd.Series(cells, dtype=object))
    plain = [{part.strip() for part in cell.split(";")} - {""} for cell in cells]
    assert found.records == len(cells)
    assert found.holding == sum(map(bool, plain))
    pairs = set(zip(found.record.tolist(), found.items[found.item], strict=True))
    assert pairs == {(record, item) for record, each in enumerate(plain) for item in each}
    assert len(found.record) == len(pairs)
    assert np.all(np.diff(found.occurrences) <= 0)
