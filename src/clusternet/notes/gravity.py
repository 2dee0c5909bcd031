"""What is said of the gravity model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.notes.flow_figures import GIVEN, POSITIONS
from clusternet.notes.network import base_note
from clusternet.words import labels, naming
from clusternet.words.bases import base_of
from clusternet.words.text import SEMICOLON, Text, listed, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from clusternet.space.gravity import Gravity
    from clusternet.typing import Level

TERMS = Text("引力模型", "Gravity model")
PAIRS = Text("引力模型未能解释的流向", "What the gravity model leaves unexplained")
MULTIPLIER = Text("倍数 [95%区间]", "Multiplier [95% interval]")
FIGURE = Text("引力模型各项的倍数", "Multipliers of the gravity model")
MULTIPLIED = Text(
    "倍数：该项每增1，流量变为几倍（距离取自然对数，即每增至e倍）；横线为95%区间，含1者为空心点；轴为对数刻度。",
    "Multiplier: by what one more of the term multiplies flows (of log distance: e times as far), on a "
    "logarithmic axis; bars: 95% intervals, with a hollow point where no effect lies within.",
)
_KNOWN = {
    "log_distance": Text("距离的对数", "log distance"),
    "same_place": Text("同一地区", "same place"),
    "same_province": Text("同省不同市", "same province, different cities"),
    "same_region": Text("同一都市圈（不同地区）", "same metropolitan region, different places"),
    "contiguity": Text("相邻省份", "contiguous provinces"),
}
_WHERE = {
    "log_distance": Text("距离每翻倍，流量变为原来的", "Twice as far apart"),
    "same_place": Text("同一地区内部的流量为其他流向的", "Within a place"),
    "same_province": Text("同省不同市之间的流量为其他流向的", "Between cities of one province"),
    "same_region": Text("同一都市圈各地之间的流量为其他流向的", "Between places of one metropolitan region"),
    "contiguity": Text("相邻省份之间的流量为其他流向的", "Between contiguous provinces"),
}
_MODEL = Text(
    "泊松伪极大似然（PPML），来源地与去向地各有效应；所选年份合为一个截面，零流量计入。",
    "Poisson pseudo-maximum likelihood with an effect for every origin and destination; the years selected "
    "are one cross-section, flows of 0 are in it.",
)
_SEPARATE = Text(
    "泊松伪极大似然（PPML），来源地与去向地各有效应；各时段各为一个截面，互不重叠，p的校正针对全表。",
    "Poisson pseudo-maximum likelihood with an effect for every origin and destination; each window is a "
    "cross-section of its own, none overlaps another; p is adjusted over the whole table.",
)
_WITHIN = {
    "area": Text(
        "地区内部的流向：距离取与该省同面积之圆半径的2/3。",
        "Flows within a province: at two thirds of the radius of a circle of its area.",
    ),
    "leave": Text("地区内部的流向不计入。", "Flows within places are left out."),
}
_BORDERS = Text(
    "相邻：陆地接壤（依天地图边界）；广东与海南隔琼州海峡，按相邻计。",
    "Contiguity: a border on land (by the boundaries of Tianditu); Guangdong and Hainan, across a strait, "
    "count as contiguous.",
)


def gravity_notes(found: Gravity, level: Level, *, given: bool) -> list[Text]:
    """Return the lines under a gravity model.

    Parameters
    ----------
    given
        Whether the user gave coordinates.
    """
    base = base_note(base_of(found.table), f"{found.table['base_n'].iloc[0]:,}")
    return [_MODEL, *_rules([found], level, given=given), sample_note(found), *_left(found), base]


def windows_notes(
    windows: Sequence[tuple[int, int]], found: Sequence[Gravity], level: Level, *, given: bool
) -> list[Text]:
    """Return the lines under models of several windows: what is theirs together, and of each."""
    lines = [_SEPARATE, *_rules(found, level, given=given)]
    for (first, last), each in zip(windows, found, strict=True):
        base = base_note(base_of(each.table), f"{each.table['base_n'].iloc[0]:,}")
        said = Text("", " ").join([sample_note(each), *_left(each), base])
        lines.append(Text(f"{first}—{last}年：{said.zh}", f"{first} to {last}. {said.en}"))
    return lines


def _rules(models: Sequence[Gravity], level: Level, *, given: bool) -> list[Text]:
    """Return the lines on errors, distances and borders."""
    found = models[0]
    where = GIVEN if given else POSITIONS.get(level, GIVEN)
    fewest = min(each.clusters for each in models)
    borders = [_BORDERS] if "contiguity" in found.table["term"].tolist() else []
    spread = Text(
        f"标准误按来源地与去向地双向聚类（较少一方{fewest}个，小样本校正G/(G-1)），"
        "p与95%区间用t分布；针对此类地区所来自的总体，不针对企业。",
        f"Standard errors are clustered by origin and by destination (the fewer: {fewest}; "
        "small-cluster correction G/(G-1)); p and 95% intervals by Student's t. They are about a population "
        "of such places, not of firms.",
    )
    distance = Text(
        f"{where.zh}；距离为大圆距离（公里）。", f"{where.en}; distances in km along the great circle."
    )
    return [spread, distance, _WITHIN[found.within], *borders]


def _inner(found: Gravity) -> list[Text]:
    """Return how much flows within places, if it is left out."""
    if not found.inner:
        return []
    return [
        Text(f"地区内部的流量{found.inner:,.10g}", f"{found.inner:,.10g} within places"),
    ]


def sample_note(found: Gravity) -> Text:
    """Return how many pairs are in the fit, and how good it is."""
    number = len(found.pairs)
    return Text(
        f"样本：{found.places}个地区的{number:,}对（零流量{found.zeros:,}对）；"
        f"流量与预测值相关系数的平方{found.correlation:.3f}。",
        f"Sample: {numbered(number, 'pair')} of {numbered(found.places, 'place')} ({found.zeros:,} "
        "without a flow); squared "
        f"correlation of flow and prediction {found.correlation:.3f}.",
    )


def _left(found: Gravity) -> list[Text]:
    """Return the line on what is not in the fit, and why."""
    parts = _inner(found)
    if found.unobserved:
        parts.append(
            Text(
                f"双方均无样本企业的{found.unobserved:,}对（未观测，并非零）",
                f"{numbered(found.unobserved, 'pair')} with no sample firm at either end (not "
                "observed, not 0)",
            )
        )
    if found.adrift:
        named = Text.of(
            lambda language: listed(naming.names(found.adrift[:4], "place", language).values(), language)
        )
        parts.append(
            Text(
                f"位置未知的{len(found.adrift)}个地区（{named.zh}；其流量{found.lost:,.10g}）",
                f"places whose position is not known: {len(found.adrift)} ({named.en}; flows "
                f"{found.lost:,.10g})",
            )
        )
    if any(found.silent):
        sends, receives = found.silent
        parts.append(
            Text(
                f"无流出的{sends}个、无流入的{receives}个地区",
                f"places that send nothing: {sends}, that receive nothing: {receives}",
            )
        )
    if found.separated:
        parts.append(
            Text(
                f"被各项完全分离的{found.separated:,}对零流量（Correia等，2020）",
                f"{found.separated:,} flows of 0 that the terms separate (Correia et al. 2020)",
            )
        )
    said = SEMICOLON.join(parts)
    lines = [Text(f"未计入：{said.zh}。", f"Left out: {said.en}.")] if parts else []
    if found.dropped:
        named = SEMICOLON.join([_KNOWN.get(term, Text(term, term)) for term in found.dropped])
        lines.append(
            Text(
                f"由其他各项决定、无法估计：{named.zh}。",
                f"Determined by the other terms, not estimated: {named.en}.",
            )
        )
    return lines


def terms_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the table with terms by name, and without what the notes say."""
    named = [_KNOWN.get(str(term), Text(str(term), str(term))).in_(language) for term in frame["term"]]
    frame = frame.drop(columns=["base", "base_n"]).assign(term=named)
    for name in ("p", "p_holm", "q"):
        frame[name] = [labels.probability(p) for p in frame[name]]
    return frame


