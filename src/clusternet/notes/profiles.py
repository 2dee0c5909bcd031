"""What is said in the profiles of places and of leading organisations."""

from __future__ import annotations

from clusternet.words import labels
from clusternet.words.text import Text

TITLE = Text("地区与领先机构画像", "Profiles of places and leading organisations")
PLACES = Text("地区画像", "Profiles of places")
LEADERS = Text("领先机构画像", "Profiles of leading organisations")
CHOOSE = Text("选择画像", "Choose a profile")
PLACE, LEADER = Text("地区", "Places"), Text("领先机构", "Leading organisations")

RANK = Text("名次", "Rank")
RANGE = Text("稳健区间", "robustness interval")
SUPPLIES, RECEIVES = Text("流出", "Supplies"), Text("流入", "Receives")
BOTH, RANKS = Text("流出与流入之和", "Both together"), Text("排名区间", "Rank interval")
STAYS = Text("内部流动", "Stays within")
NET = Text("净流出（占比之差）", "Net (difference of shares)")
DEGREES = Text("连出度 / 连入度", "Out-degree / in-degree")
SOLE = Text("以其为唯一供给方的接受方", "Receivers with no other supplier")
RECEIVERS, SUPPLIERS = Text("主要去向", "Largest receivers"), Text("主要来源", "Largest suppliers")
WHERE = Text("合作伙伴所在地", "Where its partners are")
FIELDS, CHANCES = Text("专业化领域", "Specialised in"), Text("潜在领域", "Opportunities")
COURSE = Text("逐年占比", "Share of each year")
VERDICT = Text("趋势", "Trend")

PLACES_RANKED = Text(
    "名次按流出与流入之和；全部关系均已计入，故无区间。",
    "Ranked by what they supply and receive; all relations are counted, so ranks have no interval.",
)
NAMED = Text(
    "伙伴仅列领先机构，自然人一律不列。",
    "Of partners, the leading organisations alone are named; persons never are.",
)
PARTNERS = Text(
    "主要去向与来源各列前三位，括号内为占该地流出或流入的比重。",
    "Receivers and suppliers: the three largest, with their share of what a place supplies or receives.",
)
ALL_NAMED = Text("自然人一律不列。", "Persons are never named.")


def fields_note(column: Text, least: int) -> Text:
    """Return when a profile says that something is a specialisation or an opportunity.

    Parameters
    ----------
    column
        What the fields are.
    least
        Relations that a specialisation has at least.
    """
    return Text(
        f"专业化：{column.zh}的区位熵（LQ）不低于1且关系不少于{least}条，按区位熵列前三；"
        "潜在领域：区位熵低于1者，按相关密度列前三。",
        f"Specialised: {column.en[:1].lower()}{column.en[1:]} with a location quotient (LQ) of 1 or above "
        f"and at least {least} relations, the three highest; opportunities: of the others, the three of "
        "highest relatedness density.",
    )


def course_note(least: int) -> Text:
    """Return what a trend is of.

    >>> course_note(30).zh[:9]
    '趋势：占各年关系的'
    """
    return Text(
        f"趋势：占各年关系的比重（关系不少于{least}条的年份），符号检验p<0.05方判定升降。",
        f"Trend: share of the relations of each year with at least {least}; a verdict only if the sign test "
        "has p < 0.05.",
    )


def ranked(rank: int, of: int, ranks: tuple[int, int] | None) -> Text:
    """Return a rank with its interval.

    >>> ranked(2, 20, (1, 4)).en, ranked(2, 31, None).zh
    ('2 (robustness interval 1–4)', '2 / 31')
    """
    if ranks is None:
        return Text(f"{rank} / {of:,}", f"{rank} of {of:,}")
    span = f"{ranks[0]:,}–{ranks[1]:,}"
    return Text(f"{rank}（{RANGE.zh}{span}）", f"{rank} ({RANGE.en} {span})")


def valued(name: str, amount: str, share: str) -> str:
    """Return a partner with how much it is, and its share.

    >>> valued("A", "12", "3.0%")
    'A  12 (3.0%)'
    """
    return f"{name}  {amount} ({share})" if share else f"{name}  {amount}"


def brief(name: str, amount: str, share: str) -> str:
    """Return the same for a cell of a table: the share alone, where there is one.

    >>> brief("A", "12", "3.0%"), brief("A", "12", "")
    ('A (3.0%)', 'A (12)')
    """
    return f"{name} ({share or amount})"


def special(name: str, amount: str, quotient: str) -> str:
    """Return a field with its relations and location quotient.

    >>> special("5G", "12", "1.30")
    '5G  12 (LQ 1.30)'
    """
    return f"{name}  {amount} (LQ {quotient})"


def near(name: str, density: str) -> Text:
    """Return a field with its relatedness density.

    >>> near("5G", "0.42").en
    '5G (density 0.42)'
    """
    return Text(f"{name}（相关密度{density}）", f"{name} (density {density})")


def course(first: tuple[int, str], last: tuple[int, str], verdict: str) -> Text:
    """Return how a share went from the first year to the last.

    >>> course((2019, "3.0%"), (2021, "4.0%"), "undetermined").en
    'Share of each year: 3.0% (2019), 4.0% (2021); trend undetermined'
    """
    found = labels.label(verdict, "word")
    return Text(
        f"{COURSE.zh}：{first[1]}（{first[0]}）→ {last[1]}（{last[0]}）；{VERDICT.zh}：{found.zh}",
        f"{COURSE.en}: {first[1]} ({first[0]}), {last[1]} ({last[0]}); trend {found.en}",
    )
