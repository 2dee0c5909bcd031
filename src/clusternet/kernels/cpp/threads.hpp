// A loop shared out over threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace clusternet {

// Call work(0) ... work(count - 1), each once, in any order; the first exception is passed on.
// Where the system starts fewer threads than asked for, those work.
template <typename Work>
void run_in_threads(int64_t count, int threads, Work work) {
    std::atomic<int64_t> next{0};
    std::exception_ptr error;
    std::atomic<bool> failed{false};
    const auto loop = [&] {
        try {
            for (int64_t i = next++; i < count && !failed; i = next++) work(i);
        } catch (...) {
            if (!failed.exchange(true)) error = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    try {
        for (int64_t i = 1; i < std::min<int64_t>(threads, count); ++i) others.emplace_back(loop);
    } catch (const std::system_error&) {  // the system starts no more: those there are do the work
    } catch (const std::bad_alloc&) {
    }
    loop();
    for (auto& each : others) each.join();
    if (error) std::rethrow_exception(error);
}

}  // namespace clusternet
