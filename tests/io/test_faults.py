"""Killed, interrupted, out of space, not allowed: files are whole or not there, and exit codes are right."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.network.value_network import from_frames
from running import Runner, save

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
WRITER = Path(__file__).parents[1] / "fuzz" / "writer.py"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- one file ----------------------------------------------------------------------------------------------
def test_a_file_takes_its_place_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.txt") as temporary:
        temporary.write_text("new")
        assert names(tmp_path) == [temporary.name]
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").stat().st_mode & 0o111 == 0


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RuntimeError, SystemExit])
def test_what_goes_wrong_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "a.txt").write_text("old")

    def write() -> None:
        with whole_file(tmp_path / "a.txt") as temporary:
            temporary.write_text("half")
            raise error

    with pytest.raises(error):
        write()
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


@POSIX
def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".clusternet-left.csv").write_text("half")
    (tmp_path / ".clusternet-folder").mkdir()
    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / ".clusternet-link").symlink_to(tmp_path / "kept.txt")
    with whole_file(tmp_path / "b.txt") as other:  # still being written
        other.write_text("b")
        with whole_file(tmp_path / "a.txt") as temporary:
            temporary.write_text("a")
    assert names(tmp_path) == [".clusternet-folder", ".clusternet-link", "a.txt", "b.txt", "kept.txt"]


@POSIX
def test_links_are_followed_and_devices_are_no_targets(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with whole_file(tmp_path / "link.txt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"
    (tmp_path / "null.csv").symlink_to("/dev/null")
    (tmp_path / "circle.csv").symlink_to("circle.csv")
    for name, message in (("null.csv", "no plain file"), ("circle.csv", "cannot be written")):
        with pytest.raises(FormatError, match=message), whole_file(tmp_path / name):
            pass
    assert Path("/dev/null").is_char_device()


@POSIX
def test_modes_are_kept_and_what_is_protected_stays(tmp_path: Path) -> None:
    for name, mode in (("secret.txt", 0o600), ("group.txt", 0o664), ("protected.txt", 0o444)):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(mode)
    for name in ("secret.txt", "group.txt"):
        with whole_file(tmp_path / name) as temporary:
            temporary.write_text("new")
    refused = pytest.raises(FormatError, match=r"protected\.txt: is write-protected")
    with refused, whole_file(tmp_path / "protected.txt"):
        pass
    held = {path.name: (path.read_text(), path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert held == {
        "secret.txt": ("new", 0o600), "group.txt": ("new", 0o664), "protected.txt": ("old", 0o444)
    }  # fmt: skip


@POSIX
def test_modes_in_a_folder_are_kept_and_what_is_protected_stays(tmp_path: Path) -> None:
    folder, net = tmp_path / "net", from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    io.write(net, folder)
    folder.chmod(0o700)
    (folder / "edges.csv").chmod(0o600)
    io.write(net, folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "edges.csv").stat().st_mode & 0o777 == 0o600
    (folder / "edges.csv").chmod(0o400)
    with pytest.raises(FormatError, match=r"edges\.csv: is write-protected"):
        io.write(net, folder)
    assert names(tmp_path) == ["net"]


# -- a disk that is full, a folder that is read-only -------------------------------------------------------
@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
        )
        if sys.platform == "linux"
        else None
    )
    if done is None or done.returncode:
        pytest.skip("this user cannot mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    """A file of edges, in a folder of its own."""
    (tmp_path / "ties").mkdir()
    path = tmp_path / "ties" / "edges.csv"
    path.write_text("source,target\n" + "".join(f"a{number},b{number % 7}\n" for number in range(500)))
    return path


def large() -> pd.DataFrame:
    rng = random.Random(1)
    ids = [f"{rng.getrandbits(256):x}" for _ in range(50_000)]
    return pd.DataFrame({"source": ids[::2], "target": ids[1::2]})


@pytest.mark.parametrize("name", ["folder", "n.gexf", "n.graphml", "n.net", "n.json"])
def test_a_full_disk_leaves_no_half_network(disk: Path, name: str) -> None:
    net = from_frames(large())
    with pytest.raises(FormatError, match="No space left on device"):
        io.write(net, disk / name)
    assert names(disk) == []


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".tex", ".xlsx", ".parquet"])
def test_a_full_disk_leaves_no_half_table(disk: Path, suffix: str) -> None:
    from clusternet.output.result import Result
    from clusternet.output.text import write

    (disk / f"t{suffix}").write_text("old")
    with pytest.raises(FormatError, match="cannot be written"):
        write(Result(large(), "title", [], "en"), disk / f"t{suffix}")
    assert names(disk) == [f"t{suffix}"]
    assert (disk / f"t{suffix}").read_text() == "old"


def test_a_read_only_folder(disk: Path, ties: Path, run: Runner) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(FormatError, match="Read-only file system"):
        io.write(from_frames(large()), disk / "n.gexf")
    with pytest.raises(FormatError, match="cannot be written"):
        io.write(from_frames(large()), disk / "folder")
    assert "Read-only file system" in run.fails("export", ties, "--to", "gexf", "--out", disk / "n.gexf")


def test_a_folder_one_may_not_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(FormatError, match="Permission denied"), whole_file(tmp_path / "a.txt"):
        pass


@POSIX
def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    for name in ("edges.csv", "edges.gexf", "edges.net"):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(FormatError, match="cannot be read"):
            io.read(tmp_path / name)


@POSIX
def test_a_file_that_grows_too_large(tmp_path: Path, ties: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [sys.executable, "-m", "clusternet", "export", ties, "--to", "gexf", "--out", tmp_path / "n.gexf"],
        capture_output=True, text=True, encoding="utf-8", check=False, preexec_fn=small,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "File too large" in done.stderr
    assert names(tmp_path) == ["ties"]


# -- a process that is killed ------------------------------------------------------------------------------
@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("kind", ["n.gexf", "folder", "t.xlsx", "t.csv"])
def test_killed_at_any_moment(tmp_path: Path, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, WRITER, "--trials", "5", "--seed", "1", "--kind", kind, tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@POSIX
def test_ctrl_c(tmp_path: Path) -> None:
    rows = "".join(f"a{number % 20011},b{number % 19997}\n" for number in range(300_000))  # seconds of work
    (tmp_path / "edges.csv").write_text(f"source,target\n{rows}")
    running = subprocess.Popen(
        [sys.executable, "-m", "clusternet", "metrics", tmp_path / "edges.csv", "--out", tmp_path / "m.csv"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "CLUSTERNET_KERNELS": "pure"},  # the compiled kernels are done before a hand moves
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    assert running.stderr is not None
    first = running.stderr.readline()  # it has begun to work
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, first + err
    assert out == ""
    assert err.splitlines()[-1] == "clusternet: interrupted"
    assert names(tmp_path) == ["edges.csv"]


def test_the_clock_of_a_left_over_file_plays_no_part_where_files_lock(tmp_path: Path) -> None:
    with whole_file(tmp_path / "b.txt") as other:
        old = time.time() - 30 * 24 * 3600
        os.utime(other, (old, old))
        with whole_file(tmp_path / "a.txt") as temporary:
            temporary.write_text("a")
        other.write_text("b")
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_few_rows_left_of_many_are_no_network(tmp_path: Path, run: Runner) -> None:
    rows = [f"a{number},b{number},{'many' if number > 1 else 1}" for number in range(40)]
    path = save(tmp_path, "\n".join(["source,target,weight", *rows]) + "\n", "counts.csv")
    said = run.fails("metrics", path)
    assert "38 of 40 rows are refused (weight is no number, or negative: 38)" in said
    assert "counts.csv, line 4, column weight: 'many'" in said
    assert said == run.fails("centrality", path)
    assert "2 relations and 4 nodes read, 38 rows refused" in run("check", path, "--lang", "en", code=1).out
    rows = rows[:10]
    half = save(tmp_path, "\n".join(["source,target,weight", *rows]) + "\n", "half.csv")
    assert len(io.read(half).edges) == 2
