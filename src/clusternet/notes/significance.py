"""What is said of quotients that firms or records were drawn again for."""

from __future__ import annotations

from clusternet.words import labels
from clusternet.words.text import NOTHING, Text


def quotient_notes(least: int, replicates: int, seed: int, tests: int) -> list[Text]:
    """Return the lines on intervals and tests of quotients, of which a table has so many."""
    return [
        Text(
            f"区间（95%）与p：针对企业所来自的总体，对企业有放回重抽样 {replicates} 次，种子 {seed}；"
            f"检验比值是否为1。少于 {least} 条或有效企业少于5家的对象不检验。",
            "Intervals (95%) and p, of a ratio of 1: about the population the firms come from; firms "
            f"resampled with replacement {replicates} times, seed {seed}. No test of cells of fewer than "
            f"{least} or of fewer than 5 effective firms.",
        ),
        Text(
            f"q（Benjamini-Hochberg）就本表{tests:,}个检验校正。精确p把每条关系都当作独立，"
            "而同一企业的关系并不独立，故偏小，仅供对照。",
            f"q (Benjamini-Hochberg): adjusted for the {tests:,} tests of this table. p (exact) takes every "
            "relation for independent, which those of one firm are not: it is too small, and here for "
            "comparison only.",
        ),
    ]


def reliability_notes(reliability: float, share: float, *, counted: bool) -> list[Text]:
    """Return how far quotients are more than chance, with a warning where they hardly are.

    Parameters
    ----------
    reliability
        What :func:`clusternet.space.quotients.reliability` returns.
    share
        Of the cells in which a unit is specialised.
    counted
        Whether firms or records were halved, not counts one by one.
    """
    if labels.missing(reliability):
        return []
    of = Text("企业（记录）随机对分", "firms or records in random halves")
    if not counted:
        of = Text("计数随机对分，设各计数独立", "counts in random halves, if each is independent")
    said = Text(
        f"区位熵的折半信度 {reliability:.2f}（{of.zh}；0为全属偶然，1为全不属偶然）。",
        f"Split-half reliability of the quotients: {reliability:.2f} ({of.en}; 0 is nothing but chance, 1 "
        "none).",
    )
    if reliability >= RELIABLE:
        return [said]
    warning = Text(
        f"注意：多为偶然。没有任何专业化时也有近半数对象的区位熵不低于1（此处为{share:.0%}）；"
        "须看 --intervals 的q。",
        " Warning: mostly chance. Without any specialisation nearly half of all cells have a quotient of 1 "
        f"or above (here {share:.0%}): see q of --intervals.",
    )
    return [NOTHING.join([said, warning])]


RELIABLE = 0.5


def specialisation_sure_notes(least: int, replicates: int, seed: int, tests: int) -> list[Text]:
    """Return the lines on intervals and tests of quotients, and on those of the indices."""
    return [
        *(quotient_notes(least, replicates, seed, tests) if tests else []),
        Text(
            f"密度、ECI、PCI的区间：{replicates} 次重抽样（种子 {seed}）的2.5%与97.5%分位数（含观测值），"
            "表示对样本构成的敏感性，不是置信区间。",
            f"Intervals of density, ECI and PCI: 2.5 and 97.5 percent quantiles of {replicates} resamples, "
            f"seed {seed} (holding the value); sensitivity to the make-up of the sample, no confidence "
            "intervals.",
        ),
    ]