def multipliers(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return terms by name with multiplier and interval, as :func:`clusternet.plot.odds` takes them."""
    named = [_KNOWN.get(str(term), Text(str(term), str(term))).in_(language) for term in frame["term"]]
    ends = {"odds": "estimate", "low": "low", "high": "high"}
    found = frame.assign(**{name: np.exp(frame[column]) for name, column in ends.items()})
    return found[list(ends)].assign(term=named)


def explained(row: Mapping[Any, Any], base: Text) -> Text:
    """Return what a term of the model multiplies flows by; of distance, what twice as far does.

    Parameters
    ----------
    row
        Of the table of the model.
    base
        On what, in brackets.

    Examples
    --------
    >>> row = {"term": "log_distance", "estimate": -1.0, "low": -1.5, "high": -0.5}
    >>> explained(row, Text("", "")).en
    'Twice as far apart, flows are 0.5 times as large (95% interval 0.354 to 0.707), size and other terms \
given.'
    """
    term, far = str(row["term"]), row["term"] == "log_distance"
    each = math.log(2) if far else 1
    times, low, high = (f"{math.exp(float(row[name]) * each):.3g}" for name in ("estimate", "low", "high"))
    what = _WHERE.get(term, Text(f"{term}每增1，流量变为原来的", f"With one more of {term}"))
    return Text(
        f"规模与其他各项相同时，{what.zh}{times}倍（95%区间{low}—{high}）{base.zh}。",
        f"{what.en}, flows are {times} times as large (95% interval {low} to {high}), size and other terms "
        f"given{base.en}.",
    )


def figure_notes(found: Gravity, terms: Sequence[str]) -> list[Text]:
    """Return the line of a caption on flows over those of the model."""
    named = Text("、", ", ").join([_KNOWN.get(term, Text(term, term)) for term in terms])
    return [
        Text(
            f"期望：引力模型（PPML；{named.zh}；来源地与去向地效应），{len(found.pairs):,}对。",
            f"Expected: gravity model (PPML; {named.en}; effects of origins and destinations), "
            f"{numbered(len(found.pairs), 'pair')}.",
        )
    ]
