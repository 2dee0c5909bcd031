#include "rewire.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <utility>

#include "graph.hpp"
#include "threads.hpp"

namespace clusternet {

namespace {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15u;
constexpr uint64_t kWalks = 8;    // one step in so many turns the middle of a walk round
constexpr size_t kAhead = 16;     // steps that are drawn before they are made: what they need is asked for
constexpr int64_t kPatience = 4;  // an excursion may take so many steps for each link, or twice as many, ...

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

// Ask for memory before it is needed.
inline void fetch(const void* place) {
#if defined(__GNUC__)
    __builtin_prefetch(place);
#else
    (void)place;
#endif
}

// The ordered pairs that are linked, a number of one type each: open addressing, at most a quarter full: runs of full
// cells are what takes time.
template <typename Key>
class Pairs {
public:
    static Key of(int32_t a, int32_t b) {
        return static_cast<Key>(static_cast<Key>(a) << (4 * sizeof(Key)) | static_cast<Key>(b));
    }

    explicit Pairs(size_t size) {
        size_t capacity = 16;
        shift_ = 60;
        while (capacity < 4 * size) {
            capacity *= 2;
            --shift_;
        }
        cells_.assign(capacity, kFree);
        mask_ = capacity - 1;
    }

    void clear() { std::fill(cells_.begin(), cells_.end(), kFree); }

    bool has(Key pair) const { return cells_[cell_of(pair)] == pair; }

    void expect(Key pair) const { fetch(&cells_[home(pair)]); }

    // False where it is there already.
    bool add(Key pair) {
        const size_t cell = cell_of(pair);
        if (cells_[cell] == pair) return false;
        cells_[cell] = pair;
        return true;
    }

    // What follows moves up, so that no search ends early.
    void remove(Key pair) {
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
    static constexpr Key kFree = std::numeric_limits<Key>::max();

    size_t home(Key pair) const { return static_cast<size_t>((pair * kGolden) >> shift_); }

    // Where the pair is, or would be.
    size_t cell_of(Key pair) const {
        size_t cell = home(pair);
        while (cells_[cell] != kFree && cells_[cell] != pair) cell = (cell + 1) & mask_;
        return cell;
    }

    std::vector<Key> cells_;
    size_t mask_ = 0;
    int shift_ = 0;
};

}  // namespace

Rewiring::Rewiring(int64_t n, const int64_t* ends, size_t size, std::vector<int64_t> gates, int64_t home,
                   bool directed)
    : n_(n), home_(home), directed_(directed), gates_(std::move(gates)) {
    if (n < 0 || n > std::numeric_limits<int32_t>::max() / 2) throw std::invalid_argument("too many nodes");
    if (size >= static_cast<size_t>(std::numeric_limits<int32_t>::max())) throw std::invalid_argument("too many links");
    if (home < 0 || home > static_cast<int64_t>(gates_.size())) throw std::invalid_argument("home is no level");
    begin_.assign(static_cast<size_t>(n) + 1, 0);
    Pairs<uint64_t> known(size);
    for (size_t i = 0; i < size; ++i) {
        int64_t a = ends[2 * i] >> 1, b = ends[2 * i + 1] >> 1;
        if (a < 0 || b < 0 || a >= n || b >= n) throw std::invalid_argument("an end is no node");
        if (a == b) throw std::invalid_argument("a link joins a node to itself");
        ++begin_[a + 1];
        if (!directed && a > b) std::swap(a, b);
        if (!known.add(Pairs<uint64_t>::of(static_cast<int32_t>(a), static_cast<int32_t>(b))))
            throw std::invalid_argument("a link is there twice");
        if (i && ends[2 * i - 2] >> 1 > ends[2 * i] >> 1) throw std::invalid_argument("links are not in rows");
        ends_.push_back(static_cast<int32_t>(ends[2 * i]));
        ends_.push_back(static_cast<int32_t>(ends[2 * i + 1]));
    }
    for (int64_t v = 0; v < n; ++v) begin_[v + 1] += begin_[v];
}

// A graph on its way. Steps that change the number of links inside kind 1 lead out of the frame and back; where
// they do not come back in time, all of them are undone. Only graphs in the frame count.
template <bool kDirected, typename Key>
class Chain {
public:
    Chain(const std::vector<int32_t>& from, const std::vector<int64_t>& gates, int64_t home)
        : ends(from), gates_(gates), level_(home), home_(home), linked_(ends.size() / 2) {
        join_all();
    }

