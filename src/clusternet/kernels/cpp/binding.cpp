// clusternet.kernels.compiled: NumPy arrays in, numbers out. Every array is checked before it is used.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "betweenness.hpp"
#include "clustering.hpp"
#include "community.hpp"
#include "components.hpp"
#include "cores.hpp"
#include "diameter.hpp"
#include "graph.hpp"
#include "levels.hpp"
#include "paths.hpp"
#include "rewire.hpp"
#include "strokes.hpp"
#include "tail.hpp"
#include "threads.hpp"

namespace nb = nanobind;
using namespace clusternet;

namespace {

using Ints = nb::ndarray<const int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

using Floats = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

template <typename T>
nb::ndarray<nb::numpy, T, nb::ndim<1>> array_of(std::vector<T> values) {
    auto* kept = new std::vector<T>(std::move(values));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
    return nb::ndarray<nb::numpy, T, nb::ndim<1>>(kept->data(), {kept->size()}, owner);
}

void check_sizes(size_t source, size_t target) {
    if (source != target) throw std::invalid_argument("arrays of different size");
}

Detail detail_of(int detail) {
    if (detail < 0 || detail > 2) throw std::invalid_argument("detail is 0, 1 or 2");
    return static_cast<Detail>(detail);
}

void bind_paths(nb::module_& m) {
    nb::class_<PathSearch>(m, "PathSearch")
        .def(
            "__init__",
            [](PathSearch* self, Ints indptr, Ints indices, int detail) {
                const Detail wanted = detail_of(detail);
                nb::gil_scoped_release release;
                new (self) PathSearch(simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size()), wanted);
            },
            nb::arg("indptr").noconvert(), nb::arg("indices").noconvert(), nb::arg("detail") = 0)
        .def_static(
            "towards",
            [](Ints indptr, Ints indices, Ints targets) {
                nb::gil_scoped_release release;
                Graph graph = simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size());
                check_ends(graph.n, targets.data(), targets.data(), targets.size());
                return PathSearch(std::move(graph), std::vector<int32_t>(targets.data(), targets.data() + targets.size()));
            },
            nb::arg("indptr").noconvert(), nb::arg("indices").noconvert(), nb::arg("targets").noconvert())
        .def_prop_ro("batches", &PathSearch::batches)
        .def_prop_ro("done", &PathSearch::done)
        .def(
            "advance",
            [](PathSearch& self, int64_t count, int threads, const std::string& level) {
                const RowLoops loops = loops_of(level);
                nb::gil_scoped_release release;
                self.advance(loops, count, threads);
            },
            nb::arg("count"), nb::arg("threads"), nb::arg("level"))
        .def("histogram", [](const PathSearch& self) { return array_of(self.histogram()); })
        .def("batch_sums",
             [](const PathSearch& self) {
                 return nb::make_tuple(array_of(std::vector<int64_t>(self.batch_pairs())),
                                       array_of(std::vector<int64_t>(self.batch_total())));
             })
        .def("nodes", [](const PathSearch& self) {
            const auto nodes = self.nodes();
            std::vector<int64_t> reached, total, eccentricity;
            std::vector<double> harmonic;
            for (const auto& node : nodes) {
                reached.push_back(node.reached);
                total.push_back(node.total);
                eccentricity.push_back(node.eccentricity);
                harmonic.push_back(node.harmonic);
            }
            return nb::make_tuple(array_of(std::move(reached)), array_of(std::move(total)),
                                  array_of(std::move(eccentricity)), array_of(std::move(harmonic)));
        });
    m.def(
        "diameter",
        [](Ints indptr, Ints indices, int pivots, int threads, const std::string& level) {
            const RowLoops loops = loops_of(level);
            bool interrupted = false;
            Diameter found;
            {
                nb::gil_scoped_release release;
                const Graph graph = simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size());
                const auto go_on = [&] {
                    nb::gil_scoped_acquire acquire;
                    interrupted = PyErr_CheckSignals() != 0;
                    return !interrupted;
                };
                try {
                    found = exact_diameter(graph, loops, pivots, threads, go_on);
                } catch (const std::runtime_error&) {
                    if (!interrupted) throw;
                }
            }
            if (interrupted) throw nb::python_error();
            return nb::make_tuple(found.value, found.searched);
        },
        nb::arg("indptr").noconvert(), nb::arg("indices").noconvert(), nb::arg("pivots"), nb::arg("threads"),
        nb::arg("level"));
}

