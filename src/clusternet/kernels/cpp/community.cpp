#include "community.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "graph.hpp"

namespace clusternet {
namespace {

using Labels = std::vector<int32_t>;

// SplitMix64: small, and the same everywhere.
class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}
    uint64_t next() {
        uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    void shuffle(Labels& values) {
        for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[(next() >> 32) * i >> 32]);
    }

private:
    uint64_t state_;
};

// Sums by label, with a list of the labels that have one.
class Sums {
public:
    explicit Sums(size_t labels) : sum_(labels, -1.0) { seen_.reserve(labels); }
    void add(int32_t label, double weight) {
        if (sum_[label] < 0) {
            sum_[label] = 0;
            seen_.push_back(label);
        }
        sum_[label] += weight;
    }
    double of(int32_t label) const { return std::max(sum_[label], 0.0); }
    const Labels& seen() const { return seen_; }
    void clear() {
        for (const int32_t label : seen_) sum_[label] = -1.0;
        seen_.clear();
    }

private:
    std::vector<double> sum_;
    Labels seen_;
};

// Rename the labels 0, 1, ... in the order they are met, and return how many there are.
int32_t renumber(Labels& labels) {
    Labels name(labels.size(), -1);
    int32_t count = 0;
    for (int32_t& label : labels) {
        if (name[label] < 0) name[label] = count++;
        label = name[label];
    }
    return count;
}

Weighted aggregated(const Weighted& graph, const Labels& label, int32_t count) {
    // Nodes by label.
    std::vector<int32_t> place(static_cast<size_t>(count) + 1, 0), member(label.size());
    for (const int32_t each : label) ++place[each + 1];
    std::partial_sum(place.begin(), place.end(), place.begin());
    std::vector<int32_t> next(place.begin(), place.end() - 1);
    for (int32_t v = 0; v < graph.n; ++v) member[next[label[v]]++] = v;
    Weighted whole;
    whole.n = count;
    whole.begin.assign(static_cast<size_t>(count) + 1, 0);
    whole.strength.assign(static_cast<size_t>(count), 0);
    whole.total = graph.total;
    Sums sums(static_cast<size_t>(count));
    for (int32_t c = 0; c < count; ++c) {
        for (int32_t i = place[c]; i < place[c + 1]; ++i) {
            const int32_t v = member[i];
            whole.strength[c] += graph.strength[v];
            for (int64_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e)
                if (label[graph.node[e]] != c) sums.add(label[graph.node[e]], graph.weight[e]);
        }
        for (const int32_t other : sums.seen()) {
            whole.node.push_back(other);
            whole.weight.push_back(sums.of(other));
        }
        sums.clear();
        whole.begin[c + 1] = static_cast<int64_t>(whole.node.size());
    }
    return whole;
}

// Move nodes to the neighbouring community they gain most from until none gains; return whether any moved.
bool move_nodes(const Weighted& graph, Labels& label, double gamma, Random& random) {
    const auto n = static_cast<size_t>(graph.n);
    const double scale = gamma / graph.total;
    std::vector<double> strength(n, 0);
    std::vector<int32_t> size(n, 0);
    for (size_t v = 0; v < n; ++v) {
        strength[label[v]] += graph.strength[v];
        ++size[label[v]];
    }
    Labels empty;
    for (size_t c = n; c-- > 0;)
        if (size[c] == 0) empty.push_back(static_cast<int32_t>(c));
    Labels queue(n);
    std::iota(queue.begin(), queue.end(), 0);
    random.shuffle(queue);
    std::vector<char> waiting(n, 1);
    size_t head = 0, length = n;
    Sums sums(n);
    bool moved = false;
    while (length > 0) {
        const int32_t v = queue[head];
        head = head + 1 == n ? 0 : head + 1;
        --length;
        waiting[v] = 0;
        const int32_t own = label[v];
        for (int64_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e) sums.add(label[graph.node[e]], graph.weight[e]);
        const double pull = scale * graph.strength[v];
        int32_t best = own;
        double most = sums.of(own) - pull * (strength[own] - graph.strength[v]);
        // Ties stay: a gain must be worth more than rounding.
        double least = most + 1e-10 * (1 + std::abs(most));
        for (const int32_t c : sums.seen()) {
            if (c == own) continue;
            const double gain = sums.of(c) - pull * strength[c];
            if (gain > least) {
                best = c;
                most = gain;
                least = most + 1e-10 * (1 + std::abs(most));
            }
        }
        sums.clear();
        if (most < -1e-10 && size[own] > 1 && !empty.empty()) {
            best = empty.back();
            empty.pop_back();
        }
        if (best == own) continue;
        moved = true;
        strength[own] -= graph.strength[v];
        strength[best] += graph.strength[v];
        if (--size[own] == 0) {
            strength[own] = 0;
            empty.push_back(own);
        }
        if (size[best]++ == 0 && !empty.empty() && empty.back() == best) empty.pop_back();
        label[v] = best;
        for (int64_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e) {
            const int32_t other = graph.node[e];
            if (waiting[other] || label[other] == best) continue;
            waiting[other] = 1;
            size_t tail = head + length;
            if (tail >= n) tail -= n;
            queue[tail] = other;
            ++length;
        }
    }
    return moved;
}

