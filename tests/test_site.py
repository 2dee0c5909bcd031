"""The site is built without a warning, opens from disk, needs no network, and is searched in both scripts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WRITTEN = {"commands", "python", "glossary"}
"""Folders of pages that the build writes from the code."""


def pages(language: str) -> set[str]:
    """The pages of a language that somebody wrote."""
    folder = DOCS / language
    found = {path.relative_to(folder) for path in folder.rglob("*.md")}
    return {path.as_posix() for path in found if not WRITTEN & set(path.parts)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once with warnings as errors."""
    for library in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(library)
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", DOCS / "build.py", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api")
    if BROWSER is None:
        pytest.skip("no browser")
    with sync.sync_playwright() as browsers:
        opened = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that must ask nothing of the network and say nothing on its console."""
    opened = browser.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url),
    )
    yield opened
    opened.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("zh", "中心性", "methods/conventions.html"),
        ("zh", "技术流向", "tutorial/first-report.html"),
        ("zh", "度数中心度", "methods/conventions.html"),
        ("zh", "betweenness", "methods/conventions.html"),
        ("zh", "社区探测", "reference/python/community.html"),
        ("en", "betweenness centrality", "methods/conventions.html"),
        ("en", "null models", "methods/nullmodel.html"),
        ("en", "技术赋能", "reference/glossary/index.html"),
        ("en", "clusternet.flows.matrix", "reference/python/flows.html"),
    ],
)
def test_the_search_finds_pages_from_disk(
    site: Path, page: Any, language: str, words: str, wanted: str
) -> None:
    page.goto(f"{(site / language / 'search.html').as_uri()}?q={quote(words)}")
    page.wait_for_function("/\\d/.test(document.querySelector('.search-summary')?.innerText)")
    found = page.eval_on_selector_all(
        "#search-results li a", "links => links.map(each => each.getAttribute('href'))"
    )
    assert wanted in {link.partition("#")[0].partition("?")[0] for link in found}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_open_from_disk(site: Path, page: Any, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/zh/index.html")
    for name in ("index", "methods/conventions", "reference/commands/centrality", "reference/python/flows"):
        page.goto((site / language / f"{name}.html").as_uri())
        assert page.locator("h1").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("html").get_attribute("lang").startswith(language)


@pytest.mark.slow
def test_no_link_leads_nowhere(site: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    places = {path: {"", *re.findall(r'\bid="([^"]+)"', text)} for path, text in texts.items()}
    broken = []
    for path, text in texts.items():
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', text):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, place = link.partition("#")
            target = (path.parent / file.partition("?")[0]).resolve() if file else path
            if not target.exists() or (target in places and place not in places[target]):
                broken.append((path.name, link))
    assert broken == []
    assert not [
        path for path, text in texts.items() if re.search(r'<(?:script|link|img)[^>]+="https?://', text)
    ]


def test_every_page_is_there_in_both_languages() -> None:
    assert pages("en") == pages("zh")
