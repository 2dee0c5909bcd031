"""How many planted errors `audit` finds, in how many it names the cell, how often it is wrong on free ones.

    python benchmarks/audit.py [--plants 40] [--free 200] [--pool FOLDER] [--files 400] [--yearbook 300]

Tables are generated from a seed, with relations that no header names: totals and subtotals of rows and
columns, balances, points of a league, shares, growth, a matrix of flows with blank diagonal. In each, one
digit of one cell that takes part in an identity is changed, again and again. Free tables hold unrelated
numbers of many kinds; with --pool, so many CSV files of a folder are taken, too (data sets that packages
ship, in an order drawn from the seed). What is `high` there is listed, for a reader to judge. A yearbook
is a folder of as many tables of all these kinds, audited as one report.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scipy.stats import binomtest

from clusternet.audit import examine
from clusternet.errors import ClusternetError

_LARGEST = 100_000
"""Bytes of a file of a package up to which it is taken."""
Grid = list[list[str]]
Made = tuple[Grid, list[tuple[int, int]]]
"""A table, and the cells (row, column) that may be changed."""


def budget(rng: random.Random) -> Made:
    """Rows in three sections with a subtotal each, and a total; columns with a total."""
    width, body, subtotals = 4, [], []
    for section in range(3):
        rows = [[rng.randint(120, 98000) for _ in range(width)] for _ in range(rng.randint(3, 6))]
        body += [(f"item {section}{at}", row) for at, row in enumerate(rows)]
        subtotals.append([sum(column) for column in zip(*rows, strict=True)])
        body.append((f"section {section}", subtotals[-1]))
    body.append(("everything", [sum(column) for column in zip(*subtotals, strict=True)]))
    grid = [["", *[f"c{at}" for at in range(width)], "sum of it"]]
    grid += [[name, *map(str, row), str(sum(row))] for name, row in body]
    return grid, _all(grid)


def league(rng: random.Random) -> Made:
    """Won, drawn and lost make the games; three points for a win; goals and their difference."""
    grid = [["club", "g", "w", "d", "l", "+", "-", "+/-", "pts"]]
    for at in range(18):
        won = rng.randint(4, 25)
        drawn = rng.randint(1, 34 - won)
        made, got = rng.randint(25, 90), rng.randint(25, 90)
        row = [34, won, drawn, 34 - won - drawn, made, got, made - got, 3 * won + drawn]
        grid.append([f"club {at}", *map(str, row)])
    return grid, [cell for cell in _all(grid) if cell[1] > 1]


def account(rng: random.Random) -> Made:
    """Opening + receipts - payments = closing, which is the next opening."""
    grid, stock = [["year", "open", "in", "out", "close"]], rng.randint(40000, 90000)
    for year in range(2004, 2024):
        come, gone = rng.randint(8000, 30000), rng.randint(8000, 30000)
        grid.append([str(year), str(stock), str(come), str(gone), str(stock + come - gone)])
        stock += come - gone
    return grid, _all(grid)


def shares(rng: random.Random) -> Made:
    """Counts and their shares in percent, two decimals, with the whole below."""
    counts = [rng.randint(20, 990) for _ in range(14)]
    grid = [["place", "a", "b"]]
    grid += [[f"p{at}", str(one), f"{100 * one / sum(counts):.2f}"] for at, one in enumerate(counts)]
    grid.append(["whole", str(sum(counts)), "100.00"])
    return grid, [cell for cell in _all(grid) if cell[1] == 1]


def growth(rng: random.Random) -> Made:
    """Two values and what one grew by in percent, one decimal."""
    grid = [["kind", "2020", "2023", "more"]]
    for at in range(16):
        first = rng.randint(2000, 90000)
        last = round(first * rng.uniform(0.7, 2.2))
        grid.append([f"k{at}", str(first), str(last), f"{100 * (last / first - 1):.1f}"])
    return grid, _all(grid)


def flows(rng: random.Random) -> Made:
    """Origins by destinations, a blank diagonal, and the margins."""
    size = 8
    cells = [[0 if one == two else rng.randint(30, 9000) for two in range(size)] for one in range(size)]
    names = [f"place {chr(65 + at)}" for at in range(size)]
    grid = [["from", *names, "sent"]]
    for one in range(size):
        row = ["" if one == two else str(cells[one][two]) for two in range(size)]
        grid.append([names[one], *row, str(sum(cells[one]))])
    ends = [sum(column) for column in zip(*cells, strict=True)]
    grid.append(["got", *map(str, ends), str(sum(ends))])
    return grid, _all(grid)


def provinces(rng: random.Random) -> Made:
    """31 places below their sum, in as many industries, the total in front."""
    width = rng.randint(4, 11)
    rows = [[rng.randint(100, 90000) for _ in range(width)] for _ in range(31)]
    rows.insert(0, [sum(column) for column in zip(*rows, strict=True)])
    grid = [["place", "all", *[f"industry {at}" for at in range(width)]]]
    grid += [
        [f"place {at}" if at else "country", str(sum(row)), *map(str, row)] for at, row in enumerate(rows)
    ]
    return grid, _all(grid)


def years(rng: random.Random) -> Made:
    """Parts of one decimal, their sum and its growth, over 44 years."""
    level = [rng.uniform(500, 30000) for _ in range(rng.randint(3, 9))]
    grid, before = [["year", *[f"part {at}" for at in range(len(level))], "all", "growth"]], 0.0
    for year in range(1980, 2024):
        level = [round(each * rng.uniform(1.0, 1.2), 1) for each in level]
        total = sum(level)
        more = f"{100 * (total / before - 1):.1f}" if before else ""
        grid.append([str(year), *[f"{each:.1f}" for each in level], f"{total:.1f}", more])
        before = total
    return grid, [cell for cell in _all(grid) if cell[1] < len(level) + 2]


KINDS: tuple[Callable[[random.Random], Made], ...] = (
    budget,
    league,
    account,
    shares,
    growth,
    flows,
    provinces,
    years,
)


def free(rng: random.Random) -> Grid:
    """Unrelated numbers: whole, small, heavy-tailed, rounded, and a walk."""
    rows, columns = rng.randint(5, 120), rng.randint(2, 9)
    grid = [["name", *[f"x{at}" for at in range(columns)]], *[[f"r{at}"] for at in range(rows)]]
    for _ in range(columns):
        kind, digits, level = rng.randrange(5), rng.randint(0, 3), rng.uniform(10, 5000)
        for row in grid[1:]:
            level *= rng.uniform(0.93, 1.08)
            value = (
                rng.randint(0, 9), rng.randint(0, 9999), rng.lognormvariate(5, 2), rng.gauss(50, 12), level,
            )[kind]  # fmt: skip
            row.append(str(value) if kind < 2 else f"{value:.{digits}f}")
    return grid


def _all(grid: Grid) -> list[tuple[int, int]]:
    return [
        (row, at) for row in range(1, len(grid)) for at in range(1, len(grid[0])) if len(grid[row][at]) > 1
    ]


def slip(text: str, rng: random.Random) -> str:
    """Change one digit, not the last of decimals, which rounding may explain; none becomes a leading zero."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    places = places[:-1] if "." in text else places
    at = rng.choice(places)
    digits = "123456789" if at == places[0] else "0123456789"
    return text[:at] + rng.choice([each for each in digits if each != text[at]]) + text[at + 1 :]


