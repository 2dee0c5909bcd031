"""Wrong usage, told in the language that the command asks for: the usage, where help is, what is wrong."""

from __future__ import annotations

import re
from typing import Self

import click

from clusternet.errors import ClusternetError


class Misuse(click.UsageError):
    """Options or arguments that do not go together, in the words of ``data/refusals.csv``."""

    def __init__(self, error: ClusternetError) -> None:
        super().__init__(str(error))
        self.zh = error.zh

    @classmethod
    def of(cls, key: str, /, **values: object) -> Self:
        """Return it with values in the places of a text, as `ClusternetError.of` does."""
        return cls(ClusternetError.of(key, **values))


class BadValue(click.BadParameter):
    """A value that an option does not take: an option by its name, or the parameter that is read."""

    def __init__(self, error: ClusternetError, option: str | click.Parameter | None) -> None:
        hint, param = (option, None) if isinstance(option, str) else (None, option)
        super().__init__(str(error), param_hint=hint, param=param)
        self.zh = error.zh

    @classmethod
    def of(cls, key: str, /, option: str | click.Parameter | None, **values: object) -> Self:
        """Return it with values in the places of a text; ``option`` is that of the value."""
        return cls(ClusternetError.of(key, **values), option)


def told(error: click.UsageError) -> str:
    """Return what is wrong in Chinese, by what kind of error it is; English where its kind is not known."""
    context = error.ctx or click.get_current_context(silent=True)
    lines = []
    if context is not None:
        pieces = " ".join(context.command.collect_usage_pieces(context))
        lines += [f"用法：{context.command_path} {pieces}", f"选项见 {context.command_path} --help。", ""]
    return "\n".join([*lines, f"错误：{_reason(error)}"])


def _reason(error: click.UsageError) -> str:
    said = getattr(error, "zh", "")
    if isinstance(error, Misuse):
        return said
    if isinstance(error, click.NoSuchOption):
        near = f"；是否为 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少取值，或不应有取值"
    if isinstance(error, click.BadParameter):
        param = error.param
        name = error.param_hint or (param.get_error_hint(error.ctx) if param and error.ctx else "")
        if isinstance(error, click.MissingParameter):
            return f"缺少 {name}"
        return f"{name} 的取值无效：{said or _wanted(param) or error.message}"
    extra = re.search(r"\((.*)\)$", error.message)  # click gives no other kind without a name
    return f"多余的参数：{extra[1]}" if extra else error.format_message()


def _wanted(param: click.Parameter | None) -> str:
    """Return what the values of an option are."""
    kind = None if param is None else param.type
    if isinstance(kind, click.Choice):
        return f"可用：{'、'.join(map(str, kind.choices))}"
    number = "整数" if isinstance(kind, click.types.IntParamType) else "数"
    if isinstance(kind, click.IntRange | click.FloatRange):
        low = "" if kind.min is None else f"{'大于' if kind.min_open else '不小于'} {kind.min:g} "
        high = "" if kind.max is None else f"{'小于' if kind.max_open else '不大于'} {kind.max:g} "
        return f"应为{'、'.join(filter(None, (low.strip(), high.strip())))} 的{number}"
    return f"应为{number}" if isinstance(kind, click.types.IntParamType | click.types.FloatParamType) else ""
