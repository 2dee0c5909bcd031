"""An opened data set: its rows and nodes on an engine, and the selections that cut them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from clusternet.errors import EmptyNetworkError
from clusternet.lake.engines import Engine
from clusternet.lake.staging import Staged
from clusternet.network import absent
from clusternet.network.about import About

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Lake"]

_NUMBERS = count()


@dataclass(frozen=True, eq=False)
class Lake:
    """A data set on an engine, or a selection of it; analyses take it as others take a network.

    Attributes
    ----------
    engine
        Where its tables are: ``edges`` (``s``, ``t``, ``y``, ``w``) and ``nodes`` (``id``, ``key``).
    staged
        What they were made of, and what was odd in it.
    about
        What is known of the data beside their rows.
    directed
        False where the descriptor says that edges have no direction.
    where
        Conditions of the rows, in SQL.
    touched
        Whether rows are those that touch a platform: platforms are then the sample.
    last
        Last year of the selection.
    chosen
        Whether anything is selected: nodes are then the ends of the rows.
    kept
        Whether nodes without a tie count: None as the data have it, see
        :meth:`clusternet.network.value_network.ValueNetwork.counted`.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> with lake.open({"edges": rows}) as opened:                   # doctest: +SKIP
    ...     opened.years, opened.select(year=2020).node_count
    ([2020, 2021], 2)
    """

    engine: Engine
    staged: Staged
    about: About
    directed: bool = True
    where: tuple[str, ...] = ()
    touched: bool = False
    last: int | None = None
    chosen: bool = False
    kept: bool | None = None
    _made: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove all that the engine made for it; a SparkSession stays the caller's.

        Examples
        --------
        >>> from clusternet import lake
        >>> lake.open("edges.parquet").close()                       # doctest: +SKIP
        """
        self.engine.close()

    # -- selections --------------------------------------------------------------------------------------
    def select(
        self,
        *,
        relation: str | None = None,
        platforms: bool = False,
        window: tuple[int, int] | None = None,
        year: int | None = None,
        isolated: str | None = None,
    ) -> Self:
        """Return a selection, in the order that ``clusternet`` applies them.

        Parameters
        ----------
        relation
            Rows of one type.
        platforms
            Rows that touch a platform, which become the sample.
        window, year
            Rows of some years, both included; or of a year and before.
        isolated
            ``keep`` or ``drop`` nodes without a tie.

        Raises
        ------
        SchemaError
            If the data lack what is selected by.
        EmptyNetworkError
            If no row is left.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet import lake
        >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> with lake.open({"edges": rows}) as opened:               # doctest: +SKIP
        ...     opened.select(year=2020).relations
        1
        """
        if relation is not None and "relation" not in self.staged.edges:
            raise absent.no_relations()
        if platforms and "platform" not in self.staged.nodes:
            raise absent.no_platforms()
        where, last = list(self.where), self.last
        if relation is not None:
            where.append(f"relation = '{relation.replace(chr(39), chr(39) * 2)}'")
        if platforms:
            own = "(SELECT id FROM nodes WHERE platform)"
            where.append(f"(s IN {own} OR t IN {own})")
        if window is not None or year is not None:
            if not self.years:
                raise absent.no_years(self._no_rows())
            first, last = window or (None, year)
            where.append(f"y <= {last}" if first is None else f"y BETWEEN {first} AND {last}")
        cut = self.chosen or len(where) > len(self.where)
        kept = self.kept if isolated is None else isolated == "keep"
        touched = self.touched or platforms
        chosen = replace(
            self, where=tuple(where), last=last, chosen=cut, kept=kept, touched=touched, _made={}
        )
        if cut and not chosen.relations:
            said = ", ".join(each for each in where)
            raise EmptyNetworkError.of("nothing_selected", said=said)
        return chosen

    def _no_rows(self) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(columns=["year"] if "year" in self.staged.edges else [])

    @property
    def whole(self) -> Self:
        """All of the data."""
        return replace(self, where=(), touched=False, last=None, chosen=False, kept=None, _made={})

    # -- what it holds -----------------------------------------------------------------------------------
    @property
    def tables(self) -> dict[str, str]:
        """The tables that were made of the selection, and what the engine calls them."""
        return self._made

    @property
    def rows(self) -> str:
        """The rows, as a query."""
        kept = f" WHERE {' AND '.join(self.where)}" if self.where else ""
        return f"(SELECT * FROM edges{kept}) r"

    @property
    def links(self) -> str:
        """The rows that make links, as a query: those of weight 0 do not."""
        return f"(SELECT * FROM edges WHERE {' AND '.join((*self.where, 'w > 0'))}) r"

    @property
    def all_nodes(self) -> bool:
        """Whether nodes without a tie count."""
        return not (self.chosen or self.years) if self.kept is None else self.kept

    @property
    def nodes(self) -> str:
        """The nodes that count, as a query; ``kind`` is that of :attr:`as_of`."""
        own = ("name", "category", "province", "city", "region", "country", "platform")
        held = ["id", "key", *(name for name in own if name in self.staged.nodes)]
        kind = self.kind(self.as_of)
        listed = ", ".join([*held, *([f"{kind} AS kind"] if kind else [])])
        tied = "" if self.all_nodes else f" WHERE id IN (SELECT id FROM {self.table('tied')})"
        return f"(SELECT {listed} FROM nodes{tied}) n"

    def kind(self, year: int | None) -> str | None:
        """Return the kind of a node in a year, in SQL; None where the data name no kinds.

        Parameters
        ----------
        year
            As of which a node that left the sample is a partner; never if None.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet import lake
        >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> with lake.open({"edges": rows}) as opened:               # doctest: +SKIP
        ...     opened.kind(2020) is None
        True
        """
        if self.touched:
            return "CASE WHEN platform THEN 'sample' ELSE 'partner' END"
        if "kind" not in self.staged.nodes:
            return None
        if "left_year" not in self.staged.nodes or year is None:
            return "kind"
        return f"CASE WHEN left_year <= {year} THEN 'partner' ELSE kind END"

    @property
    def as_of(self) -> int | None:
        """Year at which kinds are read."""
        return self.last if self.last is not None else max(self._all_years, default=None)

    @cached_property
    def years(self) -> list[int]:
        """The years that have rows, ascending."""
        return self._years(self.rows)

    @cached_property
    def _all_years(self) -> list[int]:
        return self._years("edges")

    def _years(self, rows: str) -> list[int]:
        if "year" not in self.staged.edges:
            return []
        found = self.fetch(f"SELECT DISTINCT y FROM {rows} WHERE y IS NOT NULL ORDER BY y")
        return [int(year) for year in found["y"]]

    @cached_property
    def relations(self) -> int:
        """Rows."""
        return self.number(f"SELECT CAST(COUNT(*) AS BIGINT) AS v FROM {self.rows}")

    @cached_property
    def node_count(self) -> int:
        """Nodes that count."""
        return self.number(f"SELECT CAST(COUNT(*) AS BIGINT) AS v FROM {self.nodes}")

    @cached_property
    def untied(self) -> int:
        """Nodes that are left out because no tie of theirs is left."""
        if self.all_nodes:
            return 0
        return self.number("SELECT CAST(COUNT(*) AS BIGINT) AS v FROM nodes") - self.node_count

    @cached_property
    def types(self) -> list[str]:
        """The relation types of the rows, in the order of their characters."""
        if "relation" not in self.staged.edges:
            return []
        found = self.fetch(f"SELECT DISTINCT relation AS v FROM {self.rows} WHERE relation IS NOT NULL")
        return sorted(found["v"])

    # -- on the engine -----------------------------------------------------------------------------------
    def fetch(self, sql: str) -> pd.DataFrame:
        """Return the rows of a query.

        Parameters
        ----------
        sql
            In the dialect that DuckDB and Spark share.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet import lake
        >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> with lake.open({"edges": rows}) as opened:               # doctest: +SKIP
        ...     opened.fetch("SELECT DISTINCT y FROM edges ORDER BY y")["y"].tolist()
        [2020, 2021]
        """
        frame: pd.DataFrame = self.engine.fetch(sql).to_pandas()
        return frame

    def number(self, sql: str) -> int:
        """Return the one whole number of a query; 0 where it is missing.

        Parameters
        ----------
        sql
            A query of one row with one column.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet import lake
        >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> with lake.open({"edges": rows}) as opened:               # doctest: +SKIP
        ...     opened.number("SELECT MAX(y) AS v FROM edges")
        2021
        """
        value = self.engine.fetch(sql).column(0)[0].as_py()
        return 0 if value is None else int(value)

    def table(self, name: str, sql: str | None = None) -> str:
        """Return the name of a table of this selection, made once by a query or by :data:`TABLES`.

        Parameters
        ----------
        name
            What it is called among the tables of the selection.
        sql
            What it is made by; the query of :data:`TABLES` if None.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet import lake
        >>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> with lake.open({"edges": rows}) as opened:               # doctest: +SKIP
        ...     opened.number(f"SELECT COUNT(*) AS v FROM {opened.table('directed')}")
        2
        """
        if name not in self._made:
            made = f"q{next(_NUMBERS)}_{name}"
            self.engine.create(made, sql or TABLES[name](self))
            self._made[name] = made
        return self._made[name]


