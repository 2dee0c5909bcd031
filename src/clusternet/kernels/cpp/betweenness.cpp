#include "betweenness.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "threads.hpp"

namespace clusternet {
namespace {

constexpr int64_t kBlock = 8;  // batches that are added up before they are added to the rest

// Doubles on cache-line boundaries.
class Doubles {
public:
    explicit Doubles(int64_t size) : values_(static_cast<size_t>(size) + 8) {
        const auto address = reinterpret_cast<uintptr_t>(values_.data());
        first_ = values_.data() + ((64 - address % 64) % 64) / sizeof(double);
    }
    double* data() { return first_; }

private:
    std::vector<double> values_;
    double* first_;
};

}  // namespace

// What one thread works with.
struct Betweenness::Worker {
    struct Own {  // a search met one of its own sources
        int64_t level;
        int32_t node;
        int lane;
        double weight;  // sources that it is no target of
    };
    explicit Worker(const Betweenness& search)
        : paths(int64_t{kLanes} * search.n_),
          rest(int64_t{kLanes} * search.n_),
          seen(static_cast<size_t>(search.n_), 0),
          fresh(static_cast<size_t>(search.n_), 0),
          next(static_cast<size_t>(search.n_)),
          between(static_cast<size_t>(search.n_), 0.0),
          squares(search.squares_.size(), 0.0),
          link(search.link_.size(), 0.0) {}
    double* paths_of(int32_t v) { return paths.data() + int64_t{kLanes} * v; }
    double* rest_of(int32_t v) { return rest.data() + int64_t{kLanes} * v; }
    Doubles paths, rest;
    std::vector<uint32_t> seen, fresh;
    std::vector<int32_t> next;
    std::vector<double> between, squares, link;
    std::vector<Hit> front, hits;
    std::vector<int64_t> stop, front_of, hits_of;  // where each level begins
    std::vector<Own> own;
};

Betweenness::Betweenness(Graph graph) : folded_(true), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = fold(std::move(graph), std::move(turned));
    number(search_order(core_.out, core_.in));
    gather_sources(nullptr);
}

Betweenness::Betweenness(Graph graph, const std::vector<double>& weight, bool links)
    : folded_(false), links_(links), n_nodes_(graph.n) {
    Graph turned = reversed(graph);
    core_ = unfolded(std::move(graph), std::move(turned));
    number(search_order(core_.out, core_.in));
    gather_sources(&weight);
    squares_.assign(static_cast<size_t>(n_), 0.0);
    if (!links) return;
    link_.assign(node_.size(), 0.0);
    first_link_.assign(step_.size(), 0.0);
}

// Inner nodes are those that a path may lead through or a search of their own begins at; targets alone follow,
// one for all that have the same in-links.
void Betweenness::number(const std::vector<int32_t>& order) {
    const Graph &out = core_.out, &in = core_.in;
    number_.assign(static_cast<size_t>(out.n), -1);
    twin_of_.resize(static_cast<size_t>(out.n));
    for (int32_t v = 0; v < out.n; ++v) twin_of_[v] = v;
    std::vector<int32_t> inner;
    for (const int32_t v : order)
        if (in.degree(v) > 0 && (out.degree(v) > 0 || core_.target_leaves[v] > 0 || core_.origin_leaves[v] > 0)) {
            number_[v] = static_cast<int32_t>(inner.size());
            inner.push_back(v);
        }
    for (const int32_t v : order)  // nothing leads to it, but other sources ride on it
        if (in.degree(v) == 0 && core_.origin_leaves[v] > 0) {
            number_[v] = static_cast<int32_t>(inner.size());
            inner.push_back(v);
        }
    n_inner_ = static_cast<int32_t>(inner.size());
    for (const int32_t v : inner) ends_.push_back(1.0 + core_.target_leaves[v]);
    std::map<std::vector<int32_t>, int32_t> alike;
    for (const int32_t v : order) {
        if (number_[v] >= 0 || in.degree(v) == 0) continue;
        if (folded_) twin_of_[v] = alike.emplace(std::vector<int32_t>(in.first(v), in.last(v)), v).first->second;
        if (twin_of_[v] == v) {
            number_[v] = static_cast<int32_t>(ends_.size());
            ends_.push_back(1.0);
        } else {
            number_[v] = number_[twin_of_[v]];
            ends_[static_cast<size_t>(number_[v])] += 1.0;
        }
    }
    for (const int32_t v : inner) {
        const std::vector<int32_t> links = steps_of(v);
        node_.insert(node_.end(), links.begin(), links.end());
        begin_.push_back(static_cast<int64_t>(node_.size()));
    }
    n_ = static_cast<int32_t>(ends_.size());
    begin_.resize(ends_.size() + 1, static_cast<int64_t>(node_.size()));
}

