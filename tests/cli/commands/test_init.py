from __future__ import annotations

import shutil
from pathlib import Path

from running import Runner

TIES = """企业,合作方,方向,年份
甲智能,乙银行、丙大学,赋能,{0}
丁芯片,乙银行,合作,{0}
丁芯片,广州市政府,输入,{0}
"""
ROSTER = "企业名称,省份\n甲智能,广东省\n丁芯片,北京市\n"


def folder(path: Path) -> Path:
    path.mkdir()
    (path / "技术合作2021.csv").write_text(TIES.format(2021), encoding="utf-8")
    (path / "样本企业名录.csv").write_text(ROSTER, encoding="utf-8")
    return path


def test_it_says_what_it_wrote_what_remains_and_what_comes_next(tmp_path: Path, run: Runner) -> None:
    raw = folder(tmp_path / "raw")
    lines = run("init", raw, "--lang", "en").out.splitlines()
    assert [Path(line).name for line in lines[:3]] == ["dataset.toml", "words_direction.csv", "places.csv"]
    assert lines[3] == "As it stands, 3 relations and 5 nodes are read, 1 row refused."
    assert lines[4] == "What remains, by the rows it is about:"
    assert lines[5].startswith("       2  nodes without a place")
    assert lines[6].endswith("→ words_direction.csv")
    assert lines[-1] == f"Next: clusternet check {raw.as_posix()}"
    places = (raw / "places.csv").read_text(encoding="utf-8-sig").splitlines()
    assert places[0] == "id,province,city"
    assert "广州市政府,广东省,广州市" in places


def test_chinese_and_another_place(tmp_path: Path, run: Runner) -> None:
    raw, out = folder(tmp_path / "raw"), tmp_path / "mine.toml"
    said = run("init", raw, "--out", out).out
    assert "按此读入3条关系、5个节点，拒收1行。" in said
    assert f"下一步：clusternet check {out} --root {raw.as_posix()}" in said
    assert "3 relations" in run("check", out, "--root", raw, "--lang", "en", code=1).out


def test_what_is_there_is_refused(tmp_path: Path, run: Runner) -> None:
    raw = folder(tmp_path / "raw")
    run("init", raw)
    assert "is there already; --update adds what is new" in run.fails("init", raw)


def test_next_year_is_added_and_held_against_the_last(tmp_path: Path, run: Runner) -> None:
    raw = folder(tmp_path / "raw")
    run("init", raw)
    (raw / "words_direction.csv").write_text("旧,新,行数\n合作,双向,1\n", encoding="utf-8")
    last = tmp_path / "last"
    shutil.copytree(raw, last)
    (raw / "技术合作2022.csv").write_text(TIES.format(2022).replace("丙大学", "戊医院"), encoding="utf-8")
    assert "10条关系" in run("init", raw, "--update").out
    assert "合作,双向,1" in (raw / "words_direction.csv").read_text(encoding="utf-8-sig")
    differences = tmp_path / "differences.csv"
    found = run("check", raw, "--against", last, "--differences", differences, "--lang", "en")
    assert "戊医院" in found.out
    assert differences.read_text(encoding="utf-8-sig").startswith("year")
