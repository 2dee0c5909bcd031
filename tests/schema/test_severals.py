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
    assert severals.marks_in(text) == marks


def test_names_known_alone_tell_of_doubtful_marks():
    texts = np.array(["A+B", "C/D", "A, B", "A", "B", "C"], dtype=object)
    assert severals.several(texts).tolist() == [True, False, True, False, False, False]
    assert severals.setting("source", texts[:3], set(texts)) == 'split = {source = "+,"}'
