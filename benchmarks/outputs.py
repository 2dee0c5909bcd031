# ruff: noqa: E501
"""Checksums of what every command writes: run it before a change that must not alter outputs, and after it.

    python benchmarks/outputs.py before.json
    python benchmarks/outputs.py after.json --against before.json

Each command runs on the shipped network and on the rough example of the docs, or on small tables made here, in
every form it has and in both languages. ``--only PATTERN`` takes the commands whose line fits; ``--keep DIR``
keeps what was written, to look at what differs. Times in documents are left out of the sums.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import multiprocessing
import os
import re
import shlex
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORMS = ("table", "csv", "json", "md", "tex", "xlsx")
FIGURES = ("png", "svg")

NETWORK = """\
metrics --columns nodes,edges,relations,average_degree,density,average_path_length,modularity
metrics --year 2021 --undirected
centrality --year 2021 --top 5 --measures all
centrality --top 7 --kind sample --intervals
centrality --top 5 --shares-of category
concentration --direction all
concentration --lorenz
communities --seeds 3
communities --seeds 3 --members
communities --seeds 3 --summary
powerlaw --bootstrap 20
nullmodel -B 5
nullmodel -B 3 --null dcm --flows
trends -B 3
trends --decompose
robustness -B 3
robustness --suppliers
robustness --places
flows
flows --level city --margins
flows --matrix --level region
distribution --by technology
distribution --by province --of nodes
distribution --by application --by-year
distribution --by technology --across application
polarisation
polarisation --change
tables
cooccurrence --of technology --record sample
cooccurrence --of technology --record sample --items
specialisation
specialisation --units
specialisation --fields
check
"""

DRAWN = """\
sankey
sankey --level city --places 6
sankey --of technology,application
chord
heatmap
heatmap --value expected_ratio
flowmap
netmap --year 2021
tail
tail --fit
trend
bars --by technology
bars --by application --by-year
quadrant
"""

TABLES = """\
index --config iff-impact --against
index --config regional --draws 20
index --config regional --leave-one-out
index --config regional --weights
compare ind.csv
compare one.csv --rca
compare ind.csv --growth
compare ind.csv --series
compare ind.csv --leaders
counts units.csv --population people.csv
counts units.csv --yearly
counts papers.csv --by country --mean citations
counts impact.csv --quadrant citations,impact
cooccurrence papers.csv --of keywords
cooccurrence papers.csv --of keywords --items
cooccurrence papers.csv --of keywords --matrix
cooccurrence papers.csv --of keywords --against other.csv --summary
specialisation cross.csv
specialisation cross.csv --units
specialisation cross.csv --relatedness
collaboration papers.csv
collaboration papers.csv --countries
collaboration papers.csv --topics keywords
collaboration papers.csv --institutions institution
collaboration papers.csv --matrix
audit printed
audit printed --applied
alias suggest DATA
check DATA
check DATA --against OLD
synth --verify NANKAI
"""

WRITTEN = """\
export --to gexf --out x.gexf
export --to graphml --out x.graphml
export --to pajek --out x.net
export --to vosviewer --out x.json
metrics --columns nodes,edges --year 2021 --rows rows.csv --out x.parquet
report --out report --fast
report --out report --fast --lang en
compare ind.csv --figure x.png --out x.csv
counts units.csv --figure x.svg --out x.csv
cooccurrence papers.csv --of keywords --chart x.png --vosviewer map.txt --out x.csv
collaboration papers.csv --sankey x.svg --out x.csv
collaboration papers.csv --institutions institution --bars x.png --out x.csv
specialisation cross.csv --chart x.png --out x.csv
index --config iff-impact --figure x.png --out x.csv
index --config regional --show
sankey --out x.html
heatmap --out x.html
netmap --out x.html
netmap --dark --out x.png --lang en
nonsense
metrics missing.csv
metrics --format nothing
sankey --out x.pdf --lang en --places 3
"""


def inputs(folder: Path) -> None:
    """Write the small tables that commands other than those of networks read."""
    texts = {
        "ind.csv": "indicator,period,measure,中国,美国\n论文,2021,篇,100,80\n论文,2022,篇,130,85\n专利,2021,件,40,55\n专利,2022,件,60,56\n",
        "one.csv": "indicator,period,measure,中国,美国\n语音,2022,篇,100,80\n视觉,2022,篇,130,85\n芯片,2022,篇,40,155\n",
        "units.csv": "country,year,count\n中国,2021,100\n美国,2021,80\n德国,2021,20\n中国,2022,130\n美国,2022,85\n德国,2022,19\n",
        "people.csv": "country,population\n中国,1400000000\n美国,330000000\n德国,83000000\n",
        "impact.csv": "unit,citations,impact\n中国,12.5,3.1\n美国,20.25,4.4\n德国,15,2.9\n日本,9,2.2\n",
        "cross.csv": "unit,field,count\n中国,语音,40\n中国,视觉,60\n中国,芯片,10\n美国,语音,20\n美国,视觉,30\n美国,芯片,70\n德国,视觉,8\n德国,芯片,9\n",
        "printed/shares.csv": "province,count,share\n北京,50,50.00%\n广东,30,30.00%\n上海,20,21.00%\n合计,100,100%\n",
        "printed/growth.csv": "year,value,growth\n2020,100,\n2021,110,10%\n2022,121,12%\n",
    }  # fmt: skip
    papers = ["id,year,country,first_author_country,author_countries,keywords,institution,citations"]
    words, places = ("语音", "视觉", "芯片", "机器学习", "伦理"), ("中国", "美国", "德国", "日本")
    for i in range(60):
        first, second = places[i % 4], places[(i * 7 // 3) % 4]
        papers.append(
            f"{i},{2018 + i % 5},{first},{first},{first};{second},{words[i % 5]};{words[(i * i + 1) % 5]},"
            f"{first}{i % 3}大学,{(i * 37) % 11}"
        )
    texts["papers.csv"] = "\n".join(papers) + "\n"
    texts["other.csv"] = "\n".join([papers[0], *papers[20:]]) + "\n"
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def lines() -> list[str]:
    """Return every command line that is run."""
    rough = str(ROOT / "docs" / "example_rough")
    found = []
    for block, forms in ((NETWORK, FORMS), (DRAWN, FIGURES), (TABLES, FORMS)):
        for line in block.splitlines():
            heavy = line.startswith(("nullmodel", "trends", "robustness", "netmap", "centrality", "synth"))
            command, _, rest = line.partition(" ")
            for data in ("", f" {rough}") if block is not TABLES else ("",):
                text = f"{command}{data} {rest}".replace("DATA", rough).replace(
                    "OLD", f"{rough}/last_release"
                )
                text = text.replace("NANKAI", str(ROOT / "edges" / "nankai"))
                for number, form in enumerate(forms):
                    languages = ("zh", "en")
                    if heavy and not data:
                        languages = (languages[number % 2],)
                    for language in languages:
                        if line.startswith("synth"):
                            if form in ("table", "json"):
                                found.append(f"{text} --format {form}")
                            continue
                        out = f"--out x.{form}" if form in ("xlsx", *FIGURES) else f"--format {form}"
                        found.append(f"{text} --lang {language} {out}")
    return list(dict.fromkeys([*found, *WRITTEN.splitlines(), *helps()]))


def helps() -> list[str]:
    from clusternet.cli import COMMANDS

    return ["--help", *[f"{name} --help" for name in COMMANDS]]


def digest(path: Path) -> str:
    """Return a checksum of a file without the times in it."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            parts = {n: archive.read(n) for n in sorted(archive.namelist()) if n != "docProps/core.xml"}
        content = b"".join(name.encode() + body for name, body in parts.items())
    else:
        content = path.read_bytes()
    if path.name == "manifest.json":
        content = re.sub(
            rb'"(written|created|time|date|version|checksum|sha256|bytes|size)": [^\n]*', b"", content
        )
        content = re.sub(rb"[0-9a-f]{64}", b"", content)
    return hashlib.sha256(content).hexdigest()[:16]


