"""The fast way of reading clean text gives what the careful way gives, line numbers and all."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.io import examine
from clusternet.io.formats import plaintext
from clusternet.io.formats.tables import Shape, read_table
from clusternet.schema import recognition


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    results = []
    for smallest in (1, 1 << 60):
        monkeypatch.setattr(plaintext, "SMALLEST", smallest)
        found: list[object] = []
        try:
            table = read_table(path, Shape(), found, is_header=recognition.is_edge_header)  # type: ignore[arg-type]
            rows = table.frame.to_numpy().tolist()
            results.append((list(table.frame), rows, table.line.tolist(), table.faulty, found))
        except ClusternetError as error:
            results.append(str(error))
    return results[0], results[1]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    calls: list[bool] = []
    parse = plaintext.parse

    def noted(*arguments: object) -> object:
        result = parse(*arguments)  # type: ignore[arg-type]
        calls.append(result is not None)
        return result

    monkeypatch.setattr(plaintext, "parse", noted)
    return calls


@pytest.mark.parametrize(
    ("text", "fast"),
    [
        ("source,target,year\na,b,2018\nc,,2019\n000020,NA,\n", True),
        ("source,target,year\r\na,b,2018\r\nc,d,2019\r\n", True),
        ("source;target\na;b\nc;d", True),
        ("a title\n\n来源\t目标\n甲\t乙\n\n\n", True),
        ('"source","target"\na,b\n', True),
        ("\ufeffsource,target\na,b\n,\nc,d\n", True),
        ("source,target,\na,b,\nc,d,\n", True),
        ("source,target\na,b\n\nc,d\n", True),
        ("source,target\na,b\nc\nd,e\n", False),
        ("source,target\na,b,c\n", False),
        ('source,target\na,"b,c"\n', False),
        ("source,target\ra,b\rc,d\r", False),
        ("source,target\na,b\x00\n", False),
        ("source,target\n'=1,b\n", True),
        ("source,target\n", False),
    ],
)
def test_both_ways_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: list[bool], text: str, fast: bool
) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes(text.encode())
    one, two = both(path, monkeypatch)
    assert one == two
    assert any(taken) == fast


def test_columns_of_many_texts_share_one_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: list[bool]
) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes("source,target,year\n甲,乙,2018\n乙,丙,2018\n,\ufeff甲,2018\n,,\n".encode())
    monkeypatch.setattr(plaintext, "_LARGE", 2)
    one, two = both(path, monkeypatch)
    assert one == two
    assert any(taken)
    monkeypatch.setattr(plaintext, "SMALLEST", 1)
    frame = read_table(path, Shape(), []).frame
    assert frame["source"].cat.categories is frame["target"].cat.categories
    assert frame["source"].cat.categories.tolist() == ["甲", "乙", "", "丙", "\ufeff甲"]
    assert frame["year"].cat.categories.tolist() == ["2018", ""]


@pytest.mark.parametrize("header", ["来源,目标", "source,target"])
def test_bytes_of_another_encoding_below_a_header_are_not_taken_for_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes(f"{header}\n企业,公司\n华为,清华大学\n".encode("gb18030"))
    one, two = both(path, monkeypatch)
    assert one == two
    assert "GB18030" in str(one)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(alphabet='ab,;\n\r" \t甲\u2028\x0b', max_size=40))
def test_both_ways_agree_on_any_text(tmp_path: Path, body: str) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes(f"source,target\n{body}".encode())
    with pytest.MonkeyPatch.context() as monkeypatch:
        one, two = both(path, monkeypatch)
    assert one == two


DESCRIPTOR = """
[[edges]]
file = "surveyed.csv"
columns = { sample = "firm", partner = "with", direction = "way", target_city = "city" }
split = { partner = "、" }
strip = { partner = ["等"] }
missing = ["—"]
[[edges]]
file = "edges.csv"
[[nodes]]
file = "nodes.csv"
[aliases]
file = "aliases.csv"
"""
names = st.sampled_from(["甲", "乙", " 丙", "丙", "丁公司", "2018-05-03", "", "'=1", "NOVA", "NОVА"])
years = st.sampled_from(["2018", "2019年", "", "3022", "soon"])
weights = st.sampled_from(["1", "", "2.5", "-1", "0", "many"])
edge_lines = st.lists(
    st.tuples(names, names, years, weights, st.sampled_from(["AI", "", " 云"])), max_size=12
)
surveyed_lines = st.lists(
    st.tuples(
        names,
        st.sampled_from(["甲", "乙、丙", "丙等", "—", "甲、乙 等"]),
        st.sampled_from(["赋能", "输入", "双向", "合作"]),
        years,
        st.sampled_from(["上海", "北京市", "—", ""]),
    ),
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edge_lines, surveyed_lines)
def test_both_ways_make_the_same_network(
    tmp_path: Path, edges: list[tuple[str, ...]], surveyed: list[tuple[str, ...]]
) -> None:
    """Same findings, nodes, edges and dtypes, through splits, strips, missing words and aliases."""
    tables = {
        "edges.csv": ("source,target,year,weight,technology", [*edges, ("a", "b", "2020", "1", "AI")]),
        "surveyed.csv": ("firm,with,way,year,city", [*surveyed, ("a", "b", "赋能", "2020", "上海")]),
        "nodes.csv": ("id,province,kind", [("甲", "北京", "sample"), ("b", "", ""), ("甲", "上海", "")]),
        "aliases.csv": ("alias,canonical", [("丁公司", "丁"), ("丙", "乙")]),
    }
    for name, (header, rows) in tables.items():
        (tmp_path / name).write_text("\n".join([header, *map(",".join, rows)]) + "\n", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(DESCRIPTOR, encoding="utf-8")
    readings = []
    for smallest in (1, 1 << 60):
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(plaintext, "SMALLEST", smallest)
            readings.append(examine(tmp_path))
    fast, careful = readings
    assert fast.findings == careful.findings
    pd.testing.assert_frame_equal(fast.network.nodes, careful.network.nodes)
    pd.testing.assert_frame_equal(fast.network.edges, careful.network.edges)
    pd.testing.assert_frame_equal(fast.origins.nodes, careful.origins.nodes)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_large_files_in_other_encodings(tmp_path: Path, encoding: str, taken: list[bool]) -> None:
    rng = random.Random(1)
    rows = [(f"上海企业一{rng.randrange(500)}", f"北京{rng.randrange(500)}", "2018") for _ in range(9000)]
    path = tmp_path / "edges.csv"
    path.write_bytes(("来源,目标,年份\n" + "".join(f"{','.join(row)}\n" for row in rows)).encode(encoding))
    table = read_table(path, Shape(), [], is_header=recognition.is_edge_header)
    assert taken == [True]
    assert list(map(tuple, table.frame.to_numpy().tolist())) == rows
    assert table.line.tolist() == list(range(2, 9002))
