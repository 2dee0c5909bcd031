#define LANES_AVX512
#include "lanes.inc"

namespace clusternet {

LaneLoops avx512_lanes() { return {forward, backward}; }

}  // namespace clusternet
