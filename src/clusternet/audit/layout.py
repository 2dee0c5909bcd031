"""How tables lie on their page: notes below, sections between rows, two halves side by side."""

from __future__ import annotations

import re

from clusternet.audit.meaning import Heading, fold, heading
from clusternet.audit.printed import parse


def without_notes(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Leave out the notes below a table, and make rows that fill one cell alone a column of sections."""
    alone = [sum(bool(column[row]) for column in texts) < 2 for row in range(len(lines))]
    if len(heads) < 2 or all(alone):
        return heads, texts, lines
    last = max(row for row, single in enumerate(alone) if not single)
    kept = [row for row in range(last + 1) if not alone[row]]
    inner = [row for row in range(last + 1) if alone[row] and len(heads) > 2]
    if len(heads) == 2:  # a blank second cell is a missing value
        kept = list(range(last + 1))
    named = [next((column[row] for column in texts if column[row]), "") for row in inner]
    sections = bool(inner) and inner[0] == 0 and all(named) and not any(map(parse, named))
    columns = [[column[row] for row in kept] for column in texts]
    if sections:
        said = [named[sum(start < row for start in inner) - 1] for row in kept]
        heads, columns = [heading("panel"), *heads], [said, *columns]
    return heads, columns, [lines[row] for row in kept]


def side_by_side(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Put the halves of a table printed in two panels under each other."""
    width = len(heads)
    if width < 4 or width % 2:
        return heads, texts, lines
    half = width // 2
    bare = [fold(re.sub(r" \(\d+\)$", "", head.text)) for head in heads]
    same = sum(one == two for one, two in zip(bare[:half], bare[half:], strict=True))
    if same * 2 < half + 1 or not any(re.search(r" \(\d+\)$", head.text) for head in heads[half:]):
        return heads, texts, lines
    other = next((place for place in range(half) if bare[place] != bare[place + half]), None)
    columns = [one + two for one, two in zip(texts[:half], texts[half:], strict=True)]
    filled = [row for row in range(len(lines) * 2) if any(column[row] for column in columns)]
    columns = [[column[row] for row in filled] for column in columns]
    panel = []
    if other is not None:
        said = [heads[other].text] * len(lines) + [heads[other + half].text] * len(lines)
        panel = [[said[row] for row in filled]]
    return (
        [*([heading("panel")] if panel else []), *heads[:half]],
        [*panel, *columns],
        [(lines * 2)[row] for row in filled],
    )
