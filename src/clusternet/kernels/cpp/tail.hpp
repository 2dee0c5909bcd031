// Discrete power law: P(k) = k^-alpha / zeta(alpha, xmin) over the whole numbers k >= xmin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clusternet {

struct Tail {
    double xmin = 0;
    double alpha = 0;  // maximum likelihood; NaN where fewer than two different values are at least xmin
    double ks = 0;     // largest distance of the distribution functions over every whole number >= xmin
};

// values ascend, each occurs counts[i] > 0 times; fixed > 0: that xmin, else the one of least ks.
Tail fit_tail(const double* values, const int64_t* counts, size_t size, double fixed);

// Replicates first ... first + count - 1 of the semi-parametric bootstrap (Clauset, Shalizi and Newman 2009).
std::vector<Tail> resample_tail(const double* values, const int64_t* counts, size_t size, const Tail& fit, bool search,
                                uint64_t seed, int64_t first, int64_t count, int threads);

}  // namespace clusternet
