"""Folders that appear whole or not at all, and know their own files by a manifest."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from clusternet import __version__, guard
from clusternet.errors import FormatError
from clusternet.io.atomic import like, refuse_protected
from clusternet.io.leftovers import DONE, NEW, OLD, SCRATCH, clear, discard, lock, put_back
from clusternet.transaction import at_once, sync, temporaries, undisturbed

MANIFEST = "manifest.json"

_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems leave in folders that someone has looked into."""


def check_folder(
    path: Path,
    *,
    replace: bool,
    written: Callable[[Path], set[str] | None],
    flag: str = "--replace",
    what: str = "report",
) -> None:
    """Refuse a folder that is in use by anything but an earlier run.

    What an earlier run that was killed had set aside is put back first.

    Parameters
    ----------
    replace
        Whether what an earlier run wrote may be replaced.
    written
        Returns the files, relative to a folder, that an earlier run wrote there; None if none did.
    flag
        The option that allows it, for the message.
    what
        What such a folder holds, for the message.

    Raises
    ------
    FormatError
        If the path is a file, its parent does not exist, or it holds files that no earlier run wrote, or one
        did and ``replace`` is false.
    """
    guard.check_path(path)
    clear(path.resolve().parent)
    if not path.exists():
        if path.is_symlink():
            raise FormatError.of("dead_link", path=path)
        return
    if not path.is_dir():
        raise FormatError.of("file_not_folder", path=path)
    files = (file for file in path.rglob("*") if not file.is_dir() and file.name not in _LITTER)
    held = sorted(file.relative_to(path).as_posix() for file in files)
    if not held:
        return
    known = written(path)
    if known is None:
        raise FormatError.of("folder_not_ours", path=path, what=what)
    foreign = [name for name in held if name not in known]
    if foreign:
        some = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        raise FormatError.of("folder_changed", path=path, what=what, some=some)
    if not replace:
        raise FormatError.of("folder_held", path=path, what=what, flag=flag)


@contextmanager
def whole_folder(path: Path, *, check: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """Yield an empty folder beside ``path``, which takes its place only if the block ends well.

    What stands at ``path`` before is replaced whole, in one step where the system can. Else it is set aside
    for a moment, and the next run puts back what a run that was killed in that moment had set aside.

    Parameters
    ----------
    check
        Raises if a folder is not to be replaced; asked before, after, and of what was set aside.

    Raises
    ------
    FormatError
        If the folder cannot be written, the disk is full, or the command has read a file in it.
    """
    guard.writing(path)
    path = path.resolve()
    check(path)
    try:
        scratch, handle = _scratch(path.parent)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror) from error
    made = scratch / NEW
    temporaries.add(scratch)
    try:
        made.mkdir()
        with at_once():
            yield made
        guard.writing(path)
        check(path)
        _finish(made, path)
        with undisturbed():
            _swap(made, path, check)
        sync(path.parent)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror or error) from error
    finally:
        discard(scratch)
        temporaries.discard(scratch)
        if handle >= 0:
            os.close(handle)


def _scratch(parent: Path) -> tuple[Path, int]:
    """Return a new folder and a handle that locks it; if another run takes it for left over, another."""
    while True:
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=parent))
        if os.name != "posix":  # there a folder cannot be opened, nor locked
            return scratch, -1
        with suppress(FileNotFoundError):
            handle = os.open(scratch, os.O_RDONLY)
            lock(handle, wait=True)
            if scratch.exists():
                return scratch, handle
            os.close(handle)


def _finish(made: Path, path: Path) -> None:
    """Give what is made the modes of what it replaces, if none of that is protected, and sync it."""
    for new in (*made.rglob("*"), made):
        old = path / new.relative_to(made)
        refuse_protected(old)
        like(new, old)
        sync(new)


def _swap(made: Path, path: Path, check: Callable[[Path], None]) -> None:
    """Put a folder in the place of another, if nobody has begun to use that one meanwhile."""
    if not path.exists():
        os.rename(made, path)
        return
    if _exchanged(made, path):
        try:
            check(made)
        except BaseException as error:
            _exchanged(made, path)
            _raise(error, made, path)
        return
    aside = made.parent / OLD / path.name
    aside.parent.mkdir()
    try:
        os.rename(path, aside)
        check(aside)
        os.rename(made, path)
        os.rename(aside.parent, made.parent / DONE)
    except BaseException as error:
        put_back(made.parent)
        _raise(error, aside, path)


def _raise(error: BaseException, aside: Path, path: Path) -> NoReturn:
    """Raise an error again; what it says of a folder that was set aside, it says of its place."""
    if isinstance(error, FormatError):
        raise FormatError(
            *(said.replace(str(aside), str(path)) for said in (str(error), error.zh))
        ) from error
    raise error


_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    paths = os.fsencode(one), os.fsencode(other)
    return call is not None and call(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0


# -- what a run wrote --------------------------------------------------------------------------------------
def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write how a folder was made, and last the SHA-256 of each file in it."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    outputs = [
        {"file": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": digest(path)}
        for path in files
    ]
    content = {"clusternet": __version__, **facts, "outputs": outputs}
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def written(folder: Path, *, what: str = "report") -> set[str] | None:
    """Return the files an earlier run wrote into a folder and nobody has changed since.

    None where no run wrote what is meant. What was edited is its editor's, no longer the run's.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        claimed = {str(each["file"]): str(each["sha256"]) for each in manifest["outputs"]}
        if not manifest["clusternet"] or manifest.get("holds", "report") != what:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    kept = {
        name for name, sha in claimed.items() if (folder / name).is_file() and digest(folder / name) == sha
    }
    return {MANIFEST, *kept}
