"""Settings out of TOML files: values of the type wanted, or one line with file, table and key."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from clusternet import guard
from clusternet.errors import FormatError, SchemaError
from clusternet.words.text import COMMA, NOTHING, Text

Value = TypeVar("Value")
_BYTES, _DOTS = 1 << 20, 256
"""Largest file, and most dots in a line: a key of 20,000 parts takes ``tomllib`` half a minute."""
_TOP = Text("文件开头（第一个 [ ] 之前）", "at the top of the file, above the first [ ]")
_DEEPEST, _LARGEST, _LONGEST = 16, 10**18, 60
_DIGITS = re.compile("[0-9_]{1000}")


@dataclass(frozen=True)
class Table:
    """A table of a settings file.

    Attributes
    ----------
    file
        The file, for messages.
    content
        As ``tomllib`` gives it.
    place
        Where in the file the table stands, for messages: ``[edges]``.

    Examples
    --------
    >>> table = Table.of("my.toml", {"draws": 5, "kind": {"seed": "x"}})
    >>> table.whole("draws", low=1), table.inner("kind").text("name", "none")
    (5, 'none')
    >>> table.inner("kind").whole("seed", low=0)
    Traceback (most recent call last):
    clusternet.errors.SchemaError: my.toml: [kind] seed = 'x'; wanted a whole number of 0 or more
    """

    file: str
    content: Mapping[str, Any]
    place: str = ""

    @classmethod
    def of(cls, file: str, content: Mapping[str, Any]) -> Table:
        """Return the outermost table, if it holds nothing that no setting can mean."""
        heap: list[tuple[str, Any, int]] = [(key, value, 1) for key, value in content.items()]
        while heap:
            key, value, depth = heap.pop()
            if depth > _DEEPEST:
                raise SchemaError.of("key_nested", file=file, key=_cut(key), most=_DEEPEST)
            if isinstance(value, Mapping):
                heap += [(f"{key}.{_cut(name)}", each, depth + 1) for name, each in value.items()]
            elif isinstance(value, list):
                heap += [(key, each, depth + 1) for each in value]
            elif isinstance(value, int) and abs(value) >= _LARGEST:
                raise SchemaError.of("long_number", file=file, key=_cut(key))
            elif isinstance(value, float) and not math.isfinite(value):
                raise SchemaError.of("not_finite", file=file, key=_cut(key), value=value)
            elif isinstance(value, str) and "\0" in value:
                raise SchemaError.of("null_character", file=file, key=_cut(key))
        return cls(file, content)

    def __contains__(self, key: str) -> bool:
        return key in self.content

    def wrong(self, key: str, wanted: Text | str) -> SchemaError:
        """Return the error that a key has a value of the wrong kind."""
        return SchemaError.of(
            "setting_wrong",
            file=self.file,
            place=self.place,
            key=key,
            value=_shown(self.content[key]),
            wanted=wanted,
        )

    def known(self, accepted: Collection[str], homes: Mapping[str, Collection[str]] | None = None) -> None:
        """Refuse keys that mean nothing, and name those of ``homes`` (table to keys) that know them."""
        for key in self.content:
            if key not in accepted:
                place = self.place.strip(" .")
                inside = Text(f"（在 {place} 中）", f" in {place}") if place else NOTHING
                raise SchemaError.of(
                    "unknown_key",
                    file=self.file,
                    key=_shown(key),
                    inside=inside,
                    accepted=accepted,
                    home=_home([name for name, keys in (homes or {}).items() if key in keys]),
                )

    def needs(self, *keys: str) -> None:
        """Refuse a table without some keys."""
        for key in keys:
            if key not in self.content:
                raise SchemaError.of("setting_missing", file=self.file, place=self.place, key=key)

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        return self._value(key, default, lambda value: isinstance(value, str), Text("文本", "a text"))

    def character(self, key: str) -> str:
        """Return one character that is neither a quote nor the end of a line; empty if it is not given."""
        return self._value(
            key, "", lambda value: isinstance(value, str) and len(value) < 2 and value not in {*'"\r\n'},
            Text("一个字符", "one character"),
        )  # fmt: skip

    def texts(self, key: str, *, single: bool = False) -> tuple[str, ...]:
        """Return a list of texts; `single` takes a text for a list of one."""
        if single and isinstance(self.content.get(key), str):
            return (self.content[key],)
        wanted = Text(f"{'文本或' * single}文本列表", f"{'a text or ' * single}a list of texts")
        return tuple(self._value(key, [], _list_of(str), wanted))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        wanted = Text("true 或 false", "true or false")
        return self._value(key, default, lambda value: isinstance(value, bool), wanted)

    def number(
        self, key: str, default: float = 0.0, *, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a number of a range."""
        wanted = _range("数", "a number", low, high)
        return float(self._value(key, default, lambda value: _number(value) and low <= value <= high, wanted))

    def whole(self, key: str, default: int = 0, *, low: int, high: float = math.inf) -> int:
        """Return a whole number of a range."""
        wanted = _range("整数", "a whole number", low, high)
        return self._value(key, default, lambda value: _number(value, int) and low <= value <= high, wanted)

    def numbers(self, key: str) -> list[float]:
        """Return a list of numbers."""
        return self._value(key, [], _list_of(int, float), Text("数的列表", "a list of numbers"))

    def pair(self, key: str, default: tuple[float, float]) -> tuple[float, float]:
        """Return two ascending numbers."""
        fits = _list_of(int, float)
        low, high = self._value(
            key, default, lambda value: fits(value) and len(value) == 2 and value[0] < value[1],
            Text("由小到大的两个数，如 [0, 1]", "two ascending numbers such as [0, 1]"),
        )  # fmt: skip
        return float(low), float(high)

    def choice(self, key: str, accepted: Collection[str], default: str = "") -> Any:
        """Return one of some words."""
        wanted = _of("以下之一：", "one of ", accepted)
        return self._value(key, default, lambda value: value in (*accepted, default), wanted)

    def choices(self, key: str, accepted: Collection[str], *, single: bool = False) -> tuple[Any, ...]:
        """Return some of some words."""
        found = self.texts(key, single=single)
        if not set(found) <= set(accepted):
            raise self.wrong(key, _of("以下各项中的若干：", "some of ", accepted))
        return found

    def mapping(self, key: str, example: str) -> dict[str, str]:
        """Return a table of texts; whole numbers are read as texts."""
        inner = self.inner(key, example)
        if not all(isinstance(value, str) or _number(value, int) for value in inner.content.values()):
            raise self.wrong(key, Text(f"文本的表，如 {example}", f"a table of texts such as {example}"))
        return {name: str(value) for name, value in inner.content.items()}

    def marks(self, key: str, example: str) -> dict[str, str | tuple[str, ...]]:
        """Return a table of texts or lists of texts."""
        inner = self.inner(key, example)
        named = {name: isinstance(value, str) for name, value in inner.content.items()}
        return {name: inner.text(name) if text else inner.texts(name) for name, text in named.items()}

    def inner(self, key: str, example: str = "") -> Table:
        """Return the table of a key; an empty one if it is not given."""
        wanted = Text(f"表，如 {example}", f"a table such as {example}")
        if not example:
            wanted = Text(f"表 [{key}]", f"a table [{key}]")
        value: Mapping[str, Any] = self._value(key, {}, lambda value: isinstance(value, Mapping), wanted)
        return Table(self.file, value, f"{self.place}{key}." if self.place else f"[{key}] ")

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a key, one ``[key]`` or several ``[[key]]``."""
        value = self.content.get(key, [])
        found = [value] if isinstance(value, Mapping) else value
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            wanted = Text(f"表 [{key}] 或若干 [[{key}]]", f"a table [{key}] or several [[{key}]]")
            raise self.wrong(key, wanted)
        return [
            Table(self.file, each, f"[{key}]{_named(each, number if len(found) > 1 else 0)} ")
            for number, each in enumerate(found, 1)
        ]

    def _value(self, key: str, default: Value, fits: Callable[[Any], bool], wanted: Text) -> Value:
        if key not in self.content:
            return default
        if not fits(self.content[key]):
            raise self.wrong(key, wanted)
        found: Value = self.content[key]
        return found


def read(path: Path) -> Table:
    """Read a file of settings.

    Raises
    ------
    FormatError
        If it cannot be read, or is no TOML.
    SchemaError
        If it holds what no setting can mean: numbers that are not finite or too long, tables too deep.
    """
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError.of("not_toml", path=path, why=error) from error
    except RecursionError as error:
        raise FormatError.of("nested", where=path, most=_DEEPEST) from error
    except ValueError as error:  # Python reads no number of over 4,300 digits
        lines = enumerate(text.split("\n"), 1)
        number, line = next((each for each in lines if _DIGITS.search(each[1])), (1, ""))
        key = _cut(line.partition("=")[0].strip())
        raise FormatError.of("long_number_on_line", path=path, number=number, key=key) from error
    return Table.of(str(path), content)


def _text(path: Path) -> str:
    try:
        with guard.reading(path).open("rb") as stream:
            content = stream.read(_BYTES + 1)
        if len(content) > _BYTES:
            raise FormatError.of("too_long_settings", path=path)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise FormatError.of("not_read", name=path, why=error.strerror) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FormatError.of("settings_not_utf8", path=path, line=line) from error
    for number, row in enumerate(text.split("\n"), 1):
        if row.count(".") > _DOTS:
            raise FormatError.of("many_dots", path=path, number=number, most=_DOTS)
    return text


def _number(value: Any, *kinds: type) -> bool:
    return isinstance(value, kinds or (int, float)) and not isinstance(value, bool)


def _list_of(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(_number(each, *kinds) for each in value)


def _of(zh: str, en: str, accepted: Iterable[str]) -> Text:
    return Text(zh + COMMA.zh.join(accepted), en + COMMA.en.join(accepted))


def _range(zh: str, en: str, low: float, high: float) -> Text:
    """Return what a number must be, with its range."""
    if math.isinf(low):
        return Text(zh, en)
    if math.isinf(high):
        return Text(f"不小于 {low:g} 的{zh}", f"{en} of {low:g} or more")
    return Text(f"{low:g} 至 {high:g} 的{zh}", f"{en} of {low:g} to {high:g}")


def _named(table: Mapping[str, Any], number: int) -> str:
    name = table.get("id")
    return f" {_shown(name)}" if isinstance(name, str) else f" no. {number}" if number else ""


def _shown(value: Any) -> str:
    """Return a value as it may stand in a line."""
    if isinstance(value, bool):
        return str(value).lower()
    return _cut(repr(value) if isinstance(value, str | list | Mapping) else str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _home(names: Sequence[str]) -> Text:
    """Say in which tables a key belongs, if in any."""
    if not names:
        return NOTHING
    places = Text("或", " or ").join(
        [Text(f"{name} 之下", f"under {name}") if name else _TOP for name in names]
    )
    return Text(f"；该项应写在{places.zh}", f"; it belongs {places.en}")
