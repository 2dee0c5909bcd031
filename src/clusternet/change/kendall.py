"""Mann and Kendall's test of a short series, exact: of all orders of its values, how many rise as clearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations
from math import sqrt


@dataclass(frozen=True, slots=True)
class Kendall:
    """The test of one series.

    Attributes
    ----------
    n
        Number of values.
    s
        Pairs of values of which the later is larger, less those of which it is smaller.
    pairs
        Pairs that were compared and are not tied: the largest s there can be.
    p
        Share of all orders of the values whose s is as far from 0, both sides.
    least
        The smallest p that these values have in any order: 1 where nothing can be compared.
    tau
        s over the most it can be where only values are tied (tau-b); NaN where nothing can be compared.
    """

    n: int
    s: int
    pairs: int
    p: float
    least: float
    tau: float


def mann_kendall(stretches: Sequence[Sequence[float]]) -> Kendall:
    """Test whether a series rises or falls.

    Parameters
    ----------
    stretches
        The series, in order of time; several where it is broken: values are compared, and reordered, within
        a stretch alone (the stratified test).

    Notes
    -----
    S of Mann (1945) and Kendall (1975). Its distribution over all orders is that of the number of inversions
    of a multiset, the Gaussian multinomial coefficient, so ties are exact and no normal approximation is
    made. The test takes every order as likely as another if there is no trend: values of different years that
    do not depend on one another.

    Examples
    --------
    >>> found = mann_kendall([[1.0, 3.0, 2.0, 5.0, 6.0]])
    >>> found.s, found.pairs, round(found.p, 4), round(found.least, 4)
    (8, 10, 0.0833, 0.0167)
    >>> round(mann_kendall([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0]]).p, 4)        # 2 of 3! x 3! orders
    0.0556
    """
    s = pairs = compared = 0
    ways = [1]
    for values in stretches:
        differences = [later - earlier for earlier, later in combinations(values, 2)]
        s += sum((d > 0) - (d < 0) for d in differences)
        pairs += sum(d != 0 for d in differences)
        compared += len(differences)
        ways = _product(ways, _inversions(tuple(sorted(Counter(values).values()))))
    total = sum(ways)
    far = sum(number for place, number in enumerate(ways) if abs(pairs - 2 * place) >= abs(s))
    least = ways[0] if len(ways) == 1 else ways[0] + ways[-1]
    tau = s / sqrt(pairs * compared) if pairs else float("nan")
    return Kendall(sum(map(len, stretches)), s, pairs, far / total, least / total, tau)


@cache
def _inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Return how many orders of a multiset have 0, 1, 2, ... inversions, given how often each value stands.

    >>> _inversions((1, 1, 1)), _inversions((1, 2))
    ((1, 2, 2, 1), (1, 1, 1))
    """
    ways = [1]
    for k in range(2, sum(ties) + 1):  # times 1 + q + ... + q^(k-1)
        sums = list(accumulate(ways + [0] * (k - 1)))
        ways = [sums[i] - (sums[i - k] if i >= k else 0) for i in range(len(sums))]
    for tied in ties:
        for k in range(2, tied + 1):  # divided by the same, which leaves nothing over
            for i in range(len(ways) - 1, 0, -1):
                ways[i] -= ways[i - 1]
            for i in range(k, len(ways)):
                ways[i] += ways[i - k]
            ways = ways[: len(ways) - k + 1]
    return tuple(ways)


def _product(one: Sequence[int], two: Sequence[int]) -> list[int]:
    found = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            found[i + j] += a * b
    return found
