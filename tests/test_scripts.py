"""One script a published table or figure; each runs on any data set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sweeps import sweep

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "scripts"
FIGURES = ROOT / "figures"
SHARED = ("gallery", "reproduce")
EDGES = """source,target,year,relation,technology,application,industry,source_city,target_city
甲,乙,2020,technology,5G,智慧城市,I65,北京市,深圳市
乙,丙,2021,technology,5G；物联网,智能金融,C39,深圳市,上海市
丙,甲,2021,technology,物联网,智能金融,C39,上海市,北京市
甲,丙,2021,investment,,,,北京市,上海市
"""
NODES = "id,kind,platform\n甲,sample,yes\n乙,sample,no\n丙,partner,no\n"


def names() -> list[str]:
    return sorted(path.stem for path in SCRIPTS.glob("*.py") if path.stem not in SHARED)


def test_every_published_table_and_figure_has_its_script():
    tables = {f"table{number:02}" for number in range(2, 11)}
    figures = {f"figure{number:02}" for number in (6, 7, 8, 9, *range(10, 26))}
    assert tables | figures <= set(names())


def test_the_gallery_is_what_the_scripts_write():
    assert {path.stem for path in FIGURES.iterdir()} == set(names())
    assert all(path.stat().st_size < 300_000 for path in FIGURES.iterdir())


def test_scripts_stay_short():
    assert all(
        len((SCRIPTS / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 40 for name in names()
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    sweep(
        ["table02", "table08", "figure07", "figure09", "figure15", "figure16", "figure17", "figure21"],
        ["table08", "figure09"],
    ),
)
def test_a_script_runs_on_any_data(tmp_path, name):
    data = tmp_path / "data"
    data.mkdir()
    (data / "edges.csv").write_text(EDGES, encoding="utf-8")
    (data / "nodes.csv").write_text(NODES, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, SCRIPTS / f"{name}.py", data, "--out", tmp_path / "out", "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = Path(done.stdout.strip())
    assert written.stem == name
    assert written.stat().st_size > 200
