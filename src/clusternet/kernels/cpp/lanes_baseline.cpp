// The level every processor has.
#include "lanes.inc"

namespace clusternet {

LaneLoops baseline_lanes() { return {forward, backward}; }

}  // namespace clusternet
