"""What a header means: roles, units and concepts, guessed from Chinese and English words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from clusternet.schema.cells import BLANK

ROLES = (
    *("label", "block", "rank", "year", "base", "unit", "ignore", "measure"),
    *("share", "growth", "index", "rate", "sample", "partner", "nodes", "edges", "average_degree", "density"),
    *("in_degree", "out_degree", "degree", "total", "diameter", "path_length", "clustering", "modularity"),
)
"""What a column may be; an audit.toml names them."""

_ROLE_WORDS: tuple[tuple[str, str], ...] = (
    (
        "ignore",
        r"(?:.* )?(?:lines?|line no|notes?|remarks?|url|pages?|sources?)"
        r"|行号|出处|备注|注释?|说明|网址|页码|(?:数据|资料)?来源",
    ),
    ("rank", r"rank(?:ing)?|排名|名次|位次|排序|序号|no\.?|#|位"),
    ("ignore", r"(?:.* )?(?:no|id|ad ?code|codes?|zip|number)|.*(?:编号|编码|代码|区划码|邮编)"),
    ("ignore", r"(?:.* )?(?:latitude|longitude|lat|lon|lng|parent)|经度|纬度|坐标"),
    ("year", r"(?:years?|年份?|年度)(?:\b.*)?|edition|period|版次|时期|时段"),
    (
        "base",
        r"(?:base|sample)? ?n|base|sample size|样本总?数|样本量|(?:统计)?基数(?:数量)?|有效样本|总体数量",
    ),
    ("unit", r"units?|unit of measure|单位|计量单位"),
    (
        "block",
        r"figures?|图|图号|tables?|表|表号|direction|方向|panel|dimension|side|unit type|level|层级|类别",
    ),
    ("average_degree", r"(?:average|mean|avg\.?) degree|平均度(?:数)?"),
    ("density", r"(?:graph |network )?density|(?:图|网络)?密度"),
    ("modularity", r"modularity|模块[化度]"),
    ("clustering", r"(?:average |mean |avg\.? )?clustering(?: coefficient)?|(?:平均)?聚类系数"),
    ("path_length", r"(?:average|mean|avg\.?) (?:shortest )?path(?: length)?|平均(?:最短)?路径(?:长度)?"),
    ("diameter", r"(?:network )?diameter|(?:网络)?直径"),
    ("in_degree", r"in ?degree|(?:连|点)?入度|indeg"),
    ("out_degree", r"out ?degree|(?:连|点)?出度|outdeg"),
    ("degree", r"(?:total )?degree(?: centrality)?|度数?(?:中心度)?|点度|总度数?"),
    ("sample", r"sample nodes?|样本节点(?:总?数)?"),
    ("partner", r"(?:relation|partner) nodes?|关系节点(?:总?数)?"),
    ("edges", r"(?:total |number of )?(?:edges|links|ties)|(?:总)?边数|连边数|关系总数"),
    ("nodes", r"(?:total |number of )?nodes|节点(?:总)?数"),
)  # fmt: skip
_GROWTH = re.compile(r"growth|cagr|yoy|增长|增速|增幅|涨幅|同比|年均", re.IGNORECASE)
_SHARE = re.compile(r"%|\bpct\b|percent|\bshares?\b|占比|比重|份额|百分比|占有率|比例", re.IGNORECASE)
_WHOLE = re.compile(
    r"占比|比重|份额|构成|百分比|分布|占.{0,6}比|\bshares?\b|distribution|percent(?:age)? of|% of",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|‰|\bpct\b|per ?cent|百分", re.IGNORECASE)
_NOT_OF_WHOLE = re.compile(
    r"\bnet\b|\b(?:difference|diff|change|gap|delta)\b|净|之差|差额|差值|差距|变化|变动|增减"
    r"|\b(?:low|high|lower|upper|se|std|ci)$|[上下]限$|标准误|置信",
    re.IGNORECASE,
)
"""Differences of shares and bounds of estimates: numbers of percent that are shares of nothing."""
_RANKS = re.compile(r"排名|位次|名次|\branks?\b|\branking\b", re.IGNORECASE)
_SIGNIFICANCE = re.compile(r"^[pq](?:[ _-]?values?|值)?\b|显著性|^sig\.?$", re.IGNORECASE)
_INDEX = re.compile(r"\bindex\b|composite|\bscores?\b|指数|综合|影响力值|得分|评分|\bz\b", re.IGNORECASE)
_RATE = re.compile(
    r"\bper (?P<en>million|thousand|capita|head|person|\d[\d,]*)\b"
    r"|/? ?每(?P<zh>百万|万|千|十万)?(?:人|名|家|个)|人均|每百万人口?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:grand )?total\b|合计|总计|总[数额量和]|小计|\ball\b|\bsum\b|总体", re.IGNORECASE)
_CUMULATIVE = re.compile(r"\btop\b|累计|前\s*[\d一二三四五六七八九十]+|cumulative|accumulated", re.IGNORECASE)
_SIZE_UNITS: tuple[tuple[str, int], ...] = (
    *(("万亿", 10**12), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4)),
    *(("billion", 10**9), ("bn", 10**9), ("million", 10**6), ("mn", 10**6), ("thousand", 10**3)),
)
_RATE_BASE = {"million": 10**6, "thousand": 10**3, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
_UNIT_WORDS = re.compile(
    r"(?:pct|percent|%|‰|百分点|score|count|index|deals?|papers?|patents?|firms?|institutions?|persons?|people|"
    r"usd|rmb|eur|cny|元|美元|人民币|家|个|人|名|篇|件|项|所|笔|台|次|座|辆|条|倍|种|位|户|"
    r"eflops|tflops|pflops|gb|tb|km|kw|mw|吨|公里|天|年)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A header taken apart.

    Attributes
    ----------
    text
        As printed.
    name
        Folded: width, case, underscores and bracketed units do not count.
    role
        One of :data:`ROLES`, empty where the cells must decide.
    unit
        The unit in brackets or at the end.
    scale
        How many things one unit is: 10,000 for 万.
    per
        Of a rate: what it is divided by, one million for "per million"; 0 for no rate.
    year
        A year in the header, 0 for none.
    """

    text: str
    name: str
    role: str = ""
    unit: str = ""
    scale: Fraction = Fraction(1)
    per: int = 0
    year: int = 0

    @property
    def is_total(self) -> bool:
        """Whether it heads a total."""
        return _TOTAL.search(self.name) is not None

    @property
    def is_of_whole(self) -> bool:
        """Whether its percentages are shares of one whole, as far as words tell: no rate, no growth."""
        return speaks_of_whole(self.text)

    @property
    def is_cumulative(self) -> bool:
        """Whether its values run over the first k of something."""
        return _CUMULATIVE.search(self.name) is not None


