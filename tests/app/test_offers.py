"""What the page offers is what the command line takes."""

from __future__ import annotations

from importlib import import_module

import pytest

from clusternet.app.offers import PANELS, REPORT, Ask, line, shown

OFFERS = [*(offer for panel in PANELS.values() for offer in panel), REPORT]


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.key)
def test_every_option_and_every_choice_is_known_to_the_command(offer):
    command = getattr(import_module(f"clusternet.cli.commands.{offer.command[0]}"), offer.command[0])
    options = {name: each for each in command.params for name in each.opts}
    for given in offer.command[1:]:
        assert options[given].is_flag
    for ask in offer.asks:
        option = options[ask.option]
        assert option.is_flag == ask.flag
        accepted = getattr(option.type, "choices", None)
        if ask.choices and accepted:
            assert {value for value in ask.choices if value} <= set(accepted)
        assert not ask.choices or ask.default in ask.choices


def test_answers_become_arguments_and_what_is_blank_is_left_out():
    said = line(REPORT, "my data", {"title": " -x ", "author": "", "fast": True, "year": 2022}, "zh")
    assert said == ("report", "my data", "--title=-x", "--year", "2022", "--fast", "--lang", "zh")
    assert shown(said).startswith("clusternet report 'my data'")
    assert Ask("--by-year", REPORT.label).key == "by_year"
