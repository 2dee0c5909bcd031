"""Nodes counted as their groups: who belongs to whom, in which year, and what the groups are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.kernels.ordering import distinct
from clusternet.schema import cells, dates
from clusternet.typing import Ints

MEMBER_ENDS = ("source_member", "target_member")
"""Columns of rolled-up edges: the ends before."""

EVER = 10**6
"""The year of a row without a year: memberships of every date hold."""

_OF_THE_MEMBER = ("name", "parent", "left_year", "stock_code", "credit_code")


@dataclass(frozen=True, slots=True)
class Parent:
    """The group that a node belongs to, and since when; always where ``valid_from`` is None."""

    id: str
    valid_from: int | None = None


@dataclass(frozen=True, eq=False)
class Groups:
    """Every node and every group, by number, with the next one up.

    Attributes
    ----------
    ids : tuple of str
        The nodes in their order, then the groups that are no node themselves.
    parent : ndarray of int64, shape (ids,)
        Number of the next one up, -1 at the top.
    since : ndarray of int64, shape (ids,)
        First year of that membership.
    """

    ids: tuple[str, ...]
    parent: Ints
    since: Ints

    def heads(self, start: Ints, year: Ints | int = EVER) -> Ints:
        """Return the number of the top group of each start in each year.

        >>> groups = Groups(("cloud", "firm"), np.array([1, -1]), np.array([2018, 0]))
        >>> groups.heads(np.array([0, 0]), np.array([2017, 2018])).tolist()
        [0, 1]
        """
        here = start.copy()
        while True:
            up = self.parent[here]
            moves = (up >= 0) & (self.since[here] <= year)
            if not moves.any():
                return here
            here = np.where(moves, up, here)


def groups(nodes: pd.DataFrame, given: Mapping[str, Parent]) -> Groups:
    """Return who belongs to whom.

    Parameters
    ----------
    nodes
        The node table; its column ``parent`` is heeded where it has one.
    given
        Id or name -> parent, from the data set's own table; it wins over the column.

    Raises
    ------
    SchemaError
        If nothing says who belongs to whom, or a group belongs to itself in the end.

    Examples
    --------
    >>> nodes = pd.DataFrame({"parent": ["华为", None]}, index=["华为云", "华为"])
    >>> groups(nodes, {}).parent.tolist()
    [1, -1]
    """
    if "parent" not in nodes and not given:
        raise SchemaError.of("no_groups")
    find = _Finder(nodes)
    up: dict[str, Parent] = {}
    if "parent" in nodes:
        stated = nodes["parent"].dropna()
        since = nodes["parent_from"] if "parent_from" in nodes else pd.Series(dtype=object)
        up = {str(node): Parent(find(str(value)), _year(since.get(node))) for node, value in stated.items()}
    up |= {find(member): Parent(find(each.id), each.valid_from) for member, each in given.items()}
    ids = list(map(str, nodes.index))
    number = {each: place for place, each in enumerate(ids)}
    parent, since_ = [], []
    for member in ids:  # grows by the groups met on the way up
        above = up.get(member)
        if above is not None and above.id not in number:
            number[above.id] = len(ids)
            ids.append(above.id)
        itself = above is None or above.id == member
        parent.append(-1 if itself else number[above.id])  # type: ignore[union-attr]
        since_.append(0 if above is None else above.valid_from or 0)
    found = Groups(tuple(ids), np.array(parent, dtype=np.int64), np.array(since_, dtype=np.int64))
    _refuse_circles(found)
    return found


class _Finder:
    """Finds a node by its id, or by its name where only one node has it."""

    def __init__(self, nodes: pd.DataFrame) -> None:
        self.ids = set(map(str, nodes.index))
        names = nodes["name"].dropna() if "name" in nodes else pd.Series(dtype=object)
        names = names[~names.duplicated(keep=False)]
        self.named = {str(name): str(node) for node, name in names.items()}

    def __call__(self, text: str) -> str:
        return text if text in self.ids else self.named.get(text, text)


def _year(value: object) -> int | None:
    return dates.year_of(cells.text_of(value))


def _refuse_circles(found: Groups) -> None:
    safe = np.zeros(len(found.ids), dtype=bool)
    for start in np.flatnonzero(found.parent >= 0).tolist():
        way: list[int] = []
        here = start
        while here >= 0 and not safe[here]:
            if here in way:
                names = " → ".join(found.ids[place] for place in [*way[way.index(here) :], here])
                raise SchemaError.of("own_group", names=names)
            way.append(here)
            here = int(found.parent[here])
        safe[way] = True


def roll_up(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    ends: tuple[Ints, Ints],
    given: Mapping[str, Parent],
    as_of: int | None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the groups, the edges between them, and the members with their ``group`` of today.

    Parameters
    ----------
    nodes, edges
        Of a network.
    ends
        Positions of source and target in ``nodes``.
    given
        As in :func:`groups`.
    as_of
        The year of today; memberships of any date hold where it is None.
    """
    found = groups(nodes, given)
    heads = found.heads(np.arange(len(nodes)), EVER if as_of is None else as_of)
    year: Ints | int = EVER
    if "year" in edges:
        year = edges["year"].fillna(EVER).to_numpy(dtype=np.int64)
    tops = [found.heads(end, year) for end in ends]
    used = distinct(np.concatenate([heads, *tops]))
    table = head_nodes(nodes, found, heads, used.tolist())
    moved = {
        name: pd.Categorical.from_codes(np.searchsorted(used, top), categories=table.index)
        for name, top in zip(("source", "target"), tops, strict=True)
    }
    before = {f"{name}_member": edges[name] for name in moved}
    group = [found.ids[number] for number in heads.tolist()]
    return table, edges.assign(**moved, **before), nodes.assign(group=group)


