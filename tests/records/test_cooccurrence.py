"""Co-occurrence: exact counts, weights by hand, clusters, two corpora, published counts, the command."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError, SchemaError
from clusternet.io.tables.reader import read_sheet
from clusternet.io.tables.thesaurus import read_thesaurus
from clusternet.network.value_network import from_frames
from clusternet.records import cooccurrence
from clusternet.schema.multivalued import incidence
from clusternet.structure.community import Search

RECORDS = ["a; b; c", "a; b", "a; b; b; a", "c; d", "d; c", "e", ""]


def counted(cells: list[str], **options: int) -> cooccurrence.Cooccurrences:
    return cooccurrence.count(incidence(pd.Series(cells, dtype=object)), **options)


def test_items_and_matrix():
    found = counted(RECORDS)
    grouped = cooccurrence.clusters(found, search=Search(seeds=2))
    table = cooccurrence.items(found, grouped)
    assert table["item"].tolist() == ["a", "b", "c", "d", "e"]
    assert table["links"].tolist() == [2, 2, 3, 1, 0]
    assert table["total_link_strength"].tolist() == [4, 4, 4, 2, 0]
    assert table["mentions"].tolist() == [4, 4, 3, 2, 1]
    assert table["cluster"].isna().tolist() == [False] * 4 + [True]
    assert grouped.clusters == 2
    matrix = cooccurrence.matrix(found)
    assert np.array_equal(matrix.to_numpy(), matrix.to_numpy().T)
    assert np.array_equal(np.diag(matrix.to_numpy()), found.occurrences)
    weighted = cooccurrence.matrix(found, "association").to_numpy()
    assert np.isnan(np.diag(weighted)).all()
    assert weighted[0, 1] == weighted[1, 0] == 3 / 9


def test_records_of_a_network():
    ties = pd.DataFrame(
        {"source": ["s", "s", "p"], "target": ["p", "q", "t"], "technology": ["5G", "AI; 云", "AI"]}
    )
    nodes = pd.DataFrame(
        {
            "id": list("spqt"),
            "kind": ["sample", "partner", "partner", "sample"],
            "skills": ["x; y", "x", "", "y"],
        }
    )
    net = from_frames(ties, nodes)

    def pairs(**options: object) -> set[tuple[str, str]]:
        table = cooccurrence.pairs(cooccurrence.count(cooccurrence.of_network(net, **options)))
        return {tuple(sorted(pair)) for pair in table[["a", "b"]].itertuples(index=False)}

    assert pairs(record="relation") == {("AI", "云")}
    assert pairs() == pairs(record="sample") == {("5G", "AI"), ("5G", "云"), ("AI", "云")}
    assert pairs(record="node") == {("5G", "AI"), ("5G", "云"), ("AI", "云")}
    assert pairs(record="target") == {("AI", "云")}
    assert cooccurrence.of_network(net, record="sample").records == 2
    assert cooccurrence.of_network(net, "skills").records == 4
    assert cooccurrence.of_network(net, "skills", record="sample").records == 2
    bare = from_frames(ties)
    assert cooccurrence.of_network(bare).records == 4
    for options, match in (({"record": "sample"}, "no kinds"), ({"column": "skills"}, "no column skills")):
        with pytest.raises(SchemaError, match=match):
            cooccurrence.of_network(bare, **options)
    for options in ({"column": "skills", "record": "source"}, {"record": "firm"}):
        with pytest.raises(ClusternetError):
            cooccurrence.of_network(net, **options)


def test_two_corpora():
    here, there = counted(RECORDS), counted(["a; b", "c; d; a", "a; b", "f; c"])
    sides = [(each, cooccurrence.clusters(each)) for each in (here, there)]
    found = cooccurrence.compare(*sides)
    assert found.items[["item", "held"]].values.tolist() == [
        ["a", "both"],
        ["b", "both"],
        ["c", "both"],
        ["d", "both"],
        ["e", "here"],
        ["f", "there"],
    ]
    by_pair = found.pairs.set_index(["a", "b"])
    assert by_pair.loc[("a", "d"), "count"] == 0
    assert by_pair.loc[("a", "d"), "association_difference"] == -1 / 3
    assert by_pair.loc[("a", "b"), ["count", "count_other"]].tolist() == [3, 2]
    assert ("c", "f") not in by_pair.index
    assert np.all(np.diff(found.pairs["association_difference"].abs()) <= 0)
    value = found.summary.set_index("measure")["value"]
    assert value[["items_here", "items_there", "items_common", "items_only_here"]].tolist() == [5, 5, 4, 1]
    same = cooccurrence.compare(sides[0], sides[0]).summary.set_index("measure")["value"]
    assert (same["nmi"], same["ari"], same["items_compared"]) == (1, 1, 4)


# -- published counts --------------------------------------------------------------------------------------
PUBLISHED = {
    "DE": (
        2243,
        {
            "BIBLIOMETRICS": 234, "BIBLIOMETRIC ANALYSIS": 161, "CITATION ANALYSIS": 62, "INNOVATION": 44,
            "BIBLIOMETRIC STUDY": 30, "TEXT MINING": 30, "VOSVIEWER": 30, "LITERATURE REVIEW": 29,
            "BIBLIOMETRIC": 28, "CO-CITATION ANALYSIS": 28,
        },
    ),
    "ID": (
        1918,
        {
            "SCIENCE": 146, "INNOVATION": 130, "PERFORMANCE": 117, "IMPACT": 116, "MANAGEMENT": 113,
            "KNOWLEDGE": 82, "INTELLECTUAL STRUCTURE": 75, "TECHNOLOGY": 62, "JOURNALS": 59, "MODEL": 58,
        },
    ),
}  # fmt: skip
"""Of the README of massimoaria/bibliometrix: distinct keywords, and mentions of the ten most frequent."""


@pytest.mark.parametrize("column", list(PUBLISHED))
def test_published_keyword_counts(shared, column):
    papers = read_sheet(shared / "data" / "bibliometrix_management" / "management.csv", column)
    found = cooccurrence.count(incidence(papers.raw(column)), top=10)
    distinct, top = PUBLISHED[column]
    assert found.records == 898
    assert found.distinct == distinct
    assert dict(zip(found.items.tolist(), found.mentions.tolist(), strict=True)) == top


# -- the command -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("cooccurrence") / "papers.csv"
    rows = ["id,year,keywords,project"]
    rows += [f'{place},{2015 + place},"{cell}",p{place // 2}' for place, cell in enumerate(RECORDS)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def test_the_command_gives_the_contract(papers, run):
    rows = run.rows("cooccurrence", papers, "--of", "keywords")
    assert list(rows[0]) == ["a", "b", "count", "association", "cluster"]
    assert [(row["a"], row["b"], row["count"]) for row in rows[:2]] == [("a", "b", 3), ("c", "d", 2)]
    assert [row["cluster"] for row in rows] == [1, 2, None, None]
    every = run.rows("cooccurrence", papers, "--of", "keywords", "--normalise", "all")
    assert list(every[0]) == ["a", "b", "count", *cooccurrence.MEASURES, "cluster"]
    table = list(
        csv.DictReader(
            io.StringIO(run("cooccurrence", papers, "--of", "keywords", "--items", "--format", "csv").out)
        )
    )
    assert list(table[0]) == [
        "rank", "item", "occurrences", "mentions", "links", "total_link_strength", "cluster",
    ]  # fmt: skip
    assert table[-1]["cluster"] == ""


def test_selection_record_and_matrix(papers, run):
    assert run.rows("cooccurrence", papers, "--of", "keywords", "--year", "2016")[0]["count"] == 2
    joined = run.rows("cooccurrence", papers, "--of", "keywords", "--record", "project")
    counts = {row["a"] + row["b"]: row["count"] for row in joined}  # c stands in three projects
    assert counts == {"ca": 2, "cb": 2, "cd": 2, "ab": 2, "ce": 1, "ad": 1, "bd": 1, "de": 1}
    matrix = run.rows("cooccurrence", papers, "--of", "keywords", "--matrix", "--top", "2")
    assert matrix == [{"item": "a", "a": 3, "b": 3}, {"item": "b", "a": 3, "b": 3}]


def test_items_may_be_called_anything(tmp_path, run):
    path = tmp_path / "odd.csv"
    path.write_text('k\n"item; =1+1; a"\n"item; a; count"\n', encoding="utf-8")
    matrix = run.rows("cooccurrence", str(path), "--of", "k", "--matrix")
    assert list(matrix[0]) == ["item (row)", "a", "item", "=1+1", "count"]
    assert "'=1+1" in run("cooccurrence", str(path), "--of", "k", "--items", "--format", "csv").out
    for view in ("--items", "--matrix"):
        run("cooccurrence", str(path), "--of", "k", view, "--out", str(tmp_path / "odd.xlsx"))
        run("cooccurrence", str(path), "--of", "k", view, "--out", str(tmp_path / "odd.parquet"))


def test_workbooks(papers, tmp_path, run):
    book = tmp_path / "papers.xlsx"
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        pd.DataFrame({"note": ["none"]}).to_excel(writer, sheet_name="first", index=False)
        pd.read_csv(papers).to_excel(writer, sheet_name="papers", index=False)
    asked = ("--of", "keywords", "--format", "json")
    assert (
        run("cooccurrence", str(book), "--sheet", "papers", *asked).out
        == run("cooccurrence", papers, *asked).out
    )
    both = json.loads(
        run("cooccurrence", str(book), "--sheet", "papers", "--against", papers, "--summary", *asked).out
    )
    assert both[2] == {"measure": "items_common", "value": 5}


def test_what_data_is(tmp_path, run):
    ties = pd.DataFrame({"来源": ["s", "s"], "目标": ["p", "q"], "技术": ["5G；云", "云"]})
    (tmp_path / "edges.csv").write_text("某某网络\n" + ties.to_csv(index=False), encoding="utf-8")
    with pd.ExcelWriter(tmp_path / "edges.xlsx", engine="openpyxl") as writer:
        pd.DataFrame({"说明": ["无"]}).to_excel(writer, sheet_name="说明", index=False)
        ties.to_excel(writer, sheet_name="2022", index=False)
    for name in ("edges.csv", "edges.xlsx"):
        rows = run.rows("cooccurrence", str(tmp_path / name))
        assert [(row["a"], row["b"], row["count"]) for row in rows] == [("云", "5G", 2)]  # s and p hold both
    rows = run.rows("cooccurrence", str(tmp_path / "edges.csv"), "--as", "records", "--of", "技术")
    assert rows[0]["count"] == 1


def test_the_shipped_network(tmp_path, run):
    rows = run.rows("cooccurrence", "--record", "sample")
    assert len(rows) == 17 * 16 / 2
    assert rows[0]["synthetic"] is True
    run("cooccurrence", "--record", "relation", "--out", str(tmp_path / "none.xlsx"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_print_says_what_was_counted(papers, language, run):
    text = run("cooccurrence", papers, "--of", "keywords", "--lang", language, "--top", "3").out
    for word in {"zh": ("共现", "关联强度", "聚类"), "en": ("Co-occurrence", "once", "cluster")}[language]:
        assert word in text


def test_chart(papers, tmp_path, run):
    path = tmp_path / "map.svg"
    assert run("cooccurrence", papers, "--of", "keywords", "--chart", str(path)).out == f"{path}\n"
    assert 'id="item"' in path.read_text(encoding="utf-8")
    both = run(
        "cooccurrence",
        papers,
        "--of",
        "keywords",
        "--chart",
        str(tmp_path / "map.png"),
        "--items",
        "--format",
        "csv",
    ).out
    assert "rank,item" in both


def test_against(papers, run):
    text = run(
        "cooccurrence", papers, "--of", "keywords", "--against", papers, "--summary", "--format", "json"
    ).out
    value = {row["measure"]: row["value"] for row in json.loads(text)}
    assert (value["items_common"], value["nmi"], value["ari"]) == (5, 1, 1)
    rows = run.rows("cooccurrence", papers, "--of", "keywords", "--against", papers)
    assert {row["association_difference"] for row in rows} == {0}


def test_thesaurus(papers, tmp_path, run):
    (tmp_path / "words.txt").write_text("label\treplace by\nd\tc\ne\t\n", encoding="utf-8")
    rows = run.rows(
        "cooccurrence", papers, "--of", "keywords", "--items", "--thesaurus", str(tmp_path / "words.txt")
    )
    assert {row["item"]: row["occurrences"] for row in rows} == {"a": 3, "b": 3, "c": 3}
    (tmp_path / "two.csv").write_text("alias,canonical\na,b\na,c\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="'a' counts as 'b' and as 'c'"):
        read_thesaurus(tmp_path / "two.csv")
    (tmp_path / "no.csv").write_text("from,into\na,b\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="label and replace by"):
        read_thesaurus(tmp_path / "no.csv")


def test_wrong_usage(papers, tmp_path, run):
    for arguments in (
        ["--normalise", "dice"],
        ["--top", "-1"],
        ["--separator", ""],
        ["--summary"],
        ["--against-of", "x"],
        ["--matrix", "--against", papers],
        ["--vosviewer", "map.net"],
        ["--relation", "technology"],
        ["--resolution", "0"],
        ["--sheet", "papers"],
    ):
        assert run.misused("cooccurrence", papers, "--of", "keywords", *arguments)
    for arguments, match in (
        ([papers, "--of", "words"], "no column words; found: id, year, keywords, project"),
        ([papers, "--of", "keywords", "--min-occurrences", "9"], "no item stands in 9 records"),
        ([papers, "--of", "keywords", "--year", "1999"], "years are 2015 to 2021"),
        ([papers, "--of", "keywords", "--vosviewer", str(tmp_path / "no" / "map.txt")], "does not exist"),
    ):
        assert match in run.fails("cooccurrence", *arguments, "--quiet")


def test_expected_counts_are_right_where_items_are_independent():
    small, off = [], []
    for seed in range(6):
        random = np.random.default_rng(seed)
        shares = 1 / np.arange(1, 25) ** 0.8
        sizes = 1 + random.geometric(0.35, 500).clip(1, 10)
        drawn = [random.choice(24, size, replace=False, p=shares / shares.sum()) for size in sizes]
        found = cooccurrence.count(incidence(pd.Series(["; ".join(f"k{i}" for i in each) for each in drawn])))
        table = cooccurrence.with_expected(cooccurrence.pairs(found), found)
        table = table[table["expected"] > 3]
        small.append(table["p"] < 0.05)
        off.append(table["count"].sum() / table["expected"].sum())
    assert pd.concat(small).mean() < 0.05
    assert np.mean(off) == pytest.approx(1, abs=0.1)
    joined = cooccurrence.count(incidence(pd.Series(["x; y"] * 30 + ["u; v"] * 30)))
    assert (cooccurrence.with_expected(cooccurrence.pairs(joined), joined)["p"] < 1e-4).all()


def test_the_command_has_expected_counts_for_pairs_alone(run, tmp_path):
    path = tmp_path / "papers.csv"
    pd.DataFrame({"keywords": ["a; b", "a; b", "a; c", "c; d"] * 5}).to_csv(path, index=False)
    options = ("cooccurrence", path, "--of", "keywords", "--normalise", "vosviewer")
    plain, rows = run.rows(*options), run.rows(*options, "--expected")
    assert list(rows[0]) == [*plain[0], "expected", "p", "p_holm", "q"]
    assert rows[0]["p"] <= rows[0]["q"] <= rows[0]["p_holm"]
    assert {"association", "vosviewer"} <= set(rows[0])
    text = run(*options[:4], "--normalise", "fractional", "--expected", "--lang", "en").out
    assert "Fractional count" in text
    assert "Poisson law" in text
    assert "goes with the table of pairs" in run(*options, "--items", "--expected", code=2).err
