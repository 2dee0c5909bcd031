"""Marks in an author's text: ``{{ flows.share source=北京市 target=广东省 | percent 2 }}``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from clusternet.errors import ClusternetError
from clusternet.prose.families import FAMILIES
from clusternet.words.text import Text

PARTS = ("table", "figure", "sentence")
"""First words of marks that stand for more than a value."""
AGAINST = ("change", "growth", "annual", "times")
"""Options that compare a value with the same of an earlier year."""
FORMS: dict[str, Text] = {
    "percent": Text("百分数", "percent of 1"),
    "permille": Text("千分数", "per mille"),
    "points": Text("百分点", "percentage points"),
    "number": Text("小数", "a number with decimals"),
    "count": Text("整数，千位分隔", "a whole number, thousands apart"),
    "plain": Text("整数，不分隔", "a whole number, digits alone"),
    "scientific": Text("科学记数", "scientific"),
    "wan": Text("以万计", "in units of 10,000"),
    "yi": Text("以亿计", "in units of 100,000,000"),
    "zh": Text("中文名称", "in Chinese"),
    "en": Text("英文名称", "in English"),
}
"""What may stand behind a bar, with what it does; a number of decimals may follow."""
_FORM_WORDS = {
    "百分数": "percent",
    "万": "wan",
    "亿": "yi",
    "百分点": "points",
    "千分数": "permille",
    "%": "percent",
}
_MARK = re.compile(r"\{\{(?!<)(?P<said>[^{}\n]{1,400})\}\}")
_SPACED = re.compile(r"\{\{(?P<said>[ \u3000][^{}\n]{1,400}[ \u3000])\}\}")
_WORD = re.compile(r'\s*(?:(?P<key>[a-z_]+)\s*=\s*)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s="|]+))')
_QUOTES = str.maketrans("“”„＂「」『』‘’＝｜", '"' * 10 + "=|")
_ROWS = ("year", "window", "relation", "only", "top", *AGAINST)


@dataclass(frozen=True)
class Form:
    """How a value is printed: a key of :data:`FORMS`, and decimals where they are given."""

    name: str
    decimals: int | None = None


@dataclass(frozen=True)
class Mark:
    """What an author asks for.

    Attributes
    ----------
    text
        As written, without braces.
    family
        A key of :data:`clusternet.prose.families.FAMILIES`, or one of :data:`PARTS`.
    column
        Of the table; of a part, which one.
    where
        Selection, options and names of the row.
    forms
        How it is printed.
    """

    text: str
    family: str
    column: str
    where: Mapping[str, str]
    forms: tuple[Form, ...] = ()


def found(text: str, *, spaced: bool = False) -> Iterator[re.Match[str]]:
    """Yield the marks of a text; ``spaced`` where braces have a meaning of their own and a blank follows.

    >>> [each["said"] for each in found("a {{ metrics.nodes }} b {{< include c.qmd >}}")]
    [' metrics.nodes ']
    """
    return (_SPACED if spaced else _MARK).finditer(text)


def parse(said: str) -> Mark:
    """Read a mark.

    Parameters
    ----------
    said
        What stands between the braces.

    Raises
    ------
    ClusternetError
        If a word is not known; the message has what is accepted.

    Examples
    --------
    >>> mark = parse("flows.share source=北京市 target=广东省 | percent 2")
    >>> mark.family, mark.column, dict(mark.where), mark.forms[0]
    ('flows', 'share', {'source': '北京市', 'target': '广东省'}, Form(name='percent', decimals=2))
    >>> dict(parse("centrality.top 1 kind=sample name").where), parse("centrality.top 1 name").column
    ({'kind': 'sample', 'top': '1'}, 'name')
    """
    text = said.strip().translate(_QUOTES)
    head, *bars = text.split("|")
    words = _words(head)
    first = words.pop(0)[1] if words and not words[0][0] else ""
    family, _, column = first.partition(".")
    if family in PARTS:
        return _part(said.strip(), family, column, words, bars)
    kind = FAMILIES.get(family)
    if kind is None:
        raise _unknown(Text("表", "table"), family or head.strip(), [*FAMILIES, *PARTS])
    where = {key: value for key, value in words if key}
    bare = [value for key, value in words if not key]
    if column == "top":
        if not bare or not bare[0].isdigit():
            raise ClusternetError(
                f"{first}: a rank follows, as in {first} 1", f"{first}：后接名次，如 {first} 1"
            )
        where["top"], *bare = bare
        column = ""
        if not kind.ranked:
            raise ClusternetError(f"{family}: the table has no ranks", f"{family}：该表没有排名")
    column = column or (bare.pop(0) if bare else "")
    if bare:
        raise ClusternetError(f"{bare[0]!r} is not understood; options are written KEY=VALUE",
                              f"{bare[0]!r} 无法识别；选项写作 KEY=VALUE")  # fmt: skip
    if column not in kind.columns:
        raise _unknown(Text(f"{family} 的列", f"column of {family}"), column, kind.columns)
    for key, value in where.items():
        _check(family, key, value)
    return Mark(said.strip(), family, column, where, tuple(map(_form, bars)))


def _check(family: str, key: str, value: str) -> None:
    """Refuse an option that the table does not have, or a value that it does not take."""
    kind = FAMILIES[family]
    accepted = [*kind.rows, *kind.options, *_ROWS]
    if key not in accepted:
        raise _unknown(Text(f"{family} 的选项", f"option of {family}"), key, accepted)
    if key in kind.options and value not in kind.options[key]:
        raise _unknown(Text(key, key), value, kind.options[key])
    if key in ("year", *AGAINST) and not value.isdigit():
        raise ClusternetError(f"{key}={value}: a year is wanted", f"{key}={value}：应为年份")
    if key == "window" and not re.fullmatch(r"\d+:\d+", value):
        raise ClusternetError(
            f"window={value}: write two years, 2015:2019", f"window={value}：应为两个年份，如 2015:2019"
        )


def _part(said: str, family: str, column: str, words: list[tuple[str, str]], bars: list[str]) -> Mark:
    bare = [value for key, value in words if not key]
    column = column or (bare.pop(0) if bare else "")
    if not column or bare or bars:
        raise ClusternetError(
            f"{family}: write {{{{ {family} NAME }}}}", f"{family}：写作 {{{{ {family} 名称 }}}}"
        )
    where = {key: value for key, value in words if key}
    accepted = ("year", "relation", "lang", "width") if family == "figure" else ("year", "relation", "lang")
    if unknown := next((key for key in where if key not in accepted), ""):
        raise _unknown(Text(f"{family} 的选项", f"option of {family}"), unknown, accepted)
    return Mark(said, family, column, where)


def _words(head: str) -> list[tuple[str, str]]:
    found, at = [], 0
    head = head.strip()
    while at < len(head):
        match = _WORD.match(head, at)
        if match is None:
            raise ClusternetError(f"{head[at:]!r} is not understood; options are written KEY=VALUE",
                                  f"{head[at:]!r} 无法识别；选项写作 KEY=VALUE")  # fmt: skip
        quoted = match["quoted"]
        found.append((match["key"] or "", match["bare"] if quoted is None else quoted))
        at = match.end()
    return found


def _form(bar: str) -> Form:
    words = unicodedata.normalize("NFKC", bar).split()
    name = _FORM_WORDS.get(words[0], words[0]) if words else ""
    if name not in FORMS:
        raise _unknown(Text("格式", "format"), name, FORMS)
    if len(words) > 2 or (len(words) == 2 and not re.fullmatch(r"\d", words[1])):
        raise ClusternetError(f"{bar.strip()!r}: one digit of decimals may follow a format",
                              f"{bar.strip()!r}：格式后可接一位小数位数")  # fmt: skip
    return Form(name, int(words[1]) if len(words) == 2 else None)


def _unknown(what: Text, name: str, accepted: object) -> ClusternetError:
    names = list(accepted)  # type: ignore[call-overload]
    near = get_close_matches(name, names, 1)
    hint = Text(f"；是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else Text("", "")
    return ClusternetError(
        f"no {what.en} {name!r}{hint.en} accepted: {', '.join(names)}" if near else
        f"no {what.en} {name!r}; accepted: {', '.join(names)}",
        f"没有{what.zh} {name!r}{hint.zh}可用：{'、'.join(names)}" if near else
        f"没有{what.zh} {name!r}；可用：{'、'.join(names)}",
    )  # fmt: skip
