"""How many slips of a text ``verify`` finds, and how many right numbers it contradicts or cannot trace.

``python benchmarks/verify.py [SEEDS]`` fills the chapters in ``benchmarks/verify`` from the shipped network,
plants 30 slips of six kinds in each, and prints the table of ``benchmarks/verify.md``.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import clusternet as cn
from clusternet.prose import marks
from clusternet.prose.parts import Source
from clusternet.prose.values import Data
from clusternet.prose.verify import Checked, verify

TEXTS = Path(__file__).parent / "verify"
SLIPS, RATE = 30, 9
"""Slips of a text at most, and numbers per slip of a shorter one."""
PLACES = {
    "zh": ("北京市", "广东省", "浙江省", "上海市", "江苏省", "山东省"),
    "en": ("Beijing", "Guangdong", "Zhejiang", "Shanghai", "Jiangsu", "Shandong"),
}
SENTENCE = re.compile("[。；]|[.] ")
WORDED = re.compile(r"(?P<said>\[\[.+?\]\])")
"""A right number that no mark gives as it is written: a sum, a difference, 三成, about half."""


@dataclass(frozen=True)
class Cited:
    """A number of the right text: where it stands, and the mark that it came from, if any."""

    line: int
    start: int
    end: int
    mark: marks.Mark | None


def filled(template: str, source: Source) -> tuple[list[str], list[Cited]]:
    """Return the lines of a filled text, and its numbers."""
    lines, cited = [], []
    for number, line in enumerate(template.splitlines()):
        made, at = "", 0
        for match in sorted([*marks.found(line), *WORDED.finditer(line)], key=re.Match.start):
            mark = marks.parse(match["said"]) if match["said"][0] != "[" else None
            text = source.filling(mark).text if mark else match["said"].strip("[]")
            made += line[at : match.start()]
            if mark is None or re.search(r"\d", text):
                cited.append(Cited(number, len(made), len(made) + len(text), mark))
            made, at = made + text, match.end()
        lines.append(made + line[at:])
    return lines, cited


def digit(line: str, one: Cited, dice: random.Random, _: Source, __: str) -> str:
    """Change one digit that is not the last of many decimals."""
    spots = [at for at in range(one.start, one.end) if line[at].isdecimal()]
    if not spots:
        return line
    at = dice.choice(spots[: max(1, min(len(spots), 4))])
    other = dice.choice([each for each in "123456789" if each != line[at]])
    return line[:at] + other + line[at + 1 :]


def swapped(line: str, one: Cited, dice: random.Random, _: Source, __: str) -> str:
    """Swap two digits that stand side by side."""
    spots = [at for at in range(one.start, one.end - 1)
             if line[at : at + 2].isdigit() and line[at] != line[at + 1]]  # fmt: skip
    if not spots:
        return line
    at = dice.choice(spots)
    return line[:at] + line[at + 1] + line[at] + line[at + 2 :]


def year(line: str, one: Cited, dice: random.Random, _: Source, __: str) -> str:
    """Give another year to the last year named before the number in its sentence."""
    first = max(line.rfind(each, 0, one.start) for each in ("。", ". "))
    found = [match for match in re.finditer(r"20\d\d", line[: one.start]) if match.start() > first]
    if not found:
        return line
    other = dice.choice([str(each) for each in range(2014, 2023) if str(each) != found[-1][0]])
    return line[: found[-1].start()] + other + line[found[-1].end() :]


def place(line: str, one: Cited, dice: random.Random, _: Source, language: str) -> str:
    """Name another place before the number."""
    first = max(line.rfind(each, 0, one.start) for each in "。；，,.")
    clause = line[first + 1 : one.start]
    found = [each for each in PLACES[language] if each in clause]
    if not found:
        return line
    other = dice.choice([each for each in PLACES[language] if each not in clause])
    return line[: first + 1] + clause.replace(found[-1], other) + line[one.start :]


def unit(line: str, one: Cited, dice: random.Random, _: Source, __: str) -> str:
    """Write per mille for percent, or 亿 for 万."""
    if "%" in line[one.start : one.end]:
        return line[: one.start] + line[one.start : one.end].replace("%", "‰") + line[one.end :]
    if line[one.end : one.end + 1] == "万":
        return line[: one.end] + "亿" + line[one.end + 1 :]
    return line


def base(line: str, one: Cited, dice: random.Random, source: Source, __: str) -> str:
    """Print the same share of another base: other relations, the other side, or the year's own."""
    if one.mark is None:
        return line
    where = dict(one.mark.where)
    tries = [
        {**where, "relation": "all"},
        {key: each for key, each in where.items() if key != "year"} | {"window": "2021:2021"},
    ]
    columns = [one.mark.column] * len(tries)
    if one.mark.column.startswith(("enable", "input")):
        side = "input" if one.mark.column.startswith("enable") else "enable"
        tries.append(where)
        columns.append(one.mark.column.replace("enable" if side == "input" else "input", side))
    at = dice.randrange(len(tries))
    text = source.filling(marks.Mark("", one.mark.family, columns[at], tries[at], one.mark.forms)).text
    return line[: one.start] + text + line[one.end :]


