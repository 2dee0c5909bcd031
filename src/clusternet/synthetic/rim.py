"""One year of all other ties: human capital, investment, and technology without a platform."""

from __future__ import annotations

import heapq

import numpy as np
import numpy.typing as npt

from clusternet.synthetic.calibration import RimDials
from clusternet.synthetic.ledger import CORE, RIM, Ledger
from clusternet.synthetic.plan import Plan, Stub
from clusternet.synthetic.steering import Aim, steer

_TRIES = 400


class RimYear:
    """Grows the network around the platform network by one year."""

    def __init__(self, book: Ledger, plan: Plan, dials: RimDials, fresh: list[int]) -> None:
        self.book, self.plan, self.dials, self.fresh = book, plan, dials, fresh
        self.where, self.dice, self.year = book.layout, book.dice, book.year
        platforms = self.where.plain_platforms(self.year)
        self.n_platforms = len(platforms)
        self.active = platforms + [x for x in self.where.other_samples(self.year) if x not in book.blocked]
        partners = self.where.partners(self.year)
        self.known = range(partners.start, partners.stop - len(fresh))

    def run(self, budget: int, activity: npt.NDArray[np.float64], aim: Aim) -> None:
        """Make `budget` ties."""
        share = self._share(activity)
        budget -= self._named_partners(share)
        lonely = [x for x in self.where.new_samples(self.year) if not self.book.near[RIM][x]]
        named = self.plan.stubs(self.plan.sample_rim, self.where.index(self.year))
        n = budget - len(named) - len(lonely)
        owners = self.dice.rng.choice(self.active, n, p=share).tolist()
        n_kept = max(0, min(int(self.dials.steered(self.year) * budget), n, budget - len(self.fresh) - 50))
        first = [self._stub(x) for x in lonely]
        rest = self.dice.shuffled(named + [self._stub(int(x)) for x in owners[n_kept:]])
        self._start_clustering()
        self._place(first + rest)
        steer(self.book, RIM, n_kept, aim, self.active)

    def _share(self, activity: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        share = activity[self.active] ** self.dials.spread(self.year)
        share[: self.n_platforms] *= self.dials.platform_weight
        inside = np.array([self.book.in_core[x] for x in self.active])
        inside[: self.n_platforms] = False
        share[inside] *= self.dials.core_sample_weight
        return np.asarray(share / share.sum())

    def _stub(self, owner: int) -> Stub:
        return owner, self.dice.uniform() < self.dials.out_share

    def _named_partners(self, share: npt.NDArray[np.float64]) -> int:
        stubs = self.plan.stubs(self.plan.partner_rim, self.where.index(self.year))
        for node, outward in stubs:
            while True:
                firm = int(self.dice.rng.choice(self.active, p=share))
                if self.book.link(self.where.n_samples + node, outward, firm, RIM):
                    break
        return len(stubs)

    def _start_clustering(self) -> None:
        """Note the clustering so far and the partner nodes that make it up."""
        values = self.book.clustering(RIM)
        nodes = self.where.sample_counts[self.where.index(self.year)]
        nodes += self.where.partner_counts[self.where.index(self.year)]
        self.goal = self.dials.clustering(self.year) * nodes
        self.current = float(values.sum())
        closed = [x for x in self.known if values[x] > 0.05 and x not in self.book.blocked]
        self.closed = [(-float(values[x]), x) for x in closed]
        heapq.heapify(self.closed)

    def _place(self, stubs: list[Stub]) -> None:
        new = list(self.fresh)
        for i, (drawn, outward) in enumerate(stubs):
            owner = drawn if not self.book.is_full(drawn) else self._another()
            must = len(stubs) - i <= len(new)
            if new and (must or self.dice.uniform() < self.dials.new_partner_chance):
                node = new.pop(0)
                self.book.link(owner, outward, node, RIM)
                self.book.groups.setdefault(self._group(owner), []).append(node)
            elif (self.current > self.goal and self._dilute(owner, outward)) or (
                self.current < self.goal and self._close(owner, outward)
            ):
                continue
            else:
                self._open(owner, outward)

    def _another(self) -> int:
        return self.dice.pick([x for x in self.active if not self.book.is_full(x)])

    def _group(self, owner: int) -> int:
        return owner // self.dials.group_size if owner >= self.where.n_platforms else -1

    def _count(self, owner: int, outward: bool, other: int) -> bool:
        """Make a tie and keep the account of clustering; False if it cannot be made."""
        before = self.book.local_clustering(other, RIM)
        if not self.book.link(owner, outward, other, RIM):
            return False
        self.current += self.book.local_clustering(other, RIM) - before
        return True

    def _dilute(self, owner: int, outward: bool) -> bool:
        """Tie with the partner node whose neighbours are most linked: one more neighbour opens it."""
        tried: list[int] = []
        done = False
        while self.closed and not done and len(tried) < 30:
            other = heapq.heappop(self.closed)[1]
            tried.append(other)
            done = other not in self.book.near[RIM][owner] and self._count(owner, outward, other)
        for other in tried:
            heapq.heappush(self.closed, (-self.book.local_clustering(other, RIM), other))
        return done

    def _close(self, owner: int, outward: bool) -> bool:
        """Tie with a neighbour's partner node."""
        book = self.book
        firms = [x for x in book.near[RIM][owner] if x < self.where.n_samples and x not in book.blocked]
        for _ in range(30 if firms else 0):
            other = self.dice.pick(list(book.near[RIM][self.dice.pick(firms)]))
            few = self.where.is_plain_partner(other) and len(book.near[RIM][other]) <= 2
            if not few or other in book.near[RIM][owner] or other in book.blocked:
                continue
            if self._count(owner, outward, other):
                return True
        return False

    def _open(self, owner: int, outward: bool) -> None:
        """Tie with a partner node outside the platform network, or now and then a firm."""
        book = self.book
        for attempt in range(_TRIES):
            other = self._candidate(owner, easy=attempt > 60)
            if other in book.blocked or (attempt < 20 and other in book.near[RIM][owner]):
                continue
            if attempt < 60 and self._unsuited(owner, outward, other):
                continue
            if book.link(owner, outward, other, RIM):
                return
        raise RuntimeError(f"no partner found in {self.year} for node {owner}")

    def _candidate(self, owner: int, *, easy: bool) -> int:
        group = self.book.groups.get(self._group(owner)) if owner >= self.where.n_platforms else None
        if group and not easy and self.dice.uniform() < self.dials.local(self.year):
            return self.dice.pick(group)
        if not self.where.is_named(owner) and self.dice.uniform() < self.dials.sample_to_sample(self.year):
            return self.dice.pick(self.active)
        return self.dice.pick(self.known)

    def _unsuited(self, owner: int, outward: bool, other: int) -> bool:
        """Firms at the rim tie with partners that lead on; platforms with those that do not."""
        book = self.book
        if other < self.where.n_samples:
            return False
        if book.in_core[other] and self.dice.uniform() < self.dials.off_core:
            return True
        onward = bool(book.out[other] if outward else book.inn[other])
        return self.dice.uniform() < self.dials.bridge and onward == (owner < self.where.n_platforms)


def rim_budget(book: Ledger, total_edges: int) -> int:
    """Ties still missing this year once the platform network has grown."""
    return total_edges - book.n_layer[CORE] - book.n_layer[RIM]
