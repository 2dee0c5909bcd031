"""The network behind an author's text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import Progress, result_of, say
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
from clusternet.guard import reading
from clusternet.output.result import Result
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.prose.values import Data, Value
    from clusternet.prose.verify import Checked


def citable(request: Request, progress: Progress) -> Data:
    """Read the data whose values a text cites."""
    from clusternet.prose.values import Data

    progress("reading")
    return Data(request.read().network, request.choices())


def cited(
    request: Request, progress: Progress, template: str, out: str, *, replace: bool
) -> tuple[pd.DataFrame, Data]:
    """Fill a text; return what was filled, as a table, and the data."""
    from clusternet.prose import changes
    from clusternet.prose.fill import fill
    from clusternet.prose.parts import Source

    if not replace:
        reading(Path(template))
    data = citable(request, progress)
    progress("measuring")
    language = request.language(data.net)
    try:
        found = fill(template, out, Source(data, language), replace=replace)
    except changes.NotFilledError as error:
        for line in error.lines:
            say(line)
        raise
    return changes.table(found, language), data


@dataclass(frozen=True)
class Compared:
    """A text compared with the data: what is shown of it, how many contradict, and the lines on it."""

    result: Result
    contradicted: int
    summary: list[Text]


def compared(
    request: Request, progress: Progress, text: Path, *, every: bool, comments: str | None
) -> Compared:
    """Compare a text with the data, and write the files that are asked for beside the table."""
    import pandas as pd

    from clusternet.notes import prose as notes
    from clusternet.prose import arithmetic, verify
    from clusternet.prose.elsewhere import MARKED

    data = citable(request, progress)
    progress("checking")
    document, found = verify.verify(text, data)
    if comments is not None and document.word is None:
        raise Misuse.of("comments_of_word")
    language = request.language(data.net)
    frame = verify.table(found, data, language)
    counts: Counter[str] = Counter(each.verdict.status for each in found)
    marked = sum(each.verdict.why is MARKED for each in found)
    summary = [notes.counted(counts), *notes.marked(marked)]
    doubts = arithmetic.inconsistencies(text, document)
    if comments is not None and document.word:
        from clusternet.io.atomic import whole_file
        from clusternet.prose.word.comments import commented

        remarks = [*verify.remarks(found, language), *arithmetic.remarks(doubts or (), language)]
        copy = commented(document.word, remarks)
        with whole_file(Path(comments)) as temporary:
            temporary.write_bytes(copy)
    _write_rows(request, data, found)
    shown = frame if every else frame[frame["status"].isin(["contradicts", "not traced"])]
    shown = pd.concat([shown, arithmetic.table(doubts or (), language)]) if doubts else shown
    if request.form == "table":
        shown = shown.drop(columns=["sentence", "mark", "off"])
    title = Text(f"{notes.COMPARED.zh}：{text.name}", f"{notes.COMPARED.en}: {text.name}")
    said = [
        *summary,
        *notes.audited(None if doubts is None else len(doubts)),
        notes.TO_BE_CHECKED,
    ]
    made = result_of(
        request, data.net, shown.reset_index(drop=True), title, said, columns=notes.CHECKED_COLUMNS,
        tab="verify",
        filters=True, words=notes.STATUS_WORDS[language],
    )  # fmt: skip
    return Compared(made, counts["contradicts"], summary)


def _write_rows(request: Request, data: Data, found: list[Checked]) -> None:
    """Write the input rows behind the numbers that agree, once each, with the marks of their values."""
    import pandas as pd

    from clusternet.cli.emit import write_rows
    from clusternet.notes.data import ROWS
    from clusternet.prose.behind import label_of, rows_behind
    from clusternet.schema.private import private

    if request.rows is None:
        return
    labels: dict[str, Value] = {}
    for each in found:
        if each.verdict.best is not None and each.verdict.status == "agrees":
            cell = each.verdict.best.cell
            labels.setdefault(label_of(cell), cell)
    held = data.net.edges
    key = [name for name in ("row_file", "row_sheet", "row_line") if name in held] or ["source", "target"]
    parts = [rows_behind(data, cell).assign(mark=label) for label, cell in labels.items()]
    frame = pd.concat(parts or [held.head(0).assign(mark="")], ignore_index=True)
    marks = frame.groupby(key, sort=False, dropna=False)["mark"].agg("; ".join)
    frame = frame.drop(columns="mark").drop_duplicates(key).merge(marks, left_on=key, right_index=True)
    frame = frame.drop(columns=private(frame)).rename(
        columns={"row_file": "file", "row_sheet": "sheet", "row_line": "line"}
    )
    first = [name for name in ("mark", "file", "sheet", "line", "source", "target", "year") if name in frame]
    frame = frame[first + [name for name in frame if name not in first]]
    write_rows(result_of(request, data.net, frame, ROWS), request)
