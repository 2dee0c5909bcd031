"""Making a report again as its manifest says."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from clusternet.cli.emit import say
from clusternet.io.folders import MANIFEST
from clusternet.notes import checked as notes
from clusternet.report.checked import changes, manifest
from clusternet.words.text import Text

_OWN = ("data", "nodes", "root", "font", "out", "replace", "quiet", "check", "strict")
"""Options that say where files lie, or how this run is: from the command line, not from the manifest."""


def rerun(context: click.Context, path: Path, language: str | None) -> None:
    """Make a report again into a folder that does not last, say what changed, and end with 1 if anything did.

    Parameters
    ----------
    context
        Of this run: it has the data.
    path
        The manifest.
    language
        Of what is said; that of the manifest if None.
    """
    old = manifest(path)
    language = language or str(old.get("language", "en"))
    with TemporaryDirectory() as place:
        again = Path(place) / "report"
        arguments = [*_arguments(context, old["options"]), "--quiet", "--out", str(again)]
        with redirect_stdout(io.StringIO()):
            context.command.main(arguments, prog_name="clusternet report", standalone_mode=False)
        found: list[Text] = changes(path, again / MANIFEST)
    for line in found or [notes.SAME]:
        click.echo(line.in_(language))
    context.exit(1 if found else 0)


def _arguments(context: click.Context, options: Mapping[str, Any]) -> list[str]:
    """Return the command line of the earlier run, with the files of this one."""
    arguments: list[str] = []
    known = {param.opts[-1].lstrip("-"): param for param in context.command.params}
    for name in options:
        if name not in known:
            say(Text(f"选项 {name} 现已没有，从略", f"option {name} is not known now and left out"))
    for name, param in known.items():
        own = context.params.get(str(param.name))
        value = own if name in _OWN and (own or name != "font") else options.get(name)
        if name in ("out", "check", "quiet", "replace"):
            continue
        arguments += _said(param, value)
    return arguments


def _said(param: click.Parameter, value: Any) -> list[str]:
    """Return an option as it is written on the command line; nothing where it was not given."""
    if value is None or value is False or value == []:
        return []
    if isinstance(param, click.Argument):
        return [str(value)]
    name = param.opts[-1]
    if value is True:
        return [name]
    if param.multiple and isinstance(value, list | tuple):
        return [part for each in value for part in (name, str(each))]
    text = ":".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return [name, text]
