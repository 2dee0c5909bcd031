"""A design from its TOML file, with the file and the key in every error."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from clusternet import guard
from clusternet.errors import FormatError, SchemaError
from clusternet.indices.design import (
    RESERVED,
    Aggregate,
    Choices,
    Design,
    Dimension,
    Direction,
    Indicator,
    Level,
    Missing,
    Normalise,
    Otherwise,
    Outliers,
    Ties,
    Treat,
    Weights,
)
from clusternet.words.labels import Label


def load(path: Path) -> Design:
    """Read a design from a TOML file.

    Parameters
    ----------
    path
        The file; see ``docs/index.md``.

    Raises
    ------
    FormatError
        If the file is missing or no TOML.
    SchemaError
        If a key is unknown, has a wrong value, or the hierarchy does not hold together.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "index.toml"
    ...     _ = path.write_text('title = "Strength"' + chr(10) + '[[indicator]]' + chr(10) + 'id = "papers"')
    ...     load(path).indicators[0].id
    'papers'
    """
    try:
        content = tomllib.loads(guard.reading(path).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: not a TOML file ({error})") from error
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror})") from error
    return parse(content, str(path))


def parse(content: Mapping[str, Any], where: str = "index.toml") -> Design:
    """Check the content of a design file.

    Parameters
    ----------
    content
        As ``tomllib`` gives it.
    where
        The file, for messages.

    Examples
    --------
    >>> parse({"indicator": [{"id": "papers"}, {"id": "patents", "weight": 2}]}).indicators[1].weight
    2.0
    >>> parse({"normalize": "rank", "indicator": [{"id": "papers"}]}, "my.toml")
    Traceback (most recent call last):
    clusternet.errors.SchemaError: my.toml: unknown key 'normalize'; accepted: title, title_en, remark, ...
    """
    keys = _Keys(where, content, "")
    keys.known(_TOP)
    indicators = tuple(_indicator(keys.inner(each, "indicator")) for each in keys.tables("indicator"))
    if not indicators:
        raise SchemaError(f"{where}: no [[indicator]]: an index needs at least one")
    network = keys.table("network")
    design = Design(
        indicators=indicators,
        dimensions=tuple(_dimension(keys.inner(each, "dimension")) for each in keys.tables("dimension")),
        label=keys.label("title", Label("综合指数", "Composite index")),
        remark=keys.label("remark", Label("", "")),
        unit=keys.text("unit"),
        normalise=keys.choice("normalise", Normalise, "min-max"),
        scale=keys.pair("scale", (0.0, 1.0)),
        aggregate=keys.choice("aggregate", Aggregate, "arithmetic"),
        positive=keys.pair("positive", (1.0, 100.0)),
        missing=keys.choice("missing", Missing, "refuse"),
        missing_by=keys.text("missing_by"),
        availability=keys.number("availability", 0.0, 0, 1),
        ties=keys.choice("ties", Ties, "min"),
        outliers=_outliers(keys.inner(keys.table("outliers") or {}, "outliers")),
        uncertainty=_choices(keys),
        network=None if network is None else _network(keys.inner(network, "network")),
        data=keys.texts("data"),
        against=keys.text("against"),
        where=where,
    )
    if design.positive[0] <= 0:
        raise SchemaError(f"{where}: positive = {list(design.positive)!r}; wanted two numbers above 0")
    if design.missing_by and design.missing not in ("mean", "median"):
        raise SchemaError(f'{where}: missing_by goes with missing = "mean" or "median"')
    _hangs_together(design)
    return design


_TOP = (
    *("title", "title_en", "remark", "remark_en", "unit", "data", "against", "network"),
    *("normalise", "scale", "aggregate", "positive", "missing", "missing_by", "availability", "ties"),
    *("outliers", "uncertainty", "dimension", "indicator"),
)


@dataclass(frozen=True)
class _Keys:
    """Takes checked values out of a table of the file."""

    where: str
    content: Mapping[str, Any]
    place: str

    def wrong(self, key: str, wanted: str) -> SchemaError:
        return SchemaError(f"{self.where}: {self.place}{key} = {self.content[key]!r}; wanted {wanted}")

    def inner(self, table: Mapping[str, Any], name: str) -> _Keys:
        title = f" {table['id']!r}" if isinstance(table.get("id"), str) else ""
        return _Keys(self.where, table, f"[{name}]{title} ")

    def known(self, accepted: Collection[str]) -> None:
        for key in self.content:
            if key not in accepted:
                inside = f" in {self.place.strip()}" if self.place else ""
                raise SchemaError(
                    f"{self.where}: unknown key {key!r}{inside}; accepted: {', '.join(accepted)}"
                )

    def text(self, key: str, default: str = "") -> str:
        value = self.content.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.wrong(key, "a text or a list of texts")
        return tuple(values)

    def label(self, key: str, default: Label) -> Label:
        zh, en = self.text(key), self.text(f"{key}_en")
        return Label(zh or en or default.zh, en or zh or default.en, "number")

    def flag(self, key: str) -> bool:
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def number(self, key: str, default: float, low: float, high: float = float("inf")) -> float:
        value = self.content.get(key, default)
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not low <= value <= high:
            until = f" to {high:g}" if high < float("inf") else " or more"
            raise self.wrong(key, f"a number of {low:g}{until}")
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int = 2**63 - 1) -> int:
        value = self.content.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            until = f" to {high}" if high < 2**63 - 1 else " or more"
            raise self.wrong(key, f"a whole number of {low}{until}")
        return value

    def pair(self, key: str, default: tuple[float, float]) -> tuple[float, float]:
        value = self.content.get(key, list(default))
        numbers = isinstance(value, list) and all(
            isinstance(each, int | float) and not isinstance(each, bool) and math.isfinite(each)
            for each in value
        )
        if not numbers or len(value) != 2 or not value[0] < value[1]:
            raise self.wrong(key, "two ascending numbers such as [0, 1]")
        return float(value[0]), float(value[1])

    def choice(self, key: str, accepted: Any, default: str) -> Any:
        value = self.content.get(key, default)
        if value not in get_args(accepted) and value != default:
            raise self.wrong(key, "one of " + ", ".join(get_args(accepted)))
        return value

    def choices(self, key: str, accepted: Any) -> tuple[Any, ...]:
        values = self.texts(key)
        if any(value not in get_args(accepted) for value in values):
            raise self.wrong(key, "some of " + ", ".join(get_args(accepted)))
        return values

    def table(self, key: str) -> Mapping[str, Any] | None:
        value = self.content.get(key)
        if value is not None and not isinstance(value, dict):
            raise self.wrong(key, f"a table [{key}]")
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, f"one or several tables [[{key}]]")
        return value


def _id(keys: _Keys, what: str) -> str:
    name = keys.text("id")
    if not name:
        raise SchemaError(f'{keys.where}: [[{what}]] number without id = "..."')
    if name in RESERVED:
        raise SchemaError(f"{keys.where}: [{what}] id = {name!r} is a column of the result; choose another")
    return name


def _indicator(keys: _Keys) -> Indicator:
    keys.known(
        (
            *("id", "column", "name", "name_en", "dimension", "weight", "direction"),
            *("normalise", "target", "optional"),
        )
    )
    name = _id(keys, "indicator")
    target = keys.number("target", 0.0, float("-inf")) if "target" in keys.content else None
    return Indicator(
        id=name,
        column=keys.text("column", name),
        label=keys.label("name", Label(name, name)),
        dimension=keys.text("dimension"),
        weight=_weight(keys),
        direction=keys.choice("direction", Direction, "more"),
        normalise=keys.choice("normalise", Normalise, ""),
        target=target,
        optional=keys.flag("optional"),
    )


def _dimension(keys: _Keys) -> Dimension:
    keys.known(("id", "name", "name_en", "parent", "weight", "aggregate"))
    name = _id(keys, "dimension")
    return Dimension(
        id=name,
        label=keys.label("name", Label(name, name)),
        parent=keys.text("parent"),
        weight=_weight(keys),
        aggregate=keys.choice("aggregate", Aggregate, ""),
    )


def _weight(keys: _Keys) -> float:
    weight = keys.number("weight", 1.0, 0)
    if weight == 0:
        raise keys.wrong("weight", "a finite number above 0; leave out what should not count")
    return weight


def _outliers(keys: _Keys) -> Outliers:
    keys.known(("treat", "skew", "kurtosis", "points", "otherwise"))
    return Outliers(
        treat=keys.choice("treat", Treat, "winsorise" if keys.content else "none"),
        skew=keys.number("skew", 2.0, 0),
        kurtosis=keys.number("kurtosis", 3.5, 0),
        points=keys.whole("points", 5, 1),
        otherwise=keys.choice("otherwise", Otherwise, "log"),
    )


def _choices(keys: _Keys) -> Choices | None:
    table = keys.table("uncertainty")
    if table is None:
        return None
    inner = keys.inner(table, "uncertainty")
    inner.known(
        (
            *("draws", "seed", "interval", "weights", "spread", "concentration"),
            *("normalise", "aggregate", "outliers"),
        )
    )
    found = Choices(
        draws=inner.whole("draws", 1000, 2, 100_000),
        seed=inner.whole("seed", 0, 0),
        interval=inner.number("interval", 0.90, 0, 1),
        weights=inner.choice("weights", Weights, "fixed"),
        spread=inner.number("spread", 0.25, 0, 1),
        concentration=inner.number("concentration", 50.0, 1e-6),
        normalise=inner.choices("normalise", Normalise),
        aggregate=inner.choices("aggregate", Aggregate),
        outliers=inner.choices("outliers", Treat),
    )
    if found.weights == "fixed" and not (found.normalise or found.aggregate or found.outliers):
        raise SchemaError(
            f'{keys.where}: [uncertainty] varies nothing; give weights = "perturb" or "dirichlet", or lists '
            "of normalise, aggregate or outliers"
        )
    return found


def _network(keys: _Keys) -> Level:
    keys.known(("level",))
    level: Level = keys.choice("level", Level, "province")
    return level


def _hangs_together(design: Design) -> None:
    """Refuse ids that occur twice, parents that do not exist, circles, and dimensions without anything."""
    names = [each.id for each in design.parts]
    for name in names:
        if names.count(name) > 1:
            raise SchemaError(f"{design.where}: id = {name!r} occurs {names.count(name)} times")
    parents = {each.id: each.parent for each in design.dimensions}
    asked = [("dimension", each.id, "parent", each.parent) for each in design.dimensions]
    asked += [("indicator", each.id, "dimension", each.dimension) for each in design.indicators]
    for table, name, key, parent in asked:
        if parent and parent not in parents:
            known = ", ".join(parents) or "none"
            raise SchemaError(
                f"{design.where}: [{table}] {name!r} {key} = {parent!r} is no dimension; found: {known}"
            )
    for name in parents:
        above, seen = name, set()
        while above:
            if above in seen:
                raise SchemaError(f"{design.where}: [dimension] {name!r} lies within itself")
            seen.add(above)
            above = parents[above]
        if not design.children(name):
            raise SchemaError(f"{design.where}: [dimension] {name!r} holds no indicator")
    varied = design.uncertainty.normalise if design.uncertainty else ()
    for each in design.indicators:
        if "target" in (each.normalise or design.normalise, *varied) and each.target is None:
            raise SchemaError(f"{design.where}: [indicator] {each.id!r} needs target = ...")
