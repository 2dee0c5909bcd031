"""One year of the platform network: technology ties with at least one platform end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clusternet.synthetic import chains
from clusternet.synthetic.calibration import CoreDials, RimDials
from clusternet.synthetic.ledger import CORE, Ledger
from clusternet.synthetic.plan import Plan, Stub
from clusternet.synthetic.steering import Aim, steer

_TRIES = 400


class CoreYear:
    """Grows the platform network by one year."""

    def __init__(self, book: Ledger, plan: Plan, dials: CoreDials, rim: RimDials) -> None:
        self.book, self.plan, self.dials, self.rim = book, plan, dials, rim
        self.where, self.dice, self.year = book.layout, book.dice, book.year
        self.plain = self.where.plain_platforms(self.year)
        self.first_year = self.year == self.where.years[0]
        self.budget = round(dials.edges(self.year)) - book.n_layer[CORE]
        self.wanted_nodes = round(dials.nodes(self.year))

    def run(self, weights: npt.NDArray[np.float64]) -> list[int]:
        """Make the year's ties; returns the new partner nodes that are still without one."""
        fresh = self._chains(self.where.new_partners(self.year))
        named = self._named_stubs()
        self._named_partners(weights)
        plain = self._plain_stubs(weights, len(named))
        named = self._anchor(named)
        head, tail = self._order(named + plain)
        stubs, fresh = self._new_nodes(head + tail, fresh)
        stubs, kept = self._keep_back(stubs)
        stubs = self._spend(stubs, "direct", self.dials.direct(self.year))
        stubs = self._spend(stubs, "mutual", self.dials.mutual(self.year))
        closing = self._place_open(stubs)
        aim = Aim(self.dials.path_length(self.year), round(self.dials.diameter(self.year)))
        steer(self.book, CORE, kept, aim, self.plain)
        self._place_closing(closing)
        return fresh

    def _chains(self, fresh: list[int]) -> list[int]:
        diameter = self.dials.diameter
        before = 0 if self.first_year else round(diameter(self.year - 1))
        now = round(diameter(self.year))
        self.hub_used = chains.hub_ties(self.book, (before, now))
        made = self.book.n_layer[CORE]
        if self.first_year:
            fresh = chains.begin(self.book, fresh)
            self.book.notes["v1"] = self.where.new_partners(self.year)[3]
        else:
            chains.shorten(self.book, before, now, self.book.notes["v1"])
        self.budget -= self.book.n_layer[CORE] - made
        return fresh

    def _named_stubs(self) -> list[Stub]:
        stubs = self.plan.stubs(self.plan.sample_core, self.where.index(self.year))
        for outward, used in zip((True, False), self.hub_used, strict=True):
            for _ in range(used):
                stubs.remove((chains.HUB, outward))
        return stubs

    def _named_partners(self, weights: npt.NDArray[np.float64]) -> None:
        """Ties of the named partner nodes with unnamed platforms."""
        share = self._share(weights)
        for node, outward in self.plan.stubs(self.plan.partner_core, self.where.index(self.year)):
            while True:
                platform = int(self.dice.rng.choice(self.plain, p=share))
                if self.book.link(self.where.n_samples + node, outward, platform, CORE):
                    break
            self.budget -= 1

    def _share(self, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        room = self.dials.degree_cap - np.array([self.book.degree(p) for p in self.plain])
        share = weights[self.plain] * np.clip(room / 150, 0, 1)
        return np.asarray(share / share.sum())

    def _plain_stubs(self, weights: npt.NDArray[np.float64], taken: int) -> list[Stub]:
        first = [p for p in self.where.new_platforms(self.year) if p in set(self.plain)]
        n = self.budget - taken - len(first)
        owners = first + self.dice.rng.choice(self.plain, n, p=self._share(weights)).tolist()
        return [(int(p), self.dice.uniform() < self.dials.unnamed_out) for p in owners]

    def _anchor(self, stubs: list[Stub]) -> list[Stub]:
        """Tie new platforms with named ones, both ways: short ways into and out of the core."""
        stubs = self.dice.shuffled(stubs)
        chosen = [p for p in self.where.new_platforms(self.year) if p in set(self.plain)]
        for platform in chosen:
            if self.dice.uniform() > self.dials.anchored(self.year):
                continue
            for outward in (True, False):
                for i, (owner, way) in enumerate(stubs):
                    if way == outward and self.book.link(owner, outward, platform, CORE):
                        stubs.pop(i)
                        break
        return stubs

    def _order(self, stubs: list[Stub]) -> tuple[list[Stub], list[Stub]]:
        """First ties of new platforms, then the rest with out-ties leading: they go to new nodes."""
        new = set(self.where.new_platforms(self.year))
        head: list[Stub] = []
        tail: list[Stub] = []
        for stub in self.dice.shuffled(stubs):
            if stub[0] in new:
                new.discard(stub[0])
                head.append(stub)
            else:
                tail.append(stub)
        lag = np.where([outward for _, outward in tail], self.dials.new_in_penalty, 1.0)
        order = np.argsort(self.dice.rng.random(len(tail)) * lag, kind="stable")
        return head, [tail[int(i)] for i in order]

    def _new_nodes(self, stubs: list[Stub], fresh: list[int]) -> tuple[list[Stub], list[int]]:
        """Give the leading half-made ties to nodes that are new in the platform network."""
        book = self.book
        samples = self._joining_samples()
        used = k = 0
        while book.n_core_nodes < self.wanted_nodes:
            owner, outward = stubs[k]
            if samples and (k % 3 == 0 or used == len(fresh)):
                other = samples.pop()
                if not book.link(owner, outward, other, CORE):
                    samples.insert(0, other)
                    stubs.append(stubs[k])
            else:
                book.link(owner, outward, fresh[used], CORE)
                used += 1
            k += 1
        return self.dice.shuffled(stubs[k:]), fresh[used:]

    def _joining_samples(self) -> list[int]:
        book = self.book
        leaving = [x for x in self.where.leavers if x in set(self.where.new_samples(self.year))]
        open_ = [
            x
            for x in self.where.other_samples(self.year)
            if x % self.rim.gate == 0 and not book.in_core[x] and x not in book.blocked
        ]
        n = int(self.dials.new_samples(self.year) * (self.wanted_nodes - book.n_core_nodes))
        return self.dice.shuffled(open_)[:n] + leaving

    def _keep_back(self, stubs: list[Stub]) -> tuple[list[Stub], int]:
        """Keep some ties of unnamed platforms for steering path length and diameter."""
        n = int(self.dials.steered(self.year) * self.budget)
        plain = [i for i, (owner, _) in enumerate(stubs) if not self.where.is_named(owner)][:n]
        taken = set(plain)
        return [s for i, s in enumerate(stubs) if i not in taken], len(taken)

    def _spend(self, stubs: list[Stub], mode: str, share: float) -> list[Stub]:
        n = min(len(stubs), int(share * self.budget))
        for owner, outward in stubs[:n]:
            self._fill(owner, outward, mode)
        return stubs[n:]

    def _fill(self, owner: int, outward: bool, mode: str) -> None:
        """Find the other end of a half-made tie."""
        book = self.book
        if book.is_full(owner):
            owner = self.dice.pick([p for p in self.plain if not book.is_full(p)])
        known = list(book.near[CORE][owner]) if mode == "mutual" else []
        for attempt in range(_TRIES):
            if mode == "direct":
                other = self._direct()
            elif mode == "mutual" and known and attempt < 20:
                other = self.dice.pick(known)
            else:
                other = self._existing(owner, outward)
                new = other not in book.near[CORE][owner]
                if attempt < 40 and new and book.closes(owner, other, CORE):
                    continue
            if self.where.is_named(other) or other in book.blocked:
                continue
            if book.link(owner, outward, other, CORE):
                return
        raise RuntimeError(f"no partner found in {self.year} for node {owner}")

    def _direct(self) -> int:
        book = self.book
        if not book.core_samples or self.dice.uniform() < self.dials.direct_to_platform:
            return self.dice.pick([p for p in self.plain if book.in_core[p]])
        return self.dice.pick(book.core_samples)

    def _existing(self, owner: int, outward: bool) -> int:
        """A partner node of the platform network; those that supply much supply more."""
        book = self.book
        home = book.community[owner]
        rich = not outward and self.dice.uniform() < self.dials.rich_get_richer
        if self.dice.uniform() < self.dials.same_community and book.members[home]:
            for _ in range(12 if rich else 0):
                other = self.dice.pick(book.suppliers)
                if book.community[other] == home:
                    return other
            return self.dice.pick(book.members[home])
        return self.dice.pick(book.suppliers if rich else book.core_partners)

    def _place_open(self, stubs: list[Stub]) -> list[Stub]:
        """Place ties that close no triangle; returns as many as the clustering asks to close one."""
        lacking = self._goal() - float(self.book.clustering(CORE).sum())
        gain = float(self.book.notes.get("gain", 0.6))
        closing = min(len(stubs), max(0, int(1.2 * lacking / gain) + 2))
        for owner, outward in stubs[closing:]:
            self._fill(owner, outward, "open")
        return stubs[:closing]

    def _goal(self) -> float:
        return self.dials.clustering(self.year) * self.wanted_nodes

    def _place_closing(self, stubs: list[Stub]) -> None:
        book = self.book
        start = current = float(book.clustering(CORE).sum())
        made = 0
        for owner, outward in stubs:
            other = self._close(owner, outward) if current < self._goal() else None
            if other is None:
                self._fill(owner, outward, "open")
            else:
                current += book.local_clustering(other, CORE)
                made += 1
        if made > 20:
            book.notes["gain"] = (current - start) / made

    def _close(self, owner: int, outward: bool) -> int | None:
        """Tie the owner with a partner node that has one platform, a neighbour of the owner's."""
        book, where = self.book, self.where
        around = [p for p in book.near[CORE][owner] if p < where.n_platforms and p not in book.blocked]
        if not around:
            return None
        known: dict[int, list[int]] = {}
        for _ in range(60):
            platform = self.dice.pick(around)
            if platform not in known:
                known[platform] = list(book.near[CORE][platform])
            other = self.dice.pick(known[platform])
            if not where.is_plain_partner(other) or other in book.blocked:
                continue
            if len(book.near[CORE][other]) == 1 and book.link(owner, outward, other, CORE):
                return other
        return None
