"""The first panel: open a folder, copy files there, look at it, and correct what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shiny import reactive, ui

from clusternet.app import project
from clusternet.app.session import Tab
from clusternet.errors import ClusternetError
from clusternet.io import shipped
from clusternet.io.descriptor import Change
from clusternet.notes import app as words
from clusternet.schema import columns
from clusternet.words.text import Text, said_by

__all__ = ["serve"]


def serve(tab: Tab) -> None:
    """Answer the inputs of the panel."""
    _serve_folder(tab)
    _serve_files(tab)
    _serve_look(tab)
    _serve_forms(tab)


def _serve_folder(tab: Tab) -> None:
    wrong = reactive.Value("")

    @reactive.effect
    @reactive.event(tab.input.open)
    async def _open() -> None:
        said = str(tab.input.folder())
        folder = project.folder_of(said)
        if folder is None:
            wrong.set(tab.said(words.MISSING, said) if said else tab.said(words.NO_FOLDER))
        else:
            await tab.go(folder)

    @reactive.effect
    @reactive.event(tab.input.shipped)
    async def _shipped() -> None:
        await tab.go(shipped())

    def opened() -> ui.TagChild:
        folder = tab.folder
        if wrong():
            return ui.p(wrong(), class_="wrong", role="alert")
        if folder is None or not tab.own:
            return None if folder is None else ui.p(ui.code(str(folder)))
        label = words.AGAIN if project.is_described(folder) else words.UNDERSTAND
        return ui.div(
            ui.p(ui.code(str(folder))),
            ui.p(tab.said(words.HOW), class_="said"),
            ui.input_action_button("look", tab.said(label), class_="btn-primary"),
        )

    tab.show("opened", opened)


def _serve_files(tab: Tab) -> None:
    told: reactive.Value[list[Text]] = reactive.Value([])

    @reactive.effect
    @reactive.event(tab.input.files)
    def _copy() -> None:
        folder = tab.folder or project.folder_of(str(tab.input.folder()))
        if folder is None:
            told.set([words.NO_FOLDER])
            return
        try:
            given = tab.input.files()
            told.set([project.copy_in(folder, each["name"], Path(each["datapath"])) for each in given])
        except ClusternetError as error:
            told.set([said_by(error)])

    def copied() -> ui.TagChild:
        return ui.tags.ul(*(ui.tags.li(tab.said(each)) for each in told()), role="status") if told() else None

    tab.show("copied", copied)


def _serve_look(tab: Tab) -> None:
    look = tab.runs["look"]

    @reactive.effect
    def _begin() -> None:
        if (folder := tab.folder) is not None:
            tab.understand(folder)

    @reactive.effect
    @reactive.event(tab.input.look)
    def _look() -> None:
        if (folder := tab.folder) is not None:
            more = ["--update"] if project.is_described(folder) else []
            look.start(["init", folder, "--lang", tab.language, *more])

    @reactive.effect
    def _looked() -> None:
        if look.well() is not None and (folder := tab.folder) is not None:
            tab.understand(folder)

    def looking() -> ui.TagChild:
        job = look.job()
        lines = job.result.splitlines() if job is not None and not job.running else []
        state = tab.state(look) if job is not None else None
        return ui.div(state, *(ui.div(line.strip()) for line in lines), class_="mt-2")

    def understood() -> ui.TagChild:
        known = tab.known()
        if known is None:
            return tab.state(tab.runs["understand"]) if tab.folder else None
        return _forms(tab, known)

    tab.show("looking", looking)
    tab.show("understood", understood)


def _forms(tab: Tab, known: Mapping[str, Any]) -> ui.Tag:
    """Return what was understood, as forms to correct."""
    parts: list[ui.TagChild] = [
        ui.h2(tab.said(words.UNDERSTOOD), class_="h4 mt-4"),
        ui.p(tab.counted(known)),
    ]
    if known["synthetic"]:
        parts.append(ui.p(tab.said(words.SYNTHETIC), class_="synthetic"))
    parts += [_form(tab, table) for table in known["tables"]]
    if tab.own and known["tables"]:
        parts += [
            ui.input_action_button("save", tab.said(words.SAVE), class_="btn-primary"),
            ui.output_ui("kept"),
        ]
    return ui.div(*parts)


def _form(tab: Tab, table: Mapping[str, Any]) -> ui.TagChild:
    kind = tab.said(words.TIES if table["key"] == "edges" else words.NODES)
    where = tab.said(words.SHEET, "、".join(table["sheets"])) if table["sheets"] else ""
    title = ui.card_header(" · ".join(part for part in (kind, table["file"], where) if part))
    if table["lacking"]:
        return ui.card(title, ui.p(tab.said(words.CANNOT, table["lacking"]), class_="wrong"))
    called = {name: columns.called(name, tab.language) for name in table["accepted"]}
    held = {header: name for name, header in table["columns"].items()}
    if not tab.own:
        said = [f"{header} = {called[held[header]]}" for header in table["headers"] if header in held]
        return ui.card(title, ui.p("; ".join(said)))
    choices = {"": tab.said(words.UNUSED), **called}
    asks = [
        ui.input_select(_field(table, place), header, choices, selected=held.get(header, ""))
        for place, header in enumerate(table["headers"])
    ]
    return ui.card(title, ui.layout_column_wrap(*asks, width="220px", gap="0.5rem"))


def _field(table: Mapping[str, Any], place: int) -> str:
    """Return the name of the field of a header."""
    return f"column_{table['key']}_{table['number']}_{place}"


def _serve_forms(tab: Tab) -> None:
    kept = reactive.Value("")

    @reactive.effect
    @reactive.event(tab.input.save)
    def _save() -> None:
        folder, known = tab.folder, tab.known()
        if folder is not None and known is not None:
            changes = [each for table in known["tables"] for each in _chosen(tab, table)]
            kept.set(tab.apply(folder, changes))

    tab.show("kept", lambda: ui.p(kept(), role="status") if kept() else None)


def _chosen(tab: Tab, table: Mapping[str, Any]) -> list[Change]:
    """Return what the form of a table says otherwise than the descriptor; what is taken out, first."""
    held = {header: name for name, header in table["columns"].items()}
    found = []
    for place, header in enumerate(table["headers"]):
        now, before = str(tab.input[_field(table, place)]()), held.get(header, "")
        if now != before:
            found += [Change(table["key"], table["number"], ("columns", before), None)] if before else []
            found += [Change(table["key"], table["number"], ("columns", now), header)] if now else []
    return sorted(found, key=lambda each: each.value is not None)
