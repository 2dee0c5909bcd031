"""Folders that appear whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from clusternet.errors import FormatError
from clusternet.io import folders
from clusternet.io.folders import check_folder, whole_folder, write_manifest, written


def nothing(_: Path) -> set[str] | None:
    return None


def test_a_folder_takes_its_place_when_the_block_ends(tmp_path):
    with whole_folder(tmp_path / "out") as made:
        (made / "a.txt").write_text("a")
        assert not (tmp_path / "out").exists()
    assert [file.name for file in tmp_path.rglob("*")] == ["out", "a.txt"]


def test_what_stood_there_before_is_replaced_whole(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")
    with whole_folder(tmp_path / "out") as made:
        (made / "new.txt").write_text("new")
    assert [file.name for file in tmp_path.rglob("*")] == ["out", "new.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_failure_leaves_what_was_there(tmp_path, error):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")

    def interrupted() -> None:
        with whole_folder(tmp_path / "out") as made:
            (made / "new.txt").write_text("new")
            raise error

    with pytest.raises(error):
        interrupted()
    assert [file.name for file in tmp_path.rglob("*")] == ["out", "old.txt"]


def test_a_disk_that_fails_is_one_line(tmp_path):
    with (
        pytest.raises(FormatError, match=r"out: cannot be written \(No space left on device\)"),
        whole_folder(tmp_path / "out"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_the_old_folder_comes_back_if_the_new_one_cannot_take_its_place(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")
    with pytest.raises(FormatError, match="cannot be written"), whole_folder(tmp_path / "out") as made:
        made.rmdir()
    assert [file.name for file in tmp_path.rglob("*")] == ["out", "old.txt"]


def test_an_empty_or_absent_folder_is_free(tmp_path):
    check_folder(tmp_path / "absent", replace=False, written=nothing)
    (tmp_path / "empty" / "within").mkdir(parents=True)
    (tmp_path / "empty" / ".DS_Store").write_text("")
    check_folder(tmp_path / "empty", replace=False, written=nothing)
    assert {path.name for path in tmp_path.rglob("*")} == {"empty", "within", ".DS_Store"}


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(FormatError, match="leads nowhere"):
        check_folder(tmp_path / "link", replace=True, written=nothing)


def test_what_an_earlier_run_wrote_is_replaced_only_if_asked(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("a")
    check_folder(tmp_path / "out", replace=True, written=lambda _: {"a.txt"})
    with pytest.raises(FormatError, match="--replace puts the new one"):
        check_folder(tmp_path / "out", replace=False, written=lambda _: {"a.txt"})
    with pytest.raises(FormatError, match=r"changed since \(a.txt\)"):
        check_folder(tmp_path / "out", replace=True, written=lambda _: {"b.txt"})


# -- kills and interrupts ----------------------------------------------------------------------------------
def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


OLD, NEW = {"out/a.txt": "old", "out/b.txt": "old"}, {"out/a.txt": "new", "out/c.txt": "new"}


def fill(folder: Path, what: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in what.items():
        (folder / Path(name).name).write_text(text)


def replace(folder: Path) -> None:
    with whole_folder(folder) as made:
        fill(made, NEW)


@pytest.fixture(params=["at once", "step by step"])
def system(request, monkeypatch):
    """A system that exchanges folders in one step, and one that does not."""
    if request.param == "step by step":
        monkeypatch.setattr(folders, "_exchanged", lambda one, other: False)
    return request.param


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(5, "Input/output error")])
@pytest.mark.parametrize("step", range(4))
def test_an_error_at_any_step_leaves_one_folder_whole(tmp_path, monkeypatch, system, step, error, late):
    fill(tmp_path / "out", OLD)
    rename, calls = os.rename, iter(range(100))

    def fails(one, other):
        place = next(calls)
        if place == step and not late:
            raise error
        rename(one, other)
        if place == step:
            raise error

    monkeypatch.setattr(os, "rename", fails)
    with suppress(KeyboardInterrupt, FormatError):
        replace(tmp_path / "out")
    monkeypatch.setattr(os, "rename", rename)
    assert files(tmp_path) in (OLD, NEW)


KILLED = """
import os, signal, sys
from pathlib import Path
from clusternet.io import folders, leftovers
step, at_once = int(sys.argv[1]), sys.argv[2] == "at once"
exchanged, rename, rmtree, calls = folders._exchanged, os.rename, leftovers.shutil.rmtree, iter(range(100))
def dies(call):
    def called(*given, **more):
        if next(calls) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        done = call(*given, **more)
        if next(calls) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return called
folders._exchanged = dies(exchanged) if at_once else lambda one, other: False
os.rename, leftovers.shutil.rmtree = dies(rename), dies(rmtree)
with folders.whole_folder(Path("out")) as made:
    for name in ("a.txt", "c.txt"):
        (made / name).write_text("new")
"""


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
@pytest.mark.parametrize("step", range(9))
@pytest.mark.parametrize("way", ["at once", "step by step"])
def test_killed_at_any_step_the_next_run_finds_one_folder_whole(tmp_path, way, step):
    fill(tmp_path / "out", OLD)
    done = subprocess.run([sys.executable, "-c", KILLED, str(step), way], cwd=tmp_path, check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    if way == "at once" and sys.platform.startswith("linux"):
        held = {name: text for name, text in files(tmp_path).items() if name.startswith("out/")}
        assert held in (OLD, NEW)
    check_folder(tmp_path / "out", replace=True, written=lambda _: {"a.txt", "b.txt", "c.txt"})
    assert files(tmp_path) in (OLD, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_another_run_still_works_on_stays(tmp_path):
    with whole_folder(tmp_path / "one") as one:
        fill(one, NEW)
        replace(tmp_path / "out")
        check_folder(tmp_path / "two", replace=False, written=nothing)
        assert (one / "a.txt").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "out"]


def test_a_file_that_comes_in_at_the_last_moment_is_not_lost(tmp_path, monkeypatch, system):
    fill(tmp_path / "out", OLD)
    asked = iter(range(100))

    def check(folder: Path) -> None:
        if next(asked) == 1:
            (tmp_path / "out" / "mine.txt").write_text("a week of work")
        elif (folder / "mine.txt").exists():
            raise FormatError(f"{folder}: holds mine.txt")

    with pytest.raises(FormatError) as caught, whole_folder(tmp_path / "out", check=check) as made:
        fill(made, NEW)
    assert str(caught.value) == f"{tmp_path / 'out'}: holds mine.txt"
    assert files(tmp_path) == OLD | {"out/mine.txt": "a week of work"}


def test_a_manifest_tells_own_files_from_those_of_others(tmp_path):
    fill(tmp_path / "out", NEW)
    write_manifest(tmp_path / "out", {"holds": "x"})
    assert written(tmp_path / "out", what="x") == {"manifest.json", "a.txt", "c.txt"}
    assert written(tmp_path / "out") is None
    (tmp_path / "out" / "a.txt").write_text("edited")
    assert written(tmp_path / "out", what="x") == {"manifest.json", "c.txt"}
