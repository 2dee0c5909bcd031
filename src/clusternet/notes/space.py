"""What is said of places: flows between them, distributions, concentration and polarisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from clusternet.notes.network import base_note
from clusternet.words import labels, naming
from clusternet.words.bases import Base, base_of
from clusternet.words.text import NOTHING, Text, listed, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.notes.caption import Selection
    from clusternet.words.naming import Holds

DISTRIBUTION = Text("分布", "Distribution")
POLARISATION = Text("空间集聚与“极化—扩散”", "Concentration and polarisation")

_LEVELS = {
    "province": Text("省份", "province"),
    "city": Text("城市", "city"),
    "region": Text("都市圈", "region"),
    "country": Text("国家和地区", "country"),
}
_TYPES = {
    "province": {"区域内": "省内", "跨区域": "跨省"},
    "city": {"区域内": "本地", "跨区域": "跨地区"},
    "region": {"区域内": "都市圈内", "跨区域": "跨都市圈"},
}


_EXCHANGED = {
    "enable": labels.Label("流出", "Outflow", "count"),
    "enable_share": labels.Label("流出占比", "Outflow share", "share"),
    "input": labels.Label("流入", "Inflow", "count"),
    "input_share": labels.Label("流入占比", "Inflow share", "share"),
    "net": labels.Label("净流出", "Net outflow", "share"),
}


def flows_title(*, technology: bool) -> Text:
    """Return the title of flows between places: what flows is technology, or any other tie."""
    if technology:
        return Text("技术流向（技术赋能地—技术输入地）", "Flows from the enabling to the input place")
    return Text("流向（来源地—去向地）", "Flows from origin to destination")


def flow_types(level: str, language: str, *, own: Text | None = None) -> dict[str, str]:
    """Return what the two types of flows are called at a level, by the names they have at any.

    Regions of the data's ``own`` are no 都市圈, but what these call them.
    """
    if language != "zh":
        return {}
    if own is not None and level == "region":
        return {"区域内": f"{own.zh}内", "跨区域": f"跨{own.zh}"}
    return _TYPES.get(level, {})


def flow_columns(
    level: str, places: Iterable[str], *, own: bool, technology: bool
) -> dict[str, labels.Label]:
    """Return what the columns hold: places, by names of their own where the data say so."""
    kind: Holds = "zone" if own and level != "country" else "place"
    named = {name: labels.holding(name, kind) for name in ("source", "target", "place")}
    return labels.headed(places, kind) | named | ({} if technology else _EXCHANGED)


def flows_notes(
    level: str, base: Base, size: float, selection: Selection, *, outside: float = 0, own: bool = False
) -> list[Text]:
    """Return the lines that say what a place is, what shares are of, and what groups leave as it is."""
    named = Text("地区", "region") if own and level == "region" else _LEVELS[level]
    said = base_note(base, f"{size:,.0f}")
    return [
        Text(f"层级：{named.zh}；{said.zh}", f"Level: {named.en}. {said.en}"),
        *outside_notes(base, outside, own=own or level == "country"),
        *kept_places(selection),
    ]


_UNITS = {"pairs": Text("对节点", "pairs"), "weight": Text("权重", "weight")}


def outside_notes(base: Base, outside: float, *, own: bool, when: Text = NOTHING) -> list[Text]:
    """Return the sentence that says what has an end outside a base, if anything has."""
    said = not_in_base(outside, _UNITS.get(base.counted, NOTHING), own=own)
    return [Text(f"{each.zh}{when.zh}。", f"{each.en}{when.en}.") for each in said]


IN_ALL_YEARS = Text("（各年合计）", " (all years together)")


def not_in_base(outside: float, unit: Text = NOTHING, *, own: bool = False) -> list[Text]:
    """Return the line that says what has an end outside the base, if anything has."""
    if not outside:
        return []
    where = (
        Text("一端未知", "with an end unknown")
        if own
        else Text("一端在港澳台、国外或未知", "with an end outside the mainland or unknown")
    )
    size, unit = f"{outside:,.10g}", unit if unit.zh else Text("条关系", "")
    one = unit.en.removesuffix("s") if outside == 1 else unit.en
    return [
        Text(
            f"未计入：{where.zh}的 {size} {unit.zh}",
            " ".join(filter(None, (f"Not in the base: {size}", one, where.en))),
        )
    ]


def comparable(year: int) -> Text:
    """Return the line that says from which year values compare.

    >>> comparable(2020).en
    'Compared from 2020 on: data were collected in another way before.'
    """
    return Text(
        f"自{year}年起比较：此前数据采集口径不同。",
        f"Compared from {year} on: data were collected in another way before.",
    )


def unobserved(pairs: int) -> list[Text]:
    """Return the line on pairs of places that nobody looked at, if there are any."""
    if not pairs:
        return []
    return [
        Text(
            f"期望比值不计双方均无样本企业的{pairs:,}对地区（未观测，并非零）。",
            f"Expected ratios leave out {numbered(pairs, 'pair')} of places with no sample firm at "
            "either end (not "
            "observed, not 0).",
        )
    ]


def first_places(shown: int, places: int) -> Text:
    """Return the line that says that places are cut."""
    shown = min(shown, places)
    return Text(
        f"列出 {places:,} 个地区中的前 {shown:,} 个。", f"The first {shown:,} of {numbered(places, 'place')}."
    )


def kept_places(selection: Selection) -> list[Text]:
    """Return the line that says that groups count, but places stay the members' own."""
    if not selection.rolled_up:
        return []
    return [
        Text(
            "按母公司合并只改变计数的主体；地点仍是各成员自己的，集团内部关系仍计入流向。",
            "Members count as their group; places stay the members' own, and ties inside a group are flows.",
        )
    ]


