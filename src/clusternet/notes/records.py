"""What is said of counts of units, of their comparison and of their specialisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from clusternet.notes.space import ANNUAL
from clusternet.words import labels, naming
from clusternet.words.labels import Label
from clusternet.words.text import NOTHING, SEMICOLON, Text, listed, numbered, some

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.crosstabs import Crosstab
    from clusternet.typing import Cut

COUNTS = Text("计数", "Counts")
SPECIALISATION = Text("专业化与复杂度", "Specialisation and complexity")


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
            f"{rows:,} records; {counted:,.10g} counted{once.en}.",
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
    one, several = labels.called(key), labels.units(key)
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


def counts_labels(names: Sequence[str], by: Sequence[str] = (), axes: Sequence[str] = ()) -> dict[str, Label]:
    """Return the labels of columns that the user named, and of those that mean other things here."""
    from clusternet.schema.tables import attribute

    found = {name: labels.called(attribute(name)) for name in by}
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


# -- the comparison of two units ---------------------------------------------------------------------------
_TRENDS = {
    "narrows": Text("缩小", "narrows"),
    "widens": Text("扩大", "widens"),
    "unchanged": Text("不变", "unchanged"),
    "overtakes": Text("反超", "overtakes"),
    "both": Text("双方相当", "both"),
    "True": Text("是", "yes"),
    "False": Text("否", "no"),
}


def comparison_title(called: Sequence[str]) -> Text:
    """Return the title: what is compared."""
    names = Text(" / ", " / ").join(map(_unit, called))
    return Text(f"比较 · {names.zh}", f"Comparison · {names.en}")


def _unit(name: str) -> Text:
    """Return the name of a unit, which may be a place, in both languages."""
    return Text.of(lambda language: naming.name(name, "place", language))


def comparison_words(language: str) -> dict[str, str]:
    """Return what the fixed words of a comparison are called."""
    from clusternet.records.comparison import REASONS
    from clusternet.words.labels import not_compared

    reasons = {reason: not_compared(reason, language) for reason in REASONS if language == "zh"}
    return reasons | {name: word.in_(language) for name, word in _TRENDS.items()}


def comparison_labels(called: Sequence[str], *, leaders: bool) -> dict[str, Label]:
    """Return the labels of columns that carry the names of the units."""
    columns = {
        "measure": Label("计量单位", "Measure"),
        "level1": Label("一级指标", "Level 1"),
        "level2": Label("二级指标", "Level 2"),
        "first": Label("首年值", "First value", "count"),
        "last": Label("末年值", "Last value", "count"),
    }
    heads = labels.headed(called, "place", "count")
    if leaders:
        ratios = {
            f"ratio_{name}": Label(f"{head.zh}/最优", f"{head.en} / best", "number")
            for name, head in heads.items()
        }
        return columns | heads | ratios
    for side, head in zip("ab", heads.values(), strict=False):
        zh, en = head.zh, head.en
        columns[side] = head
        columns[f"share_{side}"] = Label(f"{zh}占比", f"{en}, share", "share")
        columns[f"rca_{side}"] = Label(f"{zh} RCA", f"{en}, RCA", "number")
        columns[f"change_{side}"] = Label(f"{zh}变化", f"{en}, change", "count")
        columns[f"growth_{side}"] = Label(f"{zh}增长", f"{en}, growth", "share")
        columns[f"cagr_{side}"] = Label(f"{zh}年均增长", f"{en}, CAGR", "share")
    return columns


_BEST = Text(
    "比值：数值/最优值；越小越好的指标为最优值/数值；1为首位。",
    "Ratio: value / best; best / value where less is better; 1 is the leader's.",
)
_GAP = Text("差距趋势按绝对值。", "The trend is that of the absolute gap.")
_ALLOWED = {"measure": Text("计量单位", "measure"), "period": Text("时期", "period")}


def comparison_notes(
    frame: pd.DataFrame,
    called: Sequence[str],
    *,
    leaders: bool,
    threshold: float,
    rates: Mapping[str, float],
    allow: Sequence[str],
) -> list[Text]:
    """Return how a row leans, what was converted, and what was compared as it is; of leaders, the ratio."""
    if leaders:
        return [_BEST]
    if len(called) == 1:
        return []
    a, b = map(_unit, called)
    lines = []
    if "leans_to" in frame:
        lines.append(
            Text(
                f"优势方：r=ln({a.zh}/{b.zh})；r>{threshold:g}为{a.zh}，"
                f"r<−{threshold:g}为{b.zh}，其间为双方相当；越小越好的指标相反，双方均为负值时也相反（数值大者占优）。",
                f"Relative strength: r = ln({a.en}/{b.en}); r > {threshold:g} {a.en}, "
                f"r < -{threshold:g} {b.en}, else both; the other way round where less is better, and where "
                "both are negative (the larger value leads).",
            )
        )
    if "rca_a" in frame:
        lines.append(_advantage(frame))
    if rates:
        told = ", ".join(f"{period or '*'}={rate:g}" for period, rate in rates.items())
        lines.append(
            Text(
                f"计量单位不同的行按 {told} 换算（{a.zh}的数值除以该数）。",
                f"Rows whose measures differ are converted by {told} ({a.en} divided by it).",
            )
        )
    for name in (_ALLOWED[each] for each in allow):
        lines.append(
            Text(f"{name.zh}不同的行按原值比较。", f"Rows that differ in {name.en} are compared as they are.")
        )
    return [*lines, _GAP] if "gap_change" in frame or "gap_first" in frame else lines


def _advantage(frame: pd.DataFrame) -> Text:
    differ = "、".join(frame.loc[frame["rules_differ"], "indicator"]) or "—"
    return Text(
        f"RCA=（该项占自身合计）/（该项占双方合计），大于1即为优势方。两种判定不一致的行：{differ}。",
        "RCA: share in the unit's own sum over share in the sum of both; above 1 is relative "
        f"strength. The rules disagree in: {differ}.",
    )


# -- specialisation ----------------------------------------------------------------------------------------
CUMULATIVE = Text("各年为截至当年的累计。", "Each year holds all before it.")
BY_ITSELF = Text(f"{ANNUAL.zh}以上合计为全部年份。", "Each year by itself; the total above is of all years.")
_DENSITY = Text(
    "相关密度：与该领域相关的领域（含其自身）中已专业化者所占比重，按相关度加权。",
    "Relatedness density: of the fields related to a field, it included, the part a unit is specialised "
    "in, weighted by relatedness.",
)
_COMPLEXITY = Text(
    "ECI、PCI：第二特征向量，以与多样性正相关定号；二者均按ECI的均值和标准差标准化。"
    "克鲁格曼指数：结构与全体（或其余）之差的绝对值之和。",
    "ECI, PCI: the second eigenvector, its sign by diversity, both less the mean and over the standard "
    "deviation of ECI. Krugman index: sum of absolute gaps of shares to the whole, or to the rest.",
)
OPPORTUNITY_HEADS = Text("相关密度", "Relatedness density"), Text("领域复杂度PCI", "Complexity (PCI)")


def specialisation_notes(values: pd.DataFrame, threshold: float, *, kinds: tuple[Text, Text]) -> list[Text]:
    """Return what was counted, when a unit is specialised, and how the indices are made."""
    (units, fields), (unit, field) = values.shape, kinds
    total = f"{values.to_numpy().sum():,.10g}"
    counted = Text(
        f"{units:,}个{unit.zh}，{fields:,}个{field.zh}，合计 {total}。"
        f"区位熵（LQ，即显性比较优势RCA）不低于{threshold:g}即为专业化。",
        f"{units:,} {unit.en}, {fields:,} {field.en}, {total} in all. Specialised: location quotient "
        f"(RCA) of {threshold:g} or above.",
    )
    return [counted, _DENSITY, _COMPLEXITY]


def crosstab_note(found: Crosstab, title: str, shape: tuple[int, int], fields: Sequence[str]) -> Text:
    """Return how a table of units and fields was read."""
    names, (units, number) = some(fields, 6), shape
    parts = [
        Text(
            f"{title}：{units} 个对象、{number} 个领域（{names.zh}）",
            f"{title}: {units} units, {number} fields ({names.en})",
        ),
        Text(f"数值取自 {found.value}", f"values of {found.value}")
        if found.value
        else Text("每行计 1", "each row counts 1")
        if found.counted
        else Text("宽表", "wide"),
    ]
    if found.unread:
        unread = some(found.unread, len(found.unread))
        parts.append(Text(f"未读取的列：{unread.zh}", f"columns not read: {unread.en}"))
    if found.zeros:
        parts.append(Text(f"{found.zeros} 个空格按 0 计", f"{found.zeros} blank cells count as 0"))
    if found.absent:
        told = (
            f"{found.absent} 处对象或领域为缺失值，未计入",
            f"{found.absent} missing units or fields left out",
        )
        parts.append(Text(*told))
    return SEMICOLON.join(parts)


def opportunities_title(unit: str) -> Text:
    """Return the title of the figure of a unit's opportunities."""
    return Text(f"{unit}的专业化机会", f"Specialisation opportunities of {unit}")


def opportunities_note(fields: int, threshold: float, *, entered: bool) -> Text:
    """Return which fields are drawn, and how many."""
    what = Text(
        f"尚未专业化（区位熵<{threshold:g}）的领域",
        f"Fields with a location quotient below {threshold:g}",
    )
    what = Text("全部领域", "All fields") if entered else what
    return Text(f"{what.zh}，共{fields}个。", f"{what.en}: {fields}.")
