// What a search of all pairs does before it begins: rows and targets numbered, and what they stand for.
#include <algorithm>
#include <numeric>
#include <utility>

#include "paths.hpp"

namespace clusternet {
namespace {

int binary_digits(uint32_t value) {
    int digits = 0;
    for (; value; value >>= 1) ++digits;
    return digits;
}

}  // namespace

void PathSearch::plan(const std::vector<int32_t>* targets) {
    const std::vector<int32_t> order = search_order(core_.out, core_.in);
    number_rows(order);
    if (targets) {
        target_ = member_ = *targets;
        for (size_t t = 0; t <= target_.size(); ++t) member_begin_.push_back(static_cast<int64_t>(t));
    } else {
        gather_targets(order);
    }
    weigh_targets();
    n_batches_ = (static_cast<int64_t>(target_.size()) + kBits - 1) / kBits;
    batch_pairs_.assign(static_cast<size_t>(n_batches_), 0);
    batch_total_.assign(static_cast<size_t>(n_batches_), 0);
    shift_ = 62 - binary_digits(static_cast<uint32_t>(n_nodes_));
    const auto rows = static_cast<size_t>(n_rows_);
    if (detail_ != Detail::histogram) eccentricity_.assign(rows, 0);
    if (detail_ == Detail::everything)
        for (auto* each : {&reached_, &total_, &harmonic_, &harmonic_next_}) each->assign(rows, 0);
}

// Heavy targets apart, so that the others are counted without weights.
void PathSearch::gather_targets(const std::vector<int32_t>& order) {
    std::vector<int64_t> size(order.size(), 0), weight(order.size(), 0), place(order.size() + 1, 0);
    for (const int32_t v : order) {
        ++size[like_in_[v]];
        weight[like_in_[v]] += core_.target_leaves[v];
    }
    std::vector<std::vector<int32_t>> by_digits((kMasks + 1) * (kMasks + 1));
    for (const int32_t v : order) {
        if (core_.in.degree(v) == 0 || like_in_[v] != v) continue;
        const int digits = binary_digits(static_cast<uint32_t>(size[v] - 1));
        by_digits[binary_digits(static_cast<uint32_t>(weight[v])) * (kMasks + 1) + digits].push_back(v);
    }
    member_begin_.push_back(0);
    for (const auto& alike : by_digits)
        for (const int32_t v : alike) {
            place[v] = member_begin_.back();
            target_.push_back(v);
            member_begin_.push_back(place[v] + size[v]);
        }
    member_.resize(static_cast<size_t>(member_begin_.back()));
    for (int32_t v = 0; v < core_.in.n; ++v)
        if (core_.in.degree(v) > 0) member_[static_cast<size_t>(place[like_in_[v]]++)] = v;
}

void PathSearch::weigh_targets() {
    const Graph& in = core_.in;
    in_weight_.resize(target_.size());
    target_weight_.resize(target_.size());
    for (size_t t = 0; t < target_.size(); ++t) {
        for (const int32_t* v = in.first(target_[t]); v != in.last(target_[t]); ++v)
            in_weight_[t] += core_.origin_leaves[*v];
        for (int64_t i = member_begin_[t]; i < member_begin_[t + 1]; ++i)
            target_weight_[t] += core_.target_leaves[member_[static_cast<size_t>(i)]];
    }
}

// The rows that each row reads, both by their first nodes.
Graph PathSearch::reads() const {
    Graph found;
    found.n = core_.out.n;
    found.begin.reserve(static_cast<size_t>(found.n) + 1);
    found.node.reserve(core_.out.node.size());
    std::vector<int32_t> stamp(static_cast<size_t>(found.n), -1);
    for (int32_t v = 0; v < found.n; ++v) {
        if (like_out_[v] == v)
            for (const int32_t* w = core_.out.first(v); w != core_.out.last(v); ++w) {
                const int32_t u = like_out_[*w];
                if (core_.out.degree(u) == 0 || stamp[u] == v) continue;
                stamp[u] = v;
                found.node.push_back(u);
            }
        found.begin.push_back(static_cast<int64_t>(found.node.size()));
    }
    return found;
}

// Number the nodes with out-links: rows that are read first, each kind by the number of rows it reads.
void PathSearch::number_rows(const std::vector<int32_t>& order) {
    const Graph& out = core_.out;
    const auto has_row = [&](int32_t v) { return out.degree(v) > 0 && like_out_[v] == v; };
    std::vector<char> is_read(static_cast<size_t>(out.n), 0);
    for (int32_t v = 0; v < out.n; ++v) is_read[like_out_[v]] |= core_.in.degree(v) > 0;
    const Graph reads = this->reads();
    int64_t most = 0;
    for (int32_t v = 0; v < out.n; ++v) most = std::max(most, reads.degree(v));
    // Counting sort by (single, rows read), stable in the order of the search.
    std::vector<int32_t> place(2 * (static_cast<size_t>(most) + 1) + 1, 0);
    const auto kind = [&](int32_t v) { return (is_read[v] ? 0 : most + 1) + reads.degree(v); };
    for (const int32_t v : order)
        if (has_row(v)) ++place[kind(v) + 1];
    std::partial_sum(place.begin(), place.end(), place.begin());
    n_inner_ = place[most + 1];
    n_rows_ = place.back();
    int64_t neighbours = 0;
    for (int64_t k = 0; k < 2 * (most + 1); ++k) {
        const int32_t size = place[k + 1] - place[k], degree = static_cast<int32_t>(k % (most + 1));
        if (size == 0 || degree == 0) continue;
        spans_.push_back({place[k], size, degree, neighbours});
        neighbours += int64_t{size} * degree;
    }
    row_of_.assign(static_cast<size_t>(out.n), -1);
    node_of_.resize(static_cast<size_t>(n_rows_));
    for (const int32_t v : order)
        if (has_row(v)) {
            row_of_[v] = place[kind(v)]++;
            node_of_[row_of_[v]] = v;
        }
    link_rows(reads);
}

void PathSearch::link_rows(const Graph& reads) {
    row_size_.assign(static_cast<size_t>(n_rows_), 0);
    row_weight_.assign(static_cast<size_t>(n_rows_), 0);
    for (int32_t v = 0; v < core_.out.n; ++v) {
        if (core_.out.degree(v) == 0) continue;
        row_of_[v] = row_of_[like_out_[v]];
        ++row_size_[row_of_[v]];
        row_weight_[row_of_[v]] += core_.origin_leaves[v];
    }
    Graph rows;
    rows.n = n_rows_;
    rows.node.reserve(reads.node.size());
    for (const int32_t v : node_of_) {
        for (const int32_t* u = reads.first(v); u != reads.last(v); ++u) rows.node.push_back(row_of_[*u]);
        rows.begin.push_back(static_cast<int64_t>(rows.node.size()));
    }
    Graph readers = reversed(rows);
    neighbour_ = std::move(rows.node);
    in_begin_ = std::move(readers.begin);
    in_row_ = std::move(readers.node);
}

}  // namespace clusternet
