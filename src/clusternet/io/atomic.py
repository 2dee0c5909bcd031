"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clusternet import guard
from clusternet.errors import FormatError

PREFIX = ".clusternet-"
"""Of temporary files and folders."""
STALE = 24 * 3600.0
"""Seconds after which a temporary file is taken for left over where files cannot be locked."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which takes its place only if the block ends well.

    Temporary files that a killed run left in the folder are removed; a run that still writes holds a lock on
    its own.

    Raises
    ------
    FormatError
        If the folder does not exist or cannot be written to, the disk is full, ``path`` is no plain file, or
        the command has read it.
    """
    guard.writing(path)
    path = _target(path)
    _tidy(path.parent)
    try:
        handle, temporary = _temporary(path)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror) from error
    try:
        yield temporary
        os.chmod(temporary, 0o666 & ~_umask())
        os.fsync(handle)
        if os.name != "posix":  # there a file is moved and removed only once it is closed
            os.close(handle)
            handle = -1
        os.replace(temporary, path)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror or error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if handle >= 0:
            os.close(handle)


def _temporary(path: Path) -> tuple[int, Path]:
    """Return a new locked file in the folder of ``path``; if another run takes it for left over, another."""
    while True:
        handle, name = tempfile.mkstemp(prefix=PREFIX, suffix="".join(path.suffixes)[-32:], dir=path.parent)
        lock(handle, wait=True)
        if os.name != "posix" or os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)


def _target(path: Path) -> Path:
    """Return where a path leads, through links; a device or pipe is never replaced by a file."""
    guard.check_path(path)
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            raise FormatError.of("no_plain_file", path=path)
    except (OSError, RuntimeError) as error:  # links in a circle
        raise FormatError.of("not_written", path=path, why=error) from error
    return path


def _tidy(folder: Path) -> None:
    """Remove the temporary files that killed runs left behind: plain files of this user that nobody locks."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if entry.name.startswith(PREFIX) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_left_over(entry)


def _remove_left_over(entry: os.DirEntry[str]) -> None:
    about = entry.stat(follow_symlinks=False)
    if hasattr(os, "getuid") and about.st_uid != os.getuid():
        return
    handle = os.open(entry.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return
        free = lock(handle, wait=False)
        if free or (free is None and time.time() - about.st_mtime > STALE):
            os.unlink(entry.path)
    finally:
        os.close(handle)


def lock(handle: int, *, wait: bool) -> bool | None:
    """Lock a file for as long as its handle is open; False where another run does, None where none can."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
