from __future__ import annotations

import tomllib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet import data
from clusternet.errors import ClusternetError, FormatError, SchemaError
from clusternet.indices import (
    Indicator,
    against,
    aggregation,
    composite,
    leave_one_out,
    load,
    parse,
    ranks,
    scaling,
    treatment,
    weight_table,
)
from clusternet.indices.design import Outliers
from clusternet.words.labels import Label

HERE = Label("", "")
UNITS = pd.DataFrame(
    {
        "unit": ["a", "b", "c", "d"],
        "x": [1.0, 3.0, 2.0, 4.0],
        "y": [10.0, 40.0, 20.0, 10.0],
        "z": [5.0, 4.0, 3.0, 1.0],
    }
)
TWO_LEVELS = """
aggregate = "arithmetic"
scale = [1, 100]
[[dimension]]
id = "inputs"
weight = 3
aggregate = "geometric"
[[dimension]]
id = "outputs"
weight = 1
[[indicator]]
id = "x"
dimension = "inputs"
[[indicator]]
id = "y"
dimension = "inputs"
weight = 3
[[indicator]]
id = "z"
dimension = "outputs"
direction = "less"
"""


def indicator(direction: str = "more", target: float | None = None) -> Indicator:
    return Indicator("x", "x", HERE, direction=direction, target=target)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "more", "less"),
    [
        ("min-max", [0, 1, 1 / 3], [1, 0, 2 / 3]),
        ("z-score", [-1.091089, 0.872872, 0.218218], [1.091089, -0.872872, -0.218218]),
        ("rank", [1, 3, 2], [3, 1, 2]),
        ("percentile", [0, 1, 0.5], [1, 0, 0.5]),
        ("leader", [0.25, 1, 0.5], [1, 0.25, 0.5]),
    ],
)
def test_normalisations_by_hand(how, more, less):
    values = np.array([2.0, 8.0, 4.0]) if how != "z-score" else np.array([1.0, 10.0, 7.0])
    found = [scaling.normalise(values, indicator(way), how) for way in ("more", "less")]
    assert found[0] == pytest.approx(more, abs=1e-6)
    assert found[1] == pytest.approx(less, abs=1e-6)


def test_distance_to_a_target_stops_at_it():
    values = np.array([0.0, 5.0, 10.0, 20.0])
    assert scaling.normalise(values, indicator(target=10), "target").tolist() == [0, 0.5, 1, 1]
    less = scaling.normalise(values, indicator("less", target=10), "target", scale=(0, 100))
    assert less.tolist() == [100, 100, 100, 0]
    with pytest.raises(ClusternetError, match="no better than the lowest"):
        scaling.normalise(values, indicator(target=0), "target")


def test_missing_values_stay_missing_and_do_not_count():
    values = np.array([1.0, np.nan, 3.0])
    for how in ("min-max", "z-score", "rank", "percentile", "leader"):
        found = scaling.normalise(values, indicator(), how)
        assert np.isnan(found).tolist() == [False, True, False]
    assert scaling.normalise(values, indicator(), "rank")[2] == 2


@pytest.mark.parametrize("how", ["min-max", "z-score", "target"])
def test_a_constant_indicator_cannot_be_put_on_a_scale(how):
    with pytest.raises(ClusternetError, match="indicator 'x'"):
        scaling.normalise(np.array([0.1, 0.1, 0.1]), indicator(target=0.1), how)


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=12, unique=True),
    st.sampled_from(["min-max", "z-score", "rank", "percentile"]),
)
def test_normalising_keeps_the_order_and_ignores_units(values, how):
    x = np.array(values, dtype=float)
    found = scaling.normalise(x, indicator(), how)
    assert np.argsort(found).tolist() == np.argsort(x).tolist()
    assert scaling.normalise(1000 * x + 7, indicator(), how) == pytest.approx(found)
    assert scaling.normalise(-x, indicator("less"), how) == pytest.approx(found)


def test_skewness_and_kurtosis_are_those_of_a_spreadsheet():
    from scipy import stats

    x = np.array([*range(1, 11), 30.0, 100.0])
    assert treatment.skewness(x) == pytest.approx(stats.skew(x, bias=False))
    assert treatment.kurtosis(x) == pytest.approx(stats.kurtosis(x, bias=False))
    assert np.isnan(treatment.skewness(np.array([1.0, 1.0, 1.0])))
    assert np.isnan(treatment.kurtosis(np.array([1.0, 2.0, 3.0])))


