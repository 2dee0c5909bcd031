"""Sheets of ties: which columns are the ends and whose the others are, and what the names of a sheet say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from clusternet.io.init.block import OF_END, Block, columns_of_names
from clusternet.io.init.columns import Column, is_organisation, is_place, overlap
from clusternet.io.init.headers import NAMES
from clusternet.io.init.look import Seen
from clusternet.schema import dates, recognition
from clusternet.schema.columns import FORMS, edge_names
from clusternet.schema.wide import year_columns
from clusternet.words.text import Text

_OF_ROW = ("direction", "year", "relation", "technology", "application", "industry", "provenance")
_ITSELF = 0.3
"""Share of firms in a column of suppliers or receivers from which the firm of a row is one of the two."""
_MATRIX, _SHARED = 0.8, 0.5
"""Shares: of the names above a matrix that are known as such; of the values that two alike columns share."""
_VALUES = (
    "year",
    "number",
    "amount",
    "direction",
    "category",
    "relation",
    "technology",
    "application",
    "industry",
)
_ID = re.compile(r"编号|代码|code|(?:^|[^a-z])id|id$|号$", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")
_SAME_YEAR = 0.9
"""Share of years that must be the one in the name of a sheet, where it is to fill the blanks."""
RELATIONS = {
    "investment": r"投资|融资|投融资|轮次|领投|跟投|股权|invest|financing|funding",
    "human_capital": r"人力|人才|高管|毕业|院校|培养|教育背景|任职|校友|学历|实习|talent|human|alumni|educat",
    "technology": r"技术|赋能|专利|许可|产学研|研发合作|合作|technolog|licen[cs]|cooperat|collaborat|partner",
}
_BOTH = re.compile(r"双向|互为|联合|共建|共同|合作办学|产学研|joint|mutual", re.IGNORECASE)
_INWARD = re.compile(r"引进|输入|采购|购买|受让|供应商|获得|in-?licen", re.IGNORECASE)
_OUTWARD = re.compile(r"对外投资|输出|赋能|销售|客户|转让|out-?licen", re.IGNORECASE)


def of_two(seen: Seen, found: list[Column], listed: set[str]) -> list[Block]:
    """Return the ties of a sheet with several columns of names, a block for each column of partners."""
    names = columns_of_names(seen, found)
    directed = next((column for column in found if column.role == "direction"), None)
    ends = _ends(names, listed, directed is not None)
    if ends is None:
        return []
    first, others, form = ends
    made = [_tie(seen, found, (first, other), form) for other in others]
    for block in made[0 if {"source", "target"} <= {each.side for each in others} else 1 :]:
        block.further = True
    return made


def _ends(
    names: list[Column], listed: set[str], directed: bool
) -> tuple[Column, list[Column], tuple[str, str]] | None:
    """Return the column of one end, those of the other, and what the two are called."""
    givers, takers = ([column for column in names if _is_role(column, side)] for side in ("source", "target"))
    if givers and takers and not directed and givers[0] not in takers:
        own = [column for column in names if column.side == "sample" and column not in (*givers, *takers)]
        if own and not any(
            overlap(list(own[0].cells), set(each.cells)) > _ITSELF for each in givers + takers
        ):
            return own[0], [*takers, *givers], ("sample", "partner")
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


def of_one(seen: Seen, found: list[Column], listed: set[str]) -> Block | None:
    """Return the ties of a sheet that is called by the firm that all of them are of; None where it is not."""
    names = columns_of_names(seen, found)
    names_of = {"{sheet}": seen.sheet.strip(), "{file}": Path(seen.file).stem}
    called = next((asked for asked, name in names_of.items() if name in listed), "")
    if len(names) != 1 or not called or not {"direction", "year"} & {column.role for column in found}:
        return None
    block = Block("edges", [seen], {"partner": names[0]}, why=Text("一家企业的关系", "the ties of one firm"))
    block.set["sample"] = (called, Text("表名", "the name of the sheet"))
    named = {role: role for role in _OF_ROW} | {role: f"partner_{role}" for role in OF_END}
    others = [each for each in found if each is not names[0]]
    return _completed(block, found, [(each, named.get(each.role, "")) for each in others])


def of_matrix(seen: Seen) -> Block | None:
    """Return the ties of a sheet with names at the left and above and numbers between; None if it is none."""
    if seen.ends is None:
        return None
    down, across = map(set, seen.ends)
    named = sum(is_place(name) or is_organisation(name) for name in across)
    if not (across <= down or down <= across) and named < _MATRIX * len(across):
        return None
    block = Block("edges", [seen], matrix=True, why=Text("矩阵：由行到列", "a matrix, from rows to columns"))
    _year(block, seen)
    return block


def of_headers(seen: Seen, found: list[Column]) -> Block | None:
    """Return the ties of a sheet whose headers name both ends, or whose first columns share their values.

    The ends may be what no word tells to be organisations: numbers, places, short names.
    """
    named = {name: header for header, name in recognition.edge_columns(seen.frame.columns).items()}
    form = next((each for each in FORMS if set(each) <= set(named)), None)
    block = Block("edges", [seen], why=Text("表头指明两端", "its headers name both ends"))
    if form is None:
        if (ends := _alike(seen, found)) is None:
            return None
        form, named = FORMS[0], dict(zip(FORMS[0], ends, strict=True))
        block.why = Text("两列取值相同", "two columns of the same values")
        block.doubts.append(
            Text("方向按列的先后，请核对", "taken as from the first to the second: look at it")
        )
    by_header = {column.header: column for column in found}
    if not {named[end] for end in form} <= set(by_header):
        return None
    header = Text("表头", "its header")
    block.columns = {end: replace(by_header[named[end]], reason=header) for end in form}
    taken = {named[end] for end in form}
    rest = {header: name for name, header in named.items()}
    others = [each for each in found if each.header not in taken]
    known = {*edge_names()} - {*form}
    told = [(each, name if (name := rest.get(each.header, "")) in known else each.role) for each in others]
    return _completed(
        block, found, [(each, name if name in known else "") for each, name in told], guess=False
    )


def _alike(seen: Seen, found: list[Column]) -> tuple[str, str] | None:
    """Return the headers of two columns of names or ids, most of whose values stand in both."""
    held = [each for each in found if each.role not in _VALUES or _ID.search(each.header)]
    held = [each for each in held if len(each.cells) > 1 and (_ID.search(each.header) or not _numeric(each))]
    for place, one in enumerate(held):
        for other in held[place + 1 :]:
            if {one.role, other.role} == {"province", "city"}:  # one place, not two ends: 北京, 北京
                continue
            fewer = min(len(one.cells), len(other.cells))
            if len(set(one.cells) & set(other.cells)) >= _SHARED * fewer:
                return one.header, other.header
    return None


def _numeric(column: Column) -> bool:
    return all(_NUMBER.fullmatch(cell) for cell in column.cells)


def _is_role(column: Column, side: str) -> bool:
    """Whether a header names who supplies, or who receives."""
    word = {"source": "供应商|supplier", "target": "客户|买方|customer|client"}[side]
    return column.side == side or re.search(word, column.header, re.IGNORECASE) is not None


def _tie(seen: Seen, found: list[Column], ends: tuple[Column, Column], form: tuple[str, str]) -> Block:
    block = Block("edges", [seen], dict(zip(form, ends, strict=True)))
    block.why = Text("两列机构名称", "two columns of organisations")
    taken = {id(each) for each in ends}
    others = [each for each in found if id(each) not in taken]
    return _completed(block, found, [(each, _of_tie(each, found, ends, form)) for each in others])


def _completed(
    block: Block, found: list[Column], named: list[tuple[Column, str]], *, guess: bool = True
) -> Block:
    """Return a block with its further columns, each name once; what none says, its names say."""
    for column, name in named:
        if name and name not in block.columns:
            block.columns[name] = column
        else:
            block.unused.append(column.header)
    (seen,) = block.seen
    _relation(block, seen, found, guess=guess)
    if "partner" in block.columns and "direction" not in block.columns:
        _direction(block, seen, found)
    if guess or not year_columns(map(str, seen.frame)):
        _year(block, seen)
    return block


def _of_tie(column: Column, found: list[Column], ends: tuple[Column, Column], form: tuple[str, str]) -> str:
    """Return what a column is called in an edge table; of an end is what stands behind it."""
    if column.role in _OF_ROW:
        return column.role
    if column.role not in OF_END:
        return ""
    if column.side in form and not _is_anothers(column, found, ends):
        return f"{column.side}_{column.role}"
    order = [id(each) for each in found]
    place = order.index(id(column))
    before = [end for end in range(2) if order.index(id(ends[end])) < place]
    nearest = max(before, key=lambda end: order.index(id(ends[end])), default=0)
    others = {id(each) for each in found if each.role == NAMES and order.index(id(each)) < place}
    last = max(others, key=order.index, default=id(ends[nearest]))
    return f"{form[nearest]}_{column.role}" if last == id(ends[nearest]) else ""


def _is_anothers(column: Column, found: list[Column], ends: tuple[Column, Column]) -> bool:
    """Whether a column tells of another of several columns of partners: by its header, number or place."""
    named = [each for each in found if each.role == NAMES and each.side == column.side]
    if len(named) < 2:
        return False
    alike = [each for each in found if each.role == column.role and each.side == column.side]
    owners = [each for each in named if column.header.startswith(each.header)]
    owners = owners or [each for each in named if _digits(each.header) == _digits(column.header) != ""]
    if not owners and len(alike) == len(named):
        owners = [named[[id(each) for each in alike].index(id(column))]]
    return not any(each is end for each in owners for end in ends)


def _digits(header: str) -> str:
    return "".join(letter for letter in header if letter.isdigit() or letter in "一二三四五六七八九")


def _relation(block: Block, seen: Seen, found: list[Column], *, guess: bool) -> None:
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
    if not scores[best] and not guess:
        return
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
    partner = block.columns["partner"]
    if partner.side in ("source", "target"):
        way = "input" if partner.side == "source" else "enable"
        reason = Text(f"表头“{partner.header}”", f"its header {partner.header!r}")
        block.set["direction"] = (way, reason)
        return
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
    """Take the year from the names of a sheet, where its rows have none or some are blank."""
    ends = [block.columns[name].header for name in block.names]
    named = ((text, dates.one_year(text)) for text in (*ends, seen.sheet, seen.title, seen.file))
    text, year = next(((text, year) for text, year in named if year is not None), ("", None))
    reason = Text(f"取自“{text[:30]}”", f"from {text[:30]!r}")
    if "year" in block.columns:
        years = seen.frame[block.columns["year"].header][(seen.frame[ends] != "").all(axis=1)]
        cells = [cell for cell in years if cell]
        alike = sum(dates.dated(cell).first == year for cell in cells)
        if year is None or len(cells) == len(years) or alike < _SAME_YEAR * len(cells):
            return
        share = f"{alike / len(cells):.0%}"
        more = Text(f"空白格；其余{share}的年份相符", f"blank cells; it is the year of {share} of the others")
        reason = Text(f"{reason.zh}，用于{more.zh}", f"{reason.en}, for {more.en}")
    elif year is None:
        block.doubts.append(Text("没有年份", "no years"))
    if year is not None:
        plain = text == seen.sheet and dates.dated(text).plain and dates.dated(text).first == year
        block.set["year"] = ("{sheet}" if plain else str(year), reason)
