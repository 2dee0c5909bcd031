"""What the figure commands share: their options, their captions, their file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from clusternet.errors import FormatError

if TYPE_CHECKING:
    from clusternet.cli.request import Request
    from clusternet.network import ValueNetwork
    from clusternet.plot.page import Words

P = ParamSpec("P")
R = TypeVar("R")

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NARROWEST, _WIDEST = 40.0, 2000.0


class _Length(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A length such as 150mm, 15cm or 6in, in millimetres."""

    name = "LENGTH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip().lower()
        unit = next((name for name in _UNITS if text.endswith(name)), "")
        try:
            length = float(text.removesuffix(unit)) * _UNITS.get(unit, 1.0)
        except ValueError:
            length = 0.0
        if not _NARROWEST <= length <= _WIDEST:
            self.fail(f"{value!r} is not a width such as 150mm, 15cm or 6in, from 40 mm to 2 m", param, ctx)
        return length


@dataclass(frozen=True)
class Sheet:
    """Where a figure goes, and how it is printed: the options ``--out --width --dpi --font --bare``."""

    path: Path
    width: float = 150.0
    dpi: int = 300
    font: str | None = None
    bare: bool = False

    @property
    def interactive(self) -> bool:
        """Whether a page for the browser is asked for."""
        return self.path.suffix.lower() == ".html"

    def publish(self, draw: Callable[[Any], object], *, height: float, words: Words) -> None:
        """Draw in axes of a height in millimetres, write the file and print its path."""
        from clusternet.plot.page import Page, publish

        page = Page(self.width, self.dpi, self.font, self.bare)
        publish(draw, self.path, height=height, page=page, words=words)
        click.echo(str(self.path))


def figure(name: str, *, html: bool = False) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Add the options of figures to a command, which receives a Sheet as its second argument.

    Parameters
    ----------
    name
        Of the file where ``--out`` is left out.
    html
        Whether the figure has a version for the browser.
    """
    accepted = (".png", ".svg", ".pdf", *((".html",) if html else ()))
    options = (
        click.option("--lang", type=click.Choice(["zh", "en"]), help="Language.  [default: the data's]"),
        click.option(
            "--out",
            "picture",
            metavar="PATH",
            default=f"{name}.png",
            show_default=True,
            help=f"The file: {' '.join(accepted)}",
        ),
        click.option("--width", type=_Length(), default="150mm", show_default=True, help="Of the figure."),
        click.option(
            "--dpi",
            type=click.IntRange(30, 2400),
            default=300,
            show_default=True,
            help="Dots an inch of a PNG.",
        ),
        click.option("--font", metavar="NAME|FILE", help="Family or font file.  [default: Noto Sans SC]"),
        click.option("--bare", is_flag=True, help="No title or caption, for a document that has its own."),
    )

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(command)
        def call(request: Request, **given: Any) -> R:
            from clusternet.plot.page import check_path

            page = {field: given.pop(field) for field in ("width", "dpi", "font", "bare")}
            path = Path(given.pop("picture"))
            check_path(path, accepted=accepted)
            if path.resolve() in [Path(each).resolve() for each in (request.data, request.nodes) if each]:
                raise FormatError(f"{path}: is read by this command; name another file")
            return command(request, Sheet(path, **page), **given)

        for option in reversed(options):
            call = option(call)
        return call

    return decorate


def words(
    request: Request, net: ValueNetwork, title: tuple[str, str], notes: Sequence[tuple[str, str]] = ()
) -> Words:
    """Return the title and the caption of a figure of a network.

    Parameters
    ----------
    title, notes
        In Chinese and English; notes are lines between the figures of the network and its source.
    """
    from clusternet.plot.page import Words

    language = request.language(net)
    chosen = 0 if language == "zh" else 1
    return Words(
        title[chosen],
        (_facts(request, net, language), *(note[chosen] for note in notes), _source(net, language)),
        language,
        net.about.synthetic,
    )


def _facts(request: Request, net: ValueNetwork, language: str) -> str:
    """Return N, E, years, relation and convention in one line."""
    links = net.links(request.choices())
    chinese = language == "zh"
    parts = [f"节点 {links.n:,}" if chinese else f"{links.n:,} nodes"]
    parts.append(f"边 {links.size:,}" if chinese else f"{links.size:,} edges")
    parts += [_years(request, net, chinese), _relation(request, chinese)]
    if request.only:
        parts.append("平台子网络" if chinese else "platform sub-network")
    if request.rollup:
        parts.append("按母公司合并" if chinese else "rolled up to parents")
    name = {"gephi": "Gephi", "networkx": "NetworkX", "igraph": "igraph"}[request.convention]
    parts.append(f"{name} 口径" if chinese else f"{name} convention")
    return " · ".join(part for part in parts if part)


def _years(request: Request, net: ValueNetwork, chinese: bool) -> str:
    if request.year is not None:
        return f"截至 {request.year} 年" if chinese else f"up to {request.year}"
    if request.window is not None:
        return f"{request.window[0]}–{request.window[1]}"
    return f"{net.years[0]}–{net.years[-1]}" if net.years else ""


def _relation(request: Request, chinese: bool) -> str:
    from clusternet.vocabulary import RELATIONS

    if request.relation in (None, "all"):
        return "全部关系" if chinese else "all relations"
    term = RELATIONS.find(str(request.relation))
    if term is None:
        return str(request.relation)
    return f"{term.zh}关系" if chinese else f"{term.en} relations"


def _source(net: ValueNetwork, language: str) -> str:
    from clusternet.labels import SYNTHETIC

    source, mark = net.about.title, ""
    if net.about.synthetic and not any(word in source for word in (SYNTHETIC.zh, SYNTHETIC.en)):
        mark = f"（{SYNTHETIC.zh}）" if language == "zh" else f" ({SYNTHETIC.en})"
    if language == "zh":
        return f"来源：{source or '未注明'}{mark}"
    return f"Source: {source or 'not stated'}{mark}"


__all__ = ["Sheet", "figure", "words"]
