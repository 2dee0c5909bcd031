from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clusternet import audit, indices, io
from clusternet.errors import ClusternetError, FormatError, SchemaError
from clusternet.io import toml
from clusternet.io.toml import Table

NUMBERS = {"whole": 3, "half": 0.5, "yes": True, "text": "x", "list": [1, 2.5], "texts": ["a", "b"]}
READERS: dict[str, Callable[[Path], object]] = {
    "dataset.toml": io.read,
    "index.toml": lambda folder: indices.load(folder / "index.toml"),
    "audit.toml": audit.audit,
}
KEYS = {"dataset.toml": "edges", "index.toml": "indicator", "audit.toml": "skip"}


def test_values_are_of_the_type_wanted_or_refused_with_file_and_key() -> None:
    table = Table.of("my.toml", NUMBERS)
    assert (table.whole("whole", low=1), table.number("half"), table.flag("yes")) == (3, 0.5, True)
    assert (table.numbers("list"), table.texts("texts")) == ([1, 2.5], ("a", "b"))
    assert table.texts("text", single=True) == ("x",)
    assert (table.text("none", "-"), table.whole("none", 7, low=1), table.choice("none", "ab", "")) == (
        "-",
        7,
        "",
    )
    for read, said in (
        (lambda: table.whole("half", low=1), "half = 0.5; wanted a whole number of 1 or more"),
        (lambda: table.whole("yes", low=0, high=5), "yes = true; wanted a whole number of 0 to 5"),
        (lambda: table.number("text"), "text = 'x'; wanted a number"),
        (lambda: table.text("whole"), "whole = 3; wanted a text"),
        (lambda: table.texts("text"), "text = 'x'; wanted a list of texts"),
        (lambda: table.texts("whole", single=True), "whole = 3; wanted a text or a list of texts"),
        (lambda: table.choice("text", ("a", "b")), "text = 'x'; wanted one of a, b"),
        (lambda: table.choices("texts", ("a", "c")), "texts = ['a', 'b']; wanted some of a, c"),
        (lambda: table.character("texts"), "texts = ['a', 'b']; wanted one character"),
        (lambda: table.pair("half", (0, 1)), "half = 0.5; wanted two ascending numbers such as [0, 1]"),
        (lambda: table.inner("text"), "text = 'x'; wanted a table [text]"),
        (lambda: table.tables("list"), "list = [1, 2.5]; wanted a table [list] or several [[list]]"),
        (lambda: table.known(("whole", "half")), "unknown key 'yes'; accepted: whole, half"),
        (lambda: table.needs("whole", "seed"), "needs seed = ..."),
    ):  # fmt: skip
        with pytest.raises(SchemaError) as caught:
            read()
        assert str(caught.value) == f"my.toml: {said}"


def test_one_of_several_tables_is_named_by_its_id_or_its_place() -> None:
    table = Table.of("my.toml", {"part": [{"id": "a"}, {"size": "x"}], "one": {"size": "x"}})
    assert [each.place for each in table.tables("part")] == ["[part] 'a' ", "[part] no. 2 "]
    with pytest.raises(SchemaError, match=r"my.toml: \[part\] no. 2 size = 'x'; wanted"):
        table.tables("part")[1].whole("size", low=0)
    assert [each.place for each in table.tables("one")] == ["[one] "]
    assert table.inner("one").inner("none").place == "[one] none."


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"[" * 50_000, "nested deeper"),
        (b"[" * 20 + b"1" + b"]" * 20, "nested deeper"),
        (b"{ a = " * 20_000, "nested deeper"),
        (b"9" * 5000, "line 1: {key} is a whole number of more than 18 digits"),
        (b"0x" + b"f" * 9000, "{key} is a whole number of more than 18 digits"),
        (b"[1, -99999999999999999999]", "{key} is a whole number of more than 18 digits"),
        (b"nan", "{key} = nan; wanted a finite number"),
        (b"[-inf]", "{key} = -inf; wanted a finite number"),
        (b"1e999", "{key} = inf; wanted a finite number"),
        (b'"a\\u0000b"', "{key} holds a NUL character"),
        (b"1\n\xd0\xc5\xcf\xa2 = 2", "line 2: not UTF-8; save the file as UTF-8"),
        (b"2024-02-30", "not a TOML file"),
        (b"2024-02-03", "{key} = 2024-02-03; wanted"),
        (b"1\na." + b"b." * 100_000 + b"c = 1", "line 2: more than 256 dots"),
        (b'"' + b"x" * (1 << 20) + b'"', "over 1 MiB"),
        (b"{ b." + b"c." * 200 + b"d = 1 }", "nested deeper"),
    ],
    ids=range(16),
)
def test_odd_files_are_refused_in_one_line_and_at_once(
    tmp_path: Path, name: str, value: bytes, said: str
) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\n", encoding="utf-8")
    (tmp_path / name).write_bytes(KEYS[name].encode() + b" = " + value + b"\n")
    begun = time.process_time()
    with pytest.raises(ClusternetError) as caught:
        READERS[name](tmp_path)
    assert time.process_time() - begun < 5
    message = str(caught.value)
    assert name in message
    assert said.format(key=KEYS[name]) in message
    assert "\n" not in message
    assert len(message) < 300 + len(str(tmp_path))


def test_a_file_of_a_data_set_may_have_any_name_but_no_impossible_one(tmp_path: Path) -> None:
    for file in ("x" * 5000, "a/" * 3000, "loop/e.csv"):
        (tmp_path / "loop").unlink(missing_ok=True)
        (tmp_path / "loop").symlink_to("loop")
        (tmp_path / "dataset.toml").write_text(f'[edges]\nfile = "{file}"\n', encoding="utf-8")
        with pytest.raises(ClusternetError) as caught:
            io.read(tmp_path)
        assert "\n" not in str(caught.value)


def test_a_byte_order_mark_and_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert toml.read(path).content == {"a": 1}
    for missing in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(FormatError, match="cannot be read"):
            toml.read(missing)


def test_designs_of_many_parts_are_checked_at_once() -> None:
    count = 20_000
    chain = [{"id": f"d{n}", "parent": f"d{n + 1}"} for n in range(count)] + [{"id": f"d{count}"}]
    begun = time.process_time()
    with pytest.raises(SchemaError, match="id = 'x' occurs 2 times"):
        indices.parse({"indicator": [{"id": "x"}, {"id": "x"}], "dimension": chain})
    found = indices.parse({"indicator": [{"id": "x", "dimension": "d0"}], "dimension": chain})
    assert len(found.dimensions) == count + 1
    assert time.process_time() - begun < 5
