"""What each answer takes on an engine and in memory: the shipped network, replicated in SQL, out of core.

python benchmarks/lake.py 1 10 100 --out runs.jsonl               DuckDB, 6 GB of memory, 20 GB of disk
python benchmarks/lake.py 1 10 100 --on memory --out runs.jsonl   the same answers in memory
python benchmarks/lake.py 10 --on spark --out runs.jsonl          Spark on two cores
python benchmarks/lake.py 10 --on frames --out runs.jsonl         pandas and polars: distinct pairs, degrees
python benchmarks/lake.py --table runs.jsonl                      the tables of all runs so far

Every item is written down when it ends; one that does not end within --limit seconds, or in the engine's
limits, is written down as that. Each copy has ids of its own, so degrees do not grow with the copies.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import clusternet
from clusternet import GEPHI, centrality, degree, distribution, flows, lake, metrics, polarisation, powerlaw
from clusternet.network.resampling import Resampling

COUNTED = [name for name in lake.structure.COUNTED if name not in lake.structure.COSTLY]
DISK, MEMORY = 20, 6
"""GB, as DuckDB is told: of what it spills and of what it holds."""

UNDIRECTED = GEPHI.undirected()
LEVELS = ("province", "city", "region", "country")
FIELDS = ("technology", "province", "category")

ENGINE: dict[str, Callable[[Any], object]] = {
    "structure by year, components": lambda data: lake.structure.by_year(data, columns=COUNTED),
    "new and mutual pairs by year": lake.structure.pairs_by_year,
    "degree histogram": lake.degrees.histogram,
    "top 20": lake.degrees.top,
    "top 20 of the sample": lambda data: lake.degrees.top(data, kind="sample"),
    "concentration": lambda data: degree.concentration(lake.degrees.distribution(data)),
    "power law": lambda data: powerlaw.table(lake.degrees.distribution(data), kind="sample", bootstrap=0),
    **{
        f"flows and margins, {level}": lambda data, level=level: _flows(lake.places.matrix(data, level=level))
        for level in LEVELS
    },
    **{
        f"distribution by year, {by}": lambda data, by=by: lake.distribution.by_year(data, by)
        for by in FIELDS
    },
    "polarisation by year": lake.places.polarisation_by_year,
    "triangles, clustering": lambda data: lake.walks.average_clustering(data, nodes=data.node_count),
    "PageRank, top 20": lambda data: lake.degrees.top(data, by="pagerank"),
    "distances from 1,008 nodes, directed": lake.walks.distances,
    "distances from 1,008 nodes, undirected": lambda data: lake.walks.distances(data, UNDIRECTED),
}

MEMORY_STEPS: dict[str, Callable[[Any], object]] = {
    "structure by year, components": lambda net: metrics.by_year(net, columns=COUNTED),
    "top 20": centrality.top,
    "top 20 of the sample": lambda net: centrality.top(net, kind="sample"),
    "concentration": degree.concentration,
    "power law": lambda net: powerlaw.table(net, kind="sample", bootstrap=0),
    **{
        f"flows and margins, {level}": lambda net, level=level: _flows(flows.matrix(net, level=level))
        for level in LEVELS
    },
    **{
        f"distribution by year, {by}": lambda net, by=by: distribution.by_year(net, by)  # type: ignore[arg-type]
        for by in FIELDS
    },
    "polarisation by year": lambda net: polarisation.by_year(net, resampling=Resampling(0)),
    "triangles, clustering": lambda net: metrics.structure(net, columns=["average_clustering"]),
    "PageRank, top 20": lambda net: centrality.top(net, by="pagerank"),
    "distances from 1,008 nodes, directed": lambda net: metrics.structure(
        net, columns=["average_path_length"]
    ),
    "distances from 1,008 nodes, undirected": lambda net: metrics.structure(
        net, UNDIRECTED, columns=["average_path_length"]
    ),
}
"""In memory distances are exact up to the size at which ``metrics`` begins to draw nodes."""


def _flows(matrix: flows.FlowMatrix) -> None:
    flows.largest(matrix)
    flows.margins(matrix)


# -- what is measured --------------------------------------------------------------------------------------
class Watch:
    """Wall and CPU seconds, and the peaks of memory and of a folder, of this process and its children."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._ended = folder, threading.Event()
        self.memory = self.disk = 0

    def __enter__(self) -> Self:
        self._start, self._used = time.perf_counter(), _cpu()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall, self.cpu = time.perf_counter() - self._start, _cpu() - self._used
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.memory = max(self.memory, sum(_resident(each) for each in _processes()))
            self.disk = max(self.disk, _size(self._folder))
            if self._ended.wait(0.2):
                return


