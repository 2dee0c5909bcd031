"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clusternet.cli.usage import Misuse
from clusternet.cli.values import TABLE, Columns, Output, Window, files, option_value

if TYPE_CHECKING:
    from clusternet.structure.community import Search

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")


LEVEL = click.option(
    "--level",
    type=click.Choice(["province", "city", "region", "country"]),
    default="province",
    show_default=True,
    help="What a place is.",
)
COUNT = click.option(
    "--count",
    type=click.Choice(["relations", "pairs", "weight"]),
    default="relations",
    show_default=True,
    help="Rows, distinct pairs of nodes, or their weight.",
)
REGIONS = click.option(
    "--regions",
    type=click.Choice(["all_guangdong", "nine_cities"]),
    default="all_guangdong",
    show_default=True,
    help="Which regions: the Pearl River Delta as all of Guangdong, or as its nine cities.",
)

BY = click.option(
    "--by",
    type=click.Choice(
        ["technology", "application", "industry", "region", "province", "city", "country", "category"]
    ),
    default="technology",
    show_default=True,
    help="The attribute.",
)

OF = click.option(
    "--of",
    type=click.Choice(["edges", "nodes"]),
    help="What is counted.  [default: edges for technology, application, industry]",
)


def kind(words: str) -> Callable[[F], F]:
    """Return the option ``--kind``, with its help; None stands for all."""
    return click.option(
        "--kind",
        type=click.Choice(["all", "sample", "partner"]),
        default="all",
        show_default=True,
        callback=lambda _, __, value: None if value == "all" else value,
        help=words,
    )


KIND = kind("Restrict to these nodes.")

NESTING = click.option(
    "--nesting",
    type=click.Choice(["sector", "section", "division"]),
    default="division",
    show_default=True,
    help="Of industries: three sectors, letters or two digits.",
)

WITHIN = click.option(
    "--within", metavar="SECTOR|SECTION", help="Of industries: shares within tertiary, C, ..."
)


def check_industry(*by: str, nesting: str, within: str | None = None) -> None:
    """Refuse ``--nesting`` and ``--within`` of what is no industry, where they would do nothing."""
    for option, given in (("--within", within), ("--nesting", nesting != "division")):
        if given and "industry" not in by:
            raise Misuse.of("goes_with", option=option, other="--by industry")


SEED = click.option(
    "--seed", type=click.IntRange(0, 2**62), default=0, show_default=True, help="Of the networks."
)


FRAME = click.option(
    "--frame",
    type=click.Choice(["on", "off"]),
    default="on",
    show_default=True,
    callback=lambda _, __, value: value == "on",
    help="Whether random networks keep the numbers of links between sample and partner nodes.",
)


def null(*further: str) -> Callable[[F], F]:
    """Return the options ``--null``, with further words that stand for no model, and ``--frame``."""
    model = click.option(
        "--null",
        type=click.Choice(["swap", "dcm", *further]),
        default="swap",
        show_default=True,
        help="Rewired networks, or the configuration model: degrees kept, or kept on average.",
    )
    return lambda command: model(FRAME(command))


def replicates(words: str) -> Callable[[F], F]:
    """Return the option ``--replicates``, with its help."""
    return click.option("-B", "--replicates", type=click.IntRange(min=1), help=words)


@dataclass(frozen=True)
class Nulls:
    """The random networks that ``--null``, ``--frame``, ``-B``, ``--seed`` and ``--fast`` ask for."""

    null: Any
    frame: bool
    replicates: int | None
    seed: int
    fast: bool

    def __post_init__(self) -> None:
        if self.fast and self.replicates is not None:
            raise Misuse.of("exclude", first="--fast", second="-B")
        if self.null == "none" and not self.frame:
            raise Misuse.of("nothing_with", option="--frame", other="--null none")

    def count(self, sizes: Any) -> int:
        """Return how many: as many as are asked for, else what a module names FAST or REPLICATES."""
        return self.replicates or int(sizes.FAST if self.fast else sizes.REPLICATES)

    def drawn(self, sizes: Any) -> dict[str, Any]:
        """Return how they are drawn, for a function of such a module."""
        null = None if self.null == "none" else self.null
        return {"null": null, "framed": self.frame, "replicates": self.count(sizes), "seed": self.seed}


