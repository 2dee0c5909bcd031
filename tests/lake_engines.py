"""Engines for the tests of lakes, and the graphs that each has to agree on with the local one."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

import clusternet
from clusternet import lake

Frames = tuple[pd.DataFrame, pd.DataFrame | None]

SPARKS = ("spark", "connect")


def frame(text: str, columns: str = "source target year") -> pd.DataFrame:
    rows = [line.split() for line in text.split(",")]
    return pd.DataFrame(rows, columns=columns.split()).replace("-", None)


def _mixed() -> Frames:
    """Loops, duplicates and reciprocals across years, an undated row, no province, an isolated node."""
    edges = frame(
        "a b 2019 technology, b a 2020 technology, a b 2021 technology, a a 2020 investment,"
        "b c 2020 technology, c d 2021 technology, d b 2021 technology, d a 2021 investment,"
        "c b 2021 technology, e f 2020 technology,"
        "f e - technology, d d 2021 technology",
        "source target year relation",
    ).assign(weight=[1, 2, 3, 1, 0.5, 1, 0, 2, 1, 1, 4, 1], technology="5G；物联网")
    edges.loc[4, "technology"] = None
    edges.loc[5, "technology"] = "区块链"
    nodes = frame(
        "a sample 北京 - - yes 中国 企业, b sample 广东 深圳 2021 no China 企业, c partner - - - no USA 大学,"
        "d partner 广东 广州 - no 中国 企业, e - 日本 - - no 日本 -, alone sample 上海 - - no 中国 企业",
        "id kind province city left_year platform country category",
    )
    return edges, nodes


def _tail() -> Frames:
    """A heavy tail of 30,000 nodes."""
    rng = np.random.default_rng(3)
    ends = (rng.pareto(1.1, (60_000, 2)) * 20).astype(int) % 30_000
    years = rng.integers(2018, 2023, 60_000)
    rows = {"source": [f"n{each}" for each in ends[:, 0]], "target": [f"n{each}" for each in ends[:, 1]]}
    return pd.DataFrame({**rows, "year": years}), None


GRAPHS: dict[str, Callable[[], Frames]] = {
    "mixed": _mixed,
    "one edge": lambda: (frame("a b", "source target"), None),
    "loops": lambda: (frame("a a 2020, a a 2021, b b 2020, a b 2021, c c 2021"), None),
    "twice": lambda: (
        frame("a b 2019, a b 2019, a b 2021, b a 2020, b c 2020, c b 2020, c d 2021, d c 2021, d c 2022"),
        None,
    ),
    "no province": lambda: (
        frame("a b 2020, b c 2021, c a 2021, c d 2021"),
        frame(
            "a sample - - 企业, b partner 广东 - 大学, c sample - 深圳 -, d - - - -",
            "id kind province city category",
        ),
    ),
    "isolated": lambda: (
        frame("a b 2020, b c 2020"),
        frame("a 北京, b 上海, c 广东, d 广东, e -", "id province"),
    ),
    "star": lambda: (frame(",".join(f"hub p{each} 2020" for each in range(40))), None),
    "chain": lambda: (
        frame(",".join(f"n{each:03} n{each + 1:03} {2020 + each % 2}" for each in range(300))),
        None,
    ),
    "tail": _tail,
}


def _marks(engine: str, *, quick: bool) -> list[Any]:
    """Return the marks of a case; Spark leaves sockets to the collector."""
    idle = ("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
    return [
        *([] if quick else [pytest.mark.slow]),
        *map(pytest.mark.filterwarnings, idle if engine in SPARKS else ()),
    ]


def cases(*graphs: str, quick: bool = True) -> list[Any]:
    """Return every engine with every graph, or those named; DuckDB on the mixed one alone is quick."""
    return [
        pytest.param(
            engine,
            name,
            id=f"{engine}-{name}",
            marks=_marks(engine, quick=quick and (engine, name) == ("duckdb", "mixed")),
        )
        for engine in ("duckdb", *SPARKS)
        for name in graphs or GRAPHS
    ]


@cache
def _session(kind: str) -> Any:
    """Return a SparkSession of this process, or skip the test and say why."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("no pyspark: pip install .[spark]")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java: PySpark 4 needs 17 or later")
    if kind == "connect" and importlib.util.find_spec("grpc") is None:
        pytest.skip("no grpcio: pip install pyspark[connect]")
    from pyspark.sql import SparkSession

    if _session.cache_info().currsize:
        pytest.skip("Spark and Spark Connect want a process each: -k spark, -k connect")
    if kind == "connect":
        session = SparkSession.builder.remote("local[2]").getOrCreate()
        session.conf.set("spark.sql.shuffle.partitions", "2")
        return session
    builder = SparkSession.builder.config("spark.sql.shuffle.partitions", 2)
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
    return builder.master("local[2]").getOrCreate()


def engine(kind: str) -> Any:
    """Return what ``lake.open`` takes for an engine, or skip the test and say why."""
    if kind == "duckdb":
        pytest.importorskip("duckdb", reason="no duckdb: pip install .[lake]")
        return None
    return _session(kind)


@cache
def shipped(kind: str) -> tuple[lake.Lake, clusternet.ValueNetwork]:
    """Return the shipped network on an engine, and in memory."""
    return lake.open(clusternet.shipped(), engine(kind)), clusternet.read(clusternet.shipped())


@cache
def both(kind: str, name: str) -> tuple[lake.Lake, clusternet.ValueNetwork]:
    """Return a graph on an engine, and the same in memory; opened once a run."""
    used = engine(kind)
    edges, nodes = GRAPHS[name]()
    tables = {"edges": edges.astype(str).where(edges.notna(), None)}
    if nodes is not None:
        tables["nodes"] = nodes
    return lake.open(tables, used), clusternet.from_frames(edges, nodes)


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """Hold whole numbers and texts to be equal, and others to 1e-12."""
    pd.testing.assert_frame_equal(
        found.reset_index(drop=True), wanted.reset_index(drop=True), rtol=1e-12, atol=0, check_dtype=False
    )
