"""The options that commands share: what to read, what to select from it, how to print."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.options import GROUPS, R
from clusternet.cli.usage import Misuse
from clusternet.cli.values import Output
from clusternet.errors import ClusternetError, MissingDependencyError, SchemaError
from clusternet.guard import guarded, names, reading, text_of
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.conventions import Convention
    from clusternet.io import Reading
    from clusternet.io.tables.sheet import Sheet
    from clusternet.lake import Lake
    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.caption import Selection
    from clusternet.schema.numbers import Sign


@dataclass(frozen=True)
class Request:
    """The shared options of one call."""

    data: str | None = None
    nodes: str | None = None
    root: str | None = None
    strict: bool = False
    quiet: bool = False
    lang: str | None = None
    year: int | None = None
    window: tuple[int, int] | None = None
    relation: str | None = None
    only: str | None = None
    isolated: str | None = None
    rollup: str | None = None
    inside: str = "drop"
    convention: str = "gephi"
    undirected: bool = False
    format: str = "table"
    out: str | None = None
    rows: str | None = None
    decimal: Sign | None = None
    totals: str | None = None
    kingdom: bool = False
    engine: str = "local"
    spark_master: str | None = None

    @property
    def form(self) -> str:
        """The form of the output: that of ``--out`` by its suffix, else ``--format``."""
        return self.format if self.out is None else self.out.lower().rpartition(".")[2]

    @property
    def readable(self) -> bool:
        """Whether the output is read by people, not by programs."""
        return self.form in ("table", "md", "tex", "xlsx")

    def read(self, *, empty: bool = False) -> Reading:
        """Read the data, and say on stderr how many rows were refused or have no year."""
        from clusternet.io import examine, shipped
        from clusternet.notes import reading as notes

        if self.data == "":
            raise Misuse.of("data_empty")
        data = shipped() if self.data is None else self.data
        reading = examine(
            data,
            nodes=self.nodes,
            root=self.root,
            empty=empty,
            mixed="edges" if self.undirected else "",
        )
        if self.strict and reading.refused:
            raise SchemaError.of("strict", why=notes.summary(reading))
        summary, hint = notes.summary(reading), self._beyond(reading.network.years)
        self.tell([Text.join(NOTHING, (summary, notes.LISTED))] if summary.en else [])
        self.tell([hint] if hint.en else [])
        return reading

    def network(
        self, progress: Callable[[str], None], *, main_type: bool = False
    ) -> tuple[Request, ValueNetwork]:
        """Read the data and apply the selection; with ``main_type`` that of the relations that flow.

        On another engine the network is one of degrees: :func:`clusternet.lake.degrees.distribution`.
        """
        if self.engine != "local":
            from clusternet.lake.degrees import distribution

            self.reserve()
            with self.lake(progress, main_type=main_type) as (request, lake):
                return request, distribution(lake, request.choices())
        progress("reading")
        net = self.read().network
        request = self.of_main_type(net.edges) if main_type else self
        return request, request.select(net)

    def reserve(self, *stated: tuple[str, bool]) -> None:
        """Refuse what another engine cannot do: options by their name, and whether they are asked for."""
        for option, asked in (("--rows", self.rows), ("--rollup", self.rollup), *stated):
            if asked:
                raise Misuse.of("nothing_with", option=option, other=f"--engine {self.engine}")

    @contextmanager
    def lake(
        self, progress: Callable[[str], None], *, main_type: bool = False
    ) -> Iterator[tuple[Request, Lake]]:
        """Open the data on the engine, and apply the selection as :meth:`network` does."""
        import pandas as pd

        from clusternet import lake
        from clusternet.io import shipped
        from clusternet.notes.lake import refused_rows

        progress("reading")
        data = shipped() if self.data is None else self.data
        options = {"master": self.spark_master} if self.engine == "spark" else {}
        with lake.open(data, self.engine, nodes=self.nodes, root=self.root, **options) as whole:
            staged = whole.staged
            summary = refused_rows(staged.rows, staged.refused, staged.others)
            if self.strict and staged.refused:
                raise SchemaError.of("strict", why=summary)
            self.tell([summary] if staged.findings else [])
            types = pd.DataFrame({"relation": whole.types} if "relation" in whole.staged.edges else {})
            request = self.of_main_type(types) if main_type else self
            self.tell([hint] if (hint := self._beyond(whole.years)).en else [])
            if self.year is not None and self.window is not None:
                raise Misuse.of("exclude", first="--year", second="--window")
            progress("measuring")
            yield (
                request,
                whole.select(
                    relation=request.one_relation,
                    platforms=self.only == "platforms",
                    window=self.window,
                    year=self.year,
                    isolated=self.isolated,
                ),
            )

    def sheet(
        self, path: str | Path, *columns: str, sheet: str = "", header_row: int = 1, lenient: bool = False
    ) -> Sheet:
        """Read a table that is no network, as the options say."""
        from clusternet.io.tables.reader import read_sheet

        return read_sheet(
            path,
            *columns,
            sheet=sheet,
            header_row=header_row,
            lenient=lenient,
            decimal=self.decimal,
            totals=self.totals or "",
            kingdom=self.kingdom,
        )

    def tell(self, messages: Iterable[str | Text]) -> None:
        """Say on stderr what a reader has to know, unless ``--quiet``."""
        from clusternet.cli.emit import say

        for message in () if self.quiet else messages:
            say(message)

    def _beyond(self, years: list[int]) -> Text:
        """Return a hint where the years asked for reach beyond those of the data."""
        from clusternet.notes.reading import beyond

        first, last = self.window or (None, self.year)
        if last is None or not years:
            return NOTHING
        begin = years[0] if first is None else first
        none_at_all = last < years[0] or begin > years[-1]  # the selection says so itself
        if none_at_all or (years[0] <= begin and last <= years[-1]):
            return NOTHING
        asked = f"--year {last}" if first is None else f"--window {first}:{last}"
        return beyond(asked, years[0], years[-1])

    def of_main_type(self, edges: pd.DataFrame) -> Request:
        """Return the request for the relations that flow: technology, or the one type the data have.

        What is asked for stays, and so does the whole where the data have no types.
        """
        from clusternet.network.relations import TECHNOLOGY, main_type
        from clusternet.notes.reading import taken

        found = main_type(edges) if self.relation is None else None
        if found is None:
            return self
        self.tell([] if found == TECHNOLOGY else [taken(found)])
        return replace(self, relation=found)

    def select(self, net: ValueNetwork, *, whole: bool = False) -> ValueNetwork:
        """Apply ``--relation``, ``--only``, ``--year`` or ``--window``, and ``--rollup`` last.

        Nodes without a tie are those that
        :meth:`~clusternet.network.value_network.ValueNetwork.counted` says; with ``whole`` all of them stay
        where nothing is selected.
        """
        if self.year is not None and self.window is not None:
            raise Misuse.of("exclude", first="--year", second="--window")
        isolated: Any = self.isolated or "drop"
        if (relation := self.one_relation) is not None:
            net = net.relation(relation, isolated=isolated)
        if self.only == "platforms":
            net = net.platforms(isolated=isolated)
        if self.window is not None:
            net = net.window(*self.window, isolated=isolated)
        if self.year is not None:
            net = net.until(self.year, isolated=isolated)
        net = net.counted(self.isolated or ("keep" if whole else None))  # type: ignore[arg-type]
        return net.rollup(inside=self.inside) if self.rollup else net  # type: ignore[arg-type]

    @property
    def span(self) -> int | str | None:
        """The year or years that are selected, where they are."""
        return self.year if self.window is None else f"{self.window[0]}:{self.window[1]}"

    @property
    def one_relation(self) -> str | None:
        """The key of the relation type that is asked for; None where all are meant."""
        return None if self.relation in (None, "all") else _relation(str(self.relation))

    def choices(self) -> Convention:
        """Return the convention asked for."""
        from clusternet.conventions import BY_NAME

        chosen = BY_NAME[self.convention]
        return chosen.undirected() if self.undirected else chosen

    def language(self, net: ValueNetwork) -> str:
        """Return the language of the output."""
        return self.lang or net.about.language

    @property
    def selection(self) -> Selection:
        """What of the data is asked for, for titles, notes and captions."""
        from clusternet.notes.caption import Selection

        return Selection(
            year=self.year,
            window=self.window,
            relation=None if self.relation == "all" else self.relation,
            platforms=self.only == "platforms",
            rolled_up=bool(self.rollup),
            loops_kept=self.inside == "keep",
            convention=self.choices(),
        )


def _relation(name: str) -> str:
    from clusternet.words.vocabulary import RELATIONS

    term = RELATIONS.find(name)
    return term.key if term else name


@contextmanager
def _guarded(context: click.Context) -> Iterator[None]:
    """Keep a command from writing any file it reads; those its options name are looked at before all else."""
    outputs: list[str] = []
    inputs: list[Any] = []
    for option in context.command.params:
        value, kind = context.params.get(str(option.name)), option.type
        if isinstance(kind, Output):
            outputs += [value, *kind.beside(value)] if value else []
        else:
            inputs += value if isinstance(value, tuple) else [value]
    with guarded(outputs):
        for value in inputs:
            if isinstance(value, str) and os.path.isfile(value):
                reading(Path(value))
        try:
            yield
        except ClusternetError as error:
            raise _located(error, context, [each for each in inputs if isinstance(each, str)]) from error


def _located(error: ClusternetError, context: click.Context, inputs: Sequence[str]) -> ClusternetError:
    """Return an error that names the data, where it names no file that the command reads or writes."""
    arguments = [str(each.name) for each in context.command.params if isinstance(each, click.Argument)]
    asked = [context.params[name] for name in arguments if isinstance(context.params.get(name), str)]
    files = [*asked, *(each for each in inputs if os.path.exists(each))]
    if not files or isinstance(error, MissingDependencyError):
        return error
    named = any(name in str(error) for name in {*names(), *(Path(each).name for each in files)})
    return error if named else error.about(files[0])


def _as_text(context: click.Context, given: dict[str, Any]) -> None:
    """Make text of what options hold that is neither text nor the name of a file."""
    for option in context.command.params:
        value = given.get(str(option.name))
        if isinstance(value, str) and not isinstance(option.type, Output) and not os.path.lexists(value):
            given[str(option.name)] = text_of(value)


def requests(*groups: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Add groups of shared options to a command, which receives them as its first argument, a Request."""

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(command)
        def call(**given: Any) -> R:
            _as_text(click.get_current_context(), given)
            shared = {name: given.pop(name) for name in list(given) if name in Request.__dataclass_fields__}
            request = Request(**shared)
            with _guarded(click.get_current_context()):
                return command(request, **given)

        for option in [option for group in reversed(groups) for option in reversed(GROUPS[group])]:
            call = option(call)
        return call

    return decorate


__all__ = [
    "Request",
    "replace",
    "requests",
]