def flow_figure(places: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options of flow figures."""
    drawn = click.option(
        "--places",
        "--top",
        type=click.IntRange(min=0),
        default=places,
        show_default=True,
        help="How many are drawn by themselves, the rest as one; 0 for all.",
    )
    options = (LEVEL, drawn, COUNT, REGIONS)

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


OF_COLUMNS = click.option(
    "--of",
    type=Columns(),
    help="Any two columns instead of places: technology,application or source_category,target_category.",
)


_QUIET = (click.option("--quiet", is_flag=True, help="Silence everything but errors."),)

_STRICT = click.option("--strict", is_flag=True, help="Stop if any row is refused.")

_DATA = (
    click.argument("data", required=False, shell_complete=files),
    click.option("--nodes", metavar="FILE", shell_complete=files, help="Node table to go with an edge file."),
    click.option(
        "--root", metavar="DIR", shell_complete=files, help="Folder the files of a dataset.toml lie in."
    ),
    _STRICT,
    *_QUIET,
)

_YEARS = (
    click.option(
        "--year", type=click.IntRange(0, 9999), metavar="Y", help="Everything up to and including this year."
    ),
    click.option("--window", type=Window(), help="The years A to B alone."),
)

_FILE = (click.argument("data", metavar="FILE", shell_complete=files), _STRICT, *_QUIET, *_YEARS)

_SELECTION = (
    *_YEARS,
    click.option(
        "--relation",
        metavar="NAME|all",
        help="One relation type.  [default: all; technology in flows and distributions]",
    ),
    click.option(
        "--only",
        type=click.Choice(["platforms"]),
        help="Ties involving a platform; all other nodes are partners.",
    ),
    click.option(
        "--isolated",
        type=click.Choice(["keep", "drop"]),
        help="Nodes without a tie.  [default: drop where the data have years, and in a selection]",
    ),
    click.option("--rollup", type=click.Choice(["parent"]), help="Count every node as the group it is in."),
    click.option(
        "--inside",
        type=click.Choice(["drop", "keep"]),
        default="drop",
        show_default=True,
        help="With --rollup: ties inside a group, out of the degrees or self-loops in them.",
    ),
)

_CONVENTION = (
    click.option(
        "--convention",
        type=click.Choice(["gephi", "networkx", "igraph"]),
        default="gephi",
        show_default=True,
        help="Which software's definitions to use.",
    ),
    click.option(
        "--undirected", is_flag=True, help="Measure the undirected view: a mutual pair counts once."
    ),
)

_PRINT = (
    click.option(
        "--format",
        type=click.Choice(["table", "csv", "json", "md", "tex"]),
        default="table",
        show_default=True,
        help="What to print.",
    ),
    click.option(
        "--lang", type=click.Choice(["zh", "en"]), help="Language of the output.  [default: the data's]"
    ),
)

_OUTPUT = (
    *_PRINT,
    click.option("--out", type=TABLE, help="Write a file: .csv .json .md .tex .xlsx .parquet"),
)

_MARKED = (
    *_PRINT,
    click.option(
        "--out",
        type=Output(*TABLE.suffixes, ".html"),
        help="Write a file: .csv .json .md .tex .xlsx .parquet, or a page: .html",
    ),
)

_ROWS = (
    click.option("--rows", type=TABLE, metavar="FILE", help="Also write the input rows behind the result."),
)

_TABLES = (
    click.option(
        "--decimal",
        type=click.Choice([".", ","]),
        help="Decimal sign of the numbers in tables.  [default: told from each column]",
    ),
    click.option(
        "--totals",
        type=click.Choice(["keep", "drop"]),
        help="Rows such as 合计 or Total.  [default: dropped where they are last or sum up others]",
    ),
)

_COUNTRIES = (
    click.option(
        "--kingdom",
        is_flag=True,
        help="England, Scotland, Wales and Northern Ireland count as the United Kingdom.",
    ),
)

_ENGINE = (
    click.option(
        "--engine",
        type=click.Choice(["local", "duckdb", "spark"]),
        default="local",
        show_default=True,
        help="Where it is counted: in memory, or beyond it on DuckDB or Spark.",
    ),
    click.option(
        "--spark-master",
        metavar="URL",
        help="With --engine spark: the cluster, or sc://... of Spark Connect.  [default: this machine]",
    ),
)

GROUPS = {
    "engine": _ENGINE,
    "data": _DATA,
    "file": _FILE,
    "selection": _SELECTION,
    "convention": _CONVENTION,
    "output": _OUTPUT,
    "marked": _MARKED,
    "rows": _ROWS,
    "print": _PRINT,
    "quiet": _QUIET,
    "tables": (*_TABLES, *_COUNTRIES),
    "countries": _COUNTRIES,
}


def stated(*options: str) -> list[str]:
    """Return those of some options that the user has given, as they are written."""
    context = click.get_current_context()
    written = {str(option.name): option.opts[-1] for option in context.command.params}
    return [
        written[name]
        for name in options
        if context.get_parameter_source(name) not in (None, click.core.ParameterSource.DEFAULT)
    ]


def search(algorithm: Any, seeds: int, seed: int, resolution: float) -> Search:
    """Return how communities are looked for, as the options of that name say."""
    from clusternet.structure.community import Search

    return option_value(lambda: Search(algorithm, seeds, seed, resolution), "--resolution")
