"""Every rule finds the fault that is planted, and a clean report gives none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.audit import audit, examine, findings
from consistent_report import write_report

CLEAN = {
    "network by year.csv": """\
年份,样本节点总数,关系节点总数,节点总数,总边数,平均度,网络直径,图密度,平均路径长度,平均聚类系数
2019,120,480,600,1500,2.500,14,0.0042,5.100,0.010
2020,150,650,800,2200,2.750,13,0.0034,4.900,0.012
2021,170,830,1000,3100,3.100,12,0.0031,4.700,0.015
2022,190,1010,1200,4100,3.417,12,0.0028,4.500,0.018
""",
    "top5 nodes.csv": """排名,节点,连入度,连出度,度数中心度
1,甲,250,480,730
2,乙,101,246,347
3,丙,65,157,222
4,丁,84,135,219
5,戊,51,125,176
""",
    "sectors.csv": """名称,占比（%）
第一产业,0.39
第二产业,23.82
第三产业,75.79
""",
    "provinces.csv": """direction,rank,province,share_pct
enable,1,北京市,31.56
enable,2,广东省,30.05
enable,3,浙江省,10.60
enable,4,上海市,9.74
input,1,北京市,26.88
input,2,广东省,22.93
input,3,上海市,10.20
input,4,浙江省,8.48
""",
    "cities.csv": """direction,rank,city,share_pct
enable,1,北京市,31.56
enable,2,深圳市,23.27
enable,3,杭州市,9.93
enable,4,上海市,9.74
input,1,北京市,26.88
input,2,深圳市,15.31
input,3,上海市,10.20
input,4,杭州市,7.16
""",
    "flows of provinces.csv": """技术流向,占比,类型
北京市-北京市,10.87%,省内技术流动
广东省-广东省,9.36%,省内技术流动
广东省-北京市,6.91%,跨省技术流动
北京市-广东省,6.08%,跨省技术流动
北京市-上海市,2.86%,跨省技术流动
""",
    "flows of cities.csv": """技术流向,占比,类型
北京市-北京市,10.87%,本地技术流动
深圳市-北京市,5.36%,跨地区技术流动
北京市-上海市,2.86%,跨地区技术流动
""",
    "survey.csv": """选项,人数,占比（%）,n
满意,61,48.8,125
一般,43,34.4,125
不满意,21,16.8,125
""",
    "papers.csv": """rank,country,papers,papers_per_million
1,中国,700000,500.0
2,美国,340000,1000.0
3,印度,112000,80.0
4,德国,83000,1000.0
5,日本,75000,600.0
6,英国,68000,1000.0
7,韩国,52000,1000.0
""",
    "patents.csv": """rank,country,patents,patents_per_million
1,中国,560000,400.0
2,美国,408000,1200.0
3,日本,212500,1700.0
4,韩国,104000,2000.0
5,德国,29880,360.0
6,英国,15300,225.0
7,印度,4200,3.0
""",
    "market.csv": """领域,2020年规模（亿元）,2022年规模（亿元）,年均增长
芯片,100.0,144.0,20.00%
云计算,4550.0,8315.0,35.18%
传感器,1190.2,1643.1,17.50%
""",
    "text claims.csv": """item,unit,value
全球企业,家,36000
美国企业,家,13000
美国占比,pct,36
中国企业,家,5734
中国占比,pct,16
专利总数,万个,148.4
中国2024年论文,万篇,13.3
中国2015年论文,万篇,1.67
中国10年增长,pct,696
中国专利排名,,1
美国论文,篇,340000
""",
    "topics.csv": """topic,甲国,乙国,丙国,丁国,戊国,己国
Computing,76.5,74.6,77.9,76.1,73.4,81.8
Engineering,48.6,45.6,49.6,46.0,43.1,42.2
Control,19.1,17.8,13.5,17.7,13.4,14.9
Biology,23.8,29.8,26.4,26.8,30.5,22.1
Robotics,11.9,10.2,9.8,14.4,10.3,12.3
""",
    "citations.csv": "country,citations\n" + "".join(f"国{n},{n * 7 % 11 + 3}.0\n" for n in range(9)),
    "journals.csv": "country,impact_factor\n" + "".join(f"国{n},{n * 5 % 13 + 1}.0\n" for n in range(9)),
    "journals of publishers.csv": "journal,host\n"
    + "".join(f"IEEE {each},US\n" for each in "ABCDEFG")
    + "X,UK\n",
    "claims of cells.csv": """table,row,column,value