def test_outliers_are_winsorised_one_by_one_then_logged_and_listed():
    x = np.array([*range(1, 11), 30.0, 100.0])
    values = np.column_stack([x, x[::-1], np.arange(12.0)])
    changes = treatment.treat(values, ["x", "y", "z"], [str(i) for i in range(12)], Outliers("winsorise"))
    assert values[:, 0].max() == 30.0
    listed = [(each.unit, each.indicator, each.after) for each in changes]
    assert listed == [("11", "x", 30.0), ("0", "y", 30.0)]
    wild = np.array([*[0.0] * 40, 1.0, 2.0, 4.0, 8.0, 16.0, 1e6])[:, None]
    logged = wild.copy()
    changes = treatment.treat(logged, ["x"], [str(i) for i in range(46)], Outliers("winsorise", points=2))
    assert {each.action for each in changes} == {"log, still outlying"}
    assert logged[:, 0] == pytest.approx(np.log(wild[:, 0] + 1e4))
    kept = wild.copy()
    rule = Outliers("winsorise", points=2, otherwise="keep")
    treatment.treat(kept, ["x"], [str(i) for i in range(46)], rule)
    assert kept.max() == 8.0


def test_means_by_hand():
    values, weights = np.array([2.0, 8.0]), np.array([3.0, 1.0])
    assert aggregation.mean(values, weights, "arithmetic") == pytest.approx(3.5)
    assert aggregation.mean(values, weights, "geometric") == pytest.approx(2**0.75 * 8**0.25)
    assert aggregation.mean(values, weights, "harmonic") == pytest.approx(1 / (0.75 / 2 + 0.25 / 8))
    gap = np.array([2.0, np.nan])
    assert aggregation.mean(gap, weights, "harmonic") == pytest.approx(2.0)
    assert np.isnan(aggregation.mean(np.array([np.nan, np.nan]), weights, "arithmetic"))


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=6), st.data())
def test_the_means_keep_their_order(values, draw):
    weights = np.array(draw.draw(st.lists(st.floats(0.1, 9), min_size=len(values), max_size=len(values))))
    x = np.array(values)
    a, g, h = (float(aggregation.mean(x, weights, how)) for how in ("arithmetic", "geometric", "harmonic"))
    assert x.min() - 1e-9 <= h <= g + 1e-9 <= a + 2e-9 <= x.max() + 3e-9


def test_ranks_with_ties():
    scores = np.array([0.3, 0.1 + 0.2, 0.9, 0.1])
    assert ranks(scores, "min").tolist() == [2, 2, 1, 4]
    assert ranks(scores, "dense").tolist() == [2, 2, 1, 3]
    assert ranks(scores, "average").tolist() == [2.5, 2.5, 1, 4]


def test_a_hierarchy_by_hand():
    found = composite(UNITS, parse(tomllib.loads(TWO_LEVELS)))
    row = found.table.set_index("unit").loc["b"]
    x, y, z = 1 + 99 * 2 / 3, 100.0, 1 + 99 * 1 / 4
    inputs = x**0.25 * y**0.75
    assert row[["x", "y", "z"]].tolist() == pytest.approx([x, y, z])
    score = 0.75 * inputs + 0.25 * z
    assert row[["inputs", "outputs", "score"]].tolist() == pytest.approx([inputs, z, score])
    assert not found.stretched
    weights = weight_table(found.design).set_index("indicator")
    assert weights["share"].to_dict() == pytest.approx({"x": 0.75 * 0.25, "y": 0.75 * 0.75, "z": 0.25})
    assert weights["weight"].to_dict() == pytest.approx({"x": 0.25, "y": 0.75, "z": 1.0})


def test_geometric_means_get_positive_values_and_say_so():
    content = {"aggregate": "geometric", "indicator": [{"id": "x"}, {"id": "y"}]}
    found = composite(UNITS, parse(content))
    assert found.stretched
    assert found.table[["x", "y"]].min().tolist() == [1, 1]
    assert found.table["score"].gt(0).all()
    assert not composite(UNITS, parse({**content, "scale": [1, 100]})).stretched
    both = [parse({**content, "positive": [1, 100]}), parse({**content, "scale": [1, 100]})]
    assert composite(UNITS, both[0]).table.equals(composite(UNITS, both[1]).table)


