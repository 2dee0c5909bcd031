"""A report is made again as its manifest says."""

from __future__ import annotations

import json
import shutil

ROWS = "source,target,year\n" + "".join(f"hub,firm{number},{2019 + number % 3}\n" for number in range(9))


def made(run, place):
    """A report of one section, of the years up to 2020."""
    (place / "ties.csv").write_text(ROWS, encoding="utf-8")
    run("report", place / "ties.csv", "--sections", "leaders", "--year", 2020, "--fast", "--lang", "en",
        "--author", "A", "--author", "B", "--out", place / "report")  # fmt: skip
    return place / "report" / "manifest.json"


def test_the_same_data_make_the_same_report_whatever_the_file_is_called(tmp_path, run):
    manifest = made(run, tmp_path)
    done = run("report", tmp_path / "ties.csv", "--check", manifest, "--quiet")
    assert done.out.startswith("The report was made again as the manifest says")
    shutil.move(tmp_path / "ties.csv", tmp_path / "other.csv")
    done = run("report", tmp_path / "other.csv", "--check", manifest, "--quiet", code=1)
    assert "input ties.csv: now other.csv, with the same content\n" in done.out


def test_what_changed_is_said_down_to_the_cell(tmp_path, run):
    manifest = made(run, tmp_path)
    more = ROWS + "hub,firm9,2020\n,x,2020\n"
    (tmp_path / "ties.csv").write_text(more, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    done = run("report", tmp_path / "ties.csv", "--check", manifest, "--quiet", code=1)
    lines = done.out.splitlines()
    assert lines[0] == f"input ties.csv: other content ({len(ROWS)} to {len(more)} bytes, 9 to 10 rows)"
    assert "relations (rows): 9, now 10" in lines
    assert "rows refused: 0, now 1" in lines
    assert "output report.html: differs" in lines
    cells = [line for line in lines if line.startswith("sheet ")]
    assert any(line.startswith("sheet nodes") for line in cells)
    assert all(" cells differ, first " in line for line in cells)
    assert sorted(tmp_path.rglob("*")) == before


def test_another_version_is_named_and_no_manifest_is_refused(tmp_path, run):
    manifest = made(run, tmp_path)
    held = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**held, "clusternet": "0.0.1", "language": "zh"}), encoding="utf-8")
    done = run("report", tmp_path / "ties.csv", "--check", manifest, "--quiet", code=1)
    assert done.out.startswith("软件版本：原0.0.1")
    assert "no manifest.json of a report" in run.fails("report", "--check", tmp_path / "ties.csv")
    assert "No such file" in run.fails("report", "--check", tmp_path / "none.json")
    assert "--out does nothing with --check" in run.misused("report", "--check", manifest, "--out", "x")
    assert "Missing option '--out'" in run("report", code=2).err
