# ruff: noqa: E501
"""Inputs of every command, and ways to make them wrong: seeded, the same for the same number."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable

from bombs import open_document

TOKENS = [
    b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"'",
    b"=cmd|' /C calc'!A0", b"'=1", b"-1", b"1e999", b"1e-999", b"nan", b"NA", b"inf", b"-0", b"99999999999999999999",
    b"9" * 400, b"0", b"2018", b"2018-13-45", b"43223", b"1,234", b"12%", "，".encode(), "年".encode(), "²".encode(),
    "١٢".encode(), "企业".encode("gb18030"), b"\x81", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\x0b", b"\x1b[31m",
    b"<!ENTITY a 'b'>", b"<!DOCTYPE x>", b"&a;", b"<", b">", b"/>", b"<node/>", b"<edge/>", b"<data/>", b"&#0;", b"]]>",
    b"*Vertices 999999999", b"*Arcs", b"*Edges", b"*Network", b"*", b"%", b"#", b"[", b"]", b"{", b"}", b"=", b'file = "../x"',
    b"[[edges]]", b"[nodes]", b"true", b"-1", b'r="XFD1048576"', b'r="A99999999999"', b"source", b"target", b"weight",
    b"year", b"id", b"kind", b"direction", b"sample", b"partner", b"utf-8", b"rot13", b"../", b"/etc/passwd",
]  # fmt: skip
VALUES = [
    "", " ", "0", "-0", "-1", "1e999", "-1e308", "1.7e308", "1e309", "1e-320", "nan", "NaN", "inf", "-Infinity", "9" * 5000,
    "9" * 19, "1.5.2", "1,234.5", "12%", "½", "١٢", "²", "$x^$", "$", "\\frac{", "a\\", "\\\\", "%", "&", "_{^}", "#REF!", "#N/A",
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "&amp;", "]]>", "'", '"', '""', "`", "*", "[x](y)",
    "\x1b[31mred", "\x07", "\x00", "\x0b", "\ufffe", "\uffff", "\u202egnp", "\u200b", "\u2028", "\ufeff", "é", "𠀀", "😀",
    "x" * 3000, "甲" * 300, "a\nb", "a\rb", "C:\\x", "../../etc/passwd", "/dev/zero", "CON", "None", "null", "true", "2018-02-30",
    "0000", "99999", "-2018", "2018.5", "1e3", "{}", "{0}", "{{x}}", "%s", "a;b;c", "a、b", "|", "||", "国外", "北京市", "A",
]  # fmt: skip
"""Cells that no table expects: numbers beyond every range, no numbers, and text that other programs read as code."""

INNER = (
    "1e400",
    "9" * 5000,
    "nan",
    "inf",
    '""',
    "[]",
    "{}",
    "[[[]]]",
    '"\\u0000"',
    "true",
    "-1",
    "1.5",
    '"x"',
    "1979-05-27",
)


def gz(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)


def workbook(*sheets: list[list[object]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def ods(rows: list[list[str]]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return open_document(
        "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    )


def parquet(rows: list[list[str]]) -> bytes:
    import pandas as pd

    stream = io.BytesIO()
    pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(stream)
    return stream.getvalue()


# -- mutation ----------------------------------------------------------------------------------------------
def changed(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return a file with something wrong in it: in what it packs, in its cells or rows, or in its bytes."""
    if name.endswith(".gz"):
        return gz(changed(name[:-3], gzip.decompress(data), rng)) if rng.random() < 0.8 else _bytes(data, rng)
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _inside(data, rng)
    inside = _WAYS.get(name.rpartition(".")[2])
    if inside is None or rng.random() < 0.35:
        return _bytes(data, rng)
    return inside(data.decode("utf-8", "surrogateescape"), rng).encode("utf-8", "surrogateescape")


def _cells(text: str, rng: random.Random) -> str:
    """Change cells, rows and columns of a delimited table."""
    comma = "\t" if "\t" in text else ","
    rows = [line.split(comma) for line in text.split("\n")]
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        row = rng.choice(rows)
        row += [] if row else [""]
        kind = rng.randrange(12)
        if kind == 0:
            del row[rng.randrange(len(row)) :]
        elif kind == 1:
            row += row * rng.choice([1, 3, 40])
        elif kind == 2:
            rows[rng.randrange(len(rows))] = list(rng.choice(rows))
        elif kind == 3:
            rows.insert(rng.randrange(len(rows)), [])
        elif kind == 4:
            place = rng.randrange(max(map(len, rows)))
            value = rng.choice(VALUES)
            for each in rows[1:]:
                each[place : place + 1] = [_quoted(value)]
        elif row:
            row[rng.randrange(len(row))] = _quoted(rng.choice(VALUES))
    return "\n".join(comma.join(row) for row in rows)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if set(value) & set(',"\n\r\t') else value


def _settings(text: str, rng: random.Random) -> str:
    """Change values of a TOML or JSON file, or nest them deep."""
    values = [*re.finditer(r'"[^"\n]*"|\[[^\[\]\n]*\]|\b[0-9.]+\b|\btrue\b|\bfalse\b', text)]
    if not values or rng.random() < 0.1:
        return text + "\nx = " + "[" * 5000 + "]" * 5000
    place = rng.choice(values)
    depth = rng.choice([1, 1, 1, 30, 3000])
    value = rng.choice([*INNER, *map(json.dumps, VALUES)])
    new = rng.choice([value, "[" * depth + value + "]" * depth, "{a=" * depth + value + "}" * depth])
    return text[: place.start()] + new + text[place.end() :]


def _markup(text: str, rng: random.Random) -> str:
    """Change values of attributes and elements of XML, and words of a text."""
    for _ in range(rng.choice([1, 1, 2])):
        places = [*re.finditer(r'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)|(?<=\s)[^\s<>]+', text)]
        if not places:
            return text
        place, value = rng.choice(places), rng.choice(VALUES)
        text = text[: place.start()] + value + text[place.end() :]
    return text


_WAYS: dict[str, Callable[[str, random.Random], str]] = {
    **dict.fromkeys(("csv", "tsv"), _cells),
    **dict.fromkeys(("toml", "json"), _settings),
    **dict.fromkeys(("gexf", "graphml", "gml", "net", "md", "xml", "txt", "html", "tex"), _markup),
}


def _inside(data: bytes, rng: random.Random) -> bytes:
    """Change a part of a workbook or a document, and pack it again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice(
            [name for name in names if re.search("sheet|content|document|String", name)] + names
        )
        for name in names:
            part = old.read(name)
            new.writestr(name, changed("part.xml", part, rng) if name == chosen else part)
    return stream.getvalue()


def _bytes(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(1 if rng.random() < 0.5 else rng.randint(2, 12)):
        _mutate(content, rng)
    if rng.random() < 0.6 and _is_text(data):  # most bytes cut at random are no text: half of them stay text
        return bytes(content).decode("utf-8", errors="ignore").encode()
    return bytes(content)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mutate(content: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(content) + 1)
    end = min(len(content), place + rng.choice([1, 2, 8, 64, 512]))
    kind = rng.randrange(8)
    if kind == 0 and place < len(content):
        content[place] ^= 1 << rng.randrange(8)
    elif kind == 1 and place < len(content):
        content[place] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
    elif kind in (2, 3):
        content[place:place] = rng.choice(TOKENS)
    elif kind == 4:
        content[place:end] = rng.choice(TOKENS)
    elif kind == 5:
        del content[place:end]
    elif kind == 6:
        content[place:place] = bytes(content[place:end]) * rng.choice([1, 2, 50])
    elif rng.random() < 0.3:
        del content[place:]
