"""What is wrong is said in Chinese under --lang zh, whether click, a file or a setting is at fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from running import Runner, save

ROWS = "source,target,year,weight\n甲,乙,2019,1\n乙,丙,2020,2\n"
ENGLISH = re.compile(r"\b(?:the|is|not|and|with|accepted|found|wanted|needs?|goes|no|of|cannot|unknown)\b")
"""Words that an English message has, whatever it is about."""
USAGE = [
    ("metrics --year 2019 --window 2015:2016", "--year 与 --window 不能同时使用"),
    ("metrics --nodez a.csv", "没有选项 --nodez；是否为 --nodes"),
    ("metrics a b", "多余"),
    ("flows --level town", "'--level' 的取值无效：可用：province、city、region、country"),
    ("centrality --top x", "'--top' 的取值无效：应为不小于 0 的整数"),
    ("backbone --alpha 7", "应为大于 0、小于 1 的数"),
    ("metrics --window 5", "'--window' 的取值无效"),
    ("metricz", "没有命令“metricz”；是否为“metrics”"),
    ("counts", "缺少 'FILE'"),
    ("distribution --cumulative", "--cumulative 须与 --by-year 同用"),
    ("trends --present ties", "--present 须与 --panel 同用"),
    ("backbone --frame on --method disparity", "--frame 须与 --method maxent 同用"),
    ("quadrant --table a.csv", "--table 需要 --x 和 --y"),
    ("flowmap --basemap --geojson x.json --out a.png", "--basemap 与 --geojson 不能同时使用"),
    ("specialisation --value a", "--value 需要 --unit 和 --field"),
    ("check --differences a.csv", "--differences、--columns 须与 --against 同用"),
]
DATA = [
    ("none.csv", None, "没有这个文件或文件夹"),
    ("e.csv", "", "文件为空"),
    ("e.csv", "source,target\n", "只有表头"),
    ("e.csv", "甲,人数\n乙,3\n", "需要 source 和 target 两列"),
    ("e.csv", "sample,partner,year\n甲,乙,2019\n", "没有方向列"),
    ("e.csv", "source,target,weight\n甲,乙,-1\n", "没有有效的行（"),
    ("e.doc", ROWS, "后缀 .doc 无法识别"),
    ("e.xlsx", "no workbook", "不是可读的工作簿"),
    ("e.net", "no Pajek", "不是 Pajek 文件"),
    ("dataset.toml", "[[edges]\n", "不是 TOML 文件"),
    ("dataset.toml", 'title = 3\n[[edges]]\nfile = "e.csv"\n', "title = 3；应为文本"),
    ("dataset.toml", '[[edges]]\nfile = "e.csv"\ncolums = 1\n', "未知的设置 'colums'（在 [edges] 中）"),
    ("dataset.toml", '[[edges]]\nsheet = "a"\n', "缺少 file = ..."),
    ("dataset.toml", '[[edges]]\nfile = "e.csv"\ncolumns = { source = "x" }\n', "没有列“x”（source）"),
    ("dataset.toml", '[[edges]]\nfile = "e.csv"\nheader_row = -2\n', "应为不小于 1 的整数"),
    ("dataset.toml", '[[edges]]\nfile = "e.csv"\nsplits = "all"\n', "应为以下之一：pairs、product"),
    ("dataset.toml", '[[edges]]\nfile = "../e.csv"\n', "指向数据集之外"),
    ("dataset.toml", '[[edges]]\nfile = "e.csv"\nmatrix = true\n', "不是矩阵"),
    ("dataset.toml", 'title = "x"\n', "没有 [[edges]]"),
]


@pytest.mark.parametrize(("words", "said"), USAGE, ids=[words for words, _ in USAGE])
def test_wrong_usage_in_chinese(run: Runner, words: str, said: str) -> None:
    command, *rest = words.split()
    told = run.misused(command, "--lang", "zh", *rest)
    assert told.startswith("用法：clusternet ")
    last = told.rstrip().split("\n")[-1]
    assert last.startswith("错误：")
    assert said in last
    assert not ENGLISH.search(re.sub(r"'[^']*'|（命令有：.*", "", last)), last


@pytest.mark.parametrize(("name", "text", "said"), DATA, ids=[each[2] for each in DATA])
def test_wrong_data_in_chinese(run: Runner, tmp_path: Path, name: str, text: str | None, said: str) -> None:
    save(tmp_path, ROWS, "e.csv")
    if text is not None:
        save(tmp_path, text, name)
    told = run.fails("metrics", tmp_path / name, "--lang", "zh").replace(str(tmp_path), "")
    assert said in told
    assert not ENGLISH.search(re.sub(r"“[^”]*”|（[^）]*[A-Z][^）]*）|[\w./-]+\s?=\s.*?；", "", told)), told


def test_wrong_usage_in_english_is_what_it_was(run: Runner) -> None:
    told = run.misused("metrics", "--year", "2019", "--window", "2015:2016")
    assert told.endswith("Error: --year and --window exclude each other\n")
    assert "clusternet metrics [OPTIONS]" in told