def _processes() -> list[int]:
    """Return this process and those that it started."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [os.getpid()]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _cpu() -> float:
    """User seconds."""
    ticks = 0
    for process in _processes():
        try:
            ticks += int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(parent, name)).st_blocks * 512
            except OSError:
                continue
    return total


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"not ended in {seconds} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


@dataclass
class Runs:
    """Measures steps, and writes each down at once."""

    on: str
    scale: int
    folder: Path
    limit: int
    out: Path | None
    relations: int = 0

    def measure(self, step: str, run: Callable[[], Any]) -> Any:
        """Return what a step returns; None, and why, where it did not end."""
        found, why, start = None, "", time.perf_counter()
        with Watch(self.folder) as watch:
            try:
                with _limited(self.limit):
                    found = run()
            except Exception as error:
                late = time.perf_counter() - start >= self.limit
                why = f"not ended in {self.limit} s" if late else " ".join(str(error).split())[:200]
        row = {
            "on": self.on, "scale": self.scale, "relations": self.relations, "step": step, "ended": why,
            "wall": round(watch.wall, 2), "cpu": round(watch.cpu, 2), "memory": round(watch.memory / 1e9, 2),
            "disk": round(watch.disk / 1e9, 2),
        }  # fmt: skip
        print(json.dumps(row, ensure_ascii=False), flush=True)
        if self.out is not None:
            with self.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return found


# -- what is run -------------------------------------------------------------------------------------------
def replicate(times: int, folder: Path) -> dict[str, str]:
    """Write the shipped network so many times over, each with ids of its own, as Parquet."""
    import duckdb

    spill = {"memory_limit": f"{MEMORY}GB", "temp_directory": str(folder / "spill")}
    connection = duckdb.connect(config=spill | {"preserve_insertion_order": False})
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


def on_engine(runs: Runs, tables: dict[str, str], only: str) -> None:
    """Open the tables on DuckDB or Spark and ask everything."""
    session, options = None, {}
    if runs.on == "spark":
        session = _session(runs.folder)
    else:
        options = {"memory_limit": f"{MEMORY}GB", "max_temp_directory_size": f"{DISK}GB", "threads": 2}
        options |= {"folder": str(runs.folder)}
    data = runs.measure("open: conform and number", lambda: lake.open(tables, session, **options))
    if data is None:
        return
    with data:
        for step, run in ENGINE.items():
            if only in step:
                runs.measure(step, lambda run=run: run(data))


def _session(folder: Path) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", f"{MEMORY}g")
    builder = builder.config("spark.ui.enabled", "false").config("spark.local.dir", str(folder))
    return builder.config("spark.sql.shuffle.partitions", 4).getOrCreate()


def in_memory(runs: Runs, tables: dict[str, str], only: str) -> None:
    """Read the tables and ask the same."""
    net = runs.measure(
        "open: conform and number", lambda: clusternet.read(tables["edges"], nodes=tables["nodes"])
    )
    for step, run in MEMORY_STEPS.items() if net is not None else ():
        if only in step:
            runs.measure(step, lambda run=run: run(net))


def by_frames(runs: Runs, tables: dict[str, str], only: str) -> None:
    """Count distinct pairs and degrees with pandas and polars, which neither conform nor check."""
    import pandas as pd
    import polars as pl

    def by_pandas() -> None:
        pairs = pd.read_parquet(tables["edges"], columns=["来源", "目标"]).drop_duplicates()
        for end in ("来源", "目标"):
            pairs.groupby(end, observed=True).size().nlargest(20)

    def by_polars() -> None:
        pairs = pl.scan_parquet(tables["edges"]).select("来源", "目标").unique().collect()
        for end in ("来源", "目标"):
            pairs.group_by(end).len().top_k(20, by="len")

    for step, run in (("pandas: read, pairs, top 20", by_pandas), ("polars: read, pairs, top 20", by_polars)):
        if only in step:
            runs.measure(step, run)


WAYS = {"duckdb": on_engine, "spark": on_engine, "memory": in_memory, "frames": by_frames}


def run(times: int, given: argparse.Namespace) -> None:
    """Measure one scale; everything written is gone afterwards, also if it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="clusternet-bench-", dir=given.folder) as name:
        source, work = Path(name, "source"), Path(name, "work")
        source.mkdir()
        work.mkdir()
        runs = Runs(given.on, times, work, given.limit, given.out, 84_838 * times)
        WAYS[given.on](runs, replicate(times, source), given.only)


