from __future__ import annotations

import json
from typing import Any

import pandas as pd

from clusternet.network.value_network import from_frames
from clusternet.report.build import build
from clusternet.report.document import Settings


def panel(entities: bool, monkeypatch: Any) -> tuple[dict[str, Any], str]:
    """The network of the page for a star with a second component, one person, two technologies."""
    monkeypatch.setattr("clusternet.report.explored.NAMED", 2)
    rows = [("hub", f"firm {number}", "AI" if number % 2 else "IoT", "technology") for number in range(6)]
    rows += [("hub", "firm 0", "AI", "technology"), ("far", "away", "AI", "technology")]
    rows += [("Ada Lovelace", "hub", None, "human_capital")]
    ties = pd.DataFrame(rows, columns=["source", "target", "technology", "relation"])
    made = build(from_frames(ties), Settings(seeds=1, bootstrap=0, nulls=0, language="en", entities=entities))
    (section,) = [each for each in made.sections if each.key == "communities"]
    assert section.panel is not None
    return dict(section.panel), json.dumps([section.panel, made.alerts])


def pairs(found: dict[str, Any]) -> list[tuple[int, int]]:
    """Undo the steps, as the script does."""
    source = target = 0
    ties = []
    for at, (step, second) in enumerate(zip(found["ties"][::2], found["ties"][1::2], strict=True)):
        source += step
        target = second if step or not at else target + second
        ties.append((source, target))
    return ties


def test_only_the_leading_organisations_have_names_and_no_person_has(monkeypatch):
    few, text = panel(False, monkeypatch)
    assert [name for _, name in few["names"]] == ["hub", "away"]
    assert "the 2 organisations of highest degree" in few["note"]
    assert "Ada" not in text
    assert "Persons, or nodes with names like persons: 1." in text
    every, text = panel(True, monkeypatch)
    assert sorted(name for _, name in every["names"]) == [
        "away",
        "far",
        *(f"firm {n}" for n in range(6)),
        "hub",
    ]
    assert "Ada" not in text


def test_ties_are_those_of_the_network_with_their_technologies(monkeypatch):
    found, _ = panel(True, monkeypatch)
    names = dict(found["names"])
    ties = {
        frozenset(names.get(end, "person") for end in pair): {
            found["technology"]["values"][each]
            for each in (found["technology"]["sets"][which] if which >= 0 else [])
        }
        for pair, which in zip(pairs(found), found["technology"]["of"], strict=True)
    }
    assert ties[frozenset(("hub", "firm 0"))] == {"AI", "IoT"}
    assert ties[frozenset(("hub", "firm 3"))] == {"AI"}
    assert ties[frozenset(("hub", "person"))] == set()
    assert len(ties) == 8
    hub = next(node for node, name in names.items() if name == "hub")
    assert found["degree"][hub] == 7
    lone = {names[node] for node, there in enumerate(found["component"]) if not there}
    assert lone == {"far", "away"}


def test_kinds_are_named_in_the_language():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "kind": ["sample", "partner", "partner"]})
    made = build(from_frames(ties, nodes), Settings(seeds=1, bootstrap=0, nulls=0, language="zh"))
    (section,) = [each for each in made.sections if each.key == "communities"]
    assert section.panel is not None
    (kind,) = section.panel["attributes"]
    assert kind["values"] == ["关系节点", "样本节点"]