def fold(text: str) -> str:
    """Return a header or label without width, case, underscores and double blanks.

    >>> fold("In_Degree "), fold("ＡＩ 企业 数")
    ('in degree', 'ai企业数')
    """
    text = unicodedata.normalize("NFKC", text).strip(BLANK).casefold().replace("_", " ")
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", text)


def heading(text: str) -> Heading:
    """Take a header apart.

    Examples
    --------
    >>> heading("papers_per_million").per, heading("论文数量 / 每百万人口").per
    (1000000, 1000000)
    >>> heading("市场规模（亿元）").unit
    '亿元'
    >>> [heading(each).role for each in ("占比(%)", "排名", "年均增长", "平均度", "market_2022", "连入度")]
    ['share', 'rank', 'growth', 'average_degree', '', 'in_degree']
    """
    plain = fold(re.sub(r" \(\d+\)$", "", text))
    units = [each for each in _BRACKETED.findall(plain) if not re.fullmatch(r"\d{4}", each)]
    bare = _BRACKETED.sub("", plain).strip() or plain
    unit = next((each for each in units if is_unit(each)), "")
    found = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", bare)
    year = int(found[1]) if found else 0
    per = _per(plain)
    return Heading(text, bare, _role(bare, plain, per), unit, scale_of(unit or _last(bare)), per, year)


