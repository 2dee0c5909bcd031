from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet import io
from clusternet.io.prepare import _cut
from running import save

WORDS = st.lists(st.text("ab ", min_size=1, max_size=3).map(str.rstrip).filter(bool), min_size=1, max_size=3)


@given(st.text("ab x", max_size=9), WORDS)
def test_words_are_cut_as_by_the_pattern_that_takes_exponential_time(text: str, words: list[str]) -> None:
    ending = re.compile(rf"(?:\s*(?:{'|'.join(map(re.escape, words))}))+\s*$")
    assert text[: _cut(text, tuple(words))] == ending.sub("", text)


LONG = 100_000


@pytest.mark.parametrize(
    ("setting", "cell"),
    [
        ('strip = { partner = ["a", "aa", "aaa"] }', "a" * LONG + "x"),
        ('strip = { partner = ["a", "aa", "aaa"] }', "x" + "a" * LONG),
        (f'strip = {{ partner = ["a", "{"a" * (LONG // 2)}"] }}', "x" + "a" * LONG),
        ('strip = { partner = ["b"] }', "x" + " " * LONG + "y"),
        ('strip = { partner = [" b", "b "] }', "x" + " b" * (LONG // 2)),
        ('split = { partner = "、;" }', "x" + "、" * LONG),
        ('split = { partner = "^]-\\\\" }', "x^" + "]" * LONG),
        ('missing = ["(a+)+$", "a*"]', "a" * LONG + "!"),
    ],
)
def test_no_setting_takes_long_on_any_cell(tmp_path: Path, setting: str, cell: str) -> None:
    save(tmp_path, f"sample,partner,direction\\ns,{cell},enable\\nt,u,enable\\n".replace("\\n", "\n"))
    save(tmp_path, f'[[edges]]\nfile = "edges.csv"\n{setting}\n', "dataset.toml")
    begun = time.process_time()
    network = io.read(tmp_path)
    assert time.process_time() - begun < 5
    assert ("t", "u") in list(zip(network.edges["source"], network.edges["target"], strict=True))
