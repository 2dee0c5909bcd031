"""Rough folders in further layouts: ``python tests/rough_layouts.py DIR LAYOUT SEED``.

``firms``: a sheet per firm; ``years``: a sheet per year below joined headers, a firm named once, subtotals;
``english``: English headers and names; ``wide``: a column per partner, pages of HTML called .xls.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from rough_folders import CITIES, SCHOOLS, Folder, truth

SYLLABLES = "霄沛岳禾棠峪蔚澍弘靖韬璟骁翎"
TRADES = ["智联", "云算", "机器人", "微电子", "软件", "数科"]
LINES = ["重工", "乳业", "航运", "保险", "药业", "家居", "电力"]
FUNDS = ["禾川资本", "北麓创投", "九渡基金", "长堤投资", "望岳资本"]
LATIN = ["Ruvano", "Keltis", "Ombra", "Savile", "Tarnix", "Quorra", "Veltan", "Hexaly", "Nordin", "Pylox"]
ENGLISH = ["Robotics", "Semiconductor", "Vision", "Analytics", "Foods", "Shipping", "Energy"]
TECHNOLOGIES = ["物联网", "计算机视觉", "智能芯片", "区块链", "自动驾驶", "知识图谱"]
Rows = list[list[Any]]


def write(path: Path, layout: str, seed: int) -> Folder:
    """Write the raw files of a layout and what they mean, as ``raw`` and ``truth``."""
    made = Folder(path / "raw", Random(f"{layout} {seed}"))
    made.path.mkdir(parents=True)
    _organisations(made, latin=layout == "english")
    LAYOUTS[layout](made)
    truth(made, path / "truth")
    return made


def _organisations(made: Folder, *, latin: bool) -> None:
    draw = made.draw
    pairs = [one + two for one in SYLLABLES for two in SYLLABLES if one != two]
    if latin:
        pairs = [f"{one}{two.lower()} " for one in LATIN[:5] for two in ("", *LATIN[5:])]
    draw.shuffle(pairs)
    for place, stem in enumerate(pairs[: 34 if latin else 80]):
        sample = place < (14 if latin else 30)
        name = stem + draw.choice(ENGLISH if latin else TRADES if sample else LINES)
        city = draw.choice(list(CITIES))
        made.places[name] = city
        longer = f"{name} Co., Ltd." if latin else f"{city[:-1]}{name}有限公司"
        made.spellings[longer] = name
        (made.samples if sample else made.partners).append(name)
    made.places |= SCHOOLS
    made.partners += SCHOOLS


def _several(made: Folder, sample: str, most: int = 3) -> list[str]:
    others = [name for name in made.partners if name != sample]
    return made.draw.sample(others, made.draw.choice([1, 1, 2, most]))


def _tie(made: Folder, sample: str, several: Sequence[str], year: str, way: int) -> None:
    """Add ties: way 0 is from the sample, 1 to it, 2 both."""
    for partner in several:
        made.ties += [(sample, partner, year, "technology")] if way != 1 else []
        made.ties += [(partner, sample, year, "technology")] if way else []


def _day(draw: Random, year: str) -> Any:
    month = draw.randint(1, 12)
    return draw.choice([f"{year}年{month}月", f"{year}/{month}/15", f"{year}-{month:02d}-07", int(year)])


# -- a sheet per firm --------------------------------------------------------------------------------------
def _firms(made: Folder) -> None:
    draw, sheets = made.draw, {}
    words, mark = draw.choice([("赋能", "输入", "双向"), ("输出", "引进", "互为赋能")]), draw.choice("、；\n")
    for sample in made.samples[:8]:
        rows: Rows = []
        for _ in range(draw.randint(4, 9)):
            several, way, year = _several(made, sample), draw.randrange(3), str(draw.randint(2018, 2021))
            _tie(made, sample, several, year, way)
            names = mark.join(made.spelt(each).strip() for each in several) + draw.choice(["", "等"])
            where = mark.join(made.places[each] for each in several)
            technology = draw.choice(TECHNOLOGIES)
            rows.append([len(rows) + 1, names, where, words[way], technology, _day(draw, year)])
        top = ["序号", "合作对象", "对方所在地", "合作方向", "技术方向", "签约时间"]
        sheets[sample] = [[f"{sample}合作情况"], top, *rows, ["合计", f"{len(rows)}项"]]
    _book(made, "合作台账.xlsx", sheets, hidden={"旧版": [["企业", "合作方"], ["作废企业", "作废银行"]]})
    full = {meant: alias for alias, meant in made.spellings.items()}
    roster = [
        [full[name], name, "", CITIES[made.places[name]], made.places[name], draw.choice(["是", "否"])]
        for name in made.samples
    ]
    for row in roster[:5]:
        row[2] = f"{row[1][:2]}旧名科技"
        made.spellings[row[2]] = row[1]
    top = ["企业全称", "企业简称", "曾用名", "所属省", "所属市", "是否平台企业"]
    _text(made, "企业名录.csv", [top, *roster], "gb18030")
    _events(made, "融资情况.csv", "gb18030")


def _events(made: Folder, name: str, coding: str) -> None:
    """Write investments, those who led and who followed in one cell."""
    draw = made.draw
    rows: Rows = []
    for sample in made.samples[:18]:
        year, funds = str(draw.randint(2018, 2021)), draw.sample(FUNDS, draw.choice([1, 2, 3]))
        made.ties += [(fund, sample, year, "investment") for fund in funds]
        led, followed = funds[0], "、".join(funds[1:])
        cell = f"领投：{led}；跟投：{followed}" if followed and draw.random() < 0.6 else "、".join(funds)
        rows.append([made.spelt(sample).strip(), "A轮", cell, f"{year}.{draw.randint(1, 12)}", "未披露"])
    _text(made, name, [["被投企业", "轮次", "投资机构", "披露时间", "金额"], *rows], coding)


# -- a sheet per year --------------------------------------------------------------------------------------
def _years(made: Folder) -> None:
    draw = made.draw
    sheets: dict[str, Rows] = {}
    merged = ["A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3"]
    for year in ("2019", "2020", "2021"):
        rows: Rows = []
        for number, sample in enumerate(draw.sample(made.samples, 20), start=1):
            for line in range(draw.randint(1, 4)):
                several, way = _several(made, sample, 2), draw.randrange(3)
                _tie(made, sample, several, year, way)
                provinces = "、".join(CITIES[made.places[each]] for each in several)
                cities = "、".join(made.places[each] for each in several)
                names = "、".join(made.spelt(each).strip() for each in several)
                said = [None, None] if line else [number, made.spelt(sample)]
                rows.append(
                    [
                        *said,
                        names,
                        provinces,
                        cities,
                        ["技术赋能", "技术输入", "双向赋能"][way],
                        draw.choice(TECHNOLOGIES),
                    ]
                )
            if number % 10 == 0:
                rows.append([None, "小计", f"{number}家", None, None, None, None])
        head = [
            [f"{year}年度骨干企业技术合作情况统计表"],
            ["序号", "企业名称", "合作方信息", None, None, "方向", "技术类别"],
            [None, None, "名称", "省", "市", None, None],
        ]
        notes: Rows = [["填表人：小李", None, f"{year}年12月"], ["注：方向以骨干企业为准"]]
        sheets[f"{year}年"] = [*head, *rows, ["合计", None, f"{len(rows)}项"], *notes]
    _book(made, "技术合作统计表.xlsx", sheets, merged=merged)
    rows = [[name, CITIES[made.places[name]] + made.places[name] + "高新区"] for name in made.samples]
    _book(made, "骨干企业名录.xlsx", {"名录": [["附件1"], ["骨干企业", "注册地址"], *rows]})
    _people(made)


def _people(made: Folder) -> None:
    draw = made.draw
    rows: Rows = []
    for sample in made.samples[:15]:
        school, year = draw.choice(list(SCHOOLS)), str(draw.randint(2015, 2021))
        made.ties.append((school, sample, year, "human_capital"))
        person = draw.choice("赵钱孙李") + draw.choice("涛静")
        rows.append([person, sample, "总经理", f"{school} 硕士", f"{year}年"])
    rows = [["高管", "所在企业", "职务", "毕业院校", "入职年份"], *rows]
    cells = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in rows)
    page = f'<html><meta charset="gb2312"><table border=1>{cells}</table></html>'
    (made.path / "高管信息.xls").write_bytes(page.encode("gb2312", "xmlcharrefreplace"))
    schools = [[name, CITIES[city], city, "本科"] for name, city in SCHOOLS.items()]
    _text(made, "高校名单.csv", [["高校名称", "省份", "城市", "办学层次"], *schools], "utf-8-sig")


# -- English -----------------------------------------------------------------------------------------------
def _english(made: Folder) -> None:
    draw, mark = made.draw, made.draw.choice(["; ", "; ", " / ", "\n"])
    rows: Rows = []
    for sample in made.samples:
        for _ in range(draw.randint(3, 6)):
            several, way, year = _several(made, sample, 2), draw.randrange(3), str(draw.randint(2017, 2020))
            _tie(made, sample, several, year, way)
            names = mark.join(made.spelt(each).strip() for each in several)
            day = draw.choice([f"{year}-0{draw.randint(1, 9)}-21", f"21 Mar {year}", int(year), f"Q2 {year}"])
            where = mark.join(made.places[each] for each in several)
            rows.append([sample, names, ["outbound", "inbound", "mutual"][way], day, where, "internal"])
    top = ["Company", "Partner(s)", "Direction", "Date signed", "Partner location", "Remarks"]
    notes: Rows = [["Prepared by the data team"], []]
    deals = [*notes, top, *rows, ["Total", len(rows)]]
    _book(made, "Partnerships.xlsx", {"Deals": deals, "Readme": [["See me"]]})
    rows = []
    for sample in made.samples[:10]:
        funds, year = draw.sample(FUNDS, 2), str(draw.randint(2017, 2020))
        made.ties += [(fund, sample, year, "investment") for fund in funds]
        rows.append([sample, "Series A", funds[0], funds[1], year, "$3m"])
    top = ["Investee", "Round", "Lead investor", "Co-investor", "Year", "Amount"]
    _text(made, "funding.csv", [top, *rows])
    full = {meant: alias for alias, meant in made.spellings.items()}
    rows = [[full[name], name, CITIES[made.places[name]], made.places[name], 2001] for name in made.samples]
    top = ["Legal name", "Short name", "Province", "City", "Founded"]
    _book(made, "Companies.xlsx", {"Sample": [top, *rows]})


# -- a column per partner ----------------------------------------------------------------------------------
def _wide(made: Folder) -> None:
    draw = made.draw
    rows: Rows = []
    for sample in made.samples:
        for _ in range(draw.randint(1, 3)):
            several, way, year = _several(made, sample), draw.randrange(3), str(draw.randint(2019, 2021))
            _tie(made, sample, several, year, way)
            cells = [cell for each in several for cell in (made.spelt(each).strip(), made.places[each])]
            cells += [""] * (6 - len(cells))
            rows.append([f"P{len(rows):03d}", sample, ["赋能", "输入", "双向"][way], year, *cells])
    top = ["项目编号", "企业", "方向", "年份"]
    top += [head for number in (1, 2, 3) for head in (f"合作方{number}", f"合作方{number}所在地")]
    _text(made, "合作项目.tsv", [top, *rows], "utf-16")
    full = {meant: alias for alias, meant in made.spellings.items()}
    rows = [[full[name], CITIES[made.places[name]], made.places[name], name] for name in made.samples]
    _book(made, "名单.xlsx", {"Sheet1": [["公司名称", "省", "市", "简称"], *rows], "Sheet2": []})
    _events(made, "投资.csv", "utf-8")


LAYOUTS: dict[str, Callable[[Folder], None]] = {
    "firms": _firms, "years": _years, "english": _english, "wide": _wide,
}  # fmt: skip


# -- files -------------------------------------------------------------------------------------------------
def _book(
    made: Folder,
    name: str,
    sheets: dict[str, Rows],
    *,
    merged: Sequence[str] = (),
    hidden: dict[str, Rows] | None = None,
) -> None:
    book = Workbook()
    book.remove(book.active)
    for sheet, rows in (sheets | (hidden or {})).items():
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
        for area in merged:
            page.merge_cells(area)
        page.sheet_state = "hidden" if sheet in (hidden or {}) else "visible"
    book.save(made.path / name)


def _text(made: Folder, name: str, rows: Rows, coding: str = "utf-8") -> None:
    with (made.path / name).open("w", encoding=coding, newline="") as stream:
        csv.writer(stream, delimiter="\t" if name.endswith(".tsv") else ",").writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
