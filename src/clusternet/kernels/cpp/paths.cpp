#include "paths.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <numeric>
#include <utility>

#include "threads.hpp"

namespace clusternet {
namespace {

// A pushed link costs about this many pulled ones.
constexpr int64_t kPushCost = 3;

// Rows on cache-line boundaries.
class Rows {
public:
    explicit Rows(int64_t rows) : words_(static_cast<size_t>(rows + 1) * kWords) {
        const auto address = reinterpret_cast<uintptr_t>(words_.data());
        first_ = words_.data() + ((64 - address % 64) % 64) / sizeof(uint64_t);
    }
    uint64_t* data() { return first_; }

private:
    std::vector<uint64_t> words_;
    uint64_t* first_;
};

inline void set_bit(uint64_t* rows, int32_t row, int bit) {
    rows[int64_t{kWords} * row + bit / 64] |= uint64_t{1} << (bit % 64);
}

int binary_digits(uint32_t value) {
    int digits = 0;
    for (; value; value >>= 1) ++digits;
    return digits;
}

int64_t bits_needed(const Core& core) {
    int64_t bits = 0;
    for (int32_t v = 0; v < core.in.n; ++v) bits += core.in.degree(v) > 0;
    return bits;
}

void add(std::vector<uint64_t>& histogram, size_t distance, uint64_t pairs) {
    if (pairs == 0) return;
    if (histogram.size() <= distance) histogram.resize(distance + 1);
    histogram[distance] += pairs;
}

}  // namespace

// What one thread works with.
struct PathSearch::Worker {
    explicit Worker(const PathSearch& search)
        : first(search.n_rows_),
          second(search.n_inner_),
          list(static_cast<size_t>(search.n_rows_)),
          changed(static_cast<size_t>(search.n_rows_) + 1),
          grown(static_cast<size_t>(search.n_rows_) + 1),
          touched(static_cast<size_t>(search.n_rows_) + 1),
          stamp(static_cast<size_t>(search.n_rows_), 0),
          sizes(search.spans_.size()) {
        const auto rows = static_cast<size_t>(search.n_rows_);
        if (search.detail_ != Detail::histogram) eccentricity.resize(rows);
        if (search.detail_ == Detail::everything)
            for (auto* each : {&reached, &total, &harmonic, &harmonic_next}) each->resize(rows);
    }
    Rows first, second;  // inner rows stand in both, single rows in the first alone
    std::vector<int32_t> list, changed, grown, touched, stamp, sizes;
    int32_t epoch = 0;
    std::vector<uint64_t> histogram, reached, total, harmonic, harmonic_next;
    std::vector<int32_t> eccentricity;
};

PathSearch::PathSearch(Graph graph, Detail detail) : detail_(detail), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = fold(std::move(graph), std::move(turned));
    if (detail == Detail::histogram) {  // whichever end needs fewer batches
        Core other;
        std::swap(core_.in, core_.out);
        const int64_t turned_bits = bits_needed(core_);
        std::swap(core_.in, core_.out);
        if (turned_bits < bits_needed(core_)) {
            std::swap(core_.in, core_.out);
            std::swap(core_.origin_leaves, core_.target_leaves);
        }
    }
    plan(nullptr);
}

PathSearch::PathSearch(Graph graph, const std::vector<int32_t>& targets)
    : detail_(Detail::histogram), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = unfolded(std::move(graph), std::move(turned));
    plan(&targets);
}

void PathSearch::plan(const std::vector<int32_t>* targets) {
    const Graph& in = core_.in;
    const std::vector<int32_t> order = search_order(core_.out, in);
    number_rows(order);
    if (targets) {
        target_ = *targets;
    } else {  // heavy targets apart, so that the others are counted without weights
        std::vector<std::vector<int32_t>> by_digits(kMasks + 1);
        for (const int32_t v : order)
            if (in.degree(v) > 0) by_digits[binary_digits(core_.target_leaves[v])].push_back(v);
        for (const auto& some : by_digits) target_.insert(target_.end(), some.begin(), some.end());
    }
    in_weight_.resize(target_.size());
    for (size_t t = 0; t < target_.size(); ++t)
        for (const int32_t* v = in.first(target_[t]); v != in.last(target_[t]); ++v)
            in_weight_[t] += core_.origin_leaves[*v];
    n_batches_ = (static_cast<int64_t>(target_.size()) + kBits - 1) / kBits;
    batch_pairs_.assign(static_cast<size_t>(n_batches_), 0);
    batch_total_.assign(static_cast<size_t>(n_batches_), 0);
    shift_ = 62 - binary_digits(static_cast<uint32_t>(n_nodes_));
    const auto rows = static_cast<size_t>(n_rows_);
    if (detail_ != Detail::histogram) eccentricity_.assign(rows, 0);
    if (detail_ == Detail::everything)
        for (auto* each : {&reached_, &total_, &harmonic_, &harmonic_next_}) each->assign(rows, 0);
}

