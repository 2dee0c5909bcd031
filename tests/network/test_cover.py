"""What a data set says at the front of a report."""

from __future__ import annotations

from clusternet.network.cover import Cover


def test_a_blank_line_ends_a_paragraph_and_a_broken_line_does_not():
    cover = Cover(texts={"summary": "One line\r\n  goes on.\n\n\n  Another. \n"})
    assert cover.paragraphs("summary") == ["One line goes on.", "Another."]
    assert cover.paragraphs("space") == []
