// Graphs as compressed rows, and the checks that stand between NumPy arrays and every kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

// The neighbours of v are node[begin[v]] ... node[begin[v + 1] - 1].
struct Graph {
    int32_t n = 0;
    std::vector<int64_t> begin{0};
    std::vector<int32_t> node;

    int64_t degree(int32_t v) const { return begin[v + 1] - begin[v]; }
    const int32_t* first(int32_t v) const { return node.data() + begin[v]; }
    const int32_t* last(int32_t v) const { return node.data() + begin[v + 1]; }
};

// Raise std::invalid_argument unless the arrays are compressed rows over their own nodes.
void check_rows(const int64_t* indptr, size_t indptr_size, const int64_t* indices, size_t indices_size);

// Raise std::invalid_argument unless every end is a node 0 ... n - 1.
void check_ends(int64_t n, const int64_t* source, const int64_t* target, size_t size);

// Checked rows without self-loops, neighbours ascending; repeats stand once unless they are kept.
Graph simple_graph(const int64_t* indptr, size_t indptr_size, const int64_t* indices, size_t indices_size,
                   bool keep_repeats = false);

// The same links, turned round; neighbours ascending.
Graph reversed(const Graph& graph);

// Nodes in the order of a search along out-links from the largest node, then from what is left.
std::vector<int32_t> search_order(const Graph& out, const Graph& in);

}  // namespace clusternet
