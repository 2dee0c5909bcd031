# ruff: noqa: T201
"""Kill a process that writes, again and again, and look at what it leaves.

    python tests/fuzz/writer.py --trials 200 --kind n.gexf /tmp/folder

A child writes the same file over and over; it is killed (SIGKILL) after a random time. Under the final name
there must be a whole file or none, and the next write must leave no temporary file. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path

import pandas as pd

from clusternet import io
from clusternet.network.value_network import from_frames
from clusternet.output.result import Result
from clusternet.output.text import write as write_table

ROWS = 4000


def write(path: Path) -> None:
    numbers = range(ROWS)
    frame = pd.DataFrame({"source": [f"甲{n}" for n in numbers], "target": [f"b{n % 7}" for n in numbers]})
    if path.name.startswith("t"):
        write_table(Result(frame, "title", [], "en"), path)
    else:
        io.write(from_frames(frame), path)


def child(path: Path) -> int:
    """Start a process that writes for ever; return its number."""
    number = os.fork()
    while number == 0:
        write(path)
    return number


def state(path: Path) -> dict[str, str]:
    """Return a digest of every file under its final name; of workbooks only of their cells."""
    files = sorted(path.iterdir()) if path.is_dir() else [path] if path.exists() else []
    found = {}
    for file in files:
        if not file.name.startswith(".clusternet-"):
            content = file.read_bytes()
            if file.suffix == ".xlsx":
                content = str(pd.read_excel(file, engine="openpyxl").to_csv()).encode()
            found[file.name] = hashlib.sha256(content).hexdigest()
    return found


def trial(path: Path, rng: random.Random, whole: dict[str, str]) -> tuple[str, bool]:
    """Kill one child; return what is wrong, and whether it left a temporary file."""
    running = child(path)
    time.sleep(rng.uniform(0, 0.3))
    os.kill(running, signal.SIGKILL)
    os.waitpid(running, 0)
    left = bool([*path.parent.glob(".clusternet-*"), *path.glob(".clusternet-*")])
    found = state(path)
    if any(whole[name] != digest for name, digest in found.items()):
        return f"a file is not whole: {found}", left
    write(path)
    if state(path) != whole:
        return "the next write is not whole", left
    if [*path.parent.glob(".clusternet-*"), *path.glob(".clusternet-*")]:
        return "temporary files stay after the next write", left
    return "", left


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--kind", default="n.gexf", help="n.gexf, n.net, n.json, t.csv, t.xlsx, ... or folder"
    )
    given = parser.parse_args()
    path = given.folder / given.kind
    write(path)
    whole = state(path)
    rng = random.Random(given.seed)
    wrong, left = 0, 0
    for number in range(given.trials):
        problem, mess = trial(path, rng, whole)
        left += mess
        if problem:
            wrong += 1
            print(f"trial {number}: {problem}")
    print(f"{given.trials} kills of a writer of {given.kind}: {wrong} faults; {left} left a temporary file")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
