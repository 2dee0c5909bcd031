"""No command writes what it reads: one guard for every file it opens, whatever the file is called."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.errors import FormatError, OverwriteError

_Identity = tuple[int, int, str]
"""Device, number and "" of a file or folder; of what does not exist, those of its folder and its name."""


@dataclass(frozen=True)
class _Guard:
    """What a command is about to write, and what it has read."""

    outputs: dict[_Identity, str]
    read: dict[_Identity, Path] = field(default_factory=dict)


_guard: ContextVar[_Guard | None] = ContextVar("guard", default=None)


def check_path(path: Path, suffixes: Sequence[str] = ()) -> None:
    """Refuse a path that is no text, has none of some suffixes, if any, or whose folder does not exist."""
    _check_text(path)
    if suffixes and path.suffix.lower() not in suffixes:
        raise unknown_suffix(path, path.suffix, suffixes)
    if not path.absolute().parent.is_dir():
        raise FormatError(
            f"{path}: the folder {path.parent} does not exist", f"{path}：文件夹 {path.parent} 不存在"
        )


def unknown_suffix(path: Path | str, suffix: str, accepted: Sequence[str]) -> FormatError:
    """Return the error of a file whose suffix is none of those that are accepted.

    >>> str(unknown_suffix("edges.doc", ".doc", [".csv", "a folder"]))
    "edges.doc: unknown suffix '.doc'; accepted: .csv, a folder"
    """
    return FormatError(
        f"{path}: unknown suffix {suffix!r}; accepted: {', '.join(accepted)}",
        f"{path}：后缀 {suffix or '（无）'} 无法识别；可用：{'、'.join(accepted)}",
    )


@contextmanager
def guarded(outputs: Sequence[str]) -> Iterator[None]:
    """Within the block, refuse to read what is to be written and to write what was read.

    Elsewhere nothing is refused: a program that uses the package writes where it likes.

    Parameters
    ----------
    outputs
        Files and folders that will be written; nothing inside such a folder may be read.

    Raises
    ------
    OverwriteError
        If two of them are one file.
    """
    for place, output in enumerate(outputs):
        if any(_one_file(output, other) for other in outputs[:place]):
            raise OverwriteError.of("written_already", output=output)
    token = _guard.set(_Guard({_identity(output): output for output in outputs}))
    try:
        yield
    finally:
        _guard.reset(token)


def reading(path: Path) -> Path:
    """Return a path that is about to be opened for reading; whoever opens a file of the user's calls this.

    Raises
    ------
    OverwriteError
        If the command is to write this file, or the folder that holds it.
    FormatError
        If the file, or a folder above it, has a name that is no text: no output could name it.
    """
    _check_text(path)
    guard = _guard.get()
    if guard is None:
        return path
    for place, identity in enumerate(_lineage(path)):
        guard.read.setdefault(identity, path)
        if identity in guard.outputs:
            raise _refusal(guard.outputs[identity], path, inside=place > 0)
    return path


def _check_text(path: Path) -> None:
    named = str(path.absolute())
    if named != text_of(named):
        raise FormatError.of("name_not_text", path=path)


def text_of(name: str) -> str:
    r"""Return a name of the system's as text, with a mark for bytes that are none.

    >>> text_of("a\udcff.csv")
    'a�.csv'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def writing(path: Path) -> None:
    """Refuse to write a file that the command has read, or a folder that holds one.

    Raises
    ------
    OverwriteError
        The message has the path.
    """
    guard = _guard.get()
    identity = _identity(path)
    if guard is not None and identity in guard.read:
        raise _refusal(str(path), guard.read[identity], inside=path.is_dir())


def names() -> set[str]:
    """Return the names of what the command writes and has read, as a message may give them."""
    guard = _guard.get()
    if guard is None:
        return set()
    return {Path(each).name for each in guard.outputs.values()} | {each.name for each in guard.read.values()}


def _refusal(output: str, path: Path, *, inside: bool) -> OverwriteError:
    if inside:
        return OverwriteError.of("folder_is_read", output=output, name=path.name)
    return OverwriteError.of("file_is_read", output=output)


def _lineage(path: Path) -> Iterator[_Identity]:
    """Yield a file and the folders above it: those it lies in, and those of a link that leads to it."""
    yield _identity(path)
    for folder in (*_real(path).parents, *(_real(path.parent) / path.name).parents):
        yield _identity(folder)


def _identity(path: str | Path) -> _Identity:
    """Tell what a path leads to."""
    path = _real(path)
    for there, name in ((path, ""), (path.parent, path.name)):
        with suppress(OSError, ValueError):
            about = os.stat(there)
            if about.st_ino:  # some systems number nothing
                return about.st_dev, about.st_ino, name
    return 0, 0, str(path)


def _real(path: str | Path) -> Path:
    """Return where a path leads, through links; a path that no system takes stays."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return Path(path)


def _one_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file, be it there or not."""
    first, second = _identity(one), _identity(other)
    if first == second or first[:2] != second[:2] or not (first[2] and second[2]):
        return first == second
    return _folded(first[2]) == _folded(second[2]) and _one_name(_real(one), _real(other).name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _one_name(path: Path, name: str) -> bool:
    """Tell by trying whether a folder takes two names for one, as some do whatever the case."""
    try:
        with tempfile.TemporaryDirectory(prefix=".clusternet-", dir=path.parent) as folder:
            (Path(folder) / path.name).touch()
            return (Path(folder) / name).exists()
    except OSError:
        return False