// The places that a core node leads to, as often as links do; targets that are one stand for themselves alone.
std::vector<int32_t> Betweenness::steps_of(int32_t core) const {
    std::vector<int32_t> steps;
    for (const int32_t* w = core_.out.first(core); w != core_.out.last(core); ++w)
        if (twin_of_[*w] == *w) steps.push_back(number_[*w]);
    std::sort(steps.begin(), steps.end());
    return steps;
}

// One search for all sources with the same steps, but those with one step, which ride on the search of the node
// they lead to if that does not ride itself. Unfolded, a search for every source of some weight.
void Betweenness::gather_sources(const std::vector<double>* weight) {
    source_of_.assign(static_cast<size_t>(n_), -1);
    start_of_.assign(static_cast<size_t>(n_), -1);
    std::map<std::vector<int32_t>, size_t> alike;
    std::vector<int32_t> rides;  // source -> the place it leads to, or -1
    for (int32_t v = 0; v < core_.out.n; ++v) {
        if (core_.out.degree(v) == 0 || (weight && !((*weight)[v] > 0))) continue;
        const auto at = static_cast<int32_t>(sources_.size());
        sources_.push_back({v, number_[v]});
        sources_.back().weight = weight ? (*weight)[v] : 1.0 + core_.origin_leaves[v];
        if (number_[v] >= 0) source_of_[number_[v]] = at;
        const std::vector<int32_t> steps = steps_of(v);
        const int32_t only = folded_ && steps.size() == 1 ? steps[0] : -1;
        rides.push_back(only >= 0 && begin_[only + 1] - begin_[only] > 1 ? only : -1);
        if (rides.back() >= 0) continue;
        const size_t start = folded_ ? alike.emplace(steps, starts_.size()).first->second : starts_.size();
        if (start == starts_.size()) {
            const auto first = static_cast<int64_t>(step_.size());
            step_.insert(step_.end(), steps.begin(), steps.end());
            starts_.push_back({first, static_cast<int64_t>(step_.size()), 0, {}});
        }
        starts_[start].sources.push_back(at);
    }
    sort_starts();
    const auto put = [&](size_t start, int32_t source) {
        starts_[start].weight += sources_[static_cast<size_t>(source)].weight;
        const int32_t place = sources_[static_cast<size_t>(source)].node;
        if (place >= 0) start_of_[place] = static_cast<int32_t>(start);
    };
    for (size_t start = 0; start < starts_.size(); ++start)
        for (const int32_t source : starts_[start].sources) put(start, source);
    for (size_t i = 0; i < sources_.size(); ++i) {
        if (rides[i] < 0) continue;
        Source& source = sources_[i];
        source.through = source_of_[rides[i]];
        sources_[static_cast<size_t>(source.through)].riding += source.weight;
        const auto start = static_cast<size_t>(start_of_[rides[i]]);
        put(start, static_cast<int32_t>(i));
        starts_[start].sources.push_back(static_cast<int32_t>(i));
    }
    between_.assign(static_cast<size_t>(n_), 0.0);
    const int64_t batches = (static_cast<int64_t>(starts_.size()) + kLanes - 1) / kLanes;
    n_blocks_ = (batches + kBlock - 1) / kBlock;
}

