from __future__ import annotations

import os
from pathlib import Path

import pytest

from clusternet import guard
from clusternet.errors import FormatError, OverwriteError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "edges.csv"
    path.parent.mkdir()
    path.write_text("source,target\na,b\n")
    return path


def spellings(path: Path) -> list[Path]:
    """Return other names of a file that is there."""
    beside = path.parent.parent
    (beside / "link").symlink_to(path)
    (beside / "chain").symlink_to(beside / "link")
    (beside / "folder").symlink_to(path.parent, target_is_directory=True)
    os.link(path, beside / "hard")
    return [
        path, path.parent / ".." / path.parent.name / path.name, Path(os.path.relpath(path)),
        *(beside / name for name in ("link", "chain", "hard")), beside / "folder" / path.name,
    ]  # fmt: skip


def test_what_is_to_be_written_is_not_read_whatever_it_is_called(data: Path) -> None:
    for name in spellings(data):
        for one, other in ((name, data), (data, name)):
            with (
                guard.guarded([str(one)]),
                pytest.raises(FormatError, match=r"is read by this command; name another file$") as caught,
            ):
                guard.reading(other)
            assert str(caught.value).startswith(f"{one}: ")


def test_what_was_read_is_not_written(data: Path) -> None:
    for name in spellings(data):
        with guard.guarded([]):
            assert guard.reading(name) == name
            with pytest.raises(FormatError, match="is read by this command"):
                guard.writing(data)
            guard.writing(data.with_name("other.csv"))


def test_a_folder_that_holds_what_is_read_is_not_written(data: Path, tmp_path: Path) -> None:
    inside = data.parent / "deep" / "er"
    inside.mkdir(parents=True)
    (inside / "nodes.csv").write_text("id\na\n")
    (inside / "out.csv").symlink_to(data)
    folders = [
        (data.parent, data), (data.parent, inside / "nodes.csv"), (tmp_path, inside / "nodes.csv"),
        (inside, inside / "out.csv"), (data.parent, inside / "out.csv"),
    ]  # fmt: skip
    for folder, file in folders:
        wanted = f"{folder}: holds {file.name}, which is read; name another folder"
        with guard.guarded([str(folder)]), pytest.raises(FormatError) as caught:
            guard.reading(file)
        assert str(caught.value) == wanted
        with guard.guarded([]):
            guard.reading(file)
            with pytest.raises(FormatError) as caught:
                guard.writing(folder)
        assert str(caught.value) == wanted
    with guard.guarded([str(inside)]):
        guard.reading(inside / ".." / ".." / "edges.csv")


def test_two_outputs_are_two_files(data: Path, tmp_path: Path) -> None:
    (tmp_path / "to").symlink_to(tmp_path / "new.csv")
    for name in (*spellings(data)[1:], data):
        with (
            pytest.raises(FormatError, match="is written by this command already"),
            guard.guarded([str(data), str(name)]),
        ):
            pass
    pairs = [("new.csv", "new.csv"), ("new.csv", "./data/../new.csv"), ("to", "new.csv")]
    for one, other in pairs:
        both = [f"{tmp_path}/{one}", f"{tmp_path}/{other}"]
        with pytest.raises(FormatError, match="is written by this command already"), guard.guarded(both):
            pass
    with guard.guarded([f"{tmp_path}/{name}" for name in ("a.csv", "b.csv", "data/a.csv")]):
        guard.reading(data)


def test_case_matters_where_the_system_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [str(tmp_path / "Out.csv"), str(tmp_path / "out.CSV")]
    (tmp_path / "Case").touch()
    if not (tmp_path / "case").exists():
        with guard.guarded(both):
            pass
    monkeypatch.setattr(guard, "_one_name", lambda path, name: True)
    with pytest.raises(FormatError, match="is written by this command already"), guard.guarded(both):
        pass
    with guard.guarded([both[0], str(tmp_path / "other.csv")]):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["Case"]


def test_the_guard_ends_with_the_command(data: Path) -> None:
    with guard.guarded([str(data.with_name("out.csv"))]):
        guard.reading(data)
        with pytest.raises(OverwriteError):
            guard.writing(data)
    guard.writing(data)
    guard.reading(data)


def test_paths_that_no_system_takes_are_left_to_their_readers() -> None:
    strange = Path("a\0b"), Path("x" * 5000)
    with guard.guarded([str(path) for path in strange]):
        guard.reading(Path("c\0d"))
        guard.writing(Path("e\0f"))
    with pytest.raises(ValueError, match="null"):
        Path("c\0d").read_bytes()


def test_a_path_has_one_of_the_suffixes_and_a_folder(tmp_path: Path) -> None:
    guard.check_path(tmp_path / "x.CSV", (".csv", ".md"))
    guard.check_path(tmp_path / "x.anything")
    guard.check_path(Path("x"))
    with pytest.raises(FormatError, match=r"unknown suffix '.doc'; accepted: .csv, .md$"):
        guard.check_path(tmp_path / "x.doc", (".csv", ".md"))
    with pytest.raises(FormatError, match="does not exist"):
        guard.check_path(tmp_path / "nowhere" / "x.csv", (".csv",))


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_name_that_is_no_text_is_refused_for_reading_and_writing(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc6\xf3\xd2\xb5.csv"))
    path.write_text("source,target\na,b\n")
    for act in (guard.reading, guard.check_path):
        with pytest.raises(FormatError, match="not UTF-8; rename it") as caught:
            act(path)
        assert "请改名" in caught.value.zh
