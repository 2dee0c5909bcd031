"""Options that everything held against random networks shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

SEED = click.option(
    "--seed", type=click.IntRange(0, 2**62), default=0, show_default=True, help="Of the networks."
)


def null(*further: str) -> Callable[[F], F]:
    """Return the option ``--null``, with further words that stand for no model."""
    return click.option(
        "--null",
        type=click.Choice(["swap", "dcm", *further]),
        default="swap",
        show_default=True,
        help="Rewired networks, or the directed configuration model: degrees kept, or kept on average.",
    )


def replicates(words: str) -> Callable[[F], F]:
    """Return the option ``--replicates``, with its help."""
    return click.option("-B", "--replicates", type=click.IntRange(min=1), help=words)
