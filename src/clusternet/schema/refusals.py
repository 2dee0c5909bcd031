"""Which rows of an edge table are no relations: refused, or kept and reported where there is doubt."""

from __future__ import annotations

import numpy as np

from clusternet.schema import cells, coding, footers, numbers, severals, totals
from clusternet.schema.rows import Rows, are_blank
from clusternet.schema.weights import notation


def refuse_blank(rows: Rows, end: str, other: str) -> None:
    """Refuse rows without a name at one end; say where the name may be the one above."""
    blank = rows.where(end, are_blank)
    below = np.logical_or.accumulate(~blank) & ~rows.where(other, are_blank)
    if blank.any():
        below &= ~rows.marked(other, footers.is_note)
    header = rows.headers.get(end, end)
    setting = (
        f'fill = ["{end if header.endswith(f" ({end})") else header}"]'  # a copy has no header of its own
    )
    rows.refuse("blank_end", blank & below, end, "row_refused_blank", setting)
    rows.refuse("blank_end", blank, end)


def report_several(rows: Rows, ends: tuple[str, str]) -> None:
    """Report ends, coded in one list, that hold several names, and the setting that cuts them."""
    for end in ends:
        mask = rows.where(end, severals.several) & ~rows.refused
        if mask.any():
            texts, known = rows.text(end)[mask].astype(object).unique(), set(coding.coded(rows.text(end))[1])
            rows.report("several_names", mask, end, "kept_as_one", severals.setting(end, texts, known))


def refuse_headers(rows: Rows, ends: tuple[str, str]) -> None:
    """Refuse rows that are the header once more, as where one export is pasted below another."""
    if all(rows.headers.get(end, end).isdigit() for end in ends):  # columns without a header are numbered
        return
    again = np.ones(len(rows.frame), dtype=bool)
    for name in map(str, rows.frame):
        again &= np.asarray(rows.text(name) == rows.headers.get(name, name), dtype=bool)
        if not again.any():
            return
    rows.refuse("header_again", again, ends[0])


def refuse_totals(rows: Rows, ends: tuple[str, str], *, said: str, decimal: numbers.Sign | None) -> None:
    """Refuse rows that sum up others (合计, Total); where there is doubt they stay, with a finding.

    ``said`` is ``keep``, ``drop`` or nothing, what the user says of them; ``decimal`` the sign of weights.
    """
    for end, other in (ends, ends[::-1]):
        named = rows.where(end, totals.named)
        if not named.any():
            continue
        values = np.full(len(rows.frame), np.nan)
        if "weight" in rows.frame:
            values = cells.each(rows.text("weight"), notation(rows, decimal).value, float)
        nobody = rows.marked(other, _is_nobody)
        sure = totals.rows(named, values, empty=nobody) if said != "drop" else named
        sure = sure & np.bool_(said != "keep")
        rows.refuse("totals_row", sure, end, "row_refused_total")
        rows.report("maybe_total", named & ~rows.refused, end, "kept_total")


def refuse_sums(rows: Rows, ends: tuple[str, str], *, said: str, decimal: numbers.Sign | None) -> None:
    """Refuse rows that another column calls a total (小计) where they sum up the others of their ends.

    ``said`` and ``decimal`` are as in :func:`refuse_totals`.
    """
    for column in (name for name in map(str, rows.frame) if name not in {*ends, "weight", "year"}):
        named = rows.where(column, totals.named)
        if not named.any() or named.all():
            continue
        sure = named if said == "drop" else np.zeros(len(named), dtype=bool)
        if "weight" in rows.frame and not said:
            values = cells.each(rows.text("weight"), notation(rows, decimal).value, float)
            both = zip(*(rows.text(end).astype(str) for end in ends), strict=True)
            sure = totals.of_parts(["\0".join(pair) for pair in both], values, named)
        rows.refuse("totals_row", sure, column, "row_refused_total")
        rows.report("maybe_total", named & ~rows.refused, column, "kept_total")


def _is_nobody(text: str) -> bool:
    """Whether the other end of a total names no one: blank, a total too, or the number summed."""
    return totals.is_total(text) or cells.is_absent(text) or numbers.POINT.number(text) is not None
