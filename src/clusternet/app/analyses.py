"""The panels of tables and figures, and that of the report: choose, run, look, save."""

from __future__ import annotations

import asyncio
import base64
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from shiny import reactive, render, ui

from clusternet.app import jobs, offers, pages
from clusternet.app.offers import Offer
from clusternet.app.session import Tab
from clusternet.notes import app as words

__all__ = ["serve", "serve_report"]

REPORT_FILES = ("report.html", "report.docx", "tables.xlsx")


class About(NamedTuple):
    """What a panel has run: the offer, its command line, and the file it draws."""

    offer: Offer
    line: tuple[str, ...]
    file: Path


def serve(tab: Tab, name: str) -> None:
    """Answer the inputs of a panel of tables or figures."""
    run, known = tab.runs[name], {offer.key: offer for offer in offers.PANELS[name]}

    def offer() -> Offer:
        return known[str(tab.input[f"{name}_offer"]())]

    @reactive.effect
    @reactive.event(tab.input[f"{name}_run"])
    def _run() -> None:
        if tab.folder is None:
            return
        picked = offer()
        answers = {ask.key: tab.input[f"{name}_{picked.key}_{ask.key}"]() for ask in picked.asks}
        line = offers.line(picked, str(tab.folder), answers, tab.language)
        file = Path(tab.scratch.name, f"{name}.svg")
        more = ("--out", str(file)) if picked.figure else ("--format", "md")
        run.start([*line, *more], About(picked, line, file))

    @reactive.effect
    @reactive.event(tab.input[f"{name}_stop"])
    def _stop() -> None:
        run.stop()

    tab.show(f"{name}_choice", lambda: pages.chooser(name, offers.PANELS[name], tab.language))
    tab.show(f"{name}_asks", lambda: ui.TagList(*pages.fields(name, offer(), tab.language)))
    tab.show(f"{name}_state", lambda: tab.state(run))
    tab.show(f"{name}_line", lambda: tab.command(run.about.line) if run.job() is not None else None)
    _serve_result(tab, name)


def _serve_result(tab: Tab, name: str) -> None:
    run = tab.runs[name]

    def result() -> ui.TagChild:
        job = run.well()
        if job is None:
            return None
        about: About = run.about
        return _drawn(about.file, tab.said(about.offer.label)) if about.offer.figure else _table(job.result)

    def files() -> ui.TagChild:
        if run.well() is None:
            return None
        buttons = [
            ui.download_button(f"{name}_{each}", each, class_="btn-sm") for each in run.about.offer.formats
        ]
        label = ui.span(tab.said(words.DOWNLOAD))
        return ui.div(label, *buttons, class_="d-flex flex-wrap gap-2 align-items-center mt-2")

    tab.show(f"{name}_result", result)
    tab.show(f"{name}_files", files)
    for suffix in sorted({each for offer in offers.PANELS[name] for each in offer.formats}):
        _serve_download(tab, name, suffix)


def _serve_download(tab: Tab, name: str, suffix: str) -> None:
    run = tab.runs[name]

    async def download() -> AsyncIterator[bytes]:
        about: About = run.about
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, f"{about.offer.key}.{suffix}")
            job = jobs.start([*about.line, "--out", file])
            try:
                while job.running:
                    await asyncio.sleep(0.1)
            finally:  # also where the tab is closed meanwhile
                job.close()
            yield file.read_bytes()

    def called() -> str:
        return f"{run.about.offer.key}.{suffix}"

    download.__name__ = f"{name}_{suffix}"  # by which Shiny knows it
    tab.session.output(id=download.__name__)(render.download_button(download, filename=called))


def serve_report(tab: Tab) -> None:
    """Answer the inputs of the panel of the report."""
    run = tab.runs["report"]

    @reactive.effect
    @reactive.event(tab.input.report_run)
    def _run() -> None:
        said = str(tab.input.report_out()).strip()
        if tab.folder is None or not said:
            return
        out = Path(said).expanduser()
        answers = {ask.key: tab.input[f"report_report_{ask.key}"]() for ask in offers.REPORT.asks}
        line = offers.line(offers.REPORT, str(tab.folder), answers, tab.language, "--out", str(out))
        run.start(line, About(offers.REPORT, line, out))

    @reactive.effect
    @reactive.event(tab.input.report_stop)
    def _stop() -> None:
        run.stop()

    def result() -> ui.TagChild:
        if run.well() is None:
            return None
        out: Path = run.about.file
        there = [out / name for name in REPORT_FILES if (out / name).is_file()]
        links = [
            ui.a(
                tab.said(words.VIEW, file.name),
                href=tab.saved.address(file),
                target="_blank",
                class_="btn btn-outline-primary",
            )
            for file in there
        ]
        return ui.div(ui.p(tab.said(words.WRITTEN, out)), ui.div(*links, class_="d-flex flex-wrap gap-2"))

    tab.show("report_state", lambda: tab.state(run))
    tab.show("report_line", lambda: tab.command(run.about.line) if run.job() is not None else None)
    tab.show("report_result", result)


def _table(text: str) -> ui.Tag:
    """Return what a command printed as Markdown; a name in it is never markup."""
    made = MarkdownIt("js-default", {"html": False, "linkify": False}).disable(["link", "image", "autolink"])
    return ui.div(
        ui.HTML(made.render(text)), class_="result", tabindex="0", role="region", aria_label="table"
    )


def _drawn(file: Path, label: str) -> ui.Tag:
    """Return a figure as a picture, in which no script runs."""
    data = base64.b64encode(file.read_bytes()).decode()
    return ui.div(ui.img(src=f"data:image/svg+xml;base64,{data}", alt=label), class_="result")
