"""Sentences that every form of a report shares."""

from __future__ import annotations

from clusternet.report.document import Report
from clusternet.words import labels


def heading(report: Report) -> str:
    """Return the title, marked where the data are synthetic."""
    return labels.marked(report.title, report.synthetic, report.language)


def synthetic(report: Report) -> str:
    """Return what a reader of synthetic data must know."""
    return report.say(
        "本报告由合成数据编制，仅供试用、教学与测试，不反映任何真实情况；结论性文字一律不生成。",
        "This report is made from synthetic data, for trying, teaching and testing. It says nothing about "
        "the world, and no sentences on its numbers are generated.",
    )


def numbering(report: Report) -> str:
    """Return why table numbers may have gaps."""
    return report.say(
        "表号固定（表2至表10为既定版式，表11起为补充）：缺少的表见文末，不同数据的报告可按表号对照。",
        "Table numbers are fixed (2 to 10 in the layout of the report, from 11 on in addition): tables "
        "that are missing are listed at the end, and reports on different data compare by number.",
    )
