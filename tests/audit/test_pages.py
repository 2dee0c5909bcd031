"""Plain text that holds a table, and files that are not read."""

from __future__ import annotations

import pytest

from clusternet.audit import audit, examine
from clusternet.errors import FormatError

ROWS = [
    ["place", "2018", "2019", "total"],
    *[[f"place {at}", str(120 + 7 * at), str(9 * at), str(120 + 16 * at)] for at in range(1, 9)],
]
MARKS = {"tab": "\t".join, "bar": " | ".join, "blanks": lambda row: "".join(cell.ljust(12) for cell in row)}


@pytest.mark.parametrize("mark", MARKS)
def test_plain_text_that_holds_a_table_is_one(tmp_path, mark):
    rows = [list(row) for row in ROWS]
    rows[3][3] = "198"
    path = tmp_path / "t.txt"
    path.write_text("\n".join(["Table 1. Firms", *map(MARKS[mark], rows), "Source: survey"]))
    for given in (path, tmp_path):
        found = audit(given)
        assert found[["rule", "cell", "mending"]].values.tolist() == [["sum", "D5", "168"]]


def test_sentences_alone_are_refused(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text("There were 120 firms in 2018.\nMore came in 2019, namely 12.\n")
    with pytest.raises(FormatError, match="sentences and no table"):
        examine(path)


def test_every_file_that_is_not_read_is_named(tmp_path):
    for name in ("a.pdf", "b.pdf", "c.pptx"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(FormatError, match=r"a\.pdf, b\.pdf: .*c\.pptx: slides"):
        examine(tmp_path)
    (tmp_path / "t.csv").write_text("\n".join(map(",".join, ROWS)))
    assert [line.en.split(":")[0] for line in examine(tmp_path).passed] == ["a.pdf, b.pdf", "c.pptx"]
