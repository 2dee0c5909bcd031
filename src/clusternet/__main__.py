"""``python -m clusternet`` and the script ``clusternet``: the command line as a process of its own."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run a command, and end it within a second when a signal asks for that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while the command line loads
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who runs it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    from clusternet import cli
    from clusternet.cli import interrupts

    try:
        interrupts.install()
        cli.main()
    except KeyboardInterrupt:  # between two of its steps
        interrupts.end()
    finally:
        interrupts.ignore()


if __name__ == "__main__":
    main()
