"""The fast way of reading clean text gives what the careful way gives, line numbers and all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet import schema
from clusternet.errors import ClusternetError
from clusternet.io import plaintext
from clusternet.io.tables import Shape, read_table


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    results = []
    for smallest in (1, 1 << 60):
        monkeypatch.setattr(plaintext, "SMALLEST", smallest)
        found: list[object] = []
        try:
            table = read_table(path, Shape(), found, is_header=schema.is_edge_header)  # type: ignore[arg-type]
            rows = table.frame.to_numpy().tolist()
            results.append((list(table.frame), rows, table.line.tolist(), table.faulty, found))
        except ClusternetError as error:
            results.append(str(error))
    return results[0], results[1]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    calls: list[bool] = []
    read = plaintext.read

    def noted(*arguments: object) -> object:
        result = read(*arguments)  # type: ignore[arg-type]
        calls.append(result is not None)
        return result

    monkeypatch.setattr(plaintext, "read", noted)
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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(alphabet='ab,;\n\r" \t甲\u2028\x0b', max_size=40))
def test_both_ways_agree_on_any_text(tmp_path: Path, body: str) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes(f"source,target\n{body}".encode())
    with pytest.MonkeyPatch.context() as monkeypatch:
        one, two = both(path, monkeypatch)
    assert one == two


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_large_files_in_other_encodings(tmp_path: Path, encoding: str, taken: list[bool]) -> None:
    rng = random.Random(1)
    rows = [(f"上海企业一{rng.randrange(500)}", f"北京{rng.randrange(500)}", "2018") for _ in range(9000)]
    path = tmp_path / "edges.csv"
    path.write_bytes(("来源,目标,年份\n" + "".join(f"{','.join(row)}\n" for row in rows)).encode(encoding))
    table = read_table(path, Shape(), [], is_header=schema.is_edge_header)
    assert taken == [True]
    assert list(map(tuple, table.frame.to_numpy().tolist())) == rows
    assert table.line.tolist() == list(range(2, 9002))