def _role(bare: str, plain: str, per: int) -> str:
    for role, pattern in _ROLE_WORDS:
        if re.fullmatch(pattern, bare):
            return role
    found = (
        ("ignore", _RANKS.search(bare) is not None),  # of another year: 上年排名
        ("rate", per > 0),
        ("growth", _GROWTH.search(bare) is not None),
        ("rate", _SHARE.search(plain) is not None and _NOT_OF_WHOLE.search(bare) is not None),
        ("share", _SHARE.search(plain) is not None),
        ("index", _INDEX.search(bare) is not None),
    )
    return next((role for role, fits in found if fits), "")


def _per(text: str) -> int:
    match = _RATE.search(text)
    if match is None:
        return 0
    word = match["en"] or match["zh"] or ("百万" if "百万" in match[0] else "")
    return _RATE_BASE.get(word, int(re.sub(r"\D", "", word) or 1))


def _last(text: str) -> str:
    """Return the last word of an English header where it is a unit: china_musd."""
    word = text.rpartition(" ")[2]
    return "million" if word in ("musd", "mrmb", "mcny", "meur") else word if is_unit(word) else ""


def is_unit(text: str) -> bool:
    """Tell a unit of measurement from other words.

    >>> [is_unit(each) for each in ("亿元", "万台出货量", "pct", "美国", "中国亿元;美国亿美元", "papers")]
    [True, True, True, False, True, True]
    """
    plain = fold(text)
    if not plain:
        return False
    rest = plain
    for word, _ in _SIZE_UNITS:
        rest = rest.replace(word, "")
    return _UNIT_WORDS.match(rest) is not None or rest != plain


def speaks_of_whole(text: str) -> bool:
    """Tell words for shares of one whole from those of rates.

    >>> speaks_of_whole("占比（%）"), speaks_of_whole("share_pct"), speaks_of_whole("失业率（%）")
    (True, True, False)
    >>> speaks_of_whole("net_share"), speaks_of_whole("top1_share_low")
    (False, False)
    """
    plain = fold(text)
    return _WHOLE.search(plain) is not None and _NOT_OF_WHOLE.search(plain) is None


def says_percent(text: str) -> bool:
    """Tell a header that says its numbers are percentages; other shares may be fractions of 1.

    >>> says_percent("占比（%）"), says_percent("share_pct"), says_percent("share")
    (True, True, False)
    """
    return _PERCENT.search(fold(text)) is not None


def says_rank(text: str) -> bool:
    """Tell a header of ranks.

    >>> says_rank("上年排名"), says_rank("rank 2020"), says_rank("frank")
    (True, True, False)
    """
    return _RANKS.search(fold(text)) is not None


def says_significance(text: str) -> bool:
    """Tell a header of p-values, or of these adjusted.

    >>> says_significance("q (BH)"), says_significance("p值"), says_significance("patents")
    (True, True, False)
    """
    return _SIGNIFICANCE.search(fold(text)) is not None


def is_share(text: str) -> bool:
    """Tell the unit of a percentage.

    >>> is_share("pct"), is_share("share_pct"), is_share("家")
    (True, True, False)
    """
    return _SHARE.search(fold(text)) is not None


def is_growth(text: str) -> bool:
    """Tell words of growth.

    >>> is_growth("年均增长"), is_growth("市场份额")
    (True, False)
    """
    return _GROWTH.search(text) is not None


def is_total(text: str) -> bool:
    """Tell the label of a total.

    >>> is_total("合计"), is_total("Total"), is_total("前五合计"), is_total("总体设计院")
    (True, True, True, False)
    """
    words = r"(?:前.{1,3}|top ?\d+)?\s*(?:合计|总计|小计|累计|共计|总和|total)|总数|总量"
    return re.fullmatch(rf"(?:grand |sub)?totals?|sum|all|{words}", fold(text)) is not None


def is_rest(text: str) -> bool:
    """Tell the label of everything else.

    >>> is_rest("其他地区"), is_rest("Others"), is_rest("其他")
    (True, True, True)
    """
    return re.match(r"(?:其他|其它|其余|others?\b|rest\b|remaining)", fold(text)) is not None


