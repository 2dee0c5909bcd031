"""CPU, wall time and memory of whole commands on networks of any size.

python benchmarks/scale.py DIR ...              one column of times a data set; a table in Markdown
python benchmarks/scale.py --only metrics DIR   some commands

``clusternet synth --scale 10 --out DIR`` makes a data set. Where other work runs beside, CPU says more than
wall time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

WITHOUT = (
    "nodes,edges,relations,density,average_degree,diameter,average_path_length,average_clustering,"
    "weak_components,strong_components"
)
COMMANDS = {
    "metrics without communities": ["metrics", "--year", "2022", "--columns", WITHOUT],
    "metrics, every year": ["metrics"],
    "degrees": ["centrality"],
    "concentration": ["concentration"],
    "flows": ["flows"],
    "tables": ["tables"],
    "centrality, every measure": ["centrality", "--measures", "all"],
    "communities": ["communities"],
    "nullmodel": ["nullmodel"],
    "trends": ["trends"],
    "robustness": ["robustness"],
    "check": ["check"],
    "polarisation": ["polarisation"],
    "report --fast": ["report", "--fast", "--replace", "--out", "report"],
}


def measured(command: list[str], limit: float) -> tuple[float, float, float] | None:
    """Return CPU seconds, wall seconds and the largest memory in GB; None if it takes longer or fails."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while True:
        pid, status, spent = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() - start > limit:
            child.kill()
        time.sleep(0.05)
    if status:
        said = child.stderr.read().decode() if child.stderr else ""
        print(f"{' '.join(command[2:])}: {said.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return spent.ru_utime + spent.ru_stime, time.monotonic() - start, spent.ru_maxrss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--only", action="append")
    parser.add_argument("--limit", type=float, default=600, help="seconds of one command")
    options = parser.parse_args()
    names = options.only or list(COMMANDS)
    print("| command | data | CPU | wall | memory |\n| --- | --- | --- | --- | --- |")
    for name in names:
        verb, *rest = COMMANDS[name]
        for data in options.data:
            command = [sys.executable, "-m", "clusternet", verb, str(data), *rest, "--quiet"]
            found = measured(command, options.limit)
            told = [f"{found[0]:.1f} s", f"{found[1]:.1f} s", f"{found[2]:.2f} GB"] if found else ["none"] * 3
            print(f"| {name} | {data.name} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
