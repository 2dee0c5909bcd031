"""Parquet files whose columns become far more than the file, and what their pages say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from bombs import LONG
from clusternet import io, limits
from clusternet.errors import FormatError
from clusternet.io.formats import pages, parquet


def coded(text: Any, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([text]))


def edges(folder: Path, note: pa.Array, **settings: Any) -> Path:
    ends = [str(row) for row in range(len(note))]
    path = folder / "edges.parquet"
    pa.parquet.write_table(pa.table({"source": ends, "target": ends[::-1], "note": note}), path, **settings)
    return path


def leaf(path: Path, name: str = "note") -> pages.Leaf:
    with pa.parquet.ParquetFile(path) as file:
        return next(each for each in pages.leaves(path, file.metadata) if each.path.startswith(name))


LISTS = pa.ListArray.from_arrays(pa.array(range(0, 20_001), pa.int32()), coded(LONG, 20_000))
RECORDS = pa.StructArray.from_arrays([coded(LONG, 20_000)], ["a"])


@pytest.mark.parametrize("note", [coded(LONG, 20_000), coded(LONG.encode(), 20_000), LISTS, RECORDS])
def test_one_text_of_many_rows_is_refused_before_it_is_copied(tmp_path: Path, note: pa.Array) -> None:
    path = edges(tmp_path, note)
    assert path.stat().st_size < 1 << 20
    before = pa.total_allocated_bytes()
    with pytest.raises(FormatError, match=r"column note: (holds 19\.5 G or more|reading it takes about)"):
        io.read(path)
    assert pa.default_memory_pool().max_memory() - before < 1 << 29


def test_the_limit_counts_a_text_as_often_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edges(tmp_path, coded("x" * 10_000, 1000))
    monkeypatch.setenv(limits.VARIABLE, "9M")
    with pytest.raises(FormatError, match="column note: holds 10 M or more, and the limit is 9 M; set CLUST"):
        io.read(path)
    monkeypatch.setenv(limits.VARIABLE, "11M")
    assert len(io.read(path).edges) == 1000


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"])
def test_texts_that_follow_on_the_one_before(tmp_path: Path, encoding: str) -> None:
    texts = [LONG[: 1 << 18] + str(row) for row in range(300)]
    path = edges(tmp_path, pa.array(texts), use_dictionary=["source"], column_encoding={"note": encoding})
    found = leaf(path)
    assert not found.coded
    assert (found.rows_at_once * found.size <= 1 << 28) == (encoding == "DELTA_BYTE_ARRAY")
    assert parquet.read(path).frame["note"].tolist() == texts


def test_values_of_fixed_length_are_decoded_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edges(tmp_path, pa.array([bytes(1 << 20)] * 3, pa.binary(1 << 20)))
    assert leaf(path).rows_at_once == 1 << 8
    values = pa.array([bytes(1 << 19)] * 20, pa.binary(1 << 19))
    path = edges(tmp_path, pa.ListArray.from_arrays(pa.array([0, 20], pa.int32()), values))
    monkeypatch.setenv(limits.VARIABLE, "9M")
    with pytest.raises(FormatError, match=r"column note.*: holds 10 M or more"):
        io.read(path)


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("compression", ["none", "zstd"])
def test_pages_are_counted_by_their_own_heads(tmp_path: Path, version: str, compression: str) -> None:
    texts = [LONG[:10_000] + str(row) for row in range(2000)]
    path = edges(
        tmp_path, pa.array(texts), data_page_version=version, compression=compression, use_dictionary=False,
        row_group_size=700,
    )  # fmt: skip
    found = leaf(path)
    assert found.values == 2000
    assert sum(map(len, texts)) < found.size < sum(map(len, texts)) * 1.01
    assert parquet.read(path).frame["note"].tolist() == texts


def test_heads_of_pages_that_make_no_sense(tmp_path: Path) -> None:
    data = bytearray(edges(tmp_path, pa.array(["a"] * 5)).read_bytes())
    data[4:9] = b"\xff" * 5
    (tmp_path / "edges.parquet").write_bytes(data)
    with pytest.raises(FormatError, match="not a readable Parquet file"):
        io.read(tmp_path / "edges.parquet")
