"""Spark: a session, classic or Connect, that the caller made and keeps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from clusternet.errors import FormatError, MissingDependencyError

if TYPE_CHECKING:
    import pyarrow

_FILES = (".parquet", ".csv", ".csv.gz", ".tsv", ".tsv.gz", "*")


class Spark:
    """An engine; see :class:`clusternet.lake.engines.Engine`."""

    name = "spark"

    def __init__(self, session: Any, master: str | None = None) -> None:
        try:
            from pyspark.errors import PySparkException
        except ImportError as error:
            raise MissingDependencyError.of("no_engine", name="pyspark", extra="spark") from error
        self._own = session == "spark"
        self._session, self._wrong = _session(master) if self._own else session, PySparkException
        self._tables: dict[str, Any] = {}

    def register(self, name: str, source: Any) -> list[str]:
        """Make a source a view; see :class:`clusternet.lake.engines.Engine`."""
        try:
            frame = self._read(source)
            headers = list(frame.columns)
            frame.toDF(*(f"c{place}" for place in range(len(headers)))).createOrReplaceTempView(name)
        except self._wrong as error:
            raise FormatError.of(
                "not_in_lake",
                name=source if isinstance(source, str) else name,
                why=str(error).partition("\n")[0],
            ) from error
        return headers

    def _read(self, source: Any) -> Any:
        if not isinstance(source, str | os.PathLike):
            import pyarrow  # a blank cell of a DataFrame would be the text NaN

            given = source if isinstance(source, pyarrow.Table) else pyarrow.Table.from_pandas(source)
            if given.num_rows:
                return self._session.createDataFrame(given)
            return self._session.createDataFrame([], _schema(given))
        text = str(source)
        if not text.lower().endswith(_FILES):
            return self._session.table(text)
        if ".parquet" in text.lower() or text.endswith("*"):
            return self._session.read.parquet(text)
        separator = "\t" if ".tsv" in text.lower() else ","
        return self._session.read.csv(text, header=True, sep=separator, escape='"', multiLine=True)

    def create(self, name: str, sql: str) -> None:
        """Materialise a query; its lineage ends here, so that rounds do not pile up."""
        try:
            made = self._session.sql(sql).localCheckpoint(eager=True)
            made.toDF(*made.columns).createOrReplaceTempView(
                name
            )  # columns of its own, for joins with itself
        except self._wrong as error:
            raise FormatError.of(
                "engine_failed", name=self.name, why=str(error).partition("\n")[0]
            ) from error
        self._tables[name] = made

    def fetch(self, sql: str) -> pyarrow.Table:
        """Return the rows of a query; see :class:`clusternet.lake.engines.Engine`."""
        try:
            return self._session.sql(sql).toArrow()
        except self._wrong as error:
            raise FormatError.of(
                "engine_failed", name=self.name, why=str(error).partition("\n")[0]
            ) from error

    def close(self) -> None:
        """Drop the views; the session is the caller's."""
        for name in self._tables:
            self._session.catalog.dropTempView(name)
        self._tables.clear()
        if self._own:
            self._session.stop()


def _schema(given: pyarrow.Table) -> Any:
    """Return the types of a table without rows, which Spark does not infer; of no type at all is text."""
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema

    fields = [
        field.with_type(pyarrow.string()) if pyarrow.types.is_null(field.type) else field
        for field in given.schema
    ]
    return from_arrow_schema(pyarrow.schema(fields))


def _session(master: str | None) -> Any:
    """Return a session of this process, on a cluster or by Spark Connect."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("clusternet")
    try:
        if master is not None and master.startswith("sc://"):
            return builder.remote(master).getOrCreate()
        return builder.master(master or "local[*]").getOrCreate()
    except (PySparkException, RuntimeError) as error:
        raise FormatError.of("no_spark", why=str(error).partition("\n")[0]) from error
