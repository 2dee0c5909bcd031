#include "tail.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "threads.hpp"

namespace clusternet {

namespace {

// Euler and Maclaurin: B(2k) / (2k)!
constexpr double kBernoulli[] = {1.0 / 12,       -1.0 / 720,      1.0 / 30240,         -1.0 / 1209600,
                                 1.0 / 47900160, -691.0 / 1307674368000.0, 1.0 / 74724249600.0};
constexpr double kNothing = 1e-18;  // beside 1
constexpr double kLeastMean = 1e-15;

// The remainder may be taken from here on: it is good to the last digits.
double smooth_from(double s) { return 16 + s; }

// a^s * zeta(s, a) for a >= smooth_from(s).
double remainder(double s, double a) {
    double sum = a / (s - 1) + 0.5, factor = s / a;
    for (int k = 0; k < 7; ++k) {
        sum += kBernoulli[k] * factor;
        factor *= (s + 2 * k + 1) * (s + 2 * k + 2) / (a * a);
    }
    return sum;
}

// q^s * zeta(s, q) and its two derivatives by s: the scale keeps large s from underflow.
struct Zeta {
    double value = 0, first = 0, second = 0;

    Zeta(double s, double q) {
        double a = q;
        for (; a < smooth_from(s); ++a) {
            const double log = std::log(a / q), term = std::exp(-s * log);
            value += term;
            first -= log * term;
            second += log * log * term;
            if (term * (1 + a / (s - 1)) < kNothing) return;
        }
        double e = a / (s - 1) + 0.5, e1 = -a / ((s - 1) * (s - 1)), e2 = 2 * a / ((s - 1) * (s - 1) * (s - 1));
        double p = s / a, p1 = 1 / a, p2 = 0;
        for (int k = 0; k < 7; ++k) {
            e += kBernoulli[k] * p;
            e1 += kBernoulli[k] * p1;
            e2 += kBernoulli[k] * p2;
            for (int i = 2 * k + 1; i <= 2 * k + 2; ++i) {
                p2 = (p2 * (s + i) + 2 * p1) / a;
                p1 = (p1 * (s + i) + p) / a;
                p = p * (s + i) / a;
            }
        }
        const double log = std::log(a / q), term = std::exp(-s * log);
        value += term * e;
        first += term * (e1 - log * e);
        second += term * (e2 - 2 * log * e1 + log * log * e);
    }
};

// Exponent at which -d ln zeta equals the mean of ln(k / q). The function is convex and falls from infinity
// to 0, so Newton's steps converge from any start kept above 1. The mean is above 0 but for rounding.
double exponent(double q, double mean_log) {
    mean_log = std::max(mean_log, kLeastMean);
    double s = 1 + 1 / (mean_log - std::log1p(-0.5 / q));
    for (int round = 0; round < 200; ++round) {
        const Zeta zeta(s, q);
        const double ratio = zeta.first / zeta.value;
        const double step = (ratio + mean_log) / (zeta.second / zeta.value - ratio * ratio);
        const double next = s - step > 1 ? s - step : (1 + s) / 2;
        const bool done = std::abs(next - s) < 1e-9 * s;
        s = next;
        if (done || !std::isfinite(s)) break;
    }
    return s;
}

// P(K >= k), asked for ascending k.
class Survival {
public:
    Survival(double s, double q) : s_(s), q_(q), at_(q), log_q_(std::log(q)), zeta_(Zeta(s, q).value) {}

    // Move on to k, whose logarithm is given.
    void move(double k, double log_k) {
        while (at_ < k && at_ < smooth_from(s_) && left_ > 0) {
            left_ -= std::exp(-s_ * (std::log(at_) - log_q_)) / zeta_;
            if (left_ < 1e-17) left_ = 0;
            ++at_;
        }
        chance_ = std::exp(-s_ * (log_k - log_q_)) / zeta_;
        if (k >= smooth_from(s_)) left_ = chance_ * remainder(s_, k);
        at_ = k;
    }

    double at_least() const { return left_; }             // P(K >= k)
    double above() const { return std::max(0.0, left_ - chance_); }  // P(K > k)
    double chance() const { return chance_; }             // P(K = k)

private:
    double s_, q_, at_, log_q_, zeta_, left_ = 1, chance_ = 0;
};

// Kolmogorov's distance, or anything from limit on where it is not below limit.
double distance(double s, double q, const std::vector<double>& log, const double* values,
                const std::vector<int64_t>& at_least, size_t start, double limit) {
    Survival model(s, q);
    const double n = static_cast<double>(at_least[start]);
    double most = 0;
    for (size_t i = start; i < log.size() && most < limit; ++i) {
        model.move(values[i], log[i]);
        most = std::max(most, std::abs(static_cast<double>(at_least[i]) / n - model.at_least()));
        most = std::max(most, std::abs(static_cast<double>(at_least[i + 1]) / n - model.above()));
    }
    return most;
}

// SplitMix64 as a function of a place in its stream: the same whatever thread asks.
uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15u;

// Draws from the fitted law by its exact inverse, from the observed values below xmin otherwise.
class Sampler {
public:
    Sampler(const double* values, const int64_t* counts, size_t size, const Tail& fit) : fit_(fit) {
        for (size_t i = 0; i < size; ++i) {
            n_ += counts[i];
            if (values[i] < fit.xmin) body_.insert(body_.end(), static_cast<size_t>(counts[i]), values[i]);
        }
        body_share_ = static_cast<double>(body_.size()) / static_cast<double>(n_);
        table_.resize(kTable + 1);
        zeta_ = Zeta(fit.alpha, fit.xmin).value;
        table_[kTable] = beyond(fit.xmin + kTable);
        for (int k = kTable - 1; k >= 0; --k)
            table_[k] = table_[k + 1] + std::exp(-fit.alpha * std::log((fit.xmin + k) / fit.xmin)) / zeta_;
        guide_.resize(kGuide);
        for (int b = 0, k = 0; b < kGuide; ++b) {
            const int bucket = kGuide - 1 - b;
            while (k < kTable && table_[k + 1] >= static_cast<double>(bucket + 1) / kGuide) ++k;
            guide_[bucket] = k;
        }
    }