def first_of(text: str) -> int:
    """Return how many rows a label such as 前五合计 or top 10 speaks of, 0 for none.

    >>> first_of("前五合计"), first_of("Top 10 total"), first_of("合计")
    (5, 10, 0)
    """
    match = re.search(r"(?:前|top ?)(\d+|[一二三四五六七八九十]+)", fold(text))
    if match is None:
        return 0
    words = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
    if match[1].isdigit():
        return int(match[1])
    tens, _, ones = match[1].rpartition("十")
    return words.get(tens, 1 if "十" in match[1] else 0) * 10 + words.get(ones, 0)


_COUNTED = re.compile(
    r"数$|数量|个数|人数|次数|总数|节点|\bcounts?\b|\bnumber\b|\bcases?\b|\bdeals?\b|\bpeople\b|\bpersons?\b|"
    r"\bn\b|\bnodes?\b|\bedges?\b|institutions?\b|\brespondents?\b|\bprojects?\b|人次|项目|样本",
)
_THINGS = re.compile(
    r"(?:家|个|人|名|篇|件|项|所|笔|次|座|辆|条|种|位|户|papers?|patents?|firms?|deals?|counts?|institutions?)"
)
_MEANS = re.compile(r"平均|均值|中位|\bmean\b|\baverage\b|\bmedian\b|指数|率|影响因子")


def is_count(name: str, unit: str) -> bool:
    """Whether whole numbers under a header are counted things, and so exact; others may be rounded.

    >>> is_count("人数", ""), is_count("papers", ""), is_count("market 2020", ""), is_count("value", "家")
    (True, True, False, True)
    >>> is_count("平均被引次数", ""), is_count("规模", "亿元")
    (False, False)
    """
    if _MEANS.search(name):
        return False
    things = concepts(name) & {"paper", "patent", "firm", "worker", "unicorn", "university", "journal"}
    return bool(things) or _COUNTED.search(name) is not None or _THINGS.fullmatch(fold(unit)) is not None


_RATIOS = re.compile(r"\bratios?\b|\brates?\b|\bmultiples?\b|比值|之比|倍数|比率|率$|系数|密度|强度|价格")


def adds_up(name: str) -> bool:
    """Whether what stands under a header adds up over places: counts do, means and ratios do not.

    >>> adds_up("企业数量"), adds_up("expected ratio"), adds_up("平均工资"), adds_up("失业率")
    (True, False, False, False)
    """
    return _MEANS.search(name) is None and _RATIOS.search(name) is None


def scale_of(unit: str) -> Fraction:
    """Return how many things one unit is.

    >>> int(scale_of("亿元")), int(scale_of("万篇")), int(scale_of("pct")), int(scale_of("usd million"))
    (100000000, 10000, 1, 1000000)
    """
    plain = fold(unit)
    return Fraction(next((size for word, size in _SIZE_UNITS if word in plain), 1))


_CONCEPTS = {
    "impact factor": r"影响因子|impact factor",
    "impact": r"影响力|\bimpact\b",
    "composite": r"综合|composite",
    "citation": r"被?引用|citations?",
    "paper": r"论文|papers?|publications?|articles?",
    "patent": r"专利|patents?",
    "unicorn": r"独角兽|unicorns?",
    "firm": r"企业|公司|firms?|enterprises?|compan(?:y|ies)",
    "worker": r"员工|就业人数|从业人员|employees?|workers?",
    "investment": r"投资|融资|investments?|funding",
    "computing": r"算力|computing power",
    "population": r"人口|population",
    "market": r"市场规模|market size|\bmarket\b",
    "talent": r"人才|talents?",
    "university": r"高校|大学|universit(?:y|ies)",
    "journal": r"期刊|journals?",
    "conference": r"会议|conferences?|proceedings",
}


def concepts(text: str) -> frozenset[str]:
    """Return what a header or a claim speaks of.

    >>> sorted(concepts("中国综合影响力排名")), sorted(concepts("mean_impact_factor"))
    (['composite', 'impact'], ['impact factor'])
    """
    plain, found = fold(text), set()
    for name, pattern in _CONCEPTS.items():
        if re.search(pattern, plain):
            found.add(name)
            plain = re.sub(pattern, " ", plain)
    return frozenset(found)
