"""The glossary: terms of the field, then the words of input and of results from the tables of the code."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from clusternet.data import rows
from clusternet.schema import columns
from clusternet.words.text import Text

TITLE = Text("术语对照", "Glossary")
HEADS = {
    "terms": Text("术语", "Terms"),
    "input": Text("输入数据的列", "Columns of the input"),
    "words": Text("数据中的词语", "Words of the data"),
    "results": Text("结果的列", "Columns of results"),
}
ENGLISH, MEANS, KEY = Text("英文", "English"), Text("含义", "Meaning"), Text("程序中的名称", "Name in code")
KIND, READ = Text("类别", "Kind"), Text("也接受", "Also read")


def table(heads: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(heads), *map(list, body)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(each.replace('|', '、') for each in line)} |" for line in lines)


def pages(language: str) -> dict[str, str]:
    """Return the page in a language, both of which it sets beside one another."""
    with (Path(__file__).parent / "glossary.csv").open(encoding="utf-8") as file:
        terms = [*csv.DictReader(file)]
    said = f"{language}_said"
    results = [row for row in rows("labels.csv") if row["table"] == "column"]
    parts = {
        "terms": table(
            ("中文", ENGLISH.in_(language), MEANS.in_(language)),
            ((row["zh"], row["en"], row[said]) for row in terms),
        ),
        "input": table(
            (KEY.in_(language), "中文"),
            dict.fromkeys((f"`{each.name}`", each.zh) for each in (*columns.EDGES, *columns.NODES)),
        ),
        "words": table(
            (KIND.in_(language), KEY.in_(language), "中文", ENGLISH.in_(language), READ.in_(language)),
            (
                (row["vocabulary"], f"`{row['key']}`", row["zh"], row["en"], row["aliases"])
                for row in rows("terms.csv")
            ),
        ),
        "results": table(
            (KEY.in_(language), "中文", ENGLISH.in_(language)),
            dict.fromkeys((f"`{row['key']}`", row["zh"], row["en"]) for row in results),
        ),
    }
    body = "\n\n".join(f"## {HEADS[name].in_(language)}\n\n{part}" for name, part in parts.items())
    return {"index": f"# {TITLE.in_(language)}\n\n{body}\n"}
