from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import from_frames
from clusternet.nulls.frame import is_framed


def test_data_without_kinds_have_no_frame(village):
    assert is_framed(village)  # c -> a, a -> c: no tie of two partners but a self-loop
    plain = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    assert not is_framed(plain)
