from __future__ import annotations

import pandas as pd

from clusternet.audit import RULES
from clusternet.notes import audit as notes

RULE = next(iter(RULES))


def test_findings_are_shortened_and_the_rest_is_counted():
    frame = pd.DataFrame({"rule": [RULE] * 9, "table": ["t1"] * 8 + ["t2"], "severity": ["high"] * 9})
    kept, (line,) = notes.shortened(frame)
    assert kept["table"].tolist() == ["t1"] * 6 + ["t2"]
    assert line.zh == f"t1 · {notes.rule_name(RULE).zh}：另有2处; --out findings.csv"
    assert line.en == f"t1 · {notes.rule_name(RULE).en}: 2 more; --out findings.csv"


def test_rules_and_severities_are_words_where_people_read():
    frame = pd.DataFrame({"rule": [RULE], "severity": ["low"]})
    for language, low in (("zh", "低"), ("en", "low")):
        named = notes.audit_readable(frame, language)
        assert named["severity"].tolist() == [low]
        assert named["rule"].tolist() == [notes.rule_name(RULE).in_(language)]
    assert list(notes.audit_readable(frame[["rule"]], "en")) == ["rule"]
