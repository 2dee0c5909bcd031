"""Tables of ties saved in several formats, and what is read from them."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl

from clusternet import io

Rows = list[list[object]]

FORMS = ["utf-8", "gb18030", "utf-16", ".tsv", ".xlsx"]


def saved(folder: Path, form: str, rows: Rows, sheet: str = "Sheet1") -> Path:
    """Save rows as CSV in an encoding, as TSV or as a workbook."""
    if form == ".xlsx":
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        book.save(folder / "ties.xlsx")
        return folder / "ties.xlsx"
    path = folder / ("ties.tsv" if form == ".tsv" else "ties.csv")
    with path.open("w", encoding="utf-8" if form == ".tsv" else form, newline="") as stream:
        csv.writer(stream, delimiter="\t" if form == ".tsv" else ",").writerows(rows)
    return path


def told(path: Path, *problems: str) -> list[tuple[str, int | None, str]]:
    found = io.examine(path).findings
    return [(each.problem, each.line, each.value) for each in found if each.problem in problems]


def ties(path: Path) -> list[list[object]]:
    edges = io.read(path).edges
    names = ["source", "target", *(["year"] if "year" in edges else []), "weight"]
    return edges[names].astype(object).values.tolist()
