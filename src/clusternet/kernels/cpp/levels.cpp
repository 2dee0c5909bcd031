#include "levels.hpp"

#include <algorithm>
#include <stdexcept>

#if defined(CLUSTERNET_X86) && defined(_MSC_VER)
#include <intrin.h>
#endif

namespace clusternet {
namespace {

#ifdef CLUSTERNET_X86
#ifdef _MSC_VER
bool has_bit(int leaf, int reg, int bit) {
    int most[4], found[4];
    __cpuid(most, 0);
    if (most[0] < leaf) return false;
    __cpuidex(found, leaf, 0);
    return (found[reg] >> bit & 1) != 0;
}
// The processor has the registers and the system saves them.
bool saved(unsigned long long states) { return has_bit(1, 2, 27) && (_xgetbv(0) & states) == states; }
bool has_avx2() { return saved(0x06) && has_bit(7, 1, 5) && has_bit(1, 2, 23); }
bool has_avx512() {
    return has_avx2() && saved(0xe6) && has_bit(7, 1, 16) && has_bit(7, 1, 17) && has_bit(7, 1, 30) &&
           has_bit(7, 1, 31) && has_bit(7, 2, 14);
}
#else
bool has_avx2() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}
bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vpopcntdq");
}
#endif
#endif

}  // namespace

std::vector<std::string> levels() {
    std::vector<std::string> found{"baseline"};
#ifdef CLUSTERNET_X86
    if (has_avx2()) found.emplace_back("avx2");
    if (has_avx512()) found.emplace_back("avx512");
#endif
    return found;
}

namespace {

void check_level(const std::string& level) {
    const std::vector<std::string> known = levels();
    if (std::find(known.begin(), known.end(), level) == known.end())
        throw std::invalid_argument("this processor has no level " + level);
}

}  // namespace

RowLoops loops_of(const std::string& level) {
    check_level(level);
#ifdef CLUSTERNET_X86
    if (level == "avx512") return avx512_loops();
    if (level == "avx2") return avx2_loops();
#endif
    return baseline_loops();
}

LaneLoops lanes_of(const std::string& level) {
    check_level(level);
#ifdef CLUSTERNET_X86
    if (level == "avx512") return avx512_lanes();
    if (level == "avx2") return avx2_lanes();
#endif
    return baseline_lanes();
}

}  // namespace clusternet
