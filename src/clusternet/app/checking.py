"""The second panel: what was found, settings that mend it by a click, and tables to complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from shiny import reactive, render, ui

from clusternet.app import project
from clusternet.app.session import Tab
from clusternet.errors import ClusternetError
from clusternet.io.descriptor import Change
from clusternet.notes import app as words
from clusternet.schema.findings import COLUMNS
from clusternet.words.labels import heading
from clusternet.words.text import said_by

__all__ = ["serve"]


def serve(tab: Tab) -> None:
    """Answer the inputs of the panel."""
    _serve_remedies(tab)
    _serve_findings(tab)
    _serve_completion(tab)


def _serve_remedies(tab: Tab) -> None:
    told = reactive.Value("")

    def checking() -> ui.TagChild:
        known = tab.known()
        if known is None:
            return tab.state(tab.runs["understand"])
        return ui.p(tab.counted(known))

    def remedies() -> ui.TagChild:
        known = tab.known()
        if known is None:
            return None
        lines = [_remedy(tab, place, each) for place, each in enumerate(known["remedies"])]
        return ui.div(*lines or [ui.p(tab.said(words.NO_REMEDY), class_="said")], ui.p(told(), role="status"))

    @reactive.effect
    @reactive.event(tab.input.mend)
    def _mend() -> None:
        folder, known = tab.folder, tab.known()
        if folder is None or known is None:
            return
        place, answer = (int(part) for part in str(tab.input.mend()).split("."))
        chosen = known["remedies"][place]["answers"][answer][1]
        told.set(tab.apply(folder, [_change(each) for each in chosen]))

    tab.show("checking", checking)
    tab.show("remedies", remedies)


def _change(said: Mapping[str, Any]) -> Change:
    value = tuple(said["value"]) if isinstance(said["value"], list) else said["value"]
    return Change(said["key"], said["number"], tuple(said["setting"]), value)


def _remedy(tab: Tab, place: int, remedy: Mapping[str, Any]) -> ui.Tag:
    """Return one line: what was found, where, and the settings that mend it as buttons."""
    where = " · ".join(remedy[key] for key in ("file", "sheet", "column") if remedy[key])
    buttons = []
    for number, (answer, changes) in enumerate(remedy["answers"]):
        word = words.SETTINGS.get(changes[0]["setting"][0]) or words.ANSWERS.get(answer, words.SETTING)
        send = f"Shiny.setInputValue('mend', '{place}.{number}', {{priority: 'event'}})"
        look = {"type": "button", "title": answer, "onclick": send, "class": "btn btn-sm btn-outline-primary"}
        buttons.append(ui.tags.button(look, tab.said(word, answer)))
    rows = tab.said(words.ROWS, f"{remedy['rows']:,}")
    said = ui.span(rows, " ", remedy["said"])
    return ui.div(said, ui.code(remedy["value"]), ui.span(where, class_="said"), *buttons, class_="remedy")


def _serve_findings(tab: Tab) -> None:
    def listed() -> ui.TagChild:
        known = tab.known()
        if known is None or known["found"] <= len(known["findings"]):
            return None
        return ui.p(tab.said(words.FIRST_FINDINGS, len(known["findings"]), known["found"]), class_="said")

    tab.show("listed", listed)

    @render.data_frame
    def findings() -> Any:
        known = tab.known()
        names = [heading(name, tab.language) for name in COLUMNS]
        rows = [] if known is None else known["findings"]
        return render.DataGrid(pd.DataFrame(rows, columns=names), filters=True, summary=False, width="100%")


def _serve_completion(tab: Tab) -> None:
    kept = reactive.Value("")

    def tables() -> ui.TagChild:
        tab.known()
        names = project.to_complete(tab.folder) if tab.folder else []
        if not names:
            return ui.p(tab.said(words.NO_TABLES), class_="said")
        return ui.div(
            ui.p(tab.said(words.COMPLETE_HOW), class_="said"),
            ui.input_select("which", tab.said(words.WHICH), names),
            ui.input_action_button("yes", tab.said(words.ADD_YES), class_="btn-sm btn-outline-primary"),
            ui.input_action_button("complete", tab.said(words.SAVE), class_="btn-sm btn-primary"),
        )

    @render.data_frame
    def table() -> Any:
        tab.known()
        name = str(tab.input.which())
        there = tab.folder is not None and name in project.to_complete(tab.folder)
        frame = project.load(tab.folder, name) if there and tab.folder else pd.DataFrame()
        return render.DataGrid(frame, editable=True, selection_mode="rows", summary=False, width="100%")

    @reactive.effect
    @reactive.event(tab.input.complete)
    def _complete() -> None:
        kept.set(_completed(tab, table.data_view()))

    @reactive.effect
    @reactive.event(tab.input.yes)
    def _yes() -> None:
        frame, rows = table.data_view(), list(table.cell_selection()["rows"])
        if "merge" in frame and rows:
            frame.iloc[rows, frame.columns.get_loc("merge")] = "yes"
            kept.set(_completed(tab, frame))

    tab.show("tables", tables)
    tab.show("completed", lambda: ui.p(kept(), role="status") if kept() else None)


def _completed(tab: Tab, frame: pd.DataFrame) -> str:
    """Save the table that was completed, read the project anew, and say what was done."""
    name = str(tab.input.which())
    if tab.folder is None or name not in project.to_complete(tab.folder):
        return ""
    try:
        project.save(tab.folder, name, frame)
    except ClusternetError as error:
        return tab.said(said_by(error))
    tab.understand(tab.folder)
    return tab.said(words.SAVED, name)
