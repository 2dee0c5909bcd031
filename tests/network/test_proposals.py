from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.network import aliases, proposals
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.schema.conform import from_frame
from running import Runner, save


def ring(*names: str) -> ValueNetwork:
    return from_frames(pd.DataFrame({"source": names, "target": [*names[1:], names[0]]}))


def test_the_kept_name_has_more_ties_and_clean_letters() -> None:
    ties = pd.DataFrame({"source": ["ОРРО"] * 5 + ["OPPO"], "target": ["a", "b", "c", "d", "e", "a"]})
    found = proposals.suggest(from_frames(ties)).iloc[0]
    assert (found["alias"], found["canonical"], found["merge"]) == ("ОРРО", "OPPO", "no")
    assert (found["alias_ties"], found["canonical_ties"]) == (5, 1)
    more = pd.DataFrame({"source": ["华为技术有限公司"] * 2 + ["华为"], "target": ["a", "b", "a"]})
    assert proposals.suggest(from_frames(more))["canonical"].tolist() == ["华为技术有限公司"]


def test_credit_codes_decide() -> None:
    ties = pd.DataFrame({"source": ["1", "2", "3"], "target": ["4", "4", "4"]})
    nodes = pd.DataFrame(
        {"id": ["1", "2", "3"], "name": ["甲公司", "乙集团", "甲"], "credit_code": ["X", "X", "Y"]}
    )
    found = proposals.suggest(from_frames(ties, nodes))
    assert found[["alias", "canonical", "reason"]].values.tolist() == [["2", "1", "same credit code"]]
    assert found[["alias_name", "canonical_name"]].values.tolist() == [["乙集团", "甲公司"]]


def test_every_name_is_proposed_once_and_chains_end() -> None:
    found = proposals.suggest(
        ring("华为", "华为技术有限公司", "华为技术", "华为（中国）有限公司", "深圳华为", "Ｈ")
    )
    assert found["alias"].is_unique
    known = aliases.read_aliases(from_frame(found.assign(merge="yes"), "a"), [])
    assert len({known.of(name) for name in (*found["alias"], *found["canonical"])}) == 1


def test_what_the_table_declines_is_not_proposed_again() -> None:
    net = ring("华为", "华为技术有限公司", "甲")
    known = aliases.read_aliases(from_frame(proposals.suggest(net), "a"), [])
    assert known.canonical == {}
    assert proposals.suggest(net, known).empty
    assert len(proposals.suggest(net)) == 1


def dataset(folder: Path, descriptor: str, **files: str) -> Path:
    save(folder, '[edges]\nfile = "e.csv"\n' + descriptor, "dataset.toml")
    for name, text in files.items():
        save(folder, text, f"{name}.csv")
    return folder


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_table_it_writes_merges_nothing_until_edited(tmp_path: Path, run: Runner, suffix: str) -> None:
    path = dataset(
        tmp_path,
        "",
        e="来源,目标\n华为,甲\n华为,乙\n华为技术有限公司,甲\nОРРО,甲\nOPPO,乙\n",
    )
    out = tmp_path / f"aliases{suffix}"
    run("alias", "suggest", path, "--out", out)
    dataset(tmp_path, f'[aliases]\nfile = "aliases{suffix}"')
    before = io.examine(path)
    assert len(before.network.nodes) == 6
    assert before.findings == () or {each.problem for each in before.findings} == {"title_rows"}
    assert len(before.curation.aliases.declined) == 2
    assert len(run("alias", "suggest", path, "--format", "csv").out.splitlines()) == 1
    if suffix == ".csv":
        text = out.read_text(encoding="utf-8-sig")
        assert "华为技术有限公司,华为,no,85,trade word,1,2,," in text
        out.write_text(text.replace("华为,no", "华为,yes"), encoding="utf-8-sig")
        assert "华为技术有限公司" not in io.read(path).nodes.index
        assert "ОРРО" in io.read(path).nodes.index


def test_scores_and_help(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "来源,目标\n华为,甲\n华为技术有限公司,甲\n")
    assert "华为技术" in run("alias", "suggest", path).out
    assert "华为技术" not in run("alias", "suggest", path, "--score", 90).out
    assert "merge" in run.misused("alias", "merge", path)
    assert "suggest" in run("alias", "--help").out


def test_proposals_are_worded_where_people_read_them(tmp_path, run):
    edges = tmp_path / "edges.csv"
    edges.write_text("来源,目标\n华为,华为技术有限公司\nOPPO,甲\n", encoding="utf-8")
    for language, words in (
        ("zh", ("疑似同一机构清单", "| 否 |", "行业词")),
        ("en", ("| no |", "trade word")),
    ):
        said = run("alias", "suggest", edges, "--lang", language, "--format", "md").out
        assert all(word in said for word in words)
    assert run.rows("alias", "suggest", edges)[0]["merge"] == "no"
