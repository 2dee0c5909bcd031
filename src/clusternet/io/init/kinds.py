"""What a sheet is: ties, a roster, a list, or nothing that belongs to a network."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.io.init.columns import SURE, Column, columns, overlap, values
from clusternet.io.init.headers import NAMES
from clusternet.io.init.look import Seen
from clusternet.schema import dates
from clusternet.words.text import NOTHING, Text

_PLACES = ("province", "city", "country")
_OF_END = (*_PLACES, "category")
_OF_ROW = ("direction", "year", "relation", "technology", "application", "industry", "provenance")
_OF_NODE = (*_OF_END, "founded", "platform", "stock_code", "credit_code", "left_year", "parent")
OTHER_NAMES = ("full_name", "short_name", "former_name", "english_name", "other_names")
_ALIKE = 0.6
"""Share of rows from which one column is taken for a shorter form of another."""
_SAMPLES = 0.3
"""Share of names from which a list is taken for the roster of the samples."""

RELATIONS = {
    "investment": r"投资|融资|投融资|轮次|领投|跟投|股权|invest|financing|funding",
    "human_capital": r"人力|人才|高管|毕业|院校|培养|教育背景|任职|校友|学历|实习|talent|human|alumni|educat",
    "technology": r"技术|赋能|专利|许可|产学研|研发合作|合作|technolog|licen[cs]|cooperat|collaborat|partner",
}
_BOTH = re.compile(r"双向|互为|联合|共建|共同|合作办学|产学研|joint|mutual", re.IGNORECASE)
_INWARD = re.compile(r"引进|输入|采购|购买|受让|供应商|获得|in-?licen", re.IGNORECASE)
_OUTWARD = re.compile(r"对外投资|输出|赋能|销售|客户|转让|out-?licen", re.IGNORECASE)
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


@dataclass
class Block:
    """One table of a descriptor on its way: alike sheets of one file.

    Attributes
    ----------
    key
        ``edges``, ``nodes``, or blank where the sheet is left out.
    seen
        Its sheets.
    columns
        Column name -> the column of the sheet.
    set
        Column name -> value, with its reason.
    kind
        For nodes: ``sample`` or blank.
    add
        For nodes: whether its rows are nodes.
    why
        What told what it is.
    doubts
        What a reader should look at.
    unused
        Headers that are not used.
    further
        For ties: whether it reads a further column of partners, which may be blank.
    """

    key: str
    seen: list[Seen]
    columns: dict[str, Column] = field(default_factory=dict)
    set: dict[str, tuple[str, Text]] = field(default_factory=dict)
    kind: str = ""
    add: bool = True
    why: Text = NOTHING
    doubts: list[Text] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    further: bool = False

    @property
    def names(self) -> list[str]:
        """The names of its columns of names."""
        return [name for name in ("source", "target", "sample", "partner", "id") if name in self.columns]


def blocks(sheets: list[Seen]) -> list[Block]:
    """Return what each sheet is; a sheet with several partners beside one firm is several blocks."""
    read = [(seen, [] if seen.why or seen.graph else columns(seen)) for seen in sheets]
    listed = {cell for seen, found in read if len(_names(seen, found)) < 2 for cell in _cells(seen, found)}
    ties = {seen.where: _ties(seen, found, listed) for seen, found in read if len(_names(seen, found)) > 1}
    for seen, found in read:
        if seen.where not in ties and (block := _of_one(seen, found, listed)):
            ties[seen.where] = [block]
    every = [block for several in ties.values() for block in several]
    samples = _in_column(every, "sample") or _in_column(every, "source") | _in_column(every, "target")
    made: list[Block] = []
    for seen, found in read:
        if seen.graph:
            made.append(Block("edges", [seen], why=Text("图文件", "a graph file")))
        elif seen.why is not None:
            made.append(Block("", [seen], why=seen.why))
        else:
            made += ties.get(seen.where) or [_nodes(seen, found, samples)]
    return made


def _in_column(made: list[Block], name: str) -> set[str]:
    cells = (cell for block in made if name in block.columns for cell in block.columns[name].cells)
    said = {block.set[name][0] for block in made if name in block.set}
    return said | {part for cell in cells for part in (cell, *values(cell))}


def _names(seen: Seen, found: list[Column]) -> list[Column]:
    """Return the columns of names, without those that shorten another."""
    named = [column for column in found if column.role == NAMES]
    kept: list[Column] = []
    for column in named:
        if not any(_shortens(seen, one.header, column.header) for one in kept):
            kept.append(column)
    return kept


def _shortens(seen: Seen, one: str, other: str) -> bool:
    """Whether two columns hold longer and shorter forms of the same names."""
    rows = seen.frame[[one, other]]
    rows = rows[(rows[one] != "") & (rows[other] != "")].head(200)
    pairs = [sorted(pair, key=len) for pair in rows.itertuples(index=False, name=None)]
    return bool(pairs) and sum(_holds(longer, shorter) for shorter, longer in pairs) >= _ALIKE * len(pairs)


def _holds(longer: str, shorter: str) -> bool:
    """Whether the letters of a text stand in another in their order."""
    letters = iter(longer)
    return all(letter in letters for letter in shorter)


def _cells(seen: Seen, found: list[Column]) -> set[str]:
    roles = (NAMES, *OTHER_NAMES)
    return {cell for column in found if column.role in roles for cell in column.cells}


def said(seen: Seen, found: Collection[Column] = ()) -> str:
    """Return the words that a sheet is called by, the headers too."""
    return " ".join((seen.file, seen.sheet, seen.title, *(column.header for column in found)))


# -- ties --------------------------------------------------------------------------------------------------
def _ties(seen: Seen, found: list[Column], listed: set[str]) -> list[Block]:
    names = _names(seen, found)
    directed = next((column for column in found if column.role == "direction"), None)
    ends = _ends(names, listed, directed is not None)
    if ends is None:
        return []
    first, others, form = ends
    made = [_tie(seen, found, (first, other), form) for other in others]
    for block in made[1:]:
        block.further = True
    return made


def _ends(
    names: list[Column], listed: set[str], directed: bool
) -> tuple[Column, list[Column], tuple[str, str]] | None:
    """Return the column of one end, those of the other, and what the two are called."""
    givers, takers = ([column for column in names if _is_role(column, side)] for side in ("source", "target"))
    if givers and takers and not directed and givers[0] not in takers:
        return givers[0], takers, ("source", "target")
    weight = {"sample": 2.0, "partner": -2.0}

    def likely(column: Column) -> float:
        return weight.get(column.side, 0.0) + 3 * overlap(list(column.cells)[:400], listed)

    sample = max(names, key=likely)
    rest = [column for column in names if column is not sample]
    partners = [column for column in rest if column.side != "sample"] or rest
    if len(partners) > 1:
        sided = [column for column in partners if column.side in ("partner", "source", "target")]
        partners = sided or partners[:1]
    return (sample, partners, ("sample", "partner")) if partners else None


def _of_one(seen: Seen, found: list[Column], listed: set[str]) -> Block | None:
    """Return the ties of a sheet that is called by the firm that all of them are of; None where it is not."""
    names = _names(seen, found)
    called = next((name for name in (seen.sheet.strip(), Path(seen.file).stem) if name in listed), "")
    if len(names) != 1 or not called or not {"direction", "year"} & {column.role for column in found}:
        return None
    block = Block("edges", [seen], {"partner": names[0]}, why=Text("一家企业的关系", "the ties of one firm"))
    block.set["sample"] = (called, Text("表名", "the name of the sheet"))
    for column in (each for each in found if each is not names[0]):
        name = column.role if column.role in _OF_ROW else f"partner_{column.role}"
        if column.role in (*_OF_ROW, *_OF_END) and name not in block.columns:
            block.columns[name] = column
        else:
            block.unused.append(column.header)
    _relation(block, seen, found)
    if "direction" not in block.columns:
        _direction(block, seen, found)
    if "year" not in block.columns:
        _year(block, seen)
    return block


def _is_role(column: Column, side: str) -> bool:
    """Whether a header names who supplies, or who receives."""
    word = {"source": "供应商|supplier", "target": "客户|买方|customer|client"}[side]
    return column.side == side or re.search(word, column.header, re.IGNORECASE) is not None


def _tie(seen: Seen, found: list[Column], ends: tuple[Column, Column], form: tuple[str, str]) -> Block:
    block = Block("edges", [seen], dict(zip(form, ends, strict=True)))
    block.why = Text("两列机构名称", "two columns of organisations")
    taken = {id(each) for each in ends}
    for column in (each for each in found if id(each) not in taken):
        name = _of_tie(column, found, ends, form)
        if name and name not in block.columns:
            block.columns[name] = column
        else:
            block.unused.append(column.header)
    _relation(block, seen, found)
    if form == ("sample", "partner") and "direction" not in block.columns:
        _direction(block, seen, found)
    if "year" not in block.columns:
        _year(block, seen)
    return block


def _of_tie(column: Column, found: list[Column], ends: tuple[Column, Column], form: tuple[str, str]) -> str:
    """Return what a column is called in an edge table; of an end is what stands behind it."""
    if column.role in _OF_ROW:
        return column.role
    if column.role not in _OF_END:
        return ""
    if column.side in form:
        return f"{column.side}_{column.role}"
    order = [id(each) for each in found]
    place = order.index(id(column))
    before = [end for end in range(2) if order.index(id(ends[end])) < place]
    nearest = max(before, key=lambda end: order.index(id(ends[end])), default=0)
    others = {id(each) for each in found if each.role == NAMES and order.index(id(each)) < place}
    last = max(others, key=order.index, default=id(ends[nearest]))
    return f"{form[nearest]}_{column.role}" if last == id(ends[nearest]) else ""


def _relation(block: Block, seen: Seen, found: list[Column]) -> None:
    if "relation" in block.columns:
        return
    heads = " ".join(column.header for column in found)
    scores = {
        relation: sum(
            weight * bool(re.search(pattern, text, re.IGNORECASE))
            for weight, text in ((3, f"{seen.sheet} {seen.title}"), (2, heads), (1, seen.file))
        )
        for relation, pattern in RELATIONS.items()
    }
    best = max(scores, key=lambda relation: scores[relation])
    if not scores[best]:
        reason = Text("没有依据，请核对", "nothing tells: look at it")
        block.doubts.append(Text("关系类型没有依据", "nothing tells the type of the relations"))
        block.set["relation"] = ("technology", reason)
        return
    match = re.search(RELATIONS[best], f"{seen.sheet} {seen.title} {heads} {seen.file}", re.IGNORECASE)
    word = match[0] if match else ""
    block.set["relation"] = (best, Text(f"名称中有“{word}”", f"its names say {word!r}"))


def _direction(block: Block, seen: Seen, found: list[Column]) -> None:
    """Say which way ties run that have no column of directions."""
    called = f"{seen.sheet or seen.file} {seen.title}"
    text = f"{called} {' '.join(column.header for column in found)}"
    relation = block.set["relation"][0] if "relation" in block.set else ""
    if match := _BOTH.search(called):
        block.set["direction"] = ("both", Text(f"名称中有“{match[0]}”", f"its names say {match[0]!r}"))
    elif relation == "investment" and not re.search(r"对外投资", text):
        reason = Text("资金由投资方流向企业", "money runs from the investor to the firm")
        block.set["direction"] = ("input", reason)
    elif relation == "human_capital":
        reason = Text("人才由院校流向企业", "people come from the school to the firm")
        block.set["direction"] = ("input", reason)
    elif match := _INWARD.search(text) or _OUTWARD.search(text):
        way = "input" if _INWARD.search(text) else "enable"
        block.set["direction"] = (way, Text(f"名称中有“{match[0]}”", f"its names say {match[0]!r}"))
    else:
        block.set["direction"] = ("enable", Text("没有依据，请核对", "nothing tells: look at it"))
        block.doubts.append(Text("没有方向列，暂按赋能", "no column of directions: taken as enabling"))


def _year(block: Block, seen: Seen) -> None:
    """Take the year from the names of a sheet whose rows have none."""
    for text in (seen.sheet, seen.title, seen.file):
        if (year := dates.one_year(text)) is not None:
            block.set["year"] = (str(year), Text(f"取自“{text[:30]}”", f"from {text[:30]!r}"))
            return
    block.doubts.append(Text("没有年份", "no years"))


# -- nodes -------------------------------------------------------------------------------------------------
def _nodes(seen: Seen, found: list[Column], samples: set[str]) -> Block:
    names = [column for column in found if column.role in (NAMES, *OTHER_NAMES)]
    if not names:
        why = Text("没有机构名称，像是统计表或说明", "no names of organisations: figures or notes")
        return Block("", [seen], why=why)
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
