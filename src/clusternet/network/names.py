"""Names of organisations taken apart: look-alike letters, widths, legal forms, places, trade words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from clusternet.places import china, gazetteer

_CYRILLIC = dict(zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝһ", "ABEKMHOPCTYXIJSaeopcyxijsdqwh", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LOOKALIKES = _CYRILLIC | _GREEK
"""Cyrillic and Greek letters -> the Latin letter that looks the same."""

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WIDE = re.compile("[\uff01-\uff07\uff0a\uff0b\uff0d-\uff19\uff1d\uff20-\uff3e\uff41-\uff5a\uff5e\u3000]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HAN = re.compile("[\u3400-\u9fff]")

_LEGAL_ZH = re.compile(
    r"(?:股份有限公司|有限责任公司|有限合伙企业|\(有限合伙\)|有限合伙|\(普通合伙\)|有限公司|"
    r"集团总公司|集团公司|总公司|公司|企业集团|集团|控股|\(集团\)|\(控股\)|股份)$"
)
_LEGAL_EN = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "co",
        "company",
        "corp",
        "corporation",
        "llc",
        "llp",
        "lp",
        "plc",
        "gmbh",
        "mbh",
        "ag",
        "se",
        "sa",
        "sas",
        "sarl",
        "sasu",
        "srl",
        "spa",
        "nv",
        "bv",
        "oy",
        "oyj",
        "ab",
        "as",
        "asa",
        "aps",
        "kg",
        "kgaa",
        "kk",
        "pte",
        "pty",
        "pvt",
        "private",
        "holding",
        "holdings",
        "group",
        "the",
    ]
)
_TRADE = re.compile(
    "(?:科技|技术|信息|网络|软件|智能|电子|通信|通讯|数据|数码|数字|系统|实业|发展|投资|控股|集团|股份|创新|产业|"
    "服务|咨询|管理|研发|开发)+$"
)
_TRADE_EN = frozenset(
    [
        "technology",
        "technologies",
        "tech",
        "systems",
        "system",
        "software",
        "solutions",
        "international",
        "services",
        "service",
        "media",
        "networks",
        "network",
        "communications",
        "therapeutics",
        "pharmaceuticals",
        "biopharmaceuticals",
        "biosciences",
        "medical",
        "sciences",
        "labs",
        "laboratories",
        "consulting",
        "partners",
        "capital",
        "entertainment",
        "industries",
        "energy",
        "global",
        "digital",
        "interactive",
        "online",
    ]
)
_OWN_PLACE = re.compile(
    "(?:大学|学院|学校|中学|银行|医院|研究院|研究所|实验室|政府|委员会|局|厅|委|办|中心|机场|港|地铁|电网|商会|协会)$"
)
"""Endings of names whose place tells them apart: 北京大学 is not 上海大学."""
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]")


def latin(text: str) -> str:
    """Return a text with the words that only look Latin in Latin letters.

    A word is changed where each of its Cyrillic or Greek letters has a Latin twin, and none of the text's
    other words is written in these scripts.

    >>> latin("ОРРО"), latin("Сбербанк") == "Сбербанк"
    ('OPPO', True)
    """
    if not _FOREIGN.search(text):
        return text
    changed = _WORD.sub(lambda match: "".join(LOOKALIKES.get(letter, letter) for letter in match[0]), text)
    return text if _FOREIGN.search(changed) else changed


def is_wide(text: str) -> bool:
    """Tell full-width letters, digits and blanks, which are no Chinese punctuation.

    >>> is_wide("ＡＢＣ公司"), is_wide("华为（北京）有限公司")
    (True, False)
    """
    return _WIDE.search(text) is not None


def fold(text: str) -> str:
    """Return what is left of a name when width, case, blanks, punctuation and look-alikes do not count.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> fold("ＯＰＰＯ 公司") == fold("ОРРО公司")
    True
    """
    return _letters(_plain(text))


def _plain(text: str) -> str:
    """Return a name without differences of width, case and look-alikes."""
    return latin(unicodedata.normalize("NFKC", text)).casefold()


def _letters(text: str) -> str:
    if text.isalnum():
        return text
    return "".join(filter(str.isalnum, text)) or text.strip()


@dataclass(frozen=True, slots=True)
class Parts:
    """A name at several depths.

    Attributes
    ----------
    fold
        As :func:`fold` gives it.
    plain
        Without its legal form.
    bare
        Also without its place, unless the place tells it apart.
    short
        Also without trade words such as 科技.
    place
        The province of the place it names, 中国, or nothing.
    numbers
        Its numbers, which always count.
    """

    fold: str
    plain: str
    bare: str
    short: str
    place: str
    numbers: tuple[str, ...]


def parts(name: str) -> Parts:
    """Take a name apart.

    >>> found = parts("华为技术有限公司")
    >>> found.plain, found.short
    ('华为技术', '华为')
    >>> parts("深圳市腾讯计算机系统有限公司").bare, parts("Foo Bar Co., Ltd.").plain
    ('腾讯计算机系统', 'foobar')
    >>> parts("北京大学").bare, parts("北京大学").place
    ('北京大学', '北京市')
    """
    text = _plain(name)
    folded = _letters(text)
    numbers = tuple(_NUMBERS.findall(folded))
    text = text.strip()
    if not _HAN.search(text):
        words = _without_english_form(text)
        plain = "".join(words) or folded
        short = "".join(_cut_end(words, _TRADE_EN))
        return Parts(folded, plain, plain, short if len(short) > 2 else plain, "", numbers)
    text = re.sub(r"\s", "", text)
    text, inner = _without_brackets(text)
    plain = fold(_without_chinese_form(text))
    bare, place = _without_place(plain)
    short = bare if _OWN_PLACE.search(plain) else _TRADE.sub("", bare)
    short = short if len(short) > 1 else bare
    return Parts(folded, plain + inner, bare, short, place or inner, numbers)


def _without_english_form(text: str) -> list[str]:
    words = _cut_end(re.findall(r"\w+", re.sub(r"[.'’]", "", text)), _LEGAL_EN)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _cut_end(words: list[str], cut: frozenset[str]) -> list[str]:
    """Return words without those at the end that are in a list; the first word stays."""
    last = len(words)
    while last > 1 and words[last - 1] in cut:
        last -= 1
    return words[:last]


def _without_chinese_form(text: str) -> str:
    while True:
        shorter = _LEGAL_ZH.sub("", text)
        if shorter == text or len(shorter) < 2:
            return text
        text = shorter


def _without_brackets(text: str) -> tuple[str, str]:
    """Cut brackets that hold a place; return the province it is in."""
    found = ""

    def cut(match: re.Match[str]) -> str:
        nonlocal found
        province = _place_names().get(match[1], "")
        found = found or province
        return "" if province else match[0]

    return _BRACKETS.sub(cut, text), found


def _without_place(text: str) -> tuple[str, str]:
    names = _place_names()
    fixed = _OWN_PLACE.search(text) is not None
    for length in range(min(len(text) - 2, 8), 1, -1):
        if text[:length] in names:
            rest = text[length:]
            if not fixed and rest[0] in "省市区县" and len(rest) > 2:
                rest = rest[1:]
            return (text if fixed else rest), names[text[:length]]
    for length in range(min(len(text) - 2, 8), 1, -1):
        if text[-length:] in names and not fixed:
            return text[:-length], names[text[-length:]]
    return text, ""


@lru_cache(maxsize=1)
def _place_names() -> dict[str, str]:
    """Return every name a province or city has, and official names of counties, with the province."""
    found = {"中国": "中国"}
    index = gazetteer.index()
    for name, several in index.full.items():
        found[name] = several[0].province
    for name, several in index.short.items():
        high = [place for place in several if place.level != "county"]
        if high and _HAN.search(name):
            found.setdefault(name, high[0].province)
    assert set(china.PROVINCES) <= set(found)
    return found
