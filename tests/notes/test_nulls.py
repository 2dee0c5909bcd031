from __future__ import annotations

import pandas as pd
import pytest

from clusternet.notes.nulls import family_notes, floor_notes, kept_note
from clusternet.nulls.frame import Kept


@pytest.mark.parametrize(
    ("kept", "zh", "en"),
    [
        (Kept(True, True, None), "数据不限定", "do not limit"),
        (Kept(True, True, 0), "随机网络中也没有", "none does in a random network"),
        (Kept(True, True, 1234), "（关系节点之间）1,234条", "(between two partner nodes): 1,234"),
        (Kept(True, False, None), "--frame off", "--frame off"),
        (Kept(False, True, 3), "每个节点的度数不变", "every degree kept"),
    ],
)
def test_what_is_kept_is_said_in_both_languages(kept, zh, en):
    said = kept_note("swap", kept)
    assert zh in said.zh
    assert en in said.en


def test_the_floor_of_p_and_the_draws_that_would_do():
    one = pd.DataFrame({"p": [0.1], "replicates": [9]})
    (said,) = family_notes(one)
    assert said.en == "With B = 9 no p is below 0.1: none can reach 0.05; -B 19 would do."
    assert "至少需要 -B 19" in said.zh
    assert family_notes(one.assign(replicates=19)) == []
    assert family_notes(one.assign(p=None)) == []
    (said,) = family_notes(pd.DataFrame({"p": [0.1, 0.2], "replicates": [19, 19]}))
    assert said.en.startswith(
        "p (Holm), q (Benjamini-Hochberg): adjusted for the 2 tests of this table. With B"
    )
    assert "nor below 0.1 by Holm" in said.en
    assert said.en.endswith("-B 39 would do.")
    assert floor_notes(1, 9, "--nulls")[0].en.endswith("--nulls 19 would do.")
    assert floor_notes(16, 319, "-B") == []
