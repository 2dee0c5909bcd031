from __future__ import annotations

import pandas as pd

from clusternet.notes import specialisation as notes
from clusternet.words.labels import units


def test_specialisation_says_what_was_counted():
    values = pd.DataFrame([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    counted = notes.specialisation_notes(values, 1.0, kinds=(units("city"), units("skill")))[0]
    assert counted.zh.startswith("3个城市，2个对象，合计 21。")
    assert counted.en.startswith("3 cities, 2 units, 21 in all.")
    assert notes.opportunities_note(4, 1.0, entered=True) == (
        "全部领域，共4个；圆面积表示各领域的合计。",
        "All fields: 4; dot area: total of the field.",
    )
    assert "<1" in notes.opportunities_note(4, 1.0, entered=False).zh
