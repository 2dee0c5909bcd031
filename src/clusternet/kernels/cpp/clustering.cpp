#include "clustering.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "graph.hpp"

namespace clusternet {
namespace {

// A neighbour, and in the last bit whether the pair is mutual.
using Packed = uint32_t;
inline int32_t node_of(Packed p) { return static_cast<int32_t>(p >> 1); }
inline int32_t links_of(Packed p) { return static_cast<int32_t>(p & 1) + 1; }

bool strictly_ascending(const int64_t* source, const int64_t* target, size_t size) {
    bool ascending = true;
    for (size_t i = 1; i < size; ++i)
        ascending &= (source[i - 1] < source[i]) | ((source[i - 1] == source[i]) & (target[i - 1] < target[i]));
    return ascending;
}

// Nodes by ascending degree, so that a hub is looked at from its small neighbours.
struct Order {
    std::vector<int32_t> node, rank;
};

Order by_degree(const std::vector<int32_t>& degree) {
    const int32_t most = degree.empty() ? 0 : *std::max_element(degree.begin(), degree.end());
    std::vector<int32_t> place(static_cast<size_t>(most) + 2, 0);
    Order order{std::vector<int32_t>(degree.size()), std::vector<int32_t>(degree.size())};
    for (const int32_t d : degree) ++place[static_cast<size_t>(d) + 1];
    for (size_t d = 1; d < place.size(); ++d) place[d] += place[d - 1];
    for (size_t v = 0; v < degree.size(); ++v) {
        order.rank[v] = place[static_cast<size_t>(degree[v])]++;
        order.node[static_cast<size_t>(order.rank[v])] = static_cast<int32_t>(v);
    }
    return order;
}

// Every distinct pair at the end of lower rank, where the other ends stand by ascending rank.
struct Upward {
    Order order;
    std::vector<uint32_t> begin, end;  // of a node's higher neighbours
    std::vector<Packed> higher;
    std::vector<uint32_t> below;  // of its lower neighbours; a mutual one may stand twice
    std::vector<int32_t> lower;
};

Upward orient(size_t n, const int64_t* source, const int64_t* target, size_t size, std::vector<int64_t>& neighbours) {
    Upward up;
    std::vector<int32_t> degree(n, 0);
    for (size_t i = 0; i < size; ++i) {
        const int32_t proper = source[i] != target[i];
        degree[static_cast<size_t>(source[i])] += proper;
        degree[static_cast<size_t>(target[i])] += proper;
    }
    up.order = by_degree(degree);
    const std::vector<int32_t>& rank = up.order.rank;
    up.begin.assign(n + 1, 0);
    up.below.assign(n + 1, 0);
    const auto in_no_triangle = [&](size_t s, size_t t) { return (s == t) | (degree[s] == 1) | (degree[t] == 1); };
    for (size_t i = 0; i < size; ++i) {
        const auto s = static_cast<size_t>(source[i]), t = static_cast<size_t>(target[i]);
        if (in_no_triangle(s, t)) {
            neighbours[s] += s != t;
            neighbours[t] += s != t;
            continue;
        }
        const bool up_hill = rank[s] < rank[t];
        ++up.begin[(up_hill ? s : t) + 1];
        ++up.below[(up_hill ? t : s) + 1];
    }
    for (size_t v = 0; v < n; ++v) {
        up.begin[v + 1] += up.begin[v];
        up.below[v + 1] += up.below[v];
    }
    up.lower.resize(up.below[n]);
    up.end.assign(up.below.begin(), up.below.end() - 1);
    for (size_t i = 0; i < size; ++i) {
        const auto s = static_cast<size_t>(source[i]), t = static_cast<size_t>(target[i]);
        if (in_no_triangle(s, t)) continue;
        const bool up_hill = rank[s] < rank[t];
        up.lower[up.end[up_hill ? t : s]++] = static_cast<int32_t>(up_hill ? s : t);
    }
    up.higher.resize(up.below[n]);
    up.end.assign(up.begin.begin(), up.begin.end() - 1);
    for (const int32_t v : up.order.node)
        for (uint32_t i = up.below[v]; i < up.below[v + 1]; ++i) {
            const int32_t u = up.lower[i];
            uint32_t& end = up.end[u];
            if (end > up.begin[u] && node_of(up.higher[end - 1]) == v) up.higher[end - 1] |= 1;
            else up.higher[end++] = static_cast<Packed>(v) << 1;
        }
    return up;
}

// Meet every triangle at its middle node v, from its lowest node u.
void close(const Upward& up, Triangles& found) {
    std::vector<uint8_t> joined(up.end.size(), 0);  // links between v and each of its higher neighbours
    std::vector<uint32_t> next(up.begin.begin(), up.begin.end() - 1);  // first of u's higher neighbours from v on
    for (const int32_t v : up.order.node) {
        for (uint32_t i = up.begin[v]; i < up.end[v]; ++i)
            joined[node_of(up.higher[i])] = static_cast<uint8_t>(links_of(up.higher[i]));
        found.neighbours[v] += up.end[v] - up.begin[v];
        for (uint32_t i = up.below[v]; i < up.below[v + 1]; ++i) {
            const int32_t u = up.lower[i];
            const uint32_t from = next[u];
            if (from == up.end[u] || node_of(up.higher[from]) != v) continue;  // mutual, and seen
            next[u] = from + 1;
            ++found.neighbours[v];
            const int32_t near = links_of(up.higher[from]);
            for (uint32_t j = from + 1; j < up.end[u]; ++j) {
                const int32_t w = node_of(up.higher[j]), opposite = joined[w];
                if (opposite == 0) continue;
                ++found.triangles[u];
                ++found.triangles[v];
                ++found.triangles[w];
                found.links[u] += opposite;
                found.links[v] += links_of(up.higher[j]);
                found.links[w] += near;
            }
        }
        for (uint32_t i = up.begin[v]; i < up.end[v]; ++i) joined[node_of(up.higher[i])] = 0;
    }
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
    const auto nodes = static_cast<size_t>(n);
    Triangles found{std::vector<int64_t>(nodes, 0), std::vector<int64_t>(nodes, 0), std::vector<int64_t>(nodes, 0)};
    close(orient(nodes, source, target, size, found.neighbours), found);
    return found;
}

}  // namespace clusternet
