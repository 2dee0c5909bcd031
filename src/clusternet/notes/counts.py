"""What is said of counts of units: ranks, growth, leaders, quadrants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from clusternet.words import labels
from clusternet.words.labels import Label
from clusternet.words.text import NOTHING, Text, listed, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.typing import Cut

COUNTS = Text("计数", "Counts")
RECORDS = Label("记录数", "Records")


def counts_notes(table: pd.DataFrame, kinds: Sequence[str], units: str = "unit") -> list[Text]:
    """Return what was added up and left out of the counts, and that they differ in measure if they do."""
    dated = Text("、年份", " and year") if "year" in table else NOTHING
    keys = [name for name in ("unit", "year") if name in table]
    notes = []
    if added := int(table.duplicated(keys).sum()):
        one = labels.called(units)
        notes.append(
            Text(
                f"有 {added} 行与前行{one.zh}{dated.zh}相同，已相加。",
                f"{numbered(added, 'row')} of a {one.en.lower()}{dated.en} that is there already: added up.",
            )
        )
    if lacking := int(table["count"].isna().sum()):
        notes.append(
            Text(
                f"{lacking} 个没有数量的格未计入。", f"{numbered(lacking, 'cell')} without a count left out."
            )
        )
    if kinds:
        named = Text.of(lambda language: listed(kinds[:4], language))
        notes.append(
            Text(
                f"计量单位不一（{named.zh}）：跨单位的排名与占比没有意义。",
                f"Measures differ ({named.en}): ranks and shares across them mean nothing.",
            )
        )
    return notes


def figure_title(count: Label, units: Sequence[Label], *, yearly: bool = False) -> Text:
    """Return the title of a figure of counts of units.

    >>> figure_title(Label("论文数", "papers"), [Label("国家/地区", "Country")])
    Text(zh='各国家/地区的论文数', en='Papers by country')
    """
    named = Text("×", " and ").join([Text(each.zh, each.en[:1].lower() + each.en[1:]) for each in units])
    dated = Text("历年", " and year") if yearly else NOTHING
    return Text(
        f"各{named.zh}{dated.zh}的{count.zh}", f"{count.en[:1].upper()}{count.en[1:]} by {named.en}{dated.en}"
    )


def figure_notes(
    total: float | None, units: int, of: Text, *, year: int | None = None, years: Sequence[int] = ()
) -> list[Text]:
    """Return the line under a figure of counts: the years, and what shares are of.

    Parameters
    ----------
    total
        Of all units; None where shares mean nothing.
    units, of
        How many there are, and what they are called.
    year, years
        Of the counts: one, or all years that are added up.
    """
    lines = []
    if year is not None:
        lines.append(Text(f"{year}年的数值", f"values of {year}"))
    elif len(years):
        lines.append(Text(f"{min(years)}—{max(years)}年合计", f"sums of {min(years)} to {max(years)}"))
    lines.append(Text(f"{of.zh}{units:,}个", f"{units:,} {of.en}"))
    if total is not None:
        lines.append(Text(f"占比的基数为其合计{total:,.10g}", f"shares are of their sum, {total:,.10g}"))
    said = Text("；", "; ").join(lines)
    return [Text(f"{said.zh}。", f"{said.en[:1].upper()}{said.en[1:]}.")]


def leaders_notes(frame: pd.DataFrame, last: int, units: Text) -> list[Text]:
    """Return what the leader is compared with, and what some sums lack."""
    notes = [
        Text(
            f"排名按各年合计；其余合计：第2—{last}位之和；增长自首年起。",
            f"Ranks by the sum of all years; the rest: ranks 2 to {last} together; growth since the first "
            "year.",
        )
    ]
    if "lacking" in frame and frame["lacking"].any():
        notes.append(
            Text(
                f"有些{units.zh}缺某些年份的数量，该年的合计不含它们（见“缺数的{units.zh}”）；"
                f"增长只就首年和当年都有数的{units.zh}计算。",
                f"Some {units.en} have no count of some years: the sums of those years are without them, "
                f"and growth is over the {units.en} counted in the first year and in that year.",
            )
        )
    return notes


def ranking_notes(
    frame: pd.DataFrame, year: int | None, *, dated: bool, population: str | None
) -> list[Text]:
    """Return which years counts are of, how growth is computed, and whose population it is."""
    notes = []
    if dated:
        base = Text("各年合计", "sum of all years") if year is None else Text(f"{year}年", f"{year}")
        notes += [Text(f"数量：{base.zh}。", f"Counts: {base.en}."), _GROWTH]
    return notes if population is None else [*notes, _population(frame, population)]


_GROWTH = Text(
    "增长=末年/首年−1；年均增长按间隔数（末年−首年）计算。",
    "Growth = last / first - 1; the annual rate is over the intervals (last year - first year).",
)


def _population(frame: pd.DataFrame, population: str) -> Text:
    parts = []
    for name in ("population_year", "population_source"):
        values = list(dict.fromkeys(frame[name].dropna())) if name in frame else []
        parts.append(", ".join(str(int(each) if name.endswith("year") else each) for each in values[:4]))
    year, source = parts
    return Text(
        f"人口：{population}，年份{year or '未给出'}，来源{source or '未给出'}。",
        f"Population: {population}, year {year or 'not given'}, source {source or 'not given'}.",
    )


def by_notes(rows: int, counted: float, *, blank: int = 0, several: bool, means: bool) -> list[Text]:
    """Return how many records were counted, and what means are of.

    ``blank`` of the rows are not in the base, for they have no value to count by.
    """
    once = Text("，一格多值时每个值各计一次", "; a cell with several values counts once for each")
    once = once if several else NOTHING
    notes = [
        Text(
            f"{rows:,} 行记录；计数合计 {counted:,.10g}{once.zh}。",
            f"{numbered(rows, 'record')}; {counted:,.10g} counted{once.en}.",
        )
    ]
    if blank:
        notes.append(
            Text(
                f"不在基数内：取值空白的记录{blank:,}行。",
                f"Not in the base: {blank:,} without a value to count by.",
            )
        )
    return [*notes, _MEANS] if means else notes


_MEANS = Text(
    "均值：有数值的记录的算术平均，n为其个数。",
    "Means are arithmetic, over the n records that have a number.",
)
IMPLIED = Text(
    "人口=数量/每百万人×10⁶；上下限为公布值四舍五入所容许的范围。",
    "Population = count / per million x 10^6; low and high are what the rounding of the printed figure "
    "leaves.",
)
_CUTS: dict[Cut, Text] = {
    "mean": Text("未加权均值", "unweighted mean"),
    "median": Text("中位数", "median"),
}


def quadrants_notes(
    frame: pd.DataFrame, axes: Sequence[str], cut: Cut, *, left: int, units: Text
) -> list[Text]:
    """Return where the lines of a quadrant stand, and how many rows have no number."""
    word, (x, y) = _CUTS[cut], frame[["cut_x", "cut_y"]].to_numpy(dtype=float)[0]
    notes = [
        Text(
            f"分界线：所列 {len(frame)} 个{units.zh}的{word.zh}，{axes[0]} {x:.4g}，{axes[1]} {y:.4g}；"
            "在线上者为高。",
            f"Lines: the {word.en} of the {len(frame)} {units.en} listed, {axes[0]} {x:.4g}, "
            f"{axes[1]} {y:.4g}; on a line is high.",
        )
    ]
    lacking = Text(f"{left} 行缺数，未计入。", f"{numbered(left, 'row')} without both numbers left out.")
    return [*notes, lacking] if left else notes


def quadrant_words(language: str) -> dict[str, str]:
    """Return what the four fields of a quadrant are called."""
    level = {"high": Text("高", "high"), "low": Text("低", "low")}
    return {
        f"{one}-{two}": Text(f"{level[one].zh}—{level[two].zh}", f"{one}-{two}").in_(language)
        for one in level
        for two in level
    }


def leaders_labels(key: str, last: int) -> dict[str, Label]:
    """Return the headings of the leader and the rest, by what the units are.

    >>> [label.zh for label in leaders_labels("country", 10).values()][:3]
    ['首位国家和地区', '首位国家和地区数量', '第2—10位合计']
    """
    one, several = unit_label(key), labels.units(key)
    return {
        "leader": replace(labels.label("leader"), zh=f"首位{one.zh}", en=f"Leading {one.en.lower()}"),
        "leader_count": replace(labels.label("leader_count"), zh=f"首位{one.zh}数量", en="Its count"),
        "rest": replace(labels.label("rest"), zh=f"第2—{last}位合计", en=f"Ranks 2 to {last}"),
        "common_units": replace(
            labels.label("common_units"),
            zh=f"首年和当年都有数的{several.zh}",
            en=f"{several.en.capitalize()} counted in both years",
        ),
        "lacking": replace(
            labels.label("lacking"), zh=f"缺数的{several.zh}", en=f"{several.en.capitalize()} without a count"
        ),
    }


def unit_label(header: str) -> Label:
    """Return the heading of a column of units, which says where it holds places.

    >>> unit_label("第一作者国家").holds, unit_label("国家/地区名称").en
    ('place', 'Country')
    """
    from clusternet.schema.tables import attribute, holds_places

    return labels.called(attribute(header), "place" if holds_places(header) else "")


def counts_labels(names: Sequence[str], by: Sequence[str] = (), axes: Sequence[str] = ()) -> dict[str, Label]:
    """Return the labels of columns that the user named, and of those that mean other things here."""
    found = {name: unit_label(name) for name in by}
    for name in names:
        if name.startswith("mean_"):
            found[name] = Label(f"{name[5:]}均值", f"{name[5:]}, mean", "number")
        if name.startswith("n_"):
            found[name] = Label(f"{name[2:]} n", f"{name[2:]}, n", "count")
    for axis, name in zip("xy", axes, strict=False):
        found[axis] = Label(name, name, "number")
        found[f"cut_{axis}"] = Label(f"{name}分界", f"{name}, line", "number")
    return found | {"total": Label("合计", "Total", "count")}


def count_label(decimals: int, kind: Literal["counts", "scores", "percents"]) -> dict[str, Label]:
    """Return the label of counts or scores that keep their digits; none for whole counts."""
    if kind == "percents":
        return {"count": Label("得分", "Score", "share", decimals=max(decimals - 2, 0))}
    if not decimals and kind == "counts":
        return {}
    head = Label("得分", "Score") if kind == "scores" else labels.label("count")
    return {"count": replace(head, style="number", decimals=decimals)}


def scores_note(column: str) -> Text:
    """Return that a column holds scores, and what is therefore not computed."""
    return Text(
        f"{column}为得分或比率，不是计数：不计占比，也不相加。",
        f"{column} holds scores or rates, not counts: no shares, and nothing is added up.",
    )
