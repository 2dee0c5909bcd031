# ruff: noqa: T201
"""Kill commands that write, again and again, and look at what they leave.

    python tests/fuzz/kill.py --kills 200 --seed 1 /tmp/empty

Each command runs over a small network and is ended by SIGINT, SIGTERM or SIGKILL after a random time. Under
the final names there must be all its files, whole, or those that were there before; nothing temporary stays
but after SIGKILL, and after the next run nothing at all. An end by the other two takes at most a second.
Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
SECOND = 1.0
BUSY = 3.0
"""Times a second that a machine with other work may take."""
COMMANDS = (
    "metrics DATA --out m.csv",
    "centrality DATA --out c.xlsx --rows r.csv",
    "flows DATA --out f.json",
    "distribution DATA --by industry --out d.md",
    "export DATA --to gexf --out n.gexf",
    "export DATA --to csv --out n.csv",
    "export DATA --to csv --out cleaned",
    "export DATA --to vosviewer --out v.txt",
    "trend DATA --out t.pdf",
    "sankey DATA --out s.svg",
    "netmap DATA --out n.html",
    "tables DATA --out tables.xlsx",
    "check DATA --out check.csv",
    "report DATA --fast --sections structure --out report",
)


def network(folder: Path, *, rows: int = 400, seed: int = 1) -> Path:
    """Write a small data set with every column that the commands ask for."""
    rng = random.Random(seed)
    places = ("北京", "广东", "上海", "浙江")
    head = "source,target,year,relation,source_province,target_province,technology,industry"
    lines = [
        f"甲{rng.randrange(40)},乙{rng.randrange(60)},{rng.randrange(2016, 2022)},技术输出,"
        f"{rng.choice(places)},{rng.choice(places)},机器学习,智慧医疗"
        for _ in range(rows)
    ]
    path = folder / "ties.csv"
    path.write_text("\n".join((head, *lines, "")), encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, int]:
    """Return the files of a folder and their sizes, without what is temporary."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _temporary(path.relative_to(folder))
    }


def temporary(folder: Path) -> list[str]:
    """Return what is temporary in a folder."""
    return [path.name for path in folder.rglob("*") if path.name.startswith(".clusternet-")]


def _temporary(path: Path) -> bool:
    return any(part.startswith(".clusternet-") for part in path.parts)


def _stable(held: dict[str, int]) -> dict[str, int]:
    """Sizes, but of files that name the second they were made in."""
    return {
        name: 0 if re.search(r"\.(pdf|xlsx|docx|json|html)$", name) else size for name, size in held.items()
    }


def trial(words: list[str], folder: Path, whole: dict[str, int], lasts: float, rng: random.Random) -> str:
    """Kill one run in a folder that is empty or holds an earlier result; return what is wrong."""
    before = state(folder)
    number = rng.choice(SIGNALS)
    running = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(rng.uniform(0.2, 1.05) * lasts)
    running.send_signal(number)
    begun = time.monotonic()
    _, said = running.communicate(timeout=60)
    took = time.monotonic() - begun
    held = _stable(state(folder))
    if held not in (_stable(before), _stable(whole)):
        return f"{number.name}: neither all nor none: {sorted(held)}"
    if b"/clusternet/" in said or b"unexpected" in said:
        return f"{number.name}: {said.decode()[-300:]}"
    if number != signal.SIGKILL and (left := temporary(folder)):
        return f"{number.name}: left {left}"
    if number != signal.SIGKILL and running.returncode and took > SECOND * BUSY:
        return f"{number.name}: took {took:.1f} s to end"
    return ""


def trials(command: str, folder: Path, data: Path, *, count: int, seed: int) -> Iterator[str]:
    """Yield what is wrong in each kill of one command, and after the last run."""
    words = [sys.executable, "-m", "clusternet", *command.replace("DATA", str(data)).split(), "--quiet"]
    replacing = [*words, "--replace"] if command.split(maxsplit=1)[0] in ("report", "synth") else words
    rng = random.Random(f"{seed} {command}")
    begun = time.monotonic()
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    lasts = time.monotonic() - begun
    whole = state(folder)
    for number in range(count):
        if number % 2:
            shutil.rmtree(folder)
            folder.mkdir()
        yield trial(replacing, folder, whole, lasts, rng)
    subprocess.run(replacing, cwd=folder, check=True, capture_output=True)
    yield f"after the last run {left} stays" if (left := temporary(folder)) else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    data = network(given.folder)
    kills = wrong = 0
    for number, command in enumerate(COMMANDS):
        place = given.folder / str(number)
        place.mkdir()
        count = len(range(number, given.kills, len(COMMANDS)))
        for problem in trials(command, place, data, count=count, seed=given.seed):
            if problem:
                wrong += 1
                print(f"{command}: {problem}")
        kills += count
    print(f"{kills} kills of {len(COMMANDS)} commands, {os.cpu_count()} cores: {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
