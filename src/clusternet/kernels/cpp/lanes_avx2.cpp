#define LANES_AVX2
#include "lanes.inc"

namespace clusternet {

LaneLoops avx2_lanes() { return {forward, backward}; }

}  // namespace clusternet
