"""Encodings that are told, and those that are asked for."""

from __future__ import annotations

import pytest

from clusternet.errors import FormatError
from clusternet.io.formats.encodings import decode
from clusternet.schema.findings import Finding

JAPANESE = "企業,パートナー\nトヨタ自動車,東京大学\nソニー,京都大学\n"
KOREAN = "source,target\n삼성전자,서울대학교\n현대자동차,한국과학기술원\n"
CHINESE = "来源,目标\n华为,清华大学\n"
TRADITIONAL = "來源,目標\n台灣積體電路,國立臺灣大學\n鴻海精密,工業技術研究院\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (JAPANESE, "shift_jis", "Shift-JIS"), (JAPANESE, "euc_jp", "EUC-JP"), (JAPANESE, "iso2022_jp", ""),
        (KOREAN, "euc_kr", "CP949"), (KOREAN, "utf-32", ""), (KOREAN, "utf-16-le", "UTF-16-LE"),
        (CHINESE, "gb18030", "GB18030"), (CHINESE, "utf-32", ""), (CHINESE, "utf-16", ""),
        (TRADITIONAL, "big5", "Big5"), (TRADITIONAL, "gb18030", "GB18030"),
        ("source,target\nカ,ム\n华为,清华大学\n百度,北京航空航天大学\n", "gb18030", "GB18030"),
    ],
)  # fmt: skip
def test_encodings_are_told(text: str, encoding: str, told: str) -> None:
    found: list[Finding] = []
    assert decode(text.encode(encoding), "t.csv", "", found) == text
    assert [each.value for each in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Яндекс,Москва", "cp1251"),
        ("Εθνική Τράπεζα,Αθήνα", "cp1253"),
        ("Łódź;Politechnika Śląska", "cp1250"),
        ("Société;École", "mac_roman"),
    ],
)
def test_other_alphabets_are_asked_for(text: str, encoding: str) -> None:
    with pytest.raises(FormatError, match=r'say encoding = "[.]{3}" in dataset[.]toml, or save'):
        decode(f"source,target\n{text}\n".encode(encoding), "t.csv", "", [])
    assert text in decode(f"source,target\n{text}\n".encode(encoding), "t.csv", encoding, [])