// Searches that begin alike go side by side.
void Betweenness::sort_starts() {
    const auto widest = [&](const Start& each) {
        int32_t found = step_[static_cast<size_t>(each.first)];
        int64_t most = -1;
        for (int64_t i = each.first; i < each.last; ++i) {
            const int32_t v = step_[static_cast<size_t>(i)];
            if (begin_[v + 1] - begin_[v] > most) {
                most = begin_[v + 1] - begin_[v];
                found = v;
            }
        }
        return std::make_pair(-most, found);
    };
    std::vector<std::pair<std::pair<int64_t, int32_t>, size_t>> keys;
    for (size_t i = 0; i < starts_.size(); ++i) keys.push_back({widest(starts_[i]), i});
    std::sort(keys.begin(), keys.end());
    std::vector<Start> sorted;
    for (const auto& each : keys) sorted.push_back(std::move(starts_[each.second]));
    starts_ = std::move(sorted);
}

// The sources of its own search that a node is no target of: itself, the leaves that ride on it, and what rides on
// its search, which leads to it directly.
double Betweenness::own_weight(int32_t v) const {
    const Source& source = sources_[static_cast<size_t>(source_of_[v])];
    return source.through < 0 ? source.weight + source.riding : source.weight;
}

void Betweenness::advance(const LaneLoops& loops, int64_t count, int threads) {
    const int64_t last = std::min(n_blocks_, done_ + std::max<int64_t>(count, 0));
    if (done_ >= last) return;
    const int64_t wanted = std::min<int64_t>(std::max(threads, 1), last - done_);
    std::vector<Worker> workers;
    workers.reserve(static_cast<size_t>(wanted));
    for (int64_t i = 0; i < wanted; ++i) workers.emplace_back(*this);
    const auto searches = static_cast<int64_t>(starts_.size());
    const int64_t batches = (searches + kLanes - 1) / kLanes;
    while (done_ < last) {  // a block a worker, then added up in order
        const int64_t round = std::min(wanted, last - done_);
        run_in_threads(round, threads, [&](int64_t i) {
            Worker& worker = workers[static_cast<size_t>(i)];
            for (auto* sums : {&worker.between, &worker.squares, &worker.link})
                std::fill(sums->begin(), sums->end(), 0.0);
            const int64_t first = (done_ + i) * kBlock;
            for (int64_t batch = first; batch < std::min(first + kBlock, batches); ++batch)
                run_batch(worker, loops, batch * kLanes, std::min<int64_t>((batch + 1) * kLanes, searches));
        });
        for (int64_t i = 0; i < round; ++i) {
            const Worker& worker = workers[static_cast<size_t>(i)];
            for (size_t v = 0; v < between_.size(); ++v) between_[v] += worker.between[v];
            for (size_t v = 0; v < squares_.size(); ++v) squares_[v] += worker.squares[v];
            for (size_t at = 0; at < link_.size(); ++at) link_[at] += worker.link[at];
        }
        done_ += round;
    }
}

