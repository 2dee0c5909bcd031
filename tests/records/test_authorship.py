from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError, SchemaError
from clusternet.records import collaboration
from clusternet.records.authorship import authorship

PAPERS = ["CN; US; CN; DE", "CN; US", "CN", "CN; CN", "US; CN; US", "US", "DE; CN", ""]


def read(papers: list[str], **options: object) -> collaboration.Authorship:
    return authorship(pd.Series(papers, dtype=object), **options)


def rows(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float, float]]:
    return {(row[0], row[1]): tuple(row[2:]) for row in frame.itertuples(index=False)}


def test_own_country_rules():
    found = read(PAPERS)
    domestic = rows(collaboration.pairs(found, own="domestic"))
    assert domestic[("CN", "CN")] == (2, 2, 2 / 4)
    assert domestic[("US", "US")] == (1, 1, 1 / 2)
    assert sum(fractional for _, fractional, _ in domestic.values()) == found.papers
    named = rows(collaboration.pairs(found, own="named"))
    assert named[("CN", "CN")] == (2, pytest.approx(1 / 3 + 1), 2 / 4)
    assert named[("US", "US")] == (1, 1 / 2, 1 / 2)
    assert ("DE", "DE") not in named
    with pytest.raises(ClusternetError, match="drop, domestic, named"):
        collaboration.pairs(found, own="keep")  # type: ignore[arg-type]


def test_the_spellings_of_a_country_are_one():
    found = read(["USA; U.S.A.; 美国", "USA; Peoples R China", "中国; China; PRC", "China", "England; UK"])
    assert rows(collaboration.pairs(found)) == {("USA", "China"): (1, 1, 0.5), ("England", "UK"): (1, 1, 1)}
    assert not rows(collaboration.pairs(read(["England; UK"], kingdom=True)))


def test_the_first_author_may_have_a_column_of_its_own():
    found = read(["CN; US", "DE; CN", "US", ""], first=pd.Series(["US", "CN", "", "DE"]))
    assert found.countries[found.first].tolist() == ["US", "CN", "DE"] or found.papers == 3
    assert rows(collaboration.pairs(found)) == {("US", "CN"): (1, 1, 1), ("CN", "DE"): (1, 1, 1)}
    assert found.row.tolist() == [0, 1, 3]


def test_addresses_and_names():
    cells = ["Univ X, Wuhan, PEOPLES R CHINA.; MIT, MA 02139 USA.; Energy SpA", "Oslo; Univ Y, Rome, Italy"]
    found = read(cells, affiliations=True)
    assert (found.countries.tolist(), found.loose) == (["PEOPLES R CHINA", "USA"], 1)
    assert found.nowhere == ("Energy SpA", "Oslo")
    found = read(["A, B, CHINA.; C, TAIWAN", "C, CHINA; (CORRESPONDING AUTHOR)"], affiliations=True,
                 thesaurus={"CHINA": "CN", "(CORRESPONDING AUTHOR)": ""})  # fmt: skip
    assert found.countries.tolist() == ["CN", "Taiwan, China"]
    with pytest.raises(SchemaError, match="no row names the country"):
        read(["", ""])


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("collaboration") / "papers.csv"
    lines = ["year,first_author_country,author_countries,institutions,topics"]
    for place, cell in enumerate(PAPERS[:-1]):
        houses = "; ".join(f"{name} U" for name in cell.split("; "))
        lines.append(f'{2015 + place},{cell[:2]},"{cell}","{houses}","{["x; y", "x", "z"][place % 3]}"')
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_hong_kong_and_macau_before_china_are_not_the_mainland():
    cells = pd.Series(
        [
            "[Rowan, A.] Univ Alpha, Hong Kong, Peoples R China; [Hazel, B.] Univ Beta, Beijing, China",
            "Univ Gamma, Taipa, Macau 999078, Peoples R China; Univ Beta, Beijing 100084, Peoples R China",
            "Chinese Univ Delta, Shenzhen, Peoples R China",
            "丙大学，香港，中国",
        ]
    )
    found = authorship(cells, affiliations=True)
    assert found.countries[found.first].tolist()[:2] == ["Hong Kong, China", "Macao, China"]
    assert found.countries[found.first].tolist()[2] == "Peoples R China"
    assert found.countries[found.first].tolist()[3] == "Hong Kong, China"
    assert found.abroad.tolist() == [True, True, False, False]
