"""What is said of the specialisation of units in fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clusternet.notes.series_figures import quadrant_fields
from clusternet.notes.space import ANNUAL
from clusternet.words.text import SEMICOLON, Text, numbered, some

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.io.tables.crosstabs import Crosstab

SPECIALISATION = Text("专业化与复杂度", "Specialisation and complexity")
SECTION = Text("专业化", "Specialisation")
HIGHEST = Text("区位熵最高的专业化领域", "Highest location quotients")
UNITS = Text("各地的专业化与复杂度", "Places: diversity, complexity and how far they differ")
FIELDS = Text("各领域的普遍性与复杂度", "Fields: ubiquity and complexity")
DIVERSE = Text("各地的多样性与复杂度", "Diversity and complexity of places")
DRAWN = Text("虚线为各地均值。", "Dashed lines: means of the places.")
NO_FIELDS = Text("数据没有技术、应用领域或行业", "the data name no technology, application or industry")
FEW = Text("地点或领域不足两个", "there are fewer than two places or fields")
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
_HEADS = Text("相关密度", "Relatedness density"), Text("领域复杂度PCI", "Complexity (PCI)")
_BRIEF = Text("相关密度", "density"), Text("复杂度", "complexity")


def specialisation_notes(values: pd.DataFrame, threshold: float, *, kinds: tuple[Text, Text]) -> list[Text]:
    """Return what was counted, when a unit is specialised, and how the indices are made."""
    (units, fields), (unit, field) = values.shape, kinds
    total = f"{values.to_numpy().sum():,.10g}"
    counted = Text(
        f"{units:,}个{unit.zh}，{fields:,}个{field.zh}，合计 {total}。"
        f"区位熵（LQ，即显示性比较优势RCA）不低于{threshold:g}即为专业化。",
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
        parts.append(
            Text(f"{found.zeros} 个空格按 0 计", f"{numbered(found.zeros, 'blank cell', 'count')} as 0")
        )
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


def opportunities_said(language: str) -> dict[str, Any]:
    """Return what the axes and the four fields of the figure are called, as the options of its plan."""
    across, upward = (head.in_(language) for head in _HEADS)
    fields = {key: text.in_(language) for key, text in quadrant_fields(*_BRIEF).items()}
    return {"headings": (across, upward), "fields": fields}


def opportunities_note(fields: int, threshold: float, *, entered: bool) -> Text:
    """Return which fields are drawn, and how many."""
    what = Text(
        f"尚未专业化（区位熵<{threshold:g}）的领域",
        f"Fields with a location quotient below {threshold:g}",
    )
    what = Text("全部领域", "All fields") if entered else what
    return Text(
        f"{what.zh}，共{fields}个；圆面积表示各领域的合计。",
        f"{what.en}: {fields}; dot area: total of the field.",
    )


def largest_quotients(shown: int, least: float) -> Text:
    """Return which rows of a table of quotients are shown."""
    return Text(
        f"区位熵最高的{shown}行，只列数值不少于{least:g}者。",
        f"The {shown} rows of highest quotient, of those with a value of {least:g} or more.",
    )


def apart(unit: Text, krugman: float, large: tuple[int, Text], base: Text) -> Text:
    """Return whose fields differ most from those of all others.

    Parameters
    ----------
    unit
        What it is called.
    krugman
        Its Krugman index to the rest, from 0 to 2.
    large
        How many units were compared, and what they are.
    base
        On what, in brackets.

    Examples
    --------
    >>> apart(Text("甲", "A"), 0.5, (4, Text("省份", "provinces")), Text("", "")).en
    'The fields of A differ most from those of the rest: Krugman index 0.50 of 2 (of 4 provinces with 1% or \
more of the base).'
    """
    number, units = large
    return Text(
        f"{unit.zh}的领域结构与其余差别最大：克鲁格曼指数{krugman:.2f}（最大为2；在占基数1%以上的"
        f"{number}个{units.zh}中）{base.zh}。",
        f"The fields of {unit.en} differ most from those of the rest: Krugman index {krugman:.2f} of 2 (of "
        f"{number} {units.en} with 1% or more of the base){base.en}.",
    )
