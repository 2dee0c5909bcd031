// Distances between all ordered pairs: bit-parallel breadth-first search, 512 targets a batch.
//
// Row v holds a bit for every target of the batch that v reaches; level k of the search is
// row[v] |= OR of row[u] over the out-neighbours u of v, and the bits that are new are the pairs at
// distance k. What makes it fast:
//  - a node with one neighbour is folded into a weight of that neighbour (paths_fold.cpp);
//  - where only the histogram is asked for, nodes with the same out-links are one row, and nodes with the same
//    in-links one target: they differ in the distance to themselves alone, which is taken back when it is met;
//  - a node without out-links is a bit and no row; rows that nobody reads need one copy, the others two;
//  - rows are numbered by how many rows they read, so that the inner loops have no varying bounds;
//  - a row that has every target of its batch leaves the list, and targets are taken in the order of a
//    breadth-first search, so that rows fill up early;
//  - levels in which few rows grew are pushed from those rows instead of pulled by all.
#pragma once

#include <cstdint>
#include <vector>

#include "graph.hpp"
#include "rows.hpp"

namespace clusternet {

// The graph without its leaves: nodes whose only links are to and from one other node.
struct Core {
    struct Leaf {
        int32_t node;  // as numbered before
        int32_t host;  // as numbered in the core
        bool origin;   // leaf -> host
        bool target;   // host -> leaf
    };
    Graph out, in;
    std::vector<int32_t> original;                       // core node -> node
    std::vector<uint32_t> origin_leaves, target_leaves;  // of each core node
    uint64_t mutual_leaves = 0;                          // leaves that are both
    std::vector<Leaf> leaves;
};

Core fold(Graph out, Graph in);
Core unfolded(Graph out, Graph in);

// For each node the first one with the same neighbours, itself where it has none.
std::vector<int32_t> twins(const Graph& graph);

enum class Detail { histogram = 0, eccentricity = 1, everything = 2 };

class PathSearch {
public:
    PathSearch(Graph graph, Detail detail);
    // Distances towards the given nodes alone.
    PathSearch(Graph graph, const std::vector<int32_t>& targets);

    int64_t batches() const { return n_batches_; }
    int64_t done() const { return done_; }
    // Search towards the next `count` batches of targets.
    void advance(const RowLoops& loops, int64_t count, int threads);

    // Pairs at distance 0 (none), 1, 2, ...; complete only when every batch is done.
    std::vector<int64_t> histogram() const;
    // Pairs, and the sum of their distances, batch by batch; without the leaves behind either end.
    const std::vector<int64_t>& batch_pairs() const { return batch_pairs_; }
    const std::vector<int64_t>& batch_total() const { return batch_total_; }

    struct Node {
        int64_t reached = 0, total = 0, eccentricity = 0;
        double harmonic = 0;
    };
    // For each node as the origin, when every batch is done.
    std::vector<Node> nodes() const;

private:
    struct Span {  // rows first ... first + size - 1 read `degree` rows each
        int32_t first, size, degree;
        int64_t neighbours;
    };
    struct Own {  // a row that may come back to a target that is one of its own nodes
        int32_t row, node;
        int bit;
    };
    struct Worker;

    void plan(const std::vector<int32_t>* targets);
    void number_rows(const std::vector<int32_t>& order);
    void link_rows(const Graph& reads);
    void gather_targets(const std::vector<int32_t>& order);
    void weigh_targets();
    Graph reads() const;
    void run_batch(Worker& worker, const RowLoops& loops, int64_t batch);
    int64_t first_level(Worker& worker, Batch& batch, int64_t begin, int size) const;
    void take_back(Worker& worker, const uint64_t* truth, uint64_t level) const;
    void collect(const Worker& worker);

    Detail detail_;
    Core core_;
    int32_t n_nodes_ = 0;
    int32_t n_rows_ = 0, n_inner_ = 0;  // inner rows are read by others and come first
    std::vector<int32_t> like_out_, like_in_;  // core node -> the one whose row, and target, it shares
    std::vector<int32_t> row_of_;              // core node -> row, or -1
    std::vector<int32_t> node_of_;             // row -> the first core node
    std::vector<Span> spans_;
    std::vector<int32_t> neighbour_;
    std::vector<int64_t> in_begin_;
    std::vector<int32_t> in_row_;
    std::vector<uint32_t> row_size_, row_weight_;  // nodes of each row, and leaves that lead to them
    std::vector<int32_t> target_;                  // first core nodes in the order of their bits
    std::vector<int64_t> member_begin_;            // of each target: where its nodes stand
    std::vector<int32_t> member_;
    std::vector<uint32_t> target_weight_;  // leaves behind those
    std::vector<uint64_t> in_weight_;      // leaves that lead to its in-neighbours
    int64_t n_batches_ = 0, done_ = 0;
    int shift_ = 0;  // reciprocals are multiples of 2^-shift

    std::vector<uint64_t> histogram_;
    std::vector<int64_t> batch_pairs_, batch_total_;
    std::vector<uint64_t> reached_, total_, harmonic_, harmonic_next_;
    std::vector<int32_t> eccentricity_;
};

}  // namespace clusternet
