"""Measure this package against igraph, networkx and, where installed, networkit and graph-tool.

python benchmarks/compare.py                   the shipped network; writes benchmarks/results.md (5 minutes)
python benchmarks/compare.py --runs 1          a quick look
python benchmarks/compare.py --data DIR        another data set, such as one of `clusternet synth --scale 10`
python benchmarks/compare.py --no-reference    this package alone: large networks take igraph days
python benchmarks/scale.py DIR ...             whole commands on larger networks

CPU time of one thread, in one process, median of the runs after a warm-up; whole commands in processes of
their own. All answers are compared before any time is printed.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

os.environ["CLUSTERNET_THREADS"] = "1"

import numpy as np
import peers

import clusternet
from clusternet.conventions import GEPHI
from clusternet.kernels import compiled, large, paths, rewire, rounds, tail, triangles
from clusternet.kernels.betweenness import betweenness
from clusternet.kernels.partition import partitions
from clusternet.network.links import Links, merge
from clusternet.structure.community import partition_quality
from clusternet.structure.measures import Values

HERE = Path(__file__).parent


class Report:
    """Lines of a Markdown file, echoed as they come."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, line: str = "") -> None:
        self.lines.append(line)
        print(line, flush=True)

    def row(self, *cells: object) -> None:
        self.add("| " + " | ".join(map(str, cells)) + " |")

    def head(self, *names: str) -> None:
        self.add()
        self.row(*names)
        self.row(*["---"] * len(names))


def cpu(work: Callable[[], Any], runs: int, *, warm: bool = True) -> tuple[float, Any]:
    """Return the median CPU seconds and the last answer."""
    if warm:
        work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        answer = work()
        times.append(time.process_time() - start)
    return statistics.median(times), answer


