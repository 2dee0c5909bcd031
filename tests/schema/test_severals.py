from __future__ import annotations

import numpy as np
import pytest

from clusternet.schema import severals


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("乙公司、丙公司", "、"),
        ("戊公司;己公司；庚", "；;"),
        ("辛公司/壬公司", "/"),
        ("张三，李四", "，"),
        ("Alpha Inc.|Beta", "|"),
        ("A University, B Institute", ","),
        ("两\n行", "\n"),
        ("Foo, Inc.", ""),
        ("Foo Co., Ltd.", ""),
        ("AT&amp;T", ""),
        ("甲公司（乙、丙合资）", ""),
        ("甲公司、", ""),
        ("1;2", ""),
        ("TCP/IP公司", ""),
        ("Input/Output Corp", ""),
    ],
)
def test_marks_between_names(text, marks):
    assert severals.marks_in(text) == tuple(marks)


def test_names_known_alone_tell_of_doubtful_marks():
    texts = np.array(["A+B", "C/D", "A, B", "A", "B", "C"], dtype=object)
    assert severals.several(texts).tolist() == [True, False, True, False, False, False]
    assert severals.setting("source", texts[:3], set(texts)) == 'split = {source = "+,"}'


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1.甲公司 2.乙公司", ("1.",)),
        ("1、甲 2、乙 3、丙", ("1、",)),
        ("（1）甲（2）乙", ("（1）",)),
        ("①甲②乙", ("①",)),
        ("甲\\乙", ("\\",)),
        ("甲和乙", ("和",)),
        ("甲与乙", ("与",)),
        ("A & B", (" & ",)),
        ("A and B", (" and ",)),
        ("A and Zeta", (" and ",)),
        ("甲公司、乙公司和丙公司", ("、", "和")),
        ("甲、乙等3家", ("、",)),
        ("丁大学和戊大学", ("和",)),
        ("丁公司以及戊公司", ("以及",)),
        ("丁公司 戊公司", (" ",)),
        ("Foo & Sons Ltd", ()),
        ("信息传输、软件和信息技术服务业(I)", ()),
        ("和记黄埔", ()),
        ("与众传媒", ()),
        ("甲和众传媒", ()),
        ("1.5 维", ()),
        ("58同城 2.0", ()),
        ("2.甲 1.乙", ()),
        ("Procter & Gamble", ()),
        ("AT&T", ()),
        ("计算机、通信和其他电子设备制造业", ()),
        ("软件和信息技术服务业", ()),
        ("农、林、牧、渔业", ()),
        ("医疗保健、药物和生物技术", ()),
        ("C39 计算机、通信和其他电子设备制造业", ()),
        ("农业、工业", ("、",)),
    ],
)
def test_marks_between_names_that_are_known(text, marks):
    assert severals.marks_in(text, {"甲", "乙", "A", "B"}) == marks


@pytest.mark.parametrize(
    "text", ["甲等3家", "甲公司等多家企业", "甲等", "Alpha et al.", "Alpha and 3 others"]
)
def test_others_that_are_not_named_are_told(text):
    assert severals.several(np.array([text], dtype=object)).tolist() == [True]
    assert severals.setting("partner", [text], ()).startswith("strip = {partner = [")


@pytest.mark.parametrize("text", ["平等公益", "高等教育社", "等等科技", "北京初等"])
def test_names_with_the_same_letter_are_one(text):
    assert severals.several(np.array([text], dtype=object)).tolist() == [False]


def test_words_and_characters_in_one_setting():
    said = severals.setting("target", ["A and B", "甲、乙", "1.甲 2.乙等3家"], {"A", "B"})
    assert said == 'split = {target = [" and ", "、", "1."]}, strip = {target = ["等3家"]}'