def distribution_notes(frame: pd.DataFrame, selection: Selection, *, outside: int = 0) -> list[Text]:
    """Return the lines that say what shares are of, what has no value, and what groups leave as it is."""
    sizes = frame["base_n"].unique().tolist()
    size = f"{sizes[0]:,}" if len(sizes) == 1 else ""
    base = [base_note(base_of(frame), size)] if len(frame) else []
    return [*base, *without_value(frame, outside), *kept_places(selection)]


def without_value(frame: pd.DataFrame, outside: int) -> list[Text]:
    """Return the line that says what a distribution leaves out for want of a value, if anything."""
    if not outside or not len(frame):
        return []
    base = base_of(frame)
    of, lacking = labels.label(base.counted, "counted"), base.condition[0]
    return [
        Text(
            f"未计入：没{lacking.zh}的 {outside:,} {'条' if base.counted == 'relations' else '个'}{of.zh}。",
            f"Not in the base: {numbered(outside, of.en.removesuffix('s'))} without {lacking.en}.",
        )
    ]


_NO_POLES = Text("未指定（--poles）", "none named (--poles)")
ANNUAL = Text("各年为当年。", "Each year by itself.")
_APART = Text(
    "集中度（HHI、基尼系数、熵）与极化/扩散（极与其余之间的流量占比）是两回事，分别列出。",
    "Concentration (HHI, Gini, entropy) and polarisation (flows between poles and the rest) are separate "
    "measures.",
)


def poles_notes(
    poles: Sequence[str], base: Base | None, *, kind: Text = NOTHING, none: Text = _NO_POLES
) -> list[Text]:
    """Return the lines on the poles, or why there are ``none``, and on what tells them from concentration."""
    named = Text.of(lambda language: listed(naming.names(poles, "place", language).values(), language))
    said = base_note(base or NOTHING, kind=kind)
    return [
        Text(f"极：{named.zh or none.zh}。{said.zh}", f"Poles: {named.en or none.en}. {said.en}"),
        _APART,
    ]


def intervals_notes(replicates: int, seed: int) -> list[Text]:
    """Return the line on the intervals, if there are any: of what they are, and which measures have none."""
    if not replicates:
        return []
    return [
        Text(
            f"区间：95%，针对企业所来自的总体；对企业有放回重抽样 {replicates} 次，种子 {seed}，"
            "两家企业之间的关系按两者抽中次数之积计。",
            "Intervals: 95%, about the population the firms come from; firms resampled with replacement "
            f"{replicates} times, seed {seed}; a relation between two firms counts as the product of their "
            "draws.",
        ),
    ]


FEW = Text(
    "基尼系数、熵与Kanbur–Zhang指数随流量多少而变，且分布偏斜，不给区间；有效企业少于10家时均不给区间。",
    "No interval for Gini, entropy and Kanbur–Zhang: they move with the number of flows and are skewed; "
    "none at all below 10 effective firms.",
)


SKEWED = Text(
    "少数企业占去多数关系（有效企业不足有关系企业的一半）：在这种情形的模拟中，首位度（CR1）、流向的规模校正HHI"
    "与其余—其余占比的区间实际覆盖率为0.87—0.90，低于0.95。",
    "A few firms hold most relations (effective firms are less than half of the firms with any): in "
    "simulations of such firms the intervals of CR1, of the size-corrected HHI of flows and of rest to rest "
    "cover 0.87 to 0.90, not 0.95.",
)


def change_notes(least: int) -> list[Text]:
    """Return the lines on the change from the first year to the last."""
    return [
        Text(
            f"首末年：关系不少于 {least} 条的最早与最晚年份。集中度在企业数与关系数相同的条件下比较"
            "（先按企业、再按关系抽取子样本），区间与判定针对同规模下的变化；占比按原值比较。",
            f"First and last year: those with at least {numbered(least, 'relation')}. Concentration "
            "is compared at equal "
            "numbers of firms and relations (subsamples of both years); interval and verdict are of the "
            "change at equal size. Shares are compared as observed.",
        )
    ]


def too_few(least: int) -> Text:
    """Return why there is no change to tell: no two years have so many relations."""
    return Text(
        f"关系不少于{least}条的年份不足两个，故无首末年比较；--least 可另定。",
        f"fewer than two years have {numbered(least, 'relation')}, so there is no change to tell; "
        "--least sets "
        "another number",
    )


def polarisation_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the table with measures by their headings, or with every interval in the cell of its value."""
    if "measure" in frame:
        apart = ["compared_relations", "compared_firms", "p", "p_holm", "replicates", "seed"]
        named = [labels.heading(str(name), language) for name in frame["measure"]]
        return frame.drop(columns=apart, errors="ignore").assign(measure=named)
    bounds = [name for name in frame if str(name).endswith(("_low", "_high"))]
    folded = frame.drop(columns=[*bounds, "replicates", "seed"])
    for low in (name for name in bounds if str(name).endswith("_low")):
        name = str(low).removesuffix("_low")
        parts = frame[[name, low, f"{name}_high"]].itertuples(index=False)
        texts = ([labels.printed(value, name, language) for value in row] for row in parts)
        folded[name] = [f"{value} ({least}–{most})" if least else value for value, least, most in texts]
    return folded
