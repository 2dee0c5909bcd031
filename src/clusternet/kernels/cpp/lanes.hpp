// The inner loops of betweenness: 32 sources side by side, one double a source and node.
//
// The loops are compiled once a processor level, as those of rows.hpp are, and under the same rule: nothing of
// the standard library in lanes.inc. Every lane is added up in one order and no product is fused with a sum,
// so that all levels give the same bits.
#pragma once

#include <cstdint>

namespace clusternet {

constexpr int kLanes = 32;

struct Hit {  // a node, and the lanes in which it was met
    int32_t node;
    uint32_t lanes;
};

// A batch of searches. Rows of `paths` and `rest` are valid for the nodes, and lanes, that were met.
struct Lanes {
    const int64_t* begin;
    const int32_t* node;
    int32_t n_inner;       // nodes from here on lead nowhere and are between nothing
    const double* ends;    // targets that each node stands for: itself and what hangs on it
    const double* weight;  // sources that each lane stands for
    double* paths;         // shortest paths to each node
    double* rest;          // sum over successors of (weight x targets + dependency) / paths
    uint32_t* seen;        // lanes that met the node at an earlier level
    uint32_t* fresh;       // and at this one
    double* between;       // what is added up
};

struct LaneLoops {
    // One level on: `hits` are the links that shortest paths take, those of front[i] before stop[i]; the nodes met
    // go to `next`, and their number is returned.
    int64_t (*forward)(Lanes&, const Hit* front, int64_t n, Hit* hits, int64_t* stop, int32_t* next);
    // The level back: what its nodes are between, and what they pass on.
    void (*backward)(Lanes&, const Hit* front, int64_t n, const Hit* hits, const int64_t* stop);
};

LaneLoops baseline_lanes();
#ifdef CLUSTERNET_X86
LaneLoops avx2_lanes();
LaneLoops avx512_lanes();
#endif

}  // namespace clusternet
