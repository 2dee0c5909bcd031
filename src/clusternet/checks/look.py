"""A data set as it was read, with where each cell stood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from clusternet.io import Reading
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.columns import END_WORDS, FORMS, ORIGIN
from clusternet.schema.findings import Action, Finding, NodeText

__all__ = ["Look", "names"]

_NAMED = ("attribute_conflict", "kind_conflict", "unknown_term", "term_replaced")


def names(net: ValueNetwork) -> dict[str, str]:
    """Return the names of nodes that are not their ids.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    dict of str to str
        Id -> name; a name of several nodes has the id behind it.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["n1", "n2"], "name": ["华为", "n2"]})
    >>> names(from_frames(pd.DataFrame({"source": ["n1"], "target": ["n2"]}), nodes))
    {'n1': '华为'}
    """
    if "name" not in net.nodes:
        return {}
    named = net.nodes["name"].dropna().astype(str)
    shared = named.duplicated(keep=False)
    told = named.where(~shared, named + " (" + named.index.to_series().astype(str) + ")")
    return {str(node): text for node, text in told[named != named.index].items()}


@dataclass(frozen=True)
class Look:
    """A reading, and where its nodes and rows stand.

    Attributes
    ----------
    reading
        What :func:`clusternet.io.examine` returned.

    Examples
    --------
    >>> import clusternet
    >>> look = Look(clusternet.io.examine(clusternet.shipped()))
    >>> print(look.tie(0))
    华为 → 样本0025
    """

    reading: Reading

    @property
    def nodes(self) -> pd.DataFrame:
        """The nodes of the network."""
        return self.reading.network.nodes

    @property
    def edges(self) -> pd.DataFrame:
        """The rows of the network."""
        return self.reading.network.edges

    @cached_property
    def first_rows(self) -> dict[str, tuple[str, str, int]]:
        """Node -> its first row in a node table, else among the edges."""
        found: dict[str, tuple[str, str, int]] = {}
        ends = [self.edges[[end, *ORIGIN]].set_axis(["id", *ORIGIN], axis=1) for end in ("source", "target")]
        rows = [each.astype({"id": object}).drop_duplicates("id") for each in ends]
        met = pd.concat(rows).sort_index(kind="stable").drop_duplicates("id")
        listed = self.reading.origins.nodes.rename_axis("id").reset_index()
        for table in (met, listed):
            for node, file, sheet, line in table[["id", *ORIGIN]].itertuples(index=False, name=None):
                found[node] = (file, sheet, int(line))
        return found

    def _carried(self, column: str) -> dict[tuple[str, str], tuple[str, str, int]]:
        """Return (id, value) -> origin, for values that only edge rows state."""
        if column not in self._cache:
            origins = self.reading.origins
            said = origins.said.get(column, pd.DataFrame(columns=["id", "value", *ORIGIN]))
            listed = origins.nodes[column] if column in origins.nodes else pd.Series(dtype=object)
            own = dict(zip(listed.index, listed, strict=True))
            self._cache[column] = {
                (node, str(value)): (file, sheet, int(line))
                for node, value, file, sheet, line in reversed(said.to_records(index=False).tolist())
                if own.get(node) != value
            }
        return self._cache[column]

    @cached_property
    def _cache(self) -> dict[str, dict[tuple[str, str], tuple[str, str, int]]]:
        return {}

    def column(self, file: str, sheet: str, *names: str) -> str:
        """Return the header of a column as it stands in the file.

        Parameters
        ----------
        file, sheet
            Where.
        *names
            Names of columns; of several, those the file has.

        Returns
        -------
        str

        Examples
        --------
        >>> import clusternet
        >>> look = Look(clusternet.io.examine(clusternet.shipped()))
        >>> look.column("edges.csv", "", "technology")
        '技术'
        """
        headers = self.reading.origins.headers
        names += tuple(f"{end}_{name}" for end in END_WORDS for name in names)
        end, _, attribute = names[0].partition("_")
        if end in FORMS[0] and (file, sheet, names[0]) not in headers:  # of a survey, by its direction
            names += tuple(f"{each}_{attribute}" for each in FORMS[1])
        present = [headers[file, sheet, name] for name in names if (file, sheet, name) in headers]
        return "/".join(dict.fromkeys(present)) or names[0]

    def headed(self, each: Finding) -> Finding:
        """Return a finding with the header in place of the column's name.

        Parameters
        ----------
        each
            A finding.
        """
        if each.problem not in _NAMED or not each.file:
            return each
        return replace(each, column=self.column(each.file, each.sheet, each.column))

    def of_node(self, problem: str, node: str, value: str, action: Action, *columns: str) -> Finding:
        """Return a finding about a node.

        Parameters
        ----------
        problem, value, action
            As in :class:`~clusternet.schema.findings.Finding`.
        node
            Its id.
        *columns
            What it is about; its id if none.
        """
        file, sheet, line = self.first_rows.get(node, ("", "", None))
        if len(columns) == 1 and (node, value) in self._carried(columns[0]):
            file, sheet, line = self._carried(columns[0])[node, value]
        if not columns:
            listed = node in self.reading.origins.nodes.index
            columns = ("id",) if listed else ("source", "target", "sample", "partner")
        return Finding(problem, file, sheet, line, self.column(file, sheet, *columns), value, action)

    def of_row(self, problem: str, row: int, column: str, value: str, action: Action) -> Finding:
        """Return a finding about an edge.

        Parameters
        ----------
        problem, column, value, action
            As in :class:`~clusternet.schema.findings.Finding`.
        row
            Number of the row in ``network.edges``, from 0.
        """
        origin: list[Any] = [self.edges[name].iat[row] for name in ORIGIN]
        file, sheet, line = origin
        header = self.column(file, sheet, column) if column else ""
        return Finding(problem, file, sheet, int(line), header, value, action)

    def tie(self, row: int) -> NodeText:
        """Return the two ends of an edge.

        Parameters
        ----------
        row
            Number of the row in ``network.edges``, from 0.
        """
        source, target = (str(self.edges[end].iat[row]) for end in ("source", "target"))
        return NodeText(source, " → ", target)

    def said(self, column: str) -> pd.Series:
        """Return the values of a node column that are given.

        Parameters
        ----------
        column
            Its name.

        Returns
        -------
        Series of str
            By node; empty if there is no such column.
        """
        return _texts(self.nodes[column].dropna()) if column in self.nodes else pd.Series(dtype=object)

    @cached_property
    def ids(self) -> pd.Series:
        """The ids of the nodes, by node."""
        return _texts(self.nodes.index.to_series())


def _texts(values: pd.Series) -> pd.Series:
    """Return values as strings of Python, which are gone through several times faster than those of Arrow."""
    index = pd.Index(values.index.to_numpy(dtype=object), dtype=object)
    return pd.Series(values.astype(str).to_numpy(dtype=object), index=index, dtype=object)