def seconds(value: float) -> str:
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def ours(level: str, work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    os.environ["CLUSTERNET_KERNELS"] = level
    try:
        return cpu(work, runs)
    finally:
        del os.environ["CLUSTERNET_KERNELS"]


def igraph_of(links: Links) -> Any:
    import igraph

    graph = igraph.Graph(
        n=links.n, edges=np.column_stack((links.source, links.target)), directed=links.directed
    )
    graph.es["weight"] = links.weight.tolist()
    return graph


def compare_nodes(report: Report, links: Links, options: argparse.Namespace) -> None:
    """Time the measures of nodes, and say how far the others' values are from ours."""
    name = "directed" if links.directed else "undirected"
    own = our_measures(links)
    ours_at: dict[str, float] = {}
    answers: dict[str, Any] = {}
    for measure in peers.MEASURES:
        ours_at[measure], answers[measure] = cpu(own[measure], options.runs)
    for level in compiled.levels()[:-1]:
        mine, answer = ours(level, own["betweenness"], options.slow_runs)
        assert answer.tobytes() == answers["betweenness"].tobytes()
        report.row(name, "betweenness", f"clusternet {level}", seconds(mine), "", "the same bits")
    others = other_measures(links) if options.reference else {}
    for measure in peers.MEASURES:
        mine, answer = ours_at[measure], answers[measure]
        report.row(name, measure, "clusternet", seconds(mine), "1", "")
        for library, calls in others.items():
            if measure not in calls:
                continue
            spent, nodes, values = calls[measure]()
            told = distance(measure, answer[nodes], values)
            by = library if nodes.size == links.n else f"{library} ({nodes.size} nodes, scaled up)"
            report.row(name, measure, by, seconds(spent), f"{spent / mine:,.1f}", told)


def our_measures(links: Links) -> dict[str, Callable[[], Any]]:
    """Return ours; harmonic closeness over all other nodes, as the others have it."""
    ends, directed = (links.n, links.source, links.target), links.directed
    return {
        **{each: (lambda each=each: Values(links, GEPHI).of(each)) for each in peers.MEASURES},
        "betweenness": lambda: betweenness(*links.rows, directed=directed),
        "harmonic_closeness": lambda: paths.all_pairs(*links.rows).harmonic / (links.n - 1),
        "pagerank": lambda: rounds.pagerank(*ends, directed=directed),
        "authority": lambda: rounds.hits(*ends, directed=directed)[0],
        "eigenvector": lambda: rounds.eigenvector(*ends, directed=directed),
    }


def other_measures(links: Links) -> dict[str, dict[str, Callable[[], Any]]]:
    """Return by library and measure a call for CPU seconds, nodes and their values.

    What takes a search a node is done for some nodes, and the time scaled up; igraph's betweenness for all.
    """
    warnings.filterwarnings("ignore", category=RuntimeWarning)  # that solutions are not unique
    ends, every, some = (links.n, links.source, links.target), np.arange(links.n), sample(links)
    found: dict[str, dict[str, Callable[[], Any]]] = {}
    for library in ("igraph", "networkit", "networkx"):
        try:
            calls = getattr(peers, library)(*ends, directed=links.directed, some=some.tolist())
        except ImportError:
            continue
        found[library] = {
            each: timed(call, some if in_part(library, each) else every, links.n)
            for each, call in calls.items()
        }
    found["graph-tool"] = graph_tool_measures(links)
    return found


def sample(links: Links) -> Any:
    return np.random.default_rng(0).choice(links.n, 60, replace=False)


def in_part(library: str, measure: str) -> bool:
    """Return whether a library is asked for some nodes alone."""
    whole = (("igraph", "betweenness"), ("networkit", "harmonic_closeness"), ("networkit", "closeness"))
    return measure in peers.SEARCHES and (library, measure) not in whole


def timed(call: Callable[[], Any], nodes: Any, n: int) -> Callable[[], Any]:
    def run() -> tuple[float, Any, Any]:
        try:
            spent, values = cpu(call, 1, warm=False)
        except Exception as error:
            return float("nan"), nodes, type(error).__name__
        values = [] if isinstance(values, dict) else values
        return spent * n / nodes.size, nodes, np.array(values, dtype=float)

    return run


@functools.cache
def graph_tool_measures(links: Links) -> dict[str, Callable[[], Any]]:
    """Return what graph-tool measured in a process of the system's Python; nothing where it has none."""
    some = sample(links)
    with tempfile.TemporaryDirectory() as folder:
        graph, answers = Path(folder, "graph.npz"), Path(folder, "answers.npz")
        ends = {"source": links.source, "target": links.target}
        np.savez(graph, n=links.n, directed=links.directed, some=some, **ends)
        command = ["/usr/bin/python3", str(HERE / "peers.py"), str(graph), str(answers)]
        if subprocess.run(
            command, check=False, env={"PATH": "/usr/bin:/bin"}, capture_output=True
        ).returncode:
            return {}
        with np.load(answers) as found:
            values = {name: found[name] for name in found.files}
    every = np.arange(links.n)

    def answer(name: str) -> tuple[float, Any, Any]:
        nodes = some if in_part("graph-tool", name) else every
        return float(values[f"{name}_seconds"]) * links.n / nodes.size, nodes, values[name]

    names = [name for name in values if not name.endswith("_seconds")]
    return {name: functools.partial(answer, name) for name in names}


def distance(measure: str, mine: Any, other: Any) -> str:
    """Return the largest difference, in parts of the largest value, and the correlation of the ranks."""
    from scipy.stats import spearmanr

    if isinstance(other, str):
        return f"none: {other}"
    if not other.size:
        return "not compared: a part of the paths"
    mine, other = np.nan_to_num(mine), np.nan_to_num(other)
    far = np.abs(mine / mine.max() - other / other.max()).max()
    if measure in peers.SAME and far < 1e-9 and np.isclose(mine.max(), other.max(), rtol=1e-6):
        return f"{far:.0e}"
    return f"another definition or end ({far:.2g}); ranks {spearmanr(mine, other).statistic:.4f}"


def compare_paths(report: Report, links: Links, options: argparse.Namespace) -> None:
    name = "directed" if links.directed else "undirected"
    wanted: Any = None
    theirs = float("nan")
    if options.reference:
        graph = igraph_of(links)
        theirs, found = cpu(
            lambda: graph.path_length_hist(directed=links.directed), options.slow_runs, warm=False
        )
        wanted = np.array([0, *(count for *_, count in found.bins())]) * (1 if links.directed else 2)
        report.row(f"{name} path histogram", "igraph", seconds(theirs), "1")
    for level in reversed(compiled.levels()):
        mine, answer = ours(level, lambda: paths.lengths(*links.rows), options.runs)
        if wanted is not None:
            np.testing.assert_array_equal(answer.histogram, wanted)
        report.row(
            f"{name} path histogram", f"clusternet {level}", seconds(mine), f"**{theirs / mine:,.0f}**"
        )
    mine, _ = cpu(lambda: paths.all_pairs(*links.rows), options.runs)
    report.row(f"{name}, each node's values too", "clusternet", seconds(mine), f"{theirs / mine:,.0f}")
    mine, diameter = cpu(lambda: large.diameter(*links.rows), options.runs)
    assert diameter == answer.diameter
    report.row(f"{name} diameter from bounds", "clusternet", seconds(mine), f"{theirs / mine:,.0f}")
    others(report, links, name, answer, theirs, options)


def others(
    report: Report, links: Links, name: str, answer: paths.Lengths, theirs: float, options: argparse.Namespace
) -> None:
    """networkx on a sample of origins; networkit and graph-tool as a whole."""
    if not options.reference:
        return
    import networkx

    graph = networkx.DiGraph() if links.directed else networkx.Graph()
    graph.add_nodes_from(range(links.n))
    graph.add_edges_from(zip(links.source.tolist(), links.target.tolist(), strict=True))
    origins = np.random.default_rng(0).choice(links.n, 60, replace=False).tolist()
    start = time.process_time()
    for origin in origins:
        networkx.single_source_shortest_path_length(graph, origin)
    spent = (time.process_time() - start) * links.n / len(origins)
    report.row(
        f"{name} path histogram", "networkx (60 origins, scaled up)", seconds(spent), f"{theirs / spent:.2f}"
    )
    try:
        import networkit
    except ImportError:
        report.row(f"{name} path histogram", "networkit: not installed", "", "")
    else:
        networkit.setNumberOfThreads(1)
        kit = networkit.GraphFromCoo((links.source, links.target), n=links.n, directed=links.directed)
        start = time.process_time()
        for origin in origins:
            networkit.distance.BFS(kit, origin, False).run()
        spent = (time.process_time() - start) * links.n / len(origins)
        report.row(
            f"{name} path histogram",
            "networkit (60 origins, scaled up)",
            seconds(spent),
            f"{theirs / spent:.2f}",
        )
    if links.directed and (calls := graph_tool_measures(links)):
        spent, _, counts = calls["histogram"]()
        np.testing.assert_array_equal(counts[1 : answer.diameter + 1], answer.histogram[1:])
        report.row(f"{name} path histogram", "graph-tool", seconds(spent), f"{theirs / spent:.2f}")


def compare_threads(report: Report, links: Links, options: argparse.Namespace) -> None:
    """Time one thread and two, by the clock; the bits must not differ."""
    jobs: dict[str, Callable[[], Any]] = {
        "path histogram": lambda: paths.lengths(*links.rows).histogram,
        "betweenness": lambda: betweenness(*links.rows, directed=links.directed),
    }
    for name, work in jobs.items():
        walls, answers = [], set()
        for threads in ("1", "2"):
            os.environ["CLUSTERNET_THREADS"] = threads
            answers.add(work().tobytes())
            spent = []
            for _ in range(options.runs):
                start = time.monotonic()
                answers.add(work().tobytes())
                spent.append(time.monotonic() - start)
            walls.append(min(spent))
        os.environ["CLUSTERNET_THREADS"] = "1"
        assert len(answers) == 1
        report.row(name, *map(seconds, walls), f"{walls[0] / walls[1]:.2f}")


def compare_clustering(report: Report, links: Links, options: argparse.Namespace) -> None:
    mine, found = cpu(lambda: triangles.count(links.n, links.source, links.target), options.runs * 5)
    if not options.reference:
        report.row("triangles, both definitions", "clusternet", seconds(mine), "")
        return
    graph = igraph_of(links.undirected("later"))
    theirs, wanted = cpu(graph.transitivity_local_undirected, options.runs * 5)
    pairs = found.neighbours * (found.neighbours - 1)
    with np.errstate(invalid="ignore"):
        np.testing.assert_allclose(2 * found.triangles / pairs, wanted)
    report.row("undirected clustering", "igraph, graph already built", seconds(theirs), "1")
    report.row("both definitions", "clusternet, from the arrays", seconds(mine), f"**{theirs / mine:.1f}**")


def compare_communities(report: Report, links: Links, options: argparse.Namespace) -> None:
    seeds = 20
    view = links.undirected("later").without_loops()
    ends = (view.n, view.source, view.target, view.weight)
    graph = igraph_of(view) if options.reference else None
    for algorithm in ("louvain", "leiden"):
        times: list[float] = []
        qualities: list[float] = []
        if graph is not None:
            for seed in range(seeds):
                spent, found = cpu(lambda a=algorithm: by_igraph(graph, a), 1, warm=seed == 0)
                times.append(spent)
                qualities.append(partition_quality(view, np.array(found.membership)))
            theirs = statistics.median(times)
            report.row(
                algorithm,
                "igraph",
                seconds(theirs),
                "1",
                f"{np.mean(qualities):.5f} ± {np.std(qualities):.5f}",
            )
        times, qualities = [], []
        for seed in range(seeds):
            spent, (label,) = cpu(
                lambda a=algorithm, s=seed: partitions(*ends, algorithm=a, seeds=[s]), 1, warm=seed == 0
            )
            times.append(spent)
            qualities.append(partition_quality(view, label))
        mine = statistics.median(times)
        ratio = f"**{theirs / mine:.1f}**" if graph is not None else ""
        report.row(
            algorithm,
            "clusternet",
            seconds(mine),
            ratio,
            f"{np.mean(qualities):.5f} ± {np.std(qualities):.5f}",
        )


def compare_tail(report: Report, links: Links, options: argparse.Namespace) -> None:
    """The discrete power law on total degrees, and its p of 2,500 replicates, which igraph always makes."""
    values, counts = np.unique(links.degree[links.degree > 0], return_counts=True)
    alone, found = cpu(lambda: tail.fit(values, counts), options.runs * 5)
    mine, _ = cpu(lambda: tail.resample(values, counts, found, replicates=2500, seed=0), options.runs)
    report.row("power-law fit alone", "clusternet", seconds(alone), "", f"{found.alpha:.3f}")
    ratio = ""
    if options.reference:
        import igraph

        data = links.degree[links.degree > 0].tolist()
        theirs, fitted = cpu(
            lambda: igraph.power_law_fit(data, method="discrete", p_precision=0.01),
            options.slow_runs,
            warm=False,
        )
        report.row("fit and 2,500 replicates", "igraph", seconds(theirs), "1", f"{fitted.alpha:.3f}")
        ratio = f"**{theirs / (mine + alone):.1f}**"
    report.row("fit and 2,500 replicates", "clusternet", seconds(mine + alone), ratio, f"{found.alpha:.3f}")


def compare_rewiring(report: Report, links: Links, options: argparse.Namespace) -> None:
    """As many steps by either; the frame and turned walks are ours alone."""
    links = links.without_loops()
    steps = rewire.SWEEPS * links.size
    mine, (source, target) = cpu(lambda: rewire.rewired(links.source, links.target, links.n), options.runs)
    np.testing.assert_array_equal(np.bincount(source, minlength=links.n), links.out_degree)
    np.testing.assert_array_equal(np.bincount(target, minlength=links.n), links.in_degree)
    share = rewire.overlap(links.source, links.target, (source, target), links.n)
    if not options.reference:
        report.row("degree-preserving rewiring", "clusternet", seconds(mine), "", f"{share:.2%}")
        return
    theirs, drawn = cpu(lambda: rewired_by_igraph(links, steps), options.runs)
    other = rewire.overlap(links.source, links.target, drawn, links.n)
    report.row(f"rewiring, {steps:,} steps", "igraph (rewire)", seconds(theirs), "1", f"{other:.2%}")
    report.row(
        f"rewiring, {steps:,} steps", "clusternet", seconds(mine), f"**{theirs / mine:.1f}**", f"{share:.2%}"
    )


def rewired_by_igraph(links: Links, steps: int) -> tuple[Any, Any]:
    graph = igraph_of(links)
    graph.rewire(n=steps)
    ends = np.array(graph.get_edgelist(), dtype=np.int64)
    return ends[:, 0], ends[:, 1]


def by_igraph(graph: Any, algorithm: str) -> Any:
    if algorithm == "louvain":
        return graph.community_multilevel(weights="weight")
    return graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=2)