def _pairs(lake: Lake, ends: str) -> str:
    return f"SELECT {ends}, MIN(y) AS f, SUM(w) AS w FROM {lake.links} GROUP BY 1, 2"


def _undirected(lake: Lake) -> str:
    return lake.table("undirected" if lake.directed else "directed")


TABLES: dict[str, Any] = {
    "tied": lambda lake: (
        f"SELECT id, MIN(y) AS f FROM (SELECT s AS id, y FROM {lake.rows} "
        f"UNION ALL SELECT t, y FROM {lake.rows}) ends GROUP BY id"
    ),
    "directed": lambda lake: _pairs(
        lake, "s, t" if lake.directed else "LEAST(s, t) AS s, GREATEST(s, t) AS t"
    ),
    "degrees": lambda lake: (
        "SELECT id, CAST(SUM(i) AS BIGINT) AS in_degree, CAST(SUM(o) AS BIGINT) AS out_degree, "
        "CAST(SUM(l) AS BIGINT) AS looped FROM ("
        "SELECT s AS id, 0 AS i, 1 AS o, CASE WHEN s = t THEN 1 ELSE 0 END AS l "
        f"FROM {lake.table('directed')} "
        f"UNION ALL SELECT t, 1, 0, 0 FROM {lake.table('directed')}) ends GROUP BY id"
    ),
    "undirected_degrees": lambda lake: (
        "SELECT id, CAST(COUNT(*) AS BIGINT) AS in_degree, CAST(COUNT(*) AS BIGINT) AS out_degree, "
        "CAST(SUM(l) AS BIGINT) AS looped FROM (SELECT s AS id, CASE WHEN s = t THEN 1 ELSE 0 END AS l "
        f"FROM {_undirected(lake)} UNION ALL SELECT t, 0 FROM {_undirected(lake)}) ends GROUP BY id"
    ),
    "undirected": lambda lake: (
        f"SELECT LEAST(s, t) AS s, GREATEST(s, t) AS t, MIN(f) AS f, SUM(w) AS w "
        f"FROM {lake.table('directed')} GROUP BY 1, 2"
    ),
}
"""Tables that analyses stand on: nodes with a tie, distinct pairs with their first year ``f``, degrees."""
