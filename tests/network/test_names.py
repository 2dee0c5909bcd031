from __future__ import annotations

import pytest

from clusternet.network.names import fold, is_wide, latin, parts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ОРРО", "OPPO"), ("Ноnda", "Honda"), ("ΑΒΒ", "ABB"), ("OPPO", "OPPO"), ("Сбербанк", "Сбербанк"),
        ("Βιομηχανία", "Βιομηχανία"), ("华为", "华为"), ("ОРРО手机 Яндекс", "ОРРО手机 Яндекс"),
    ],
)  # fmt: skip
def test_letters_that_look_latin(text: str, seen: str) -> None:
    assert latin(text) == seen


def test_what_does_not_count() -> None:
    assert fold("ＯＰＰＯ　公司") == fold("ОРРО公司") == fold("oppo-公司") == "oppo公司"
    assert fold("华为（北京）") == fold("华为(北京)")
    assert fold("+") == "+"
    assert is_wide("３Ｍ")
    assert is_wide("a　b")
    assert not is_wide("《华为》（北京），一期：二")


@pytest.mark.parametrize(
    ("name", "plain", "bare", "short", "place"),
    [
        ("华为技术有限公司", "华为技术", "华为技术", "华为", ""),
        ("深圳市大疆创新科技有限公司", "深圳市大疆创新科技", "大疆创新科技", "大疆", "广东省"),
        ("小米集团", "小米", "小米", "小米", ""),
        ("百度（中国）有限公司", "百度中国", "百度", "百度", "中国"),
        ("IBM中国", "ibm中国", "ibm", "ibm", "中国"),
        ("北京大学", "北京大学", "北京大学", "北京大学", "北京市"),
        ("招商银行股份有限公司", "招商银行", "招商银行", "招商银行", ""),
        ("科技有限公司", "科技", "科技", "科技", ""),
        ("Foo Bar Co., Ltd.", "foobar", "foobar", "foobar", ""),
        ("Siemens AG", "siemens", "siemens", "siemens", ""),
        ("The Company", "the", "the", "the", ""),
        ("Acme Technologies GmbH", "acmetechnologies", "acmetechnologies", "acme", ""),
    ],
)
def test_a_name_taken_apart(name: str, plain: str, bare: str, short: str, place: str) -> None:
    found = parts(name)
    assert (found.plain, found.bare, found.short, found.place) == (plain, bare, short, place)
