"""How columns are headed and numbers are printed; the words are in ``data/labels.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast, get_args

from clusternet.data import rows
from clusternet.words import naming
from clusternet.words.naming import Holds
from clusternet.words.text import Said, Text

Style = Literal["text", "count", "number", "share", "scientific"]


@dataclass(frozen=True, slots=True)
class Label:
    """Heading of a column in both languages, how its values are printed, and which names they are.

    ``decimals`` are those its numbers or shares were given to, where they keep them.
    """

    zh: str
    en: str
    style: Style = "text"
    holds: Holds = ""
    decimals: int | None = None

    def in_(self, language: str) -> str:
        """Return the words in a language."""
        return Text(self.zh, self.en).in_(language)


@cache
def _tables() -> dict[str, dict[str, Label]]:
    """Return the labels of ``data/labels.csv`` by table and key."""
    found: dict[str, dict[str, Label]] = {}
    for row in rows("labels.csv"):
        style, holds = row["style"] or "text", ""
        if style not in get_args(Style):
            style, holds = "text", style
        label = Label(row["zh"], row["en"], cast(Style, style), cast(Holds, holds))
        found.setdefault(row["table"], {})[row["key"]] = label
    return found


def label(key: str, table: str = "column") -> Label:
    """Return the label of a key of ``data/labels.csv``.

    Parameters
    ----------
    table
        ``column`` for headings, ``word`` for fixed words that are values, or another table of the file.

    Raises
    ------
    KeyError
        If the table has no such key.

    Examples
    --------
    >>> label("density").style, label("fault", "word").zh
    ('scientific', '错误')
    """
    return _tables()[table][key]


def holding(key: str, kind: Holds) -> Label:
    """Return the label of a column whose values are of a kind in this table: the name of a technology.

    >>> holding("name", "technology")
    Label(zh='名称', en='Name', style='text', holds='technology', decimals=None)
    """
    return replace(label(key), holds=kind)


def called(key: str, kind: Holds = "") -> Label:
    """Return the heading of a column of units: that of the attribute, else the header the user gave it.

    >>> called("province").zh, called("skill", "technology")
    ('省份', Label(zh='skill', en='skill', style='text', holds='technology', decimals=None))
    """
    found = label(key) if known(key) else Label(key, key)
    return replace(found, style="text", holds=kind or found.holds)


def units(key: str) -> Text:
    """Return what units are called where they are counted: 31 provinces.

    >>> units("province"), units("skill")
    (Text(zh='省份', en='provinces'), Text(zh='对象', en='units'))
    """
    found = label(key if known(key, "units") else "unit", "units")
    return Text(found.zh, found.en)


def headed(values: Iterable[Any], kind: Holds, style: Style = "text") -> dict[str, Label]:
    """Return the labels of columns that stand for values, as those of a matrix do.

    >>> headed(["广东省"], "place")["广东省"].in_("en")
    'Guangdong'
    """
    texts = [str(value) for value in values]
    chinese, english = (naming.names(texts, kind, language) for language in ("zh", "en"))
    return {text: Label(chinese[text], english[text], style) for text in texts}


def known(key: str, table: str = "column") -> bool:
    """Return whether a table of ``data/labels.csv`` has a key."""
    return key in _tables()[table]


def _said(key: str, table: str, language: str) -> str:
    """Return the words of a key, or the key where a table has none."""
    return label(key, table).in_(language) if known(key, table) else key


def mark(synthetic: bool, language: str) -> str:
    """Return the words for synthetic data, or nothing.

    >>> mark(True, "zh"), mark(False, "zh")
    ('合成数据', '')
    """
    return label("synthetic").in_(language) if synthetic else ""


def yes(value: bool, language: str) -> str:
    """Return whether something holds, in one word.

    >>> yes(True, "zh"), yes(False, "en")
    ('是', 'no')
    """
    return (Text("是", "yes") if value else Text("否", "no")).in_(language)


def marked(title: str, synthetic: bool, language: str) -> str:
    """Return a title, marked where the data are synthetic.

    >>> marked("Flows", True, "en"), marked("Flows", False, "en")
    ('[synthetic data] Flows', 'Flows')
    """
    return f"[{mark(synthetic, language)}] {title}" if synthetic else title


def heading(column: str, language: str, own: Mapping[str, Label] | None = None) -> str:
    """Return the heading of a column; its own name where none is known. ``own`` labels go before all others.

    >>> heading("average_degree", "zh"), heading("my_column", "en")
    ('平均度', 'my_column')
    >>> heading("gini_low", "zh")
    '基尼系数下限'
    """
    found = _column(column, own)
    if found is not None:
        return found.in_(language)
    measure, end = _bound(column)
    if not end:
        return column
    return (
        f"{heading(measure, 'zh')}{label(end).zh}" if language == "zh" else f"{heading(measure, 'en')}, {end}"
    )


def _column(column: str, own: Mapping[str, Label] | None) -> Label | None:
    """Return the label of a column, its own before the common one; ``None`` if there is none."""
    if own and column in own:
        return own[column]
    return label(column) if known(column) else None


def _bound(column: str) -> tuple[str, str]:
    """Return the measure a column bounds and which end of its interval it is; the end is blank for others."""
    measure, _, end = column.rpartition("_")
    return (measure, end) if end in ("low", "high") and known(measure) else (column, "")


def word(value: Any, column: str, language: str, own: Mapping[str, Label] | None = None) -> Any:
    """Return what a value of a column is called in a language; what is no known name stays as it is.

    >>> word("sample", "kind", "zh"), word("广东省", "main_province", "en"), word("广东省", "name", "en")
    ('样本节点', 'Guangdong', '广东省')
    """
    if isinstance(value, Said):
        return value.in_(language)
    if not isinstance(value, str):
        return value
    kind = holds(column, own)
    return _said(value, "word", language) if kind == "word" else naming.name(value, kind, language)


def named(
    values: Sequence[Any], column: str, language: str, own: Mapping[str, Label] | None = None
) -> list[Any]:
    """Return what the values of a column are called in a language; different values keep different names."""
    kind = holds(column, own)
    if kind in ("", "word"):
        return [word(value, column, language, own) for value in values]
    known = naming.names({value for value in values if isinstance(value, str)}, kind, language)
    return [known[value] if isinstance(value, str) else value for value in values]


def holds(column: str, own: Mapping[str, Label] | None = None) -> Holds:
    """Return which names the values of a column are: its own label says it, or that of its attribute.

    >>> holds("province"), holds("source_city"), holds("remark")
    ('place', 'place', '')
    """
    found = _column(column, own) or _column(column.removeprefix("source_").removeprefix("target_"), None)
    return found.holds if found else ""


def style(column: str, own: Mapping[str, Label] | None = None) -> Style:
    """Return how a column's values are printed."""
    found = _column(column, own) or _column(_bound(column)[0], None)
    return found.style if found else "text"


