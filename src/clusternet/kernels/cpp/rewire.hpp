// Random graphs with the degrees of a given one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

// Distinct links between different nodes of one or two classes, in rows by source.
class Rewiring {
public:
    // `kind` is the class of each node, 0 or 1. Links that repeat, or join a node to itself, are refused.
    Rewiring(int64_t n, const int64_t* source, const int64_t* target, size_t size, const int64_t* kind);

    // The targets after `steps` steps of the chain, ascending in each row. With a place for each node on a
    // ring, only swaps that shorten the links on it are made.
    std::vector<int64_t> run(const int64_t* ring, int64_t steps, uint64_t key) const;

private:
    int64_t n_;
    std::vector<uint8_t> kind_;
    bool allowed_[2][2] = {};
    std::vector<int64_t> begin_;            // row of v: begin_[v] ... begin_[v + 1] - 1
    std::vector<int32_t> source_, target_;  // of each place
};

// The targets of the nulls first, first + 1, ...: the same whatever the number of threads.
std::vector<std::vector<int64_t>> rewire(const Rewiring& links, const int64_t* ring, int64_t steps, uint64_t seed,
                                         int64_t first, int64_t count, int threads);

}  // namespace clusternet
