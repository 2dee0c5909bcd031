"""The encoding of a text file: by its byte order mark, then UTF-8, GB18030 and others of East Asia."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from clusternet.errors import FormatError, SchemaError
from clusternet.schema.findings import Finding, done
from clusternet.words.text import Text

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""How files of an encoding begin."""

_NO_TEXT = (b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0")
"""How files begin that hold tables and are no text."""

_TELLABLE = Text(
    "UTF-8、GB18030、Big5、Shift-JIS、EUC-JP 或 EUC-KR",
    "UTF-8, GB18030, Big5, Shift-JIS, EUC-JP or EUC-KR",
)

_RARE = range(0xD8, 0xF8)
"""Rows of GB 2312 with its rarer characters, in which letters of other alphabets lie."""

_MOST_RARE = 0.4
"""Share of them in Chinese text at most."""

WESTERN = ("Windows-1252", "Latin-1")
"""What text is read as that is in none that can be told."""

_SAMPLE = 200_000

_TOLD = 12
"""Different syllables that say that a text is Korean; a Chinese one has as few other letters once in 300."""


def decode(data: bytes, name: str, encoding: str, found: list[Finding], *, western: bool = False) -> str:
    """Return a file as text.

    Parameters
    ----------
    data, name
        The file.
    encoding
        What it is in; found out where empty.
    found
        A finding says what was found out.
    western
        Whether text in none of the encodings that can be told is Western European (Windows-1252, Latin-1).

    Raises
    ------
    FormatError
        If it is no text, or in no encoding that can be told; the message has the line.
    SchemaError
        If there is no encoding of that name.
    """
    encoding = encoding or _marked(data)
    if not encoding and data[:4] in _NO_TEXT:
        raise FormatError.of("workbook_as_text", name=name)
    if not encoding and b"\x00" in data[:65536]:
        encoding = _wide(data[:65536])
        if not encoding:
            raise FormatError.of("binary_file", name=name)
        found.append(_noted(name, encoding.upper()))
    for attempt in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            wanted = Text(encoding, encoding) if encoding else _TELLABLE
            byte = f"0x{data[error.start]:02x}"
            problem = Text(
                f"{name}，第{line}行：字节 {byte} 不属于 {wanted.zh}",
                f"{name}, line {line}: byte {byte} is not {wanted.en}",
            )
        except LookupError as error:
            raise SchemaError.of("no_such_encoding", name=name, encoding=encoding) from error
        else:
            if attempt == "gb18030" and not encoding:
                if (east := _other_east(data, text)) is not None:
                    found.append(_noted(name, east[0]))
                    return east[1]
                if not _looks_chinese(data) or _common(text, "gb2312", _RARE) > _MOST_RARE:
                    problem = Text(f"{name}：不是 {_TELLABLE.zh}", f"{name}: not {_TELLABLE.en}")
                    break
                found.append(_noted(name, "GB18030"))
            return text
    other = "" if encoding else _otherwise(data, name, found, western=western)
    if other:
        return other
    raise FormatError.of("encoding_unknown", problem=problem)


def may_be_utf8(data: bytes, encoding: str) -> bool:
    """Whether no other encoding is said or marked, and a file begins as text in UTF-8."""
    sample = data[:_SAMPLE]
    if encoding or _marked(data) or data[:4] in _NO_TEXT or b"\x00" in sample:
        return False
    try:
        getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _marked(data: bytes) -> str:
    """Return the encoding that a mark of byte order or an escape sequence says, blank where none is there."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    return marked or ("iso2022_jp" if b"\x1b$B" in data[:_SAMPLE] else "")


def _otherwise(data: bytes, name: str, found: list[Finding], *, western: bool) -> str:
    """Return text that is neither in UTF-8 nor in GB18030, blank if it cannot be told."""
    if (east := _other_east(data, "")) is not None:
        found.append(_noted(name, east[0]))
        return east[1]
    if not western:
        return ""
    try:  # Latin-1 has a character for every byte
        text, encoding = data.decode("cp1252"), WESTERN[0]
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), WESTERN[1]
    found.append(_noted(name, encoding))
    return text


def _noted(name: str, encoding: str) -> Finding:
    return Finding("encoding", name, value=encoding, action=done("read_as", encoding))


def _wide(sample: bytes) -> str:
    r"""Return which UTF-16 a text without a mark is in, blank where it is none.

    Line ends and delimiters have a zero byte on one side; few characters have one on the other.

    >>> _wide("来源,目标\n甲,乙".encode("utf-16-le")), _wide(bytes(100))
    ('utf-16-le', '')
    """
    sides = {"utf-16-be": sample[0::2].count(0), "utf-16-le": sample[1::2].count(0)}
    most = max(sides, key=lambda side: sides[side])
    if min(sides.values()) * 8 > sides[most] or sides[most] * 64 < len(sample):
        return ""
    return most


def _as_big5(data: bytes, text: str) -> str | None:
    r"""Return text in Big5 as text, None where it is not: more of its characters are common than as GB18030.

    >>> _as_big5("來源,目標\n臺積電,鴻海".encode("big5"), "") == "來源,目標\n臺積電,鴻海"
    True
    >>> _as_big5("来源,目标".encode("gb18030"), "来源,目标") is None
    True
    """
    other = _decoded(data, "cp950")
    runs = sum(map(len, re.findall("[^\x00-\x7f]{2,}", other[:_SAMPLE])))
    if runs * 2 < sum(letter > "\x7f" for letter in other[:_SAMPLE]):  # accented letters among plain ones
        return None
    as_big5 = _common(other, "big5", range(0xA4, 0xC7))
    return other if as_big5 > 0.9 and as_big5 > _common(text, "gb2312", range(0xB0, 0xD8)) else None


def _other_east(data: bytes, chinese: str) -> tuple[str, str] | None:
    """Return encoding and text where it is another of East Asia than GB18030 (``chinese``: read as that)."""
    big5 = _as_big5(data, chinese)
    return _japanese_or_korean(data) if big5 is None else ("Big5", big5)


def _japanese_or_korean(data: bytes) -> tuple[str, str] | None:
    r"""Return the encoding and the text where it is Japanese or Korean, None where it may be Chinese.

    Japanese has kana among its characters. The syllables of EUC-KR are the first half of the common
    characters of GB 2312, and Chinese has others beside them.

    >>> _japanese_or_korean("トヨタ自動車,東京大学".encode("euc_jp"))
    ('EUC-JP', 'トヨタ自動車,東京大学')
    >>> _japanese_or_korean("华为,清华大学".encode("gb18030")) is None
    True
    """
    for encoding in ("euc_jp", "cp932"):
        text = _decoded(data, encoding)
        wide = [letter for letter in text[:_SAMPLE] if letter > "\u2fff"]
        kana = sum("\u3041" <= letter <= "\u30fe" for letter in wide)
        if kana > 1 and kana * 8 >= len(wide) and len(wide) * 4 >= sum(map("\x7f".__lt__, text[:_SAMPLE])):
            return {"euc_jp": "EUC-JP", "cp932": "Shift-JIS"}[encoding], text
    text = _decoded(data, "cp949")
    syllables = {letter for letter in text[:_SAMPLE] if "\uac00" <= letter <= "\ud7a3"}
    others = {letter for letter in text[:_SAMPLE] if letter > "\x7f"} - syllables
    if len(syllables) >= _TOLD and len(others) * 10 <= len(syllables):
        return "CP949", text
    return None


def _decoded(data: bytes, encoding: str) -> str:
    """Return a file as text, blank where it is not in an encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _common(text: str, encoding: str, rows: range) -> float:
    """Return which share of the characters beyond ASCII are among the common ones of an encoding."""
    letters = [letter for letter in text[:_SAMPLE] if letter > "\x7f"]
    coded = (letter.encode(encoding, "ignore") for letter in letters)
    return sum(bool(each) and each[0] in rows for each in coded) / max(len(letters), 1)


def _looks_chinese(data: bytes) -> bool:
    """Tell GB18030 from Western European text, whose accented letters stand before plain ones.

    >>> _looks_chinese("企业".encode("gb18030")), _looks_chinese("Zürich, Malmö".encode("latin-1"))
    (True, False)
    """
    sample = data[:1_000_000]
    common = len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", sample))
    return common >= len(
        re.findall(rb"[\x81-\xfe][\x40-\x7e]", re.sub(rb"[\xa1-\xf7][\xa1-\xfe]", b"", sample))
    )
