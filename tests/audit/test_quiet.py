"""What is odd, but no contradiction: tables in which nothing may be found."""

from __future__ import annotations

import random

import pytest

from clusternet.audit import audit


def _index() -> str:
    """Return an index that is the mean of three scores, of which two on their own scales run with it."""
    rng = random.Random(5)
    rows = []
    for number in range(30):
        one, two, three = rng.uniform(0.4, 0.8), rng.uniform(0.9, 1.0), rng.uniform(0.0, 0.6)
        mean = (one + two + three) / 3
        rows.append(f"Land{number},{mean:.4f},{one:.4f},{two:.4f},{three:.4f}")
    return "\n".join(["country,overall index,economy,education,politics", *rows])


QUIET = {
    "degrees.csv": "direction,nodes with degree,in the tail\nout,2200,1645\nin,2200,131\ntotal,2200,135\n",
    "concentration.csv": "direction,share,nodes,links,share of links\n"
    + "".join(
        f"{name},{share},{nodes},{links},{links / whole!r}\n"
        for name, whole, held in (
            ("out", 83815, (55867, 39721, 24908)),
            ("in", 83815, (51972, 36630, 14135)),
            ("total", 167630, (105203, 76186, 38609)),
        )
        for share, nodes, links in zip((0.1, 0.01, 0.001), (3076, 308, 31), held, strict=True)
    ),
    "panels.csv": """Out Rank,Out province,Out share,In Rank,In province,In share
1,北京市,31.5,1,北京市,26.9
2,广东省,30.1,2,广东省,22.9
3,浙江省,10.6,3,上海市,10.2
4,上海市,9.7,4,浙江省,8.5
""",
    "flows.csv": """flow,share,type
北京市-北京市,10.9,within a province
广东省-上海市,5.5,between provinces
北京市-上海市,3.4,between provinces
浙江省-浙江省,2.5,within a province
""",
    "index.csv": _index(),
    "films.csv": """title,gross,budget
Alien,104.9,11.0
Alien: Covenant,74.3,97.0
Alien: Resurrection,47.8,75.0
Star Wars,460.9,11.0
Star Wars: Episode I,474.5,115.0
Star Wars: Episode II,310.7,115.0
""",
    "density.csv": """place,nodes,edges,density
A,812,3020,2.55
B,640,1999,1.04
C,701,2750,3.31
D,590,1603,0.87
E,655,2207,1.93
""",
    "merged.csv": """region,kind,firms
East,large,120
,small,311
,none,47
West,large,88
,small,311
,none,29
""",
    "series.csv": """year,cases,tests
2015,1204,20311
2016,1180,21007
2017,127,20855
2018,1233,2203
2019,1310,21994
2020,1298,22450
""",
    "scores.csv": "row,self,doctor\n"
    + "\n".join(f"{at},{60 + 10 * (at % 4)},{60 + 10 * ((at * at + at // 3) % 4)}" for at in range(1, 60)),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_is_no_contradiction_is_not_listed(tmp_path, name):
    (tmp_path / name).write_text(QUIET[name], encoding="utf-8")
    found = audit(tmp_path / name)
    assert found.empty, found[["rule", "where", "printed", "computed", "note"]].to_string()
