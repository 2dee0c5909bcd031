"""Values that a text may cite: each is a cell of a table, with what it is called, its base and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.prose.families import FAMILIES, Family, Options
from clusternet.prose.spelling import same
from clusternet.structure.community import Search
from clusternet.words import labels
from clusternet.words.labels import Style
from clusternet.words.marks import mark
from clusternet.words.naming import said
from clusternet.words.text import COMMA, Text
from clusternet.words.vocabulary import RELATIONS

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.space.flows import FlowMatrix

SELECTION = ("year", "window", "relation", "only")
"""Options that select from the network, of every table."""


@dataclass(frozen=True)
class Value:
    """A value that may be cited.

    Attributes
    ----------
    family, column
        Of the table, and of its column.
    where
        What selects the network, chooses the table and names the row.
    value
        A number, or a name.
    style
        How it is printed.
    name
        What it is called, with its row and its year.
    base
        What it is a share of, or what was counted; with its size.
    """

    family: str
    column: str
    where: Mapping[str, Any]
    value: Any
    style: Style
    name: Text
    base: Text

    @property
    def mark(self) -> str:
        """What an author writes for it.

        >>> Value("metrics", "nodes", {"year": 2022}, 3, "count", Text("", ""), Text("", "")).mark
        '{{ metrics.nodes year=2022 }}'
        """
        return mark(self.family, self.column, self.where)


@dataclass(frozen=True, eq=False)
class Data:
    """A network and the tables of it that were asked for, each computed once.

    Attributes
    ----------
    net
        The network.
    convention, search
        As in :mod:`clusternet.structure.metrics`.
    """

    net: ValueNetwork
    convention: Convention = GEPHI
    search: Search = field(default_factory=Search)
    _frames: dict[tuple[object, ...], pd.DataFrame] = field(default_factory=dict, repr=False)
    _nets: dict[tuple[object, ...], ValueNetwork] = field(default_factory=dict, repr=False)
    _matrices: dict[tuple[object, ...], FlowMatrix] = field(default_factory=dict, repr=False)
    _rows_of: dict[int, dict[tuple[Any, ...], int]] = field(default_factory=dict, repr=False)
    _bases: dict[tuple[object, ...], Text] = field(default_factory=dict, repr=False)

    @cached_property
    def years(self) -> list[int]:
        """The years of the data."""
        return self.net.years

    @cached_property
    def main(self) -> str | None:
        """The type of relation that flows; None where the data have no types."""
        from clusternet.network.relations import main_type

        return main_type(self.net.edges)

    def options(self, family: Family, given: Options) -> dict[str, Any]:
        """Return the options of a table: those given, else the defaults."""
        found: dict[str, Any] = {key: given.get(key) for key in SELECTION if given.get(key) is not None}
        if "year" in found:
            found["year"] = int(found["year"])
        if (term := RELATIONS.find(str(found.get("relation")))) is not None:
            found["relation"] = term.key
        found |= {key: given.get(key) or values[0] for key, values in family.options.items()}
        whole = family.key == "metrics" or "year" in family.rows
        if whole and not {"year", "window"} & set(found) and self.years:
            found["year"] = self.years[-1]
        if "relation" not in found and self.main and _flows(family, found):
            found["relation"] = self.main
        return found

    def network(self, options: Options) -> ValueNetwork:
        """Return the part of the network that options select.

        Raises
        ------
        ClusternetError
            If nothing is left.
        """
        key = tuple(options.get(name) for name in SELECTION)
        if key not in self._nets:
            net = self.net
            if (relation := options.get("relation")) not in (None, "all"):
                net = net.relation(str(relation))
            if options.get("only") == "platforms":
                net = net.platforms()
            if (window := options.get("window")) is not None:
                first, _, last = str(window).partition(":")
                net = net.window(int(first), int(last))
            if (year := options.get("year")) is not None:
                net = net.until(int(year))
            self._nets[key] = net
        return self._nets[key]

    def table(self, family: Family, options: Options, column: str = "") -> pd.DataFrame:
        """Return a table, computed once; of ``metrics`` only the one column."""
        wanted = {"columns": (column,)} if family.key == "metrics" else {}
        if "year" in family.rows:  # one table of all years
            options = {key: value for key, value in options.items() if key != "year"}
        key = (family.key, *sorted((name, str(value)) for name, value in options.items()), *wanted.values())
        if key not in self._frames:
            how: dict[str, Any] = {"convention": self.convention, "search": self.search, **wanted}
            if "count" in family.options:
                how["matrix"] = self.matrix(options)
            self._frames[key] = family.make(self.network(options), {**options, **how})
        return self._frames[key]

    def matrix(self, options: Options) -> FlowMatrix:
        """Return the flows between places that options select and count, counted once."""
        from clusternet.space import flows

        key = (*(options.get(name) for name in SELECTION), options["level"], options["count"])
        if key not in self._matrices:
            net = self.network(options)
            self._matrices[key] = flows.matrix(net, level=options["level"], count=options["count"])
        return self._matrices[key]

    def value(self, family: str, column: str, where: Options) -> Value:
        """Return a value.

        Parameters
        ----------
        family, column
            Keys of :data:`clusternet.prose.families.FAMILIES` and one of its columns.
        where
            Selection, options, and the names of the row, in any of their spellings.

        Raises
        ------
        ClusternetError
            If there is no such table, column or row.

        Examples
        --------
        >>> import pandas as pd
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
        >>> data = Data(from_frames(ties))
        >>> data.value("metrics", "nodes", {"year": 2020}).value, data.value("metrics", "nodes", {}).value
        (2, 3)
        """
        kind = FAMILIES[family]
        options = self.options(kind, where)
        frame = self.table(kind, options, column)
        row = self._place(kind, frame, {**where, **options})
        row = _row(kind, frame, {**where, **options}, options) if row is None else row
        return self._cell(kind, column, options, frame, row)

    def _place(self, kind: Family, frame: pd.DataFrame, where: Options) -> int | None:
        """Return the place of the row whose names are given as the data have them; None if they are not."""
        if not kind.rows or "top" in where or any(name not in where for name in kind.rows):
            return None
        held = self._rows_of.get(id(frame))
        if held is None:
            cells = zip(*(frame[name].tolist() for name in kind.rows), strict=True)
            held = self._rows_of[id(frame)] = {row: at for at, row in reversed(list(enumerate(cells)))}
        return held.get(tuple(where[name] for name in kind.rows))

    def _cell(self, kind: Family, column: str, options: Options, frame: pd.DataFrame, row: int) -> Value:
        value = _plain(frame[column].iat[row])
        named = {name: _plain(frame[name].iat[row]) for name in kind.rows}
        shown = {key: each for key, each in options.items() if not self._default(kind, key, each)}
        years: dict[str, Any] = {key: shown.pop(key) for key in ("year", "window") if key in shown}
        where = {**years, **named, **shown}
        style = labels.style(_LIKE.get(column, column))
        name = self._named(kind, column, where, named, options)
        return Value(kind.key, column, where, value, style, name, self._base(kind, options, frame))

    def _default(self, kind: Family, key: str, value: Any) -> bool:
        """Whether a mark may leave an option out."""
        if key == "relation":
            return kind.flows and value == self.main
        return key in kind.options and value == kind.options[key][0]

    def _named(
        self, kind: Family, column: str, where: Options, row: Mapping[str, Any], options: Options
    ) -> Text:
        parts = [_BY[str(where["by"])]] if "by" in where else []
        rows = [_said(value, kind, name, options) for name, value in row.items() if name != "year"]
        if rows:
            parts.append(Text(" → ".join(each.zh for each in rows), " → ".join(each.en for each in rows)))
        heading = Text.of(lambda language: labels.heading(_LIKE.get(column, column), language))
        parts.append(_COLUMNS.get((kind.key, column), heading))
        parts += [_word(key, where[key]) for key in ("direction", "side", "kind", "level", "only", "count")
                  if key in where]  # fmt: skip
        if where.get("relation"):
            parts.append(said(str(where["relation"]), "relation"))
        if "year" in where:
            parts.append(Text(f"{where['year']}年", str(where["year"])))
        if "window" in where:
            first, _, last = str(where["window"]).partition(":")
            alone = Text(f"{last}年当年", f"{last} alone")
            parts.append(alone if first == last else Text(f"{first}—{last}年", f"{first}–{last}"))
        return Text("·", " · ").join(parts)

    def _base(self, kind: Family, options: Options, frame: pd.DataFrame) -> Text:
        key = (kind.key, *options.values())
        if key not in self._bases:
            self._bases[key] = self._counted(options, frame)
        return self._bases[key]

    def _counted(self, options: Options, frame: pd.DataFrame) -> Text:
        if "base" in frame and len(frame):
            at = frame["year"].tolist().index(options["year"]) if "year" in frame else 0
            base, size = frame["base"].iloc[at], frame["base_n"].iloc[at]
            return Text.of(lambda language: f"{base.in_(language)} {size:,.10g}")
        relation = options.get("relation")
        types = said(str(relation), "relation") if relation else Text("全部关系类型", "all relation types")
        size = f"{len(self.network(options).edges):,}"
        return Text(f"{types.zh} {size}条，{self.convention.name}",
                    f"{types.en}, {size} relations, {self.convention.name}")  # fmt: skip

    def every(self, years: Sequence[int] = (), *, top: int = 20) -> Iterator[Value]:
        """Yield the values that may be cited, table by table.

        Parameters
        ----------
        years
            Up to which the network is taken; the last where there are none.
        top
            Rows of ranked tables; 0 for all.
        """
        for kind in FAMILIES.values():
            for chosen in _choices(kind):
                for year in years or self.years[-1:] or [0]:
                    given = {**chosen, "year": year} if year else chosen
                    yield from self._rows(kind, given, top)

    def _rows(self, kind: Family, given: Options, top: int) -> Iterator[Value]:
        try:
            options = self.options(kind, given)
            frames = {name: self.table(kind, options, name) for name in kind.columns}
        except ClusternetError:
            return  # the data have no such column: no value of it may be cited
        for name, frame in frames.items():
            rows = range(min(len(frame), top or len(frame)) if kind.ranked else len(frame))
            if "year" in kind.rows:
                rows = range(*_span(frame["year"].tolist(), options["year"]))
            for row in rows:
                if name not in kind.rows and not labels.missing(frame[name].iat[row]):
                    yield self._cell(kind, name, options, frame, row)


def _flows(family: Family, options: Options) -> bool:
    from clusternet.space.distribution import counted

    return family.flows and (family.key != "distribution" or counted(options["by"]) == "edges")


def _span(years: list[int], year: int) -> tuple[int, int]:
    return (years.index(year), years.index(year) + 1) if year in years else (0, 0)


def _choices(kind: Family) -> Iterator[dict[str, str]]:
    """Yield the tables of a family that are listed: each option by itself beside the defaults."""
    yield {}
    single = {"distribution": ("by",), "centrality": ("kind",)}.get(kind.key, tuple(kind.options))
    for key in single:
        if key != "count":
            yield from ({key: value} for value in kind.options[key][1:] if value != "country")
    if kind.key == "distribution":
        yield from ({"by": "province", "kind": each} for each in ("sample", "partner"))


_LIKE = {"enable_rank": "rank", "input_rank": "rank"}
"""Columns that are headed and printed as others are."""
_COLUMNS = {
    ("margins", "enable_rank"): Text("赋能排名", "Enabling, rank"),
    ("margins", "input_rank"): Text("输入排名", "Input, rank"),
    ("margins", "net"): Text("净赋能占比", "Net share"),
}
_BY = {
    key: Text(labels.heading(key, "zh"), labels.heading(key, "en"))
    for key in ("technology", "application", "industry", "category", "region", "province", "city", "country")
}


def _word(key: str, value: object) -> Text:
    text = str(value)
    if labels.known(text, "word"):
        return Text.of(labels.label(text, "word").in_)
    return Text.of(lambda language: labels.heading(text, language))


def _said(value: Any, kind: Family, column: str, options: Options) -> Text:
    if isinstance(value, str):
        return said(value, kind.holds(column, options))
    return Text(f"前{100 * value:g}%节点", f"top {100 * value:g}% of nodes")


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _row(kind: Family, frame: pd.DataFrame, where: Options, options: Options) -> int:
    """Return the place of the row that a mark names.

    Raises
    ------
    ClusternetError
        If no row, or none alone, is named so.
    """
    if "top" in where:
        rank = int(where["top"])
        found = [at for at, each in enumerate(frame[kind.ranked]) if int(each) == rank]
        return _one(found, kind, f"top {rank}", [str(len(frame))], frame)
    rows = list(range(len(frame)))
    for name in kind.rows:
        if name not in where:
            raise ClusternetError(
                f"{kind.key}: {name}=… is missing; it names the row, as {name}={frame[name].iloc[0]} does"
                if len(frame) else f"{kind.key}: the table has no rows",
                f"{kind.key}：缺少 {name}=…，它指明是哪一行，例如 {name}={frame[name].iloc[0]}"
                if len(frame) else f"{kind.key}：表中没有行",
            )  # fmt: skip
        holds = kind.holds(name, options)
        cells = frame[name].tolist()
        rows = [at for at in rows if same(cells[at], where[name], holds)]
        if len(rows) > 1:  # 吉林 is a province and a city; the name as written goes first
            rows = [at for at in rows if str(cells[at]) == str(where[name])] or rows
    wanted = ", ".join(f"{name}={where[name]}" for name in kind.rows)
    names = [str(each) for each in frame[kind.rows[0]].tolist()] if kind.rows else []
    return _one(rows, kind, wanted, names, frame)


def _one(found: list[int], kind: Family, wanted: str, names: Sequence[str], frame: pd.DataFrame) -> int:
    if len(found) == 1:
        return found[0]
    accepted = list(dict.fromkeys(names))
    shown = COMMA.join([Text(each, each) for each in accepted[:5]])
    more = "" if len(accepted) <= 5 else " …"
    which = Text("没有这一行", "no such row") if not found else Text("不止一行", "more than one row")
    raise ClusternetError(
        f"{kind.key}: {which.en}: {wanted}; accepted: {shown.en}{more}",
        f"{kind.key}：{which.zh}：{wanted}；可用：{shown.zh}{more}",
    )
