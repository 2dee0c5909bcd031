// Random graphs with the degrees of a given one, and with as many links between its kinds of nodes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

// Distinct links between different nodes. An end is 2 v + k: node v in its kind k, 0 or 1. Of a directed link
// the source stands first; links are in rows by it.
class Rewiring {
public:
    // `ends`: two of each link. `gates`: gates[i] of 2^32 steps from i to i + 1 links inside kind 1, or back,
    // whichever leads away from `home`, are made; without any the graph never leaves its frame.
    Rewiring(int64_t n, const int64_t* ends, size_t size, std::vector<int64_t> gates, int64_t home, bool directed);

    // The links after `steps` steps of the chain in its frame, sorted: the targets of directed ones by source,
    // both ends of undirected ones, the lower before the higher. With a place for each node on a ring, only
    // swaps that shorten the links on it are made.
    std::vector<int64_t> run(const int64_t* ring, int64_t steps, uint64_t key) const;

    int64_t nodes() const { return n_; }

private:
    template <bool kDirected, typename Key>
    std::vector<int64_t> walked(const int64_t* ring, int64_t steps, uint64_t key) const;
    std::vector<int64_t> sorted(const std::vector<int32_t>& ends) const;

    int64_t n_, home_;
    bool directed_;
    std::vector<int64_t> gates_;
    std::vector<int64_t> begin_;  // row of v: begin_[v] ... begin_[v + 1] - 1
    std::vector<int32_t> ends_;   // of each place
};

// The links of the nulls first, first + 1, ...: the same whatever the number of threads.
std::vector<std::vector<int64_t>> rewire(const Rewiring& links, const int64_t* ring, int64_t steps, uint64_t seed,
                                         int64_t first, int64_t count, int threads);

}  // namespace clusternet
