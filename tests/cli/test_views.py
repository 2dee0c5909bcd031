from __future__ import annotations

from importlib import import_module

import click
import click.testing
import pytest

from clusternet.cli import COMMANDS
from clusternet.cli.options import Nulls
from clusternet.cli.request import Request
from clusternet.cli.views import MADE, chosen, options
from running import InProcess


def tables() -> list[tuple[str, dict[str, object], dict[str, object], click.Command]]:
    """Return every command that has a table of views, with it."""
    modules = [(name, import_module(f"clusternet.cli.commands.{name}")) for name in COMMANDS]
    return [
        (name, module._VIEWS, getattr(module, "_MADE", MADE), getattr(module, name))
        for name, module in modules
        if hasattr(module, "_VIEWS")
    ]


@pytest.mark.parametrize(("name", "views", "made", "command"), tables(), ids=lambda each: str(each)[:12])
def test_every_option_is_taken_by_a_view(name: str, views: dict, made: dict, command: click.Command) -> None:
    given = {str(each.name) for each in command.params}
    taken = {option for each in views.values() for option in options(each, made)}
    assert taken <= given <= taken | set(views) | set(Request.__dataclass_fields__), name


def test_what_a_view_takes_is_told_by_its_keywords() -> None:
    def plain(request: object, progress: object, *, top: int, random: Nulls) -> str:
        return f"{top} {random.replicates}"

    def other(request: object, progress: object, *, level: str) -> str:
        return level

    assert options(plain) == {"top", "null", "replicates", "seed", "fast", "frame"}

    @click.command()
    @click.option("--other", is_flag=True)
    @click.option("--top", type=int, default=3)
    @click.option("--level", default="city")
    @click.option("--null", default="swap")
    @click.option("--replicates", type=int)
    @click.option("--seed", type=int, default=0)
    @click.option("--fast", is_flag=True)
    @click.option("--frame", default=None)
    def command(**_: object) -> None:
        click.echo(chosen({"plain": plain, "other": other})(None, None))

    def said(*arguments: str) -> str:
        return click.testing.CliRunner().invoke(command, arguments).output

    assert said() == "3 None\n"
    assert said("--replicates", "9") == "3 9\n"
    assert said("--other") == "city\n"
    assert "--top does nothing with --other" in said("--other", "--top", "4")
    assert "--seed does nothing with --other" in said("--other", "--seed", "4")
    assert "--level does nothing with plain" in said("--level", "city")


def test_options_that_did_nothing_are_refused(run: InProcess) -> None:
    for arguments, words in (
        (["concentration", "--lorenz", "--shares", "0.1"], "--shares does nothing with --lorenz"),
        (
            ["distribution", "--across", "application", "--by-year"],
            "--by-year does nothing with --across",
        ),
        (
            ["centrality", "--shares-of", "kind", "--intervals"],
            "--intervals does nothing with --shares-of",
        ),
        (["powerlaw", "--cross-check", "--seed", "3"], "--seed does nothing with --cross-check"),
        (["centrality", "--error", "0.1"], "--error does nothing without --by betweenness"),
    ):
        assert words in run.misused(*arguments)
