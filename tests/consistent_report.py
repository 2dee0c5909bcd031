"""A made-up report: tables computed from one set of numbers and rounded, so that nothing is contradictory."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

PROVINCES = {
    "北京市": ["北京市"],
    "上海市": ["上海市"],
    "广东省": ["深圳市", "广州市", "东莞市"],
    "浙江省": ["杭州市", "宁波市"],
    "江苏省": ["南京市", "苏州市", "无锡市"],
    "四川省": ["成都市", "绵阳市"],
    "湖北省": ["武汉市", "宜昌市"],
}
COUNTRIES = ["中国", "美国", "印度", "英国", "德国", "日本", "韩国", "加拿大", "法国", "意大利"]


class Writer:
    """Writes tables with numbers rounded to so many decimals."""

    def __init__(self, folder: Path, rng: Random, decimals: int) -> None:
        self.folder, self.rng, self.decimals = folder, rng, decimals
        self.rounding = rng.choice([ROUND_HALF_UP, ROUND_HALF_EVEN])
        self.chinese = rng.random() < 0.5
        self.percent = rng.random() < 0.5

    def number(self, value: Fraction | float, more: int = 0) -> str:
        step = Decimal(1).scaleb(-(self.decimals + more))
        exact = (
            Decimal(value.numerator) / Decimal(value.denominator)
            if isinstance(value, Fraction)
            else Decimal(value)
        )
        return format(exact.quantize(step, rounding=self.rounding), "f")

    def share(self, part: int, whole: int) -> str:
        return self.number(Fraction(100 * part, whole)) + ("%" if self.percent else "")

    def head(self, zh: str, en: str) -> str:
        return zh if self.chinese else en

    def table(self, name: str, header: list[tuple[str, str]], rows: list[list[object]]) -> None:
        lines = [",".join(self.head(*each) for each in header)]
        lines += [",".join(map(str, row)) for row in rows]
        (self.folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


SHARE = ("占比（%）", "share_pct")


def write_report(folder: Path, rng: Random, decimals: int) -> None:
    """Write a report into a folder."""
    out = Writer(folder, rng, decimals)
    _networks(out)
    _shares(out)
    _places(out)
    _rates(out)
    _index(out)
    _market(out)


def _networks(out: Writer) -> None:
    rng, rows = out.rng, []
    sample, partner, edges = rng.randint(50, 500), rng.randint(200, 2000), rng.randint(400, 4000)
    twice = rng.choice([1, 2])
    for year in range(2014, 2023):
        nodes = sample + partner
        degree = out.number(Fraction(twice * edges, nodes))
        density = out.number(Fraction(twice * edges, nodes * (nodes - 1)))
        rows.append([year, sample, partner, nodes, edges, degree, density])
        sample, partner, edges = (each + rng.randint(1, each) for each in (sample, partner, edges))
    names = [("年份", "year"), ("样本节点总数", "sample_nodes"), ("关系节点总数", "relation_nodes")]
    names += [
        ("节点总数", "total_nodes"),
        ("总边数", "total_edges"),
        ("平均度", "average_degree"),
        ("图密度", "density"),
    ]
    out.table("network", names, rows)
    ends = sorted(((rng.randint(0, 900), rng.randint(0, 900)) for _ in range(12)), key=sum, reverse=True)
    names = [
        ("排名", "rank"),
        ("节点", "node"),
        ("连入度", "in_degree"),
        ("连出度", "out_degree"),
        ("度数", "degree"),
    ]
    out.table("degrees", names, [[n, f"N{n}", one, two, one + two] for n, (one, two) in enumerate(ends, 1)])


def _shares(out: Writer) -> None:
    rng = out.rng
    counts = sorted((rng.randint(1, 400) for _ in range(rng.randint(3, 9))), reverse=True)
    whole = sum(counts)
    rows: list[list[object]] = [
        [f"类{n}", count, out.share(count, whole), whole] for n, count in enumerate(counts)
    ]
    out.table("survey", [("类别名称", "name"), ("数量", "count"), SHARE, ("样本量", "n")], rows)
    rows = [[f"类{n}", count, out.share(count, whole)] for n, count in enumerate(counts)]
    rows.append(["合计" if out.chinese else "Total", whole, out.share(whole, whole)])
    out.table("with total", [("类别名称", "name"), ("数量", "count"), SHARE], rows)
    by_year: list[list[object]] = []
    for year in (2020, 2021, 2022):
        held = [rng.randint(1, 300) for _ in range(6)]
        by_year += [[year, f"技术{n}", out.share(each, sum(held))] for n, each in enumerate(held)]
    out.table("by year", [("年份", "year"), ("技术", "technology"), SHARE], by_year)
    few = [[n, f"领域{n}", out.share(each, whole)] for n, each in enumerate(counts[:3], 1)]
    out.table("top3", [("排名", "rank"), ("领域", "field"), SHARE], few)


def _places(out: Writer) -> None:
    rng = out.rng
    cities = [(province, city) for province, held in PROVINCES.items() for city in held]
    flows = {(one, two): rng.randint(0, 90) for one in cities for two in cities}
    whole = sum(flows.values())
    levels: tuple[tuple[str, str, int], ...] = (("省份", "province", 0), ("城市", "city", 1))
    for zh, en, level in levels:
        margins: list[list[object]] = []
        for side in (0, 1):
            sums: dict[str, int] = {}
            for pair, count in flows.items():
                sums[pair[side][level]] = sums.get(pair[side][level], 0) + count
            ranked = sorted(sums.items(), key=lambda each: -each[1])[: rng.randint(4, 7)]
            margins += [
                [("enable", "input")[side], n, name, out.share(count, whole)]
                for n, (name, count) in enumerate(ranked, 1)
            ]
        out.table(f"margins {en}", [("方向", "direction"), ("排名", "rank"), (zh, en), SHARE], margins)
        cells: dict[tuple[str, str], int] = {}
        for (one, two), count in flows.items():
            key = one[level], two[level]
            cells[key] = cells.get(key, 0) + count
        top = sorted(cells.items(), key=lambda each: -each[1])[: rng.randint(5, 20)]
        listed = [[n, *pair, out.share(count, whole)] for n, (pair, count) in enumerate(top, 1)]
        names = [("排名", "rank"), (f"赋能{zh}", f"enable_{en}"), (f"输入{zh}", f"input_{en}"), SHARE]
        out.table(f"flows {en}", names, listed)


def _rates(out: Writer) -> None:
    rng = out.rng
    people = {name: rng.randint(5_000_000, 1_400_000_000) for name in COUNTRIES}
    for name, zh in (("papers", "论文数量"), ("patents", "专利数量")):
        counts = sorted(((rng.randint(300, 900_000), each) for each in COUNTRIES), reverse=True)
        rows = [
            [n, each, count, out.number(Fraction(count * 10**6, people[each]))]
            for n, (count, each) in enumerate(counts, 1)
        ]
        out.table(
            name,
            [("排名", "rank"), ("国家", "country"), (zh, name), (f"{zh}/每百万人口", f"{name}_per_million")],
            rows,
        )


def _index(out: Writer) -> None:
    rng = out.rng
    values = [[rng.uniform(1, 50) for _ in COUNTRIES] for _ in range(2)]
    for name, zh, held in zip(("citations", "impact_factor"), ("被引次数", "影响因子"), values, strict=True):
        rows = [[each, out.number(value)] for each, value in zip(COUNTRIES, held, strict=True)]
        out.table(name, [("国家", "country"), (zh, name)], rows)
    scaled = [[(each - min(held)) / (max(held) - min(held)) for each in held] for held in values]
    rows = [
        [name, out.number((one + two) / 2, more=2)] for name, one, two in zip(COUNTRIES, *scaled, strict=True)
    ]
    out.table("composite", [("国家", "country"), ("综合指数", "composite_index")], rows)


def _market(out: Writer) -> None:
    rng, rows = out.rng, []
    for n in range(6):
        first = rng.uniform(50, 5000)
        last = first * rng.uniform(1.01, 3)
        rate = ((last / first) ** (1 / 3) - 1) * 100
        rows.append([f"行业{n}", out.number(first), out.number(last), out.number(rate) + "%"])
    out.table(
        "market",
        [
            ("行业", "industry"),
            ("2020年规模", "market_2020"),
            ("2023年规模", "market_2023"),
            ("年均增长", "cagr"),
        ],
        rows,
    )