PLAIN = """
import sys, igraph, numpy, pandas
edges = pandas.read_csv(sys.argv[1], dtype=str, encoding="utf-8-sig")
edges = edges[edges.iloc[:, 2].astype(int) <= int(sys.argv[2])]
codes, ids = pandas.factorize(edges.iloc[:, :2].to_numpy().ravel())
graph = igraph.Graph(n=len(ids), edges=codes.reshape(-1, 2), directed=True)
graph.simplify()
graph.vcount(), graph.ecount(), graph.density(), numpy.mean(graph.outdegree())
graph.diameter(), graph.radius(mode="out"), graph.average_path_length()
graph.transitivity_avglocal_undirected()
whole = graph.as_undirected()
best = max(whole.community_leiden(objective_function="modularity", n_iterations=2).q for _ in range(10))
len(graph.connected_components("weak")), len(graph.connected_components("strong"))
"""


def process(*command: str) -> tuple[float, float]:
    """Return CPU and wall seconds of a process."""
    before, start = os.times(), time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["CLUSTERNET_THREADS"] = "2"
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, time.monotonic() - start


def compare_processes(report: Report, options: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "clusternet", "metrics", *options.given]
    jobs: dict[str, list[str]] = {
        "python -c 'import pandas'": [sys.executable, "-c", "import pandas"],
        f"clusternet metrics --year {options.year}": [*command, "--year", str(options.year)],
        "clusternet metrics, every year": command,
    }
    times = {name: [process(*job) for _ in range(options.runs + 1)][1:] for name, job in jobs.items()}
    if options.reference and (options.data / "edges.csv").is_file():
        script = [sys.executable, "-c", PLAIN, str(options.data / "edges.csv"), str(options.year)]
        times["plain igraph + pandas script"] = [process(*script) for _ in range(options.slow_runs)]
    middle = {
        name: tuple(statistics.median(each) for each in zip(*several, strict=True))
        for name, several in times.items()
    }
    pandas_cpu = middle["python -c 'import pandas'"][0]
    for name, (spent, wall) in middle.items():
        report.row(name, seconds(spent), seconds(wall), f"{spent / pandas_cpu:.1f}")


