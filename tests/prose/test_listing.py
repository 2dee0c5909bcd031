from __future__ import annotations

from clusternet.prose.listing import listed
from clusternet.prose.values import Data
from running import InProcess, save


def test_words_of_both_languages_find_a_value(data: Data) -> None:
    for words in ("平均路径长度 2021", "average path 2021", "average_path_length，2021"):
        assert listed(data, words)["mark"].tolist() == ["{{ metrics.average_path_length year=2021 }}"]
    assert "{{ margins.enable_share year=2022 place=广东省 }}" in listed(data, "粤 赋能占比")["mark"].tolist()
    assert listed(data, "平均路径长度 火星").empty


def test_the_last_year_is_listed_unless_others_are_asked_for(data: Data) -> None:
    assert listed(data, "metrics.nodes")["mark"].tolist() == ["{{ metrics.nodes year=2022 }}"]
    assert len(listed(data, "metrics.nodes", all_years=True)) == 3


def test_the_command_lists_marks(tmp_path, run: InProcess) -> None:
    save(tmp_path, "source,target,year\na,b,2020\nb,c,2021\n", "edges.csv")
    found = run.rows("marks", "edges.csv", "metrics.nodes", "2021", cwd=tmp_path)
    assert {"mark": "{{ metrics.nodes year=2021 }}", "value": 3}.items() <= found[0].items()
    said = run("marks", "edges.csv", "metrics.nodes", "--lang", "en", cwd=tmp_path).out
    assert "{{ metrics.nodes year=2021 }}" in said
    assert "Printed as" in said
