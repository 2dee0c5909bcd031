// The kernels without Python: a graph from standard input, what is found of it to standard output, doubles to
// the last bit. Built for another processor by test_compiled.py.
#include <cstdio>
#include <utility>
#include <vector>

#include "betweenness.hpp"
#include "components.hpp"
#include "graph.hpp"
#include "levels.hpp"
#include "paths.hpp"

using namespace clusternet;

int main() {
    long long n = 0, m = 0, end = 0;
    if (std::scanf("%lld %lld", &n, &m) != 2) return 1;
    std::vector<int64_t> indptr, indices;
    for (long long i = 0; i <= n && std::scanf("%lld", &end) == 1; ++i) indptr.push_back(end);
    for (long long i = 0; i < m && std::scanf("%lld", &end) == 1; ++i) indices.push_back(end);
    const Graph graph = simple_graph(indptr.data(), indptr.size(), indices.data(), indices.size());
    for (const std::string& level : levels()) {
        std::printf("level %s\n", level.c_str());
        PathSearch lengths(graph, Detail::histogram), each(graph, Detail::everything);
        lengths.advance(loops_of(level), lengths.batches(), 2);
        each.advance(loops_of(level), each.batches(), 2);
        for (const int64_t pairs : lengths.histogram()) std::printf("%lld\n", static_cast<long long>(pairs));
        for (const auto& node : each.nodes())
            std::printf("%lld %lld %lld %a\n", static_cast<long long>(node.reached), static_cast<long long>(node.total),
                        static_cast<long long>(node.eccentricity), node.harmonic);
        Betweenness between(graph);
        between.advance(lanes_of(level), between.blocks(), 2);
        for (const double value : between.nodes()) std::printf("%a\n", value);
    }
    std::printf("parts %lld\n", static_cast<long long>(strong_components(graph).count));
    return 0;
}
