"""Work in a process of its own: it can be stopped, and what ends it ends nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

__all__ = ["Job", "start"]


@dataclass
class Job:
    """One run of a command.

    Attributes
    ----------
    line
        Its arguments, without ``clusternet``.
    process
        The running process, leader of its own group.
    output, errors
        Where its stdout and stderr go.
    begun
        When it was started, by :func:`time.monotonic`.
    stopped
        Whether the user ended it.
    """

    line: tuple[str, ...]
    process: subprocess.Popen[bytes]
    output: IO[bytes]
    errors: IO[bytes]
    begun: float = field(default_factory=time.monotonic)
    stopped: bool = False

    @property
    def running(self) -> bool:
        """Whether it still works."""
        return self.process.poll() is None

    @property
    def seconds(self) -> float:
        """How long it has worked by now."""
        return time.monotonic() - self.begun

    @property
    def result(self) -> str:
        """What it has printed."""
        return _read(self.output)

    @property
    def messages(self) -> list[str]:
        """What it has said on stderr, one line each."""
        return [line for line in _read(self.errors).splitlines() if line.strip()]

    def stop(self) -> None:
        """End it, and what it has started: asked first, so that it clears up; killed after two seconds."""
        if not self.running:
            return
        self.stopped = True
        self._signal(hard=False)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2)
        self._signal(hard=True)
        self.process.wait()

    def close(self) -> None:
        """End it if it runs, and give up what it has printed."""
        self.stop()
        self.output.close()
        self.errors.close()

    def _signal(self, *, hard: bool) -> None:
        if os.name != "posix":
            self.process.kill()
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL if hard else signal.SIGTERM)


def start(arguments: Sequence[str | Path], *, folder: Path | None = None, module: str = "clusternet") -> Job:
    """Start a command of this package.

    Parameters
    ----------
    arguments
        As they would stand behind ``clusternet``.
    folder
        Where it runs; here if None.
    module
        What ``python -m`` runs.

    Examples
    --------
    >>> job = start(["--version"])
    >>> job.process.wait(), job.result.startswith("clusternet")
    (0, True)
    >>> job.close()
    """
    line = tuple(map(str, arguments))
    output, errors = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
    process = subprocess.Popen(  # noqa: S603 - the package itself, and no shell
        [sys.executable, "-P", "-m", module, *line],  # -P: no module out of the folder it runs in
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "NO_COLOR": "1"},
        start_new_session=True,
    )
    return Job(line, process, output, errors)


def _read(file: IO[bytes]) -> str:
    """Return what stands in a file that another process writes to, without moving its place in it."""
    if os.name == "posix":
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode("utf-8", "replace")
    file.seek(0)
    return file.read().decode("utf-8", "replace")
