"""A draft as the text of a ``dataset.toml``, with the reason of each guess behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from clusternet.io.init.block import Block
from clusternet.io.init.cells import Cut
from clusternet.io.init.draft import Draft
from clusternet.io.init.look import Seen
from clusternet.words.text import Text, numbered

_TOLD, _AGREE = 5, 0.9
"""Companies whose names and places are given, and the share of them that must lie where their names say."""
_REASON_AT = 44
"""Column in which the reasons begin."""

_HEAD = Text(
    "clusternet init 写成的初稿：每项后面是判断的依据；可以改动，init --update 保留改动。",
    "A first draft by clusternet init; what told each guess stands behind it. Change what is wrong:\n"
    "# init --update keeps what you changed.",
)
_SHARED = Text(
    "各关系表共用；某个表自己写的优先", "what all tables of ties share; what a table says itself comes first"
)


def quoted(value: object) -> str:
    r"""Return a text, list or table as TOML has it in one line.

    >>> print(quoted({"partner": ["领投", "等"]}), quoted("、\n"))
    { partner = ["领投", "等"] } "、\n"
    """
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {quoted(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else quoted(name)


def text(draft: Draft, title: str, language: str) -> str:
    """Return a descriptor, without the tables that the user fills in."""
    lines = [f"# {_HEAD.in_(language)}", _line("title", title), *_of_names(draft, language)]
    lines += _defaults(draft, language)
    for block, cut in draft.edges:
        lines += edges(block, cut, language)
    for block in draft.nodes:
        lines += nodes(block, language)
    if draft.left:
        lines += ["", f"# {Text('未读取的工作表', 'Sheets that are not read').in_(language)}"]
        lines += [f"#   {_one(block.seen[0].where)}: {_one(block.why.in_(language))}" for block in draft.left]
    return "\n".join(lines) + "\n"


def _of_names(draft: Draft, language: str) -> list[str]:
    """Offer to place companies by their registered names, where those that can be told mostly lie there."""
    if draft.places:
        reason = {
            "names": Text("两端都是地点", "the ends are places"),
            "own": Text(
                "两端都是国家：flows --level country", "the ends are countries: flows --level country"
            ),
        }[draft.places]
        return [_line("places", draft.places, reason.in_(language))]
    agree, told = draft.named
    if told < _TOLD or agree < _AGREE * told:
        return []
    reason = Text(
        f"去掉行首的#：没有地点的企业按名称定位；可核对的{told}个名称中{agree}个相符",
        f"take the # away to place companies by their names: of {told} that can be told {agree} fit",
    )
    return ["# " + _line("places", "names", reason.in_(language))]


def _defaults(draft: Draft, language: str) -> list[str]:
    shared: list[tuple[str, object, Text]] = []
    if draft.strip:
        shared.append(("strip", draft.strip, Text("名称末尾不属于名称的词", "words at the end of names")))
    if draft.missing:
        shared.append(("missing", draft.missing, Text("表示没有取值", "they say that there is no value")))
    if draft.whole:
        shared.append(
            ("whole", draft.whole, Text("含分隔符但不拆的名称", "names with a mark in them that stay whole"))
        )
    if draft.ranges:
        reason = Text(
            f"{draft.ranges}格写了多个年份，取第一个",
            f"{numbered(draft.ranges, 'cell', 'name')} several years",
        )
        shared.append(("years", "first", reason))
    if draft.one_place != "each":
        shared.append(("one_place", draft.one_place, draft.placed))
    if not shared:
        return []
    lines = ["", f"[defaults]  # {_SHARED.in_(language)}"]
    return lines + [_line(name, value, reason.in_(language)) for name, value, reason in shared]


def edges(block: Block, cut: Cut, language: str) -> list[str]:
    """Return the lines of a table of ties."""
    lines = _begin(block, "edges", language)
    for name, (value, reason) in block.set.items():
        lines.append(_line(f"set.{name}", value, reason.in_(language)))
    for end, marks in cut.split.items():
        reason = cut.reasons.get(f"split.{end}", Text("", ""))
        between = [*marks, *cut.words[end]] if end in cut.words else marks
        lines.append(_line(f"split.{end}", between, reason.in_(language)))
    if len(cut.split) > 1:
        lines.append(_line("splits", "product"))
    if block.matrix:
        lines.append(_line("matrix", True))
    if block.further:
        reason = Text("另一列合作方，空白即无", "a further column of partners: blank is none")
        lines.append(_line("blank", block.names[1:], reason.in_(language)))
    if cut.fill:
        reason = cut.reasons[f"fill.{cut.fill[0]}"]
        lines.append(_line("fill", cut.fill, reason.in_(language)))
    return [*lines, *_columns(block, language)]


def nodes(block: Block, language: str) -> list[str]:
    """Return the lines of a node table."""
    lines = _begin(block, "nodes", language)
    if block.kind:
        lines.append(_line("kind", block.kind))
    if not block.add:
        reason = Text("只补充已有节点，不新增", "it describes nodes and makes none")
        lines.append(_line("add", False, reason.in_(language)))
    for name, (value, reason) in block.set.items():
        lines.append(_line(f"set.{name}", value, reason.in_(language)))
    for name in (name for name in ("province", "city") if name in block.columns):
        if blank := _blank_below(block, name):
            said = Text(
                f"{blank}行空白；如只写在首行，去掉行首的#",
                f"{numbered(blank, 'row', 'are')} blank; if it is written once for several, take the # away",
            )
            lines.append("# " + _line("fill", [name], said.in_(language)))
    return [*lines, *_columns(block, language)]


def _blank_below(block: Block, name: str) -> int:
    """Count the rows without a value in a column whose values all differ, as if each held for several."""
    blank, inked = 0, list[str]()
    for seen in block.seen:
        cells = seen.frame.loc[seen.frame[block.columns["id"].header] != "", block.columns[name].header]
        blank += int((cells == "").sum())
        inked += [cell for cell in cells if cell]
    return blank if blank > 2 and len(set(inked)) == len(inked) > 1 else 0


def _begin(block: Block, key: str, language: str) -> list[str]:
    rows = sum(len(seen.frame) for seen in block.seen)
    said = Text(f"{block.why.zh}，{rows}行", f"{block.why.en}, {numbered(rows, 'row')}").in_(language)
    lines = ["", f"[[{key}]]  # {_one(said)}"]
    lines += [f"# ? {_one(doubt.in_(language))}" for doubt in block.doubts]
    lines.append(_line("file", block.seen[0].file))
    if block.seen[0].sheet:
        lines.append(_line("sheet", sheets(block.seen)))
    if block.seen[0].header_row > 1:
        lines.append(_line("header_row", block.seen[0].header_row))
    if block.unused:
        unused = Text("未用的列：", "columns not used: ").in_(language)
        lines.append(f"# {unused}{_one('、'.join(block.unused))}")
    return lines


def sheets(seen: Sequence[Seen]) -> str | list[str]:
    """Return the sheets of a block as a descriptor names them."""
    return seen[0].sheet if len(seen) == 1 else [each.sheet for each in seen]


def _columns(block: Block, language: str) -> list[str]:
    return [
        _line(f"columns.{name}", column.header, column.reason.in_(language))
        for name, column in block.columns.items()
    ]


def _line(name: str, value: object, reason: str = "") -> str:
    said = f"{name} = {quoted(value)}"
    return f"{said}{' ' * max(2, _REASON_AT - _width(said))}# {_one(reason)}" if reason else said


def _width(said: str) -> int:
    return sum(1 + (letter > "\u2e7f") for letter in said)


def _one(said: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())


def tables(files: Iterable[tuple[str, str, Text]], language: str) -> list[str]:
    """Return the lines that name the tables to fill in: section, file and what it is for."""
    lines: list[str] = []
    listed = list(files)
    for section, file, meant in listed:
        if section == "nodes":  # before other tables: these belong together
            lines += ["", f"[[nodes]]  # {meant.in_(language)}", _line("file", file), "add = false"]
    crosswalk = [
        (section.partition(".")[2], file, meant) for section, file, meant in listed if "." in section
    ]
    if crosswalk:
        lines += ["", "[crosswalk]"]
        lines += [_line(key, file, meant.in_(language)) for key, file, meant in crosswalk]
    for section, file, meant in listed:
        if section != "nodes" and "." not in section:
            lines += ["", f"[{section}]  # {meant.in_(language)}", _line("file", file)]
    return lines