    bool home() const { return level_ == home_; }

    // Whether node a may be linked to node b, ends given.
    bool free(int32_t a, int32_t b) const { return ((a ^ b) > 1) && !linked_.has(pair_of(a, b)); }

    // Ask for what says whether node a may be linked to node b.
    void expect(int32_t a, int32_t b) const { linked_.expect(pair_of(a, b)); }

    // Whether a step may be made by which so many links inside kind 1 are won or lost.
    bool opens(int change, uint64_t word) const {
        if (!change || (change > 0 ? level_ < home_ : level_ > home_)) return true;
        const int64_t gate = change > 0 ? level_ : level_ - 1;
        if (gate < 0 || gate >= static_cast<int64_t>(gates_.size())) return false;
        return static_cast<int64_t>(word >> 32) < gates_[gate];
    }

    // Make such a step; the links follow.
    void pass(int change, uint64_t word) {
        if (change && home()) set_out(mixed(word));
        level_ += change;
    }

    // Give a place another end; the links that it takes part in are renewed unless they stay the same pairs.
    void put(int64_t at, int32_t end, bool renewed) {
        if (away_) undone_.emplace_back(at, ends[at]);
        if (renewed) linked_.remove(pair_at(at));
        ends[at] = end;
        if (renewed) linked_.add(pair_at(at));
    }

    // End a step: come back, or go on until patience is at an end.
    void settle() {
        if (!away_) return;
        if (home()) {
            away_ = false;
        } else if (--patience_ < 0) {
            for (size_t i = undone_.size(); i-- > 0;) ends[undone_[i].first] = undone_[i].second;
            linked_.clear();
            join_all();
            level_ = home_;
            away_ = false;
        }
    }

    std::vector<int32_t> ends;

private:
    Key pair_of(int32_t a, int32_t b) const {
        a >>= 1, b >>= 1;
        if (!kDirected && a > b) std::swap(a, b);
        return Pairs<Key>::of(a, b);
    }
    Key pair_at(int64_t at) const { return pair_of(ends[at & ~int64_t{1}], ends[at | 1]); }

    void join_all() {
        for (size_t at = 0; at < ends.size(); at += 2) linked_.add(pair_at(static_cast<int64_t>(at)));
    }

    // Patience is drawn beforehand, so that a way out and back is as likely in either direction.
    void set_out(uint64_t word) {
        int doublings = 0;
        while (doublings < 28 && !(word >> doublings & 1)) ++doublings;
        patience_ = (kPatience * static_cast<int64_t>(ends.size() / 2)) << doublings;
        undone_.clear();
        away_ = true;
    }

