"""Filling an author's text: marks become values of the data, and everything else stays."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from clusternet.errors import FormatError
from clusternet.guard import unknown_suffix
from clusternet.io.atomic import whole_file
from clusternet.io.formats.encodings import decode
from clusternet.prose import fill_text, fill_word
from clusternet.prose.changes import Change
from clusternet.prose.parts import Source

WORD = ".docx"
SUFFIXES = (WORD, *fill_text.SUFFIXES)


def fill(template: str | Path, out: str | Path, source: Source, *, replace: bool = False) -> list[Change]:
    """Fill the marks of a text, and write it whole or not at all.

    Parameters
    ----------
    template
        A Word document; Markdown, Quarto, LaTeX or plain text, in UTF-8 or GB18030.
    out
        Where the filled text goes: of the same kind. It may be the template only with ``replace``.
    source
        Of the values.
    replace
        Whether a file that is there may be overwritten.

    Returns
    -------
    list of Change
        Every mark, with what stood there before and what stands there now.

    Raises
    ------
    NotFilledError
        If a mark cannot be filled; ``lines`` has one line for each.
    FormatError
        If the template is of another kind, or ``out`` is there and may not be overwritten.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.prose.values import Data
    >>> data = Data(from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})))
    >>> with TemporaryDirectory() as folder:
    ...     text, out = Path(folder) / "text.md", Path(folder) / "out.md"
    ...     _ = text.write_text("There are {{ metrics.nodes }} nodes.")
    ...     changes = fill(text, out, Source(data, "en"))
    ...     out.read_text(), changes[0].new
    ('There are 3 nodes.', '3')
    """
    path, to = Path(template), Path(out)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise unknown_suffix(path, path.suffix, SUFFIXES)
    if to.suffix.lower() != suffix:
        raise unknown_suffix(to, to.suffix, [suffix])
    if to.exists() and not replace:
        raise FormatError(
            f"{to}: is there already; --replace overwrites it", f"{to}：文件已存在；--replace 可覆盖"
        )
    data = _read(path)
    if suffix == WORD:
        document, changes = fill_word.fill(data, path, source)
        with whole_file(to) as temporary:
            temporary.write_bytes(document)
        return list(changes)
    text = decode(data, path.name, "", [])
    before = decode(_read(to), to.name, "", []) if to.exists() and to.resolve() != path.resolve() else None
    made = fill_text.fill(text, path, to, source, before=before)
    _write(to, made)
    return list(made.changes)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror})", f"{path}：无法读取") from error


def _write(path: Path, made: fill_text.Made) -> None:
    """Write a text and its figures: all of them, or none."""
    with ExitStack() as stack:
        for name, png in made.figures.items():
            stack.enter_context(whole_file(path.parent / name)).write_bytes(png)
        stack.enter_context(whole_file(path)).write_bytes(made.text.encode())
