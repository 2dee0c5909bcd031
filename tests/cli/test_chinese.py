"""The help of every command in Chinese: all of it, nothing that is no longer said, and in lines that fit."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.cells import cell_len

from clusternet.cli import COMMANDS, cli
from clusternet.cli.chinese import _EXAMPLE, chinese, paragraphs, wrap
from clusternet.data import rows
from running import Runner

WRITTEN_BY_CLICK = {
    "Usage: ", "Options", "Commands", "Show this message and exit.", "Show the version and exit.",
}  # fmt: skip


def commands() -> Iterator[click.Command]:
    """The command line, its commands and those below them."""
    yield cli
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        yield command
        yield from command.commands.values() if isinstance(command, click.Group) else ()


def said() -> set[str]:
    """Every English text of the help."""
    texts = set(COMMANDS.values())
    for command in commands():
        for text, example in paragraphs(command.help or "", zh=False):
            texts |= {found[2] for line in text.split("\n") if (found := _EXAMPLE.fullmatch(line))} or (
                set() if example else {text}
            )
        texts |= {each.help for each in command.params if isinstance(each, click.Option) and each.help}
    return texts


def test_every_text_has_its_chinese_and_no_other_is_kept() -> None:
    table = rows("help.csv")
    assert {row["en"] for row in table} == said() | WRITTEN_BY_CLICK
    assert len(table) == len({row["en"] for row in table})
    assert all(any("\u3400" <= letter <= "\u9fff" for letter in row["zh"]) for row in table)


def test_options_named_in_english_are_named_in_chinese() -> None:
    for row in rows("help.csv"):
        words = {word.strip(".,:;()[]'`") for word in row["en"].split()}
        assert all(word in row["zh"] for word in words if word.startswith("--")), row["en"]


def test_what_click_adds_is_in_chinese_too() -> None:
    assert chinese("How many; 0 for every node.  [default: 20; x>=0]").endswith("  [默认：20; x>=0]")
    assert chinese("nothing of the help") == "nothing of the help"


def test_help_of_a_command_in_both_languages(run: Runner) -> None:
    told = run("centrality", "--lang", "zh", "--help").out
    assert "用法：" in told
    assert "排名依据" in told
    assert "[default" not in told
    assert max(map(cell_len, told.splitlines())) <= 100
    assert "What to rank by." in run("centrality", "--help", LC_ALL="C").out
    assert "只打印地址" in run("app", "--help", LC_ALL="zh_CN.UTF-8").out
    assert "What to rank by." in run("centrality", "--lang", "en", "--help", LC_ALL="zh_CN.UTF-8").out
    assert "列出不予采用" in run("--help", LC_ALL="zh_CN.UTF-8").out


def test_a_line_never_begins_with_a_mark_that_closes() -> None:
    assert wrap("数据集，数据集", 6) == ["数据集，", "数据集"]
