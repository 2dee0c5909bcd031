# ruff: noqa: T201, E501, PT017
"""Feed mutated files to every reader; whatever is not a network or a ClusternetError is a failure.

    python tests/fuzz/mutate.py --count 20000 --seed 1

The input being read lies in ``--keep`` (a folder, by default a temporary one): where a reader kills the
process, it is still there. Failures are saved beside it, named after seed and number. Exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import clusternet.io
from clusternet.errors import ClusternetError

SECONDS = 10
MEMORY = 6 << 30

TOKENS = [
    b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"'",
    b"=cmd|' /C calc'!A0", b"'=1", b"-1", b"1e999", b"1e-999", b"nan", b"NA", b"inf", b"-0", b"99999999999999999999",
    b"9" * 400, b"0", b"2018", b"2018-13-45", b"43223", b"1,234", b"12%", "，".encode(), "年".encode(), "²".encode(),
    "١٢".encode(), "企业".encode("gb18030"), b"\x81", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\x0b", b"\x1b[31m",
    b"<!ENTITY a 'b'>", b"<!DOCTYPE x>", b"&a;", b"<", b">", b"/>", b"<node/>", b"<edge/>", b"<data/>", b"&#0;", b"]]>",
    b"*Vertices 999999999", b"*Arcs", b"*Edges", b"*Network", b"*", b"%", b"#", b"[", b"]", b"{", b"}", b"=", b'file = "../x"',
    b"[[edges]]", b"[nodes]", b"true", b"-1", b'r="XFD1048576"', b'r="A99999999999"', b"source", b"target", b"weight",
    b"year", b"id", b"kind", b"direction", b"sample", b"partner", b"utf-8", b"rot13", b"../", b"/etc/passwd",
]  # fmt: skip

CSV = "source,target,year,relation,weight,source_city,note\n" + "".join(
    f'甲{number % 5},"Foo, Inc. {number % 3}",{2015 + number % 4},technology,{number}.5,上海市,"a\nb"\n'
    for number in range(12)
)
SAMPLE = "样本,合作方,方向,年份\n甲,乙、丙,赋能,2018年5月\n甲,丁,输入,43223\n乙,甲,双向,2018.5\n"
GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph mode="static" defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="city" type="string"><default>x</default></attribute></attributes>
<nodes><node id="a" label="A"><attvalues><attvalue for="0" value="上海市"/></attvalues></node><node id="b"/></nodes>
<edges><edge id="0" source="a" target="b" weight="2"/><edge id="1" source="b" target="a" type="mutual"/></edges>
</graph></gexf>"""
GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double">
<default>1</default></key><key id="c" for="node" attr.name="city" attr.type="string"/>
<graph edgedefault="directed"><node id="a"><data key="c">北京市</data></node><node id="b"/>
<edge source="a" target="b"><data key="w">2.5</data></edge><edge source="b" target="a"/></graph></graphml>"""
PAJEK = (
    '*Vertices 3\n1 "甲"\n2 "b c"\n3 d\n*Arcs\n1 2 3\n2 3\n*Arcs :1 "technology"\n3 1 1.5\n*Arcslist\n1 2 3\n'
)
TOML = """title = "t"
synthetic = true
poles = ["北京市"]
places = "own"
[[edges]]
file = "edges.csv"
columns = { source = "来源", target = 2 }
header_row = 1
set = { relation = "technology" }
split = { target = "、;" }
strip = { target = ["领投", "等"] }
missing = ["未披露", "—"]
[nodes]
file = "nodes.csv"
kind = "sample"
[aliases]
file = "aliases.csv"
"""


def xlsx() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in {
            "关系": [["来源", "目标", "年份"], ["000020", "乙", 2018], ["乙", 3, 43223.0]],
            "样本名录": [["企业名称", "城市"], ["甲", "上海市"]],
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def ods() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>"
        for row in (("source", "target"), ("a", "b"), ("b", "c"))
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def parquet() -> bytes:
    import pandas as pd

    stream = io.BytesIO()
    pd.DataFrame(
        {
            "source": ["a", "b"] * 20,
            "target": ["c", None] * 20,
            "year": [2018, 2019] * 20,
            "weight": [1.5, 2] * 20,
        }
    ).to_parquet(stream)
    return stream.getvalue()


def seeds() -> dict[str, list[bytes]]:
    texts = [CSV.encode(), SAMPLE.encode("gb18030"), SAMPLE.encode("utf-16"), SAMPLE.encode("utf-8-sig")]
    large = "source,target,year\n" + "".join(f"a{n % 99},b{n % 98},2018\n" for n in range(6000))
    return {
        "edges.csv": [*texts, large.encode()],
        "edges.tsv": [CSV.replace(",", "\t").encode()],
        "edges.txt": [b"source target weight\na b 1\nb c 2\n"],
        "edges.csv.gz": [gzip.compress(text) for text in texts],
        "edges.xlsx": [xlsx()],
        "edges.ods": [ods()],
        "edges.parquet": [parquet()],
        "edges.gexf": [GEXF.encode()],
        "edges.graphml": [GRAPHML.encode()],
        "edges.net": [PAJEK.encode()],
        "dataset.toml": [TOML.encode()],
    }


# -- mutation ----------------------------------------------------------------------------------------------
def mutated(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(1 if rng.random() < 0.5 else rng.randint(2, 12)):
        _mutate(content, rng)
    if rng.random() < 0.6:  # most bytes cut at random are no text: half of the inputs stay text
        return bytes(content).decode("utf-8", errors="ignore").encode() if _is_text(data) else bytes(content)
    return bytes(content)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mutate(content: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(content) + 1)
    end = min(len(content), place + rng.choice([1, 2, 8, 64, 512]))
    kind = rng.randrange(8)
    if kind == 0 and place < len(content):
        content[place] ^= 1 << rng.randrange(8)
    elif kind == 1 and place < len(content):
        content[place] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
    elif kind in (2, 3):
        content[place:place] = rng.choice(TOKENS)
    elif kind == 4:
        content[place:end] = rng.choice(TOKENS)
    elif kind == 5:
        del content[place:end]
    elif kind == 6:
        content[place:place] = bytes(content[place:end]) * rng.choice([1, 2, 50])
    elif rng.random() < 0.3:
        del content[place:]


def _inside_gz(data: bytes, rng: random.Random) -> bytes:
    return gzip.compress(mutated(gzip.decompress(data), rng))


def _inside_zip(data: bytes, rng: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice([name for name in names if "sheet" in name or "content" in name] + names)
        for name in names:
            new.writestr(name, mutated(old.read(name), rng) if name == chosen else old.read(name))
    return stream.getvalue()


INSIDE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "edges.csv.gz": _inside_gz,
    "edges.xlsx": _inside_zip,
    "edges.ods": _inside_zip,
}


def case(name: str, data: bytes, rng: random.Random) -> bytes:
    if name in INSIDE and rng.random() < 0.7:
        return INSIDE[name](data, rng)
    return mutated(data, rng)


# -- the run -----------------------------------------------------------------------------------------------
class Hang(Exception):
    """An input takes too long."""


def _hang(*_: object) -> None:
    raise Hang


def one(path: Path) -> str:
    """Read a file; return what came of it."""
    signal.alarm(SECONDS)
    try:
        reading = clusternet.io.examine(path)
        assert len(reading.network.edges)
        list(map(str, reading.findings))
    except ClusternetError as error:
        assert str(error)
        return type(error).__name__
    finally:
        signal.alarm(0)
    return "read"


def run(count: int, seed: int, keep: Path) -> int:
    signal.signal(signal.SIGALRM, _hang)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    corpus = [(name, data) for name, files in seeds().items() for data in files]
    folder = keep / "input"
    folder.mkdir(exist_ok=True)
    outcomes: Counter[str] = Counter()
    failures, slowest = 0, 0.0
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        name, data = corpus[number % len(corpus)]
        for old in folder.iterdir():
            old.unlink()
        path = folder / name
        path.write_bytes(case(name, data, rng))
        if name == "dataset.toml":
            (folder / "edges.csv").write_text("来源,2,合作方\n甲,乙、丙等,x\n", encoding="utf-8")
            (folder / "nodes.csv").write_text("id,city\n甲,上海市\n", encoding="utf-8")
            (folder / "aliases.csv").write_text("alias,canonical\n乙,丁\n", encoding="utf-8")
        begun = time.perf_counter()
        try:
            outcomes[f"{name}: {one(path)}"] += 1
        except (Exception, SystemExit) as error:
            failures += 1
            saved = keep / f"{seed}-{number}-{name}"
            saved.write_bytes(path.read_bytes())
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"FAILED {saved}: {type(error).__name__}: {error} at {where.filename}:{where.lineno}")
            if failures <= 5:
                traceback.print_exc()
        slowest = max(slowest, time.perf_counter() - begun)
    for outcome, times in sorted(outcomes.items()):
        print(f"{times:7,} {outcome}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} inputs, {failures} failures, slowest {slowest:.1f} s, most memory {memory:,.0f} MB")
    return 1 if failures else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.keep is None:
        with tempfile.TemporaryDirectory() as folder:
            return run(given.count, given.seed, Path(folder))
    given.keep.mkdir(parents=True, exist_ok=True)
    return run(given.count, given.seed, given.keep)


if __name__ == "__main__":
    sys.exit(main())