def gap(rule: str, **more: object) -> pd.DataFrame:
    table = UNITS.assign(area=["n", "n", "s", "s"])
    table.loc[1, "x"] = np.nan
    content = {"missing": rule, "indicator": [{"id": "x"}, {"id": "z"}], **more}
    return composite(table, parse(content))


def test_rules_for_missing_values():
    with pytest.raises(SchemaError, match=r"values are missing: 1, the first 'x' of 'b'"):
        gap("refuse")
    assert gap("drop").dropped == ("b",)
    assert gap("mean").changes.iloc[0].drop("before").tolist() == ["b", "x", pytest.approx(7 / 3), "mean"]
    assert gap("median").changes["after"].tolist() == [2.0]
    assert gap("mean", missing_by="area").changes["after"].tolist() == [1.0]
    available = gap("available")
    row = available.table.set_index("unit").loc["b"]
    assert np.isnan(row["x"])
    assert row["score"] == row["z"]
    assert gap("mean", availability=0.6).dropped == ("b",)
    with pytest.raises(SchemaError, match="no value in area 'n'"):
        composite(
            UNITS.assign(x=[np.nan, np.nan, 1.0, 2.0], area=["n", "n", "s", "s"]),
            parse({"missing": "mean", "missing_by": "area", "indicator": [{"id": "x"}, {"id": "z"}]}),
        )


def test_optional_indicators_that_tell_nothing_are_left_out():
    content = {
        "dimension": [{"id": "d"}],
        "indicator": [
            {"id": "x"},
            {"id": "papers", "optional": True, "dimension": "d"},
            {"id": "flat", "optional": True},
        ],
    }
    found = composite(UNITS.assign(flat=1.0), parse(content))
    assert [each.en for each in found.absent] == ["papers", "flat"]
    assert found.design.dimensions == ()
    assert list(found.table) == ["unit", "x", "score", "rank"]
    del content["indicator"][1]["optional"]
    with pytest.raises(SchemaError, match="no column papers; found: x, y, z"):
        composite(UNITS, parse(content))


def test_a_unit_stands_once():
    with pytest.raises(SchemaError, match="'a' occurs twice"):
        composite(UNITS.assign(unit="a"), parse({"indicator": [{"id": "x"}]}))


def test_leaving_one_out():
    design = parse(tomllib.loads(TWO_LEVELS))
    found = leave_one_out(UNITS, design).set_index("left_out")
    assert set(found.index) == {"inputs", "outputs", "x", "y", "z"}
    whole = composite(UNITS, design).table.set_index("unit")["rank"]
    without = composite(UNITS, design.without("inputs")).table.set_index("unit")["rank"]
    assert found.loc["inputs", "mean_shift"] == (without - whole).abs().mean()
    assert found.loc["outputs", "spearman"] == found.loc["z", "spearman"]
    with pytest.raises(SchemaError, match="one indicator"):
        leave_one_out(UNITS, parse({"indicator": [{"id": "x"}]}))


