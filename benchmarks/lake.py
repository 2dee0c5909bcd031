"""What an engine takes for a relation: the shipped network, replicated in SQL, out of core.

python benchmarks/lake.py 1 10 100 --out benchmarks/lake.md      DuckDB, 6 GB of memory, 20 GB of disk
python benchmarks/lake.py 10 --engine spark                      Spark on two cores
python benchmarks/lake.py 10 --beside                            beside pandas, polars and memory, in one run
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import clusternet
from clusternet import degree, flows, lake, metrics, powerlaw

COUNTED = [name for name in lake.structure.COUNTED if name not in lake.structure.COSTLY]
DISK, MEMORY = 20, 6
"""GB."""

STEPS: dict[str, Callable[[Any], object]] = {
    "structure by year, with components": lambda data: lake.structure.by_year(data, columns=COUNTED),
    "top 20": lake.degrees.top,
    "concentration": lambda data: degree.concentration(lake.degrees.distribution(data)),
    "power law": lambda data: powerlaw.table(lake.degrees.distribution(data), kind="sample", bootstrap=0),
    "flows between cities": lambda data: flows.largest(lake.places.matrix(data, level="city")),
    "distribution by year": lambda data: lake.distribution.by_year(data, "technology"),
    "polarisation": lake.places.polarisation_by_year,
}


def replicate(times: int, folder: Path) -> dict[str, str]:
    """Write the shipped network so many times over, each with ids of its own, as Parquet."""
    import duckdb

    connection = duckdb.connect(
        config={"memory_limit": f"{MEMORY}GB", "temp_directory": str(folder / "spill")}
    )
    made = {}
    for name, ends in (("edges", ("来源", "目标")), ("nodes", ("编号",))):
        copied = ", ".join(f'"{end}" || \'#\' || CAST(i AS VARCHAR) AS "{end}"' for end in ends)
        read = f"read_csv('{clusternet.shipped() / name}.csv', all_varchar=true, header=true)"
        made[name] = str(folder / f"{name}.parquet")
        connection.execute(
            f"COPY (SELECT rows.* REPLACE ({copied}) FROM {read} rows, range({times}) t(i)) "
            f"TO '{made[name]}' (FORMAT parquet)"
        )
    connection.close()
    return made


def engine_of(name: str) -> tuple[Any, dict[str, Any]]:
    if name == "duckdb":
        return None, {"memory_limit": f"{MEMORY}GB", "max_temp_directory_size": f"{DISK}GB", "threads": 2}
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "6g")
    return builder.config("spark.ui.enabled", "false").config(
        "spark.sql.shuffle.partitions", 4
    ).getOrCreate(), {}


def measured(times: int, engine: str) -> dict[str, float]:
    """Return the seconds of each step; everything written is gone afterwards, also if it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="clusternet-bench-") as name:
        folder, seconds = Path(name), {}
        start = time.perf_counter()
        tables = replicate(times, folder)
        print(f"{times}x written in {time.perf_counter() - start:.1f} s", flush=True)
        session, options = engine_of(engine)
        options |= {"folder": name} if session is None else {}
        start = time.perf_counter()
        with lake.open(tables, session, **options) as data:
            seconds["open: conform and number"] = time.perf_counter() - start
            print(f"{times}x open {seconds['open: conform and number']:.1f} s", flush=True)
            for step, run in STEPS.items():
                start = time.perf_counter()
                run(data)
                seconds[step] = time.perf_counter() - start
                print(f"{times}x {step} {seconds[step]:.1f} s", flush=True)
            seconds["relations"] = data.relations
    return seconds


def beside(times: int) -> dict[str, float]:
    """Return the seconds that distinct pairs and degrees take pandas, polars, memory and DuckDB."""
    import pandas as pd
    import polars as pl

    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="clusternet-bench-") as name:
        tables = replicate(times, Path(name))

        def by_pandas() -> None:
            pairs = pd.read_parquet(tables["edges"], columns=["来源", "目标"]).drop_duplicates()
            for end in ("来源", "目标"):
                pairs.groupby(end, observed=True).size().nlargest(20)

        def by_polars() -> None:
            pairs = pl.scan_parquet(tables["edges"]).select("来源", "目标").unique().collect()
            for end in ("来源", "目标"):
                pairs.group_by(end).len().top_k(20, by="len")

        def by_memory() -> None:
            metrics.by_year(clusternet.read(tables["edges"], nodes=tables["nodes"]), columns=COUNTED)

        def by_engine() -> None:
            with lake.open(tables, folder=name, memory_limit=f"{MEMORY}GB") as data:
                lake.structure.by_year(data, columns=COUNTED)

        runs = {"pandas: pairs and degrees": by_pandas, "polars: pairs and degrees": by_polars}
        runs |= {"memory: read, structure by year": by_memory, "DuckDB: open, structure by year": by_engine}
        for step, run in runs.items():
            start = time.perf_counter()
            run()
            found[step] = time.perf_counter() - start
            print(f"{times}x {step} {found[step]:.1f} s", flush=True)
    return found


def table(found: dict[int, dict[str, float]]) -> str:
    """Return seconds by step and scale; the last column is the cost of a relation at the largest scale."""
    scales = sorted(found)
    last = found[scales[-1]]
    head = ["step", *(f"{scale}x, s" for scale in scales), f"microseconds per relation at {scales[-1]}x"]
    lines = [head, ["---", *["---:"] * (len(scales) + 1)]]
    for step in (name for name in last if name != "relations"):
        cost = f"{last[step] / last['relations'] * 1e6:.2f}"
        lines.append([step, *(f"{found[scale][step]:.1f}" for scale in scales), cost])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # temporary folders go then, too
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scales", nargs="+", type=int)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.beside:
        relations = 84_838 * given.scales[0]
        said = "\n".join(
            f"| {step} | {value:.1f} | {value / relations * 1e6:.2f} |"
            for step, value in beside(given.scales[0]).items()
        )
        said = f"| {given.scales[0]}x | seconds | microseconds per relation |\n| --- | ---: | ---: |\n{said}"
    else:
        said = table({scale: measured(scale, given.engine) for scale in given.scales})
    print(said)
    if given.out is not None:
        given.out.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