patents,德国,patents,29880
provinces,北京市,share_pct,31.6%
""",
    "sorted.csv": "排名,城市名称,得票\n1,甲,81\n2,乙,70\n3,丙,63\n4,丁,52\n5,戊,40\n",
    "scores.csv": """城市,规模得分,效益得分,综合得分
甲,90.0,80.0,85.0
乙,80.0,75.0,77.5
丙,67.0,73.0,70.0
丁,60.0,66.0,63.0
""",
    "per head.csv": """no,input,staff,per staff
1,100,512,195.3
2,150,604,248.3
3,250,1003,249.3
4,90,897,100.3
5,360,1211,297.3
6,77,703,109.5
""",
    "shares of counts.csv": """名称,企业数,占比（%）
甲,150,40.0
乙,93,24.8
丙,57,15.2
丁,45,12.0
戊,30,8.0
""",
    "parts.csv": """国家,a_share_pct,b_share_pct,total_share_pct
甲,30.0,20.0,22.5
乙,10.0,30.0,25.0
丙,20.0,8.0,11.0
丁,5.0,1.0,2.0
戊,24.0,12.0,15.0
""",
    "summary.csv": "年份,节点总数,总边数,平均度,网络直径\n2021,1000,3100,3.100,12\n",
    "equal rows.csv": """名称,一,二,三
甲,1.11,2.22,3.33
乙,2.21,3.32,4.43
丙,3.31,4.42,5.53
丁,4.41,5.52,6.63
""",
    "items.csv": "项目名称,家\n企业,140\n企业:内资,100\n企业:外资,40\n",
    "investors.csv": "name,stake\nОАО Сбербанк,12\nIBM,30\nОАО Роснефть,31\n",
}
"""A report in which nothing contradicts anything."""


def index_table() -> str:
    """Return the index of the two indicators above, rounded to three decimals."""
    x = [n * 7 % 11 + 3 for n in range(9)]
    y = [n * 5 % 13 + 1 for n in range(9)]
    scaled = [[(each - min(one)) / (max(one) - min(one)) for each in one] for one in (x, y)]
    rows = (f"国{n},{(scaled[0][n] + scaled[1][n]) / 2:.3f}" for n in range(9))
    return "\n".join(["country,composite_index", *rows, ""])


CLEAN["composite.csv"] = index_table()


TOGETHER = (
    ("network by year.csv", "summary.csv"),
    ("provinces.csv", "cities.csv", "flows of provinces.csv", "flows of cities.csv"),
    ("papers.csv", "patents.csv", "provinces.csv", "text claims.csv", "claims of cells.csv"),
    ("composite.csv", "citations.csv", "journals.csv"),
)
"""Tables that are compared with one another."""


def folder(tmp_path: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write the clean report; with changes, the tables that they touch, some texts replaced by others."""
    beside = {each for group in TOGETHER if set(group) & set(changes or CLEAN) for each in group}
    for name in CLEAN if changes is None else [each for each in CLEAN if each in {*changes, *beside}]:
        text = CLEAN[name]
        one, two = (changes or {}).get(name, ("", ""))
        assert one in text
        (tmp_path / name).write_text(text.replace(one, two, 1) if one else text, encoding="utf-8")
    return tmp_path


