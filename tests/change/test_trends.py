"""Values by year against nulls, verdicts on them, and the command."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from clusternet.change import trends
from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.structure import metrics
from clusternet.words import labels


def test_every_word_and_rule_is_printed_in_both_languages():
    for column, words in {
        "verdict": ("rising", "falling", "no monotone change", "break", "undetermined"),
        "rule": (
            "p < 0.05", "p >= 0.05", "p >= 0.05 within stretches", "no change", "only over a break",
            "too few steps",
        ),
        "basis": ("value", "random", "null"),
        "period": ("annual", "cumulative", "standing"),
    }.items():  # fmt: skip
        for word in words:
            assert labels.known(word, "word")
            assert labels.word(word, column, "zh")


# -- on networks -------------------------------------------------------------------------------------------
def random_years(
    seed: int = 1, jump: int | None = None, *, ties: int = 150, pool: int = 4000
) -> ValueNetwork:
    """Random ties of a sample of 40 with anyone, as many every year; from `jump` on eight times as many."""
    rng = np.random.default_rng(seed)
    rows = []
    for year in range(2010, 2022):
        drawn = ties * (1 if jump is None or year < jump else 8)
        for firm, other in zip(rng.integers(0, 40, drawn), rng.integers(0, pool, drawn), strict=True):
            ends = [f"s{firm}", f"s{other}" if other < 40 else f"p{other}"]
            rows.append([*(ends if rng.random() < 0.5 else ends[::-1]), year])
    nodes = pd.DataFrame({"id": [f"s{number}" for number in range(40)], "kind": "sample"})
    edges = pd.DataFrame(rows, columns=["source", "target", "year"])
    partners = sorted({end for row in rows for end in row[:2] if end.startswith("p")})
    nodes = pd.concat([nodes, pd.DataFrame({"id": partners, "kind": "partner"})])
    return from_frames(edges, nodes)


def test_what_degrees_and_frame_explain_has_a_ratio_of_one_to_the_null_and_no_trend():
    net = random_years(ties=500, pool=120)
    columns = ["average_clustering", "average_path_length"]
    found = trends.by_year(net, columns=columns, periods=["annual"], replicates=19, seed=3)
    assert found["over_null"].mean() == pytest.approx(1, abs=0.15)
    assert (found["p"] <= 0.05).mean() < 0.3
    over = trends.verdicts(found).set_index(["metric", "basis"])["verdict"]
    assert not over.loc[[(name, "null") for name in columns]].isin(["rising", "falling"]).any()


def test_a_jump_of_collection_is_found_and_never_called_a_trend():
    net = random_years(jump=2017)
    assert trends.collected_anew(net) == [2017]
    assert trends.collected_anew(random_years()) == []
    table = trends.verdicts(
        trends.by_year(net, columns=["average_degree", "edges"], periods=["annual"], null=None)
    )
    assert table["verdict"].eq("break").all()
    assert table["over_breaks"].gt(0).all()
    missed = trends.by_year(net, columns=["edges"], periods=["annual"], null=None, broken=[])
    assert not missed["break"].any()


def test_values_are_those_of_metrics(shipped):
    net = shipped.until(2017)
    columns = ["average_degree", "density", "average_path_length", "average_clustering", "diameter"]
    found = trends.by_year(net, columns=columns, null=None)
    wanted = metrics.by_year(net, columns=columns).set_index("year")
    cumulative = found[found["period"].eq("cumulative")].pivot(
        index="year", columns="metric", values="observed"
    )
    np.testing.assert_allclose(cumulative[columns], wanted[columns].astype(float))
    annual = found[found["period"].eq("annual") & found["year"].eq(2017)].set_index("metric")["observed"]
    alone = metrics.structure(net.window(2017, 2017), columns=columns)
    assert annual["average_clustering"] == pytest.approx(alone.average_clustering)
    assert annual["edges" if "edges" in annual else "density"] == pytest.approx(alone.density)


def test_the_same_seed_gives_the_same_table(village):
    one, two = (trends.by_year(village, replicates=3, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


def test_a_year_without_a_value_says_why():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["a", "c"], "year": [2020, 2021]})
    options = {"columns": ["average_path_length"], "periods": ["annual"], "null": None}
    reasons = []
    table = trends.by_year(from_frames(ties), explain=reasons.append, **options)
    assert table["observed"].isna().tolist() == [True, False]
    assert len(reasons) == 1
    assert str(reasons[0]).startswith("2020, annual, average_path_length: ")


def test_data_without_kinds_years_or_direction():
    ties = pd.DataFrame({"source": list("abca"), "target": list("bcac"), "year": [2019, 2020, 2021, 2022]})
    assert trends.collected_anew(from_frames(ties)) == []
    with pytest.raises(SchemaError, match="no year column"):
        trends.by_year(from_frames(ties.drop(columns="year")))
    undirected = from_frames(ties, directed=False)
    found = trends.by_year(undirected, replicates=3, columns=["average_clustering"])
    assert found["null_mean"].notna().any()
    assert len(trends.by_year(undirected, null=None, columns=["density"])) == 8
    with pytest.raises(ClusternetError, match="accepted: relations"):
        trends.check_metrics(["betweenness"])


# -- the command -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("years")
    net = random_years(jump=2017)
    net.edges[["source", "target", "year"]].to_csv(path / "edges.csv", index=False)
    net.nodes.reset_index()[["id", "kind"]].to_csv(path / "nodes.csv", index=False)
    return str(path)


def test_json_has_a_row_a_series(folder, run):
    rows = run.rows("trends", folder, "-B", "2", "--columns", "density,average_clustering")
    assert [(row["period"], row["metric"], row["basis"]) for row in rows] == [
        (period, *rest)
        for period in ("annual", "cumulative")
        for rest in (
            ("density", "value"),
            ("average_clustering", "value"),
            ("average_clustering", "random"),
            ("average_clustering", "null"),
        )
    ]
    years = [str(year) for year in range(2010, 2022)]
    told = ["change", "over_breaks", "years", "monotone", "steps", "rising_steps", "falling_steps", "tau"]
    tests = ["slope", "slope_low", "slope_high", "p", "p_holm", "q", "p_independent"]
    last = ["verdict", "rule", "stretches"]
    assert list(rows[0]) == ["period", "metric", "basis", *years, *told, *tests, *last]
    assert rows[-1]["p_independent"] is None
    assert all(row["p"] <= row["q"] <= row["p_holm"] <= 1 for row in rows)
    assert rows[0]["stretches"] == "2010-2016, 2017-2021"


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (["--by-year", "--fast", "--period", "annual", "--columns", "modularity"], list(trends.BY_YEAR)),
        (["--decompose", "--period", "annual", "--panel", "2010"], None),
    ],
)
def test_the_other_tables(folder, arguments, columns, run):
    rows = list(csv.DictReader(io.StringIO(run("trends", folder, *arguments, "--format", "csv").out)))
    assert len(rows) == 12
    if columns is not None:
        assert list(rows[0]) == columns
        assert {row["replicates"] for row in rows} == {str(trends.FAST)}
    else:
        assert all(int(row["edges_change"]) == int(row["edges"]) - int(row["edges_before"]) for row in rows)
        assert {row["entering_sample"] for row in rows[1:]} == {"0"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "break",
                "only over a break",
                "2017. Rule",
                "Verdict:",
                "2 random networks a year",
                "panel: the 40",
            ],
        ),
        (
            "zh",
            ["断点（口径变化）", "2017。规则", "判定：", "每年2个随机网络", "固定样本", "模块度（单次运行）"],
        ),
    ],
)
def test_print_says_the_rules(folder, language, said, run):
    text = run("trends", folder, "-B", "2", "--lang", language, "--panel", "2010", "--format", "md").out
    for each in said:
        assert each in text


def test_print_of_many_years_has_the_first_and_the_last(folder, run):
    arguments = [folder, "--columns", "edges", "--null", "none", "--lang", "en", "--format", "md"]
    assert "| First | Last | Change | Of it over breaks | Steps |" in run("trends", *arguments).out
    few = run("trends", *arguments, "--window", "2010:2014", "--break", "none").out
    assert "| 2010 | 2011 | 2012 | 2013 | 2014 | Change | Steps |" in few
    assert "Years: 5 (2010-2014)." in few


def test_years_given_as_breaks_take_the_place_of_the_rule(folder, run):
    arguments = [folder, "--columns", "edges", "--null", "none", "--period", "annual", "--format", "json"]
    assert json.loads(run("trends", *arguments).out)[0]["verdict"] == "break"
    assert json.loads(run("trends", *arguments, "--break", "none").out)[0]["verdict"] == "undetermined"
    assert (
        json.loads(run("trends", *arguments, "--break", "2015").out)[0]["stretches"] == "2010-2014, 2015-2021"
    )


def test_breaks_are_those_of_all_data_whatever_is_selected(folder, run):
    arguments = ["--columns", "edges", "--null", "none", "--period", "annual", "--format", "json"]
    for selection in (["--window", "2014:2020"], ["--panel", "2010"], ["--year", "2019"]):
        assert "-2016, 2017-" in json.loads(run("trends", folder, *arguments, *selection).out)[0]["stretches"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by-year", "--decompose"], "exclude each other"),
        (["--fast", "-B", "3"], "exclude each other"),
        (["--decompose", "--columns", "edges"], "--columns does nothing with --decompose"),
        (["--decompose", "-B", "3"], "--replicates does nothing with --decompose"),
        (["--present", "founded"], "--present does nothing without --panel"),
        (["--columns", "betweenness"], "accepted: relations"),
        (["--break", "soon"], "is no year"),
        (["--panel", "first"], "not a valid integer"),
    ],
)
def test_wrong_usage(folder, arguments, said, run):
    assert said in run.misused("trends", folder, *arguments)


def test_tables_are_written(tmp_path, folder, run):
    for suffix in ("xlsx", "md", "tex", "parquet", "csv"):
        path = tmp_path / f"out.{suffix}"
        run("trends", folder, "-B", "2", "--columns", "average_clustering", "--out", str(path))
        assert path.stat().st_size > 100
