#include "rewire.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "graph.hpp"
#include "threads.hpp"

namespace clusternet {

namespace {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15u;
constexpr uint64_t kWalks = 8;  // one step in so many turns the middle of a walk round

// SplitMix64 as a function of a place in its stream.
uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

// 0 ... size - 1 from 32 random bits. Not quite even; the chain is symmetric whatever the chances of places.
int64_t place(uint64_t bits, int64_t size) {
    return static_cast<int64_t>(((bits & 0xffffffffu) * static_cast<uint64_t>(size)) >> 32);
}

// The ordered pairs that are linked: open addressing, at most half full.
class Pairs {
public:
    explicit Pairs(size_t size) {
        size_t capacity = 16;
        shift_ = 60;
        while (capacity < 2 * size) {
            capacity *= 2;
            --shift_;
        }
        cells_.assign(capacity, kFree);
        mask_ = capacity - 1;
    }

    bool has(uint64_t pair) const { return cells_[cell_of(pair)] == pair; }

    // False where it is there already.
    bool add(uint64_t pair) {
        const size_t cell = cell_of(pair);
        if (cells_[cell] == pair) return false;
        cells_[cell] = pair;
        return true;
    }

    // What follows moves up, so that no search ends early.
    void remove(uint64_t pair) {
        size_t gap = cell_of(pair);
        for (size_t cell = (gap + 1) & mask_; cells_[cell] != kFree; cell = (cell + 1) & mask_) {
            if (((cell - home(cells_[cell])) & mask_) >= ((cell - gap) & mask_)) {
                cells_[gap] = cells_[cell];
                gap = cell;
            }
        }
        cells_[gap] = kFree;
    }

private:
    static constexpr uint64_t kFree = std::numeric_limits<uint64_t>::max();

    size_t home(uint64_t pair) const { return static_cast<size_t>((pair * kGolden) >> shift_); }

    // Where the pair is, or would be.
    size_t cell_of(uint64_t pair) const {
        size_t cell = home(pair);
        while (cells_[cell] != kFree && cells_[cell] != pair) cell = (cell + 1) & mask_;
        return cell;
    }

    std::vector<uint64_t> cells_;
    size_t mask_ = 0;
    int shift_ = 0;
};

uint64_t pair_of(int64_t source, int64_t target) {
    return static_cast<uint64_t>(source) << 32 | static_cast<uint64_t>(target);
}

}  // namespace

Rewiring::Rewiring(int64_t n, const int64_t* source, const int64_t* target, size_t size, const int64_t* kind)
    : n_(n) {
    check_ends(n, source, target, size);
    if (size >= static_cast<size_t>(std::numeric_limits<int32_t>::max())) throw std::invalid_argument("too many links");
    for (int64_t v = 0; v < n; ++v) {
        if (kind[v] < 0 || kind[v] > 1) throw std::invalid_argument("a kind is 0 or 1");
        kind_.push_back(static_cast<uint8_t>(kind[v]));
    }
    begin_.assign(static_cast<size_t>(n) + 1, 0);
    Pairs known(size);
    for (size_t i = 0; i < size; ++i) {
        if (source[i] == target[i]) throw std::invalid_argument("a link joins a node to itself");
        if (!known.add(pair_of(source[i], target[i]))) throw std::invalid_argument("a link is there twice");
        ++begin_[source[i] + 1];
        allowed_[kind_[source[i]]][kind_[target[i]]] = true;
    }
    for (int64_t v = 0; v < n; ++v) begin_[v + 1] += begin_[v];
    source_.resize(size);
    target_.resize(size);
    std::vector<int64_t> next(begin_.begin(), begin_.end());
    for (size_t i = 0; i < size; ++i) {
        const int64_t at = next[source[i]]++;
        source_[at] = static_cast<int32_t>(source[i]);
        target_[at] = static_cast<int32_t>(target[i]);
    }
    for (int64_t v = 0; v < n; ++v) std::sort(target_.begin() + begin_[v], target_.begin() + begin_[v + 1]);
}

// Every step proposes, with the same chance as its reverse, to
//   swap:  a->b, c->d  become  a->d, c->b
//   turn:  p->s->t->q  becomes p->t->s->q  (p = q: a triangle is reversed)
// and does so if the new links are allowed and not there yet; else nothing happens. The places of a link's
// source never change, so a step is undone by drawing the same places again.
std::vector<int64_t> Rewiring::run(const int64_t* ring, int64_t steps, uint64_t key) const {
    const int64_t m = static_cast<int64_t>(target_.size());
    std::vector<int32_t> target = target_;
    Pairs linked(target.size());
    for (int64_t i = 0; i < m; ++i) linked.add(pair_of(source_[i], target[i]));
    const auto may = [&](int32_t a, int32_t b) { return (a != b) & allowed_[kind_[a]][kind_[b]]; };
    const auto free = [&](int32_t a, int32_t b) { return may(a, b) && !linked.has(pair_of(a, b)); };
    const auto apart = [&](int32_t a, int32_t b) {
        const int64_t way = ring[a] < ring[b] ? ring[b] - ring[a] : ring[a] - ring[b];
        return std::min(way, n_ - way);
    };
    const auto turn_to = [&](int64_t at, int32_t other) {
        linked.remove(pair_of(source_[at], target[at]));
        target[at] = other;
        linked.add(pair_of(source_[at], other));
    };
    for (int64_t step = 0; m > 1 && step < steps; ++step) {
        const uint64_t bits = mixed(key + kGolden * static_cast<uint64_t>(step + 1));
        const int64_t e = place(bits >> 32, m);
        if (ring || bits % kWalks) {
            const int64_t f = place(bits, m);
            const int32_t a = source_[e], b = target[e], c = source_[f], d = target[f];
            if (b == d || !(may(a, d) & may(c, b)) || linked.has(pair_of(a, d)) || linked.has(pair_of(c, b))) continue;
            if (ring && apart(a, d) + apart(c, b) >= apart(a, b) + apart(c, d)) continue;
            turn_to(e, d);
            turn_to(f, b);
        } else {
            const uint64_t more = mixed(bits);
            const int32_t p = source_[e], s = target[e];
            if (begin_[s] == begin_[s + 1]) continue;
            const int64_t f = begin_[s] + place(more >> 32, begin_[s + 1] - begin_[s]);
            const int32_t t = target[f];
            if (begin_[t] == begin_[t + 1]) continue;
            const int64_t g = begin_[t] + place(more, begin_[t + 1] - begin_[t]);
            const int32_t q = target[g];
            if (!free(p, t) || !free(t, s) || !free(s, q)) continue;
            turn_to(e, t);
            turn_to(g, s);
            turn_to(f, q);
        }
    }
    for (int64_t v = 0; v < n_; ++v) std::sort(target.begin() + begin_[v], target.begin() + begin_[v + 1]);
    return std::vector<int64_t>(target.begin(), target.end());
}

std::vector<std::vector<int64_t>> rewire(const Rewiring& links, const int64_t* ring, int64_t steps, uint64_t seed,
                                         int64_t first, int64_t count, int threads) {
    std::vector<std::vector<int64_t>> found(static_cast<size_t>(count));
    run_in_threads(count, threads, [&](int64_t i) {
        found[static_cast<size_t>(i)] =
            links.run(ring, steps, mixed(mixed(seed) + kGolden * static_cast<uint64_t>(first + i + 1)));
    });
    return found;
}

}  // namespace clusternet
