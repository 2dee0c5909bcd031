"""What the figure commands share: their options, their captions, their file."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clusternet.cli.emit import say, written
from clusternet.cli.options import stated
from clusternet.cli.request import Request
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import FIGURE
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork
    from clusternet.output.result import Words
    from clusternet.plot.sheet.page import Planner
    from clusternet.plot.sheet.theme import Theme

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NARROWEST, _LOWEST, _LONGEST = 40.0, 20.0, 2000.0


class _Length(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A length such as 150mm, 15cm or 6in, in millimetres, from ``least`` on."""

    name = "LENGTH"

    def __init__(self, least: float) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip().lower()
        unit = next((name for name in _UNITS if text.endswith(name)), "")
        try:
            length = float(text.removesuffix(unit)) * _UNITS.get(unit, 1.0)
        except ValueError:
            length = 0.0
        if not self.least <= length <= _LONGEST:
            raise BadValue.of("no_length", param, text=str(value), least=self.least)
        return length


@dataclass(frozen=True)
class Printed:
    """How a figure is printed: ``--width --dpi --font --font-size --title`` and so on."""

    width: float = 150.0
    dpi: int = 300
    font: str | None = None
    bare: bool = False
    size: float | None = None
    title: str | None = None
    subtitle: str | None = None
    source: str | None = None
    notes: bool = False
    headline: bool | None = None
    theme: str | None = None
    outlines: bool = False
    height: float | None = None

    def beside(self, path: str | None, flag: str) -> Sheet | None:
        """Return where a figure beside a table goes; None where its flag does not ask for one."""
        if path is None:
            if idle := stated(*(each.name for each in dataclasses.fields(Printed))):
                raise Misuse.of("goes_with", option=idle[0], other=flag)
            return None
        return self.on(path)

    def on(self, path: str) -> Sheet:
        """Return where a figure goes, printed like this."""
        from clusternet.plot.sheet.theme import Theme, read

        look = Theme() if self.theme is None else read(Path(self.theme))
        given = {each.name: getattr(self, each.name) for each in dataclasses.fields(Printed)}
        given |= {"font": self.font or look.font, "size": self.size or look.size}
        return Sheet(path=Path(path), look=look, **given)


@dataclass(frozen=True)
class Sheet(Printed):
    """Where a figure goes, and how it is printed."""

    path: Path = dataclasses.field(kw_only=True)
    look: Theme = dataclasses.field(kw_only=True)

    def words(self, words: Words) -> Words:
        """Return what is said of a figure as it is printed here: the finding on pages for the browser."""
        stated = self.interactive if self.headline is None else self.headline
        return dataclasses.replace(
            words,
            stated=stated,
            title=words.title if self.title is None else self.title,
            subtitle=self.subtitle or "",
            source=words.source if self.source is None else self.source,
            notes=tuple(dict.fromkeys((*words.notes, *(words.technical if self.notes else ())))),
        )

    @property
    def interactive(self) -> bool:
        """Whether a page for the browser is asked for."""
        return self.path.suffix.lower() == ".html"

    def publish(self, plan: Planner, *, words: Words) -> None:
        """Draw a figure, write the file and print its path."""
        self._write(plan, words)
        written(self.path)

    def publish_beside(self, plan: Planner, *, words: Words, quiet: bool) -> None:
        """Do the same where a table is the result: the path goes to stderr."""
        self._write(plan, words)
        if not quiet:
            say(Text(f"图已存为 {self.path}", f"figure in {self.path}"))

    def _write(self, plan: Planner, words: Words) -> None:
        from clusternet.plot.sheet import saving, webpage
        from clusternet.plot.sheet.page import Page

        page = Page(self.width, self.dpi, self.font, self.bare, self.size, self.outlines, self.height)
        publish = webpage.publish if self.interactive else saving.publish
        with self.look.worn():
            publish(plan, self.path, page=page, words=self.words(words))


