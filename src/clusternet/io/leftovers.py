"""What killed runs left in a folder: put back what they had set aside, remove the rest."""

from __future__ import annotations

import os
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

from clusternet.transaction import PREFIX

STALE = 24 * 3600.0
"""Seconds after which what is temporary is taken for left over where it cannot be locked."""
SCRATCH = f"{PREFIX}folder-"
"""Of the folder in which a folder is made."""
NEW, OLD, DONE = "new", "old", "done"
"""In the scratch folder: what is made, what was set aside and has to come back, and what is to go."""


def clear(folder: Path) -> None:
    """Put back and remove what killed runs of this user left in a folder; a run that goes on holds a lock."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if entry.name.startswith(PREFIX):
                with suppress(OSError):
                    _settle(entry)


def _settle(entry: os.DirEntry[str]) -> None:
    about = entry.stat(follow_symlinks=False)
    ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
    if not ours or not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
        return
    stale = time.time() - about.st_mtime > STALE
    path = Path(entry.path)
    if stat.S_ISDIR(about.st_mode) and not entry.name.startswith(SCRATCH):
        if stale:
            shutil.rmtree(path, ignore_errors=True)
    elif os.name != "posix" and stat.S_ISDIR(about.st_mode):  # there a folder cannot be opened, nor locked
        put_back(path)
        if stale:
            discard(path)
    elif _free(path, stale=stale):
        path.unlink() if stat.S_ISREG(about.st_mode) else discard(path)


def _free(path: Path, *, stale: bool) -> bool:
    """Whether nobody holds the lock of a file or folder; where none can be had, whether it is old."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        free = lock(handle, wait=False)
        return stale if free is None else free
    finally:
        os.close(handle)


def put_back(scratch: Path) -> None:
    """Put back what was set aside, where nothing has taken its place."""
    with suppress(OSError):
        for old in list((scratch / OLD).iterdir()):
            if not os.path.lexists(scratch.parent / old.name):
                os.rename(old, scratch.parent / old.name)


def discard(scratch: Path) -> None:
    """Remove a scratch folder, but nothing that was set aside and not put back."""
    put_back(scratch)
    with suppress(OSError):
        if all(os.path.lexists(scratch.parent / old.name) for old in _aside(scratch)):
            shutil.rmtree(scratch, ignore_errors=True)


def _aside(scratch: Path) -> list[Path]:
    return list((scratch / OLD).iterdir()) if (scratch / OLD).is_dir() else []


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
