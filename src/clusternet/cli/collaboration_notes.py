"""What is said below the tables of ``collaboration``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clusternet.records.collaboration import Authorship, Own

_OWN = {
    "drop": ("本国/地区不作为合作方", "A paper's own country is no partner of it"),
    "domestic": (
        "没有境外合作者的论文以本国/地区为合作方",
        "A paper without a co-author abroad has its own country as partner",
    ),
    "named": (
        "另有本国/地区合作者的论文也以本国/地区为合作方",
        "A paper with a second author of its own country has that as partner too",
    ),
}


def notes(
    language: str, found: Authorship, whole: Authorship, own: Own, view: str, rate: float | None, seed: int
) -> list[str]:
    """Return the lines that say what was counted, and by which rules."""
    chinese = language == "zh"
    lines = [_counted(chinese, found)]
    if view == "pairs":
        lines.append(_rules(chinese, own))
    if view == "topics":
        lines.append(
            "占比：该国家/地区带有此主题的论文占其论文的比重；一篇可有多个主题，故各主题占比之和不为100%。"
            "专业化指数 = 占比/全部论文占比。"
            if chinese
            else "Share: of the country's papers; a paper carries several topics, so shares do not add up to "
            "100%. Specialisation: share over the share of all papers."
        )
    if view == "institutions":
        lines.append(
            "占比：占该国家/地区参与论文的比重；一篇论文计入其每个机构。"
            if chinese
            else "Share: of the papers the country has an author in; a paper counts for each of its "
            "institutions."
        )
    if rate is not None:
        lines.append(
            f"各国家/地区按同一比例{rate:g}无放回抽样（种子{seed}）：{found.papers:,}/{whole.papers:,}篇。"
            if chinese
            else f"A sample at the rate {rate:g} from every country, without replacement (seed {seed}): "
            f"{found.papers:,} of {whole.papers:,} papers."
        )
    return lines


def _counted(chinese: bool, found: Authorship) -> str:
    abroad = int(found.abroad.sum())
    share = f"{abroad / found.papers:.2%}"
    if chinese:
        places = f"{len(found.countries):,}个国家/地区"
        return f"{found.papers:,}篇论文，{places}；国际合作论文{abroad:,}篇（{share}）。"
    return f"{found.papers:,} papers, {len(found.countries):,} countries; {abroad:,} international ({share})."


def _rules(chinese: bool, own: Own) -> str:
    if chinese:
        return (
            f"全计数：一篇论文对每个合作国家/地区计1；分数计数：1在其合作国家/地区间均分。{_OWN[own][0]}。"
            "占比：占该第一作者国家/地区全部论文的比重。"
        )
    return (
        f"Full counting: 1 a paper and partner; fractional: 1 a paper, in equal parts. {_OWN[own][1]}. "
        "Share: of all papers of the country of the first author."
    )


def shown_note(language: str, shown: int, rows: int) -> str:
    """Say that the terminal does not show all rows."""
    if language == "zh":
        return f"此处只列前{shown}行，共{rows:,}行；--out 或其他 --format 给出全部。"
    return f"The first {shown} of {rows:,} rows; --out or another --format gives all."