def test_against_a_printed_table_allows_for_rounding_and_no_more():
    rng = np.random.default_rng(3)
    exact = pd.DataFrame({"unit": [f"u{i}" for i in range(20)], "x": rng.uniform(0, 9, 20)})
    exact["y"] = rng.uniform(0, 90, 20)
    design = parse({"indicator": [{"id": "x"}, {"id": "y"}]})
    printed = composite(exact, design).table[["unit", "score"]].round(3)
    rounded = exact.round({"x": 2, "y": 1})
    held = against(rounded, design, printed, places=[2, 1], decimals=3)
    assert held["within"].all()
    assert held["difference"].abs().max() > 0.0005
    wrong = printed.assign(score=printed["score"].where(printed["unit"].ne("u7"), printed["score"] + 0.02))
    held = against(rounded, design, wrong, places=[2, 1], decimals=3)
    assert held.loc[~held["within"].astype(bool), "unit"].tolist() == ["u7"]
    extra = pd.concat([printed.iloc[:-1], pd.DataFrame({"unit": ["new"], "score": [0.5]})])
    held = against(exact, design, extra)
    assert held.tail(2)["difference"].isna().all()
    by_rank = against(exact, design, pd.DataFrame({"unit": ["u1"], "rank": [1.0]}))
    assert by_rank["printed_rank"].notna().sum() == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indicator = []", "no \\[\\[indicator\\]\\]"),
        ("normalize = 1\n[[indicator]]\nid='x'", "unknown key 'normalize'; accepted: title"),
        ("normalise = 'minmax'\n[[indicator]]\nid='x'", "normalise = 'minmax'; wanted one of min-max"),
        ("[[indicator]]\nid='x'\nweight=0", "\\[indicator\\] 'x' weight = 0; wanted a finite number"),
        ("[[indicator]]\nid='x'\nweight='1'", "weight = '1'; wanted a number"),
        ("[[indicator]]\nid='x'\ndirection='up'", "direction = 'up'; wanted one of more, less"),
        ("[[indicator]]\nid='x'\nheader='y'", "unknown key 'header' in \\[indicator\\] 'x'"),
        ("[[indicator]]\nid='x'\ndimension='d'", "dimension = 'd' is no dimension; found: none"),
        ("[[indicator]]\nid='x'\n[[indicator]]\nid='x'", "id = 'x' occurs 2 times"),
        ("[[indicator]]\nid='score'", "id = 'score'; wanted another name: this is a column of the result"),
        ("[[indicator]]\nname='x'", "\\[indicator\\] needs id"),
        ("[[indicator]]\nid='x'\n[[dimension]]\nid='d'", "'d' holds no indicator"),
        (
            "[[indicator]]\nid='x'\ndimension='d'\n[[dimension]]\nid='d'\nparent='e'\n"
            "[[dimension]]\nid='e'\nparent='d'",
            "'d' lies within itself",
        ),
        ("scale = [1, 1]\n[[indicator]]\nid='x'", "scale = \\[1, 1\\]; wanted two ascending numbers"),
        ("positive = [0, 1]\n[[indicator]]\nid='x'", "wanted two numbers above 0"),
        ("normalise = 'target'\n[[indicator]]\nid='x'", "'x' needs target"),
        ("missing_by = 'area'\n[[indicator]]\nid='x'", "missing_by goes with"),
        ("[uncertainty]\ndraws = 5\n[[indicator]]\nid='x'", "\\[uncertainty\\] varies nothing"),
        ("[uncertainty]\nnormalise=['rank','best']\n[[indicator]]\nid='x'", "wanted some of min-max"),
        ("outliers = 3\n[[indicator]]\nid='x'", "outliers = 3; wanted a table"),
        ("[network]\nlevel = 'street'\n[[indicator]]\nid='x'", "level = 'street'; wanted one of province"),
    ],
)
def test_a_faulty_design_is_refused_with_file_and_key(text, message, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=message) as error:
        load(path)
    assert str(path) in str(error.value)


def test_no_toml_and_no_file(tmp_path):
    path = tmp_path / "mine.toml"
    with pytest.raises(FormatError, match="cannot be read"):
        load(path)
    path.write_bytes(b"a = ")
    with pytest.raises(FormatError, match="not a TOML file"):
        load(path)


@pytest.mark.parametrize("path", sorted(data.folder("index").glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_designs_load_and_name_everything_twice(path):
    design = load(path)
    for each in design.parts:
        assert each.label.zh != each.id
        assert each.label.en != each.label.zh
    for name in (*design.data, design.against):
        assert not name or (path.parent / name).is_file()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_better_value_never_lowers_the_rank(draw):
    """Monotone: raise one value of one unit, and with min-max and arithmetic means its rank is no worse."""
    n = draw.draw(st.integers(3, 8))
    table = pd.DataFrame(
        {
            "unit": [str(i) for i in range(n)],
            "x": draw.draw(st.lists(st.integers(0, 40), min_size=n, max_size=n, unique=True)),
            "y": draw.draw(st.lists(st.integers(0, 40), min_size=n, max_size=n, unique=True)),
        }
    )
    design = parse({"normalise": "rank", "indicator": [{"id": "x"}, {"id": "y"}]})
    before = composite(table, design).table.set_index("unit")["rank"]
    table.loc[0, "x"] += 60
    after = composite(table, design).table.set_index("unit")["rank"]
    assert after["0"] <= before["0"]


@pytest.mark.parametrize(("otherwise", "action"), [("log", "log, still outlying"), ("keep", None)])
def test_winsorising_never_makes_an_indicator_constant(otherwise, action):
    data = pd.DataFrame({"unit": list("abcdefghi"), "x": [0.0] * 8 + [9.0]})
    rule = {"treat": "winsorise", "otherwise": otherwise}
    found = composite(data, parse({"outliers": rule, "indicator": [{"id": "x"}]}))
    assert found.table["x"].tolist() == [1.0] + [0.0] * 8
    assert found.changes["action"].unique().tolist() == ([action] if action else [])
