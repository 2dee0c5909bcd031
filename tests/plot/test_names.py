"""Names are text in every figure, whatever marks they hold, and cut where they are too long to be shown."""

from __future__ import annotations

import re
import time
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clusternet.plot.sheet import page
from clusternet.plot.sheet.lettering import broken, shortened
from running import Runner
from sweeps import sweep

NAMES = ("US$ or HK$", "$x^$ city", "a_b^c\\alpha", "$\\frac{1}$", "%s {0} #")
LONG = ("Long $ " * 1500, "长" * 10_000, "L" * 10_000)
STRANGE = "\x01\x07\v\x1b\x7f\x85\u00ad\u200b\u200d\u200f\u2028\u202e\u2066\ufeff\ufff9"
FIGURES = {
    "bars": ["bars", "d", "--by", "technology"],
    "quadrant": ["quadrant", "--table", "u.csv", "--unit", "unit", "--x", "$x^$", "--y", "y_"],
    "netmap": ["netmap", "d"],
    "sankey": ["sankey", "d", "--level", "city"],
    "chord": ["chord", "d", "--level", "city"],
    "heatmap": ["heatmap", "d", "--level", "city"],
    "flowmap": ["flowmap", "d", "--level", "city", "--coordinates", "c.csv"],
    "compare": ["compare", "v.csv", "--over", NAMES[0], NAMES[2]],
    "counts": ["counts", "n.csv"],
    "index": ["index", "u.csv", "--config", "i.toml"],
    "cooccurrence": ["cooccurrence", "p.csv", "--of", "keywords"],
    "specialisation": ["specialisation", "s.csv", "--unit", "unit", "--field", "field", "--for", NAMES[1]],
    "sankey of papers": ["collaboration", "p.csv", "--authors", "keywords"],
    "bars of papers": ["collaboration", "p.csv", "--authors", "keywords", "--institutions", "inst"],
}  # fmt: skip
FLAGS = {
    "compare": "--figure", "counts": "--figure", "index": "--figure", "cooccurrence": "--chart",
    "specialisation": "--chart", "sankey of papers": "--sankey", "bars of papers": "--bars",
}  # fmt: skip


def quoted(*cells: object) -> str:
    return ",".join('"{}"'.format(str(cell).replace('"', '""')) for cell in cells) + "\n"


