from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.errors import FormatError
from clusternet.io.reading import Reading


def read(folder: Path, text: str, name: str = "g.net", encoding: str = "utf-8") -> Reading:
    (folder / name).write_bytes(text.encode(encoding))
    return io.examine(folder / name)


def ties(reading: Reading) -> list[list[object]]:
    return reading.network.edges[["source", "target", "weight"]].astype(object).values.tolist()


def test_matrices(tmp_path: Path) -> None:
    text = '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Matrix :1 "投融资"\n0 1 0\n0.0 0 2.5\n1e-1 0 0\n'
    reading = read(tmp_path, text)
    assert reading.network.directed
    assert ties(reading) == [["a", "b", 1.0], ["b", "c", 2.5], ["c", "a", 0.1]]
    assert set(reading.network.edges["relation"]) == {"investment"}
    assert reading.network.edges["row_line"].tolist() == [6, 7, 8]


def test_two_modes(tmp_path: Path) -> None:
    reading = read(tmp_path, "*Vertices 5 2\n1 p\n2 q\n3 x\n4 y\n5 z\n*Matrix\n1 0 3\n0 1 0\n")
    assert not reading.network.directed
    assert ties(reading) == [["p", "x", 1.0], ["p", "z", 3.0], ["q", "y", 1.0]]
    assert reading.network.nodes["mode"].tolist() == ["1", "1", "2", "2", "2"]


def test_times(tmp_path: Path) -> None:
    text = (
        "*Vertices 3\n1 a [2015-2018]\n"
        "2 b\n3 c\n*Arcs\n1 2 1 [2015]\n2 3 4 c Blue [2016-2019,2021-*]\n3 1 1\n"
    )
    reading = read(tmp_path, text)
    assert reading.network.edges["year"].dropna().tolist() == [2015, 2016]
    assert reading.network.edges["interval"].dropna().tolist() == ["[2015]", "[2016, 2019]; [2021, *]"]
    assert reading.network.edges["weight"].tolist() == [1, 4, 1]
    said = {each.problem: each.value for each in reading.findings}
    assert said == {"undated": "", "time_as_year": "2", "not_read": "*arcs/shape (1)"}


def test_projects_partitions_and_sections_that_are_not_read(tmp_path: Path) -> None:
    text = (
        '*Network one.net\r\n*Vertices 3\r\n1 "a"\r\n2 "b"\r\n3 "c"\r\n*Arcs\r\n1 2 1 l "licence"\r\n\r\n'
        "*Partition sector\r\n*Vertices 3\r\n1\r\n2\r\n2\r\n*Vector size\r\n*Vertices 3\r\n0.5\r\n1\r\n2\r\n"
        '*Network two\r\n*Vertices 2\r\n1 "a"\r\n2 "z"\r\n*Arcs\r\n2 1 3\r\n'
        "*Permutation p\r\n*Vertices 2\r\n2\r\n1\r\n"
    )
    reading = read(tmp_path, text, "g.paj")
    net = reading.network
    assert net.nodes.index.tolist() == ["a", "b", "c", "z"]
    assert net.nodes["sector"].dropna().to_dict() == {"a": "1", "b": "2", "c": "2"}
    assert net.nodes["size"].dropna().tolist() == ["0.5", "1", "2"]
    assert net.edges["graph"].tolist() == ["one.net", "two"]
    assert net.edges["label"].dropna().tolist() == ["licence"]
    said = [(each.problem, each.value) for each in reading.findings]
    assert said == [("not_read", "*permutation (1)"), ("several_graphs", "one.net, two")]


def test_vertices_that_stand_twice(tmp_path: Path) -> None:
    reading = read(tmp_path, '*Vertices 2\n1 "a"\n1 "b"\n2 "c"\n*Arcs\n1 2\n')
    assert ties(reading) == [["a", "c", 1.0]]
    assert [(each.problem, each.line, str(each.action)) for each in reading.findings] == [
        ("duplicate_id", 3, "a kept")
    ]
    reading = read(tmp_path, '*Vertices 2\n1 "a"\n2 "a"\n*Arcs\n1 2\n')
    assert ("same_label", "a") in [(each.problem, each.value) for each in reading.findings]


def test_relations_by_number(tmp_path: Path) -> None:
    text = '*Vertices 2\n1 a\n2 b\n*Arcs :1 "技术合作"\n*Arcs :2 "投融资"\n*Arcs\n1: 1 2 1\n2: 2 1 1\n'
    assert read(tmp_path, text).network.edges["relation"].tolist() == ["technology", "investment"]


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "Windows-1252"), ("cp1252", "Windows-1252"), ("utf-16", "")]
)
def test_encodings_and_comments_are_found(tmp_path: Path, encoding: str, said: str) -> None:
    text = "# from a project\n% by hand\n/* old\n"
    text += '*Vertices 2\n1 "Société Générale"\n2 "Müller, Zürich"\n*Arcs\n1 2 1\n'
    reading = read(tmp_path, text, encoding=encoding)
    assert ties(reading) == [["Société Générale", "Müller, Zürich", 1.0]]
    assert [each.value for each in reading.findings] == ([said] if said else [])


@pytest.mark.parametrize("name", ["g.net", "g.gml"])
def test_encoding_and_comment_as_said(tmp_path: Path, name: str) -> None:
    text = '*Vertices 2\n; no vertex\n1 "Škoda"\n2 "Łódź"\n*Arcs\n1 2\n'
    if name == "g.gml":
        text = 'graph [ directed 1\n; no node\nnode [ id 1 label "Škoda" ]\nnode [ id 2 label "Łódź" ]\n'
        text += "edge [ source 1 target 2 ]\n]\n"
    (tmp_path / name).write_bytes(text.encode("cp1250"))
    setting = f'[edges]\nfile = "{name}"\nencoding = "cp1250"\ncomment = ";"\n'
    (tmp_path / "dataset.toml").write_text(setting, encoding="utf-8")
    reading = io.examine(tmp_path)
    names = reading.network.nodes["name"] if name == "g.gml" else reading.network.nodes.index
    assert list(names) == ["Škoda", "Łódź"]
    assert reading.findings == ()


def test_gml(tmp_path: Path) -> None:
    text = """Creator "x"
    # a comment
    graph [
    directed 0
    node [ id 7 label "甲公司" city "武汉市" graphics [ x 1.5 ] ]
    node [ id 9 label "A&amp;B" ]
    edge [ source 7 target 9 weight 2.5 ]
    edge [ source 7 target 9 weight 1 ]
    ]
    """
    reading = read(tmp_path, text, "g.gml")
    net = reading.network
    assert not net.directed
    assert net.nodes["name"].to_dict() == {"7": "甲公司", "9": "A&B"}
    assert net.nodes["city"].dropna().tolist() == ["武汉市"]
    assert net.edges["weight"].tolist() == [2.5, 1]
    assert ("not_read", "node/graphics (1)") in [(each.problem, each.value) for each in reading.findings]


def test_more_vertices_or_rows_than_the_file_can_hold(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="more than the file can hold"):
        read(tmp_path, "*Vertices 999999999\n*Arcs\n1 2\n")
    with pytest.raises(FormatError, match=r"row 3 of \*Matrix has 2 numbers; wanted: 2 rows of 2"):
        read(tmp_path, "*Vertices 2\n*Matrix\n0 1\n1 0\n0 0\n")
