"""The sentences of a report's first page: what a result says, with its number, base and years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.words.text import NOTHING, Text, numbered


@dataclass(frozen=True)
class Counted:
    """What a number was counted on.

    Attributes
    ----------
    size
        How many.
    of
        Of what: edges, relations, receivers.
    years
        First and last; None where the data have none.
    """

    size: float
    of: Text
    years: tuple[int, int] | None = None

    @property
    def said(self) -> Text:
        """The base in brackets.

        Examples
        --------
        >>> Counted(1200, Text("条边", "edges"), (2014, 2022)).said.en
        ' (1,200 edges, 2014–2022)'
        """
        first, last = self.years or (0, 0)
        span = f"{first}–{last}" if first < last else str(last)
        when = Text(f"{span}年，", f", {span}") if last else NOTHING
        size = f"{self.size:,.10g}"
        return Text(f"（{when.zh}{size}{self.of.zh}）", f" ({size} {self.of.en}{when.en})")


def percent(share: float) -> str:
    """Return a share as it stands in a sentence.

    Examples
    --------
    >>> percent(0.4431)
    '44.3%'
    """
    return f"{100 * share:.1f}%"


def leader(name: str, degree: int, nodes: Text, share: float, base: Counted) -> Text:
    """Return who leads, and how much of all edges a few nodes hold.

    Parameters
    ----------
    name, degree
        Of the first node.
    nodes
        The few: "the 1% of nodes with the largest out-degree (307)".
    share
        Of the edges they hold.
    base
        The edges.

    Examples
    --------
    >>> few = Text("连出度最大的1%的节点", "the 1% of nodes with the largest out-degree")
    >>> leader("Acme", 40, few, 0.5, Counted(80, Text("条边", "edges"))).en
    'Acme leads with degree 40; the 1% of nodes with the largest out-degree hold 50.0% of the edges (80 \
edges).'
    """
    held = percent(share)
    return Text(
        f"{name}居首，度数中心度{degree:,}；{nodes.zh}占全部边的{held}{base.said.zh}。",
        f"{name} leads with degree {degree:,}; {nodes.en} hold {held} of the edges{base.said.en}.",
    )


_WAYS = {"rises": Text("上升", "a rise"), "falls": Text("下降", "a fall")}
_BECAME = {"rises": Text("升至", "rose from"), "falls": Text("降至", "fell from")}


def change(
    measure: Text,
    years: tuple[int, int],
    values: Sequence[str],
    interval: Sequence[Text],
    verdict: str,
    base: Text,
) -> Text:
    """Return what changed between two years, with the interval of the change and the verdict.

    Parameters
    ----------
    values
        First and last, as printed.
    interval
        Change at equal numbers of firms and relations, and the ends of its interval.
    verdict
        ``rises`` or ``falls``.
    base
        On what, as :attr:`Counted.said` has it.

    Examples
    --------
    >>> share, interval = Text("省内", "Intra share"), [Text(each, each) for each in ("+3", "+1", "+5")]
    >>> change(share, (2014, 2022), ["2%", "5%"], interval, "rises", NOTHING).en
    'Intra share rose from 2% in 2014 to 5% in 2022 (at equal numbers of firms and relations +3, \
95% interval +1 to +5): a rise.'
    """
    (first, last), (before, after), (moved, low, high) = years, values, interval
    became, way = _BECAME[verdict], _WAYS[verdict]
    return Text(
        f"{first}年至{last}年，{measure.zh}由{before}{became.zh}{after}"
        f"（按相同企业数和关系数比较，变化{moved.zh}，95%区间{low.zh}至{high.zh}）：判定为{way.zh}{base.zh}。",
        f"{measure.en} {became.en} {before} in {first} to {after} in {last} "
        f"(at equal numbers of firms and relations {moved.en}, 95% interval {low.en} to {high.en}): "
        f"{way.en}{base.en}.",
    )


def steady(measures: int, years: tuple[int, int], base: Text) -> Text:
    """Return that no measure changed beyond its interval.

    Parameters
    ----------
    measures
        How many were compared.
    base
        On what, as :attr:`Counted.said` has it.

    Examples
    --------
    >>> steady(8, (2014, 2022), NOTHING).en
    'None of 8 measures of concentration and polarisation changed beyond its 95% interval from 2014 to 2022.'
    """
    first, last = years
    return Text(
        f"{first}年至{last}年，{measures}项集聚与极化指标的变化均未超出95%区间{base.zh}。",
        f"None of {measures} measures of concentration and polarisation changed beyond its 95% interval "
        f"from {first} to {last}{base.en}.",
    )


def flowing(
    first: tuple[Text, float], pair: tuple[Text, Text, float], intra: tuple[Text, float], base: Counted
) -> Text:
    """Return where most comes from, how much stays, and the largest flow between two places.

    Parameters
    ----------
    first
        The place that supplies most, and its share.
    pair
        Source, target and share of the largest flow between places.
    intra
        What flows within places are called, and their share.
    base
        What is counted.

    Examples
    --------
    >>> a, b = Text("甲", "A"), Text("乙", "B")
    >>> inside = (Text("省内", "within a province"), 0.2)
    >>> flowing((a, 0.5), (a, b, 0.1), inside, Counted(90, Text("条", "relations"))).en[:31]
    'A supplies 50.0% of what flows;'
    """
    (top, share), (source, target, part), (inside, stays) = first, pair, intra
    return Text(
        f"{top.zh}供给最多，占{percent(share)}；最大的跨地流向为{source.zh}→{target.zh}，占{percent(part)}；"
        f"{inside.zh}流动占{percent(stays)}{base.said.zh}。",
        f"{top.en} supplies {percent(share)} of what flows; the largest flow between places is "
        f"{source.en} to {target.en} ({percent(part)}), and {percent(stays)} flow {inside.en}{base.said.en}.",
    )


def poles(out: float, back: float, names: Text, base: Counted) -> Text:
    """Return whether flows from the poles to the rest outweigh those to the poles.

    Parameters
    ----------
    out, back
        Shares of what flows from the poles to the rest, and from the rest to the poles.
    names
        The poles.
    base
        What is counted.

    Examples
    --------
    >>> poles(0.3, 0.1, Text("甲", "A"), Counted(90, Text("条", "relations"))).en
    'Diffusion outweighs polarisation: 30.0% flow from A to the rest, 10.0% from the rest to A (90 \
relations).'
    """
    diffused = out >= back
    found = Text("扩散大于极化", "Diffusion outweighs polarisation")
    if not diffused:
        found = Text("极化大于扩散", "Polarisation outweighs diffusion")
    return Text(
        f"{found.zh}：由{names.zh}流向其他地区的占{percent(out)}，由其他地区流入的占{percent(back)}{base.said.zh}。",
        f"{found.en}: {percent(out)} flow from {names.en} to the rest, {percent(back)} from the rest to "
        f"{names.en}{base.said.en}.",
    )


def dependence(share: float, name: str, sole: int, of: float, base: Counted) -> Text:
    """Return how many receivers have a single supplier, and on whom most of them hang.

    Parameters
    ----------
    share
        Of receivers with a single supplier.
    name, sole, of
        The supplier of most of them, how many, and their share of all it supplies.
    base
        The receivers.

    Examples
    --------
    >>> dependence(0.58, "Acme", 20, 0.5, Counted(90, Text("个节点", "receivers"))).en
    '58.0% of receivers have a single supplier; for 20 of them it is Acme (50.0% of those it supplies) (90 \
receivers).'
    """
    return Text(
        f"{percent(share)}的接受方只有一个供给方；其中{sole:,}个只依赖{name}，"
        f"占其供给对象的{percent(of)}{base.said.zh}。",
        f"{percent(share)} of receivers have a single supplier; for {sole:,} of them it is {name} "
        f"({percent(of)} of those it supplies){base.said.en}.",
    )


def unusual(
    metric: Text, values: tuple[str, str], ratio: float, tested: tuple[str, int], base: Counted
) -> Text:
    """Return what is most unusual against random networks with the same degrees.

    Parameters
    ----------
    values
        Observed, and the mean of the random networks.
    ratio
        The one over the other.
    tested
        p adjusted by Holm, as printed, and the number of random networks.
    base
        The edges.

    Examples
    --------
    >>> edges = Counted(90, Text("条边", "edges"))
    >>> unusual(Text("互惠率", "Reciprocity"), ("0.2", "0.1"), 2.0, ("0.04", 99), edges).en[:51]
    'Reciprocity is 2.00 times that of random networks w'
    """
    (seen, drawn), (p, number) = values, tested
    return Text(
        f"{metric.zh}是同度随机网络的{ratio:.2f}倍：{seen}，随机网络平均{drawn}"
        f"（Holm校正p {p}，{number}个随机网络）{base.said.zh}。",
        f"{metric.en} is {ratio:.2f} times that of random networks with the same degrees: {seen} against "
        f"{drawn} (p Holm {p}, {number} networks){base.said.en}.",
    )


def first_of(what: Text, name: Text, share: float, names: int, base: Counted) -> Text:
    """Return what ranks first in a distribution.

    Parameters
    ----------
    what
        Title of the distribution.
    names
        How many things share it.

    Examples
    --------
    >>> base = Counted(90, Text("条", "relations"))
    >>> first_of(Text("技术", "Technologies"), Text("甲", "A"), 0.4, 17, base).en
    'Technologies: A ranks first of 17 with 40.0% (90 relations).'
    """
    return Text(
        f"{what.zh}：{names:,}类中{name.zh}居首，占{percent(share)}{base.said.zh}。",
        f"{what.en}: {name.en} ranks first of {names:,} with {percent(share)}{base.said.en}.",
    )


# -- what must be known first ------------------------------------------------------------------------------
def refused(rows: int) -> list[Text]:
    """Return the line that says that rows were refused, if any were.

    Examples
    --------
    >>> [line.en for line in refused(3)]
    ['3 rows were refused and counted in no number: `clusternet check` lists them.']
    """
    if not rows:
        return []
    return [
        Text(
            f"{rows:,}行被拒收，不在任何数字之内：用 clusternet check 逐行列出。",
            f"{numbered(rows, 'row', 'were')} refused and counted in no number: `clusternet check` "
            "lists them.",
        )
    ]


def since(what: Text, years: Sequence[int], shown: Sequence[tuple[int, float]]) -> Text:
    """Return what a value of cumulative years is called, where they begin before those shown.

    >>> since(Text("边数", "Edges"), [1960, 2015], [(2015, 3.0)]).en, since(Text("边数", "Edges"), [], []).en
    ('Edges, counted since 1960', 'Edges')
    """
    if not years or not shown or shown[0][0] <= years[0]:
        return what
    return Text(f"{what.zh}（自{years[0]}年累计）", f"{what.en}, counted since {years[0]}")


def persons(number: int) -> list[Text]:
    """Return the line that says that persons have no names, if there are any.

    Examples
    --------
    >>> persons(0)
    []
    """
    if not number:
        return []
    return [
        Text(
            f"{number:,}个节点是自然人或名称疑似人名，报告中一律不列姓名；若是机构，请在节点表注明机构类型。",
            f"Persons, or nodes with names like persons: {number:,}. The report names none of them; "
            "an organisation among them needs a category in the node table.",
        )
    ]


def broken(years: Sequence[int]) -> list[Text]:
    """Return the line that says from which years data were collected anew, if there are any.

    Examples
    --------
    >>> broken([])
    []
    """
    if not years:
        return []
    named = "、".join(map(str, years))
    return [
        Text(
            f"{named}年起数据的采集口径可能有变，跨此年份的变化不宜解读为趋势。",
            f"Data collection probably changed in {named.replace('、', ', ')}: no change over it is a trend.",
        )
    ]


def without(sections: int) -> list[Text]:
    """Return the line that says how much is not in the report, if anything is not.

    Examples
    --------
    >>> without(0)
    []
    """
    if not sections:
        return []
    return [
        Text(
            f"另有{sections}项内容未编入，原因见文末。",
            f"{sections} {'part is' if sections == 1 else 'parts are'} left out: the end says why.",
        )
    ]