// Number the nodes with out-links: rows that are read first, each kind by the number of rows it reads.
void PathSearch::number_rows(const std::vector<int32_t>& order) {
    const Graph &out = core_.out, &in = core_.in;
    std::vector<int32_t> reads(static_cast<size_t>(out.n), 0);
    int32_t most = 0;
    for (int32_t v = 0; v < out.n; ++v) {
        for (const int32_t* u = out.first(v); u != out.last(v); ++u) reads[v] += out.degree(*u) > 0;
        most = std::max(most, reads[v]);
    }
    // Counting sort by (single, rows read), stable in the order of the search.
    std::vector<int32_t> place(2 * (static_cast<size_t>(most) + 1) + 1, 0);
    const auto kind = [&](int32_t v) { return (in.degree(v) > 0 ? 0 : most + 1) + reads[v]; };
    for (const int32_t v : order)
        if (out.degree(v) > 0) ++place[kind(v) + 1];
    std::partial_sum(place.begin(), place.end(), place.begin());
    n_inner_ = place[most + 1];
    n_rows_ = place.back();
    int64_t neighbours = 0;
    for (int32_t k = 0; k < 2 * (most + 1); ++k) {
        const int32_t size = place[k + 1] - place[k], degree = k % (most + 1);
        if (size == 0 || degree == 0) continue;
        spans_.push_back({place[k], size, degree, neighbours});
        neighbours += int64_t{size} * degree;
    }
    row_of_.assign(static_cast<size_t>(out.n), -1);
    node_of_.resize(static_cast<size_t>(n_rows_));
    for (const int32_t v : order)
        if (out.degree(v) > 0) {
            row_of_[v] = place[kind(v)]++;
            node_of_[row_of_[v]] = v;
        }
    neighbour_.reserve(static_cast<size_t>(neighbours));
    row_weight_.resize(static_cast<size_t>(n_rows_));
    in_begin_.assign(1, 0);
    for (int32_t r = 0; r < n_rows_; ++r) {
        const int32_t v = node_of_[r];
        row_weight_[r] = core_.origin_leaves[v];
        for (const int32_t* u = out.first(v); u != out.last(v); ++u)
            if (row_of_[*u] >= 0) neighbour_.push_back(row_of_[*u]);
        for (const int32_t* u = in.first(v); u != in.last(v); ++u) in_row_.push_back(row_of_[*u]);
        in_begin_.push_back(static_cast<int64_t>(in_row_.size()));
    }
}

void PathSearch::advance(const RowLoops& loops, int64_t count, int threads) {
    const int64_t last = std::min(n_batches_, done_ + std::max<int64_t>(count, 0));
    const auto wanted = std::min<int64_t>(std::max(threads, 1), last - done_);
    if (wanted <= 0) return;
    std::vector<Worker> workers;
    workers.reserve(static_cast<size_t>(wanted));
    for (int64_t i = 0; i < wanted; ++i) workers.emplace_back(*this);
    std::atomic<int64_t> next{done_};
    run_in_threads(wanted, threads, [&](int64_t i) {
        for (int64_t batch = next++; batch < last; batch = next++)
            run_batch(workers[static_cast<size_t>(i)], loops, batch);
    });
    for (const auto& worker : workers) collect(worker);
    done_ = last;
}