// Split every community into well-connected parts; return how many parts there are.
int32_t refine(const Weighted& graph, const Labels& label, Labels& part, double gamma, Random& random) {
    const auto n = static_cast<size_t>(graph.n);
    const double scale = gamma / graph.total;
    std::vector<double> whole(n, 0), strength(graph.strength), outside(n, 0);
    for (size_t v = 0; v < n; ++v) whole[label[v]] += graph.strength[v];
    for (int32_t v = 0; v < graph.n; ++v)  // to the rest of the community
        for (int64_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e)
            if (label[graph.node[e]] == label[v]) outside[v] += graph.weight[e];
    part.resize(n);
    std::iota(part.begin(), part.end(), 0);
    Labels order(part);
    random.shuffle(order);
    std::vector<char> alone(n, 1);
    Sums sums(n);
    const auto connected = [&](int32_t p, int32_t c) {
        return outside[p] >= scale * strength[p] * (whole[c] - strength[p]) - 1e-12;
    };
    for (const int32_t v : order) {
        const int32_t c = label[v];
        if (!alone[v] || !connected(v, c)) continue;
        for (int64_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e)
            if (label[graph.node[e]] == c) sums.add(part[graph.node[e]], graph.weight[e]);
        int32_t best = v;
        double most = 0;
        for (const int32_t p : sums.seen()) {
            const double gain = sums.of(p) - scale * graph.strength[v] * strength[p];
            if (gain > most && connected(p, c)) {
                best = p;
                most = gain;
            }
        }
        if (best != v) {
            outside[best] += outside[v] - 2 * sums.of(best);
            strength[best] += strength[v];
            part[v] = best;
            alone[best] = 0;
        }
        sums.clear();
    }
    return renumber(part);
}

// One pass of either algorithm from the given communities of the nodes; they are changed in place.
void iterate(const Weighted& graph, Labels& label, Algorithm algorithm, double gamma, Random& random) {
    Weighted current;               // the graph of parts, once there is one
    Labels where(label.size());     // node -> node of the current graph
    std::iota(where.begin(), where.end(), 0);
    Labels inside(label);           // communities of the nodes of the current graph
    const Weighted* now = &graph;
    while (true) {
        const bool moved = move_nodes(*now, inside, gamma, random);
        const int32_t communities = renumber(inside);
        if (communities == now->n || (!moved && now != &graph && algorithm == Algorithm::louvain)) break;
        Labels part = inside;
        int32_t parts = communities;
        if (algorithm == Algorithm::leiden) {
            parts = refine(*now, inside, part, gamma, random);
            if (parts == now->n) {  // nothing to join: go on with the communities themselves
                part = inside;
                parts = communities;
            }
        }
        Labels above(static_cast<size_t>(parts));
        for (size_t v = 0; v < part.size(); ++v) above[part[v]] = inside[v];
        Weighted next = aggregated(*now, part, parts);
        for (int32_t& w : where) w = part[w];
        current = std::move(next);
        now = &current;
        if (algorithm == Algorithm::louvain) std::iota(above.begin(), above.end(), 0);
        inside = std::move(above);
    }
    for (size_t v = 0; v < label.size(); ++v) label[v] = inside[where[v]];
}

}  // namespace