def membership(nodes: pd.DataFrame, edges: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Return every ``member`` with each ``group`` it is counted as, in rows or without any."""
    pairs = [
        edges[[f"{end}_member", end]].set_axis(["member", "group"], axis=1).astype(object)
        for end in ("source", "target")
    ]
    met = pd.concat(pairs).drop_duplicates()
    rest = members.index[~members.index.isin(met["member"])]
    idle = pd.DataFrame({"member": rest, "group": members.loc[rest, "group"].to_numpy()})
    return pd.concat([met, idle[idle["group"].isin(nodes.index)]], ignore_index=True)


def cut(
    nodes: pd.DataFrame, edges: pd.DataFrame, ends: tuple[str, str], isolated: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the nodes that the rows still use (all where ``isolated`` is keep), and the rows with those."""
    codes = {end: np.asarray(edges[end].cat.codes, dtype=np.int64) for end in ends}
    used = np.ones(len(nodes), dtype=bool)
    if isolated == "drop":
        used[:] = False
        for code in codes.values():
            used[code] = True
    if used.all():
        return nodes, edges
    number, kept = np.cumsum(used) - 1, nodes[used]
    moved = {
        end: pd.Categorical.from_codes(number[code], categories=kept.index) for end, code in codes.items()
    }
    return kept, edges.assign(**moved)


def head_nodes(nodes: pd.DataFrame, found: Groups, heads: Ints, used: Iterable[int]) -> pd.DataFrame:
    """Return the node table of the groups.

    A group that is a node keeps its own attributes; one that is not takes those that its members share. A
    group counts as a sample where a member is one, until the last of these has left.

    Parameters
    ----------
    nodes
        The members.
    found
        Who belongs to whom.
    heads : ndarray of int64, shape (nodes,)
        The group of each member.
    used
        Numbers of the groups to keep.
    """
    numbers = np.array(sorted(used), dtype=np.int64)
    ids = pd.Index([found.ids[number] for number in numbers.tolist()], dtype=object, name=nodes.index.name)
    table = nodes.reindex(ids)
    new = [found.ids[number] for number in numbers.tolist() if number >= len(nodes)]
    owner = pd.Series([found.ids[number] for number in heads.tolist()], index=nodes.index, dtype=object)
    for column in nodes:
        if new and column not in _OF_THE_MEMBER:
            shared = nodes[column].dropna().groupby(owner).agg(["first", "nunique"])
            first = shared.loc[shared["nunique"] == 1, "first"]
            for head in (each for each in new if each in first.index):
                table.loc[head, column] = first[head]
    if "kind" in nodes:
        table = _kinds(table, nodes, owner)
    return table


def _kinds(table: pd.DataFrame, nodes: pd.DataFrame, owner: pd.Series) -> pd.DataFrame:
    samples = nodes["kind"].eq("sample").fillna(False)
    with_sample = set(owner[samples])
    kinds = table["kind"].astype(object).where(table["kind"].notna(), "partner")
    table = table.assign(kind=kinds.mask(table.index.isin(list(with_sample)), "sample"))
    if "left_year" in nodes:
        left = nodes.loc[samples, "left_year"].groupby(owner[samples])
        last = left.max().where(left.count() == left.size())
        table["left_year"] = last.reindex(table.index).astype("Int64")
    return table