void Betweenness::run_batch(Worker& w, const LaneLoops& loops, int64_t first, int64_t last) {
    alignas(64) double weight[kLanes] = {};
    for (int64_t at = first; at < last; ++at) weight[at - first] = starts_[static_cast<size_t>(at)].weight;
    Lanes x{begin_.data(),  node_.data(),  n_inner_,      ends_.data(),   weight,
            w.paths.data(), w.rest.data(), w.seen.data(), w.fresh.data(), w.between.data()};
    w.front.clear();
    w.own.clear();
    w.front_of.assign(1, 0);
    w.hits_of.assign(1, 0);
    int64_t n_hits = 0;
    for (int64_t met = seed(w, first, last), level = 0; met > 0; ++level) {
        const int64_t from = w.front_of.back();
        int64_t reach = 0;
        for (int64_t i = 0; i < met; ++i) {
            const int32_t v = w.next[static_cast<size_t>(i)];
            const uint32_t lanes = w.fresh[v];
            w.front.push_back({v, lanes});
            w.seen[v] |= lanes;
            w.fresh[v] = 0;
            reach += begin_[v + 1] - begin_[v];
            const int64_t lane = start_of_[v] - first;
            if (start_of_[v] >= first && start_of_[v] < last && (lanes >> lane & 1))
                w.own.push_back({level, v, static_cast<int>(lane), own_weight(v)});
        }
        w.front_of.push_back(static_cast<int64_t>(w.front.size()));
        w.stop.resize(w.front.size());
        if (w.hits.size() < static_cast<size_t>(n_hits + reach))
            w.hits.resize(std::max(static_cast<size_t>(n_hits + reach), 2 * w.hits.size()));
        const int64_t count = met;
        met = loops.forward(x, w.front.data() + from, count, w.hits.data() + n_hits, w.stop.data() + from,
                            w.next.data());
        n_hits += w.stop.back();
        w.hits_of.push_back(n_hits);
    }
    for (auto level = static_cast<int64_t>(w.front_of.size()) - 2; level >= 0; --level) {
        const int64_t from = w.front_of[level], count = w.front_of[level + 1] - from;
        loops.backward(x, w.front.data() + from, count, w.hits.data() + w.hits_of[level], w.stop.data() + from);
        if (!folded_) tally(w, weight, level);
        set_right(w, level);
    }
    if (folded_) count_riders(w, first, last);
    if (links_) first_links(w, first, last);
    for (const Hit& each : w.front) w.seen[each.node] = 0;
}

// The first steps of each search; returns how many nodes they meet.
int64_t Betweenness::seed(Worker& w, int64_t first, int64_t last) const {
    int64_t met = 0;
    for (int64_t at = first; at < last; ++at) {
        const Start& start = starts_[static_cast<size_t>(at)];
        for (int64_t i = start.first; i < start.last; ++i) {
            const int32_t v = step_[static_cast<size_t>(i)];
            if (w.fresh[v] == 0) {
                w.next[static_cast<size_t>(met++)] = v;
                std::fill(w.paths_of(v), w.paths_of(v) + kLanes, 0.0);
            }
            w.paths_of(v)[at - first] += 1.0;
            w.fresh[v] |= uint32_t{1} << (at - first);
        }
    }
    return met;
}

// Take back what nodes of a level pass on as targets of themselves and of what rides on them.
void Betweenness::set_right(Worker& w, int64_t level) const {
    for (auto own = w.own.rbegin(); own != w.own.rend() && own->level >= level; ++own) {
        if (own->level != level) continue;
        w.rest_of(own->node)[own->lane] -= own->weight * ends_[own->node] / w.paths_of(own->node)[own->lane];
        w.between[own->node] -= own->weight * (ends_[own->node] - 1);
    }
}

// What each source alone adds to the nodes of a level, squared, and what the links from there carry.
void Betweenness::tally(Worker& w, const double* weight, int64_t level) const {
    int64_t hit = w.hits_of[level];
    for (int64_t i = w.front_of[level]; i < w.front_of[level + 1]; ++i) {
        const auto [v, lanes] = w.front[static_cast<size_t>(i)];
        const double *paths = w.paths_of(v), *rest = w.rest_of(v);
        double squares = 0;
        for (int lane = 0; lane < kLanes && v < n_inner_; ++lane) {
            if (!(lanes >> lane & 1)) continue;
            const double passed = paths[lane] * rest[lane] - weight[lane];
            squares += passed * passed / weight[lane];
        }
        w.squares[v] += squares;
        if (!links_) continue;
        int64_t at = begin_[v];
        for (const int64_t stop = w.hits_of[level] + w.stop[static_cast<size_t>(i)]; hit < stop; ++hit, ++at) {
            const Hit& met = w.hits[static_cast<size_t>(hit)];
            while (node_[static_cast<size_t>(at)] != met.node) ++at;
            const double* behind = w.rest_of(met.node);
            double carried = 0;
            for (int lane = 0; lane < kLanes; ++lane)
                if (met.lanes >> lane & 1) carried += paths[lane] * behind[lane];
            w.link[static_cast<size_t>(at)] += carried;
        }
    }
}

