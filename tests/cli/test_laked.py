"""Commands give the same on an engine as in memory, or say in one line what needs memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lake_engines import GRAPHS

SAME = [
    ("metrics", "--columns", "relations,nodes,edges,density,weak_components,average_path_length"),
    ("centrality", "--kind", "sample", "--measures", "pagerank"),
    ("concentration", "--direction", "all"),
    ("powerlaw", "--bootstrap", "0"),
    ("flows", "--level", "city"),
    ("flows", "--margins", "--year", "2020"),
    ("distribution", "--by", "technology", "--by-year"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("duckdb", reason="no duckdb: pip install .[lake]")
    folder, (edges, nodes) = tmp_path_factory.mktemp("lake"), GRAPHS["mixed"]()
    edges.to_csv(folder / "edges.csv", index=False)
    nodes.to_parquet(folder / "nodes.parquet", index=False)
    (folder / "dataset.toml").write_text(
        'title = "mixed"\nlanguage = "en"\n[edges]\nfile = "edges.csv"\n[nodes]\nfile = "nodes.parquet"\n',
        encoding="utf-8",
    )
    return folder


def test_the_folder_one_stands_in_is_not_looked_at(data, run, tmp_path):
    given = ("metrics", str(data), "--columns", "nodes,edges", "--format", "json", "--engine", "duckdb")
    assert json.loads(run(*given, cwd=tmp_path).out)


@pytest.mark.parametrize(
    "given",
    [pytest.param(each, marks=[] if each == SAME[4] else pytest.mark.slow) for each in SAME],
)
def test_an_engine_answers_as_memory_does(data, run, given):
    found, wanted = (
        json.loads(run(given[0], str(data), *given[1:], "--format", "json", "--engine", engine).out)
        for engine in ("duckdb", "local")
    )
    assert len(found) == len(wanted) > 0
    for one, other in zip(found, wanted, strict=True):
        assert one == {
            name: pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
            for name, value in other.items()
        }


@pytest.mark.slow
@pytest.mark.parametrize("figure", ["sankey", "chord", "heatmap"])
def test_a_figure_of_flows_is_the_same_bytes(data, run, tmp_path, figure):
    drawn = []
    for engine in ("duckdb", "local"):
        run(figure, str(data), "--engine", engine, "--out", str(tmp_path / f"{engine}.svg"))
        drawn.append((tmp_path / f"{engine}.svg").read_bytes())
    assert drawn[0] == drawn[1]


@pytest.mark.slow
def test_polarisation_has_point_values_alone(data, run):
    asked = ("polarisation", str(data), "--poles", "广东省", "--format", "json")
    found = json.loads(run(*asked, "--engine", "duckdb").out)
    wanted = json.loads(run(*asked, "--replicates", "0").out)
    for one, other in zip(found, wanted, strict=True):
        assert one["effective_firms"] is None
        assert one["hhi"] == pytest.approx(other["hhi"], rel=1e-12)


def test_what_needs_memory_is_refused_in_one_line(data, run):
    for given, said in (
        (("flows", "--gravity"), "--gravity does nothing with --engine duckdb"),
        (("centrality", "--intervals"), "--intervals does nothing with --engine duckdb"),
        (("metrics", "--rollup", "parent"), "--rollup does nothing with --engine duckdb"),
    ):
        assert said in run.misused(given[0], str(data), *given[1:], "--engine", "duckdb")
