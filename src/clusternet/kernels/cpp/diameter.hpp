// The exact diameter of a large graph, from bounds on how far each node is from what it reaches.
#pragma once

#include <cstdint>
#include <functional>

#include "graph.hpp"
#include "rows.hpp"

namespace clusternet {

struct Diameter {
    int32_t value = 0;
    int64_t searched = 0;  // nodes whose distances were all looked at
};

// `go_on` is asked between batches; false ends the search with std::runtime_error.
Diameter exact_diameter(const Graph& out, const RowLoops& loops, int pivots, int threads,
                        const std::function<bool()>& go_on);

}  // namespace clusternet