KINDS = {"digit": digit, "swapped digits": swapped, "year": year, "place": place, "unit": unit, "base": base}


def planted(lines: list[str], cited: list[Cited], dice: random.Random, source: Source, language: str):
    """Return the text with slips, and of each its kind, line, and sentence."""
    slips: list[tuple[str, int, int]] = []
    made = list(lines)
    taken: set[tuple[int, int]] = set()
    kinds = [*KINDS] * SLIPS
    order = dice.sample(cited, len(cited))
    for kind in kinds:
        if len(slips) == min(SLIPS, len(cited) // RATE):
            break
        for one in order:
            line = lines[one.line]
            sentence = len(SENTENCE.findall(line[: one.start]))
            if (one.line, sentence) in taken or made[one.line] != line:
                continue
            try:
                new = KINDS[kind](line, one, dice, source, language)
            except cn.ClusternetError:
                continue
            if new != line:
                made[one.line] = new
                taken.add((one.line, sentence))
                slips.append((kind, one.line, sentence))
                break
    return made, slips


def checked(lines: list[str], data: Data) -> list[Checked]:
    """Return what ``verify`` finds of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text("\n".join(lines), encoding="utf-8")
        return [each for each in verify(path, data)[1] if each.paragraph is not None]


def place_of(each: Checked, lines: list[str]) -> tuple[int, int, int]:
    """Return the line of a number, from 0, and where it stands in it."""
    line = int(each.paragraph.where.en.rpartition(" ")[2]) - 1
    start = each.start + each.number.start
    if "|" in lines[line]:
        start += 1 + lines[line].find(f"|{each.paragraph.text}|")
    return line, start, start + len(each.number.text)


def main() -> None:
    """Print the table of ``benchmarks/verify.md``."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    data = Data(cn.read(cn.shipped()))
    loud = "-v" in sys.argv
    print(
        "| text | numbers | traced | contradicted | slips | found | by kind |\n|---|--:|--:|--:|--:|--:|---|"
    )
    for path in sorted(TEXTS.glob("*.md")):
        language = path.suffixes[-2][1:]
        source = Source(data, language)
        lines, cited = filled(path.read_text(encoding="utf-8"), source)
        found = checked(lines, data)
        status: dict[int, str] = {}
        for each in found:
            line, start, end = place_of(each, lines)
            for at, one in enumerate(cited):
                if one.line == line and start < one.end and one.start < end:
                    status[at] = each.verdict.status
                    if loud and each.verdict.status != "agrees":
                        print("RIGHT", each.verdict.status, each.number.text, each.sentence)
                        print("     ", each.verdict.best, each.verdict.near[:2])
        missed = [one for at, one in enumerate(cited) if at not in status]
        if loud and missed:
            print("UNREAD", [lines[one.line][one.start - 8 : one.end + 3] for one in missed])
        caught, all_kinds = Counter(), Counter()
        for seed in range(seeds):
            made, slips = planted(lines, cited, random.Random(seed), source, language)
            again = checked(made, data)
            wrong = {
                (line, len(SENTENCE.findall(made[line][:start])))
                for line, start, _ in (
                    place_of(each, made) for each in again if each.verdict.status == "contradicts"
                )
            }
            for kind, line, sentence in slips:
                all_kinds[kind] += 1
                caught[kind] += (line, sentence) in wrong
                if loud and (line, sentence) not in wrong:
                    print("MISSED", kind, [(a, b) for a, b in zip(re.split("[，。；,]", lines[line]),
                          re.split("[，。；,]", made[line]), strict=False) if a != b])  # fmt: skip
        counts = Counter(status.values())
        total, slips_all = len(cited), sum(all_kinds.values())
        by = ", ".join(f"{kind} {caught[kind]}/{all_kinds[kind]}" for kind in KINDS)
        print(f"| {path.name} | {total} | {100 * counts['agrees'] / total:.1f} % | "
              f"{100 * counts['contradicts'] / total:.1f} % | {slips_all} | "
              f"{100 * sum(caught.values()) / max(slips_all, 1):.1f} % | {by} |")  # fmt: skip


if __name__ == "__main__":
    main()