void Weighted::measure(const std::vector<double>& loops) {
    strength.assign(static_cast<size_t>(n), 0);
    total = 0;
    for (int32_t v = 0; v < n; ++v) {
        for (int64_t e = begin[v]; e < begin[v + 1]; ++e) strength[v] += weight[e];
        strength[v] += 2 * loops[v];
        total += strength[v];
    }
}

Communities::Communities(int64_t n, const int64_t* source, const int64_t* target, const double* weight, size_t size,
                         double gamma)
    : gamma_(gamma) {
    check_ends(n, source, target, size);
    if (!(gamma > 0) || !std::isfinite(gamma)) throw std::invalid_argument("resolution is no positive number");
    const auto nodes = static_cast<size_t>(n);
    std::vector<double> loops(nodes, 0);
    std::vector<int64_t> degree(nodes, 0);
    for (size_t i = 0; i < size; ++i) {
        if (!(weight[i] >= 0) || !std::isfinite(weight[i]))
            throw std::invalid_argument("weight[" + std::to_string(i) + "] is negative or no number");
        if (source[i] == target[i]) continue;
        ++degree[source[i]];
        ++degree[target[i]];
    }
    // In the best partition a leaf is with its neighbour where gamma is at most 1: fold it into a loop.
    std::vector<int32_t> host(nodes, -1);
    if (gamma <= 1)
        for (size_t i = 0; i < size; ++i) {
            if (source[i] == target[i] || weight[i] == 0) continue;
            if (degree[target[i]] == 1 && host[source[i]] < 0) host[target[i]] = static_cast<int32_t>(source[i]);
            else if (degree[source[i]] == 1 && host[target[i]] < 0) host[source[i]] = static_cast<int32_t>(target[i]);
        }
    part_.assign(nodes, -1);
    for (size_t v = 0; v < nodes; ++v)
        if (host[v] < 0) part_[v] = graph_.n++;
    for (size_t v = 0; v < nodes; ++v)
        if (host[v] >= 0) part_[v] = part_[host[v]];
    const auto kept = static_cast<size_t>(graph_.n);
    graph_.begin.assign(kept + 1, 0);
    for (size_t i = 0; i < size; ++i) {
        const int32_t a = part_[source[i]], b = part_[target[i]];
        if (a == b) {
            loops[a] += weight[i];
            continue;
        }
        ++graph_.begin[a + 1];
        ++graph_.begin[b + 1];
    }
    std::partial_sum(graph_.begin.begin(), graph_.begin.end(), graph_.begin.begin());
    graph_.node.resize(static_cast<size_t>(graph_.begin[kept]));
    graph_.weight.resize(graph_.node.size());
    std::vector<int64_t> next(graph_.begin.begin(), graph_.begin.end() - 1);
    for (size_t i = 0; i < size; ++i) {
        const int32_t a = part_[source[i]], b = part_[target[i]];
        if (a == b) continue;
        graph_.node[next[a]] = b;
        graph_.weight[next[a]++] = weight[i];
        graph_.node[next[b]] = a;
        graph_.weight[next[b]++] = weight[i];
    }
    graph_.measure(loops);
}

std::vector<int64_t> Communities::find(Algorithm algorithm, uint64_t seed) const {
    Labels label(static_cast<size_t>(graph_.n));
    std::iota(label.begin(), label.end(), 0);
    if (graph_.total > 0) {
        Random random(seed);
        const int iterations = algorithm == Algorithm::leiden ? 2 : 1;
        for (int i = 0; i < iterations; ++i) iterate(graph_, label, algorithm, gamma_, random);
    }
    std::vector<int64_t> found(part_.size());
    for (size_t v = 0; v < part_.size(); ++v) found[v] = label[part_[v]];
    return found;
}

}  // namespace clusternet
