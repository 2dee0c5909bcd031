"""Files take their places together: all that a command writes, or none of it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.errors import FormatError

PREFIX = ".clusternet-"
"""Of temporary files and folders."""
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a command to end."""


@dataclass
class NewFile:
    """A file that is complete and has not taken its place yet.

    Attributes
    ----------
    temporary, path
        Where it is, and its place.
    handle
        Keeps it locked; -1 once it is closed.
    waits
        Whether a transaction will move it.
    """

    temporary: Path
    path: Path
    handle: int
    waits: bool = False

    def __post_init__(self) -> None:
        temporaries.add(self.temporary)

    def move(self) -> None:
        """Take the place."""
        if os.name != "posix":  # there a file is moved and removed only once it is closed
            self._close()
        os.replace(self.temporary, self.path)

    def discard(self) -> None:
        """Remove what is left under the temporary name, and let go of the lock."""
        with suppress(OSError):
            self.temporary.unlink(missing_ok=True)
        temporaries.discard(self.temporary)
        self._close()

    def _close(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1


@dataclass
class _Waiting:
    """What a transaction does at its end: files to move, and what follows when all have moved."""

    files: list[NewFile] = field(default_factory=list)
    after: list[Callable[[], object]] = field(default_factory=list)


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)
_moving = threading.Lock()
temporaries: set[Path] = set()
"""Files and folders under temporary names, which go with the process."""


@contextmanager
def transaction(*good: type[BaseException]) -> Iterator[None]:
    """Within the block files wait; they take their places at its end, or none does if it fails.

    A block within another ends with that one.

    Parameters
    ----------
    good
        Exceptions that end a block well.

    Raises
    ------
    FormatError
        If a file cannot take its place; those that had are taken back.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting = _Waiting()
    token = _waiting.set(waiting)
    ended: BaseException | None = None
    try:
        try:
            yield
        except good as error:
            ended = error
        finally:
            _waiting.reset(token)
        move(waiting.files)
    finally:
        for file in waiting.files:
            file.discard()
    for call in waiting.after:
        call()
    if ended is not None:
        raise ended


@contextmanager
def at_once() -> Iterator[None]:
    """Within the block files take their places as each is complete: they lie in a folder that waits."""
    token = _waiting.set(None)
    try:
        yield
    finally:
        _waiting.reset(token)


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder that lasts as long as the block; files in it take their places at once."""
    with tempfile.TemporaryDirectory() as folder, at_once():
        yield Path(folder)


def settle(file: NewFile) -> None:
    """Let a complete file wait for its transaction, or take its place where there is none."""
    waiting = _waiting.get()
    if waiting is None:
        move([file])
    else:
        waiting.files.append(file)
        file.waits = True


def afterwards(call: Callable[[], object]) -> None:
    """Call something when the files of the transaction have taken their places, or at once."""
    waiting = _waiting.get()
    if waiting is None:
        call()
    else:
        waiting.after.append(call)


def move(files: Sequence[NewFile]) -> None:
    """Let files take their places, all or none; signals wait meanwhile, and so does :func:`undisturbed`.

    Raises
    ------
    FormatError
        If one cannot; what stood in the places of the others is put back.
    """
    with _held(), _moving:
        before: dict[Path, Path | None] = {}
        for file in files:
            try:
                if len(files) > 1 and file.path not in before:
                    before[file.path] = _set_aside(file.path)
                file.move()
            except OSError as error:
                _put_back(before)
                raise FormatError.of("not_written", path=file.path, why=error.strerror or error) from error
        for kept in filter(None, before.values()):
            kept.unlink(missing_ok=True)
        for folder in {file.path.parent for file in files}:
            sync(folder)


def _set_aside(path: Path) -> Path | None:
    """Return a second name of the file in a place; None where there is no file."""
    if not path.exists():
        return None
    kept = Path(tempfile.mktemp(prefix=f"{PREFIX}old-", dir=path.parent))  # noqa: S306  a link makes it
    try:
        os.link(path, kept)
    except OSError:  # a system without links
        shutil.copy2(path, kept)
    return kept


def _put_back(before: Mapping[Path, Path | None]) -> None:
    for path, kept in before.items():
        with suppress(OSError):
            if kept is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(kept, path)  # of one file's two names the second goes by the next run's tidying
                kept.unlink(missing_ok=True)


def abandon() -> None:
    """Remove all that is temporary, for a process that cannot leave its blocks."""
    for path in list(temporaries):
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within the block no file takes its place, in any thread."""
    with _moving:
        yield


@contextmanager
def _held() -> Iterator[None]:
    """Let signals wait until the end of the block; only the main thread receives any."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    kept = {number: signal.signal(number, lambda number, _: came.append(number)) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
    for number in came:
        signal.raise_signal(number)


def sync(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
