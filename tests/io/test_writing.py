from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet import io
from clusternet.errors import FormatError
from clusternet.io import writing
from clusternet.io.formats.spreadsheet import write_csv
from clusternet.network.about import About
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.schema import cells
from clusternet.schema.columns import ORIGIN
from clusternet.schema.totals import is_total

# -- any network -------------------------------------------------------------------------------------------
_LETTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
_WRITTEN = st.text(st.one_of(_LETTERS, st.sampled_from("甲乙, ;\t|'\"&<>0\n=/")), min_size=1, max_size=8)
NAMES = st.one_of(
    _WRITTEN.map(cells.clean).filter(
        lambda text: text and not (cells.is_date(text) or cells.is_error(text) or is_total(text))
    ),
    st.sampled_from(
        ["000020", "NA", "nan", "None", "Foo, Inc.", '"', "1.0", "#x", "*Arcs", "a\nb", "]]>", "true"]
    ),
)


@st.composite
def networks(draw: st.DrawFn) -> ValueNetwork:
    ids = draw(st.lists(NAMES, min_size=2, max_size=6, unique=True))
    size = draw(st.integers(1, 6))
    end = st.lists(st.sampled_from(ids), min_size=size, max_size=size)

    def column(values: st.SearchStrategy[object], length: int) -> list[object]:
        return draw(st.lists(st.one_of(st.none(), values), min_size=length, max_size=length))

    weights = st.lists(st.just(0.0) | st.floats(1e-9, 1e9), min_size=size, max_size=size)
    edges = pd.DataFrame({"source": draw(end), "target": draw(end), "weight": draw(weights)})
    edges["year"] = pd.array(column(st.integers(1800, 2100), size), dtype="Int64")
    edges["relation"] = pd.Series(column(st.sampled_from(["technology", "investment"]), size), dtype=object)
    edges["note"] = pd.Series(column(NAMES, size), dtype=object)
    nodes = pd.DataFrame({"id": ids, "name": pd.Series(column(NAMES, len(ids)), dtype=object)})
    nodes["platform"] = pd.Series(column(st.booleans(), len(ids)), dtype=object)
    nodes["founded"] = pd.array(column(st.integers(1800, 2100), len(ids)), dtype="Int64")
    nodes["name"] = nodes["name"].mask(nodes["name"].eq(nodes["id"]))  # a name that is the id says nothing
    return from_frames(edges, nodes, directed=draw(st.booleans()))


def compare(one: ValueNetwork, other: ValueNetwork) -> None:
    """Assert that two networks hold the same, but for columns without a value."""
    assert other.directed == one.directed
    assert other.nodes.index.tolist() == one.nodes.index.tolist()
    for before, after in ((one.nodes, other.nodes), (one.edges, other.edges)):
        names = [name for name in before if before[name].notna().any() and name not in ORIGIN]
        assert set(names) == {name for name in after if after[name].notna().any() and name not in ORIGIN}
        for name in names:
            assert plain(after[name]) == plain(before[name]), name


def plain(column: pd.Series) -> list[object]:
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(net=networks())
def test_a_table_with_its_nodes_beside_it_is_read_again(net: ValueNetwork) -> None:
    with TemporaryDirectory() as folder:
        path = io.write(net, Path(folder) / "net.csv")
        back = io.read(path, nodes=writing.nodes_file(path))
    kept = back.edges.drop(columns="edge_type", errors="ignore")
    order = back.nodes.reindex(net.nodes.index)
    compare(net, replace(back, edges=kept, nodes=order))