# -- what is said ------------------------------------------------------------------------------------------
def tables(lines: list[dict[str, Any]]) -> str:
    """Return a table for each way; of a step that was run again the last run counts."""
    said = []
    for on in WAYS:
        held = {(row["step"], row["scale"]): row for row in lines if row["on"] == on}
        if held:
            said.append(f"## {on}\n\n{_table(held)}")
    return "\n\n".join([*said, f"## duckdb beside memory\n\n{_beside(lines)}"])


def _beside(lines: list[dict[str, Any]]) -> str:
    """Return user CPU of DuckDB as a multiple of memory's, and the peaks of memory of both, by scale."""
    ran = {(row["on"], row["step"], row["scale"]): row for row in lines if not row["ended"]}
    pairs = {
        (step, scale): (row, ran["duckdb", step, scale])
        for (on, step, scale), row in ran.items()
        if on == "memory" and ("duckdb", step, scale) in ran
    }
    scales, steps = sorted({scale for _, scale in pairs}), dict.fromkeys(step for step, _ in pairs)
    head = ["step", *(f"{scale:,}x" for scale in scales)]
    rows = [head, ["---", *["---:"] * len(scales)]]
    for step in steps:
        rows.append(
            [step, *(_ratio(*pairs[step, scale]) if (step, scale) in pairs else "" for scale in scales)]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _ratio(memory: dict[str, Any], engine: dict[str, Any]) -> str:
    times = f"{engine['cpu'] / memory['cpu']:.1f}" if memory["cpu"] else ""
    return f"{times} ({engine['memory']:.1f} : {memory['memory']:.1f} GB)"


def _table(held: dict[tuple[str, int], dict[str, Any]]) -> str:
    scales, steps = sorted({scale for _, scale in held}), dict.fromkeys(step for step, _ in held)
    head = ["step", *(f"{scale:,}x" for scale in scales), "µs a relation", "growth"]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for step in steps:
        ran = {scale: held[step, scale] for scale in scales if (step, scale) in held}
        rows.append([step, *(_cell(ran.get(scale)) for scale in scales), *_cost(ran)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "not run"
    if row["ended"]:
        return f"**{row['ended']}** ({row['memory']:.1f} GB, {row['disk']:.1f} GB)"
    return f"{row['wall']:.1f} s, {row['cpu']:.1f} s, {row['memory']:.1f} GB, {row['disk']:.1f} GB"


def _cost(ran: dict[int, dict[str, Any]]) -> tuple[str, str]:
    """Return CPU of a relation at the largest scale that ended, and the exponent from the one before."""
    ended = [row for _, row in sorted(ran.items()) if not row["ended"]]
    if not ended:
        return "", ""
    cost = f"{ended[-1]['cpu'] / ended[-1]['relations'] * 1e6:.2f}"
    if len(ended) < 2 or ended[-2]["cpu"] < 0.5:
        return cost, ""
    rate = math.log(ended[-1]["cpu"] / ended[-2]["cpu"])
    return cost, f"{rate / math.log(ended[-1]['scale'] / ended[-2]['scale']):.2f}"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # temporary folders go then, too
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scales", nargs="*", type=int)
    parser.add_argument("--on", choices=WAYS, default="duckdb")
    parser.add_argument("--limit", type=int, default=1200, help="seconds an item may take")
    parser.add_argument("--only", default="", help="part of a step's name")
    parser.add_argument("--folder", type=Path, help="where the copies and the engine's tables go")
    parser.add_argument("--out", type=Path, help="JSON, a line an item; added to")
    parser.add_argument("--table", type=Path, help="print the tables of such a file")
    given = parser.parse_args()
    for times in given.scales:
        run(times, given)
    if given.table is not None:
        print(tables([json.loads(line) for line in given.table.read_text(encoding="utf-8").splitlines()]))


if __name__ == "__main__":
    main()
