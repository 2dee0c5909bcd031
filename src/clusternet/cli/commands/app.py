"""``app``."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from clusternet.errors import ClusternetError


@click.command()
@click.argument("data", metavar="[FOLDER]", required=False, type=click.Path(exists=True, file_okay=False))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen.  [default: any free one]"
)
@click.option("--no-browser", is_flag=True, help="Print the address alone.")
def app(data: str | None, lang: str, port: int, no_browser: bool) -> None:
    """Open a local page in the browser: from a folder of workbooks to a report, by clicks.

    The page is served on this machine alone, under an address that holds a token; nothing leaves the
    machine, and files are written only in the project folder or where the page is told to. Ctrl+C ends it.

    \b
    clusternet app
    clusternet app data/ --lang en
    clusternet app data/ --no-browser --port 8000
    """
    if importlib.util.find_spec("shiny") is None:
        raise ClusternetError.of("app_lacking")
    from clusternet.app import serve
    from clusternet.cli import interrupts
    from clusternet.transaction import at_once

    def ready(address: str) -> None:
        click.echo(address)
        if not no_browser:
            click.launch(address)

    interrupts.unwatch()
    with at_once():
        serve(project=str(Path(data).resolve()) if data else "", language=lang, port=port, ready=ready)
