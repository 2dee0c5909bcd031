"""The value network: a node table, an edge table, and the selections that cut them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network import card, export, grouping, relations
from clusternet.network.links import Links, merge
from clusternet.schema import conform
from clusternet.schema.findings import Finding, wording
from clusternet.words.text import Text

if TYPE_CHECKING:
    import igraph
    import networkx

__all__ = ["About", "Inside", "Isolated", "ValueNetwork", "build", "from_frames", "refuse", "without_rows"]

Isolated = Literal["drop", "keep"]
Inside = Literal["drop", "keep"]


@dataclass(frozen=True)
class About:
    """What is known of a data set beside its rows.

    Attributes
    ----------
    title
        Printed above tables; the name of the file where the descriptor gives none.
    title_en
        Printed instead in English output, where the data set has both.
    synthetic
        Every output then says so.
    language
        ``zh`` or ``en``: that of the headers, and so of the output unless told otherwise.
    poles
        Places the data set calls poles.
    places
        ``chinese`` names are resolved to provinces and cities, ``own`` names are taken as written.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.
    parents
        Id -> the group it belongs to, from the data set's own table of parents.

    Examples
    --------
    >>> About(title="网络", title_en="Network", synthetic=True).titled("en")
    'Network'
    """

    title: str = ""
    synthetic: bool = False
    language: Literal["zh", "en"] = "en"
    poles: tuple[str, ...] = ()
    places: Literal["chinese", "own"] = "chinese"
    parents: Mapping[str, grouping.Parent] = field(default_factory=dict)
    title_en: str = ""
    kingdom: bool = False

    def titled(self, language: str) -> str:
        """Return the title in a language, as far as the data set has it.

        Parameters
        ----------
        language
            ``zh`` or ``en``.

        Examples
        --------
        >>> About(title="网络", title_en="Network").titled("en"), About(title="网络").titled("en")
        ('Network', '网络')
        """
        return Text(self.title, self.title_en or self.title).in_(language)


@dataclass(frozen=True, eq=False, repr=False)
class ValueNetwork:
    """A directed network of who supplied what to whom.

    Built by :func:`clusternet.read` or :mod:`clusternet.schema.conform`, never changed afterwards:
    every selection returns a new network.

    Attributes
    ----------
    nodes : DataFrame
        Indexed by ``id``, in the order the nodes were first seen; columns as in
        :data:`clusternet.schema.columns.NODES`.
    edges : DataFrame
        One row per recorded relation, in file order: ``source`` and ``target`` (categories of the node
        index), ``weight``, and where the data have them ``year``, ``relation`` and any further column.
    directed : bool
        False where the file declared its edges undirected.
    about : About
    as_of : int or None
        Year at which :attr:`kinds` is read: the end of the selection, or the last year of the data.
    members : DataFrame or None
        After :meth:`rollup`: the nodes before it. ``source_member`` and ``target_member`` of :attr:`edges`
        are categories of its index.
    inside : {"drop", "keep"}
        After :meth:`rollup`: whether ties inside a group are links.
    untied : int
        Nodes that selections have left out because no tie of theirs is left.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"source": ["a", "b", "a"], "target": ["b", "c", "b"], "year": [2020, 2021, 2021]}
    >>> net = from_frames(pd.DataFrame(rows))
    >>> net, net.until(2020).nodes.index.tolist(), net.links().size
    (<ValueNetwork: 3 nodes, 3 relations, 2020-2021>, ['a', 'b'], 2)
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    directed: bool = True
    about: About = field(default_factory=About)
    as_of: int | None = None
    members: pd.DataFrame | None = None
    inside: Inside = "drop"
    untied: int = 0

    # -- what the rows hold ------------------------------------------------------------------------------
    @property
    def years(self) -> list[int]:
        """The years that have rows, ascending; empty where the data have no years."""
        if "year" not in self.edges:
            return []
        return sorted(int(year) for year in self.edges["year"].dropna().unique())

    @property
    def kinds(self) -> pd.Series | None:
        """``sample`` or ``partner`` for each node at :attr:`as_of`; None where the data name no kinds.

        From its ``left_year`` on, a sample counts as a partner node.
        """
        if "kind" not in self.nodes:
            return None
        kinds = self.nodes["kind"]
        if "left_year" not in self.nodes or self.as_of is None:
            return kinds
        return kinds.mask(self.nodes["left_year"].le(self.as_of).fillna(False), "partner")

    @cached_property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of source and target in :attr:`nodes`, each of shape (rows,)."""
        return _codes(self.edges["source"]), _codes(self.edges["target"])

    def links(self, convention: Convention = GEPHI) -> Links:
        """Return the merged graph under a convention: distinct pairs with one weight each.

        Parameters
        ----------
        convention
            How rows become links.

        Returns
        -------
        Links
            Without rows of weight 0, whose nodes stay, and without ties inside a group, see :meth:`rollup`.

        Examples
        --------
        >>> import pandas as pd
        >>> links = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]})).links()
        >>> links.size, links.weight.tolist()
        (1, [2.0])
        """
        key = (convention.merge, convention.mutual_weight, convention.directed)
        if key not in self._merged:
            self._merged[key] = self._merge(convention)
        return self._merged[key]

    @cached_property
    def _merged(self) -> dict[tuple[str, str, bool], Links]:
        return {}

    def _merge(self, convention: Convention) -> Links:
        source, target = self.ends
        weight = self.edges["weight"].to_numpy(dtype=float)
        counted = weight > 0 if self.inside == "keep" else (weight > 0) & ~self.inside_rows
        source, target, weight = source[counted], target[counted], weight[counted]
        if not self.directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        merged = merge(len(self.nodes), source, target, weight, rule=convention.merge)
        if not self.directed:
            return replace(merged, directed=False)
        return merged if convention.directed else merged.undirected(convention.mutual_weight)

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
        if not self.years and "year" in self.edges:
            raise SchemaError("the year column holds no year: every cell is blank or unreadable")
        if not self.years:
            raise SchemaError(
                "the edges have no year column, so there is nothing to select by year; "
                "accepted headers: year, date, 年份, 日期"
            )
        years = self.edges["year"]
        inside = years.le(last) if first is None else years.between(first, last)
        span = f"up to {last}" if first is None else f"from {first} to {last}"
        known = f"the data cover {self.years[0]} to {self.years[-1]}"
        chosen = self._keep(inside.fillna(False).to_numpy(dtype=bool), isolated, f"{span}; {known}")
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
            raise SchemaError("the edges have no relation column; accepted headers: relation, 关系, 关系类型")
        rows = self.edges["relation"].eq(name).fillna(False).to_numpy(dtype=bool)
        return self._keep(rows, isolated, relations.lacking(self.edges, name))

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
        <ValueNetwork: 2 nodes (1 sample, 1 partner), 1 relations>
        """
        chosen = self.nodes.index.isin(list(ids))
        source, target = self.ends
        kept = self._keep(chosen[source] | chosen[target], isolated, "that touches the chosen nodes")
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
            raise SchemaError("the nodes have no platform column; accepted headers: platform, 平台, 平台企业")
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
        return self._keep(np.ones(len(self.edges), dtype=bool), "drop", "at all")

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

    def _keep(self, rows: NDArray[np.bool_], isolated: Isolated, what: str) -> Self:
        if not rows.any():
            raise EmptyNetworkError(f"no relation {what}")
        edges = self.edges[rows].reset_index(drop=True)
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

    @cached_property
    def inside_rows(self) -> NDArray[np.bool_]:
        """Mark the rows inside a group, shape (rows,): one group at both ends, and not its head alone."""
        source, target = self.ends
        if self.members is None:
            return np.zeros(len(source), dtype=bool)
        same = source == target
        ends = [self.edges[name].astype(object).to_numpy() for name in (*grouping.MEMBER_ENDS, "source")]
        return np.asarray(same & ((ends[0] != ends[2]) | (ends[1] != ends[2])), dtype=bool)

    @property
    def ungrouped(self) -> Self:
        """The same rows between the members themselves: where things are, whoever is counted."""
        if self.members is None:
            return self
        ends = {name.removesuffix("_member"): self.edges[name] for name in grouping.MEMBER_ENDS}
        edges = self.edges.assign(**ends).drop(columns=list(grouping.MEMBER_ENDS))
        return replace(self, nodes=self.members.drop(columns="group"), edges=edges, members=None)

    @property
    def membership(self) -> pd.DataFrame:
        """Every ``member`` with the ``group`` it is counted as: once, or twice where that changed."""
        if self.members is None:
            ids = self.nodes.index.to_numpy()
            return pd.DataFrame({"member": ids, "group": ids})
        return grouping.membership(self.nodes, self.edges, self.members)

    # -- the same graph for other libraries --------------------------------------------------------------
    @property
    def igraph(self) -> igraph.Graph:
        """Every row as an edge of an ``igraph.Graph``, with every attribute; ``id`` is the id."""
        return export.to_igraph(self.nodes, self.edges, self.ends, self.directed, self._facts)

    @property
    def networkx(self) -> networkx.MultiGraph:
        """Every row as an edge of a ``MultiDiGraph``, with every attribute that is not missing.

        The key of an edge is the number of its row.
        """
        return export.to_networkx(self.nodes, self.edges, self.directed, self._facts)

    @property
    def _facts(self) -> dict[str, Any]:
        """What a graph says of itself, in values that every file format holds."""
        about = self.about
        facts = {
            "title": about.title,
            "title_en": about.title_en,
            "synthetic": about.synthetic,
            "language": about.language,
        }
        facts |= {"places": about.places, "poles": "、".join(about.poles)}
        return facts if self.as_of is None else facts | {"as_of": self.as_of}

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


def refuse(found: list[Finding]) -> None:
    """Raise the first fault.

    Parameters
    ----------
    found
        What was odd in the rows.

    Raises
    ------
    SchemaError
        If one of them is a fault.

    Examples
    --------
    >>> refuse([])
    """
    for each in found:
        if each.severity == "fault":
            problem = wording(each.problem, "en")
            raise SchemaError(
                f"{each.file}, row {each.line}, column {each.column}: {problem}: {each.value!r}"
            )


def _codes(column: pd.Series) -> NDArray[np.int64]:
    return np.asarray(column.cat.codes, dtype=np.int64)
