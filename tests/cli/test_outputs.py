"""No command writes a file that it reads: every option that names one, found in the commands themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations, cycle
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from clusternet.cli import COMMANDS, cli
from clusternet.cli.values import Output
from running import Runner, save

INDEX = """
title = "I"
data = ["units.csv"]
against = "printed.csv"
normalise = "min-max"
[[indicator]]
id = "x"
"""
FILES = {
    "data/dataset.toml": "\n".join(
        (
            '[edges]\nfile = "edges.csv"\n[nodes]\nfile = "nodes.csv"',
            '[aliases]\nfile = "aliases.csv"\n[parents]\nfile = "parents.csv"',
            '[vocabulary]\ntechnology = "words.csv"\n[crosswalk]\ntechnology = "new.csv"',
        )
    ),
    "data/edges.csv": (
        "source,target,year,technology,source_province,target_province\n"
        "a,b,2018,AI,北京市,上海市\nb,c,2019,ML,上海市,广东省\nc,a,2020,AI,广东省,北京市\n"
    ),
    "data/nodes.csv": "id,name\na,A\nb,B\n",
    "data/aliases.csv": "alias,canonical\nz,a\n",
    "data/parents.csv": "member,parent\na,b\n",
    "data/words.csv": "term\nAI\nML\n",
    "data/new.csv": "old,new\nDL,ML\n",
    "old/edges.csv": "source,target,year\na,b,2018\n",
    "nodes.csv": "id,name\na,A\n",
    "lone.csv": "source,target,year\na,b,2018\nb,c,2019\n",
    "elsewhere.toml": '[edges]\nfile = "edges.csv"\n',
    "papers.csv": "id,keywords,authors,first,year\n1,AI;ML,CN;US,CN,2019\n2,AI;X,US;CN,US,2020\n",
    "more.csv": "id,keywords\n1,AI;ML\n",
    "thesaurus.csv": "alias,canonical\nX,ML\n",
    "units.csv": "unit,x,y\nA,1,2\nB,3,4\nC,2,2\n",
    "further.csv": "unit,z\nA,1\nB,2\nC,4\n",
    "printed.csv": "unit,score,rank\nA,1,1\nB,2,2\nC,3,3\n",
    "index.toml": INDEX,
    "counts.csv": "country,count\nChina,10\nUSA,20\n",
    "people.csv": "country,population\nChina,1400000000\nUSA,330000000\n",
    "frame.csv": "indicator,China,USA\nx,1,2\ny,3,4\n",
    "places.csv": "place,longitude,latitude\n北京市,116,40\n上海市,121,31\n广东省,113,23\n",
    "borders.json": '{"type": "LineString", "coordinates": [[100, 20], [110, 30]]}',
    "ties.csv": "source,target,border\n北京市,上海市,1\n",
    "tables/audit.toml": "",
    "tables/shares.csv": "name,share\na,60\nb,40\n",
    "text.md": "{{ metrics.nodes }}",
    "letters.ttf": "no font, but never opened",
    "look.toml": "size = 9",
}
OF_DATA = tuple(name for name in FILES if name.startswith("data/"))


class Case(NamedTuple):
    """A call, and the files that it reads."""

    given: tuple[str, ...]
    read: tuple[str, ...]


NETWORK = (
    Case(("data",), OF_DATA),
    Case(("lone.csv", "--nodes", "nodes.csv"), ("lone.csv", "nodes.csv")),
    Case(("elsewhere.toml", "--root", "data"), ("elsewhere.toml", "data/edges.csv")),
)
LOOK = ("--font", "letters.ttf", "--theme", "look.toml")
FONT = Case(("data", *LOOK), ("letters.ttf", "look.toml"))
DRAWN = ("trend", "bars", "tail", "netmap", "sankey", "chord", "heatmap")
KEYWORDS = ("papers.csv", "--of", "keywords")
MEASURED = (
    "metrics", "centrality", "concentration", "communities", "powerlaw", "nullmodel", "trends", "robustness",
    "flows", "distribution", "polarisation", "tables", "backbone", "sensitivity", "marks", "formation",
)  # fmt: skip
CASES: dict[str, tuple[Case, ...]] = {
    **dict.fromkeys(MEASURED, NETWORK),
    **dict.fromkeys(DRAWN, (*NETWORK, FONT)),
    "report": (
        *NETWORK,
        Case(("data", "--font", "letters.ttf"), ("letters.ttf",)),
        Case(("data", "--compare", "old"), (*OF_DATA, "old/edges.csv")),
    ),
    "alias suggest": NETWORK,
    "check": (*NETWORK, Case(("data", "--against", "old"), (*OF_DATA, "old/edges.csv"))),
    "export": tuple(
        Case((*case.given, "--to", to), case.read) for case in NETWORK for to in ("gexf", "vosviewer")
    ),
    "flowmap": (
        *NETWORK, FONT,
        Case(("data", "--coordinates", "places.csv"), (*OF_DATA, "places.csv")),
        Case(("data", "--geojson", "borders.json"), (*OF_DATA, "borders.json")),
    ),
    "flows": (*NETWORK, Case(("data", "--gravity", "--coordinates", "places.csv"), (*OF_DATA, "places.csv"))),
    "heatmap": (
        *NETWORK, FONT,
        Case(("data", "--value", "residual", "--coordinates", "places.csv"), (*OF_DATA, "places.csv")),
    ),
    "gravity": (
        *NETWORK,
        Case(("data", "--coordinates", "places.csv"), (*OF_DATA, "places.csv")),
        Case(("data", "--variables", "ties.csv"), (*OF_DATA, "ties.csv")),
    ),
    "quadrant": (*NETWORK, FONT, Case(("--table", "units.csv", "--x", "x", "--y", "y"), ("units.csv",))),
    "index": (
        *(Case((*case.given, "--config", "regional"), case.read) for case in NETWORK),
        Case(("--config", "index.toml", "--join", "further.csv"), ("index.toml", "units.csv", "further.csv")),
        Case(("--config", "index.toml", "--against", "printed.csv"), ("units.csv", "printed.csv")),
        Case(("--config", "index.toml", "--against"), ("printed.csv",)),
    ),
    "compare": (Case(("frame.csv",), ("frame.csv",)),),
    "counts": (Case(("counts.csv", "--population", "people.csv"), ("counts.csv", "people.csv")),),
    "cooccurrence": (
        *NETWORK,
        Case((*KEYWORDS, "--thesaurus", "thesaurus.csv"), ("papers.csv", "thesaurus.csv")),
        Case((*KEYWORDS, "--against", "more.csv"), ("papers.csv", "more.csv")),
    ),
    "specialisation": (
        *NETWORK,
        Case(
            ("units.csv", "--unit", "unit", "--columns", "x,y", "--thesaurus", "thesaurus.csv"),
            ("units.csv", "thesaurus.csv"),
        ),
    ),
    "collaboration": (
        Case(
            ("papers.csv", "--first", "first", "--authors", "authors", "--thesaurus", "thesaurus.csv"),
            ("papers.csv", "thesaurus.csv"),
        ),
    ),
    "fill": (
        Case(("text.md", "--data", "data", "--out", "filled.md"), ("text.md", *OF_DATA)),
        Case(("text.md", "--data", "lone.csv", "--out", "filled.md"), ("text.md", "lone.csv")),
    ),
    "verify": (
        Case(("text.md", "--data", "data"), ("text.md", *OF_DATA)),
        Case(("text.md", "--data", "lone.csv"), ("text.md", "lone.csv")),
    ),
    "audit": (
        Case(
            ("tables", "--against", "printed.csv"),
            ("tables/audit.toml", "tables/shares.csv", "printed.csv"),
        ),
    ),
    "synth": (Case(("--verify", "data", "--targets", "tables"), OF_DATA),),
}  # fmt: skip
for _beside in (
    "index", "compare", "counts", "cooccurrence", "specialisation", "collaboration", "distribution",
    "sensitivity", "formation",
):  # fmt: skip
    _set = Case((*CASES[_beside][0].given, *LOOK), ("letters.ttf", "look.toml"))
    CASES[_beside] = (*CASES[_beside], _set)
MORE = {
    ("specialisation", "--chart"): ("--for", "A"),
    ("collaboration", "--bars"): ("--institutions", "authors"),
}
"""What else an option that writes asks for."""


def goes(name: str, flag: str, given: tuple[str, ...]) -> bool:
    """Tell whether an option that writes goes with a call."""
    if name == "check" and flag == "--differences":
        return "--against" in given
    return (name, flag) != ("index", "--figure") or "--against" not in given


NO_PATHS = {
    "NAME|all", "a,b", "a,b|all", "MEASURE", "out|in|total|all", "Y|none", "k,k", "SECTOR|SECTION", "A,B",
    "COLUMN", "COLUMN|UNIT", "COLUMN|KIND", "[PERIOD=]X", "INDICATOR INDICATOR", "INDICATOR", "CHARACTERS",
    "X,Y", "CHARS", "NAME", "NAME,NAME", "TEXT", "UNIT", "MANIFEST", "URL",
}  # fmt: skip
"""What an option takes that names no file, or one with which nothing is written."""


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        inner = command.commands.items() if isinstance(command, click.Group) else ()
        yield from ((f"{name} {each}", found) for each, found in inner)
        if not inner:
            yield name, command


def options(command: click.Command, *, written: bool) -> list[click.Parameter]:
    """Return the options and arguments that name what is written, or what is read."""
    found = [each for each in command.params if isinstance(each.type, Output) == written]
    if written:
        return found
    texts = [each for each in found if isinstance(each.type, click.types.StringParamType)]
    return [each for each in texts if each.metavar not in NO_PATHS and not getattr(each, "is_flag", False)]


ALL = [each for each in commands() if each[0] not in ("init", "app")]  # they replace nothing unless told to
WRITING = [(name, option) for name, command in ALL for option in options(command, written=True)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        save(tmp_path, text, name)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_option_that_reads_is_tried_below(name: str, command: click.Command) -> None:
    tried = {word for case in CASES[name] for word in case.given}
    flags = [each.opts[-1] for each in options(command, written=False) if isinstance(each, click.Option)]
    assert set(flags) <= tried, "name it in a case, or what it takes in NO_PATHS"
    assert options(command, written=True)


def suffix(option: click.Parameter, given: tuple[str, ...]) -> str:
    assert isinstance(option.type, Output)
    free = ".gexf" if "gexf" in given else ".json" if option.name in ("vosviewer", "path") else ".csv"
    return next(iter(option.type.suffixes), free)


@pytest.mark.parametrize(
    ("name", "option"), WRITING, ids=[f"{name} {option.opts[-1]}" for name, option in WRITING]
)
def test_what_a_command_reads_it_does_not_write(
    folder: Path, run: Runner, name: str, option: click.Parameter
) -> None:
    flag, before, tried = option.opts[-1], held(folder), 0
    for case in (each for each in CASES[name] if goes(name, flag, each.given)):
        alias = folder / f"alias{suffix(option, case.given)}"
        for link, read in zip(cycle((os.link, os.symlink)), case.read, strict=False):
            link(folder / read, alias)
            asked = (*name.split(), *case.given, *MORE.get((name, flag), ()), flag, alias.name)
            said = run.fails(*asked, cwd=folder)
            alias.unlink()
            if option.metavar != "DIR":
                assert said == f"clusternet: {alias.name}: is read by this command; name another file\n", (
                    asked
                )
            tried += 1
    assert tried
    assert held(folder) == before


PAIRS = [
    (name, one, other)
    for name, command in ALL
    for one, other in combinations(options(command, written=True), 2)
]


@pytest.mark.parametrize(
    ("name", "one", "other"),
    PAIRS,
    ids=[f"{name} {one.opts[-1]} {other.opts[-1]}" for name, one, other in PAIRS],
)
def test_two_options_do_not_write_one_file(
    folder: Path, run: Runner, name: str, one: click.Parameter, other: click.Parameter
) -> None:
    given = next(
        each.given
        for each in CASES[name]
        if goes(name, one.opts[-1], each.given) and goes(name, other.opts[-1], each.given)
    )
    before = held(folder)
    names = [f"{number}{suffix(option, given)}" for number, option in enumerate((one, other))]
    for each in names:
        (folder / each).symlink_to("new")
    more = [word for option in (one, other) for word in MORE.get((name, option.opts[-1]), ())]
    said = run.fails(
        *name.split(), *given, *more, one.opts[-1], names[0], other.opts[-1], names[1], cwd=folder
    )
    assert "is written by this command already; name another file" in said
    assert held(folder) == before


def test_the_second_file_for_vosviewer_is_guarded_too(folder: Path, run: Runner) -> None:
    before = held(folder)
    (folder / "map_network.txt").symlink_to("lone.csv")
    for asked in (
        ["export", "lone.csv", "--to", "vosviewer", "--out", "map.txt"],
        ["cooccurrence", *KEYWORDS, "--thesaurus", "lone.csv", "--vosviewer", "map.txt"],
    ):
        assert "map_network.txt: is read by this command" in run.fails(*asked, cwd=folder)
    (folder / "table.csv").symlink_to("map_network.txt")
    asked = ["cooccurrence", *KEYWORDS, "--vosviewer", "map.txt", "--out", "table.csv"]
    assert "is written by this command already" in run.fails(*asked, cwd=folder)
    for name in ("map_network.txt", "table.csv"):
        (folder / name).unlink()
    assert held(folder) == before


def test_a_name_that_a_command_makes_up_is_guarded_too(folder: Path, run: Runner) -> None:
    before = held(folder)
    os.link(folder / "lone.csv", folder / "lone.gexf")
    assert "lone.gexf: is read by this command" in run.fails("export", "lone.csv", "--to", "gexf", cwd=folder)
    (folder / "lone.gexf").unlink()
    assert held(folder) == before