def decimals(column: str, own: Mapping[str, Label]) -> int | None:
    """Return how many decimals the values of a column keep; None where its style says it."""
    return own[column].decimals if column in own else None


def missing(value: object) -> bool:
    """Tell None, NaN and pandas' NA from values; text is never missing.

    >>> missing(float("nan")), missing("nan"), missing(0)
    (True, False, False)
    """
    return value is None or (not isinstance(value, str) and str(value) in ("nan", "<NA>", "NaT"))


def printed(value: Any, column: str, language: str = "en", own: Mapping[str, Label] | None = None) -> str:
    """Return a value of a column as it is printed for reading: blank where missing.

    >>> printed(12.0, "value"), printed(0.2794747, "value")
    ('12', '0.279')
    >>> printed(2.7244, "average_degree"), printed(0.00005, "density"), printed(83815, "edges")
    ('2.724', '5.000e-05', '83,815')
    """
    return shown(word(value, column, language, own), style(column, own))


def shown(value: Any, kind: Style, *, grouped: bool = True, decimals: int | None = None) -> str:
    """Return a value as it is printed in a style.

    Parameters
    ----------
    value
        A number or a text; blank if missing.
    kind
        How it is printed.
    grouped
        Whether counts have commas between thousands.
    decimals
        Of numbers and shares that keep those they were given with.

    Examples
    --------
    >>> shown(83815, "count"), shown(83815, "count", grouped=False), shown(0.5, "share")
    ('83,815', '83815', '50.00%')
    >>> shown(74.7, "number", decimals=1), shown(0.125, "share", decimals=1)
    ('74.7', '12.5%')
    """
    if missing(value):
        return ""
    if isinstance(value, str) or (kind == "text" and not isinstance(value, float)):
        return str(value)
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    number = float(value)
    if kind in ("count", "text") and number == int(number):
        return f"{int(number):,}" if grouped else f"{int(number)}"
    if kind == "share":
        return f"{100 * number:.{2 if decimals is None else decimals}f}%"
    comma = "," if grouped and decimals is not None else ""
    form = ".3e" if kind == "scientific" else f"{comma}.{3 if decimals is None else decimals}f"
    return format(number, form)


