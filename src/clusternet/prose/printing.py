"""A marked value as it stands in a sentence."""

from __future__ import annotations

from typing import Any

from clusternet.errors import ClusternetError
from clusternet.prose.families import FAMILIES
from clusternet.prose.marks import AGAINST, Form, Mark
from clusternet.prose.values import Data, Value
from clusternet.words import labels
from clusternet.words.labels import Style
from clusternet.words.naming import name
from clusternet.words.text import language_of

_SCALES = {"percent": 100, "points": 100, "permille": 1000, "wan": 1e-4, "yi": 1e-8}
_BEHIND = {"percent": "%", "permille": "‰", "points": "", "wan": "", "yi": ""}


def filled(data: Data, mark: Mark, language: str) -> tuple[str, Value]:
    """Return what a mark becomes, and the value behind it.

    Parameters
    ----------
    data
        The network and its tables.
    mark
        Of a value.
    language
        ``zh`` or ``en``, of names.

    Raises
    ------
    ClusternetError
        If there is no such value, or the format does not suit it.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.prose.marks import parse
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> data = Data(from_frames(ties))
    >>> filled(data, parse("metrics.nodes growth=2020 | percent 1"), "en")[0]
    '50.0%'
    >>> filled(data, parse("metrics.density | scientific 2"), "en")[0]
    '3.33e-01'
    """
    value = data.value(mark.family, mark.column, mark.where)
    number, style = compared(data, mark, value)
    return shown(number, style, mark.forms, language, FAMILIES[mark.family].holds(mark.column, {
        "by": "technology", **mark.where})), value  # fmt: skip


def compared(data: Data, mark: Mark, value: Value) -> tuple[Any, Style]:
    """Return a value, or how it stands to that of an earlier year: the difference, the growth, the ratio."""
    against = [key for key in AGAINST if key in mark.where]
    if not against:
        return value.value, value.style
    key, *more = against
    if more or isinstance(value.value, str) or "window" in mark.where:
        raise ClusternetError(f"{key}: one comparison of a number, without window=",
                              f"{key}：只能比较一个数值，且不能与 window 同用")  # fmt: skip
    first, last = int(mark.where[key]), int(mark.where.get("year") or data.years[-1])
    if first >= last:
        raise ClusternetError(
            f"{key}={first}: a year before {last} is wanted", f"{key}={first}：应早于{last}年"
        )
    before = data.value(mark.family, mark.column, {**mark.where, "year": first}).value
    if key == "change":
        return value.value - before, value.style
    if not before:
        raise ClusternetError(f"{key}={first}: the value of {first} is 0", f"{key}={first}：{first}年的值为0")
    ratio = value.value / before
    if key == "times":
        return ratio, "number"
    return (ratio - 1 if key == "growth" else ratio ** (1 / (last - first)) - 1), "share"


def shown(value: Any, style: Style, forms: tuple[Form, ...], language: str, holds: Any = "") -> str:
    """Return a value in the forms asked for, else as tables have it.

    >>> shown(0.3156, "share", (), "zh"), shown(83815, "count", (Form("wan", 2),), "zh")
    ('31.56%', '8.38')
    """
    own = language_of(next((each.name for each in forms if each.name in ("zh", "en")), language))
    forms = tuple(each for each in forms if each.name not in ("zh", "en"))
    if labels.missing(value):
        raise ClusternetError("there is no value here; the data do not define it", "此处没有值：数据无从定义")
    if isinstance(value, str):
        if forms:
            raise ClusternetError(
                f"{forms[0].name}: {value!r} is no number", f"{forms[0].name}：{value!r} 不是数值"
            )
        return name(value, holds, own)
    if not forms:
        return labels.shown(value, style)
    form = forms[-1]
    if form.name in ("count", "plain"):
        return f"{round(value):,}" if form.name == "count" else str(round(value))
    decimals = 2 if form.decimals is None else form.decimals
    if form.name == "scientific":
        return f"{value:.{decimals}e}"
    scaled = value * _SCALES.get(form.name, 1)
    return f"{scaled:.{decimals}f}{_BEHIND.get(form.name, '')}"
