#include "clustering.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "graph.hpp"

namespace clusternet {
namespace {

bool strictly_ascending(const int64_t* source, const int64_t* target, size_t size) {
    bool ascending = true;
    for (size_t i = 1; i < size; ++i)
        ascending &= (source[i - 1] < source[i]) | ((source[i - 1] == source[i]) & (target[i - 1] < target[i]));
    return ascending;
}

// Nodes by ascending degree; from here on a node is its rank, so that hubs lie together.
struct Ranks {
    std::vector<int32_t> degree, rank;
    int32_t inner = 0;  // the first rank whose node has two links and may so stand in a triangle
};

Ranks by_degree(size_t n, const int64_t* source, const int64_t* target, size_t size) {
    Ranks nodes{std::vector<int32_t>(n, 0), std::vector<int32_t>(n)};
    for (size_t i = 0; i < size; ++i) {
        const int32_t proper = source[i] != target[i];
        nodes.degree[static_cast<size_t>(source[i])] += proper;
        nodes.degree[static_cast<size_t>(target[i])] += proper;
    }
    const int32_t most = n == 0 ? 0 : *std::max_element(nodes.degree.begin(), nodes.degree.end());
    std::vector<int32_t> place(static_cast<size_t>(std::max(most, 1)) + 2, 0);
    for (const int32_t d : nodes.degree) ++place[static_cast<size_t>(d) + 1];
    for (size_t d = 1; d < place.size(); ++d) place[d] += place[d - 1];
    nodes.inner = place[2];
    for (size_t v = 0; v < n; ++v) nodes.rank[v] = place[static_cast<size_t>(nodes.degree[v])]++;
    return nodes;
}

// The lower end of every link that may stand in a triangle, by its higher end.
struct Lower {
    std::vector<uint32_t> begin;   // of a node's lower neighbours; a mutual one stands twice
    std::vector<int32_t> node;
    std::vector<uint32_t> higher;  // where room for a node's higher neighbours begins
};

Lower by_higher_end(const Ranks& nodes, const int64_t* source, const int64_t* target, size_t size) {
    const size_t n = nodes.rank.size();
    Lower lower{std::vector<uint32_t>(n + 1, 0), {}, std::vector<uint32_t>(n + 1, 0)};
    std::vector<std::pair<int32_t, int32_t>> links(size);
    size_t kept = 0;
    for (size_t i = 0; i < size; ++i) {
        const int32_t s = nodes.rank[static_cast<size_t>(source[i])], t = nodes.rank[static_cast<size_t>(target[i])];
        const int32_t low = std::min(s, t), high = std::max(s, t);
        const bool inner = (low >= nodes.inner) & (low != high);
        links[kept] = {low, high};
        kept += inner;
        lower.higher[static_cast<size_t>(low) + 1] += inner;
        lower.begin[static_cast<size_t>(high) + 1] += inner;
    }
    for (size_t v = 0; v < n; ++v) {
        lower.begin[v + 1] += lower.begin[v];
        lower.higher[v + 1] += lower.higher[v];
    }
    lower.node.resize(kept);
    std::vector<uint32_t> end(lower.begin.begin(), lower.begin.end() - 1);
    for (size_t i = 0; i < kept; ++i) lower.node[end[static_cast<size_t>(links[i].second)]++] = links[i].first;
    return lower;
}

struct Count {
    int64_t triangles = 0, links = 0;
};

// A neighbour, and in the last bit whether the pair is mutual.
using Packed = uint32_t;
inline size_t node_of(Packed p) { return p >> 1; }
inline int64_t links_of(Packed p) { return static_cast<int64_t>(p & 1) + 1; }

// Meet every triangle u < v < w at w, when u's higher neighbours below w are known.
std::vector<Count> close(const Lower& lower, std::vector<int32_t>& neighbours) {
    const size_t n = neighbours.size();
    std::vector<Count> found(n);
    std::vector<Packed> higher(lower.node.size());
    std::vector<uint32_t> end(lower.higher.begin(), lower.higher.end() - 1);
    std::vector<uint8_t> joined(n, 0);  // links between w and each of its lower neighbours
    for (size_t w = 0; w < n; ++w) {
        const int32_t* const first = lower.node.data() + lower.begin[w];
        const int32_t* const last = lower.node.data() + lower.begin[w + 1];
        for (const int32_t* u = first; u != last; ++u) ++joined[static_cast<size_t>(*u)];
        Count top;
        for (const int32_t* at = first; at != last; ++at) {
            const auto u = static_cast<size_t>(*at);
            const Packed *const from = higher.data() + lower.higher[u], *const to = higher.data() + end[u];
            if (to != from && node_of(to[-1]) == w) {  // mutual, and seen
                --neighbours[u];
                --neighbours[w];
                continue;
            }
            const int64_t near = joined[u];
            Count bottom;
            for (const Packed* v = from; v != to; ++v) {
                const int64_t opposite = joined[node_of(*v)];
                if (opposite == 0) continue;
                ++bottom.triangles;
                bottom.links += opposite;
                top.links += links_of(*v);
                Count& middle = found[node_of(*v)];
                ++middle.triangles;
                middle.links += near;
            }
            top.triangles += bottom.triangles;
            found[u].triangles += bottom.triangles;
            found[u].links += bottom.links;
            higher[end[u]++] = static_cast<Packed>(w << 1) | static_cast<Packed>(near - 1);
        }
        found[w].triangles += top.triangles;
        found[w].links += top.links;
        for (const int32_t* u = first; u != last; ++u) joined[static_cast<size_t>(*u)] = 0;
    }
    return found;
}

}  // namespace

Triangles count_triangles(int64_t n, const int64_t* source, const int64_t* target, size_t size) {
    check_ends(n, source, target, size);
    if (size > std::numeric_limits<uint32_t>::max()) throw std::invalid_argument("more than 2^32 - 1 links");
    if (!strictly_ascending(source, target, size)) {
        std::vector<std::pair<int64_t, int64_t>> sorted(size);
        for (size_t i = 0; i < size; ++i) sorted[i] = {source[i], target[i]};
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        std::vector<int64_t> from, to;
        for (const auto& link : sorted) {
            from.push_back(link.first);
            to.push_back(link.second);
        }
        return count_triangles(n, from.data(), to.data(), from.size());
    }
    const Ranks nodes = by_degree(static_cast<size_t>(n), source, target, size);
    std::vector<int32_t> neighbours(nodes.rank.size());
    for (size_t v = 0; v < neighbours.size(); ++v) neighbours[static_cast<size_t>(nodes.rank[v])] = nodes.degree[v];
    const std::vector<Count> counts = close(by_higher_end(nodes, source, target, size), neighbours);
    Triangles found{std::vector<int64_t>(counts.size()), std::vector<int64_t>(counts.size()),
                    std::vector<int64_t>(counts.size())};
    for (size_t v = 0; v < counts.size(); ++v) {
        const auto r = static_cast<size_t>(nodes.rank[v]);
        found.neighbours[v] = neighbours[r];
        found.triangles[v] = counts[r].triangles;
        found.links[v] = counts[r].links;
    }
    return found;
}

}  // namespace clusternet
