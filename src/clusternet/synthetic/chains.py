"""Long chains that set the diameter, shortened over the years by a few direct ties.

Into the hub run: source - s - u0 - A - u1 - B - u2 - hub; out of it: hub - relay - v1 - Y - v2 - Z - v3 - t -
sink, where A, B, Y, Z are platforms, s and t other sample firms and the rest partner nodes. With all nine
links the platform network measures 11 across and the whole network 15.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from clusternet.synthetic.ledger import CORE, RIM, Ledger

HUB = 0
_LEAVES = 2


def begin(book: Ledger, fresh: list[int]) -> list[int]:
    """Lay the chains in the first year; returns the new partner nodes that are left."""
    where = book.layout
    a, b, y, z = where.chain_platforms
    s, t = where.chain_samples
    relay = where.n_named + len(where.chain_platforms)
    nodes, rest = fresh[:8], fresh[8:]
    u0, u1, u2, v1, v2, v3, source, sink = nodes
    for layer, path in (
        (CORE, (u0, a, u1, b, u2, HUB, relay, v1, y, v2, z, v3)),
        (RIM, (source, s, u0)),
        (RIM, (v3, t, sink)),
    ):
        for tail, head in itertools.pairwise(path):
            book.add(tail, head, layer)
    book.blocked.update(nodes, (s, t), where.leavers)
    # A platform with nothing but a chain would look odd: give each a few customers of its own.
    for platform in where.chain_platforms:
        for _ in range(_LEAVES):
            leaf = rest.pop()
            book.add(platform, leaf, CORE)
            book.blocked.add(leaf)
    book.core_partners[:] = [x for x in book.core_partners if x not in book.blocked]
    book.suppliers[:] = [x for x in book.suppliers if x not in book.blocked]
    for members in book.members:
        members[:] = [x for x in members if x not in book.blocked]
    return rest


def hub_ties(book: Ledger, diameters: tuple[int, int]) -> tuple[int, int]:
    """Ties (out, in) of the hub that the chains use in a year, given the diameter before and now."""
    before, now = diameters
    if not before:
        return 1, 1
    return int(before >= 11 > now), 0


def shorten(book: Ledger, before: int, now: int, v1: int) -> None:
    """Make the direct ties that bring the diameter of the platform network down."""
    a, b, y, z = book.layout.chain_platforms
    for limit, (tail, head) in _shortcuts(v1, a, b, y, z):
        if before > limit >= now:
            book.add(tail, head, CORE)


def _shortcuts(v1: int, a: int, b: int, y: int, z: int) -> Iterator[tuple[int, tuple[int, int]]]:
    yield 10, (HUB, v1)
    yield 9, (a, b)
    yield 8, (y, z)
