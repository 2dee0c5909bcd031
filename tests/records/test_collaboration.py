"""Collaboration: pairs by hand, own-country rules, samples and their error, the command and its figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.records import collaboration
from clusternet.records.authorship import authorship

PAPERS = ["CN; US; CN; DE", "CN; US", "CN", "CN; CN", "US; CN; US", "US", "DE; CN", ""]
LISTS = st.lists(
    st.lists(st.sampled_from(["CN", "US", "DE"]), min_size=1, max_size=5).map("; ".join), min_size=1
)


def read(papers: list[str], **options: object) -> collaboration.Authorship:
    return authorship(pd.Series(papers, dtype=object), **options)


def rows(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float, float]]:
    return {(row[0], row[1]): tuple(row[2:]) for row in frame.itertuples(index=False)}


def test_pairs_by_hand():
    found = read(PAPERS)
    assert found.countries.tolist() == ["CN", "US", "DE"]
    assert (found.papers, found.loose, int(found.abroad.sum())) == (7, 1, 4)
    assert rows(collaboration.pairs(found)) == {
        ("CN", "US"): (2, 1.5, 2 / 4),
        ("CN", "DE"): (1, 0.5, 1 / 4),
        ("US", "CN"): (1, 1, 1 / 2),
        ("DE", "CN"): (1, 1, 1),
    }


@settings(max_examples=25, deadline=None)
@given(LISTS)
def test_identities(papers):
    found = read(papers)
    for own in collaboration.OWNS:
        table = collaboration.pairs(found, own=own)
        assert (table["fractional"] <= table["papers"] + 1e-12).all()
        assert (table["share"] <= 1).all()
        partnered = table.groupby("first")["fractional"].sum()
        assert (partnered <= pd.Series(found.papers_of, found.countries)[partnered.index] + 1e-9).all()
    nation = collaboration.countries(found)
    assert nation["papers"].sum() == found.papers
    assert nation["international"].sum() == found.abroad.sum()
    assert nation["co_author"].sum() == collaboration.pairs(found)["papers"].sum()


def test_countries_and_main_partner():
    table = collaboration.countries(read(PAPERS)).set_index("country")
    assert table.loc["CN", ["papers", "international", "partners", "main_papers"]].tolist() == [4, 2, 2, 2]
    assert table.loc["CN", "main_partner"] == "US"
    assert table.loc["CN", "main_share"] == 0.5
    assert table.loc["US", "international_share"] == 0.5
    assert table["co_author"].to_dict() == {"CN": 2, "US": 2, "DE": 1}
    alone = collaboration.countries(read(["CN", "CN; DE"])).set_index("country")
    assert np.isnan(alone.loc["DE", "international_share"])
    assert pd.isna(alone.loc["DE", "main_partner"])


def test_matrix():
    wide = collaboration.matrix(collaboration.pairs(read(PAPERS), own="domestic"))
    assert wide.index.tolist() == ["CN", "US", "DE"]
    assert wide.loc["CN"].to_dict() == {"CN": 2, "US": 2, "DE": 1}
    assert collaboration.matrix(collaboration.pairs(read(PAPERS)), "fractional").loc["CN", "US"] == 1.5


# -- samples -----------------------------------------------------------------------------------------------
def many(n: int = 400) -> list[str]:
    rng = np.random.default_rng(5)
    return [
        f"{first}; {partner}" if rng.random() < 0.4 else first
        for first, partner in zip(
            rng.choice(["CN", "US", "DE"], n, p=[0.6, 0.3, 0.1]), rng.choice(["US", "FR"], n), strict=True
        )
    ]


def test_every_country_is_sampled_at_the_same_rate():
    whole = read(many())
    drawn = collaboration.sample(whole, 0.25, seed=3)
    sizes = np.bincount(drawn.first, minlength=len(whole.countries))
    assert sizes.tolist() == [max(1, int(0.25 * n + 0.5)) if n else 0 for n in whole.papers_of.tolist()]
    again = collaboration.sample(whole, 0.25, seed=3)
    assert collaboration.pairs(drawn).equals(collaboration.pairs(again))
    assert not collaboration.pairs(drawn).equals(
        collaboration.pairs(collaboration.sample(whole, 0.25, seed=4))
    )
    for rate in (0, 1.5, -1, float("nan")):
        with pytest.raises(ClusternetError, match="rate"):
            collaboration.sample(whole, rate)


def test_a_whole_sample_has_no_error():
    whole = read(many())
    table = collaboration.estimates(collaboration.sample(whole, 1.0), whole)
    assert (table["standard_error"] == 0).all()
    assert table["error"].abs().max() < 1e-9
    assert table["papers"].tolist() == table["all_papers"].tolist()


@pytest.mark.slow
def test_estimates_are_unbiased_and_their_error_is_right():
    whole = read(many())
    tables = [
        collaboration.estimates(collaboration.sample(whole, 0.3, seed=seed), whole) for seed in range(300)
    ]
    pair = [table[(table["first"] == "CN") & (table["partner"] == "US")].iloc[0] for table in tables]
    estimates = np.array([row["estimate"] for row in pair])
    truth = pair[0]["all_papers"]
    said = np.mean([row["standard_error"] for row in pair])
    assert abs(estimates.mean() - truth) < 4 * said / np.sqrt(300)
    assert estimates.std() == pytest.approx(said, rel=0.15)


# -- the command -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("collaboration") / "papers.csv"
    lines = ["year,first_author_country,author_countries,institutions,topics"]
    for place, cell in enumerate(PAPERS[:-1]):
        houses = "; ".join(f"{name} U" for name in cell.split("; "))
        lines.append(f'{2015 + place},{cell[:2]},"{cell}","{houses}","{["x; y", "x", "z"][place % 3]}"')
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_the_command_gives_the_contract(papers, run):
    table = run.rows("collaboration", papers)
    assert list(table[0]) == ["first", "partner", "papers", "fractional", "share"]
    assert table[0] == {"first": "CN", "partner": "US", "papers": 2, "fractional": 1.5, "share": 0.5}
    assert len(run.rows("collaboration", papers, "--year", "2016")) == 2
    drawn = run.rows("collaboration", papers, "--rate", "0.5")
    assert {"estimate", "standard_error", "all_papers", "error"} < set(drawn[0])
    nation = run.rows("collaboration", papers, "--countries")
    assert [row["country"] for row in nation] == ["CN", "US", "DE"]
    wide = run.rows("collaboration", papers, "--matrix", "--own", "domestic")
    assert wide[0] == {"first": "CN", "CN": 2, "US": 2, "DE": 1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_print_says_by_which_rules(papers, language, tmp_path, run):
    text = run("collaboration", papers, "--lang", language, "--rate", "0.5").out
    for word in {
        "zh": ("第一作者国家和地区", "本国（地区）不作为合作方", "抽样"),
        "en": ("First author's country", "own country is no partner", "sample"),
    }[language]:
        assert word in text
    run("collaboration", papers, "--lang", language, "--out", str(tmp_path / "t.xlsx"))


def test_figures(papers, tmp_path, run):
    for name in ("flows.svg", "flows.html"):
        path = tmp_path / name
        assert (
            run(
                "collaboration", papers, "--own", "domestic", "--sankey", str(path), "--count", "fractional"
            ).out
            == f"{path}\n"
        )
        assert "CN" in path.read_text(encoding="utf-8")
    path = tmp_path / "bars.svg"
    assert (
        run("collaboration", papers, "--institutions", "institutions", "--bars", str(path)).out == f"{path}\n"
    )
    both = run("collaboration", papers, "--sankey", str(tmp_path / "a.png"), "--format", "csv").out
    assert "first,partner" in both


def test_real_addresses(shared, run):
    path = str(shared / "data" / "bibliometrix_management" / "management.csv")
    table = run.rows("collaboration", path, "--authors", "C1", "--affiliations", "--countries")
    assert table[0]["country"] == "USA"
    assert sum(row["papers"] for row in table) == 873  # four papers name a state of the US and no country


def test_wrong_usage(papers, run):
    for arguments in (
        ["--rate", "0"],
        ["--rate", "2"],
        ["--everyone"],
        ["--bars", "x.png"],
        ["--countries", "--topics", "topics"],
        ["--countries", "--sankey", "x.png"],
        ["--countries", "--matrix"],
        ["--count", "share"],
        ["--count", "share", "--sankey", "x.png"],
        ["--gap", "CN,US"],
        ["--topics", "topics", "--matrix", "--gap", "CN"],
        ["--separator", ""],
        ["--institutions", "institutions", "--affiliations"],
        ["--year", "2016", "--window", "2015:2016"],
    ):
        assert run.misused("collaboration", papers, *arguments)
    assert run.misused("collaboration")
    for arguments, match in (
        ([papers, "--authors", "who"], "no column who"),
        ([papers, "--topics", "topics", "--matrix", "--gap", "CN,FR"], "no country FR"),
        ([papers, "--out", papers], "is read by"),
        (["nothing.csv"], "no such file"),
        (["net.gexf"], "is no table"),
    ):
        assert match in run.fails("collaboration", *arguments)
