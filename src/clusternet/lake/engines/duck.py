"""DuckDB: in this process, out of core, in a folder of its own that goes when it is closed."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet.errors import FormatError, MissingDependencyError

if TYPE_CHECKING:
    import pyarrow

_PREFIX = "clusternet-lake-"


class Duck:
    """An engine; see :class:`clusternet.lake.engines.Engine`."""

    name = "duckdb"

    def __init__(self, folder: str | None = None, **settings: Any) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingDependencyError.of("no_engine", name="duckdb", extra="lake") from error
        _swept(Path(folder or tempfile.gettempdir()))
        self.folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder)
        spill: dict[str, Any] = {"temp_directory": f"{self.folder}/spill", "preserve_insertion_order": False}
        self._connection = duckdb.connect(f"{self.folder}/lake.duckdb", config=spill | settings)
        self._wrong = duckdb.Error
        self.close = weakref.finalize(self, _close, self._connection, self.folder)

    def register(self, name: str, source: Any) -> list[str]:
        """Make a source a view; see :class:`clusternet.lake.engines.Engine`."""
        called = str(source) if isinstance(source, str | os.PathLike) else name
        if isinstance(source, str | os.PathLike):
            text = str(source).replace("'", "''")
            csv = text.lower().endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz"))
            read = f"read_csv('{text}', all_varchar=true, header=true, union_by_name=true)"
            source = read if csv else f"read_parquet('{text}', union_by_name=true)"
        else:
            self._connection.register(f"{name}_given", source)
            source = f"{name}_given"
        try:
            headers = [str(each[0]) for each in self._connection.sql(f"SELECT * FROM {source}").description]
        except self._wrong as error:
            raise FormatError.of("not_in_lake", name=called, why=str(error).partition("\n")[0]) from error
        listed = ", ".join(f"c{place}" for place in range(len(headers)))
        view = "TEMP VIEW" if source.endswith("_given") else "VIEW"
        self._connection.execute(f"CREATE OR REPLACE {view} {name} AS SELECT * FROM {source} AS t({listed})")
        return headers

    def create(self, name: str, sql: str) -> None:
        """Materialise a query; see :class:`clusternet.lake.engines.Engine`."""
        self._run(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def fetch(self, sql: str) -> pyarrow.Table:
        """Return the rows of a query; see :class:`clusternet.lake.engines.Engine`."""
        return self._run(sql, self._connection.sql).to_arrow_table()

    def _run(self, sql: str, how: Any = None) -> Any:
        try:
            return (how or self._connection.execute)(sql)
        except self._wrong as error:
            raise FormatError.of(
                "engine_failed", name=self.name, why=str(error).partition("\n")[0]
            ) from error


def _close(connection: Any, folder: str) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)


def _swept(parent: Path) -> None:
    """Remove the folders of processes that were killed."""
    for folder in parent.glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)
