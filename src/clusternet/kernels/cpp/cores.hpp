// How deep in the middle of a graph a node lies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

// The largest k such that the node stays when nodes of degree under k are removed again and again. Degree is
// out-degree + in-degree; a link of a node to itself counts twice.
std::vector<int64_t> cores(int64_t n, const int64_t* source, const int64_t* target, size_t size);

}  // namespace clusternet
