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

// Nodes with neighbours, those with the same ones once.
int64_t kinds(const Graph& graph, const std::vector<int32_t>& like) {
    int64_t found = 0;
    for (int32_t v = 0; v < graph.n; ++v) found += graph.degree(v) > 0 && like[v] == v;
    return found;
}

std::vector<int32_t> identity(int32_t n) {
    std::vector<int32_t> like(static_cast<size_t>(n));
    std::iota(like.begin(), like.end(), 0);
    return like;
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
    std::vector<Own> own;
    int32_t epoch = 0;
    std::vector<uint64_t> histogram, reached, total, harmonic, harmonic_next;
    std::vector<int32_t> eccentricity;
};

PathSearch::PathSearch(Graph graph, Detail detail) : detail_(detail), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = fold(std::move(graph), std::move(turned));
    if (detail == Detail::histogram) {
        like_out_ = twins(core_.out);
        like_in_ = core_.in.node == core_.out.node ? like_out_ : twins(core_.in);
        if (kinds(core_.out, like_out_) < kinds(core_.in, like_in_)) {  // whichever end needs fewer batches
            std::swap(core_.in, core_.out);
            std::swap(core_.origin_leaves, core_.target_leaves);
            std::swap(like_in_, like_out_);
        }
    } else {
        like_out_ = like_in_ = identity(core_.out.n);
    }
    plan(nullptr);
}

PathSearch::PathSearch(Graph graph, const std::vector<int32_t>& targets)
    : detail_(Detail::histogram), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = unfolded(std::move(graph), std::move(turned));
    like_out_ = like_in_ = identity(core_.out.n);
    plan(&targets);
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
    alignas(64) uint64_t masks[2 * kMasks * kWords] = {};
    Batch batch{};
    batch.full = full;
    batch.masks = masks;
    batch.more_masks = masks + kMasks * kWords;
    batch.row_size = row_size_.data();
    batch.row_weight = row_weight_.data();
    batch.mode = static_cast<int>(detail_);
    batch.tally = {w.reached.data(), w.total.data(), w.harmonic.data(), w.harmonic_next.data(),
                   w.eccentricity.data()};
    for (int bit = 0; bit < size; ++bit) {
        const auto t = static_cast<size_t>(begin + bit);
        const auto more = static_cast<uint32_t>(member_begin_[t + 1] - member_begin_[t] - 1);
        full[bit / 64] |= uint64_t{1} << (bit % 64);
        for (int digit = 0; target_weight_[t] >> digit; ++digit) {
            if (target_weight_[t] >> digit & 1) set_bit(masks, digit, bit);
            batch.n_masks = std::max(batch.n_masks, digit + 1);
        }
        for (int digit = 0; more >> digit; ++digit) {
            if (more >> digit & 1) set_bit(masks, kMasks + digit, bit);
            batch.n_more_masks = std::max(batch.n_more_masks, digit + 1);
        }
    }
    batch.weighted = batch.n_masks > 0 || batch.n_more_masks > 0;
    const uint64_t unit = uint64_t{1} << shift_;
    uint64_t pairs = 0, total = 0;
    const auto record = [&](uint64_t level, const Sums& sums) {
        add(w.histogram, level, sums.pairs);
        add(w.histogram, level + 1, sums.row_weighted + sums.target_weighted);
        add(w.histogram, level + 2, sums.both_weighted);
        pairs += sums.pairs;
        total += level * sums.pairs;
    };

    int64_t reach = 0;
    int64_t n_grown = first_level(w, batch, begin, size);
    for (int64_t i = 0; i < n_grown; ++i) reach += in_begin_[w.grown[i] + 1] - in_begin_[w.grown[i]];
    record(1, batch.sums);

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
        take_back(w, truth, k);
        std::swap(w.grown, w.changed);
        n_grown = n_changed;
        reach = 0;
        for (int64_t i = 0; i < n_grown; ++i) reach += in_begin_[w.grown[i] + 1] - in_begin_[w.grown[i]];
    }
    batch_pairs_[static_cast<size_t>(batch_number)] = static_cast<int64_t>(pairs);
    batch_total_[static_cast<size_t>(batch_number)] = static_cast<int64_t>(total);
}

// Level 1 bit by bit; returns how many rows that others read have grown.
int64_t PathSearch::first_level(Worker& w, Batch& batch, int64_t begin, int size) const {
    uint64_t *truth = w.first.data(), *other = w.second.data();
    ++w.epoch;
    w.own.clear();
    int64_t n_grown = 0;
    for (int bit = 0; bit < size; ++bit) {
        const auto target = static_cast<size_t>(begin + bit);
        const int32_t t = target_[target];
        const int64_t nodes = member_begin_[target + 1] - member_begin_[target];
        const auto degree = static_cast<uint64_t>(core_.in.degree(t));
        const uint64_t behind = in_weight_[target], weight = target_weight_[target];
        batch.sums.pairs += degree * static_cast<uint64_t>(nodes);
        batch.sums.row_weighted += behind * static_cast<uint64_t>(nodes);
        batch.sums.target_weighted += degree * weight;
        batch.sums.both_weighted += behind * weight;
        for (int64_t i = member_begin_[target]; i < member_begin_[target + 1]; ++i) {
            const int32_t own = row_of_[member_[static_cast<size_t>(i)]];
            if (own < 0) continue;
            if (nodes > 1 || row_size_[own] > 1) {
                w.own.push_back({own, member_[static_cast<size_t>(i)], bit});
                continue;
            }
            set_bit(truth, own, bit);
            if (own < n_inner_) set_bit(other, own, bit);
        }
        for (const int32_t* v = core_.in.first(t); v != core_.in.last(t); ++v) {
            const int32_t r = row_of_[*v];
            set_bit(truth, r, bit);
            if (r >= n_inner_) continue;
            set_bit(other, r, bit);
            if (w.stamp[r] == w.epoch) continue;
            w.stamp[r] = w.epoch;
            w.grown[n_grown++] = r;
        }
    }
    return n_grown;
}

// What came back to where it began at a level is no pair.
void PathSearch::take_back(Worker& w, const uint64_t* truth, uint64_t level) const {
    size_t kept = 0;
    for (const Own& own : w.own) {
        if (!(truth[int64_t{kWords} * own.row + own.bit / 64] >> (own.bit % 64) & 1)) {
            w.own[kept++] = own;
            continue;
        }
        const uint64_t origins = core_.origin_leaves[own.node], targets = core_.target_leaves[own.node];
        w.histogram[level] -= 1;
        if (origins + targets > 0) w.histogram[level + 1] -= origins + targets;
        if (origins * targets > 0) w.histogram[level + 2] -= origins * targets;
    }
    w.own.resize(kept);
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
