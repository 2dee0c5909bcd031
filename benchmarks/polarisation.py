"""How often intervals of `polarisation` hold the population's value, and how often its verdicts are false.

    python benchmarks/polarisation.py [--runs 400] [--out benchmarks/polarisation.md]

Firms are drawn with their places from one distribution over 31 provinces; relations join two firms, or a firm
and a partner node elsewhere; firms are equally active, or by a power law of exponent 3.2 (Pareto 2.2). The
values of the population are exact. Verdicts compare two years between which only numbers differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clusternet.network.resampling import Resampling
from clusternet.places import china
from clusternet.space.concentration import LINEAR, MEASURES, SIDES, Cells, Part
from clusternet.space.flows import Located
from clusternet.space.polarisation import NO_INTERVAL, _interval
from clusternet.space.rarefaction import difference, equal, judged
from clusternet.words.bases import Base

K = 31
PLACES = 1 / np.arange(1, K + 1) ** 1.2
PLACES /= PLACES.sum()
POLE = np.arange(K) < 3
LOCAL, OUT, ELSEWHERE = 0.35, 0.6, 0.5
"""Shares: of partners in the firm's own place, of relations that a firm supplies; how often two firms of
different places are tied, against two of one place."""


@dataclass(frozen=True)
class Kind:
    """A kind of data: what relations join, and how unequal firms are."""

    between_firms: bool
    heavy: bool

    def __str__(self) -> str:
        return f"{'firm-firm' if self.between_firms else 'firm-partner'}, {'heavy' if self.heavy else 'even'}"


def firms(random: np.random.Generator, kind: Kind, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where firms are and how active they are."""
    active = random.pareto(2.2, number) + 0.3 if kind.heavy else np.ones(number)
    return random.choice(K, number, p=PLACES), active


def year(
    random: np.random.Generator, kind: Kind, home: np.ndarray, active: np.ndarray, relations: int
) -> Part:
    """Return one year of relations of the firms that are active at all."""
    n, p = len(home), active / active.sum()
    one = random.choice(n, 4 * relations, p=p)
    if kind.between_firms:
        other = random.choice(n, 4 * relations, p=p)
        near = (home[one] == home[other]) | (random.random(one.size) < ELSEWHERE)
        kept = np.flatnonzero((one != other) & near)[:relations]
        ends = (one[kept], other[kept])
        where = (home[ends[0]], home[ends[1]])
    else:
        one = one[:relations]
        there = np.where(random.random(relations) < LOCAL, home[one], random.choice(K, relations, p=PLACES))
        out, partner = random.random(relations) < OUT, np.full(relations, n)
        ends = (np.where(out, one, partner), np.where(out, partner, one))
        where = (np.where(out, home[one], there), np.where(out, there, home[one]))
    rows = np.arange(len(ends[0]))
    found = Located(china.MAINLAND, K, *where, np.ones(rows.size), rows, Base("relations"))
    return Part(2020, "annual", "province", found, *ends, np.arange(n + 1) < n, POLE)


def population(kind: Kind) -> dict[str, np.ndarray]:
    """Return every measure of every side in the population."""
    if kind.between_firms:
        flow = ELSEWHERE * np.outer(PLACES, PLACES)
        flow[np.diag_indices(K)] /= ELSEWHERE
    else:
        flow = (1 - LOCAL) * np.outer(PLACES, PLACES) + LOCAL * np.diag(PLACES)
        flow = OUT * flow + (1 - OUT) * flow.T
    source, target = np.divmod(np.arange(K * K), K)
    cells = Cells(source, target, flow.reshape(1, -1) / flow.sum(), np.zeros(1), POLE)
    return {side: cells.measures(side)[0] for side in SIDES}


def drawn(random: np.random.Generator, part: Part, replicates: int) -> np.ndarray:
    """Return how often firms are drawn, as `clusternet.network.resampling.draws` does."""
    n = int(part.firm.sum())
    found = np.full((replicates, part.firm.size), np.nan)
    found[:, :n] = random.multinomial(n, np.full(n, 1 / n), replicates)
    return found