_PRINT = (
    click.option(
        "--width", type=_Length(_NARROWEST), default="150mm", show_default=True, help="Figure width."
    ),
    click.option(
        "--height",
        type=_Length(_LOWEST),
        help="Figure height, words included; type stays as it is.  [default: what it takes]",
    ),
    click.option(
        "--dpi",
        type=click.IntRange(30, 2400),
        default=300,
        show_default=True,
        help="Resolution of a PNG (dpi).",
    ),
    click.option("--font", metavar="NAME|FILE", help="Family or font file.  [default: Noto Sans SC]"),
    click.option(
        "--font-size",
        "size",
        type=click.FloatRange(4, 24),
        metavar="POINTS",
        help="Ordinary type; lines and marks follow.  [default: by the width, 8 at 150mm]",
    ),
    click.option("--outlines", is_flag=True, help="In an SVG: letters as outlines, not as text."),
    click.option("--theme", metavar="FILE", help="House style: font, size, colours."),
    click.option("--title", metavar="TEXT", help="Title of the figure.  [default: what is shown]"),
    click.option("--subtitle", metavar="TEXT", help="A line under the title."),
    click.option("--source", metavar="TEXT", help="Source of the data.  [default: the data's]"),
    click.option(
        "--headline/--no-headline",
        default=None,
        help="State the finding above the title, if there is one.  [default: in .html]",
    ),
    click.option(
        "--notes", is_flag=True, help="Also say how it was made: definitions, algorithm, seed, files."
    ),
    click.option("--bare", is_flag=True, help="No title or caption, for a document that has its own."),
)
"""The options of a figure, however it is asked for."""


def figure(name: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Add the options of figures to a command, which receives a Sheet as its second argument.

    Parameters
    ----------
    name
        Of the file where ``--out`` is left out.
    """
    options = (
        click.option("--lang", type=click.Choice(["zh", "en"]), help="Language.  [default: the data's]"),
        click.option(
            "--out",
            "picture",
            type=FIGURE,
            default=f"{name}.png",
            show_default=True,
            help=f"The file: {' '.join(FIGURE.suffixes)}",
        ),
        *_PRINT,
    )

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(command)
        def call(request: Request, **given: Any) -> R:
            page = Printed(**{field.name: given.pop(field.name) for field in dataclasses.fields(Printed)})
            return command(request, page.on(given.pop("picture")), **given)

        for option in reversed(options):
            call = option(call)
        return call

    return decorate


def beside(*flags: str, words: str) -> Callable[[F], F]:
    """Add the option of a figure that is drawn beside a table, and those of how it is printed.

    A view takes the path by the name of the option, and ``page``.
    """
    option = click.option(*flags, type=FIGURE, help=f"{words} {' '.join(FIGURE.suffixes)}")

    def decorate(command: F) -> F:
        context = {each.name for each in getattr(command, "__click_params__", [])}
        for each in reversed(() if "dpi" in context else _PRINT):
            command = each(command)
        return option(command)

    return decorate


def words(
    request: Request,
    net: ValueNetwork,
    title: tuple[str, str],
    notes: Sequence[tuple[str, str]] = (),
    headline: Text = NOTHING,
    **technical: Sequence[Text],
) -> Words:
    """Return title and caption of a figure of a selection; see :func:`clusternet.notes.caption.words`."""
    from clusternet.notes import caption

    said: dict[str, Any] = {"language": request.language(net), "headline": headline, **technical}
    return caption.words(net, title, notes, selection=request.selection, **said)


def leading(request: Request, net: ValueNetwork) -> Text:
    """Return who leads a network and how concentrated its edges are, for the top of its figures."""
    from clusternet.notes import stated
    from clusternet.notes.headlines import Counted
    from clusternet.structure import centrality, degree

    convention = request.choices()
    way: tuple[degree.Direction, ...] = ("out",) if net.directed and convention.directed else ("total",)
    held = degree.concentration(net, direction=way, convention=convention)
    years = (net.years[0], net.years[-1]) if net.years else None
    edges = Counted(net.links(convention).size, Text("条边", "edges"), years)
    return stated.leader(held, centrality.top(net, 1, convention=convention), len(net.nodes), edges)


__all__ = ["Printed", "Sheet", "beside", "figure", "leading", "words"]
