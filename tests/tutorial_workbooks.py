"""Writes the workbooks of the tutorial, all made up: ``python tests/tutorial_workbooks.py``."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

FOLDER = Path(__file__).parents[1] / "docs" / "workbooks"
LANGUAGES = ("zh", "en")


class Both(NamedTuple):
    """A word in Chinese and English."""

    zh: str
    en: str


class Place(NamedTuple):
    """A city as one writes it, and its province."""

    city: Both
    province: Both


SHENZHEN, BEIJING, SHANGHAI, HANGZHOU, CHENGDU, HEFEI, WUHAN, SUZHOU = PLACES = [
    Place(Both(city, pinyin), Both(province, name))
    for city, pinyin, province, name in (
        ("深圳市", "Shenzhen", "广东省", "Guangdong"),
        ("北京", "Beijing", "北京市", "Beijing"),
        ("上海", "Shanghai", "上海市", "Shanghai"),
        ("杭州市", "Hangzhou", "浙江省", "Zhejiang"),
        ("成都", "Chengdu", "四川省", "Sichuan"),
        ("合肥市", "Hefei", "安徽省", "Anhui"),
        ("武汉", "Wuhan", "湖北省", "Hubei"),
        ("苏州市", "Suzhou", "江苏省", "Jiangsu"),
    )
]
FIRMS = [
    (Both(zh, en), place)
    for zh, en, place in (
        ("云杉智能", "Spruce AI", SHENZHEN),
        ("岭海芯片", "Linghai Chips", SHENZHEN),
        ("蓝鲸语音", "Bluewhale Speech", SHENZHEN),
        ("青禾数据", "Greencrop Data", SHANGHAI),
        ("浦江视觉", "Pujiang Vision", SHANGHAI),
        ("燕山计算", "Yanshan Computing", BEIJING),
        ("北斗机器人", "Dipper Robotics", BEIJING),
        ("知源大模型", "Zhiyuan Models", BEIJING),
        ("钱塘云", "Qiantang Cloud", HANGZHOU),
        ("西湖安防", "Westlake Security", HANGZHOU),
        ("锦江医疗", "Jinjiang Medical", CHENGDU),
        ("巢湖声学", "Chaohu Acoustics", HEFEI),
    )
]
PARTNERS = [
    (Both(zh, en), place, Both(kind, category))
    for zh, en, place, kind, category in (
        ("南山重工", "Nanshan Heavy Industry", SHENZHEN, "企业", "enterprise"),
        ("鹏程物流", "Pengcheng Logistics", SHENZHEN, "企业", "enterprise"),
        ("前海银行", "Qianhai Bank", SHENZHEN, "企业", "enterprise"),
        ("岭南理工大学", "Lingnan Institute of Technology", SHENZHEN, "高校", "university"),
        ("申江汽车", "Shenjiang Motors", SHANGHAI, "企业", "enterprise"),
        ("东岸医院", "East Bank Hospital", SHANGHAI, "医院", "hospital"),
        ("京西钢铁", "Jingxi Steel", BEIJING, "企业", "enterprise"),
        ("海淀理工大学", "Haidian Institute of Technology", BEIJING, "高校", "university"),
        ("京北传媒", "Jingbei Media", BEIJING, "企业", "enterprise"),
        ("之江百货", "Zhijiang Stores", HANGZHOU, "企业", "enterprise"),
        ("龙井软件", "Longjing Software", HANGZHOU, "企业", "enterprise"),
        ("蓉城医院", "Rongcheng Hospital", CHENGDU, "医院", "hospital"),
        ("川西农业", "West Sichuan Farming", CHENGDU, "企业", "enterprise"),
        ("庐州家电", "Luzhou Appliances", HEFEI, "企业", "enterprise"),
        ("江城汽车", "Jiangcheng Motors", WUHAN, "企业", "enterprise"),
        ("东湖大学", "Donghu University", WUHAN, "高校", "university"),
        ("姑苏制造", "Gusu Manufacturing", SUZHOU, "企业", "enterprise"),
        ("阳澄电子", "Yangcheng Electronics", SUZHOU, "企业", "enterprise"),
    )
]
SCHOOLS = [name for name, _, kind in PARTNERS if kind.en == "university"]
INVESTORS = [Both("长风资本", "Longwind Capital"), Both("白塔创投", "White Pagoda Ventures")]
TECHNOLOGIES = [
    Both("计算机视觉", "computer vision"),
    Both("智能机器人", "intelligent robots"),
    Both("大数据和云计算", "big data and cloud computing"),
    Both("物联网", "internet of things"),
    Both("智能芯片", "AI chips"),
    Both("语音识别", "speech recognition"),
]
FIELDS = [
    Both("智能制造", "smart manufacturing"),
    Both("智慧医疗", "smart healthcare"),
    Both("智慧金融", "fintech"),
    Both("智能网联汽车", "intelligent connected vehicles"),
]
ENABLE, INPUT, BOTH = Both("赋能", "enable"), Both("输入", "input"), Both("双向", "both")
HEADERS = {
    "early": Both(
        "企业名称 合作方 方向 签约时间 合作方类型 合作方城市 技术类别 应用领域",
        "firm|partner|direction|date|partner category|partner city|technology|application",
    ),
    "late": Both(
        "样本企业 合作伙伴 赋能/输入 时间 伙伴类型 伙伴城市 技术 应用场景",
        "sample|counterpart|direction|time|partner category|partner city|tech|application field",
    ),
    "people": Both("姓名代号 企业名称 毕业院校 入职时间", "person|firm|university of graduation|date"),
    "money": Both("融资企业 投资方 融资时间 金额（万元）", "firm|investor|date|amount (10,000 yuan)"),
    "roster": Both("企业名称 省份 城市 成立时间 是否平台", "firm|province|city|founded|platform"),
}
FILES = {
    "ties": Both("技术合作.xlsx", "technology.xlsx"),
    "people": Both("人力资本.xlsx", "human_capital.xlsx"),
    "money": Both("投融资.xlsx", "investment.xlsx"),
    "roster": Both("样本企业名录.xlsx", "firms.xlsx"),
    "next": Both("技术合作2023.xlsx", "technology_2023.xlsx"),
}
TITLES = {
    "ties": Both("{}年技术合作台账（虚构）", "Technology ties of {} (made up)"),
    "roster": Both("样本企业名录（虚构）", "The firms surveyed (made up)"),
}


def head(name: str, at: int) -> list[str]:
    """Return a header in the language at a place of ``LANGUAGES``."""
    return HEADERS[name][at].split("|" if at else " ")


def written(date: datetime, form: int, at: int) -> Any:
    """Return a date as one or the other person writes it."""
    chinese, english = f"{date:%Y}年{date.month}月", f"{date:%Y-%m}"
    return [date, f"{date:%Y-%m-%d}", (chinese, english)[at], f"{date:%Y/%m/%d}", str(date.year)][form % 5]


def ties(year: int, count: int, at: int) -> Iterator[list[Any]]:
    """Yield the ties of a year: firms and partners listed first have most."""
    chance = random.Random(year)
    for number in range(count):
        name, _ = FIRMS[min(int(chance.expovariate(0.28)), len(FIRMS) - 1)]
        partner, place, kind = PARTNERS[min(int(chance.expovariate(0.14)), len(PARTNERS) - 1)]
        direction = chance.choices([ENABLE, INPUT, BOTH], [7, 3, 1])[0]
        date = datetime(year, chance.randint(1, 12), chance.randint(1, 28))
        technology, field = chance.choice(TECHNOLOGIES), chance.choice(FIELDS)
        yield [
            *(name[at], partner[at], direction[at], written(date, number, at)),
            *(kind[at], place.city[at], technology[at], field[at]),
        ]


def rough(rows: list[list[Any]], year: int, at: int) -> list[list[Any]]:
    """Return the rows of a year with the slips that people make."""
    firm, other, third = FIRMS[0][0][at], FIRMS[3][0][at], FIRMS[6][0][at]
    slips: dict[int, list[list[Any]]] = {
        2020: [
            [firm, ("南山重工、鹏程物流", "Nanshan Heavy Industry; Pengcheng Logistics")[at], ENABLE[at]],
            [other, ("未披露", "not disclosed")[at], ENABLE[at]],
        ],
        2021: [
            [third, ("京西钢铁有限公司", "Jingxi Steel Co., Ltd.")[at], ENABLE[at]],
            [other, firm, INPUT[at]],
            [firm, other, ENABLE[at]],
        ],
        2022: [
            [third, ("申江汽车集团", "Shenjiang Motors Group")[at], ("合作", "cooperation")[at]],
            [firm, ("申江汽车集团", "Shenjiang Motors Group")[at], ENABLE[at]],
            [other, FIRMS[8][0][at], ENABLE[at], "3022-05"],
        ],
        2023: [[firm, ("华南重工", "South China Heavy")[at], ENABLE[at]]],
    }
    for row in slips[year]:
        date = row[3] if len(row) > 3 else str(year)
        words = [TECHNOLOGIES[2][at] if year < 2022 else ("云服务", "cloud services")[at], FIELDS[0][at]]
        rows.append([*row[:3], date, "", "", *words])
    return rows


def write(folder: Path, at: int) -> None:
    """Write the workbooks of one language: those of the first year, and next year's."""
    first, after = folder / "2022", folder / "2023"
    for each in (first, after):
        each.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.active)
    for year, count in ((2020, 30), (2021, 42), (2022, 54)):
        sheet = book.create_sheet(str(year))
        sheet.append([TITLES["ties"][at].format(year)])
        sheet.merge_cells("A1:H1")
        for row in (
            head("late" if year == 2022 else "early", at),
            *rough([*ties(year, count, at)], year, at),
        ):
            sheet.append(row)
    book.save(first / FILES["ties"][at])
    save(first / FILES["people"][at], [head("people", at), *people(at)])
    save(first / FILES["money"][at], [head("money", at), *money(at)])
    save(first / FILES["roster"][at], [[TITLES["roster"][at]], head("roster", at), *roster(at)])
    rows = rough([*ties(2023, 48, at)], 2023, at)
    save(after / FILES["next"][at], [[TITLES["ties"][at].format(2023)], head("late", at), *rows])