def growth(report: Report, options: argparse.Namespace) -> None:
    """Cost as nodes and links grow, on random graphs with heavy-tailed in-degrees."""
    report.head(
        "nodes", "links", "all pairs", "per pair of nodes", "diameter from bounds", "triangles", "Leiden"
    )
    for n in (10_000, 20_000, 40_000, 80_000):
        for ties in (2, 4, 8):
            rng = np.random.default_rng(n + ties)
            source = rng.integers(0, n, n * ties)
            target = (n * rng.random(n * ties) ** 3).astype(np.int64)
            links = merge(n, source, target, np.ones(n * ties)).without_loops()
            view = links.undirected("sum")
            one, _ = cpu(lambda g=links: paths.lengths(*g.rows), 1)
            two, _ = cpu(lambda g=links: large.diameter(*g.rows), 1)
            three, _ = cpu(lambda g=links: triangles.count(g.n, g.source, g.target), 3)
            four, _ = cpu(
                lambda v=view: partitions(v.n, v.source, v.target, v.weight, algorithm="leiden", seeds=[0]), 1
            )
            report.row(
                f"{n:,}",
                f"{links.size:,}",
                seconds(one),
                f"{one / n**2 * 1e12:.0f} ps",
                *map(seconds, (two, three, four)),
            )