void bind_betweenness(nb::module_& m) {
    nb::class_<Betweenness>(m, "Betweenness")
        .def(
            "__init__",
            [](Betweenness* self, Ints indptr, Ints indices) {
                nb::gil_scoped_release release;
                new (self) Betweenness(
                    simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size(), true));
            },
            nb::arg("indptr").noconvert(), nb::arg("indices").noconvert())
        .def_static(
            "unfolded",
            [](Ints indptr, Ints indices, Floats weight, bool links) {
                nb::gil_scoped_release release;
                Graph graph = simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size(), true);
                check_sizes(weight.size(), static_cast<size_t>(graph.n));
                return Betweenness(std::move(graph),
                                   std::vector<double>(weight.data(), weight.data() + weight.size()), links);
            },
            nb::arg("indptr").noconvert(), nb::arg("indices").noconvert(), nb::arg("weight").noconvert(),
            nb::arg("links"))
        .def_prop_ro("batches", &Betweenness::blocks)
        .def_prop_ro("done", &Betweenness::done)
        .def(
            "advance",
            [](Betweenness& self, int64_t count, int threads, const std::string& level) {
                const LaneLoops loops = lanes_of(level);
                nb::gil_scoped_release release;
                self.advance(loops, count, threads);
            },
            nb::arg("count"), nb::arg("threads"), nb::arg("level"))
        .def("nodes", [](const Betweenness& self) { return array_of(self.nodes()); })
        .def("squares", [](const Betweenness& self) { return array_of(self.squares()); })
        .def("links", [](const Betweenness& self) { return array_of(self.links()); });
}

void bind_clustering(nb::module_& m) {
    m.def(
        "triangles",
        [](int64_t n, Ints source, Ints target) {
            check_sizes(source.size(), target.size());
            Triangles found;
            {
                nb::gil_scoped_release release;
                found = count_triangles(n, source.data(), target.data(), source.size());
            }
            return nb::make_tuple(array_of(std::move(found.neighbours)), array_of(std::move(found.triangles)),
                                  array_of(std::move(found.links)));
        },
        nb::arg("n"), nb::arg("source").noconvert(), nb::arg("target").noconvert());
}

void bind_components(nb::module_& m) {
    m.def(
        "components",
        [](Ints indptr, Ints indices, bool strong) {
            std::vector<int64_t> sizes;
            {
                nb::gil_scoped_release release;
                const Graph graph = simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size());
                const Components found = strong ? strong_components(graph) : weak_components(graph);
                sizes.resize(found.count);
                for (const int32_t part : found.label) ++sizes[part];
            }
            return array_of(std::move(sizes));
        },
        nb::arg("indptr").noconvert(), nb::arg("indices").noconvert(), nb::arg("strong"));
    m.def(
        "cores",
        [](int64_t n, Ints source, Ints target) {
            check_sizes(source.size(), target.size());
            std::vector<int64_t> found;
            {
                nb::gil_scoped_release release;
                found = cores(n, source.data(), target.data(), source.size());
            }
            return array_of(std::move(found));
        },
        nb::arg("n"), nb::arg("source").noconvert(), nb::arg("target").noconvert());
}

void bind_community(nb::module_& m) {
    m.def(
        "communities",
        [](int64_t n, Ints source, Ints target, Floats weight, const std::string& algorithm, double gamma, Ints seeds,
           int threads) {
            check_sizes(source.size(), target.size());
            check_sizes(source.size(), weight.size());
            if (algorithm != "louvain" && algorithm != "leiden")
                throw std::invalid_argument("algorithm is louvain or leiden");
            const Algorithm wanted = algorithm == "louvain" ? Algorithm::louvain : Algorithm::leiden;
            std::vector<std::vector<int64_t>> found(seeds.size());
            {
                nb::gil_scoped_release release;
                const Communities graph(n, source.data(), target.data(), weight.data(), source.size(), gamma);
                run_in_threads(static_cast<int64_t>(seeds.size()), threads, [&](int64_t i) {
                    found[static_cast<size_t>(i)] = graph.find(wanted, static_cast<uint64_t>(seeds.data()[i]));
                });
            }
            nb::list partitions;
            for (auto& each : found) partitions.append(array_of(std::move(each)));
            return partitions;
        },
        nb::arg("n"), nb::arg("source").noconvert(), nb::arg("target").noconvert(), nb::arg("weight").noconvert(),
        nb::arg("algorithm"), nb::arg("gamma"), nb::arg("seeds").noconvert(), nb::arg("threads"));
}

void check_histogram(const Floats& values, const Ints& counts) {
    check_sizes(values.size(), counts.size());
    for (size_t i = 0; i < values.size(); ++i) {
        if (!(values.data()[i] >= 1 && values.data()[i] < 1e300) || counts.data()[i] < 1)
            throw std::invalid_argument("a value below 1 or a count below 1");
        if (i && values.data()[i] <= values.data()[i - 1]) throw std::invalid_argument("values do not ascend");
    }
}

