"""Running the command line in a test: the fixtures ``run`` and ``process`` of conftest."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from clusternet.cli import main

PROGRESS = re.compile(r"^clusternet: [^\n]* …\n", re.M)
"""What is said while the work goes on: it depends on the time that it takes."""


class Done(NamedTuple):
    """How a command ended, and what it printed but for its progress."""

    code: int
    out: str
    err: str


class Runner(ABC):
    """Runs the command line, and refuses an end that was not expected."""

    def __call__(
        self, *arguments: object, code: int | None = 0, cwd: Path | None = None, **environment: str
    ) -> Done:
        """Run a command that must end in an exit code, or in any if None."""
        done = self.done([str(each) for each in arguments], cwd, environment)
        assert code in (None, done.code), done
        assert "Traceback" not in done.err
        return done._replace(err=PROGRESS.sub("", done.err))

    @abstractmethod
    def done(self, arguments: list[str], cwd: Path | None, environment: Mapping[str, str]) -> Done: ...

    def rows(self, *arguments: object, code: int = 0, cwd: Path | None = None) -> list[dict[str, Any]]:
        """Return the rows of a result."""
        done = self(*arguments, "--format", "json", code=code, cwd=cwd)
        rows: list[dict[str, Any]] = json.loads(done.out)
        return rows

    def fails(self, *arguments: object, cwd: Path | None = None) -> str:
        """Run what must end in exit code 1 and one line; return the line."""
        done = self(*arguments, code=1, cwd=cwd)
        assert done.out == ""
        assert done.err.startswith("clusternet: ")
        assert done.err.count("\n") == 1
        assert "unexpected" not in done.err
        return done.err

    def misused(self, *arguments: object, cwd: Path | None = None) -> str:
        """Run what is wrong usage; return what is said of it."""
        done = self(*arguments, code=2, cwd=cwd)
        assert done.out == ""
        return done.err


class InProcess(Runner):
    """In this process, which costs no start; an unexpected error is raised."""

    def done(self, arguments: list[str], cwd: Path | None, environment: Mapping[str, str]) -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        environment = {"CLUSTERNET_TRACEBACK": "1", **environment}
        code: object = 0
        with (
            chdir(cwd) if cwd else nullcontext(),
            redirect_stdout(out), redirect_stderr(err),
            patch.object(sys, "argv", ["clusternet", *arguments]),
            patch.dict(os.environ, environment),
        ):  # fmt: skip
            try:
                main()
            except SystemExit as stop:
                code = stop.code
        out, err = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
        return Done(int(str(code or 0)), out, err)


class Process(Runner):
    """In a process of its own, for what depends on the start, the environment or the console."""

    def done(self, arguments: list[str], cwd: Path | None, environment: Mapping[str, str]) -> Done:
        environment = {"PYTHONIOENCODING": "utf-8", **environment}
        done = subprocess.run(
            [sys.executable, "-m", "clusternet", *arguments],
            cwd=cwd, capture_output=True, text=True, encoding=environment["PYTHONIOENCODING"], check=False,
            env=os.environ | environment,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)


def save(folder: Path, content: str | bytes, name: str = "edges.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