def halves(random: np.random.Generator, part: Part, replicates: int) -> np.ndarray:
    """Return random halves of the firms, as `clusternet.network.resampling.halves` does."""
    n = int(part.firm.sum())
    found = np.full((replicates // 2, part.firm.size), np.nan)
    found[:, :n] = random.random((replicates // 2, n)).argsort(axis=1) < n // 2
    return found.repeat(2, axis=0)


def coverage(kind: Kind, number: int, relations: int, runs: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Return how often intervals that are given hold the population's value, their width, effective firms."""
    true = population(kind)
    held, given = np.zeros((2, len(SIDES), len(MEASURES)))
    width, effective = [], 0.0
    for run in range(runs):
        random = np.random.default_rng([run, number])
        part = year(random, kind, *firms(random, kind, number), relations)
        cells, widths = part.cells(drawn(random, part, 199)), []
        for place, side in enumerate(SIDES):
            low, high = _interval(cells.measures(side), part.effective)
            held[place] += (low <= true[side]) & (true[side] <= high)
            given[place] += np.isfinite(low)
            widths.append(high - low)
        width.append(widths)
        effective += part.effective.firms / runs
    with np.errstate(invalid="ignore"):
        return held / given, np.nansum(np.array(width), axis=0) / given, effective


def verdicts(kind: Kind, sizes: tuple[tuple[int, int], tuple[int, int]], runs: int) -> np.ndarray:
    """Return how often a change is claimed where nothing but numbers of firms and relations differs."""
    claimed = np.zeros((len(SIDES), len(MEASURES)))
    number = max(count for count, _ in sizes)
    for run in range(runs):
        random = np.random.default_rng([run, *map(sum, sizes)])
        home, active = firms(random, kind, number)
        first, last = (
            year(random, kind, home, np.where(random.permutation(number) < count, active, 0), relations)
            for count, relations in sizes
        )
        again, half = drawn(random, first, 199), halves(random, first, 199)
        shares = last.linear(again) - first.linear(again)
        found = difference(first, last, equal(first, last), half, Resampling(199, run))
        least = min(first.effective, last.effective, key=lambda each: each.degrees)
        for row, side in enumerate(SIDES):
            for place, measure in enumerate(MEASURES):
                if measure in LINEAR:
                    column = shares[:, LINEAR.index(measure)]
                    said = judged(column[1:], least, observed=float(column[0]))
                else:
                    said = judged(found[side][:, place], least)
                claimed[row, place] += said.verdict != "undetermined"
    return claimed / runs


KINDS = [Kind(between, heavy) for between in (True, False) for heavy in (False, True)]
SIZES = ((150, 1500), (60, 300))
GROWTH = (
    ("six times the relations", ((400, 400), (400, 2400))),
    ("five times the firms", ((80, 400), (400, 2000))),
    ("both", ((100, 150), (200, 1200))),
)


def table(runs: int) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"# Intervals and verdicts of `polarisation`\n\n`python benchmarks/polarisation.py --runs {runs}`\n"
    yield "## How often a 95 percent interval holds the value of the population (and its mean width)\n"
    yield "A value of the population is that of firms without number. Gini, entropy and Kanbur-Zhang have no"
    yield "interval: few flows move them so far that none holds.\n"
    shown = [place for place, name in enumerate(MEASURES) if name not in NO_INTERVAL]
    yield from heads("data", "side", *(MEASURES[place] for place in shown))
    for kind in KINDS:
        for number, relations in SIZES:
            held, width, effective = coverage(kind, number, relations, runs)
            for row, side in enumerate(SIDES):
                cells = [f"{held[row, place]:.3f} ({width[row, place]:.2f})" for place in shown]
                label = f"{kind}, {number} firms ({effective:.0f} effective), {relations}"
                yield f"| {label} | {side} | {' | '.join(cells)} |"
    yield "\n## How often a change is claimed where only numbers differ\n"
    yield from heads("data", "side", *MEASURES)
    for kind in KINDS:
        for name, sizes in GROWTH:
            claimed = verdicts(kind, sizes, runs)
            for row, side in enumerate(SIDES):
                yield f"| {kind}, {name} | {side} | {' | '.join(f'{share:.3f}' for share in claimed[row])} |"


def heads(*names: str) -> Iterator[str]:
    """Yield the head of a table."""
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"


def main() -> None:
    """Print the tables, or write them to a file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=400)
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    lines = []
    for line in table(given.runs):
        lines.append(line)
        print(line, flush=True)
    if given.out:
        given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
