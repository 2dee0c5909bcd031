"""Ctrl-C, SIGTERM and a closed terminal end a command within a second, in one line, wherever it is."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from clusternet.transaction import SIGNALS, abandon, undisturbed

PATIENCE = 0.7
"""Seconds in which a command may clean up; then it is ended from without."""

_came: list[int] = []
"""The signals that have come."""


def install() -> None:
    """Take the signals that ask a command to end; from the main thread only."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, _interrupt)
    if os.name == "posix":
        ear, mouth = os.pipe()
        os.set_blocking(mouth, False)
        signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
        threading.Thread(target=_watch, args=(ear,), daemon=True, name="interrupts").start()


def ignore() -> None:
    """Take no more signals: the result is there, and the process ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def unwatch() -> None:
    """Leave it to a server how long it takes to end."""
    if os.name == "posix":
        signal.set_wakeup_fd(-1)


def end() -> NoReturn:
    """Say that a command was interrupted, and end it without waiting for what threads are at."""
    ignore()
    with suppress(Exception):
        atexit._run_exitfuncs()  # temporary folders go
    with suppress(Exception):
        sys.stdout.flush()
    _leave()


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    _came.append(number)
    ignore()  # what cleans up is not interrupted
    raise KeyboardInterrupt


def _watch(ear: int) -> None:
    """Wait for a signal; end the process if the main thread, in a kernel or a library, has not by itself."""
    while (came := os.read(ear, 1)) and came[0] not in SIGNALS:
        pass
    _came.extend(came)
    time.sleep(PATIENCE)
    with undisturbed():
        abandon()
        _leave()


def _leave() -> NoReturn:
    with suppress(OSError):
        os.write(2, b"clusternet: interrupted\n")  # what Python writes through may be locked
    os._exit(128 + (_came[0] if _came else signal.SIGINT))
