// Components: nodes joined by paths, in both directions or whatever the direction.
#pragma once

#include <cstdint>
#include <vector>

#include "graph.hpp"

namespace clusternet {

struct Components {
    std::vector<int32_t> label;  // strong: along every link from another component the label falls
    int32_t count = 0;
};

Components weak_components(const Graph& out);
Components strong_components(const Graph& out);

}  // namespace clusternet
