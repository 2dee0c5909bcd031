"""Files for VOSviewer: read back by its documented rules."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from clusternet import io as networks
from clusternet.errors import FormatError
from clusternet.io.formats.vosviewer import Map, network_path, write_vosviewer
from clusternet.network.links import Links
from clusternet.network.value_network import from_frames
from running import Runner

TIES = Links(3, np.array([0, 0]), np.array([1, 2]), np.array([2.0, 0.5]), directed=False)
SHOWN = Map(
    ["Foo, Inc.", 'the "other"\tname', "丙；丁"],
    TIES,
    weights={"Occurrences": np.array([5, 3, 1])},
    cluster=np.array([1, 1, 2]),
    positions=np.array([[0, 0.5], [1, 0], [-1, 0.25]]),
    title="t",
)


def test_map_and_network_files(tmp_path: Path) -> None:
    files = write_vosviewer(SHOWN, tmp_path / "words_map.txt")
    assert [file.name for file in files] == ["words_map.txt", "words_network.txt"]
    with files[0].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert list(rows[0]) == [
        "id", "label", "x", "y", "cluster",
        "weight<Links>", "weight<Total link strength>", "weight<Occurrences>",
    ]  # fmt: skip
    assert [row["label"] for row in rows] == ["Foo, Inc.", 'the "other" name', "丙；丁"]
    assert [row["weight<Total link strength>"] for row in rows] == ["2.5", "2", "0.5"]
    assert [row["cluster"] for row in rows] == ["1", "1", "2"]
    text = files[0].read_text(encoding="utf-8")
    assert '"Foo, Inc."' in text  # VOSviewer wants labels with commas and semicolons in quotes
    assert files[1].read_text() == "1\t2\t2\n1\t3\t0.5\n"


def test_json_holds_the_same(tmp_path: Path) -> None:
    (file,) = write_vosviewer(SHOWN, tmp_path / "words.json")
    network = json.loads(file.read_text(encoding="utf-8"))["network"]
    assert network["items"][1] == {
        "id": 2,
        "label": 'the "other" name',
        "x": 1.0,
        "y": 0.0,
        "cluster": 1,
        "weights": {"Links": 1, "Total link strength": 2.0, "Occurrences": 3},
    }
    assert network["links"][1] == {"source_id": 1, "target_id": 3, "strength": 0.5}


def test_what_vosviewer_cannot_open(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"\.json, \.txt"):
        write_vosviewer(SHOWN, tmp_path / "words.net")
    with pytest.raises(FormatError, match="1,000"):
        Map(["a"], TIES, cluster=np.array([1001]))
    assert list(tmp_path.iterdir()) == []


def test_networks_and_cooccurrences_are_exported(tmp_path: Path, run: Runner) -> None:
    ties = pd.DataFrame({"source": ["a", "b", "b"], "target": ["b", "a", "c"]})
    path = networks.write(from_frames(ties), tmp_path / "net.txt")
    assert network_path(path).read_text() == "1\t2\t1\n2\t3\t1\n"
    (tmp_path / "papers.csv").write_text("k\nx; y\nx; y; z\n")
    out = tmp_path / "map.txt"
    run("cooccurrence", tmp_path / "papers.csv", "--of", "k", "--vosviewer", out)
    first = dict(zip(*(line.split("\t") for line in out.read_text().splitlines()[:2]), strict=True))
    assert list(first) == [
        "id", "label", "x", "y", "cluster",
        "weight<Links>", "weight<Total link strength>", "weight<Occurrences>",
    ]  # fmt: skip
    assert (first["label"], first["cluster"], first["weight<Total link strength>"]) == ("x", "1", "3")
    assert network_path(out).read_text() == "1\t2\t2\n1\t3\t1\n2\t3\t1\n"
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target\na,b\n")
    run("export", edges, "--to", "vosviewer", "--out", tmp_path / "edges.txt")
    assert (tmp_path / "edges_network.txt").is_file()
