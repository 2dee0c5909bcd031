"""A card of the page: what is known of one place or organisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """A card.

    Attributes
    ----------
    key
        Its anchor.
    group
        What it is of: cards of one group stand together.
    name
        Whom it is of.
    facts
        Name and value of each number, as printed.
    lists
        Heading and entries of each list.
    series
        Year and value, in order of time.
    course
        What the series is, and whether it rises.
    """

    key: str
    group: str
    name: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    series: tuple[tuple[int, float], ...] = ()
    course: str = ""
