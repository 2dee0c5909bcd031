"""The value network: a node table, an edge table, and the selections that cut them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import EmptyNetworkError
from clusternet.network import absent, card, export, grouping, relations
from clusternet.network.about import About
from clusternet.network.tables import Inside, Isolated, Tables
from clusternet.schema import conform
from clusternet.schema.findings import Finding, refuse

if TYPE_CHECKING:
    import igraph
    import networkx

__all__ = ["About", "Inside", "Isolated", "ValueNetwork", "build", "from_frames", "without_rows"]


@dataclass(frozen=True, eq=False, repr=False)
class ValueNetwork(Tables):
    """A directed network of who supplied what to whom.

    Built by :func:`clusternet.read` or :mod:`clusternet.schema.conform`, never changed afterwards:
    every selection returns a new network.

    Its attributes, ``nodes``, ``edges`` and others, are those of :class:`clusternet.network.tables.Tables`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"source": ["a", "b", "a"], "target": ["b", "c", "b"], "year": [2020, 2021, 2021]}
    >>> net = from_frames(pd.DataFrame(rows))
    >>> net, net.until(2020).nodes.index.tolist(), net.links().size
    (<ValueNetwork: 3 nodes, 3 relations, 2020-2021>, ['a', 'b'], 2)
    """

    # -- selections --------------------------------------------------------------------------------------
    def until(self, year: int, *, isolated: Isolated = "drop") -> Self:
        """Return the cumulative snapshot: rows of a year and before. Undated rows are in none.

        Parameters
        ----------
        year
            The last year.
        isolated
            ``keep`` or ``drop`` nodes without a tie by then.

        Raises
        ------
        SchemaError
            If the data have no years.
        EmptyNetworkError
            If nothing happened by then.

        Examples
        --------
        >>> import pandas as pd
        >>> rows = {"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]}
        >>> len(from_frames(pd.DataFrame(rows)).until(2020).edges)
        1
        """
        return self.window(None, year, isolated=isolated)

    def window(self, first: int | None, last: int, *, isolated: Isolated = "drop") -> Self:
        """Return the rows of some years.

        Parameters
        ----------
        first, last
            The years, both included; from the start where ``first`` is None.
        isolated
            ``keep`` or ``drop`` nodes without a tie in them.

        Raises
        ------
        SchemaError
            If the data have no years.
        EmptyNetworkError
            If nothing happened in them.

        Examples
        --------
        >>> import pandas as pd
        >>> rows = {"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]}
        >>> from_frames(pd.DataFrame(rows)).window(2021, 2021).nodes.index.tolist()
        ['b', 'c']
        """
        if not self.years:
            raise absent.no_years(self.edges)
        years = self.edges["year"]
        inside = years.le(last) if first is None else years.between(first, last)
        span = f"up to {last}" if first is None else f"from {first} to {last}"
        known = f"the data cover {self.years[0]} to {self.years[-1]}"
        zh = f"截至{last}年" if first is None else f"{first}—{last}年"
        why = f"{span}; {known}", f"{zh}没有关系；数据为{self.years[0]}—{self.years[-1]}年"
        chosen = self._keep(inside.fillna(False).to_numpy(dtype=bool), isolated, *why)
        return replace(chosen, as_of=last)

    def relation(self, name: str, *, isolated: Isolated = "drop") -> Self:
        """Return the rows of one relation type.

        Parameters
        ----------
        name
            Of the relation, as in the column ``relation``.
        isolated
            ``keep`` or ``drop`` nodes without such a tie.

        Raises
        ------
        SchemaError
            If the edges have no column of relations.
        EmptyNetworkError
            If no row is of this type.

        Examples
        --------
        >>> import pandas as pd
        >>> rows = {"source": ["a", "b"], "target": ["b", "c"], "relation": ["technology", "investment"]}
        >>> from_frames(pd.DataFrame(rows)).relation("investment").nodes.index.tolist()
        ['b', 'c']
        """
        if "relation" not in self.edges:
            raise absent.no_relations()
        rows = self.edges["relation"].eq(name).fillna(False).to_numpy(dtype=bool)
        return self._keep(rows, isolated, *relations.lacking(self.edges, name))

    def touching(self, ids: Iterable[str], *, isolated: Isolated = "drop") -> Self:
        """Return the rows with an end among some nodes, which become the sample, all others partners.

        Parameters
        ----------
        ids
            Ids of the nodes.
        isolated
            ``keep`` or ``drop`` nodes without such a tie.

        Raises
        ------
        EmptyNetworkError
            If no row touches them.

        Examples
        --------
        >>> import pandas as pd
        >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
        >>> net.touching(["a"])
        <ValueNetwork: 2 nodes (1 sample, 1 partner), 1 relation>
        """
        chosen = self.nodes.index.isin(list(ids))
        source, target = self.ends
        kept = self._keep(
            chosen[source] | chosen[target],
            isolated,
            "that touches the chosen nodes",
            "没有涉及所选节点的关系",
        )
        member = pd.Series(chosen, index=self.nodes.index).reindex(kept.nodes.index)
        nodes = kept.nodes.assign(kind=np.where(member, "sample", "partner"))
        return replace(kept, nodes=nodes.drop(columns="left_year", errors="ignore"))

    def platforms(self, *, isolated: Isolated = "drop") -> Self:
        """Return the rows that touch a platform, which become the sample.

        Parameters
        ----------
        isolated
            ``keep`` or ``drop`` nodes without such a tie.

        Raises
        ------
        SchemaError
            If the nodes have no column of platforms.
        EmptyNetworkError
            If no row touches one.

        Examples
        --------
        >>> import pandas as pd
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "platform": ["yes", "no", "no"]})
        >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}), nodes)
        >>> net.platforms().nodes.index.tolist()
        ['a', 'b']
        """
        if "platform" not in self.nodes:
            raise absent.no_platforms()
        return self.touching(
            self.nodes.index[self.nodes["platform"].eq(True).fillna(False)], isolated=isolated
        )

    def connected(self) -> Self:
        """Return the network without the nodes that have no tie.

        Examples
        --------
        >>> import pandas as pd
        >>> nodes = pd.DataFrame({"id": ["a", "b", "alone"]})
        >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
        >>> len(net.nodes), len(net.connected().nodes)
        (3, 2)
        """
        return self._keep(np.ones(len(self.edges), dtype=bool), "drop", "at all", "没有任何关系")

    def counted(self, isolated: Isolated | None = None) -> Self:
        """Return the network whose nodes every measure counts: the one rule for nodes without a tie.

        Parameters
        ----------
        isolated
            ``keep`` or ``drop`` them. If None they are left out where the data have years, as they are in
            each yearly snapshot, and count without years, as in Gephi.

        Examples
        --------
        >>> import pandas as pd
        >>> nodes = pd.DataFrame({"id": ["a", "b", "alone"]})
        >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
        >>> len(net.counted().nodes), len(net.counted("drop").nodes)
        (3, 2)
        """
        drop = bool(self.years) if isolated is None else isolated == "drop"
        return self.connected() if drop else self

    def _keep(self, rows: NDArray[np.bool_], isolated: Isolated, what: str, zh: str) -> Self:
        if not rows.any():
            raise EmptyNetworkError(f"no relation {what}", zh)
        edges = (self.edges if rows.all() else self.edges[rows]).reset_index(drop=True)
        nodes, edges = grouping.cut(self.nodes, edges, ("source", "target"), isolated)
        untied = self.untied + len(self.nodes) - len(nodes)
        if self.members is None:
            return replace(self, nodes=nodes, edges=edges, untied=untied)
        members, edges = grouping.cut(self.members, edges, grouping.MEMBER_ENDS, isolated)
        return replace(self, nodes=nodes, edges=edges, members=members, untied=untied)

    # -- groups ------------------------------------------------------------------------------------------
    def rollup(self, *, inside: Inside = "drop") -> Self:
        """Return the network of groups: every node counts as the group it belongs to.

        It changes who is counted, never where: places stay those of the members (see :attr:`ungrouped`). A
        membership that begins in a year moves the rows of that year and after, and rows without a year.

        Parameters
        ----------
        inside
            Ties inside a group are self-loops. ``drop`` leaves them out of :meth:`links`, and so of every
            degree; the rows stay and are told by :attr:`inside_rows`. ``keep`` makes them links.

        Raises
        ------
        SchemaError
            If nothing says who belongs to whom, or a group belongs to itself.

        Examples
        --------
        >>> import pandas as pd
        >>> ties = pd.DataFrame({"source": ["华为云", "华为云", "甲"], "target": ["甲", "华为", "华为"]})
        >>> nodes = pd.DataFrame({"id": ["华为云"], "母公司": ["华为"]})
        >>> net = from_frames(ties, nodes).rollup()
        >>> net.nodes.index.tolist(), net.links().size, int(net.inside_rows.sum())
        (['甲', '华为'], 2, 1)
        """
        if self.members is not None:
            return replace(self, inside=inside)
        nodes, edges, members = grouping.roll_up(
            self.nodes, self.edges, self.ends, self.about.parents, self.as_of
        )
        return replace(self, nodes=nodes, edges=edges, members=members, inside=inside)

    # -- the same graph for other libraries --------------------------------------------------------------
    @property
    def igraph(self) -> igraph.Graph:
        """Every row as an edge of an ``igraph.Graph``, with every attribute; ``id`` is the id."""
        return export.to_igraph(
            self.nodes, self.edges, self.ends, self.directed, self.about.facts(self.as_of)
        )

    @property
    def networkx(self) -> networkx.MultiGraph:
        """Every row as an edge of a ``MultiDiGraph``, with every attribute that is not missing.

        The key of an edge is the number of its row.
        """
        return export.to_networkx(self.nodes, self.edges, self.directed, self.about.facts(self.as_of))

    # -- as it is shown ----------------------------------------------------------------------------------
    def __repr__(self) -> str:
        return card.line(self)

    def _repr_html_(self) -> str:
        return card.html(self)


def build(
    relations: list[pd.DataFrame],
    nodes: list[pd.DataFrame],
    *,
    about: About | None = None,
    directed: bool = True,
    found: list[Finding],
    said: dict[str, pd.DataFrame] | None = None,
) -> ValueNetwork:
    """Join conformed tables into a network; see :func:`clusternet.schema.conform.assemble`.

    Parameters
    ----------
    relations, nodes
        Conformed tables of edges and of nodes.
    about
        What is known of the data beside their rows.
    directed
        Whether edges have a direction.
    found
        Gets what is odd in the rows.
    said
        What tables of edges say of their ends, by file.
    """
    table, edges = conform.assemble(relations, nodes, found, said)
    years = edges["year"].dropna() if "year" in edges else pd.Series(dtype="Int64")
    as_of = int(years.max()) if len(years) else None
    return ValueNetwork(table, edges, directed=directed, about=about or About(), as_of=as_of)


def without_rows(about: About) -> ValueNetwork:
    """Return the network of data in which no row is valid.

    Parameters
    ----------
    about
        What is known of the data beside their rows.

    Examples
    --------
    >>> without_rows(About(title="empty"))
    <ValueNetwork 'empty': 0 nodes, 0 relations>
    """
    ids = pd.Index([], dtype=object, name="id")
    end = pd.Categorical([], categories=ids)
    edges = {"source": end, "target": end, "weight": np.zeros(0)}
    return ValueNetwork(pd.DataFrame(index=ids), pd.DataFrame(edges), about=about)


def from_frames(
    edges: pd.DataFrame,
    nodes: pd.DataFrame | None = None,
    *,
    about: About | None = None,
    directed: bool = True,
) -> ValueNetwork:
    """Build a network from DataFrames.

    Parameters
    ----------
    edges
        One row per relation, columns and headers as in :mod:`clusternet.schema.columns`, in Chinese or
        English: ``source``, ``target`` and, where known, ``year``, ``weight``, ``relation`` and any other.
    nodes
        One row per node: ``id`` and, where known, ``name``, ``province``, ``kind`` and any other. Nodes
        without a row are those of the edges.
    about
        Title, language and what else is known of the data beside their rows.
    directed
        Whether edges have a direction.

    Returns
    -------
    ValueNetwork

    Raises
    ------
    SchemaError
        If columns are missing, or any row is faulty: the message names the first.

    Examples
    --------
    >>> import pandas as pd
    >>> net = from_frames(pd.DataFrame({"来源": ["甲", "乙"], "目标": ["乙", "丙"], "年份": [2020, 2021]}))
    >>> net.nodes.index.tolist(), len(net.until(2020).edges)
    (['甲', '乙', '丙'], 1)
    """
    found: list[Finding] = []
    relations = [conform.edge_rows(conform.from_frame(edges, "edges"), found=found)]
    tables = [] if nodes is None else [conform.node_rows(conform.from_frame(nodes, "nodes"), found=found)]
    refuse(found)
    return build(relations, tables, about=about, directed=directed, found=found)
