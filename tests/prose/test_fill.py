from __future__ import annotations

from pathlib import Path

from running import InProcess, save


def test_the_command_fills_whole_files_and_never_its_template(tmp_path: Path, run: InProcess) -> None:
    save(tmp_path, "source,target,year\na,b,2020\nb,c,2021\n", "edges.csv")
    save(tmp_path, "{{ metrics.nodes }} nodes\n", "a.md")
    asked = ("fill", "a.md", "--data", "edges.csv")
    done = run(*asked, "--out", "b.md", "--changes", "c.csv", cwd=tmp_path)
    assert done.out == "c.csv\nb.md\n"
    assert (tmp_path / "b.md").read_text() == "3 nodes\n"
    assert "a.md, line 1,{{ metrics.nodes }},,3" in (tmp_path / "c.csv").read_text().replace('"', "")
    assert "b.md: is there already; --replace overwrites it" in run.fails(
        *asked, "--out", "b.md", cwd=tmp_path
    )
    assert "is read by this command" in run.fails(*asked, "--out", "a.md", cwd=tmp_path)
    run.misused(*asked, cwd=tmp_path)
    run(*asked, "--in-place", cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == "3 nodes\n"


def test_what_cannot_be_filled_is_one_line_each_and_nothing_is_written(
    tmp_path: Path, run: InProcess
) -> None:
    save(tmp_path, "source,target\na,b\n", "edges.csv")
    save(tmp_path, "{{ metrics.nodes }} {{ metrics.knots }}\n", "a.md")
    done = run("fill", "a.md", "--data", "edges.csv", "--out", "b.md", code=1, cwd=tmp_path)
    assert "a.md, line 1: {{ metrics.knots }}: no column of metrics 'knots'; " in done.err
    assert done.err.endswith("1 mark cannot be filled; nothing is written\n")
    assert not (tmp_path / "b.md").exists()
