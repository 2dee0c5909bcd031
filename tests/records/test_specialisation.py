"""Specialisation: by hand, by its identities, where it is undefined, and the command."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.records import complexity, specialisation

TABLES = st.lists(
    st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=6
).filter(lambda rows: any(map(any, rows)))  # fmt: skip


def frame(rows: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list("abcdefgh")[: len(rows)], columns=list("uvwxyz")[: len(rows[0])])


def test_by_hand():
    found = specialisation.measure(frame([[4, 2, 1], [1, 3, 1], [0, 0, 5]]))
    assert found.values.index.tolist() == ["a", "b", "c"]  # 7, 5, 5
    assert found.values.columns.tolist() == ["w", "u", "v"]  # 7, 5, 5
    assert found.lq.loc["a", "u"] == pytest.approx((4 / 7) / (5 / 17))
    present = [[False, True, False], [False, False, True], [True, False, False]]
    assert found.present.to_numpy().tolist() == present
    assert found.relatedness.to_numpy().tolist() == np.eye(3).tolist()
    assert str(found.complexity.reason).startswith("units and fields fall into 3 parts")
    units = specialisation.units(found).set_index("unit")
    assert units.loc["c", "krugman"] == pytest.approx(5 / 17 + 5 / 17 + 10 / 17)
    assert units.loc["c", "krugman_rest"] == pytest.approx(5 / 12 + 5 / 12 + 1 - 2 / 12)
    assert units.loc["c", "hhi"] == 1
    assert units.loc["c", "entropy"] == 0
    assert units.loc["b", "entropy"] == pytest.approx(2 * 0.2 * np.log(5) + 0.6 * np.log(5 / 3))
    assert specialisation.fields(found)["ubiquity"].tolist() == [1, 1, 1]


def test_a_quotient_of_one_counts_whatever_the_rounding():
    found = specialisation.measure(frame([[0.1, 0.2], [0.3, 0.6]]))
    assert found.present.to_numpy().all()
    assert str(found.complexity.reason) == "all units are specialised in the same fields"


@settings(deadline=None)
@given(TABLES)
def test_identities(rows):
    values = frame(rows)
    found = specialisation.measure(values)
    total = found.values.to_numpy().sum()
    shares = found.values.sum() / total
    active = found.values.sum(axis=1) > 0
    weighted = (found.lq.fillna(0) * shares).sum(axis=1)
    assert weighted[active].to_numpy() == pytest.approx(1)  # quotients average 1 over the fields' shares
    assert (found.present.sum(axis=1)[active] > 0).all()
    phi = found.relatedness.to_numpy()
    assert np.array_equal(phi, phi.T, equal_nan=True)
    dense = found.density.to_numpy()
    assert np.nanmin(dense) >= 0
    assert np.nanmax(dense) <= 1 + 1e-12
    units = specialisation.units(found)
    assert units["krugman"].max() <= 2
    eci, pci = found.complexity.eci, found.complexity.pci
    if found.complexity.reason:
        assert eci.isna().all()
        assert pci.isna().all()
        return
    held = found.present.to_numpy(dtype=bool)
    means = [pci.to_numpy()[row].mean() for row in held[active.to_numpy()]]
    assert eci.dropna().to_numpy() == pytest.approx(means, abs=1e-6)  # ECI: the mean PCI of what a unit has
    assert eci.mean() == pytest.approx(0, abs=1e-8)
    assert eci.std(ddof=0) == pytest.approx(1)
    assert np.corrcoef(found.present.sum(axis=1)[active], eci.dropna())[0, 1] > 0


@settings(deadline=None)
@given(TABLES, st.integers(2, 7))
def test_the_unit_of_account_does_not_matter(rows, scale):
    one, other = (specialisation.measure(frame(rows) * size) for size in (1, scale))
    assert np.array_equal(one.present, other.present)
    assert one.complexity.eci.to_numpy() == pytest.approx(other.complexity.eci.to_numpy(), nan_ok=True)


def test_undefined_is_missing_and_has_its_reason():
    parts = specialisation.measure(frame([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 2, 1]]))
    assert "fall into 2 parts" in str(parts.complexity.reason)
    assert specialisation.table(parts)["eci"].isna().all()
    assert specialisation.reasons(parts)[0].en.startswith("eci, pci: undefined")
    assert "one unit" not in str(specialisation.measure(frame([[1, 2]])).complexity.reason)
    assert "needs two of each" in str(specialisation.measure(frame([[1], [2]])).complexity.reason)
    ring = frame([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]]).astype(bool)
    assert "not alone" in str(complexity.complexity(ring).reason)
    even = frame([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]).astype(bool)
    assert "sign" in str(complexity.complexity(even).reason)
    empty = specialisation.measure(frame([[3, 1, 2], [0, 0, 0], [1, 3, 2], [1, 1, 9]]))
    assert specialisation.units(empty).set_index("unit").loc["b"].isna().sum() == 5
    assert "b" in str(specialisation.reasons(empty)[-1])
    assert empty.lq.loc["b"].isna().all()


def test_too_many_fields_are_refused_only_where_every_two_are_compared():
    many = pd.DataFrame([[1] * 6001, [2] * 6001], columns=[f"f{place}" for place in range(6001)])
    found = specialisation.measure(many)
    assert len(specialisation.units(found)) == 2
    with pytest.raises(ClusternetError, match="6,001 fields"):
        specialisation.table(found)


def test_opportunities():
    found = specialisation.measure(frame([[9, 1, 0, 1], [6, 5, 3, 1], [1, 3, 8, 4], [0, 4, 5, 9]]))
    assert not found.complexity.reason
    new = specialisation.opportunities(found, "a")
    assert set(new["unit"]) == set(found.present.columns[~found.present.loc["a"]])
    assert len(specialisation.opportunities(found, "a", entered=True)) == 4
    with pytest.raises(ClusternetError, match="no unit q"):
        specialisation.opportunities(found, "q")


def test_published_vc_table(shared, run):
    path = shared / "reference" / "casted_table02_vc_by_field.csv"
    rows = run.rows("specialisation", str(path), "--columns", "china_musd,us_musd", "--transpose", "--units")
    krugman = {row["unit"]: row["krugman_rest"] for row in rows}
    table = pd.read_csv(path)
    shares = table[["china_musd", "us_musd"]] / table[["china_musd", "us_musd"]].sum()
    assert (
        krugman["china_musd"]
        == krugman["us_musd"]
        == pytest.approx((shares["china_musd"] - shares["us_musd"]).abs().sum())
    )


# -- the command -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("specialisation") / "table.csv"
    path.write_text("地区,甲,乙,丙,丁\na,9,1,0,1\nb,6,5,3,1\nc,1,3,8,4\nd,0,4,5,9\n", encoding="utf-8")
    return str(path)


def test_the_command_gives_the_contract(table, run):
    rows = run.rows("specialisation", table)
    assert list(rows[0]) == ["unit", "field", "value", "lq", "density", "eci", "pci"]
    assert len(rows) == 16
    assert list(run.rows("specialisation", table, "--units")[0]) == [
        "unit", "value", "share", "diversity", "eci", "krugman", "krugman_rest", "hhi", "entropy",
    ]  # fmt: skip
    assert list(run.rows("specialisation", table, "--fields")[0]) == [
        "field", "value", "share", "ubiquity", "pci", "hhi",
    ]  # fmt: skip
    phi = run.rows("specialisation", table, "--relatedness")
    assert [row[row["field"]] for row in phi] == [1, 1, 1, 1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_print_names_its_columns(table, language, tmp_path, run):
    text = run("specialisation", table, "--lang", language).out
    for word in {"zh": ("相关密度", "区位熵", "经济复杂度ECI"), "en": ("Relatedness density", "PCI")}[
        language
    ]:
        assert word in text
    run("specialisation", table, "--lang", language, "--out", str(tmp_path / "t.xlsx"))
    sheet = pd.read_excel(tmp_path / "t.xlsx", header=None, engine="openpyxl").astype(str)
    density = {"zh": "相关密度", "en": "Relatedness density"}[language]
    assert sheet.eq(density).any(axis=None)


@pytest.mark.slow
def test_the_shipped_network_and_its_chart(tmp_path, run):
    rows = run.rows("specialisation", "--units")
    assert len(rows) == 31
    assert rows[0]["synthetic"] is True
    path = tmp_path / "chart.svg"
    assert run("specialisation", "--chart", str(path), "--for", "浙江省").out == f"{path}\n"
    assert "合成数据" in path.read_text(encoding="utf-8")


def test_years(tmp_path, run):
    path = tmp_path / "papers.csv"
    path.write_text("who,what,year\na,x; y,2019\nb,x,2019\na,x,2020\nb,z,\n", encoding="utf-8")
    asked = (str(path), "--unit", "who", "--field", "what", "--units", "--by-year", "--format", "json")
    found = {
        (row["year"], row["unit"]): row["value"] for row in json.loads(run("specialisation", *asked).out)
    }
    assert found == {(2019, "a"): 2, (2019, "b"): 1, (2020, "a"): 1}
    found = {
        (row["year"], row["unit"]): row["value"]
        for row in json.loads(run("specialisation", *asked, "--cumulative").out)
    }
    assert found == {(2019, "a"): 2, (2019, "b"): 1, (2020, "a"): 3, (2020, "b"): 1}
    years = run.rows("specialisation", "--unit", "application", "--units", "--by-year")
    assert {row["year"] for row in years} == set(range(2014, 2023))


def test_wrong_usage(table, run):
    for arguments in (
        ["--chart", "x.png"],
        ["--entered"],
        ["--cumulative"],
        ["--by-year", "--relatedness"],
        ["--value", "v"],
        ["--field", "f", "--transpose"],
        ["--separator", ""],
        ["--threshold", "0"],
    ):
        assert run.misused("specialisation", table, *arguments)
    assert run.misused("specialisation", "--transpose")


def test_missing_markers_and_a_thesaurus(tmp_path, run):
    table, words = tmp_path / "records.csv", tmp_path / "words.csv"
    rows = "country,technology\nUS,AI; 5G\nCN,ai; AI\nNA,5G\n—,AI\nCN,未披露; n/a\nUS,robots\n"
    table.write_text(rows, encoding="utf-8")
    words.write_text("alias,canonical\nai,AI\nrobots,\n", encoding="utf-8")
    held = {(row["unit"], row["field"]): row["value"] for row in run.rows("specialisation", table)}
    assert {field for _, field in held} == {"AI", "5G", "ai", "robots"}
    done = run("specialisation", table, "--thesaurus", words, "--format", "json")
    found = {(row["unit"], row["field"]): row["value"] for row in json.loads(done.out)}
    assert found == {
        ("US", "AI"): 1, ("US", "5G"): 1, ("CN", "AI"): 1, ("CN", "5G"): 0, ("NA", "AI"): 0, ("NA", "5G"): 1,
    }  # fmt: skip
    assert "3 missing units or fields left out" in done.err
    assert "[vocabulary]" in run("specialisation", "--thesaurus", words, code=2).err


def test_a_thesaurus_of_a_wide_table(tmp_path, run):
    table, words = tmp_path / "wide.csv", tmp_path / "words.csv"
    table.write_text("unit,a,b,c\nx,1,2,4\ny,8,16,32\n", encoding="utf-8")
    words.write_text("label,replace by\nb,a\nc,C\n", encoding="utf-8")
    found = run.rows("specialisation", table, "--thesaurus", words)
    assert {(row["unit"], row["field"]): row["value"] for row in found} == {
        ("x", "a"): 3, ("x", "C"): 4, ("y", "a"): 24, ("y", "C"): 32,
    }  # fmt: skip
