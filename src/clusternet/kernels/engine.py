"""Which implementation of the kernels runs: the compiled one, at which processor level, or NumPy's.

``CLUSTERNET_KERNELS`` forces one of :data:`LEVELS`, ``CLUSTERNET_THREADS`` the number of threads.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError

LEVELS = ("pure", "baseline", "avx2", "avx512")
"""NumPy and igraph; compiled for any processor, for AVX2, for AVX-512 with VPOPCNTDQ."""

SLOW = "installed without its compiled kernels: NumPy and igraph do the same work, slower"
"""Said once where the extension could not be built; a C++ compiler at installation builds it."""


def compiled() -> ModuleType | None:
    """Return the extension, or None where it was not built or ``CLUSTERNET_KERNELS`` is ``pure``.

    Raises
    ------
    ClusternetError
        If ``CLUSTERNET_KERNELS`` names a level that is not to be had.
    """
    asked = _asked()
    if asked == "pure":
        return None
    try:
        from clusternet.kernels import compiled as extension
    except ImportError as error:
        if asked:
            raise ClusternetError.of("kernels_absent", asked=asked) from error
        _say_slow()
        return None
    found: ModuleType = extension
    return found


def level() -> str:
    """Return the level that runs: the one asked for, or the fastest that the processor has.

    >>> level() in LEVELS
    True
    """
    extension = compiled()
    if extension is None:
        return "pure"
    present: list[str] = extension.levels()
    asked = _asked()
    if asked and asked not in present:
        raise ClusternetError.of("kernels_here", asked=asked, present=("pure", *present))
    return asked or present[-1]


def threads() -> int:
    """Return how many threads a kernel may use: ``CLUSTERNET_THREADS``, or the processor's cores.

    >>> threads() >= 1
    True
    """
    asked = os.environ.get("CLUSTERNET_THREADS", "")
    if asked:
        if not asked.isdecimal() or not 1 <= int(asked) <= 1024:
            raise ClusternetError.of("threads_asked", asked=asked)
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ints(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return whole numbers as the extension takes them: int64, one after the other.

    Raises
    ------
    TypeError
        If they are no whole numbers.
    """
    return np.ascontiguousarray(np.asarray(values).astype(np.int64, casting="safe", copy=False))


@cache
def _say_slow() -> None:
    warnings.warn(SLOW, RuntimeWarning, stacklevel=3)


def _asked() -> str:
    asked = os.environ.get("CLUSTERNET_KERNELS", "")
    if asked and asked not in LEVELS:
        raise ClusternetError.of("kernels_asked", asked=asked, accepted=LEVELS)
    return asked
