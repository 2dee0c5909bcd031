"""What an index is computed from: tables of the user's, tables that are shipped, or a value network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import say
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
from clusternet.errors import SchemaError
from clusternet.notes.reading import left_out
from clusternet.words.labels import heading
from clusternet.words.text import Text, numbered, some

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.indices import Design
    from clusternet.io.tables.sheet import Sheet

_OF_NETWORKS = ("nodes", "root", "year", "window", "relation", "only", "isolated", "rollup")


@dataclass(frozen=True, eq=False)
class Source:
    """The indicators of the units.

    Attributes
    ----------
    table
        ``unit`` and the columns the design names.
    language, title, synthetic
        Of the output.
    decimals
        Column -> decimals to which it is printed.
    headers
        Of everything that was read.
    flows
        The relation type that supply and receipt are counted in: blank if that of technology, or if they are
        not counted; None where the data have no types.
    unit
        What the units are called: a header, or the level of a network's places.
    name
        Where they are from: the title of a network, or the name of the first table.
    """

    table: pd.DataFrame
    language: str
    title: str = ""
    synthetic: bool = False
    decimals: dict[str, int] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    flows: str | None = ""
    unit: str = "unit"
    name: str = ""


def source(request: Request, design: Design, config: Path, join: Sequence[str]) -> Source:
    """Read the data of an index.

    Raises
    ------
    UsageError
        If there are no data, or options are given that only a network has.
    """
    if design.network is not None:
        found = _of_network(request, design)
    else:
        given = [name for name in _OF_NETWORKS if getattr(request, name)]
        if given:
            raise Misuse.of("index_of_network", option=f"--{given[0]}")
        if request.data == "":
            raise Misuse.of("data_is_empty")
        files = [request.data] if request.data else [str(config.parent / each) for each in design.data]
        if not files:
            raise Misuse.of("data_missing", where=design.where)
        found = _of_tables(request, design, files)
    for name in join:
        found = _joined(request, design, found, name)
    for each in design.indicators:
        if each.column not in found.table and not each.optional:
            raise SchemaError.of(
                "no_column_for_index", where=design.where, column=each.column, headers=found.headers
            )
    return found


def _of_network(request: Request, design: Design) -> Source:
    from clusternet.network.relations import TECHNOLOGY, main_type
    from clusternet.space import regional

    net = request.select(request.read().network)
    assert design.network is not None
    table = regional.indicators(net, level=design.network)
    language = request.language(net)
    parts = (net.about.titled(language), request.selection.in_title.in_(language))
    title = " · ".join(part for part in parts if part)
    kind = main_type(net.edges)
    flows = "" if kind == TECHNOLOGY else kind
    return Source(
        table,
        language,
        title,
        net.about.synthetic,
        {},
        tuple(map(str, table)),
        flows,
        design.network,
        parts[0],
    )


def _of_tables(request: Request, design: Design, files: Sequence[str]) -> Source:
    from clusternet.schema.cells import is_chinese

    table, headers, decimals, unit = _columns(request, design, files[0], own=True)
    names = [*headers, *table["unit"]]
    language = request.lang or ("zh" if is_chinese(names) else "en")
    found = Source(
        table, language, decimals=decimals, headers=tuple(headers), unit=unit, name=Path(files[0]).name
    )
    for name in files[1:]:
        found = _joined(request, design, found, name)
    return found


def _joined(request: Request, design: Design, found: Source, name: str) -> Source:
    from dataclasses import replace

    from clusternet.io.tables.units import joined
    from clusternet.places import countries

    other, headers, decimals, _ = _columns(request, design, name)
    if other.shape[1] < 2:
        wanted = ", ".join(each.column for each in design.indicators)
        raise SchemaError.of("no_column_of_index", name=name, wanted=wanted)
    nowhere = int(other["unit"].eq("").sum())
    if nowhere and not request.quiet:
        say(left_out(name, nowhere, Text(heading(str(design.network), "zh"), f"a {design.network}")))
    other = other[other["unit"].ne("")]
    other["unit"] = countries.matched(other["unit"], found.table["unit"], kingdom=request.kingdom)
    table, extra = joined(found.table, other, name)
    if extra and not request.quiet:
        shown, number = some(extra), f"{numbered(len(extra), 'unit')} not in the data, passed over"
        say(
            Text(
                f"{name}：{len(extra)} 个评价对象不在数据中，略去：{shown.zh}",
                f"{name}: {number}: {shown.en}",
            )
        )
    return replace(found, table=table, decimals=found.decimals | decimals, headers=(*found.headers, *headers))


def _columns(
    request: Request, design: Design, name: str, *, own: bool = False
) -> tuple[pd.DataFrame, list[str], dict[str, int], str]:
    """Return units with the columns the design wants, headers, printed decimals, the header of units."""
    import pandas as pd

    from clusternet.io.tables.units import units

    sheet = request.sheet(name)
    if own and design.unit:
        sheet.column(design.unit)  # the data must have it; files that are joined may call it otherwise
    unit = _unit_column(design, sheet)
    sheet = sheet.of_units(unit)
    table = pd.DataFrame({"unit": _canonical(units(sheet, unit), design)})
    decimals = {}
    wanted = [name for each in design.indicators for name in (each.column, each.error) if name]
    for column in dict.fromkeys(wanted):
        header = sheet.find(column)
        if header:
            table[column] = sheet.numbers(header)
            decimals[column] = sheet.decimals(header)
    if design.missing_by and (header := sheet.find(design.missing_by)):
        table[design.missing_by] = sheet.text(header)
    request.tell(sheet.remarks)
    return table, sheet.headers, decimals, unit


def _unit_column(design: Design, sheet: Sheet) -> str:
    return (sheet.find(design.unit) if design.unit else "") or sheet.first_text


def _matched(names: Sequence[str], design: Design, known: Sequence[str]) -> list[str]:
    """Return units as the index names them, whatever the spelling of a country."""
    from clusternet.places import countries

    return countries.matched(_canonical(names, design), known)


def _canonical(names: Sequence[str], design: Design) -> list[str]:
    """Return units as the network names its places; blank where a name is no place of the level."""
    if design.network not in ("province", "city"):
        return list(names)
    from clusternet.places import china

    found = []
    for name in names:
        place = china.resolve(name)
        at = None if place is None else place.city if design.network == "city" else place.province
        below = place is not None and design.network == "province" and place.city and at != place.city
        city = design.network == "city" and at in china.MAINLAND
        found.append("" if at is None or below or city else at)
    return found


def printed(
    request: Request, design: Design, config: Path, file: str, known: Sequence[str]
) -> tuple[pd.DataFrame, int | None]:
    """Read a printed ranking: ``unit``, and ``score`` or ``rank`` or both; and the decimals of the score.

    The column of units is the one the design names, else the one with most of the index's units in it; the
    score is the column of numbers that says so, the overall one first, else the first that is no rank. Of
    several the one taken is said.
    """
    import pandas as pd

    from clusternet.schema.columns import RANK
    from clusternet.schema.printed import holds_ranks, no_score

    if not file and not design.against:
        raise Misuse.of("against_file", where=design.where)
    sheet = request.sheet(file or config.parent / design.against)
    unit = sheet.find(design.unit) if design.unit else ""
    if not unit:
        hits = {
            header: len(set(_matched(sheet.shown(header), design, known)) & set(known))
            for header in sheet.headers
        }
        unit = max(hits, key=lambda header: hits[header])
        if not hits[unit]:
            raise SchemaError.of("no_unit_of_index", file=sheet.file, unit=known[0])
    sheet = sheet.of_units(unit)
    others = [each for each in sheet.headers if each != unit and sheet.is_numeric(each)]
    ranks = [each for each in others if holds_ranks(each, sheet.numbers(each))]
    rank = sheet.find(RANK) or next(iter(ranks), "")
    numeric = sorted((each for each in others if each not in (rank, *ranks)), key=no_score)
    if len(others) > 1 and (taken := numeric[0] if numeric else rank):
        what = Text("得分", "score is") if numeric else Text("名次", "ranks are")
        zh, en = some(others, None)
        sheet.said.append(
            Text(
                f"{sheet.file}：{zh} 之中取 {taken} 为{what.zh}",
                f"{sheet.file}: of {en} the {what.en} taken from {taken}",
            )
        )
    frame = pd.DataFrame({"unit": _matched(sheet.text(unit), design, known)})
    if numeric:
        frame["score"] = sheet.numbers(numeric[0])
    elif rank:
        frame["rank"] = sheet.numbers(rank)
    else:
        raise SchemaError.of("no_scores_or_ranks", file=sheet.file, headers=RANK.headers)
    request.tell(sheet.remarks)
    return frame[frame["unit"].ne("")], sheet.decimals(numeric[0]) if numeric else None
