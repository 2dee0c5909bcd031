#include <algorithm>
#include <utility>

#include "paths.hpp"

namespace clusternet {
namespace {

// Return where each leaf hangs, -1 for nodes that stay. No node is both leaf and host.
std::vector<int32_t> find_hosts(const Graph& out, const Graph& in) {
    std::vector<int32_t> host(static_cast<size_t>(out.n), -1);
    std::vector<char> is_host(static_cast<size_t>(out.n), 0);
    for (int32_t v = 0; v < out.n; ++v) {
        const int64_t outgoing = out.degree(v), incoming = in.degree(v);
        if (outgoing > 1 || incoming > 1 || outgoing + incoming == 0 || is_host[v]) continue;
        const int32_t other = outgoing ? *out.first(v) : *in.first(v);
        if ((outgoing && incoming && *in.first(v) != other) || host[other] >= 0) continue;
        host[v] = other;
        is_host[other] = 1;
    }
    return host;
}

Graph restricted(const Graph& graph, const std::vector<int32_t>& number, const std::vector<int32_t>& original) {
    Graph kept;
    kept.n = static_cast<int32_t>(original.size());
    kept.begin.assign(original.size() + 1, 0);
    kept.node.resize(graph.node.size());
    int32_t* write = kept.node.data();
    for (int32_t v = 0; v < kept.n; ++v) {
        const int32_t old = original[v];
        for (const int32_t* other = graph.first(old); other != graph.last(old); ++other) {
            *write = number[*other];
            write += *write >= 0;
        }
        kept.begin[v + 1] = write - kept.node.data();
    }
    kept.node.resize(static_cast<size_t>(kept.begin[kept.n]));
    return kept;
}

}  // namespace

Core fold(Graph out, Graph in) {
    const std::vector<int32_t> host = find_hosts(out, in);
    Core core;
    std::vector<int32_t> number(host.size(), -1);
    for (int32_t v = 0; v < out.n; ++v) {
        if (host[v] >= 0) continue;
        number[v] = static_cast<int32_t>(core.original.size());
        core.original.push_back(v);
    }
    core.origin_leaves.assign(core.original.size(), 0);
    core.target_leaves.assign(core.original.size(), 0);
    for (int32_t v = 0; v < out.n; ++v) {
        if (host[v] < 0) continue;
        const Core::Leaf leaf{v, number[host[v]], out.degree(v) > 0, in.degree(v) > 0};
        core.origin_leaves[leaf.host] += leaf.origin;
        core.target_leaves[leaf.host] += leaf.target;
        core.mutual_leaves += leaf.origin && leaf.target;
        core.leaves.push_back(leaf);
    }
    core.out = restricted(out, number, core.original);
    core.in = out.node == in.node ? core.out : restricted(in, number, core.original);
    return core;
}

std::vector<int32_t> twins(const Graph& graph) {
    size_t slots = 16;
    while (slots < 2 * static_cast<size_t>(graph.n)) slots *= 2;
    std::vector<int32_t> first(slots, -1), like(static_cast<size_t>(graph.n));
    for (int32_t v = 0; v < graph.n; ++v) {
        like[v] = v;
        if (graph.degree(v) == 0) continue;
        uint64_t hash = 0;
        for (const int32_t* w = graph.first(v); w != graph.last(v); ++w)
            hash = (hash ^ static_cast<uint64_t>(*w)) * 0x9e3779b97f4a7c15u + (hash >> 29);
        size_t slot = (hash >> 20) & (slots - 1);
        while (first[slot] >= 0 && !std::equal(graph.first(v), graph.last(v), graph.first(first[slot]),
                                               graph.last(first[slot])))
            slot = (slot + 1) & (slots - 1);
        if (first[slot] < 0) first[slot] = v;
        like[v] = first[slot];
    }
    return like;
}

Core unfolded(Graph out, Graph in) {
    Core core;
    core.original.resize(static_cast<size_t>(out.n));
    for (int32_t v = 0; v < out.n; ++v) core.original[v] = v;
    core.origin_leaves.assign(core.original.size(), 0);
    core.target_leaves.assign(core.original.size(), 0);
    core.out = std::move(out);
    core.in = std::move(in);
    return core;
}

}  // namespace clusternet
