#include "graph.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace clusternet {
namespace {

constexpr size_t kMost = static_cast<size_t>(std::numeric_limits<int32_t>::max()) - 1;

void check_count(size_t n) {
    if (n > kMost) throw std::invalid_argument("more than 2,147,483,646 nodes");
}

void check_nodes(const int64_t* values, size_t size, int64_t n, const char* name) {
    uint64_t largest = 0;  // a negative number is a very large one
    for (size_t i = 0; i < size; ++i) largest = std::max(largest, static_cast<uint64_t>(values[i]));
    if (size == 0 || largest < static_cast<uint64_t>(n)) return;
    for (size_t i = 0; i < size; ++i)
        if (values[i] < 0 || values[i] >= n)
            throw std::invalid_argument(std::string(name) + "[" + std::to_string(i) + "] is " +
                                        std::to_string(values[i]) + "; nodes are 0 to " + std::to_string(n - 1));
}

}  // namespace

void check_rows(const int64_t* indptr, size_t indptr_size, const int64_t* indices, size_t indices_size) {
    if (indptr_size == 0) throw std::invalid_argument("indptr is empty; it holds n + 1 values");
    check_count(indptr_size - 1);
    if (indptr[0] != 0) throw std::invalid_argument("indptr does not begin with 0");
    for (size_t v = 1; v < indptr_size; ++v)
        if (indptr[v] < indptr[v - 1])
            throw std::invalid_argument("indptr falls at " + std::to_string(v) + "; it must not");
    if (static_cast<size_t>(indptr[indptr_size - 1]) != indices_size)
        throw std::invalid_argument("indptr ends at " + std::to_string(indptr[indptr_size - 1]) + ", indices has " +
                                    std::to_string(indices_size) + " values");
    const auto n = static_cast<int64_t>(indptr_size - 1);
    check_nodes(indices, indices_size, n, "indices");
}

void check_ends(int64_t n, const int64_t* source, const int64_t* target, size_t size) {
    if (n < 0) throw std::invalid_argument("n is negative");
    check_count(static_cast<size_t>(n));
    check_nodes(source, size, n, "source");
    check_nodes(target, size, n, "target");
}

Graph simple_graph(const int64_t* indptr, size_t indptr_size, const int64_t* indices, size_t indices_size,
                   bool keep_repeats) {
    check_rows(indptr, indptr_size, indices, indices_size);
    Graph graph;
    graph.n = static_cast<int32_t>(indptr_size - 1);
    graph.begin.assign(indptr_size, 0);
    graph.node.resize(indices_size);
    int32_t* write = graph.node.data();
    for (int32_t v = 0; v < graph.n; ++v) {
        int32_t* row = write;
        bool ascending = true;
        for (int64_t i = indptr[v]; i < indptr[v + 1]; ++i) {
            const auto other = static_cast<int32_t>(indices[i]);
            if (other == v) continue;
            ascending &= write == row || write[-1] < other;
            *write++ = other;
        }
        if (!ascending) {
            std::sort(row, write);
            if (!keep_repeats) write = std::unique(row, write);
        }
        graph.begin[v + 1] = write - graph.node.data();
    }
    graph.node.resize(static_cast<size_t>(graph.begin[graph.n]));
    return graph;
}

Graph reversed(const Graph& graph) {
    Graph turned;
    turned.n = graph.n;
    turned.begin.assign(graph.begin.size(), 0);
    turned.node.resize(graph.node.size());
    for (const int32_t head : graph.node) ++turned.begin[head + 1];
    for (int32_t v = 0; v < graph.n; ++v) turned.begin[v + 1] += turned.begin[v];
    std::vector<int64_t> next(turned.begin.begin(), turned.begin.end() - 1);
    for (int32_t v = 0; v < graph.n; ++v)
        for (const int32_t* head = graph.first(v); head != graph.last(v); ++head)
            turned.node[static_cast<size_t>(next[*head]++)] = v;
    return turned;
}

std::vector<int32_t> search_order(const Graph& out, const Graph& in) {
    std::vector<int32_t> order;
    order.reserve(static_cast<size_t>(out.n));
    std::vector<char> seen(static_cast<size_t>(out.n), 0);
    int32_t hub = 0;
    for (int32_t v = 0; v < out.n; ++v)
        if (out.degree(v) + in.degree(v) > out.degree(hub) + in.degree(hub)) hub = v;
    size_t head = 0;
    for (int32_t next = -1; next < out.n; ++next) {
        const int32_t start = next < 0 ? hub : next;
        if (out.n == 0 || seen[start]) continue;
        seen[start] = 1;
        order.push_back(start);
        for (; head < order.size(); ++head)
            for (const int32_t* v = out.first(order[head]); v != out.last(order[head]); ++v)
                if (!seen[*v]) {
                    seen[*v] = 1;
                    order.push_back(*v);
                }
    }
    return order;
}

}  // namespace clusternet
