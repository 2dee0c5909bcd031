"""``report``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet import __version__
from clusternet.cli.emit import Progress, say
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import Output, Window
from clusternet.errors import SchemaError
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.io import Reading
    from clusternet.network.cover import Cover
    from clusternet.network.value_network import ValueNetwork
    from clusternet.report.compared import Compared
    from clusternet.report.document import Settings
    from clusternet.report.parts import Report
    from clusternet.typing import Count


@click.command()
@requests("data", "convention")
@click.option("--year", type=click.IntRange(0, 9999), metavar="Y", help="Up to and including this year.")
@click.option("--window", type=Window(), help="The years A to B alone.")
@click.option(
    "--relation",
    metavar="NAME|all",
    help="One relation type.  [default: all; technology in flows and distributions]",
)
@click.option(
    "--only",
    type=click.Choice(["platforms"]),
    help="Ties involving a platform; all other nodes are partners.",
)
@click.option(
    "--count",
    type=click.Choice(["relations", "pairs", "weight"]),
    help="Rows, distinct pairs of nodes, or their weight.  [default: weight where the data have it, else "
    "relations]",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en", "both"]),
    help="Language; both: one page with a switch, and document, workbook and figures in each.  "
    "[default: the data's]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    help="Of communities, layout, bootstrap and resampling: the same seed gives the same report.",
)
@click.option(
    "--font", metavar="NAME|FILE", help="Family or font file of the figures.  [default: Noto Sans SC]"
)
@click.option("--title", metavar="TEXT", help="Title.  [default: that of the data]")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author; may be repeated.")
@click.option("--sections", metavar="NAME,NAME", help="These sections alone.  [default: all]")
@click.option("--level", type=click.Choice(["province", "city", "region", "country"]), help="Of places.")
@click.option("--places", type=click.IntRange(2, 100), metavar="N", help="Places that flow figures name.")
@click.option(
    "--break",
    "breaks",
    type=click.IntRange(0, 9999),
    multiple=True,
    metavar="Y",
    help="Data collection changed in year Y; may be repeated.  [default: found by a rule]",
)
@click.option("--years", type=Window(), help="Years that tables by year show and compare.  [default: all]")
@click.option(
    "--with-entities", "entities", is_flag=True, help="Name every organisation in the network of the page."
)
@click.option(
    "--fast",
    is_flag=True,
    help="A draft: 3 seeds, 200 and 49 replicates instead of 10, 2500 and 199; without random networks, "
    "removals and choices; figures as PNG of 200 dpi alone.",
)
@click.option("--replace", "again", is_flag=True, help="Overwrite an existing report in DIR.")
@click.option(
    "--compare",
    metavar="YEAR|DATA",
    help="Set an earlier year or an earlier release of the data beside it, each difference in its parts.",
)
@click.option(
    "--check",
    metavar="MANIFEST",
    help="Make the report of a manifest.json again from DATA, and say what changed; exit 1 if anything did.",
)
@click.option("--out", "folder", type=Output(), metavar="DIR", help="The folder to write.")
def report(
    request: Request,
    count: Count | None,
    seed: int,
    font: str | None,
    entities: bool,
    fast: bool,
    again: bool,
    compare: str | None,
    check: str | None,
    folder: str | None,
    **cover: Any,
) -> None:
    """The whole report in one folder: report.html, report.docx, tables.xlsx, figures, manifest.json.

    The first page says what the numbers say. Then the sections, from structure and leading nodes to trends,
    dependence, formation of ties and random networks, as far as the data go: what is left out is listed with
    the reason. [report] in dataset.toml gives title, authors and texts.
    report.html is one offline page that prints on A4. manifest.json says what was read and how, with
    checksums. Everything but the time in manifest.json is the same for the same data and options.

    \b
    clusternet report --out report
    clusternet report edges.csv --year 2022 --lang zh --out report-2022
    clusternet report edges.csv --fast --out draft --replace
    clusternet report edges.csv --check draft/manifest.json
    """
    from clusternet.io.folders import check_folder, written
    from clusternet.plot.sheet.fonts import families

    if request.year is not None and request.window is not None:
        raise Misuse.of("exclude", first="--year", second="--window")
    if check is not None:
        if folder is not None:
            raise Misuse.of("out_of_check")
        from clusternet.cli.rerun import rerun

        rerun(click.get_current_context(), Path(check), request.lang if request.lang != "both" else None)
    path = _folder(folder)
    check_folder(path, replace=again, written=written)
    families(font)  # a font that does not exist is told before anything is computed
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        reading = request.read()
        net = replace(request, year=None).select(reading.network)
        beside = _compared(request, reading, net, compare)
        settings = changed(_settings(request, count, seed), entities=entities, compared=beside)
        settings = settings.fast() if fast else settings
        made, *also = _editions(request, reading, net, settings, cover, progress)
        given = _given(request, reading)
        how: dict[str, Any] = {"replace": again, "font": font, "draft": fast, "progress": progress}
        made = made.write(path, given=given, also=also, **how)
    if not request.quiet:
        for line in made.left_out:
            say(Text(f"未列入：{line}", f"left out: {line}"))
    click.echo(folder)


def _compared(request: Request, reading: Reading, net: ValueNetwork, other: str | None) -> Compared | None:
    """Return what the report is set beside: an earlier year, or an earlier release; None if nothing."""
    if other is None:
        return None
    from clusternet.checks import releases
    from clusternet.io import examine
    from clusternet.notes.beside import RELEASES
    from clusternet.report.compared import COLUMNS, Compared, of_years

    if other.isdigit() and not Path(other).exists():
        last = request.year or (net.years[-1] if net.years else 0)
        return of_years(net, int(other), last, request.choices())
    before = examine(other)
    found = releases.compare(reading, before, columns=COLUMNS, convention=request.choices()).structure
    old = replace(request, year=None).select(before.network)
    if old.years and net.years:
        found = found[found["year"].eq(old.years[-1])]
        net = net.until(old.years[-1])
    names = [
        Text(each, each) for each in (Path(other).resolve().name, Path(request.data or "edges/nankai").name)
    ]
    frame = found.drop(columns="year").reset_index(drop=True)
    return Compared((names[0], names[1]), old, net, frame, RELEASES)


def _editions(
    request: Request,
    reading: Reading,
    net: ValueNetwork,
    settings: Settings,
    cover: Mapping[str, Any],
    progress: Progress,
) -> list[Report]:
    """Return the report in every language that is asked for; what is measured, is measured once."""
    from clusternet.notes.headlines import refused
    from clusternet.report.build import build

    made, kept = [], dict[str, Any]()
    told: dict[str, Any] = {"facts": _facts(reading), "alerts": refused(reading.refused)}
    for language in _languages(request, net):
        front = _cover(reading.network, language, cover)
        chosen = changed(settings, language=language, cover=front)
        made.append(build(net, chosen, **told, progress=progress, kept=kept))
    return made


def _languages(request: Request, net: ValueNetwork) -> list[str]:
    """Return the languages of the report, that of the data first."""
    own = net.about.language
    both = sorted(("zh", "en"), key=lambda language: language != own)
    return both if request.lang == "both" else [request.language(net)]


def _settings(request: Request, count: Count | None, seed: int) -> Settings:
    from clusternet.report.document import Settings

    return Settings(
        year=request.year,
        window=request.window,
        relation=request.relation,
        platforms=request.only == "platforms",
        convention=request.choices(),
        count=count,
        seed=seed,
    )


def _cover(net: ValueNetwork, language: str | None, given: Mapping[str, Any]) -> Cover:
    """Return what stands at the front: that of the data set, with what the options say instead."""
    from clusternet.network.cover import Cover

    named = {name: value for name, value in given.items() if value not in (None, ())}
    if "sections" in named:
        parts = str(named["sections"]).replace("，", ",").split(",")
        named["sections"] = tuple(part.strip() for part in parts if part.strip())
        if not named["sections"]:
            raise BadValue.of("no_section", "--sections")
    front = changed(net.about.covers.get(language or "", Cover()), **named)
    known = Text("数据没有年份", "the data have no years")
    if net.years:
        first, last = net.years[0], net.years[-1]
        known = Text(
            f"不在数据年份{first}—{last}之内", f"not within the years of the data, {first} to {last}"
        )
    for year in front.breaks:
        if not net.years or not first <= year <= last:
            raise SchemaError(f"--break {year}: {known.en}", f"--break {year}：{known.zh}")
    return front


def _folder(folder: str | None) -> Path:
    if folder is None:
        raise Misuse.of("missing_option", option="'--out'")
    if not folder.strip():
        raise BadValue.of("name_empty", option="--out")
    return Path(folder)


def _facts(reading: Reading) -> list[tuple[Text, str]]:
    """Return what became of the rows, for the first page."""
    names = ", ".join(file.name for file in reading.files)
    refused = f"{reading.refused:,}"
    notes = f"{len(reading.findings) - reading.refused:,}"
    return [
        (Text("文件", "Files"), names),
        (Text("拒收的行", "Rows refused"), refused),
        (Text("其他提示（clusternet check）", "Other findings (clusternet check)"), notes),
        (Text("软件", "Software"), f"clusternet {__version__}"),
    ]


def _given(request: Request, reading: Reading) -> dict[str, Any]:
    """Return what was asked and read."""
    from clusternet.schema.findings import counts

    context = click.get_current_context()
    rows = Counter(map(str, reading.network.edges.get("row_file", ())))
    rows.update(map(str, reading.origins.nodes.get("row_file", ())))
    return {
        "options": {
            each.opts[-1].lstrip("-"): _unplaced(each, context.params[str(each.name)])
            for each in context.command.params
        },
        "data": Path(request.data).resolve().name if request.data else "edges/nankai",
        "inputs": [_input(file, rows) for file in reading.files],
        "rows": {
            "relations": len(reading.network.edges),
            "nodes": len(reading.network.nodes),
            "refused": reading.refused,
        },
        "findings": dict(sorted(counts(reading.findings).items())),
    }


_PATHS = ("data", "nodes", "root", "font", "folder")


def _unplaced(option: click.Parameter, value: Any) -> Any:
    """Return the value of an option; of a path its last part: where files lie is the machine's own affair."""
    placed = option.name in _PATHS and value and os.path.dirname(value)
    return os.path.basename(os.path.abspath(value)) if placed else value


def _input(file: Path, rows: Counter[str]) -> dict[str, Any]:
    from clusternet.io.folders import digest

    return {
        "file": file.name,
        "bytes": file.stat().st_size,
        "sha256": digest(file),
        "rows": rows.get(file.name),
    }
