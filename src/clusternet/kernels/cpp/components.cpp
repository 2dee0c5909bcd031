#include "components.hpp"

#include <algorithm>
#include <numeric>

namespace clusternet {

// Union by size with path halving.
Components weak_components(const Graph& out) {
    const auto n = static_cast<size_t>(out.n);
    std::vector<int32_t> parent(n), size(n, 1);
    std::iota(parent.begin(), parent.end(), 0);
    const auto root = [&](int32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (int32_t v = 0; v < out.n; ++v)
        for (const int32_t* u = out.first(v); u != out.last(v); ++u) {
            int32_t a = root(v), b = root(*u);
            if (a == b) continue;
            if (size[a] < size[b]) std::swap(a, b);
            parent[b] = a;
            size[a] += size[b];
        }
    Components found{std::vector<int32_t>(n, -1), 0};
    std::vector<int32_t> name(n, -1);
    for (int32_t v = 0; v < out.n; ++v) {
        const int32_t top = root(v);
        if (name[top] < 0) name[top] = found.count++;
        found.label[v] = name[top];
    }
    return found;
}

// Tarjan 1972, without recursion.
Components strong_components(const Graph& out) {
    const auto n = static_cast<size_t>(out.n);
    Components found{std::vector<int32_t>(n, -1), 0};
    std::vector<int32_t> number(n, -1), low(n, 0), open, way;
    std::vector<int64_t> next(out.begin.begin(), out.begin.end() - 1);
    int32_t met = 0;
    for (int32_t start = 0; start < out.n; ++start) {
        if (number[start] >= 0) continue;
        way.push_back(start);
        while (!way.empty()) {
            const int32_t v = way.back();
            if (number[v] < 0) {
                number[v] = low[v] = met++;
                open.push_back(v);
            }
            bool deeper = false;
            for (; next[v] < out.begin[v + 1]; ++next[v]) {
                const int32_t u = out.node[next[v]];
                if (number[u] < 0) {
                    way.push_back(u);
                    deeper = true;
                    break;
                }
                if (found.label[u] < 0) low[v] = std::min(low[v], low[u]);  // still open
            }
            if (deeper) continue;
            way.pop_back();
            if (low[v] != number[v]) continue;
            int32_t member;
            do {
                member = open.back();
                open.pop_back();
                found.label[member] = found.count;
            } while (member != v);
            ++found.count;
        }
    }
    return found;
}

}  // namespace clusternet