def material(folder: Path, names: tuple[str, ...]) -> None:
    """Write the tables that the figures are drawn from."""
    (folder / "d").mkdir()
    pairs = [(one, two) for i, one in enumerate(names) for j, two in enumerate(names) if (3 * i + j) % 4]
    rows = "".join(
        quoted(one, two, 2010 + place % 3, one, two, one) for place, (one, two) in enumerate(pairs)
    )
    title = "T $x^$ " + max(names, key=len).replace("\\", "\\\\")
    tables = {
        "d/edges.csv": f"source,target,year,source_city,target_city,technology\n{rows}",
        "d/dataset.toml": f'title = "{title}"\nplaces = "own"\nlanguage = "en"\n'
        '[[edges]]\nfile = "edges.csv"\n',
        "u.csv": quoted("unit", "$x^$", "y_")
        + "".join(quoted(name, place + 1, place * 7 % 5 + 1) for place, name in enumerate(names)),
        "v.csv": quoted("indicator", "$x^$", "y_")
        + "".join(quoted(name, place + 1, place * 7 % 5 + 1) for place, name in enumerate(names)),
        "n.csv": "country,count\n" + "".join(quoted(name, 2 + place) for place, name in enumerate(names)),
        "c.csv": "place,longitude,latitude\n"
        + "".join(quoted(name, 100 + 3 * place, 20 + 2 * place) for place, name in enumerate(names)),
        "i.toml": 'title = "I $x^$"\nnormalise = "min-max"\n[[indicator]]\nid = "x"\ncolumn = "$x^$"\n',
        "p.csv": "id,keywords,inst\n"
        + "".join(
            quoted(place, f"{names[place % len(names)]};{names[(place + 1) % len(names)]}", names[place % 3])
            for place in range(20)
        ),
        "s.csv": "unit,field,value\n"
        + "".join(
            quoted(one, two, 1 + i * j * 7 % 9) for i, one in enumerate(names) for j, two in enumerate(names)
        ),
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", FIGURES)
def test_names_are_no_formulas(tmp_path: Path, run: Runner, name: str) -> None:
    material(tmp_path, NAMES)
    run(*FIGURES[name], FLAGS.get(name, "--out"), "f.svg", cwd=tmp_path)
    drawn = (tmp_path / "f.svg").read_text(encoding="utf-8")
    shown = [each for each in NAMES if f">{escape(each, quote=False)}" in drawn]
    assert len(shown) >= 3, drawn.count("<text")
    assert "mathdefault" not in drawn


@pytest.mark.parametrize("name", sweep(FIGURES, ["sankey", "bars", "netmap"]))
def test_names_that_no_page_has_room_for_are_cut(tmp_path: Path, run: Runner, name: str) -> None:
    material(tmp_path, (*NAMES[:3], *LONG))
    begun = time.process_time()
    run(*FIGURES[name], FLAGS.get(name, "--out"), "f.svg", cwd=tmp_path)
    assert time.process_time() - begun < 30  # minutes, where a name is measured letter by letter
    drawn = (tmp_path / "f.svg").read_text(encoding="utf-8")
    written = re.findall(r"<text[^>]*>([^<]*)", drawn)
    assert max(map(len, written)) < 400


@pytest.mark.parametrize(  # the names of compare are cells
    "name", sweep([each for each in FIGURES if each != "compare"], ["sankey", "bars", "netmap"])
)
def test_names_that_steer_a_line_or_its_direction_are_drawn(tmp_path: Path, run: Runner, name: str) -> None:
    strange = {each: f"{each[:2]}{STRANGE}{each[2:]}" for each in NAMES}
    material(tmp_path, tuple(strange.values()))
    toml, escapes = tmp_path / "d" / "dataset.toml", {ord(each): f"\\u{ord(each):04x}" for each in STRANGE}
    toml.write_text(toml.read_text(encoding="utf-8").translate(escapes), encoding="utf-8")
    asked = [strange.get(word, word) for word in FIGURES[name]]
    run(*asked, FLAGS.get(name, "--out"), "f.svg", cwd=tmp_path)
    drawn = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert not set(STRANGE) & set(drawn)
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


@pytest.mark.parametrize("command", ["sankey", "heatmap", "netmap"])
def test_pages_cut_names_and_take_none_for_markup(tmp_path: Path, run: Runner, command: str) -> None:
    pytest.importorskip("plotly")
    material(tmp_path, (*NAMES, "<script>alert(1)</script>", *LONG))
    run(*FIGURES[command], "--out", "f.html", cwd=tmp_path)
    drawn = (tmp_path / "f.html").read_text(encoding="utf-8")
    assert "US$ or HK$" in drawn
    assert "<script>alert" not in drawn
    assert "长" * 1001 not in drawn
    assert "L" * 1001 not in drawn


def test_a_figure_in_axes_of_ones_own_holds_names_as_they_are() -> None:
    import matplotlib as mpl
    import pandas as pd

    from clusternet.plot.series.scores import scores

    table = pd.DataFrame({"unit": ["$x^$", "US$ or HK$"], "score": [1.0, 2.0], "rank": [2, 1]})
    ax = scores(table)
    assert not any(text.get_parse_math() for text in ax.texts)
    assert mpl.rcParams["text.parse_math"]


def test_long_texts_are_cut_before_they_are_measured() -> None:
    with page.context():
        assert shortened("x" * 100_000, 8, 20) == shortened("x" * 400, 8, 20)
        assert shortened("北京市", 8, 15) == "北京市"
        for text in LONG:
            lines = broken(text, 8, 30)
            assert len(lines) == 2
            assert lines[1].endswith("…")
            assert all(page.text_width(line, 8) <= 30 for line in lines)
        parts = page.fitted("ab" * 200, 8, 30)
        assert "".join(parts) == "ab" * 200
        assert all(page.text_width(part, 8) <= 30 for part in parts)
    assert page.clipped("x" * 300) == "x" * 300
    assert page.clipped("x" * 301) == "x" * 299 + "…"