def people(at: int) -> Iterator[list[Any]]:
    """Yield who came to which firm from which university: the university supplies, the firm receives."""
    chance = random.Random(1)
    for number in range(20):
        name, _ = chance.choice(FIRMS)
        yield [f"P{number + 1:02}", name[at], chance.choice(SCHOOLS)[at], f"{chance.randint(2020, 2022)}-07"]


def money(at: int) -> Iterator[list[Any]]:
    """Yield who invested in which firm: two investors in a cell, words behind the names."""
    lead, follow = ("领投", "跟投") if at == 0 else (" (lead)", "")
    for number, (name, _) in enumerate(FIRMS[::2]):
        one, two = (each[at] for each in INVESTORS)
        both = (f"{one}{lead}、{two}{follow}", f"{one}; {two}")[at]
        yield [name[at], both if number % 2 else one, f"{2020 + number % 3}", 500 * (number + 1)]


def roster(at: int) -> Iterator[list[Any]]:
    """Yield the firms surveyed, with a city in the column of provinces, and one platform."""
    for number, (name, place) in enumerate(FIRMS):
        slip = number == 9
        province, city = (place.city[at], "") if slip else (place.province[at], place.city[at])
        yield [name[at], province, city, 2008 + number, ("是", "yes")[at] if number in (0, 3) else ""]


def save(path: Path, rows: list[list[Any]]) -> None:
    """Write a workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


if __name__ == "__main__":
    for at, language in enumerate(LANGUAGES):
        write(FOLDER / language, at)
