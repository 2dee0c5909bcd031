"""What the page offers: commands, the options it asks for, and the command lines that come of the answers."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clusternet.notes import app as words
from clusternet.words.text import Text

__all__ = ["PANELS", "REPORT", "STRUCTURE", "Ask", "Offer", "line", "shown"]


@dataclass(frozen=True)
class Ask:
    """One option that the page asks for.

    Attributes
    ----------
    option
        Of the command line.
    label
        What stands above the field.
    choices
        Value -> what it is called; of a field without choices, none. An empty value leaves the option out.
    flag
        Whether the option takes no value.
    default
        What is chosen first.
    """

    option: str
    label: Text
    choices: Mapping[str, Text] | None = None
    flag: bool = False
    default: str = ""

    @property
    def key(self) -> str:
        """Its name among the inputs of the page."""
        return self.option.strip("-").replace("-", "_")


@dataclass(frozen=True)
class Offer:
    """A command of the page.

    Attributes
    ----------
    key
        Its name on the page.
    command
        Of the command line, with options that are always given.
    label
        What it is called.
    asks
        Its options.
    formats
        In which files its result can be saved, by suffix.
    """

    key: str
    command: tuple[str, ...]
    label: Text
    asks: tuple[Ask, ...] = ()
    formats: tuple[str, ...] = ("xlsx", "csv", "md", "tex", "json")

    @property
    def figure(self) -> bool:
        """Whether it draws."""
        return "svg" in self.formats


YEAR = Ask("--year", words.YEAR)
TOP = Ask("--top", words.TOP, default="20")
RELATION = Ask("--relation", words.RELATION, words.RELATIONS)
LEVEL = Ask("--level", words.LEVEL, words.LEVELS, default="province")
COUNT = Ask("--count", words.COUNT, words.COUNTS)
KIND = Ask("--kind", words.KIND, words.KINDS, default="all")
UNDIRECTED = Ask("--undirected", words.UNDIRECTED, flag=True)
CONVENTION = Ask("--convention", words.CONVENTION, words.CONVENTIONS)
WIDTH = Ask("--width", words.WIDTH, words.WIDTHS, default="150mm")
HEADLINE = Ask("--headline", words.HEADLINE, flag=True)
BY = Ask("--by", words.BY, words.COLUMNS, default="technology")
BY_YEAR = Ask("--by-year", words.BY_YEAR, flag=True)
MEASURES = Ask("--measures", words.MEASURES, words.MEASURE_SETS)
_DRAWN = ("png", "svg", "pdf", "html")
_PAPER = ("xlsx", "md", "tex")

STRUCTURE = (
    Offer("metrics", ("metrics",), words.METRICS, (YEAR, RELATION, CONVENTION, UNDIRECTED)),
    Offer("tables", ("tables",), words.TABLES, (YEAR,), _PAPER),
    Offer("centrality", ("centrality",), words.CENTRALITY, (YEAR, RELATION, TOP, KIND, MEASURES, UNDIRECTED)),
    Offer("concentration", ("concentration",), words.CONCENTRATION, (YEAR, RELATION)),
    Offer("communities", ("communities", "--summary"), words.COMMUNITIES, (YEAR, RELATION)),
    Offer("powerlaw", ("powerlaw",), words.POWERLAW, (YEAR, RELATION, KIND)),
    Offer("robustness", ("robustness",), words.ROBUSTNESS, (YEAR, RELATION)),
)
FLOWS = (
    Offer("flows", ("flows",), words.FLOWS, (YEAR, RELATION, LEVEL, COUNT, TOP)),
    Offer("margins", ("flows", "--margins"), words.MARGINS, (YEAR, RELATION, LEVEL, COUNT)),
    Offer("matrix", ("flows", "--matrix"), words.MATRIX, (YEAR, RELATION, LEVEL, COUNT)),
    Offer("distribution", ("distribution",), words.DISTRIBUTION, (YEAR, RELATION, BY, BY_YEAR)),
    Offer("polarisation", ("polarisation",), words.POLARISATION, (RELATION, LEVEL)),
)
FIGURES = (
    Offer("trend", ("trend",), words.TREND, (RELATION, WIDTH, HEADLINE), _DRAWN),
    Offer("sankey", ("sankey",), words.SANKEY, (YEAR, RELATION, LEVEL, WIDTH, HEADLINE), _DRAWN),
    Offer("heatmap", ("heatmap",), words.HEATMAP, (YEAR, RELATION, LEVEL, WIDTH, HEADLINE), _DRAWN),
    Offer("chord", ("chord",), words.CHORD, (YEAR, RELATION, LEVEL, WIDTH, HEADLINE), _DRAWN),
    Offer("flowmap", ("flowmap",), words.FLOWMAP, (YEAR, RELATION, LEVEL, WIDTH, HEADLINE), _DRAWN),
    Offer("bars", ("bars",), words.BARS, (YEAR, RELATION, BY, BY_YEAR, WIDTH, HEADLINE), _DRAWN),
    Offer("tail", ("tail",), words.TAIL, (YEAR, RELATION, WIDTH, HEADLINE), _DRAWN),
    Offer("netmap", ("netmap",), words.NETMAP, (YEAR, RELATION, WIDTH, HEADLINE), _DRAWN),
)
PANELS = {"structure": STRUCTURE, "flows": FLOWS, "figures": FIGURES}
"""Panels of tables and figures."""
REPORT = Offer(
    "report",
    ("report",),
    words.REPORT,
    (
        Ask("--title", words.TITLE),
        Ask("--author", words.AUTHOR),
        YEAR,
        Ask("--fast", words.FAST, flag=True),
        Ask("--with-entities", words.ENTITIES, flag=True),
        Ask("--replace", words.REPLACE, flag=True),
    ),
    (),
)


def line(
    offer: Offer, data: str, answers: Mapping[str, object], language: str, *more: str
) -> tuple[str, ...]:
    """Return the arguments of a command line.

    Parameters
    ----------
    offer
        What is wanted.
    data
        The data set.
    answers
        Key of an ask -> what the page says; what is blank is left out.
    language
        ``zh`` or ``en``.
    *more
        Put last, as they are.

    Examples
    --------
    >>> line(STRUCTURE[0], "data", {"year": "2022", "undirected": True, "relation": ""}, "en")
    ('metrics', 'data', '--year', '2022', '--undirected', '--lang', 'en')
    """
    said: list[str] = []
    for ask in offer.asks:
        answer = answers.get(ask.key)
        if ask.flag:
            said += [ask.option] if answer else []
        elif answer is not None and str(answer).strip():
            text = str(answer).strip()
            said += [ask.option, text] if not text.startswith("-") else [f"{ask.option}={text}"]
    command, *given = offer.command
    return (command, data, *given, *said, "--lang", language, *more)


def shown(arguments: Sequence[str]) -> str:
    """Return a command line as it is typed.

    >>> shown(["metrics", "my data", "--year", "2022"])
    "clusternet metrics 'my data' --year 2022"
    """
    return shlex.join(["clusternet", *arguments])
