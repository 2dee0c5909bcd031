"""Small files that would become tens of gigabytes, each the shortest of its kind."""

from __future__ import annotations

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "x" * (1 << 20)


# -- .xlsx -------------------------------------------------------------------------------------------------
def workbook(rows: str, *strings: str) -> bytes:
    """Return a workbook whose one sheet has these rows, and these elements among its shared strings."""
    import xlsxwriter

    made, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["source", "target"])
        sheet.write_row(1, 0, ["a", "b"])
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>',
    }
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return changed.getvalue()


def string(text: str) -> str:
    return f"<si><t>{text}</t></si>"


def rows(number: int, cell: str) -> str:
    return "".join(f'<row r="{row}">{cell}</row>' for row in range(1, number + 1))


def many_sheets() -> bytes:
    """Return a workbook that lists its one sheet many times."""
    made, changed = io.BytesIO(workbook(rows(9, '<c t="s"><v>0</v></c>'), string("a"))), io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/workbook.xml":
                more = (f'<sheet name="s{at}" sheetId="{at}" r:id="rId1"/>' for at in range(2, 50_000))
                body = body.replace(b"</sheets>", "".join(more).encode() + b"</sheets>")
            new.writestr(name, body)
    return changed.getvalue()


# -- .ods --------------------------------------------------------------------------------------------------
def open_document(table: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def ods_row(text: str, *, rows: str = "1", columns: str = "1", attribute: str = "") -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}" {attribute}>{text}</table:table-cell></table:table-row>'
    )


# -- .xlsb -------------------------------------------------------------------------------------------------
def record12(kind: int, data: bytes = b"") -> bytes:
    """Return a record of BIFF12."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(strings: list[str], cells: list[tuple[int, int, int]]) -> bytes:
    """Return a workbook of one sheet: row, column and shared string of each cell, ascending."""
    sheet = record12(0x81) + record12(0x94, bytes(16)) + record12(0x91)
    last = -1
    for row, column, place in cells:
        if row != last:
            sheet += record12(0x00, struct.pack("<I", row) + bytes(13))
            last = row
        sheet += record12(0x07, struct.pack("<III", column, 0, place))
    sst = record12(0x9F, struct.pack("<II", len(cells), len(strings)))
    sst += b"".join(record12(0x13, b"\0" + wide(text)) for text in strings)
    book = (
        record12(0x83) + record12(0x8F) + record12(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
    )
    rels = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/_rels/workbook.bin.rels", rels)
        archive.writestr("xl/workbook.bin", book + record12(0x90) + record12(0x9D))
        archive.writestr("xl/sharedStrings.bin", sst + record12(0xA0))
        archive.writestr("xl/worksheets/sheet1.bin", sheet + record12(0x92) + record12(0x82))
    return made.getvalue()


# -- .xls --------------------------------------------------------------------------------------------------
def record8(kind: int, data: bytes = b"") -> bytes:
    """Return a record of BIFF8, and the records that continue it."""
    parts = [data[place : place + 8224] for place in range(0, len(data), 8224)] or [b""]
    return b"".join(
        struct.pack("<HH", 0x3C if place else kind, len(part)) + part for place, part in enumerate(parts)
    )


def xls(strings: list[str], cells: list[tuple[int, int, int]], *, claimed: tuple[int, int] = (1, 1)) -> bytes:
    """Return a workbook of one sheet: row, column and shared string of each cell."""
    begin = record8(0x809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    sst, piece = [], struct.pack("<II", len(cells), len(strings))
    for text in strings:  # one byte a letter, and a flag again where a record continues
        piece += struct.pack("<HB", len(text), 0)
        left = text.encode("latin-1")
        while len(piece) + len(left) > 8224:
            cut = 8224 - len(piece)
            sst.append(piece + left[:cut])
            piece, left = b"\0", left[cut:]
        piece += left
    sst.append(piece)
    shared = b"".join(
        struct.pack("<HH", 0x3C if place else 0xFC, len(part)) + part for place, part in enumerate(sst)
    )
    listed = struct.pack("<IHBB", 0, 0, 1, 0) + b"S"
    start = len(begin) + 4 + len(listed) + len(shared) + 4
    book = begin + record8(0x85, struct.pack("<I", start) + listed[4:]) + shared + record8(0x0A)
    sheet = begin + record8(0x200, struct.pack("<IIHHH", 0, claimed[0], 0, claimed[1], 0))
    sheet += b"".join(record8(0xFD, struct.pack("<HHHI", row, column, 0, at)) for row, column, at in cells)
    return compound(book + sheet + record8(0x0A))


def compound(stream: bytes) -> bytes:
    """Return a compound file with one stream, ``Workbook``."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    own = len(stream) // 512
    tables = 1
    while tables * 128 < own + 1 + tables:
        tables += 1
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [*range(1, own), end, end, *[table] * tables]
    chain += [free] * (tables * 128 - len(chain))
    entries = b""
    for name, kind, child, first, size in (
        ("Root Entry", 5, 1, end, 0), ("Workbook", 2, free, 0, len(stream)),
    ):  # fmt: skip
        text = name.encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, free, free, child)
        entries += bytes(36) + struct.pack("<IQ", first, size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, tables, own, 0, 4096, end, 0, end, 0, own + 1)
    listed = [own + 1 + place for place in range(tables)]
    head = head[:76] + struct.pack("<109I", *(listed + [free] * (109 - tables)))
    return head + stream + entries.ljust(512, b"\0") + struct.pack(f"<{len(chain)}I", *chain)