def swap(text: str, rng: random.Random) -> str:
    """Exchange two different digits side by side."""
    at = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
    at = [each for each in at if text[each + 1] != "0" or each]
    place = rng.choice(at) if at else -1
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :] if at else text


def lose(text: str, rng: random.Random) -> str:
    """Leave out a digit."""
    at = rng.choice([at for at, letter in enumerate(text) if letter.isdigit()])
    return text[:at] + text[at + 1 :] if sum(map(str.isdigit, text)) > 2 else text


def sign(text: str, rng: random.Random) -> str:
    """Change the sign."""
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def point(text: str, rng: random.Random) -> str:
    """Move the decimal point by one place, or multiply a whole number by ten."""
    whole, _, part = text.partition(".")
    return f"{whole}{part[0]}.{part[1:]}".removesuffix(".") if part else f"{text}0"


SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "a digit": slip,
    "two digits exchanged": swap,
    "a digit lost": lose,
    "the sign": sign,
    "the decimal point": point,
}


def exchanged(grid: Grid, row: int, at: int, rng: random.Random) -> Grid:
    """Return a table with two cells of a column exchanged."""
    changed = [list(each) for each in grid]
    others = [each for each in range(1, len(grid)) if grid[each][at] not in ("", grid[row][at])]
    other = rng.choice(others)
    changed[row][at], changed[other][at] = grid[other][at], grid[row][at]
    return changed


def kinds(plants: int, path: Path) -> Iterator[tuple[str, int, int, int]]:
    """Yield each kind of slip, how many were planted in all tables, found, and the cell named."""
    for name, change in (*SLIPS.items(), ("two cells exchanged", None)):
        rng, count, found, exact = random.Random(name), 0, 0, 0
        for make in KINDS:
            grid, cells = make(random.Random(make.__name__))
            known = _found(grid, path)
            for _ in range(plants):
                row, at = rng.choice(cells)
                changed = [list(each) for each in grid]
                if change is None:
                    changed = exchanged(grid, row, at, rng)
                else:
                    changed[row][at] = change(grid[row][at], rng)
                if changed == grid:
                    continue
                seen = _found(changed, path) - known
                count, found, exact = count + 1, found + bool(seen), exact + ((row + 1, grid[0][at]) in seen)
        yield name, count, found, exact


