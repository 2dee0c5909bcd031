"""p follows from its statistic; means and standard deviations of whole numbers are possible."""

from __future__ import annotations

import random
import statistics

import pytest

from clusternet.audit import audit
from clusternet.audit.printed import parse
from clusternet.audit.rules.tests import Test as Printed
from clusternet.audit.rules.tests import p_of, possible


@pytest.mark.parametrize(
    ("kind", "value", "df", "df2", "p"),
    [
        ("t", "2.048", 28, 0, 0.05),
        ("F", "3.10", 3, 20, 0.05),
        ("chi2", "5.991", 2, 0, 0.05),
        ("r", "0.361", 28, 0, 0.05),
        ("z", "1.960", 0, 0, 0.05),
        ("t", "-2.763", 28, 0, 0.01),
    ],
)
def test_p_of_the_tables_of_quantiles(kind, value, df, df2, p):
    found = p_of(Printed(kind, parse(value), df, df2, "=", parse(str(p))))
    assert float(found.low) * 0.999 <= p <= float(found.high) * 1.001


def test_tests_cited_in_text(tmp_path):
    rows = [
        "claim,result",
        'one,"the groups differ, t(28) = 2.20, p = .036"',
        'two,"the groups differ, t(28) = 1.20, p = .036"',
        'three,"F(2, 57) = 3.30, p < .05 and χ2(1, N = 90) = 4.50, p = .034"',
        'four,"r(48) = .31, p = .28"',
        'five,"t(28) = 1.80, p = .041"',
    ]
    path = tmp_path / "results.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = audit(path)
    assert found[["rule", "line", "severity"]].values.tolist() == [
        ["test", 3, "high"],
        ["test", 5, "high"],
        ["test", 6, "low"],
    ]


def test_tests_cited_in_sentences(tmp_path):
    (tmp_path / "t.csv").write_text("name,a\nx,1\ny,2\n")
    (tmp_path / "text.md").write_text("Old, t(28) = 2.20, p = .036.\nNew, χ²(1, N = 90) = 4.10, p = .013.\n")
    found = audit(tmp_path)
    assert found[["rule", "file", "line", "printed"]].values.tolist() == [["test", "text.md", 2, "p = 0.013"]]


def test_tests_in_columns(tmp_path):
    rows = [
        "item,F,df1,df2,p",
        "a,4.20,1,40,.047",
        "b,1.10,2,60,.339",
        "c,6.00,1,30,.200",
        "d,2.53,3,76,.063",
    ]
    path = tmp_path / "anova.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = audit(path)
    assert found[["rule", "printed", "line"]].values.tolist() == [["test", "p = .200", 4]]


def test_means_and_deviations_of_whole_numbers(tmp_path):
    rows = ["group,n,mean,SD"]
    rows += ["a,18,3.72,1.78", "b,20,4.80,1.88", "c,25,4.44,2.06", "d,19,4.19,1.92", "e,16,4.44,1.90"]
    rows += ["f,22,4.05,2.17"]
    path = tmp_path / "scale.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = audit(path)
    assert found.loc[found["column"] == "mean", ["rule", "printed"]].values.tolist() == [["grim", "4.19"]]
    path.write_text("\n".join(rows).replace("4.19", "4.16").replace("1.78", "1.77"), encoding="utf-8")
    found = audit(path)
    assert found[["rule", "column", "printed"]].values.tolist() == [["grim", "SD", "1.77"]]


def test_the_deviation_of_grimmer():
    assert not possible(parse("3.44"), parse("2.47"), 18)
    assert possible(parse("3.44"), parse("2.48"), 18)


@pytest.mark.parametrize("seed", range(40))
def test_numbers_that_are_there_are_possible(seed):
    rng = random.Random(seed)
    held = [rng.randint(1, 7) for _ in range(rng.randint(5, 60))]
    mean, deviation = f"{statistics.mean(held):.2f}", f"{statistics.stdev(held):.2f}"
    assert possible(parse(mean), parse(deviation), len(held))
