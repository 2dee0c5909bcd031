"""Small files that would become tens of gigabytes: refused by what they would be, in little memory."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from bombs import LONG, ods_row, open_document, rows, string, workbook, xls, xlsb
from bombs import many_sheets as listed_often
from clusternet import io, limits
from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats import biff8, graphs
from clusternet.io.formats.shape import Shape
from clusternet.records import specialisation
from clusternet.space import flows
from running import save
from sweeps import sweep

MEMORY = 4 << 30
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
EDGES = ["source", "target", "a", "b"]

WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "strings.xlsx": lambda: workbook(rows(20_000, '<c t="s"><v>0</v></c>'), string(LONG)),
    "moved.xlsx": lambda: workbook(
        rows(20_000, '<c t="s"><v>0</v></c>'), "<si/>", string(LONG), string("a"), string("b")
    ),
    "comment.xlsx": lambda: workbook(
        rows(20_000, '<c t="s"><v>1<!-- -->0</v></c>'), string("a"), string(LONG), *map(string, "abcdefghi")
    ),
    "quoted.xlsx": lambda: workbook('<row r="1"><c q="&gt;" z=">" r="XFD1048576"><v>1</v></c></row>'),
    "zeros.xlsx": lambda: workbook('<row r="1"><c r="XFD0000000000001048576"><v>1</v></c></row>'),
    "places.xlsx": lambda: workbook(
        "<row/>" * 60_000 + f"<row>{'<c/>' * 16_000}<c><v>1</v></c></row>", string("a")
    ),
    "sheets.xlsx": listed_often,
    "columns.ods": lambda: open_document(ods_row(f"<text:p>{LONG}</text:p>", columns="+12000")),
    "rows.ods": lambda: open_document(ods_row(f"<text:p>{LONG}</text:p>", rows="12000")),
    "values.ods": lambda: open_document(
        ods_row("", rows="120", columns="100", attribute=f'office:string-value="{LONG}"')
    ),
    "blanks.ods": lambda: open_document(ods_row('<text:p>a<text:s text:c="20000000000"/></text:p>')),
    "inner.ods": lambda: open_document(
        ods_row(f"<table:table-cell><text:p>{LONG}</text:p></table:table-cell>", columns="12000")
    ),
    "strings.xlsb": lambda: xlsb([LONG], [(row, 0, 0) for row in range(20_000)]),
    "far.xlsb": lambda: xlsb(EDGES, [(0, 0, 0), (1_000_000, 16_000, 1)]),
    "strings.xls": lambda: xls(
        ["x" * 65_000], [(row, column, 0) for row in range(9_000) for column in range(20)]
    ),
    "far.xls": lambda: xls(EDGES, [(0, 0, 0), (65_535, 65_535, 1)]),
    "claimed.xls": lambda: xls(EDGES, [(0, 0, 0)], claimed=(1 << 31, 60_000)),
}


NODES = 20_000
GRAPHS: dict[str, Callable[[], str]] = {
    "sparse.gexf": lambda: gexf(
        "".join(
            f'<node id="{n}"><attvalues><attvalue for="a{n}" value="1"/></attvalues></node>'
            for n in range(NODES)
        )
    ),
    "defaults.gexf": lambda: gexf(
        "".join(f'<node id="{n}"/>' for n in range(NODES)),
        "".join(f'<attribute id="{n}" title="a{n}"><default>1</default></attribute>' for n in range(NODES)),
    ),
    "edges.gexf": lambda: gexf(
        "", edges="".join(f'<edge source="0" target="1" a{n}="1"/>' for n in range(NODES))
    ),
    "sparse.graphml": lambda: graphml(
        "".join(f'<node id="{n}"><data key="a{n}">1</data></node>' for n in range(NODES))
    ),
    "defaults.graphml": lambda: graphml(
        "".join(f'<node id="{n}"/>' for n in range(NODES)),
        "".join(f'<key id="a{n}" for="all"><default>1</default></key>' for n in range(NODES)),
    ),
    "columns.gexf": lambda: gexf(
        '<node id="0"><attvalues>'
        + "".join(f'<attvalue for="a{n}" value="1"/>' for n in range(NODES))
        + "</attvalues></node>"
    ),
    "columns.csv": lambda: ",".join(["source", "target", *(f"c{n}" for n in range(200_000))]) + "\na,b\n",
    "comment.gexf": lambda: f"<gexf><!--{'> ' * (9 << 20)}--></gexf>",
}


def gexf(nodes: str, attributes: str = "", edges: str = '<edge source="0" target="1"/>') -> str:
    declared = f'<attributes class="node">{attributes}</attributes>'
    return f"<gexf><graph>{declared}<nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"


def graphml(nodes: str, keys: str = "") -> str:
    return f'<graphml>{keys}<graph>{nodes}<edge source="0" target="1"/></graph></graphml>'


@POSIX
@pytest.mark.parametrize("name", sweep(GRAPHS, ["sparse.gexf", "columns.csv"]))
def test_graph_files_and_columns(name: str, tmp_path: Path) -> None:
    said = refused(save(tmp_path, GRAPHS[name](), name))
    assert re.search("nearly all blank|the limit is 16,384|a tag of more than", said)


def test_names_are_as_long_as_they_stand(tmp_path: Path) -> None:
    """Written out, each of these tags would hold the address of its namespace: 20 gigabytes."""
    tags = "".join(f"<x:t{n}/>" for n in range(NODES))
    graph = f'<graph><node id="a"/><node id="b"/><edge source="a" target="b"/>{tags}</graph>'
    text = f'<gexf xmlns:x="{LONG}" xmlns="http://gexf.net/1.3">{graph}</gexf>'
    tracemalloc.start()
    graphs.read_graph(save(tmp_path, text, "n.gexf"), Shape(), [])
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()


def refused(path: Path) -> str:
    """Read a file in four gigabytes, in which it must be refused in one line; return the line."""
    done = subprocess.run(
        [sys.executable, "-m", "clusternet", "metrics", str(path), "--quiet"],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr[-2000:]
    assert "not enough memory" not in done.stderr
    return done.stderr


@POSIX
@pytest.mark.parametrize("name", sweep(WORKBOOKS, ["strings.xlsx", "values.ods", "far.xlsb", "strings.xls"]))
def test_workbooks(name: str, tmp_path: Path) -> None:
    path = save(tmp_path, WORKBOOKS[name](), name)
    assert path.stat().st_size < 4_000_000
    said = refused(path)
    assert name in said
    assert limits.VARIABLE in said or name == "sheets.xlsx"


@pytest.mark.parametrize("name", ["edges.xls", "edges.xlsb"])
def test_the_binary_forms_are_read(tmp_path: Path, name: str) -> None:
    make = xls if name == "edges.xls" else xlsb
    strings = ["source", "target", "a" * 20_000, "b"]
    net = io.read(save(tmp_path, make(strings, [(0, 0, 0), (0, 1, 1), (1, 0, 2), (1, 1, 3)]), name))
    assert net.nodes.index.tolist() == ["a" * 20_000, "b"]


def test_the_limit_can_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = '<c t="s"><v>{}</v></c><c t="s"><v>{}</v></c>'
    table = f"<row>{cells.format(0, 1)}</row>" + rows(499, cells.format(0, 2)).replace(' r="', ' n="')
    strings = map(string, ("source", "target", "x" * 20_000))
    path = save(tmp_path, workbook(table, *strings), "edges.xlsx")
    monkeypatch.setenv(limits.VARIABLE, "9M")
    with pytest.raises(ValueError, match=r"sheet1.xml: holds 10 M or more, and the limit is 9 M; set CLUST"):
        io.read(path)
    monkeypatch.setenv(limits.VARIABLE, "11M")
    assert len(io.read(path).edges) == 499


def test_chains_of_sectors_that_never_end() -> None:
    data = bytearray(xls(EDGES, [(0, 0, 0)]))
    own = data.index((2).to_bytes(4, "little"), len(data) - 512)  # the second sector follows the first
    data[own : own + 4] = (0).to_bytes(4, "little")
    with pytest.raises(ValueError, match="a chain of sectors that never ends"):
        biff8.extent(bytes(data))


MULTIPLIED = {
    "pairs": 'pairs = { group = "g", member = "m", role = "r", source = "s", target = "t" }',
    "split": 'split = { source = ";", target = ";" }\nsplits = "product"',
    "places": "",
}


def data_set(folder: Path, kind: str) -> Path:
    """Return a data set of a few hundred kilobytes that makes 400 million edges, or flows."""
    if kind == "pairs":
        rows = "g,m,r\n" + "".join(f"x,s{n},s\nx,t{n},t\n" for n in range(NODES))
    elif kind == "split":
        ends = (";".join(f"{end}{n}" for n in range(NODES)) for end in "st")
        rows = f"source,target\n{','.join(ends)}\n"
    else:
        rows = "source,target,source_city,target_city\n" + "".join(
            f"a{n},b{n},c{n},d{n}\n" for n in range(NODES)
        )
    save(folder, rows, "rows.csv")
    return save(folder, f'places = "own"\n[[edges]]\nfile = "rows.csv"\n{MULTIPLIED[kind]}\n', "dataset.toml")


@pytest.mark.slow
def test_quotes_that_open_in_every_line_are_passed_in_linear_time(tmp_path: Path) -> None:
    """Each line closes the quote of the one before and opens another: a row would never end."""
    path = save(tmp_path, "source,target\na,b\n" + 'x","\n' * 40_000)
    begun = time.process_time()
    with pytest.raises(SchemaError, match=r"40,000 of 40,001 rows are refused \(.*line 3: '100 lines"):
        io.read(path)
    assert io.reading.examine(path, empty=True).network.nodes.index.tolist() == ["a", "b"]
    assert time.process_time() - begun < 60  # 40,000 lines, each read to the end: an hour


@POSIX
@pytest.mark.parametrize("kind", ["pairs", "split"])
def test_rows_that_multiply(kind: str, tmp_path: Path) -> None:
    said = refused(data_set(tmp_path, kind).parent)
    assert "400,000,000 edges out of " in said
    assert limits.VARIABLE in said


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (f'set = {{ note = "{"x" * 500_000}" }}', "rows.csv, set of note: "),
        ('[crosswalk]\ntechnology = "new.csv"', "technology, words replaced: "),
        ('[vocabulary]\ntechnology = "new.csv"', "technology, words replaced: "),
    ],
    ids=["set", "crosswalk", "vocabulary"],
)
def test_words_that_stand_once_and_are_put_in_many_rows(tmp_path: Path, setting: str, words: str) -> None:
    many = 100_000
    save(tmp_path, "source,target,technology\n" + "a,b,AI\n" * many, "rows.csv")
    save(tmp_path, f"old,new,term,alias\nAI,{'x' * many},{'x' * many},AI\n", "new.csv")
    said = refused(save(tmp_path, f'[[edges]]\nfile = "rows.csv"\n{setting}\n', "dataset.toml").parent)
    assert words in said
    assert limits.VARIABLE in said


def test_matrices_of_too_many_places_or_units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    net = io.read(data_set(tmp_path, "places"))
    units = pd.Series([f"u{n}" for n in range(NODES)])
    monkeypatch.setattr(limits, "free_memory", lambda: 4 << 30)
    with pytest.raises(FormatError, match="flows by city: a matrix of 40,001 rows and 40,001 columns: "):
        flows.matrix(net, level="city")
    with pytest.raises(FormatError, match="units by fields: a matrix of 20,000 rows and 20,000 columns: "):
        specialisation.wide(units, units, pd.Series(1.0, units.index))