// What the links from the sources themselves carry.
void Betweenness::first_links(Worker& w, int64_t first, int64_t last) {
    for (int64_t at = first; at < last; ++at) {
        const Start& start = starts_[static_cast<size_t>(at)];
        for (int64_t i = start.first; i < start.last; ++i)
            first_link_[static_cast<size_t>(i)] = w.rest_of(step_[static_cast<size_t>(i)])[at - first];
    }
}

// What rides on a node leads through it to all that the node reaches.
void Betweenness::count_riders(Worker& w, int64_t first, int64_t last) const {
    double own[kLanes] = {};
    for (const auto& each : w.own) own[each.lane] += each.weight * ends_[each.node];
    for (int64_t at = first; at < last; ++at) {
        const Start& start = starts_[static_cast<size_t>(at)];
        const auto lane = static_cast<int>(at - first);
        double reached = own[lane];  // weighted by the sources
        for (int64_t i = start.first; i < start.last; ++i) reached += w.rest_of(step_[static_cast<size_t>(i)])[lane];
        reached = std::round(reached / start.weight);
        const auto back = [&](int32_t v) { return w.seen[v] >> lane & 1 ? ends_[v] : 0.0; };
        for (const int32_t i : start.sources) {
            const Source& source = sources_[static_cast<size_t>(i)];
            if (source.node < 0) continue;
            const int32_t v = source.node;
            double beyond = reached;
            if (source.through >= 0) {
                const int32_t host = sources_[static_cast<size_t>(source.through)].node;
                beyond += ends_[host] - back(host);
                w.between[host] -= source.weight * back(v);
            }
            w.between[v] += (source.weight - 1 + source.riding) * (beyond - back(v) + ends_[v] - 1);
        }
    }
}

std::vector<double> Betweenness::nodes() const {
    std::vector<double> found(static_cast<size_t>(n_nodes_), 0.0);
    for (int32_t v = 0; v < core_.out.n; ++v) {
        const int32_t place = number_[v];
        if (place < 0 || place >= n_inner_) continue;
        const double stay = core_.out.degree(v) == 0 ? ends_[place] - 1 : 0;
        found[core_.original[v]] = between_[place] + core_.origin_leaves[v] * stay;
    }
    for (const auto& leaf : core_.leaves)  // no leaf is a target of itself
        if (leaf.origin && leaf.target) found[core_.original[leaf.host]] -= 1;
    return found;
}

std::vector<double> Betweenness::squares() const {
    std::vector<double> found(static_cast<size_t>(n_nodes_), 0.0);
    for (int32_t v = 0; v < core_.out.n && !folded_; ++v)
        if (number_[v] >= 0) found[v] = squares_[number_[v]];
    return found;
}

std::vector<double> Betweenness::links() const {
    std::vector<double> found(core_.out.node.size(), 0.0);
    if (!links_) return found;
    std::vector<const Start*> start_at(static_cast<size_t>(n_nodes_), nullptr);
    for (const Start& each : starts_) start_at[sources_[each.sources[0]].core] = &each;
    for (int32_t v = 0; v < core_.out.n; ++v) {
        const std::vector<int32_t> steps = steps_of(v);
        for (int64_t i = core_.out.begin[v]; i < core_.out.begin[v + 1]; ++i) {
            const int32_t w = number_[core_.out.node[i]];
            const auto step = std::lower_bound(steps.begin(), steps.end(), w) - steps.begin();
            if (number_[v] >= 0) found[i] += link_[begin_[number_[v]] + step];
            if (start_at[v]) found[i] += first_link_[start_at[v]->first + step];
        }
    }
    return found;
}

}  // namespace clusternet
