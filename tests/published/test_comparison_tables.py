"""The comparison tables of the China-US reports: what follows from the printed numbers, and what does not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet.records import comparison
from running import Runner

VENTURE = """field_no,field,china_musd,us_musd,printed_class
1,移动出行和自动驾驶汽车,76161,81102,中美都倾向重点发展
2,医疗保健、药物和生物技术,15640,62651,美国倾向重点发展
3,IT 基础设施和托管,16459,58548,美国倾向重点发展
4,媒体、社交平台、营销,19741,51049,美国倾向重点发展
5,业务流程和支持服务,16774,47611,美国倾向重点发展
6,金融和保险服务,11317,39004,美国倾向重点发展
7,数字安全,3166,25921,美国倾向重点发展
8,机器人、传感器、IT 硬件,35346,15198,中国倾向重点发展
9,物流、批发和零售,16500,13578,中国倾向重点发展
"""
INDICATORS = """side,level1,level2,period,china,us,unit
投入,顶尖人才,培养顶尖人才的比例,2019,10,35,pct
投入,顶尖人才,培养顶尖人才的比例,2022,26,28,pct
产出,市场规模,市场规模,2023,2130,900,中国亿元;美国亿美元
产出,市场规模,市场规模预计,2030,,2000,亿美元
"""
CHIPS = """metric,nvidia_a100,nvidia_h100,huawei_ascend_910b
指标,英伟达 A100,英伟达 H100,华为昇腾 910B
半精度 (FP16) 算力,312 TFLOPS,1979 TFLOPS,256 TFLOPS
功耗,400W,700W,350W
能效比 (FP16),0.78 TFLOPS/W,2.83 TFLOPS/W,0.73 TFLOPS/W
"""
FIRMS = """item,us,china,world
AI企业,13000,5734,36000
独角兽,131,108,291
人工智能企业,1078,592,
员工,78000,39000,
"""


def compared(run: Runner, path: Path, text: str, *arguments: str) -> pd.DataFrame:
    path.write_text(text, encoding="utf-8")
    return pd.DataFrame(run.rows("compare", path, *arguments)).set_index("indicator")


@pytest.mark.parametrize("threshold", ["0.064", "0.1", "0.194"])
def test_the_nine_labels_of_venture_capital(tmp_path, threshold, run):
    found = compared(run, tmp_path / "vc.csv", VENTURE, "--threshold", threshold, "--names", "中国,美国")
    printed = pd.read_csv(tmp_path / "vc.csv").set_index("field")["printed_class"]
    said = {"both": "中美都", "中国": "中国", "美国": "美国"}
    assert [said[each] + "倾向重点发展" for each in found["leans_to"]] == printed.tolist()


@pytest.mark.parametrize(("threshold", "row"), [("0.062", 0), ("0.196", 8)])
def test_outside_the_thresholds_one_label_changes(tmp_path, threshold, row, run):
    inside = compared(run, tmp_path / "vc.csv", VENTURE)["leans_to"]
    outside = compared(run, tmp_path / "vc.csv", VENTURE, "--threshold", threshold)["leans_to"]
    assert [i for i in range(9) if inside.iloc[i] != outside.iloc[i]] == [row]


def test_by_advantage_the_first_field_is_chinas(tmp_path, run):
    found = compared(run, tmp_path / "vc.csv", VENTURE, "--rca")
    assert found.index[found["rules_differ"]].tolist() == ["移动出行和自动驾驶汽车"]
    first = found.iloc[0]
    assert first[["leans_to", "leans_to_rca"]].tolist() == ["both", "china_musd"]
    assert first["rca_a"] == pytest.approx((76161 / 211104) / (157263 / 605766))


def test_the_talent_gap_narrows_and_the_market_is_in_two_currencies(tmp_path, run):
    found = compared(run, tmp_path / "frame.csv", INDICATORS)
    assert found.loc["市场规模", "reason"] == "measures differ"
    assert pd.isna(found.loc["市场规模", "gap"])
    series = compared(run, tmp_path / "frame.csv", INDICATORS, "--series")
    assert series["gap"].tolist() == [-25, -2]
    assert series["trend"].tolist()[1] == "narrows"
    rated = compared(run, tmp_path / "frame.csv", INDICATORS, "--rate", "2023=7.05").loc["市场规模"]
    assert rated["ratio"] == pytest.approx(2130 / 7.05 / 900)
    assert rated["leans_to"] == "us"
    as_it_is = compared(run, tmp_path / "frame.csv", INDICATORS, "--allow", "measure").loc["市场规模"]
    assert as_it_is["leans_to"] == "china"  # what ignoring the currencies would have said


def test_efficiency_of_chips_is_the_printed_one(tmp_path, run):
    asked = ("--leaders", "--lower", "功耗", "--over", "半精度 (FP16) 算力", "功耗")
    found = compared(run, tmp_path / "chips.csv", CHIPS, *asked)
    chips = ["nvidia_a100", "nvidia_h100", "huawei_ascend_910b"]
    computed = found.loc["半精度 (FP16) 算力 / 功耗", chips].astype(float).round(2)
    assert computed.tolist() == found.loc["能效比 (FP16)", chips].tolist() == [0.78, 2.83, 0.73]
    assert found.loc["功耗", "leader"] == "huawei_ascend_910b"
    assert found.loc["半精度 (FP16) 算力", "ratio_huawei_ascend_910b"] == pytest.approx(256 / 1979)


def test_shares_of_firms_and_employees_per_firm(tmp_path, run):
    found = compared(run, tmp_path / "firms.csv", FIRMS, "--total", "world", "--over", "员工", "人工智能企业")
    assert found.loc["AI企业", ["share_a", "share_b"]].astype(float).round(2).tolist() == [0.36, 0.16]
    assert found.loc["员工 / 人工智能企业", ["a", "b"]].astype(float).round(1).tolist() == [72.4, 65.9]


@pytest.mark.parametrize(
    ("segment", "first", "last", "printed", "holds"),
    [
        ("AI 芯片", 850, 2302, 94.60, False),
        ("智能传感器", 1190.2, 1643.1, 16.64, False),
        ("云计算", 4550, 8315, 40.90, False),
        ("智能服务器", 28.4, 42.1, 25.66, False),
        ("存储芯片", 5170, 5400, 2.20, True),
    ],
)
def test_printed_growth_of_markets_mostly_does_not_follow(segment, first, last, printed, holds):
    """2022 to 2024 has two intervals: only one of the five printed annual rates is the compound rate."""
    _, rate = comparison.growth_rates(first, last, 2)
    assert (round(100 * rate, 2) == printed) is holds, segment