def _write(grid: Grid, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(grid)


def _found(grid: Grid, path: Path) -> set[tuple[int, str]]:
    _write(grid, path)
    return {(each.line, each.column) for each in examine(path).doubts}


def planted(make: Callable[[random.Random], Made], plants: int, path: Path) -> tuple[int, int]:
    """Return in how many of the planted errors something is found, and the cell named."""
    rng = random.Random(make.__name__)
    grid, cells = make(rng)
    known = _found(grid, path)
    found = exact = 0
    for _ in range(plants):
        row, at = rng.choice(cells)
        changed = [list(each) for each in grid]
        changed[row][at] = slip(grid[row][at], rng)
        seen = _found(changed, path) - known
        found += bool(seen)
        exact += (row + 1, grid[0][at]) in seen
    return found, exact


def alarms(made: int, pool: Path | None, files: int, path: Path) -> Iterator[str]:
    """Yield what is found in free tables, made and of packages, with the Wilson interval of the high ones."""
    rng = random.Random(18)

    def drawn() -> Iterator[Path]:
        for _ in range(made):
            _write(free(rng), path)
            yield path

    yield from _alarms("tables of free numbers", drawn())
    if pool is not None:
        held = [each for each in sorted(pool.rglob("*.csv")) if 0 < each.stat().st_size <= _LARGEST]
        held = [each for each in held if not each.name.startswith("._")]
        rng.shuffle(held)
        yield from _alarms("CSV files of packages", iter(held[:files]))


def _alarms(what: str, paths: Iterator[Path]) -> Iterator[str]:
    count = some = 0
    high: list[str] = []
    for each in paths:
        try:
            doubts = examine(each).doubts
        except ClusternetError:
            continue  # more than 5,000 rows, or no table: nothing is said of it
        count += 1
        some += bool(doubts)
        grave = [doubt for doubt in doubts if doubt.severity == "high"]
        if grave:
            high.append(f"`{each.stem}` {grave[0].cell}: {grave[0].printed}, {grave[0].note[1]}")
    share = binomtest(len(high), max(count, 1)).proportion_ci(method="wilson")
    yield (
        f"Of {count} {what}, {some} have a finding and {len(high)} one that is `high` "
        f"(95 % interval of Wilson {share.low:.2%} to {share.high:.2%})."
    )
    if high:
        yield from ("", *(f"- {each}" for each in high))
    yield ""


def yearbook(tables: int, folder: Path) -> tuple[float, int]:
    """Return the seconds of CPU that a report of so many tables takes, and its findings."""
    rng = random.Random(300)
    for at in range(tables):
        kind = at % (len(KINDS) + 1)
        _write(
            KINDS[kind](rng)[0] if kind < len(KINDS) else free(rng),
            folder / f"{at // 20 + 1}-{at % 20 + 1}.csv",
        )
    start = time.process_time()
    found = examine(folder)
    return time.process_time() - start, len(found.doubts)


def main() -> None:
    """Write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plants", type=int, default=40)
    parser.add_argument("--free", type=int, default=200)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--yearbook", type=int, default=300)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".md"))
    said = parser.parse_args()
    start = time.process_time()
    lines = [
        "# Planted errors and false alarms",
        "",
        f"One digit of one cell, {said.plants} times a table.",
        "",
    ]
    lines += ["| table | found | cell named |", "| --- | --- | --- |"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        for make in KINDS:
            found, exact = planted(make, said.plants, path)
            lines.append(f"| {make.__name__} | {found / said.plants:.0%} | {exact / said.plants:.0%} |")
            print(lines[-1], flush=True)
        lines += ["", "| slip | planted | found | cell named |", "| --- | --- | --- | --- |"]
        for name, number, found, exact in kinds(max(said.plants // 4, 1), path):
            lines.append(f"| {name} | {number} | {found / number:.0%} | {exact / number:.0%} |")
            print(lines[-1], flush=True)
        free_of = list(alarms(said.free, said.pool, said.files, path))
        print(*free_of, sep="\n", flush=True)
        book = Path(folder) / "yearbook"
        book.mkdir()
        seconds, doubts = yearbook(said.yearbook, book)
    lines += ["", *free_of]
    lines += [f"A yearbook of {said.yearbook} tables takes {seconds:.0f} s and has {doubts} findings."]
    print(lines[-1], f"{time.process_time() - start:.0f} s")
    said.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
