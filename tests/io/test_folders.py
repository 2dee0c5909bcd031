"""Folders that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.errors import FormatError
from clusternet.io.atomic import check_folder, whole_folder


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
