"""The fixed words: every spelling means one thing, and industries follow the official division rule."""

from __future__ import annotations

import pytest

from clusternet.errors import ClusternetError
from clusternet.words import vocabulary as voc

LISTS = [
    voc.RELATIONS,
    voc.KINDS,
    voc.CATEGORIES,
    voc.DIRECTIONS,
    voc.SECTORS,
    voc.TECHNOLOGIES,
    voc.APPLICATIONS,
]

FIELDS = [
    *("企业智能管理", "智能营销与新零售", "智能金融", "智慧城市", "智能医疗", "新媒体和数字内容"),
    *("智能制造", "智能教育", "智能交通", "网络安全", "智能物流", "智慧文旅", "智能政务", "智能能源"),
    *("智能硬件", "智能网联汽车", "智能家居", "智能农业", "智能安防"),
]
TECHNOLOGIES = [
    *("大数据和云计算", "物联网", "智能机器人", "智能推荐", "5G", "区块链", "语音识别", "虚拟/增强现实"),
    *("智能芯片", "计算机视觉", "自然语言处理", "生物识别", "空间技术", "光电技术", "自动驾驶"),
    *("人机交互", "知识图谱"),
]


@pytest.mark.parametrize("terms", LISTS, ids=lambda terms: terms.name)
def test_every_spelling_finds_its_own_term_only(terms: voc.Vocabulary) -> None:
    for term in terms.values():
        for word in {term.key, term.zh, term.en, *term.aliases}:
            assert terms.find(word) == term, word


@pytest.mark.parametrize("terms", LISTS, ids=lambda terms: terms.name)
def test_labels_are_distinct_and_given_in_both_languages(terms: voc.Vocabulary) -> None:
    for lang in ("zh", "en"):
        labels = [voc.label(term, lang) for term in terms.values()]
        assert all(labels)
        assert len(set(labels)) == len(terms)


def test_keys_of_the_contract() -> None:
    assert list(voc.RELATIONS) == ["technology", "human_capital", "investment"]
    assert [term.zh for term in voc.RELATIONS.values()] == ["技术合作", "人力资本", "投融资"]
    assert list(voc.KINDS) == ["sample", "partner"]
    assert list(voc.DIRECTIONS) == ["enable", "input", "both"]
    assert {"enterprise", "university", "institute", "government", "investor"} <= set(voc.CATEGORIES)


def test_the_technologies_and_fields_of_the_report_in_its_order() -> None:
    assert [term.zh for term in voc.TECHNOLOGIES.values()] == TECHNOLOGIES
    assert [term.zh for term in voc.APPLICATIONS.values()] == FIELDS
    assert (len(TECHNOLOGIES), len(FIELDS)) == (17, 19)


@pytest.mark.parametrize(
    ("terms", "text", "key"),
    [
        (voc.RELATIONS, "Human-Capital", "human_capital"),
        (voc.RELATIONS, " 投融资 ", "investment"),
        (voc.KINDS, "样本", "sample"),
        (voc.KINDS, "Relation node", "partner"),
        (voc.DIRECTIONS, "技术赋能", "enable"),
        (voc.DIRECTIONS, "INPUT", "input"),
        (voc.CATEGORIES, "高校", "university"),
        (voc.TECHNOLOGIES, "\uff15\uff27", "5g"),
        (voc.SECTORS, "第三产业", "tertiary"),
    ],
)
def test_spellings_accepted(terms: voc.Vocabulary, text: str, key: str) -> None:
    found = terms.find(text)
    assert found is not None
    assert found.key == key


def test_unknown_words_are_not_guessed() -> None:
    assert voc.RELATIONS.find("亲属") is None
    assert voc.DIRECTIONS.find("") is None
    assert "kinship" not in voc.RELATIONS
    with pytest.raises(KeyError):
        voc.KINDS["node"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("是", True), ("Yes", True), ("TRUE", True), ("1", True), ("否", False), ("no", False), ("False", False),
     ("0", False), ("也许", None), ("", None), ("2", None)],
)  # fmt: skip
def test_yes_no(text: str, value: bool | None) -> None:
    assert voc.yes_no(text) is value


def test_label_refuses_another_language() -> None:
    with pytest.raises(ClusternetError, match="zh and en"):
        voc.label(voc.KINDS["sample"], "fr")


def test_twenty_sections_and_97_divisions() -> None:
    assert "".join(item.section for item in voc.sections()) == "ABCDEFGHIJKLMNOPQRST"
    assert [item.division for item in voc.divisions()] == [f"{number:02}" for number in range(1, 98)]
    letters = [item.section for item in voc.divisions()]
    assert letters == sorted(letters)
    sizes = [len(voc.divisions(item.section)) for item in voc.sections()]
    assert sizes == [5, 7, 31, 3, 4, 2, 8, 2, 3, 4, 1, 2, 3, 4, 3, 1, 2, 5, 6, 1]


def test_sector_goes_by_division_not_by_letter() -> None:
    tertiary = {item.division for item in voc.divisions() if item.sector == "tertiary"}
    assert {code for code in tertiary if code and int(code) < 51} == {"05", "11", "43"}
    assert {f"{number}" for number in range(51, 98)} <= tertiary
    assert [item.division for item in voc.divisions() if item.sector == "primary"] == ["01", "02", "03", "04"]
    assert {item.section for item in voc.sections() if item.mixed} == {"A", "B", "C"}
    for item in voc.sections():
        others = {part.sector for part in voc.divisions(item.section)} - {item.sector}
        assert others == ({"tertiary"} if item.mixed else set())


@pytest.mark.parametrize(
    ("code", "section", "division"),
    [
        *(("I", "I", None), ("I65", "I", "65"), ("65", "I", "65"), ("651", "I", "65"), ("6510", "I", "65")),
        *(("C3921", "C", "39"), ("c39", "C", "39"), (" \uff23\uff13\uff19 ", "C", "39"), ("A05", "A", "05")),
        *(("0111", "A", "01"), ("制造业", "C", None), ("金融业", "J", None), ("汽车制造业", "C", "36")),
        ("Education", "P", None),
    ],
)
def test_industry_codes(code: str, section: str, division: str | None) -> None:
    found = voc.industry(code)
    assert found is not None
    assert (found.section, found.division) == (section, division)
    assert voc.industry(found.code) == found


@pytest.mark.parametrize("code", ["", "U", "I39", "99", "00", "5", "65.0", "65101", "C39X", "元宇宙业"])
def test_unknown_industries(code: str) -> None:
    assert voc.industry(code) is None


def test_industries_named_in_the_report() -> None:
    names = {
        "信息传输、软件和信息技术服务业": "tertiary",
        "科学研究和技术服务业": "tertiary",
        "租赁和商务服务业": "tertiary",
        "批发和零售业": "tertiary",
        "电力、热力、燃气及水生产和供应业": "secondary",
        "建筑业": "secondary",
        "计算机、通信和其他电子设备制造业": "secondary",
        "电气机械和器材制造业": "secondary",
        "专用设备制造业": "secondary",
        "通用设备制造业": "secondary",
    }
    for name, sector in names.items():
        found = voc.industry(name)
        assert found is not None
        assert found.sector == sector
