"""A design from its TOML file, with the file and the key in every error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, get_args

from clusternet.errors import SchemaError
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
from clusternet.io import toml
from clusternet.io.toml import Table
from clusternet.words.labels import Label
from clusternet.words.text import Text


def load(path: Path) -> Design:
    """Read a design from a TOML file.

    Parameters
    ----------
    path
        The file; see ``docs/en/methods/composite-index.md``.

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
    return _design(toml.read(path))


def parse(content: Mapping[str, Any], where: str = "index.toml") -> Design:
    """Check the content of a design file.

    Parameters
    ----------
    content
        As ``tomllib`` gives it.
    where
        The file, for messages.

    Returns
    -------
    Design
        The design, each setting checked.

    Examples
    --------
    >>> parse({"indicator": [{"id": "papers"}, {"id": "patents", "weight": 2}]}).indicators[1].weight
    2.0
    >>> parse({"normalize": "rank", "indicator": [{"id": "papers"}]}, "my.toml")
    Traceback (most recent call last):
    clusternet.errors.SchemaError: my.toml: unknown key 'normalize'; accepted: title, title_en, remark, ...
    """
    return _design(Table.of(where, content))


def _design(keys: Table) -> Design:
    keys.known(_TOP)
    indicators = tuple(map(_indicator, keys.tables("indicator")))
    if not indicators:
        raise SchemaError.of("no_indicators", file=keys.file)
    design = Design(
        indicators=indicators,
        dimensions=tuple(map(_dimension, keys.tables("dimension"))),
        label=_label(keys, "title", Label("综合指数", "Composite index")),
        remark=_label(keys, "remark", Label("", "")),
        unit=keys.text("unit"),
        normalise=keys.choice("normalise", get_args(Normalise), "min-max"),
        scale=keys.pair("scale", (0.0, 1.0)),
        aggregate=keys.choice("aggregate", get_args(Aggregate), "arithmetic"),
        positive=keys.pair("positive", (1.0, 100.0)),
        missing=keys.choice("missing", get_args(Missing), "refuse"),
        missing_by=keys.text("missing_by"),
        availability=keys.number("availability", 0.0, low=0, high=1),
        ties=keys.choice("ties", get_args(Ties), "min"),
        outliers=_outliers(keys.inner("outliers")),
        uncertainty=_choices(keys),
        network=_network(keys),
        data=keys.texts("data", single=True),
        against=keys.text("against"),
        where=keys.file,
    )
    if design.positive[0] <= 0:
        raise SchemaError.of(
            "setting_wrong",
            file=keys.file,
            place="",
            key="positive",
            value=list(design.positive),
            wanted=Text("两个大于0的数", "two numbers above 0"),
        )
    if design.missing_by and design.missing not in ("mean", "median"):
        raise SchemaError.of("missing_by_of", file=keys.file)
    _hangs_together(design)
    return design


_TOP = (
    *("title", "title_en", "remark", "remark_en", "unit", "data", "against", "network"),
    *("normalise", "scale", "aggregate", "positive", "missing", "missing_by", "availability", "ties"),
    *("outliers", "uncertainty", "dimension", "indicator"),
)


def _label(keys: Table, key: str, default: Label) -> Label:
    zh, en = keys.text(key), keys.text(f"{key}_en")
    return Label(zh or en or default.zh, en or zh or default.en, "number")


def _id(keys: Table) -> str:
    keys.needs("id")
    name = keys.text("id")
    if not name:
        raise keys.wrong("id", "a name")
    if name in RESERVED:
        raise keys.wrong("id", "another name: this is a column of the result")
    return name


def _indicator(keys: Table) -> Indicator:
    keys.known(
        (
            *("id", "column", "name", "name_en", "dimension", "weight", "direction"),
            *("normalise", "target", "goalposts", "cap", "log", "error", "optional"),
        )
    )
    name = _id(keys)
    goalposts = keys.pair("goalposts", (0.0, 1.0)) if "goalposts" in keys else None
    return Indicator(
        id=name,
        column=keys.text("column", name),
        label=_label(keys, "name", Label(name, name)),
        dimension=keys.text("dimension"),
        weight=_weight(keys),
        direction=keys.choice("direction", get_args(Direction), "more"),
        normalise=keys.choice("normalise", get_args(Normalise)),
        target=keys.number("target") if "target" in keys else None,
        goalposts=goalposts,
        cap=keys.number("cap") if "cap" in keys else None,
        log=keys.flag("log"),
        error=keys.text("error"),
        optional=keys.flag("optional"),
    )


