"""Folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clusternet.errors import FormatError

_PREFIX = ".clusternet-report-"
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems leave in folders that someone has looked into."""


def check_folder(
    path: Path, *, replace: bool, written: Callable[[Path], set[str] | None], flag: str = "--replace"
) -> None:
    """Refuse a folder that is in use by anything but an earlier run.

    Parameters
    ----------
    replace
        Whether what an earlier run wrote may be replaced.
    written
        Returns the files, relative to a folder, that an earlier run wrote there; None if none did.
    flag
        The option that allows it, for the message.

    Raises
    ------
    FormatError
        If the path is a file, its parent does not exist, or it holds files that no earlier run wrote, or one
        did and ``replace`` is false.
    """
    if not path.absolute().parent.is_dir():
        raise FormatError(f"{path}: the folder {path.parent} does not exist")
    if not path.exists():
        if path.is_symlink():
            raise FormatError(f"{path}: is a link that leads nowhere")
        return
    if not path.is_dir():
        raise FormatError(f"{path}: is a file; name a folder")
    files = (file for file in path.rglob("*") if not file.is_dir() and file.name not in _LITTER)
    held = sorted(file.relative_to(path).as_posix() for file in files)
    if not held:
        return
    known = written(path)
    if known is None:
        raise FormatError(f"{path}: is not empty and holds no earlier report; name another folder")
    foreign = [name for name in held if name not in known]
    if foreign:
        some = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        raise FormatError(
            f"{path}: holds files no report wrote, or that were changed since ({some}); "
            "move them, or name another folder"
        )
    if not replace:
        raise FormatError(f"{path}: holds an earlier report; {flag} puts the new one in its place")


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``path``, which takes its place only if the block ends well.

    What stands at ``path`` before is replaced whole: see :func:`check_folder`.

    Raises
    ------
    FormatError
        If the folder cannot be written, or the disk is full.
    """
    path = path.resolve()
    try:
        scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path.parent))
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error.strerror})") from error
    made, old = scratch / "new", scratch / "old"
    try:
        made.mkdir()
        yield made
        if path.exists():
            os.rename(path, old)
        try:
            os.rename(made, path)
        except OSError:
            if old.exists():
                os.rename(old, path)
            raise
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
