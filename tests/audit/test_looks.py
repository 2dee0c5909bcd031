"""Tables that only look wrong: rates, codes, several answers, rows of parts. None gives a finding."""

from __future__ import annotations

from clusternet.audit import audit, examine

ODD = {
    "unemployment.csv": """Region,Employed,Unemployment rate (%),Median wage,n
North,"1,203,400",5.1,"31,200",420
South,"2,403,100",4.2,"35,900",610
East,"903,200",7.9,"28,100",380
West,"1,800,300",3.3,"40,100",500
Total,"6,310,000",4.6,"34,800","1,910"
""",
    "gdp.csv": """国家,2019,2020,2021,2022,同比增长,上年排名,排名
美国,21381,21060,23315,25439,9.1%,1,1
中国,14280,14688,17820,17963,0.8%,2,2
日本,5118,5056,5035,4257,-15.5%,3,3
德国,3888,3889,4279,4082,-4.6%,4,4
印度,2835,2675,3167,3353,5.9%,6,5
英国,2857,2705,3123,3089,-1.1%,5,6
""",
    "sectors.csv": """产业,占比
第一产业,7.3%
第二产业,39.9%
其中:工业,33.2%
建筑业,6.7%
第三产业,52.8%
""",
    "survey_multi.csv": """困难,比例
资金不足,45.2%
人才缺乏,61.3%
政策不明,23.9%
技术不成熟,38.7%
市场小,12.1%
""",
    "regression.csv": """Variable,Model 1,Model 2,Model 3
Intercept,1.204***,0.987**,1.110***
log GDP,0.311***,0.298***,0.301***
Population,-0.021,0.003,-0.010
R2,0.41,0.43,0.44
N,1200,1200,1200
""",
    "papers_by_year.csv": """year,papers,patents,growth of papers
2016,1200,300,
2017,1350,290,12.5%
2018,1290,320,-4.4%
2019,1500,410,16.3%
2020,2100,500,40.0%
""",
    "women.csv": """地区,女性占比(%),企业数
甲,45.1,120
乙,39.2,80
丙,51.3,210
丁,47.0,95
""",
    "corr.csv": """var,a,b,c,d,e
a,1.00,0.31,0.25,0.11,0.90
b,0.31,1.00,0.44,0.29,0.12
c,0.25,0.44,1.00,0.63,0.08
d,0.11,0.29,0.63,1.00,0.77
e,0.90,0.12,0.08,0.77,1.00
""",
    "hdi.csv": """rank,country,HDI index,life expectancy,schooling,GNI per capita
1,Switzerland,0.962,84.0,13.9,66933
2,Norway,0.961,83.2,13.0,64660
3,Iceland,0.959,82.7,13.8,55782
4,Hong Kong,0.952,85.5,12.2,62607
5,Australia,0.951,84.5,12.7,49238
6,Denmark,0.948,81.4,13.0,60365
7,Sweden,0.947,83.0,12.6,54489
8,Ireland,0.945,82.0,11.6,76169
9,Germany,0.942,80.6,14.1,54534
""",
    "export.csv": """Item,2021 share,2022 share,Change (pp)
Machinery,41.20%,40.80%,-0.40
Chemicals,18.90%,19.40%,0.50
Food,12.30%,12.10%,-0.20
Other,27.60%,27.70%,0.10
""",
    "mixed.csv": """指标,单位,2021,2022
企业数量,家,3400,4300
营业收入,亿元,1820.5,2150.3
研发投入占比,%,8.1,8.4
专利,件,12003,15890
从业人员,万人,35.2,40.1
""",
    "codes.csv": """adcode,name,latitude,longitude,parent
110000,北京市,39.9,116.4,100000
110101,东城区,39.93,116.42,110000
110102,西城区,39.91,116.37,110000
110105,朝阳区,39.92,116.44,110000
130000,河北省,38.04,114.5,100000
""",
    "provinces of codes.csv": "code,province,name\n130000,13,河北省\n140000,14,山西省\n",
    "cities of codes.csv": "code,province,name\n130100,13,石家庄市\n130200,13,唐山市\n140100,14,太原市\n",
}


def test_what_only_looks_wrong_gives_no_finding(tmp_path):
    for name, text in ODD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = audit(tmp_path)
    assert found.empty, found[["rule", "table", "where", "printed", "computed"]].to_string()
    assert {"growth", "shares", "rank"} <= {each.rule for each in examine(tmp_path).applied if each.cells}


def test_growth_of_the_last_year_is_told_from_that_of_all_years(tmp_path):
    text = ODD["gdp.csv"]
    (tmp_path / "gdp.csv").write_text(text.replace("9.1%", "19.1%"), encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "printed", "computed", "line"]].values.tolist() == [
        ["growth", "19.1%", "9.106–9.114", 2]
    ]


def test_a_row_of_parts_does_not_hide_a_fault(tmp_path):
    (tmp_path / "a.csv").write_text(ODD["sectors.csv"].replace("52.8%", "58.2%"), encoding="utf-8")
    assert audit(tmp_path)["rule"].tolist() == ["shares"]


def test_the_first_of_a_list_need_not_make_all_of_it(tmp_path):
    counts = [2210, 1801, 1399, 1002, 888, 640, 555, 420, 300, 211]
    rows = [f"P{place},{count},{100 * count / 9588:.1f}%" for place, count in enumerate(counts)]
    (tmp_path / "provinces.csv").write_text("\n".join(["province,patents,share", *rows]), encoding="utf-8")
    alone = [f"{name},{share}" for name, share in zip("abcde", (40.1, 30.2, 15.0, 8.1, 5.0), strict=True)]
    (tmp_path / "top5.csv").write_text("\n".join(["name,share (%)", *alone]), encoding="utf-8")
    assert audit(tmp_path).empty
    (tmp_path / "all.csv").write_text("\n".join(["name,share (%)", *alone]), encoding="utf-8")
    assert audit(tmp_path)[["table", "rule", "severity"]].values.tolist() == [["all", "shares", "low"]]


def test_answers_in_percent_add_up_across_a_row_whatever_they_are_called(tmp_path):
    rows = ["Q1,30%,50%,20%,3.9", "Q2,22%,6{}%,17%,3.8", "Q3,41%,40%,19%,4.0", "Q4,18%,55%,27%,3.5"]
    for last, rules in (("1", []), ("3", ["shares"])):
        text = "\n".join(["题目,非常同意,同意,不同意,均值", *rows]).format(last)
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        assert audit(tmp_path)["rule"].tolist() == rules


def test_two_panels_side_by_side_are_read_under_each_other(tmp_path):
    rows = ["Out rank,Out city,Out share,In rank,In city,In share"]
    rows += [
        f"{at},{one},{50 - at}.0,{at},{two},{40 - at}.0"
        for at, (one, two) in enumerate(zip("abcd", "bcda", strict=True))
    ]
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (table,) = examine(tmp_path).reports[0].tables
    assert [each.name for each in table.columns] == ["panel", "rank", "city", "share"]
    assert [table.named(row) for row in range(8)] == list("abcdbcda")
    assert [each.words for each in table.blocks] == ["panel=Out", "panel=In"]


def test_the_density_that_a_header_seems_to_name_is_never_high(tmp_path):
    rows = [f"{2000 + at},{100 + at},{900 + at},{(900 + at) / (100 + at) / (99 + at):.4f}" for at in range(6)]
    rows[3] = rows[3][:-6] + "0.1900"
    (tmp_path / "t.csv").write_text("\n".join(["year,nodes,edges,density", *rows]) + "\n", encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "line", "severity"]].values.tolist() == [["average_degree", 5, "medium"]]