def significant(value: object) -> str:
    """Return a number with four significant digits, for columns of different size; blank where missing.

    >>> significant(0.039156), significant(8.8556e-05), significant(83815.0), significant(0.0)
    ('0.03916', '8.856e-05', '83,815', '0')
    """
    if missing(value):
        return ""
    number = float(str(value))
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.4g}"


def probability(p: Any) -> str:
    """Return a p-value with three decimals, a small one with its power of ten, and never as 0.

    >>> probability(0.0312), probability(2.04e-5), probability(0.0), probability(None)
    ('0.031', '2.0e-05', '<1e-300', '')
    """
    if missing(p):
        return ""
    if p >= 0.001:
        return f"{p:.3f}"
    return f"{p:.1e}" if p >= 1e-300 else "<1e-300"


def empirical(p: object, replicates: object) -> str:
    """Return the p of a test by simulation, at its floor as the bound it is; blank where missing.

    >>> empirical(0.005, 199), empirical(0.42, 199)
    ('≤0.005', '0.420')
    """
    if missing(p):
        return ""
    number, least = float(str(p)), 1 / (int(str(replicates)) + 1)
    return f"≤{least:.2g}" if number <= least * (1 + 1e-9) else f"{number:.3f}"


def doing(message: str | Text, language: str) -> str:
    """Return what is being done, as it is said on stderr; the message itself where no words are known.

    >>> doing("reading", "zh"), doing(Text("计算2016年", "measuring 2016"), "zh")
    ('读取数据', '计算2016年')
    """
    return message.in_(language) if isinstance(message, Text) else _said(message, "doing", language)


def because(name: str, reason: Text, *at: Text) -> Text:
    """Return why a measure has no value, with its name and where that is.

    >>> because("radius", Text("没有节点", "no nodes"), Text("2022年", "2022"))
    Text(zh='2022年，网络半径：没有节点', en='2022, radius: no nodes')
    """
    zh, en = [each.zh for each in at], [each.en for each in at]
    return Text(
        f"{'，'.join([*zh, heading(name, 'zh')])}：{reason.zh}", f"{', '.join([*en, name])}: {reason.en}"
    )


def not_compared(reason: str, language: str) -> str:
    """Return why two values are not compared, as it is printed.

    >>> not_compared("measures differ", "zh"), not_compared("", "en")
    ('计量单位不同', 'a value is missing')
    """
    return label(reason, "not compared").in_(language)


def law(name: str, language: str) -> str:
    """Return the name of a distribution that a power law is compared with.

    >>> law("poisson", "zh"), law("truncated_power_law", "en")
    ('泊松分布', 'truncated power law')
    """
    return label(name, "law").in_(language)
