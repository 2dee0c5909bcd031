"""Names in little room: broken into lines, or cut with an ellipsis."""

from __future__ import annotations

from clusternet.plot.sheet import page


def shortened(text: str, size: float, room: float) -> str:
    """Cut a line to a room in millimetres, with an ellipsis where something is cut.

    >>> with page.context():
    ...     shortened("新疆维吾尔自治区", 8, 15), shortened("北京市", 8, 15)
    ('新疆维吾…', '北京市')
    """
    text = page.clipped(text)
    if page.text_width(text, size) <= room:
        return text
    return text[: page.fitting(text, size, room, "…")].rstrip() + "…"


def called(name: str, sizes: tuple[float, float], room: float) -> tuple[str, float]:
    r"""Return a name in a room, and its size: in one line if it fits, else in two of the smaller type.

    >>> with page.context():
    ...     called("Guangdong", (8, 6), 30), called("Hong Kong, Macao and Taiwan", (8, 6), 22)
    (('Guangdong', 8), ('Hong Kong, Macao\nand Taiwan', 6))
    """
    large, small = sizes
    if page.text_width(page.clipped(name), large) <= room:
        return page.clipped(name), large
    return "\n".join(broken(name, small, room)), small


def broken(text: str, size: float, room: float, *, most: int = 2) -> list[str]:
    """Break a name into lines that fit a room: at blanks, after hyphens, else anywhere; the last is cut.

    >>> with page.context():
    ...     broken("Chungcheongnam-do", 8, 26), broken("a b c d e f g h", 8, 5)
    (['Chungcheongnam-', 'do'], ['a b', 'c…'])
    """
    lines = [
        part
        for line in page.wrapped(page.clipped(text), size, room)
        for part in page.fitted(line, size, room)
    ]
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, size, room) for line in lines]
