"""``python -m clusternet`` and the script ``clusternet``: the command line as a process of its own."""

from __future__ import annotations

import signal


def main() -> None:
    """Run a command, and end it within a second when a signal asks for that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while the command line loads
    from clusternet import cli
    from clusternet.cli import interrupts

    interrupts.install()
    try:
        cli.main()
    finally:
        interrupts.ignore()


if __name__ == "__main__":
    main()
