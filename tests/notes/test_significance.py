from __future__ import annotations

from clusternet.notes.significance import quotient_notes, reliability_notes, specialisation_sure_notes


def test_reliability_is_told_with_a_warning_where_quotients_are_mostly_chance():
    assert reliability_notes(float("nan"), 0.5, counted=True) == []
    (fine,) = reliability_notes(0.8, 0.4, counted=True)
    assert "0.80" in fine.en
    assert "Warning" not in fine.en
    (poor,) = reliability_notes(0.1, 0.47, counted=False)
    assert "Warning: mostly chance" in poor.en
    assert "47%" in poor.en
    assert "多为偶然" in poor.zh
    assert "if each is independent" in poor.en


def test_intervals_say_what_they_are_about():
    about, family = quotient_notes(5, 199, 7, 12)
    assert "the population the firms come from" in about.en
    assert "199 次，种子 7" in about.zh
    assert "the 12 tests" in family.en
    assert "仅供对照" in family.zh
    assert len(specialisation_sure_notes(5, 199, 7, 0)) == 1
    assert "no confidence intervals" in specialisation_sure_notes(5, 199, 7, 9)[-1].en
