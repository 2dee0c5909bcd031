"""Options of the commands that draw firms again for quotients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clusternet.cli.options import stated
from clusternet.cli.usage import Misuse

if TYPE_CHECKING:
    from clusternet.network.resampling import Resampling
    from clusternet.records.specialisation import Specialisation
    from clusternet.space.quotients import Tally
    from clusternet.words.text import Text

_LARGEST = 2**31
F = TypeVar("F", bound=Callable[..., Any])


def resampled(words: str) -> Callable[[F], F]:
    """Add ``--intervals``, with its help, and the options that go with it."""
    options = (
        click.option("--intervals", is_flag=True, help=words),
        click.option(
            "--least",
            type=click.IntRange(min=1),
            default=5,
            show_default=True,
            help="What a cell holds at least for a test.",
        ),
        click.option(
            "--replicates",
            type=click.IntRange(min=2),
            default=199,
            show_default=True,
            help="Resamplings of firms for --intervals.",
        ),
        click.option(
            "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the resampling."
        ),
    )

    def added(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return added


@dataclass(frozen=True)
class Sure:
    """Whether intervals are asked for, and of how many draws."""

    intervals: bool
    least: int
    replicates: int
    seed: int

    def __post_init__(self) -> None:
        if not self.intervals and (idle := stated("least", "replicates", "seed")):
            raise Misuse.of("goes_with", option=idle[0], other="--intervals")

    @property
    def resampling(self) -> Resampling:
        """How firms are drawn."""
        from clusternet.network.resampling import Resampling

        return Resampling(self.replicates, self.seed)


def reliability(found: Specialisation, tally: Tally | None) -> list[Text]:
    """Return the line on how far quotients are more than chance, where counts tell."""
    import numpy as np

    from clusternet.notes.significance import reliability_notes
    from clusternet.space import quotients

    values = found.values.to_numpy()
    if tally is not None:
        pairs = quotients.halves(tally)
    elif (values == np.floor(values)).all() and values.max() < _LARGEST:
        pairs = quotients.halves_of_counts(values)
    else:
        return []
    share = float(found.present.to_numpy().mean())
    return reliability_notes(quotients.reliability(values, pairs), share, counted=tally is not None)
