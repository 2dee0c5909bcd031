from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from clusternet.io.atomic import whole_file
from clusternet.prose import parts
from clusternet.report import folder
from clusternet.transaction import transaction
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


def test_a_figure_is_there_before_the_files_of_the_command_take_their_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drawn(figure: object, file: Path, font: None, words: None) -> tuple[None, bytes]:
        with whole_file(file) as temporary:
            temporary.write_bytes(b"drawn")
        return None, file.read_bytes()

    monkeypatch.setattr(folder, "picture_of", drawn)
    with transaction():
        assert parts._picture(SimpleNamespace(words=None)) == b"drawn"


LATEX = r"""\documentclass[fontset=fandol]{ctexart}
\usepackage{booktabs,graphicx}
\providecommand{\outside}{}
\begin{document}
网络有{{ metrics.nodes }}个节点，密度为{{ metrics.density }}（\textbf{{\em 注}}），其余占5.2\outside\%。
流向广东的占{{ flows.share source=北京市 target=广东省 | percent 1 }}，最大的是{{ centrality.top 1 name }}。
{{ sentence flows }}

{{ table 2 }}

{{ figure sankey width=90mm }}
\end{document}
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("xelatex") is None, reason="no XeLaTeX on this machine")
def test_a_filled_latex_text_is_typeset(tmp_path: Path, run: InProcess) -> None:
    save(tmp_path, LATEX, "a.tex")
    save(
        tmp_path,
        "source,target,year,relation,source_province,target_province\n"
        "A&B_50%,乙#{x},2020,technology,北京市,广东省\n乙#{x},丙^~\\,2021,technology,广东省,上海市\n",
        "edges.csv",
    )
    run("fill", "a.tex", "--data", "edges.csv", "--lang", "zh", "--out", "b.tex", cwd=tmp_path)
    if subprocess.run(["kpsewhich", "ctexart.cls"], capture_output=True, check=False).returncode:
        pytest.skip("no ctex on this machine")
    made = subprocess.run(
        ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "b.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stdout[-2000:].decode(errors="replace")
    assert (tmp_path / "b.pdf").stat().st_size > 20_000
    assert b"Missing character" not in (tmp_path / "b.log").read_bytes()
