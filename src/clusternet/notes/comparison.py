"""What is said of the comparison of units over a set of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clusternet.words import labels, naming
from clusternet.words.labels import Label
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd


_TRENDS = {
    "narrows": Text("缩小", "narrows"),
    "widens": Text("扩大", "widens"),
    "unchanged": Text("不变", "unchanged"),
    "overtakes": Text("反超", "overtakes"),
    "both": Text("双方相当", "both"),
}


def comparison_title(called: Sequence[str]) -> Text:
    """Return the title: what is compared."""
    names = Text(" / ", " / ").join(map(_unit, called))
    return Text(f"比较 · {names.zh}", f"Comparison · {names.en}")


def leaning_title(called: Sequence[str]) -> Text:
    """Return the title of a figure of log ratios."""
    a, b = map(_unit, called)
    return Text(f"{a.zh}与{b.zh}各项指标的对数比", f"Indicators of {a.en} and {b.en}: log ratios")


def rows_drawn(drawn: int, rows: int) -> list[Text]:
    """Return the line that says that a figure holds the rows furthest apart alone, if it does.

    >>> rows_drawn(5, 5), rows_drawn(5, 9)[0].en
    ([], 'The 5 rows of 9 that are furthest apart.')
    """
    if drawn == rows:
        return []
    return [
        Text(f"共{rows}行，画出差距最大的{drawn}行。", f"The {drawn} rows of {rows} that are furthest apart.")
    ]


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
        told = ", ".join(f"{rate:g} ({period})" if period else f"{rate:g}" for period, rate in rates.items())
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
