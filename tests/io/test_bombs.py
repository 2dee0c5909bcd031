"""Small workbooks that would become tens of gigabytes: refused by what they would be, in little memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from running import save

MEMORY = 4 << 30
SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def workbook(rows: str, strings: str = "") -> bytes:
    """Return a workbook whose one sheet has these rows, beside a good header."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["source", "target"])
    sheet.write_row(1, 0, ["a", "b"])
    book.close()
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = SHEET.format(rows).encode()
            if name == "xl/sharedStrings.xml" and strings:
                body = body.replace(b"</sst>", f"<si><t>{strings}</t></si></sst>".encode())
            new.writestr(name, body)
    return changed.getvalue()


def shared_string() -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>4</v></c></row>' for row in range(1, 20001))
    return workbook(cells, "x" * (1 << 20))


def far_cell(attributes: str) -> bytes:
    return workbook(f'<row r="1"><c {attributes} t="n"><v>1</v></c></row>')


def repeated_cell() -> bytes:
    made = io.BytesIO()
    body = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="s"><table:table-row><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="12000"><text:p>{"x" * (1 << 20)}</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
    return made.getvalue()


BOMBS = {
    "strings.xlsx": shared_string,
    "quoted.xlsx": lambda: far_cell('q="&gt;" z=">" r="XFD1048576"'),
    "zeros.xlsx": lambda: far_cell('r="XFD0000000000001048576"'),
    "repeated.ods": repeated_cell,
}


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_before_it_is_decoded(name: str, tmp_path: Path) -> None:
    path = save(tmp_path, BOMBS[name](), name)
    assert path.stat().st_size < 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "clusternet", "metrics", str(path)],
        capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the limit is" in done.stderr or "nearly all blank" in done.stderr
    assert "not enough memory" not in done.stderr
