"""What a sheet is: ties, a roster, a list, or nothing that belongs to a network."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from clusternet.io.init import ties
from clusternet.io.init.block import OF_END, OTHER_NAMES, Block, columns_of_names
from clusternet.io.init.columns import SURE, Column, columns, overlap, values
from clusternet.io.init.headers import NAMES
from clusternet.io.init.look import Seen
from clusternet.schema.tables import AUTHORS
from clusternet.words.text import Text

_OF_NODE = (*OF_END, "founded", "platform", "stock_code", "credit_code", "left_year", "parent")
_SAMPLES = 0.3
"""Share of names from which a list is taken for the roster of the samples."""
_RECORDS = 0.3
"""Share of cells with several names from which rows are records of something done together."""
_PEOPLE = re.compile(r"作者|发明人|申请人|权利人|author|inventor|applicant|assignee", re.IGNORECASE)
_LEAVERS = re.compile(r"退出|剔除|注销|离开|移出|exit|left", re.IGNORECASE)
_CATEGORIES = {
    "university": r"大学|高校|院校|学校|universit|college",
    "new_organisation": r"新型研发|新型创新|实验室|laborator",
    "institute": r"科研|研究院|研究所|院所|研究机构|institut",
    "hospital": r"医院|hospital",
    "investor": r"投资机构|创投|基金|资本|投资方|投资人|investor|fund",
    "government": r"政府|委办|government",
    "association": r"协会|联盟|学会|association",
}


def blocks(sheets: list[Seen]) -> list[Block]:
    """Return what each sheet is; a sheet with several partners beside one firm is several blocks."""
    read = [(seen, [] if seen.why or seen.graph else columns(seen)) for seen in sheets]
    listed = {
        cell for seen, found in read if len(columns_of_names(seen, found)) < 2 for cell in _cells(seen, found)
    }
    made_of = {
        seen.where: ties.of_two(seen, found, listed)
        for seen, found in read
        if len(columns_of_names(seen, found)) > 1
    }
    for seen, found in read:
        if block := ties.of_matrix(seen):
            made_of[seen.where] = [block]
        elif found and not made_of.get(seen.where):
            block = ties.of_one(seen, found, listed) or ties.of_headers(seen, found)
            made_of |= {seen.where: [block]} if block else {}
    every = [block for several in made_of.values() for block in several]
    samples = _in_column(every, "sample") or _in_column(every, "source") | _in_column(every, "target")
    made: list[Block] = []
    for seen, found in read:
        if seen.graph:
            made.append(Block("edges", [seen], why=Text("图文件", "a graph file")))
        elif seen.why is not None:
            made.append(Block("", [seen], why=seen.why))
        else:
            made += made_of.get(seen.where) or [_nodes(seen, found, samples)]
    return made


def _in_column(made: list[Block], name: str) -> set[str]:
    cells = (cell for block in made if name in block.columns for cell in block.columns[name].cells)
    said = {
        block.set[name][0].replace("{sheet}", seen.sheet.strip()).replace("{file}", Path(seen.file).stem)
        for block in made
        if name in block.set
        for seen in block.seen
    }
    return said | {part for cell in cells for part in (cell, *values(cell))}


def _cells(seen: Seen, found: list[Column]) -> set[str]:
    roles = (NAMES, *OTHER_NAMES)
    return {cell for column in found if column.role in roles for cell in column.cells}


# -- nodes -------------------------------------------------------------------------------------------------
def _nodes(seen: Seen, found: list[Column], samples: set[str]) -> Block:
    names = [column for column in found if column.role in (NAMES, *OTHER_NAMES)]
    several = _of_records(seen, found)
    if not names or several:
        why = Text("没有机构名称，像是统计表或说明", "no names of organisations: figures or notes")
        return Block("", [seen], why=several or why)
    block = Block("nodes", [seen], _of_nodes(seen, found, names))
    known = {cell for column in names for cell in column.cells}
    share = max(len(known & samples) / max(len(samples), 1), overlap(list(known), samples))
    few = len(known) < 0.5 * len(samples)
    if _LEAVERS.search(seen.sheet + seen.title) or (few and "left_year" in block.columns):
        block.add, block.why = False, Text("退出的样本企业", "samples that left")
    elif share >= _SAMPLES and not _category(block, seen, known):
        block.kind = "sample"
        block.why = Text(f"名录：{share:.0%}的名称是样本", f"a roster: {share:.0%} of its names are samples")
    else:
        block.add = False
        block.why = Text("名单：只补充已有节点", "a list: it describes nodes and makes none")
        if category := _category(block, seen, known):
            block.set["category"] = category
    if not _tells_apart(seen, block.columns["id"], 0.6):
        return Block("", [seen], why=Text("名称重复，不是名单", "no list: its names stand many times"))
    if set(block.columns) <= {"id", *OTHER_NAMES} and not block.set and not block.kind and len(names) < 2:
        return Block("", [seen], why=Text("名单没有可用的列", "a list without a column that is of use"))
    block.unused = [each.header for each in found if each not in block.columns.values()]
    return block


def _of_records(seen: Seen, found: list[Column]) -> Text | None:
    """Return what reads a sheet whose rows name several each, as patents and papers do; None if it is not so.

    Its columns of names are looked at; where it has none, those of authors and inventors.
    """
    named = [column for column in found if column.role == NAMES]
    named = named or [column for column in found if _PEOPLE.search(column.header)]
    if not named or not all(_several(column) >= _RECORDS for column in named):
        return None
    of_papers = [each for each in found if each.header.casefold() in AUTHORS["author_countries"].headers]
    papers = any(_several(each) >= _RECORDS for each in of_papers)
    reads = f'cooccurrence "{seen.file}" --of "{named[0].header}"'
    reads = "clusternet " + (f'collaboration "{seen.file}"' if papers else reads)
    reads += f' --sheet "{seen.sheet}"' if seen.sheet else ""
    return Text(f"一格有多个名称，由 {reads} 读取", f"several names in a cell, which {reads} reads")


def _several(column: Column) -> float:
    """Return the share of cells with a mark between names; what begins with a bracket is no further name."""
    further = re.compile(rf"[{SURE}]\s*[^\s(（{SURE}]")
    marked = sum(number for cell, number in column.cells.items() if further.search(cell))
    return marked / max(sum(column.cells.values()), 1)


def _of_nodes(seen: Seen, found: list[Column], names: list[Column]) -> dict[str, Column]:
    roles: dict[str, Column] = {}
    for column in found:
        role = "name" if column.role == NAMES else column.role
        if role == "name" and "name" in roles:  # a further column of names is a shorter or longer form
            longer = _mean(column) > _mean(roles["name"])
            role = "full_name" if longer else "short_name"
        if role in ("name", *OTHER_NAMES, *_OF_NODE):
            roles.setdefault(role, column)
    order = [role for role in ("short_name", "name", "full_name", *OTHER_NAMES) if role in roles]
    best = next((role for role in order if _tells_apart(seen, roles[role])), order[0])
    chosen = {"id": roles.pop(best)}
    if "name" in roles:
        roles["full_name" if "full_name" not in roles else "other_names"] = roles.pop("name")
    return chosen | roles


def _mean(column: Column) -> float:
    return sum(map(len, column.cells)) / len(column.cells)


def _tells_apart(seen: Seen, column: Column, least: float = 0.97) -> bool:
    """Whether nearly every row has a name of its own in a column."""
    cells = seen.frame[column.header]
    inked = cells[cells != ""]
    return len(inked) >= (least - 0.07) * len(cells) and inked.nunique() >= least * len(inked)


def _category(block: Block, seen: Seen, known: Collection[str]) -> tuple[str, Text] | None:
    """Return what all names of a list are, with what told it; None where nothing does."""
    if "category" in block.columns:
        return None
    called = f"{seen.sheet} {seen.title} {block.columns['id'].header}"
    for category, pattern in _CATEGORIES.items():
        share = sum(bool(re.search(pattern, name, re.IGNORECASE)) for name in known) / len(known)
        if re.search(pattern, called, re.IGNORECASE) and share >= 0.3:
            reason = Text(f"{share:.0%}的名称如此", f"so are {share:.0%} of its names")
            return category, reason
    return None


def known_names(made: Collection[Block]) -> set[str]:
    """Return the names in all columns of names, and what stands between sure marks in them."""
    known: set[str] = set()
    for block in made:
        columns = [block.columns[name] for name in (*block.names, *OTHER_NAMES) if name in block.columns]
        for cell in (cell for column in columns for cell in column.cells):
            known.update(part.strip() for part in re.split(f"[{SURE}]", cell))
    return known - {""}
