"""Texts whose numbers are right, wrong, not of the data, or of another base; in Chinese and English."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.prose.values import Data
from clusternet.prose.verify import Checked, remarks, table, verify
from clusternet.prose.word.comments import commented
from running import InProcess, save


def checked(text: str, data: Data, folder: Path) -> list[Checked]:
    (folder / "text.md").write_text(text, encoding="utf-8")
    return verify(folder / "text.md", data)[1]


RIGHT = """
2022年网络共有4个节点、7条边。
2020年只有3个节点和3条边，2021年边数增至6条。
2020—2022年，边数由3条增加到7条。
技术赋能方面，北京市占57.14%，广东省占28.57%，上海市占14.29%，北京市居首位。
北京市、广东省和上海市的技术赋能占比分别为57.1%、28.6%和14.3%。
北京市流向广东省的技术关系有2条，占28.6%。
约57%的技术赋能关系来自北京市。
5G占57.1%，物联网占28.6%，排名第二。
甲科技的度数中心度为5，其中连出度3，连入度2。
与2020年相比，2022年边数增长133.3%，增加4条。
较2020年，2022年边数扩大了1.33倍。
2020至2022年，边数分别为3条、6条和7条。
以北京为起点、广东为终点的技术流向占28.6%。
北京市流向广东省和上海市的技术关系分别为2条和1条。
边数由2020年的3条增至2022年的7条。网络规模两年间扩大，边数增加4条。
2022年边数为7条，比2020年的3条多4条。
北京市的技术赋能占57.14%，广东省占28.57%，前者约为后者的2倍。
样本节点占全部节点的50%，关系节点与样本节点数相同。
2021年边数达6，2022年为7。
２０２２年网络共有４个节点、７条边。北京市的技术赋能占５７．１％。
约百分之五十七的技术赋能来自北京市，广东省占近三成。
The flow from Beijing to Guangdong makes up 28.6%, against 14.3% in the opposite direction.
超过八成的技术赋能来自北京市和广东省。
The number of edges rose by 100.0% in 2021 and by 16.7% in 2022.
The number of edges more than doubled between 2020 and 2022.
In 2022 the network had 4 nodes and 7 edges.
Beijing accounts for 57.1% of enabling relations and Guangdong for 28.6%.
The flow from Beijing to Guangdong makes up 28.6% of the total (2 relations).
北京市、广东省、上海市的技术赋能占比分别为57.1%、28.6%、14.3%，三地合计占100%。
北京市与广东省双向流动合计占42.9%，其中北京市流向广东省2条。
全部技术流动中，跨省流动占85.7%。
2020年网络有3个节点、3条边。两年后为4个节点、7条边。
In 2020 the network had 3 nodes and 3 edges. Two years later there were 4 and 7.
The network now links 4 organisations through 7 directed ties, 2.3 times as many as in 2020.
Beijing sends 2 relations to Guangdong but receives only 1 in return.
北京市的技术赋能占比为57.1%，高于广东省的28.6%。
北京市对外赋能较多，对广东省、上海市的赋能分别为2条和1条。
北京市流向广东省的有2条，流向上海市的有1条。
Beijing sends 2 to Guangdong and 1 to Shanghai.
From Beijing, 2 relations lead to Guangdong and 1 to Shanghai.
北京市、广东省的技术赋能占比分别达到57.1%和28.6%，而输入占比分别为42.9%和28.6%。
In 2022, 7 edges were counted, an increase of 17% on the previous year and of 133% on 2020.
"""


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_right_numbers_agree(data: Data, tmp_path: Path, text: str) -> None:
    found = checked(text, data, tmp_path)
    assert found
    assert [(each.number.text, each.verdict.status) for each in found] == [
        (each.number.text, "agrees") for each in found
    ]


WRONG = [
    ("2022年网络共有5个节点。", "5"),
    ("2021年网络共有7条边。", "7"),
    ("北京市的技术赋能占比为51.7%。", "51.7%"),
    ("广东省的技术赋能占比为57.1%。", "57.1%"),
    ("北京市的技术赋能占比为57.1‰。", "57.1‰"),
    ("北京市流向广东省的技术关系占14.3%。", "14.3%"),
    ("5G占57.1%，物联网占28.6%，排名第三。", "排名第三"),
    ("In 2021 the network had 7 edges.", "7"),
    ("北京市流向广东省和上海市的技术关系分别为2条和2条。", "2"),
    ("样本节点占全部节点的75%。", "75%"),
    ("Guangdong accounts for 57.1% of enabling relations.", "57.1%"),
    ("北京市、广东省的技术赋能占比分别为57.1%、26.8%，两省市合计占85.7%。", "26.8%"),
    ("全部技术流动中，跨省流动占75.7%。", "75.7%"),
    ("In 2020 the network had 3 nodes and 3 edges. Two years later there were 4 and 9.", "9"),
]


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_wrong_numbers_contradict(data: Data, tmp_path: Path, text: str, number: str) -> None:
    found = {each.number.text: each.verdict.status for each in checked(text, data, tmp_path)}
    assert found[number] == "contradicts"


DOUBTFUL = [
    ("2022年样本节点有2个。其他各类成员3个。", "3"),
    ("北京市的技术赋能占比为57.1%。外省输入关系很少，域外同类占12.3%。", "12.3%"),
    ("上海市的技术赋能占比为14.3%，约为北京市的25%。", "25%"),
    ("Beijing supplies 57.1%. Among its old allies, strangers hold 12.3%.", "12.3%"),
    ("2022年，可识别语种的关系共6条。", "6"),
    ("The network has 4 nodes and 7 edges in 2022, up from 3.", "3"),
]


@pytest.mark.parametrize(("text", "number"), DOUBTFUL)
def test_words_that_are_not_understood_contradict_nothing(
    data: Data, tmp_path: Path, text: str, number: str
) -> None:
    found = {each.number.text: each.verdict.status for each in checked(text, data, tmp_path)}
    assert found[number] != "contradicts"


def test_years_and_ranks_may_be_heads_of_columns(data: Data, tmp_path: Path) -> None:
    text = (
        "网络结构\n\n| 指标 | 2020年 | 2021年 | 2022年 |\n|---|---|---|---|\n"
        "| 边数 | 3 | 6 | 8 |\n| 节点数 | 3 | 4 | 4 |\n| 平均度 | 1.000 | 1.500 | 1.750 |\n\n"
        "技术赋能\n\n| 省份 | 赋能占比 | 赋能排名 |\n|---|---|---|\n"
        "| 北京市 | 57.1% | 1 |\n| 广东省 | 28.6% | 3 |\n| 上海市 | 14.3% | 3 |\n"
    )
    found = [(each.number.text, each.verdict.status) for each in checked(text, data, tmp_path)]
    assert [text for text, status in found if status == "contradicts"] == ["8", "3"]
    assert [status for _, status in found].count("agrees") == 13


def test_two_places_of_a_row_are_a_flow_whichever_comes_first(data: Data, tmp_path: Path) -> None:
    rows = (("广东省", "北京市", "28.6%"), ("上海市", "北京市", "41.3%"), ("北京市", "广东省", "14.3%"))
    text = "主要流向\n\n| 输入地 | 赋能地 | 占比 |\n|---|---|---|\n" + "".join(
        f"| {target} | {source} | {share} |\n" for target, source, share in rows
    )
    found = [(each.number.text, each.verdict.status) for each in checked(text, data, tmp_path)]
    assert found == [("28.6%", "agrees"), ("41.3%", "contradicts"), ("14.3%", "agrees")]


def test_a_name_at_the_end_of_a_text_is_read(tmp_path: Path) -> None:
    edges = pd.DataFrame({"source": ["甲科技有限公司", "甲科技"], "target": ["乙", "丙"]})
    assert checked("有3条边的是甲科技", Data(from_frames(edges)), tmp_path)


def test_what_would_agree_is_told(data: Data, tmp_path: Path) -> None:
    frame = table(checked("2021年网络共有7条边。", data, tmp_path), data, "en")
    (row,) = frame.to_dict("records")
    assert (row["computed"], row["off"], row["rows"]) == ("6", "+1.0", 6)
    assert row["says"] == "Edges · 2021"
    assert "would agree: Edges · 2022 7" in row["note"]
    frame = table(checked("截至2022年，广东省的技术赋能占比为57.1%。", data, tmp_path), data, "zh")
    assert "北京市·赋能占比·2022年 57.143%" in frame["note"].iloc[0]


def test_numbers_of_others_are_told_apart(data: Data, tmp_path: Path) -> None:
    text = (
        "如表3所示（见第12页），据统计局数据，GDP增长5.2%，产值达3亿元。[4] 本章从三个方面展开。\n"
        "2022年网络共有9个<!-- outside -->节点。"
    )
    found = checked(text, data, tmp_path)
    assert {each.verdict.status for each in found} == {"elsewhere"}
    assert found[-1].verdict.why.en == "marked by the author"


def test_a_table_is_compared_where_its_heads_are_recognised(data: Data, tmp_path: Path) -> None:
    text = "历年网络结构\n\n| 年份 | 节点数 | 边数 | 备注 |\n|---|---|---|---|\n" + "\n".join(
        f"| {year} | {nodes} | {edges} | {year}7 |"
        for year, nodes, edges in ((2020, 3, 3), (2021, 4, 6), (2022, 4, 8))
    )
    found = [(each.number.text, each.verdict.status) for each in checked(text, data, tmp_path)]
    assert found.count(("8", "contradicts")) == 1
    assert [status for _, status in found].count("agrees") == 5
    assert len(found) == 6


def test_comments_stand_at_their_numbers_and_all_else_stays(data: Data, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("结构", 1)
    paragraph = made.add_paragraph("2022年网络共有")
    paragraph.add_run("5个").bold = True
    paragraph.add_run("节点、7条边。")
    made.save(str(tmp_path / "text.docx"))
    before = (tmp_path / "text.docx").read_bytes()
    document, found = verify(tmp_path / "text.docx", data)
    assert document.word is not None
    copy = commented(document.word, remarks(found, "zh"))
    with zipfile.ZipFile(io.BytesIO(copy)) as held:
        text, said = (held.read(f"word/{name}.xml").decode() for name in ("document", "comments"))
    assert re.search(
        r'<w:commentRangeStart w:id="0"/><w:r><w:rPr><w:b/></w:rPr><w:t>5</w:t></w:r><w:commentRangeEnd', text
    )
    assert "节点数·2022年：4" in said
    assert said.count("<w:comment ") == 1
    docx.Document(io.BytesIO(copy))
    assert (tmp_path / "text.docx").read_bytes() == before


def test_a_number_of_a_note_has_its_comment_at_the_reference_and_headers_are_read(
    data: Data, tmp_path: Path
) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "2022年网络共有4个节点"
    made.add_paragraph("正文。")
    packed = io.BytesIO()
    made.save(packed)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        f'<w:footnotes {space}><w:footnote w:id="7"><w:p><w:r><w:t>2022年网络共有9个节点。</w:t></w:r></w:p>'
    )
    with zipfile.ZipFile(packed) as held, zipfile.ZipFile(tmp_path / "text.docx", "w") as new:
        for name in held.namelist():
            part = held.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="7"/></w:r></w:p>', 1)
            new.writestr(name, part)
        new.writestr("word/footnotes.xml", f"{note}</w:footnote></w:footnotes>")
    document, found = verify(tmp_path / "text.docx", data)
    said = [(each.number.text, each.verdict.status, each.where.en) for each in found]
    assert said == [
        ("9", "contradicts", "footnotes, paragraph 1"),
        ("4", "agrees", "header, paragraph 1"),
    ]
    assert document.word is not None
    with zipfile.ZipFile(io.BytesIO(commented(document.word, remarks(found, "en")))) as held:
        text, comments = (held.read(f"word/{name}.xml").decode() for name in ("document", "comments"))
    assert '<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="7"/></w:r>' in text
    assert "footnotes, paragraph 1: 9" in comments


def test_the_command_lists_what_is_to_be_checked(tmp_path: Path, run: InProcess) -> None:
    save(tmp_path, "source,target,year\na,b,2020\nb,c,2021\n", "edges.csv")
    save(tmp_path, "In 2021 the network had 4 nodes and 2 edges.\n", "a.md")
    asked = ("verify", "a.md", "--data", "edges.csv")
    (row,) = run.rows(*asked, cwd=tmp_path)
    assert {"number": "4", "status": "contradicts", "computed": "3", "rows": 2}.items() <= row.items()
    rows = run.rows(*asked, "--all", "--rows", "b.csv", cwd=tmp_path)
    assert [row["status"] for row in rows] == ["contradicts", "agrees"]
    assert len((tmp_path / "b.csv").read_text().splitlines()) == 3
    assert run(*asked, "--strict", code=1, cwd=tmp_path).err.startswith("clusternet: 1 agrees, 1 contradicts")
    run.misused(*asked, "--comments", "b.docx", cwd=tmp_path)