void bind_tail(nb::module_& m) {
    m.def(
        "fit_tail",
        [](Floats values, Ints counts, double xmin) {
            check_histogram(values, counts);
            nb::gil_scoped_release release;
            const Tail found = fit_tail(values.data(), counts.data(), values.size(), xmin);
            return std::vector<double>{found.xmin, found.alpha, found.ks};
        },
        nb::arg("values").noconvert(), nb::arg("counts").noconvert(), nb::arg("xmin"));
    m.def(
        "resample_tail",
        [](Floats values, Ints counts, double xmin, double alpha, bool search, uint64_t seed, int64_t first,
           int64_t count, int threads) {
            check_histogram(values, counts);
            if (!(xmin >= 1 && xmin < 1e15 && alpha > 1) || values.size() == 0 || values.data()[values.size() - 1] < xmin)
                throw std::invalid_argument("no tail to draw from");
            if (count < 0) throw std::invalid_argument("count is at least 0");
            std::vector<Tail> found;
            {
                nb::gil_scoped_release release;
                found = resample_tail(values.data(), counts.data(), values.size(), Tail{xmin, alpha, 0}, search, seed,
                                      first, count, threads);
            }
            std::vector<double> xmins, alphas, distances;
            for (const auto& each : found) {
                xmins.push_back(each.xmin);
                alphas.push_back(each.alpha);
                distances.push_back(each.ks);
            }
            return nb::make_tuple(array_of(std::move(xmins)), array_of(std::move(alphas)), array_of(std::move(distances)));
        },
        nb::arg("values").noconvert(), nb::arg("counts").noconvert(), nb::arg("xmin"), nb::arg("alpha"),
        nb::arg("search"), nb::arg("seed"), nb::arg("first"), nb::arg("count"), nb::arg("threads"));
}

void bind_rewire(nb::module_& m) {
    nb::class_<Rewiring>(m, "Rewiring")
        .def(
            "__init__",
            [](Rewiring* self, int64_t n, Ints ends, Ints gates, int64_t home, bool directed) {
                if (ends.size() % 2) throw std::invalid_argument("a link has two ends");
                nb::gil_scoped_release release;
                new (self) Rewiring(n, ends.data(), ends.size() / 2,
                                    std::vector<int64_t>(gates.data(), gates.data() + gates.size()), home, directed);
            },
            nb::arg("n"), nb::arg("ends").noconvert(), nb::arg("gates").noconvert(), nb::arg("home"),
            nb::arg("directed"))
        .def(
            "run",
            [](const Rewiring& self, Ints ring, int64_t steps, uint64_t seed, int64_t first, int64_t count,
               int threads) {
                const int64_t n = self.nodes();
                if (ring.size() != 0 && ring.size() != static_cast<size_t>(n))
                    throw std::invalid_argument("ring has not n values");
                check_ends(n, ring.data(), ring.data(), ring.size());
                if (steps < 0 || count < 0) throw std::invalid_argument("steps and count are at least 0");
                std::vector<std::vector<int64_t>> found;
                {
                    nb::gil_scoped_release release;
                    found = rewire(self, ring.size() ? ring.data() : nullptr, steps, seed, first, count, threads);
                }
                nb::list nulls;
                for (auto& each : found) nulls.append(array_of(std::move(each)));
                return nulls;
            },
            nb::arg("ring").noconvert(), nb::arg("steps"), nb::arg("seed"), nb::arg("first"), nb::arg("count"),
            nb::arg("threads"));
}

void bind_strokes(nb::module_& m) {
    using Page = nb::ndarray<uint8_t, nb::shape<-1, -1, 4>, nb::c_contig, nb::device::cpu>;
    using Ends = nb::ndarray<const double, nb::shape<-1, 4>, nb::c_contig, nb::device::cpu>;
    using Colours = nb::ndarray<const uint8_t, nb::shape<-1, 4>, nb::c_contig, nb::device::cpu>;
    m.def(
        "strokes",
        [](Page page, Ends ends, Floats widths, Colours colours) {
            check_sizes(ends.shape(0), colours.shape(0));
            check_sizes(ends.shape(0), widths.size());
            const Canvas canvas{page.data(), static_cast<int64_t>(page.shape(0)), static_cast<int64_t>(page.shape(1))};
            nb::gil_scoped_release release;
            draw_strokes(canvas, ends.data(), ends.shape(0), widths.data(), colours.data());
        },
        nb::arg("page").noconvert(), nb::arg("ends").noconvert(), nb::arg("widths").noconvert(),
        nb::arg("colours").noconvert());
}

}  // namespace

NB_MODULE(compiled, m) {
    m.doc() = "The compiled kernels. Use them through clusternet.kernels.";
    m.def("levels", &levels, "Processor levels that run here, the slowest first.");
    bind_paths(m);
    bind_betweenness(m);
    bind_clustering(m);
    bind_community(m);
    bind_components(m);
    bind_tail(m);
    bind_rewire(m);
    bind_strokes(m);
}