def _dimension(keys: Table) -> Dimension:
    keys.known(("id", "name", "name_en", "parent", "weight", "aggregate"))
    name = _id(keys)
    return Dimension(
        id=name,
        label=_label(keys, "name", Label(name, name)),
        parent=keys.text("parent"),
        weight=_weight(keys),
        aggregate=keys.choice("aggregate", get_args(Aggregate)),
    )


def _weight(keys: Table) -> float:
    weight = keys.number("weight", 1.0, low=0)
    if weight == 0:
        raise keys.wrong("weight", "a finite number above 0; leave out what should not count")
    return weight


def _outliers(keys: Table) -> Outliers:
    keys.known(("treat", "skew", "kurtosis", "points", "otherwise"))
    return Outliers(
        treat=keys.choice("treat", get_args(Treat), "winsorise" if keys.content else "none"),
        skew=keys.number("skew", 2.0, low=0),
        kurtosis=keys.number("kurtosis", 3.5, low=0),
        points=keys.whole("points", 5, low=1),
        otherwise=keys.choice("otherwise", get_args(Otherwise), "log"),
    )


def _choices(keys: Table) -> Choices | None:
    if "uncertainty" not in keys:
        return None
    inner = keys.inner("uncertainty")
    inner.known(
        (
            *("draws", "seed", "interval", "weights", "spread", "concentration"),
            *("normalise", "aggregate", "outliers"),
        )
    )
    found = Choices(
        draws=inner.whole("draws", 1000, low=2, high=100_000),
        seed=inner.whole("seed", 0, low=0),
        interval=inner.number("interval", 0.90, low=0, high=1),
        weights=inner.choice("weights", get_args(Weights), "fixed"),
        spread=inner.number("spread", 0.25, low=0, high=1),
        concentration=inner.number("concentration", 50.0, low=1e-6),
        normalise=inner.choices("normalise", get_args(Normalise), single=True),
        aggregate=inner.choices("aggregate", get_args(Aggregate), single=True),
        outliers=inner.choices("outliers", get_args(Treat), single=True),
    )
    errors = any("error" in each for each in keys.tables("indicator"))
    if found.weights == "fixed" and not (found.normalise or found.aggregate or found.outliers or errors):
        raise SchemaError.of("varies_nothing", file=keys.file)
    return found


def _network(keys: Table) -> Level | None:
    if "network" not in keys:
        return None
    inner = keys.inner("network")
    inner.known(("level",))
    level: Level = inner.choice("level", get_args(Level), "province")
    return level


def _hangs_together(design: Design) -> None:
    """Refuse ids that occur twice, parents that do not exist, circles, and dimensions without anything."""
    for name, count in Counter(each.id for each in design.parts).items():
        if count > 1:
            raise SchemaError.of("id_twice", where=design.where, id=name, count=count)
    parents = {each.id: each.parent for each in design.dimensions}
    asked = [("dimension", each.id, "parent", each.parent) for each in design.dimensions]
    asked += [("indicator", each.id, "dimension", each.dimension) for each in design.indicators]
    for table, name, key, parent in asked:
        if parent and parent not in parents:
            raise SchemaError.of(
                "no_dimension",
                where=design.where,
                table=table,
                name=name,
                key=key,
                parent=parent,
                found=list(parents) or Text("无", "none"),
            )
    try:
        TopologicalSorter({name: [parent] * bool(parent) for name, parent in parents.items()}).prepare()
    except CycleError as error:
        raise SchemaError.of("dimension_circle", where=design.where, name=error.args[1][0]) from None
    for name in sorted(parents.keys() - {above for _, _, _, above in asked}):
        raise SchemaError.of("dimension_empty", where=design.where, name=name)
    varied = design.uncertainty.normalise if design.uncertainty else ()
    for each in design.indicators:
        ways = (each.normalise or design.normalise, *varied)
        if "target" in ways and each.target is None:
            raise SchemaError.of("indicator_needs", where=design.where, id=each.id, setting="target = ...")
        if "goalposts" in ways and each.goalposts is None:
            raise SchemaError.of(
                "indicator_needs", where=design.where, id=each.id, setting="goalposts = [least, most]"
            )
        if "none" in ways and each.direction == "less":
            raise SchemaError.of("direction_kept", where=design.where, id=each.id)
        if each.log and min(each.goalposts or (1.0,)) <= 0:
            raise SchemaError.of(
                "goalposts_logarithm",
                where=design.where,
                id=each.id,
                goalposts=str(list(each.goalposts or ())),
            )