def run(task: tuple[int, str, str]) -> tuple[str, dict[str, str]]:
    """Run one command line in a folder of its own; return the sums of all it printed and wrote."""
    number, line, keep = task
    from clusternet.cli import main

    folder = Path(keep) / f"{number:04d}" if keep else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    inputs(folder)
    before = {path for path in folder.rglob("*") if path.is_file()}
    os.chdir(folder)
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["clusternet", *shlex.split(line)]
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        except BaseException as error:
            code = repr(error)
    (folder / "stdout").write_text(out.getvalue(), encoding="utf-8")
    said = [
        line for line in err.getvalue().splitlines() if not line.endswith("…")
    ]  # progress: a matter of time
    (folder / "stderr").write_text("\n".join(said), encoding="utf-8")
    found = {"exit": str(code)}
    for path in sorted({path for path in folder.rglob("*") if path.is_file()} - before):
        found[path.relative_to(folder).as_posix()] = digest(path)
    if keep:
        (folder / "line").write_text(line, encoding="utf-8")
    else:
        shutil.rmtree(folder)
    return line, found


def main() -> None:
    """Run all, print what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--against")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", default="")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    os.environ.update(COLUMNS="110", CLUSTERNET_THREADS="1")
    import matplotlib.pyplot  # noqa: F401
    import pandas  # noqa: F401

    import clusternet.cli  # noqa: F401

    chosen = [line for line in lines() if re.search(given.only, line)]
    tasks = [
        (number, line, given.keep and str(Path(given.keep).resolve())) for number, line in enumerate(chosen)
    ]
    sums: dict[str, dict[str, str]] = {}
    with multiprocessing.get_context("fork").Pool(given.workers, maxtasksperchild=1) as pool:
        for done, (line, found) in enumerate(pool.imap_unordered(run, tasks, chunksize=1), 1):
            sums[line.replace(str(ROOT), "ROOT")] = found
            if done % 50 == 0:
                print(f"{done}/{len(tasks)}", file=sys.stderr, flush=True)
    Path(given.out).write_text(
        json.dumps(dict(sorted(sums.items())), indent=1, ensure_ascii=False), encoding="utf-8"
    )
    if given.against:
        old = json.loads(Path(given.against).read_text(encoding="utf-8"))
        for line, found in sorted(sums.items()):
            parts = {
                part
                for part in {*found, *old.get(line, {})}
                if found.get(part) != old.get(line, {}).get(part)
            }
            if parts:
                print(f"{line}: {', '.join(sorted(parts))}")


if __name__ == "__main__":
    main()
