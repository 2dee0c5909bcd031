#include "cores.hpp"

#include <algorithm>
#include <utility>

#include "graph.hpp"

namespace clusternet {

// Batagelj and Zaversnik 2003: nodes in buckets by the degree that is left; the lowest goes first.
std::vector<int64_t> cores(int64_t n, const int64_t* source, const int64_t* target, size_t size) {
    check_ends(n, source, target, size);
    const auto nodes = static_cast<size_t>(n);
    std::vector<int64_t> degree(nodes, 0), begin(nodes + 1, 0);
    for (size_t i = 0; i < size; ++i) {
        ++degree[source[i]];
        ++degree[target[i]];
        if (source[i] == target[i]) continue;  // stays as long as its node, so no neighbour takes it away
        ++begin[source[i] + 1];
        ++begin[target[i] + 1];
    }
    for (size_t v = 0; v < nodes; ++v) begin[v + 1] += begin[v];
    std::vector<int64_t> neighbour(static_cast<size_t>(begin[nodes])), next(begin.begin(), begin.end());
    for (size_t i = 0; i < size; ++i) {
        if (source[i] == target[i]) continue;
        neighbour[next[source[i]]++] = target[i];
        neighbour[next[target[i]]++] = source[i];
    }
    const int64_t most = nodes ? *std::max_element(degree.begin(), degree.end()) : 0;
    std::vector<int64_t> first(static_cast<size_t>(most) + 2, 0);  // of each degree in `order`
    for (const int64_t each : degree) ++first[each + 1];
    for (size_t d = 1; d < first.size(); ++d) first[d] += first[d - 1];
    std::vector<int64_t> order(nodes), place(nodes), fill(first.begin(), first.end());
    for (int64_t v = 0; v < n; ++v) {
        place[v] = fill[degree[v]]++;
        order[place[v]] = v;
    }
    for (size_t at = 0; at < nodes; ++at) {
        const int64_t v = order[at];
        for (int64_t i = begin[v]; i < begin[v + 1]; ++i) {
            const int64_t u = neighbour[i];
            if (degree[u] <= degree[v]) continue;
            // To the front of its bucket, which then begins one later.
            const int64_t front = first[degree[u]]++, other = order[front];
            std::swap(order[place[u]], order[front]);
            std::swap(place[u], place[other]);
            --degree[u];
        }
    }
    return degree;
}

}  // namespace clusternet