@pytest.mark.parametrize("name", ["folder", "net.gexf", "net.graphml"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(net=networks())
def test_what_is_written_is_read_again(name: str, net: ValueNetwork) -> None:
    with TemporaryDirectory() as folder:
        compare(net, io.read(io.write(net, Path(folder) / name)))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(net=networks().filter(lambda net: net.links().size > 0))
def test_pajek_keeps_the_structure(net: ValueNetwork) -> None:
    with TemporaryDirectory() as folder:
        back = io.read(io.write(net, Path(folder) / "net.net"))
    before, after = net.links(), back.links()
    assert back.directed == net.directed
    assert after.n == before.n
    np.testing.assert_array_equal(after.source, before.source)
    np.testing.assert_array_equal(after.target, before.target)
    np.testing.assert_array_equal(after.weight, before.weight)


@pytest.mark.parametrize("name", ["%", "©", "%%", "#"])
def test_names_that_are_signs_are_kept(tmp_path: Path, name: str) -> None:
    edges = pd.DataFrame({"source": [name, name], "target": ["0", name], "note": [None, "x"]})
    nodes = pd.DataFrame({"id": [name, "0"], "founded": pd.array([None, None], dtype="Int64")})
    net = from_frames(edges, nodes)
    compare(net, io.read(io.write(net, tmp_path / "folder")))


# -- one network -------------------------------------------------------------------------------------------
@pytest.fixture
def net() -> ValueNetwork:
    edges = pd.DataFrame(
        {
            "source": ["000020", "乙", "乙", "000020"], "target": ["乙", "000020", "丙, 丁", "乙"],
            "year": [2018, 2019, None, 2020], "weight": [1, 2.5, 0, 1], "start": ["x", None, "y", None],
        }
    )  # fmt: skip
    nodes = pd.DataFrame(
        {"id": ["戊", "000020"], "name": ["Echo", None], "platform": [True, None], "pid": ["p", None]}
    )
    about = About(title='A "title" \\ 标题', synthetic=True, language="zh", poles=("北京市",), places="own")
    return from_frames(edges, nodes, about=about)


@pytest.mark.parametrize("name", ["folder", "net.gexf", "net.graphml"])
def test_attributes_whose_names_mean_something_elsewhere(
    tmp_path: Path, net: ValueNetwork, name: str
) -> None:
    compare(net, io.read(io.write(net, tmp_path / name)))


def test_a_folder_holds_what_is_known_of_the_data(tmp_path: Path, net: ValueNetwork) -> None:
    io.write(net, tmp_path / "data")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [
        "dataset.toml",
        "edges.csv",
        "manifest.json",
        "nodes.csv",
    ]
    assert io.read(tmp_path / "data").about == net.about
    assert "row_line" not in (tmp_path / "data" / "edges.csv").read_text(encoding="utf-8")


def test_a_folder_is_replaced_whole_or_not_at_all(
    tmp_path: Path, net: ValueNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    io.write(net, tmp_path / "data")
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    other = from_frames(pd.DataFrame({"source": ["x"], "target": ["y"]}))

    def interrupted(frame: pd.DataFrame, stream: TextIO) -> None:
        write_csv(frame, stream)
        if "id" in frame:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_csv", interrupted)
        with pytest.raises(KeyboardInterrupt):
            io.write(other, tmp_path / "data")
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
    assert list(tmp_path.iterdir()) == [tmp_path / "data"]
    compare(other, io.read(io.write(other, tmp_path / "data")))


@pytest.mark.parametrize("name", ["edges.csv", "notes.md"])
def test_a_folder_that_someone_has_written_in_is_not_replaced(
    tmp_path: Path, net: ValueNetwork, name: str
) -> None:
    io.write(net, tmp_path / "data")
    (tmp_path / "data" / name).write_text("source,target\nmine,yours\n")
    with pytest.raises(FormatError, match=f"holds files no network wrote, .* \\({name}\\); move them"):
        io.write(net, tmp_path / "data")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_text("source,target\nmine,yours\n")
    with pytest.raises(FormatError, match="is not empty and holds no earlier network; name another folder"):
        io.write(net, tmp_path / "own")
    assert (tmp_path / "own" / name).read_text() == "source,target\nmine,yours\n"


@pytest.mark.parametrize(
    ("name", "reader"), [("n.gexf", networkx.read_gexf), ("n.graphml", networkx.read_graphml)]
)
def test_networkx_reads_what_is_written(
    tmp_path: Path, net: ValueNetwork, name: str, reader: Callable[[Path], networkx.MultiDiGraph]
) -> None:
    graph = reader(io.write(net, tmp_path / name))
    assert graph.is_directed()
    assert set(graph) == set(net.nodes.index)
    assert graph.number_of_edges() == len(net.edges)
    assert graph.nodes["戊"]["label"] == "Echo"
    assert graph.nodes["戊"]["platform"] is True
    assert sorted(data["weight"] for *_, data in graph.edges(data=True)) == [0, 1, 1, 2.5]
    assert sorted(data["year"] for *_, data in graph.edges(data=True) if "year" in data) == [2018, 2019, 2020]


def test_synthetic_data_say_so(tmp_path: Path, net: ValueNetwork) -> None:
    assert "合成数据 / synthetic data" in io.write(net, tmp_path / "n.gexf").read_text(encoding="utf-8")
    assert "合成数据 / synthetic data" in io.write(net, tmp_path / "n.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["n.csv", "n.gexf", "n.graphml", "n.net", "n"])
def test_the_mark_of_synthetic_data_is_read_again(tmp_path: Path, net: ValueNetwork, name: str) -> None:
    path = io.write(net, tmp_path / name)
    again = io.read(path, nodes=tmp_path / "n_nodes.csv" if name == "n.csv" else None)
    assert again.about.synthetic
    assert "synthetic" not in {*again.edges, *again.nodes}
    plain = replace(net, about=replace(net.about, synthetic=False))
    assert not io.read(io.write(plain, tmp_path / f"plain_{name}")).about.synthetic


def test_vosviewer(tmp_path: Path, net: ValueNetwork) -> None:
    content = json.loads(io.write(net, tmp_path / "n.json").read_text(encoding="utf-8"))["network"]
    assert [item["label"] for item in content["items"]] == ["Echo", "000020", "乙", "丙, 丁"]
    assert content["links"] == [{"source_id": 2, "target_id": 3, "strength": 2.5}]
    assert content["items"][0]["weights"] == {"Links": 0, "Total link strength": 0.0}


def test_characters_that_xml_cannot_hold_are_refused_by_name(tmp_path: Path) -> None:
    net = from_frames(pd.DataFrame({"source": ["a\x07b"], "target": ["c"]}))
    for name in ("n.gexf", "n.graphml"):
        with pytest.raises(FormatError, match=r"U\+0007, which XML cannot hold"):
            io.write(net, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    compare(net, io.read(io.write(net, tmp_path / "folder")))


def test_targets_that_cannot_be_written(tmp_path: Path, net: ValueNetwork) -> None:
    with pytest.raises(
        FormatError,
        match=r"unknown suffix '.doc'; accepted: .gexf, .graphml, .net, .json, .csv, .txt, or a folder",
    ):
        io.write(net, tmp_path / "n.doc")
    with pytest.raises(FormatError, match="does not exist"):
        io.write(net, tmp_path / "nowhere" / "n.gexf")
    with pytest.raises(FormatError, match="does not exist"):
        io.write(net, tmp_path / "nowhere" / "folder")
    (tmp_path / "file").write_text("x")
    with pytest.raises(FormatError, match="is a file; name a folder"):
        io.write(net, tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_same_network_gives_the_same_bytes(tmp_path: Path, net: ValueNetwork) -> None:
    for suffix in (".gexf", ".graphml", ".net", ".json"):
        one, two = (io.write(net, tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
        assert one == two