def versions() -> str:
    found = [f"Python {platform.python_version()}", f"clusternet {clusternet.__version__}"]
    for name in ("igraph", "networkx", "networkit", "numpy", "pandas"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    facts = {key.strip(): value.strip() for key, value in facts.items()}
    name = facts.get("model name", platform.machine())
    return f"{name}, family {facts.get('cpu family')} model {facts.get('model')}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--year", type=int, default=2022)
    parser.add_argument("--runs", type=int, default=5, help="of this package and of whole commands")
    parser.add_argument("--slow-runs", type=int, default=1, help="of what takes a reference half a minute")
    parser.add_argument("--no-reference", dest="reference", action="store_false")
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    options = parser.parse_args()
    options.given = [] if options.data is None else [str(options.data)]
    options.data = options.data or clusternet.shipped("nankai")

    report = Report()
    net = clusternet.read(options.data).until(options.year)
    links = net.links()
    report.add("# Results")
    report.add()
    report.add(f"`python benchmarks/compare.py {' '.join(sys.argv[1:])}`".replace(" `", "`"))
    report.add()
    report.add(f"{versions()}; {processor()}, {os.cpu_count()} cores, levels {', '.join(compiled.levels())}.")
    report.add(
        f"{links.n:,} nodes, {links.size:,} links of {options.year}. CPU time of one thread, median of "
        f"{options.runs} after a warm-up ({options.slow_runs} of igraph's histogram and the plain script)."
    )
    report.head("distances", "by", "CPU", "times igraph")
    compare_paths(report, links, options)
    compare_paths(report, links.undirected("later"), options)
    report.add()
    report.add(
        "Measures of nodes, by each library's own defaults. The largest difference is in parts of the "
        "largest value; Gephi's rounds of PageRank, HITS and eigenvector centrality end early."
    )
    report.head("graph", "measure", "by", "CPU", "times clusternet", "largest difference")
    compare_nodes(report, links, options)
    compare_nodes(report, links.undirected("later"), options)
    report.head("threads, by the clock (the best of the runs)", "one", "two", "times")
    compare_threads(report, links, options)
    report.head("clustering", "by", "CPU", "times igraph")
    compare_clustering(report, links, options)
    report.head("communities", "by", "CPU", "times igraph", "modularity, 20 seeds")
    compare_communities(report, links, options)
    report.head("tail", "by", "CPU", "times igraph", "exponent")
    compare_tail(report, links, options)
    report.head("rewiring", "by", "CPU", "times igraph", "links shared with the data")
    compare_rewiring(report, links, options)
    report.head("whole process", "CPU", "wall", "times pandas")
    compare_processes(report, options)
    report.add()
    report.add("Cost as the graph grows (random graphs, heavy-tailed in-degrees), one thread:")
    growth(report, options)
    options.out.write_text("\n".join(report.lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
