"""Engines that answer one SQL text: each registers a source, materialises a table and fetches rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Engine", "engine_of"]


class Engine(Protocol):
    """What an engine does; SQL is of the dialect that DuckDB and Spark share."""

    name: str

    def register(self, name: str, source: Any) -> list[str]:
        """Make a source a view with columns ``c0``, ``c1``, ...; return the headers it has.

        Parameters
        ----------
        name
            Of the view.
        source
            A Parquet or CSV file, a glob of such, the name of a table, a DataFrame or an Arrow table.
        """

    def create(self, name: str, sql: str) -> None:
        """Materialise a query as a table, in the place of one of that name."""

    def fetch(self, sql: str) -> pyarrow.Table:
        """Return the rows of a query."""

    def close(self) -> None:
        """Remove what the engine made."""


def engine_of(engine: Any = None, **options: Any) -> Engine:
    """Return the engine that is meant.

    Parameters
    ----------
    engine
        None or ``duckdb`` for DuckDB in this process; a SparkSession, classic or Connect, that the caller
        has; ``spark`` for a session of its own.
    **options
        Settings of DuckDB: ``memory_limit``, ``max_temp_directory_size``, ``threads``, ``folder``; of a
        session of its own ``master``: a cluster, or ``sc://`` of Spark Connect.

    Raises
    ------
    MissingDependencyError
        If the engine is not installed.

    Examples
    --------
    >>> engine_of("duckdb").name                    # doctest: +SKIP
    'duckdb'
    """
    if engine is None or engine == "duckdb":
        from clusternet.lake.engines.duck import Duck

        return Duck(**options)
    from clusternet.lake.engines.spark import Spark

    return Spark(engine, **options)
