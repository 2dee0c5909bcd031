# ruff: noqa: T201, E501, PLR0911
"""Run commands on changed inputs, each in a process of its own, and say what is wrong with how it ended.

python tests/fuzz/attacked.py --count 20000 --seed 1 --keep /tmp/failed
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cli.test_outputs import CASES, FILES
from fuzz import mutations

SECONDS, MEMORY = 20, 6 << 30
_OUTPUTS = (".csv", ".json", ".md", ".tex", ".xlsx", "", "", "", "")
_DRAWN = (".png", ".svg", ".pdf")


@dataclass(frozen=True)
class Trial:
    """A call of a command, and the one of its files that is changed."""

    number: int
    command: str
    given: tuple[str, ...]
    file: str
    content: bytes


def corpus() -> dict[str, bytes]:
    """Return every input: those of the table of commands, and ties in every other format."""
    rows = [line.split(",") for line in FILES["data/edges.csv"].splitlines()]
    ties = [[f"n{n % 7}", f"n{(n * 5) % 11}", str(2015 + n % 5), str(n + 0.5)] for n in range(40)]
    flat = [["source", "target", "year", "weight"], *ties]
    text = "\n".join(map(",".join, flat)).encode()
    body = "".join(
        f'<edge id="{n}" source="{a}" target="{b}" weight="{w}"/>' for n, (a, b, _, w) in enumerate(ties)
    )
    keyed = "".join(f'<edge source="{a}" target="{b}"><data key="w">{w}</data></edge>' for a, b, _, w in ties)
    nodes = "".join(f'<node id="n{n}" label="N{n}"/>' for n in range(11))
    links = "\n".join(f"{int(a[1:]) + 1} {int(b[1:]) + 1} {w}" for a, b, _, w in ties)
    listed = "\n".join(f'{n + 1} "n{n}"' for n in range(11))
    blocks = "\n".join(f"edge [ source {a[1:]} target {b[1:]} weight {w} ]" for a, b, _, w in ties)
    return {name: content.encode() for name, content in FILES.items() if name != "letters.ttf"} | {
        "t.csv": text,
        "t.tsv": text.replace(b",", b"\t"),
        "t.csv.gz": mutations.gz(text),
        "t.xlsx": mutations.workbook(rows, flat),
        "t.ods": mutations.ods(flat),
        "t.parquet": mutations.parquet(flat),
        "t.gexf": f'<gexf version="1.3"><graph defaultedgetype="directed"><nodes>{nodes}</nodes><edges>{body}</edges></graph></gexf>'.encode(),
        "t.graphml": f'<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed">{nodes.replace("label", "title")}{keyed}</graph></graphml>'.encode(),
        "t.net": f"*Vertices 11\n{listed}\n*Arcs\n{links}\n".encode(),
        "t.gml": f"graph [ directed 1 {' '.join(f'node [ id {n} label {chr(34)}N{n}{chr(34)} ]' for n in range(11))} {blocks} ]".encode(),
        "a.md": b"# T\n\n| Year | A | B | Total |\n|---|---|---|---|\n| 2018 | 10 | 20 | 30 |\n| 2019 | 12 | 21 | 34 |\n| Total | 22 | 41 | 63 |\n\nThe total grew by 12% to 34 in 2019.\n",
        "a.csv": b"name,share,rank\na,60.5%,1\nb,39.5%,2\ntotal,100%,\n",
        "a.xlsx": mutations.workbook([["name", "2018", "2019", "growth"], ["a", 10, 12, "20%"], ["b", 5, 4, "-20%"], ["total", 15, 16, "6.7%"]]),
        "v.md": "# 一\n\n网络有{{ metrics.nodes }}个节点，2018年为3个，占60.5%。北京市向上海市输出 1 项技术。\n".encode(),
    }  # fmt: skip


def trials(seed: int, count: int, first: int = 0) -> Iterator[Trial]:
    """Yield calls with one changed file, drawn from a seed; each depends on seed and number alone."""
    files = corpus()
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for command, cases in CASES.items():
        for case in cases:
            for read in case.read:
                if "letters.ttf" not in case.given:
                    table.setdefault(read, []).append((command, case.given))
    network = [
        "metrics",
        "check",
        "centrality",
        "nullmodel",
        "export",
        "bars",
        "netmap",
        "init",
        "alias suggest",
        "trends",
    ]
    for name in files:
        if name.startswith("t."):
            table[name] = [(command, (name,)) for command in network]
    table |= {
        "a.md": [("audit", ("a.md",)), ("verify", ("a.md", "--data", "data"))],
        "a.csv": [("audit", ("a.csv",)), ("compare", ("a.csv",))],
        "a.xlsx": [
            ("audit", ("a.xlsx",)),
            ("counts", ("a.xlsx",)),
            ("cooccurrence", ("a.xlsx", "--of", "name")),
        ],
        "v.md": [
            ("verify", ("v.md", "--data", "data")),
            ("fill", ("v.md", "--data", "data", "--out", "o.md")),
        ],
    }
    names = sorted(name for name in files if name in table)
    for number in range(first, first + count):
        rng = random.Random(f"{seed} {number}")
        name = rng.choice(names)
        command, given = rng.choice(table[name])
        given = tuple(word for word in given if word not in ("--font", "letters.ttf"))
        if "--out" not in given and command not in ("audit", "init", "netmap", "bars", "export"):
            drawn = command in (
                "trend",
                "bars",
                "tail",
                "netmap",
                "sankey",
                "chord",
                "heatmap",
                "flowmap",
                "quadrant",
            )
            end = rng.choice(_DRAWN if drawn else _OUTPUTS)
            if command == "report":
                given = (*given, "--fast", "--out", "o")
            elif command != "synth" and (end or drawn):
                given = (*given, "--out", f"o{end}")
        if rng.random() < 0.3 and command not in ("audit", "init"):
            given = (*given, "--lang", "zh")
        yield Trial(number, command, given, name, mutations.changed(name, files[name], rng))


def prepare(folder: Path, trial: Trial) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in {**corpus(), trial.file: trial.content}.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(content)


def load() -> None:
    """Import what commands import, once for all their processes."""
    from clusternet.cli import COMMANDS

    for name in COMMANDS:
        import_module(f"clusternet.cli.commands.{name}")
    for name in ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "scipy.stats",
                 "scipy.sparse.linalg", "igraph", "pyarrow.parquet", "xlsxwriter", "python_calamine", "networkx", "docx", "lxml.etree", "rich.table"):  # fmt: skip
        with suppress(ImportError):
            import_module(name)


def ended(trial: Trial, folder: Path) -> tuple[int, str, float]:
    """Run a trial in a child; return its exit code (negative: the signal), what it said and the seconds it took."""
    begun = time.perf_counter()
    said = folder / "stderr"
    child = os.fork()
    if child == 0:
        _run(trial, folder, said)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.read_text("utf-8", "replace"), time.perf_counter() - begun


def _run(trial: Trial, folder: Path, said: Path) -> None:
    code = 99
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        os.chdir(folder)
        for stream, path in ((1, "stdout"), (2, said)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        sys.argv = ["clusternet", *trial.command.split(), *trial.given]
        os.environ["CLUSTERNET_THREADS"] = "2"
        from clusternet import cli

        cli._warn = lambda message, category, *where, **_: sys.__stderr__.write(
            f"WARNING {category.__name__}: {message} {where[:2]}\n"
        )
        sys.stdout, sys.stderr = (
            os.fdopen(1, "w", encoding="utf-8", closefd=False),
            os.fdopen(2, "w", encoding="utf-8", closefd=False),
        )
        sys.__stderr__ = sys.stderr
        try:
            cli.main()
        except SystemExit as stop:
            code = int(str(stop.code or 0))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


_ODD = re.compile(
    r"Traceback|WARNING|[a-z]Warning|unexpected [A-Z]\w+|terminate called|Exception ignored|lxml|libxml"
)


def wrong(trial: Trial, code: int, said: str) -> str:
    """Return what is wrong with how a command ended; empty if nothing is."""
    lines = [line for line in said.split("\n") if line and not line.endswith(" …")]
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    if code not in (0, 1, 2):
        return f"exit code {code}"
    odd = _ODD.search(said)
    if odd:
        return next(line for line in lines if odd[0] in line)
    if code == 1 and trial.command in ("check", "audit", "verify", "synth"):
        return ""  # they end so where something is found
    if code == 1 and not lines:
        return "nothing is said"
    if code == 1 and not any(
        Path(name).name in said for name in (trial.file, *trial.given, ": no such file")
    ):
        return f"no file: {lines[-1][:300]}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    load()
    os.environ["CLUSTERNET_TRACEBACK"] = ""
    outcomes: Counter[str] = Counter()
    slowest = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "input"
        for trial in trials(given.seed, given.count, given.first):
            prepare(folder, trial)
            code, said, took = ended(trial, folder)
            slowest = sorted([*slowest, (took, trial.number, trial.command, trial.file)])[-8:]
            bad = wrong(trial, code, said)
            outcomes[f"exit {code}{' BAD' * bool(bad)}"] += 1
            if bad:
                print(
                    f"{trial.number} {trial.command} {' '.join(trial.given)} [{trial.file}]: {bad}",
                    flush=True,
                )
                if given.keep:
                    shutil.copytree(folder, given.keep / f"{given.seed}-{trial.number}", dirs_exist_ok=True)
    print(outcomes, slowest)
    return 1 if any("BAD" in each for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
