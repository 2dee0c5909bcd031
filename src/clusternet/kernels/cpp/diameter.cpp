// Let e(v) be the largest distance from v to a node that v reaches; the diameter is the largest e(v).
// Upper bounds of e, for v in the strongly connected component S of s nodes, out of which e leads on to u:
//   e(v) <= d(v, p) + e(p)               p in S, since v and p reach the same nodes;
//   e(v) <= max(s - 1, s + max e(u))     a shortest path takes at most s - 1 steps before it leaves S.
// Lower bounds are distances that were found. Nodes whose upper bound is above the lower one are searched
// from, the most promising first, 512 at once.
#include "diameter.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include "components.hpp"
#include "paths.hpp"

namespace clusternet {
namespace {

constexpr int32_t kFar = -1;

// Distances from the start, kFar where there is no path; returns the largest.
int32_t search_from(const Graph& graph, int32_t start, std::vector<int32_t>& distance, std::vector<int32_t>& queue) {
    distance.assign(static_cast<size_t>(graph.n), kFar);
    queue.clear();
    queue.push_back(start);
    distance[start] = 0;
    for (size_t head = 0; head < queue.size(); ++head) {
        const int32_t v = queue[head];
        for (const int32_t* u = graph.first(v); u != graph.last(v); ++u)
            if (distance[*u] == kFar) {
                distance[*u] = distance[v] + 1;
                queue.push_back(*u);
            }
    }
    return distance[queue.back()];
}

// What is known of every node's e.
class Bounds {
public:
    Bounds(const Graph& out, const Graph& in) : out_(out), in_(in), parts_(strong_components(out)) {
        const auto n = static_cast<size_t>(out.n);
        size_.assign(static_cast<size_t>(parts_.count), 0);
        for (size_t v = 0; v < n; ++v) ++size_[parts_.label[v]];
        // Labels fall along links, so ascending labels have what they lead to behind them.
        by_part_.resize(n);
        std::iota(by_part_.begin(), by_part_.end(), 0);
        std::stable_sort(by_part_.begin(), by_part_.end(),
                         [&](int32_t a, int32_t b) { return parts_.label[a] < parts_.label[b]; });
        own_.assign(n, out.n);
        upper_.assign(n, 0);
        spread();
    }

    int32_t lower() const { return lower_; }
    void found(int32_t distance) { lower_ = std::max(lower_, distance); }
    int32_t upper(int32_t v) const { return upper_[v]; }

    // Look at all distances from p, and bound those of its component.
    void pivot(int32_t p) {
        const int32_t far = search_from(out_, p, distance_, queue_);
        found(far);
        found(search_from(in_, p, distance_, queue_));
        for (size_t v = 0; v < own_.size(); ++v)
            if (parts_.label[v] == parts_.label[p]) own_[v] = std::min(own_[v], distance_[v] + far);
    }

    // Bring the bounds of every component up to date, each from those it leads to.
    void spread() {
        for (size_t i = 0; i < by_part_.size();) {
            const int32_t part = parts_.label[by_part_[i]], s = size_[part];
            int32_t beyond = -1;  // largest bound among the nodes that the component leads to
            for (int32_t k = 0; k < s; ++k) {
                const int32_t v = by_part_[i + k];
                for (const int32_t* u = out_.first(v); u != out_.last(v); ++u)
                    if (parts_.label[*u] != part) beyond = std::max(beyond, upper_[*u]);
            }
            const int32_t through = beyond < 0 ? s - 1 : s + beyond;
            for (int32_t k = 0; k < s; ++k) upper_[by_part_[i + k]] = std::min(own_[by_part_[i + k]], through);
            i += static_cast<size_t>(s);
        }
    }

    // The node of most links in the k-th largest component.
    std::vector<int32_t> hubs(int count) const {
        std::vector<int32_t> order(own_.size());
        std::iota(order.begin(), order.end(), 0);
        const auto before = [&](int32_t a, int32_t b) {
            const int32_t sa = size_[parts_.label[a]], sb = size_[parts_.label[b]];
            if (sa != sb) return sa > sb;
            const int64_t da = out_.degree(a) + in_.degree(a), db = out_.degree(b) + in_.degree(b);
            return da != db ? da > db : a < b;
        };
        const auto most = std::min(order.size(), static_cast<size_t>(count));
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(), before);
        order.resize(most);
        return order;
    }

    std::vector<int32_t> candidates() const {
        std::vector<int32_t> left;
        for (size_t v = 0; v < upper_.size(); ++v)
            if (upper_[v] > lower_) left.push_back(static_cast<int32_t>(v));
        std::stable_sort(left.begin(), left.end(), [&](int32_t a, int32_t b) { return upper_[a] > upper_[b]; });
        return left;
    }

private:
    const Graph &out_, &in_;
    Components parts_;
    std::vector<int32_t> size_, by_part_, own_, upper_, distance_, queue_;
    int32_t lower_ = 0;
};

}  // namespace

Diameter exact_diameter(const Graph& out, const RowLoops& loops, int pivots, int threads,
                        const std::function<bool()>& go_on) {
    Diameter found;
    if (out.n == 0) return found;
    const Graph in = reversed(out);
    Bounds bounds(out, in);
    // Hubs bound the others well; the nodes that may be farthest out find long paths.
    const std::vector<int32_t> hubs = bounds.hubs((pivots + 1) / 2);
    for (int i = 0; i < pivots; ++i) {
        const auto hub = static_cast<size_t>(i / 2);
        std::vector<int32_t> outer;
        if (i % 2) outer = bounds.candidates();
        if (i % 2 && outer.empty()) break;
        if (i % 2 == 0 && hub >= hubs.size()) continue;
        bounds.pivot(i % 2 ? outer.front() : hubs[hub]);
        bounds.spread();
        ++found.searched;
    }
    const std::vector<int32_t> left = bounds.candidates();
    if (!left.empty()) {
        PathSearch search(in, left);  // towards the candidates along links turned round: from them
        const int64_t portion = std::max(threads, 1);
        while (search.done() < search.batches() && bounds.upper(left[static_cast<size_t>(search.done() * kBits)]) > bounds.lower()) {
            if (!go_on()) throw std::runtime_error("interrupted");
            found.searched += std::min<int64_t>(portion * kBits, static_cast<int64_t>(left.size()) - search.done() * kBits);
            search.advance(loops, portion, threads);
            bounds.found(static_cast<int32_t>(search.histogram().size()) - 1);
        }
    }
    found.value = bounds.lower();
    return found;
}

}  // namespace clusternet
