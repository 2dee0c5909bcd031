"""A signal ends a command within a second, in one line, and leaves nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

STUCK = """
import ctypes, sys, time
from pathlib import Path
from clusternet.cli import cli, interrupts
from clusternet.io.atomic import whole_file
interrupts.install()
mutex, lock = ctypes.create_string_buffer(64), ctypes.CDLL(None).pthread_mutex_lock
work = {"kernel": lambda: (lock(mutex), lock(mutex)), "Python": lambda: time.sleep(60)}[sys.argv[1]]
@cli.command("stuck")
def stuck():
    with whole_file(Path("out.txt")) as file:
        file.write_text("half")
        print("ready", flush=True)
        work()
cli.get_command = lambda context, name: stuck
cli.resolve_command = lambda context, words: ("stuck", stuck, words[1:])
cli.main(["stuck"], standalone_mode=False)
"""


@pytest.mark.parametrize("work", ["kernel", "Python"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_waits_ends_at_once(tmp_path: Path, work: str, number: signal.Signals) -> None:
    """A lock that is taken twice waits for ever, sees no signal and lets other threads run, as kernels do."""
    running = subprocess.Popen(
        [sys.executable, "-c", STUCK, work], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout.readline() == b"ready\n"  # type: ignore[union-attr]
    running.send_signal(number)
    begun = time.monotonic()
    _, said = running.communicate(timeout=30)
    assert (running.returncode, said) == (128 + number, b"clusternet: interrupted\n")
    assert time.monotonic() - begun < 3  # 0.7 where the machine is idle
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_all_files_of_a_command_are_there_or_none(tmp_path: Path, number: signal.Signals) -> None:
    """The next run clears what a kill left."""
    ties = "".join(f"a{k % 97},b{k % 89},{2014 + k % 5}\n" for k in range(3000))
    (tmp_path / "ties.csv").write_text("source,target,year\n" + ties)
    out = tmp_path / "out"
    out.mkdir()
    words = [
        sys.executable,
        "-m",
        "clusternet",
        "export",
        "../ties.csv",
        "--to",
        "vosviewer",
        "--out",
        "n.txt",
    ]
    rng = random.Random(1)
    for _ in range(12):
        running = subprocess.Popen(words, cwd=out, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(rng.uniform(0.05, 1.2))
        running.send_signal(number)
        _, said = running.communicate(timeout=30)
        assert b"/clusternet/" not in said  # before its first line an interrupt is Python's
        held = {path.name for path in out.iterdir() if not path.name.startswith(".clusternet-")}
        assert held in (set(), {"n.txt", "n_network.txt"})
        if number != signal.SIGKILL:
            assert held == {path.name for path in out.iterdir()}
    subprocess.run(words, cwd=out, check=True, capture_output=True)
    assert {path.name for path in out.iterdir()} == {"n.txt", "n_network.txt"}


@pytest.mark.parametrize("end", ["| :", ">&-"])
def test_an_output_that_nobody_takes_is_no_failure(tmp_path: Path, end: str) -> None:
    rows = "".join(f"a{k},b,2020\n" for k in range(4000))
    (tmp_path / "ties.csv").write_text("source,target,year\n" + rows)
    words = f"('{sys.executable}' -m clusternet centrality ties.csv --top 0 --quiet; echo $? >code) {end}"
    done = subprocess.run(["/bin/sh", "-c", words], cwd=tmp_path, capture_output=True, check=False)
    assert (done.stderr, (tmp_path / "code").read_text()) == (b"", "0\n")
