"""Files take their places together, or none does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from clusternet import transaction as files
from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.transaction import scratch, transaction


def write(path: Path, text: str) -> None:
    with whole_file(path) as temporary:
        temporary.write_text(text)


def write_all(folder: Path, names: str, error: BaseException | None = None) -> None:
    with transaction(SystemExit):
        for name in names:
            write(folder / name, "new")
        if error:
            raise error


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_files_wait_for_the_end(tmp_path: Path) -> None:
    with transaction():
        write(tmp_path / "a", "1")
        with transaction():
            write(tmp_path / "b", "2")
        assert not (tmp_path / "a").exists()
        assert not (tmp_path / "b").exists()
    assert texts(tmp_path) == {"a": "1", "b": "2"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, FormatError])
def test_what_fails_leaves_all_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(error):
        write_all(tmp_path, "ab", error())
    assert texts(tmp_path) == {"a": "old"}
    assert not files.temporaries


def test_an_end_with_a_code_is_an_end(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        write_all(tmp_path, "a", SystemExit(3))
    assert texts(tmp_path) == {"a": "new"}


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
def test_what_cannot_take_its_place_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    (tmp_path / "a").write_text("old")
    replace = os.replace

    def refuse(new: Path, old: Path) -> None:
        if old.name == "c" and "old-" not in str(new):
            raise PermissionError(1, "Operation not permitted")
        replace(new, old)

    def no_link(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", refuse)
    if not links:
        monkeypatch.setattr(os, "link", no_link)
    with pytest.raises(FormatError, match="c: cannot be written"):
        write_all(tmp_path, "abc")
    assert texts(tmp_path) == {"a": "old"}


def test_a_signal_between_two_files_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def interrupted(new: Path, old: Path) -> None:
        replace(new, old)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, "ab")
    assert texts(tmp_path) == {"a": "new", "b": "new"}


def test_what_is_abandoned_goes(tmp_path: Path) -> None:
    with transaction():
        write(tmp_path / "a", "new")
        assert len(list(tmp_path.iterdir())) == 1
        files.abandon()
        assert not list(tmp_path.iterdir())
        write(tmp_path / "a", "new")
        files._waiting.get().files.pop(0)  # type: ignore[union-attr]
    assert texts(tmp_path) == {"a": "new"}


def test_what_lasts_no_longer_than_a_block_is_there_at_once(tmp_path: Path) -> None:
    with transaction():
        with scratch() as folder:
            write(folder / "a", "1")
            text = (folder / "a").read_text()
        write(tmp_path / "b", text)
        assert not (tmp_path / "b").exists()
    assert texts(tmp_path) == {"b": "1"}
    assert not folder.exists()
