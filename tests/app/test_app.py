"""The page in a browser: from a folder to a report by clicks, what is hostile, and who is let in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import rough_example

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]
WAIT = 60_000
"""Milliseconds that a busy machine may take."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The page, served as the command serves it."""
    pytest.importorskip("shiny")
    command = [sys.executable, "-m", "clusternet", "app", "--no-browser", "--lang", "zh"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    """A tab in which nothing may go wrong, and nothing but this machine is asked."""
    playwright = pytest.importorskip("playwright.sync_api")
    wrong: list[str] = []
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        tab = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
        tab.set_default_timeout(WAIT)
        tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.on("request", lambda sent: wrong.append(sent.url) if not _here(sent.url, address) else None)
        tab.goto(address)
        yield tab
        assert wrong == []
        browser.close()


def _here(url: str, address: str) -> bool:
    return url.startswith(("data:", "blob:", address.partition("/?")[0]))


def open_project(page: Any, folder: Path) -> None:
    page.fill("#folder", str(folder))
    page.click("#open")
    page.locator("code", has_text=str(folder)).wait_for()


def panel(page: Any, name: str) -> None:
    page.locator(f'[data-value="{name}"][role="tab"]').click()


def test_from_a_folder_to_a_report_by_clicks(page, tmp_path):
    (tmp_path / "数据 2023").mkdir()
    rough_example.write(tmp_path / "数据 2023")
    open_project(page, tmp_path / "数据 2023")
    page.click("#look")
    page.get_by_text("读懂的内容").wait_for()
    before = int(re.search(r"拒收 (\d+) 行", page.locator("#understood").inner_text())[1])

    panel(page, "check")
    page.locator(".remedy button").first.wait_for()
    page.locator(".remedy", has_text="方向").get_by_role("button", name="双向").click()
    page.locator("#remedies").get_by_text("已保存到").wait_for()
    page.wait_for_function(f"!document.querySelector('#checking').innerText.includes('拒收 {before} 行')")
    assert "both" in (tmp_path / "数据 2023" / "dataset.toml").read_text(encoding="utf-8")

    panel(page, "structure")
    page.click("#structure_run")
    page.locator("#structure_result table").wait_for()
    assert "clusternet metrics" in page.locator("#structure_line").inner_text()
    printed = page.locator("#structure_result table tbody tr").last.inner_text().split()
    said = page.locator("#structure_line pre").inner_text()
    csv = subprocess.run(
        f"{sys.executable} -m {said} --format csv", shell=True, capture_output=True, text=True, check=True
    ).stdout
    assert printed[:3] == csv.splitlines()[-1].split(",")[:3]
    with page.expect_download() as saved:
        page.click("#structure_xlsx")
    assert saved.value.suggested_filename == "metrics.xlsx"
    assert Path(saved.value.path()).read_bytes().startswith(b"PK")

    panel(page, "figures")
    page.click("#figures_run")
    picture = page.locator("#figures_result img")
    picture.wait_for()
    assert picture.evaluate("each => each.naturalWidth") > 100

    panel(page, "report")
    page.check("#report_report_fast")
    page.click("#report_run")
    link = page.locator("#report_result a").first
    link.wait_for()
    assert (tmp_path / "数据 2023" / "report" / "report.docx").is_file()
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.locator("h1").count() >= 1


def test_the_page_is_read_by_all_in_both_languages(page):
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    page.click("#shipped")
    page.locator("#understood .synthetic").wait_for()
    for language in ("zh-CN", "en"):
        assert page.locator("html").get_attribute("lang") == language
        for name in ("data", "check", "structure", "figures", "report"):
            panel(page, name)
            found = [
                each
                for each in axe.Axe().run(page)["violations"]
                if each["impact"] in ("serious", "critical")
            ]
            assert [each["id"] for each in found] == [], name
        if language == "zh-CN":
            page.get_by_role("link", name="English").click()
            page.locator("html[lang=en]").wait_for()


def test_a_hostile_workbook_is_words_and_a_wrong_file_one_line(page, tmp_path):
    book = Workbook()
    book.active.append(["供给方", "需求方", "年份"])
    for number in range(5):
        book.active.append([f"<img src=x onerror=alert({number})>", "[甲](javascript:alert(1))|*乙*", 2021])
    book.save(tmp_path / "ties.xlsx")
    open_project(page, tmp_path)
    page.click("#look")
    page.get_by_text("读懂的内容").wait_for()
    panel(page, "structure")
    page.select_option("#structure_offer", "centrality")
    page.locator("#structure_centrality_top").wait_for()
    page.click("#structure_run")
    page.locator("#structure_result table").wait_for()
    assert "<img src=x" in page.locator("#structure_result").inner_text()
    assert page.locator("#structure_result img, #structure_result a").count() == 0
    panel(page, "data")
    wrong = tmp_path / "given" / "broken.xlsx"
    wrong.parent.mkdir()
    wrong.write_bytes(b"no workbook")
    page.set_input_files("#files", wrong)
    page.locator("#copied li").wait_for()
    assert (tmp_path / "broken.xlsx").read_bytes() == b"no workbook"
    page.click("#look")
    page.get_by_text("读懂的内容").wait_for()


def test_a_job_is_stopped_and_another_tab_is_not_disturbed(page):
    page.click("#shipped")
    page.locator("#understood .synthetic").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    panel(page, "structure")
    page.select_option("#structure_offer", "robustness")
    page.click("#structure_run")
    page.locator("#structure_state progress").wait_for()
    page.click("#structure_stop")
    page.locator("#structure_state").get_by_text("已停止").wait_for()
    other.locator("#understood .synthetic").wait_for(timeout=WAIT)
    panel(other, "flows")
    other.click("#flows_run")
    other.locator("#flows_result table").wait_for(timeout=WAIT)


def test_nobody_is_let_in_without_the_token_or_under_another_name(address):
    plain = address.partition("/?")[0]
    for headers in ({}, {"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(f"{plain}/", headers=headers))
        refused.value.close()
        assert refused.value.code in (403, 421)
