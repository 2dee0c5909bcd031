// Triangles of the undirected view, with the directed links that close them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

// Each of n values: distinct neighbours, triangles, directed links among the neighbours (a mutual pair is two).
struct Triangles {
    std::vector<int64_t> neighbours, triangles, links;
};

// Self-loops are passed over; a repeated pair counts once.
Triangles count_triangles(int64_t n, const int64_t* source, const int64_t* target, size_t size);

}  // namespace clusternet
