"""One tab of the browser: its project, its language, and the jobs that it has started."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from shiny import Inputs, Session, reactive, render, ui

from clusternet.app import jobs, offers, pages, project
from clusternet.app.jobs import Job
from clusternet.app.saved import Saved
from clusternet.errors import ClusternetError
from clusternet.io import shipped
from clusternet.io.dataset import DESCRIPTOR
from clusternet.io.descriptor import Change, change
from clusternet.notes import app as words
from clusternet.words.text import Text, said_by

__all__ = ["Run", "Tab"]


class Run:
    """The one job of a panel: what it prints is there when it has ended."""

    def __init__(self) -> None:
        self.job: reactive.Value[Job | None] = reactive.Value(None)
        self.about: Any = None

    def start(self, arguments: Sequence[str | Path], about: object = None, **options: Any) -> None:
        """Start a job in place of the one before."""
        self.close()
        self.about = about
        self.job.set(jobs.start(arguments, **options))

    def stop(self) -> None:
        """End the job, if one runs."""
        with reactive.isolate():
            job = self.job()
        if job is not None:
            job.stop()

    def close(self) -> None:
        """End the job, and give up what it has printed."""
        with reactive.isolate():
            job = self.job()
        if job is not None:
            job.close()

    def ended(self) -> Job | None:
        """Return the job once it has ended; until then ask again three times a second."""
        job = self.job()
        if job is not None and job.running:
            reactive.invalidate_later(0.3)
            return None
        return job

    def well(self) -> Job | None:
        """Return the job once it has ended well."""
        job = self.ended()
        return job if job is not None and job.process.returncode == 0 else None


class Tab:
    """One tab of the browser.

    Parameters
    ----------
    input, session
        Of Shiny.
    saved
        Reports that the page may open.
    """

    def __init__(self, input: Inputs, session: Session, saved: Saved) -> None:
        self.input, self.session, self.saved = input, session, saved
        self.runs = {name: Run() for name in ("look", "understand", "report", *offers.PANELS)}
        self.scratch = tempfile.TemporaryDirectory(prefix="clusternet-")
        session.on_ended(self.close)

    def close(self) -> None:
        """End what still runs; files that were saved stay."""
        for run in self.runs.values():
            run.close()
        self.scratch.cleanup()

    # -- where we are --------------------------------------------------------------------------------------
    def asked(self, name: str) -> str:
        """Return a part of the address."""
        query = parse_qs(str(self.input[".clientdata_url_search"]()).removeprefix("?"))
        return query.get(name, [""])[0]

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return "en" if self.asked("lang") == "en" else "zh"

    @property
    def folder(self) -> Path | None:
        """The project, None before one is open."""
        return project.folder_of(self.asked("project"))

    @property
    def own(self) -> bool:
        """Whether the project is the user's, and not the network that comes with the package."""
        return self.folder != shipped().resolve()

    def said(self, text: Text, *values: object) -> str:
        """Return a text in the language of the page; braces of one without values are its own."""
        said = str(text.in_(self.language))
        return said.format(*values) if values else said

    async def go(self, folder: Path) -> None:
        """Open a project: the address holds it, so that a reload or another tab opens it too."""
        there = pages.address(self.language, str(folder), "data")
        await self.session.send_custom_message("go", {"address": there})

    # -- the project ---------------------------------------------------------------------------------------
    def understand(self, folder: Path) -> None:
        """Find out anew how the project is read."""
        if project.is_described(folder):
            self.runs["understand"].start([folder, self.language], module="clusternet.app.work")

    def known(self) -> dict[str, Any] | None:
        """Return what is known of the project, None before it is; see :mod:`clusternet.app.work`."""
        job = self.runs["understand"].well()
        return None if job is None else dict(json.loads(job.result))

    def counted(self, known: Mapping[str, Any]) -> str:
        """Say how much of the project is read, and how much refused."""
        return self.said(words.READ, *(f"{known[key]:,}" for key in ("relations", "nodes", "refused")))

    def apply(self, folder: Path, changes: Sequence[Change]) -> str:
        """Change the descriptor, read anew, and say what was done."""
        try:
            change(folder / DESCRIPTOR, changes)
        except ClusternetError as error:
            return self.said(said_by(error))
        self.understand(folder)
        return self.said(words.SAVED, DESCRIPTOR)

    # -- what is shown -------------------------------------------------------------------------------------
    def show(self, key: str, make: Callable[[], ui.TagChild]) -> None:
        """Show what a function returns under a name of the page."""

        def shown() -> ui.TagChild:
            return make()

        shown.__name__ = key  # by which Shiny knows it
        self.session.output(id=key)(render.ui(shown))

    def state(self, run: Run) -> ui.TagChild:
        """Return what a job is doing, or how it ended; first of all, that there is no project."""
        if self.folder is None:
            return ui.p(self.said(words.OPEN_FIRST), class_="said")
        job = run.job()
        if job is None:
            return None
        if job.running:
            reactive.invalidate_later(0.5)
            said = ui.div(self.said(words.RUNNING, round(job.seconds)), class_="said")
            bar = ui.tags.progress(aria_label=self.said(words.WORKING))
            return ui.div(bar, said, ui.div((job.messages or [""])[-1], class_="said"), role="status")
        if job.stopped:
            return ui.p(self.said(words.STOPPED), class_="said", role="status")
        code = job.process.returncode
        if code == 0:
            told = [each for each in job.messages if not each.endswith("…")]  # those are what it was doing
            return ui.div(*(ui.div(each, class_="said") for each in told), role="status")
        held = job.messages or [self.said(words.ENDED, code)]
        return ui.div(*(ui.div(each, class_="wrong") for each in held), role="alert")

    def command(self, arguments: Sequence[str]) -> ui.Tag:
        """Return a command line with a button that copies it."""
        text = offers.shown(arguments)
        label = self.said(words.COPY)
        button = ui.tags.button(label, type="button", class_="btn btn-sm btn-link", **{"data-copy": text})
        return ui.div(ui.span(self.said(words.SAME), class_="said"), button, ui.pre(text, class_="command"))
