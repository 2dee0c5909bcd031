from __future__ import annotations

import random
import time
from pathlib import Path

import pandas as pd
import pytest

from clusternet.network import proposals
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.words.text import Text
from running import Runner, save


def ring(*names: str) -> ValueNetwork:
    return from_frames(pd.DataFrame({"source": names, "target": [*names[1:], names[0]]}))


def proposed(*names: str) -> dict[frozenset[str], str]:
    found = proposals.suggest(ring(*names))
    pairs = map(frozenset, zip(found["alias"], found["canonical"], strict=True))
    return dict(zip(pairs, found["reason"], strict=True))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("OPPO", "ОРРО", "look-alike letters"),
        ("ＯＰＰＯ", "oppo", "width, case or punctuation"),
        ("商汤科技有限公司", "商汤科技", "legal form"),
        ("深圳市大疆创新", "大疆创新", "place"),
        ("华为", "华为技术有限公司", "trade word"),
        ("哈尔滨安天科技集团股份有限公司", "安天科技", "place"),
        ("中国电子科技集团公司第二十九研究所", "中国电子科技集团第二十九研究所", "similar spelling"),
        ("Boston Dynamics", "Boston Dynamics, Inc.", "legal form"),
    ],
)
def test_likely_aliases(one: str, other: str, reason: str) -> None:
    assert proposed(one, other, "甲") == {frozenset((one, other)): reason}


@pytest.mark.parametrize(
    "names",
    [
        ("样本0001", "样本0002"), ("北京大学", "上海大学"), ("中国银行", "上海银行"), ("华为", "华为云"),
        ("第一研究所", "第二研究所"), ("北京电子科技职业学院", "南京电子科技职业学院"),
        ("关系节点00035", "关系节点00036"),
        ("华为（北京）有限公司", "华为（上海）有限公司"), ("科技有限公司", "技术有限公司"), ("甲", "乙"),
    ],
)  # fmt: skip
def test_what_is_told_apart(names: tuple[str, str]) -> None:
    assert proposed(*names) == {}


@pytest.mark.slow
def test_twenty_thousand_similar_names_are_compared_and_the_cut_is_said(tmp_path: Path, run: Runner) -> None:
    rng = random.Random(1)
    middle = "".join(chr(0x5300 + number) for number in range(400))
    names = sorted({f"海纳{''.join(rng.choices(middle, k=4))}云山湖海" for _ in range(20000)})
    numbered = [f"海纳云山湖海第{number}号" for number in range(3000)]
    cuts: list[Text] = []
    steps: list[str] = []
    start = time.perf_counter()
    net = ring(*names, names[0][:3] + "亼" + names[0][3:], *numbered)
    found = proposals.suggest(net, progress=steps.append, cut=cuts.append)
    assert time.perf_counter() - start < 60
    assert names[0] in set(found["canonical"]) | set(found["alias"])
    assert "begin with '海纳': each is compared with the 500 next to it in order" in cuts[0].en
    assert "只与按序相邻的 500 个比较" in cuts[0].zh
    assert any("group" in step for step in map(str, steps))
    assert not found["alias"].str.contains("第").any()  # numbers tell names apart
    path = save(tmp_path, "source,target\n" + "".join(f"{name},x\n" for name in names), "many.csv")
    assert "compared with the 500 next to it" in run("alias", "suggest", path, "--lang", "en").err


@pytest.mark.slow
def test_thirty_thousand_names_take_seconds() -> None:
    rng = random.Random(0)
    letters = "华为腾讯阿里巴百度商汤旷视云从依图寒武纪地平线小米美团京东字节跳动科大讯飞海康威平安招民生浦发"
    ends = ("科技有限公司", "股份有限公司", "技术有限公司", "集团", "大学", "有限责任公司")
    names = {
        rng.choice(("深圳市", "北京", "", "中国"))
        + "".join(rng.choices(letters, k=rng.choice((3, 4))))
        + rng.choice(ends)
        for _ in range(30000)
    }
    net = ring(*sorted(names))
    start = time.perf_counter()
    assert len(proposals.suggest(net)) > 100
    assert time.perf_counter() - start < 20