FAULTS = [
    # rule, table, what stands there, what is planted, printed, line
    ("sum", "network by year.csv", "170,830,1000", "170,840,1000", "1000", 4),
    ("sum", "top5 nodes.csv", "65,157,222", "65,157,221", "221", 4),
    ("average_degree", "network by year.csv", "3100,3.100", "3100,3.200", "3.200", 4),
    ("average_degree", "network by year.csv", "12,0.0031", "12,0.0310", "0.0310", 4),
    ("bounds", "network by year.csv", "4100,3.417,12", "4100,3.417,3", "4.500", 5),
    ("cumulative", "network by year.csv", "2022,190,1010,1200", "2022,165,1035,1200", "165", 5),
    ("shares", "sectors.csv", "23.82", "32.82", "100", 4),
    ("same_place", "cities.csv", "北京市,26.88", "北京市,26.18", "26.18", 6),
    ("nesting", "cities.csv", "深圳市,23.27", "深圳市,30.27", "30.05", 3),
    ("same_place", "flows of cities.csv", "北京市-上海市,2.86", "北京市-上海市,2.82", "2.82%", 4),
    ("nesting", "flows of cities.csv", "深圳市-北京市,5.36", "深圳市-北京市,7.36", "6.91%", 4),
    ("margins", "flows of provinces.csv", "北京市-广东省,6.08", "北京市-广东省,19.08", "31.56", 2),
    ("type", "flows of cities.csv", "2.86%,跨地区技术流动", "2.86%,本地技术流动", "本地技术流动", 4),
    ("grim", "survey.csv", "48.8", "48.7", "48.7", 2),
    ("part_above_total", "survey.csv", "满意,61", "满意,161", "161", 2),
    ("rank", "sorted.csv", "3,丙,63", "3,丙,36", "52", 5),
    ("rank", "patents.csv", "4,韩国,104000,2000.0", "4,韩国,10400,200.0", "29880", 6),
    ("rows", "top5 nodes.csv", "5,戊,51,125,176\n", "", "top5", 5),
    ("denominator", "patents.csv", "560000,400.0", "560000,389.0", "389.0", 2),
    ("growth", "market.csv", "20.00%", "44.00%", "44.00%", 2),
    ("growth", "market.csv", "17.50%", "16.64%", "16.64%", 4),
    ("growth", "text claims.csv", "696", "796", "796 pct", 10),
    ("claim", "text claims.csv", "中国占比,pct,16", "中国占比,pct,26", "26 pct", 6),
    ("claim", "text claims.csv", "中国专利排名,,1", "中国专利排名,,2", "2", 11),
    ("claim", "text claims.csv", "美国论文,篇,340000", "美国论文,篇,430000", "430000 篇", 12),
    ("part_above_total", "text claims.csv", "148.4", "118.4", "118.4 万个", 7),
    ("copy", "topics.csv", "19.1,17.8,13.5", "19.1,29.8,13.5", "29.8", 4),
    ("index", "composite.csv", "国4,0.592", "国4,0.692", "0.692", 6),
    ("index", "scores.csv", "73.0,70.0", "73.0,71.0", "71.0", 4),
    ("ratio", "per head.csv", "3,250,1003,249.3", "3,250,1003,294.3", "294.3", 4),
    ("share_of_count", "shares of counts.csv", "丙,57,15.2", "丙,57,12.5", "12.5", 4),
    ("mean", "parts.csv", "戊,24.0,12.0,15.0", "戊,24.0,12.0,27.0", "27.0", 6),
    ("repeated", "summary.csv", "2021,1000,3100", "2021,1000,3010", "3010", 2),
    ("copy", "equal rows.csv", "丁,4.41,5.52,6.63", "丁,3.31,4.42,5.53", "3.31, 4.42, 5.53", 5),
    ("script", "equal rows.csv", "4.41", "4.4l", "4.4l", 5),
    ("sum", "items.csv", "企业:外资,40", "企业:外资,50", "140", 2),
    ("script", "top5 nodes.csv", "乙", "ОРРО", "ОРРО", 3),
    ("copy", "journals of publishers.csv", "IEEE F,US", "IEEE F,UK", "UK", 7),
    ("claim", "claims of cells.csv", "德国,patents,29880", "德国,patents,28980", "28980", 2),
    ("claim", "claims of cells.csv", "31.6%", "36.1%", "36.1%", 3),
    ("duplicate", "papers.csv", "7,韩国", "7,日本", "日本", 8),
]  # fmt: skip


def test_a_clean_report_gives_no_finding(tmp_path):
    found = examine(folder(tmp_path))
    assert findings(found).to_dict("records") == []
    used = {each.rule for each in found.applied if each.cells}
    assert used >= {rule for rule, *_ in FAULTS} - {"cumulative"}


@pytest.mark.parametrize(("rule", "table", "one", "two", "printed", "line"), FAULTS)
def test_a_planted_fault_is_found(tmp_path, rule, table, one, two, printed, line):
    found = audit(folder(tmp_path, {table: (one, two)}))
    rows = found[(found["rule"] == rule) & (found["printed"] == printed) & (found["line"] == line)]
    assert len(rows) == 1, found[["rule", "table", "where", "printed", "computed"]].to_string()
    assert len(found) <= 4
    assert set(found["severity"]) <= {"high", "medium", "low"}


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**9), decimals=st.integers(0, 4))
def test_a_consistent_report_rounded_to_any_decimals_gives_no_finding(tmp_path_factory, seed, decimals):
    path = tmp_path_factory.mktemp("report")
    write_report(path, random.Random(seed), decimals)
    found = audit(path)
    assert found.empty, found[["rule", "table", "where", "printed", "computed"]].to_string()


def test_a_total_far_above_its_rows_is_low_unless_another_column_adds_up(tmp_path):
    rows = ["place,firms,staff", "a,31,400", "b,52,610"]
    for total, severities in (("940,9900", ["low", "low"]), ("940,1010", ["high"])):
        (tmp_path / "t.csv").write_text("\n".join([*rows, f"total,{total}", ""]), encoding="utf-8")
        assert audit(tmp_path)["severity"].tolist() == severities