    // Fill the histogram of one replicate.
    void draw(uint64_t key, std::vector<double>& values, std::vector<int64_t>& counts) const {
        std::vector<int32_t> small(kDense, 0);
        std::vector<double> large;
        for (int64_t j = 0; j < n_; ++j) {
            const double which = uniform(key, 2 * static_cast<uint64_t>(j)), u = uniform(key, 2 * static_cast<uint64_t>(j) + 1);
            const double value = which < body_share_
                                     ? body_[static_cast<size_t>(u * static_cast<double>(body_.size()))]
                                     : from_tail(1 - u);
            if (value < kDense) ++small[static_cast<size_t>(value)];
            else large.push_back(value);
        }
        values.clear();
        counts.clear();
        for (int k = 0; k < kDense; ++k) {
            if (!small[k]) continue;
            values.push_back(k);
            counts.push_back(small[k]);
        }
        std::sort(large.begin(), large.end());
        for (const double value : large) {
            if (values.empty() || values.back() != value) {
                values.push_back(value);
                counts.push_back(0);
            }
            ++counts.back();
        }
    }

private:
    static constexpr int kTable = 1 << 16, kGuide = 1 << 12, kDense = 1 << 13;

    static double uniform(uint64_t key, uint64_t place) {
        return static_cast<double>(mixed(key + kGolden * (place + 1)) >> 11) * 0x1.0p-53;
    }

    double beyond(double k) const {
        if (k < smooth_from(fit_.alpha)) return 0;  // alpha in the tens of thousands
        return std::exp(-fit_.alpha * std::log(k / fit_.xmin)) / zeta_ * remainder(fit_.alpha, k);
    }

    // Largest k with P(K >= k) >= r, 0 < r <= 1.
    double from_tail(double r) const {
        const int bucket = std::min(kGuide - 1, static_cast<int>(r * kGuide));
        if (bucket >= 64) {
            int k = guide_[bucket];
            while (k < kTable && table_[k + 1] >= r) ++k;
            if (k < kTable) return fit_.xmin + k;
        }
        if (table_[kTable] < r) {
            const auto past = std::partition_point(table_.begin(), table_.end(), [r](double g) { return g >= r; });
            return fit_.xmin + static_cast<double>(past - table_.begin() - 1);
        }
        double low = fit_.xmin + kTable, high = 2 * low;
        while (beyond(high) >= r && high < 1e300) low = high, high *= 2;
        while (high - low > 1) {
            const double middle = std::floor(low + (high - low) / 2);
            if (middle <= low || middle >= high) break;
            (beyond(middle) >= r ? low : high) = middle;
        }
        return low;
    }

    Tail fit_;
    int64_t n_ = 0;
    double body_share_ = 0, zeta_ = 1;
    std::vector<double> body_, table_;
    std::vector<int> guide_;
};

}  // namespace

Tail fit_tail(const double* values, const int64_t* counts, size_t size, double fixed) {
    std::vector<double> log(size), log_sum(size + 1, 0);
    std::vector<int64_t> at_least(size + 1, 0);
    for (size_t i = size; i-- > 0;) {
        log[i] = std::log(values[i]);
        log_sum[i] = log_sum[i + 1] + static_cast<double>(counts[i]) * log[i];
        at_least[i] = at_least[i + 1] + counts[i];
    }
    Tail best;
    best.xmin = fixed > 0 ? fixed : size ? values[0] : 0;
    best.alpha = std::numeric_limits<double>::quiet_NaN();
    size_t start = 0;
    while (fixed > 0 && start < size && values[start] < fixed) ++start;
    double least = std::numeric_limits<double>::infinity();
    for (size_t i = start; i + 1 < size; ++i) {
        const double q = fixed > 0 ? fixed : values[i];
        const double alpha = exponent(q, log_sum[i] / static_cast<double>(at_least[i]) - std::log(q));
        const double ks = distance(alpha, q, log, values, at_least, i, least);
        if (ks < least) {
            least = ks;
            best = {q, alpha, ks};
        }
        if (fixed > 0) break;
    }
    return best;
}

std::vector<Tail> resample_tail(const double* values, const int64_t* counts, size_t size, const Tail& fit, bool search,
                                uint64_t seed, int64_t first, int64_t count, int threads) {
    const Sampler sampler(values, counts, size, fit);
    std::vector<Tail> found(static_cast<size_t>(count));
    run_in_threads(count, threads, [&](int64_t i) {
        const uint64_t key = mixed(mixed(seed) + kGolden * static_cast<uint64_t>(first + i + 1));
        std::vector<double> drawn;
        std::vector<int64_t> times;
        sampler.draw(key, drawn, times);
        found[static_cast<size_t>(i)] = fit_tail(drawn.data(), times.data(), drawn.size(), search ? 0 : fit.xmin);
    });
    return found;
}

}  // namespace clusternet
