// Betweenness of all nodes (Brandes 2001), 32 searches a batch.
//
// What makes it fast:
//  - a node with one neighbour is folded into weights of that neighbour: as a target it hangs there, as a source
//    it rides on the neighbour's search (paths_fold.cpp);
//  - sources with the same out-links share one search: none lies on a shortest path of another; and a source with
//    one successor rides on the successor's search. What a source reaches does not count itself, which is set
//    right where a search meets one of its own sources;
//  - nodes that nothing leads to are sources alone: no search meets their links;
//  - nodes that lead nowhere are targets alone: those with the same in-links are one target;
//  - 32 searches go level by level side by side, sorted so that those of a batch are alike, and the links that
//    shortest paths took are replayed backward.
// Where values of links, or the spread over sources, are asked for, nothing is folded: a search a source.
// What is added up is added in one order, whatever the number of threads: blocks of batches, one after another.
#pragma once

#include <cstdint>
#include <vector>

#include "graph.hpp"
#include "lanes.hpp"
#include "paths.hpp"

namespace clusternet {

class Betweenness {
public:
    explicit Betweenness(Graph graph);
    // From the sources of a weight above 0 alone, each as often as that says.
    Betweenness(Graph graph, const std::vector<double>& weight, bool links);

    int64_t blocks() const { return n_blocks_; }
    int64_t done() const { return done_; }
    // Run the searches of the next `count` blocks.
    void advance(const LaneLoops& loops, int64_t count, int threads);
    // Ordered pairs of other nodes, each by the share of its shortest paths that lead through the node; complete
    // only when every block is done.
    std::vector<double> nodes() const;
    // The sum of the squares of what each source adds to nodes().
    std::vector<double> squares() const;
    // The same pairs by the share of their paths that take each link of the rows.
    std::vector<double> links() const;

private:
    struct Source {
        int32_t core;          // its node in the core
        int32_t node;          // its place in the search, or -1 if no search meets it
        int32_t through = -1;  // the source whose search it rides on, or -1
        double weight = 1;     // itself and the leaves that ride on it
        double riding = 0;     // weight of the sources that ride on it
    };
    struct Start {  // a search
        int64_t first, last;  // where its first steps stand in step_
        double weight = 0;    // sources that it stands for
        std::vector<int32_t> sources;
    };
    struct Worker;

    void number(const std::vector<int32_t>& order);
    void gather_sources(const std::vector<double>* weight);
    void sort_starts();
    std::vector<int32_t> steps_of(int32_t core) const;
    double own_weight(int32_t v) const;
    void run_batch(Worker& worker, const LaneLoops& loops, int64_t first, int64_t last);
    int64_t seed(Worker& worker, int64_t first, int64_t last) const;
    void set_right(Worker& worker, int64_t level) const;
    void tally(Worker& worker, const double* weight, int64_t level) const;
    void first_links(Worker& worker, int64_t first, int64_t last);
    void count_riders(Worker& worker, int64_t first, int64_t last) const;

    bool folded_, links_ = false;
    Core core_;
    int32_t n_nodes_ = 0, n_inner_ = 0, n_ = 0;  // inner nodes come first, then targets alone
    std::vector<int32_t> number_;                // core node -> place in the search, -1 for none
    std::vector<int32_t> twin_of_;               // core node -> the one that stands for it
    std::vector<int64_t> begin_{0};
    std::vector<int32_t> node_;
    std::vector<double> ends_;
    std::vector<Source> sources_;
    std::vector<Start> starts_;
    std::vector<int32_t> step_;
    std::vector<int32_t> source_of_, start_of_;  // of each place: its source, and the search of that; or -1
    std::vector<double> between_, squares_;
    std::vector<double> link_, first_link_;  // by the places of node_ and of step_
    int64_t n_blocks_ = 0, done_ = 0;
};

}  // namespace clusternet
