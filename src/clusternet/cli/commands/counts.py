"""``counts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Sheet, plain_sheet
from clusternet.cli.emit import Progress, emit, say
from clusternet.cli.options import listed, stated
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.sheet import Sheet as Table
    from clusternet.typing import Cut


@click.command()
@click.argument("file", metavar="FILE")
@requests("output", "quiet", "tables")
@click.option("--unit", default="", metavar="COLUMN", help="Names of the units.  [default: recognised]")
@click.option("--count", default="", metavar="COLUMN", help="The counts.  [default: recognised]")
@click.option("--time", default="", metavar="COLUMN", help="The year of a row.  [default: recognised]")
@click.option("--year", "at", type=int, metavar="Y", help="Rank by this year.  [default: sum of all years]")
@click.option(
    "--population", metavar="FILE|COLUMN", help="Inhabitants, for counts per million; with year and source."
)
@click.option(
    "--people",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="What one of the population column stands for; 10000 for 万人.",
)
@click.option("--printed", metavar="COLUMN", help="A printed per-million column: the population it implies.")
@click.option("--yearly", is_flag=True, help="The leader against the ranks behind it, by year.")
@click.option(
    "--last", type=click.IntRange(min=2), default=10, show_default=True, help="With --yearly: the last rank."
)
@click.option("--by", multiple=True, metavar="COLUMN", help="Count records by this; several are crossed.")
@click.option("--mean", metavar="a,b", help="With --by: means of these columns.")
@click.option("--split", default="", metavar="CHARACTERS", help="With --by: cells hold several values.")
@click.option("--quadrant", metavar="X,Y", help="Which field of a quadrant each unit lies in.")
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    default="mean",
    show_default=True,
    help="With --quadrant: where the lines stand.",
)
@click.option("--top", type=click.IntRange(min=0), default=0, show_default=True, help="Rows; 0 for all.")
@click.option("--figure", metavar="PATH", help="Also draw counts of units as bars: .png .svg .pdf")
def counts(
    request: Request,
    file: str,
    unit: str,
    count: str,
    time: str,
    at: int | None,
    population: str | None,
    people: float,
    printed: str | None,
    yearly: bool,
    last: int,
    by: tuple[str, ...],
    mean: str | None,
    split: str,
    quadrant: str | None,
    cut: Cut,
    top: int,
    figure: str | None,
) -> None:
    """Counts of units: rank, per million inhabitants, growth; or records counted by any column.

    FILE has a row a unit (and year), a column a year, or with --by a row a record. docs/compare.md has a
    table of what each option gives.

    \b
    clusternet counts papers.csv --population population.csv
    clusternet counts papers_by_year.csv --year 2024
    clusternet counts papers_by_year.csv --yearly
    clusternet counts records.csv --by country --mean citations,journal_if --top 30
    clusternet counts impact.csv --quadrant citations,impact_factor
    """
    from clusternet.schema.cells import is_chinese

    modes = {"--printed": printed, "--yearly": yearly, "--by": by, "--quadrant": quadrant}
    if sum(map(bool, modes.values())) > 1:
        raise click.UsageError(f"{', '.join(modes)} exclude each other")
    for option, value in (("--mean", mean), ("--split", split)):
        if value and not by:
            raise click.UsageError(f"{option} goes with --by")
    if (at is not None or population) and (by or quadrant or yearly or printed):
        raise click.UsageError("--year and --population go with counts of units alone")
    if figure is not None and any(modes.values()):
        raise click.UsageError("--figure draws counts of units alone")
    sheet = plain_sheet(figure)
    _refuse_idle(modes | {"--population": population})
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        measures = request.sheet(file, lenient=bool(by))
        if measures.table.faulty and not request.quiet:
            say(f"{measures.table.faulty} lines with more or fewer fields than the header are left out")
        names = [text for header in measures.headers for text in (header, *measures.text(header)[:20])]
        language = request.lang or ("zh" if is_chinese(names) else "en")
        if by:
            frame, notes = _records(measures, by, mean, split, count, language)
        elif quadrant:
            frame, notes = _quadrants(measures, quadrant, unit, cut, language)
        elif printed:
            frame, notes = _implied(measures, printed, unit, count, language)
        else:
            named = {"unit": unit, "count": count, "time": time}
            rest = last if yearly else None
            frame, notes = _ranking(measures, request, named, at, (population, people), language, rest)
    request.tell(measures.remarks)
    title = ("计数" if language == "zh" else "Counts") + f" · {measures.file}"
    frame = frame if any(modes.values()) else _complete(frame, request)
    rows = frame.head(top) if top else frame
    columns = _columns(frame, by, quadrant)
    result = Result(rows, title, notes, language, words=_words(language), columns=columns)
    if sheet is not None:
        _draw(frame, top, sheet, result, quiet=request.quiet)
    emit(result, request)


_ALWAYS = ("per_million", "growth")


def _complete(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """Return a ranking with every column where programs read it: without a value it is null."""
    if request.form not in ("json", "csv", "parquet"):
        return frame
    return frame.assign(**{name: float("nan") for name in _ALWAYS if name not in frame})


def _draw(frame: pd.DataFrame, top: int, sheet: Sheet, result: Result, *, quiet: bool) -> None:
    """Write the figure of a ranking; the table stays the result."""
    from clusternet.plot.series.bars import plan

    table = frame[["unit", "count"]].set_axis(["name", "count"], axis=1).dropna()
    sheet.publish_beside(
        lambda width: plan(table, width, top=top, language=result.language),
        words=result.said,
        quiet=quiet,
    )


_GO_WITH = {"people": "--population", "last": "--yearly", "cut": "--quadrant"}
_OF_UNITS = {"unit": ("--by",), "count": ("--quadrant",), "time": ("--by", "--quadrant", "--printed")}


def _refuse_idle(given: dict[str, Any]) -> None:
    """Refuse options that would change nothing."""
    for name, partner in _GO_WITH.items():
        if stated(name) and not given[partner]:
            raise click.UsageError(f"--{name} goes with {partner}")
    for name, others in _OF_UNITS.items():
        for other in others:
            if stated(name) and given[other]:
                raise click.UsageError(f"--{name} does not go with {other}")


def _ranking(
    measures: Table,
    request: Request,
    columns: dict[str, str],
    at: int | None,
    heads: tuple[str | None, float],
    language: str,
    last: int | None,
) -> tuple[pd.DataFrame, list[str]]:
    from clusternet.io.tables.counts import mixed_measures, read_counts, read_population
    from clusternet.records import counts as measure

    chinese = language == "zh"
    table = read_counts(measures, **columns)
    keys = [name for name in ("unit", "year") if name in table]
    notes = []
    if added := int(table.duplicated(keys).sum()):
        notes.append(
            f"有 {added} 行与前行单元{'、年份' if 'year' in keys else ''}相同，已相加。"
            if chinese
            else f"{added} rows stand for a unit{' and year' if 'year' in keys else ''} that is there "
            "already; added up."
        )
    if lacking := int(table["count"].isna().sum()):
        notes.append(
            f"{lacking} 个没有数量的格未计入。"
            if chinese
            else f"{lacking} cells without a count are left out."
        )
    if kinds := mixed_measures(measures, columns["unit"]):
        notes.append(
            f"计量单位不一（{'、'.join(kinds[:4])}）：跨单位的名次与占比没有意义。"
            if chinese
            else f"Measures differ ({', '.join(kinds[:4])}): ranks and shares across them mean nothing."
        )
    if last is not None:
        notes.append(
            f"名次按各年合计；其余：第2至{last}名之和；增长自首年起。"
            if chinese
            else f"Ranks by the sum of all years; the rest: ranks 2 to {last} together; growth since the "
            "first year."
        )
        frame = measure.leader_and_rest(table, last=last)
        if "lacking" in frame and frame["lacking"].any():
            notes.append(
                "有单元缺某些年份的数量，该年的合计不含这些单元（见“缺数的单元”）。"
                if chinese
                else "Some units have no count of some years: the sums of those years are without them."
            )
        return frame, notes
    inhabitants = None
    if heads[0] is not None:
        own = heads[0] in measures.headers
        held, column = (measures, heads[0]) if own else (request.sheet(heads[0]), "")
        inhabitants = read_population(held, column, unit=columns["unit"], people=heads[1])
        request.tell(() if own else held.remarks)
    frame = measure.ranked(table, year=at, population=inhabitants)
    gone = [name for name in dict.fromkeys(table["unit"]) if name not in set(frame["unit"])]
    if gone and not request.quiet:
        more = ", ..." if len(gone) > 5 else ""
        when = "" if at is None else f" of {at}"
        say(f"no count{when} of {len(gone)} units, which are left out: {', '.join(gone[:5])}{more}")
    if "year" in table:
        base = "各年合计" if at is None else f"{at}年"
        notes.append(f"数量：{base}。" if chinese else f"Counts: {'sum of all years' if at is None else at}.")
        notes.append(
            "增长=末年/首年−1；年均增长按间隔数（末年−首年）计算。"
            if chinese
            else "Growth = last / first - 1; the annual rate is over the intervals (last year - first year)."
        )
    if inhabitants is not None:
        notes.append(_of_population(frame, heads[0] or "", language))
        alone = frame.loc[frame["population"].isna(), "unit"].tolist()
        if alone and not request.quiet:
            more = ", ..." if len(alone) > 5 else ""
            say(f"no population of {len(alone)} units: {', '.join(alone[:5])}{more}")
    return frame, notes


def _of_population(frame: pd.DataFrame, population: str, language: str) -> str:
    parts = []
    for name in ("population_year", "population_source"):
        values = list(dict.fromkeys(frame[name].dropna())) if name in frame else []
        parts.append(", ".join(str(int(each) if name.endswith("year") else each) for each in values[:4]))
    year, source = parts
    if language == "zh":
        return f"人口：{population}，年份{year or '未给出'}，来源{source or '未给出'}。"
    return f"Population: {population}, year {year or 'not given'}, source {source or 'not given'}."


def _records(
    measures: Table, by: tuple[str, ...], mean: str | None, split: str, count: str, language: str
) -> tuple[pd.DataFrame, list[str]]:
    from clusternet.io.tables.counts import read_records
    from clusternet.records import counts as measure

    asked = listed(mean.replace("，", ","), "--mean") if mean else []
    records = read_records(measures, by, [*asked, *([count] if count else [])], split=split)
    frame = measure.by(records, by, mean=asked, amount=count)
    rows, counted = len(measures.frame), frame["count"].sum()
    if language == "zh":
        notes = [
            f"{rows:,} 行记录；计数合计 {counted:,.10g}{'，一格多值时每个值各计一次' if split else ''}。"
        ]
        return frame, notes + (["均值：有数值的记录的算术平均，n为其个数。"] if asked else [])
    several = "; a cell with several values counts once for each" if split else ""
    notes = [f"{rows:,} records; {counted:,.10g} counted{several}."]
    return frame, notes + (["Means are arithmetic, over the n records that have a number."] if asked else [])


def _implied(
    measures: Table, printed: str, unit: str, count: str, language: str
) -> tuple[pd.DataFrame, list[str]]:
    from clusternet.io.tables.counts import read_counts
    from clusternet.records import counts as measure

    column = measures.column(printed)
    table = read_counts(measures, unit=unit, count=count).assign(per_million=measures.numbers(column))
    note = (
        "人口=数量/每百万人×10⁶；上下限为公布值四舍五入所容许的范围。"
        if language == "zh"
        else "Population = count / per million x 10^6; low and high are what the rounding of the printed "
        "figure leaves."
    )
    return measure.implied_population(table, measures.decimals(column)), [note]


def _quadrants(
    measures: Table, quadrant: str, unit: str, cut: Cut, language: str
) -> tuple[pd.DataFrame, list[str]]:
    from clusternet.io.tables.counts import read_pair
    from clusternet.records import counts as measure

    axes = listed(quadrant.replace("，", ","), "--quadrant")
    if len(axes) != 2:
        raise click.BadParameter("two columns are needed: X,Y", param_hint="--quadrant")
    pairs = read_pair(measures, axes[0], axes[1], unit=unit)
    frame = measure.quadrants(pairs, cut=cut)
    left = len(pairs) - len(frame)
    x, y = frame[["cut_x", "cut_y"]].to_numpy(dtype=float)[0]
    if language == "zh":
        word = {"mean": "未加权均值", "median": "中位数"}[cut]
        return frame, [
            f"分界线：所列 {len(frame)} 个单元的{word}，{axes[0]} {x:.4g}，{axes[1]} {y:.4g}；在线上者为高。"
        ] + ([f"{left} 行缺数，未计入。"] if left else [])
    word = {"mean": "unweighted mean", "median": "median"}[cut]
    return frame, [
        f"Lines: the {word} of the {len(frame)} units listed, {axes[0]} {x:.4g}, {axes[1]} {y:.4g}; on a "
        "line is high."
    ] + ([f"{left} rows without both numbers are left out."] if left else [])


def _words(language: str) -> dict[str, str]:
    if language != "zh":
        return {}
    level = {"high": "高", "low": "低"}
    return {f"{one}-{two}": f"{level[one]}—{level[two]}" for one in level for two in level}


def _columns(frame: pd.DataFrame, by: tuple[str, ...], quadrant: str | None) -> dict[str, Any]:
    from clusternet.words import labels
    from clusternet.words.labels import Label

    found = {name: Label(name, name, holds=labels.holds(name)) for name in by}
    for name in map(str, frame):
        if name.startswith("mean_"):
            found[name] = Label(f"{name[5:]}均值", f"{name[5:]}, mean", "number")
        if name.startswith("n_"):
            found[name] = Label(f"{name[2:]} n", f"{name[2:]}, n", "count")
    if quadrant:
        axes = dict(zip("xy", quadrant.replace("，", ",").split(","), strict=True))
        found |= {axis: Label(name.strip(), name.strip(), "number") for axis, name in axes.items()}
        found |= {
            f"cut_{axis}": Label(f"{name.strip()}分界", f"{name.strip()}, line", "number")
            for axis, name in axes.items()
        }
    found["total"] = Label("合计", "Total", "count")
    return found
