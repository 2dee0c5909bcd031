"""How the page looks: one panel for each step from a folder to a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from shiny import ui

from clusternet.app.offers import Ask, Offer
from clusternet.notes import app as words
from clusternet.words.text import Text

__all__ = ["address", "analysis", "fields", "page"]

STYLE = """
:root { --bs-body-font-size: .95rem; }
body { font-family: system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.navbar-brand { font-weight: 600; }
main, .bslib-sidebar-layout > .main { max-width: 100%; }
.command { background: #f4f5f7; border-radius: 6px; padding: .6rem .8rem; white-space: pre-wrap;
  overflow-wrap: anywhere; font: .85rem/1.5 ui-monospace, Consolas, monospace; color: #1d2430; }
.result { overflow-x: auto; }
.result table { font-size: .86rem; border-collapse: collapse; margin-bottom: .6rem; }
.result th, .result td { padding: .25rem .6rem; border-bottom: 1px solid #dfe3e8; white-space: nowrap; }
.result th { position: sticky; top: 0; background: #fff; border-bottom: 2px solid #58616d; }
.result img { max-width: 100%; height: auto; background: #fff; }
.language { position: absolute; right: 1.2rem; top: .9rem; z-index: 1031; }
@media (max-width: 767px) { .language { right: 5.5rem; } }
.said { color: #58616d; }
.wrong { color: #a4262c; }
.synthetic { background: #fff4ce; color: #5c4400; border-radius: 6px; padding: .4rem .8rem; }
.remedy { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .4rem 0;
  border-bottom: 1px solid #e6e9ed; }
progress { width: 100%; }
"""
LEAVES = """
Shiny.addCustomMessageHandler("go", to => { window.location.assign(to.address); });
document.addEventListener("click", event => {
  const copied = event.target.closest("[data-copy]");
  if (copied) navigator.clipboard.writeText(copied.dataset.copy);
  const other = event.target.closest("a.language");
  const open = document.querySelector("[role=tab].active");
  if (other && open) other.search = new URLSearchParams([
    ...[...new URLSearchParams(other.search)].filter(([key]) => key !== "panel"),
    ["panel", open.dataset.value]]);
});
"""


def address(language: str, project: str, panel: str = "") -> str:
    """Return the address of the page with a project open.

    >>> address("en", "/data/2023")
    '/?lang=en&project=%2Fdata%2F2023'
    """
    held = {"lang": language, "project": project, "panel": panel}
    return "/?" + urlencode({key: value for key, value in held.items() if value})


def page(language: str, project: str, panel: str) -> ui.Tag:
    """Return the whole page."""
    said = _words(language)
    other = words.OTHER_KEY.in_(language)
    panels = [
        ui.nav_panel(said(words.PROJECT), _project(language, project), value="data"),
        ui.nav_panel(said(words.CHECK), _check(language), value="check"),
        ui.nav_panel(said(words.STRUCTURE), analysis("structure"), value="structure"),
        ui.nav_panel(said(words.PLACES), analysis("flows"), value="flows"),
        ui.nav_panel(said(words.FIGURES), analysis("figures"), value="figures"),
        ui.nav_panel(said(words.WHOLE), _report(language, project), value="report"),
    ]
    switch = ui.a(
        said(words.OTHER_LANGUAGE),
        href=address(other, project, panel),
        lang=words.TAG.in_(other),
        class_="language",
    )
    return ui.page_navbar(
        *panels,
        title=said(words.BRAND),
        id="panel",
        selected=panel or "data",
        lang=words.TAG.in_(language),
        window_title=f"{said(words.BRAND)} · clusternet",
        header=ui.TagList(ui.tags.style(STYLE), ui.tags.script(LEAVES), switch),
        fillable=False,
    )


def _words(language: str) -> Callable[[Text], str]:
    return lambda text: text.in_(language)


def _project(language: str, project: str) -> ui.Tag:
    said = _words(language)
    return ui.div(
        ui.layout_columns(
            ui.card(
                ui.input_text(
                    "folder", said(words.FOLDER), project, width="100%", placeholder=said(words.FOLDER_HINT)
                ),
                ui.div(
                    ui.input_action_button("open", said(words.OPEN), class_="btn-primary"),
                    ui.input_action_button("shipped", said(words.SHIPPED), class_="btn-outline-secondary"),
                    class_="d-flex flex-wrap gap-2",
                ),
                ui.output_ui("opened"),
            ),
            ui.card(
                ui.input_file(
                    "files",
                    said(words.DROP),
                    multiple=True,
                    width="100%",
                    button_label=said(words.CHOOSE),
                    placeholder=said(words.NONE_CHOSEN),
                ),
                ui.output_ui("copied"),
            ),
            col_widths=[7, 5],
        ),
        ui.output_ui("looking"),
        ui.output_ui("understood"),
        class_="container-fluid",
    )


def _check(language: str) -> ui.Tag:
    said = _words(language)
    return ui.div(
        ui.output_ui("checking"),
        ui.h2(said(words.REMEDIES), class_="h4 mt-3"),
        ui.output_ui("remedies"),
        ui.h2(said(words.COMPLETE), class_="h4 mt-4"),
        ui.output_ui("tables"),
        ui.output_data_frame("table"),
        ui.output_ui("completed"),
        ui.h2(said(words.FINDINGS), class_="h4 mt-4"),
        ui.output_ui("listed"),
        ui.output_data_frame("findings"),
        class_="container-fluid",
    )


def analysis(name: str) -> ui.TagChild:
    """Return a panel that asks what to do, and shows what came of it."""
    return ui.layout_sidebar(
        ui.sidebar(
            ui.output_ui(f"{name}_choice"),
            ui.output_ui(f"{name}_asks"),
            width=320,
        ),
        ui.output_ui(f"{name}_state"),
        ui.output_ui(f"{name}_line"),
        ui.output_ui(f"{name}_result"),
        ui.output_ui(f"{name}_files"),
    )


def fields(name: str, offer: Offer, language: str) -> list[ui.Tag]:
    """Return the fields of a command, with the buttons that run and stop it."""
    run = words.WRITE if name == "report" else words.DRAW if offer.figure else words.RUN
    return [
        *(_field(f"{name}_{offer.key}_{ask.key}", ask, language) for ask in offer.asks),
        ui.input_action_button(f"{name}_run", run.in_(language), class_="btn-primary"),
        ui.input_action_button(f"{name}_stop", words.STOP.in_(language), class_="btn-outline-danger"),
    ]


def _field(key: str, ask: Ask, language: str) -> ui.Tag:
    label = ask.label.in_(language)
    if ask.flag:
        return ui.input_checkbox(key, label)
    if ask.choices is not None:
        choices = {value: text.in_(language) for value, text in ask.choices.items()}
        return ui.input_select(key, label, choices, selected=ask.default)
    return ui.input_text(key, label, ask.default)


def chooser(name: str, offers: Sequence[Offer], language: str) -> ui.Tag:
    """Return the list of commands of a panel."""
    choices = {offer.key: offer.label.in_(language) for offer in offers}
    return ui.input_select(f"{name}_offer", words.ANALYSIS.in_(language), choices)


def _report(language: str, project: str) -> ui.TagChild:
    from clusternet.app.offers import REPORT

    said = _words(language)
    folder = f"{project.rstrip('/')}/report" if project else ""
    return ui.layout_sidebar(
        ui.sidebar(
            ui.input_text("report_out", said(words.OUT), folder),
            *fields("report", REPORT, language),
            width=340,
        ),
        ui.output_ui("report_state"),
        ui.output_ui("report_line"),
        ui.output_ui("report_result"),
    )
