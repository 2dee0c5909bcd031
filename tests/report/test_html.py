"""The report in a real browser; skipped where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clusternet.io import read
from clusternet.network.about import About
from clusternet.plot.sheet.numbers import times
from clusternet.report.build import build
from clusternet.report.document import Settings

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = '"><img src=x onerror=alert(1)>'
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """A report on a star of 30 firms round 华为, one of which has a name that would do harm."""
    names = ["华为", HOSTILE, *(f"firm {number}" for number in range(28))]
    rows = [("华为", name, 2019 + number % 3) for number, name in enumerate(names[1:])]
    rows += [(name, names[(7 * number) % 30], 2021) for number, name in enumerate(names) if number % 2]
    ties = pd.DataFrame(rows, columns=["source", "target", "year"])
    ties["source_country"], ties["target_country"] = (
        "France",
        ["Italy", "Spain", "Japan"] * 14 + ["Italy"] * 2,
    )
    place = tmp_path_factory.mktemp("browser")
    ties.to_csv(place / "ties.csv", index=False)
    net = replace(read(place / "ties.csv"), about=About(title="Star", places="own", language="en"))
    settings, kept = Settings(seeds=1, bootstrap=0, replicates=5, nulls=0), {}
    made, other = (build(net, replace(settings, language=each), kept=kept) for each in ("en", "zh"))
    made.write(place / "report")
    made.write(place / "both", also=[other])
    return place / "report"


@pytest.fixture
def page(written: Path) -> Iterator[Any]:
    """The page with the network off; nothing may go wrong on it."""
    yield from opened(written / "report.html")


def opened(file: Path) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    wrong: list[str] = []
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(file.as_uri())
        yield page
        assert wrong == []
        browser.close()


def column(page: Any, table: str, number: int) -> list[str]:
    cells = page.locator(f"#{table} tbody tr:visible td:nth-child({number})")
    return list(cells.all_inner_texts())


def test_a_table_is_sorted_by_number_and_by_name_and_filtered(page):
    page.locator("#tab-part-table3").click() if page.locator("#tab-part-table3").count() else None
    heads = page.locator("#table3 thead th button")
    names = heads.all_inner_texts()
    degree, name = names.index("Degree"), names.index("Name")
    heads.nth(degree).click()
    found = [int(text) for text in column(page, "table3", degree + 1)]
    assert found == sorted(found, reverse=True)
    heads.nth(degree).click()
    assert [int(text) for text in column(page, "table3", degree + 1)] == sorted(found)
    assert page.locator("#table3 th[aria-sort=ascending]").count() == 1
    page.get_by_label("Filter: Table 3").fill("华为")
    assert column(page, "table3", name + 1) == ["华为"]


def test_a_table_and_its_figure_are_tabs_that_the_keyboard_turns(page):
    assert page.locator("#figure-tail").is_visible()
    assert not page.locator("#table11").is_visible()
    page.locator("#tab-part-tail").press("ArrowLeft")
    assert page.locator("#table11").is_visible()
    assert not page.locator("#figure-tail").is_visible()
    page.locator('#findings a[href="#table2"]').first.click()
    assert page.locator("#table2").is_visible()


def test_what_is_saved_is_what_is_shown(page, tmp_path):
    with page.expect_download() as started:
        page.locator("#part-table3 .tools button", has_text="CSV").click()
    started.value.save_as(tmp_path / "table3.csv")
    frame = pd.read_csv(tmp_path / "table3.csv", skiprows=1)
    assert frame["Name"].tolist()[0] == "华为"
    assert HOSTILE in frame["Name"].tolist()
    for kind, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as started:
            page.locator("#part-tail .tools button", has_text=kind).click()
        started.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_width_makes_the_page_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_every_table_and_figure(page):
    page.emulate_media(media="print")
    assert page.locator("#table11").is_visible()
    assert page.locator("#figure-tail").is_visible()
    assert not page.locator(".tools").first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_it_is_read_without_its_script(written):
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto((written / "report.html").as_uri())
        assert page.locator("#table11").is_visible()
        assert page.locator("#figure-tail").is_visible()
        browser.close()


def test_axe_finds_nothing_serious(page):
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    found = axe.Axe().run(page)["violations"]
    told = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in found
            if each["impact"] in ("serious", "critical")}  # fmt: skip
    assert told == {}


def shown(page: Any) -> dict[tuple[str, str], float]:
    """The flows that the heat map of the page shows."""
    cells = page.eval_on_selector_all(
        "[data-figure=heatmap] [data-flow]",
        "marks => marks.map(({dataset}) => [dataset.source, dataset.target, Number(dataset.flow)])",
    )
    return {(source, target): flow for source, target, flow in cells if flow}


def move(page: Any, name: str, value: object) -> None:
    """Move a slider, or choose from a list."""
    field = page.locator(f"#linked-space [name={name}]")
    if field.evaluate("each => each.type") == "range":
        field.evaluate(
            "(each, to) => { each.value = to; each.dispatchEvent(new Event('input', {bubbles: true})); }",
            value,
        )
    else:
        field.select_option(value)


def test_the_flows_of_the_page_are_those_of_the_command(page, written, run):
    move(page, "places", 30)
    for year in (2019, 2021, 2020):
        move(page, "year", year - 2019)
        for count in ("relations", "pairs"):
            move(page, "count", count)
            done = run("flows", written.parent / "ties.csv", "--level", "country", "--year", year, "--top", 0,
                       "--count", count, "--format", "csv", "--lang", "en")  # fmt: skip
            assert done.code == 0, done.err
            frame = pd.read_csv(StringIO(done.out))
            assert shown(page) == {(row.source, row.target): row.flow for row in frame.itertuples()}
            base = page.locator("#linked-space [data-base]")
            assert float(base.get_attribute("data-base")) == frame["base_n"].iloc[0]
            move(page, "value", "ratio")
            printed = page.locator('[data-figure=heatmap] [data-source="France"][data-target="Italy"]')
            ratio = frame.set_index(["source", "target"])["expected_ratio"].get(("France", "Italy"))
            assert printed.get_attribute("data-shown") == times(ratio)
            move(page, "value", "flow")
    drawn = page.locator("[data-figure=sankey] path[data-flow]").count()
    assert drawn == len(shown(page))


def test_smaller_places_are_folded_and_the_state_stands_in_the_address(page):
    move(page, "places", 2)
    found = shown(page)
    assert {name for pair in found for name in pair} == {"France", "Italy", "Other"}
    whole = float(page.locator("#linked-space [data-base]").get_attribute("data-base"))
    assert sum(found.values()) == whole
    assert "places=2" in page.url
    move(page, "year", 0)
    page.goto(page.url.replace("year=2019", "year=2020"))
    assert page.locator("#linked-space [name=year] + output").inner_text() == "2020"
    assert page.locator("#linked-space [name=places]").input_value() == "2"


def test_a_place_is_lit_in_every_figure_by_hover_focus_and_enter(page):
    italy = page.locator("[data-figure=sankey] [data-place=Italy]").first
    italy.focus()
    dimmed = page.locator("[data-figure=chord] path.dim")
    assert dimmed.count() > 0
    assert page.locator("[data-figure=chord] path.dim[data-source=Italy]").count() == 0
    assert page.locator("#linked-space [role=status]").inner_text().startswith("Italy: out")
    italy.press("Enter")
    page.locator("h1").click()
    assert "highlight=Italy" in page.url
    assert page.locator("#linked-space [name=highlight]").input_value() == "Italy"
    assert dimmed.count() > 0
    page.locator("[data-figure=chord] [data-place=Italy]").first.click()
    page.mouse.move(0, 0)
    assert dimmed.count() == 0


def test_search_completes_a_name_and_shows_its_card_with_neighbours(page):
    field = page.locator("#linked-communities [name=search]")
    field.fill("firm 1")
    options = page.locator("#linked-communities datalist option")
    assert {"firm 1", "firm 10"} <= set(options.evaluate_all("each => each.map(one => one.value)"))
    field.fill("华")
    field.press("Enter")
    card = page.locator("#linked-communities .card")
    assert card.locator("h4").inner_text() == "华为"
    assert "(29)" in card.locator(".head").inner_text()
    card.get_by_role("button", name=HOSTILE).click()
    assert card.locator("h4").inner_text() == HOSTILE
    card.get_by_role("button", name="Close").click()
    assert not card.is_visible()


def test_linked_figures_are_saved_as_drawing_picture_and_numbers(page, tmp_path):
    for key in ("sankey", "heatmap", "chord"):
        for kind, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("CSV", b"\xef\xbb\xbf")):
            with page.expect_download() as started:
                page.locator(f"[data-figure={key}] .tools button", has_text=kind).click()
            started.value.save_as(tmp_path / key)
            assert (tmp_path / key).read_bytes().startswith(start)
        frame = pd.read_csv(tmp_path / key, skiprows=1)
        assert dict(
            zip(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True), frame["flow"], strict=True)
        ) == shown(page)


def test_a_profile_is_chosen_and_named_in_the_address(page, written, run):
    cards = page.locator("#cards-profiles .profile:visible")
    assert cards.count() == 1
    page.get_by_label("Choose a profile").select_option(label="Italy")
    assert cards.locator("h3").all_inner_texts() == ["Italy"]
    done = run("flows", written.parent / "ties.csv", "--level", "country", "--margins", "--format", "csv")
    row = pd.read_csv(StringIO(done.out)).set_index("place").loc["Italy"]
    told = dict(
        zip(cards.locator("dt").all_inner_texts(), cards.locator("dd").all_inner_texts(), strict=True)
    )
    assert [told[name].split()[0] for name in ("Supplies", "Receives")] == [
        f"{row['enable']}",
        f"{row['input']}",
    ]
    address = page.url
    page.get_by_label("Choose a profile").select_option(label=HOSTILE)
    assert cards.locator("h3").all_inner_texts() == [HOSTILE]
    page.goto(address)
    assert cards.locator("h3").all_inner_texts() == ["Italy"]


def test_the_network_is_filtered_and_names_appear_where_they_have_room(page):
    root = page.locator("#linked-communities")
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function("document.querySelector('canvas').clientWidth < 390")
    few = int(root.locator("canvas").get_attribute("data-names"))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(f"Number(document.querySelector('canvas').dataset.names) > {few}")
    told = root.locator("[role=status]").inner_text()
    root.locator("[name=place]").select_option(label="Italy")
    assert told.startswith("30 nodes")
    assert root.locator("[role=status]").inner_text().startswith("10 nodes")
    root.locator("[name=search]").fill("华为")  # it is in France, and shown nevertheless
    assert root.locator("[role=status]").inner_text() == told


@pytest.mark.slow
def test_printed_contents_name_the_pages_that_are_printed(page, written):
    number = """() => { dispatchEvent(new Event("beforeprint"));
      return [...document.querySelectorAll(".toc a")].map(link => {
        const target = document.querySelector(link.getAttribute("href")), named = '[style*="page:"]';
        const at = target.closest(named) || target.querySelector(named);
        return [Number(link.dataset.page), at.style.page]; }) }"""
    rows = (
        """() => [...document.querySelectorAll("main table")].map(table => [table.id, table.rows.length])"""
    )
    before = page.evaluate(rows)
    named = page.evaluate(number)
    assert len(named) > 10
    assert [name for _, name in named] == [f"p{at}" for at, _ in named]
    assert [at for at, _ in named] == sorted(at for at, _ in named)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(rows) == before
    assert page.evaluate("document.querySelectorAll('[data-page], .columns, .more, .fixed').length") == 0
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) in range(named[-1][0], named[-1][0] + 2)


@pytest.fixture
def both(written: Path) -> Iterator[Any]:
    """The page in two languages."""
    yield from opened(written.parent / "both" / "report.html")


def visible(page: Any, selector: str) -> Any:
    return page.locator(f"{selector} >> visible=true").first


def test_the_language_is_changed_and_stands_in_the_address_with_all_else(both):
    assert both.evaluate("document.documentElement.lang") == "en"
    visible(both, "[name=places]").evaluate(
        "each => { each.value = 2; each.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    visible(both, "[name=highlight]").select_option("Italy")
    english = shown(both)
    visible(both, ".languages a").click()
    both.wait_for_function("document.documentElement.lang === 'zh-CN'")
    assert "#zh-CN-flows?" in both.url
    assert both.title() == "价值网络报告：Star"
    assert visible(both, "[name=highlight]").input_value() == "意大利"
    cells = "#zh-CN-linked-space [data-figure=heatmap] [data-flow]"
    found = both.eval_on_selector_all(cells, "marks => marks.map(({dataset}) => Number(dataset.flow))")
    assert sorted(flow for flow in found if flow) == sorted(english.values())
    visible(both, "#zh-CN-linked-communities [name=search]").fill("华为")
    assert visible(both, ".card h4").inner_text() == "华为"
    both.goto(both.url.split("#")[0] + "#zh-CN-table7")
    assert both.locator("#zh-CN-table7").is_visible()
    assert not both.locator("#table7").is_visible()
    visible(both, ".languages a").click()
    both.wait_for_function("document.documentElement.lang === 'en'")
    assert both.locator("#table7").is_visible()


def test_the_other_language_is_reached_without_a_script(written):
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto((written.parent / "both" / "report.html").as_uri())
        assert (page.locator("#table7").is_visible(), page.locator("#zh-CN-table7").is_visible()) == (
            True,
            False,
        )
        visible(page, ".languages a").click()
        assert (page.locator("#table7").is_visible(), page.locator("#zh-CN-table7").is_visible()) == (
            False,
            True,
        )
        visible(page, 'nav a[href="#zh-CN-space"]').click()
        assert page.locator("#zh-CN-table7").is_visible()
        browser.close()


def test_axe_finds_nothing_serious_in_either_language(both):
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    for _ in range(2):
        found = axe.Axe().run(both)["violations"]
        told = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in found
                if each["impact"] in ("serious", "critical")}  # fmt: skip
        assert told == {}
        visible(both, ".languages a").click()
        both.wait_for_timeout(300)
