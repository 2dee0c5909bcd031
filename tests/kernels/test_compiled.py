"""The extension: every level and number of threads, and arrays that no kernel may trust."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import oracles
from clusternet.errors import ClusternetError
from clusternet.kernels import components, engine, paths
from clusternet.kernels.betweenness import betweenness
from clusternet.network.links import Links, merge

pytestmark = pytest.mark.kernels

compiled = pytest.importorskip("clusternet.kernels.compiled")


def random_graph(seed: int, largest: int = 400) -> Links:
    """Loops, parallel ties, parts that do not hang together, hubs, chains; directed or not."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, largest + 1))
    m = int(rng.integers(0, 3 * n))
    source, target = rng.integers(0, n, (2, m))
    if seed % 3 == 0:  # hubs and leaves
        source = (n * rng.random(m) ** 4).astype(np.int64)
    if seed % 5 == 0:  # chains: long distances
        chain = np.arange(n // 2)
        source, target = np.append(source[: n // 4], chain), np.append(target[: n // 4], chain + 1)
    links = merge(n, source, target, np.ones(source.size))
    return links.undirected("sum") if seed % 2 else links


@pytest.mark.parametrize("seed", range(40))
def test_every_level_and_thread(seed, monkeypatch):
    links = random_graph(seed, 400 if seed < 10 else 120)
    wanted = oracles.paths(links.n, *links.rows)
    for level in compiled.levels():
        monkeypatch.setenv("CLUSTERNET_KERNELS", level)
        for threads in ("1", "2"):
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            found = paths.all_pairs(*links.rows)
            np.testing.assert_array_equal(found.histogram, wanted.histogram)
            np.testing.assert_array_equal(found.total, wanted.total)
            np.testing.assert_array_equal(found.reached, wanted.reached)
            np.testing.assert_array_equal(found.eccentricity, wanted.eccentricity)
            np.testing.assert_allclose(found.harmonic, wanted.harmonic, rtol=1e-10)
            np.testing.assert_array_equal(paths.lengths(*links.rows).histogram, wanted.histogram)
            np.testing.assert_array_equal(paths.eccentricities(*links.rows)[1], wanted.eccentricity)


def test_the_same_bytes_whatever_the_threads(monkeypatch):
    rng = np.random.default_rng(1)
    links = merge(3000, *rng.integers(0, 3000, (2, 9000)), np.ones(9000))
    harmonics = []
    for level in compiled.levels():
        for threads in ("1", "2", "5"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            harmonics.append(paths.all_pairs(*links.rows).harmonic.tobytes())
    assert len(set(harmonics)) == 1


def test_stars_and_many_leaves():
    """Weights with several binary digits at both ends."""
    rng = np.random.default_rng(2)
    hubs = rng.integers(0, 12, 900)
    source, target = np.append(np.arange(12), hubs), np.append((np.arange(12) + 1) % 12, np.arange(12, 912))
    turned = rng.random(source.size) < 0.4
    source, target = np.where(turned, target, source), np.where(turned, source, target)
    for links in (
        merge(912, source, target, np.ones(source.size)),
        merge(912, source, target, np.ones(source.size)).undirected("sum"),
    ):
        wanted = oracles.paths(912, *links.rows)
        found = paths.all_pairs(*links.rows)
        np.testing.assert_array_equal(found.histogram, wanted.histogram)
        np.testing.assert_array_equal(found.total, wanted.total)
        np.testing.assert_array_equal(paths.lengths(*links.rows).histogram, wanted.histogram)


@pytest.mark.parametrize("directed", [True, False])
def test_nodes_with_the_same_links_are_counted_as_one(monkeypatch, directed):
    """Twins at either end, in circles that come back to them, with leaves of their own."""
    rng = np.random.default_rng(4)
    for n, copies in ((20, 3), (60, 9), (300, 4)):
        source, target = rng.integers(0, n, (2, 2 * n))
        twin = np.arange(n, n + copies * (n // 4))  # of the first quarter: out-links, in-links or both
        of, kind = (twin - n) % (n // 4), rng.integers(0, 3, twin.size)
        ends = [(source, target)]
        for new, old, which in zip(twin, of, kind, strict=True):
            out, into = target[source == old], source[target == old]
            if which != 0:
                ends.append((np.full(out.size, new), out))
            if which != 1:
                ends.append((into, np.full(into.size, new)))
        leaves = np.arange(n + twin.size, 2 * n + twin.size)
        hosts = rng.integers(0, n + twin.size, n)
        ends += [(hosts[: n // 2], leaves[: n // 2]), (leaves[n // 2 :], hosts[n // 2 :])]
        source, target = (np.concatenate(each) for each in zip(*ends, strict=True))
        links = merge(2 * n + twin.size, source, target, np.ones(source.size))
        links = links if directed else links.undirected("sum")
        wanted = paths.all_pairs(*links.rows).histogram  # which tells them apart
        np.testing.assert_array_equal(wanted, oracles.paths(links.n, *links.rows).histogram)
        for level in compiled.levels():
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            np.testing.assert_array_equal(paths.lengths(*links.rows).histogram, wanted)
            if directed:
                turned = merge(links.n, links.target, links.source, np.ones(links.size))
                np.testing.assert_array_equal(paths.lengths(*turned.rows).histogram, wanted)


@pytest.mark.parametrize(
    ("indptr", "indices", "said"),
    [
        ([], [], "empty"),
        ([1, 1], [], "begin with 0"),
        ([0, 2, 1], [0, 0], "falls"),
        ([0, 3], [0], "ends at 3"),
        ([0, 1], [1], "nodes are 0 to 0"),
        ([0, 1], [-1], "nodes are 0 to 0"),
        ([0, 1], [2**62], "nodes are 0 to 0"),
    ],
)
def test_rows_that_are_none_are_refused(indptr, indices, said):
    with pytest.raises(ValueError, match=said):
        compiled.PathSearch(np.array(indptr, dtype=np.int64), np.array(indices, dtype=np.int64))


def test_ends_that_are_no_nodes_are_refused():
    one, two = np.zeros(1, dtype=np.int64), np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match="source"):
        compiled.triangles(2, one + 2, one)
    with pytest.raises(ValueError, match="target"):
        compiled.triangles(2, one, one - 1)
    with pytest.raises(ValueError, match="size"):
        compiled.triangles(2, one, two)
    with pytest.raises(ValueError, match="negative"):
        compiled.triangles(-1, one, one)
    with pytest.raises(ValueError, match="level"):
        compiled.PathSearch(np.array([0, 0]), np.zeros(0, dtype=np.int64)).advance(1, 1, "avx9000")
    with pytest.raises(TypeError):
        compiled.triangles(2, one.astype(float), one)
    with pytest.raises(TypeError):
        compiled.triangles(2, np.zeros((1, 1), dtype=np.int64), one)


def test_triangles_take_links_in_any_order():
    rng = np.random.default_rng(3)
    source, target = rng.integers(0, 40, (2, 500))
    wanted = oracles.triangles(40, source, target)
    found = compiled.triangles(40, source, target)
    for got, right in zip(found, (wanted.neighbours, wanted.triangles, wanted.links), strict=True):
        np.testing.assert_array_equal(got, right)


def test_levels_are_forced_and_checked(monkeypatch):
    for level in compiled.levels():
        monkeypatch.setenv("CLUSTERNET_KERNELS", level)
        assert engine.level() == level
    monkeypatch.setenv("CLUSTERNET_KERNELS", "pure")
    assert engine.compiled() is None
    assert engine.level() == "pure"
    monkeypatch.setenv("CLUSTERNET_KERNELS", "fastest")
    with pytest.raises(ClusternetError, match="accepted: pure, baseline"):
        engine.level()
    monkeypatch.setenv("CLUSTERNET_THREADS", "0")
    with pytest.raises(ClusternetError, match="accepted: 1 to"):
        engine.threads()


def test_without_the_extension_one_line_says_so():
    code = (
        "import sys; sys.modules['clusternet.kernels.compiled'] = None\n"
        "from clusternet.cli import main\nsys.argv[:1] = ['clusternet', 'metrics', '--year', '2014']\nmain()"
    )
    columns = ["--columns", "diameter,average_clustering"]
    run = subprocess.run([sys.executable, "-c", code, *columns], capture_output=True, text=True, check=True)
    assert [line for line in run.stderr.splitlines() if "compiled" in line] == [f"clusternet: {engine.SLOW}"]
    quiet = subprocess.run(
        [sys.executable, "-c", code, *columns, "--quiet"], capture_output=True, text=True, check=True
    )
    assert not quiet.stderr
    assert run.stdout == quiet.stdout


CPP = Path(__file__).parents[2] / "src" / "clusternet" / "kernels" / "cpp"
NO_X86 = ("rows_avx2.cpp", "rows_avx512.cpp", "lanes_avx2.cpp", "lanes_avx512.cpp", "binding.cpp")


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("aarch64-linux-gnu-g++") and CPP.is_dir()), reason="no compiler for ARM"
)
def test_arm_finds_the_same_bits(tmp_path):
    """Every kernel compiles for ARM without a warning; distances and betweenness are those found here."""
    program = tmp_path / "portable"
    sources = [each for each in sorted(CPP.glob("*.cpp")) if each.name not in NO_X86]
    flags = ["-std=c++17", "-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", "-static", "-pthread"]
    command = [
        "aarch64-linux-gnu-g++",
        *flags,
        f"-I{CPP}",
        Path(__file__).with_name("portable.cpp"),
        *sources,
    ]
    subprocess.run([*command, "-o", program], check=True)
    emulator = shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")
    if emulator is None:
        pytest.skip("compiled, but nothing here runs it")
    links = random_graph(4, 1500).without_loops()
    indptr, indices = links.rows
    given = " ".join(map(str, [links.n, indices.size, *indptr, *indices]))
    said = subprocess.run([emulator, program], input=given, capture_output=True, text=True, check=True).stdout
    found = paths.all_pairs(indptr, indices)
    nodes = zip(found.reached, found.total, found.eccentricity, found.harmonic, strict=True)
    wanted = [
        *map(float, paths.lengths(indptr, indices).histogram),
        *(float(value) for node in nodes for value in node),
        *betweenness(indptr, indices, directed=True),
    ]
    first, *numbers = said.split()[1:-2]
    assert first == "baseline"
    assert [float.fromhex(each) if "x" in each else float(each) for each in numbers] == wanted
    assert int(said.split()[-1]) == components.sizes(indptr, indices, strong=True).size


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not limited so")
def test_threads_that_the_system_does_not_start_are_done_without() -> None:
    code = (
        "import resource, numpy as np; from clusternet.kernels import compiled\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, resource.RLIM_INFINITY))\n"
        "ends = np.arange(40), (np.arange(40) + 1) % 40\n"
        "asked = 40, *ends, np.ones(40), 'louvain', 1.0, np.arange(1000)\n"
        "many, one = (compiled.communities(*asked, threads) for threads in (1000, 1))\n"
        "print(len(many), list(map(bytes, many)) == list(map(bytes, one)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1000 True\n"), done.stderr
