"""What a Windows machine in Chinese does to a command: code page 936, Chinese paths, files open in Excel."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from clusternet import io

LOCK = b"\x05admin" + b" " * 159
"""What Excel writes beside a workbook that is open: the name of who opened it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data set of Chinese names in a folder of a Chinese name, its workbook open in Excel."""
    place = tmp_path / "人工智能 企业（2023）"
    place.mkdir()
    ties = pd.DataFrame({"来源": ["甲", "乙"], "目标": ["乙", "丙"], "年份": [2020, 2021]})
    ties.to_excel(place / "edges.xlsx", index=False)
    (place / "~$edges.xlsx").write_bytes(LOCK)
    return place


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that is there already is open in Excel: nothing takes its place."""
    replace = os.replace

    def refuse(source: str, target: str) -> None:
        if os.path.exists(target):
            raise PermissionError(13, "Permission denied", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)


# -- the console and the files of code page 936 ------------------------------------------------------------
@pytest.mark.parametrize("command", ["metrics", "check"])
def test_chinese_in_a_console_of_code_page_936(folder, process, command):
    done = process(command, folder, "--lang", "zh", cwd=folder.parent, PYTHONIOENCODING="cp936")
    assert {"metrics": "平均度", "check": "读入 2 条关系"}[command] in done.out
    assert "\\u" not in done.out + done.err


def test_a_message_names_a_chinese_path_in_code_page_936(folder, process):
    done = process("metrics", folder / "没有.csv", code=1, PYTHONIOENCODING="cp936")
    assert "人工智能 企业（2023）" in done.err
    assert "没有.csv: no such file" in done.err


@pytest.mark.parametrize(
    "asked",
    [
        ["metrics", "--out", "结果.csv"],
        ["centrality", "--out", "结果.xlsx"],
        ["export", "--to", "gexf", "--out", "网络.gexf"],
        ["check", "--format", "json"],
        ["metrics", "--out", "结果.md"],
    ],
)
def test_no_file_depends_on_the_code_page(folder, process, asked):
    """A file opened without naming its encoding would be read and written in that of the machine."""
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    assert process(asked[0], folder, *asked[1:], cwd=folder, **strict).out


def test_files_of_code_page_936_are_read(tmp_path, run):
    (tmp_path / "边.csv").write_bytes("来源,目标\n甲,乙\n丙，丁,戊\n".encode("cp936"))
    assert set(io.read(tmp_path / "边.csv").nodes.index) == {"甲", "乙", "丙，丁", "戊"}
    assert "甲" in run("centrality", tmp_path / "边.csv", "--lang", "zh").out


# -- paths in Chinese --------------------------------------------------------------------------------------
def test_folders_and_files_of_chinese_names(folder, run):
    out = folder / "结果 一.xlsx"
    assert run("metrics", folder, "--out", out).out == f"{out}\n"
    assert out.stat().st_size > 1000
    assert (
        run("export", folder, "--to", "gexf", "--out", folder / "网络.gexf").out
        == f"{folder / '网络.gexf'}\n"
    )
    assert set(io.read(folder / "网络.gexf").nodes.index) == {"甲", "乙", "丙"}


# -- Excel -------------------------------------------------------------------------------------------------
def test_the_lock_of_an_open_workbook_is_no_data(folder, run):
    assert run.rows("metrics", folder, "--columns", "relations")[-1]["relations"] == 2
    (folder / "~$技术合作.csv").write_bytes(LOCK)
    assert "not read" not in run("audit", folder, "--lang", "en").err


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".md", ".parquet"])
def test_a_result_that_is_open_in_excel_is_left_as_it_is(folder, run, opened, suffix):
    out = folder / f"结果{suffix}"
    out.write_bytes(b"of yesterday")
    before = sorted(folder.iterdir())
    assert "cannot be written (Permission denied)" in run.fails("metrics", folder, "--out", out)
    assert out.read_bytes() == b"of yesterday"
    assert sorted(folder.iterdir()) == before


def test_a_figure_that_is_open_elsewhere_is_left_as_it_is(folder, run, opened):
    out = folder / "尾部.png"
    out.write_bytes(b"of yesterday")
    assert "Permission denied" in run.fails("tail", folder, "--out", out)
    assert out.read_bytes() == b"of yesterday"


def test_data_that_excel_keeps_to_itself_are_named(folder, run, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (folder / "edges.csv").write_text("来源,目标\n甲,乙\n", encoding="utf-8")
    assert "edges.csv: cannot be read (Permission denied)" in run.fails("metrics", folder / "edges.csv")
