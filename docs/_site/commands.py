"""Pages of the reference that are written from the commands themselves, in the language of the site."""

from __future__ import annotations

from collections.abc import Iterator

import click

from clusternet.cli import COMMANDS, cli
from clusternet.cli.chinese import chinese, paragraphs
from clusternet.words.text import Text

OPTION, HOLDS = Text("选项", "Option"), Text("含义", "Meaning")
LIST = Text("命令", "Commands")
INTRODUCTION = Text(
    "以下各页取自命令本身，与 `clusternet COMMAND --lang zh --help` 所印相同。",
    "These pages are written from the commands themselves, as `clusternet COMMAND --help` prints them.",
)


def cell(text: str) -> str:
    """Return a text as a cell of a table, in which every sign stands for itself."""
    for sign in "\\|*_<[{$`":
        text = text.replace(sign, "\\" + sign)
    return text


def said(text: str, language: str) -> str:
    """Return a text of the help in a language."""
    return cell(chinese(text) if language == "zh" else text)


def options(command: click.Command, context: click.Context, language: str) -> Iterator[str]:
    """Yield the table of a command's options."""
    yield f"| {OPTION.in_(language)} | {HOLDS.in_(language)} |"
    yield "|---|---|"
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1]:
            name = record[0].replace("|", r"\|")
            yield f"| `{name}` | {said(record[1], language)} |"


def section(command: click.Command, path: str, language: str, level: int) -> Iterator[str]:
    """Yield what is said of a command, then of those below it."""
    context = click.Context(command, info_name=path)
    yield f"{'#' * level} {path.removeprefix('clusternet ')}\n"
    told = [*paragraphs(command.help or "", zh=language == "zh")]
    yield f"```text\n{path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    for text, example in told:
        yield f"```text\n{text}\n```\n" if example else cell(text) + "\n"
    yield "\n".join(options(command, context, language)) + "\n"
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from section(below, f"{path} {name}", language, level + 1)


def pages(language: str) -> dict[str, str]:
    """Return the pages of all commands, by their names, and the page that lists them."""
    context = click.Context(cli)
    rows = "\n".join(f"| [`{name}`]({name}.md) | {said(line, language)} |" for name, line in COMMANDS.items())
    found = {
        "overview": f"# {LIST.in_(language)}\n\n{INTRODUCTION.in_(language)}\n\n| | |\n|---|---|\n{rows}\n"
        + "\n".join(["", "```{toctree}", ":hidden:", "", *COMMANDS, "```", ""])
    }
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        found[name] = "\n".join(section(command, f"clusternet {name}", language, 1))
    return found