void PathSearch::run_batch(Worker& w, const RowLoops& loops, int64_t batch_number) {
    const int64_t begin = batch_number * kBits;
    const int size = static_cast<int>(std::min<int64_t>(kBits, static_cast<int64_t>(target_.size()) - begin));
    uint64_t* truth = w.first.data();
    uint64_t* other = w.second.data();
    uint64_t* const single = truth;
    std::memset(truth, 0, sizeof(uint64_t) * kWords * static_cast<size_t>(n_rows_));
    std::memset(other, 0, sizeof(uint64_t) * kWords * static_cast<size_t>(n_inner_));

    alignas(64) uint64_t full[kWords] = {};
    alignas(64) uint64_t masks[kMasks * kWords] = {};
    Batch batch{};
    batch.full = full;
    batch.masks = masks;
    batch.row_weight = row_weight_.data();
    batch.mode = static_cast<int>(detail_);
    batch.tally = {w.reached.data(), w.total.data(), w.harmonic.data(), w.harmonic_next.data(),
                   w.eccentricity.data()};
    const uint64_t unit = uint64_t{1} << shift_;
    uint64_t pairs = 0, total = 0;
    const auto record = [&](uint64_t level, const Sums& sums) {
        add(w.histogram, level, sums.pairs);
        add(w.histogram, level + 1, sums.row_weighted + sums.target_weighted);
        add(w.histogram, level + 2, sums.both_weighted);
        pairs += sums.pairs;
        total += level * sums.pairs;
    };

    // Level 1 bit by bit.
    Sums sums{};
    ++w.epoch;
    int64_t n_grown = 0, reach = 0;
    for (int bit = 0; bit < size; ++bit) {
        const int32_t t = target_[static_cast<size_t>(begin + bit)];
        const uint32_t weight = core_.target_leaves[t];
        full[bit / 64] |= uint64_t{1} << (bit % 64);
        for (int digit = 0; weight >> digit; ++digit) {
            if (weight >> digit & 1) set_bit(masks, digit, bit);
            batch.n_masks = std::max(batch.n_masks, digit + 1);
        }
        const auto degree = static_cast<uint64_t>(core_.in.degree(t));
        const uint64_t behind = in_weight_[static_cast<size_t>(begin + bit)];
        sums.pairs += degree;
        sums.row_weighted += behind;
        sums.target_weighted += degree * weight;
        sums.both_weighted += behind * weight;
        const int32_t own = row_of_[t];
        if (own >= 0) set_bit(truth, own, bit);
        if (own >= 0 && own < n_inner_) set_bit(other, own, bit);
        for (const int32_t* v = core_.in.first(t); v != core_.in.last(t); ++v) {
            const int32_t r = row_of_[*v];
            set_bit(truth, r, bit);
            if (r >= n_inner_) continue;
            set_bit(other, r, bit);
            if (w.stamp[r] == w.epoch) continue;
            w.stamp[r] = w.epoch;
            w.grown[n_grown++] = r;
            reach += in_begin_[r + 1] - in_begin_[r];
        }
    }
    record(1, sums);

    std::iota(w.list.begin(), w.list.end(), 0);
    for (size_t s = 0; s < spans_.size(); ++s) w.sizes[s] = spans_[s].size;
    auto pulled = static_cast<int64_t>(neighbour_.size());
    bool alike = true;  // both copies of the inner rows agree
    for (int level = 2; n_grown > 0; ++level) {
        const auto k = static_cast<uint64_t>(level);
        batch.level = level;
        batch.part = unit / k;
        batch.part_next = unit / (k + 1);
        batch.part_after = unit / (k + 2);
        batch.sums = {};
        int64_t n_changed = 0;
        if (kPushCost * (reach + n_grown) < pulled) {
            if (!alike)
                for (int64_t i = 0; i < n_grown; ++i)
                    std::memcpy(other + int64_t{kWords} * w.grown[i], truth + int64_t{kWords} * w.grown[i],
                                sizeof(uint64_t) * kWords);
            alike = true;
            Push push{truth,           other,          single,         in_begin_.data(),   in_row_.data(), n_inner_,
                      w.grown.data(),  n_grown,        w.stamp.data(), ++w.epoch,          w.touched.data(),
                      w.changed.data(), 0};
            loops.push(push, batch);
            n_changed = push.n_changed;
        } else {
            pulled = 0;
            for (size_t s = 0; s < spans_.size(); ++s) {
                const Span& span = spans_[s];
                if (w.sizes[s] == 0) continue;
                const bool inner = span.first < n_inner_;
                Group group{truth,
                            inner ? truth : single,
                            inner ? other : single,
                            neighbour_.data() + span.neighbours,
                            span.first,
                            span.degree,
                            w.list.data() + span.first,
                            w.sizes[s],
                            w.changed.data(),
                            n_changed};
                loops.pull(group, batch);
                w.sizes[s] = group.size;
                pulled += int64_t{group.size} * span.degree;
                if (inner) n_changed = group.n_changed;
            }
            std::swap(truth, other);
            alike = false;
        }
        record(k, batch.sums);
        std::swap(w.grown, w.changed);
        n_grown = n_changed;
        reach = 0;
        for (int64_t i = 0; i < n_grown; ++i) reach += in_begin_[w.grown[i] + 1] - in_begin_[w.grown[i]];
    }
    batch_pairs_[static_cast<size_t>(batch_number)] = static_cast<int64_t>(pairs);
    batch_total_[static_cast<size_t>(batch_number)] = static_cast<int64_t>(total);
}

