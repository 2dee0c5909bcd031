"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clusternet import guard
from clusternet.errors import FormatError
from clusternet.io import leftovers
from clusternet.transaction import PREFIX, NewFile, settle


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which takes its place only if the block ends well.

    Where a transaction is open (:mod:`clusternet.transaction`), it takes its place with the other files of
    that. The mode and owner of what stands there are kept. Temporary files that a killed run left in the
    folder are removed; a run that still writes holds a lock on its own.

    Raises
    ------
    FormatError
        If the folder does not exist or cannot be written to, the disk is full, ``path`` is no plain file, or
        one that is write-protected, or the command has read it.
    """
    guard.writing(path)
    path = _target(path)
    leftovers.clear(path.parent)
    try:
        handle, temporary = _temporary(path)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror) from error
    new = NewFile(temporary, path, handle)
    try:
        yield temporary
        like(temporary, path)
        os.fsync(handle)
        settle(new)
    except OSError as error:
        raise FormatError.of("not_written", path=path, why=error.strerror or error) from error
    finally:
        if not new.waits:
            new.discard()


def like(new: Path, old: Path) -> None:
    """Give a file or folder the mode and owner of that whose place it takes; else what is usual."""
    try:
        about = old.stat()
    except FileNotFoundError:
        os.chmod(new, (0o777 if new.is_dir() else 0o666) & ~_umask())
        return
    os.chmod(new, stat.S_IMODE(about.st_mode))
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(new, about.st_uid, about.st_gid)


def refuse_protected(path: Path) -> None:
    """Refuse to replace what is write-protected, for whoever writes."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise FormatError.of("protected", path=path)


def _temporary(path: Path) -> tuple[int, Path]:
    """Return a new locked file in the folder of ``path``; if another run takes it for left over, another."""
    while True:
        handle, name = tempfile.mkstemp(prefix=PREFIX, suffix="".join(path.suffixes)[-32:], dir=path.parent)
        leftovers.lock(handle, wait=True)
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
        refuse_protected(path)
    except (OSError, RuntimeError) as error:  # links in a circle
        raise FormatError.of("not_written", path=path, why=error) from error
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
