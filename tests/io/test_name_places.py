from __future__ import annotations

from pathlib import Path

from clusternet import io
from clusternet.io.name_places import place_of
from running import save

NAMES = Path(__file__).with_name("registered_names.txt").read_text(encoding="utf-8")
ROWS = """source,target,target_province
深圳市甲智能有限公司,乙银行,上海
丙数据（北京）有限公司,丁科技,
广州戊物流有限公司,己软件（北京）有限公司,江苏
青岛大学,广州北京路商贸有限公司,
"""


def test_companies_that_nothing_places_lie_where_their_names_say(tmp_path: Path) -> None:
    save(tmp_path, ROWS)
    save(tmp_path, "alias,canonical\n杭州丁科技股份有限公司,丁科技\n", "aliases.csv")
    toml = '[edges]\nfile = "edges.csv"\n[aliases]\nfile = "aliases.csv"\n'
    save(tmp_path, toml, "dataset.toml")
    assert io.read(tmp_path).nodes["province"].notna().sum() == 2
    save(tmp_path, f'places = "names"\n{toml}', "dataset.toml")
    reading = io.examine(tmp_path)
    nodes = reading.network.nodes.astype(object).fillna("")
    assert nodes["province"].to_dict() == {
        "深圳市甲智能有限公司": "广东省", "乙银行": "上海", "丙数据（北京）有限公司": "北京市",
        "丁科技": "浙江省", "广州戊物流有限公司": "广东省", "己软件（北京）有限公司": "江苏",
        "青岛大学": "山东省", "广州北京路商贸有限公司": "广东省",
    }  # fmt: skip
    assert nodes.loc[["丁科技", "广州戊物流有限公司"], "city"].tolist() == ["杭州市", "广州市"]
    said = [each.value for each in reading.findings if each.problem == "place_of_name"]
    assert sorted(said) == sorted(
        [
            "深圳市甲智能有限公司",
            "丙数据（北京）有限公司",
            "丁科技",
            "青岛大学",
            "广州戊物流有限公司",
            "广州北京路商贸有限公司",
        ]
    )


def test_registered_names_say_their_place_and_brands_say_none() -> None:
    read, meant = {}, {}
    for province, *names in map(str.split, NAMES.splitlines()):
        for name in names:
            place = place_of(name)
            read[name], meant[name] = "-" if place is None else place.province, province
    assert len(meant) > 500
    assert read == meant


def test_a_branch_and_a_place_in_brackets_come_before_the_beginning_of_a_name() -> None:
    names = (
        "深圳市甲智能（北京）有限公司",
        "上海银行股份有限公司苏州分行",
        "甲公司（中国·江阴）",
        "江苏常州乙厂",
    )
    assert [str(place.city) for name in names if (place := place_of(name))] == [
        "北京市", "苏州市", "无锡市", "常州市",
    ]  # fmt: skip
    assert place_of("甲（北京）乙（上海）公司") is None