    const std::vector<int64_t>& gates_;
    int64_t level_;
    const int64_t home_;
    Pairs<Key> linked_;
    bool away_ = false;
    int64_t patience_ = 0;
    std::vector<std::pair<int64_t, int32_t>> undone_;
};

// Every step proposes, with the same chance as its reverse, to
//   swap:  a->b, c->d  become  a->d, c->b
//   turn:  p->s->t->q  becomes p->t->s->q  (p = q: a triangle is reversed)
// and does so if the new links are not there yet and the frame's gate opens; else nothing happens. The places
// of a link's source never change, so a step is undone by drawing the same places again. Undirected links swap
// either end.
template <bool kDirected, typename Key>
std::vector<int64_t> Rewiring::walked(const int64_t* ring, int64_t steps, uint64_t key) const {
    const int64_t m = static_cast<int64_t>(ends_.size() / 2);
    Chain<kDirected, Key> chain(ends_, gates_, home_);
    const std::vector<int32_t>& ends = chain.ends;
    const auto apart = [&](int32_t a, int32_t b) {
        const int64_t way = ring[a >> 1] < ring[b >> 1] ? ring[b >> 1] - ring[a >> 1] : ring[a >> 1] - ring[b >> 1];
        return std::min(way, n_ - way);
    };
    const auto swap = [&](uint64_t bits, int64_t x, int64_t y) {
        const int32_t a = ends[x ^ 1], b = ends[x], c = ends[y ^ 1], d = ends[y];
        const int change = ((a & 1) - (c & 1)) * ((d & 1) - (b & 1));
        const uint64_t word = change ? mixed(bits) : 0;
        if (change && (ring || !chain.opens(change, word))) return;
        const bool same = (a ^ c) <= 1 || (b ^ d) <= 1;  // a node's links change kinds, or nothing at all
        if (same ? a == c || b == d : !chain.free(a, d) || !chain.free(c, b)) return;
        if (ring && apart(a, d) + apart(c, b) >= apart(a, b) + apart(c, d)) return;
        chain.pass(change, word);
        chain.put(x, d, !same);
        chain.put(y, b, !same);
    };
    const auto turn = [&](uint64_t more, int64_t e) {
        const int32_t p = ends[2 * e], s = ends[2 * e + 1];
        const int64_t of_s = begin_[s >> 1], of_t_end = begin_[(s >> 1) + 1];
        if (of_s == of_t_end) return;
        const int64_t f = of_s + place(more >> 32, of_t_end - of_s);
        const int32_t t = ends[2 * f + 1];
        const int64_t of_t = begin_[t >> 1], last = begin_[(t >> 1) + 1];
        if (of_t == last) return;
        const int64_t g = of_t + place(more, last - of_t);
        const int32_t q = ends[2 * g + 1];
        const auto both = [](int32_t a, int32_t b) { return a & b & 1; };
        const int32_t z = ends[2 * f], u = ends[2 * g];
        const int change = both(p, t) + both(u, s) + both(z, q) - both(p, s) - both(z, t) - both(u, q);
        const uint64_t word = change ? mixed(more) : 0;
        if (!chain.opens(change, word) || !chain.free(p, t) || !chain.free(t, s) || !chain.free(s, q)) return;
        chain.pass(change, word);
        chain.put(2 * e + 1, t, true);
        chain.put(2 * g + 1, s, true);
        chain.put(2 * f + 1, q, true);
    };
    const auto first_of = [&](uint64_t bits) { return 2 * place(bits >> 32, m) + 1; };
    const auto second_of = [&](uint64_t bits) {
        return 2 * place(bits, m) + (kDirected ? 1 : static_cast<int64_t>(bits & 1));
    };
    std::array<uint64_t, kAhead> drawn;
    const auto draw = [&](size_t at) {
        drawn[at % kAhead] = mixed(key + kGolden * (at + 1));
        fetch(&ends[first_of(drawn[at % kAhead])]);
        fetch(&ends[second_of(drawn[at % kAhead])]);
    };
    for (size_t at = 0; m > 1 && at < kAhead; ++at) draw(at);
    size_t at = 0;
    for (int64_t done = 0; m > 1 && done < steps; done += chain.home(), ++at) {
        const uint64_t bits = drawn[at % kAhead], soon = drawn[(at + kAhead / 2) % kAhead];
        const int64_t x = first_of(soon), y = second_of(soon);
        for (const int64_t one : {x, y}) {
            chain.expect(ends[one ^ 1], ends[x]);
            chain.expect(ends[one ^ 1], ends[y]);
        }
        draw(at + kAhead);
        if (kDirected && !ring && bits % kWalks == 0) {
            turn(mixed(bits), first_of(bits) / 2);
        } else {
            swap(bits, first_of(bits), second_of(bits));
        }
        chain.settle();
    }
    return sorted(ends);
}

std::vector<int64_t> Rewiring::run(const int64_t* ring, int64_t steps, uint64_t key) const {
    if (n_ > std::numeric_limits<uint16_t>::max())
        return directed_ ? walked<true, uint64_t>(ring, steps, key) : walked<false, uint64_t>(ring, steps, key);
    return directed_ ? walked<true, uint32_t>(ring, steps, key) : walked<false, uint32_t>(ring, steps, key);
}

std::vector<int64_t> Rewiring::sorted(const std::vector<int32_t>& ends) const {
    std::vector<int64_t> found;
    if (directed_) {
        for (size_t at = 1; at < ends.size(); at += 2) found.push_back(ends[at] >> 1);
        for (int64_t v = 0; v < n_; ++v) std::sort(found.begin() + begin_[v], found.begin() + begin_[v + 1]);
        return found;
    }
    std::vector<std::pair<int32_t, int32_t>> pairs;
    for (size_t at = 0; at < ends.size(); at += 2) pairs.push_back(std::minmax(ends[at] >> 1, ends[at + 1] >> 1));
    std::sort(pairs.begin(), pairs.end());
    for (const auto& pair : pairs) found.push_back(pair.first);
    for (const auto& pair : pairs) found.push_back(pair.second);
    return found;
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
