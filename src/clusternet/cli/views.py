"""What a command shows: its views, each a function that reads, measures and says what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from inspect import signature
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Printed, Sheet, words
from clusternet.cli.emit import Progress, emit, input_rows, result_of, write_rows
from clusternet.cli.options import Nulls, search, stated
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
from clusternet.output.result import Result, Words
from clusternet.words.text import NOTHING, Text, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.plot.sheet.page import Planner


@dataclass(frozen=True)
class Answer:
    """What a view gives: a table, the input rows behind it, and its figure with what is said of that."""

    result: Result
    rows: Result | None = None
    sheet: Sheet | None = None
    plan: Planner | None = None
    words: Words | None = None


View = Callable[..., Answer | None]
"""Takes the request, the progress and, by keyword, the options it heeds; None if it printed all itself."""

Made = Mapping[str, Callable[..., Any]]
MADE: Made = {"random": Nulls, "search": search, "page": Printed}
"""What several options make together, by the keyword of the views that take it."""


def of_network(
    request: Request,
    net: ValueNetwork,
    frame: pd.DataFrame,
    title: Text,
    notes: list[Text],
    **options: Any,
) -> Answer:
    """Return the answer about a network; the options are those of a result."""
    return Answer(result_of(request, net, frame, title, notes, **options), input_rows(request, net))


def drawn_of_table(
    answer: Answer, title: Text, notes: Sequence[Text], *, source: str = "", headline: Text = NOTHING
) -> Answer:
    """Return an answer with what is said of its figure; the notes of the table are no matter of print."""
    from clusternet.notes.caption import file_of, printed_name

    result = answer.result
    language, named = result.language, spoken(file_of(source), result.language)
    said = Words(
        title.in_(language),
        spoken(notes, language),
        language,
        result.synthetic,
        source=printed_name(source),
        technical=(*result.notes, *named),
        headline=headline.in_(language),
    )
    return replace(answer, words=said)


def drawn_of_network(
    request: Request,
    net: ValueNetwork,
    answer: Answer,
    title: Text,
    notes: Sequence[Text],
    headline: Text = NOTHING,
) -> Answer:
    """Do the same for a figure of a network, which says how large that is."""
    said = words(request, net, title, notes, headline)
    return replace(answer, words=replace(said, technical=(*answer.result.notes, *said.technical)))


def show(
    request: Request,
    views: Mapping[str, View],
    made: Made = MADE,
    *,
    engines: Mapping[str, View] | None = None,
) -> None:
    """Run the view of a command that is asked for, and print or write what it gives.

    ``engines`` are the views on another engine, by the same names; those of ``views`` if None.
    """
    if request.engine != "local" and engines is not None:
        shown = chosen(views, made, on=engines, engine=f"--engine {request.engine}")
    else:
        shown = chosen(views, made)
    with Progress(quiet=request.quiet) as progress:
        answer = shown(request, progress)
    if answer is None:
        return
    if answer.sheet is not None and answer.plan is not None:
        said = answer.words or answer.result.said
        answer.sheet.publish_beside(answer.plan, words=said, quiet=request.quiet)
    emit(answer.result, request)
    write_rows(answer.rows, request)


def chosen(
    views: Mapping[str, View], made: Made = MADE, *, on: Mapping[str, View] | None = None, engine: str = ""
) -> View:
    """Return the view that is asked for with its options, and refuse options that do nothing with it.

    Parameters
    ----------
    views
        The name of each view, which is that of its option, and its function. The first is shown where none
        is asked for. Its keyword parameters are the options that it takes.
    made
        What several options make together, by the keyword of the views that take it.
    on
        The views that an engine has, of the same names.
    engine
        How it is asked for.
    """
    context = click.get_current_context()
    takes = {name: options(each, made) for name, each in views.items()}
    plain = next(iter(views))
    names = {option: name for name in views if name != plain for option in stated(name)}
    if len(names) > 1:
        first, second = list(names)[:2]
        raise Misuse.of("exclude", first=first, second=second)
    shown, asked = next(iter(names.items()), (plain, plain))
    every = {option for each in takes.values() for option in each}
    if on is not None:
        if asked not in on:
            raise Misuse.of("nothing_with", option=shown, other=engine)
        views, shown = on, engine
        takes = {name: options(each, made) for name, each in on.items()}
    idle = every - takes[asked]
    if unused := stated(*(str(each.name) for each in context.command.params if each.name in idle)):
        raise Misuse.of("nothing_with", option=unused[0], other=shown)
    view = views[asked]
    given: dict[str, Any] = {}
    for name in _keywords(view):
        value = {part: context.params[part] for part in _parts(name, made)}
        given[name] = made[name](**value) if name in made else value[name]
    return partial(view, **given)


def options(view: View, made: Made = MADE) -> set[str]:
    """Return the options that a view takes."""
    return {option for name in _keywords(view) for option in _parts(name, made)}


def _keywords(view: View) -> list[str]:
    return [each.name for each in signature(view).parameters.values() if each.kind is each.KEYWORD_ONLY]


def _parts(name: str, made: Made) -> list[str]:
    return [*signature(made[name]).parameters] if name in made else [name]
