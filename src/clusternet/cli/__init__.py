"""The command line: the only place that parses arguments, prints and exits."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from importlib import import_module
from io import StringIO
from typing import NoReturn

import click

from clusternet import __version__
from clusternet.cli.chinese import Context, asked_for, helped
from clusternet.errors import ClusternetError

_HALF = 2000
"""Characters of an error that are shown of its beginning, and of its end."""
_NO_ROOM = ("failed to map", "annot allocate memory")
"""What the loader of the system says of a library that does not fit."""
COMMANDS: dict[str, str] = {
    "metrics": "Structure by year: degree, distances, clustering, modularity.",
    "centrality": "The most central nodes, by degree or any other measure.",
    "concentration": "The share of links that the most linked nodes hold.",
    "communities": "Communities: size, leading members, main province; how stable they are.",
    "powerlaw": "Whether degrees follow a power law: fit, goodness of fit, alternatives, verdict.",
    "nullmodel": "Test the network against degree-preserving random networks.",
    "backbone": "The links that stand out from what chance would give their ends.",
    "trends": "Whether the structure rises or falls over the years, with the rule.",
    "formation": "How ties form: new and repeated pairs, and what partners are chosen by.",
    "robustness": "What depends on the giants: remove them, sole suppliers, places.",
    "sensitivity": "How far results depend on ties and partners that are missing.",
    "flows": "Flows between provinces, cities, regions or countries.",
    "gravity": "Flows by size, distance and borders: a gravity model, and what it leaves.",
    "distribution": "Shares of technologies, fields, industries, places or categories.",
    "polarisation": "Concentration, and flows between poles and the rest, by year.",
    "index": "A composite index: scores and ranks of units, with rank intervals.",
    "compare": "Compare two units on a set of indicators: gap, ratio, relative strength.",
    "counts": "Counts of units per million, growth, leader and rest, means, quadrants.",
    "cooccurrence": "Co-occurrence of items in records: counts, weights, clusters.",
    "specialisation": "Who is specialised in what: quotients, density, complexity.",
    "collaboration": "Who writes papers with whom: countries, shares abroad, topics.",
    "tables": "Tables 2 to 10 of the report, from any data set.",
    "trend": "Figure: structure by year, one panel per measure.",
    "bars": "Figure: a distribution as ranked bars, stacked by year if asked.",
    "tail": "Figure: the tail of the degree distribution.",
    "quadrant": "Figure: two measures of units, cut into four fields.",
    "netmap": "Figure: the network: communities as discs, node area = degree.",
    "sankey": "Figure: flows from the enabling to the receiving places.",
    "chord": "Figure: flows between places in a circle, flows within them on its ring.",
    "heatmap": "Figure: the matrix of flows with its margins.",
    "flowmap": "Figure: flows between places as arcs on a map.",
    "report": "The whole report: web page, Word, Excel, figures, manifest.",
    "synth": "Generate the calibrated synthetic network, or verify one.",
    "alias": "Propose names that may be one organisation: alias suggest.",
    "fill": "Fill the marks of an author's text with values of the data.",
    "verify": "Compare every number of an author's text with the data.",
    "marks": "List the values that a text may cite, each with its mark.",
    "audit": "Find arithmetic inconsistencies in published tables.",
    "init": "Write a first dataset.toml for a folder of workbooks.",
    "app": "Open a local page in the browser: from a folder to a report, by clicks.",
    "check": "List every row that is refused, changed or odd.",
    "export": "Write the network for Gephi, Pajek, VOSviewer and others.",
}
"""Command -> its line in the help. It lives in commands/NAME.py, which loads only when it runs."""


class _Commands(click.Group):
    """A group that knows its commands without importing them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"clusternet.cli.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return helped(command)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; the files it writes take their places together, at its end."""
        from clusternet.transaction import transaction

        try:
            with transaction(click.exceptions.Exit):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            from clusternet.cli import interrupts

            interrupts.end()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from clusternet.cli.usage import Misuse
            from clusternet.words.text import NOTHING, Text

            near = _near(args[0])
            hint = Text(f"；是否为“{near}”", f"; did you mean {near!r}?") if near else NOTHING
            error = Misuse.of("no_command", name=args[0], hint=hint, commands=COMMANDS)
            error.ctx = ctx
            raise error
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _near(word: str) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS)), "")


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="clusternet")
def cli() -> None:
    """Measure value networks: who supplied technology, people or money to whom, when and where.

    Every command takes DATA: a data set folder, a dataset.toml or an edge file (CSV, Excel, Parquet, GEXF,
    GraphML, Pajek). Left out, it is the synthetic network that comes with the package.

    \b
    clusternet metrics                              structure, year by year
    clusternet centrality edges.csv --top 20        the twenty most central nodes
    clusternet check edges.csv                      what is wrong with the file
    clusternet sankey edges.csv --out flows.pdf     a figure for print
    """


def _show(error: click.UsageError) -> None:
    """Print the usage and what is wrong with it, without the characters that steer a terminal."""
    from clusternet.cli.usage import told
    from clusternet.output.markup import one_line

    text = StringIO()
    error.show(text)
    said = told(error) if asked_for() else text.getvalue().rstrip("\n")
    click.echo("\n".join(map(one_line, said.split("\n"))), err=True)


def _fail(message: str) -> NoReturn:
    """Print why a command stops, and end it with 1."""
    from clusternet.cli.emit import say

    message = " ".join(message.split())
    if len(message) > 2 * _HALF:  # names of a file's columns, a megabyte long; what helps stands at the end
        message = f"{message[:_HALF]} … {message[-_HALF:]}"
    say(message)
    sys.exit(1)


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    """Show a warning as one line, unless --quiet."""
    from clusternet.cli.emit import say

    if "--quiet" not in sys.argv:
        say(" ".join(str(message).split()))


def _is_short_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, is that nothing more fits; libraries cannot be loaded then."""
    if error is None:
        return False
    of_loader = isinstance(error, ImportError) and any(each in str(error) for each in _NO_ROOM)
    return isinstance(error, MemoryError) or of_loader or _is_short_of_memory(error.__cause__)


def main() -> None:
    """Run a command; every expected error ends in one line and exit code 1, wrong usage in 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows its code and goes on
            stream.reconfigure(errors="backslashreplace")
    warnings.showwarning = _warn
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its second thread costs more than products here take
    gc.set_threshold(50_000, 20, 20)  # a command is short: little of what it makes is ever unreachable
    try:
        sys.exit(cli.main(prog_name="clusternet", standalone_mode=False))  # a code where a command sets one
    except click.UsageError as error:
        _show(error)
        sys.exit(2)
    except click.Abort:
        sys.exit(128 + 2)
    except ClusternetError as error:
        _fail(error.zh if asked_for() else str(error))
    except click.ClickException as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"cannot write the result ({error.strerror or error})")
    except Exception as error:
        if _is_short_of_memory(error):
            _fail("not enough memory for this network")
        if os.environ.get("CLUSTERNET_TRACEBACK"):
            raise
        _fail(
            f"unexpected {type(error).__name__}: {error} "
            "(a fault of clusternet; CLUSTERNET_TRACEBACK=1 shows where)"
        )
