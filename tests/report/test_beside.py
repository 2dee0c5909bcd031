from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.cover import Cover
from clusternet.network.value_network import from_frames
from clusternet.report.build import build
from clusternet.report.compared import of_years
from clusternet.report.document import Settings

TIES = pd.DataFrame(
    [
        ("a", "b", 2019), ("b", "c", 2019), ("c", "a", 2019),
        ("a", "c", 2020), ("a", "d", 2020), ("d", "e", 2021), ("d", "e", 2021),
    ],
    columns=["source", "target", "year"],
)  # fmt: skip
NODES = pd.DataFrame({"id": list("abcde"), "province": ["北京市", "北京市", "广东省", "广东省", "上海市"]})
NET = from_frames(TIES, NODES)


def section(**given: object):
    """The section on 2019 and 2021."""
    compared = of_years(NET, 2019, 2021, Settings().convention)
    cover = Cover(sections=("comparison",))
    made = build(NET, Settings(language="en", compared=compared, cover=cover))
    (found,) = made.sections
    return found


def test_the_parts_of_every_difference_add_up_to_it():
    frame = of_years(NET, 2019, 2021, Settings().convention).structure.set_index("indicator")
    assert frame["known"].add(frame["new"]).tolist() == pytest.approx(frame["difference"].tolist())
    assert frame.loc["relations", ["before", "after", "known", "new"]].tolist() == [3, 7, 1, 3]
    assert frame.loc["nodes", ["before", "after", "known", "new"]].tolist() == [3, 5, 0, 2]
    assert frame.loc["edges", ["before", "after", "known", "new"]].tolist() == [3, 6, 1, 2]


def test_places_stand_side_by_side_with_what_new_nodes_brought():
    structure, sends, receives = section().tables
    assert [row[0] for row in structure.rows][:3] == ["up to 2019", "up to 2021", "Difference"]
    assert [list(row[:6]) for row in sends.rows] == [
        ["Beijing", 2, 4, 2, 1, 1],
        ["Guangdong", 1, 3, 2, 0, 2],
    ]
    assert [list(row[:6]) for row in receives.rows][:2] == [
        ["Shanghai", 0, 2, 2, 0, 2],
        ["Guangdong", 1, 3, 2, 1, 1],
    ]
    assert sends.rows[0][6:] == (pytest.approx(2 / 3), pytest.approx(4 / 7))


def test_the_sentence_gives_both_numbers_and_the_parts():
    (claim,) = section().claims
    assert claim.text.en == (
        "Relations: up to 2019 3, up to 2021 7 (difference +4; "
        "of it: among nodes that were there +1, of it: with new nodes +3)."
    )


def test_its_tables_have_numbers_of_their_own_beside_profiles_of_places():
    compared = of_years(NET, 2019, 2021, Settings().convention)
    cover = Cover(sections=("profiles", "comparison"))
    made = build(NET, Settings(language="en", compared=compared, cover=cover))
    keys = [table.key for table in made.sheets]
    assert {"table26", "table42"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_years_are_in_order_and_nothing_is_said_where_nothing_was_asked():
    with pytest.raises(ClusternetError, match="not before 2021"):
        of_years(NET, 2021, 2021, Settings().convention)
    made = build(NET, Settings(seeds=1, bootstrap=0, nulls=0))
    assert "comparison" not in [each.key for each in made.sections]


def test_a_release_is_set_beside_the_one_before(tmp_path, run):
    for name, rows in (("old.csv", TIES.iloc[:4]), ("new.csv", TIES)):
        rows.to_csv(tmp_path / name, index=False)
    run("report", tmp_path / "new.csv", "--sections", "comparison", "--compare", tmp_path / "old.csv",
        "--lang", "en", "--fast", "--quiet", "--out", tmp_path / "report")  # fmt: skip
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert "Side by side: old.csv and new.csv" in page
    assert "Relations: old.csv 4, new.csv 5 (difference +1" in page  # up to 2020, the last year of both
    line = run.fails("report", tmp_path / "new.csv", "--compare", "1990", "--out", tmp_path / "other")
    assert "up to 1990" in line
