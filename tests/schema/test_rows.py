"""Rows on their way to becoming relations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.schema.rows import coded_rows, from_frame


def test_columns_with_one_list_of_texts_are_tested_once():
    frame = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": ["a", "x"]})
    rows = coded_rows(from_frame(frame, "edges"), {}, [])
    rows.share("source", "target")
    tested = []

    def is_b(texts):
        tested.append(texts.tolist())
        return np.asarray(texts == "b", dtype=bool)

    marks = [rows.where(column, is_b).tolist() for column in ("source", "target", "year", "source")]
    assert marks == [[False, True], [True, False], [False, False], [False, True]]
    assert tested == [["a", "b", "c"], ["a", "x"]]
