"""The exceptions a caller can meet, one line on the command line; and the check of names asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Self

__all__ = [
    "ClusternetError",
    "EmptyNetworkError",
    "FormatError",
    "MissingDependencyError",
    "OverwriteError",
    "SchemaError",
    "UndefinedError",
    "chosen",
]


class ClusternetError(ValueError):
    """Base of every error this package raises on purpose.

    ``str`` is the message in English; ``zh`` is it in Chinese, where it has such words, else the same. What a
    user may do wrong is told by the texts of ``data/refusals.csv``, through :meth:`of`.

    Examples
    --------
    >>> import clusternet
    >>> try:
    ...     clusternet.read("no such file.csv")
    ... except clusternet.ClusternetError as error:
    ...     print(type(error).__name__)
    FormatError
    """

    def __init__(self, message: str = "", zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh or message

    @classmethod
    def of(cls, key: str, /, **values: object) -> Self:
        """Return the error that a text of the table tells, with values in its places.

        Parameters
        ----------
        key
            The row of ``data/refusals.csv``.
        values
            Words of one language or of two, numbers, other errors, and lists of these.

        Examples
        --------
        >>> error = FormatError.of("no_such_sheet", name="a.xlsx", sheet="2019", listed=["2017", "2018"])
        >>> print(error)
        a.xlsx: no sheet '2019'; the sheets are: 2017, 2018
        >>> print(error.zh)
        a.xlsx：没有工作表“2019”；现有：2017、2018
        """
        text = _texts()[key]
        return cls(*(text[lang].format(**_worded(values, lang)) for lang in ("en", "zh")))

    def about(self, file: object) -> ClusternetError:
        """Return an error that names the file, which this one does not.

        Parameters
        ----------
        file
            Its name, as it was given.

        Returns
        -------
        ClusternetError
            The same in both languages, the file first.

        Examples
        --------
        >>> print(EmptyNetworkError("no relation up to 1999").about("edges.csv"))
        edges.csv: no relation up to 1999
        """
        return ClusternetError(f"{file}: {self}", f"{file}：{self.zh}")


def _worded(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: _in(value, language) for name, value in values.items()}


def _in(value: object, language: str) -> object:
    """Return a value as a sentence of a language holds it; each word may have one for each (``in_``)."""
    if isinstance(value, ClusternetError):
        return {"en": str(value), "zh": value.zh}[language]
    if hasattr(value, "in_"):
        return value.in_(language)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return {"en": ", ", "zh": "、"}[language].join(str(_in(each, language)) for each in value)
    return value


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    from clusternet.data import rows

    return {row["key"]: row for row in rows("refusals.csv")}


class SchemaError(ClusternetError):
    """A table was read, but its columns or values are not what an edge or node table holds.

    Examples
    --------
    >>> import clusternet, pandas
    >>> try:
    ...     clusternet.from_frames(pandas.DataFrame({"source": ["a"]}))
    ... except clusternet.SchemaError as error:
    ...     print(str(error).partition(";")[0])
    edges: needs the columns source and target, or sample and partner
    """


class FormatError(ClusternetError):
    """A file is missing, or is not what its suffix says.

    Examples
    --------
    >>> import clusternet
    >>> try:
    ...     clusternet.shipped("atlantis")
    ... except clusternet.FormatError as error:
    ...     print(type(error).__name__)
    FormatError
    """


class OverwriteError(FormatError):
    """A file that is to be written is one that is read, or is written already.

    Examples
    --------
    >>> raise OverwriteError("edges.csv", "it is read by the same command")
    Traceback (most recent call last):
        ...
    clusternet.errors.OverwriteError: ...
    """


class EmptyNetworkError(ClusternetError):
    """Nothing is left to analyse: no valid row, or a selection that holds no edge.

    Examples
    --------
    >>> import clusternet, pandas
    >>> rows = pandas.DataFrame({"source": ["a"], "target": ["b"], "year": [2020]})
    >>> try:
    ...     clusternet.from_frames(rows).until(1999)
    ... except clusternet.EmptyNetworkError as error:
    ...     print(error)
    no relation up to 1999; the data cover 2020 to 2020
    """


class MissingDependencyError(ClusternetError):
    """An optional library is needed for what was asked, and is not installed.

    Examples
    --------
    >>> import clusternet
    >>> issubclass(clusternet.MissingDependencyError, clusternet.ClusternetError)
    True
    """


class UndefinedError(ClusternetError):
    """A measure has no value on this graph; the message is the reason printed beside the empty cell.

    Examples
    --------
    >>> import clusternet, pandas
    >>> from clusternet.structure.clustering import average
    >>> links = clusternet.from_frames(pandas.DataFrame({"source": ["a"], "target": ["b"]})).links()
    >>> try:
    ...     average(links, clusternet.IGRAPH)
    ... except UndefinedError as error:
    ...     print(error)
    no node has two neighbours
    """


def chosen(
    names: Iterable[str], accepted: tuple[str, ...], what: object, *, also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the names asked for in the order of those accepted.

    Parameters
    ----------
    names
        Asked for.
    accepted
        All there are.
    what
        What a name is of, for the message, in one language or in both (``in_``).
    also
        Names that are accepted and passed over.

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> chosen(["year", "nodes", "edges"], ("edges", "nodes"), "column", also=("year",))
    ('edges', 'nodes')
    """
    asked = list(names)
    for name in asked:
        if name not in accepted and name not in also:
            raise ClusternetError.of("unknown_name", what=what, name=name, accepted=(*also, *accepted))
    return tuple(name for name in accepted if name in asked)
