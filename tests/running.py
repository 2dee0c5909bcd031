"""Running the command line in a test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clusternet.cli import main


class Run:
    """Run the command line in this process, and keep what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capsys, self.patch = capsys, patch

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        self.patch.setattr(sys, "argv", ["clusternet", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        out, err = self.capsys.readouterr()
        return int(str(code or 0)), out, err

    def fails(self, *arguments: object) -> str:
        """Run what must end in exit code 1 and one line; return the line."""
        code, out, err = self(*arguments)
        assert code == 1, (out, err)
        assert out == ""
        assert err.startswith("clusternet: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        assert "unexpected" not in err
        return err


def save(folder: Path, content: str | bytes, name: str = "edges.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
