"""What is said of how ties form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.change.formation import NAMES
from clusternet.notes.network import base_note
from clusternet.words import labels
from clusternet.words.bases import base_of
from clusternet.words.text import SEMICOLON, Text, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from clusternet.change.formation import Formation
    from clusternet.typing import Level

FORMATION = Text("新关系的形成", "Formation of ties")
ONE_YEAR = Text("数据只有一个年份", "the data have one year")
CHOICES = Text("新关系的形成：选择谁", "Formation of ties: which partner is chosen")
CHOICES_FIGURE = Text("新关系中选择对象的优势比", "Formation of ties: odds ratios of the choice of partners")
YEARS = Text("新关系与重复关系（逐年）", "New and repeated ties, by year")
_MODEL = Text(
    "条件logit（McFadden）：每个新节点对是一次选择；优势比为该项每增1时被选优势的倍数（对数项：1+数目每翻倍，为优势比的0.693次幂），"
    "各项均为当年以前的状况；95%区间按选择方聚类，针对选择方的抽样。",
    "Conditional logit (McFadden): each new pair is one choice. Odds ratio: by what one more of the term "
    "multiplies the odds of being chosen (of a logarithm: twice 1 + the number, the ratio to the power "
    "0.693); terms are of before the year. 95% intervals are clustered by chooser, and about other choosers "
    "like these.",
)
_WHO = {
    "sample": Text(
        "选择方：样本企业（其关系均有记录）；两端均为样本时为赋能方",
        "Chooser: the firm of the sample, whose ties are all recorded; of two, the one that supplies",
    ),
    "source": Text("选择方：赋能方（source）", "Chooser: the source of the tie"),
    "target": Text("选择方：输入方（target）", "Chooser: the target of the tie"),
}
_LEFT = {
    "entry": Text("被选一方此前没有关系{:,}", "{:,} whose chosen one had no tie before"),
    "early": Text("早于所选年份{:,}", "{:,} before the years selected"),
    "unseen": Text("两端均非样本{:,}", "{:,} without a sample firm at either end"),
    "either": Text("两端均为样本而数据无向{:,}", "{:,} of two sample firms, undirected"),
    "alone": Text("别无可选{:,}", "{:,} without an alternative"),
}


def formation_notes(found: Formation, level: Level) -> list[Text]:
    """Return the lines under the odds: who chooses among whom, in which years, and what is left out."""
    row = found.table.iloc[0]
    number, seed, who = int(row["alternatives"]), int(row["seed"]), _WHO[found.chooser]
    lines = [
        _MODEL,
        Text(
            f"{who.zh}；备选：此前已有关系、与其尚无关系的节点，每次随机取{number}个（种子{seed}）。"
            f"{found.since}—{found.until}年，{int(row['choosers']):,}个选择方；伪R²={found.likelihood:.3f}。",
            f"{who.en}. Alternatives: {number} drawn (seed {seed}) of the nodes with a tie before, none with "
            f"the chooser. {found.since} to {found.until}, {int(row['choosers']):,} choosers; pseudo R² "
            f"{found.likelihood:.3f}.",
        ),
        base_note(base_of(found.table), f"{int(row['base_n']):,}"),
    ]
    return [*lines, *_left(found), *_absent(found), *_unknown(found, level)]


def odds_notes(found: Formation) -> list[Text]:
    """Return the lines under a figure of the odds: what they are, and what they are of."""
    row = found.table.iloc[0]
    choices, choosers = int(row["choices"]), int(row["choosers"])
    return [
        Text(
            "优势比：该项每增1，被选的优势变为几倍；横线为95%区间，含1者为空心点；轴为对数刻度。",
            "Odds ratio: by what one more of the term multiplies the odds of being chosen, on a logarithmic "
            "axis; bars: 95% intervals, with a hollow point where no effect lies within.",
        ),
        Text(
            f"{found.since}—{found.until}年{choosers:,}个选择方的{choices:,}次选择（首次建立关系，对象此前已有其他关系）。",
            f"{numbered(choices, 'choice')} of {numbered(choosers, 'node')} in {found.since} to "
            f"{found.until}: first ties with a "
            "node that had others before.",
        ),
    ]


def _left(found: Formation) -> list[Text]:
    parts = [
        Text.of(lambda language, name=name, count=count: _LEFT[name].in_(language).format(count))  # type: ignore[misc]
        for name, count in found.left.items()
    ]
    if found.undated:
        parts.append(
            Text(f"无年份的关系{found.undated:,}条", f"{numbered(found.undated, 'row')} without a year")
        )
    said = SEMICOLON.join(parts)
    return [Text(f"未计入的新节点对：{said.zh}。", f"New pairs left out: {said.en}.")] if parts else []


def _absent(found: Formation) -> list[Text]:
    said = SEMICOLON.join(
        [
            Text(f"{NAMES[term].zh}（{why.zh}）", f"{NAMES[term].en} ({why.en})")
            for term, why in found.absent.items()
        ]
    )
    return [Text(f"未纳入的项：{said.zh}。", f"Terms left out: {said.en}.")] if found.absent else []


def _unknown(found: Formation, level: Level) -> list[Text]:
    lines = []
    if number := found.unknown.get("same_place"):
        lines.append(
            Text(
                f"{labels.word(level, 'level', 'zh')}未知或在境外的{number:,}个节点与任何节点均不算同地。",
                f"{numbered(number, 'node')} whose {labels.word(level, 'level', 'en')} is unknown or "
                "outside the "
                "mainland are in the same place as nobody.",
            )
        )
    if number := found.unknown.get("same_category"):
        lines.append(
            Text(
                f"机构类型未知的{number:,}个节点与任何节点均不算同类。",
                f"{numbered(number, 'node(s) of unknown category', 'are')} of the same as nobody.",
            )
        )
    return lines


def years_notes(undated: int) -> list[Text]:
    """Return the lines under new and repeated pairs."""
    lines = [
        Text(
            "节点对不分方向；新：此前各年均无关系；新进入节点带来：至少一端此前没有任何关系。",
            "Pairs whatever the direction. New: no tie in an earlier year; by entering nodes: an end had no "
            "tie at all before.",
        )
    ]
    if undated:
        lines.append(
            Text(
                f"无年份的{undated:,}条关系未计入。",
                f"{numbered(undated, 'row(s) without a year', 'are')} left out.",
            )
        )
    return lines


def slight_years(years: Sequence[int], least: float) -> list[Text]:
    """Return the line on years with few pairs beside the largest, if there are such.

    >>> slight_years([1960, 1961], 0.01)[0].en
    'Years with less than 1% of the pairs of the largest are left out: 2 (1960 to 1961).'
    """
    if not years:
        return []
    span = f"{min(years)}", f"{max(years)}"
    return [
        Text(
            f"节点对不足最多一年{least:.0%}的年份未列：{len(years)}个（{'—'.join(span)}）。",
            f"Years with less than {least:.0%} of the pairs of the largest are left out: {len(years)} "
            f"({' to '.join(span)}).",
        )
    ]


def renewed(first: tuple[int, float], last: tuple[int, float, int]) -> Text:
    """Return how much of the pairs of a year is new, and was in an earlier year.

    Parameters
    ----------
    first
        Year, and the share of new pairs.
    last
        The same of a later year, and its pairs.

    Examples
    --------
    >>> renewed((2015, 0.96), (2022, 0.85, 19943)).en
    'Of the pairs tied in 2022, 85.0% have no earlier tie (19,943 pairs); of those in 2015 96.0%.'
    """
    (year, share), (end, new, pairs) = first, last
    return Text(
        f"{end}年有关系的节点对中{new:.1%}此前没有关系（{pairs:,}对），{year}年为{share:.1%}。",
        f"Of the pairs tied in {end}, {new:.1%} have no earlier tie ({pairs:,} pairs); of those in {year} "
        f"{share:.1%}.",
    )


def chosen_in(said: Text, since: int, until: int) -> Text:
    """Return what is said of choices, with the years they were made in."""
    return Text(f"{since}—{until}年的新关系：{said.zh}", f"New ties of {since} to {until}. {said.en}")


def formation_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the odds as they are read: terms by name, and without what the notes say."""
    frame = frame.drop(columns=["choices", "choosers", "alternatives", "seed", "base", "base_n"])
    frame["term"] = [NAMES[str(term)].in_(language) for term in frame["term"]]
    for name in ("p", "p_holm", "q"):
        frame[name] = [labels.probability(p) for p in frame[name]]
    return frame