void PathSearch::collect(const Worker& worker) {
    for (size_t d = 0; d < worker.histogram.size(); ++d) add(histogram_, d, worker.histogram[d]);
    for (size_t r = 0; r < worker.eccentricity.size(); ++r)
        eccentricity_[r] = std::max(eccentricity_[r], worker.eccentricity[r]);
    for (size_t r = 0; r < worker.reached.size(); ++r) {
        reached_[r] += worker.reached[r];
        total_[r] += worker.total[r];
        harmonic_[r] += worker.harmonic[r];
        harmonic_next_[r] += worker.harmonic_next[r];
    }
}

std::vector<int64_t> PathSearch::histogram() const {
    std::vector<uint64_t> all = histogram_;
    all.resize(std::max<size_t>(all.size(), 1));
    uint64_t beside = 0, across = 0;  // leaf and host; leaf and leaf of one host
    for (size_t v = 0; v < core_.origin_leaves.size(); ++v) {
        const uint64_t origins = core_.origin_leaves[v], targets = core_.target_leaves[v];
        beside += origins + targets;
        across += origins * targets;
    }
    add(all, 1, beside);
    add(all, 2, across - core_.mutual_leaves);
    return {all.begin(), all.end()};
}

std::vector<PathSearch::Node> PathSearch::nodes() const {
    std::vector<Node> found(static_cast<size_t>(n_nodes_));
    std::vector<double> next(core_.original.size(), 0);  // sum of 1/(d + 1), for the leaves
    const double unit = 1.0 / static_cast<double>(uint64_t{1} << shift_);
    for (int32_t v = 0; v < core_.out.n; ++v) {
        Node& node = found[core_.original[v]];
        const int32_t r = row_of_[v];
        int64_t behind = 0;  // leaves at distance 2
        for (const int32_t* u = core_.out.first(v); u != core_.out.last(v); ++u) behind += core_.target_leaves[*u];
        const int64_t near = core_.out.degree(v) + core_.target_leaves[v];
        node.eccentricity = behind ? 2 : near ? 1 : 0;
        if (r >= 0) node.eccentricity = std::max<int64_t>(node.eccentricity, eccentricity_[r]);
        if (detail_ != Detail::everything) continue;
        node.reached = near + behind;
        node.total = near + 2 * behind;
        node.harmonic = static_cast<double>(near) + static_cast<double>(behind) / 2;
        next[v] = static_cast<double>(near) / 2 + static_cast<double>(behind) / 3;
        if (r < 0) continue;
        node.reached += static_cast<int64_t>(reached_[r]);
        node.total += static_cast<int64_t>(total_[r]);
        node.harmonic += static_cast<double>(harmonic_[r]) * unit;
        next[v] += static_cast<double>(harmonic_next_[r]) * unit;
    }
    for (const auto& leaf : core_.leaves) {
        if (!leaf.origin) continue;
        const Node& host = found[core_.original[leaf.host]];
        Node& node = found[leaf.node];
        const int64_t back = leaf.target;  // the leaf is among what its host reaches
        const int64_t beyond = detail_ == Detail::everything ? host.reached - back : 0;
        node.reached = beyond + 1;
        node.total = host.total - back + beyond + 1;
        node.harmonic = next[leaf.host] - static_cast<double>(back) / 2 + 1;
        const bool alone = host.eccentricity == 1 && core_.target_leaves[leaf.host] + core_.out.degree(leaf.host) == back;
        node.eccentricity = alone ? 1 : host.eccentricity + 1;
    }
    return found;
}

}  // namespace clusternet
