// Communities of an undirected weighted graph: Louvain and Leiden, seeded, the same on every machine.
//
// Louvain: Blondel et al. 2008, with the queue of Traag's fast local moving. Leiden: Traag, Waltman and van
// Eck 2019, two iterations, a refining node joining the community it gains most from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

enum class Algorithm { louvain, leiden };

// An undirected graph; a node's own weight is what lies inside it.
struct Weighted {
    int32_t n = 0;
    std::vector<int64_t> begin{0};
    std::vector<int32_t> node;
    std::vector<double> weight;
    std::vector<double> strength;  // weights at a node, loops twice
    double total = 0;              // of all strengths

    void measure(const std::vector<double>& loops);
};

class Communities {
public:
    // Each pair once, in any order; parallel ones add up. `gamma` multiplies the term of the expected links.
    Communities(int64_t n, const int64_t* source, const int64_t* target, const double* weight, size_t size,
                double gamma);
    // Community of each node, numbered 0 ... in no particular order.
    std::vector<int64_t> find(Algorithm algorithm, uint64_t seed) const;

private:
    double gamma_;
    Weighted graph_;             // without its leaves where those belong to their neighbour in any case
    std::vector<int32_t> part_;  // node -> node of graph_
};

}  // namespace clusternet
