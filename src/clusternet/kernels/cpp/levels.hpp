// Which of the compiled loops this processor can run.
#pragma once

#include <string>
#include <vector>

#include "lanes.hpp"
#include "rows.hpp"

namespace clusternet {

std::vector<std::string> levels();

// Raise std::invalid_argument where the level is unknown or not to be had here.
RowLoops loops_of(const std::string& level);
LaneLoops lanes_of(const std::string& level);

}  // namespace clusternet
